/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_BESIDE (kontor_beside_get_type ())
G_DECLARE_FINAL_TYPE (KontorBeside, kontor_beside, KONTOR, BESIDE, GtkWidget)

G_END_DECLS
