/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-totals.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-number.h"

G_DEFINE_QUARK (kontor_totals_error_quark, kontor_totals_error)

#define RATE_ONE 10000 /* basis points in a whole */

/* Products of a quantity, a price and a discount need more than 64 bits before they are divided. */
__extension__ typedef __int128 KontorWide;

/* How far rounding moved one line's net, so that single cents can be put right. */
typedef struct
{
  KontorOrderLine *line;
  KontorWide       excess; /* (rounded - exact) * (1 + rate) */
  guint            position;
} KontorRemainder;

static gboolean
overflow (GError **error)
{
  g_set_error_literal (error,
                       KONTOR_TOTALS_ERROR,
                       KONTOR_TOTALS_ERROR_OVERFLOW,
                       "an amount of this document is too large to be counted");
  return FALSE;
}

static gboolean
narrow (KontorWide value, gint64 *result)
{
  if (value > G_MAXINT64 || value < G_MININT64)
    return FALSE;

  *result = (gint64) value;
  return TRUE;
}

/* Half away from zero: "kaufmaennisch", as BR-CO-17 is read in finance-spec.md section 3. */
static KontorWide
divide_rounded (KontorWide value, KontorWide divisor)
{
  KontorWide half = divisor / 2;

  return (value >= 0 ? value + half : value - half) / divisor;
}

/**
 * kontor_totals_line:
 * @quantity: thousandths of the unit
 * @price_e4: price of one unit in 1/10000 of the major unit
 * @discount_bp: discount in basis points, 0 to 10000
 * @currency_digits: decimals of the currency, 0 to 4
 * @minor: (out): the line in minor units, rounded once, half away from zero
 *
 * What one line comes to in the document's own price mode (EN 16931 BT-131).
 *
 * Returns: FALSE when it does not fit
 */
gboolean
kontor_totals_line (
  gint64 quantity, gint64 price_e4, gint64 discount_bp, guint currency_digits, gint64 *minor)
{
  KontorWide divisor = 1000;
  KontorWide product;
  guint      i;

  g_return_val_if_fail (minor != NULL, FALSE);
  g_return_val_if_fail (currency_digits <= 4, FALSE);
  g_return_val_if_fail (discount_bp >= 0 && discount_bp <= RATE_ONE, FALSE);

  for (i = currency_digits; i < 4; i++)
    divisor *= 10;

  /* The first product of two 64 bit numbers always fits. */
  if (__builtin_mul_overflow (
        (KontorWide) quantity * price_e4, (KontorWide) (RATE_ONE - discount_bp), &product))
    return FALSE;

  return narrow (divide_rounded (product, divisor * RATE_ONE), minor);
}

static gboolean
compute_lines (KontorOrder *order, GError **error)
{
  guint digits = kontor_currency_digits (order->currency);
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      gint64           minor;

      if (!kontor_totals_line (line->quantity, line->price_e4, line->discount_bp, digits, &minor))
        return overflow (error);

      if (order->price_mode == KONTOR_PRICE_GROSS)
        line->gross_minor = minor;
      else
        line->net_minor = minor;
    }

  return TRUE;
}

static gboolean
line_is_in_group (const KontorOrderLine *line, const KontorOrderTax *tax)
{
  return line->tax_rate_bp == tax->tax_rate_bp && g_strcmp0 (line->tax_code, tax->tax_code) == 0;
}

static KontorOrderTax *
find_group (GPtrArray *taxes, const KontorOrderLine *line)
{
  guint i;

  for (i = 0; i < taxes->len; i++)
    {
      KontorOrderTax *tax = g_ptr_array_index (taxes, i);

      if (line_is_in_group (line, tax))
        return tax;
    }

  return NULL;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const KontorOrderTax *left = *(KontorOrderTax *const *) a;
  const KontorOrderTax *right = *(KontorOrderTax *const *) b;

  if (left->tax_rate_bp != right->tax_rate_bp)
    return left->tax_rate_bp > right->tax_rate_bp ? -1 : 1;

  return g_strcmp0 (left->tax_code, right->tax_code);
}

static void
make_groups (KontorOrder *order)
{
  guint i;

  g_ptr_array_set_size (order->taxes, 0);
  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      KontorOrderTax        *tax;

      if (find_group (order->taxes, line) != NULL)
        continue;

      tax = g_new0 (KontorOrderTax, 1);
      tax->tax_code = g_strdup (line->tax_code);
      tax->tax_rate_bp = line->tax_rate_bp;
      g_ptr_array_add (order->taxes, tax);
    }

  g_ptr_array_sort (order->taxes, compare_groups);
}

/* BR-CO-17: tax of the group's net, never of a line's. The lines' gross is for show. */
static gboolean
compute_net_group (KontorOrder *order, KontorOrderTax *tax, GError **error)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      gint64           line_tax;

      if (!line_is_in_group (line, tax))
        continue;

      if (!kontor_add_checked (tax->net_minor, line->net_minor, &tax->net_minor)
          || !kontor_scale_rounded (line->net_minor, line->tax_rate_bp, RATE_ONE, &line_tax)
          || !kontor_add_checked (line->net_minor, line_tax, &line->gross_minor))
        return overflow (error);
    }

  if (!kontor_scale_rounded (tax->net_minor, tax->tax_rate_bp, RATE_ONE, &tax->tax_minor)
      || !kontor_add_checked (tax->net_minor, tax->tax_minor, &tax->gross_minor))
    return overflow (error);

  return TRUE;
}

static int
compare_rounded_up (gconstpointer a, gconstpointer b)
{
  const KontorRemainder *left = a;
  const KontorRemainder *right = b;

  if (left->excess != right->excess)
    return left->excess > right->excess ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

static int
compare_rounded_down (gconstpointer a, gconstpointer b)
{
  const KontorRemainder *left = a;
  const KontorRemainder *right = b;

  if (left->excess != right->excess)
    return left->excess < right->excess ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

/* Each line is off by half a unit at most and the group by another half, so the lines that were
 * rounded the wrong way are always enough to take one unit each. */
static void
spread (GArray *remainders, gint64 missing)
{
  gint64 sign = missing > 0 ? 1 : -1;
  guint  i;

  g_assert (ABS (missing) <= (gint64) remainders->len);

  g_array_sort (remainders, missing > 0 ? compare_rounded_down : compare_rounded_up);
  for (i = 0; missing != 0; i++, missing -= sign)
    g_array_index (remainders, KontorRemainder, i).line->net_minor += sign;
}

static gboolean
collect_gross_lines (KontorOrder *order, KontorOrderTax *tax, GArray *remainders, gint64 *net)
{
  KontorWide divisor = RATE_ONE + tax->tax_rate_bp;
  guint      i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      KontorWide       exact = (KontorWide) line->gross_minor * RATE_ONE;
      KontorRemainder  remainder = { line, 0, i };

      if (!line_is_in_group (line, tax))
        continue;

      line->net_minor = (gint64) divide_rounded (exact, divisor);
      remainder.excess = (KontorWide) line->net_minor * divisor - exact;
      g_array_append_val (remainders, remainder);
      if (!kontor_add_checked (tax->gross_minor, line->gross_minor, &tax->gross_minor)
          || !kontor_add_checked (*net, line->net_minor, net))
        return FALSE;
    }

  return TRUE;
}

/* The gross total never moves: net comes out of it, and tax is what is left. */
static gboolean
compute_gross_group (KontorOrder *order, KontorOrderTax *tax, GError **error)
{
  g_autoptr (GArray) remainders = g_array_new (FALSE, FALSE, sizeof (KontorRemainder));
  gint64 net = 0;

  if (!collect_gross_lines (order, tax, remainders, &net))
    return overflow (error);

  tax->net_minor = (gint64) divide_rounded ((KontorWide) tax->gross_minor * RATE_ONE,
                                            RATE_ONE + tax->tax_rate_bp);
  tax->tax_minor = tax->gross_minor - tax->net_minor;
  spread (remainders, tax->net_minor - net);
  return TRUE;
}

static gboolean
add_group (KontorOrder *order, const KontorOrderTax *tax)
{
  return kontor_add_checked (order->net_minor, tax->net_minor, &order->net_minor)
         && kontor_add_checked (order->tax_minor, tax->tax_minor, &order->tax_minor)
         && kontor_add_checked (order->gross_minor, tax->gross_minor, &order->gross_minor);
}

/**
 * kontor_totals_compute:
 * @order: an order with lines, currency and price mode
 * @error: return location for an error of KONTOR_TOTALS_ERROR
 *
 * Computes the lines, the tax groups (replacing what is there; by rate down, then code) and the
 * totals, all in minor units: EN 16931 BR-CO-10 to BR-CO-17, and for gross prices the rule of
 * finance-spec.md section 3: per group N = round (G / (1 + r)), tax = G - N; single cents of the
 * lines' net go to the lines with the largest rounding remainder, ties to the first line. Rates
 * are not negative.
 *
 * Returns: FALSE when an amount overflows; the order's amounts are then without meaning
 */
gboolean
kontor_totals_compute (KontorOrder *order, GError **error)
{
  guint i;

  g_return_val_if_fail (order != NULL, FALSE);
  g_return_val_if_fail (order->currency != NULL, FALSE);

  if (!compute_lines (order, error))
    return FALSE;

  make_groups (order);
  order->net_minor = order->tax_minor = order->gross_minor = 0;
  for (i = 0; i < order->taxes->len; i++)
    {
      KontorOrderTax *tax = g_ptr_array_index (order->taxes, i);
      gboolean        done = order->price_mode == KONTOR_PRICE_GROSS
                               ? compute_gross_group (order, tax, error)
                               : compute_net_group (order, tax, error);

      if (!done)
        return FALSE;
      if (!add_group (order, tax))
        return overflow (error);
    }

  return TRUE;
}
