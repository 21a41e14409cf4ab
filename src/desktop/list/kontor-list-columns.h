/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-row-list.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_COLUMNS (kontor_list_columns_get_type ())
G_DECLARE_FINAL_TYPE (KontorListColumns, kontor_list_columns, KONTOR, LIST_COLUMNS, GObject)

/* Signal "sort-changed". */

KontorListColumns      *
kontor_list_columns_new (GtkColumnView *view, KontorRowList *rows, const KontorListType *type);
void kontor_list_columns_set_room (KontorListColumns *self, int room);
const char   *kontor_list_columns_get_sort (KontorListColumns *self);
GActionGroup *kontor_list_columns_get_actions (KontorListColumns *self);
GMenuModel   *kontor_list_columns_get_menu (KontorListColumns *self);
GSettings    *kontor_list_columns_get_settings (KontorListColumns *self);
char        **kontor_list_columns_dup_shown (KontorListColumns *self);

G_END_DECLS
