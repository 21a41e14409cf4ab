/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
#define GREATEST_YEAR 9999
#define GREATEST_OFFSET_HOURS 18
#define FRACTION_DIGITS 6

/* The civil calendar repeats every 400 years. Counting years from March puts the leap day last. */
#define DAYS_PER_ERA G_GINT64_CONSTANT (146097)
#define YEARS_PER_ERA 400
#define EPOCH_FROM_ERA G_GINT64_CONSTANT (719468) /* days from 0000-03-01 to 1970-01-01 */

typedef struct
{
  gint64 year;
  guint  month;
  guint  day;
} CivilDate;

typedef struct
{
  gint64   day;
  gint64   of_day; /* microseconds */
  gint64   offset; /* seconds east of UTC */
  gboolean has_offset;
} Moment;

static gint64
floor_divide (gint64 value, gint64 divisor)
{
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/* Days before a month, in a year that begins with March (0). */
static gint64
days_before_month (gint64 month)
{
  return (153 * month + 2) / 5;
}

static gint64
day_from_civil (gint64 year, guint month, guint day)
{
  gint64 from_march = month > 2 ? month - 3 : month + 9;
  gint64 years = month > 2 ? year : year - 1;
  gint64 era = floor_divide (years, YEARS_PER_ERA);
  gint64 year_of_era = years - era * YEARS_PER_ERA;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100
                      + days_before_month (from_march) + day - 1;

  return era * DAYS_PER_ERA + day_of_era - EPOCH_FROM_ERA;
}

static CivilDate
civil_from_day (gint64 day)
{
  gint64 shifted = day + EPOCH_FROM_ERA;
  gint64 era = floor_divide (shifted, DAYS_PER_ERA);
  gint64 rest = shifted - era * DAYS_PER_ERA;
  gint64 year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
  gint64 of_year = rest - (365 * year + year / 4 - year / 100);
  gint64 month = (5 * of_year + 2) / 153;

  return (CivilDate){
    .year = era * YEARS_PER_ERA + year + (month >= 10 ? 1 : 0),
    .month = (guint) (month < 10 ? month + 3 : month - 9),
    .day = (guint) (of_year - days_before_month (month) + 1),
  };
}

static guint
days_in_month (gint64 year, guint month)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean            is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && is_leap ? 29 : lengths[month - 1];
}

/* Reading */

static gboolean
read_number (const char **at, guint least, guint most, guint *number)
{
  guint count = 0;

  for (*number = 0; count < most && g_ascii_isdigit (**at); count++)
    *number = *number * 10 + (guint) (*(*at)++ - '0');

  return count >= least;
}

static gboolean
read_char (const char **at, char expected)
{
  if (**at != expected)
    return FALSE;

  (*at)++;
  return TRUE;
}

static gboolean
set_day (guint year, guint month, guint day, gint64 *result)
{
  if (year < 1 || year > GREATEST_YEAR || month < 1 || month > 12)
    return FALSE;

  if (day < 1 || day > days_in_month (year, month))
    return FALSE;

  *result = day_from_civil (year, month, day);
  return TRUE;
}

/* Three numbers with one separator between them. */
static gboolean
read_triple (const char **at, char separator, const guint widths[3], guint numbers[3])
{
  const char *begin = *at;
  guint       i = 0;

  for (i = 0; i < 3; i++)
    {
      guint least = widths[i] == 4 || separator == '-' ? widths[i] : 1;

      if ((i > 0 && !read_char (at, separator)) || !read_number (at, least, widths[i], &numbers[i]))
        {
          *at = begin;
          return FALSE;
        }
    }

  return TRUE;
}

/* The separator decides: 2010-12-31, 31.12.2010 or 12/31/2010. */
static gboolean
read_date (const char **at, gint64 *day)
{
  static const guint year_first[3] = { 4, 2, 2 };
  static const guint year_last[3] = { 2, 2, 4 };
  guint              part[3] = { 0 };

  if (read_triple (at, '-', year_first, part))
    return set_day (part[0], part[1], part[2], day);

  if (read_triple (at, '.', year_last, part))
    return set_day (part[2], part[1], part[0], day);

  if (read_triple (at, '/', year_last, part))
    return set_day (part[2], part[0], part[1], day);

  return FALSE;
}

/* Digits behind the sixth are cut off. */
static gboolean
read_fraction (const char **at, gint64 *of_day)
{
  gint64 unit = KONTOR_SECOND / 10;

  if (**at != '.' && **at != ',')
    return TRUE;

  (*at)++;
  if (!g_ascii_isdigit (**at))
    return FALSE;

  for (; g_ascii_isdigit (**at); unit /= 10)
    *of_day += unit * (*(*at)++ - '0');

  return TRUE;
}

/* H:MM, HH:MM:SS or with a fraction. A leap second counts as the first second of the next minute.
 */
static gboolean
read_clock (const char **at, gint64 *of_day)
{
  guint hour = 0;
  guint minute = 0;
  guint second = 0;

  if (!read_number (at, 1, 2, &hour) || !read_char (at, ':') || !read_number (at, 2, 2, &minute))
    return FALSE;

  if (read_char (at, ':') && !read_number (at, 2, 2, &second))
    return FALSE;

  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *of_day = ((gint64) hour * 3600 + (gint64) minute * 60 + second) * KONTOR_SECOND;
  return read_fraction (at, of_day);
}

/* Z, UTC, +01, +0100 or +01:00, also with a space before it. */
static gboolean
read_offset (const char **at, Moment *moment)
{
  guint    hours = 0;
  guint    minutes = 0;
  gboolean is_west = FALSE;

  while (read_char (at, ' '))
    continue;

  if (**at == '\0')
    return TRUE;

  moment->has_offset = TRUE;
  if (g_str_equal (*at, "Z") || g_str_equal (*at, "z") || g_str_equal (*at, "UTC"))
    {
      *at += strlen (*at);
      return TRUE;
    }

  is_west = **at == '-';
  if ((!read_char (at, '+') && !read_char (at, '-')) || !read_number (at, 2, 2, &hours))
    return FALSE;

  if ((read_char (at, ':') || **at != '\0') && !read_number (at, 2, 2, &minutes))
    return FALSE;

  moment->offset = ((gint64) hours * 3600 + (gint64) minutes * 60) * (is_west ? -1 : 1);
  return hours <= GREATEST_OFFSET_HOURS && minutes < 60;
}

static gboolean
read_moment (const char **at, Moment *moment)
{
  if (!read_date (at, &moment->day))
    return FALSE;

  if (**at == '\0')
    return TRUE;

  if (!read_char (at, 'T') && !read_char (at, 't') && !read_char (at, ' '))
    return FALSE;

  while (read_char (at, ' '))
    continue;

  return read_clock (at, &moment->of_day) && read_offset (at, moment);
}

/* Zones */

/* Local seconds that the zone skips become the first that exists after them; of those that come
 * twice the first is meant. */
static gint64
local_to_utc (gint64 seconds, GTimeZone *zone)
{
  int interval = 0;

  if (zone == NULL)
    return seconds;

  interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_DAYLIGHT, &seconds);
  return seconds - g_time_zone_get_offset (zone, interval);
}

static gint64
utc_to_local (gint64 seconds, GTimeZone *zone)
{
  int interval = 0;

  if (zone == NULL)
    return seconds;

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  return seconds + g_time_zone_get_offset (zone, interval);
}

/**
 * kontor_time_now:
 *
 * Returns: the wall clock, microseconds since 1970 in UTC
 */
gint64
kontor_time_now (void)
{
  return g_get_real_time ();
}

/**
 * kontor_time_parse:
 * @text: a date, or a date and a time of day
 * @zone: (nullable): where the time is meant if @text has no offset; %NULL for UTC
 * @time: (out): microseconds since 1970 in UTC; untouched on failure
 * @error: return location
 *
 * Reads, in this order:
 *
 * - ISO 8601, extended form: `2010-12-01`, `2010-12-01T08:26`, `2010-12-01 08:26:00.5 +01:00`, with
 *   `Z`, `UTC` or an offset, and `T` or a space before the time
 * - day, month, year: `1.12.2010 8:26`
 * - month, day, year as in the USA: `12/1/2010 8:26`
 *
 * A date alone means the start of that day in @zone. Years have four digits.
 *
 * Fails with %KONTOR_VALUE_ERROR_INVALID if @text is none of these or names a day that does not
 * exist.
 *
 * Returns: whether @time is set
 */
gboolean
kontor_time_parse (const char *text, GTimeZone *zone, gint64 *time, GError **error)
{
  g_autofree char *stripped = NULL;
  const char      *at = NULL;
  Moment           moment = { 0 };
  gint64           seconds = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time != NULL, FALSE);

  at = stripped = g_strstrip (g_strdup (text));
  if (!read_moment (&at, &moment) || *at != '\0')
    {
      g_set_error (error,
                   KONTOR_VALUE_ERROR,
                   KONTOR_VALUE_ERROR_INVALID,
                   _ ("“%s” is not a date or time"),
                   text);
      return FALSE;
    }

  seconds = moment.day * SECONDS_PER_DAY + moment.of_day / KONTOR_SECOND;
  seconds = moment.has_offset ? seconds - moment.offset : local_to_utc (seconds, zone);
  *time = seconds * KONTOR_SECOND + moment.of_day % KONTOR_SECOND;
  return TRUE;
}

/**
 * kontor_time_format_iso:
 * @time: microseconds since 1970 in UTC
 *
 * Returns: (transfer full): ISO 8601 in UTC, "2010-12-01T08:26:00Z", with a fraction only if there
 * is one
 */
char *
kontor_time_format_iso (gint64 time)
{
  g_autofree char *day = kontor_day_format_iso (floor_divide (time, KONTOR_DAY));
  gint64           of_day = time - floor_divide (time, KONTOR_DAY) * KONTOR_DAY;
  gint64           seconds = of_day / KONTOR_SECOND;
  int              fraction = (int) (of_day % KONTOR_SECOND);
  g_autofree char *digits = fraction != 0 ? g_strdup_printf (".%0*d", FRACTION_DIGITS, fraction)
                                          : g_strdup ("");

  return g_strdup_printf ("%sT%02d:%02d:%02d%sZ",
                          day,
                          (int) (seconds / 3600),
                          (int) (seconds / 60 % 60),
                          (int) (seconds % 60),
                          digits);
}

/**
 * kontor_time_format_local:
 * @time: microseconds since 1970 in UTC
 * @zone: (nullable): where the reader is; %NULL for UTC
 * @format: a format of g_date_time_format()
 *
 * Names of months and days follow the locale: this is for people, not for files.
 *
 * Returns: (transfer full) (nullable): the time in @zone, or %NULL outside the years 1 to 9999
 */
char *
kontor_time_format_local (gint64 time, GTimeZone *zone, const char *format)
{
  gint64 seconds = floor_divide (time, KONTOR_SECOND);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) exact = NULL;
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (format != NULL, NULL);

  if (utc == NULL)
    return NULL;

  exact = g_date_time_add (utc, time - seconds * KONTOR_SECOND);
  local = zone != NULL ? g_date_time_to_timezone (exact, zone) : g_date_time_ref (exact);
  return local != NULL ? g_date_time_format (local, format) : NULL;
}

/**
 * kontor_day_from_time:
 * @time: microseconds since 1970 in UTC
 * @zone: (nullable): whose midnight counts; %NULL for UTC
 *
 * Returns: days since 1970-01-01
 */
gint64
kontor_day_from_time (gint64 time, GTimeZone *zone)
{
  return floor_divide (utc_to_local (floor_divide (time, KONTOR_SECOND), zone), SECONDS_PER_DAY);
}

/**
 * kontor_day_start:
 * @day: days since 1970-01-01
 * @zone: (nullable): whose midnight counts; %NULL for UTC
 *
 * Returns: the first moment of @day, microseconds since 1970 in UTC; where the clocks skip
 * midnight, the moment of the skip
 */
gint64
kontor_day_start (gint64 day, GTimeZone *zone)
{
  return local_to_utc (day * SECONDS_PER_DAY, zone) * KONTOR_SECOND;
}

/**
 * kontor_day_parse:
 * @text: a date without a time, in one of the forms of kontor_time_parse()
 * @day: (out): days since 1970-01-01; untouched on failure
 * @error: return location
 *
 * Fails with %KONTOR_VALUE_ERROR_INVALID if @text is no date or names a day that does not exist.
 *
 * Returns: whether @day is set
 */
gboolean
kontor_day_parse (const char *text, gint64 *day, GError **error)
{
  g_autofree char *stripped = NULL;
  const char      *at = NULL;
  gint64           result = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  at = stripped = g_strstrip (g_strdup (text));
  if (!read_date (&at, &result) || *at != '\0')
    {
      g_set_error (
        error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID, _ ("“%s” is not a date"), text);
      return FALSE;
    }

  *day = result;
  return TRUE;
}

/**
 * kontor_day_format_iso:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the date as "2010-12-01"
 */
char *
kontor_day_format_iso (gint64 day)
{
  CivilDate date = civil_from_day (day);

  return g_strdup_printf ("%04" G_GINT64_FORMAT "-%02u-%02u", date.year, date.month, date.day);
}
