/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-row-list.h"

G_BEGIN_DECLS

GtkListItemFactory *
kontor_list_cell_factory_new (KontorRowList *rows, const KontorListType *type, guint column);
gboolean kontor_list_cell_is_number (KontorColumnType type);
void     kontor_list_cell_align_title (GtkColumnView *view, guint position);

G_END_DECLS
