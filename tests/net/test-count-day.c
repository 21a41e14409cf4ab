/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-count-query.h"
#include "kontor-net-fixture.h"
#include "kontor-test-cluster.h"

/* A cellar is counted for eight hours without a network while the shop sells, and a market stall
 * sells, too, and is not heard of before the evening. What lies there is played beside it; at the
 * end the books say the same, and each line of the count explains itself. */

#define MONDAY G_GINT64_CONSTANT (1747612800000000) /* 2025-05-19 00:00 UTC */
#define AT(hour, minute) (MONDAY + ((gint64) (hour) *60 + (minute)) * 60000000)
#define N_ITEMS 6
#define N_SALES 60

typedef enum
{
  SHOP,
  STALL,
  CELLAR,
  N_STATIONS,
} Station;

static const char *const names[N_STATIONS] = { "shop", "stall", "cellar" };

typedef struct
{
  gint64  at;
  guint   item;
  gint64  pieces;
  Station station;
} Sale;

typedef struct
{
  GRand     *random;
  NetServer  server;
  NetStation stations[N_STATIONS];
  char      *items[N_ITEMS];
  gint64     counted_at[N_ITEMS];
  gint64     lost[N_ITEMS];    /* before the count, and nobody wrote it down */
  gint64     present[N_ITEMS]; /* what really lies there in the end */
  gint64     counted[N_ITEMS];
  Sale       sales[N_SALES];
  char      *count;
} Day;

/* --- words --- */

static KontorJson *
run (Day *self, Station station, const char *command, KontorJson *params)
{
  g_autoptr (GError) error = NULL;
  KontorJson *result = kontor_replica_run (
    self->stations[station].replica, command, params, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static char *
make (Day *self, Station station, const char *command, const char *key, KontorJson *params)
{
  g_autoptr (KontorJson) result = run (self, station, command, params);

  return g_strdup (kontor_json_get_string (result, key, ""));
}

static void
act (Day *self, Station station, const char *command, KontorJson *params)
{
  kontor_json_unref (run (self, station, command, params));
}

static void
sync_all (Day *self)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_STATIONS; i++)
      net_station_sync (&self->stations[i]);
}

/* --- the day --- */

static gpointer
read_variant (KontorDatabase *database, gpointer data, GError **error)
{
  g_autofree KontorUid *uid = g_new0 (KontorUid, 1);

  return kontor_query_named (database, "variant", data, uid, error) ? kontor_uid_dup_text (uid)
                                                                    : NULL;
}

static void
make_items (Day *self)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *sku = g_strdup_printf ("W-%u", i);

      act (self,
           SHOP,
           "product.create",
           net_json ("{'title':'Wine %u','kind':'goods','variants':[{'sku':'%s','cost_e4':50000}]}",
                     i,
                     sku));
      self->items[i] = kontor_replica_read (self->stations[SHOP].replica, read_variant, sku, NULL);
      g_assert_nonnull (self->items[i]);
      act (self,
           SHOP,
           "stock.receive",
           net_json ("{'variant':'%s','quantity':100000,'happened_at':%" G_GINT64_FORMAT "}",
                     self->items[i],
                     AT (6, 0)));
    }
}

/* Between 8 and 18, in any order of stations; each shelf is counted at its own hour. Sales are made
 * at full ten minutes, shelves are counted minutes after: nearer than clocks can tell, a person
 * would have to decide (test-count-examples plays that). */
static void
plan_day (Day *self)
{
  for (guint i = 0; i < N_SALES; i++)
    self->sales[i] = (Sale){ .at = AT (8, i * 10),
                             .item = (guint) g_rand_int_range (self->random, 0, N_ITEMS),
                             .pieces = g_rand_int_range (self->random, 1, 4),
                             .station = g_rand_boolean (self->random) ? SHOP : STALL };
  for (guint i = 0; i < N_ITEMS; i++)
    {
      self->counted_at[i] = AT (8 + i * 8 / N_ITEMS, 4 + i);
      self->lost[i] = i == 2 ? 3 : 0;
      self->counted[i] = 100 - self->lost[i];
      self->present[i] = 100 - self->lost[i];
    }
  for (guint i = 0; i < N_SALES; i++)
    {
      const Sale *sale = &self->sales[i];

      self->present[sale->item] -= sale->pieces;
      if (sale->at < self->counted_at[sale->item])
        self->counted[sale->item] -= sale->pieces;
    }
}

static void
sell (Day *self, const Sale *sale)
{
  g_autofree char *order = make (
    self,
    sale->station,
    "order.create",
    "order",
    net_json ("{'customer_name':'Jo','placed_at':%" G_GINT64_FORMAT
              ",'lines':[{'variant':'%s','title':'Wine','quantity':%" G_GINT64_FORMAT
              ",'price_e4':99900,'tax_code':'standard'}]}",
              sale->at,
              self->items[sale->item],
              sale->pieces * 1000));

  act (self, sale->station, "order.place", net_json ("{'order':'%s'}", order));
  act (self, sale->station, "order.pay", net_json ("{'order':'%s'}", order));
  act (self,
       sale->station,
       "order.ship",
       net_json ("{'order':'%s','at':%" G_GINT64_FORMAT "}", order, sale->at));
}

static void
count_shelf (Day *self, guint item)
{
  act (self,
       CELLAR,
       "count.scan",
       net_json ("{'count':'%s','variant':'%s','mode':'set','quantity':%" G_GINT64_FORMAT
                 ",'happened_at':%" G_GINT64_FORMAT "}",
                 self->count,
                 self->items[item],
                 self->counted[item] * 1000,
                 self->counted_at[item]));
}

/* The shop has a network all day, the stall and the cellar have none. */
static void
live_day (Day *self)
{
  guint item = 0;

  for (guint i = 0; i < N_SALES; i++)
    {
      while (item < N_ITEMS && self->counted_at[item] < self->sales[i].at)
        count_shelf (self, item++);
      sell (self, &self->sales[i]);
      if (i % 10 == 9)
        net_station_sync (&self->stations[SHOP]);
    }
  g_assert_cmpuint (item, ==, N_ITEMS);
}

/* --- looking --- */

static gpointer
read_lines (KontorDatabase *database, gpointer data, GError **error)
{
  KontorUid count;

  g_assert_true (kontor_uid_parse (&count, data));
  return kontor_query_count_lines (database, &count, error);
}

static gpointer
read_line (KontorDatabase *database, gpointer data, GError **error)
{
  KontorUid line;

  g_assert_true (kontor_uid_parse (&line, data));
  return kontor_query_count_line_json (database, &line, error);
}

static KontorJson *
lines_at (Day *self, Station station)
{
  KontorJson *lines = kontor_replica_read (
    self->stations[station].replica, read_lines, self->count, NULL);

  g_assert_nonnull (lines);
  return lines;
}

static const KontorJson *
line_of (const KontorJson *lines, const char *variant)
{
  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (lines, i), "variant", ""), variant))
      return kontor_json_at (lines, i);
  g_assert_not_reached ();
}

static gint64
sold_before (Day *self, guint item, Station station)
{
  gint64 pieces = 0;

  for (guint i = 0; i < N_SALES; i++)
    if (self->sales[i].item == item && self->sales[i].station == station
        && self->sales[i].at < self->counted_at[item])
      pieces += self->sales[i].pieces;
  return pieces;
}

/* The stall is not heard of yet: what it sold before a shelf was counted looks lost. */
static void
check_booked (Day *self)
{
  g_autoptr (KontorJson) lines = lines_at (self, CELLAR);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      const KontorJson *line = line_of (lines, self->items[i]);

      g_assert_cmpint (kontor_json_get_integer (line, "shown", 0),
                       ==,
                       -1000 * (self->lost[i] + sold_before (self, i, STALL)));
      g_assert_cmpstr (kontor_json_get_string (line, "state", ""), ==, "booked");
    }
}

/* Everything is known: only what was really lost is missing, and the stock is what lies there. */
static void
check_known (Day *self, Station station)
{
  g_autoptr (KontorJson) lines = lines_at (self, station);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      const KontorJson *line = line_of (lines, self->items[i]);
      gboolean          late = sold_before (self, i, STALL) > 0;

      g_assert_cmpint (kontor_json_get_integer (line, "on_hand", 0), ==, 1000 * self->present[i]);
      g_assert_cmpint (kontor_json_get_integer (line, "shown", 1), ==, -1000 * self->lost[i]);
      g_assert_cmpstr (
        kontor_json_get_string (line, "state", ""), ==, late ? "reopened" : "booked");
    }
}

static gint64
sum_of (const KontorJson *rows)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_json_length (rows); i++)
    sum += kontor_json_get_integer (kontor_json_at (rows, i), "quantity", 0);
  return sum;
}

/* What a line says adds up: the book at its moment, what it wrote, and what moved since. */
static void
check_explains (Day *self, Station station)
{
  g_autoptr (KontorJson) lines = lines_at (self, station);

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const char *uid = kontor_json_get_string (kontor_json_at (lines, i), "uid", "");
      g_autoptr (KontorJson) line = kontor_replica_read (
        self->stations[station].replica, read_line, (gpointer) uid, NULL);
      gint64 own = sum_of (kontor_json_get_array (line, "rows"));
      gint64 since = sum_of (kontor_json_get_array (line, "movements_since"));
      gint64 counted = kontor_json_get_integer (line, "counted", 0);

      g_assert_cmpint (own, ==, kontor_json_get_integer (line, "shown", 0));
      g_assert_cmpint (since, ==, kontor_json_get_integer (line, "on_hand", 0) - counted);
      g_assert_cmpuint (kontor_json_length (kontor_json_get_array (line, "scans")), ==, 1);
    }
}

static gpointer
read_matters (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT count (*) FROM attention WHERE kind = 'count_reopened' AND closed_at IS NULL",
    error,
    KONTOR_NO_VALUES);

  g_assert_true (kontor_statement_step_row (row, error));
  return GUINT_TO_POINTER ((guint) kontor_statement_get_integer (row, 0));
}

static guint
open_matters (Day *self, Station station)
{
  return GPOINTER_TO_UINT (
    kontor_replica_read (self->stations[station].replica, read_matters, NULL, NULL));
}

static void
settle_all (Day *self)
{
  g_autoptr (KontorJson) lines = lines_at (self, SHOP);

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);

      if (g_str_equal (kontor_json_get_string (line, "state", ""), "reopened"))
        act (self,
             SHOP,
             "count.settle",
             net_json ("{'line':'%s'}", kontor_json_get_string (line, "uid", "")));
    }
}

static void
check_same (Day *self)
{
  g_autofree char *server = net_server_dump (&self->server);

  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_autofree char *mine = net_station_dump (&self->stations[i]);

      net_assert_same (names[i], mine, server);
      net_station_verify (&self->stations[i]);
    }
}

/* --- from morning to the next day --- */

static void
play (const char *location, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_dir_make_tmp ("kontor-count-day-XXXXXX", &error);
  g_autofree char *file = location == NULL ? g_build_filename (base, "server.db", NULL)
                                           : g_strdup (location);
  Day              self = { .random = g_rand_new_with_seed (seed) };

  g_test_message ("seed %u", seed);
  net_server_start (&self.server, file);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_start (&self.stations[i], base, i, self.server.port);
  make_items (&self);
  self.count = make (
    &self, SHOP, "count.plan", "count", net_json ("{'title':'Cellar','blind':true}"));
  act (&self, SHOP, "count.start", net_json ("{'count':'%s'}", self.count));
  sync_all (&self);

  plan_day (&self);
  live_day (&self);
  act (&self, CELLAR, "count.finish", net_json ("{'count':'%s'}", self.count));
  net_station_sync (&self.stations[CELLAR]);
  net_station_sync (&self.stations[SHOP]);
  net_station_sync (&self.stations[CELLAR]);
  act (&self, CELLAR, "count.approve", net_json ("{'count':'%s'}", self.count));
  net_station_sync (&self.stations[CELLAR]);
  check_booked (&self);

  sync_all (&self);
  sync_all (&self);
  for (guint i = 0; i < N_STATIONS; i++)
    {
      check_known (&self, (Station) i);
      check_explains (&self, (Station) i);
      g_assert_cmpuint (open_matters (&self, (Station) i), >, 0);
    }
  check_same (&self);
  settle_all (&self);
  sync_all (&self);
  g_assert_cmpuint (open_matters (&self, CELLAR), ==, 0);
  check_same (&self);

  for (guint i = 0; i < N_STATIONS; i++)
    net_station_stop (&self.stations[i]);
  net_server_stop (&self.server);
  for (guint i = 0; i < N_ITEMS; i++)
    g_free (self.items[i]);
  g_free (self.count);
  g_rand_free (self.random);
}

#define KNOWN_DAY 1

static guint
n_seeds (void)
{
  return g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0 ? 20 : 1;
}

/* Short runs play one day that is known; full ones as many as there is time for. */
static guint32
first_seed (void)
{
  return n_seeds () > 1 ? (guint32) g_test_rand_int_range (0, G_MAXINT32) : KNOWN_DAY;
}

static void
test_sqlite (void)
{
  guint32 first = first_seed ();

  for (guint i = 0; i < n_seeds (); i++)
    play (NULL, first + i);
}

static void
test_postgres (void)
{
  g_autoptr (GError) error = NULL;
  KontorTestCluster *cluster = kontor_test_cluster_start (&error);
  guint32            first = first_seed ();

  g_assert_no_error (error);
  for (guint i = 0; i < n_seeds (); i++)
    {
      g_autofree char *location = kontor_test_cluster_new_database (cluster);

      play (location, first + i);
    }
  kontor_test_cluster_stop (cluster);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/count-day/sqlite", test_sqlite);
  g_test_add_func ("/count-day/postgres", test_postgres);
  return g_test_run ();
}
