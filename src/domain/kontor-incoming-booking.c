/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming.h"

/* The usual accounts of DATEV's charts SKR03 and SKR04; the company's adviser may want others, and
 * what was chosen for a supplier last comes first. Keys: 8 and 9 input VAT of 7 % and 19 %, 94
 * reverse charge with deduction (finance-spec.md section 10). */

#define ANY -1
#define CREDITORS "70000" /* the first account of DATEV's range for suppliers */

typedef struct
{
  gboolean    goods;
  const char *category; /* "": any */
  gint64      rate_bp;  /* ANY */
  int         foreign;  /* 1, 0, ANY */
  const char *skr03;
  const char *skr04;
  const char *key;
} Rule;

static const Rule rules[] = {
  { TRUE, "S", 1900, ANY, "3400", "5400", "" }, /* automatic accounts need no key */
  { TRUE, "S", 700, ANY, "3300", "5300", "" },     { TRUE, "K", ANY, ANY, "3425", "5425", "" },
  { TRUE, "AE", ANY, 1, "3123", "5923", "" },      { TRUE, "AE", ANY, 0, "3120", "5920", "" },
  { TRUE, "", ANY, ANY, "3200", "5200", "" },      { FALSE, "S", 1900, ANY, "4900", "6300", "9" },
  { FALSE, "S", 700, ANY, "4900", "6300", "8" },   { FALSE, "AE", ANY, 1, "3123", "5923", "" },
  { FALSE, "AE", ANY, ANY, "4900", "6300", "94" }, { FALSE, "K", ANY, ANY, "3425", "5425", "" },
  { FALSE, "", ANY, ANY, "4900", "6300", "" },
};

static const Rule *
find_rule (const KontorIncomingAccounts *accounts, const KontorInvoiceTax *tax)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].goods == accounts->is_goods
        && (*rules[i].category == '\0' || g_strcmp0 (rules[i].category, tax->category) == 0)
        && (rules[i].rate_bp == ANY || rules[i].rate_bp == tax->rate_bp)
        && (rules[i].foreign == ANY || rules[i].foreign == accounts->is_foreign))
      return &rules[i];
  g_return_val_if_reached (&rules[0]);
}

static const KontorJson *
find_previous (const KontorIncomingAccounts *accounts, const KontorInvoiceTax *tax)
{
  const KontorJson *rows = accounts->previous != NULL
                             ? kontor_json_get_array (accounts->previous, "rows")
                             : NULL;

  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);

      if (g_strcmp0 (kontor_json_get_string (row, "category", ""), tax->category) == 0
          && kontor_json_get_integer (row, "rate_bp", ANY) == tax->rate_bp)
        return row;
    }
  return NULL;
}

static KontorJson *
propose_row (const KontorIncomingAccounts *accounts, const KontorInvoiceTax *tax)
{
  const KontorJson *previous = find_previous (accounts, tax);
  const Rule       *rule = find_rule (accounts, tax);
  gboolean          is_skr04 = g_strcmp0 (accounts->chart, "SKR04") == 0;
  KontorJson       *row = kontor_json_new_object ();

  kontor_json_set_string (row,
                          "account",
                          previous != NULL ? kontor_json_get_string (previous, "account", "")
                          : is_skr04       ? rule->skr04
                                           : rule->skr03);
  kontor_json_set_string (
    row, "key", previous != NULL ? kontor_json_get_string (previous, "key", "") : rule->key);
  kontor_json_set_string (row, "category", tax->category != NULL ? tax->category : "");
  kontor_json_set_integer (row, "rate_bp", tax->rate_bp);
  kontor_json_set_integer (row, "net_minor", tax->net_minor);
  kontor_json_set_integer (row, "tax_minor", tax->tax_minor);
  kontor_json_set_integer (row, "gross_minor", tax->net_minor + tax->tax_minor);
  kontor_json_set_string (row,
                          "reason",
                          previous != NULL     ? "history"
                          : accounts->is_goods ? "goods"
                                               : "expense");
  return row;
}

/* The booking of another chart says nothing. */
static const KontorJson *
get_usable (const KontorIncomingAccounts *accounts)
{
  if (accounts->previous == NULL
      || g_strcmp0 (kontor_json_get_string (accounts->previous, "chart", ""), accounts->chart) != 0)
    return NULL;
  return accounts->previous;
}

/**
 * kontor_incoming_propose_booking:
 * @invoice: what was received
 * @accounts: chart, what it is for, and the supplier's last booking
 *
 * Proposes one row for each VAT group: the account that was used last for this supplier and rate,
 * else the usual one for goods or for other expenses.
 *
 * Returns: (transfer full): {"chart","creditor","is_credit","rows":[{"account","key","category",
 *   "rate_bp","net_minor","tax_minor","gross_minor","reason" (history, goods, expense)}…]}
 */
KontorJson *
kontor_incoming_propose_booking (const KontorInvoice          *invoice,
                                 const KontorIncomingAccounts *accounts)
{
  KontorIncomingAccounts usable = *accounts;
  KontorJson            *booking = kontor_json_new_object ();
  KontorJson            *rows = kontor_json_new_array ();

  usable.previous = get_usable (accounts);
  for (guint i = 0; i < invoice->taxes->len; i++)
    kontor_json_append (rows, propose_row (&usable, g_ptr_array_index (invoice->taxes, i)));

  kontor_json_set_string (booking, "chart", accounts->chart);
  kontor_json_set_string (booking,
                          "creditor",
                          usable.previous != NULL
                            ? kontor_json_get_string (usable.previous, "creditor", CREDITORS)
                            : CREDITORS);
  kontor_json_set_boolean (booking, "is_credit", kontor_invoice_is_credit (invoice));
  kontor_json_set (booking, "rows", rows);
  return booking;
}
