/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static const KontorListColumn columns[] = {
  { "name",
    N_ ("Name"),
    KONTOR_COLUMN_TEXT,
    "t.name",
    "t.name COLLATE NOCASE, t.id",
    "t.name COLLATE NOCASE DESC, t.id DESC",
    TRUE },
  { "city", N_ ("City"), KONTOR_COLUMN_TEXT, "t.city", NULL, NULL, TRUE },
  { "email", N_ ("E-mail"), KONTOR_COLUMN_TEXT, "t.email", NULL, NULL, TRUE },
  { "phone", N_ ("Telephone"), KONTOR_COLUMN_TEXT, "t.phone", NULL, NULL, FALSE },
  { "lead_days", N_ ("Lead time (days)"), KONTOR_COLUMN_COUNT, "t.lead_days", NULL, NULL, TRUE },
  { "articles",
    N_ ("Articles"),
    KONTOR_COLUMN_COUNT,
    "(SELECT count (*) FROM variant_supplier AS s WHERE s.supplier_uid = t.uid)",
    NULL,
    NULL,
    TRUE },
  { "open",
    N_ ("Open orders"),
    KONTOR_COLUMN_COUNT,
    "(SELECT count (*) FROM purchase_order AS o WHERE o.supplier_uid = t.uid AND o.state IN "
    "('draft', 'sent', 'part'))",
    NULL,
    NULL,
    TRUE },
  { "account", N_ ("Our customer number"), KONTOR_COLUMN_TEXT, "t.account", NULL, NULL, FALSE },
  { "status",
    N_ ("Status"),
    KONTOR_COLUMN_STATE,
    "CASE WHEN t.archived_at IS NOT NULL THEN 'archived' ELSE 'active' END",
    NULL,
    NULL,
    TRUE },
  { NULL },
};

static const KontorFilterKey filters[] = {
  { "name", N_ ("Name"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.name), ?3) > 0" },
  { "city", N_ ("City"), KONTOR_FILTER_TEXT, "instr (kontor_fold (t.city), ?3) > 0" },
  { "archived", N_ ("Archived"), KONTOR_FILTER_FLAG, "t.archived_at IS NOT NULL", .lifts = TRUE },
  { "any", N_ ("Archived ones, too"), KONTOR_FILTER_FLAG, "1", .lifts = TRUE },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Archived"), "is:archived" },
  { NULL },
};

const KontorListType kontor_list_suppliers = {
  .name = "suppliers",
  .title = N_ ("Suppliers"),
  .kind = KIND_SUPPLIER,
  .table = "supplier",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "name",
  .standing = "t.archived_at IS NULL",
  .row_word = "instr (kontor_fold (t.name || char (10) || t.city || char (10) || t.contact || char "
              "(10) || t.email || char (10) || t.account), ?3) > 0",
  .currency = "NULL",
};
