/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-check-private.h"
#include "kontor-number.h"

/* A sum that does not fit is as wrong as one that does not agree. */
typedef struct
{
  gint64   value;
  gboolean fits;
} KontorSum;

static void
add (KontorSum *self, gint64 value)
{
  self->fits = self->fits && kontor_add_checked (self->value, value, &self->value);
}

static void
subtract (KontorSum *self, gint64 value)
{
  self->fits = self->fits && !__builtin_sub_overflow (self->value, value, &self->value);
}

static void
want (KontorInvoiceCheck *self, const KontorSum *expected, gint64 found, const char *rule)
{
  if (!expected->fits)
    kontor_check_report (self, rule);
  else
    kontor_check_want_equal (self, expected->value, found, rule);
}

static void
check_line_sum (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  KontorSum            sum = { 0, TRUE };
  guint                i;

  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (kontor_check_counts (line))
        add (&sum, line->net_minor);
    }

  want (self, &sum, invoice->totals.line_minor, "BR-CO-10");
}

static void
check_adjustment_sums (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  KontorSum            allowances = { 0, TRUE };
  KontorSum            charges = { 0, TRUE };
  guint                i;

  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (invoice->adjustments, i);

      self->part = i + 1;
      kontor_check_adjustment (self, adjustment, FALSE);
      add (adjustment->is_charge ? &charges : &allowances, adjustment->amount_minor);
    }
  self->part = 0;

  want (self, &allowances, invoice->totals.allowance_minor, "BR-CO-11");
  want (self, &charges, invoice->totals.charge_minor, "BR-CO-12");
}

static void
check_net (KontorInvoiceCheck *self)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;
  KontorSum                  sum = { 0, TRUE };

  add (&sum, totals->line_minor);
  subtract (&sum, totals->allowance_minor);
  add (&sum, totals->charge_minor);
  want (self, &sum, totals->net_minor, "BR-CO-13");
}

static void
check_taxes (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  KontorSum            sum = { 0, TRUE };
  guint                i;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      add (&sum, tax->tax_minor);
    }
  want (self, &sum, invoice->totals.tax_minor, "BR-CO-14");
}

static void
check_gross (KontorInvoiceCheck *self)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;
  KontorSum                  sum = { 0, TRUE };

  add (&sum, totals->net_minor);
  add (&sum, totals->tax_minor);
  want (self, &sum, totals->gross_minor, "BR-CO-15");
}

static void
check_due (KontorInvoiceCheck *self)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;
  KontorSum                  sum = { 0, TRUE };

  add (&sum, totals->gross_minor);
  subtract (&sum, totals->paid_minor);
  add (&sum, totals->rounding_minor);
  want (self, &sum, totals->due_minor, "BR-CO-16");
}

/* BR-CO-10 to BR-CO-16, as far as the profile has the parts. MINIMUM does not tell what was paid.
 */
void
kontor_check_sums (KontorInvoiceCheck *self)
{
  if (self->kind >= KONTOR_CHECK_EN16931)
    check_line_sum (self);
  if (self->kind > KONTOR_CHECK_MINIMUM)
    {
      check_adjustment_sums (self);
      check_net (self);
      check_taxes (self);
      check_due (self);
    }
  check_gross (self);
}
