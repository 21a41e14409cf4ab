/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "kontor-einvoice-file.h"
#include "kontor-invoice-paper.h"
#include "kontor-invoice-proof.h"
#include "kontor-invoice-showcase.h"

/* From the model to the finished PDF/A-3 with its XML: what issuing an invoice costs beside the
 * database. One after the other on one core, in time of the processor, so that other work on the
 * machine does not count. */

#define LINES_ON_FIFTY_PAGES 930
#define CREATED_AT G_GINT64_CONSTANT (1795251600000000)

typedef struct
{
  double compute_ms;
  double xml_ms;
  double pdf_ms;
  double read_ms; /* the XML out of the finished file, compared with the model */
} Times;

static double
lap (clock_t *since)
{
  clock_t now = clock ();
  double  ms = (double) (now - *since) * 1000.0 / CLOCKS_PER_SEC;

  *since = now;
  return ms;
}

static void
require (gboolean ok, GError *error)
{
  if (ok)
    return;

  fprintf (stderr, "%s\n", error != NULL ? error->message : "the invoice came out wrong");
  exit (1);
}

static void
issue (KontorInvoice            *invoice,
       const KontorLetterhead   *head,
       const KontorFinanceRules *rules,
       Times                    *times)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GBytes) pdf = NULL;
  KontorInvoiceInside parts = { .xml_level = "EN 16931" };
  clock_t             since = clock ();

  require (kontor_invoice_compute (invoice, &error), error);
  times->compute_ms += lap (&since);
  xml = kontor_einvoice_write (invoice, KONTOR_EINVOICE_FACTURX, rules, &error);
  require (xml != NULL, error);
  times->xml_ms += lap (&since);
  parts.xml = xml;
  pdf = kontor_invoice_pdf_render (
    invoice, head, KONTOR_PAPER_ORIGINAL, &parts, CREATED_AT, &error);
  require (pdf != NULL, error);
  times->pdf_ms += lap (&since);
  require (kontor_invoice_proof_pdf (invoice, pdf, xml, &error), error);
  times->read_ms += lap (&since);
}

static void
measure (const char *what, guint n_lines, guint runs)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) invoice = NULL;
  KontorFinanceRules *rules = kontor_finance_rules_new (NULL, NULL);
  Times               times = { 0.0 };
  Times               warm = { 0.0 };
  double              sum;

  invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", n_lines);
  issue (invoice, &head, rules, &warm);
  for (guint i = 0; i < runs; i++)
    issue (invoice, &head, rules, &times);
  sum = (times.compute_ms + times.xml_ms + times.pdf_ms + times.read_ms) / runs;
  printf ("| %s | %.1f a second | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.2f ms |\n",
          what,
          1000.0 / sum,
          sum,
          times.compute_ms / runs,
          times.xml_ms / runs,
          times.pdf_ms / runs,
          times.read_ms / runs);
  kontor_finance_rules_free (rules);
}

/* --- what others send --- */

/* Time of the processor until now, of the processes that read PDFs as well. */
static double
get_processor_ms (void)
{
  double ms = 0.0;

  for (guint i = 0; i < 2; i++)
    {
      struct rusage used;

      getrusage (i == 0 ? RUSAGE_SELF : RUSAGE_CHILDREN, &used);
      ms += (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000.0
            + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000.0;
    }
  return ms;
}

/* The whole look into a file: schema, rules of EN 16931 and of the law, page against XML. */
static void
measure_incoming (const char *what, GBytes *file, guint runs)
{
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);
  g_autoptr (KontorEinvoiceSchemas) schemas = kontor_einvoice_schemas_new ();
  double processor = 0.0;
  gint64 start = 0;

  for (guint i = 0; i <= runs; i++) /* the first one loads the schema */
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorEinvoiceFile) read = kontor_einvoice_file_read (
        file, schemas, rules, &error);

      require (read != NULL && read->einvoice != NULL && read->findings->len == 0, error);
      if (i == 0)
        {
          processor = get_processor_ms ();
          start = g_get_monotonic_time ();
        }
    }
  printf ("| %s | %.2f ms | %.2f ms |\n",
          what,
          (get_processor_ms () - processor) / runs,
          (double) (g_get_monotonic_time () - start) / 1000.0 / runs);
}

static void
measure_check (const char *what, guint n_lines, guint runs)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
    KONTOR_INVOICE_INVOICE, "de", n_lines);
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = kontor_einvoice_write (invoice, KONTOR_EINVOICE_FACTURX, rules, &error);
  KontorInvoiceInside inside = { .xml = xml, .xml_level = "EN 16931" };
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *alone = g_strdup_printf ("%s, XML alone", what);
  g_autofree char *hybrid = g_strdup_printf ("%s, PDF/A-3 with XML", what);

  require (xml != NULL, error);
  pdf = kontor_invoice_pdf_render (
    invoice, &head, KONTOR_PAPER_ORIGINAL, &inside, CREATED_AT, &error);
  require (pdf != NULL, error);
  measure_incoming (alone, xml, runs * 10);
  measure_incoming (hybrid, pdf, runs);
}

int
main (void)
{
  printf ("\n| invoices | how many | each | totals | XML | PDF/A-3 | XML read back |\n"
          "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  measure ("one page, 4 lines", 4, 100);
  measure ("fifty pages, 930 lines", LINES_ON_FIFTY_PAGES, 5);
  printf ("\n| an incoming invoice, checked | processor | clock |\n| --- | ---: | ---: |\n");
  measure_check ("4 lines", 4, 20);
  measure_check ("930 lines", LINES_ON_FIFTY_PAGES, 5);
  return 0;
}
