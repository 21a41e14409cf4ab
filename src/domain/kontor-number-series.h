/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that never change and never clash (design.md section 6): PREFIX + YYMMDD + "-" + station
 * digit(s) + running number of at least three digits: PS250523-1001 is the first of station 1 on
 * 23 May 2025. The pattern knows {yy} {yyyy} {mm} {dd} {station} and {n:3} (running number padded
 * to 3). From station 10 on a "-" closes the station's number off (PS250523-10-001), or station
 * 11's first would be station 1's 1001st. */

#define KONTOR_NUMBER_PATTERN_ORDER "PS{yy}{mm}{dd}-{station}{n:3}"
#define KONTOR_NUMBER_PATTERN_CUSTOMER "K{station}{n:4}"
#define KONTOR_NUMBER_PATTERN_COUNT "CT{yy}{mm}{dd}-{station}{n:2}"
#define KONTOR_NUMBER_PATTERN_PURCHASE "PO{yy}{mm}{dd}-{station}{n:3}"
#define KONTOR_NUMBER_PATTERN_TRANSFER "T{yy}{mm}{dd}-{station}{n:3}"

gboolean kontor_number_pattern_check (const char *pattern, GError **error);
char    *kontor_number_format (const char *pattern, gint64 day, guint station, gint64 running);
char    *kontor_number_range_name (const char *kind,
                                   const char *pattern,
                                   gint64      day,
                                   guint station); /* the range it counts in: one a day, month, year,
                                                      or for ever, as the pattern says */

G_END_DECLS
