/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "subject", N_ ("About"), KONTOR_COLUMN_TEXT, "t.subject_title", NULL, NULL, TRUE },
  { "kind", N_ ("Kind"), KONTOR_COLUMN_TEXT, "t.kind", NULL, NULL, TRUE },
  { "message", N_ ("What happened"), KONTOR_COLUMN_TEXT, "t.message", NULL, NULL, TRUE },
  { "opened",
    N_ ("Since"),
    KONTOR_COLUMN_TIME,
    "t.opened_at",
    "t.opened_at, t.id",
    "t.opened_at DESC, t.id DESC",
    TRUE },
  { "reason", N_ ("Reason"), KONTOR_COLUMN_TEXT, "t.reason_code", NULL, NULL, FALSE },
  { "command", N_ ("Step"), KONTOR_COLUMN_TEXT, "t.command_name", NULL, NULL, FALSE },
  { "closed", N_ ("Closed"), KONTOR_COLUMN_TIME, "t.closed_at", NULL, NULL, FALSE },
  { "closed_by", N_ ("Closed by"), KONTOR_COLUMN_TEXT, "t.closed_by", NULL, NULL, FALSE },
  { "decision", N_ ("Decision"), KONTOR_COLUMN_TEXT, "t.decision", NULL, NULL, FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "kind", N_ ("Kind"), KONTOR_FILTER_TEXT, "t.kind = ?1" },
  { "reason", N_ ("Reason"), KONTOR_FILTER_TEXT, "t.reason_code = ?1" },
  { "command", N_ ("Step"), KONTOR_FILTER_TEXT, "t.command_name = ?1" },
  { "opened",
    N_ ("Since"),
    KONTOR_FILTER_TIME,
    "@t.opened_at BETWEEN ?1 AND ?2",
    .serves = "opened" },
  { "closed", N_ ("Closed"), KONTOR_FILTER_FLAG, "t.closed_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Closed ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("Open"), "" },
  { N_ ("Closed"), "is:closed" },
  { NULL },
};

const KontorListType kontor_list_attention = {
  .name = "attention",
  .title = N_ ("Needs attention"),
  .kind = KIND_ATTENTION,
  .table = "attention",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-opened",
  .standing = "t.closed_at IS NULL",
  .row_word = "instr (kontor_fold (t.subject_title || char (10) || t.message), ?3) > 0",
  .currency = "NULL",
};
