/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define DAY "86400000000"

#define STATE                                                                                      \
  "CASE WHEN t.reverses_uid IS NOT NULL THEN 'counter' WHEN EXISTS (SELECT 1 FROM payment AS r"    \
  " WHERE r.reverses_uid = t.uid) THEN 'undone' ELSE 'stands' END"

#define INVOICES                                                                                   \
  "(SELECT group_concat (x.number, ', ') FROM (SELECT DISTINCT i.number FROM payment_share AS s"   \
  " JOIN invoice AS i ON i.uid = s.invoice_uid WHERE s.payment_uid = t.uid"                        \
  " AND s.reverses_uid IS NULL AND NOT EXISTS (SELECT 1 FROM payment_share AS r"                   \
  " WHERE r.reverses_uid = s.uid) ORDER BY i.number) AS x)"

static const KontorListColumn columns[] = {
  { "happened",
    N_ ("Day"),
    KONTOR_COLUMN_TIME,
    "t.happened_on * " DAY,
    "t.happened_on, t.id",
    "t.happened_on DESC, t.id DESC",
    TRUE },
  { "customer",
    N_ ("Customer"),
    KONTOR_COLUMN_TEXT,
    "(SELECT c.name FROM customer AS c WHERE c.uid = t.customer_uid)",
    NULL,
    NULL,
    TRUE },
  { "method", N_ ("Method"), KONTOR_COLUMN_STATE, "t.method", NULL, NULL, TRUE },
  { "amount", N_ ("Amount"), KONTOR_COLUMN_MONEY, "t.amount_minor", NULL, NULL, TRUE },
  { "invoices", N_ ("Invoices"), KONTOR_COLUMN_TEXT, INVOICES, NULL, NULL, TRUE },
  { "state", N_ ("State"), KONTOR_COLUMN_STATE, STATE, NULL, NULL, TRUE },
  { "reference", N_ ("Reference"), KONTOR_COLUMN_TEXT, "t.reference", NULL, NULL, TRUE },
  { "author", N_ ("By"), KONTOR_COLUMN_TEXT, "t.author_name", NULL, NULL, FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { NULL },
};

static const char *const methods[] = { "transfer",     "card",     "paypal", "cash",
                                       "direct_debit", "clearing", NULL };

static const KontorFilterKey filters[] = {
  { "method", N_ ("Method"), KONTOR_FILTER_CHOICE, "t.method IN (?1)", methods },
  { "reference",
    N_ ("Reference"),
    KONTOR_FILTER_TEXT,
    "instr (kontor_fold (t.reference), ?3) > 0" },
  { "amount", N_ ("Amount"), KONTOR_FILTER_MONEY, SQL_MONEY_RANGE ("t.amount_minor") },
  { "happened",
    N_ ("Day"),
    KONTOR_FILTER_TIME,
    "@t.happened_on BETWEEN (?1 + 43200000000) / " DAY " AND ?2 / " DAY,
    .serves = "happened" },
  { NULL },
};

static const KontorListView views[] = { { N_ ("All"), "" }, { NULL } };

const KontorListType kontor_list_payments = {
  .name = "payments",
  .title = N_ ("Payments"),
  .kind = KIND_PAYMENT,
  .table = "payment",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-happened",
  .row_word = "(instr (kontor_fold (t.reference || char (10) || t.note), ?3) > 0 OR EXISTS (SELECT "
              "1 FROM customer AS c WHERE c.uid = t.customer_uid"
              " AND instr (kontor_fold (c.name), ?3) > 0))",
  .currency = "t.currency",
  .amount = "t.amount_minor",
};
