/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sizes that go with the text; newer versions of the toolkit have a unit for them. */

int  kontor_text_scaled (GtkWidget *widget, int pixels);
void kontor_text_scale_template (GtkWidget *widget);

G_END_DECLS
