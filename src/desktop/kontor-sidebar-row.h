/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-pages.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SIDEBAR_ROW (kontor_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorSidebarRow, kontor_sidebar_row, KONTOR, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget            *kontor_sidebar_row_new (const KontorPageInfo *info);
const KontorPageInfo *kontor_sidebar_row_get_info (KontorSidebarRow *self);
void                  kontor_sidebar_row_set_count (KontorSidebarRow *self, gint64 count);
void                  kontor_sidebar_row_set_rail (KontorSidebarRow *self, gboolean rail);

G_END_DECLS
