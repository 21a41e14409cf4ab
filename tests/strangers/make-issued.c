/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdlib.h>

#include "kontor-invoice-cases.h"
#include "kontor-invoice-render.h"
#include "kontor-invoice-showcase.h"
#include "kontor-invoice-vat.h"

/* Writes finished documents for validators of others: make-issued FOLDER SEED COUNT. What carries
 * its XML inside goes to FOLDER/hybrid, XRechnungen to FOLDER/xml, their pages to FOLDER/page. */

#define ISSUED_AT G_GINT64_CONSTANT (1795251600000000) /* 21 November 2026, 9:00 UTC */

typedef struct
{
  const char *format;
  const char *pdf_folder;
  const char *xml_folder; /* (nullable): the XML is inside the PDF */
} KontorIssuedFormat;

static const KontorIssuedFormat formats[] = {
  { "plain", "page", NULL },
  { "facturx", "hybrid", NULL },
  { "xrechnung-cii", "page", "xml" },
  { "xrechnung-ubl", "page", "xml" },
};

static const char *top;
static KontorJson *settings;

static void
fail (const char *name, const GError *error)
{
  g_printerr ("%s: %s\n", name, error->message);
  exit (1);
}

static void
keep (const char *folder, const char *name, const char *format, const char *suffix, GBytes *bytes)
{
  g_autofree char *below = g_build_filename (top, folder, NULL);
  g_autofree char *file = g_strdup_printf ("%s/%s-%s.%s", below, name, format, suffix);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (below, 0755);
  if (!g_file_set_contents (
        file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    fail (file, error);
}

static void
issue (const KontorInvoice *invoice, const char *name, const KontorIssuedFormat *format)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;

  if (!kontor_invoice_render (invoice, settings, format->format, ISSUED_AT, &pdf, &xml, &error))
    fail (name, error);
  keep (format->pdf_folder, name, format->format, "pdf", pdf);
  if (format->xml_folder != NULL)
    keep (format->xml_folder, name, format->format, "xml", xml);
}

/* What is no invoice to the law, such as a quotation, has no XML. */
static void
issue_all (const KontorInvoice *invoice, const char *name)
{
  gboolean structured = kontor_invoice_kind_to_type_code (invoice->kind) != NULL;

  for (gsize i = 0; i < (structured ? G_N_ELEMENTS (formats) : 1); i++)
    issue (invoice, name, &formats[i]);
}

static void
issue_cases (const KontorFinanceRules *rules)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();

  for (guint i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      if (!kontor_invoice_complete (item->invoice, rules, NULL))
        exit (1);
      issue_all (item->invoice, item->name);
    }
}

/* Every kind of document in both languages, to a buyer with an electronic address (BT-49), which
 * XRechnung wants. */
static void
issue_kinds (const KontorFinanceRules *rules)
{
  for (int i = 0; i < KONTOR_INVOICE_N_KINDS * 2; i++)
    {
      const char *language = i % 2 == 0 ? "de" : "en";
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
        (KontorInvoiceKind) (i / 2), language, 30);
      g_autofree char *name = g_strdup_printf ("kind-%d-%s", i / 2, language);

      invoice->buyer.endpoint.id = g_strdup ("rechnung@example.com");
      invoice->buyer.endpoint.scheme = g_strdup ("EM");
      if (!kontor_invoice_complete (invoice, rules, NULL))
        exit (1);
      issue_all (invoice, name);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);
  guint32 seed;
  guint   count;

  if (argc != 4)
    {
      g_printerr ("Usage: make-issued FOLDER SEED COUNT\n");
      return 2;
    }

  top = argv[1];
  seed = (guint32) g_ascii_strtoull (argv[2], NULL, 10);
  count = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  settings = kontor_json_new_object ();
  kontor_json_set_string (settings, "company_name", "Nordlicht Handels GmbH");
  kontor_json_set_string (settings, "street", "Hafenstraße 12");
  kontor_json_set_string (settings, "postcode", "24103");
  kontor_json_set_string (settings, "city", "Kiel");

  issue_cases (rules);
  issue_kinds (rules);
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (seed + i);
      g_autofree char *name = g_strdup_printf ("random-%u", seed + i);

      issue_all (invoice, name);
    }
  kontor_json_unref (settings);
  return 0;
}
