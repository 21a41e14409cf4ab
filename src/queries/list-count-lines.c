/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define SKU "coalesce ((SELECT v.sku FROM product_variant AS v WHERE v.uid = t.variant_uid), '')"
#define TITLE                                                                                      \
  "(SELECT p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' || v.value1 END FROM product_variant" \
  " AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = t.variant_uid)"
#define PLACE "coalesce ((SELECT p.name FROM location AS p WHERE p.uid = t.place_uid), '')"
#define LOT "coalesce ((SELECT l.code FROM lot AS l WHERE l.uid = t.lot_uid), '')"
#define WORDS                                                                                      \
  "@t.variant_uid IN " SQL_PRODUCTS_FOUND ("v.uid",                                                \
                                           "JOIN product_variant AS v ON v.product_uid = p.uid")
#define PRODUCT_HAS                                                                                \
  SQL_PRODUCT_HAS ("(SELECT v.product_uid FROM product_variant AS v WHERE v.uid = t.variant_uid)")
#define SKU_STARTS                                                                                 \
  "@t.variant_uid IN (SELECT uid FROM product_variant"                                             \
  " WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9)#)"

static const KontorListColumn columns[] = {
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
  { "lot", N_ ("Lot"), KONTOR_COLUMN_TEXT, LOT, NULL, NULL, FALSE },
  { "book", N_ ("Book"), KONTOR_COLUMN_QUANTITY, "t.book", NULL, NULL, TRUE },
  { "counted", N_ ("Counted"), KONTOR_COLUMN_QUANTITY, "t.counted", NULL, NULL, TRUE },
  { "difference", N_ ("Difference"), KONTOR_COLUMN_QUANTITY, "t.shown", NULL, NULL, TRUE },
  { "value",
    N_ ("Value"),
    KONTOR_COLUMN_MONEY,
    "t.value_minor",
    "abs (t.value_minor), t.id",
    "abs (t.value_minor) DESC, t.id DESC",
    TRUE },
  { "counted_at",
    N_ ("Counted At"),
    KONTOR_COLUMN_TIME,
    "t.counted_at",
    "t.counted_at, t.id",
    "t.counted_at DESC, t.id DESC",
    FALSE },
  { "checks", N_ ("To Look At"), KONTOR_COLUMN_TEXT, "t.check_note", NULL, NULL, FALSE },
  { "reason", N_ ("Reason"), KONTOR_COLUMN_TEXT, "t.reason", NULL, NULL, FALSE },
  { "decided", N_ ("Decided By"), KONTOR_COLUMN_TEXT, "t.decided_by", NULL, NULL, FALSE },
  { "state", N_ ("State"), KONTOR_COLUMN_STATE, "t.state", NULL, NULL, TRUE },
  { NULL },
};

static const char *const states[] = {
  "open", "recount", "agreed", "booked", "reopened", "left", "reversed", NULL,
};

static const KontorFilterKey filters[] = {
  { "count",
    N_ ("Count"),
    KONTOR_FILTER_TEXT,
    "@t.count_uid IN (SELECT uid FROM stock_count WHERE (number >= ?1 AND number < ?2)"
    " OR (number >= ?8 AND number < ?9)#)",
    .serves = "value" },
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, "t.state IN (?1)", states },
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "product", N_ ("Product"), KONTOR_FILTER_WORDS, WORDS, .row_sql = PRODUCT_HAS },
  { "place", N_ ("Place"), KONTOR_FILTER_TEXT, "instr (kontor_fold (" PLACE "), ?3) > 0" },
  { "difference", N_ ("Difference"), KONTOR_FILTER_QUANTITY, "t.shown BETWEEN ?1 AND ?2" },
  { "counted_at",
    N_ ("Counted At"),
    KONTOR_FILTER_TIME,
    "@t.counted_at BETWEEN ?1 AND ?2",
    .serves = "counted_at" },
  { "reason", N_ ("Reason"), KONTOR_FILTER_TEXT, "t.reason = ?1" },
  { "different", N_ ("Different"), KONTOR_FILTER_FLAG, "t.shown <> 0" },
  { "counted", N_ ("Counted"), KONTOR_FILTER_FLAG, "t.counted IS NOT NULL" },
  { "check", N_ ("To look at"), KONTOR_FILTER_FLAG, "t.check_note <> ''" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Different"), "is:different" },
  { N_ ("To Look At"), "state:open,recount,reopened is:check" },
  { N_ ("Not Counted"), "-is:counted" },
  { NULL },
};

const KontorListType kontor_list_count_lines = {
  .name = "count-lines",
  .title = N_ ("Count lines"),
  .kind = KIND_COUNT_LINE,
  .table = "count_line",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-value",
  .words = WORDS,
  .row_word = PRODUCT_HAS,
  .short_word = SKU_STARTS,
  .currency = "t.currency",
  .amount = "t.value_minor",
};
