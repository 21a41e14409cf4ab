/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-worker.h"

G_BEGIN_DECLS

void kontor_print_pdf (GtkWidget *widget, KontorWorker *documents, GBytes *pdf, const char *name);

G_END_DECLS
