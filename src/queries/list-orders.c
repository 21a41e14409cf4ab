/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

/* An order's key knows the document with its words: its customer's, or its own for a guest. */
#define DOCUMENTS "SELECT rowid FROM derived_search WHERE derived_search MATCH 'text : ' || ?7"
#define WORD_IDS                                                                                   \
  "SELECT o.id FROM derived_search CROSS JOIN derived_order_key AS o ON o.doc = "                  \
  "derived_search.rowid WHERE derived_search MATCH 'text : ' || ?7"
#define CUSTOMER_WORDS "@t.id IN (" WORD_IDS "#)"
#define CUSTOMER_HAS "@k.doc IN (" DOCUMENTS ")"
#define NAMES "SELECT id FROM derived_order_key WHERE name_key >= ?3 AND name_key < ?4"
#define CUSTOMER_STARTS "@t.id IN (" NAMES "#)"
/* Some stand in it twice. */
#define SHORT_IDS                                                                                  \
  NAMES " UNION ALL SELECT id FROM sales_order WHERE number >= ?1 AND number < ?2"                 \
        " UNION ALL SELECT id FROM sales_order WHERE number >= ?8 AND number < ?9"
#define NUMBER_STARTS "(@t.number >= ?1 AND @t.number < ?2) OR (@t.number >= ?8 AND @t.number < ?9)"
#define NUMBER                                                                                     \
  NUMBER_STARTS                                                                                    \
  " OR @t.id IN (SELECT id FROM derived_order_key WHERE number_tail >= ?5 AND number_tail < ?6#)"
#define SKU_LINES                                                                                  \
  "@t.uid IN (SELECT order_uid FROM order_line WHERE variant_uid IN"                               \
  " (SELECT uid FROM product_variant WHERE (sku >= ?1 AND sku < ?2) OR (sku >= ?8 AND sku < ?9))"  \
  " UNION ALL SELECT order_uid FROM order_line INDEXED BY derived_idx_line_sku"                    \
  " WHERE variant_uid IS NULL AND sku <> ''"                                                       \
  " AND sku >= ?1 AND sku < ?2#)"
#define SKU_LINE                                                                                   \
  "EXISTS (SELECT 1 FROM order_line AS l LEFT JOIN product_variant AS v ON v.uid = l.variant_uid"  \
  " WHERE l.order_uid = t.uid AND ((coalesce (v.sku, l.sku) >= ?1 AND coalesce (v.sku, l.sku) < "  \
  "?2)"                                                                                            \
  " OR (v.sku >= ?8 AND v.sku < ?9)))"
#define PRODUCT_LINE                                                                               \
  "EXISTS (SELECT 1 FROM order_line AS l JOIN product_variant AS v ON v.uid = l.variant_uid"       \
  " WHERE l.order_uid = t.uid AND v.product_uid IN (SELECT p.uid FROM derived_search_product"      \
  " JOIN product AS p ON p.id = derived_search_product.rowid WHERE derived_search_product"         \
  " MATCH ?7))"
/* What is reserved of an item, also inside of bundles. */
#define PROMISES                                                                                   \
  "@t.uid IN (SELECT d.order_uid FROM product_variant AS v JOIN derived_order_promise AS d"        \
  " ON d.variant_uid = v.uid WHERE v.sku = ?1 UNION SELECT d.order_uid FROM product_variant AS v"  \
  " JOIN derived_bundle AS b ON b.part_uid = v.uid AND b.is_leaf = 1"                              \
  " JOIN derived_order_promise AS d ON d.variant_uid = b.root_uid WHERE v.sku = ?1#)"
#define COUNTRY "CASE t.shipping_country WHEN '' THEN t.billing_country ELSE t.shipping_country END"
/* By the clock of this computer; whole hours of UTC, as the figures are (derived_order_hour). */
#define HOUR                                                                                       \
  "CAST (strftime ('%H', t.placed_at / 3600000000 * 3600, 'unixepoch', 'localtime') AS INTEGER)"
#define NOT_SHIPPED "shipped_at IS NULL AND state IN ('PAID', 'PROCESSING')"

static const KontorListColumn columns[] = {
  { "number",
    N_ ("Number"),
    KONTOR_COLUMN_TEXT,
    "t.number",
    "t.number, t.id",
    "t.number DESC, t.id DESC",
    TRUE },
  { "placed",
    N_ ("Placed"),
    KONTOR_COLUMN_TIME,
    "t.placed_at",
    "t.placed_at, t.id",
    "t.placed_at DESC, t.id DESC",
    TRUE },
  { "customer",
    N_ ("Customer"),
    KONTOR_COLUMN_TEXT,
    "t.customer_name",
    "k.name_key, k.id",
    "k.name_key DESC, k.id DESC",
    TRUE },
  { "items", N_ ("Items"), KONTOR_COLUMN_QUANTITY, "t.quantity", NULL, NULL, TRUE },
  { "total",
    N_ ("Total"),
    KONTOR_COLUMN_MONEY,
    "t.gross_minor",
    "t.gross_minor, t.id",
    "t.gross_minor DESC, t.id DESC",
    TRUE },
  { "ship_by",
    N_ ("Ship by"),
    KONTOR_COLUMN_TIME,
    "t.ship_by",
    "t.ship_by NULLS LAST, t.id",
    "t.ship_by DESC, t.id DESC",
    TRUE },
  { "channel",
    N_ ("Channel"),
    KONTOR_COLUMN_TEXT,
    "t.channel",
    "t.channel, t.placed_at, t.id",
    "t.channel DESC, t.placed_at DESC, t.id DESC",
    FALSE },
  { "country",
    N_ ("Country"),
    KONTOR_COLUMN_TEXT,
    COUNTRY,
    COUNTRY ", t.placed_at, t.id",
    COUNTRY " DESC, t.placed_at DESC, t.id DESC",
    FALSE },
  { "payment",
    N_ ("Payment"),
    KONTOR_COLUMN_TEXT,
    "t.payment_method",
    "t.payment_method, t.placed_at, t.id",
    "t.payment_method DESC, t.placed_at DESC, t.id DESC",
    FALSE },
  { "paid",
    N_ ("Paid"),
    KONTOR_COLUMN_TIME,
    "t.paid_at",
    "t.paid_at NULLS LAST, t.id",
    "t.paid_at DESC, t.id DESC",
    FALSE },
  { "shipped",
    N_ ("Shipped"),
    KONTOR_COLUMN_TIME,
    "t.shipped_at",
    "t.shipped_at NULLS LAST, t.id",
    "t.shipped_at DESC, t.id DESC",
    FALSE },
  { "delivered", N_ ("Delivered"), KONTOR_COLUMN_TIME, "t.delivered_at", NULL, NULL, FALSE },
  { "email", N_ ("E-mail"), KONTOR_COLUMN_TEXT, "t.email", NULL, NULL, FALSE },
  { "net", N_ ("Net"), KONTOR_COLUMN_MONEY, "t.net_minor", NULL, NULL, FALSE },
  { "tax", N_ ("Tax"), KONTOR_COLUMN_MONEY, "t.tax_minor", NULL, NULL, FALSE },
  { "refunded", N_ ("Refunded"), KONTOR_COLUMN_MONEY, "t.refunded_minor", NULL, NULL, FALSE },
  { "tracking",
    N_ ("Tracking"),
    KONTOR_COLUMN_TEXT,
    "(SELECT group_concat (d.tracking_number, ' ') FROM "
    "delivery AS d WHERE d.order_uid = t.uid AND "
    "d.tracking_number <> '' AND d.withdrawn_at IS NULL)",
    NULL,
    NULL,
    FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { "source", N_ ("Source"), KONTOR_COLUMN_TEXT, "t.source", NULL, NULL, FALSE },
  { "state",
    N_ ("State"),
    KONTOR_COLUMN_STATE,
    "t.state",
    "t.state, t.placed_at, t.id",
    "t.state DESC, t.placed_at DESC, t.id DESC",
    TRUE },
  { NULL },
};

static const char *const states[] = {
  "to-pay=PENDING_PAYMENT",
  "to-pack=PAID",
  "to-ship=PROCESSING",
  "shipped=SHIPPED",
  "delivered=DELIVERED",
  "cancelled=CANCELLED",
  "returned=RETURNED",
  "cart=CART",
  "open=CART,PENDING_PAYMENT,PAID,PROCESSING",
  "done=SHIPPED,DELIVERED",
  "pending-payment=PENDING_PAYMENT",
  "paid=PAID",
  "processing=PROCESSING",
  NULL,
};

static const KontorFilterKey filters[] = {
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, "@t.state IN (?1)", states, .serves = "placed" },
  { "customer",
    N_ ("Customer"),
    KONTOR_FILTER_WORDS,
    CUSTOMER_WORDS,
    .short_sql = CUSTOMER_STARTS,
    .row_sql = CUSTOMER_HAS },
  { "number", N_ ("Number"), KONTOR_FILTER_TEXT, NUMBER, .short_sql = NUMBER_STARTS },
  { "total",
    N_ ("Total"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.gross_minor"),
    .serves = "total" },
  { "placed",
    N_ ("Placed"),
    KONTOR_FILTER_TIME,
    "@t.placed_at BETWEEN ?1 AND ?2",
    .serves = "placed" },
  { "date",
    N_ ("Placed"),
    KONTOR_FILTER_TIME,
    "@t.placed_at BETWEEN ?1 AND ?2",
    .serves = "placed" },
  { "paid", N_ ("Paid"), KONTOR_FILTER_TIME, "@t.paid_at BETWEEN ?1 AND ?2", .serves = "paid" },
  { "shipped",
    N_ ("Shipped"),
    KONTOR_FILTER_TIME,
    "@t.shipped_at BETWEEN ?1 AND ?2",
    .serves = "shipped" },
  { "ship_by",
    N_ ("Ship by"),
    KONTOR_FILTER_TIME,
    "@t.ship_by BETWEEN ?1 AND ?2",
    .serves = "ship_by" },
  { "channel", N_ ("Channel"), KONTOR_FILTER_TEXT, "@t.channel = ?1", .serves = "placed" },
  { "country", N_ ("Country"), KONTOR_FILTER_TEXT, "@" COUNTRY " = ?8", .serves = "placed" },
  { "payment", N_ ("Payment"), KONTOR_FILTER_TEXT, "@t.payment_method = ?1", .serves = "placed" },
  { "sku", N_ ("SKU"), KONTOR_FILTER_TEXT, SKU_LINES, .row_sql = SKU_LINE },
  { "promises", N_ ("Promises"), KONTOR_FILTER_TEXT, PROMISES },
  { "product",
    N_ ("Product"),
    KONTOR_FILTER_WORDS,
    "@t.uid IN " SQL_PRODUCTS_FOUND ("l.order_uid",
                                     "JOIN product_variant AS v ON v.product_uid = p.uid JOIN "
                                     "order_line AS l ON l.variant_uid = v.uid"),
    .row_sql = PRODUCT_LINE,
    .short_sql = "@t.uid IN (SELECT l.order_uid FROM derived_product_key AS p "
                 "JOIN product AS q ON q.id = p.id JOIN product_variant AS v ON "
                 "v.product_uid = q.uid JOIN order_line AS l ON l.variant_uid = "
                 "v.uid WHERE p.title_key >= ?3 AND p.title_key < ?4#)" },
  { "revenue",
    N_ ("Paid or refunded"),
    KONTOR_FILTER_TIME,
    "@t.uid IN (SELECT uid FROM sales_order WHERE paid_at BETWEEN ?1 AND ?2"
    " UNION ALL SELECT order_uid FROM order_refund WHERE happened_at BETWEEN ?1 AND ?2#)" },
  { "refund",
    N_ ("Refunded on"),
    KONTOR_FILTER_TIME,
    "@t.uid IN (SELECT order_uid FROM order_refund WHERE happened_at BETWEEN ?1 AND ?2#)" },
  { "goods",
    N_ ("Goods left or came back"),
    KONTOR_FILTER_TIME,
    "@t.uid IN (SELECT order_uid FROM delivery WHERE happened_at BETWEEN ?1 AND ?2"
    " AND withdrawn_at IS NULL"
    " UNION ALL SELECT order_uid FROM order_return WHERE happened_at BETWEEN ?1 AND ?2#)" },
  { "hour", N_ ("Hour of the day"), KONTOR_FILTER_QUANTITY, HOUR " * 1000 BETWEEN ?1 AND ?2" },
  { "item",
    N_ ("SKU exactly"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT l.order_uid FROM product_variant AS v JOIN order_line AS l"
    " ON l.variant_uid = v.uid WHERE v.sku = ?1#)" },
  { "currency", N_ ("Currency"), KONTOR_FILTER_TEXT, "t.currency = ?8" },
  { "tag",
    N_ ("Customer’s tag"),
    KONTOR_FILTER_TEXT,
    "@t.customer_uid IN (SELECT customer_uid FROM customer_tag "
    "WHERE tag = ?1#)" },
  { "customer_number",
    N_ ("Customer number"),
    KONTOR_FILTER_TEXT,
    "@t.customer_uid IN (SELECT uid FROM customer WHERE number IN (?1, ?8)#)" },
  { "tracking",
    N_ ("Tracking number"),
    KONTOR_FILTER_TEXT,
    "@t.uid IN (SELECT order_uid FROM delivery WHERE "
    "tracking_number >= ?8 AND tracking_number < ?9#)" },
  { "note", N_ ("Note"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.note), ?3) > 0" },
  { "source", N_ ("Source"), KONTOR_FILTER_TEXT, "@t.source = ?1" },
  { "late",
    N_ ("Late"),
    KONTOR_FILTER_FLAG,
    "@t.id IN (SELECT id FROM sales_order INDEXED BY "
    "derived_idx_order_due WHERE " NOT_SHIPPED " AND ship_by < $now)" },
  { "unpaid-shipped",
    N_ ("Shipped and not paid"),
    KONTOR_FILTER_FLAG,
    "@t.id IN (SELECT id FROM sales_order INDEXED BY "
    "derived_idx_order_unpaid WHERE paid_at IS NULL AND "
    "shipped_at IS NOT NULL AND state <> 'CANCELLED')" },
  { "refunded",
    N_ ("Refunded"),
    KONTOR_FILTER_FLAG,
    "@t.id IN (SELECT id FROM sales_order INDEXED BY "
    "derived_idx_order_refunded WHERE refunded_minor > "
    "0#)" },
  { "guest",
    N_ ("Without a customer"),
    KONTOR_FILTER_FLAG,
    "@t.customer_uid IS NULL",
    .serves = "placed" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("To pay"), "state:to-pay" },
  { N_ ("To pack"), "state:to-pack" },
  { N_ ("To ship"), "state:to-ship" },
  { N_ ("Late"), "is:late" },
  { N_ ("Shipped"), "state:shipped" },
  { N_ ("Delivered"), "state:delivered" },
  { N_ ("Cancelled"), "state:cancelled" },
  { N_ ("Carts"), "state:cart" },
  { NULL },
};

#define WORD_ROWS(kind, join)                                                                      \
  " FROM derived_search CROSS JOIN derived_search_doc AS d ON d.id = derived_search.rowid"         \
  " CROSS JOIN sales_order AS t ON " join " WHERE derived_search MATCH 'kind : \"" kind            \
  "\" AND text : ' || ?7"

const char *const kontor_list_orders_word_rows[] = {
  WORD_ROWS ("cus", "t.customer_uid = d.uid"),
  WORD_ROWS ("ord", "t.uid = d.uid AND t.customer_uid IS NULL"),
  NULL,
};

const KontorListType kontor_list_orders = {
  .name = "orders",
  .title = N_ ("Orders"),
  .kind = KIND_ORDER,
  .table = "sales_order",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-placed",
  .key_table = "derived_order_key",
  .words = CUSTOMER_WORDS,
  .row_word = CUSTOMER_HAS,
  .short_word = "@t.id IN (" SHORT_IDS "#)",
  .short_row = "(k.name_key >= ?3 AND k.name_key < ?4) OR (t.number >= ?1 AND t.number < ?2)"
               " OR (t.number >= ?8 AND t.number < ?9)",
  .word_ids = WORD_IDS,
  .short_ids = SHORT_IDS,
  .number_word = NUMBER,
  .currency = "t.currency",
  .amount = "t.gross_minor",
  .summary = "SELECT coalesce (sum (orders), 0), coalesce (sum (gross_minor), 0), min "
             "(currency), max (currency)"
             " FROM derived_order_state",
};
