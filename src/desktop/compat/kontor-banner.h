/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_BANNER (kontor_banner_get_type ())
G_DECLARE_FINAL_TYPE (KontorBanner, kontor_banner, KONTOR, BANNER, GtkWidget)

void
kontor_banner_show (KontorBanner *self, const char *title, const char *button, const char *action);
void kontor_banner_hide (KontorBanner *self);

G_END_DECLS
