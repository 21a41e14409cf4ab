/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorRow:
 *
 * A row of a list in the window: light, possibly not loaded yet. Watch "loading".
 */
#define KONTOR_TYPE_ROW (kontor_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorRow, kontor_row, KONTOR, ROW, GObject)

gint64   kontor_row_get_id (KontorRow *self);
gboolean kontor_row_is_loading (KontorRow *self);
const KontorListRow *
kontor_row_get_data (KontorRow *self); /* NULL while loading; borrowed until the next change */

/**
 * KontorRowList:
 *
 * A GListModel of KontorRow over a query with any number of rows: the vector of ids, and a cache of
 * the rows around what is visible. Properties: "loading" (first ids on their way), "error" (boxed
 * GError, nullable), "n-items". Signal "settled": the ids of the current query are complete. Signal
 * "loaded": values of rows came.
 */
#define KONTOR_TYPE_ROW_LIST (kontor_row_list_get_type ())
G_DECLARE_FINAL_TYPE (KontorRowList, kontor_row_list, KONTOR, ROW_LIST, GObject)

KontorRowList *kontor_row_list_new (KontorReplica *replica);
void
                 kontor_row_list_set_query (KontorRowList   *self,
                                            KontorListQuery *query); /* keeps what is there until the new ids come */
KontorListQuery *kontor_row_list_get_query (KontorRowList *self);
void kontor_row_list_want (KontorRowList *self, guint position);  /* from a factory's bind */
void kontor_row_list_load (KontorRowList *self, GPtrArray *rows); /* of KontorRow: all of them */
gboolean                 kontor_row_list_is_loading (KontorRowList *self);
const GError            *kontor_row_list_get_error (KontorRowList *self);
gboolean                 kontor_row_list_find (KontorRowList *self, gint64 id, guint *position);
gboolean                 kontor_row_list_get_count (KontorRowList *self, guint *count);
const KontorListSummary *kontor_row_list_get_summary (
  KontorRowList *self); /* (nullable) while it is counted; notify::summary */

G_END_DECLS
