/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>

#include "kontor-bench.h"
#include "kontor-row-list.h"
#include "kontor-time.h"

/* Measures what product.md 4.17 asks for, on a profile that is there. Each figure is the middle of
 * several runs, by the clock and of the processor. */

#define RUNS 7

typedef struct
{
  const char *filter;
  const char *sort;
  gint64      limit; /* 0: all ids */
  gboolean    rows;  /* and the rows of a screen at the end */
} ListCase;

static void
report (const char *what, BenchTime *times, guint n)
{
  bench_print (what, bench_middle (times, n));
}

static gpointer
list_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const ListCase *bench = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (KontorListQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  query = kontor_list_query_new (
    kontor_list_type_find ("orders"), bench->filter, bench->sort, kontor_time_now (), zone, error);
  ids = query != NULL ? kontor_list_query_fetch_ids (query, database, bench->limit, error) : NULL;
  if (ids == NULL)
    return NULL;
  if (bench->rows && ids->len > 0)
    {
      guint n = MIN (64, ids->len);

      rows = kontor_list_query_fetch_rows (
        query, database, &g_array_index (ids, gint64, ids->len - n), n, error);
      if (rows == NULL)
        return NULL;
    }
  return GUINT_TO_POINTER (1 + ids->len);
}

static void
bench_list (KontorReplica *replica, const char *what, ListCase bench)
{
  BenchTime times[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      BenchTime start = bench_now ();

      if (kontor_replica_read (replica, list_in_reader, &bench, &error) == NULL)
        g_printerr ("%s: %s\n", what, error->message);
      times[i] = bench_since (start);
    }
  report (what, times, RUNS);
}

static gpointer
search_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_search (database, data, 20, error);
}

static gpointer
today_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_query_today (database, kontor_time_now (), zone, error);
}

static void
bench_read (KontorReplica *replica, const char *what, KontorReadFunc func, gpointer data)
{
  BenchTime times[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      BenchTime start = bench_now ();
      g_autoptr (KontorJson) answer = kontor_replica_read (replica, func, data, &error);

      if (answer == NULL)
        g_printerr ("%s: %s\n", what, error->message);
      times[i] = bench_since (start);
    }
  report (what, times, RUNS);
}

static void
bench_save (KontorReplica *replica)
{
  BenchTime times[40];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) result = NULL;
      BenchTime start = bench_now ();

      result = kontor_replica_run (
        replica,
        "order.create",
        kontor_json_parse (
          "{\"customer_name\":\"Bench\",\"lines\":[{\"title\":\"Ding\",\"quantity\":1000,"
          "\"price_e4\":99900,\"tax_code\":\"standard\",\"tax_rate_bp\":1900}]}",
          -1,
          NULL),
        NULL,
        &error);
      if (result == NULL)
        g_printerr ("order.create: %s\n", error->message);
      times[i] = bench_since (start);
    }
  report ("an order saved, durable", times, G_N_ELEMENTS (times));
}

/* Scrolls through a row list as a window does: jumps, and asks for each row of a screen. */
static void
bench_scroll (KontorReplica *replica)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (KontorRowList) list = kontor_row_list_new (replica);
  g_autoptr (KontorListQuery) query = NULL;
  BenchTime start = bench_now ();
  BenchTime first = { 0 };
  double    before;
  guint     n;

  query = kontor_list_query_new (
    kontor_list_type_find ("orders"), "", NULL, kontor_time_now (), zone, NULL);
  kontor_row_list_set_query (list, query);
  while (kontor_row_list_is_loading (list) || g_main_context_pending (NULL))
    {
      g_main_context_iteration (NULL, TRUE);
      if (first.clock_ms <= 0 && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
        first = bench_since (start);
    }
  while (kontor_row_list_get_summary (list) == NULL)
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  bench_print ("first rows of the list in the model", first);
  bench_print ("all ids in the model", bench_since (start));
  before = bench_memory_mb ("VmRSS:");
  for (guint jump = 0; jump < 400; jump++)
    {
      guint at = n > 64 ? (guint) (((guint64) jump * 7919 * 131) % (n - 64)) : 0;

      for (guint i = at; i < MIN (at + 40, n); i++)
        {
          g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

          kontor_row_list_want (list, i);
          (void) row;
        }
      for (gint64 until = g_get_monotonic_time () + 20000; g_get_monotonic_time () < until;)
        g_main_context_iteration (NULL, FALSE);
    }
  printf ("| memory before and after 400 jumps through the list | %.0f MB | %.0f MB |\n",
          before,
          bench_memory_mb ("VmRSS:"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = NULL;
  BenchTime start = bench_now ();

  if (argc != 2)
    {
      g_printerr ("usage: bench-desktop PROFILE\n");
      return 2;
    }
  replica = kontor_replica_open (argv[1], &error);
  if (replica == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  bench_print_head ("what");
  bench_print ("profile opened", bench_since (start));
  bench_list (
    replica, "first screen of orders (256 ids, 64 rows)", (ListCase){ "", NULL, 256, TRUE });
  bench_list (replica, "all orders by date, to the end", (ListCase){ "", "placed", 0, TRUE });
  bench_list (replica, "sorted by total, first screen", (ListCase){ "", "-total", 256, TRUE });
  bench_list (replica, "sorted by customer, first screen", (ListCase){ "", "customer", 256, TRUE });
  bench_list (
    replica, "state:PROCESSING, first screen", (ListCase){ "state:PROCESSING", NULL, 256, TRUE });
  bench_list (replica, "total:100..200, all ids", (ListCase){ "total:100..200", NULL, 0, TRUE });
  bench_list (
    replica, "words “anna meier”, first screen", (ListCase){ "anna meier", NULL, 256, TRUE });
  bench_read (replica, "search “schröd”", search_in_reader, (gpointer) "schröd");
  bench_read (replica, "search “handsch”", search_in_reader, (gpointer) "handsch");
  bench_read (replica, "search “PS25”", search_in_reader, (gpointer) "PS25");
  bench_read (replica, "Today with its chart", today_in_reader, NULL);
  bench_save (replica);
  bench_scroll (replica);
  printf ("| memory, at most | %.0f MB | |\n", bench_memory_mb ("VmHWM:"));
  kontor_replica_close (replica);
  return 0;
}
