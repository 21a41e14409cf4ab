/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-migration.h"
#include "kontor-shop-fixture.h"

#include <locale.h>

/* Derived tables that triggers kept through many changes equal those built from the base tables. */

#define N_CHANGES 4000
#define CHECK_ONE_OF 40 /* at random, so that nothing later hides what a change left wrong */

/* A change is SQL in which $a to $d become small random numbers. */
static const char *const changes[] = {
  "INSERT OR IGNORE INTO sales_order (id, uid, number, customer_uid, customer_name, email, state, "
  "currency, price_mode,"
  " placed_at, recorded_at, changed_at, paid_at, line_count, quantity, net_minor, tax_minor, "
  "gross_minor, refunded_minor)"
  " VALUES (100 + $a, CAST ('order-$a' AS BLOB), 'N$a', iif ($b % 3, CAST ('customer-$b' AS BLOB), "
  "NULL), 'Änne $c', '',"
  " iif ($d % 4, 'PAID', 'CART'), iif ($c % 3, 'EUR', 'USD'), 'gross', $c * 3600000000, 1, 1,"
  " iif ($d % 2, $d * 3600000000, NULL), 1, 1, 1, 1, $b * 100 + $c, 0)",
  "UPDATE sales_order SET state = 'CANCELLED' WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE sales_order SET state = 'SHIPPED', paid_at = $b * 3600000000 WHERE uid = CAST "
  "('order-$a' AS BLOB)",
  "UPDATE sales_order SET state = 'CART', gross_minor = $c WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE sales_order SET customer_uid = CAST ('customer-$b' AS BLOB), customer_name = 'Öz $c'"
  " WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE sales_order SET customer_uid = NULL, placed_at = $b * 3600000000 WHERE uid = CAST "
  "('order-$a' AS BLOB)",
  "UPDATE sales_order SET currency = 'EUR', refunded_minor = $b WHERE uid = CAST ('order-$a' AS "
  "BLOB)",
  "UPDATE sales_order SET number = 'X$c' WHERE uid = CAST ('order-$a' AS BLOB)",
  "DELETE FROM sales_order WHERE uid = CAST ('order-$a' AS BLOB)",
  "INSERT OR IGNORE INTO order_line (order_uid, line, kind, variant_uid, title, quantity, "
  "price_e4, tax_code, tax_rate_bp,"
  " net_minor, gross_minor) SELECT uid, $b % 4, 'goods', iif ($c % 4, CAST ('variant-$c' AS BLOB), "
  "NULL), 'x', $d * 1000,"
  " 1, 's', 1, 1, 1 FROM sales_order WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE order_line SET quantity = $c, variant_uid = CAST ('variant-$b' AS BLOB) WHERE order_uid "
  "= CAST ('order-$a' AS BLOB)",
  "DELETE FROM order_line WHERE order_uid = CAST ('order-$a' AS BLOB) AND line = $b % 4",
  "INSERT OR IGNORE INTO order_refund (order_uid, position, happened_at, amount_minor)"
  " SELECT uid, $b % 3, $c * 3600000000, 1 + $d FROM sales_order WHERE uid = CAST ('order-$a' AS "
  "BLOB)",
  "UPDATE order_refund SET amount_minor = 1 + $c, happened_at = $d * 3600000000 WHERE order_uid = "
  "CAST ('order-$a' AS BLOB)",
  "DELETE FROM order_refund WHERE order_uid = CAST ('order-$a' AS BLOB) AND position = $b % 3",
  "INSERT OR IGNORE INTO customer (id, uid, number, kind, name, created_at, changed_at)"
  " VALUES (100 + $a, CAST ('customer-$a' AS BLOB), 'K$a', 'person', 'Béla $b', 1, 1)",
  "UPDATE customer SET name = 'Ünal $b', archived_at = iif ($c % 2, 1, NULL) WHERE uid = CAST "
  "('customer-$a' AS BLOB)",
  "DELETE FROM customer WHERE uid = CAST ('customer-$a' AS BLOB)",
  "INSERT OR IGNORE INTO customer_address (customer_uid, position, kind, city, country)"
  " SELECT uid, $b % 3, 'billing', 'Köln $c', 'DE' FROM customer WHERE uid = CAST ('customer-$a' "
  "AS BLOB)",
  "DELETE FROM customer_address WHERE customer_uid = CAST ('customer-$a' AS BLOB) AND position = "
  "$b % 3",
  "INSERT OR IGNORE INTO customer_tag (customer_uid, tag) SELECT uid, 't$b' FROM customer WHERE "
  "uid = CAST ('customer-$a' AS BLOB)",
  "INSERT OR IGNORE INTO customer_contact (customer_uid, position, name)"
  " SELECT uid, $b % 2, 'Hans $c' FROM customer WHERE uid = CAST ('customer-$a' AS BLOB)",
  "UPDATE customer_contact SET name = 'Uwe $b' WHERE customer_uid = CAST ('customer-$a' AS BLOB)",
  "INSERT OR IGNORE INTO product (id, uid, kind, title, category_uid, created_at, changed_at)"
  " VALUES (100 + $a, CAST ('product-$a' AS BLOB), 'goods', 'Schal $b', CAST ('category-$c' AS "
  "BLOB), 1, 1)",
  "UPDATE product SET title = 'Hut $b', archived_at = iif ($c % 2, 1, NULL) WHERE uid = CAST "
  "('product-$a' AS BLOB)",
  "DELETE FROM product WHERE uid = CAST ('product-$a' AS BLOB)",
  "INSERT OR IGNORE INTO product_variant (uid, product_uid, position, sku)"
  " SELECT CAST ('variant-$b' AS BLOB), uid, $c % 3, 'S$b' FROM product WHERE uid = CAST "
  "('product-$a' AS BLOB)",
  "UPDATE product_variant SET sku = 'T$b', archived_at = iif ($c % 2, 1, NULL) WHERE uid = CAST "
  "('variant-$a' AS BLOB)",
  "DELETE FROM product_variant WHERE uid = CAST ('variant-$a' AS BLOB)",
  "INSERT OR IGNORE INTO variant_price (variant_uid, currency, price_mode, from_quantity, "
  "valid_from, price_e4)"
  " SELECT uid, iif ($b % 3, 'EUR', 'USD'), 'gross', $b * 500, $c, $d FROM product_variant WHERE "
  "uid = CAST ('variant-$a' AS BLOB)",
  "UPDATE variant_price SET price_e4 = $b WHERE variant_uid = CAST ('variant-$a' AS BLOB)",
  "DELETE FROM variant_price WHERE variant_uid = CAST ('variant-$a' AS BLOB) AND valid_from = $b",
  "INSERT OR IGNORE INTO variant_barcode (variant_uid, code) SELECT uid, '4$b' FROM "
  "product_variant WHERE uid = CAST ('variant-$a' AS BLOB)",
  "DELETE FROM variant_barcode WHERE variant_uid = CAST ('variant-$a' AS BLOB)",
  "INSERT OR IGNORE INTO variant_supplier (variant_uid, supplier_uid, order_code)"
  " SELECT uid, CAST ('s$b' AS BLOB), 'oc$c' FROM product_variant WHERE uid = CAST ('variant-$a' "
  "AS BLOB)",
  "INSERT OR IGNORE INTO product_attribute (product_uid, name, position, value)"
  " SELECT uid, 'n', $b % 3, 'Rose $c' FROM product WHERE uid = CAST ('product-$a' AS BLOB)",
  "DELETE FROM product_attribute WHERE product_uid = CAST ('product-$a' AS BLOB) AND position = $b "
  "% 3",
  "INSERT OR IGNORE INTO product_tag (product_uid, tag) SELECT uid, 'w$b' FROM product WHERE uid = "
  "CAST ('product-$a' AS BLOB)",
  "INSERT OR IGNORE INTO category (uid, name) VALUES (CAST ('category-$a' AS BLOB), 'Kat $b')",
  "UPDATE category SET name = 'Gruppe $b' WHERE uid = CAST ('category-$a' AS BLOB)",
  "DELETE FROM category WHERE uid = CAST ('category-$a' AS BLOB)",
  "UPDATE setting SET value = iif ($a % 2, 'EUR', 'USD') WHERE key = 'currency'",
};

/* What the stock hangs on, so that orders, deliveries, bundles and places meet often. */
static const char *const stock_changes[] = {
  "INSERT OR IGNORE INTO sales_order (id, uid, number, state, currency, price_mode, placed_at, "
  "recorded_at, changed_at, line_count, quantity, net_minor, tax_minor, gross_minor)"
  " VALUES (100 + $a, CAST ('order-$a' AS BLOB), 'N$a', iif ($b % 4, 'PAID', 'SHIPPED'), 'EUR', "
  "'gross', 1, 1, 1, 1, 1, 1, 1, 1)",
  "DELETE FROM sales_order WHERE uid = CAST ('order-$a' AS BLOB) AND $b = 0",
  "INSERT OR IGNORE INTO order_line (order_uid, line, kind, variant_uid, title, quantity, "
  "price_e4, tax_code, tax_rate_bp, net_minor, gross_minor)"
  " SELECT uid, $b % 3, 'goods', CAST ('variant-$c' AS BLOB), 'x', 1 + $d * 1000, 1, 's', 1, 1, 1 "
  "FROM sales_order WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE order_line SET quantity = 1 + $c * 1000, variant_uid = CAST ('variant-$b' AS BLOB) WHERE "
  "order_uid = CAST ('order-$a' AS BLOB) AND line = $d % 3",
  "DELETE FROM order_line WHERE order_uid = CAST ('order-$a' AS BLOB) AND line = $b % 3",
  "INSERT OR IGNORE INTO product (id, uid, kind, title, created_at, changed_at)"
  " VALUES (100 + $a, CAST ('product-$a' AS BLOB), 'goods', 'Schal $b', 1, 1)",
  "UPDATE product SET title = 'Hut $b', archived_at = iif ($c % 3, NULL, 1) WHERE uid = CAST "
  "('product-$a' AS BLOB)",
  "DELETE FROM product WHERE uid = CAST ('product-$a' AS BLOB) AND $b = 0",
  "INSERT OR IGNORE INTO product_variant (uid, product_uid, position, sku)"
  " SELECT CAST ('variant-$b' AS BLOB), uid, $c % 3, 'S$b' FROM product WHERE uid = CAST "
  "('product-$a' AS BLOB)",
  "UPDATE product_variant SET sku = 'T$b', archived_at = iif ($c % 3, NULL, 1) WHERE uid = CAST "
  "('variant-$a' AS BLOB)",
  "DELETE FROM product_variant WHERE uid = CAST ('variant-$a' AS BLOB) AND $b = 0",
  "UPDATE product SET kind = iif ($b % 3, 'goods', 'service') WHERE uid = CAST ('product-$a' AS "
  "BLOB)",
  "UPDATE product_variant SET reorder_level = $b * 1000 WHERE uid = CAST ('variant-$a' AS BLOB)",
  "UPDATE sales_order SET state = 'CART', reserved_until = iif ($b % 2, 1, NULL) WHERE uid = CAST "
  "('order-$a' AS BLOB)",
  "UPDATE sales_order SET state = 'PROCESSING' WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE order_line SET kind = iif ($b % 2, 'goods', 'service') WHERE order_uid = CAST "
  "('order-$a' AS BLOB)",
  "INSERT OR IGNORE INTO delivery (order_uid, position, number, happened_at, withdrawn_at)"
  " SELECT uid, $b % 2, 'L', 1, iif ($c % 4, NULL, 1) FROM sales_order WHERE uid = CAST "
  "('order-$a' AS BLOB)",
  "UPDATE delivery SET withdrawn_at = iif ($b % 2, NULL, 1) WHERE order_uid = CAST ('order-$a' AS "
  "BLOB) AND position = $c % 2",
  "DELETE FROM delivery WHERE order_uid = CAST ('order-$a' AS BLOB) AND position = $b % 2 AND $c = "
  "0",
  "UPDATE delivery SET happened_at = $b * 43200000000 WHERE order_uid = CAST ('order-$a' AS BLOB)"
  " AND position = $c % 2",
  "UPDATE order_line SET quantity = (1 + $b) * 1000, net_minor = $c * 700 - 100 WHERE order_uid = "
  "CAST ('order-$a' AS BLOB) AND line = $d % 3",
  "UPDATE order_line SET kind = iif ($b % 2, 'goods', 'shipping'), net_minor = 100 + $c WHERE "
  "order_uid = CAST ('order-$a' AS BLOB) AND line = $d % 3",
  "UPDATE sales_order SET currency = iif ($b % 2, 'EUR', 'USD') WHERE uid = CAST ('order-$a' AS "
  "BLOB)",
  "UPDATE sales_order SET shipped_at = iif ($b % 3, $c * 43200000000, NULL), state = iif ($d % 3, "
  "'SHIPPED', 'CANCELLED') WHERE uid = CAST ('order-$a' AS BLOB)",
  "INSERT OR IGNORE INTO order_return (order_uid, position, happened_at)"
  " SELECT uid, $b % 2, $c * 43200000000 FROM sales_order WHERE uid = CAST ('order-$a' AS BLOB)",
  "UPDATE order_return SET happened_at = $b * 43200000000 WHERE order_uid = CAST ('order-$a' AS "
  "BLOB) AND position = $c % 2",
  "DELETE FROM order_return WHERE order_uid = CAST ('order-$a' AS BLOB) AND position = $b % 2 AND "
  "$c = 0",
  "INSERT OR IGNORE INTO return_line (order_uid, return_position, line, quantity, condition)"
  " SELECT uid, $b % 2, $c % 3, 1000 + $d * 500, 'resell' FROM sales_order WHERE uid = CAST "
  "('order-$a' AS BLOB)",
  "UPDATE return_line SET quantity = 1000 * (1 + $b) WHERE order_uid = CAST ('order-$a' AS BLOB) "
  "AND line = $c % 3",
  "DELETE FROM return_line WHERE order_uid = CAST ('order-$a' AS BLOB) AND return_position = $b % "
  "2 AND line = $c % 3",
  "UPDATE delivery_line SET quantity = 1000 * (1 + $b) WHERE order_uid = CAST ('order-$a' AS BLOB) "
  "AND line = $c % 3",
  "INSERT OR IGNORE INTO delivery_line (order_uid, delivery, line, quantity)"
  " SELECT uid, $b % 2, $c % 3, 1 + $d * 300 FROM sales_order WHERE uid = CAST ('order-$a' AS "
  "BLOB)",
  "UPDATE delivery_line SET quantity = 1 + $b * 500 WHERE order_uid = CAST ('order-$a' AS BLOB) "
  "AND line = $c % 3",
  "DELETE FROM delivery_line WHERE order_uid = CAST ('order-$a' AS BLOB) AND delivery = $b % 2 AND "
  "line = $c % 3",
  "INSERT OR IGNORE INTO stock_movement (uid, variant_uid, kind, quantity, happened_at, "
  "recorded_at, hlc, station, place_uid, lot_uid, hold)"
  " VALUES (CAST ('movement-$a-$b' AS BLOB), CAST ('variant-$c' AS BLOB), iif ($d % 2, 'SALE', "
  "'RESTOCK'), 1 - $d * 700 + $b * 1000, $d * 1000 + $b, 1, 1, 1,"
  " iif ($a % 3, CAST ('location-$b' AS BLOB), NULL), iif ($a % 2, NULL, CAST ('lot-$b' AS BLOB)),"
  " iif ($d % 3, '', 'damaged'))",
  "UPDATE stock_movement SET quantity = 1 + $c * 300, happened_at = $d * 1000,"
  " place_uid = iif ($c % 2, CAST ('location-$c' AS BLOB), NULL), hold = iif ($d % 2, '', 'test')"
  " WHERE uid = CAST ('movement-$a-$b' AS BLOB)",
  "UPDATE stock_movement SET variant_uid = CAST ('variant-$c' AS BLOB) WHERE uid = CAST "
  "('movement-$a-$b' AS BLOB)",
  "DELETE FROM stock_movement WHERE uid = CAST ('movement-$a-$b' AS BLOB)",
  "INSERT OR IGNORE INTO location (uid, name, kind) VALUES (CAST ('location-$a' AS BLOB), 'P$a', "
  "iif ($b % 2, 'quarantine', 'shelf'))",
  "UPDATE location SET kind = iif ($b % 2, 'transit', 'shelf') WHERE uid = CAST ('location-$a' AS "
  "BLOB)",
  "DELETE FROM location WHERE uid = CAST ('location-$a' AS BLOB) AND $b = 0",
  "INSERT OR IGNORE INTO variant_part (variant_uid, part_uid, quantity) SELECT uid, CAST "
  "('variant-$b' AS BLOB), 1 + $c * 400 FROM product_variant WHERE uid = CAST ('variant-$a' AS "
  "BLOB) AND $a < $b",
  "UPDATE variant_part SET quantity = 1 + $b * 700 WHERE variant_uid = CAST ('variant-$a' AS BLOB)",
  "DELETE FROM variant_part WHERE variant_uid = CAST ('variant-$a' AS BLOB) AND part_uid = CAST "
  "('variant-$b' AS BLOB)",
  "INSERT OR IGNORE INTO purchase_order (uid, number, supplier_uid, supplier_name, state, "
  "currency, created_at, changed_at)"
  " VALUES (CAST ('purchase-$a' AS BLOB), 'B$a', CAST ('s' AS BLOB), 's', iif ($b % 2, 'sent', "
  "'draft'), 'EUR', 1, 1)",
  "UPDATE purchase_order SET state = iif ($b % 4, 'part', 'received') WHERE uid = CAST "
  "('purchase-$a' AS BLOB)",
  "DELETE FROM purchase_order WHERE uid = CAST ('purchase-$a' AS BLOB) AND $b + $c = 0",
  "INSERT OR IGNORE INTO purchase_line (purchase_uid, line, variant_uid, title, quantity)"
  " SELECT uid, $b % 3, CAST ('variant-$c' AS BLOB), 't', 1 + $d * 1000 FROM purchase_order WHERE "
  "uid = CAST ('purchase-$a' AS BLOB)",
  "UPDATE purchase_line SET quantity = 1 + $b * 900, variant_uid = CAST ('variant-$c' AS BLOB) "
  "WHERE purchase_uid = CAST ('purchase-$a' AS BLOB)",
  "DELETE FROM purchase_line WHERE purchase_uid = CAST ('purchase-$a' AS BLOB) AND line = $b % 3",
  "INSERT OR IGNORE INTO receipt_line (purchase_uid, receipt, line, part, quantity)"
  " SELECT uid, $b % 2, $c % 3, 1, 1 + $d * 200 FROM purchase_order WHERE uid = CAST "
  "('purchase-$a' AS BLOB)",
  "INSERT OR IGNORE INTO purchase_receipt (purchase_uid, position, happened_at, recorded_at, "
  "station, withdrawn_at)"
  " SELECT uid, $b % 2, 1, 1, 1, iif ($c % 3, NULL, 1) FROM purchase_order WHERE uid = CAST "
  "('purchase-$a' AS BLOB)",
  "UPDATE purchase_receipt SET withdrawn_at = iif ($b % 2, NULL, 1) WHERE purchase_uid = CAST "
  "('purchase-$a' AS BLOB) AND position = $c % 2",
  "DELETE FROM purchase_receipt WHERE purchase_uid = CAST ('purchase-$a' AS BLOB) AND position = "
  "$b % 2 AND $c = 0",
  "UPDATE receipt_line SET quantity = 1 + $b * 600 WHERE purchase_uid = CAST ('purchase-$a' AS "
  "BLOB)",
  "DELETE FROM receipt_line WHERE purchase_uid = CAST ('purchase-$a' AS BLOB) AND line = $b % 3",
};

static const char *const tables[] = {
  "SELECT id || '|' || name_key || '|' || number_tail || '|' || ifnull ((SELECT hex (d.uid) FROM "
  "derived_search_doc AS d WHERE d.id = doc), '-') FROM derived_order_key ORDER BY id",
  "SELECT state || '|' || currency || '|' || orders || '|' || gross_minor FROM derived_order_state "
  "ORDER BY 1",
  "SELECT hour || '|' || currency || '|' || orders || '|' || gross_minor || '|' || paid_orders || "
  "'|' || paid_minor || '|'"
  " || refunded_minor FROM derived_order_hour ORDER BY 1",
  "SELECT hex (customer_uid) || currency || '|' || orders || '|' || revenue_minor || '|' || "
  "last_order_at"
  " FROM derived_customer_figures ORDER BY 1",
  "SELECT id || '|' || name_key || '|' || city || city_key || country || archived || '|' || orders "
  "|| '|' ||"
  " ifnull (currency, '-') || revenue_minor || '|' || ifnull (last_order_at, '-') FROM "
  "derived_customer_key ORDER BY id",
  "SELECT hex (variant_uid) || '|' || lines || '|' || quantity FROM derived_product_figures ORDER "
  "BY 1",
  "SELECT week || currency || hex (variant_uid) || '|' || lines || '|' || quantity || '|' || "
  "net_minor FROM derived_sold_week ORDER BY 1",
  "SELECT day || currency || hex (variant_uid) || '|' || parts || '|' || quantity || '|' || "
  "net_minor FROM derived_delivered_day ORDER BY 1",
  "SELECT day || '|' || hex (order_uid) || line || '|' || parts FROM derived_delivered_uneven "
  "ORDER BY 1",
  "SELECT day || currency || '|' || lines || '|' || net_minor FROM derived_charged_day ORDER BY 1",
  "SELECT id || '|' || title_key || brand_key || category_key || sku || variants || '|' || ifnull "
  "(price_e4, '-') ||"
  " ifnull (price_currency, '-') || archived || text || stale FROM derived_product_key ORDER BY id",
  "SELECT kind || hex (uid) || text || stale FROM derived_search_doc ORDER BY 1",
  "SELECT hex (variant_uid) || '|' || hex (place_uid) || '|' || hex (lot_uid) || hold || '|' || "
  "quantity FROM derived_stock_key ORDER BY 1",
  "SELECT hex (order_uid) || '|' || line || '|' || hex (variant_uid) || '|' || quantity FROM "
  "derived_order_promise ORDER BY 1",
  "SELECT hex (root_uid) || '|' || hex (part_uid) || '|' || quantity || '|' || is_leaf FROM "
  "derived_bundle ORDER BY 1",
  "SELECT id || '|' || title_key || sku || listed || '|' || reorder_level || '|' || on_hand || '|' "
  "|| unavailable || '|' || reserved || '|' || incoming || '|' || ifnull (last_moved_at, '-') || "
  "'|' || ifnull (last_restock_at, '-') || '|' || available || low_stock || stale FROM "
  "derived_stock_level ORDER BY id",
};

static char *
dump (KontorDatabase *database)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *rows = kontor_shop_dump (database, tables[i]);

      g_string_append_printf (text, "%s\n", rows);
    }

  return g_string_free (text, FALSE);
}

/* A set of changes, with numbers below the given one. */
typedef struct
{
  const char *const *changes;
  int                n_changes;
  int                below;
} ChangeSet;

static void
change (KontorDatabase *database, GRand *random, const ChangeSet *set)
{
  GString *sql = g_string_new (set->changes[g_rand_int_range (random, 0, set->n_changes)]);

  for (char letter = 'a'; letter <= 'd'; letter++)
    {
      const char       name[] = { '$', letter, '\0' };
      g_autofree char *number = g_strdup_printf ("%d", g_rand_int_range (random, 0, set->below));

      g_string_replace (sql, name, number, 0);
    }

  kontor_shop_run (database, sql->str);
  g_string_free (sql, TRUE);
}

static void
check (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = dump (database);
  g_autofree char *built = NULL;

  kontor_shop_run (
    database,
    "INSERT INTO derived_search (derived_search, rank) VALUES ('integrity-check', 1);"
    "INSERT INTO derived_search_product (derived_search_product, rank)"
    " VALUES ('integrity-check', 1)");
  kontor_migration_rebuild_derived (database, &error);
  g_assert_no_error (error);
  built = dump (database);
  g_assert_cmpstr (kept, ==, built);
}

static void
test_triggers (gconstpointer set)
{
  g_autoptr (KontorDatabase) database = kontor_shop_open ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20250618);

  check (database);
  for (int i = 1; i <= N_CHANGES; i++)
    {
      change (database, random, set);
      if (i == N_CHANGES || g_rand_int_range (random, 0, CHECK_ONE_OF) == 0)
        check (database);
    }
}

int
main (int argc, char **argv)
{
  static const ChangeSet all = { changes, G_N_ELEMENTS (changes), 9 };
  static const ChangeSet stock = { stock_changes, G_N_ELEMENTS (stock_changes), 5 };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/derived/triggers", &all, test_triggers);
  g_test_add_data_func ("/derived/stock", &stock, test_triggers);
  return g_test_run ();
}
