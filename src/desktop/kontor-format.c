/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-format.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#define NARROW_SPACE "\u202f"
#define NO_BREAK_SPACE "\u00a0"
#define MINUS "\u2212"

static const struct
{
  const char *code;
  const char *sign;
} signs[] = {
  { "EUR", "€" }, { "USD", "$" }, { "GBP", "£" }, { "JPY", "¥" }, { "PLN", "zł" }, { "CZK", "Kč" },
};

/**
 * kontor_format_style:
 *
 * Returns: how the person's locale groups digits and writes the decimal sign
 */
const KontorNumberStyle *
kontor_format_style (void)
{
  static KontorNumberStyle style;

  if (style.decimal == NULL)
    {
      const char *group = nl_langinfo (THOUSEP);

      style.decimal = g_intern_string (nl_langinfo (RADIXCHAR));
      /* The C locale groups nothing; its users read English. */
      style.group = g_intern_string (*group != '\0' ? group : ",");
      if (g_str_equal (style.decimal, style.group))
        style.group = "";
    }
  return &style;
}

const char *
kontor_format_decimal (void)
{
  return kontor_format_style ()->decimal;
}

/**
 * kontor_format_zone:
 *
 * Returns: (transfer none): the time zone of this computer
 */
GTimeZone *
kontor_format_zone (void)
{
  static GTimeZone *zone = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_local ();
  return zone;
}

const char *
kontor_format_currency_sign (const char *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i].code, currency) == 0)
      return signs[i].sign;
  return currency != NULL ? currency : "";
}

/* With the sign that is as wide as the digits. Entries read it, too. */
static char *
with_minus (char *number)
{
  g_autofree char *owned = number;

  return *owned == '-' ? g_strconcat (MINUS, owned + 1, NULL) : g_steal_pointer (&owned);
}

static char *
format_decimal (gint64 value, guint scale, guint least_decimals)
{
  return with_minus (kontor_decimal_format (value, scale, least_decimals, kontor_format_style ()));
}

/**
 * kontor_format_number:
 * @minor: an amount in the currency's minor unit
 *
 * Returns: (transfer full): the amount with its decimals, without the currency
 */
char *
kontor_format_number (gint64 minor, const char *currency)
{
  guint digits = kontor_currency_digits (currency != NULL ? currency : "EUR");

  return format_decimal (minor, digits, digits);
}

static char *
with_sign (char *number, const char *currency)
{
  g_autofree char *owned = number;

  if (currency == NULL || *currency == '\0')
    return g_steal_pointer (&owned);
  return g_strconcat (owned, NO_BREAK_SPACE, kontor_format_currency_sign (currency), NULL);
}

static char *
with_sign_markup (char *number, const char *currency)
{
  g_autofree char *owned = number;

  if (currency == NULL || *currency == '\0')
    return g_steal_pointer (&owned);
  return g_markup_printf_escaped ("%s" NO_BREAK_SPACE "<span alpha=\"55%%\">%s</span>",
                                  owned,
                                  kontor_format_currency_sign (currency));
}

char *
kontor_format_money (gint64 minor, const char *currency)
{
  return with_sign (kontor_format_number (minor, currency), currency);
}

/**
 * kontor_format_money_markup:
 *
 * Returns: (transfer full): Pango markup with the currency dimmed
 */
char *
kontor_format_money_markup (gint64 minor, const char *currency)
{
  return with_sign_markup (kontor_format_number (minor, currency), currency);
}

static char *
price_number (gint64 price_e4, const char *currency)
{
  guint digits = kontor_currency_digits (currency != NULL ? currency : "EUR");

  return format_decimal (price_e4, 4, MIN (digits, 4));
}

char *
kontor_format_price (gint64 price_e4, const char *currency)
{
  return with_sign (price_number (price_e4, currency), currency);
}

char *
kontor_format_price_markup (gint64 price_e4, const char *currency)
{
  return with_sign_markup (price_number (price_e4, currency), currency);
}

char *
kontor_format_quantity (gint64 thousandths)
{
  return format_decimal (thousandths, 3, 0);
}

char *
kontor_format_count (gint64 count)
{
  return format_decimal (count, 0, 0);
}

char *
kontor_format_rate (gint64 basis_points)
{
  g_autofree char *number = format_decimal (basis_points, 2, 0);

  return g_strconcat (number, NARROW_SPACE "%", NULL);
}

static char *
format_local (gint64 time, const char *format)
{
  return kontor_time_format_local (time, kontor_format_zone (), format);
}

/**
 * kontor_format_when_at:
 * @time: UTC microseconds, 0 for never
 * @now: the same
 *
 * Returns: (transfer full): a short date: relative up to a week, then the day, then with the year
 */
char *
kontor_format_when_at (gint64 time, gint64 now)
{
  gint64           day = kontor_day_from_time (time, kontor_format_zone ());
  gint64           today = kontor_day_from_time (now, kontor_format_zone ());
  g_autofree char *year = NULL;
  g_autofree char *this_year = NULL;

  if (time == 0)
    return g_strdup ("");
  /* Translators: strftime formats of short dates; the first two are relative. */
  if (day == today)
    return format_local (time, _ ("Today %H:%M"));
  if (day == today - 1)
    return format_local (time, _ ("Yesterday %H:%M"));
  if (day == today + 1)
    return format_local (time, _ ("Tomorrow %H:%M"));
  if (day < today && day > today - 7)
    return format_local (time, _ ("%a %H:%M"));
  year = format_local (time, "%Y");
  this_year = format_local (now, "%Y");
  return format_local (time, g_str_equal (year, this_year) ? _ ("%-d %b") : _ ("%-d %b %Y"));
}

char *
kontor_format_when (gint64 time)
{
  return kontor_format_when_at (time, kontor_time_now ());
}

/**
 * kontor_format_day:
 * @time: a moment of the day, UTC microseconds, 0 for never
 *
 * Returns: (transfer full): a day without a time: "Today", "Tomorrow", else the short date
 */
char *
kontor_format_day (gint64 time)
{
  gint64           now = kontor_time_now ();
  gint64           day = kontor_day_from_time (time, kontor_format_zone ());
  gint64           today = kontor_day_from_time (now, kontor_format_zone ());
  g_autofree char *year = NULL;
  g_autofree char *this_year = NULL;

  if (time == 0)
    return g_strdup ("");
  if (day == today)
    return g_strdup (_ ("Today"));
  if (day == today - 1)
    return g_strdup (_ ("Yesterday"));
  if (day == today + 1)
    return g_strdup (_ ("Tomorrow"));
  year = format_local (time, "%Y");
  this_year = format_local (now, "%Y");
  return format_local (time, g_str_equal (year, this_year) ? _ ("%-d %b") : _ ("%-d %b %Y"));
}

/**
 * kontor_format_exact:
 * @time: UTC microseconds, 0 for never
 *
 * Returns: (transfer full): day and time in full, for tooltips
 */
char *
kontor_format_exact (gint64 time)
{
  if (time == 0)
    return g_strdup ("");
  /* Translators: strftime format of an exact date and time. */
  return format_local (time, _ ("%A, %-d %B %Y, %H:%M:%S"));
}

/**
 * kontor_format_late:
 * @due: UTC microseconds, 0 for none
 *
 * Returns: (transfer full) (nullable): by how much it is late, or NULL when it is not
 */
char *
kontor_format_late (gint64 due, gint64 now)
{
  gint64 days = (now - due) / KONTOR_DAY;
  gint64 hours = (now - due) / (3600 * KONTOR_SECOND);

  if (due == 0 || now <= due)
    return NULL;
  if (days > 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) days), (int) days);
  return g_strdup_printf (ngettext ("%d hour late", "%d hours late", (gulong) MAX (hours, 1)),
                          (int) MAX (hours, 1));
}

static void
append_line (GString *out, const char *first, const char *second)
{
  gboolean has_first = first != NULL && *first != '\0';
  gboolean has_second = second != NULL && *second != '\0';

  if (!has_first && !has_second)
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, has_first ? first : "");
  if (has_first && has_second)
    g_string_append_c (out, ' ');
  g_string_append (out, has_second ? second : "");
}

/**
 * kontor_format_address:
 *
 * Returns: (transfer full): the address in lines, "" when it is empty
 */
char *
kontor_format_address (const KontorAddress *address)
{
  GString *out = g_string_new (NULL);

  append_line (out, address->name, NULL);
  append_line (out, address->extra, NULL);
  append_line (out, address->street, NULL);
  append_line (out, address->postcode, address->city);
  append_line (out, address->region, NULL);
  append_line (out, address->country, NULL);
  return g_string_free (out, FALSE);
}

/**
 * kontor_format_unit:
 * @unit: machine name of a unit
 *
 * Returns: (transfer full): its short sign; "" for pieces, which go without saying
 */
char *
kontor_format_unit (const char *unit)
{
  if (unit == NULL || g_str_equal (unit, "piece") || *unit == '\0')
    return g_strdup ("");
  return g_strdup (unit);
}
