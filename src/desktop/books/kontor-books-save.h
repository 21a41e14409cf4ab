/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Asks for a folder, writes the files of a kind there, and says what was written. */
void kontor_books_save (
  GtkWidget *widget, KontorCompany *company, const char *kind, gint64 from, gint64 to);

G_END_DECLS
