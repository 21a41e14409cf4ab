/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "name",
    N_ ("Place"),
    KONTOR_COLUMN_TEXT,
    "t.name",
    "t.name, t.id",
    "t.name DESC, t.id DESC",
    TRUE },
  { "code", N_ ("Code"), KONTOR_COLUMN_TEXT, "t.code", NULL, NULL, TRUE },
  { "inside",
    N_ ("Inside"),
    KONTOR_COLUMN_TEXT,
    "(SELECT p.name FROM location AS p WHERE p.uid = t.parent_uid)",
    NULL,
    NULL,
    TRUE },
  { "kind", N_ ("Kind"), KONTOR_COLUMN_STATE, "t.kind", NULL, NULL, TRUE },
  { "items",
    N_ ("Products"),
    KONTOR_COLUMN_COUNT,
    "(SELECT count (DISTINCT d.variant_uid) FROM derived_stock_key AS d WHERE d.place_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "position",
    N_ ("Position"),
    KONTOR_COLUMN_COUNT,
    "t.position",
    "t.position, t.id",
    "t.position DESC, t.id DESC",
    FALSE },
  { NULL },
};

static const char *const kinds[] = { "shelf", "packing", "transit", "quarantine", NULL };

static const KontorFilterKey filters[] = {
  { "code", N_ ("Code"), KONTOR_FILTER_TEXT, "@t.code >= ?1 AND @t.code < ?2" },
  { "kind", N_ ("Kind"), KONTOR_FILTER_CHOICE, "t.kind IN (?1)", kinds },
  { "archived", N_ ("Archived"), KONTOR_FILTER_FLAG, "t.archived_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Archived ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Archived"), "is:archived" },
  { NULL },
};

const KontorListType kontor_list_locations = {
  .name = "locations",
  .title = N_ ("Places"),
  .kind = KIND_LOCATION,
  .table = "location",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "name",
  .standing = "t.archived_at IS NULL",
  .row_word = "instr (kontor_fold (t.name || char (10) || t.code), ?3) > 0",
  .currency = "NULL",
};
