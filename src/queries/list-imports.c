/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "file", N_ ("File"), KONTOR_COLUMN_TEXT, "t.file_name", NULL, NULL, TRUE },
  { "importer", N_ ("Kind"), KONTOR_COLUMN_TEXT, "t.importer", NULL, NULL, TRUE },
  { "started",
    N_ ("Time"),
    KONTOR_COLUMN_TIME,
    "t.started_at",
    "t.started_at, t.id",
    "t.started_at DESC, t.id DESC",
    TRUE },
  { "summary", N_ ("Outcome"), KONTOR_COLUMN_TEXT, "t.summary", NULL, NULL, TRUE },
  { "undone", N_ ("Undone"), KONTOR_COLUMN_TIME, "t.undone_at", NULL, NULL, TRUE },
  { "sha256", N_ ("Checksum"), KONTOR_COLUMN_TEXT, "t.file_sha256", NULL, NULL, FALSE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "importer", N_ ("Kind"), KONTOR_FILTER_TEXT, "t.importer = ?1" },
  { "file", N_ ("File"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.file_name), ?3) > 0" },
  { "started",
    N_ ("Time"),
    KONTOR_FILTER_TIME,
    "@t.started_at BETWEEN ?1 AND ?2",
    .serves = "started" },
  { "undone", N_ ("Undone"), KONTOR_FILTER_FLAG, "t.undone_at IS NOT NULL" },
  { NULL },
};

static const KontorListView views[] = { { N_ ("All"), "" }, { NULL } };

const KontorListType kontor_list_imports = {
  .name = "imports",
  .title = N_ ("Imports"),
  .kind = KIND_IMPORT_BATCH,
  .table = "import_batch",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-started",
  .row_word = "instr (kontor_fold (t.file_name || char (10) || t.importer), ?3) > 0",
  .currency = "NULL",
};
