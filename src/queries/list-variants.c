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
#define PRICE                                                                                      \
  "(SELECT r.price_e4 FROM variant_price AS r WHERE r.variant_uid = t.uid"                         \
  " AND r.currency = " SQL_HOME_CURRENCY " AND r.customer_group = '' AND r.from_quantity <= 1000"  \
  " AND r.valid_from <= $now ORDER BY r.from_quantity DESC, r.valid_from DESC LIMIT 1)"

static const KontorListColumn columns[] = {
  { "sku", N_ ("SKU"), KONTOR_COLUMN_TEXT, "t.sku", "t.sku, t.id", "t.sku DESC, t.id DESC", TRUE },
  { "product",
    N_ ("Product"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.title FROM product AS p WHERE p.uid = t.product_uid)",
    NULL,
    NULL,
    TRUE },
  { "options", N_ ("Options"), KONTOR_COLUMN_TEXT, OPTIONS, NULL, NULL, TRUE },
  { "price", N_ ("Price"), KONTOR_COLUMN_PRICE, PRICE, NULL, NULL, TRUE },
  { "barcode",
    N_ ("Barcode"),
    KONTOR_COLUMN_TEXT,
    "(SELECT min (b.code) FROM variant_barcode AS b WHERE b.variant_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "sold",
    N_ ("Sold"),
    KONTOR_COLUMN_QUANTITY,
    "(SELECT f.quantity FROM derived_product_figures AS f WHERE f.variant_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "weight", N_ ("Weight (g)"), KONTOR_COLUMN_COUNT, "t.weight_g", NULL, NULL, FALSE },
  { "status",
    N_ ("Status"),
    KONTOR_COLUMN_STATE,
    "CASE WHEN t.archived_at IS NOT NULL THEN 'archived' ELSE 'active' END",
    NULL,
    NULL,
    TRUE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "product",
    N_ ("Product"),
    KONTOR_FILTER_WORDS,
    WORDS,
    .row_sql = SQL_PRODUCT_HAS ("t.product_uid") },
  { "barcode",
    N_ ("Barcode"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT variant_uid FROM variant_barcode WHERE code >= ?1 AND code < ?2#)" },
  { "code",
    N_ ("Supplier’s order code"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT variant_uid FROM variant_supplier WHERE order_code >= ?1 AND "
    "order_code < ?2#)" },
  { "archived", N_ ("Archived"), KONTOR_FILTER_FLAG, "t.archived_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Archived ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Archived"), "is:archived" },
  { NULL },
};

const KontorListType kontor_list_variants = {
  .name = "variants",
  .title = N_ ("Variants"),
  .kind = KIND_PRODUCT,
  .table = "product_variant",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "sku",
  .standing = "t.archived_at IS NULL",
  .words = WORDS,
  .row_word = SQL_PRODUCT_HAS ("t.product_uid"),
  .short_word = SKU_STARTS,
  .currency = SQL_HOME_CURRENCY,
};
