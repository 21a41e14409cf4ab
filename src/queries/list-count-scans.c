/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define SKU "coalesce ((SELECT v.sku FROM product_variant AS v WHERE v.uid = t.variant_uid), '')"
#define TITLE                                                                                      \
  "coalesce ((SELECT p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' || v.value1 END"            \
  " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"                          \
  " WHERE v.uid = t.variant_uid), '')"
#define PLACE "coalesce ((SELECT p.name FROM location AS p WHERE p.uid = t.place_uid), '')"
#define WORDS                                                                                      \
  "@t.variant_uid IN " SQL_PRODUCTS_FOUND ("v.uid",                                                \
                                           "JOIN product_variant AS v ON v.product_uid = p.uid")
#define PRODUCT_HAS                                                                                \
  SQL_PRODUCT_HAS ("(SELECT v.product_uid FROM product_variant AS v WHERE v.uid = t.variant_uid)")
#define SKU_STARTS                                                                                 \
  "@t.variant_uid IN (SELECT uid FROM product_variant"                                             \
  " WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9)#)"
#define TAKEN_BACK "EXISTS (SELECT 1 FROM count_scan AS c WHERE c.corrects_uid = t.uid)"

static const KontorListColumn columns[] = {
  { "happened",
    N_ ("Time"),
    KONTOR_COLUMN_TIME,
    "t.happened_at",
    "t.happened_at, t.id",
    "t.happened_at DESC, t.id DESC",
    TRUE },
  { "count",
    N_ ("Count"),
    KONTOR_COLUMN_TEXT,
    "(SELECT c.number FROM stock_count AS c WHERE c.uid = t.count_uid)",
    NULL,
    NULL,
    FALSE },
  { "product", N_ ("Product"), KONTOR_COLUMN_TEXT, TITLE, NULL, NULL, TRUE },
  { "sku", N_ ("SKU"), KONTOR_COLUMN_TEXT, SKU, NULL, NULL, TRUE },
  { "place", N_ ("Place"), KONTOR_COLUMN_TEXT, PLACE, NULL, NULL, TRUE },
  { "spot", N_ ("Spot"), KONTOR_COLUMN_TEXT, "t.spot", NULL, NULL, FALSE },
  { "quantity", N_ ("Quantity"), KONTOR_COLUMN_QUANTITY, "t.quantity", NULL, NULL, TRUE },
  { "typed", N_ ("Typed"), KONTOR_COLUMN_TEXT, "t.expression", NULL, NULL, FALSE },
  { "code", N_ ("Code"), KONTOR_COLUMN_TEXT, "t.code", NULL, NULL, TRUE },
  { "condition", N_ ("Condition"), KONTOR_COLUMN_TEXT, "t.condition", NULL, NULL, FALSE },
  { "author", N_ ("By"), KONTOR_COLUMN_TEXT, "t.author_name", NULL, NULL, TRUE },
  { "station", N_ ("Station"), KONTOR_COLUMN_COUNT, "t.station", NULL, NULL, FALSE },
  { "pass", N_ ("Pass"), KONTOR_COLUMN_COUNT, "t.pass", NULL, NULL, FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { "state",
    N_ ("State"),
    KONTOR_COLUMN_STATE,
    "CASE WHEN t.corrects_uid IS NOT NULL THEN 'correction' WHEN " TAKEN_BACK
    " THEN 'taken_back' WHEN t.variant_uid IS NULL THEN 'unknown_code'"
    " WHEN t.mode = 'set' THEN 'set' ELSE 'added' END",
    NULL,
    NULL,
    TRUE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "count",
    N_ ("Count"),
    KONTOR_FILTER_TEXT,
    "@t.count_uid IN (SELECT uid FROM stock_count WHERE (number >= ?1 AND number < ?2)"
    " OR (number >= ?8 AND number < ?9)#)",
    .serves = "happened" },
  { "happened",
    N_ ("Time"),
    KONTOR_FILTER_TIME,
    "@t.happened_at BETWEEN ?1 AND ?2",
    .serves = "happened" },
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "product", N_ ("Product"), KONTOR_FILTER_WORDS, WORDS, .row_sql = PRODUCT_HAS },
  { "place", N_ ("Place"), KONTOR_FILTER_TEXT, "instr (kontor_fold (" PLACE "), ?3) > 0" },
  { "code", N_ ("Code"), KONTOR_FILTER_TEXT, "t.code = ?1" },
  { "author", N_ ("By"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.author_name), ?3) > 0" },
  { "unknown",
    N_ ("Unknown code"),
    KONTOR_FILTER_FLAG,
    "t.variant_uid IS NULL AND t.corrects_uid IS NULL AND NOT " TAKEN_BACK },
  { "taken-back",
    N_ ("Taken back"),
    KONTOR_FILTER_FLAG,
    "t.corrects_uid IS NOT NULL OR " TAKEN_BACK },
  { "damaged", N_ ("Damaged"), KONTOR_FILTER_FLAG, "t.condition = 'damaged'" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Unknown Codes"), "is:unknown" },
  { N_ ("Damaged"), "is:damaged" },
  { NULL },
};

const KontorListType kontor_list_count_scans = {
  .name = "count-scans",
  .title = N_ ("Scans"),
  .kind = KIND_COUNT_SCAN,
  .table = "count_scan",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-happened",
  .words = WORDS,
  .row_word = PRODUCT_HAS,
  .short_word = SKU_STARTS,
  .currency = "NULL",
};
