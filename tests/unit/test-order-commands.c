/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-migration.h"
#include "kontor-order-fixture.h"
#include "kontor-test-cluster.h"

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

/* --- every pair of states --- */

/* The command that leads to a state, with %s for the order. */
static const struct
{
  const char *command;
  const char *params;
} ways[KONTOR_ORDER_N_STATES] = {
  [KONTOR_ORDER_CART] = { "order.step_back", "{'order':'%s','to':'CART','reason':'wrong'}" },
  [KONTOR_ORDER_PENDING_PAYMENT] = { "order.place", "{'order':'%s'}" },
  [KONTOR_ORDER_PAID] = { "order.pay", "{'order':'%s','method':'card','reference':'ch_1'}" },
  [KONTOR_ORDER_PROCESSING] = { "order.process", "{'order':'%s'}" },
  [KONTOR_ORDER_SHIPPED] = { "order.ship",
                             "{'order':'%s','carrier':'dhl','tracking_number':'0034'}" },
  [KONTOR_ORDER_DELIVERED] = { "order.deliver", "{'order':'%s'}" },
  [KONTOR_ORDER_CANCELLED] = { "order.cancel", "{'order':'%s','reason':'changed mind'}" },
  [KONTOR_ORDER_RETURNED] = { "order.return",
                              "{'order':'%s','reason':'too small','lines':["
                              "{'line':1,'quantity':2000,'condition':'resell'},"
                              "{'line':2,'quantity':250000,'condition':'damaged'}]}" },
};

static const char *const time_columns[KONTOR_ORDER_N_STATES] = {
  [KONTOR_ORDER_PAID] = "SELECT paid_at FROM sales_order WHERE uid = ?1",
  [KONTOR_ORDER_SHIPPED] = "SELECT shipped_at FROM sales_order WHERE uid = ?1",
  [KONTOR_ORDER_DELIVERED] = "SELECT delivered_at FROM sales_order WHERE uid = ?1",
  [KONTOR_ORDER_CANCELLED] = "SELECT closed_at FROM sales_order WHERE uid = ?1",
  [KONTOR_ORDER_RETURNED] = "SELECT closed_at FROM sales_order WHERE uid = ?1",
};

static gboolean
is_allowed (KontorOrderState from, KontorOrderState to)
{
  if (to == KONTOR_ORDER_CART)
    return from == KONTOR_ORDER_PENDING_PAYMENT; /* the undo of placing */
  if (from == KONTOR_ORDER_PAID && to == KONTOR_ORDER_SHIPPED)
    return TRUE; /* through PROCESSING */

  return kontor_order_step_is_allowed (from, to);
}

static KontorJson *
try_way (OrderFixture *fixture, KontorOrderState to, const char *order, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (ways[to].params, "%s", 2);
  g_autofree char *params = g_strjoinv (order, halves);

  return order_run (fixture, error, ways[to].command, "%s", params);
}

static void
check_step (OrderFixture    *fixture,
            const char      *order,
            KontorOrderState from,
            KontorOrderState to,
            gint64           n_before)
{
  const char      *through = from == KONTOR_ORDER_PAID && to == KONTOR_ORDER_SHIPPED
                               ? "PROCESSING"
                               : kontor_order_state_to_name (from);
  gint64           n_steps = to == KONTOR_ORDER_SHIPPED && from == KONTOR_ORDER_PAID ? 2 : 1;
  g_autofree char *from_state = NULL;
  g_autofree char *author = NULL;

  order_assert_state (fixture, order, kontor_order_state_to_name (to));
  g_assert_cmpint (
    order_number (fixture, "SELECT count(*) FROM order_transition WHERE order_uid = ?1", order),
    ==,
    n_before + n_steps);
  from_state = order_text (
    fixture,
    "SELECT from_state FROM order_transition WHERE order_uid = ?1 ORDER BY position DESC LIMIT 1",
    order);
  g_assert_cmpstr (from_state, ==, through);
  author = order_text (
    fixture,
    "SELECT author_name FROM order_transition WHERE order_uid = ?1 ORDER BY position DESC LIMIT 1",
    order);
  g_assert_cmpstr (author, ==, "Mara");
  g_assert_cmpint (
    order_number (
      fixture,
      "SELECT station FROM order_transition WHERE order_uid = ?1 ORDER BY position DESC LIMIT 1",
      order),
    ==,
    1);
  g_assert_cmpint (order_number (fixture,
                                 "SELECT recorded_at FROM order_transition WHERE order_uid = ?1 "
                                 "ORDER BY position DESC LIMIT 1",
                                 order),
                   ==,
                   fixture->now);
  g_assert_cmpint (
    order_number (fixture, "SELECT changed_at FROM sales_order WHERE uid = ?1", order),
    ==,
    fixture->now);
  if (time_columns[to] != NULL)
    g_assert_cmpint (order_number (fixture, time_columns[to], order), ==, fixture->now);
}

static void
check_refusal (const GError *error, KontorOrderState from, KontorOrderState to)
{
  gsize length = strlen (error->message);
  int   expected = from == to ? KONTOR_COMMAND_ERROR_ALREADY : KONTOR_COMMAND_ERROR_STATE_CHANGED;

  g_assert_error (error, KONTOR_COMMAND_ERROR, expected);
  g_assert_cmpstr (kontor_command_error_get_field (error), ==, "order");
  g_assert_nonnull (strstr (error->message, "PS250523-1"));
  g_assert_nonnull (strstr (error->message, ": "));
  g_assert_true (g_ascii_isupper (error->message[0]));
  g_assert_cmpint (error->message[length - 1], ==, '.');
  g_test_message ("%s", error->message);
}

static void
check_pair (OrderFixture *fixture, KontorOrderState from, KontorOrderState to)
{
  g_autofree char *order = order_make (fixture, kontor_order_state_to_name (from));
  g_autofree char *before = order_dump (fixture->database);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  gint64 n_steps = order_number (
    fixture, "SELECT count(*) FROM order_transition WHERE order_uid = ?1", order);

  result = try_way (fixture, to, order, &error);
  if (is_allowed (from, to))
    {
      g_assert_no_error (error);
      check_step (fixture, order, from, to, n_steps);
      return;
    }

  g_assert_null (result);
  check_refusal (error, from, to);
  after = order_dump (fixture->database);
  g_assert_cmpstr (before, ==, after);
}

static void
test_pairs (OrderFixture *fixture)
{
  guint from;
  guint to;

  for (from = 0; from < KONTOR_ORDER_N_STATES; from++)
    for (to = 0; to < KONTOR_ORDER_N_STATES; to++)
      check_pair (fixture, (KontorOrderState) from, (KontorOrderState) to);
}

/* ui.md section 6, with the absolute local time that a stored sentence needs. */
static void
test_words (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");

  order_do (fixture, "order.ship", "{'order':'%s','at':1747987500000000}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "Order PS250523-1001 was not cancelled: it was shipped on 2025-05-23 at 10:05 by "
                 "Mara. Record a "
                 "return instead.",
                 "order.cancel",
                 "{'order':'%s','reason':'x'}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_FOUND,
                 "no such order",
                 "order.cancel",
                 "{'order':'" VARIANT_TEA "','reason':'x'}");
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_FOUND,
                 "no order “PS1”",
                 "order.cancel",
                 "{'order':'PS1','reason':'x'}");
  order_refused (
    fixture, KONTOR_COMMAND_ERROR_INVALID, "reason", "order.cancel", "{'order':'%s'}", order);
}

/* --- order.create --- */

static void
test_create (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "CART");
  g_autofree char *title = order_text (
    fixture, "SELECT title FROM order_line WHERE order_uid = ?1 AND line = 1", order);
  g_autofree char *tea = order_text (fixture,
                                     "SELECT title || ' ' || sku || ' ' || unit || ' ' || tax_code "
                                     "FROM order_line WHERE order_uid = ?1 AND line = 2",
                                     order);
  g_autofree char *name = order_text (fixture,
                                      "SELECT customer_name || '|' || email || '|' || billing_name "
                                      "|| '|' || shipping_city FROM sales_order WHERE uid = ?1",
                                      order);

  g_assert_cmpstr (title, ==, "Shirt, M / red");
  g_assert_cmpstr (tea, ==, "Tea TEA g reduced");
  g_assert_cmpstr (name, ==, "Mara Beispiel|mara@beispiel.example|Mara Beispiel|Hamburg");
  g_assert_cmpint (
    order_number (
      fixture, "SELECT price_e4 FROM order_line WHERE order_uid = ?1 AND line = 1", order),
    ==,
    249900);
  g_assert_cmpint (
    order_number (
      fixture, "SELECT tax_rate_bp FROM order_line WHERE order_uid = ?1 AND line = 2", order),
    ==,
    700);
  g_assert_cmpint (
    order_number (fixture, "SELECT gross_minor FROM sales_order WHERE uid = ?1", order),
    ==,
    4998 + 1248 + 490);
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(gross_minor) FROM order_tax WHERE order_uid = ?1", order),
    ==,
    4998 + 1248 + 490);
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(net_minor) FROM order_line WHERE order_uid = ?1", order),
    ==,
    order_number (fixture, "SELECT net_minor FROM sales_order WHERE uid = ?1", order));
  g_assert_cmpint (
    order_number (fixture, "SELECT quantity FROM sales_order WHERE uid = ?1", order), ==, 252000);
  g_assert_cmpint (
    order_number (fixture, "SELECT line_count FROM sales_order WHERE uid = ?1", order), ==, 3);
  g_assert_cmpstr (fixture->label, ==, "Create order PS250523-1001");
  order_undo (fixture, "order.cancel");
  order_assert_state (fixture, order, "CANCELLED");
  order_undo (fixture, "order.step_back");
  order_assert_state (fixture, order, "CART");
}

static gint64
price_for (OrderFixture *fixture, const char *customer, gint64 quantity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = order_run (
    fixture,
    &error,
    "order.create",
    "{'customer':%s,'lines':[{'sku':'SHIRT-M','quantity':%" G_GINT64_FORMAT "}]}",
    customer,
    quantity);

  g_assert_no_error (error);
  return order_number (fixture,
                       "SELECT price_e4 FROM order_line WHERE order_uid = ?1",
                       kontor_json_get_string (result, "order", ""));
}

static void
test_prices (OrderFixture *fixture)
{
  g_assert_cmpint (price_for (fixture, "null", 1000), ==, 249900);
  g_assert_cmpint (price_for (fixture, "null", 9999), ==, 249900);
  g_assert_cmpint (price_for (fixture, "null", 10000), ==, 179900);
  g_assert_cmpint (price_for (fixture, "'" CUSTOMER_MARA "'", 1000), ==, 249900);
  g_assert_cmpint (price_for (fixture, "'" CUSTOMER_TRADE "'", 1000), ==, 150000);
}

#define FREE_LINE "'kind':'goods','title':'x','tax_code':'standard'"

static const struct
{
  const char *params;
  const char *words;
} bad_orders[] = {
  { "{}", "at least one line" },
  { "{'lines':[]}", "at least one line" },
  { "{'lines':[{" FREE_LINE ",'quantity':0,'price_e4':1}]}",
    "Line 1: The quantity must be more than 0." },
  { "{'lines':[{" FREE_LINE ",'quantity':-1000,'price_e4':1}]}", "more than 0" },
  { "{'lines':[{" FREE_LINE ",'quantity':1000,'price_e4':-1}]}", "can't be below 0" },
  { "{'lines':[{" FREE_LINE ",'quantity':1000}]}", "price_e4" },
  { "{'lines':[{" FREE_LINE ",'price_e4':1000}]}", "quantity" },
  { "{'lines':[{'quantity':1000,'price_e4':1}]}", "title" },
  { "{'lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1,'discount_bp':10001}]}", "discount_bp" },
  { "{'lines':[{'title':'x','tax_code':'luxury','quantity':1000,'price_e4':1}]}", "luxury" },
  { "{'lines':[{'title':'x','tax_code':'luxury','tax_rate_bp':1,'quantity':1000,'price_e4':1}]}",
    "tax code" },
  { "{'lines':[{'kind':'gift','title':'x','quantity':1000,'price_e4':1}]}", "kind" },
  { "{'lines':[{'variant':'" CUSTOMER_MARA "','quantity':1000}]}", "in the catalog" },
  { "{'lines':[{'variant':'" CUSTOMER_MARA
    "','title':'x','sku':'x','quantity':1000,'price_e4':1}]}",
    "in the catalog" },
  { "{'lines':[{'sku':'NONE','quantity':1000}]}", "“NONE”" },
  { "{'currency':'XXX','lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1}]}", "currency" },
  { "{'currency':'CHF','lines':[{'sku':'TEA','quantity':1000}]}", "no price in CHF with tax" },
  { "{'price_mode':'half','lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1}]}", "price_mode" },
  { "{'state':'LOST','lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1}]}", "no state" },
  { "{'email':'mara','lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1}]}", "e-mail" },
  { "{'billing':{'country':'Germany'},'lines':[{" FREE_LINE ",'quantity':1000,'price_e4':1}]}",
    "“Germany” is no country" },
  { "{'lines':[{" FREE_LINE ",'quantity':1000000000000,'price_e4':9000000000000000000}]}",
    "too large" },
  { "{'lines':[{" FREE_LINE ",'quantity':9000000000000000000,'price_e4':1}]}", "too large" },
  { "{'lines':[{'kind':'discount','title':'x','quantity':1000,'price_e4':-1}]}", NULL },
  { "{'lines':[{'kind':'discount','title':'x','quantity':1000,'price_e4':-10000}]}",
    "discounts are larger" },
  { "{'lines':[{'kind':'discount','title':'x','quantity':1000,'price_e4':10000}]}", "below 0" },
  { "{'transitions':[{'to':'SHIPPED'},{'to':'CANCELLED'}],'lines':[{" FREE_LINE
    ",'quantity':1000,'price_e4':1}]}",
    "from SHIPPED to CANCELLED" },
  { "{'state':'PAID','transitions':[{'to':'CART'}],'lines':[{" FREE_LINE
    ",'quantity':1000,'price_e4':1}]}",
    "another state" },
};

static void
test_bad_input (OrderFixture *fixture)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (bad_orders); i++)
    {
      if (bad_orders[i].words == NULL)
        order_do (fixture, "order.create", "%s", bad_orders[i].params); /* rounds to nothing */
      else
        order_refused (fixture,
                       KONTOR_COMMAND_ERROR_INVALID,
                       bad_orders[i].words,
                       "order.create",
                       "%s",
                       bad_orders[i].params);
    }

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_FOUND,
                 "no such customer",
                 "order.create",
                 "{'customer':'" VARIANT_TEA "','lines':[{" FREE_LINE
                 ",'quantity':1000,'price_e4':1}]}");
}

static char *
make_numbered (OrderFixture *fixture, const char *head)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = order_run (
    fixture, &error, "order.create", "{%s'lines':[{'sku':'SHIRT-M','quantity':1000}]}", head);

  g_assert_no_error (error);
  return g_strdup (kontor_json_get_string (result, "number", NULL));
}

static void
assert_number (OrderFixture *fixture, const char *head, const char *expected)
{
  g_autofree char *number = make_numbered (fixture, head);

  g_assert_cmpstr (number, ==, expected);
}

static void
test_numbers (OrderFixture *fixture)
{
  assert_number (fixture, "", "PS250523-1001");
  assert_number (fixture, "", "PS250523-1002");
  assert_number (fixture, "'number':'PS250523-1003',", "PS250523-1003");
  assert_number (fixture, "", "PS250523-1004"); /* skips what is there already */
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_CONFLICT,
                 "PS250523-1003",
                 "order.create",
                 "{'number':'PS250523-1003','lines':[{'sku':'SHIRT-M','quantity':1000}]}");
  fixture->station = 2;
  assert_number (fixture, "", "PS250523-2001");
  fixture->station = 0;
  assert_number (fixture, "", "PS250523-0001");
  fixture->station = 1;
  assert_number (
    fixture, "'placed_at':1748037600000000,", "PS250524-1001"); /* midnight in Berlin */
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "quantity",
                 "order.create",
                 "{'lines':[{'sku':'SHIRT-M','quantity':0}]}");
  assert_number (fixture, "", "PS250523-1005"); /* a refused order takes none */
}

static void
test_import (OrderFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  const char *order;

  result = order_run (fixture,
                      &error,
                      "order.create",
                      "{'number':'#1001','source':'shopify','source_key':'1','placed_at':"
                      "1500000000000000,'stock':true,'"
                      "lines':[{'sku':'SHIRT-M','quantity':3000,'price_e4':100000}],"
                      "'transitions':[{'to':'PAID','at':1500000100000000},{'to':'DELIVERED','at':"
                      "1500000300000000,'reason':'"
                      "signed'}]}");
  g_assert_no_error (error);
  order = kontor_json_get_string (result, "order", NULL);
  order_assert_state (fixture, order, "DELIVERED");
  g_assert_cmpint (
    order_number (fixture, "SELECT count(*) FROM order_transition WHERE order_uid = ?1", order),
    ==,
    6);
  g_assert_cmpint (order_number (fixture, "SELECT paid_at FROM sales_order WHERE uid = ?1", order),
                   ==,
                   1500000100000000);
  g_assert_cmpint (
    order_number (fixture, "SELECT delivered_at FROM sales_order WHERE uid = ?1", order),
    ==,
    1500000300000000);
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(quantity) FROM delivery_line WHERE order_uid = ?1", order),
    ==,
    3000);
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(quantity) FROM stock_movement WHERE order_uid = ?1", order),
    ==,
    -3000);
  order_undo (fixture, "order.remove");
  g_assert_cmpint (
    order_number (fixture, "SELECT count(*) FROM sales_order WHERE uid = ?1", order), ==, 0);
  g_assert_cmpint (
    order_number (fixture, "SELECT sum(quantity) FROM stock_movement WHERE order_uid = ?1", order),
    ==,
    0);
  g_assert_cmpint (
    order_number (fixture, "SELECT count(*) FROM delivery_line WHERE order_uid = ?1", order),
    ==,
    0);
}

static void
test_remove_touched (OrderFixture *fixture)
{
  g_autofree char *own = order_make (fixture, "CART");
  g_autoptr (KontorJson) result = order_run (
    fixture, NULL, "order.create", "{'source':'csv','lines':[{'sku':'SHIRT-M','quantity':3000}]}");
  const char *imported = kontor_json_get_string (result, "order", NULL);

  order_refused (
    fixture, KONTOR_COMMAND_ERROR_STATE_CHANGED, "imported", "order.remove", "{'order':'%s'}", own);
  order_do (fixture, "order.place", "{'order':'%s'}", imported);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "nobody changed",
                 "order.remove",
                 "{'order':'%s'}",
                 imported);
}

/* --- order.edit, order.set_lines --- */

static void
test_edit (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autofree char *note = NULL;
  g_autofree char *city = NULL;

  order_do (
    fixture,
    "order.edit",
    "{'order':'%s','fields':{'note':{'base':'','new':'Ring "
    "twice'},'ship_by':{'new':1748100000000000},'shipping_city':{'base':'Hamburg','new':'Kiel'}}}",
    order);
  note = order_text (
    fixture, "SELECT note || '|' || shipping_city FROM sales_order WHERE uid = ?1", order);
  g_assert_cmpstr (note, ==, "Ring twice|Kiel");
  g_assert_cmpint (order_number (fixture, "SELECT ship_by FROM sales_order WHERE uid = ?1", order),
                   ==,
                   1748100000000000);
  order_undo (fixture, "order.edit");
  city = order_text (
    fixture, "SELECT note || '|' || shipping_city FROM sales_order WHERE uid = ?1", order);
  g_assert_cmpstr (city, ==, "|Hamburg");
  g_assert_cmpint (
    order_number (fixture, "SELECT ship_by FROM sales_order WHERE uid = ?1", order), ==, 0);

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "no such field",
                 "order.edit",
                 "{'order':'%s','fields':{'state':{'new':'PAID'}}}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "e-mail",
                 "order.edit",
                 "{'order':'%s','fields':{'email':{'new':'nobody'}}}",
                 order);
  order_refused (
    fixture, KONTOR_COMMAND_ERROR_INVALID, "names no field", "order.edit", "{'order':'%s'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_NOT_FOUND,
                 "customer",
                 "order.edit",
                 "{'order':'%s','fields':{'customer':{'new':'" VARIANT_TEA "'}}}",
                 order);
}

static void
test_edit_conflict (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autofree char *values = NULL;
  g_autofree char *mine = NULL;

  order_do (fixture,
            "order.edit",
            "{'order':'%s','fields':{'email':{'base':'mara@beispiel.example','new':'a@b.example'},'"
            "note':{'base':'','new':'A'}}}",
            order);
  order_do (fixture,
            "order.edit",
            "{'order':'%s','fields':{'email':{'base':'mara@beispiel.example','new':'c@d.example'},'"
            "note':{'base':'','new':'B'}}}",
            order);
  values = order_text (
    fixture, "SELECT email || '|' || note FROM sales_order WHERE uid = ?1", order);
  g_assert_cmpstr (
    values, ==, "a@b.example|B"); /* careful fields stay, others take the later value */
  mine = order_text (
    fixture, "SELECT kind || base || mine || theirs FROM attention WHERE subject_uid = ?1", order);
  g_assert_cmpstr (
    mine, ==, "field_conflict\"mara@beispiel.example\"\"c@d.example\"\"a@b.example\"");

  order_do (fixture,
            "order.edit",
            "{'order':'%s','fields':{'customer':{'new':'" CUSTOMER_TRADE "'}}}",
            order);
  g_clear_pointer (&values, g_free);
  values = order_text (fixture, "SELECT customer_name FROM sales_order WHERE uid = ?1", order);
  g_assert_cmpstr (values, ==, "Beispiel GmbH");
}

static void
test_set_lines (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  gint64 changed_at = order_number (
    fixture, "SELECT changed_at FROM sales_order WHERE uid = ?1", order);

  result = order_run (fixture,
                      &error,
                      "order.set_lines",
                      "{'order':'%s','base_changed_at':%" G_GINT64_FORMAT
                      ",'lines':[{'sku':'GIFT','quantity':1000},{'line':1,'quantity':3000}]}",
                      order,
                      changed_at);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (result, "difference_minor", 0),
                   ==,
                   299 + 3 * 2499 - (4998 + 1248 + 490));
  g_assert_cmpint (
    order_number (fixture, "SELECT max(line) FROM order_line WHERE order_uid = ?1", order), ==, 4);
  g_assert_cmpint (
    order_number (
      fixture, "SELECT quantity FROM order_line WHERE order_uid = ?1 AND line = 1", order),
    ==,
    3000);
  g_assert_cmpint (
    order_number (
      fixture, "SELECT price_e4 FROM order_line WHERE order_uid = ?1 AND line = 4", order),
    ==,
    29900);

  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_CONFLICT,
                 "somebody else",
                 "order.set_lines",
                 "{'order':'%s','base_changed_at':%" G_GINT64_FORMAT ",'lines':[{'line':1}]}",
                 order,
                 changed_at);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "no line number 9",
                 "order.set_lines",
                 "{'order':'%s','lines':[{'line':9,'sku':'GIFT','quantity':1000}]}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "named twice",
                 "order.set_lines",
                 "{'order':'%s','lines':[{'line':1},{'line':1}]}",
                 order);

  /* The number of a line that is gone is not given again. */
  order_do (fixture, "order.set_lines", "{'order':'%s','lines':[{'line':1}]}", order);
  order_do (fixture,
            "order.set_lines",
            "{'order':'%s','lines':[{'line':1},{'sku':'TEA','quantity':1000}]}",
            order);
  g_assert_cmpint (
    order_number (fixture, "SELECT max(line) FROM order_line WHERE order_uid = ?1", order), ==, 5);
}

static void
test_set_lines_undo (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PROCESSING");
  g_autofree char *title = NULL;

  order_do (
    fixture, "order.set_lines", "{'order':'%s','lines':[{'line':2,'quantity':500000}]}", order);
  order_undo (fixture, "order.set_lines");
  title = order_text (
    fixture, "SELECT title FROM order_line WHERE order_uid = ?1 AND line = 3", order);
  g_assert_cmpstr (title, ==, "DHL");
  g_assert_cmpint (
    order_number (fixture, "SELECT gross_minor FROM sales_order WHERE uid = ?1", order),
    ==,
    4998 + 1248 + 490);

  order_do (fixture,
            "order.refund",
            "{'order':'%s','lines':[{'line':1,'quantity':1000}],'reason':'hole'}",
            order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_INVALID,
                 "was refunded",
                 "order.set_lines",
                 "{'order':'%s','lines':[{'line':2}]}",
                 order);
  order_do (fixture, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':1000}]}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "delivered already",
                 "order.set_lines",
                 "{'order':'%s','lines':[{'line':1}]}",
                 order);
  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "until the order is shipped",
                 "order.set_lines",
                 "{'order':'%s','lines':[{'line':1}]}",
                 order);
}

/* --- undo --- */

static void
test_step_back (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "CART");

  order_do (fixture, "order.place", "{'order':'%s'}", order);
  order_do (fixture, "order.pay", "{'order':'%s','method':'card','reference':'ch_7'}", order);
  order_do (fixture, "order.process", "{'order':'%s'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "newest step",
                 "order.step_back",
                 "{'order':'%s','to':'PENDING_PAYMENT','reason':'x'}",
                 order);
  order_undo (fixture, "order.step_back");
  order_assert_state (fixture, order, "PAID");
  order_do (
    fixture, "order.step_back", "{'order':'%s','to':'PENDING_PAYMENT','reason':'bounced'}", order);
  g_assert_cmpint (
    order_number (fixture, "SELECT paid_at FROM sales_order WHERE uid = ?1", order), ==, 0);
  order_undo (fixture, "order.pay");
  order_assert_state (fixture, order, "PAID");
  order_undo (fixture, "order.step_back");
  order_do (fixture, "order.step_back", "{'order':'%s','to':'CART','reason':'x'}", order);
  order_assert_state (fixture, order, "CART");
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "no step before",
                 "order.step_back",
                 "{'order':'%s','to':'PAID','reason':'x'}",
                 order);
  g_assert_cmpint (
    order_number (fixture, "SELECT count(*) FROM order_transition WHERE order_uid = ?1", order),
    ==,
    9);
}

static void
test_step_back_from_cancelled (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");

  order_do (fixture, "order.cancel", "{'order':'%s','reason':'x'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "undoing the cancellation",
                 "order.step_back",
                 "{'order':'%s','to':'PAID','reason':'x'}",
                 order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "newest step",
                 "order.step_back",
                 "{'order':'%s','to':'PAID','reason':'x','position':3}",
                 order);
  order_do (fixture, "order.refund", "{'order':'%s','amount_minor':100,'reason':'x'}", order);
  order_refused (fixture,
                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                 "Money went back",
                 "order.step_back",
                 "{'order':'%s','to':'PAID','reason':'x','position':4}",
                 order);
}

static void
test_cancel_result (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "PAID");
  g_autoptr (KontorJson) result = order_run (
    fixture, NULL, "order.cancel", "{'order':'PS250523-1001','reason':'x'}");

  g_assert_cmpint (kontor_json_get_integer (result, "refund_due_minor", 0), ==, 4998 + 1248 + 490);
  order_undo (fixture, "order.step_back");
  order_assert_state (fixture, order, "PAID");
  g_assert_cmpint (
    order_number (fixture, "SELECT closed_at FROM sales_order WHERE uid = ?1", order), ==, 0);
  g_assert_cmpint (
    order_number (fixture, "SELECT paid_at FROM sales_order WHERE uid = ?1", order), >, 0);
}

/* --- the same rows everywhere --- */

static void
live_a_life (OrderFixture *fixture)
{
  g_autofree char *order = order_make (fixture, "CART");
  g_autofree char *other = order_make (fixture, "PAID");

  order_do (fixture, "order.edit", "{'order':'%s','fields':{'note':{'new':'Jörg: “süß”'}}}", order);
  order_do (
    fixture,
    "order.set_lines",
    "{'order':'%s','lines':[{'line':1,'quantity':3000},{'line':2},{'sku':'GIFT','quantity':1000}]}",
    order);
  order_do (fixture, "order.place", "{'order':'%s'}", order);
  order_do (fixture, "order.pay", "{'order':'%s','method':'card'}", order);
  order_do (
    fixture,
    "order.ship",
    "{'order':'%s','lines':[{'line':1,'quantity':1000}],'carrier':'ups','tracking_number':'1Z'}",
    order);
  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_undo (fixture, "order.unship");
  order_do (fixture, "order.ship", "{'order':'%s'}", order);
  order_do (fixture, "order.deliver", "{'order':'%s'}", order);
  order_do (
    fixture,
    "order.return",
    "{'order':'%s','reason':'small','lines':[{'line':1,'quantity':1000,'condition':'damaged'}]}",
    order);
  order_do (fixture,
            "order.refund",
            "{'order':'%s','reason':'small','lines':[{'line':1,'quantity':1000}]}",
            order);
  order_do (fixture, "order.cancel", "{'order':'%s','reason':'no'}", other);
}

static void
test_deterministic (OrderFixture *fixture)
{
  OrderFixture     again;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  live_a_life (fixture);
  order_fixture_set_up (&again, ":memory:");
  order_replay (fixture->contents, again.database);
  first = order_dump (fixture->database);
  second = order_dump (again.database);
  g_assert_cmpstr (first, ==, second);
  order_fixture_tear_down (&again);
}

static void
test_postgres (OrderFixture *fixture)
{
  g_autoptr (KontorTestCluster) cluster = kontor_test_cluster_find ();
  g_autofree char *location = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  OrderFixture     server;

  if (cluster == NULL)
    {
      g_test_skip ("PostgreSQL is not installed");
      return;
    }

  location = kontor_test_cluster_new_database (cluster);
  order_fixture_set_up (&server, location);
  live_a_life (&server);
  second = order_dump (server.database);
  live_a_life (fixture);
  first = order_dump (fixture->database);
  g_assert_cmpstr (first, ==, second); /* made there */
  order_fixture_tear_down (&server);

  g_clear_pointer (&location, g_free);
  location = kontor_test_cluster_new_database (cluster);
  order_fixture_set_up (&server, location);
  order_replay (fixture->contents, server.database);
  third = order_dump (server.database);
  g_assert_cmpstr (first, ==, third); /* made here, run there */
  order_fixture_tear_down (&server);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    OrderTest   test;
  } tests[] = {
    { "/order/pairs", test_pairs },
    { "/order/words", test_words },
    { "/order/create", test_create },
    { "/order/prices", test_prices },
    { "/order/bad-input", test_bad_input },
    { "/order/numbers", test_numbers },
    { "/order/import", test_import },
    { "/order/remove-touched", test_remove_touched },
    { "/order/edit", test_edit },
    { "/order/edit-conflict", test_edit_conflict },
    { "/order/set-lines", test_set_lines },
    { "/order/set-lines-undo", test_set_lines_undo },
    { "/order/step-back", test_step_back },
    { "/order/step-back-from-cancelled", test_step_back_from_cancelled },
    { "/order/cancel-result", test_cancel_result },
    { "/order/deterministic", test_deterministic },
    { "/order/postgres", test_postgres },
  };
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i].test, run_test);

  return g_test_run ();
}
