/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-private.h"
#include "kontor-number.h"

__extension__ typedef __int128 KontorWide;

gboolean
kontor_invoice_is_in_group (const char *category, gint64 rate_bp, const KontorInvoiceTax *tax)
{
  return rate_bp == tax->rate_bp
         && g_strcmp0 (category != NULL ? category : "", tax->category) == 0;
}

static KontorInvoiceTax *
find_group (GPtrArray *taxes, const char *category, gint64 rate_bp)
{
  guint i;

  for (i = 0; i < taxes->len; i++)
    {
      KontorInvoiceTax *tax = g_ptr_array_index (taxes, i);

      if (kontor_invoice_is_in_group (category, rate_bp, tax))
        return tax;
    }

  return NULL;
}

static void
want_group (KontorInvoice *self, GPtrArray *old, const char *category, gint64 rate_bp)
{
  KontorInvoiceTax *tax;
  KontorInvoiceTax *before;

  if (find_group (self->taxes, category, rate_bp) != NULL)
    return;

  tax = kontor_invoice_add_tax (self);
  tax->category = g_strdup (category != NULL ? category : "");
  tax->rate_bp = rate_bp;
  before = find_group (old, category, rate_bp);
  if (before == NULL)
    return;

  tax->exemption_reason = g_strdup (before->exemption_reason);
  tax->exemption_code = g_strdup (before->exemption_code);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const KontorInvoiceTax *left = *(KontorInvoiceTax *const *) a;
  const KontorInvoiceTax *right = *(KontorInvoiceTax *const *) b;

  if (left->rate_bp != right->rate_bp)
    return left->rate_bp > right->rate_bp ? -1 : 1;

  return g_strcmp0 (left->category, right->category);
}

/* An adjustment may have a group of its own, such as freight at 19 % beside books at 7 %; what is
 * not yet split has none. Exemption texts come from the groups that were there before. */
void
kontor_invoice_make_groups (KontorInvoice *self, GPtrArray *old, gboolean with_adjustments)
{
  guint i;

  g_ptr_array_set_size (self->taxes, 0);
  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      want_group (self, old, line->category, line->rate_bp);
    }

  for (i = 0; with_adjustments && i < self->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->adjustments, i);

      want_group (self, old, adjustment->category, adjustment->rate_bp);
    }

  g_ptr_array_sort (self->taxes, compare_groups);
}

/* What the lines of a group are worth, without tax and in the document's price mode. */
gboolean
kontor_invoice_sum_group (const KontorInvoice    *self,
                          const KontorInvoiceTax *tax,
                          gint64                 *net,
                          gint64                 *agreed)
{
  guint i;

  *net = *agreed = 0;
  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (kontor_invoice_is_in_group (line->category, line->rate_bp, tax)
          && (!kontor_add_checked (*net, line->net_minor, net)
              || !kontor_add_checked (*agreed,
                                      self->price_mode == KONTOR_PRICE_GROSS ? line->gross_minor
                                                                             : line->net_minor,
                                      agreed)))
        return FALSE;
    }

  return TRUE;
}

static KontorInvoiceAdjustment *
add_part (GPtrArray *adjustments, const KontorInvoiceAdjustment *whole, const KontorInvoiceTax *tax)
{
  KontorInvoiceAdjustment *part = kontor_invoice_add_adjustment (adjustments);

  part->is_charge = whole->is_charge;
  part->percent_e6 = whole->percent_e6;
  part->reason = g_strdup (whole->reason);
  part->reason_code = g_strdup (whole->reason_code);
  part->category = g_strdup (tax->category);
  part->rate_bp = tax->rate_bp;
  return part;
}

static void
set_agreed (const KontorInvoice *self, KontorInvoiceAdjustment *adjustment, gint64 amount)
{
  if (self->price_mode == KONTOR_PRICE_GROSS)
    adjustment->gross_minor = amount;
  else
    adjustment->amount_minor = amount;
}

/* A group worth nothing takes no part; when all are, the first takes everything. */
static gboolean
get_weights (const KontorInvoice *self, gint64 *weights, gint64 *total)
{
  guint i;

  *total = 0;
  for (i = 0; i < self->taxes->len; i++)
    {
      gint64 agreed;

      if (!kontor_invoice_sum_group (
            self, g_ptr_array_index (self->taxes, i), &weights[i], &agreed))
        return FALSE;
      weights[i] = MAX (weights[i], 0);
      if (!kontor_add_checked (*total, weights[i], total))
        return FALSE;
    }

  if (*total == 0)
    *total = weights[0] = 1;
  return TRUE;
}

/* The largest remainder gets the next cent; among equals the first group. */
static guint
find_largest (const gint64 *remainders, guint n)
{
  guint best = 0;
  guint i;

  for (i = 1; i < n; i++)
    {
      if (remainders[i] > remainders[best])
        best = i;
    }

  return best;
}

static gboolean
split_amount (KontorInvoice *self, const KontorInvoiceAdjustment *whole, GPtrArray *adjustments)
{
  guint              n = self->taxes->len;
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree gint64 *parts = g_new0 (gint64, n);
  g_autofree gint64 *remainders = g_new0 (gint64, n);
  gint64 amount = self->price_mode == KONTOR_PRICE_GROSS ? whole->gross_minor : whole->amount_minor;
  gint64 rest = amount;
  gint64 total;
  guint  i;

  if (!get_weights (self, weights, &total))
    return FALSE;

  for (i = 0; i < n; i++)
    {
      KontorWide product = (KontorWide) amount * weights[i];

      parts[i] = (gint64) (product / total);
      remainders[i] = ABS ((gint64) (product % total));
      rest -= parts[i];
    }

  for (; rest != 0; rest -= amount > 0 ? 1 : -1)
    {
      i = find_largest (remainders, n);
      parts[i] += amount > 0 ? 1 : -1;
      remainders[i] = -1;
    }

  for (i = 0; i < n; i++)
    {
      if (parts[i] != 0)
        set_agreed (
          self, add_part (adjustments, whole, g_ptr_array_index (self->taxes, i)), parts[i]);
    }

  return TRUE;
}

static void
split_percent (KontorInvoice *self, const KontorInvoiceAdjustment *whole, GPtrArray *adjustments)
{
  guint i;

  for (i = 0; i < self->taxes->len; i++)
    add_part (adjustments, whole, g_ptr_array_index (self->taxes, i));
}

gboolean
kontor_invoice_split_adjustments (KontorInvoice *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->adjustments);
  gboolean fits = TRUE;

  self->adjustments = g_ptr_array_new_with_free_func (kontor_invoice_adjustment_shape.free_func);
  while (old->len > 0)
    {
      KontorInvoiceAdjustment *adjustment = g_ptr_array_steal_index (old, 0);

      if ((adjustment->category != NULL && *adjustment->category != '\0') || self->taxes->len == 0)
        {
          g_ptr_array_add (self->adjustments, adjustment);
          continue;
        }

      if (adjustment->percent_e6 != 0)
        split_percent (self, adjustment, self->adjustments);
      else
        fits = split_amount (self, adjustment, self->adjustments) && fits;
      kontor_invoice_adjustment_shape.free_func (adjustment);
    }

  return fits;
}
