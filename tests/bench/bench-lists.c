/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "kontor-migration.h"
#include "kontor-purchase-query.h"
#include "kontor-time.h"

/* bench-lists DATABASE [make-orders.sql]: how long lists, search and details take with a million
 * orders. With the script, the database is made first. */

#define NOW                                                                                        \
  G_GINT64_CONSTANT (1748782800000000) /* 2025-06-01 13:00 UTC, an hour after the newest order */
#define N_RUNS 3

typedef struct
{
  const char *list;
  const char *filter;
  const char *sort;
} Case;

static const Case cases[] = {
  { "orders", "", NULL },
  { "orders", "", "total" },
  { "orders", "", "customer" },
  { "orders", "", "-number" },
  { "orders", "", "ship_by" },
  { "orders", "", "country" },
  { "orders", "state:to-pack", NULL },
  { "orders", "state:open", NULL },
  { "orders", "state:delivered", NULL },
  { "orders", "state:delivered", "-total" },
  { "orders", "state:delivered,shipped", NULL },
  { "orders", "is:late", NULL },
  { "orders", "is:unpaid-shipped", NULL },
  { "orders", "is:refunded", NULL },
  { "orders", "placed:-30d..", NULL },
  { "orders", "placed:-30d..", "-total" },
  { "orders", "total:100..110", NULL },
  { "orders", "channel:office payment:card", NULL },
  { "orders", "country:ch state:delivered", "customer" },
  { "orders", "schuh", NULL },
  { "orders", "anna", NULL },
  { "orders", "anna muller", NULL },
  { "orders", "anna fffe", NULL },
  { "orders", "xyzzy", NULL },
  { "orders", "an", NULL },
  { "orders", "PS2025", NULL },
  { "orders", "1017", NULL },
  { "orders", "customer:kunde777@example.org", NULL },
  { "orders", "sku:SKU-00077", NULL },
  { "orders", "product:seifen", NULL },
  { "customers", "", NULL },
  { "customers", "", "-revenue" },
  { "customers", "schuh", NULL },
  { "customers", "city:köln", "-orders" },
  { "products", "", NULL },
  { "products", "handschuh", NULL },
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

static GArray *
fetch (KontorDatabase *database, const KontorListQuery *query, gint64 limit, double *taken)
{
  g_autoptr (GError) error = NULL;
  gint64  start = g_get_monotonic_time ();
  GArray *ids = kontor_list_query_fetch_ids (query, database, limit, &error);

  check (error);
  *taken = milliseconds (start);
  return ids;
}

/* The last page, as after a jump to the end. */
static double
fetch_end (KontorDatabase *database, const KontorListQuery *query, const GArray *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint  n_ids = MIN (ids->len, 128);
  gint64 start = g_get_monotonic_time ();

  rows = kontor_list_query_fetch_rows (
    query, database, (const gint64 *) (gpointer) ids->data + ids->len - n_ids, n_ids, &error);
  check (error);
  return milliseconds (start);
}

static double
fetch_summary (KontorDatabase *database, const KontorListQuery *query)
{
  g_autoptr (GError) error = NULL;
  KontorListSummary summary;
  gint64            start = g_get_monotonic_time ();

  kontor_list_query_fetch_summary (query, database, &summary, &error);
  check (error);
  kontor_list_summary_clear (&summary);
  return milliseconds (start);
}

static void
measure_list (KontorDatabase *database, const Case *what, GTimeZone *zone)
{
  double screen = G_MAXDOUBLE, all = G_MAXDOUBLE, end = G_MAXDOUBLE, summary = G_MAXDOUBLE;
  guint  n_rows = 0;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = kontor_list_query_new (
        kontor_list_type_find (what->list), what->filter, what->sort, NOW, zone, &error);
      g_autoptr (GArray) first = NULL;
      g_autoptr (GArray) ids = NULL;
      double taken = 0;

      check (error);
      first = fetch (database, query, 100, &taken);
      screen = MIN (screen, taken);
      ids = fetch (database, query, 0, &taken);
      all = MIN (all, taken);
      end = MIN (end, fetch_end (database, query, ids));
      summary = MIN (summary, fetch_summary (database, query));
      n_rows = ids->len;
    }

  printf ("| %s `%s`%s%s | %u | %.1f | %.1f | %.1f | %.1f |\n",
          what->list,
          what->filter,
          what->sort != NULL ? " by " : "",
          what->sort != NULL ? what->sort : "",
          n_rows,
          screen,
          all,
          end,
          summary);
  fflush (stdout);
}

static double
measure_search (KontorDatabase *database, const char *text)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) hits = NULL;
      gint64 start = g_get_monotonic_time ();

      hits = kontor_query_search (database, text, 8, &error);
      check (error);
      best = MIN (best, milliseconds (start));
    }

  return best;
}

static void
measure_others (KontorDatabase *database, GTimeZone *zone)
{
  static const char *const texts[] = { "s",         "sc",         "schuh", "anna", "anna mull",
                                       "handschuh", "PS20250601", "1017",  "fffe", "xyzzy" };
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) today = NULL;
  g_autoptr (KontorJson) order = NULL;
  g_autoptr (KontorJson) proposals = NULL;
  KontorUid uid;
  gint64    start;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    printf ("search `%s`: %.1f ms\n", texts[i], measure_search (database, texts[i]));

  start = g_get_monotonic_time ();
  today = kontor_query_today (database, NOW, zone, &error);
  check (error);
  printf ("today: %.1f ms\n", milliseconds (start));

  start = g_get_monotonic_time ();
  kontor_query_find (database, 9, "PS20250530-1017", &uid, NULL);
  order = kontor_query_order_json (database, &uid, NULL);
  printf ("order: %.1f ms\n", milliseconds (start));

  start = g_get_monotonic_time ();
  proposals = kontor_query_proposals (database, NOW, zone, &error);
  check (error);
  printf ("proposals: %u in %.1f ms\n", kontor_json_length (proposals), milliseconds (start));
}

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
      fprintf (stderr, "usage: bench-lists DATABASE [make-orders.sql]\n");
      return 2;
    }
  if (argc > 2)
    make (argv[1], argv[2]);

  database = kontor_database_open (argv[1], KONTOR_DATABASE_READ_ONLY, &error);
  check (error);
  printf ("| list | rows | first screen | all ids | last page | summary |\n| --- | ---: | ---: | "
          "---: | ---: | ---: |\n");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    measure_list (database, &cases[i], zone);
  measure_others (database, zone);
  return 0;
}
