/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-order-fixture.h"

typedef void (*OrderTest) (OrderFixture *fixture);

static void
run_test (gconstpointer data)
{
  OrderTest    test = *(const OrderTest *) data;
  OrderFixture fixture;

  order_fixture_set_up (&fixture, ":memory:");
  test (&fixture);
  order_fixture_tear_down (&fixture);
}

#define GROSS (4998 + 1248 + 490)
#define STOCK "SELECT coalesce(sum(quantity), 0) FROM stock_movement WHERE order_uid = ?1"
#define OPEN_ATTENTION "SELECT count(*) FROM attention WHERE subject_uid = ?1 AND closed_at IS NULL"

static void
test_ship_in_parts (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autofree char *metadata = NULL;
  g_autofree char *numbers = NULL;

  order_do (
    fixture,
    "order.ship",
    "{'order':'%s','lines':[{'line':1,'quantity':500}],'carrier':'DHL','tracking_number':'0034'}",
    order);
  order_assert_state (fixture, order, "PROCESSING");
  g_assert_cmpuint (fixture->n_movements, ==, 1);
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, -500);
  g_assert_cmpint (
    order_number (fixture, "SELECT shipped_at FROM sales_order WHERE uid = ?1", order), ==, 0);

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "of “Shirt, M / red” only 1.5 is left",
                 "order.ship",
                 "{'order':'%s','lines':[{'line':1,'quantity':1501}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "Only goods",
                 "order.ship",
                 "{'order':'%s','lines':[{'line':3,'quantity':1000}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "no line number 8",
                 "order.ship",
                 "{'order':'%s','lines':[{'line':8,'quantity':1000}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "named twice",
                 "order.ship",
                 "{'order':'%s','lines':[{'line':1,'quantity':1},{'line':1,'quantity':1}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "quantity",
                 "order.ship",
                 "{'order':'%s','lines':[{'line':1,'quantity':0}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "nothing of it",
                 "order.ship",
                 "{'order':'%s','lines':[]}",
                 order);

  order_do (fixture, "order.ship", "{'order':'%s','at':1748200000000000}", order);
  order_assert_state (fixture, order, "SHIPPED");
  g_assert_cmpuint (fixture->n_movements, ==, 2);
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, -252000);
  g_assert_cmpint (
    order_number (fixture, "SELECT shipped_at FROM sales_order WHERE uid = ?1", order),
    ==,
    1748200000000000);
  numbers = order_text (
    fixture, "SELECT min(number) || ' ' || max(number) FROM delivery WHERE order_uid = ?1", order);
  g_assert_cmpstr (numbers, ==, "PS250523-1001-L1 PS250523-1001-L2");
  metadata = order_text (
    fixture,
    "SELECT metadata FROM order_transition WHERE order_uid = ?1 AND to_state = 'PROCESSING'",
    order);
  g_assert_nonnull (strstr (metadata, "\"tracking_number\":\"0034\""));
  g_assert_nonnull (strstr (metadata, "https://www.dhl.de/"));
}

static void
test_unship (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");

  order_do (fixture, "order.ship", "{'order':'%s','at':1748000000000000}", order);
  order_undo (fixture, "order.unship");
  order_assert_state (fixture, order, "PAID");
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, 0);
  g_assert_cmpint (
    order_number (
      fixture,
      "SELECT count(*) FROM stock_movement WHERE order_uid = ?1 AND happened_at = 1748000000000000",
      order),
    ==,
    4);
  g_assert_cmpint (
    order_number (fixture, "SELECT shipped_at FROM sales_order WHERE uid = ?1", order), ==, 0);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_ALREADY,
                 "withdrawn before",
                 "order.unship",
                 "{'order':'%s','delivery':1}",
                 order);

  order_undo (fixture, "order.ship"); /* redo */
  order_assert_state (fixture, order, "SHIPPED");
  g_assert_cmpint (order_number (fixture,
                                 "SELECT count(*) FROM delivery WHERE order_uid = ?1 AND "
                                 "withdrawn_at IS NULL AND number = 'PS250523-1001-L2'",
                                 order),
                   ==,
                   1);
  order_do (fixture, "order.deliver", "{'order':'%s'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "it was delivered first",
                 "order.unship",
                 "{'order':'%s','delivery':2}",
                 order);
  order_undo (fixture, "order.step_back");
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "newest delivery",
                 "order.step_back",
                 "{'order':'%s','to':'PROCESSING','reason':'x'}",
                 order);
  order_do (fixture,
            "order.return",
            "{'order':'%s','lines':[{'line':1,'quantity':1000,'condition':'lost'}]}",
            order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "came back already",
                 "order.unship",
                 "{'order':'%s','delivery':2}",
                 order);
}

static void
test_unship_newest_first (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PROCESSING");

  order_do (fixture, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':2000}]}", order);
  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "newest",
                 "order.unship",
                 "{'order':'%s','delivery':1}",
                 order);
  order_do (fixture, "order.unship", "{'order':'%s','delivery':2}", order);
  order_assert_state (fixture, order, "PROCESSING");
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "withdraw that delivery",
                 "order.step_back",
                 "{'order':'%s','to':'PAID','reason':'x'}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "Record a return of that part",
                 "order.cancel",
                 "{'order':'%s','reason':'x'}",
                 order);
  order_do (fixture, "order.unship", "{'order':'%s','delivery':1}", order);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'x'}", order);
}

static void
test_return_in_parts (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "DELIVERED");
  gint64           out = order_number (fixture, STOCK, order);

  g_assert_cmpint (out, ==, -252000);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "condition",
                 "order.return",
                 "{'order':'%s','lines':[{'line':1,'quantity':1000}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "at least one",
                 "order.return",
                 "{'order':'%s','lines':[]}",
                 order);
  order_do (
    fixture,
    "order.return",
    "{'order':'%s','reason':'small','lines':[{'line':1,'quantity':1000,'condition':'resell'}]}",
    order);
  order_assert_state (fixture, order, "DELIVERED");
  g_assert_null (fixture->inverse);
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, out + 1000);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "only 1 was delivered",
                 "order.return",
                 "{'order':'%s','lines':[{'line':1,'quantity':1001,'condition':'resell'}]}",
                 order);
  order_do (fixture,
            "order.return",
            "{'order':'%s','lines':[{'line':1,'quantity':1000,'condition':'damaged'},{'line':2,'"
            "quantity':250000,'condition':'lost'}]}",
            order);
  order_assert_state (fixture, order, "RETURNED");
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, out + 2000);
  g_assert_cmpint (
    order_number (fixture,
                  "SELECT quantity FROM stock_movement WHERE order_uid = ?1 AND reason = 'damaged'",
                  order),
    ==,
    1000);
  g_assert_cmpint (
    order_number (fixture, "SELECT closed_at FROM sales_order WHERE uid = ?1", order),
    ==,
    fixture->now);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "for good",
                 "order.step_back",
                 "{'order':'%s','to':'DELIVERED','reason':'x'}",
                 order);
}

/* Part was delivered and came back; the rest is still to come, so the order is not returned. */
static void
test_return_before_the_rest (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PROCESSING");

  order_do (fixture, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':2000}]}", order);
  order_do (fixture,
            "order.return",
            "{'order':'%s','lines':[{'line':1,'quantity':2000,'condition':'resell'}]}",
            order);
  order_assert_state (fixture, order, "PROCESSING");
  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_assert_state (fixture, order, "SHIPPED");
  order_do (fixture,
            "order.return",
            "{'order':'%s','lines':[{'line':2,'quantity':250000,'condition':'resell'}]}",
            order);
  order_assert_state (fixture, order, "RETURNED");
}

static void
test_refund (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "SHIPPED");

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "reason",
                 "order.refund",
                 "{'order':'%s','amount_minor':1}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "needs an amount",
                 "order.refund",
                 "{'order':'%s','reason':'x'}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "only 67.36",
                 "order.refund",
                 "{'order':'%s','amount_minor':6737,'reason':'x'}",
                 order);
  order_do (fixture,
            "order.refund",
            "{'order':'%s','lines':[{'line':1,'quantity':1000}],'reason':'hole'}",
            order);
  g_assert_cmpint (
    order_number (fixture, "SELECT amount_minor FROM refund_line WHERE order_uid = ?1", order),
    ==,
    2499);
  g_assert_null (fixture->inverse);
  order_refused (
    fixture,
    KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
    "of “Shirt, M / red” only 24.99",
    "order.refund",
    "{'order':'%s','lines':[{'line':1,'quantity':1000,'amount_minor':2500}],'reason':'x'}",
    order);
  order_refused (
    fixture,
    KONTOR_COMMAND_ERROR_INVALID,
    "not what the lines",
    "order.refund",
    "{'order':'%s','lines':[{'line':1,'quantity':1000}],'amount_minor':1,'reason':'x'}",
    order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "named twice",
                 "order.refund",
                 "{'order':'%s','lines':[{'line':1,'quantity':1,'amount_minor':1},{'line':1,'"
                 "quantity':1,'amount_minor':1}],'reason':'x'}",
                 order);
  order_do (
    fixture,
    "order.refund",
    "{'order':'%s','lines':[{'line':1,'quantity':1000}],'shipping_minor':490,'reason':'hole'}",
    order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "of “Shipping” only 0.00",
                 "order.refund",
                 "{'order':'%s','shipping_minor':1,'reason':'x'}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "Shipping",
                 "order.refund",
                 "{'order':'%s','lines':[{'line':3,'quantity':1000}],'reason':'x'}",
                 order);
  order_do (
    fixture, "order.refund", "{'order':'%s','amount_minor':1248,'reason':'goodwill'}", order);
  g_assert_cmpint (
    order_number (fixture, "SELECT refunded_minor FROM sales_order WHERE uid = ?1", order),
    ==,
    GROSS);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                 "only 0.00",
                 "order.refund",
                 "{'order':'%s','amount_minor':1,'reason':'x'}",
                 order);
  order_assert_state (fixture, order, "SHIPPED");
}

static void
test_refund_unpaid (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PENDING_PAYMENT");

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "Nothing was paid",
                 "order.refund",
                 "{'order':'%s','amount_minor':1,'reason':'x'}",
                 order);
}

/* Thirds: 3.33 + 3.33 + 3.34. */
static void
test_refund_cents (OrderFixture *fixture)
{
  g_autoptr (KontorJson) result = order_run (
    fixture,
    NULL,
    "order.create",
    "{'state':'PAID','lines':[{'title':'x','quantity':3000,'price_e4':33333}]}");
  const char *order = kontor_json_get_string (result, "order", NULL);
  guint       i;

  g_assert_cmpint (kontor_json_get_integer (result, "gross_minor", 0), ==, 1000);
  for (i = 0; i < 3; i++)
    order_do (fixture,
              "order.refund",
              "{'order':'%s','lines':[{'line':1,'quantity':1000}],'reason':'x'}",
              order);
  g_assert_cmpint (
    order_number (fixture, "SELECT refunded_minor FROM sales_order WHERE uid = ?1", order),
    ==,
    1000);
}

static void
test_services (OrderFixture *fixture)
{
  g_autoptr (KontorJson) result = order_run (
    fixture, NULL, "order.create", "{'state':'PAID','lines':[{'sku':'GIFT','quantity':1000}]}");
  const char *order = kontor_json_get_string (result, "order", NULL);

  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_assert_state (fixture, order, "SHIPPED");
  g_assert_cmpuint (fixture->n_movements, ==, 0);
}

/* --- facts that come late (sync-spec.md sections 8 and 10) --- */

/* Replays on a server commands that two stations made without knowing of each other. */
static void
run_at_server (OrderFixture *server, OrderFixture *station, guint from)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new ();
  guint i;

  for (i = from; i < station->contents->len; i++)
    g_ptr_array_add (contents, g_ptr_array_index (station->contents, i));
  order_replay (contents, server->database);
}

static void
set_up_two (OrderFixture *server, OrderFixture *station, guint *known)
{
  order_fixture_set_up (station, ":memory:");
  station->counter = 500;
  station->station = 2;
  order_replay (server->contents, station->database);
  *known = station->contents->len;
}

static void
test_shipped_after_cancel (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autofree char *offers = NULL;
  OrderFixture     cellar;
  guint            known;

  set_up_two (fixture, &cellar, &known);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'changed mind'}", order);
  order_do (&cellar, "order.ship", "{'order':'%s'}", order);
  order_do (&cellar, "order.deliver", "{'order':'%s'}", order);
  run_at_server (fixture, &cellar, known);

  order_assert_state (fixture, order, "CANCELLED");
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, -252000);
  g_assert_cmpint (order_number (fixture, OPEN_ATTENTION, order), ==, 2);
  offers = order_text (
    fixture,
    "SELECT offers FROM attention WHERE subject_uid = ?1 AND kind = 'shipped_after_cancel'",
    order);
  g_assert_nonnull (strstr (offers, "order.reinstate"));
  g_assert_nonnull (strstr (offers, "order.return"));
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "was not shipped: it was cancelled",
                 "order.ship",
                 "{'order':'%s'}",
                 order);

  order_do (fixture, "order.reinstate", "{'order':'%s'}", order);
  order_assert_state (fixture, order, "DELIVERED");
  g_assert_cmpint (order_number (fixture, OPEN_ATTENTION, order), ==, 0);
  g_assert_cmpint (
    order_number (fixture, "SELECT closed_at FROM sales_order WHERE uid = ?1", order), ==, 0);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "Only a cancelled",
                 "order.reinstate",
                 "{'order':'%s'}",
                 order);
  order_fixture_tear_down (&cellar);
}

static void
test_shipped_after_cancel_returned (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PROCESSING");
  OrderFixture     cellar;
  guint            known;

  set_up_two (fixture, &cellar, &known);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'changed mind'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "while it needs attention",
                 "order.reinstate",
                 "{'order':'%s'}",
                 order);
  order_do (&cellar, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':1000}]}", order);
  run_at_server (fixture, &cellar, known);
  order_do (fixture,
            "order.return",
            "{'order':'%s','lines':[{'line':1,'quantity':1000,'condition':'resell'}]}",
            order);
  order_assert_state (fixture, order, "CANCELLED");
  g_assert_cmpint (order_number (fixture, OPEN_ATTENTION, order), ==, 0);
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, 0);
  order_fixture_tear_down (&cellar);
}

static void
test_shipped_twice (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  OrderFixture     cellar;
  guint            known;

  set_up_two (fixture, &cellar, &known);
  order_do (fixture, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':2000}]}", order);
  order_do (&cellar, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':1000}]}", order);
  order_do (&cellar, "order.ship", "{'order':'%s'}", order);
  run_at_server (fixture, &cellar, known);

  order_assert_state (fixture, order, "SHIPPED");
  g_assert_cmpint (
    order_number (
      fixture, "SELECT sum(quantity) FROM delivery_line WHERE order_uid = ?1 AND line = 1", order),
    ==,
    4000);
  g_assert_cmpint (
    order_number (
      fixture,
      "SELECT count(*) FROM attention WHERE subject_uid = ?1 AND kind = 'shipped_twice'",
      order),
    ==,
    2);
  g_assert_cmpint (order_number (fixture, STOCK, order), ==, -254000);
  order_fixture_tear_down (&cellar);
}

static void
test_paid_after_cancel (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PENDING_PAYMENT");
  OrderFixture     office;
  guint            known;

  set_up_two (fixture, &office, &known);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'not paid'}", order);
  order_do (&office, "order.pay", "{'order':'%s'}", order);
  run_at_server (fixture, &office, known);
  order_assert_state (fixture, order, "CANCELLED");
  g_assert_cmpint (order_number (fixture, OPEN_ATTENTION, order), ==, 1);
  order_do (fixture, "order.reinstate", "{'order':'%s'}", order);
  order_assert_state (fixture, order, "PAID");
  order_fixture_tear_down (&office);
}

static void
test_paid_after_cancel_refunded (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PENDING_PAYMENT");
  OrderFixture     office;
  guint            known;

  set_up_two (fixture, &office, &known);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'not paid'}", order);
  order_do (&office, "order.pay", "{'order':'%s'}", order);
  run_at_server (fixture, &office, known);
  order_do (
    fixture, "order.refund", "{'order':'%s','amount_minor':%d,'reason':'cancelled'}", order, GROSS);
  g_assert_cmpint (order_number (fixture, OPEN_ATTENTION, order), ==, 0);
  order_fixture_tear_down (&office);
}

/* --- whatever people do, it adds up --- */

static void
check_sums (OrderFixture *fixture, const char *order)
{
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(net_minor) FROM order_line WHERE order_uid = ?1", order),
    ==,
    order_number (fixture, "SELECT net_minor FROM sales_order WHERE uid = ?1", order));
  g_assert_cmpint (
    order_number (fixture, "SELECT net_minor + tax_minor FROM sales_order WHERE uid = ?1", order),
    ==,
    order_number (fixture, "SELECT gross_minor FROM sales_order WHERE uid = ?1", order));
  g_assert_cmpint (
    order_number (fixture,
                  "SELECT coalesce(sum(amount_minor), 0) FROM order_refund WHERE order_uid = ?1",
                  order),
    ==,
    order_number (fixture, "SELECT refunded_minor FROM sales_order WHERE uid = ?1", order));
  g_assert_cmpint (
    order_number (fixture, "SELECT refunded_minor FROM sales_order WHERE uid = ?1", order),
    <=,
    order_number (fixture, "SELECT gross_minor FROM sales_order WHERE uid = ?1", order));
  g_assert_cmpint (
    order_number (fixture,
                  "SELECT count(*) FROM order_line l WHERE order_uid = ?1 AND"
                  " (SELECT coalesce(sum(quantity), 0) FROM delivery_line d JOIN delivery e ON "
                  "e.order_uid = d.order_uid AND e.position = d.delivery"
                  " WHERE d.order_uid = l.order_uid AND d.line = l.line AND e.withdrawn_at IS "
                  "NULL) > l.quantity",
                  order),
    ==,
    0);
  g_assert_cmpint (
    -order_number (fixture, STOCK, order),
    ==,
    order_number (fixture,
                  "SELECT (SELECT coalesce(sum(quantity), 0) FROM delivery_line d JOIN delivery e "
                  "ON e.order_uid = d.order_uid AND e.position = d.delivery"
                  " WHERE d.order_uid = ?1 AND e.withdrawn_at IS NULL)"
                  " - (SELECT coalesce(sum(quantity), 0) FROM return_line WHERE order_uid = ?1 AND "
                  "condition <> 'lost')",
                  order));
}

static void
do_something (OrderFixture *fixture, const char *order, GRand *dice)
{
  static const char *const conditions[] = { "resell", "damaged", "lost" };
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  int line = g_rand_int_range (dice, 1, 3);
  int quantity = g_rand_int_range (dice, 1, line == 1 ? 2001 : 250001);

  switch (g_rand_int_range (dice, 0, 8))
    {
    case 0:
      result = order_run (fixture, &error, "order.process", "{'order':'%s'}", order);
      break;
    case 1:
    case 2:
      result = order_run (fixture,
                          &error,
                          "order.ship",
                          "{'order':'%s','lines':[{'line':%d,'quantity':%d}]}",
                          order,
                          line,
                          quantity);
      break;
    case 3:
      result = order_run (fixture, &error, "order.ship", "{'order':'%s'}", order);
      break;
    case 4:
      result = order_run (fixture,
                          &error,
                          "order.unship",
                          "{'order':'%s','delivery':%d}",
                          order,
                          g_rand_int_range (dice, 1, 4));
      break;
    case 5:
      result = order_run (fixture,
                          &error,
                          "order.return",
                          "{'order':'%s','lines':[{'line':%d,'quantity':%d,'condition':'%s'}]}",
                          order,
                          line,
                          quantity,
                          conditions[g_rand_int_range (dice, 0, 3)]);
      break;
    case 6:
      result = order_run (fixture,
                          &error,
                          "order.refund",
                          "{'order':'%s','lines':[{'line':%d,'quantity':%d}],'reason':'x'}",
                          order,
                          line,
                          quantity);
      break;
    default:
      result = order_run (fixture, &error, "order.deliver", "{'order':'%s'}", order);
      break;
    }

  g_assert_true (result != NULL || error->domain == KONTOR_COMMAND_ERROR);
}

static void
test_adds_up (OrderFixture *fixture)
{
  guint32 seed = g_test_rand_int () & 0x7fffffff;
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  guint i;
  guint j;

  g_test_message ("seed %u", seed);
  for (i = 0; i < 40; i++)
    {
      g_autofree char *order = order_make (fixture, "PAID");

      for (j = 0; j < 20; j++)
        {
          do_something (fixture, order, dice);
          check_sums (fixture, order);
        }
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    OrderTest   test;
  } tests[] = {
    { "/order-goods/ship-in-parts", test_ship_in_parts },
    { "/order-goods/unship", test_unship },
    { "/order-goods/unship-newest-first", test_unship_newest_first },
    { "/order-goods/return-in-parts", test_return_in_parts },
    { "/order-goods/return-before-the-rest", test_return_before_the_rest },
    { "/order-goods/refund", test_refund },
    { "/order-goods/refund-unpaid", test_refund_unpaid },
    { "/order-goods/refund-cents", test_refund_cents },
    { "/order-goods/services", test_services },
    { "/order-goods/shipped-after-cancel", test_shipped_after_cancel },
    { "/order-goods/shipped-after-cancel-returned", test_shipped_after_cancel_returned },
    { "/order-goods/shipped-twice", test_shipped_twice },
    { "/order-goods/paid-after-cancel", test_paid_after_cancel },
    { "/order-goods/paid-after-cancel-refunded", test_paid_after_cancel_refunded },
    { "/order-goods/adds-up", test_adds_up },
  };
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i].test, run_test);

  return g_test_run ();
}
