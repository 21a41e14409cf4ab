/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-sql-private.h"
#include "kontor-shop-fixture.h"

#include <locale.h>
#include <string.h>

/* No list reads a table from end to end or sorts all of it: EXPLAIN QUERY PLAN of what the lists
 * run. */

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
new_query (Fixture *self, const KontorListType *type, const char *filter, const char *sort)
{
  g_autoptr (GError) error = NULL;
  KontorListQuery *query = kontor_list_query_new (type, filter, sort, SHOP_NOW, self->zone, &error);

  g_assert_no_error (error);
  return query;
}

static char *
explain (Fixture *self, const KontorListSql *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", sql->sql->str, NULL);
  g_autoptr (KontorStatement) rows = kontor_database_query (
    self->database,
    text,
    &error,
    (const KontorValue *) (gpointer) sql->values->data,
    sql->values->len);

  g_assert_no_error (error);
  while (kontor_statement_step_row (rows, &error))
    g_string_append_printf (plan, "%s\n", kontor_statement_get_text (rows, 3));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&plan), FALSE);
}

/* A scan is one along an index, unless of the search table or a list of values; "SCAN t" alone
 * reads a table. */
static gboolean
scans_table (const char *plan)
{
  g_auto (GStrv) lines = g_strsplit (plan, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "SCAN ") && strstr (lines[i], " USING ") == NULL
        && strstr (lines[i], "VIRTUAL TABLE") == NULL)
      return TRUE;

  return FALSE;
}

static void
check_sort (Fixture *self, const KontorListType *type, const char *sort)
{
  g_autoptr (KontorListQuery) query = new_query (self, type, "", sort);
  g_auto (KontorListSql) sql = kontor_list_sql_ids (
    query, KONTOR_PLAN_ORDER, KONTOR_LEAD_NONE, 100);
  g_autofree char *plan = explain (self, &sql);

  g_test_message ("%s by %s: %s\n%s", type->name, sort, sql.sql->str, plan);
  g_assert_null (strstr (plan, "TEMP B-TREE"));
  g_assert_false (scans_table (plan));
}

static void
test_sorts (Fixture *self, gconstpointer data)
{
  guint                        n_types = 0;
  const KontorListType *const *types = kontor_list_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (const KontorListColumn *column = types[i]->columns; column->key != NULL; column++)
      {
        g_autofree char *down = g_strconcat ("-", column->key, NULL);

        if (column->ascending == NULL)
          continue;
        check_sort (self, types[i], column->key);
        check_sort (self, types[i], down);
      }
}

/* With filters that do not lead, the order's index still does. */
static void
test_filtered_sorts (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *list;
    const char *filter;
  } cases[] = {
    { "orders", "anna" },
    { "orders", "state:paid,shipped total:1.. placed:-30d.. customer:anna" },
    { "orders", "is:late channel:web payment:card country:de" },
    { "orders", "sku:HS product:schuh 1001" },
    { "customers", "anna tag:x country:de orders:1.. is:any" },
    { "products", "seife price:1..2 category:x sku:A barcode:4 note:rose" },
    { "movements", "kind:sale,count schuh sku:A" },
    { "stock", "schuh is:low place:K1 category:x supplier:wolle available:..5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const KontorListType *type = kontor_list_type_find (cases[i].list);

      for (const KontorListColumn *column = type->columns; column->key != NULL; column++)
        {
          g_autoptr (KontorListQuery) query = NULL;
          g_auto (KontorListSql) sql = { NULL };
          g_autofree char *plan = NULL;

          if (column->ascending == NULL)
            continue;
          query = new_query (self, type, cases[i].filter, column->key);
          sql = kontor_list_sql_ids (query, KONTOR_PLAN_ORDER, KONTOR_LEAD_NONE, 100);
          plan = explain (self, &sql);
          g_test_message ("%s by %s\n%s", cases[i].filter, column->key, plan);
          g_assert_null (strstr (plan, "USE TEMP B-TREE FOR ORDER BY"));
          g_assert_null (strstr (plan, "RIGHT PART"));
        }
    }
}

/* Every condition that may lead is served by an index, and so is what is asked to see whether it is
 * narrow. */
static void
test_leads (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *list;
    const char *filter;
    const char *index; /* a part of the plan */
  } cases[] = {
    { "orders", "state:paid", "derived_idx_order_state" },
    { "orders", "total:10..20", "derived_idx_order_gross" },
    { "orders", "placed:today", "derived_idx_order_placed" },
    { "orders", "paid:today", "derived_idx_order_paid" },
    { "orders", "shipped:today", "derived_idx_order_shipped" },
    { "orders", "ship_by:today", "derived_idx_order_ship_by" },
    { "orders", "channel:web", "derived_idx_order_channel" },
    { "orders", "payment:card", "derived_idx_order_payment" },
    { "orders", "country:de", "derived_idx_order_country" },
    { "orders", "anna", "derived_order_key_doc" },
    { "orders", "an", "derived_order_key_name" },
    { "orders", "PS25", "sales_order_by_number" },
    { "orders", "number:1001", "derived_order_key_tail" },
    { "orders", "sku:HS", "order_line_by_variant" },
    { "orders", "product:schuh", "order_line_by_variant" },
    { "orders", "tracking:003", "delivery_by_tracking" },
    { "orders", "tag:trade", "customer_tag_by_tag" },
    { "orders", "customer-number:K1", "(customer_uid=?)" },
    { "orders", "source:csv", "sales_order_by_source" },
    { "orders", "revenue:today", "derived_idx_order_paid" },
    { "orders", "refund:today", "derived_idx_refund_happened" },
    { "orders", "goods:today", "derived_idx_delivery_happened" },
    { "orders", "item:A", "order_line_by_variant" },
    { "orders", "is:late", "derived_idx_order_due" },
    { "orders", "is:unpaid-shipped", "derived_idx_order_unpaid" },
    { "orders", "is:refunded", "derived_idx_order_refunded" },
    { "orders", "is:guest", "(customer_uid=?)" },
    { "customers", "anna", "sqlite_autoindex_customer_1" },
    { "customers", "ordered:today", "derived_idx_order_placed" },
    { "customers", "an", "derived_customer_key_name" },
    { "customers", "city:bonn", "derived_customer_key_city" },
    { "customers", "revenue:10..", "derived_customer_key_revenue" },
    { "customers", "email:anna", "customer_by_email" },
    { "products", "seife", "sqlite_autoindex_product_1" },
    { "products", "price:1..", "derived_product_key_price" },
    { "products", "barcode:4", "variant_barcode_by_code" },
    { "products", "sku:A", "product_variant_by_sku" },
    { "movements", "sku:A", "stock_movement_by_variant" },
    { "movements", "kind:sale", "derived_idx_movement_kind" },
    { "movements", "place:K1", "stock_movement_by_place" },
    { "movements", "lot:L", "stock_movement_by_lot" },
    { "stock", "is:low", "derived_stock_level_low" },
    { "stock", "is:negative", "derived_stock_level_on_hand" },
    { "stock", "is:short", "derived_stock_level_available" },
    { "stock", "is:reserved", "derived_stock_level_reserved" },
    { "stock", "is:unavailable", "derived_stock_level_unavailable" },
    { "stock", "place:K1", "derived_stock_key_place" },
    { "stock", "seife", "product_variant_by_product" },
    { "lots", "is:expired", "derived_idx_lot_best_before" },
    { "purchases", "state:draft", "derived_idx_purchase_state" },
    { "purchases", "expected:today", "derived_idx_purchase_expected" },
    { "purchases", "total:1..", "derived_idx_purchase_total" },
    { "purchases", "number:PO", "purchase_order_by_number" },
    { "purchases", "sku:A", "purchase_line_by_variant" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KontorListQuery) query = new_query (
        self, kontor_list_type_find (cases[i].list), cases[i].filter, NULL);
      g_auto (KontorListSql) ids = kontor_list_sql_ids (query, KONTOR_PLAN_LEAD, 0, 0);
      g_auto (KontorListSql) probe = kontor_list_sql_probe (
        query, g_ptr_array_index (query->conditions, 0), 2000);
      g_autofree char *ids_plan = explain (self, &ids);
      g_autofree char *probe_plan = explain (self, &probe);

      g_test_message ("%s: %s\n%s\n%s", cases[i].filter, ids.sql->str, ids_plan, probe_plan);
      g_assert_nonnull (strstr (ids_plan, cases[i].index));
      g_assert_nonnull (strstr (probe_plan, cases[i].index));
      g_assert_false (scans_table (ids_plan));
    }
}

/* Every id of a list in order, out of an index alone. SQLite 3.40 does not say so of an index on an
 * expression, and still reads no row for an id. */
static void
test_everything (Fixture *self, gconstpointer data)
{
  guint                        n_types = 0;
  const KontorListType *const *types = kontor_list_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (const KontorListColumn *column = types[i]->columns; column->key != NULL; column++)
      {
        g_autoptr (KontorListQuery) query = NULL;
        g_auto (KontorListSql) sql = { NULL };
        g_autofree char *plan = NULL;

        if (column->ascending == NULL)
          continue;
        query = new_query (self, types[i], "", column->key);
        sql = kontor_list_sql_all_ids (query);
        plan = explain (self, &sql);
        g_test_message ("%s by %s\n%s", types[i]->name, column->key, plan);
        g_assert_true (strstr (plan, "USING COVERING INDEX") != NULL
                       || strstr (plan, "USING INDEX derived_idx_order_country") != NULL
                       || strstr (plan, "USING INDEX derived_stock_level_available") != NULL
                       || strstr (plan, "USING INDEX derived_idx_count_line_value") != NULL);
        g_assert_null (strstr (plan, "TEMP B-TREE"));
      }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/plans/sorts", Fixture, NULL, set_up, test_sorts, tear_down);
  g_test_add ("/plans/filtered-sorts", Fixture, NULL, set_up, test_filtered_sorts, tear_down);
  g_test_add ("/plans/leads", Fixture, NULL, set_up, test_leads, tear_down);
  g_test_add ("/plans/everything", Fixture, NULL, set_up, test_everything, tear_down);
  return g_test_run ();
}
