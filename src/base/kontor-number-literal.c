/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-number-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define NO_BREAK_SPACE "\302\240"
#define THIN_SPACE "\342\200\211"
#define NARROW_NO_BREAK_SPACE "\342\200\257"
#define APOSTROPHE "\342\200\231"
#define MINUS_SIGN "\342\210\222"

static gboolean
take (const char **cursor, const char *token)
{
  if (*token == '\0' || !g_str_has_prefix (*cursor, token))
    return FALSE;

  *cursor += strlen (token);
  return TRUE;
}

/* Private: the first character that is no white space. */
const char *
kontor_skip_blanks (const char *text)
{
  const char *before = NULL;

  do
    {
      before = text;
      while (g_ascii_isspace (*text))
        text++;
      take (&text, NO_BREAK_SPACE);
      take (&text, NARROW_NO_BREAK_SPACE);
    }
  while (text != before);

  return text;
}

/* Private: always FALSE, with the error set. */
gboolean
kontor_fail_number (const char *text, GError **error)
{
  g_set_error (
    error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID, _ ("“%s” is not a number"), text);
  return FALSE;
}

/* Private: always FALSE, with the error set. */
gboolean
kontor_fail_number_range (const char *text, GError **error)
{
  g_set_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_RANGE, _ ("“%s” is too large"), text);
  return FALSE;
}

static guint
count_digits (const char *text)
{
  guint count = 0;

  while (g_ascii_isdigit (text[count]))
    count++;

  return count;
}

static gboolean
add_digits (KontorLiteral *self, const char **cursor, guint count)
{
  for (; count > 0; count--)
    {
      guint64 digit = (guint64) (*(*cursor)++ - '0');

      if (__builtin_mul_overflow (self->digits, 10, &self->digits)
          || __builtin_add_overflow (self->digits, digit, &self->digits))
        return FALSE;
    }

  return TRUE;
}

/* The separator of thousands that stands here, if three digits and no fourth one follow it. */
static const char *
find_group (const char *at, const char *decimal)
{
  static const char *const groups[] = { ",",        ".", " ",        NO_BREAK_SPACE,
                                        THIN_SPACE, "'", APOSTROPHE, NARROW_NO_BREAK_SPACE };
  guint                    i = 0;

  for (i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const char *rest = at;

      if (!g_str_equal (groups[i], decimal) && take (&rest, groups[i]))
        return count_digits (rest) == KONTOR_GROUP_SIZE ? groups[i] : NULL;
    }

  return NULL;
}

static gboolean
scan_whole (KontorLiteral *self, const char **cursor, const char *decimal)
{
  guint       count = count_digits (*cursor);
  const char *group = NULL;

  if (count >= 1 && count <= KONTOR_GROUP_SIZE && **cursor != '0')
    group = find_group (*cursor + count, decimal);

  if (!add_digits (self, cursor, count))
    return FALSE;

  while (group != NULL && find_group (*cursor, decimal) == group)
    if (!take (cursor, group) || !add_digits (self, cursor, KONTOR_GROUP_SIZE))
      return FALSE;

  return TRUE;
}

/* Zeros at the end say nothing, and 2.5500 must be good for two decimals. */
static gboolean
scan_decimals (KontorLiteral *self, const char **cursor)
{
  const char *end = *cursor + count_digits (*cursor);
  guint       count = (guint) (end - *cursor);

  while (count > 0 && (*cursor)[count - 1] == '0')
    count--;

  self->decimals = count;
  if (count > KONTOR_SCALE_LIMIT || !add_digits (self, cursor, count))
    return FALSE;

  *cursor = end;
  return TRUE;
}

/* Private: reads a number without sign and leaves the cursor behind it. */
gboolean
kontor_literal_scan (
  KontorLiteral *self, const char **cursor, const char *decimal, const char *whole, GError **error)
{
  const char *begin = *cursor;

  *self = (KontorLiteral){ 0 };

  if (!scan_whole (self, cursor, decimal))
    return kontor_fail_number_range (whole, error);

  if (g_str_has_prefix (*cursor, decimal))
    {
      take (cursor, decimal);

      if (!g_ascii_isdigit (**cursor))
        return kontor_fail_number (whole, error);

      if (!scan_decimals (self, cursor))
        return kontor_fail_number_range (whole, error);
    }

  if (*cursor == begin)
    return kontor_fail_number (whole, error);

  return TRUE;
}

static gboolean
to_scale (const KontorLiteral *self,
          gboolean             is_negative,
          guint                scale,
          gint64              *value,
          const char          *whole,
          GError             **error)
{
  KontorWide scaled = self->digits;

  if (self->decimals > scale)
    {
      g_set_error (error,
                   KONTOR_VALUE_ERROR,
                   KONTOR_VALUE_ERROR_RANGE,
                   _ ("“%s” has more than %u decimals"),
                   whole,
                   scale);
      return FALSE;
    }

  scaled *= kontor_power_of_ten (scale - self->decimals);
  scaled = is_negative ? -scaled : scaled;

  if (scaled < G_MININT64 || scaled > G_MAXINT64)
    return kontor_fail_number_range (whole, error);

  *value = (gint64) scaled;
  return TRUE;
}

/**
 * kontor_decimal_parse:
 * @text: a number as people write it
 * @scale: the decimals in @value, 18 at most
 * @decimal: the decimal separator, "." or ","
 * @value: (out): the number times 10^@scale; untouched on failure
 * @error: return location
 *
 * Reads a number with an optional sign, white space around it, and separators of thousands (the
 * other one of full stop and comma, spaces, apostrophes) where they separate three digits and are
 * all the same. Nothing is rounded: only zeros may stand behind the decimals that @scale has room
 * for.
 *
 * Fails with %KONTOR_VALUE_ERROR_INVALID if @text is not a number, and with
 * %KONTOR_VALUE_ERROR_RANGE if it is too large or too precise.
 *
 * Returns: whether @value is set
 */
gboolean
kontor_decimal_parse (
  const char *text, guint scale, const char *decimal, gint64 *value, GError **error)
{
  KontorLiteral literal = { 0 };
  const char   *at = NULL;
  gboolean      is_negative = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (scale <= KONTOR_SCALE_LIMIT, FALSE);
  g_return_val_if_fail (decimal != NULL && *decimal != '\0', FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  at = kontor_skip_blanks (text);
  is_negative = take (&at, "-") || take (&at, MINUS_SIGN);

  if (!is_negative)
    take (&at, "+");

  if (!kontor_literal_scan (&literal, &at, decimal, text, error))
    return FALSE;

  if (*kontor_skip_blanks (at) != '\0')
    return kontor_fail_number (text, error);

  return to_scale (&literal, is_negative, scale, value, text, error);
}
