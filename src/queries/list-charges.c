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
  { "title", N_ ("Title"), KONTOR_COLUMN_TEXT, "t.title", NULL, NULL, TRUE },
  { "customer",
    N_ ("Customer"),
    KONTOR_COLUMN_TEXT,
    "(SELECT c.name FROM customer AS c WHERE c.uid = t.customer_uid)",
    NULL,
    NULL,
    TRUE },
  { "amount",
    N_ ("Amount"),
    KONTOR_COLUMN_MONEY,
    "t.amount_minor",
    "t.amount_minor, t.id",
    "t.amount_minor DESC, t.id DESC",
    TRUE },
  { "kind",
    N_ ("Kind"),
    KONTOR_COLUMN_STATE,
    "t.kind",
    "t.kind, t.happened_at, t.id",
    "t.kind DESC, t.happened_at DESC, t.id DESC",
    TRUE },
  { "source", N_ ("Source"), KONTOR_COLUMN_TEXT, "t.source", NULL, NULL, FALSE },
  { NULL },
};

static const char *const kinds[] = {
  "fee", "bad-debt=bad_debt", "correction", "sample", "discount", "postage", NULL,
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
  { "kind", N_ ("Kind"), KONTOR_FILTER_CHOICE, "@t.kind IN (?1)", kinds, .serves = "happened" },
  { "amount",
    N_ ("Amount"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.amount_minor"),
    .serves = "amount" },
  { "title", N_ ("Title"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.title), ?3) > 0" },
  { "source", N_ ("Source"), KONTOR_FILTER_TEXT, "@t.source = ?1" },
  { NULL },
};

static const KontorListView views[] = { { N_ ("All"), "" }, { NULL } };

const KontorListType kontor_list_charges = {
  .name = "charges",
  .title = N_ ("Other charges"),
  .kind = KIND_OTHER_CHARGE,
  .table = "other_charge",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-happened",
  .row_word = "instr (kontor_fold (t.number || char (10) || t.title), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.amount_minor",
};
