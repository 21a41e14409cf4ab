/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kontor-books-query.h"
#include "kontor-datev.h"
#include "kontor-invoice-showcase.h"
#include "kontor-migration.h"

/* A year of 100,000 invoices: the figures for the tax office, and the booking batch for the tax
 * adviser. In time of the processor, so that other work on the machine does not count. */

#define N_INVOICES "100000"
#define FIRST_DAY 20454 /* 2026-01-01 */
#define LAST_DAY 20818

#define MAKE_INVOICES                                                                              \
  "INSERT INTO invoice (uid, kind, series, position, number, customer_name, issued_on, due_on,"    \
  " currency, price_mode, net_minor, tax_minor, gross_minor, due_minor, sign, format, language,"   \
  " snapshot, pdf_sha256, station, issued_at, previous_hash, hash)"                                \
  " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " N_INVOICES ")"     \
  " SELECT CAST (printf ('%016d', i) AS BLOB), 'invoice', 'invoice 2026', i,"                      \
  " printf ('RE-2026-%06d', i), 'Kundin ' || (i % 5000), 20454 + i % 365, 20468 + i % 365, 'EUR'," \
  " 'net', 15000, 2250, 17250, 17250, 1, 'facturx', 'de', ?1, '', 1, 0, '', '' FROM n"
#define MAKE_TAXES                                                                                 \
  "INSERT INTO invoice_tax (invoice_uid, category, rate_bp, net_minor, tax_minor, gross_minor)"    \
  " SELECT uid, 'S', 1900, 10000, 1900, 11900 FROM invoice"                                        \
  " UNION ALL SELECT uid, 'S', 700, 5000, 350, 5350 FROM invoice"

static void
require (gboolean ok, GError *error)
{
  if (ok)
    return;

  fprintf (stderr, "%s\n", error != NULL ? error->message : "the books came out wrong");
  exit (1);
}

static KontorDatabase *
make_company (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 4);
  g_autoptr (KontorJson) json = kontor_invoice_to_json (invoice);
  g_autofree char *snapshot = kontor_json_to_string (json);
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);

  require (database != NULL && kontor_migration_run (database, &error), error);
  require (kontor_database_begin (database, &error), error);
  require (kontor_database_run (
             database, MAKE_INVOICES, &error, KONTOR_VALUES (kontor_value_text (snapshot))),
           error);
  require (kontor_database_run (database, MAKE_TAXES, &error, KONTOR_NO_VALUES), error);
  require (kontor_database_commit (database, &error), error);
  return database;
}

static void
say (const char *what, clock_t since)
{
  printf ("| %s | %.2f s |\n", what, (double) (clock () - since) / CLOCKS_PER_SEC);
}

static void
measure_year (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  clock_t since = clock ();
  g_autoptr (KontorJson) vat = kontor_query_vat (database, FIRST_DAY, LAST_DAY, &error);

  require (vat != NULL && kontor_json_get_integer (vat, "tax_minor", 0) == 225000000, error);
  say ("VAT figures of the year", since);
}

static void
measure_batch (KontorDatabase *database)
{
  g_autoptr (KontorJson) settings = kontor_json_new_object ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBooksBatch) batch = NULL;
  g_autoptr (GBytes) bytes = NULL;
  KontorBooksPlan   plan;
  clock_t           since = 0;
  KontorDatevHeader header = { .plan = &plan,
                               .from_day = FIRST_DAY,
                               .to_day = LAST_DAY,
                               .label = "Kontor 2026",
                               .created = "20261231120000000" };

  kontor_json_set_string (settings, "datev_adviser", "1001");
  kontor_json_set_string (settings, "datev_client", "1");
  require (kontor_books_plan_init (&plan, settings, &error), error);
  since = clock ();
  batch = kontor_query_books_batch (database, &plan, FIRST_DAY, LAST_DAY, &error);
  require (batch != NULL && batch->problems->len == 0 && batch->postings->len == 200000, error);
  say ("bookings of the year", since);
  since = clock ();
  bytes = kontor_datev_batch (&header, batch->postings, &error);
  require (bytes != NULL, error);
  say ("booking batch for DATEV", since);
}

int
main (void)
{
  KontorDatabase *database = make_company ();

  printf ("\n| " N_INVOICES " invoices | processor |\n| --- | ---: |\n");
  measure_year (database);
  measure_batch (database);
  kontor_database_close (database);
  return 0;
}
