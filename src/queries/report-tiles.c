/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"

/* A few figures of the reports, for the owner at a glance. */

/* What opens the rows of a report's whole opens those of the tile. */
static void
set_opens (KontorJson *tile, const KontorJson *report, const char *key)
{
  const KontorJson *opens = kontor_json_get_object (kontor_json_get_object (report, "total"),
                                                    "opens");
  const KontorJson *target = kontor_json_get_object (opens, key);

  kontor_json_set_string (tile, "list", kontor_json_get_string (target, "list", ""));
  kontor_json_set_string (tile, "filter", kontor_json_get_string (target, "filter", ""));
}

static gboolean
add_revenue (KontorJson     *tiles,
             const char     *key,
             KontorDatabase *database,
             gint64          from,
             gint64          now,
             GTimeZone      *zone,
             GError        **error)
{
  KontorReportQuestion question = { .type = kontor_report_type_find ("revenue"),
                                    .from = from,
                                    .to = kontor_day_from_time (now, zone),
                                    .compare = KONTOR_COMPARE_NOTHING,
                                    .now = now,
                                    .zone = zone };
  KontorReportQuestion earlier = question;
  g_autoptr (KontorJson) report = kontor_query_report (database, &question, error);
  g_autoptr (KontorJson) before = NULL;
  KontorJson *tile = NULL;

  if (report == NULL)
    return FALSE;
  earlier.from -= 7;
  earlier.to -= 7;
  before = kontor_query_report (database, &earlier, error);
  if (before == NULL)
    return FALSE;
  tile = kontor_json_new_object ();
  kontor_json_set_integer (
    tile,
    "revenue_minor",
    kontor_json_get_integer (kontor_json_get_object (report, "total"), "revenue_minor", 0));
  kontor_json_set_integer (
    tile,
    "before_minor",
    kontor_json_get_integer (kontor_json_get_object (before, "total"), "revenue_minor", 0));
  set_opens (tile, report, "revenue_minor");
  kontor_json_set (tiles, key, tile);
  return TRUE;
}

static gboolean
add_open (KontorJson     *tiles,
          KontorDatabase *database,
          gint64          today,
          gint64          now,
          GTimeZone      *zone,
          GError        **error)
{
  KontorReportQuestion question = { .type = kontor_report_type_find ("open-items"),
                                    .from = today,
                                    .to = today,
                                    .now = now,
                                    .zone = zone };
  g_autoptr (KontorJson) report = kontor_query_report (database, &question, error);
  const KontorJson *total = NULL;
  KontorJson       *tile = NULL;

  if (report == NULL)
    return FALSE;
  total = kontor_json_get_object (report, "total");
  tile = kontor_json_new_object ();
  kontor_json_set_integer (tile, "open_minor", kontor_json_get_integer (total, "open_minor", 0));
  kontor_json_set_integer (
    tile, "overdue_minor", kontor_json_get_integer (total, "overdue_minor", 0));
  kontor_json_set_integer (tile, "documents", kontor_json_get_integer (total, "documents", 0));
  set_opens (tile, report, "open_minor");
  kontor_json_set (tiles, "open", tile);
  return TRUE;
}

/**
 * kontor_query_tiles:
 * @database: a connection
 * @now: UTC microseconds
 * @zone: where days begin
 * @error: return location for an error
 *
 * Revenue of today beside the same day a week ago, of this week (from Monday on) beside the same
 * days of the last one, and what customers owe. The figures are those of the reports "revenue" and
 * "open-items".
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): "currency", "today", "week", "open", see src/queries/README.md
 */
KontorJson *
kontor_query_tiles (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  gint64           today = kontor_day_from_time (now, zone);
  gint64           monday = today - (today + 3) % 7; /* 1970-01-01 was a Thursday */
  g_autofree char *currency = NULL;
  g_autoptr (KontorJson) tiles = kontor_json_new_object ();

  g_return_val_if_fail (database != NULL && zone != NULL, NULL);

  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL || !add_revenue (tiles, "today", database, today, now, zone, error)
      || !add_revenue (tiles, "week", database, monday, now, zone, error)
      || !add_open (tiles, database, today, now, zone, error))
    return NULL;
  kontor_json_set_string (tiles, "currency", currency);
  return g_steal_pointer (&tiles);
}
