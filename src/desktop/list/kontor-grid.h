/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"
#include "kontor-list-columns.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_GRID (kontor_grid_get_type ())
G_DECLARE_FINAL_TYPE (KontorGrid, kontor_grid, KONTOR, GRID, AdwBin)

/* The most rows that something can be done with at once. */
#define KONTOR_GRID_MOST_SELECTED 5000

/* Signals:
 * "row-chosen" (KontorRow *row): one row is selected and loaded
 * "row-opened" (KontorRow *row, gboolean own_window): Enter, or a double click
 * "selection-changed" (also when the values of what is selected came or changed), "settled",
 * "filter-cleared". */

void kontor_grid_set_up (KontorGrid *self, KontorCompany *company, const KontorListType *type);
void kontor_grid_set_empty (KontorGrid *self,
                            const char *icon_name,
                            const char *title,
                            const char *description,
                            const char *button,
                            const char *action);
void kontor_grid_set_scope (KontorGrid *self, const char *scope);
const char        *kontor_grid_get_scope (KontorGrid *self);
gboolean           kontor_grid_set_filter (KontorGrid *self, const char *filter, GError **error);
const char        *kontor_grid_get_filter (KontorGrid *self);
KontorRowList     *kontor_grid_get_rows (KontorGrid *self);
KontorListColumns *kontor_grid_get_columns (KontorGrid *self);
GPtrArray         *kontor_grid_get_selected (KontorGrid *self);
gboolean           kontor_grid_is_selection_loaded (KontorGrid *self);
GArray            *kontor_grid_dup_selected_ids (KontorGrid *self);
guint              kontor_grid_count_selected (KontorGrid *self);
void               kontor_grid_select (KontorGrid *self, guint position);
void               kontor_grid_reveal (KontorGrid *self, const KontorUid *uid);
gboolean           kontor_grid_is_empty (KontorGrid *self);
void               kontor_grid_unselect_all (KontorGrid *self);

G_END_DECLS
