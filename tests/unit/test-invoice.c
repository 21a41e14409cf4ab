/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-invoice-cases.h"
#include "kontor-number.h"
#include "kontor-value-error.h"

__extension__ typedef __int128 KontorWide;

static gint64
cents (const KontorJson *json, const char *key)
{
  return kontor_invoice_decimal (kontor_json_get_string (json, key, NULL), 2);
}

static void
check_lines (const KontorInvoice *invoice, const KontorJson *expected)
{
  const KontorJson *lines = kontor_json_get_array (expected, "lines");
  guint             i;

  g_assert_cmpuint (invoice->lines->len, ==, kontor_json_length (lines));
  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);
      const KontorJson        *want = kontor_json_at (lines, i);

      g_assert_cmpint (line->net_minor, ==, cents (want, "net"));
      g_assert_cmpint (
        line->net_price_e6,
        ==,
        kontor_invoice_decimal (kontor_json_get_string (want, "net_price", NULL), 6));
    }
}

static void
check_adjustments (const KontorInvoice *invoice, const KontorJson *expected, gboolean charges)
{
  const KontorJson *want = kontor_json_get_array (expected, charges ? "charges" : "allowances");
  guint             n = 0;
  guint             i;

  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (invoice->adjustments, i);

      if (adjustment->is_charge == charges)
        g_assert_cmpint (
          adjustment->amount_minor,
          ==,
          kontor_invoice_decimal (kontor_json_string (kontor_json_at (want, n++)), 2));
    }
  g_assert_cmpuint (n, ==, kontor_json_length (want));
}

static void
check_taxes (const KontorInvoice *invoice, const KontorJson *expected)
{
  const KontorJson *taxes = kontor_json_get_array (expected, "vat");
  guint             i;

  g_assert_cmpuint (invoice->taxes->len, ==, kontor_json_length (taxes));
  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);
      const KontorJson       *want = kontor_json_at (taxes, i);

      g_assert_cmpstr (tax->category, ==, kontor_json_get_string (want, "category", NULL));
      g_assert_cmpint (tax->rate_bp, ==, cents (want, "rate"));
      g_assert_cmpint (tax->net_minor, ==, cents (want, "basis"));
      g_assert_cmpint (tax->tax_minor, ==, cents (want, "tax"));
    }
}

static void
check_case (const KontorInvoice *invoice, const KontorJson *expected)
{
  const KontorInvoiceTotals *totals = &invoice->totals;

  check_lines (invoice, expected);
  check_adjustments (invoice, expected, FALSE);
  check_adjustments (invoice, expected, TRUE);
  check_taxes (invoice, expected);
  g_assert_cmpint (totals->line_minor, ==, cents (expected, "BT106"));
  g_assert_cmpint (totals->allowance_minor, ==, cents (expected, "BT107"));
  g_assert_cmpint (totals->charge_minor, ==, cents (expected, "BT108"));
  g_assert_cmpint (totals->net_minor, ==, cents (expected, "BT109"));
  g_assert_cmpint (totals->tax_minor, ==, cents (expected, "BT110"));
  g_assert_cmpint (totals->gross_minor, ==, cents (expected, "BT112"));
  g_assert_cmpint (totals->paid_minor, ==, cents (expected, "BT113"));
  g_assert_cmpint (totals->rounding_minor, ==, cents (expected, "BT114"));
  g_assert_cmpint (totals->due_minor, ==, cents (expected, "BT115"));
}

static void
test_worked_examples (void)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  guint i;

  g_assert_cmpuint (cases->len, ==, 14);
  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", item->name);
      kontor_invoice_compute (item->invoice, &error);
      g_assert_no_error (error);
      check_case (item->invoice, item->expected);

      /* Once more changes nothing. */
      kontor_invoice_compute (item->invoice, &error);
      g_assert_no_error (error);
      check_case (item->invoice, item->expected);
    }
}

static KontorInvoiceAdjustment *
add_whole (KontorInvoice *invoice, gboolean is_charge, gint64 percent_e6, gint64 amount_minor)
{
  KontorInvoiceAdjustment *whole = kontor_invoice_add_adjustment (invoice->adjustments);

  whole->is_charge = is_charge;
  whole->percent_e6 = percent_e6;
  whole->amount_minor = amount_minor;
  whole->reason = g_strdup (is_charge ? "Versand" : "Rabatt 10 %");
  whole->reason_code = g_strdup (is_charge ? "FC" : "95");
  return whole;
}

/* E2 again, but with a discount and a freight that are not split yet. */
static void
test_split (void)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  const KontorInvoiceCase       *item = g_ptr_array_index (cases, 1);
  const KontorInvoiceAdjustment *first;
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (item->invoice->adjustments, 0);
  add_whole (item->invoice, FALSE, 10 * KONTOR_INVOICE_ONE, 0);
  add_whole (item->invoice, TRUE, 0, 590);
  kontor_invoice_compute (item->invoice, &error);
  g_assert_no_error (error);
  check_case (item->invoice, item->expected);

  first = g_ptr_array_index (item->invoice->adjustments, 0);
  g_assert_cmpint (first->base_minor, ==, 15999);
  g_assert_cmpint (first->percent_e6, ==, 10 * KONTOR_INVOICE_ONE);
  g_assert_cmpstr (first->reason, ==, "Rabatt 10 %");
  g_assert_cmpstr (first->category, ==, "S");
  g_assert_cmpint (first->rate_bp, ==, 1900);
}

static KontorInvoice *
new_invoice (KontorPriceMode mode, gint64 quantity_e6, gint64 price_e6)
{
  KontorInvoice     *invoice = kontor_invoice_new ();
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  invoice->currency = g_strdup ("EUR");
  invoice->price_mode = mode;
  line->quantity_e6 = quantity_e6;
  line->price_e6 = price_e6;
  line->category = g_strdup ("S");
  line->rate_bp = 1900;
  return invoice;
}

static void
test_refusals (void)
{
  g_autoptr (KontorInvoice) large = new_invoice (KONTOR_PRICE_NET, G_MAXINT64, G_MAXINT64);
  g_autoptr (KontorInvoice) foreign = new_invoice (KONTOR_PRICE_NET, 1000000, 1000000);
  g_autoptr (KontorInvoice) negative = new_invoice (KONTOR_PRICE_NET, 1000000, 1000000);
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_invoice_compute (large, &error));
  g_assert_error (error, KONTOR_INVOICE_ERROR, KONTOR_INVOICE_ERROR_OVERFLOW);
  g_clear_error (&error);

  g_free (foreign->currency);
  foreign->currency = g_strdup ("KWD");
  g_assert_false (kontor_invoice_compute (foreign, &error));
  g_assert_error (error, KONTOR_INVOICE_ERROR, KONTOR_INVOICE_ERROR_INVALID);
  g_clear_error (&error);

  ((KontorInvoiceLine *) g_ptr_array_index (negative->lines, 0))->rate_bp = -1;
  g_assert_false (kontor_invoice_compute (negative, &error));
  g_assert_error (error, KONTOR_INVOICE_ERROR, KONTOR_INVOICE_ERROR_INVALID);
}

/* Six decimals can't hold the price of one of a million; then it is the price of all. */
static void
test_price_of_many (void)
{
  g_autoptr (KontorInvoice) invoice = new_invoice (
    KONTOR_PRICE_GROSS, 1234567 * KONTOR_INVOICE_ONE, 10000);
  const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, 0);
  g_autoptr (GError) error = NULL;

  kontor_invoice_compute (invoice, &error);
  g_assert_no_error (error);
  g_assert_cmpint (line->net_minor, ==, 1037451);
  g_assert_cmpint (line->net_base_e6, ==, line->quantity_e6);
  g_assert_cmpint (line->net_price_e6, ==, line->net_minor * 10000);
}

static void
test_snapshot (void)
{
  guint32 seed;

  for (seed = 0; seed < 100; seed++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (seed);
      g_autoptr (KontorInvoice) copy = kontor_invoice_copy (invoice);
      g_autoptr (KontorJson) json = kontor_invoice_to_json (invoice);
      g_autofree char *text = kontor_json_to_string (json);
      g_autoptr (KontorJson) again = kontor_json_parse (text, -1, NULL);
      g_autoptr (KontorInvoice) read = kontor_invoice_from_json (again, NULL);

      g_assert_true (kontor_invoice_equal (invoice, copy));
      g_assert_true (kontor_invoice_equal (invoice, read));
      copy->totals.due_minor++;
      g_assert_false (kontor_invoice_equal (invoice, copy));
    }
}

static void
test_attachment (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  KontorInvoiceAttachment *attachment = kontor_invoice_add_attachment (invoice);
  g_autoptr (KontorInvoice) copy = NULL;

  attachment->data = g_bytes_new_static ("a\0b", 3);
  copy = kontor_invoice_copy (invoice);
  attachment = g_ptr_array_index (copy->references.attachments, 0);
  g_assert_cmpmem (g_bytes_get_data (attachment->data, NULL), 3, "a\0b", 3);
}

static void
test_bad_json (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "{\"version\":2}",
    "{\"version\":1,\"numbr\":\"x\"}",
    "{\"version\":1,\"number\":1}",
    "{\"version\":1,\"kind\":\"bill\"}",
    "{\"version\":1,\"lines\":[1]}",
    "{\"version\":1,\"lines\":[{\"quantity\":1}]}",
    "{\"version\":1,\"payee\":[]}",
    "{\"version\":1,\"references\":{\"attachments\":[{\"data\":\"*\"}]}}",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KontorJson) json = kontor_json_parse (texts[i], -1, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (kontor_invoice_from_json (json, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == KONTOR_INVOICE_ERROR || error->domain == KONTOR_VALUE_ERROR);
    }
}

static KontorWide
round_divide (KontorWide value, KontorWide divisor)
{
  return value >= 0 ? (2 * value + divisor) / (2 * divisor)
                    : -((2 * -value + divisor) / (2 * divisor));
}

/* BT-131 from the net price, and the line's own allowances and charges. */
static void
check_line_equation (const KontorInvoiceLine *line)
{
  KontorWide base = line->net_base_e6 != 0 ? line->net_base_e6 : 1000000;
  gint64     net = (gint64) round_divide ((KontorWide) line->quantity_e6 * line->net_price_e6,
                                      base * 10000);
  guint      i;

  for (i = 0; i < line->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (line->adjustments, i);

      net += adjustment->is_charge ? adjustment->amount_minor : -adjustment->amount_minor;
    }

  g_assert_cmpint (line->net_minor, ==, net);
  g_assert_cmpint (line->net_price_e6, >=, 0);
}

static void
check_group_equations (const KontorInvoice *invoice, const KontorInvoiceTax *tax)
{
  KontorWide exact;
  gint64     net = 0;
  gint64     gross = 0;
  guint      i;

  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (line->rate_bp != tax->rate_bp || g_strcmp0 (line->category, tax->category) != 0)
        continue;
      net += line->net_minor;
      gross += line->gross_minor;
    }
  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      if (item->rate_bp != tax->rate_bp || g_strcmp0 (item->category, tax->category) != 0)
        continue;
      net += item->is_charge ? item->amount_minor : -item->amount_minor;
      gross += item->is_charge ? item->gross_minor : -item->gross_minor;
    }

  g_assert_cmpint (tax->net_minor, ==, net); /* BR-S-08 */
  g_assert_cmpint (tax->gross_minor, ==, tax->net_minor + tax->tax_minor);
  exact = round_divide ((KontorWide) tax->net_minor * tax->rate_bp, 10000);
  if (invoice->price_mode == KONTOR_PRICE_NET)
    {
      g_assert_cmpint (tax->tax_minor, ==, (gint64) exact); /* BR-CO-17 */
      return;
    }

  g_assert_cmpint (tax->gross_minor, ==, gross); /* what the customer pays does not move */
  g_assert_cmpint (ABS (tax->tax_minor - (gint64) exact), <=, 1);
}

static void
check_document_equations (const KontorInvoice *invoice)
{
  const KontorInvoiceTotals *totals = &invoice->totals;
  gint64                     lines = 0;
  gint64                     adjustments[2] = { 0, 0 };
  gint64                     taxes = 0;
  guint                      i;

  for (i = 0; i < invoice->lines->len; i++)
    lines += ((KontorInvoiceLine *) g_ptr_array_index (invoice->lines, i))->net_minor;
  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      adjustments[item->is_charge ? 1 : 0] += item->amount_minor;
    }
  for (i = 0; i < invoice->taxes->len; i++)
    taxes += ((KontorInvoiceTax *) g_ptr_array_index (invoice->taxes, i))->tax_minor;

  g_assert_cmpint (totals->line_minor, ==, lines);                                  /* BR-CO-10 */
  g_assert_cmpint (totals->allowance_minor, ==, adjustments[0]);                    /* BR-CO-11 */
  g_assert_cmpint (totals->charge_minor, ==, adjustments[1]);                       /* BR-CO-12 */
  g_assert_cmpint (totals->net_minor, ==, lines - adjustments[0] + adjustments[1]); /* BR-CO-13 */
  g_assert_cmpint (totals->tax_minor, ==, taxes);                                   /* BR-CO-14 */
  g_assert_cmpint (totals->gross_minor, ==, totals->net_minor + taxes);             /* BR-CO-15 */
  g_assert_cmpint (
    totals->due_minor, ==, totals->gross_minor - totals->paid_minor + totals->rounding_minor);
}

static void
test_random (void)
{
  guint32 start = g_test_rand_int ();
  guint32 count = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "brief") == 0 ? 500 : 10000;
  guint32 i;

  g_test_set_nonfatal_assertions (); /* or the seed would not be told */
  for (i = 0; i < count && !g_test_failed (); i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (start + i);
      guint j;

      for (j = 0; j < invoice->lines->len; j++)
        check_line_equation (g_ptr_array_index (invoice->lines, j));
      for (j = 0; j < invoice->taxes->len; j++)
        check_group_equations (invoice, g_ptr_array_index (invoice->taxes, j));
      check_document_equations (invoice);
      if (g_test_failed ())
        g_test_message ("wrong from seed %u on", start + i);
    }
}

static void
test_kinds (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  KontorInvoiceKind kind;

  for (kind = KONTOR_INVOICE_QUOTATION; kind < KONTOR_INVOICE_N_KINDS; kind++)
    {
      KontorInvoiceKind again;

      g_assert_true (kontor_invoice_kind_from_name (kontor_invoice_kind_to_name (kind), &again));
      g_assert_cmpint (kind, ==, again);
      g_assert_true ((kontor_invoice_kind_to_type_code (kind) == NULL)
                     == (kind <= KONTOR_INVOICE_CONFIRMATION));
      invoice->kind = kind;
      g_assert_true (kontor_invoice_is_credit (invoice) == (kind >= KONTOR_INVOICE_CREDIT_NOTE));
    }
  g_assert_false (kontor_invoice_kind_from_name ("bill", &kind));

  invoice->kind = KONTOR_INVOICE_INVOICE;
  invoice->type_code = g_strdup ("261");
  g_assert_true (kontor_invoice_is_credit (invoice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invoice/worked-examples", test_worked_examples);
  g_test_add_func ("/invoice/split", test_split);
  g_test_add_func ("/invoice/refusals", test_refusals);
  g_test_add_func ("/invoice/price-of-many", test_price_of_many);
  g_test_add_func ("/invoice/snapshot", test_snapshot);
  g_test_add_func ("/invoice/attachment", test_attachment);
  g_test_add_func ("/invoice/bad-json", test_bad_json);
  g_test_add_func ("/invoice/random", test_random);
  g_test_add_func ("/invoice/kinds", test_kinds);
  return g_test_run ();
}
