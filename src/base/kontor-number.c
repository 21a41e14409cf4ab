/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-number-private.h"

#include <string.h>

const KontorNumberStyle kontor_number_style_plain = { .decimal = ".", .group = "" };

/* Private: 10^exponent, for exponents up to KONTOR_SCALE_LIMIT. */
gint64
kontor_power_of_ten (guint exponent)
{
  gint64 power = 1;

  g_assert (exponent <= KONTOR_SCALE_LIMIT);

  while (exponent-- > 0)
    power *= 10;

  return power;
}

/**
 * kontor_add_checked:
 * @a: a number
 * @b: another one
 * @sum: (out): their sum; untouched on failure
 *
 * Returns: %FALSE if the sum does not fit 64 bits
 */
gboolean
kontor_add_checked (gint64 a, gint64 b, gint64 *sum)
{
  gint64 result = 0;

  g_return_val_if_fail (sum != NULL, FALSE);

  if (__builtin_add_overflow (a, b, &result))
    return FALSE;

  *sum = result;
  return TRUE;
}

/**
 * kontor_scale_rounded:
 * @value: a number
 * @numerator: what it is multiplied by
 * @denominator: what it is then divided by
 * @result: (out): the quotient; untouched on failure
 *
 * Computes value × numerator / denominator exactly and rounds once, half away from zero, as prices
 * and taxes are rounded (see finance-spec).
 *
 * Returns: %FALSE if @denominator is zero or the result does not fit 64 bits
 */
gboolean
kontor_scale_rounded (gint64 value, gint64 numerator, gint64 denominator, gint64 *result)
{
  KontorWide product = (KontorWide) value * numerator;
  KontorWide quotient = 0;
  KontorWide rest = 0;
  KontorWide half = 0;

  g_return_val_if_fail (result != NULL, FALSE);

  if (denominator == 0)
    return FALSE;

  quotient = product / denominator;
  rest = product % denominator;
  half = 2 * (rest < 0 ? -rest : rest);

  if (half >= (denominator < 0 ? -(KontorWide) denominator : denominator))
    quotient += (product < 0) == (denominator < 0) ? 1 : -1;

  if (quotient < G_MININT64 || quotient > G_MAXINT64)
    return FALSE;

  *result = (gint64) quotient;
  return TRUE;
}

static void
append_grouped (GString *out, const char *digits, gsize length, const char *group)
{
  gsize i = 0;

  for (i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % KONTOR_GROUP_SIZE == 0)
        g_string_append (out, group);

      g_string_append_c (out, digits[i]);
    }
}

/* The decimals worth showing: all up to the last one that is not zero, and the least number. */
static gsize
count_decimals (const char *decimals, gsize scale, gsize least)
{
  while (scale > least && decimals[scale - 1] == '0')
    scale--;

  return scale;
}

/**
 * kontor_decimal_format:
 * @value: a number times 10^@scale
 * @scale: the decimals in @value, 18 at most
 * @least_decimals: how many decimals are shown at least; zeros behind them are dropped
 * @style: (nullable): separators; %NULL for kontor_number_style_plain
 *
 * Returns: (transfer full): the number as people write it
 */
char *
kontor_decimal_format (gint64                   value,
                       guint                    scale,
                       guint                    least_decimals,
                       const KontorNumberStyle *style)
{
  GString *out = g_string_sized_new (32);
  char     digits[48];
  guint64  magnitude = value < 0 ? 0 - (guint64) value : (guint64) value;
  gsize    whole = 0;
  gsize    decimals = 0;

  g_assert (scale <= KONTOR_SCALE_LIMIT);

  if (style == NULL)
    style = &kontor_number_style_plain;

  g_snprintf (digits, sizeof digits, "%0*" G_GUINT64_FORMAT, (int) scale + 1, magnitude);
  whole = strlen (digits) - scale;
  decimals = count_decimals (digits + whole, scale, least_decimals);

  if (value < 0)
    g_string_append_c (out, '-');

  append_grouped (out, digits, whole, style->group);

  if (MAX (decimals, least_decimals) > 0)
    g_string_append (out, style->decimal);

  g_string_append_len (out, digits + whole, (gssize) decimals);
  for (; decimals < least_decimals; decimals++)
    g_string_append_c (out, '0');

  return g_string_free (out, FALSE);
}
