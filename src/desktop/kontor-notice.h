/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void kontor_notice_send (
  GtkWidget *widget, const char *id, const char *title, const char *body, const char *page);

G_END_DECLS
