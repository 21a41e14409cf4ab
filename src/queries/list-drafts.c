/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "changed",
    N_ ("Changed"),
    KONTOR_COLUMN_TIME,
    "t.changed_at",
    "t.changed_at, t.id",
    "t.changed_at DESC, t.id DESC",
    TRUE },
  { "customer", N_ ("Customer"), KONTOR_COLUMN_TEXT, "t.customer_name", NULL, NULL, TRUE },
  { "kind", N_ ("Kind"), KONTOR_COLUMN_STATE, "t.kind", NULL, NULL, TRUE },
  { "author", N_ ("By"), KONTOR_COLUMN_TEXT, "t.author_name", NULL, NULL, TRUE },
  { "total", N_ ("Total"), KONTOR_COLUMN_MONEY, "t.gross_minor", NULL, NULL, TRUE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "customer",
    N_ ("Customer"),
    KONTOR_FILTER_TEXT,
    "instr (kontor_fold (t.customer_name), ?3) > 0" },
  { NULL },
};

static const KontorListView views[] = { { N_ ("All"), "" }, { NULL } };

const KontorListType kontor_list_drafts = {
  .name = "drafts",
  .title = N_ ("Drafts"),
  .kind = KIND_INVOICE_DRAFT,
  .table = "invoice_draft",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-changed",
  .standing = "t.closed_at IS NULL",
  .row_word = "instr (kontor_fold (t.customer_name), ?3) > 0",
  .currency = "t.currency",
  .amount = "t.gross_minor",
};
