/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kontor-einvoice.h"
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

int
main (void)
{
  printf ("\n| invoices | how many | each | totals | XML | PDF/A-3 | XML read back |\n"
          "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  measure ("one page, 4 lines", 4, 100);
  measure ("fifty pages, 930 lines", LINES_ON_FIFTY_PAGES, 5);
  return 0;
}
