/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-number-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define DEPTH_LIMIT 32
#define WIDE_MIN (-(KontorWide) (~(KontorWideBits) 0 >> 1) - 1) /* has no positive counterpart */

/* A fraction in lowest terms with a positive denominator. Computing in fractions rounds once, at
 * the end: 10 / 3 * 3 is 10. */
typedef struct
{
  KontorWide numerator;
  KontorWide denominator;
} Fraction;

/* sum = product { (+|-) product }; product = factor { (*|/) factor }; factor = [+-] (number |
 * (sum)) */
typedef struct
{
  const char *text;
  const char *at;
  const char *decimal;
  guint       depth;
  gboolean    is_computed; /* more than one signed number stands there */
} Expression;

static gboolean read_sum (Expression *self, Fraction *result, GError **error);

static KontorWide
greatest_common_divisor (KontorWide a, KontorWide b)
{
  while (b != 0)
    {
      KontorWide rest = a % b;

      a = b;
      b = rest;
    }

  return a < 0 ? -a : a;
}

static Fraction
reduce (KontorWide numerator, KontorWide denominator)
{
  KontorWide divisor = greatest_common_divisor (numerator, denominator);

  if (denominator < 0)
    divisor = -divisor;

  return (Fraction){ .numerator = numerator / divisor, .denominator = denominator / divisor };
}

/* Takes over what was computed, unless the last step went over the edge. */
static gboolean
store (Fraction *self, gboolean is_overflow, KontorWide numerator, KontorWide denominator)
{
  if (is_overflow || numerator == WIDE_MIN)
    return FALSE;

  *self = reduce (numerator, denominator);
  return TRUE;
}

static gboolean
add (Fraction *a, const Fraction *b)
{
  KontorWide left = 0;
  KontorWide right = 0;
  KontorWide denominator = 0;

  gboolean is_overflow = __builtin_mul_overflow (a->numerator, b->denominator, &left);

  is_overflow |= __builtin_mul_overflow (b->numerator, a->denominator, &right);
  is_overflow |= __builtin_add_overflow (left, right, &left);
  is_overflow |= __builtin_mul_overflow (a->denominator, b->denominator, &denominator);
  return store (a, is_overflow, left, denominator);
}

static gboolean
multiply (Fraction *a, const Fraction *b)
{
  KontorWide numerator = 0;
  KontorWide denominator = 0;

  gboolean is_overflow = __builtin_mul_overflow (a->numerator, b->numerator, &numerator);

  is_overflow |= __builtin_mul_overflow (a->denominator, b->denominator, &denominator);
  return store (a, is_overflow, numerator, denominator);
}

static char
next_operator (Expression *self)
{
  static const struct
  {
    const char *token;
    char        symbol;
  } tokens[] = {
    { "+", '+' }, { "-", '-' }, { "\342\210\222", '-' }, { "*", '*' }, { "\303\227", '*' },
    { "/", '/' }, { ":", '/' }, { "\303\267", '/' },     { "(", '(' }, { ")", ')' },
  };
  guint i = 0;

  self->at = kontor_skip_blanks (self->at);

  for (i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (g_str_has_prefix (self->at, tokens[i].token))
      return tokens[i].symbol;

  return '\0';
}

static void
skip_operator (Expression *self)
{
  self->at = g_utf8_next_char (self->at);
}

static gboolean
read_parentheses (Expression *self, Fraction *result, GError **error)
{
  if (++self->depth > DEPTH_LIMIT)
    return kontor_fail_number_range (self->text, error);

  self->is_computed = TRUE;
  skip_operator (self);
  if (!read_sum (self, result, error))
    return FALSE;

  if (next_operator (self) != ')')
    return kontor_fail_number (self->text, error);

  skip_operator (self);
  self->depth--;
  return TRUE;
}

static gboolean
read_factor (Expression *self, Fraction *result, GError **error)
{
  KontorLiteral literal = { 0 };
  gboolean      is_negative = FALSE;
  char          symbol = next_operator (self);

  for (; symbol == '+' || symbol == '-'; symbol = next_operator (self))
    {
      is_negative ^= symbol == '-';
      skip_operator (self);
    }

  if (symbol == '(')
    {
      if (!read_parentheses (self, result, error))
        return FALSE;
    }
  else
    {
      if (!kontor_literal_scan (&literal, &self->at, self->decimal, self->text, error))
        return FALSE;
      *result = reduce (literal.digits, kontor_power_of_ten (literal.decimals));
    }

  if (is_negative)
    result->numerator = -result->numerator;

  return TRUE;
}

static gboolean
read_product (Expression *self, Fraction *result, GError **error)
{
  char symbol = 0;

  if (!read_factor (self, result, error))
    return FALSE;

  while ((symbol = next_operator (self)) == '*' || symbol == '/')
    {
      Fraction factor = { 0 };

      self->is_computed = TRUE;
      skip_operator (self);
      if (!read_factor (self, &factor, error))
        return FALSE;

      if (symbol == '/' && factor.numerator == 0)
        {
          g_set_error (error,
                       KONTOR_VALUE_ERROR,
                       KONTOR_VALUE_ERROR_INVALID,
                       _ ("“%s” divides by zero"),
                       self->text);
          return FALSE;
        }

      if (symbol == '/')
        factor = reduce (factor.denominator, factor.numerator);

      if (!multiply (result, &factor))
        return kontor_fail_number_range (self->text, error);
    }

  return TRUE;
}

static gboolean
read_sum (Expression *self, Fraction *result, GError **error)
{
  char symbol = 0;

  if (!read_product (self, result, error))
    return FALSE;

  while ((symbol = next_operator (self)) == '+' || symbol == '-')
    {
      Fraction summand = { 0 };

      self->is_computed = TRUE;
      skip_operator (self);
      if (!read_product (self, &summand, error))
        return FALSE;

      if (symbol == '-')
        summand.numerator = -summand.numerator;

      if (!add (result, &summand))
        return kontor_fail_number_range (self->text, error);
    }

  return TRUE;
}

/* Half away from zero. */
static gboolean
round_to_scale (const Fraction *self, guint scale, gint64 *value)
{
  KontorWide scaled = 0;
  KontorWide rest = 0;

  if (__builtin_mul_overflow (self->numerator, kontor_power_of_ten (scale), &scaled))
    return FALSE;

  rest = scaled % self->denominator;
  scaled /= self->denominator;
  rest = rest < 0 ? -rest : rest;

  if (rest >= self->denominator - rest)
    scaled += self->numerator < 0 ? -1 : 1;

  if (scaled < G_MININT64 || scaled > G_MAXINT64)
    return FALSE;

  *value = (gint64) scaled;
  return TRUE;
}

/**
 * kontor_expression_parse:
 * @text: a number or a sum such as "12+12+3" or "(3 + 4) * 12,50"
 * @scale: the decimals in @value, 18 at most
 * @decimal: the decimal separator, "." or ","
 * @value: (out): the result times 10^@scale; untouched on failure
 * @error: return location
 *
 * Computes what people type into a field for an amount, with + - * / and parentheses (also × ÷ :
 * and the minus sign). The result is exact and rounded once, half away from zero. A number alone is
 * read by kontor_decimal_parse() and so never rounded.
 *
 * Fails with %KONTOR_VALUE_ERROR_INVALID if @text cannot be computed or divides by zero, and with
 * %KONTOR_VALUE_ERROR_RANGE if it is too large or too deep.
 *
 * Returns: whether @value is set
 */
gboolean
kontor_expression_parse (
  const char *text, guint scale, const char *decimal, gint64 *value, GError **error)
{
  Expression expression = { .text = text, .at = text, .decimal = decimal };
  Fraction   result = { 0 };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (scale <= KONTOR_SCALE_LIMIT, FALSE);
  g_return_val_if_fail (decimal != NULL && *decimal != '\0', FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!read_sum (&expression, &result, error))
    return FALSE;

  if (*kontor_skip_blanks (expression.at) != '\0')
    return kontor_fail_number (text, error);

  if (!expression.is_computed)
    return kontor_decimal_parse (text, scale, decimal, value, error);

  if (!round_to_scale (&result, scale, value))
    return kontor_fail_number_range (text, error);

  return TRUE;
}
