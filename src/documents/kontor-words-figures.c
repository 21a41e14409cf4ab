/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-words.h"

#include <string.h>

#include "kontor-number.h"
#include "kontor-time.h"

#define NO_BREAK_SPACE "\302\240"
#define MINUS "\342\210\222"
#define FINE_DIGITS 6

static const KontorNumberStyle styles[KONTOR_N_LANGUAGES] = {
  [KONTOR_LANGUAGE_EN] = { ".", "," },
  [KONTOR_LANGUAGE_DE] = { ",", "." },
};

/* Currencies with a sign of their own; all others are named by their code. */
static const struct
{
  const char *code;
  const char *sign;
} signs[] = {
  { "EUR", "€" },
  { "GBP", "£" },
  { "USD", "$" },
};

/* A hyphen is too short for a minus. */
static char *
set_minus (char *figure)
{
  char *text = NULL;

  if (*figure != '-')
    return figure;

  text = g_strconcat (MINUS, figure + 1, NULL);
  g_free (figure); /* replaced by the new text */
  return text;
}

/*
 * kontor_language_format_minor:
 * @minor: in the minor unit of @currency
 * @currency: (nullable): ISO 4217
 *
 * Returns: (transfer full): "1.234,50" or "1,234.50": without currency, for columns
 */
char *
kontor_language_format_minor (KontorLanguage language, gint64 minor, const char *currency)
{
  guint digits = kontor_currency_digits (currency);

  return set_minus (kontor_decimal_format (minor, digits, digits, &styles[language]));
}

static const char *
find_sign (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i].code, currency) == 0)
      return signs[i].sign;

  return NULL;
}

/*
 * kontor_language_format_money:
 * @minor: in the minor unit of @currency
 * @currency: (nullable): ISO 4217
 *
 * Returns: (transfer full): "1.234,50 €", "€1,234.50", "CHF 1,234.50"
 */
char *
kontor_language_format_money (KontorLanguage language, gint64 minor, const char *currency)
{
  g_autofree char *figure = kontor_language_format_minor (language, minor, currency);
  const char      *sign = find_sign (currency);
  const char      *shown = sign != NULL ? sign : currency != NULL ? currency : "";

  if (language == KONTOR_LANGUAGE_DE)
    return g_strconcat (figure, NO_BREAK_SPACE, shown, NULL);
  if (sign == NULL)
    return g_strconcat (shown, NO_BREAK_SPACE, figure, NULL);
  if (g_str_has_prefix (figure, MINUS))
    return g_strconcat (MINUS, sign, figure + strlen (MINUS), NULL);

  return g_strconcat (sign, figure, NULL);
}

/*
 * kontor_language_format_fine:
 * @value_e6: millionths
 * @least_decimals: kept even if they are zeros
 *
 * Returns: (transfer full): a quantity or a unit price with the decimals that are there
 */
char *
kontor_language_format_fine (KontorLanguage language, gint64 value_e6, guint least_decimals)
{
  return set_minus (
    kontor_decimal_format (value_e6, FINE_DIGITS, least_decimals, &styles[language]));
}

/* Returns: (transfer full): "2,5 %" (DIN 5008) or "2.5%" */
char *
kontor_language_format_percent (KontorLanguage language, gint64 value_e6)
{
  g_autofree char *figure = kontor_language_format_fine (language, value_e6, 0);

  return g_strconcat (figure, language == KONTOR_LANGUAGE_DE ? NO_BREAK_SPACE "%" : "%", NULL);
}

/* Returns: (transfer full): a tax rate, from basis points */
char *
kontor_language_format_rate (KontorLanguage language, gint64 rate_bp)
{
  return kontor_language_format_percent (language, rate_bp * 10000);
}

/* Returns: (transfer full): a day since 1970 as people write it, "" for none */
char *
kontor_language_format_day (KontorLanguage language, gint64 day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (day == 0)
    return g_strdup ("");

  return kontor_language_format_date (language, day * KONTOR_DAY, utc);
}

/* What both ends have in common at their end is said once: "03.11. – 19.11.2026",
 * "3 – 19 November 2026". */
static gsize
count_common_end (KontorLanguage language, const char *from, const char *to)
{
  char  separator = language == KONTOR_LANGUAGE_DE ? '.' : ' ';
  gsize from_length = strlen (from);
  gsize to_length = strlen (to);
  gsize common = 0;

  for (gsize i = 1; i < MIN (from_length, to_length); i++)
    {
      if (from[from_length - i] != to[to_length - i])
        break;
      if (from[from_length - i] == separator)
        common = language == KONTOR_LANGUAGE_DE ? MAX (common, i - 1) : i;
      if (language == KONTOR_LANGUAGE_DE && common > 0)
        break; /* only the year: "19.11." needs its month */
    }

  return common;
}

/* Returns: (transfer full): both ends of a period, or the one that is given */
char *
kontor_language_format_days (KontorLanguage language, gint64 from_day, gint64 to_day)
{
  g_autofree char *from = kontor_language_format_day (language, from_day);
  g_autofree char *to = kontor_language_format_day (language, to_day);

  if (from_day == 0 || to_day == 0 || from_day == to_day)
    return g_strdup (from_day != 0 ? from : to);

  from[strlen (from) - count_common_end (language, from, to)] = '\0';
  return g_strconcat (from, NO_BREAK_SPACE "– ", to, NULL);
}
