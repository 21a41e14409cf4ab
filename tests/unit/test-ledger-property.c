/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kontor-ledger-fixture.h"
#include "kontor-migration.h"

/* Whatever two stations do without knowing of each other, and in whatever order it arrives: what is
 * on hand is the same, the counts are right at their moments, nothing is promised below nothing,
 * and the levels are what a fresh build says. A case is a week of two stations, delivered to two
 * servers in two orders; its seed is printed when it fails, and KONTOR_TEST_SEED plays it again. */

#define N_STATIONS 2
#define N_SERVERS 2
#define N_EVENTS 14 /* of a station, tried */
#define CASES 300
#define BRIEF_CASES 30 /* under sanitizers */
#define FULL_CASES 10000
#define WEEK_BEGIN G_GINT64_CONSTANT (1747612800000000) /* 2025-05-19 00:00 UTC */
#define HOUR G_GINT64_CONSTANT (3600000000)
#define N_GOODS 3

/* What a station told the servers: a command's content, or a count line that was approved there. */
typedef struct
{
  char     *content; /* (owned) (nullable) */
  KontorUid line;
  guint     goods;
  gint64    counted;
  gint64    counted_at;
  guint64   hlc;
} Event;

typedef struct
{
  KontorDatabase *database;
  GPtrArray      *events;    /* (owned) (element-type Event) */
  GPtrArray      *orders;    /* (owned) of texts */
  GPtrArray      *movements; /* (owned) of texts: that can be taken back */
  GPtrArray      *transfers; /* (owned) of texts */
  guint           number;
  guint64         counter;
} Station;

typedef struct
{
  KontorDatabase *stations[N_STATIONS];
  KontorDatabase *servers[N_SERVERS];
  KontorUid       goods[N_GOODS];
  char           *bundle;    /* (owned) */
  char           *places[2]; /* (owned): "" is the main place */
  GRand          *random;
  guint32         seed;
  gint64          now;
} World;

static void
event_free (gpointer data)
{
  g_autofree Event *event = data;

  g_clear_pointer (&event->content, g_free);
}

/* However a case fails, its seed is told. */
static char failing[64];

static void
tell_seed (int signal_number)
{
  gssize written = write (STDOUT_FILENO, failing, strlen (failing));

  (void) written;
}

/* --- the world --- */

static KontorDatabase *
open_empty (void)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  return database;
}

static void
check (const GError *error, const char *what)
{
  if (error == NULL)
    return;
  g_test_message ("%s", what);
  g_assert_no_error (error);
}

static KontorJson *
run (World *world, KontorDatabase *database, KontorCommand *command, GError **error)
{
  KontorCommandOutcome outcome = { 0 };
  KontorJson          *result = NULL;

  if (kontor_command_run (command, database, &outcome, error))
    result = kontor_json_ref (outcome.result);
  kontor_command_outcome_clear (&outcome);
  return result;
}

static KontorCommand *
new_command (const char *name, const char *params, guint station, guint64 counter, gint64 at)
{
  g_autofree char *text = g_strdup (params);
  const guint8     random[10] = { (guint8) station, (guint8) (counter >> 8), (guint8) counter };
  KontorCommand   *command = NULL;

  g_strdelimit (text, "'", '"');
  command = kontor_command_new (name, kontor_json_parse (text, -1, NULL));
  kontor_uid_from_parts (&command->uid, at / 1000, random);
  command->at = at;
  command->hlc = ((guint64) (at / 1000) << 16) + counter;
  command->station = station;
  return command;
}

/* The same goods, bundle and places on every database. */
static void
furnish (World *world, KontorDatabase *database)
{
  static const char *const commands[][2] = {
    { "product.create",
      "{'title':'G','variants':[{'sku':'G0'},{'sku':'G1','value1':'b'},"
      "{'sku':'G2','value1':'c'}]}" },
    { "location.create", "{'name':'Shelf','code':'S'}" },
  };
  g_autoptr (GError) error = NULL;

  kontor_database_begin (database, &error);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (KontorCommand) command = new_command (
        commands[i][0], commands[i][1], 9, i, WEEK_BEGIN - HOUR);
      g_autoptr (KontorJson) result = run (world, database, command, &error);

      g_assert_no_error (error);
      if (i == 0)
        for (guint g = 0; g < N_GOODS; g++)
          g_assert_true (kontor_uid_parse (
            &world->goods[g],
            kontor_json_string (kontor_json_at (kontor_json_get_array (result, "variants"), g))));
      g_free (world->places[1]); /* the same from every database */
      world->places[1] = g_strdup (kontor_json_get_string (result, "location", ""));
    }
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
}

static void
furnish_bundle (World *world, KontorDatabase *database)
{
  char             first[KONTOR_UID_TEXT_SIZE];
  char             second[KONTOR_UID_TEXT_SIZE];
  g_autofree char *params = g_strdup_printf (
    "{'title':'B','kind':'bundle','variants':[{'sku':'B','parts':[{'variant':'%s','quantity':1500},"
    "{'variant':'%s','quantity':2000}]}]}",
    kontor_uid_format (&world->goods[0], first),
    kontor_uid_format (&world->goods[1], second));
  g_autoptr (KontorCommand) command = new_command (
    "product.create", params, 9, 7, WEEK_BEGIN - HOUR);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;

  kontor_database_begin (database, &error);
  result = run (world, database, command, &error);
  g_assert_no_error (error);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
  g_free (world->bundle); /* the same from every database */
  world->bundle = g_strdup (
    kontor_json_string (kontor_json_at (kontor_json_get_array (result, "variants"), 0)));
}

static void
world_set_up (World *self)
{
  *self = (World){ .places = { g_strdup (""), NULL } };
  for (guint i = 0; i < N_STATIONS; i++)
    self->stations[i] = open_empty ();
  for (guint i = 0; i < N_SERVERS; i++)
    self->servers[i] = open_empty ();
  for (guint i = 0; i < N_STATIONS + N_SERVERS; i++)
    {
      KontorDatabase *database = i < N_STATIONS ? self->stations[i] : self->servers[i - N_STATIONS];

      furnish (self, database);
      furnish_bundle (self, database);
    }
}

static void
world_tear_down (World *self)
{
  for (guint i = 0; i < N_STATIONS; i++)
    g_clear_pointer (&self->stations[i], kontor_database_close);
  for (guint i = 0; i < N_SERVERS; i++)
    g_clear_pointer (&self->servers[i], kontor_database_close);
  g_clear_pointer (&self->bundle, g_free);
  g_clear_pointer (&self->places[0], g_free);
  g_clear_pointer (&self->places[1], g_free);
}

/* --- a week of a station --- */

static gint
dice (World *world, gint below)
{
  return g_rand_int_range (world->random, 0, below);
}

/* Somewhere in the week; the same moments come up, so that ties are met. */
static gint64
some_time (World *world)
{
  return WEEK_BEGIN + dice (world, 7 * 24) * HOUR + (dice (world, 3) == 0 ? dice (world, 1000) : 0);
}

static const char *
some_of (World *world, GPtrArray *texts)
{
  return texts->len > 0 ? g_ptr_array_index (texts, (guint) dice (world, (gint) texts->len))
                        : "00000000-0000-7000-8000-000000000000";
}

static char *
some_goods (World *world)
{
  return kontor_uid_dup_text (&world->goods[dice (world, N_GOODS)]);
}

static char *
some_place (World *world, const char *key)
{
  const char *place = world->places[dice (world, 2)];

  return *place != '\0' ? g_strdup_printf (",'%s':'%s'", key, place) : g_strdup ("");
}

static void
remember (Station *station, const KontorJson *result)
{
  const char *order = kontor_json_get_string (result, "order", NULL);
  const char *movement = kontor_json_get_string (result, "movement", NULL);
  const char *transfer = kontor_json_get_string (result, "transfer", NULL);

  if (order != NULL
      && !g_ptr_array_find_with_equal_func (station->orders, order, g_str_equal, NULL))
    g_ptr_array_add (station->orders, g_strdup (order));
  if (movement != NULL)
    g_ptr_array_add (station->movements, g_strdup (movement));
  if (transfer != NULL
      && !g_ptr_array_find_with_equal_func (station->transfers, transfer, g_str_equal, NULL))
    g_ptr_array_add (station->transfers, g_strdup (transfer));
}

/* What the station refuses itself it does not tell anybody. */
static void
try_command (World *world, Station *station, const char *name, const char *params)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autoptr (KontorCommand) command = NULL;
  Event *event = NULL;

  world->now += 1000000;
  command = new_command (name, params, station->number, ++station->counter, world->now);
  if (kontor_command_prepare (command, station->database, &error))
    result = run (world, station->database, command, &error);
  if (result == NULL)
    {
      if (error->domain != KONTOR_COMMAND_ERROR)
        check (error, name);
      return;
    }
  remember (station, result);
  event = g_new0 (Event, 1);
  event->content = kontor_command_dup_content (command);
  g_ptr_array_add (station->events, event);
}

static void
post_count (World *world, KontorDatabase *database, const Event *event)
{
  LedgerKey key = { .database = database,
                    .variant = world->goods[event->goods],
                    .now = world->now,
                    .station = 1,
                    .hlc = event->hlc };

  ledger_count (&key, &event->line, event->counted, event->counted_at, event->hlc);
}

/* The moments of two spots that both stations count, and of movements that are known: there, only
 * the uid says what stands before what. */
static void
choose_moment (World *world, const Station *station, Event *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = NULL;

  event->counted_at = some_time (world);
  if (dice (world, 3) == 0)
    event->counted_at = WEEK_BEGIN + 3 * 24 * HOUR + dice (world, 2) * HOUR;
  event->hlc = ((guint64) (event->counted_at / 1000) << 16) + (guint64) dice (world, 2);
  if (dice (world, 3) != 0)
    return;

  row = kontor_database_query (
    station->database,
    "SELECT happened_at, hlc FROM stock_movement WHERE variant_uid = ?1 AND place_uid IS NULL"
    " AND rank = 0 ORDER BY uid LIMIT 1 OFFSET ?2",
    &error,
    KONTOR_VALUES (kontor_value_uid (&world->goods[event->goods]),
                   kontor_value_integer (dice (world, 4))));
  g_assert_no_error (error);
  if (kontor_statement_step (row, &error) == KONTOR_STEP_ROW)
    {
      event->counted_at = kontor_statement_get_integer (row, 0);
      event->hlc = (guint64) kontor_statement_get_integer (row, 1);
    }
  g_assert_no_error (error);
}

static void
count (World *world, Station *station)
{
  Event           *event = g_new0 (Event, 1);
  g_autofree char *name = g_strdup_printf (
    "%u/%u/%" G_GUINT64_FORMAT, world->seed, station->number, ++station->counter);

  world->now += 1000000;
  kontor_uid_from_name (&event->line, "line", name);
  event->goods = (guint) dice (world, N_GOODS);
  event->counted = 1000 * dice (world, 20);
  choose_moment (world, station, event);
  post_count (world, station->database, event);
  g_ptr_array_add (station->events, event);
}

static void
make_order (World *world, Station *station)
{
  g_autofree char *goods = some_goods (world);
  g_autofree char *params = g_strdup_printf (
    "{'state':'%s','currency':'EUR','price_mode':'gross','lines':[{'variant':'%s','quantity':%d,"
    "'price_e4':1,'title':'x','tax_code':'standard'},{'variant':'%s','quantity':%d,'price_e4':1,"
    "'title':'y','tax_code':'standard'}]}",
    dice (world, 4) == 0 ? "CART" : "PAID",
    goods,
    1000 * (1 + dice (world, 4)),
    dice (world, 3) == 0 ? world->bundle : goods,
    1000 * (1 + dice (world, 3)));

  try_command (world, station, "order.create", params);
}

static void
work_on_order (World *world, Station *station)
{
  static const char *const conditions[] = { "resell", "damaged", "lost" };
  const char              *order = some_of (world, station->orders);
  gint64                   at = some_time (world);
  g_autofree char         *params = NULL;

  switch (dice (world, 7))
    {
    case 0:
      params = g_strdup_printf ("{'order':'%s','reason':'x'}", order);
      try_command (world, station, "order.cancel", params);
      break;
    case 1:
      params = g_strdup_printf ("{'order':'%s','delivery':%d}", order, 1 + dice (world, 3));
      try_command (world, station, "order.unship", params);
      break;
    case 2:
      params = g_strdup_printf ("{'order':'%s','at':%" G_GINT64_FORMAT
                                ",'lines':[{'line':%d,'quantity':%d,'condition':'%s'}]}",
                                order,
                                at,
                                1 + dice (world, 2),
                                500 * (1 + dice (world, 4)),
                                conditions[dice (world, 3)]);
      try_command (world, station, "order.return", params);
      break;
    case 3:
      params = g_strdup_printf ("{'order':'%s'}", order);
      try_command (world, station, "order.reserve", params);
      break;
    case 4:
      params = g_strdup_printf ("{'order':'%s','at':%" G_GINT64_FORMAT
                                ",'lines':[{'line':%d,'quantity':%d}]}",
                                order,
                                at,
                                1 + dice (world, 2),
                                500 * (1 + dice (world, 4)));
      try_command (world, station, "order.ship", params);
      break;
    default:
      params = g_strdup_printf ("{'order':'%s','at':%" G_GINT64_FORMAT "}", order, at);
      try_command (world, station, "order.ship", params);
      break;
    }
}

static void
move_goods (World *world, Station *station)
{
  g_autofree char *goods = some_goods (world);
  g_autofree char *place = some_place (world, "place");
  g_autofree char *params = NULL;

  switch (dice (world, 4))
    {
    case 0:
      params = g_strdup_printf (
        "{'variant':'%s','quantity':%d,'reason':'correction','happened_at':%" G_GINT64_FORMAT "%s}",
        goods,
        1000 * (dice (world, 9) - 4),
        some_time (world),
        place);
      try_command (world, station, "stock.adjust", params);
      break;
    case 1:
      params = g_strdup_printf ("{'movement':'%s'}", some_of (world, station->movements));
      try_command (world, station, dice (world, 4) == 0 ? "stock.unvoid" : "stock.void", params);
      break;
    default:
      params = g_strdup_printf ("{'variant':'%s','quantity':%d,'happened_at':%" G_GINT64_FORMAT
                                "%s}",
                                goods,
                                1000 * (1 + dice (world, 9)),
                                some_time (world),
                                place);
      try_command (world, station, "stock.receive", params);
      break;
    }
}

static void
transfer (World *world, Station *station)
{
  g_autofree char *goods = some_goods (world);
  g_autofree char *params = NULL;

  switch (dice (world, 4))
    {
    case 0:
      params = g_strdup_printf ("{'transfer':'%s','happened_at':%" G_GINT64_FORMAT "%s}",
                                some_of (world, station->transfers),
                                some_time (world),
                                dice (world, 2) == 0 ? ",'never':true" : "");
      try_command (world, station, "stock.transfer.cancel", params);
      break;
    case 1:
      params = g_strdup_printf ("{'transfer':'%s','happened_at':%" G_GINT64_FORMAT
                                ",'lines':[{'line':1,'quantity':1000}]%s}",
                                some_of (world, station->transfers),
                                some_time (world),
                                dice (world, 3) == 0 ? ",'missing':true" : "");
      try_command (world, station, "stock.transfer.receive", params);
      break;
    default:
      params = g_strdup_printf ("{'to':'%s','happened_at':%" G_GINT64_FORMAT
                                ",'lines':[{'variant':'%s','quantity':%d}]}",
                                world->places[1],
                                some_time (world),
                                goods,
                                1000 * (1 + dice (world, 4)));
      try_command (world, station, "stock.transfer.send", params);
      break;
    }
}

static void
live (World *world, Station *station)
{
  for (guint i = 0; i < N_EVENTS; i++)
    switch (dice (world, 8))
      {
      case 0:
      case 1:
        make_order (world, station);
        break;
      case 2:
      case 3:
      case 4:
        work_on_order (world, station);
        break;
      case 5:
        move_goods (world, station);
        break;
      case 6:
        transfer (world, station);
        break;
      default:
        count (world, station);
        break;
      }
}

/* --- arrival --- */

/* A request for a cart is decided by whoever comes first: the others' loss is no difference. */
static void
arrive (World *world, KontorDatabase *server, const Event *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCommand) command = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (event->content == NULL)
    {
      post_count (world, server, event);
      return;
    }
  command = kontor_command_parse (event->content, -1, &error);
  g_assert_no_error (error);
  result = run (world, server, command, &error);
  if (result == NULL && !g_str_equal (command->name, "order.reserve"))
    check (error, event->content);
}

/* Each station's own in its order; who comes next is thrown. Some come twice: nothing happens. */
static void
deliver (World *world, KontorDatabase *server, Station *stations)
{
  guint next[N_STATIONS] = { 0 };

  while (TRUE)
    {
      guint left = 0;
      guint wanted = 0;

      for (guint i = 0; i < N_STATIONS; i++)
        left += stations[i].events->len - next[i];
      if (left == 0)
        return;
      wanted = (guint) dice (world, N_STATIONS);
      if (dice (world, 4) == 0)
        wanted = 0; /* one is online more often */
      if (next[wanted] < stations[wanted].events->len)
        arrive (world, server, g_ptr_array_index (stations[wanted].events, next[wanted]++));
    }
}

/* --- what must hold --- */

static void
append_rows (KontorDatabase *database, const char *sql, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (row, &error))
    g_string_append_printf (text, "%s\n", kontor_statement_get_text (row, 0));
  g_assert_no_error (error);
}

static char *
dump (KontorDatabase *database, const char *const *queries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; queries[i] != NULL; i++)
    append_rows (database, queries[i], text);
  return g_string_free (text, FALSE);
}

static void
same (const char *what, const char *a, const char *b)
{
  if (g_str_equal (a, b))
    return;
  g_test_message ("%s", what);
  g_assert_cmpstr (a, ==, b);
}

/* Carts that another one was faster for are left out. */
static const char *const final_numbers[] = {
  "SELECT hex (variant_uid) || hex (place_uid) || hold || '|' || quantity FROM derived_stock_key"
  " ORDER BY 1",
  "SELECT hex (uid) || '|' || counted || '|' || shown FROM count_line ORDER BY 1",
  "SELECT hex (p.order_uid) || p.line || '|' || p.quantity FROM derived_order_promise AS p"
  " JOIN sales_order AS o ON o.uid = p.order_uid WHERE o.state <> 'CART' ORDER BY 1",
  "SELECT hex (uid) || state FROM sales_order ORDER BY 1",
  "SELECT d.at || '|' || hex (v.uid) || '|' || (SELECT coalesce (sum (m.quantity), 0)"
  " FROM stock_movement AS m WHERE m.variant_uid = v.uid AND m.happened_at < d.at)"
  " FROM product_variant AS v, (SELECT 1747612800000000 + 86400000000 * value AS at"
  "  FROM (SELECT 1 AS value UNION SELECT 2 UNION SELECT 3 UNION SELECT 5 UNION SELECT 7)) AS d"
  " ORDER BY 1",
  NULL,
};

static const char *const levels[] = {
  "SELECT hex (variant_uid) || hex (place_uid) || hex (lot_uid) || hold || '|' || quantity"
  " FROM derived_stock_key ORDER BY 1",
  "SELECT hex (order_uid) || line || '|' || hex (variant_uid) || '|' || quantity"
  " FROM derived_order_promise ORDER BY 1",
  "SELECT id || '|' || on_hand || '|' || unavailable || '|' || reserved || '|' || incoming || '|'"
  " || ifnull (last_moved_at, '-') || '|' || ifnull (last_restock_at, '-') FROM derived_stock_level"
  " ORDER BY id",
  NULL,
};

static void
check_sums (KontorDatabase *database)
{
  static const char *const wrong[] = {
    "SELECT 'on hand is not the sum: ' || k.sku FROM derived_stock_level AS k WHERE k.on_hand <>"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.variant_uid = k.variant_uid)",
    "SELECT 'reserved below nothing: ' || sku FROM derived_stock_level WHERE reserved < 0",
    "SELECT 'promised by a closed order: ' || o.number FROM derived_order_promise AS p"
    " JOIN sales_order AS o ON o.uid = p.order_uid"
    " WHERE o.state IN ('SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED')",
    NULL,
  };
  g_autofree char *found = dump (database, wrong);

  same ("a sum is wrong", found, "");
  ledger_check_lines (database);
}

static void
check_fresh_build (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = dump (database, levels);
  g_autofree char *built = NULL;

  kontor_migration_rebuild_derived (database, &error);
  g_assert_no_error (error);
  built = dump (database, levels);
  same ("levels are not those of a fresh build", kept, built);
}

static void
check_servers (World *world)
{
  g_autofree char *first = dump (world->servers[0], final_numbers);

  for (guint i = 0; i < N_SERVERS; i++)
    {
      g_autofree char *other = dump (world->servers[i], final_numbers);

      same ("the order of arrival made a difference", first, other);
      check_sums (world->servers[i]);
    }
  check_fresh_build (world->servers[0]);
}

/* --- cases --- */

static void
station_set_up (Station *self, KontorDatabase *database, guint number)
{
  *self = (Station){ .database = database,
                     .events = g_ptr_array_new_with_free_func (event_free),
                     .orders = g_ptr_array_new_with_free_func (g_free),
                     .movements = g_ptr_array_new_with_free_func (g_free),
                     .transfers = g_ptr_array_new_with_free_func (g_free),
                     .number = number };
}

static void
station_tear_down (Station *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->movements, g_ptr_array_unref);
  g_clear_pointer (&self->transfers, g_ptr_array_unref);
}

/* All in transactions that are taken back, so that the next case finds the same world. */
static void
play (World *world, guint32 seed)
{
  KontorDatabase *all[N_STATIONS + N_SERVERS];
  Station         stations[N_STATIONS];

  g_snprintf (failing, sizeof failing, "# KONTOR_TEST_SEED=%u\n", seed);
  world->seed = seed;
  world->random = g_rand_new_with_seed (seed);
  world->now = WEEK_BEGIN + 8 * 24 * HOUR;
  memcpy (all, world->stations, sizeof world->stations);
  memcpy (all + N_STATIONS, world->servers, sizeof world->servers);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (kontor_database_begin (all[i], NULL));

  for (guint i = 0; i < N_STATIONS; i++)
    {
      station_set_up (&stations[i], world->stations[i], i + 1);
      live (world, &stations[i]);
      check_sums (world->stations[i]);
    }
  for (guint i = 0; i < N_SERVERS; i++)
    deliver (world, world->servers[i], stations);
  check_servers (world);

  for (guint i = 0; i < N_STATIONS; i++)
    station_tear_down (&stations[i]);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    kontor_database_rollback (all[i]);
  g_clear_pointer (&world->random, g_rand_free);
}

static void
test_arrival (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");
  guint       n_cases = CASES;
  const char *given = g_getenv ("KONTOR_TEST_SEED");
  guint32     first = given != NULL ? (guint32) strtoul (given, NULL, 10)
                                    : (guint32) g_test_rand_int () & 0x3fffffff;
  World       world;

  if (g_strcmp0 (length, "full") == 0)
    n_cases = FULL_CASES;
  else if (g_strcmp0 (length, "brief") == 0)
    n_cases = BRIEF_CASES;
  if (given != NULL)
    n_cases = 1;

  world_set_up (&world);
  g_test_message ("%u cases from KONTOR_TEST_SEED=%u", n_cases, first);
  for (guint i = 0; i < n_cases; i++)
    play (&world, first + i);
  world_tear_down (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  signal (SIGABRT, tell_seed);
  g_test_add_func ("/ledger/order-of-arrival", test_arrival);
  return g_test_run ();
}
