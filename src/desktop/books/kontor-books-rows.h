/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* Fills the lists of the month end from what kontor_query_month() says. */

void  kontor_books_fill_checks (GtkListBox *list, const KontorJson *month);
void  kontor_books_fill_vat (GtkListBox *list, const KontorJson *month);
void  kontor_books_fill_abroad (GtkListBox *list, const KontorJson *month);
void  kontor_books_fill_exports (GtkListBox *list, const KontorJson *month);
guint kontor_books_count_open (const KontorJson *month);

G_END_DECLS
