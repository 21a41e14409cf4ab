/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define WORDS "@t.product_uid IN " SQL_PRODUCTS_FOUND ("p.uid", "")
#define SKU_STARTS "(@t.sku >= ?1 AND @t.sku < ?2) OR (@t.sku >= ?8 AND @t.sku < ?9)"
#define OPTIONS                                                                                    \
  "t.value1 || CASE t.value2 WHEN '' THEN '' ELSE ' / ' || t.value2 END"                           \
  " || CASE t.value3 WHEN '' THEN '' ELSE ' / ' || t.value3 END"
#define PRODUCT(column) "(SELECT p." column " FROM product AS p WHERE p.uid = t.product_uid)"
/* As people say it: "Cedar, 10 ml". */
#define NAME PRODUCT ("title") " || CASE t.value1 WHEN '' THEN '' ELSE ', ' || " OPTIONS " END"
#define STATUS                                                                                     \
  "CASE WHEN t.archived_at IS NOT NULL THEN 'archived' WHEN k.on_hand < 0 THEN 'negative'"         \
  " WHEN k.low_stock = 1 THEN 'low' ELSE 'enough' END"
/* What lies where, as "Shelf A 12, Shelf B 3"; the main place has no name. */
#define PLACES                                                                                     \
  "(SELECT group_concat (s.name || ' ' || printf ('%g', s.quantity / 1000.0), ', ')"               \
  " FROM (SELECT coalesce (p.name, '') AS name, sum (d.quantity) AS quantity"                      \
  "  FROM derived_stock_key AS d LEFT JOIN location AS p ON p.uid = d.place_uid"                   \
  "  WHERE d.variant_uid = t.uid AND d.place_uid <> x'' GROUP BY d.place_uid"                      \
  "  ORDER BY p.position, p.name) AS s)"
/* "main" is what has no place. */
#define PLACE                                                                                      \
  "@t.uid IN (SELECT d.variant_uid FROM location AS p JOIN derived_stock_key AS d"                 \
  " ON d.place_uid = p.uid WHERE p.code = ?1 OR (p.name >= ?1 AND p.name < ?2)"                    \
  " UNION SELECT variant_uid FROM derived_stock_key WHERE place_uid = x'' AND ?3 = 'main'#)"
#define SUPPLIER                                                                                   \
  "@t.uid IN (SELECT s.variant_uid FROM supplier AS p JOIN variant_supplier AS s"                  \
  " ON s.supplier_uid = p.uid WHERE instr (kontor_fold (p.name), ?3) > 0#)"
#define SUPPLIER_HAS                                                                               \
  "EXISTS (SELECT 1 FROM variant_supplier AS s WHERE s.variant_uid = t.uid AND s.supplier_uid IN"  \
  " (SELECT uid FROM supplier WHERE instr (kontor_fold (name), ?3) > 0))"
#define CATEGORY                                                                                   \
  "@t.product_uid IN (SELECT p.uid FROM derived_product_key AS d JOIN product AS p ON p.id = d.id" \
  " WHERE d.category_key >= ?3 AND d.category_key < ?4#)"
#define LOT "@t.uid IN (SELECT variant_uid FROM lot WHERE code >= ?1 AND code < ?2#)"

static const KontorListColumn columns[] = {
  { "sku", N_ ("SKU"), KONTOR_COLUMN_TEXT, "k.sku", "k.sku, k.id", "k.sku DESC, k.id DESC", TRUE },
  { "product",
    N_ ("Product"),
    KONTOR_COLUMN_TEXT,
    NAME,
    "k.title_key, k.id",
    "k.title_key DESC, k.id DESC",
    TRUE },
  { "options", N_ ("Options"), KONTOR_COLUMN_TEXT, OPTIONS, NULL, NULL, FALSE },
  { "on_hand",
    N_ ("On hand"),
    KONTOR_COLUMN_QUANTITY,
    "k.on_hand",
    "k.on_hand, k.id",
    "k.on_hand DESC, k.id DESC",
    TRUE },
  { "available",
    N_ ("Available"),
    KONTOR_COLUMN_QUANTITY,
    "k.available",
    "k.available, k.id",
    "k.available DESC, k.id DESC",
    TRUE },
  { "reserved", N_ ("Reserved"), KONTOR_COLUMN_QUANTITY, "k.reserved", NULL, NULL, TRUE },
  { "unavailable", N_ ("Unavailable"), KONTOR_COLUMN_QUANTITY, "k.unavailable", NULL, NULL, TRUE },
  { "incoming", N_ ("Incoming"), KONTOR_COLUMN_QUANTITY, "k.incoming", NULL, NULL, TRUE },
  { "reorder_level",
    N_ ("Reorder level"),
    KONTOR_COLUMN_QUANTITY,
    "k.reorder_level",
    NULL,
    NULL,
    FALSE },
  { "status", N_ ("Status"), KONTOR_COLUMN_STATE, STATUS, NULL, NULL, TRUE },
  { "places", N_ ("Places"), KONTOR_COLUMN_TEXT, PLACES, NULL, NULL, FALSE },
  { "unit", N_ ("Unit"), KONTOR_COLUMN_TEXT, PRODUCT ("unit"), NULL, NULL, FALSE },
  { "moved", N_ ("Last movement"), KONTOR_COLUMN_TIME, "k.last_moved_at", NULL, NULL, FALSE },
  { "restocked", N_ ("Last restock"), KONTOR_COLUMN_TIME, "k.last_restock_at", NULL, NULL, FALSE },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_COLUMN_TEXT,
    "(SELECT group_concat (p.name, ', ') FROM variant_supplier AS s JOIN supplier AS p"
    " ON p.uid = s.supplier_uid WHERE s.variant_uid = t.uid)",
    NULL,
    NULL,
    FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "item", N_ ("SKU exactly"), KONTOR_FILTER_TEXT, "@t.sku = ?1" },
  { "product",
    N_ ("Product"),
    KONTOR_FILTER_WORDS,
    WORDS,
    .row_sql = SQL_PRODUCT_HAS ("t.product_uid") },
  { "place", N_ ("Place"), KONTOR_FILTER_TEXT, PLACE },
  { "category", N_ ("Category"), KONTOR_FILTER_TEXT, CATEGORY },
  { "supplier", N_ ("Supplier"), KONTOR_FILTER_TEXT, SUPPLIER, .row_sql = SUPPLIER_HAS },
  { "lot", N_ ("Lot"), KONTOR_FILTER_TEXT, LOT },
  { "barcode",
    N_ ("Barcode"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT variant_uid FROM variant_barcode WHERE code >= ?1 AND code < ?2#)" },
  { "on_hand",
    N_ ("On hand"),
    KONTOR_FILTER_QUANTITY,
    "@k.on_hand BETWEEN ?1 AND ?2",
    .serves = "on_hand" },
  { "available",
    N_ ("Available"),
    KONTOR_FILTER_QUANTITY,
    "@k.available BETWEEN ?1 AND ?2",
    .serves = "available" },
  { "moved", N_ ("Last movement"), KONTOR_FILTER_TIME, "k.last_moved_at BETWEEN ?1 AND ?2" },
  { "low", N_ ("Low"), KONTOR_FILTER_FLAG, "@k.low_stock = 1" },
  { "negative", N_ ("Below nothing"), KONTOR_FILTER_FLAG, "@k.on_hand < 0", .serves = "on_hand" },
  { "short",
    N_ ("Promised too often"),
    KONTOR_FILTER_FLAG,
    "@k.available < 0",
    .serves = "available" },
  { "reserved", N_ ("Reserved"), KONTOR_FILTER_FLAG, "@k.reserved > 0" },
  { "unavailable", N_ ("Unavailable"), KONTOR_FILTER_FLAG, "@k.unavailable <> 0" },
  { "incoming", N_ ("Incoming"), KONTOR_FILTER_FLAG, "k.incoming > 0" },
  { "archived", N_ ("Archived"), KONTOR_FILTER_FLAG, "t.archived_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Everything, services too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Low"), "is:low" },
  { N_ ("Promised too often"), "is:short" },
  { N_ ("Below nothing"), "is:negative" },
  { N_ ("Unavailable"), "is:unavailable" },
  { NULL },
};

const KontorListType kontor_list_stock = {
  .name = "stock",
  .title = N_ ("Stock"),
  .kind = KIND_PRODUCT,
  .table = "product_variant",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "product",
  .key_table = "derived_stock_level",
  .standing = "k.listed = 1",
  .words = WORDS,
  .row_word = SQL_PRODUCT_HAS ("t.product_uid"),
  .short_word = SKU_STARTS,
  .currency = SQL_HOME_CURRENCY,
  .summary = "SELECT count (*), 0, NULL, NULL FROM derived_stock_level WHERE listed = 1",
};
