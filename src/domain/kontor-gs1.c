/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-gs1.h"

#include <string.h>

#include "kontor-codes.h"
#include "kontor-time.h"

#define FNC1 '\x1d'

/* Application identifiers by their first digits: GS1 General Specifications, section 3. A length of
 * 0 is variable: up to FNC1 or the end. */
static const struct
{
  const char *start;
  guint8      digits; /* of the identifier */
  guint8      length; /* of what follows */
} identifiers[] = {
  { "00", 2, 18 }, { "01", 2, 14 }, { "02", 2, 14 }, { "03", 2, 14 }, { "10", 2, 0 },
  { "11", 2, 6 },  { "12", 2, 6 },  { "13", 2, 6 },  { "15", 2, 6 },  { "16", 2, 6 },
  { "17", 2, 6 },  { "20", 2, 2 },  { "21", 2, 0 },  { "22", 2, 0 },  { "23", 3, 0 },
  { "24", 3, 0 },  { "25", 3, 0 },  { "30", 2, 0 },  { "31", 4, 6 },  { "32", 4, 6 },
  { "33", 4, 6 },  { "34", 4, 6 },  { "35", 4, 6 },  { "36", 4, 6 },  { "37", 2, 0 },
  { "39", 4, 0 },  { "40", 3, 0 },  { "41", 3, 13 }, { "42", 3, 0 },  { "43", 4, 0 },
  { "70", 4, 0 },  { "71", 3, 0 },  { "72", 4, 0 },  { "80", 4, 0 },  { "81", 4, 0 },
  { "82", 4, 0 },  { "9", 2, 0 },
};

/* Names of Digital Link for identifiers that mean something here. */
static const char *const link_names[][2] = {
  { "gtin", "01" },
  { "lot", "10" },
  { "ser", "21" },
};

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static gint64
number_at (const char *digits, gsize length)
{
  gint64 number = 0;

  for (gsize i = 0; i < length; i++)
    number = number * 10 + g_ascii_digit_value (digits[i]);
  return number;
}

/* Two digits stand for the year that is nearest: at most 49 years ahead, 50 back (General
 * Specifications 7.12). */
static gint64
full_year (gint64 two_digits, gint64 today)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, G_DATE_JANUARY, 1970);
  gint64 this_year;
  gint64 year;

  g_date_add_days (date, (guint) CLAMP (today, 0, 2000000));
  this_year = g_date_get_year (date);
  year = this_year - this_year % 100 + two_digits;
  if (year - this_year > 49)
    return year - 100;
  if (this_year - year > 50)
    return year + 100;
  return year;
}

/* YYMMDD; a day of 00 is the last of the month. */
static gboolean
read_day (const char *digits, gint64 today, gint64 *day)
{
  gint64       year = full_year (number_at (digits, 2), today);
  GDateMonth   month = (GDateMonth) number_at (digits + 2, 2);
  GDateDay     of_month = (GDateDay) number_at (digits + 4, 2);
  const GDate *epoch = NULL;
  g_autoptr (GDate) date = NULL;
  g_autoptr (GDate) first = g_date_new_dmy (1, G_DATE_JANUARY, 1970);

  if (!g_date_valid_month (month))
    return FALSE;
  if (of_month == 0)
    of_month = g_date_get_days_in_month (month, (GDateYear) year);
  if (!g_date_valid_dmy (of_month, month, (GDateYear) year))
    return FALSE;
  date = g_date_new_dmy (of_month, month, (GDateYear) year);
  epoch = first;
  *day = g_date_days_between (epoch, date);
  return TRUE;
}

static gboolean
copy_text (char *field, gsize size, const char *value, gsize length)
{
  if (length == 0 || length >= size)
    return FALSE;
  memcpy (field, value, length);
  field[length] = '\0';
  return TRUE;
}

static gboolean
read_gtin (KontorGs1 *gs1, const char *value, gsize length)
{
  char gtin[15];

  if (length > 14 || length < 8 || !is_digits (value, length))
    return FALSE;
  memset (gtin, '0', sizeof gtin - 1);
  memcpy (gtin + 14 - length, value, length);
  gtin[14] = '\0';
  if (!kontor_gtin_is_valid (gtin))
    return FALSE;
  memcpy (gs1->gtin, gtin, sizeof gtin);
  return TRUE;
}

static gboolean
read_element (KontorGs1 *gs1, const char *identifier, const char *value, gsize length, gint64 today)
{
  if (strcmp (identifier, "01") == 0 || strcmp (identifier, "02") == 0)
    return read_gtin (gs1, value, length);
  if (strcmp (identifier, "10") == 0)
    return copy_text (gs1->lot, sizeof gs1->lot, value, length);
  if (strcmp (identifier, "21") == 0)
    return copy_text (gs1->serial, sizeof gs1->serial, value, length);
  if (strcmp (identifier, "30") == 0 || strcmp (identifier, "37") == 0)
    {
      if (length > 8 || !is_digits (value, length))
        return FALSE;
      gs1->count = number_at (value, length);
      return gs1->count > 0;
    }
  if (strcmp (identifier, "15") == 0
      || (strcmp (identifier, "17") == 0 && gs1->best_before == KONTOR_GS1_NO_DAY))
    return length == 6 && is_digits (value, length) && read_day (value, today, &gs1->best_before);
  return length > 0;
}

static gboolean
find_identifier (const char *text, char identifier[5], gsize *length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (identifiers); i++)
    if (g_str_has_prefix (text, identifiers[i].start)
        && is_digits (text, MIN (strlen (text), identifiers[i].digits))
        && strlen (text) >= identifiers[i].digits)
      {
        memcpy (identifier, text, identifiers[i].digits);
        identifier[identifiers[i].digits] = '\0';
        *length = identifiers[i].length;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_elements (KontorGs1 *gs1, const char *text, gint64 today)
{
  while (*text != '\0')
    {
      char        identifier[5];
      gsize       length;
      const char *end;

      if (*text == FNC1)
        {
          text++;
          continue;
        }
      if (!find_identifier (text, identifier, &length))
        return FALSE;
      text += strlen (identifier);
      end = strchr (text, FNC1);
      if (length == 0)
        length = end != NULL ? (gsize) (end - text) : strlen (text);
      else if (strlen (text) < length || (end != NULL && (gsize) (end - text) < length))
        return FALSE;
      if (!read_element (gs1, identifier, text, length, today))
        return FALSE;
      text += length;
    }
  return TRUE;
}

/* (01)04012345678901(10)ABC */
static gboolean
read_parentheses (KontorGs1 *gs1, const char *text, gint64 today)
{
  while (*text == '(')
    {
      const char *close = strchr (text, ')');
      const char *next;
      char        identifier[5];

      if (close == NULL
          || !copy_text (identifier, sizeof identifier, text + 1, (gsize) (close - text - 1))
          || !is_digits (identifier, strlen (identifier)))
        return FALSE;
      next = strchr (close, '(');
      if (next == NULL)
        next = close + strlen (close);
      if (!read_element (gs1, identifier, close + 1, (gsize) (next - close - 1), today))
        return FALSE;
      text = next;
    }
  return *text == '\0';
}

static const char *
link_identifier (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (link_names); i++)
    if (strcmp (link_names[i][0], name) == 0)
      return link_names[i][1];
  return strlen (name) <= 4 && is_digits (name, strlen (name)) ? name : NULL;
}

static gboolean
read_pair (KontorGs1 *gs1, const char *name, const char *escaped, gint64 today)
{
  const char      *identifier = link_identifier (name);
  g_autofree char *value = g_uri_unescape_string (escaped, NULL);

  if (identifier == NULL)
    return TRUE; /* a word of the site's own */
  return value != NULL && read_element (gs1, identifier, value, strlen (value), today);
}

static gboolean
read_query (KontorGs1 *gs1, const char *query, gint64 today)
{
  g_auto (GStrv) pairs = g_strsplit_set (query, "&;", -1);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (!read_pair (gs1, pairs[i], equals + 1, today))
        return FALSE;
    }
  return TRUE;
}

/* https://id.example/01/04012345678901/10/ABC?17=251231: GS1 Digital Link, URI syntax. Other
 * addresses are none. */
static KontorGs1Result
read_link (KontorGs1 *gs1, const char *text, gint64 today)
{
  g_auto (GStrv) halves = g_strsplit (text, "?", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0], "/", -1);
  guint n = g_strv_length (parts);
  guint at = 3; /* behind scheme, nothing, and host */

  while (at + 1 < n && g_strcmp0 (link_identifier (parts[at]), "01") != 0)
    at++;
  if (at + 1 >= n)
    return KONTOR_GS1_OTHER;
  for (; at + 1 < n; at += 2)
    if (!read_pair (gs1, parts[at], parts[at + 1], today))
      return KONTOR_GS1_BROKEN;
  if (halves[1] != NULL && !read_query (gs1, halves[1], today))
    return KONTOR_GS1_BROKEN;
  return KONTOR_GS1_READ;
}

/* Scanners name the symbology if they are told to; these four carry element strings. */
static const char *
skip_symbology (const char *text, gboolean *named)
{
  static const char *const symbologies[] = { "]C1", "]d2", "]Q3", "]e0" };

  for (gsize i = 0; i < G_N_ELEMENTS (symbologies); i++)
    if (g_str_has_prefix (text, symbologies[i]))
      {
        *named = TRUE;
        return text + 3;
      }
  return text;
}

/* Sixteen digits with a right GTIN can't be a plain barcode of goods. */
static gboolean
begins_with_gtin (const char *text)
{
  char gtin[15];

  if (strlen (text) < 16 || (!g_str_has_prefix (text, "01") && !g_str_has_prefix (text, "02")))
    return FALSE;
  memcpy (gtin, text + 2, 14);
  gtin[14] = '\0';
  return kontor_gtin_is_valid (gtin);
}

/**
 * kontor_gs1_parse:
 * @text: a code as scanned or typed, UTF-8
 * @today: days since 1970-01-01; decides which century a date is of
 * @gs1: (out): what it says; empty unless it could be read
 *
 * Reads element strings (GS1 General Specifications, section 7.8), with or without FNC1 before
 * them, their form with parentheses, and Digital Links.
 *
 * Returns: what it is
 */
KontorGs1Result
kontor_gs1_parse (const char *text, gint64 today, KontorGs1 *gs1)
{
  const KontorGs1 nothing = { .best_before = KONTOR_GS1_NO_DAY };
  KontorGs1Result result = KONTOR_GS1_OTHER;
  gboolean        named = FALSE;

  g_return_val_if_fail (text != NULL && gs1 != NULL, KONTOR_GS1_OTHER);

  *gs1 = nothing;
  if (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    result = read_link (gs1, text, today);
  else if (*text == '(' && is_digits (text + 1, strlen (text) > 2 ? 2 : 1))
    result = read_parentheses (gs1, text, today) ? KONTOR_GS1_READ : KONTOR_GS1_BROKEN;
  else
    {
      text = skip_symbology (text, &named);
      if (named || *text == FNC1 || begins_with_gtin (text))
        result = read_elements (gs1, text, today) ? KONTOR_GS1_READ : KONTOR_GS1_BROKEN;
    }

  if (result != KONTOR_GS1_READ)
    *gs1 = nothing;
  return result;
}

/**
 * kontor_gtin_dup_spellings:
 * @gtin: 14 digits
 *
 * Returns: (transfer full): the same number as people may have stored it: with 14 digits, and
 *   without the leading zeros as GTIN-13, -12 and -8
 */
char **
kontor_gtin_dup_spellings (const char *gtin)
{
  static const gsize zeros[] = { 0, 1, 2, 6 };
  g_autoptr (GStrvBuilder) spellings = g_strv_builder_new ();

  g_return_val_if_fail (gtin != NULL && strlen (gtin) == 14, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (zeros) && strspn (gtin, "0") >= zeros[i]; i++)
    g_strv_builder_add (spellings, gtin + zeros[i]);
  return g_strv_builder_end (spellings);
}
