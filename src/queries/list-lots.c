/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define SKU_STARTS                                                                                 \
  "@t.variant_uid IN (SELECT uid FROM product_variant"                                             \
  " WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9)#)"
#define ON_HAND                                                                                    \
  "(SELECT coalesce (sum (d.quantity), 0) FROM derived_stock_key AS d"                             \
  " WHERE d.lot_uid = t.uid AND d.lot_uid <> x'')"
#define STATUS                                                                                     \
  "CASE WHEN t.recalled_at IS NOT NULL THEN 'recalled' WHEN " ON_HAND " < 0 THEN 'negative'"       \
  " WHEN t.best_before < $now THEN 'expired' ELSE 'good' END"

static const KontorListColumn columns[] = {
  { "code",
    N_ ("Lot"),
    KONTOR_COLUMN_TEXT,
    "t.code",
    "t.code, t.id",
    "t.code DESC, t.id DESC",
    TRUE },
  { "sku",
    N_ ("SKU"),
    KONTOR_COLUMN_TEXT,
    "(SELECT v.sku FROM product_variant AS v WHERE v.uid = t.variant_uid)",
    NULL,
    NULL,
    TRUE },
  { "product",
    N_ ("Product"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.title FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"
    " WHERE v.uid = t.variant_uid)",
    NULL,
    NULL,
    TRUE },
  { "best_before",
    N_ ("Best before"),
    KONTOR_COLUMN_TIME,
    "t.best_before",
    "t.best_before, t.id",
    "t.best_before DESC, t.id DESC",
    TRUE },
  { "on_hand", N_ ("On hand"), KONTOR_COLUMN_QUANTITY, ON_HAND, NULL, NULL, TRUE },
  { "status", N_ ("Status"), KONTOR_COLUMN_STATE, STATUS, NULL, NULL, TRUE },
  { "recall",
    N_ ("Reason of the recall"),
    KONTOR_COLUMN_TEXT,
    "t.recall_reason",
    NULL,
    NULL,
    FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "code", N_ ("Lot"), KONTOR_FILTER_TEXT, "@t.code >= ?1 AND @t.code < ?2", .serves = "code" },
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "best_before",
    N_ ("Best before"),
    KONTOR_FILTER_TIME,
    "@t.best_before BETWEEN ?1 AND ?2",
    .serves = "best_before" },
  { "expired",
    N_ ("Expired"),
    KONTOR_FILTER_FLAG,
    "@t.best_before < $now",
    .serves = "best_before" },
  { "recalled", N_ ("Recalled"), KONTOR_FILTER_FLAG, "t.recalled_at IS NOT NULL" },
  { "there", N_ ("On hand"), KONTOR_FILTER_FLAG, ON_HAND " <> 0" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("On hand"), "is:there" },
  { N_ ("Expired"), "is:expired is:there" },
  { N_ ("Recalled"), "is:recalled" },
  { NULL },
};

const KontorListType kontor_list_lots = {
  .name = "lots",
  .title = N_ ("Lots"),
  .kind = KIND_LOT,
  .table = "lot",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "code",
  .row_word = "instr (kontor_fold (t.code || char (10) || t.note), ?3) > 0",
  .short_word = SKU_STARTS,
  .currency = "NULL",
};
