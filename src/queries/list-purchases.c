/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define NUMBER_STARTS "(@t.number >= ?1 AND @t.number < ?2) OR (@t.number >= ?8 AND @t.number < ?9)"
#define HAS_WORD                                                                                   \
  "(instr (kontor_fold (t.number || char (10) || t.supplier_name), ?3) > 0"                        \
  " OR EXISTS (SELECT 1 FROM purchase_line AS l WHERE l.purchase_uid = t.uid"                      \
  " AND instr (kontor_fold (l.title || char (10) || l.sku || char (10) || l.order_code), ?3) > "   \
  "0))"
#define AWAITED "t.state IN ('sent', 'part')"

static const KontorListColumn columns[] = {
  { "number",
    N_ ("Number"),
    KONTOR_COLUMN_TEXT,
    "t.number",
    "t.number, t.id",
    "t.number DESC, t.id DESC",
    TRUE },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_COLUMN_TEXT,
    "t.supplier_name",
    "t.supplier_name COLLATE NOCASE, t.id",
    "t.supplier_name COLLATE NOCASE DESC, t.id DESC",
    TRUE },
  { "created",
    N_ ("Written"),
    KONTOR_COLUMN_TIME,
    "t.created_at",
    "t.created_at, t.id",
    "t.created_at DESC, t.id DESC",
    TRUE },
  { "expected",
    N_ ("Expected"),
    KONTOR_COLUMN_TIME,
    "t.expected_at",
    "t.expected_at NULLS LAST, t.id",
    "t.expected_at DESC, t.id DESC",
    TRUE },
  { "lines",
    N_ ("Lines"),
    KONTOR_COLUMN_COUNT,
    "(SELECT count (*) FROM purchase_line AS l WHERE l.purchase_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "total",
    N_ ("Net total"),
    KONTOR_COLUMN_MONEY,
    "t.net_minor",
    "t.net_minor, t.id",
    "t.net_minor DESC, t.id DESC",
    TRUE },
  { "sent", N_ ("Sent"), KONTOR_COLUMN_TIME, "t.sent_at", NULL, NULL, FALSE },
  { "closed", N_ ("Closed"), KONTOR_COLUMN_TIME, "t.closed_at", NULL, NULL, FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { "state",
    N_ ("State"),
    KONTOR_COLUMN_STATE,
    "t.state",
    "t.state, t.created_at, t.id",
    "t.state DESC, t.created_at DESC, t.id DESC",
    TRUE },
  { NULL },
};

static const char *const states[] = {
  "open=draft,sent,part", "awaited=sent,part",   "draft=draft", "sent=sent", "part=part",
  "received=received",    "cancelled=cancelled", NULL,
};

static const KontorFilterKey filters[] = {
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, "@t.state IN (?1)", states, .serves = "created" },
  { "number", N_ ("Number"), KONTOR_FILTER_TEXT, NUMBER_STARTS },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_FILTER_TEXT,
    "instr (kontor_fold (t.supplier_name), ?3) > 0" },
  { "created",
    N_ ("Written"),
    KONTOR_FILTER_TIME,
    "@t.created_at BETWEEN ?1 AND ?2",
    .serves = "created" },
  { "date",
    N_ ("Written"),
    KONTOR_FILTER_TIME,
    "@t.created_at BETWEEN ?1 AND ?2",
    .serves = "created" },
  { "expected",
    N_ ("Expected"),
    KONTOR_FILTER_TIME,
    "@t.expected_at BETWEEN ?1 AND ?2",
    .serves = "expected" },
  { "total",
    N_ ("Net total"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.net_minor"),
    .serves = "total" },
  { "sku",
    N_ ("SKU"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT l.purchase_uid FROM product_variant AS v JOIN purchase_line AS l ON "
    "l.variant_uid = v.uid WHERE (v.sku >= ?1 AND v.sku < ?2) OR (v.sku >= ?8 AND v.sku < ?9)#)" },
  { "brings",
    N_ ("Brings"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT d.purchase_uid FROM product_variant AS v JOIN derived_purchase_open AS d"
    " ON d.variant_uid = v.uid WHERE v.sku = ?1 AND d.quantity > 0#)" },
  { "product",
    N_ ("Product"),
    KONTOR_FILTER_WORDS,
    "@t.uid IN " SQL_PRODUCTS_FOUND ("l.purchase_uid",
                                     "JOIN product_variant AS v ON v.product_uid = p.uid JOIN "
                                     "purchase_line AS l ON l.variant_uid = v.uid"),
    .row_sql = "EXISTS (SELECT 1 FROM purchase_line AS l WHERE l.purchase_uid = t.uid AND instr "
               "(kontor_fold (l.title), ?3) > 0)" },
  { "note", N_ ("Note"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.note), ?3) > 0" },
  { "late",
    N_ ("Late"),
    KONTOR_FILTER_FLAG,
    AWAITED " AND t.expected_at IS NOT NULL AND t.expected_at < $now" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Drafts"), "state:draft" },
  { N_ ("Awaited"), "state:awaited" },
  { N_ ("Late"), "is:late" },
  { N_ ("Received"), "state:received" },
  { N_ ("Cancelled"), "state:cancelled" },
  { NULL },
};

const KontorListType kontor_list_purchases = {
  .name = "purchases",
  .title = N_ ("Purchase orders"),
  .kind = KIND_PURCHASE_ORDER,
  .table = "purchase_order",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-created",
  .row_word = HAS_WORD,
  .currency = "t.currency",
  .amount = "t.net_minor",
};
