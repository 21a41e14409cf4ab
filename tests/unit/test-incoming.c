/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming.h"

#define ONE KONTOR_INVOICE_ONE

static void
add_ordered (KontorPurchase *purchase,
             const char     *sku,
             const char     *title,
             gint64          quantity,
             gint64          received,
             gint64          price_e4)
{
  KontorPurchaseLine *line = g_new0 (KontorPurchaseLine, 1);

  line->line = (int) purchase->lines->len + 1;
  line->sku = g_strdup (sku);
  line->title = g_strdup (title);
  line->order_code = g_strdup ("");
  line->quantity = quantity * 1000;
  line->received = received * 1000;
  line->price_e4 = price_e4;
  g_ptr_array_add (purchase->lines, line);
  purchase->net_minor += quantity * price_e4 / 100;
}

static KontorPurchase *
make_purchase (void)
{
  KontorPurchase *purchase = kontor_purchase_new ();

  purchase->currency = g_strdup ("EUR");
  add_ordered (purchase, "BR-1", "Brett", 10, 10, 25000);
  add_ordered (purchase, "NA-1", "Nägel", 100, 60, 200);
  return purchase;
}

static KontorInvoiceLine *
charge (KontorInvoice *invoice, const char *name, gint64 quantity, gint64 price_e6)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  line->name = g_strdup (name);
  line->quantity_e6 = quantity * ONE;
  line->net_price_e6 = price_e6;
  invoice->totals.net_minor += quantity * price_e6 / 10000;
  return line;
}

static KontorInvoice *
make_invoice (void)
{
  KontorInvoice *invoice = kontor_invoice_new ();

  invoice->type_code = g_strdup ("380");
  invoice->currency = g_strdup ("EUR");
  return invoice;
}

static void
assert_rules (GPtrArray *findings, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (found, "%s%s %u", i > 0 ? ", " : "", finding->rule, finding->line);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_match (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (KontorInvoice) invoice = make_invoice ();
  g_autoptr (GPtrArray) findings = kontor_findings_new ();

  charge (invoice, "Bretter, gehobelt", 10, 2500000)->sku = g_strdup ("br-1");
  charge (invoice, "NAEGEL", 60, 20000);
  charge (invoice, "nägel", 0, 20000);
  kontor_incoming_match (invoice, purchase, 0, findings);
  assert_rules (findings, "ORDER-LINE 2");
}

static void
test_differences (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (KontorInvoice) invoice = make_invoice ();
  g_autoptr (GPtrArray) findings = kontor_findings_new ();
  const KontorFinding *finding = NULL;

  charge (invoice, "Brett", 11, 2600000);
  charge (invoice, "Nägel", 61, 20000);
  charge (invoice, "Fracht", 1, 4900000);
  kontor_incoming_match (invoice, purchase, 0, findings);
  assert_rules (findings,
                "ORDER-PRICE 1, ORDER-LINE 3, ORDER-QUANTITY 1, RECEIPT-QUANTITY 1, "
                "RECEIPT-QUANTITY 2, ORDER-TOTAL 0");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->expected, ==, "2.5");
  g_assert_cmpstr (finding->found, ==, "2.6");
}

/* A cheaper price is told, a tenth of a cent is none, and what was charged before counts. */
static void
test_details (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (KontorInvoice) invoice = make_invoice ();
  g_autoptr (GPtrArray) findings = kontor_findings_new ();
  g_autoptr (GPtrArray) before = kontor_findings_new ();
  g_autoptr (GPtrArray) credit = kontor_findings_new ();
  const KontorFinding *finding = NULL;

  charge (invoice, "Brett", 1, 2501000);
  charge (invoice, "Nägel", 10, 10000);
  kontor_incoming_match (invoice, purchase, 0, findings);
  assert_rules (findings, "ORDER-PRICE 2");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpint (finding->severity, ==, KONTOR_FINDING_NOTE);

  kontor_incoming_match (invoice, purchase, 2500, before);
  g_assert_true (kontor_findings_have (before, "ORDER-TOTAL"));
  g_free (invoice->type_code); /* replaced */
  invoice->type_code = g_strdup ("381");
  kontor_incoming_match (invoice, purchase, 2500, credit);
  assert_rules (credit, "");
}

static void
test_books (void)
{
  static const char *const known[] = { "DE89370400440532013000", NULL };
  g_autoptr (KontorInvoice) invoice = make_invoice ();
  g_autoptr (GPtrArray) findings = kontor_findings_new ();
  KontorIncomingBooks books = { .same_number = TRUE, .known_ibans = known, .is_known = TRUE };

  kontor_invoice_add_account (invoice)->iban = g_strdup ("DE89 3704 0044 0532 0130 00");
  kontor_incoming_check_books (&books, invoice, findings);
  assert_rules (findings, "DUPLICATE-NUMBER 0");
  kontor_invoice_add_account (invoice)->iban = g_strdup ("DE02120300000000202050");
  g_ptr_array_set_size (findings, 0);
  books.same_number = FALSE;
  kontor_incoming_check_books (&books, invoice, findings);
  assert_rules (findings, "IBAN-INVALID 0, IBAN-CHANGED 0");
  g_assert_true (kontor_incoming_needs_second (1, -1, TRUE));
  g_assert_true (kontor_incoming_needs_second (101, 100, FALSE));
  g_assert_false (kontor_incoming_needs_second (100, 100, FALSE));
  g_assert_false (kontor_incoming_needs_second (G_MAXINT64, -1, FALSE));
}

static void
assert_account (const KontorInvoice          *invoice,
                const KontorIncomingAccounts *accounts,
                const char                   *account,
                const char                   *key)
{
  g_autoptr (KontorJson) booking = kontor_incoming_propose_booking (invoice, accounts);
  const KontorJson *row = kontor_json_at (kontor_json_get_array (booking, "rows"), 0);

  g_assert_cmpstr (kontor_json_get_string (row, "account", ""), ==, account);
  g_assert_cmpstr (kontor_json_get_string (row, "key", ""), ==, key);
}

static void
test_booking (void)
{
  g_autoptr (KontorInvoice) invoice = make_invoice ();
  g_autoptr (KontorJson) previous = kontor_json_parse (
    "{\"chart\":\"SKR03\",\"creditor\":\"70012\",\"rows\":[{\"category\":\"S\",\"rate_bp\":1900,"
    "\"account\":\"4930\",\"key\":\"9\"}]}",
    -1,
    NULL);
  KontorInvoiceTax      *tax = kontor_invoice_add_tax (invoice);
  KontorIncomingAccounts accounts = { .chart = "SKR03" };

  tax->category = g_strdup ("S");
  tax->rate_bp = 1900;
  assert_account (invoice, &accounts, "4900", "9");
  accounts.is_goods = TRUE;
  assert_account (invoice, &accounts, "3400", "");
  accounts.chart = "SKR04";
  accounts.previous = previous;
  assert_account (invoice, &accounts, "5400", "");
  accounts.chart = "SKR03";
  assert_account (invoice, &accounts, "4930", "9");
  tax->rate_bp = 700;
  assert_account (invoice, &accounts, "3300", "");
  g_free (tax->category); /* replaced */
  tax->category = g_strdup ("AE");
  accounts.is_foreign = TRUE;
  assert_account (invoice, &accounts, "3123", "");
}

static void
test_figures (void)
{
  g_autoptr (KontorJson) figures = kontor_json_parse (
    "{\"seller_name\":\"Tee KG\",\"number\":\"7\",\"net_minor\":4999,\"tax_minor\":350,"
    "\"gross_minor\":5349,\"currency\":\"EUR\"}",
    -1,
    NULL);
  g_autoptr (KontorInvoice) invoice = kontor_incoming_from_figures (figures);
  const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, 0);

  g_assert_cmpint (tax->rate_bp, ==, 700);
  g_assert_cmpstr (tax->category, ==, "S");
  g_assert_cmpuint (invoice->payment.accounts->len, ==, 0);
}

static void
test_json (void)
{
  g_autoptr (GPtrArray) findings = kontor_findings_new ();
  KontorFinding *finding = kontor_findings_add (findings, "BR-AE-05");
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (KontorJson) again = NULL;

  finding->line = 3;
  finding->found = g_strdup ("19");
  kontor_findings_add (findings, "PDF-TOTAL");
  json = kontor_findings_to_json (findings);
  back = kontor_findings_from_json (json);
  again = kontor_findings_to_json (back);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_true (kontor_json_equal (json, again));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/incoming/match", test_match);
  g_test_add_func ("/incoming/differences", test_differences);
  g_test_add_func ("/incoming/details", test_details);
  g_test_add_func ("/incoming/books", test_books);
  g_test_add_func ("/incoming/booking", test_booking);
  g_test_add_func ("/incoming/figures", test_figures);
  g_test_add_func ("/incoming/json", test_json);
  return g_test_run ();
}
