/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define WORDS "@t.uid IN " SQL_PRODUCTS_FOUND ("p.uid", "")
#define WORD_STARTS                                                                                \
  "(@k.title_key >= ?3 AND @k.title_key < ?4) OR (@k.sku >= ?1 AND @k.sku < ?2)"                   \
  " OR (@k.sku >= ?8 AND @k.sku < ?9)"
#define PRICE                                                                                      \
  "(SELECT min (r.price_e4) FROM product_variant AS v JOIN variant_price AS r ON r.variant_uid = " \
  "v.uid"                                                                                          \
  " WHERE v.product_uid = t.uid AND v.archived_at IS NULL AND r.customer_group = ''"               \
  " AND r.from_quantity <= 1000 AND r.currency = " SQL_HOME_CURRENCY                               \
  " AND r.valid_from = (SELECT max (n.valid_from) FROM variant_price AS n"                         \
  " WHERE n.variant_uid = r.variant_uid AND n.currency = r.currency AND n.price_mode = "           \
  "r.price_mode"                                                                                   \
  " AND n.customer_group = '' AND n.from_quantity = r.from_quantity AND n.valid_from <= $now))"
#define FIRST_BARCODE                                                                              \
  "(SELECT b.code FROM product_variant AS v JOIN variant_barcode AS b ON b.variant_uid = v.uid"    \
  " WHERE v.product_uid = t.uid ORDER BY v.position, b.code LIMIT 1)"
#define SOLD                                                                                       \
  "(SELECT sum (f.quantity) FROM product_variant AS v"                                             \
  " JOIN derived_product_figures AS f ON f.variant_uid = v.uid WHERE v.product_uid = t.uid)"
#define STATUS                                                                                     \
  "CASE WHEN t.archived_at IS NOT NULL THEN 'archived' WHEN t.published = 0 THEN 'unpublished' "   \
  "ELSE 'active' END"
#define ATTRIBUTE                                                                                  \
  "@t.uid IN (SELECT product_uid FROM product_attribute WHERE instr (kontor_fold (value), ?3) > "  \
  "0#)"

static const KontorListColumn columns[] = {
  { "picture",
    N_ ("Picture"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.sha256 FROM product_picture AS p WHERE p.product_uid = t.uid AND p.sha256 <> '' "
    "ORDER BY p.position LIMIT 1)",
    NULL,
    NULL,
    TRUE },
  { "title",
    N_ ("Product"),
    KONTOR_COLUMN_TEXT,
    "t.title",
    "k.title_key, k.id",
    "k.title_key DESC, k.id DESC",
    TRUE },
  { "sku", N_ ("SKU"), KONTOR_COLUMN_TEXT, "k.sku", "k.sku, k.id", "k.sku DESC, k.id DESC", TRUE },
  { "variants",
    N_ ("Variants"),
    KONTOR_COLUMN_COUNT,
    "k.variants",
    "k.variants, k.id",
    "k.variants DESC, k.id DESC",
    FALSE },
  { "category",
    N_ ("Category"),
    KONTOR_COLUMN_TEXT,
    "(SELECT c.name FROM category AS c WHERE c.uid = t.category_uid)",
    "k.category_key, k.id",
    "k.category_key DESC, k.id DESC",
    TRUE },
  { "brand",
    N_ ("Brand"),
    KONTOR_COLUMN_TEXT,
    "t.brand",
    "k.brand_key, k.id",
    "k.brand_key DESC, k.id DESC",
    TRUE },
  { "price",
    N_ ("Price"),
    KONTOR_COLUMN_PRICE,
    PRICE,
    "k.price_e4, k.id",
    "k.price_e4 DESC, k.id DESC",
    TRUE },
  { "barcode", N_ ("Barcode"), KONTOR_COLUMN_TEXT, FIRST_BARCODE, NULL, NULL, FALSE },
  { "sold", N_ ("Sold"), KONTOR_COLUMN_QUANTITY, SOLD, NULL, NULL, FALSE },
  { "kind", N_ ("Kind"), KONTOR_COLUMN_TEXT, "t.kind", NULL, NULL, FALSE },
  { "tags",
    N_ ("Tags"),
    KONTOR_COLUMN_TEXT,
    "(SELECT group_concat (g.tag, ', ') FROM product_tag AS g WHERE "
    "g.product_uid = t.uid)",
    NULL,
    NULL,
    FALSE },
  { "changed",
    N_ ("Changed"),
    KONTOR_COLUMN_TIME,
    "t.changed_at",
    "t.changed_at, t.id",
    "t.changed_at DESC, t.id DESC",
    FALSE },
  { "status", N_ ("Status"), KONTOR_COLUMN_STATE, STATUS, NULL, NULL, TRUE },
  { NULL },
};

static const char *const kinds[] = { "goods", "service", "bundle", "plan", NULL };

static const KontorFilterKey filters[] = {
  { "title",
    N_ ("Title"),
    KONTOR_FILTER_WORDS,
    WORDS,
    .short_sql = "@k.title_key >= ?3 AND @k.title_key < ?4",
    .row_sql = "instr (k.text, ?3) > 0" },
  { "category",
    N_ ("Category"),
    KONTOR_FILTER_TEXT,
    "@k.category_key >= ?3 AND @k.category_key < ?4",
    .serves = "category" },
  { "brand",
    N_ ("Brand"),
    KONTOR_FILTER_TEXT,
    "@k.brand_key >= ?3 AND @k.brand_key < ?4",
    .serves = "brand" },
  { "tag",
    N_ ("Tag"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT product_uid FROM product_tag WHERE tag = ?1#)" },
  { "sku",
    N_ ("SKU"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT product_uid FROM product_variant WHERE (sku >= ?1 AND sku < ?2) "
    "OR (sku >= ?8 AND sku < ?9)#)" },
  { "barcode",
    N_ ("Barcode"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT v.product_uid FROM variant_barcode AS b JOIN product_variant "
    "AS v ON v.uid = b.variant_uid WHERE b.code >= ?1 AND b.code < ?2#)" },
  { "code",
    N_ ("Supplier’s order code"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT v.product_uid FROM variant_supplier AS s JOIN "
    "product_variant AS v ON v.uid = s.variant_uid WHERE s.order_code >= ?1 AND "
    "s.order_code < ?2#)" },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_FILTER_TEXT,
    "t.uid IN (SELECT v.product_uid FROM supplier AS p JOIN variant_supplier AS "
    "s ON s.supplier_uid = p.uid JOIN product_variant AS v ON v.uid = "
    "s.variant_uid WHERE instr (kontor_fold (p.name), ?3) > 0)" },
  { "price",
    N_ ("Price"),
    KONTOR_FILTER_MONEY,
    "@k.price_e4 BETWEEN ?1 AND ?2",
    .serves = "price" },
  { "attribute", N_ ("Attribute"), KONTOR_FILTER_TEXT, ATTRIBUTE },
  { "note", N_ ("Note"), KONTOR_FILTER_TEXT, ATTRIBUTE },
  { "kind", N_ ("Kind"), KONTOR_FILTER_CHOICE, "t.kind IN (?1)", kinds },
  { "changed",
    N_ ("Changed"),
    KONTOR_FILTER_TIME,
    "@t.changed_at BETWEEN ?1 AND ?2",
    .serves = "changed" },
  { "source", N_ ("Source"), KONTOR_FILTER_TEXT, "@t.source = ?1" },
  { "archived", N_ ("Archived"), KONTOR_FILTER_FLAG, "k.archived = 1", .lifts = TRUE },
  { "any", N_ ("Archived ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { "published", N_ ("Published"), KONTOR_FILTER_FLAG, "t.published = 1" },
  { "unpublished", N_ ("Not published"), KONTOR_FILTER_FLAG, "t.published = 0" },
  { "unpriced",
    N_ ("Without a price"),
    KONTOR_FILTER_FLAG,
    "@k.price_e4 IS NULL",
    .serves = "price" },
  { "unpictured",
    N_ ("Without a picture"),
    KONTOR_FILTER_FLAG,
    "NOT EXISTS (SELECT 1 FROM product_picture AS p "
    "WHERE p.product_uid = t.uid)" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Not published"), "is:unpublished" },
  { N_ ("Without a price"), "is:unpriced" },
  { N_ ("Archived"), "is:archived" },
  { NULL },
};

const KontorListType kontor_list_products = {
  .name = "products",
  .title = N_ ("Products"),
  .kind = KIND_PRODUCT,
  .table = "product",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "title",
  .key_table = "derived_product_key",
  .standing = "k.archived = 0",
  .words = WORDS,
  .row_word = "instr (k.text, ?3) > 0",
  .short_word = WORD_STARTS,
  .currency = "coalesce (k.price_currency, " SQL_HOME_CURRENCY ")",
  .summary = "SELECT count (*), 0, NULL, NULL FROM derived_product_key WHERE archived = 0",
};
