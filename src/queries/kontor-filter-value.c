/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"

#include "kontor-number.h"
#include "kontor-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  gint64     now;
  GTimeZone *zone;
} Clock;

/* What a part of a range means: its first and its last moment. */
typedef gboolean (*ParsePart) (const char *text, gpointer data, gint64 *low, gint64 *high);

static gboolean
parse_range (const char *text, ParsePart parse, gpointer data, gint64 *low, gint64 *high)
{
  const char      *dots = strstr (text, "..");
  g_autofree char *first = NULL;
  const char      *last;
  gint64           unused;

  *low = G_MININT64;
  *high = G_MAXINT64;
  if (dots == NULL)
    return parse (text, data, low, high);

  first = g_strndup (text, (gsize) (dots - text));
  last = dots + 2;
  if (*first == '\0' && *last == '\0')
    return FALSE;

  return (*first == '\0' || parse (first, data, low, &unused))
         && (*last == '\0' || parse (last, data, &unused, high));
}

static gboolean
parse_number (const char *text, gpointer data, gint64 *low, gint64 *high)
{
  guint       scale = GPOINTER_TO_UINT (data);
  const char *decimal = strchr (text, ',') != NULL ? "," : ".";

  if (!kontor_decimal_parse (text, scale, decimal, low, NULL))
    return FALSE;

  *high = *low;
  return TRUE;
}

gboolean
kontor_filter_parse_numbers (
  const char *text, guint scale, gint64 *low, gint64 *high, GError **error)
{
  if (parse_range (text, parse_number, GUINT_TO_POINTER (scale), low, high))
    return TRUE;

  g_set_error (error,
               KONTOR_FILTER_ERROR,
               KONTOR_FILTER_ERROR_SYNTAX,
               _ ("“%s” is no amount; possible are 9,90 or 10..20 or 100.. or ..50"),
               text);
  return FALSE;
}

/* Takes up to max digits; FALSE when there is none. */
static gboolean
take_digits (const char **text, guint max, int *value)
{
  const char *start = *text;

  *value = 0;
  while (g_ascii_isdigit (**text) && *text < start + max)
    *value = *value * 10 + g_ascii_digit_value (*(*text)++);

  return *text > start;
}

static gboolean
set_days (const Clock *clock, const GDate *first, const GDate *after, gint64 *low, gint64 *high)
{
  GDate epoch;

  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  *low = kontor_day_start (g_date_days_between (&epoch, first), clock->zone);
  *high = kontor_day_start (g_date_days_between (&epoch, after), clock->zone) - 1;
  return TRUE;
}

/* 2025, 2025-05, 2025-05-23 or 23.05.2025. A year, month or day that is 0 was not given. */
static gboolean
parse_calendar (const char *text, int *year, int *month, int *day)
{
  *month = *day = 0;
  if (strchr (text, '.') != NULL)
    return take_digits (&text, 2, day) && *text++ == '.' && take_digits (&text, 2, month)
           && *text++ == '.' && take_digits (&text, 4, year) && *text == '\0' && *day > 0
           && *month > 0;

  if (!take_digits (&text, 4, year))
    return FALSE;
  if (*text == '-' && (text++, !take_digits (&text, 2, month) || *month == 0))
    return FALSE;
  if (*text == '-' && (text++, !take_digits (&text, 2, day) || *day == 0))
    return FALSE;
  return *text == '\0';
}

static gboolean
parse_date (const char *text, const Clock *clock, gint64 *low, gint64 *high)
{
  GDate first, after;
  int   year = 0;
  int   month = 0;
  int   day = 0;

  if (!parse_calendar (text, &year, &month, &day) || year < 1900
      || !g_date_valid_dmy ((GDateDay) MAX (day, 1), (GDateMonth) MAX (month, 1), (GDateYear) year))
    return FALSE;

  g_date_clear (&first, 1);
  g_date_set_dmy (&first, (GDateDay) MAX (day, 1), (GDateMonth) MAX (month, 1), (GDateYear) year);
  after = first;
  if (day > 0)
    g_date_add_days (&after, 1);
  else if (month > 0)
    g_date_add_months (&after, 1);
  else
    g_date_add_years (&after, 1);

  return set_days (clock, &first, &after, low, high);
}

static void
get_today (const Clock *clock, GDate *date)
{
  gint64 day = kontor_day_from_time (clock->now, clock->zone);

  g_date_clear (date, 1);
  g_date_set_dmy (date, 1, G_DATE_JANUARY, 1970);
  if (day > 0)
    g_date_add_days (date, (guint) day);
}

static void
move_date (GDate *date, char unit, int steps)
{
  guint count = (guint) ABS (steps);

  if (unit == 'd' || unit == 'w')
    {
      count *= unit == 'w' ? 7 : 1;
      (steps < 0 ? g_date_subtract_days : g_date_add_days) (date, count);
    }
  else
    {
      count *= unit == 'y' ? 12 : 1;
      (steps < 0 ? g_date_subtract_months : g_date_add_months) (date, count);
    }
}

static gboolean
set_day_from_today (const Clock *clock, char unit, int steps, gint64 *low, gint64 *high)
{
  GDate first, after;

  get_today (clock, &first);
  if (g_date_get_julian (&first) < (guint) ABS (steps) + 1)
    return FALSE;
  move_date (&first, unit, steps);
  after = first;
  g_date_add_days (&after, 1);
  return set_days (clock, &first, &after, low, high);
}

/* -7d, +2w, -1m, -1y: that local day; -2h: that moment. */
static gboolean
parse_relative (const char *text, const Clock *clock, gint64 *low, gint64 *high)
{
  int  sign = *text == '-' ? -1 : 1;
  int  count;
  char unit;

  if ((*text != '-' && *text != '+') || (text++, !take_digits (&text, 4, &count)))
    return FALSE;
  unit = g_ascii_tolower (*text);
  if (unit == '\0' || strchr ("hdwmy", unit) == NULL || text[1] != '\0')
    return FALSE;
  if (unit != 'h')
    return (unit == 'd' || count <= 1200)
           && set_day_from_today (clock, unit, sign * count, low, high);

  *low = *high = clock->now + sign * count * 3600 * KONTOR_SECOND;
  return TRUE;
}

static gboolean
parse_moment (const char *text, gpointer data, gint64 *low, gint64 *high)
{
  const Clock     *clock = data;
  g_autofree char *word = g_ascii_strdown (text, -1);

  if (g_str_equal (word, "today"))
    return set_day_from_today (clock, 'd', 0, low, high);
  if (g_str_equal (word, "yesterday"))
    return set_day_from_today (clock, 'd', -1, low, high);
  if (g_str_equal (word, "tomorrow"))
    return set_day_from_today (clock, 'd', 1, low, high);
  if (g_str_equal (word, "now"))
    {
      *low = *high = clock->now;
      return TRUE;
    }

  return parse_relative (word, clock, low, high) || parse_date (word, clock, low, high);
}

gboolean
kontor_filter_parse_times (
  const char *text, gint64 now, GTimeZone *zone, gint64 *low, gint64 *high, GError **error)
{
  Clock clock = { now, zone };

  if (parse_range (text, parse_moment, &clock, low, high))
    return TRUE;

  g_set_error (error,
               KONTOR_FILTER_ERROR,
               KONTOR_FILTER_ERROR_SYNTAX,
               _ ("“%s” is no time; possible are 2025-05-23, 2025-05, today, -7d.. or "
                  "2025-01-01..2025-03-31"),
               text);
  return FALSE;
}
