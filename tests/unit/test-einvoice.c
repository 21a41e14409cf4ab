/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-einvoice.h"
#include "kontor-invoice-cases.h"
#include "kontor-invoice-vat.h"
#include "kontor-number.h"

static KontorFinanceRules    *rules;
static KontorEinvoiceSchemas *schemas;

static GBytes *
load (const char *name)
{
  g_autofree char *path = kontor_invoice_shared_path (name);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static KontorEinvoice *
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  KontorEinvoice *einvoice = kontor_einvoice_read (bytes, schemas, &error);

  g_assert_no_error (error);
  return einvoice;
}

static GBytes *
write_invoice (const KontorInvoice *invoice, KontorEinvoiceFormat format)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_einvoice_write (invoice, format, rules, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
say_findings (const GPtrArray *findings)
{
  guint i;

  for (i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s (%d) %s line %u part %u: %s, found %s, expected %s",
                      finding->rule,
                      (int) finding->severity,
                      finding->field,
                      finding->line,
                      finding->part,
                      finding->sentence,
                      finding->found,
                      finding->expected);
    }
}

/* Money, and what names it, survives the way through the file. */
static void
compare_lines (const KontorInvoice *a, const KontorInvoice *b)
{
  guint i;

  g_assert_cmpuint (a->lines->len, ==, b->lines->len);
  for (i = 0; i < a->lines->len; i++)
    {
      const KontorInvoiceLine *left = g_ptr_array_index (a->lines, i);
      const KontorInvoiceLine *right = g_ptr_array_index (b->lines, i);

      g_assert_cmpstr (left->name, ==, right->name);
      g_assert_cmpstr (left->category, ==, right->category);
      g_assert_cmpint (left->rate_bp, ==, right->rate_bp);
      g_assert_cmpint (left->quantity_e6, ==, right->quantity_e6);
      g_assert_cmpint (left->net_price_e6, ==, right->net_price_e6);
      g_assert_cmpint (left->net_base_e6, ==, right->net_base_e6);
      g_assert_cmpint (left->list_price_e6, ==, right->list_price_e6);
      g_assert_cmpint (left->net_minor, ==, right->net_minor);
      g_assert_cmpuint (left->adjustments->len, ==, right->adjustments->len);
    }
}

static void
compare_adjustments (const KontorInvoice *a, const KontorInvoice *b)
{
  guint i;

  g_assert_cmpuint (a->adjustments->len, ==, b->adjustments->len);
  for (i = 0; i < a->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *left = g_ptr_array_index (a->adjustments, i);
      const KontorInvoiceAdjustment *right = g_ptr_array_index (b->adjustments, i);

      g_assert_true (left->is_charge == right->is_charge);
      g_assert_cmpint (left->amount_minor, ==, right->amount_minor);
      g_assert_cmpint (left->percent_e6, ==, right->percent_e6);
      g_assert_cmpint (left->base_minor, ==, right->base_minor);
      g_assert_cmpint (left->rate_bp, ==, right->rate_bp);
      g_assert_cmpstr (left->category, ==, right->category);
      g_assert_cmpstr (left->reason, ==, right->reason);
    }
}

static void
compare_taxes (const KontorInvoice *a, const KontorInvoice *b)
{
  guint i;

  g_assert_cmpuint (a->taxes->len, ==, b->taxes->len);
  for (i = 0; i < a->taxes->len; i++)
    {
      const KontorInvoiceTax *left = g_ptr_array_index (a->taxes, i);
      const KontorInvoiceTax *right = g_ptr_array_index (b->taxes, i);

      g_assert_cmpstr (left->category, ==, right->category);
      g_assert_cmpint (left->rate_bp, ==, right->rate_bp);
      g_assert_cmpint (left->net_minor, ==, right->net_minor);
      g_assert_cmpint (left->tax_minor, ==, right->tax_minor);
      g_assert_cmpint (left->gross_minor, ==, right->gross_minor);
      g_assert_cmpstr (left->exemption_reason, ==, right->exemption_reason);
      g_assert_cmpstr (left->exemption_code, ==, right->exemption_code);
    }
}

static void
compare_payment (const KontorInvoicePayment *a, const KontorInvoicePayment *b)
{
  guint i;

  g_assert_cmpstr (a->means, ==, b->means);
  g_assert_cmpstr (a->remittance, ==, b->remittance);
  g_assert_cmpstr (a->card_number, ==, b->card_number);
  g_assert_cmpstr (a->mandate, ==, b->mandate);
  g_assert_cmpstr (a->creditor_id, ==, b->creditor_id);
  g_assert_cmpstr (a->debtor_iban, ==, b->debtor_iban);
  g_assert_cmpint (a->due_day, ==, b->due_day);
  g_assert_cmpuint (a->accounts->len, ==, b->accounts->len);
  for (i = 0; i < a->accounts->len; i++)
    {
      const KontorInvoiceAccount *left = g_ptr_array_index (a->accounts, i);
      const KontorInvoiceAccount *right = g_ptr_array_index (b->accounts, i);

      g_assert_cmpstr (left->iban, ==, right->iban);
      g_assert_cmpstr (left->bic, ==, right->bic);
    }
  g_assert_cmpuint (a->discounts->len, ==, b->discounts->len);
  for (i = 0; i < a->discounts->len; i++)
    {
      const KontorInvoiceDiscount *left = g_ptr_array_index (a->discounts, i);
      const KontorInvoiceDiscount *right = g_ptr_array_index (b->discounts, i);

      g_assert_cmpint (left->days, ==, right->days);
      g_assert_cmpint (left->percent_e6, ==, right->percent_e6);
      g_assert_cmpint (left->base_minor, ==, right->base_minor);
    }
}

static void
compare (const KontorInvoice *a, const KontorInvoice *b)
{
  g_assert_cmpstr (a->number, ==, b->number);
  g_assert_cmpstr (a->currency, ==, b->currency);
  g_assert_cmpstr (a->tax_currency, ==, b->tax_currency);
  g_assert_cmpint (a->issue_day, ==, b->issue_day);
  g_assert_cmpint (a->delivery_day, ==, b->delivery_day);
  g_assert_cmpint (a->from_day, ==, b->from_day);
  g_assert_cmpint (a->to_day, ==, b->to_day);
  g_assert_cmpint (a->tax_point_day, ==, b->tax_point_day);
  g_assert_cmpstr (a->tax_point_code, ==, b->tax_point_code);
  g_assert_cmpstr (a->seller.address.name, ==, b->seller.address.name);
  g_assert_cmpstr (a->seller.vat_id, ==, b->seller.vat_id);
  g_assert_cmpstr (a->seller.tax_number, ==, b->seller.tax_number);
  g_assert_cmpstr (a->buyer.address.name, ==, b->buyer.address.name);
  g_assert_cmpstr (a->buyer.vat_id, ==, b->buyer.vat_id);
  g_assert_cmpuint (a->references.attachments->len, ==, b->references.attachments->len);
  compare_lines (a, b);
  compare_adjustments (a, b);
  compare_taxes (a, b);
  compare_payment (&a->payment, &b->payment);
  g_assert_cmpmem (&a->totals, sizeof a->totals, &b->totals, sizeof b->totals);
}

static void
check_round_trip (const KontorInvoice *invoice, KontorEinvoiceFormat format)
{
  g_autoptr (GBytes) bytes = write_invoice (invoice, format);
  g_autoptr (GBytes) again = write_invoice (invoice, format);
  g_autoptr (KontorEinvoice) einvoice = read_bytes (bytes);
  g_autoptr (GPtrArray) findings = kontor_einvoice_check (einvoice, rules);

  g_assert_true (g_bytes_equal (bytes, again));
  compare (invoice, einvoice->invoice);
  if (findings->len > 0)
    say_findings (findings);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_worked_examples (void)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  guint i;
  int   format;

  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      g_test_message ("%s", item->name);
      g_assert_true (kontor_invoice_complete (item->invoice, rules, NULL));
      for (format = 0; format < KONTOR_EINVOICE_N_FORMATS; format++)
        check_round_trip (item->invoice, (KontorEinvoiceFormat) format);
    }
}

static guint
get_count (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");

  if (g_strcmp0 (length, "full") == 0)
    return 10000;

  return g_strcmp0 (length, "brief") == 0 ? 20 : 500;
}

static void
test_random (void)
{
  guint32 start = g_test_rand_int ();
  guint   count = get_count ();
  guint32 i;
  int     format;

  g_test_set_nonfatal_assertions (); /* or the seed would not be told */
  for (i = 0; i < count && !g_test_failed (); i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (start + i);

      for (format = 0; format < KONTOR_EINVOICE_N_FORMATS; format++)
        check_round_trip (invoice, (KontorEinvoiceFormat) format);
      if (g_test_failed ())
        g_test_message ("wrong from seed %u on", start + i);
    }
}

/* The files beside the worked examples were made by another program: they say the same. */
static void
test_foreign_examples (void)
{
  static const char *const forms[] = { "examples/cii/%s.cii.xml",
                                       "examples/ubl/%s.xrechnung.ubl.xml" };
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  guint i;
  guint j;

  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      g_assert_true (kontor_invoice_complete (item->invoice, rules, NULL));
      for (j = 0; j < G_N_ELEMENTS (forms); j++)
        {
          g_autofree char *name = j == 0 ? g_strdup_printf ("examples/cii/%s.cii.xml", item->name)
                                         : g_strdup_printf ("examples/ubl/%s.xrechnung.ubl.xml",
                                                            item->name);
          g_autoptr (GBytes) bytes = load (name);
          g_autoptr (KontorEinvoice) einvoice = read_bytes (bytes);
          g_autoptr (GPtrArray) findings = kontor_einvoice_check (einvoice, rules);

          g_test_message ("%s", name);
          say_findings (findings);
          g_assert_cmpuint (findings->len, ==, 0);
          compare_lines (item->invoice, einvoice->invoice);
          g_assert_cmpmem (&item->invoice->totals,
                           sizeof item->invoice->totals,
                           &einvoice->invoice->totals,
                           sizeof einvoice->invoice->totals);
        }
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  rules = kontor_finance_rules_new (NULL, NULL);
  schemas = kontor_einvoice_schemas_new ();
  g_test_add_func ("/einvoice/worked-examples", test_worked_examples);
  g_test_add_func ("/einvoice/random", test_random);
  g_test_add_func ("/einvoice/foreign-examples", test_foreign_examples);
  status = g_test_run ();
  kontor_finance_rules_free (rules);
  kontor_einvoice_schemas_free (schemas);
  return status;
}
