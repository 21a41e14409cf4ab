/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* What the page of the month end calls things. */

char       *kontor_books_dup_month (gint64 first_day); /* "October 2026" */
char       *kontor_books_dup_period (gint64 from, gint64 to);
char       *kontor_books_dup_check_title (const KontorJson *item);
const char *kontor_books_check_advice (const KontorJson *item);
const char *kontor_books_export_title (const char *kind);
char       *kontor_books_dup_short_day (gint64 day);

/* The first day of the month that lies @months after the one of @day. */
gint64 kontor_books_first_of_month (gint64 day, int months);

G_END_DECLS
