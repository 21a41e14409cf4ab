/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming.h"

#include "kontor-iban.h"
#include "kontor-number.h"
#include "kontor-text.h"

static gboolean
is_known_iban (const KontorIncomingBooks *books, const char *iban)
{
  g_autofree char *normalised = kontor_iban_normalise (iban);

  return g_strv_contains (books->known_ibans, normalised);
}

/**
 * kontor_incoming_iban_is_changed:
 * @books: what is known of the supplier
 * @iban: (nullable): where the invoice wants to be paid
 *
 * Returns: whether the supplier had other bank accounts so far, and not this one
 */
gboolean
kontor_incoming_iban_is_changed (const KontorIncomingBooks *books, const char *iban)
{
  return !kontor_text_is_blank (iban) && books->known_ibans[0] != NULL
         && !is_known_iban (books, iban);
}

/**
 * kontor_incoming_needs_second:
 * @gross_minor: what the invoice asks for with VAT, in minor units; negative for a credit note
 * @limit_minor: up to here one person may approve; -1: without a limit
 * @iban_is_changed: as kontor_incoming_iban_is_changed() says
 *
 * Returns: whether two people have to approve it
 */
gboolean
kontor_incoming_needs_second (gint64 gross_minor, gint64 limit_minor, gboolean iban_is_changed)
{
  return iban_is_changed || (limit_minor >= 0 && gross_minor > limit_minor);
}

static void
check_iban (const KontorIncomingBooks *books, const char *iban, GPtrArray *findings)
{
  g_autofree char *normalised = kontor_iban_normalise (iban);
  g_autofree char *known = g_strjoinv (", ", (char **) books->known_ibans);
  KontorFinding   *finding = NULL;

  if (g_ascii_isalpha (normalised[0]) && !kontor_iban_is_valid (normalised))
    kontor_findings_add (findings, "IBAN-INVALID")->found = g_strdup (iban);
  if (kontor_incoming_iban_is_changed (books, iban))
    {
      finding = kontor_findings_add (findings, "IBAN-CHANGED");
      finding->expected = g_steal_pointer (&known);
      finding->found = g_strdup (iban);
    }
  else if (books->known_ibans[0] == NULL && books->is_known)
    kontor_findings_add (findings, "IBAN-NEW")->found = g_strdup (iban);
}

/**
 * kontor_incoming_check_books:
 * @books: what is known
 * @invoice: what was received
 * @findings: (element-type KontorFinding): where duplicates and strange bank accounts go
 *
 * Finance-spec.md section 7 number 8: fraud and duplicates.
 */
void
kontor_incoming_check_books (const KontorIncomingBooks *books,
                             const KontorInvoice       *invoice,
                             GPtrArray                 *findings)
{
  if (books->same_file)
    kontor_findings_add (findings, "DUPLICATE-FILE");
  if (books->same_number)
    kontor_findings_add (findings, "DUPLICATE-NUMBER");
  for (guint i = 0; i < invoice->payment.accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (invoice->payment.accounts, i);

      if (!kontor_text_is_blank (account->iban))
        check_iban (books, account->iban, findings);
    }
}

/* --- typed from a page --- */

static char *
dup_member (const KontorJson *figures, const char *key)
{
  return g_strdup (kontor_json_get_string (figures, key, ""));
}

static gint64
get_member (const KontorJson *figures, const char *key)
{
  return kontor_json_get_integer (figures, key, 0);
}

/* The rate that net and VAT are of: to a tenth of a percent, since both were rounded. */
static gint64
find_rate (gint64 net_minor, gint64 tax_minor)
{
  gint64 rate_pm = 0;

  if (net_minor == 0 || !kontor_scale_rounded (tax_minor, 1000, net_minor, &rate_pm))
    return 0;
  return rate_pm * 10;
}

/**
 * kontor_incoming_from_figures:
 * @figures: members seller_name, seller_vat_id, number, type_code, issued_on, due_on, currency,
 *   net_minor, tax_minor, gross_minor, due_minor, iban: a row of incoming_invoice
 *
 * Makes an invoice without lines and with one VAT group, so that what a person typed from a page
 * passes through the same rules as what a file says.
 *
 * Returns: (transfer full): the invoice
 */
KontorInvoice *
kontor_incoming_from_figures (const KontorJson *figures)
{
  KontorInvoice        *invoice = kontor_invoice_new ();
  KontorInvoiceTax     *tax = kontor_invoice_add_tax (invoice);
  KontorInvoiceAccount *account = NULL;

  invoice->seller.address.name = dup_member (figures, "seller_name");
  invoice->seller.vat_id = dup_member (figures, "seller_vat_id");
  invoice->number = dup_member (figures, "number");
  invoice->type_code = dup_member (figures, "type_code");
  invoice->currency = dup_member (figures, "currency");
  invoice->issue_day = get_member (figures, "issued_on");
  invoice->payment.due_day = get_member (figures, "due_on");
  invoice->totals.net_minor = get_member (figures, "net_minor");
  invoice->totals.tax_minor = get_member (figures, "tax_minor");
  invoice->totals.gross_minor = get_member (figures, "gross_minor");
  invoice->totals.due_minor = get_member (figures, "due_minor");
  tax->net_minor = invoice->totals.net_minor;
  tax->tax_minor = invoice->totals.tax_minor;
  tax->gross_minor = invoice->totals.gross_minor;
  tax->rate_bp = find_rate (tax->net_minor, tax->tax_minor);
  tax->category = g_strdup (tax->tax_minor != 0 ? "S" : "E");
  if (!kontor_text_is_blank (kontor_json_get_string (figures, "iban", "")))
    {
      account = kontor_invoice_add_account (invoice);
      account->iban = dup_member (figures, "iban");
    }
  return invoice;
}
