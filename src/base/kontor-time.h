/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times are microseconds since 1970 in UTC. A day is a count of days since 1970-01-01 in a named
 * zone. */

#define KONTOR_SECOND G_GINT64_CONSTANT (1000000)
#define KONTOR_DAY (G_GINT64_CONSTANT (86400) * KONTOR_SECOND)

gint64   kontor_time_now (void);
gboolean kontor_time_parse (const char *text, GTimeZone *zone, gint64 *time, GError **error);
char    *kontor_time_format_iso (gint64 time);
char    *kontor_time_format_local (gint64 time, GTimeZone *zone, const char *format);
gint64   kontor_day_from_time (gint64 time, GTimeZone *zone);
gint64   kontor_day_start (gint64 day, GTimeZone *zone);
gboolean kontor_day_parse (const char *text, gint64 *day, GError **error);
char    *kontor_day_format_iso (gint64 day);

G_END_DECLS
