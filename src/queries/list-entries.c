/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define DAY "86400000000"

#define STATE                                                                                      \
  "CASE WHEN k.left_minor = 0 THEN 'matched' WHEN k.left_minor = t.amount_minor THEN 'to-match'"   \
  " ELSE 'part-matched' END"

static const KontorListColumn columns[] = {
  { "booked",
    N_ ("Booked"),
    KONTOR_COLUMN_TIME,
    "t.booked_on * " DAY,
    "t.booked_on, t.id",
    "t.booked_on DESC, t.id DESC",
    TRUE },
  { "name", N_ ("Name"), KONTOR_COLUMN_TEXT, "t.name", NULL, NULL, TRUE },
  { "purpose", N_ ("Purpose"), KONTOR_COLUMN_TEXT, "t.purpose", NULL, NULL, TRUE },
  { "amount",
    N_ ("Amount"),
    KONTOR_COLUMN_MONEY,
    "t.amount_minor",
    "t.amount_minor, t.id",
    "t.amount_minor DESC, t.id DESC",
    TRUE },
  { "left", N_ ("To match"), KONTOR_COLUMN_MONEY, "k.left_minor", NULL, NULL, TRUE },
  { "state", N_ ("State"), KONTOR_COLUMN_STATE, STATE, NULL, NULL, TRUE },
  { "account",
    N_ ("Account"),
    KONTOR_COLUMN_TEXT,
    "(SELECT a.name FROM bank_account AS a WHERE a.uid = t.account_uid)",
    NULL,
    NULL,
    FALSE },
  { "iban", N_ ("IBAN"), KONTOR_COLUMN_TEXT, "t.iban", NULL, NULL, FALSE },
  { "reference", N_ ("Reference"), KONTOR_COLUMN_TEXT, "t.end_to_end", NULL, NULL, FALSE },
  { NULL },
};

static const char *const states[] = { "to-match", "part-matched", "matched", NULL };

#define STATES                                                                                     \
  "EXISTS (SELECT 1 FROM derived_entry_key AS s WHERE s.id = t.id AND CASE WHEN s.left_minor = 0"  \
  " THEN 'matched' WHEN s.left_minor = t.amount_minor THEN 'to-match' ELSE 'part-matched' END"     \
  " IN (?1))"

static const KontorFilterKey filters[] = {
  { "name", N_ ("Name"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.name), ?3) > 0" },
  { "purpose", N_ ("Purpose"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.purpose), ?3) > 0" },
  { "iban", N_ ("IBAN"), KONTOR_FILTER_TEXT, "@t.iban >= ?8 AND @t.iban < ?9" },
  { "account",
    N_ ("Account"),
    KONTOR_FILTER_TEXT,
    "t.account_uid IN (SELECT a.uid FROM bank_account AS a"
    " WHERE instr (kontor_fold (a.name || char (10) || a.iban), ?3) > 0)" },
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, STATES, states },
  { "amount",
    N_ ("Amount"),
    KONTOR_FILTER_MONEY,
    SQL_MONEY_RANGE ("t.amount_minor"),
    .serves = "amount" },
  { "booked",
    N_ ("Booked"),
    KONTOR_FILTER_TIME,
    "@t.booked_on BETWEEN (?1 + 43200000000) / " DAY " AND ?2 / " DAY,
    .serves = "booked" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("To match"), "state:to-match,part-matched" },
  { N_ ("Matched"), "state:matched" },
  { N_ ("All"), "" },
  { NULL },
};

const KontorListType kontor_list_entries = {
  .name = "entries",
  .title = N_ ("Bank entries"),
  .kind = KIND_BANK_ENTRY,
  .table = "bank_entry",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-booked",
  .key_table = "derived_entry_key",
  .row_word = "instr ((SELECT w.text FROM derived_entry_key AS w WHERE w.id = t.id), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.amount_minor",
};
