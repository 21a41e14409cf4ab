/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define DAY "86400000000"
#define TODAY "($now / " DAY ")"

/* What people call the condition of a document. Nothing is late that is not to be paid. */
#define STATE                                                                                      \
  "CASE WHEN k.cancelled THEN 'cancelled' WHEN t.sign <= 0 AND k.open_minor = 0 THEN 'issued'"     \
  " WHEN k.open_minor = 0 THEN 'paid' WHEN k.open_minor < 0 THEN 'refund'"                         \
  " WHEN t.due_on < " TODAY " THEN 'overdue' WHEN k.open_minor < t.due_minor THEN 'part-paid'"     \
  " ELSE 'open' END"

static const KontorListColumn columns[] = {
  { "number",
    N_ ("Number"),
    KONTOR_COLUMN_TEXT,
    "t.number",
    "t.number, t.id",
    "t.number DESC, t.id DESC",
    TRUE },
  { "issued",
    N_ ("Issued"),
    KONTOR_COLUMN_TIME,
    "t.issued_on * " DAY,
    "t.issued_on, t.id",
    "t.issued_on DESC, t.id DESC",
    TRUE },
  { "customer",
    N_ ("Customer"),
    KONTOR_COLUMN_TEXT,
    "t.customer_name",
    "k.name_key, k.id",
    "k.name_key DESC, k.id DESC",
    TRUE },
  { "kind", N_ ("Kind"), KONTOR_COLUMN_STATE, "t.kind", NULL, NULL, TRUE },
  { "order", N_ ("Order"), KONTOR_COLUMN_TEXT, "t.order_number", NULL, NULL, FALSE },
  { "due",
    N_ ("Due"),
    KONTOR_COLUMN_TIME,
    "t.due_on * " DAY,
    "t.due_on, t.id",
    "t.due_on DESC, t.id DESC",
    TRUE },
  { "total",
    N_ ("Total"),
    KONTOR_COLUMN_MONEY,
    "t.gross_minor",
    "t.gross_minor, t.id",
    "t.gross_minor DESC, t.id DESC",
    TRUE },
  { "open", N_ ("Open"), KONTOR_COLUMN_MONEY, "k.open_minor", NULL, NULL, TRUE },
  { "state", N_ ("State"), KONTOR_COLUMN_STATE, STATE, NULL, NULL, TRUE },
  { "net", N_ ("Net"), KONTOR_COLUMN_MONEY, "t.net_minor", NULL, NULL, FALSE },
  { "tax", N_ ("VAT"), KONTOR_COLUMN_MONEY, "t.tax_minor", NULL, NULL, FALSE },
  { "format", N_ ("Format"), KONTOR_COLUMN_TEXT, "t.format", NULL, NULL, FALSE },
  { "station", N_ ("Station"), KONTOR_COLUMN_COUNT, "t.station", NULL, NULL, FALSE },
  { NULL },
};

static const char *const kinds[] = {
  "quotation", "confirmation", "invoice",      "part", "advance",
  "final",     "credit-note",  "cancellation", NULL,
};

static const char *const conditions[] = {
  "open", "overdue", "paid", "refund", "cancelled", NULL,
};

/* Choices stand for conditions on derived columns. */
#define STATES                                                                                     \
  "EXISTS (SELECT 1 FROM derived_invoice_key AS s WHERE s.id = t.id AND CASE WHEN s.cancelled "    \
  "THEN 'cancelled' WHEN t.sign > 0 AND s.open_minor = 0 THEN 'paid' WHEN s.open_minor < 0 THEN "  \
  "'refund' WHEN s.open_minor > 0 AND t.due_on < " TODAY " THEN 'overdue' WHEN s.open_minor > 0 "  \
  "THEN 'open' ELSE '' END IN (?1))"

/* "S1900": category of UNTDID 5305 and basis points. */
#define VAT                                                                                        \
  "EXISTS (SELECT 1 FROM invoice_tax AS x WHERE x.invoice_uid = t.uid"                             \
  " AND x.category || x.rate_bp = ?8)"

static const KontorFilterKey filters[] = {
  { "number",
    N_ ("Number"),
    KONTOR_FILTER_TEXT,
    "(@t.number >= ?1 AND @t.number < ?2) OR (@t.number >= ?8 AND @t.number < ?9)" },
  { "customer",
    N_ ("Customer"),
    KONTOR_FILTER_TEXT,
    "EXISTS (SELECT 1 FROM derived_invoice_key AS s WHERE s.id = t.id AND instr (s.name_key, ?3) > "
    "0)" },
  { "order", N_ ("Order"), KONTOR_FILTER_TEXT, "t.order_number >= ?8 AND t.order_number < ?9" },
  { "kind", N_ ("Kind"), KONTOR_FILTER_CHOICE, "t.kind IN (?1)", kinds },
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, STATES, conditions },
  { "total",
    N_ ("Total"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.gross_minor"),
    .serves = "total" },
  { "vat", N_ ("VAT category and rate"), KONTOR_FILTER_TEXT, VAT },
  { "currency", N_ ("Currency"), KONTOR_FILTER_TEXT, "t.currency = ?8" },
  { "issued",
    N_ ("Issued"),
    KONTOR_FILTER_TIME,
    "@t.issued_on BETWEEN (?1 + 43200000000) / " DAY " AND ?2 / " DAY,
    .serves = "issued" },
  { "due",
    N_ ("Due"),
    KONTOR_FILTER_TIME,
    "@t.due_on BETWEEN (?1 + 43200000000) / " DAY " AND ?2 / " DAY,
    .serves = "due" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Open"), "state:open,overdue" },
  { N_ ("Overdue"), "state:overdue" },
  { N_ ("To refund"), "state:refund" },
  { NULL },
};

const KontorListType kontor_list_invoices = {
  .name = "invoices",
  .title = N_ ("Invoices"),
  .kind = KIND_INVOICE,
  .table = "invoice",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-issued",
  .key_table = "derived_invoice_key",
  .row_word = "instr (kontor_fold (t.number || char (10) || t.customer_name || char (10) || "
              "t.order_number), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.gross_minor",
};
