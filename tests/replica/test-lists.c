/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-shop-fixture.h"

#include <locale.h>

typedef struct
{
  KontorDatabase *database;
  GTimeZone      *zone;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->database = kontor_shop_open ();
  self->zone = g_time_zone_new_identifier ("Europe/Berlin");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->database, kontor_database_close);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

static KontorListQuery *
new_query (Fixture *self, const char *list, const char *filter, const char *sort)
{
  g_autoptr (GError) error = NULL;
  KontorListQuery *query = kontor_list_query_new (
    kontor_list_type_find (list), filter, sort, SHOP_NOW, self->zone, &error);

  g_assert_no_error (error);
  return query;
}

static char *
fetch (Fixture *self, const KontorListQuery *query, gint64 limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, self->database, limit, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (
      text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (ids, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *list;
  const char *filter;
  const char *sort;
  const char *ids;
} cases[] = {
  { "orders", "", NULL, "7 6 5 4 3 2 1" },
  { "orders", "", "number", "1 2 3 4 5 6 7" },
  { "orders", "", "-total", "3 2 1 7 4 6 5" },
  { "orders", "", "customer", "5 1 2 7 3 6 4" },
  { "orders", "", "ship_by", "1 2 3 6 4 5 7" },
  { "orders", "", "-ship_by", "6 3 2 1 7 5 4" },
  { "orders", "", "state", "7 5 1 2 4 3 6" },
  { "orders", "state:to-pack", NULL, "2" },
  { "orders", "state:to-pay,to-ship", NULL, "4 3" },
  { "orders", "state:open", NULL, "5 4 3 2" },
  { "orders", "-state:open", NULL, "7 6 1" },
  { "orders", "state:DELIVERED", "total", "1" },
  { "orders", "müller", NULL, "7 2 1" },
  { "orders", "muller", NULL, "7 2 1" },
  { "orders", "MÜLL", "total", "7 1 2" },
  { "orders", "anna müller", NULL, "7 2 1" },
  { "orders", "\"anna müller\"", NULL, "7 2 1" },
  { "orders", "anna beispiel", NULL, "" },
  { "orders", "an", NULL, "7 2 1" },
  { "orders", "schuhmann", NULL, "6 3" },
  { "orders", "jurgen", NULL, "4" },
  { "orders", "customer:gast", NULL, "4" },
  { "orders", "customer:gast,petra", NULL, "6 4 3" },
  { "orders", "-customer:anna", NULL, "6 5 4 3" },
  { "orders", "customer:\"Beispiel GmbH\"", NULL, "6 3" },
  { "orders", "ps250618", NULL, "7 6 5" },
  { "orders", "1002", NULL, "6" },
  { "orders", "number:PS250616", NULL, "3" },
  { "orders", "number:PS250616,1003", NULL, "7 3" },
  { "orders", "anna 1003", NULL, "7" },
  { "orders", "total:1..10", NULL, "7 6 5 4" },
  { "orders", "total:29,90", NULL, "1" },
  { "orders", "total:100..", NULL, "3" },
  { "orders", "total:29,895..29,905", NULL, "1" },
  { "orders", "total:29,901", NULL, "" },
  { "orders", "placed:today", NULL, "7 6 5" },
  { "orders", "placed:-3d..yesterday", NULL, "4 3 2" },
  { "orders", "placed:2025-06-01", NULL, "1" },
  { "orders", "paid:2025-06-15..", "-paid", "3 2" },
  { "orders", "channel:office", NULL, "6 3" },
  { "orders", "country:at,ch", NULL, "6 4 3" },
  { "orders", "payment:card state:paid", NULL, "2" },
  { "orders", "sku:hs", NULL, "7 2 1" },
  { "orders", "sku:FREE-9", NULL, "4" },
  { "orders", "product:schuh", NULL, "7 2 1" },
  { "orders", "product:zeder", NULL, "3" },
  { "orders", "tag:trade", NULL, "6 3" },
  { "orders", "customer-number:K10002", NULL, "6 3" },
  { "orders", "customer-number:k10002", NULL, "6 3" },
  { "orders", "customer-number:K1000", NULL, "" },
  { "orders", "tracking:0034", NULL, "1" },
  { "orders", "is:late", NULL, "2" },
  { "orders", "is:unpaid-shipped", NULL, "6" },
  { "orders", "is:refunded", NULL, "1" },
  { "orders", "is:guest", NULL, "5 4" },
  { "orders", "-is:guest -state:cancelled", "total", "6 1 2 3" },
  { "orders", "source:shopify", NULL, "4" },
  { "orders", "placed:..-2h state:cart", NULL, "5" },

  { "products", "", NULL, "1 2" },
  { "products", "", "-title", "2 1" },
  { "products", "", "price", "2 1" },
  { "products", "", "-changed", "1 2" },
  { "products", "is:archived", NULL, "3" },
  { "products", "is:any", NULL, "3 1 2" },
  { "products", "schuh", NULL, "1" },
  { "products", "ol-seife", NULL, "2" },
  { "products", "WN-77", NULL, "2" },
  { "products", "400638", NULL, "1" },
  { "products", "zeder rose", NULL, "2" },
  { "products", "klei", NULL, "1" },
  { "products", "hs", NULL, "1" },
  { "products", "note:zeder", NULL, "2" },
  { "products", "category:kleid", NULL, "1" },
  { "products", "brand:sae", NULL, "2" },
  { "products", "tag:winter", NULL, "1" },
  { "products", "supplier:weberei", NULL, "2" },
  { "products", "code:WN", NULL, "2" },
  { "products", "price:10..15", NULL, "1" },
  { "products", "is:unpriced", NULL, "2" },
  { "products", "is:unpublished", NULL, "2" },
  { "products", "is:unpictured", NULL, "2" },

  { "variants", "", NULL, "2 1 4 3" },
  { "variants", "handschuhe", NULL, "2 1" },
  { "variants", "barcode:4006", NULL, "2" },

  { "customers", "", NULL, "3 1 2" },
  { "customers", "", "-revenue", "2 1 3" },
  { "customers", "", "-orders", "2 1 3" },
  { "customers", "", "last_order", "1 2 3" },
  { "customers", "", "-number", "3 2 1" },
  { "customers", "is:archived", NULL, "4" },
  { "customers", "is:company", NULL, "2" },
  { "customers", "is:new", NULL, "3" },
  { "customers", "city:köln", NULL, "1" },
  { "customers", "country:at", NULL, "2" },
  { "customers", "tag:trade", NULL, "2" },
  { "customers", "revenue:100..", NULL, "2" },
  { "customers", "orders:2", NULL, "1 2" },
  { "customers", "schuh", NULL, "2" },
  { "customers", "email:anna", "number", "1 3" },
  { "customers", "name:\"anna müller\"", NULL, "1" },

  { "returns", "bruch", NULL, "1" },
  { "returns", "total:20..", NULL, "1" },
  { "charges", "kind:fee,bad-debt", NULL, "1" },
  { "charges", "gebuhr", NULL, "1" },
  { "invoices", "", NULL, "3 2 1 5 4" },
  { "invoices", "", "customer", "1 2 3 4 5" },
  { "invoices", "state:overdue", NULL, "1" },
  { "invoices", "state:open", NULL, "2" },
  { "invoices", "state:paid", NULL, "3" },
  { "invoices", "state:cancelled", NULL, "4" },
  { "invoices", "kind:cancellation", NULL, "5" },
  { "invoices", "re-2025", NULL, "3 2 1 4" },
  { "invoices", "muller", NULL, "1" },
  { "invoices", "total:25..", NULL, "2 1" },
  { "invoices", "issued:2025-06-11", NULL, "2" },
  { "incoming", "", NULL, "1 2" },
  { "incoming", "", "issued", "2 1" },
  { "incoming", "state:received", NULL, "1" },
  { "incoming", "muller", NULL, "1" },
  { "incoming", "number:2025/8", NULL, "2" },
  { "incoming", "total:100..", NULL, "1" },
  { "incoming", "due:2025-05-06", NULL, "1" },
  { "drafts", "", NULL, "1" },
  { "movements", "", NULL, "2 4 3 1" },
  { "movements", "kind:restock", NULL, "4 3 1" },
  { "movements", "place:K1", NULL, "3" },
  { "movements", "place:Kel", NULL, "3" },
  { "movements", "lot:L-", NULL, "4 3" },
  { "stock", "", NULL, "1 2 3" },
  { "stock", "", "sku", "2 1 3" },
  { "stock", "", "-on_hand", "1 3 2" },
  { "stock", "is:any", NULL, "4 1 2 3" },
  { "stock", "seife", NULL, "3" },
  { "stock", "place:K1", NULL, "3" },
  { "stock", "place:main", NULL, "1" },
  { "stock", "is:unavailable", NULL, "3" },
  { "stock", "is:low", NULL, "" },
  { "stock", "supplier:weber", NULL, "3" },
  { "stock", "lot:L-77", NULL, "3" },
  { "stock", "on_hand:5..50", NULL, "1 3" },
  { "locations", "", NULL, "1 2" },
  { "locations", "kind:quarantine", NULL, "2" },
  { "lots", "is:expired", NULL, "1" },
  { "transfers", "state:sent", NULL, "1" },
  { "notices", "-is:snoozed", NULL, "1" },
  { "movements", "product:handschuh", NULL, "2 1" },
  { "movements", "order:PS250601", NULL, "2" },
  { "imports", "liste", NULL, "1" },
  { "attention", "", NULL, "1" },
  { "attention", "is:closed", NULL, "2" },
  { "attention", "is:any", NULL, "1 2" },
};

/* The first screen and the whole are found in different ways and must agree. */
static void
assert_counted (Fixture *self, const KontorListQuery *query, const char *ids)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) all = g_strsplit (ids, " ", -1);
  KontorListSummary summary;

  kontor_list_query_fetch_summary (query, self->database, &summary, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary.count, ==, g_strv_length (all));
  kontor_list_summary_clear (&summary);
}

static void
test_cases (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KontorListQuery) query = new_query (
        self, cases[i].list, cases[i].filter, cases[i].sort);
      g_autofree char *all = fetch (self, query, 0);
      g_autofree char *first = fetch (self, query, 100);

      g_test_message ("%s %s", cases[i].list, cases[i].filter);
      g_assert_cmpstr (all, ==, cases[i].ids);
      g_assert_cmpstr (first, ==, cases[i].ids);
      assert_counted (self, query, cases[i].ids);
    }
}

/* What is typed has as many decimals as the company's currency. */
static void
test_amounts_follow_the_currency (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *currency;
    const char *filter;
    const char *ids;
  } amounts[] = {
    { "EUR", "total:29,90", "1" },      { "JPY", "total:2990", "1" },
    { "JPY", "total:29,90", "" },       { "KWD", "total:2,990", "1" },
    { "JPY", "total:2989..2991", "1" }, { "JPY", "total:2989,5..2990,5", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = NULL;
      g_autofree char *ids = NULL;

      kontor_database_run (self->database,
                           "UPDATE setting SET value = ?1 WHERE key = 'currency'",
                           &error,
                           KONTOR_VALUES (kontor_value_text (amounts[i].currency)));
      g_assert_no_error (error);
      query = new_query (self, "orders", amounts[i].filter, NULL);
      ids = fetch (self, query, 0);
      g_assert_cmpstr (ids, ==, amounts[i].ids);
    }
}

static const KontorListColumn *
find_column (const KontorListType *type, const char *key, guint *position)
{
  for (guint i = 0; type->columns[i].key != NULL; i++)
    if (g_str_equal (type->columns[i].key, key))
      {
        *position = i;
        return &type->columns[i];
      }

  g_assert_not_reached ();
}

static void
test_rows (Fixture *self, gconstpointer data)
{
  const gint64 ids[] = { 2, 99, 1 };
  guint        at = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorListQuery) query = new_query (self, "orders", "", NULL);
  g_autoptr (GPtrArray) rows = kontor_list_query_fetch_rows (
    query, self->database, ids, G_N_ELEMENTS (ids), &error);
  const KontorListRow *row;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->id, ==, 2);
  g_assert_cmpstr (row->currency, ==, "EUR");
  find_column (kontor_list_type_find ("orders"), "number", &at);
  g_assert_cmpstr (row->values[at].text, ==, "PS250615-1001");
  find_column (kontor_list_type_find ("orders"), "total", &at);
  g_assert_cmpint (row->values[at].integer, ==, 5950);
  find_column (kontor_list_type_find ("orders"), "shipped", &at);
  g_assert_true (row->values[at].is_null);
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->id, ==, 1);
}

/* A scheduled price is not shown before its time. */
static void
test_product_rows (Fixture *self, gconstpointer data)
{
  const gint64 ids[] = { 1, 2 };
  guint        at = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorListQuery) query = new_query (self, "products", "", NULL);
  g_autoptr (GPtrArray) rows = kontor_list_query_fetch_rows (
    query, self->database, ids, G_N_ELEMENTS (ids), &error);
  const KontorListRow *row;

  g_assert_no_error (error);
  row = g_ptr_array_index (rows, 0);
  find_column (kontor_list_type_find ("products"), "price", &at);
  g_assert_cmpint (row->values[at].integer, ==, 299000);
  find_column (kontor_list_type_find ("products"), "sold", &at);
  g_assert_cmpint (row->values[at].integer, ==, 3000);
  find_column (kontor_list_type_find ("products"), "picture", &at);
  g_assert_cmpstr (row->values[at].text, ==, "abc");
  find_column (kontor_list_type_find ("products"), "variants", &at);
  g_assert_cmpint (row->values[at].integer, ==, 2);
  row = g_ptr_array_index (rows, 1);
  find_column (kontor_list_type_find ("products"), "price", &at);
  g_assert_true (row->values[at].is_null);
  find_column (kontor_list_type_find ("products"), "status", &at);
  g_assert_cmpstr (row->values[at].text, ==, "unpublished");
}

/* Every list can show every row of itself. */
static void
test_all_lists (Fixture *self, gconstpointer data)
{
  guint                        n_types = 0;
  const KontorListType *const *types = kontor_list_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = new_query (self, types[i]->name, "", NULL);
      g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, self->database, 0, &error);
      g_autoptr (GPtrArray) rows = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, >, 0);
      rows = kontor_list_query_fetch_rows (
        query, self->database, (const gint64 *) (gpointer) ids->data, ids->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, ids->len);
    }
}

static const struct
{
  const char *list;
  const char *filter;
  gint64      count;
  gint64      total_minor;
  const char *currency;
} summaries[] = {
  { "orders", "", 7, 23059, "EUR" },    { "orders", "state:to-pack,to-ship", 2, 17850, "EUR" },
  { "orders", "anna", 3, 9940, "EUR" }, { "orders", "nobody", 0, 0, NULL },
  { "products", "", 2, 0, NULL },       { "products", "is:any", 3, 0, NULL },
  { "customers", "", 3, 20459, "EUR" }, { "customers", "anna", 2, 8440, "EUR" },
  { "charges", "", 1, -350, "EUR" },
};

static void
test_summaries (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (summaries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = new_query (
        self, summaries[i].list, summaries[i].filter, NULL);
      KontorListSummary summary;

      g_test_message ("%s %s", summaries[i].list, summaries[i].filter);
      kontor_list_query_fetch_summary (query, self->database, &summary, &error);
      g_assert_no_error (error);
      g_assert_cmpint (summary.count, ==, summaries[i].count);
      g_assert_cmpint (summary.total_minor, ==, summaries[i].total_minor);
      g_assert_cmpstr (summary.currency, ==, summaries[i].currency);
      kontor_list_summary_clear (&summary);
    }
}

/* Enough rows that no filter is narrow: the first screen and the whole go the other way. */
static void
test_many (Fixture *self, gconstpointer data)
{
  static const char *const filters[] = {
    "anna",
    "state:paid,shipped",
    "channel:web total:10..",
    "-anna",
    "customer:anna payment:card",
    "an",
    "anna state:shipped",
    "-an channel:web",
    "anna an",
    "-anna state:shipped",
    "m1",
    "anna müller",
    "an m1",
  };
  static const char *const sorts[] = {
    "-placed", "total", "customer", "-number", "ship_by", "state"
  };

  kontor_shop_run (
    self->database,
    "INSERT INTO sales_order (uid, number, customer_uid, customer_name, channel, state, currency, "
    "price_mode, placed_at,"
    " recorded_at, changed_at, ship_by, payment_method, line_count, quantity, net_minor, "
    "tax_minor, gross_minor)"
    " WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
    " SELECT CAST (printf ('many-%011d', i) AS BLOB), printf ('M%d', i * 7919 % 9001),"
    " CASE i % 3 WHEN 0 THEN CAST ('customer-1......' AS BLOB) WHEN 1 THEN CAST "
    "('customer-2......' AS BLOB) END,"
    " CASE i % 3 WHEN 0 THEN 'Anna Müller' WHEN 1 THEN 'Beispiel GmbH' ELSE 'Anna Gast ' || i END,"
    " iif (i % 2, 'web', 'shop'), iif (i % 5 = 0, 'PAID', 'SHIPPED'), 'EUR', 'gross', 1000000 + i "
    "* 31 % 9007, 1, 1,"
    " iif (i % 7 = 0, NULL, i), iif (i % 2, 'card', 'cash'), 1, 1, 1, 1, i * 17 % 5003 FROM n");

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sorts); j++)
      {
        g_autoptr (KontorListQuery) query = new_query (self, "orders", filters[i], sorts[j]);
        g_autofree char *all = fetch (self, query, 0);
        g_autofree char *first = fetch (self, query, 100000);

        g_assert_cmpuint (strlen (all), >, 2000);
        g_assert_cmpstr (all, ==, first);
      }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/lists/cases", Fixture, NULL, set_up, test_cases, tear_down);
  g_test_add (
    "/lists/currencies", Fixture, NULL, set_up, test_amounts_follow_the_currency, tear_down);
  g_test_add ("/lists/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/lists/product-rows", Fixture, NULL, set_up, test_product_rows, tear_down);
  g_test_add ("/lists/all", Fixture, NULL, set_up, test_all_lists, tear_down);
  g_test_add ("/lists/summaries", Fixture, NULL, set_up, test_summaries, tear_down);
  g_test_add ("/lists/many", Fixture, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}
