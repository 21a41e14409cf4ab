/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define LINES "FROM count_line AS l WHERE l.count_uid = t.uid"
#define WORDS                                                                                      \
  "instr (kontor_fold (t.number || char (10) || t.title || char (10) || t.note), ?3) > 0"

static const KontorListColumn columns[] = {
  { "number",
    N_ ("Number"),
    KONTOR_COLUMN_TEXT,
    "t.number",
    "t.number, t.id",
    "t.number DESC, t.id DESC",
    TRUE },
  { "title", N_ ("Title"), KONTOR_COLUMN_TEXT, "t.title", NULL, NULL, TRUE },
  { "planned",
    N_ ("Planned"),
    KONTOR_COLUMN_TIME,
    "t.created_at",
    "t.created_at, t.id",
    "t.created_at DESC, t.id DESC",
    FALSE },
  { "started", N_ ("Started"), KONTOR_COLUMN_TIME, "t.started_at", NULL, NULL, TRUE },
  { "booked", N_ ("Booked"), KONTOR_COLUMN_TIME, "t.booked_at", NULL, NULL, TRUE },
  { "lines", N_ ("Lines"), KONTOR_COLUMN_COUNT, "(SELECT count (*) " LINES ")", NULL, NULL, TRUE },
  { "different",
    N_ ("Different"),
    KONTOR_COLUMN_COUNT,
    "(SELECT count (*) " LINES " AND l.shown <> 0)",
    NULL,
    NULL,
    TRUE },
  { "difference",
    N_ ("Difference"),
    KONTOR_COLUMN_MONEY,
    "(SELECT coalesce (sum (l.value_minor), 0) " LINES ")",
    NULL,
    NULL,
    TRUE },
  { "author", N_ ("By"), KONTOR_COLUMN_TEXT, "t.author_name", NULL, NULL, FALSE },
  { "repeats",
    N_ ("Due Again"),
    KONTOR_COLUMN_TIME,
    "CASE WHEN t.repeat_days > 0 AND t.booked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
    " stock_count AS n WHERE n.repeats_uid = t.uid AND n.state <> 'cancelled')"
    " THEN t.booked_at + t.repeat_days * 86400000000 END",
    NULL,
    NULL,
    FALSE },
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
  "planned",
  "counting",
  "review",
  "booked",
  "cancelled",
  "reversed",
  "open=planned,counting,review",
  "done=booked,cancelled,reversed",
  NULL,
};

static const KontorFilterKey filters[] = {
  { "state", N_ ("State"), KONTOR_FILTER_CHOICE, "@t.state IN (?1)", states, .serves = "planned" },
  { "number",
    N_ ("Number"),
    KONTOR_FILTER_TEXT,
    "(@t.number >= ?1 AND @t.number < ?2) OR (@t.number >= ?8 AND @t.number < ?9)" },
  { "planned",
    N_ ("Planned"),
    KONTOR_FILTER_TIME,
    "@t.created_at BETWEEN ?1 AND ?2",
    .serves = "planned" },
  { "title", N_ ("Title"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.title), ?3) > 0" },
  { "due",
    N_ ("Due again"),
    KONTOR_FILTER_FLAG,
    "t.repeat_days > 0 AND t.state = 'booked' AND t.booked_at + t.repeat_days * 86400000000 <= $now"
    " AND NOT EXISTS (SELECT 1 FROM stock_count AS n WHERE n.repeats_uid = t.uid"
    " AND n.state <> 'cancelled')" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("Open"), "state:open" },
  { N_ ("Booked"), "state:booked" },
  { N_ ("Due Again"), "is:due" },
  { N_ ("All"), "" },
  { NULL },
};

const KontorListType kontor_list_counts = {
  .name = "counts",
  .title = N_ ("Counts"),
  .kind = KIND_STOCK_COUNT,
  .table = "stock_count",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-planned",
  .row_word = WORDS,
  .currency = SQL_HOME_CURRENCY,
};
