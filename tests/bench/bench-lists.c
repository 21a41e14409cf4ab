/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "kontor-bench.h"
#include "kontor-purchase-query.h"

/* bench-lists DATABASE [make-orders.sql]: how long lists, search and details take with a million
 * orders. With the script, the database is made first. */

#define NOW                                                                                        \
  G_GINT64_CONSTANT (1748782800000000) /* 2025-06-01 13:00 UTC, an hour after the newest order */

static const BenchList lists[] = {
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
  { "orders", "an", "-total" },
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

static gpointer
search (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_search (database, data, 8, error);
}

static gpointer
today (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_today (database, NOW, data, error);
}

static gpointer
newest_order (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM sales_order ORDER BY placed_at DESC, id DESC LIMIT 1",
    error,
    KONTOR_NO_VALUES);
  KontorUid uid;

  if (row == NULL || !kontor_statement_step_row (row, error))
    return NULL;
  kontor_statement_get_uid (row, 0, &uid);
  return kontor_query_order_json (database, &uid, error);
}

static gpointer
proposals (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_proposals (database, NOW, data, error);
}

static void
ask_others (KontorDatabase *database, GTimeZone *zone)
{
  static const char *const texts[] = { "s",         "sc",         "schuh", "anna", "anna mull",
                                       "handschuh", "PS20250601", "1017",  "fffe", "xyzzy" };

  bench_print_head ("question");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *what = g_strdup_printf ("search “%s”", texts[i]);

      bench_ask (database, what, search, (gpointer) texts[i]);
    }
  bench_ask (database, "Today", today, zone);
  bench_ask (database, "an order with all that belongs to it", newest_order, NULL);
  bench_ask (database, "reorder proposals", proposals, zone);
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
    bench_make (argv[1], argv[2]);

  database = kontor_database_open (argv[1], KONTOR_DATABASE_READ_ONLY, &error);
  bench_check (error);
  bench_lists (database, lists, G_N_ELEMENTS (lists), NOW, zone);
  ask_others (database, zone);
  return 0;
}
