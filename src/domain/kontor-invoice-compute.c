/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-number.h"

#define RATE_ONE KONTOR_INVOICE_RATE_ONE
#define PERCENT_ONE (100 * KONTOR_INVOICE_ONE)

static gboolean
overflow (GError **error)
{
  g_set_error_literal (error,
                       KONTOR_INVOICE_ERROR,
                       KONTOR_INVOICE_ERROR_OVERFLOW,
                       _ ("an amount of this document is too large to be counted"));
  return FALSE;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, KONTOR_INVOICE_ERROR, KONTOR_INVOICE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_gross (const KontorInvoice *self)
{
  return self->price_mode == KONTOR_PRICE_GROSS;
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
subtract (gint64 *value, gint64 other)
{
  return !__builtin_sub_overflow (*value, other, value);
}

static gboolean
check (const KontorInvoice *self, GError **error)
{
  guint i;

  if (!kontor_currency_is_known (self->currency))
    return refuse (error, _ ("the currency of this document is not known"));
  if (kontor_currency_digits (self->currency) > 2)
    return refuse (error, _ ("an invoice knows two decimals and this currency has more"));

  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (line->rate_bp < 0)
        return refuse (error, _ ("a tax rate is negative"));
      if (line->base_quantity_e6 < 0)
        return refuse (error, _ ("a price is for a negative quantity"));
    }

  for (i = 0; i < self->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->adjustments, i);

      if (adjustment->rate_bp < 0)
        return refuse (error, _ ("a tax rate is negative"));
    }

  return TRUE;
}

/* Quantity × price ÷ base quantity in the document's price mode, rounded once. */
static gboolean
get_goods_value (const KontorInvoiceLine *line, guint digits, gint64 *minor)
{
  gint64 divisor = line->base_quantity_e6 > 0 ? line->base_quantity_e6 : KONTOR_INVOICE_ONE;
  guint  i;

  for (i = digits; i < 6; i++)
    {
      if (__builtin_mul_overflow (divisor, 10, &divisor))
        return FALSE;
    }

  return kontor_scale_rounded (line->quantity_e6, line->price_e6, divisor, minor);
}

static gboolean
compute_line_adjustment (const KontorInvoice     *self,
                         const KontorInvoiceLine *line,
                         KontorInvoiceAdjustment *adjustment,
                         gint64                   value)
{
  gint64 *agreed = is_gross (self) ? &adjustment->gross_minor : &adjustment->amount_minor;

  if (adjustment->percent_e6 != 0
      && !kontor_scale_rounded (value, adjustment->percent_e6, PERCENT_ONE, agreed))
    return FALSE;

  if (is_gross (self)
      && !kontor_invoice_without_tax (
        adjustment->gross_minor, line->rate_bp, &adjustment->amount_minor))
    return FALSE;

  adjustment->base_minor = 0;
  if (adjustment->percent_e6 == 0)
    return TRUE;

  if (!is_gross (self))
    adjustment->base_minor = value;
  else if (!kontor_invoice_without_tax (value, line->rate_bp, &adjustment->base_minor))
    return FALSE;

  return TRUE;
}

/* BT-131 in a net document; what the customer pays for the line in a gross one. */
static gboolean
compute_line (const KontorInvoice *self, KontorInvoiceLine *line, guint digits)
{
  gint64 value;
  gint64 sum;
  guint  i;

  if (!get_goods_value (line, digits, &value))
    return FALSE;

  sum = value;
  for (i = 0; i < line->adjustments->len; i++)
    {
      KontorInvoiceAdjustment *adjustment = g_ptr_array_index (line->adjustments, i);

      if (!compute_line_adjustment (self, line, adjustment, value)
          || !kontor_invoice_adjust (&sum,
                                     adjustment->is_charge,
                                     is_gross (self) ? adjustment->gross_minor
                                                     : adjustment->amount_minor))
        return FALSE;
    }

  if (!is_gross (self))
    {
      line->net_minor = sum;
      line->net_price_e6 = line->price_e6;
      line->net_base_e6 = line->base_quantity_e6;
      return TRUE;
    }

  line->gross_minor = sum;
  return kontor_invoice_without_tax (sum, line->rate_bp, &line->net_minor);
}

static gboolean
compute_lines (KontorInvoice *self, GError **error)
{
  guint digits = kontor_currency_digits (self->currency);
  guint i;

  for (i = 0; i < self->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (!is_given (line->id))
        {
          g_free (line->id);
          line->id = g_strdup_printf ("%u", i + 1);
        }
      if (!compute_line (self, line, digits))
        return overflow (error);
    }

  return TRUE;
}

/* BG-20 and BG-21 of one group; the sum of what they move, without tax and as agreed. */
static gboolean
compute_adjustment (const KontorInvoice     *self,
                    KontorInvoiceAdjustment *adjustment,
                    gint64                   lines_net,
                    gint64                   lines_agreed)
{
  gint64 *agreed = is_gross (self) ? &adjustment->gross_minor : &adjustment->amount_minor;

  adjustment->base_minor = adjustment->percent_e6 != 0 ? lines_net : 0;
  if (adjustment->percent_e6 != 0
      && !kontor_scale_rounded (lines_agreed, adjustment->percent_e6, PERCENT_ONE, agreed))
    return FALSE;

  return !is_gross (self)
         || kontor_invoice_without_tax (
           adjustment->gross_minor, adjustment->rate_bp, &adjustment->amount_minor);
}

static gboolean
compute_adjustments (KontorInvoice *self, KontorInvoiceTax *tax)
{
  gint64 lines_net;
  gint64 lines_agreed;
  guint  i;

  if (!kontor_invoice_sum_group (self, tax, &lines_net, &lines_agreed))
    return FALSE;

  tax->net_minor = lines_net;
  tax->gross_minor = is_gross (self) ? lines_agreed : 0;
  for (i = 0; i < self->adjustments->len; i++)
    {
      KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->adjustments, i);

      if (!kontor_invoice_is_in_group (adjustment->category, adjustment->rate_bp, tax))
        continue;

      if (!compute_adjustment (self, adjustment, lines_net, lines_agreed)
          || !kontor_invoice_adjust (
            &tax->net_minor, adjustment->is_charge, adjustment->amount_minor)
          || (is_gross (self)
              && !kontor_invoice_adjust (
                &tax->gross_minor, adjustment->is_charge, adjustment->gross_minor)))
        return FALSE;
    }

  return TRUE;
}

/* BR-CO-17: tax of the group, never of a line. A line's gross is for show. */
static gboolean
compute_net_group (KontorInvoice *self, KontorInvoiceTax *tax)
{
  guint i;

  for (i = 0; i < self->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);
      gint64             line_tax;

      if (kontor_invoice_is_in_group (line->category, line->rate_bp, tax)
          && (!kontor_scale_rounded (line->net_minor, line->rate_bp, RATE_ONE, &line_tax)
              || !kontor_add_checked (line->net_minor, line_tax, &line->gross_minor)))
        return FALSE;
    }

  return kontor_scale_rounded (tax->net_minor, tax->rate_bp, RATE_ONE, &tax->tax_minor)
         && kontor_add_checked (tax->net_minor, tax->tax_minor, &tax->gross_minor);
}

static gboolean
compute_net_prices (KontorInvoice *self)
{
  guint digits = kontor_currency_digits (self->currency);
  guint i;

  for (i = 0; is_gross (self) && i < self->lines->len; i++)
    {
      if (!kontor_invoice_compute_net_price (g_ptr_array_index (self->lines, i), digits))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compute_groups (KontorInvoice *self)
{
  guint i;

  for (i = 0; i < self->taxes->len; i++)
    {
      KontorInvoiceTax *tax = g_ptr_array_index (self->taxes, i);

      if (!compute_adjustments (self, tax)
          || !(is_gross (self) ? kontor_invoice_compute_gross_group (self, tax)
                               : compute_net_group (self, tax)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sum_totals (const KontorInvoice *self, KontorInvoiceTotals *totals)
{
  guint i;

  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (!kontor_add_checked (totals->line_minor, line->net_minor, &totals->line_minor))
        return FALSE;
    }

  for (i = 0; i < self->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->adjustments, i);
      gint64 *sum = adjustment->is_charge ? &totals->charge_minor : &totals->allowance_minor;

      if (!kontor_add_checked (*sum, adjustment->amount_minor, sum))
        return FALSE;
    }

  for (i = 0; i < self->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (self->taxes, i);

      if (!kontor_add_checked (totals->tax_minor, tax->tax_minor, &totals->tax_minor))
        return FALSE;
    }

  return TRUE;
}

/* BR-CO-10 to BR-CO-16. */
static gboolean
compute_totals (KontorInvoice *self)
{
  KontorInvoiceTotals totals = { 0 };

  totals.accounting_tax_minor = self->totals.accounting_tax_minor;
  totals.paid_minor = self->totals.paid_minor;
  totals.rounding_minor = self->totals.rounding_minor;
  if (!sum_totals (self, &totals))
    return FALSE;

  totals.net_minor = totals.line_minor;
  if (!subtract (&totals.net_minor, totals.allowance_minor)
      || !kontor_add_checked (totals.net_minor, totals.charge_minor, &totals.net_minor)
      || !kontor_add_checked (totals.net_minor, totals.tax_minor, &totals.gross_minor))
    return FALSE;

  totals.due_minor = totals.gross_minor;
  if (!subtract (&totals.due_minor, totals.paid_minor)
      || !kontor_add_checked (totals.due_minor, totals.rounding_minor, &totals.due_minor))
    return FALSE;

  self->totals = totals;
  return TRUE;
}

/**
 * kontor_invoice_compute:
 * @self: an invoice with currency, price mode and lines; lines with quantity, price, category, rate
 * @error: return location for an error of KONTOR_INVOICE_ERROR
 *
 * Computes everything that follows: numbers of lines that have none; amounts of percentages; net
 * prices and amounts of lines; the VAT groups, replacing what is there but keeping exemption texts;
 * the totals. Rules: EN 16931 BR-CO-10 to BR-CO-17, and finance-spec.md section 3 for gross prices:
 * per group N = round (G / (1 + r)), tax = G - N, so that the gross total never moves, and single
 * cents go to the lines with the largest rounding remainder, ties to the first.
 *
 * An adjustment of the document that has no category is replaced by one a group: a percentage
 * counts in each, an amount is split by what the lines of the groups are worth without tax, odd
 * cents by largest remainder. Rounding is half away from zero throughout. Computing again changes
 * nothing.
 *
 * Returns: FALSE when an amount does not fit or something has no meaning; the amounts are then
 *   without meaning too
 */
gboolean
kontor_invoice_compute (KontorInvoice *self, GError **error)
{
  g_autoptr (GPtrArray) old = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!check (self, error) || !compute_lines (self, error))
    return FALSE;

  old = g_steal_pointer (&self->taxes);
  self->taxes = g_ptr_array_new_with_free_func (kontor_invoice_tax_shape.free_func);
  kontor_invoice_make_groups (self, old, FALSE);
  if (!kontor_invoice_split_adjustments (self))
    return overflow (error);

  kontor_invoice_make_groups (self, old, TRUE);
  if (!compute_groups (self) || !compute_net_prices (self) || !compute_totals (self))
    return overflow (error);

  return TRUE;
}
