/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define SKU_STARTS                                                                                 \
  "@t.variant_uid IN (SELECT uid FROM product_variant"                                             \
  " WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9)#)"
#define LEVEL(column)                                                                              \
  "(SELECT l." column " FROM derived_stock_level AS l WHERE l.variant_uid = t.variant_uid)"
#define SNOOZED "coalesce (t.snoozed_until, 0) > $now"

static const KontorListColumn columns[] = {
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
  { "available", N_ ("Available"), KONTOR_COLUMN_QUANTITY, LEVEL ("available"), NULL, NULL, TRUE },
  { "reorder_level",
    N_ ("Reorder level"),
    KONTOR_COLUMN_QUANTITY,
    "t.reorder_level",
    NULL,
    NULL,
    TRUE },
  { "incoming", N_ ("Incoming"), KONTOR_COLUMN_QUANTITY, LEVEL ("incoming"), NULL, NULL, TRUE },
  { "opened",
    N_ ("Since"),
    KONTOR_COLUMN_TIME,
    "t.opened_at",
    "t.opened_at, t.id",
    "t.opened_at DESC, t.id DESC",
    TRUE },
  { "then", N_ ("Available then"), KONTOR_COLUMN_QUANTITY, "t.available", NULL, NULL, FALSE },
  { "snoozed", N_ ("Snoozed until"), KONTOR_COLUMN_TIME, "t.snoozed_until", NULL, NULL, FALSE },
  { "closed", N_ ("Closed"), KONTOR_COLUMN_TIME, "t.closed_at", NULL, NULL, FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_STARTS },
  { "opened",
    N_ ("Since"),
    KONTOR_FILTER_TIME,
    "@t.opened_at BETWEEN ?1 AND ?2",
    .serves = "opened" },
  { "snoozed", N_ ("Snoozed"), KONTOR_FILTER_FLAG, SNOOZED },
  { "closed", N_ ("Closed"), KONTOR_FILTER_FLAG, "t.closed_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Closed ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("Open"), "" },
  { N_ ("Due"), "-is:snoozed" },
  { N_ ("Snoozed"), "is:snoozed" },
  { N_ ("Closed"), "is:closed" },
  { NULL },
};

const KontorListType kontor_list_notices = {
  .name = "notices",
  .title = N_ ("Low stock"),
  .kind = KIND_STOCK_NOTICE,
  .table = "stock_notice",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-opened",
  .standing = "t.closed_at IS NULL",
  .short_word = SKU_STARTS,
  .currency = "NULL",
};
