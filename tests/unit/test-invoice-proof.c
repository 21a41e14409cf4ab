/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-einvoice.h"
#include "kontor-finance-rules.h"
#include "kontor-invoice-cases.h"
#include "kontor-invoice-proof.h"
#include "kontor-invoice-render.h"
#include "kontor-invoice-showcase.h"
#include "kontor-invoice-vat.h"

#define ISSUED_AT G_GINT64_CONSTANT (1763719200000000)

static const char *const formats[] = { "plain", "facturx", "xrechnung-cii", "xrechnung-ubl" };

static KontorFinanceRules *rules;

static KontorJson *
make_settings (void)
{
  KontorJson *settings = kontor_json_new_object ();

  kontor_json_set_string (settings, "company_name", "Nordlicht Handels GmbH");
  kontor_json_set_string (settings, "street", "Hafenstraße 12");
  kontor_json_set_string (settings, "postcode", "24103");
  kontor_json_set_string (settings, "city", "Kiel");
  return settings;
}

static void
issue (const KontorInvoice *invoice, const char *format, GBytes **pdf, GBytes **xml)
{
  g_autoptr (KontorJson) settings = make_settings ();
  g_autoptr (GError) error = NULL;
  gboolean done = kontor_invoice_render (invoice, settings, format, ISSUED_AT, pdf, xml, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

/* Every kind of document, in both languages and every format, gives the same bytes twice. */
static void
test_same_bytes (void)
{
  static const char *const languages[] = { "de", "en" };

  for (int kind = 0; kind < KONTOR_INVOICE_N_KINDS * 2; kind++)
    {
      const char *language = languages[kind % 2];
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
        (KontorInvoiceKind) (kind / 2), language, 12);
      guint n_formats = kontor_invoice_kind_to_type_code (invoice->kind) != NULL ? 4 : 1;

      g_assert_true (kontor_invoice_complete (invoice, rules, NULL));
      for (guint i = 0; i < n_formats; i++)
        {
          g_autoptr (GBytes) first_pdf = NULL;
          g_autoptr (GBytes) second_pdf = NULL;
          g_autoptr (GBytes) first_xml = NULL;
          g_autoptr (GBytes) second_xml = NULL;

          issue (invoice, formats[i], &first_pdf, &first_xml);
          issue (invoice, formats[i], &second_pdf, &second_xml);
          g_assert_true (g_bytes_equal (first_pdf, second_pdf));
          g_assert_true ((first_xml != NULL) == (i > 0));
          g_assert_true (i == 0 || g_bytes_equal (first_xml, second_xml));
        }
    }
}

static gboolean
has_image (GBytes *pdf)
{
  static const char word[] = "/Subtype /Image";
  gsize             size = 0;
  const char       *data = g_bytes_get_data (pdf, &size);

  for (gsize i = 0; i + sizeof word < size; i++)
    if (memcmp (data + i, word, sizeof word - 1) == 0)
      return TRUE;
  return FALSE;
}

/* The logo of the settings stands on the page; without it the name does. */
static void
test_logo (void)
{
  static const char png[]
    = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
      "hKmMIQAAAABJRU5ErkJggg==";
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1);
  g_autoptr (KontorJson) settings = make_settings ();
  g_autoptr (GBytes) without = NULL;
  g_autoptr (GBytes) with = NULL;
  g_autoptr (GBytes) no_xml = NULL; /* of plain ones */
  g_autoptr (GError) error = NULL;

  kontor_invoice_render (invoice, settings, "plain", ISSUED_AT, &without, &no_xml, &error);
  g_assert_no_error (error);
  kontor_json_set_string (settings, "logo_png", png);
  kontor_invoice_render (invoice, settings, "plain", ISSUED_AT, &with, &no_xml, &error);
  g_assert_no_error (error);
  g_assert_false (g_bytes_equal (with, without));
  g_assert_false (has_image (without));
  g_assert_true (has_image (with));
}

static guint
sample_size (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");

  if (g_strcmp0 (length, "full") == 0)
    return 10000;
  return g_strcmp0 (length, "brief") == 0 ? 10 : 60;
}

/* Issuing itself refuses a file whose XML says something else, so that it need only be called. */
static void
test_random (void)
{
  guint32 start = g_test_rand_int ();

  for (guint i = 0; i < sample_size (); i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (start + i);
      g_autoptr (GBytes) pdf = NULL;
      g_autoptr (GBytes) xml = NULL;

      g_test_message ("seed %u", start + i);
      issue (invoice, formats[1 + i % 3], &pdf, &xml);
    }
}

typedef void (*Falsify) (KontorInvoice *invoice);

static KontorInvoiceLine *
line_of (KontorInvoice *invoice)
{
  return g_ptr_array_index (invoice->lines, 1);
}

static void
change_number (KontorInvoice *invoice)
{
  invoice->number[0] = 'X';
}

static void
change_day (KontorInvoice *invoice)
{
  invoice->issue_day += 1;
}

static void
change_quantity (KontorInvoice *invoice)
{
  line_of (invoice)->quantity_e6 += 1000;
}

static void
change_net (KontorInvoice *invoice)
{
  line_of (invoice)->net_minor -= 1;
}

static void
change_rate (KontorInvoice *invoice)
{
  line_of (invoice)->rate_bp += 100;
}

static void
change_tax (KontorInvoice *invoice)
{
  ((KontorInvoiceTax *) g_ptr_array_index (invoice->taxes, 0))->tax_minor += 1;
}

static void
change_due (KontorInvoice *invoice)
{
  invoice->totals.due_minor += 1;
}

static void
change_iban (KontorInvoice *invoice)
{
  ((KontorInvoiceAccount *) g_ptr_array_index (invoice->payment.accounts, 0))->iban[4] = '9';
}

static void
drop_line (KontorInvoice *invoice)
{
  g_ptr_array_remove_index (invoice->lines, 0);
}

/* One cent, one day, one digit: each is told with its term. */
static void
test_notices (void)
{
  static const struct
  {
    Falsify     falsify;
    const char *term;
  } cases[] = {
    { change_number, "BT-1," }, { change_day, "BT-2," },   { change_quantity, "BT-129, line 2" },
    { change_net, "BT-131" },   { change_rate, "BT-152" }, { change_tax, "BT-117" },
    { change_due, "BT-115" },   { change_iban, "BT-84" },  { drop_line, "BG-25" },
  };
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 5);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xml = NULL;

  g_assert_true (kontor_invoice_complete (invoice, rules, NULL));
  issue (invoice, "facturx", &pdf, &xml);
  g_assert_true (kontor_invoice_proof_pdf (invoice, pdf, xml, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KontorInvoice) other = kontor_invoice_copy (invoice);
      g_autoptr (GError) error = NULL;

      cases[i].falsify (other);
      g_assert_false (kontor_invoice_proof_pdf (other, pdf, xml, &error));
      g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, cases[i].term));
    }
}

/* The XML of another invoice, or none. */
static void
test_other_file (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 3);
  g_autoptr (KontorInvoice) other = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 4);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) other_pdf = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GBytes) no_xml = NULL;
  g_autoptr (GBytes) other_xml = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_invoice_complete (invoice, rules, NULL));
  g_assert_true (kontor_invoice_complete (other, rules, NULL));
  issue (invoice, "facturx", &pdf, &xml);
  issue (invoice, "plain", &plain, &no_xml);
  issue (other, "facturx", &other_pdf, &other_xml);
  g_assert_false (kontor_invoice_proof_pdf (invoice, other_pdf, xml, &error));
  g_assert_nonnull (strstr (error->message, "is not what was written"));
  g_clear_error (&error);
  g_assert_false (kontor_invoice_proof_pdf (invoice, plain, xml, &error));
  g_assert_nonnull (strstr (error->message, "no XML inside"));
  g_clear_error (&error);
  g_assert_false (kontor_invoice_proof_xml (invoice, other_xml, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  rules = kontor_finance_rules_new (NULL, NULL);
  g_test_add_func ("/invoice-proof/same-bytes", test_same_bytes);
  g_test_add_func ("/invoice-proof/logo", test_logo);
  g_test_add_func ("/invoice-proof/random", test_random);
  g_test_add_func ("/invoice-proof/notices", test_notices);
  g_test_add_func ("/invoice-proof/other-file", test_other_file);
  status = g_test_run ();
  kontor_finance_rules_free (rules);
  return status;
}
