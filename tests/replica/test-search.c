/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-queries.h"
#include "kontor-shop-fixture.h"

#include "kontor-time.h"

#include <locale.h>
#include <string.h>

static KontorDatabase *database;
static GTimeZone      *berlin;

/* "kind title, kind title" */
static char *
join_hits (const KontorJson *hits, const char *first, const char *second)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (hits); i++)
    {
      const KontorJson *hit = kontor_json_at (hits, i);

      g_string_append_printf (text, "%s", i > 0 ? ", " : "");
      if (first != NULL)
        g_string_append_printf (text, "%s ", kontor_json_get_string (hit, first, "-"));
      g_string_append (text, kontor_json_get_string (hit, second, "-"));
    }

  return g_string_free (text, FALSE);
}

static const struct
{
  const char *text;
  const char *hits;
} searches[] = {
  { "schuh",
    "customer Beispiel GmbH, product Handschuhe Alpaka, order PS250618-1002, order PS250616-1001" },
  { "anna mull",
    "customer Anna Müller, order PS250618-1003, order PS250615-1001, order PS250601-1001" },
  { "ANNA MÜLL",
    "customer Anna Müller, order PS250618-1003, order PS250615-1001, order PS250601-1001" },
  { "ps250618-1002", "order PS250618-1002" },
  { "1003", "order PS250618-1003" },
  { "0034", "order PS250601-1001" },
  { "gast", "order PS250617-1001" },
  { "K10002", "customer Beispiel GmbH, order PS250618-1002, order PS250616-1001" },
  { "öl", "product Öl-Seife" },
  { "wn-77", "product Öl-Seife" },
  { "4006381333931", "product Handschuhe Alpaka" },
  { "\"", "" },
  { "  ", "" },
  { "xyzzy", "" },
};

static void
test_search (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) hits = kontor_query_search (database, searches[i].text, 5, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = join_hits (hits, "kind", "title");
      g_test_message ("%s", searches[i].text);
      g_assert_cmpstr (text, ==, searches[i].hits);
    }
}

static const struct
{
  const char *text;
  const char *group;
  gint64      quantity;
  const char *skus;
  gint64      price_e4; /* of the first, 0 for none */
} picks[] = {
  { "4006381333931", NULL, 1000, "HS-L", 319000 },
  { "hs-s", NULL, 1000, "HS-S", 299000 },
  { "hs-s", NULL, 10000, "HS-S", 249000 },
  { "hs-s", "trade", 10000, "HS-S", 199000 },
  { "hs", NULL, 1000, "HS-L, HS-S", 319000 },
  { "handschuh groß", NULL, 1000, "HS-L, HS-S", 319000 },
  { "handschuh klein", NULL, 1000, "HS-S, HS-L", 299000 },
  { "WN-77", NULL, 1000, "SE-1", 0 },
  { "SC-1", NULL, 1000, "", 0 },
};

static void
test_pick_variant (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) found = kontor_query_pick_variant (
        database, picks[i].text, "EUR", picks[i].group, picks[i].quantity, SHOP_NOW, 5, &error);
      g_autofree char *skus = NULL;

      g_assert_no_error (error);
      skus = join_hits (found, NULL, "sku");
      g_test_message ("%s", picks[i].text);
      g_assert_cmpstr (skus, ==, picks[i].skus);
      if (kontor_json_length (found) > 0)
        g_assert_cmpint (kontor_json_get_integer (kontor_json_at (found, 0), "price_e4", 0),
                         ==,
                         picks[i].price_e4);
    }
}

static void
test_pick_customer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) found = kontor_query_pick_customer (database, "anna", 5, &error);
  g_autoptr (KontorJson) archived = kontor_query_pick_customer (database, "li wu", 5, &error);
  g_autofree char *names = join_hits (found, NULL, "name");

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, "Anna Mueller, Anna Müller");
  g_assert_cmpuint (kontor_json_length (archived), ==, 0);
}

static const struct
{
  int         kind;
  const char *text;
  const char *uid; /* NULL: not found */
} names[] = {
  { 9, "PS250616-1001", "order-3" },
  { 9, "ps250616-1001", "order-3" },
  { 9, "PS250616", NULL },
  { 6, "HS-L", "product-1" },
  { 6, "4006381333931", "product-1" },
  { 6, "seife", "product-2" },
  { 8, "K10002", "customer-2" },
  { 8, "anna@example.org", "customer-1" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      KontorUid uid, wanted;
      gboolean  found = kontor_query_find (database, names[i].kind, names[i].text, &uid, &error);

      if (names[i].uid == NULL)
        {
          g_assert_false (found);
          g_assert_error (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
          continue;
        }
      g_assert_no_error (error);
      kontor_shop_uid (names[i].uid, &wanted);
      g_assert_true (kontor_uid_equal (&uid, &wanted));
    }
}

static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = NULL;
  const KontorJson *line, *can;
  KontorUid         uid;

  kontor_shop_uid ("order-2", &uid);
  json = kontor_query_order_json (database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kontor_json_get_string (json, "number", ""), ==, "PS250615-1001");
  g_assert_cmpstr (
    kontor_json_get_string (kontor_json_get_object (json, "customer"), "number", ""), ==, "K10001");

  /* The withdrawn delivery is listed and does not count. */
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (json, "deliveries")), ==, 2);
  line = kontor_json_at (kontor_json_get_array (json, "lines"), 0);
  g_assert_cmpint (kontor_json_get_integer (line, "delivered", -1), ==, 500);
  g_assert_cmpint (kontor_json_get_integer (line, "open", -1), ==, 1500);
  g_assert_nonnull (kontor_json_get_string (line, "product", NULL));
  line = kontor_json_at (kontor_json_get_array (json, "lines"), 1);
  g_assert_cmpint (kontor_json_get_integer (line, "open", -1), ==, 0);

  can = kontor_json_get_object (json, "can");
  g_assert_true (kontor_json_get_boolean (can, "deliver", FALSE));
  g_assert_true (kontor_json_get_boolean (can, "cancel", FALSE));
  g_assert_true (kontor_json_get_boolean (can, "return", FALSE));
  g_assert_cmpstr (kontor_json_get_string (
                     kontor_json_get_object (
                       kontor_json_at (kontor_json_get_array (json, "transitions"), 0), "metadata"),
                     "reference",
                     ""),
                   ==,
                   "X1");
}

static void
test_returned_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorOrder) order = NULL;
  const KontorOrderLine *line;
  KontorUid              uid;

  kontor_shop_uid ("order-1", &uid);
  order = kontor_query_order (database, &uid, &error);
  g_assert_no_error (error);
  line = g_ptr_array_index (order->lines, 0);
  g_assert_cmpint (line->delivered, ==, 1000);
  g_assert_cmpint (line->returned, ==, 250);
  g_assert_cmpint (line->refunded_minor, ==, 500);
  g_assert_cmpstr (order->billing.country, ==, "DE");

  kontor_shop_uid ("order-x", &uid);
  g_assert_null (kontor_query_order (database, &uid, &error));
  g_assert_error (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
}

static void
test_product (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (KontorJson) soap = NULL;
  const KontorJson *variant;
  KontorUid         uid;

  kontor_shop_uid ("product-1", &uid);
  json = kontor_query_product_json (database, &uid, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_json_get_boolean (json, "published", FALSE));
  variant = kontor_json_at (kontor_json_get_array (json, "variants"), 0);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (variant, "prices")), ==, 4);
  g_assert_cmpint (kontor_json_get_integer (variant, "sold", 0), ==, 3000);
  g_assert_cmpint (
    kontor_json_get_integer (kontor_json_get_object (variant, "cost"), "cost_e4", 0), ==, 120000);

  kontor_shop_uid ("product-2", &uid);
  soap = kontor_query_product_json (database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (
                      kontor_json_get_array (kontor_json_get_object (soap, "attributes"), "Noten")),
                    ==,
                    2);
}

static void
test_customer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (KontorJson) groups = NULL;
  const KontorJson *figures;
  KontorUid         uid;

  kontor_shop_uid ("customer-1", &uid);
  json = kontor_query_customer_json (database, &uid, &error);
  g_assert_no_error (error);
  figures = kontor_json_at (kontor_json_get_array (json, "figures"), 0);
  g_assert_cmpint (kontor_json_get_integer (figures, "orders", 0), ==, 2);
  g_assert_cmpint (kontor_json_get_integer (figures, "revenue_minor", 0), ==, 2990 - 500 + 5950);
  g_assert_cmpint (kontor_json_get_integer (json, "order_count", 0), ==, 3);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (json, "duplicates")), ==, 1);

  groups = kontor_query_duplicate_customers (database, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (groups), ==, 1);
}

static void
test_small_things (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) categories = kontor_query_categories (database, &error);
  g_autoptr (KontorJson) settings = kontor_query_settings (database, &error);
  g_autoptr (KontorJson) matter = NULL;
  g_autoptr (KontorJson) history = NULL;
  g_autofree char *mode = kontor_query_setting (database, "price_mode", &error);
  KontorUid        uid;

  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (categories, 0), "products", 0), ==, 1);
  g_assert_cmpstr (kontor_json_get_string (settings, "company", ""), ==, "Nordlicht");
  g_assert_cmpstr (mode, ==, "gross");

  kontor_shop_uid ("attention-1", &uid);
  matter = kontor_query_attention_json (database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (matter, "offers")), ==, 1);
  g_assert_nonnull (kontor_json_get_object (matter, "mine"));
  history = kontor_query_history_json (database, &uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (history), ==, 0);
}

static gint64
count_of (const KontorJson *today, const char *key)
{
  return kontor_json_get_integer (kontor_json_get_object (today, key), "count", -1);
}

static void
test_today (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) today = kontor_query_today (database, SHOP_NOW, berlin, &error);
  const KontorJson *days, *day;

  g_assert_no_error (error);
  g_assert_cmpint (count_of (today, "to_pay"), ==, 1);
  g_assert_cmpint (count_of (today, "to_pack"), ==, 1);
  g_assert_cmpint (count_of (today, "to_ship"), ==, 1);
  g_assert_cmpint (count_of (today, "late"), ==, 1);
  g_assert_cmpint (count_of (today, "old_carts"), ==, 1);
  g_assert_cmpint (count_of (today, "unpriced"), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (today, "attention", 0), ==, 1);

  days = kontor_json_get_array (today, "days");
  g_assert_cmpuint (kontor_json_length (days), ==, 60);
  day = kontor_json_at (days, 59);
  g_assert_cmpint (
    kontor_json_get_integer (day, "day", 0), ==, kontor_day_from_time (SHOP_NOW, berlin));
  g_assert_cmpint (kontor_json_get_integer (day, "orders", 0), ==, 1);
  day = kontor_json_at (days, 56); /* 15 June: order 2 */
  g_assert_cmpint (kontor_json_get_integer (day, "revenue_minor", 0), ==, 5950);
  g_assert_cmpint (
    kontor_json_get_integer (kontor_json_get_object (today, "last30"), "revenue_minor", 0),
    ==,
    2990 - 500 + 5950 + 11900);
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  berlin = g_time_zone_new_identifier ("Europe/Berlin");
  database = kontor_shop_open ();
  g_test_add_func ("/search/everything", test_search);
  g_test_add_func ("/search/pick-variant", test_pick_variant);
  g_test_add_func ("/search/pick-customer", test_pick_customer);
  g_test_add_func ("/search/find", test_find);
  g_test_add_func ("/search/order", test_order);
  g_test_add_func ("/search/returned-order", test_returned_order);
  g_test_add_func ("/search/product", test_product);
  g_test_add_func ("/search/customer", test_customer);
  g_test_add_func ("/search/small-things", test_small_things);
  g_test_add_func ("/search/today", test_today);
  status = g_test_run ();
  kontor_database_close (database); /* lives as long as the tests */
  g_time_zone_unref (berlin);
  return status;
}
