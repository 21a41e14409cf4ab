/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "kontor-bench.h"
#include "kontor-purchase-query.h"
#include "kontor-report-query.h"
#include "kontor-stock-query.h"
#include "kontor-time.h"

/* bench-stock DATABASE [make-stock.sql]: how long the stock takes with 100,000 items and 5 million
 * movements. With the script, the database is made first. */

#define NOW G_GINT64_CONSTANT (1748782800000000) /* 2025-06-01 13:00 UTC */

static const BenchList lists[] = {
  { "stock", "", NULL },
  { "stock", "", "-product" },
  { "stock", "", "sku" },
  { "stock", "", "-sku" },
  { "stock", "", "available" },
  { "stock", "", "-available" },
  { "stock", "", "on_hand" },
  { "stock", "", "-on_hand" },
  { "stock", "is:low", NULL },
  { "stock", "is:low", "available" },
  { "stock", "is:negative", NULL },
  { "stock", "is:short", "-available" },
  { "stock", "is:reserved", NULL },
  { "stock", "is:unavailable", NULL },
  { "stock", "is:incoming", NULL },
  { "stock", "place:R07", NULL },
  { "stock", "place:main", "-on_hand" },
  { "stock", "supplier:vertrieb", NULL },
  { "stock", "supplier:\"vertrieb 17\"", "available" },
  { "stock", "on_hand:5..10", "sku" },
  { "stock", "moved:-7d..", NULL },
  { "stock", "lampen", NULL },
  { "stock", "lampen", "-available" },
  { "stock", "la", NULL },
  { "stock", "sku:SKU-0012", NULL },
  { "movements", "", NULL },
  { "movements", "sku:SKU-000001", NULL },
  { "movements", "place:R07", NULL },
};

typedef struct
{
  const char *sku;
  gint64      from; /* of a history */
} Item;

static gboolean
find (KontorDatabase *database, const Item *item, KontorUid *uid, GError **error)
{
  return kontor_query_find_variant (database, item->sku, uid, error);
}

static gpointer
ask_item (KontorDatabase *database, gpointer data, GError **error)
{
  KontorUid uid;

  return find (database, data, &uid, error) ? kontor_query_stock_json (database, &uid, NOW, error)
                                            : NULL;
}

static gpointer
ask_history (KontorDatabase *database, gpointer data, GError **error)
{
  const Item *item = data;
  KontorUid   uid;

  return find (database, item, &uid, error)
           ? kontor_query_stock_history (database, &uid, item->from, NOW, 500, error)
           : NULL;
}

static gpointer
ask_value (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_stock_value (database, data, error);
}

static gpointer
ask_proposals (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_proposals (database, NOW, data, error);
}

static gpointer
ask_report (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_report (database, data, error);
}

static void
ask_reports (KontorDatabase *database, GTimeZone *zone)
{
  static const char *const names[] = { "margin", "turn", "dead-stock" };
  KontorReportQuestion     question = { .zone = zone, .now = NOW, .limit = 200 };

  question.to = kontor_day_from_time (NOW, zone);
  question.from = question.to - 364;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      question.type = kontor_report_type_find (names[i]);
      bench_ask (database, names[i], ask_report, &question);
    }
}

static void
ask_all (KontorDatabase *database, GTimeZone *zone)
{
  Item                     few = { "SKU-000777", NOW - 365 * KONTOR_DAY };
  Item                     many = { "SKU-000001", 0 };
  KontorStockValueQuestion now = { .at = NOW, .known_at = G_MAXINT64 };
  KontorStockValueQuestion past = { .at = NOW - 180 * KONTOR_DAY, .known_at = G_MAXINT64 };
  KontorStockValueQuestion known = { .at = NOW - 180 * KONTOR_DAY,
                                     .known_at = NOW - 90 * KONTOR_DAY,
                                     .items = TRUE };

  bench_print_head ("question");
  bench_ask (database, "an item with 50 movements", ask_item, &few);
  bench_ask (database, "an item with 100,000 movements", ask_item, &many);
  bench_ask (database, "its history of a year, 50 movements", ask_history, &few);
  bench_ask (database, "its whole history, 100,000 movements", ask_history, &many);
  bench_ask (database, "value of all, now", ask_value, &now);
  bench_ask (database, "value of all, half a year ago", ask_value, &past);
  bench_ask (database, "the same as known later, item by item", ask_value, &known);
  bench_ask (database, "reorder proposals", ask_proposals, zone);
  ask_reports (database, zone);
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
    bench_make (argv[1], argv[2]);

  database = kontor_database_open (argv[1], KONTOR_DATABASE_READ_ONLY, &error);
  bench_check (error);
  bench_lists (database, lists, G_N_ELEMENTS (lists), NOW, zone);
  ask_all (database, zone);
  printf ("| memory, at most | %.0f MB | |\n", bench_memory_mb ("VmHWM:"));
  return 0;
}
