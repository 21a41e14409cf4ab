/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-private.h"
#include "kontor-number.h"

#define RATE_ONE KONTOR_INVOICE_RATE_ONE

__extension__ typedef __int128 KontorWide;

/* A line or adjustment whose net was rounded on its own. */
typedef struct
{
  gint64    *net;
  int        sign;   /* -1: lowers the group */
  KontorWide excess; /* sign * (rounded net - exact net) * (1 + rate) */
  guint      position;
} KontorResidue;

gboolean
kontor_invoice_without_tax (gint64 gross, gint64 rate_bp, gint64 *net)
{
  return kontor_scale_rounded (gross, RATE_ONE, RATE_ONE + rate_bp, net);
}

gboolean
kontor_invoice_adjust (gint64 *value, gboolean is_charge, gint64 amount)
{
  return is_charge ? kontor_add_checked (*value, amount, value)
                   : !__builtin_sub_overflow (*value, amount, value);
}

static int
compare_rounded_up (gconstpointer a, gconstpointer b)
{
  const KontorResidue *left = a;
  const KontorResidue *right = b;

  if (left->excess != right->excess)
    return left->excess > right->excess ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

static int
compare_rounded_down (gconstpointer a, gconstpointer b)
{
  const KontorResidue *left = a;
  const KontorResidue *right = b;

  if (left->excess != right->excess)
    return left->excess < right->excess ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

/* What costs nothing was not rounded, and a cent would be wrong on it. */
static void
collect (GArray *residues, gint64 *net, gint64 gross, gint64 rate_bp, int sign)
{
  KontorResidue residue = { net, sign, 0, residues->len };

  if (gross == 0)
    return;

  residue.excess = sign
                   * ((KontorWide) *net * (RATE_ONE + rate_bp) - (KontorWide) gross * RATE_ONE);
  g_array_append_val (residues, residue);
}

static void
collect_lines (KontorInvoice *self, const KontorInvoiceTax *tax, GArray *residues)
{
  guint i;

  for (i = 0; i < self->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (kontor_invoice_is_in_group (line->category, line->rate_bp, tax))
        collect (residues, &line->net_minor, line->gross_minor, line->rate_bp, 1);
    }
}

static void
collect_adjustments (KontorInvoice *self, const KontorInvoiceTax *tax, GArray *residues)
{
  guint i;

  for (i = 0; i < self->adjustments->len; i++)
    {
      KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->adjustments, i);

      if (kontor_invoice_is_in_group (adjustment->category, adjustment->rate_bp, tax))
        collect (residues,
                 &adjustment->amount_minor,
                 adjustment->gross_minor,
                 adjustment->rate_bp,
                 adjustment->is_charge ? 1 : -1);
    }
}

static gint64
move_cents (GArray *residues, gint64 missing)
{
  gint64 step = missing > 0 ? 1 : -1;
  guint  i;

  g_array_sort (residues, missing > 0 ? compare_rounded_down : compare_rounded_up);
  for (i = 0; missing != 0 && i < residues->len; i++, missing -= step)
    {
      KontorResidue *residue = &g_array_index (residues, KontorResidue, i);

      *residue->net += residue->sign * step;
    }

  return missing;
}

/* Each part is off by half a cent at most and the group by another half, so one cent a part is
 * always enough. Lines give and take first (finance-spec.md, E4). */
static void
settle (KontorInvoice *self, const KontorInvoiceTax *tax, gint64 missing)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (KontorResidue));
  g_autoptr (GArray) adjustments = g_array_new (FALSE, FALSE, sizeof (KontorResidue));

  collect_lines (self, tax, lines);
  collect_adjustments (self, tax, adjustments);
  missing = move_cents (adjustments, move_cents (lines, missing));
  g_assert (missing == 0);
}

/* The gross total never moves: net comes out of it, and tax is what is left. */
gboolean
kontor_invoice_compute_gross_group (KontorInvoice *self, KontorInvoiceTax *tax)
{
  gint64 parts = tax->net_minor;

  if (!kontor_invoice_without_tax (tax->gross_minor, tax->rate_bp, &tax->net_minor))
    return FALSE;

  tax->tax_minor = tax->gross_minor - tax->net_minor;
  settle (self, tax, tax->net_minor - parts);
  return TRUE;
}

/* BT-146 of a gross line: what its net comes to for one. Where six decimals are not enough to give
 * the net back, the price is for the whole quantity (BT-149). */
gboolean
kontor_invoice_compute_net_price (KontorInvoiceLine *line, guint digits)
{
  gint64 value = line->net_minor;
  gint64 scale = 1;
  gint64 back;
  guint  i;

  for (i = 0; i < line->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (line->adjustments, i);

      if (!kontor_invoice_adjust (&value, !adjustment->is_charge, adjustment->amount_minor))
        return FALSE;
    }

  for (i = digits; i < 6; i++)
    scale *= 10;

  line->net_base_e6 = line->quantity_e6 == 0 ? line->base_quantity_e6 : 0;
  if (line->quantity_e6 == 0)
    return kontor_invoice_without_tax (line->price_e6, line->rate_bp, &line->net_price_e6);

  if (__builtin_mul_overflow (value, scale, &value)
      || !kontor_scale_rounded (value, KONTOR_INVOICE_ONE, line->quantity_e6, &line->net_price_e6)
      || !kontor_scale_rounded (
        line->quantity_e6, line->net_price_e6, scale * KONTOR_INVOICE_ONE, &back))
    return FALSE;

  if (back == value / scale)
    return TRUE;

  line->net_base_e6 = ABS (line->quantity_e6);
  line->net_price_e6 = line->quantity_e6 < 0 ? -value : value;
  return TRUE;
}
