/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>
#include <stdlib.h>

#include "kontor-einvoice.h"
#include "kontor-invoice-cases.h"
#include "kontor-invoice-vat.h"

/* Writes invoices for the schematron: make-einvoices FOLDER SEED COUNT. Into FOLDER/facturx,
 * FOLDER/xrechnung-cii and FOLDER/xrechnung-ubl go the worked examples and COUNT random invoices.
 */

static const char *const folders[KONTOR_EINVOICE_N_FORMATS] = {
  [KONTOR_EINVOICE_FACTURX] = "facturx",
  [KONTOR_EINVOICE_XRECHNUNG_CII] = "xrechnung-cii",
  [KONTOR_EINVOICE_XRECHNUNG_UBL] = "xrechnung-ubl",
};

static void
write_one (const KontorInvoice      *invoice,
           const KontorFinanceRules *rules,
           const char               *top,
           const char               *name,
           KontorEinvoiceFormat      format)
{
  g_autofree char *file = g_strconcat (name, ".xml", NULL);
  g_autofree char *path = g_build_filename (top, folders[format], file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_einvoice_write (invoice, format, rules, &error);

  if (bytes == NULL
      || !g_file_set_contents (
        path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    {
      g_printerr ("%s: %s\n", path, error->message);
      exit (1);
    }
}

static void
write_all (const KontorInvoice      *invoice,
           const KontorFinanceRules *rules,
           const char               *top,
           const char               *name)
{
  int format;

  for (format = 0; format < KONTOR_EINVOICE_N_FORMATS; format++)
    write_one (invoice, rules, top, name, (KontorEinvoiceFormat) format);
}

int
main (int argc, char **argv)
{
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);
  g_autoptr (GPtrArray) cases = NULL;
  guint32 seed;
  guint   count;
  guint   i;

  if (argc != 4)
    {
      g_printerr ("Usage: make-einvoices FOLDER SEED COUNT\n");
      return 2;
    }

  seed = (guint32) g_ascii_strtoull (argv[2], NULL, 10);
  count = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  for (i = 0; i < KONTOR_EINVOICE_N_FORMATS; i++)
    {
      g_autofree char *folder = g_build_filename (argv[1], folders[i], NULL);

      g_mkdir_with_parents (folder, 0755);
    }

  cases = kontor_invoice_cases_load ();
  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      g_assert_true (kontor_invoice_complete (item->invoice, rules, NULL));
      write_all (item->invoice, rules, argv[1], item->name);
    }
  for (i = 0; i < count; i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (seed + i);
      g_autofree char *name = g_strdup_printf ("random-%u", seed + i);

      write_all (invoice, rules, argv[1], name);
    }

  return 0;
}
