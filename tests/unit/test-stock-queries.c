/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-stock-fixture.h"
#include "kontor-stock-query.h"

#define DAY G_GINT64_CONSTANT (86400000000)
#define BEGIN (COMMAND_FIXTURE_NOW - 100 * DAY)
#define AFTER_ALL (COMMAND_FIXTURE_NOW + 100 * DAY)

static KontorUid
find (CommandFixture *self, const char *sku)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;

  kontor_query_find_variant (self->database, sku, &uid, &error);
  g_assert_no_error (error);
  return uid;
}

static void
receive_at (CommandFixture *self, const char *sku, gint64 quantity, gint64 cost_e4, gint64 day)
{
  command_do (self,
              "stock.receive",
              "{'variant':'%s','quantity':%" G_GINT64_FORMAT ",'cost_e4':%" G_GINT64_FORMAT
              ",'happened_at':%" G_GINT64_FORMAT "}",
              sku,
              quantity,
              cost_e4,
              BEGIN + day * DAY);
}

static void
adjust_at (CommandFixture *self, const char *sku, gint64 quantity, gint64 day)
{
  command_do (self,
              "stock.adjust",
              "{'variant':'%s','quantity':%" G_GINT64_FORMAT
              ",'reason':'correction','happened_at':%" G_GINT64_FORMAT "}",
              sku,
              quantity,
              BEGIN + day * DAY);
}

static KontorJson *
value_at (CommandFixture *self, gint64 at, gint64 known_at)
{
  g_autoptr (GError) error = NULL;
  const KontorStockValueQuestion question = { .at = at, .known_at = known_at, .items = TRUE };
  KontorJson *value = kontor_query_stock_value (self->database, &question, &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_value (CommandFixture *self, gint64 day, gint64 known_at, gint64 expected)
{
  g_autoptr (KontorJson) value = value_at (self, BEGIN + day * DAY, known_at);

  g_assert_cmpint (kontor_json_get_integer (value, "value_minor", -1), ==, expected);
}

/* (6 at 2.00 + 10 at 3.00) / 16 = 2.625 */
static void
test_moving_average (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  gint64           known = 0;

  receive_at (self, "TEA", 10000, 20000, 1);
  adjust_at (self, "TEA", -4000, 2);
  receive_at (self, "TEA", 10000, 30000, 3);
  assert_value (self, 1, G_MAXINT64, 0);
  assert_value (self, 2, G_MAXINT64, 2000);
  assert_value (self, 3, G_MAXINT64, 1200);
  assert_value (self, 4, G_MAXINT64, 4200);
  adjust_at (self, "TEA", -16000, 5);
  assert_value (self, 6, G_MAXINT64, 0);
  receive_at (self, "TEA", 2000, 50000, 7);
  assert_value (self, 8, G_MAXINT64, 1000);

  /* What becomes known later changes the past, but not what was known of it then. */
  known = self->now;
  adjust_at (self, "TEA", -1000, 2);
  assert_value (self, 4, G_MAXINT64, 4000); /* 15 at (5 × 2 + 10 × 3) / 15 = 2.6666 … = 40.00 */
  assert_value (self, 4, known, 4200);
}

/* Entries that never were leave no trace in the average. */
static void
test_voided_restock (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");

  receive_at (self, "TEA", 10000, 20000, 1);
  receive_at (self, "TEA", 10000, 90000, 2);
  assert_value (self, 3, G_MAXINT64, 11000);
  command_undo (self, "stock.void");
  assert_value (self, 3, G_MAXINT64, 2000);
}

/* Books see a movement of a closed period on the first open day, the shelf when it happened. */
static void
test_closed_period (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autoptr (KontorJson) value = NULL;
  const KontorJson *item = NULL;

  receive_at (self, "TEA", 10000, 20000, 1);
  command_do (self, "period.close", "{'until':%" G_GINT64_FORMAT "}", BEGIN + 10 * DAY);
  command_do (self,
              "stock.adjust",
              "{'variant':'TEA','quantity':-4000,'reason':'lost','happened_at':%" G_GINT64_FORMAT
              ",'booked_on':%" G_GINT64_FORMAT "}",
              BEGIN + 2 * DAY,
              BEGIN + 10 * DAY);
  value = value_at (self, BEGIN + 10 * DAY, G_MAXINT64);
  item = kontor_json_at (kontor_json_get_array (value, "items"), 0);
  g_assert_cmpint (kontor_json_get_integer (value, "value_minor", 0), ==, 2000);
  g_assert_cmpint (kontor_json_get_integer (item, "quantity", 0), ==, 10000);
  g_assert_cmpint (kontor_json_get_integer (item, "on_hand", 0), ==, 6000);
  assert_value (self, 11, G_MAXINT64, 1200);
}

static void
test_unknown_costs (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *cup = stock_make (self, "CUP", "");
  g_autoptr (KontorJson) value = NULL;

  stock_receive (self, "TEA", 1000);
  stock_receive (self, "CUP", 1000);
  command_do (
    self, "variant.set_cost", "{'variant':'%s','cost_e4':50000,'cost_currency':'EUR'}", cup);
  value = value_at (self, AFTER_ALL, G_MAXINT64);
  g_assert_cmpint (kontor_json_get_integer (value, "value_minor", 0), ==, 500);
  g_assert_cmpint (kontor_json_get_integer (value, "estimated", 0), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (value, "unknown", 0), ==, 1);
}

/* 4 sold for 10.00 gross each, 8.40 net; one comes back. Cost 2.00 each. A set costs what its parts
 * do. */
static void
test_margin (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) margin = NULL;
  const KontorJson *items = NULL;
  g_autofree char  *tea = stock_make (self, "TEA", "");
  g_autofree char  *members = g_strdup_printf (",'parts':[{'variant':'%s','quantity':2000}]", tea);
  g_autofree char  *set = stock_make (self, "SET", members);
  g_autofree char  *order = NULL;

  receive_at (self, "TEA", 20000, 20000, 1);
  order = stock_make_order (
    self, "PAID", "{'sku':'TEA','quantity':4000},{'sku':'SET','quantity':1000}");
  command_do (self, "order.ship", "{'order':'%s'}", order);
  command_do (self,
              "order.return",
              "{'order':'%s','lines':[{'line':1,'quantity':1000,'condition':'resell'}]}",
              order);
  margin = kontor_query_stock_margin (self->database, BEGIN, AFTER_ALL, &error);
  g_assert_no_error (error);
  items = kontor_json_get_array (margin, "items");
  g_assert_cmpuint (kontor_json_length (items), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const KontorJson *item = kontor_json_at (items, i);
      gboolean          is_tea = g_str_equal (kontor_json_get_string (item, "sku", ""), "TEA");

      g_assert_cmpint (kontor_json_get_integer (item, "quantity", 0), ==, is_tea ? 3000 : 1000);
      g_assert_cmpint (kontor_json_get_integer (item, "cost_minor", 0), ==, is_tea ? 600 : 400);
      g_assert_cmpint (kontor_json_get_integer (item, "revenue_minor", 0), ==, is_tea ? 2521 : 840);
      g_assert_cmpint (kontor_json_get_integer (item, "margin_bp", 0), ==, is_tea ? 7620 : 5238);
    }
}

static void
test_history (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) all = NULL;
  g_autoptr (KontorJson) few = NULL;
  g_autofree char  *tea = stock_make (self, "TEA", "");
  const KontorJson *points = NULL;
  KontorUid         variant = find (self, "TEA");

  for (int day = 0; day < 20; day++)
    receive_at (self, "TEA", 1000, 1, day);
  all = kontor_query_stock_history (
    self->database, &variant, BEGIN + 5 * DAY, BEGIN + 15 * DAY, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (all, "before", 0), ==, 5000);
  points = kontor_json_get_array (all, "points");
  g_assert_cmpuint (kontor_json_length (points), ==, 10);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (points, 9), "on_hand", 0), ==, 15000);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (points, 9), "movements", 0), ==, 1);
  g_assert_nonnull (kontor_json_get_string (kontor_json_at (points, 9), "movement", NULL));

  few = kontor_query_stock_history (self->database, &variant, BEGIN, BEGIN + 20 * DAY, 4, &error);
  g_assert_no_error (error);
  points = kontor_json_get_array (few, "points");
  g_assert_cmpuint (kontor_json_length (points), ==, 4);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (points, 3), "on_hand", 0), ==, 20000);
}

static void
test_item (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) item = NULL;
  const KontorJson *sums = NULL;
  g_autofree char  *bottle = stock_make (
    self, "BOTTLE", ",'content':100000,'content_unit':'ml','reorder_level':5000");
  g_autofree char *members = g_strdup_printf (",'parts':[{'variant':'%s','quantity':50}]", bottle);
  g_autofree char *decant = stock_make (self, "DECANT", members);
  g_autofree char *order = NULL;
  KontorUid        variant = find (self, "BOTTLE");

  command_do (self, "location.create", "{'name':'Cellar','code':'C','position':1}");
  receive_at (self, "BOTTLE", 3000, 500000, 1);
  command_do (
    self, "stock.receive", "{'variant':'BOTTLE','quantity':1000,'cost_e4':500000,'place':'C'}");
  command_do (self, "stock.hold", "{'variant':'BOTTLE','quantity':1000,'reason':'damaged'}");
  order = stock_make_order (self, "PAID", "{'sku':'DECANT','quantity':10000}");
  command_do (self, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':4000}]}", order);

  item = kontor_query_stock_json (self->database, &variant, self->now + 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (item, "on_hand", 0), ==, 3800);
  g_assert_cmpint (kontor_json_get_integer (item, "reserved", 0), ==, 300);
  g_assert_cmpint (kontor_json_get_integer (item, "unavailable", 0), ==, 1000);
  g_assert_cmpint (kontor_json_get_integer (item, "available", 0), ==, 2500);
  g_assert_true (kontor_json_get_boolean (item, "low_stock", FALSE));
  g_assert_cmpint (kontor_json_get_integer (item, "value_minor", 0), ==, 19000);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (item, "shelves")), ==, 3);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (item, "orders")), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (
                     kontor_json_at (kontor_json_get_array (item, "orders"), 0), "quantity", 0),
                   ==,
                   300);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (item, "bundles")), ==, 1);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (item, "movements")), ==, 5);
  sums = kontor_json_get_object (item, "content_sums");
  g_assert_cmpint (kontor_json_get_integer (sums, "received", 0), ==, 400000);
  g_assert_cmpint (kontor_json_get_integer (sums, "used", 0), ==, 20000);
  g_assert_cmpint (kontor_json_get_integer (sums, "remaining", 0), ==, 380000);
  g_assert_cmpint (
    kontor_json_get_integer (kontor_json_get_object (item, "usage"), "days30", 0), ==, 200);

  g_clear_pointer (&item, kontor_json_unref);
  variant = find (self, "DECANT");
  item = kontor_query_stock_json (self->database, &variant, self->now, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (item, "buildable", 0), ==, 50000);
}

static void
test_recall (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) lot = NULL;
  g_autoptr (KontorJson) goods = NULL;
  const KontorJson *orders = NULL;
  g_autofree char  *tea = stock_make (self, "TEA", "");
  g_autofree char  *code = command_make (self, "lot", "lot.create", "{'variant':'TEA','code':'L'}");
  g_autofree char  *first = NULL;
  g_autofree char  *second = NULL;
  KontorUid         uid;

  command_do (self, "stock.receive", "{'variant':'TEA','quantity':9000,'lot':'L'}");
  first = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':2000}");
  second = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':3000}");
  g_assert_true (kontor_uid_parse (&uid, first));
  goods = kontor_query_ship_goods (self->database, &uid, self->now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (goods), ==, 1);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (goods, 0), "lot_code", ""), ==, "L");

  command_do (self, "order.ship", "{'order':'%s'}", first);
  command_do (self, "order.ship", "{'order':'%s'}", second);
  command_undo (self, "order.unship");
  g_assert_true (kontor_uid_parse (&uid, code));
  lot = kontor_query_lot_json (self->database, &uid, &error);
  g_assert_no_error (error);
  orders = kontor_json_get_array (lot, "orders");
  g_assert_cmpuint (kontor_json_length (orders), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (orders, 0), "quantity", 0), ==, 2000);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (lot, "shelves")), ==, 1);
}

/* What a movement is told of, and what can be taken back by itself. */
static void
test_movement (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *uid_text = NULL;
  g_autoptr (KontorJson) stands = NULL;
  g_autoptr (KontorJson) back = NULL;
  KontorUid uid;

  receive_at (self, "TEA", 3000, 20000, 1);
  uid_text = stock_last_uid (self, "stock_movement");
  g_assert_true (kontor_uid_parse (&uid, uid_text));
  stands = kontor_query_movement_json (self->database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kontor_json_get_string (stands, "kind", ""), ==, "RESTOCK");
  g_assert_cmpstr (kontor_json_get_string (stands, "sku", ""), ==, "TEA");
  g_assert_cmpint (kontor_json_get_integer (stands, "quantity", 0), ==, 3000);
  g_assert_true (kontor_json_get_boolean (stands, "own", FALSE));
  g_assert_false (kontor_json_get_boolean (stands, "taken_back", TRUE));

  command_do (self, "stock.void", "{'movement':'%s'}", uid_text);
  back = kontor_query_movement_json (self->database, &uid, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_json_get_boolean (back, "taken_back", FALSE));

  uid.bytes[0] ^= 1;
  g_assert_null (kontor_query_movement_json (self->database, &uid, &error));
  g_assert_error (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
}

/* Into less of the same measure only, the same product first. */
static void
test_split_targets (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = stock_make (self, "L-100", ",'content':100000,'content_unit':'ml'");
  g_autofree char *small = stock_make (self, "S-10", ",'content':10000,'content_unit':'ml'");
  g_autofree char *weight = stock_make (self, "G-5", ",'content':5000,'content_unit':'g'");
  KontorUid        from_large = find (self, "L-100");
  KontorUid        from_small = find (self, "S-10");
  g_autoptr (KontorJson) targets = kontor_query_split_targets (self->database, &from_large, &error);
  g_autoptr (KontorJson) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (targets), ==, 1);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (targets, 0), "sku", ""), ==, "S-10");
  none = kontor_query_split_targets (self->database, &from_small, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (none), ==, 0);
}

static void
assert_empty_place (CommandFixture *self, const char *uid_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) empty = NULL;
  g_autoptr (KontorJson) filled = NULL;
  const KontorJson *items = NULL;
  KontorUid         uid;

  g_assert_true (kontor_uid_parse (&uid, uid_text));
  empty = kontor_query_place_json (self->database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (empty, "items")), ==, 0);
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':2000,'place':'A'}");
  filled = kontor_query_place_json (self->database, &uid, &error);
  g_assert_no_error (error);
  items = kontor_json_get_array (filled, "items");
  g_assert_cmpuint (kontor_json_length (items), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (items, 0), "quantity", 0), ==, 2000);
}

/* Along the way through the store; what is under way is no place to put things. */
static void
test_places (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autoptr (KontorJson) places = NULL;

  command_do (self, "location.create", "{'name':'B','code':'B','position':2}");
  command_do (self, "location.create", "{'name':'A','code':'A','position':1}");
  receive_at (self, "TEA", 3000, 20000, 1);
  command_do (
    self, "stock.transfer.send", "{'to':'A','lines':[{'variant':'TEA','quantity':1000}]}");
  places = kontor_query_places_json (self->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (places), ==, 2);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (places, 0), "name", ""), ==, "A");
  assert_empty_place (self, kontor_json_get_string (kontor_json_at (places, 0), "uid", ""));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/stock-queries/moving-average", test_moving_average);
  ADD ("/stock-queries/voided-restock", test_voided_restock);
  ADD ("/stock-queries/closed-period", test_closed_period);
  ADD ("/stock-queries/unknown-costs", test_unknown_costs);
  ADD ("/stock-queries/margin", test_margin);
  ADD ("/stock-queries/history", test_history);
  ADD ("/stock-queries/item", test_item);
  ADD ("/stock-queries/recall", test_recall);
  ADD ("/stock-queries/movement", test_movement);
  ADD ("/stock-queries/split-targets", test_split_targets);
  ADD ("/stock-queries/places", test_places);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
