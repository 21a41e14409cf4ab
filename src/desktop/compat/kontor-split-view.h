/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_SPLIT_VIEW (kontor_split_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorSplitView, kontor_split_view, KONTOR, SPLIT_VIEW, GtkWidget)

gboolean kontor_split_view_get_folded (KontorSplitView *self);
gboolean kontor_split_view_get_show_side (KontorSplitView *self);
void     kontor_split_view_set_show_side (KontorSplitView *self, gboolean show_side);

G_END_DECLS
