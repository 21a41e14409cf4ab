/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define SKU "coalesce ((SELECT v.sku FROM product_variant AS v WHERE v.uid = t.variant_uid), '')"
#define TITLE                                                                                      \
  "(SELECT p.title FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid WHERE "    \
  "v.uid = t.variant_uid)"
#define WORDS                                                                                      \
  "@t.variant_uid IN " SQL_PRODUCTS_FOUND ("v.uid",                                                \
                                           "JOIN product_variant AS v ON v.product_uid = p.uid")
#define PRODUCT_HAS                                                                                \
  SQL_PRODUCT_HAS ("(SELECT v.product_uid FROM product_variant AS v WHERE v.uid = t.variant_uid)")
#define SKU_STARTS                                                                                 \
  "@t.variant_uid IN (SELECT uid FROM product_variant"                                             \
  " WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9)#)"

/* For a reason of its own, or by where it lies. */
#define HELD                                                                                       \
  "(t.hold <> '' OR t.place_uid IN"                                                                \
  " (SELECT uid FROM location WHERE kind IN ('transit', 'quarantine')))"

static const KontorListColumn columns[] = {
  { "happened",
    N_ ("Time"),
    KONTOR_COLUMN_TIME,
    "t.happened_at",
    "t.happened_at, t.id",
    "t.happened_at DESC, t.id DESC",
    TRUE },
  { "sku", N_ ("SKU"), KONTOR_COLUMN_TEXT, SKU, NULL, NULL, TRUE },
  { "product", N_ ("Product"), KONTOR_COLUMN_TEXT, TITLE, NULL, NULL, TRUE },
  { "quantity", N_ ("Quantity"), KONTOR_COLUMN_QUANTITY, "t.quantity", NULL, NULL, TRUE },
  { "order",
    N_ ("Order"),
    KONTOR_COLUMN_TEXT,
    "(SELECT o.number FROM sales_order AS o WHERE o.uid = t.order_uid)",
    NULL,
    NULL,
    TRUE },
  { "reason", N_ ("Reason"), KONTOR_COLUMN_TEXT, "t.reason", NULL, NULL, TRUE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, TRUE },
  { "kind",
    N_ ("Kind"),
    KONTOR_COLUMN_STATE,
    "t.kind",
    "t.kind, t.happened_at, t.id",
    "t.kind DESC, t.happened_at DESC, t.id DESC",
    TRUE },
  { "place",
    N_ ("Place"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.name FROM location AS p WHERE p.uid = t.place_uid)",
    NULL,
    NULL,
    FALSE },
  { "lot",
    N_ ("Lot"),
    KONTOR_COLUMN_TEXT,
    "(SELECT l.code FROM lot AS l WHERE l.uid = t.lot_uid)",
    NULL,
    NULL,
    FALSE },
  { "hold", N_ ("Unavailable because"), KONTOR_COLUMN_TEXT, "t.hold", NULL, NULL, FALSE },
  { "cost", N_ ("Unit cost"), KONTOR_COLUMN_PRICE, "t.cost_e4", NULL, NULL, FALSE },
  { "line", N_ ("Order line"), KONTOR_COLUMN_COUNT, "t.order_line", NULL, NULL, FALSE },
  { "booked", N_ ("Booked on"), KONTOR_COLUMN_TIME, "t.booked_on", NULL, NULL, FALSE },
  { "recorded", N_ ("Recorded"), KONTOR_COLUMN_TIME, "t.recorded_at", NULL, NULL, FALSE },
  { "clock", N_ ("Clock"), KONTOR_COLUMN_COUNT, "t.hlc", NULL, NULL, FALSE },
  { "rank", N_ ("Rank"), KONTOR_COLUMN_COUNT, "t.rank", NULL, NULL, FALSE },
  { "station", N_ ("Station"), KONTOR_COLUMN_COUNT, "t.station", NULL, NULL, FALSE },
  { "source", N_ ("Source"), KONTOR_COLUMN_TEXT, "t.source", NULL, NULL, FALSE },
  { NULL },
};

static const char *const kinds[] = {
  "sale=SALE",         "restock=RESTOCK", "return=RETURN", "adjustment=ADJUSTMENT",
  "transfer=TRANSFER", "consume=CONSUME", "count=COUNT",   NULL,
};

static const KontorFilterKey filters[] = {
  { "kind", N_ ("Kind"), KONTOR_FILTER_CHOICE, "@t.kind IN (?1)", kinds, .serves = "happened" },
  { "happened",
    N_ ("Time"),
    KONTOR_FILTER_TIME,
    "@t.happened_at BETWEEN ?1 AND ?2",
    .serves = "happened" },
  { "date",
    N_ ("Time"),
    KONTOR_FILTER_TIME,
    "@t.happened_at BETWEEN ?1 AND ?2",
    .serves = "happened" },
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "item",
    N_ ("Item"),
    KONTOR_FILTER_TEXT,
    "@t.variant_uid IN (SELECT uid FROM product_variant WHERE sku = ?1#)" },
  { "product", N_ ("Product"), KONTOR_FILTER_WORDS, WORDS, .row_sql = PRODUCT_HAS },
  { "quantity", N_ ("Quantity"), KONTOR_FILTER_QUANTITY, "t.quantity BETWEEN ?1 AND ?2" },
  { "order",
    N_ ("Order"),
    KONTOR_FILTER_TEXT,
    "@t.order_uid IN (SELECT uid FROM sales_order WHERE (number >= ?1 AND number < "
    "?2) OR (number >= ?8 AND number < ?9)#)" },
  { "place",
    N_ ("Place"),
    KONTOR_FILTER_TEXT,
    "@t.place_uid IN (SELECT uid FROM location WHERE code = ?1"
    " OR (name >= ?1 AND name < ?2)#)" },
  { "lot",
    N_ ("Lot"),
    KONTOR_FILTER_TEXT,
    "@t.lot_uid IN (SELECT uid FROM lot WHERE code >= ?1 AND code < ?2#)" },
  { "held", N_ ("Unavailable"), KONTOR_FILTER_FLAG, HELD },
  { "late", N_ ("In a closed period"), KONTOR_FILTER_FLAG, "t.booked_on IS NOT NULL" },
  { "reason", N_ ("Reason"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.reason), ?3) > 0" },
  { "source", N_ ("Source"), KONTOR_FILTER_TEXT, "@t.source = ?1" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Sales"), "kind:sale" },
  { N_ ("Restocks"), "kind:restock" },
  { N_ ("Corrections"), "kind:adjustment,count" },
  { NULL },
};

const KontorListType kontor_list_movements = {
  .name = "movements",
  .title = N_ ("Stock movements"),
  .kind = KIND_STOCK_MOVEMENT,
  .table = "stock_movement",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-happened",
  .words = WORDS,
  .row_word = PRODUCT_HAS,
  .short_word = SKU_STARTS,
  .currency = "nullif (t.currency, '')",
};
