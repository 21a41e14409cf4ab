/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-payment-query.h"

#include "kontor-iban.h"
#include "kontor-invoice.h"
#include "kontor-number.h"
#include "kontor-query-private.h"

#define MOST_RUNS 50
#define WHOLE_E6 100000000 /* percent in millionths */

/* The newest word of whether it was ordered at the bank. */
#define IS_ORDERED                                                                                 \
  "coalesce ((SELECT e.kind FROM incoming_event AS e WHERE e.incoming_uid = i.uid"                 \
  " AND e.kind IN ('ordered', 'order-withdrawn') ORDER BY e.position DESC LIMIT 1), '')"           \
  " = 'ordered'"

/* Approved, with something left, and not ordered at the bank since the last withdrawal. */
#define SELECT_PAYABLE                                                                             \
  "SELECT * FROM (SELECT i.uid, i.number, i.seller_name, i.iban, i.currency, i.issued_on,"         \
  " i.due_on, i.due_minor, i.content,"                                                             \
  " i.due_minor + CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"            \
  " WHERE s.incoming_uid = i.uid), 0) AS BIGINT) AS open_minor FROM incoming_invoice AS i"         \
  " WHERE i.state IN ('approved', 'booked') AND (i.due_on IS NULL OR i.due_on <= ?1)"              \
  " AND NOT " IS_ORDERED ") AS p WHERE p.open_minor > 0 ORDER BY p.due_on, p.number"

static const KontorInvoiceAccount *
find_account (const KontorInvoice *invoice, const char *iban)
{
  for (guint i = 0; invoice != NULL && i < invoice->payment.accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (invoice->payment.accounts, i);
      g_autofree char *other = kontor_iban_normalise (account->iban != NULL ? account->iban : "");

      if (g_str_equal (other, iban))
        return account;
    }
  return NULL;
}

static gint64
reckon_discount (const KontorInvoiceDiscount *discount, gint64 due_minor)
{
  gint64 base = discount->base_minor > 0 ? discount->base_minor : due_minor;
  gint64 minor = 0;

  return kontor_scale_rounded (base, discount->percent_e6, WHOLE_E6, &minor)
           ? CLAMP (minor, 0, due_minor)
           : 0;
}

/* The best one whose last day is not over; only for what nothing was paid of yet. */
static void
set_discount (KontorJson *row, const KontorInvoice *invoice, gint64 day)
{
  gint64 issued_on = kontor_json_get_integer (row, "issued_on", 0);
  gint64 due_minor = kontor_json_get_integer (row, "due_minor", 0);
  gint64 best = 0;

  if (invoice == NULL || kontor_json_get_integer (row, "open_minor", 0) != due_minor)
    return;
  for (guint i = 0; i < invoice->payment.discounts->len; i++)
    {
      const KontorInvoiceDiscount *discount = g_ptr_array_index (invoice->payment.discounts, i);
      gint64                       minor = reckon_discount (discount, due_minor);

      if (issued_on + discount->days < day || minor <= best)
        continue;
      best = minor;
      kontor_json_set_integer (row, "discount_minor", minor);
      kontor_json_set_integer (row, "discount_on", issued_on + discount->days);
    }
}

/* What a bank would send back, or pay to the wrong one. */
static const char *
find_problem (const KontorJson *row, const char *iban, const char *bic)
{
  if (!g_str_equal (kontor_json_get_string (row, "currency", ""), "EUR"))
    return "currency";
  if (*kontor_json_get_string (row, "name", "") == '\0')
    return "name";
  if (*iban == '\0')
    return "no-iban";
  if (!kontor_iban_is_valid (iban))
    return "iban";
  return *bic != '\0' && !kontor_bic_is_valid (bic) ? "bic" : "";
}

static void
complete_row (KontorJson *row, gint64 day)
{
  const KontorJson *content = kontor_json_get_object (row, "content");
  g_autoptr (KontorInvoice) invoice = content != NULL ? kontor_invoice_from_json (content, NULL)
                                                      : NULL;
  g_autofree char *iban = kontor_iban_normalise (kontor_json_get_string (row, "iban", ""));
  const KontorInvoiceAccount *account = find_account (invoice, iban);
  g_autofree char *bic = g_ascii_strup (account != NULL && account->bic != NULL ? account->bic : "",
                                        -1);

  kontor_json_set_string (row, "iban", iban);
  kontor_json_set_string (row, "bic", bic);
  kontor_json_set_string (row, "problem", find_problem (row, iban, bic));
  set_discount (row, invoice, day);
  kontor_json_set_integer (row,
                           "pay_minor",
                           kontor_json_get_integer (row, "open_minor", 0)
                             - kontor_json_get_integer (row, "discount_minor", 0));
  kontor_json_set (row, "content", kontor_json_new_null ());
}

/**
 * kontor_query_payable:
 * @database: a connection
 * @until: last due day that is asked for
 * @day: on which the bank is to pay
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): received invoices that are to be paid: rows of uid, number, name, iban,
 *   bic, currency, due_on, open_minor, discount_minor? until discount_on, pay_minor, and a problem
 *   ("" none, currency, name, no-iban, iban, bic)
 */
KontorJson *
kontor_query_payable (KontorDatabase *database, gint64 until, gint64 day, GError **error)
{
  KontorJson *rows = kontor_query_rows (
    database,
    SELECT_PAYABLE,
    "u:uid t:number t:name t:iban t:currency i:issued_on i:due_on i:due_minor j:content"
    " i:open_minor",
    error,
    KONTOR_VALUES (kontor_value_integer (until)));

  for (guint i = 0; i < kontor_json_length (rows); i++)
    complete_row ((KontorJson *) kontor_json_at (rows, i), day);
  return rows;
}

/* Those whose newest word is that this run, of the same moment, ordered them. */
static gboolean
set_ordered (KontorDatabase *database, KontorJson *run, GError **error)
{
  return kontor_query_set_rows (
    run,
    "incoming",
    database,
    "SELECT i.uid, i.number, i.seller_name FROM incoming_event AS o"
    " JOIN incoming_invoice AS i ON i.uid = o.incoming_uid"
    " WHERE o.kind = 'ordered' AND o.happened_at = ?1 AND NOT EXISTS (SELECT 1 FROM incoming_event "
    "AS n"
    " WHERE n.incoming_uid = o.incoming_uid AND n.kind IN ('ordered', 'order-withdrawn')"
    " AND n.position > o.position) ORDER BY i.number, i.uid",
    "u:uid t:number t:name",
    error,
    KONTOR_VALUES (kontor_value_integer (kontor_json_get_integer (run, "made_at", 0))));
}

/**
 * kontor_query_pay_runs:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the newest files of transfers, each with the invoices that it still
 *   orders: rows of uid, file_name, file_sha256, count, sum_minor, execution_on, author, made_at,
 *   incoming
 */
KontorJson *
kontor_query_pay_runs (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) runs = kontor_query_rows (
    database,
    "SELECT x.uid, x.file_name, x.file_sha256, x.n_rows, x.sum_minor, x.from_on, x.author_name,"
    " x.made_at FROM books_export AS x WHERE x.kind = 'sepa' ORDER BY x.made_at DESC, x.uid"
    " LIMIT ?1",
    "u:uid t:file_name t:file_sha256 i:count i:sum_minor i:execution_on t:author i:made_at",
    error,
    KONTOR_VALUES (kontor_value_integer (MOST_RUNS)));

  for (guint i = 0; i < kontor_json_length (runs); i++)
    if (!set_ordered (database, (KontorJson *) kontor_json_at (runs, i), error))
      return NULL;
  return g_steal_pointer (&runs);
}
