/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Letters that were made leave the house: printed, or saved as files. That is noted before it
 * happens, so that a letter goes once at most; what got lost is taken as a copy. */
void kontor_overdue_letters_print (GtkWidget     *widget,
                                   KontorCompany *company,
                                   KontorJson    *reminders,
                                   gboolean       are_copies);
void kontor_overdue_letters_save (GtkWidget     *widget,
                                  KontorCompany *company,
                                  KontorJson    *reminders,
                                  gboolean       are_copies);

G_END_DECLS
