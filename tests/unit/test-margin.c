/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-cost.h"
#include "kontor-stock-fixture.h"
#include "kontor-stock-query.h"

/* Margins that come out of sums of whole days are those that every row together makes, for any two
 * moments; and the rows alone, as PostgreSQL adds them up, say the same. */

#define DAY G_GINT64_CONSTANT (86400000000)
#define BEGIN (COMMAND_FIXTURE_NOW - 100 * DAY)
#define N_ORDERS 60
#define N_TIMES 150

static gint64
moment (GRand *random)
{
  return BEGIN + g_rand_int_range (random, 0, 2000) * (DAY / 20);
}

static void
receive (CommandFixture *self, GRand *random, const char *sku)
{
  command_do (self,
              "stock.receive",
              "{'variant':'%s','quantity':%d,'cost_e4':%d,'happened_at':%" G_GINT64_FORMAT "}",
              sku,
              1000 * g_rand_int_range (random, 1, 40),
              g_rand_int_range (random, 1, 90000),
              moment (random));
}

static void
ship (CommandFixture *self, GRand *random, const char *order, int line, int quantity)
{
  command_do (self,
              "order.ship",
              "{'order':'%s','lines':[{'line':%d,'quantity':%d}],'at':%" G_GINT64_FORMAT "}",
              order,
              line,
              quantity * 1000,
              moment (random));
}

static void
give_back (CommandFixture *self, GRand *random, const char *order, int line)
{
  static const char *const conditions[] = { "resell", "damaged", "lost" };

  command_do (self,
              "order.return",
              "{'order':'%s','lines':[{'line':%d,'quantity':1000,'condition':'%s'}],"
              "'at':%" G_GINT64_FORMAT "}",
              order,
              line,
              conditions[g_rand_int_range (random, 0, 3)],
              moment (random));
}

/* Teas by the piece in two deliveries, and sets with tea in them. */
static void
trade (CommandFixture *self, GRand *random)
{
  const char      *currency = g_rand_int_range (random, 0, 8) == 0 ? "USD" : "EUR";
  int              teas = g_rand_int_range (random, 2, 8);
  int              first = g_rand_int_range (random, 1, teas);
  g_autofree char *order = command_make (
    self,
    "order",
    "order.create",
    "{'state':'PAID','currency':'%s','lines':["
    "{'sku':'TEA','quantity':%d,'price_e4':%d},{'sku':'SET','quantity':3000,'price_e4':%d}]}",
    currency,
    teas * 1000,
    g_rand_int_range (random, 10000, 200000),
    g_rand_int_range (random, 10000, 200000));

  ship (self, random, order, 1, first);
  if (g_rand_boolean (random))
    ship (self, random, order, 1, teas - first);
  if (g_rand_boolean (random))
    ship (self, random, order, 2, g_rand_int_range (random, 1, 4));
  if (g_rand_int_range (random, 0, 4) == 0)
    command_undo (self, "order.unship");
  else if (g_rand_int_range (random, 0, 3) == 0)
    give_back (self, random, order, 1);
}

/* --- the same from every row --- */

/* The order lines of which something left or came back in the time. */
#define LINES                                                                                      \
  "WITH part (order_uid, line, quantity) AS (SELECT d.order_uid, d.line, d.quantity"               \
  " FROM delivery AS e JOIN delivery_line AS d ON d.order_uid = e.order_uid"                       \
  " AND d.delivery = e.position WHERE e.withdrawn_at IS NULL"                                      \
  " AND e.happened_at >= ?1 AND e.happened_at < ?2"                                                \
  " UNION ALL SELECT d.order_uid, d.line, -d.quantity FROM order_return AS e"                      \
  " JOIN return_line AS d ON d.order_uid = e.order_uid AND d.return_position = e.position"         \
  " WHERE e.happened_at >= ?1 AND e.happened_at < ?2), sold AS (SELECT l.order_uid, l.line,"       \
  " l.variant_uid, sum (p.quantity) AS quantity,"                                                  \
  " l.net_minor * sum (p.quantity) / l.quantity AS net_minor FROM part AS p"                       \
  " JOIN order_line AS l ON l.order_uid = p.order_uid AND l.line = p.line"                         \
  " JOIN sales_order AS o ON o.uid = p.order_uid WHERE o.currency = 'EUR'"                         \
  " GROUP BY l.order_uid, l.line)"

static const char sums_of_all[] = LINES
  " SELECT s.variant_uid, sum (s.quantity), sum (s.net_minor) FROM sold AS s GROUP BY 1 ORDER BY 1";

static const char all_moves[] = LINES
  " SELECT m.variant_uid, m.quantity, coalesce (m.cost_e4, 0), m.currency, m.kind,"
  " s.variant_uid, m.happened_at >= ?1 AND m.happened_at < ?2"
  " FROM stock_movement AS m LEFT JOIN sold AS s ON s.order_uid = m.order_uid"
  " AND s.line = m.order_line ORDER BY 1, m.happened_at, m.hlc, m.rank, m.quantity DESC";

typedef struct
{
  gint64 from;
  gint64 to;
} Time;

static KontorStatement *
ask (CommandFixture *self, const char *sql, const Time *time)
{
  g_autoptr (GError) error = NULL;
  KontorStatement *statement = kontor_database_query (
    self->database,
    sql,
    &error,
    KONTOR_VALUES (kontor_value_integer (time->from), kontor_value_integer (time->to)));

  g_assert_no_error (error);
  return statement;
}

/* What the goods of a sold variant cost, 1/100000000000 of the currency. */
static gint64
cost_of (CommandFixture *self, const Time *time, const KontorUid *sold)
{
  g_autoptr (KontorStatement) row = ask (self, all_moves, time);
  KontorCostCourse course = { 0 };
  KontorUid        item = { 0 };
  gint64           sum = 0;

  while (kontor_statement_step (row, NULL) == KONTOR_STEP_ROW)
    {
      gint64    quantity = kontor_statement_get_integer (row, 1);
      KontorUid variant, owner;

      kontor_statement_get_uid (row, 0, &variant);
      if (!kontor_uid_equal (&variant, &item))
        course = (KontorCostCourse){ 0 };
      item = variant;
      kontor_cost_course_add (&course,
                              quantity,
                              g_str_equal (kontor_statement_get_text (row, 3), "EUR"),
                              kontor_statement_get_integer (row, 2),
                              g_str_equal (kontor_statement_get_text (row, 4), "RESTOCK"));
      if (kontor_statement_get_uid (row, 5, &owner) && kontor_uid_equal (&owner, sold)
          && kontor_statement_get_integer (row, 6) != 0)
        sum -= quantity * course.average_e8;
    }
  return sum;
}

static void
assert_margin (CommandFixture *self, const Time *time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = ask (self, sums_of_all, time);
  g_autoptr (KontorJson) margin = NULL;
  const KontorJson *items = NULL;
  guint             i = 0;

  margin = kontor_query_stock_margin (self->database, time->from, time->to, &error);
  g_assert_no_error (error);
  items = kontor_json_get_array (margin, "items");
  for (; kontor_statement_step (row, NULL) == KONTOR_STEP_ROW; i++)
    {
      const KontorJson *item = kontor_json_at (items, i);
      KontorUid         variant;
      char              text[KONTOR_UID_TEXT_SIZE];
      gint64            cost = 0;

      kontor_statement_get_uid (row, 0, &variant);
      cost = kontor_cost_value (1, cost_of (self, time, &variant), 2);
      g_assert_cmpstr (
        kontor_json_get_string (item, "variant", ""), ==, kontor_uid_format (&variant, text));
      g_assert_cmpint (
        kontor_json_get_integer (item, "quantity", 0), ==, kontor_statement_get_integer (row, 1));
      g_assert_cmpint (kontor_json_get_integer (item, "revenue_minor", 0),
                       ==,
                       kontor_statement_get_integer (row, 2));
      g_assert_cmpint (kontor_json_get_integer (item, "cost_minor", 0), ==, cost);
    }
  g_assert_cmpuint (kontor_json_length (items), ==, i);
}

static void
assert_same_on_server (CommandFixture *self, const Time *time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) here = NULL;
  g_autoptr (KontorJson) there = NULL;
  g_autofree char *text_here = NULL;
  g_autofree char *text_there = NULL;

  if (self->server == NULL)
    return;
  here = kontor_query_stock_margin (self->database, time->from, time->to, &error);
  g_assert_no_error (error);
  there = kontor_query_stock_margin (self->server, time->from, time->to, &error);
  g_assert_no_error (error);
  text_here = kontor_json_to_string (here);
  text_there = kontor_json_to_string (there);
  g_assert_cmpstr (text_here, ==, text_there);
}

static void
test_margin (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20251121);
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *members = g_strdup_printf (",'parts':[{'variant':'%s','quantity':2000}]", tea);
  g_autofree char *set = stock_make (self, "SET", members);

  for (int i = 0; i < N_ORDERS; i++)
    {
      receive (self, random, "TEA");
      trade (self, random);
    }
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM derived_delivered_uneven"), >, 5);
  for (int i = 0; i < N_TIMES; i++)
    {
      gint64     from = moment (random);
      const Time time = { from, from + g_rand_int_range (random, 0, 1000) * (DAY / 20) };

      assert_margin (self, &time);
      if (i % 10 == 0)
        assert_same_on_server (self, &time);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/margin/from-days-as-from-rows",
              CommandFixture,
              NULL,
              command_fixture_set_up,
              test_margin,
              command_fixture_tear_down);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
