/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "kontor-migration.h"
#include "kontor-stock-query.h"
#include "kontor-time.h"

/* bench-stock DATABASE [make-stock.sql]: how long the stock takes with 100,000 items and 5 million
 * movements. With the script, the database is made first. */

#define NOW G_GINT64_CONSTANT (1748782800000000) /* 2025-06-01 13:00 UTC */
#define N_RUNS 3

static const struct
{
  const char *list;
  const char *filter;
  const char *sort;
} lists[] = {
  { "stock", "", NULL },
  { "stock", "", "sku" },
  { "stock", "", "available" },
  { "stock", "", "-on_hand" },
  { "stock", "is:low", NULL },
  { "stock", "is:low", "available" },
  { "stock", "is:negative", NULL },
  { "stock", "is:reserved", NULL },
  { "stock", "is:unavailable", NULL },
  { "stock", "place:R07", NULL },
  { "stock", "lampen", NULL },
  { "stock", "sku:SKU-0012", NULL },
  { "movements", "", NULL },
  { "movements", "sku:SKU-000001", NULL },
  { "movements", "place:R07", NULL },
};

static double
milliseconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* The first screen: its ids and its rows. */
static double
measure_screen (KontorDatabase *database, KontorListQuery *query)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, database, 100, &error);
  g_autoptr (GPtrArray) rows = NULL;

  check (error);
  rows = kontor_list_query_fetch_rows (
    query, database, (const gint64 *) (gpointer) ids->data, ids->len, &error);
  check (error);
  return milliseconds (start);
}

static double
measure_ids (KontorDatabase *database, KontorListQuery *query, guint *n_rows)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, database, 0, &error);

  check (error);
  *n_rows = ids->len;
  return milliseconds (start);
}

static void
measure_lists (KontorDatabase *database, GTimeZone *zone)
{
  printf ("| list | rows | first screen | all ids |\n| --- | ---: | ---: | ---: |\n");
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = kontor_list_query_new (
        kontor_list_type_find (lists[i].list), lists[i].filter, lists[i].sort, NOW, zone, &error);
      double screen = G_MAXDOUBLE;
      double all = G_MAXDOUBLE;
      guint  n_rows = 0;

      check (error);
      for (guint run = 0; run < N_RUNS; run++)
        {
          screen = MIN (screen, measure_screen (database, query));
          all = MIN (all, measure_ids (database, query, &n_rows));
        }
      printf ("| %s %s%s%s | %u | %.1f ms | %.1f ms |\n",
              lists[i].list,
              lists[i].filter,
              lists[i].sort != NULL ? " by " : "",
              lists[i].sort != NULL ? lists[i].sort : "",
              n_rows,
              screen,
              all);
      fflush (stdout);
    }
}

/* --- single questions --- */

typedef KontorJson *(*Question) (KontorDatabase *database, GError **error);

static KontorUid
variant (KontorDatabase *database, const char *sku)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;

  kontor_query_find_variant (database, sku, &uid, &error);
  check (error);
  return uid;
}

static KontorJson *
ask_item (KontorDatabase *database, GError **error)
{
  KontorUid uid = variant (database, "SKU-000777");

  return kontor_query_stock_json (database, &uid, NOW, error);
}

static KontorJson *
ask_busy_item (KontorDatabase *database, GError **error)
{
  KontorUid uid = variant (database, "SKU-000001");

  return kontor_query_stock_json (database, &uid, NOW, error);
}

static KontorJson *
ask_history (KontorDatabase *database, GError **error)
{
  KontorUid uid = variant (database, "SKU-000777");

  return kontor_query_stock_history (database, &uid, NOW - 365 * KONTOR_DAY, NOW, 500, error);
}

static KontorJson *
ask_busy_history (KontorDatabase *database, GError **error)
{
  KontorUid uid = variant (database, "SKU-000001");

  return kontor_query_stock_history (database, &uid, 0, NOW, 500, error);
}

static KontorJson *
ask_value (KontorDatabase *database, GError **error)
{
  const KontorStockValueQuestion question = { .at = NOW - 180 * KONTOR_DAY,
                                              .known_at = G_MAXINT64 };

  return kontor_query_stock_value (database, &question, error);
}

static KontorJson *
ask_value_items (KontorDatabase *database, GError **error)
{
  const KontorStockValueQuestion question = { .at = NOW - 180 * KONTOR_DAY,
                                              .known_at = NOW - 90 * KONTOR_DAY,
                                              .items = TRUE };

  return kontor_query_stock_value (database, &question, error);
}

static KontorJson *
ask_margin (KontorDatabase *database, GError **error)
{
  return kontor_query_stock_margin (database, NOW - 365 * KONTOR_DAY, NOW, error);
}

static const struct
{
  const char *what;
  Question    ask;
} questions[] = {
  { "an item with 50 movements", ask_item },
  { "an item with 100,000 movements", ask_busy_item },
  { "its history of a year, 50 movements", ask_history },
  { "its whole history, 100,000 movements", ask_busy_history },
  { "value of all, half a year ago", ask_value },
  { "the same as known later, item by item", ask_value_items },
  { "margins of a year", ask_margin },
};

static void
measure_questions (KontorDatabase *database)
{
  printf ("\n| question | taken |\n| --- | ---: |\n");
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      double best = G_MAXDOUBLE;

      for (guint run = 0; run < N_RUNS; run++)
        {
          g_autoptr (GError) error = NULL;
          gint64 start = g_get_monotonic_time ();
          g_autoptr (KontorJson) answer = questions[i].ask (database, &error);

          check (error);
          best = MIN (best, milliseconds (start));
        }
      printf ("| %s | %.1f ms |\n", questions[i].what, best);
      fflush (stdout);
    }
}

/* --- the database --- */

static void
make (const char *path, const char *script_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autofree char *script = NULL;
  gint64           start;

  g_file_get_contents (script_path, &script, NULL, &error);
  check (error);
  database = kontor_database_open (path, KONTOR_DATABASE_CREATE, &error);
  check (error);
  kontor_migration_run (database, &error);
  check (error);
  start = g_get_monotonic_time ();
  kontor_database_execute (database, script, &error);
  check (error);
  printf ("filled through the triggers: %.1f s\n", milliseconds (start) / 1000);
  start = g_get_monotonic_time ();
  kontor_migration_rebuild_derived (database, &error);
  check (error);
  printf ("derived tables built anew: %.1f s\n", milliseconds (start) / 1000);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      fprintf (stderr, "usage: bench-stock DATABASE [make-stock.sql]\n");
      return 2;
    }
  if (argc > 2)
    make (argv[1], argv[2]);

  database = kontor_database_open (argv[1], KONTOR_DATABASE_READ_ONLY, &error);
  check (error);
  measure_lists (database, zone);
  measure_questions (database);
  return 0;
}
