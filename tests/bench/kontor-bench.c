/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-bench.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "kontor-migration.h"

#define N_RUNS 5

BenchTime
bench_now (void)
{
  struct timespec processor = { 0 };

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &processor);
  return (BenchTime){ (double) g_get_monotonic_time () / 1000,
                      (double) processor.tv_sec * 1000 + (double) processor.tv_nsec / 1000000 };
}

BenchTime
bench_since (BenchTime start)
{
  BenchTime now = bench_now ();

  return (BenchTime){ now.clock_ms - start.clock_ms, now.processor_ms - start.processor_ms };
}

static int
compare_times (gconstpointer first, gconstpointer second)
{
  const BenchTime *a = first;
  const BenchTime *b = second;

  return (a->processor_ms > b->processor_ms) - (a->processor_ms < b->processor_ms);
}

BenchTime
bench_middle (BenchTime *times, guint n_times)
{
  qsort (times, n_times, sizeof *times, compare_times);
  return times[n_times / 2];
}

/* Each by itself: a run may be quick for the processor and wait for it. */
BenchTime
bench_least (BenchTime a, BenchTime b)
{
  return (BenchTime){ MIN (a.clock_ms, b.clock_ms), MIN (a.processor_ms, b.processor_ms) };
}

void
bench_print_head (const char *what)
{
  printf ("\n| %s | clock | processor |\n| --- | ---: | ---: |\n", what);
}

void
bench_print (const char *what, BenchTime time)
{
  printf ("| %s | %.1f ms | %.1f ms |\n", what, time.clock_ms, time.processor_ms);
  fflush (stdout);
}

double
bench_memory_mb (const char *key)
{
  g_autofree char *status = NULL;
  const char      *line = NULL;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, key);
  return line != NULL ? g_ascii_strtod (line + strlen (key), NULL) / 1024 : 0;
}

void
bench_check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* Rows that are made for measuring need not survive, and are made in memory. */
static const char in_memory[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                "PRAGMA cache_size = -4194304"; /* KiB */

void
bench_make (const char *path, const char *script_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autofree char *script = NULL;
  BenchTime        start;

  g_file_get_contents (script_path, &script, NULL, &error);
  bench_check (error);
  database = kontor_database_open (path, KONTOR_DATABASE_CREATE, &error);
  bench_check (error);
  kontor_migration_run (database, &error);
  bench_check (error);
  kontor_database_execute (database, in_memory, &error);
  bench_check (error);
  bench_print_head ("the database");
  start = bench_now ();
  kontor_database_execute (database, script, &error);
  bench_check (error);
  bench_print ("filled through the triggers", bench_since (start));
  start = bench_now ();
  kontor_migration_rebuild_derived (database, &error);
  bench_check (error);
  bench_print ("derived tables built anew", bench_since (start));
  kontor_database_execute (database, "PRAGMA journal_mode = WAL", &error);
  bench_check (error);
}

/* --- lists --- */

typedef struct
{
  BenchTime screen; /* the first: its ids and its rows */
  BenchTime all;    /* ids */
  BenchTime end;    /* the last page, as after a jump to the end */
  BenchTime summary;
  guint     n_rows;
} ListTimes;

static GArray *
fetch (KontorDatabase *database, const KontorListQuery *query, gint64 limit)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = kontor_list_query_fetch_ids (query, database, limit, &error);

  bench_check (error);
  return ids;
}

static void
fetch_rows (KontorDatabase *database, const KontorListQuery *query, const GArray *ids, guint from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = kontor_list_query_fetch_rows (
    query, database, (const gint64 *) (gpointer) ids->data + from, ids->len - from, &error);

  bench_check (error);
}

static BenchTime
time_screen (KontorDatabase *database, const KontorListQuery *query)
{
  BenchTime start = bench_now ();
  g_autoptr (GArray) ids = fetch (database, query, 100);

  fetch_rows (database, query, ids, 0);
  return bench_since (start);
}

static BenchTime
time_summary (KontorDatabase *database, const KontorListQuery *query)
{
  g_autoptr (GError) error = NULL;
  KontorListSummary summary;
  BenchTime         start = bench_now ();

  kontor_list_query_fetch_summary (query, database, &summary, &error);
  bench_check (error);
  kontor_list_summary_clear (&summary);
  return bench_since (start);
}

static void
time_list (KontorDatabase *database, const KontorListQuery *query, ListTimes *times)
{
  BenchTime start;
  g_autoptr (GArray) ids = NULL;

  times->screen = bench_least (times->screen, time_screen (database, query));
  start = bench_now ();
  ids = fetch (database, query, 0);
  times->all = bench_least (times->all, bench_since (start));
  start = bench_now ();
  fetch_rows (database, query, ids, ids->len - MIN (ids->len, 128));
  times->end = bench_least (times->end, bench_since (start));
  times->summary = bench_least (times->summary, time_summary (database, query));
  times->n_rows = ids->len;
}

static void
bench_list (KontorDatabase *database, const BenchList *what, gint64 now, GTimeZone *zone)
{
  const BenchTime never = { G_MAXDOUBLE, G_MAXDOUBLE };
  ListTimes       times = { never, never, never, never, 0 };

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = kontor_list_query_new (
        kontor_list_type_find (what->list), what->filter, what->sort, now, zone, &error);

      bench_check (error);
      time_list (database, query, &times);
    }
  printf ("| %s `%s`%s%s | %u | %.1f (%.1f) | %.1f (%.1f) | %.1f (%.1f) | %.1f (%.1f) |\n",
          what->list,
          what->filter,
          what->sort != NULL ? " by " : "",
          what->sort != NULL ? what->sort : "",
          times.n_rows,
          times.screen.clock_ms,
          times.screen.processor_ms,
          times.all.clock_ms,
          times.all.processor_ms,
          times.end.clock_ms,
          times.end.processor_ms,
          times.summary.clock_ms,
          times.summary.processor_ms);
  fflush (stdout);
}

void
bench_lists (
  KontorDatabase *database, const BenchList *lists, gsize n_lists, gint64 now, GTimeZone *zone)
{
  printf ("\nBest of %d, milliseconds by the clock (of the processor).\n\n"
          "| list | rows | first screen | all ids | last page | summary |\n"
          "| --- | ---: | ---: | ---: | ---: | ---: |\n",
          N_RUNS);
  for (gsize i = 0; i < n_lists; i++)
    bench_list (database, &lists[i], now, zone);
}

/* --- single questions --- */

void
bench_ask (KontorDatabase *database, const char *what, BenchQuestion ask, gpointer data)
{
  BenchTime best = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GError) error = NULL;
      BenchTime start = bench_now ();
      g_autoptr (KontorJson) answer = ask (database, data, &error);

      bench_check (error);
      best = bench_least (best, bench_since (start));
    }
  bench_print (what, best);
}
