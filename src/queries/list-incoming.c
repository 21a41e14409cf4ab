/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define DAY "86400000000"

/* Paid is what the bank's statement, or a person, said so; ordered what a file of transfers holds.
 */
#define PAID_MINOR                                                                                 \
  "ifnull ((SELECT sum (s.amount_minor) FROM payment_share AS s WHERE s.incoming_uid = t.uid), 0)"
#define LAST_ORDER                                                                                 \
  "ifnull ((SELECT e.kind FROM incoming_event AS e WHERE e.incoming_uid = t.uid"                   \
  " AND e.kind IN ('ordered', 'order-withdrawn') ORDER BY e.position DESC LIMIT 1), '')"
#define PAYMENT                                                                                    \
  "CASE WHEN t.state = 'paid' THEN 'paid' WHEN t.state NOT IN ('approved', 'booked')"              \
  " OR t.due_minor <= 0 THEN '' WHEN t.due_minor + " PAID_MINOR " <= 0 THEN 'paid'"                \
  " WHEN " LAST_ORDER " = 'ordered' THEN 'ordered' WHEN " PAID_MINOR " <> 0 THEN 'part-paid'"      \
  " WHEN t.due_on < $now / " DAY " THEN 'overdue' ELSE 'open' END"

static const KontorListColumn columns[] = {
  { "number", N_ ("Number"), KONTOR_COLUMN_TEXT, "t.number", NULL, NULL, TRUE },
  { "seller", N_ ("From"), KONTOR_COLUMN_TEXT, "t.seller_name", NULL, NULL, TRUE },
  { "received",
    N_ ("Received"),
    KONTOR_COLUMN_TIME,
    "t.received_at",
    "t.received_at, t.id",
    "t.received_at DESC, t.id DESC",
    TRUE },
  { "issued",
    N_ ("Issued"),
    KONTOR_COLUMN_TIME,
    "t.issued_on * " DAY,
    "t.issued_on, t.id",
    "t.issued_on DESC, t.id DESC",
    TRUE },
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
  { "payment", N_ ("Payment state"), KONTOR_COLUMN_STATE, PAYMENT, NULL, NULL, TRUE },
  { "state", N_ ("State"), KONTOR_COLUMN_STATE, "t.state", NULL, NULL, TRUE },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_COLUMN_TEXT,
    "(SELECT s.name FROM supplier AS s WHERE s.uid = t.supplier_uid)",
    NULL,
    NULL,
    FALSE },
  { "purchase",
    N_ ("Purchase order"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.number FROM purchase_order AS p WHERE p.uid = t.purchase_uid)",
    NULL,
    NULL,
    FALSE },
  { "net", N_ ("Net"), KONTOR_COLUMN_MONEY, "t.net_minor", NULL, NULL, FALSE },
  { "tax", N_ ("VAT"), KONTOR_COLUMN_MONEY, "t.tax_minor", NULL, NULL, FALSE },
  { "iban", N_ ("IBAN"), KONTOR_COLUMN_TEXT, "t.iban", NULL, NULL, FALSE },
  { "format", N_ ("Format"), KONTOR_COLUMN_TEXT, "t.format", NULL, NULL, FALSE },
  { "file", N_ ("File"), KONTOR_COLUMN_TEXT, "t.file_name", NULL, NULL, FALSE },
  { "decided_by", N_ ("Decided by"), KONTOR_COLUMN_TEXT, "t.decided_by", NULL, NULL, FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { NULL },
};

static const char *const states[] = { "received", "approved", "returned", "booked", "paid", NULL };

static const char *const payments[] = { "open", "overdue", "ordered", "part-paid", "paid", NULL };

static const KontorFilterKey filters[] = {
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, "@t.state IN (?1)", states },
  { "payment", N_ ("Payment state"), KONTOR_FILTER_CHOICE, "(" PAYMENT ") IN (?1)", payments },
  { "number", N_ ("Number"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.number), ?3) > 0" },
  { "seller", N_ ("From"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.seller_name), ?3) > 0" },
  { "supplier",
    N_ ("Supplier"),
    KONTOR_FILTER_TEXT,
    "EXISTS (SELECT 1 FROM supplier AS s WHERE s.uid = t.supplier_uid"
    " AND instr (kontor_fold (s.name), ?3) > 0)" },
  { "purchase",
    N_ ("Purchase order"),
    KONTOR_FILTER_TEXT,
    "EXISTS (SELECT 1 FROM purchase_order AS p WHERE p.uid = t.purchase_uid"
    " AND ((p.number >= ?1 AND p.number < ?2) OR (p.number >= ?8 AND p.number < ?9)))" },
  { "total",
    N_ ("Total"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.gross_minor"),
    .serves = "total" },
  { "received",
    N_ ("Received"),
    KONTOR_FILTER_TIME,
    "@t.received_at BETWEEN ?1 AND ?2",
    .serves = "received" },
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
  { "note", N_ ("Note"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.note), ?3) > 0" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("To review"), "state:received" },
  { N_ ("Approved"), "state:approved,booked" },
  { N_ ("To pay"), "payment:open,overdue,part-paid" },
  { N_ ("Being Paid"), "payment:ordered" },
  { N_ ("Paid"), "payment:paid" },
  { N_ ("Sent back"), "state:returned" },
  { NULL },
};

const KontorListType kontor_list_incoming = {
  .name = "incoming",
  .title = N_ ("Incoming invoices"),
  .kind = KIND_INCOMING_INVOICE,
  .table = "incoming_invoice",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-received",
  .row_word = "instr (kontor_fold (t.number || char (10) || t.seller_name || char (10) || "
              "t.file_name || char (10) || t.note), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.gross_minor",
};
