/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

#define PLACE(end)                                                                                 \
  "coalesce ((SELECT p.name FROM location AS p WHERE p.uid = t." end "_place_uid), '')"
#define SUM(column)                                                                                \
  "(SELECT coalesce (sum (l." column "), 0) FROM transfer_line AS l WHERE l.transfer_uid = t.uid)"

static const KontorListColumn columns[] = {
  { "number", N_ ("Number"), KONTOR_COLUMN_TEXT, "t.number", NULL, NULL, TRUE },
  { "from", N_ ("From"), KONTOR_COLUMN_TEXT, PLACE ("from"), NULL, NULL, TRUE },
  { "to", N_ ("To"), KONTOR_COLUMN_TEXT, PLACE ("to"), NULL, NULL, TRUE },
  { "quantity", N_ ("Quantity"), KONTOR_COLUMN_QUANTITY, SUM ("quantity"), NULL, NULL, TRUE },
  { "received", N_ ("Received"), KONTOR_COLUMN_QUANTITY, SUM ("received"), NULL, NULL, TRUE },
  { "sent",
    N_ ("Sent"),
    KONTOR_COLUMN_TIME,
    "t.sent_at",
    "t.sent_at, t.id",
    "t.sent_at DESC, t.id DESC",
    TRUE },
  { "state",
    N_ ("Status"),
    KONTOR_COLUMN_STATE,
    "t.state",
    "t.state, t.sent_at, t.id",
    "t.state DESC, t.sent_at DESC, t.id DESC",
    TRUE },
  { "arrived", N_ ("Arrived"), KONTOR_COLUMN_TIME, "t.received_at", NULL, NULL, FALSE },
  { "note", N_ ("Note"), KONTOR_COLUMN_TEXT, "t.note", NULL, NULL, FALSE },
  { NULL },
};

static const char *const states[] = { "sent", "received", "cancelled", NULL };

static const KontorFilterKey filters[] = {
  { "state", N_ ("Status"), KONTOR_FILTER_CHOICE, "@t.state IN (?1)", states, .serves = "sent" },
  { "sent", N_ ("Sent"), KONTOR_FILTER_TIME, "@t.sent_at BETWEEN ?1 AND ?2", .serves = "sent" },
  { "sku",
    N_ ("SKU"),
    KONTOR_FILTER_TEXT,
    "EXISTS (SELECT 1 FROM transfer_line AS l JOIN product_variant AS v ON v.uid = l.variant_uid"
    " WHERE l.transfer_uid = t.uid AND v.sku >= ?1 AND v.sku < ?2)" },
  { NULL },
};

static const KontorListView views[] = {
  { N_ ("All"), "" },
  { N_ ("Under way"), "state:sent" },
  { NULL },
};

const KontorListType kontor_list_transfers = {
  .name = "transfers",
  .title = N_ ("Transfers"),
  .kind = KIND_STOCK_TRANSFER,
  .table = "stock_transfer",
  .columns = columns,
  .filters = filters,
  .views = views,
  .default_sort = "-sent",
  .row_word = "instr (kontor_fold (t.number || char (10) || t.note), ?3) > 0",
  .currency = "NULL",
};
