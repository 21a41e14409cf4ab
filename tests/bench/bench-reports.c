/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-bench.h"
#include "kontor-replica.h"
#include "kontor-report-query.h"
#include "kontor-time.h"

/* bench-reports PROFILE: the dashboard and every report on a profile that is there, over a month
 * and a year up to its newest order, compared with the time before. Each figure is the middle of
 * three runs. */

#define RUNS 3

typedef gpointer (*Ask) (KontorDatabase *database, gpointer data, GError **error);

static void
measure (KontorReplica *replica, const char *what, Ask ask, gpointer data)
{
  BenchTime times[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      BenchTime start = bench_now ();
      g_autoptr (KontorJson) answer = kontor_replica_read (replica, ask, data, &error);

      if (answer == NULL)
        g_error ("%s: %s", what, error->message);
      times[i] = bench_since (start);
    }
  bench_print (what, bench_middle (times, RUNS));
}

static gpointer
ask_report (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_report (database, data, error);
}

static gpointer
ask_dashboard (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorReportQuestion *question = data;
  g_autoptr (KontorJson) today = kontor_query_today (
    database, question->now, question->zone, error);

  return today != NULL ? kontor_query_tiles (database, question->now, question->zone, error) : NULL;
}

static gpointer
ask_newest (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, "SELECT coalesce (max (placed_at), 0) FROM sales_order", error, KONTOR_NO_VALUES);

  if (row == NULL || !kontor_statement_step_row (row, error))
    return NULL;
  return kontor_json_new_integer (kontor_statement_get_integer (row, 0));
}

static void
measure_reports (KontorReplica *replica, KontorReportQuestion *question, gint64 n_days)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *what = g_strdup_printf (
        "%s, %d days and those before", types[i].name, (int) n_days);

      question->type = &types[i];
      question->from = question->to - n_days + 1;
      measure (replica, what, ask_report, question);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (KontorJson) newest = NULL;
  KontorReportQuestion question = { .zone = zone, .compare = KONTOR_COMPARE_BEFORE, .limit = 200 };

  if (argc != 2)
    {
      g_printerr ("usage: bench-reports PROFILE\n");
      return 2;
    }
  replica = kontor_replica_open (argv[1], &error);
  newest = replica != NULL ? kontor_replica_read (replica, ask_newest, NULL, &error) : NULL;
  if (newest == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  question.now = kontor_json_integer (newest);
  question.to = kontor_day_from_time (question.now, zone);
  bench_print_head ("report");
  measure (replica, "dashboard: Today with its tiles", ask_dashboard, &question);
  measure_reports (replica, &question, 30);
  measure_reports (replica, &question, 365);
  kontor_replica_close (replica);
  return 0;
}
