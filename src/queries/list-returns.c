/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "number",
    N_ ("Number"),
    KONTOR_COLUMN_TEXT,
    "t.number",
    "t.number, t.id",
    "t.number DESC, t.id DESC",
    TRUE },
  { "happened",
    N_ ("Date"),
    KONTOR_COLUMN_TIME,
    "t.happened_at",
    "t.happened_at, t.id",
    "t.happened_at DESC, t.id DESC",
    TRUE },
  { "customer", N_ ("Customer"), KONTOR_COLUMN_TEXT, "t.customer_name", NULL, NULL, TRUE },
  { "items",
    N_ ("Items"),
    KONTOR_COLUMN_QUANTITY,
    "(SELECT sum (l.quantity) FROM sales_return_line AS l WHERE l.return_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "total",
    N_ ("Total"),
    KONTOR_COLUMN_MONEY,
    "t.gross_minor",
    "t.gross_minor, t.id",
    "t.gross_minor DESC, t.id DESC",
    TRUE },
  { "reason", N_ ("Reason"), KONTOR_COLUMN_TEXT, "t.reason", NULL, NULL, TRUE },
  { "source", N_ ("Source"), KONTOR_COLUMN_TEXT, "t.source", NULL, NULL, FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "number",
    N_ ("Number"),
    KONTOR_FILTER_TEXT,
    "(@t.number >= ?1 AND @t.number < ?2) OR (@t.number >= ?8 AND @t.number < ?9)" },
  { "happened",
    N_ ("Date"),
    KONTOR_FILTER_TIME,
    "@t.happened_at BETWEEN ?1 AND ?2",
    .serves = "happened" },
  { "date",
    N_ ("Date"),
    KONTOR_FILTER_TIME,
    "@t.happened_at BETWEEN ?1 AND ?2",
    .serves = "happened" },
  { "customer",
    N_ ("Customer"),
    KONTOR_FILTER_TEXT,
    "instr (kontor_fold (t.customer_name), ?3) > 0" },
  { "total",
    N_ ("Total"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.gross_minor"),
    .serves = "total" },
  { "sku",
    N_ ("SKU"),
    KONTOR_FILTER_TEXT,
    "EXISTS (SELECT 1 FROM sales_return_line AS l WHERE l.return_uid = t.uid AND "
    "l.sku >= ?1 AND l.sku < ?2)" },
  { "reason", N_ ("Reason"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.reason), ?3) > 0" },
  { "source", N_ ("Source"), KONTOR_FILTER_TEXT, "@t.source = ?1" },
  { NULL },
};

static const KontorListView views[] = { { N_ ("All"), "" }, { NULL } };

const KontorListType kontor_list_returns = {
  .name = "returns",
  .title = N_ ("Returns"),
  .kind = KIND_SALES_RETURN,
  .table = "sales_return",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-happened",
  .row_word = "instr (kontor_fold (t.number || char (10) || t.customer_name || char "
              "(10) || t.reason), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.gross_minor",
};
