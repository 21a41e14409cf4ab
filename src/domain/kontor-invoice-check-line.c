/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"
#include "kontor-number.h"

#define SLACK_MINOR 2 /* what PEPPOL-EN16931-R040 and R120 let pass */

/* Rules of an allowance or a charge: of the document (BG-20/21) or of a line (BG-27/28). */
static const struct
{
  const char *reason;
  const char *code;
  const char *list;
} adjustment_rules[2][2] = {
  { { "BR-33", "BR-CL-19", "5189" }, { "BR-38", "BR-CL-20", "7161" } },
  { { "BR-42", "BR-CL-19", "5189" }, { "BR-44", "BR-CL-20", "7161" } },
};

static gboolean
is_near (gint64 expected, gint64 found)
{
  gint64 difference;

  return !__builtin_sub_overflow (expected, found, &difference) && difference >= -SLACK_MINOR
         && difference <= SLACK_MINOR;
}

static void
check_percentage (KontorInvoiceCheck *self, const KontorInvoiceAdjustment *adjustment)
{
  gint64 expected;

  if (self->kind != KONTOR_CHECK_XRECHNUNG)
    return;

  kontor_check_want (self,
                     adjustment->percent_e6 == 0 || adjustment->base_minor != 0
                       || adjustment->amount_minor == 0,
                     "PEPPOL-EN16931-R041");
  kontor_check_want (
    self, adjustment->base_minor == 0 || adjustment->percent_e6 != 0, "PEPPOL-EN16931-R042");
  if (adjustment->percent_e6 == 0 || adjustment->base_minor == 0
      || !kontor_scale_rounded (
        adjustment->base_minor, adjustment->percent_e6, 100 * KONTOR_INVOICE_ONE, &expected))
    return;

  if (!is_near (expected, adjustment->amount_minor))
    kontor_check_want_equal (self, expected, adjustment->amount_minor, "PEPPOL-EN16931-R040");
}

void
kontor_check_adjustment (KontorInvoiceCheck            *self,
                         const KontorInvoiceAdjustment *adjustment,
                         gboolean                       is_line)
{
  int level = is_line ? 1 : 0;
  int kind = adjustment->is_charge ? 1 : 0;

  kontor_check_want (self,
                     kontor_check_is_given (adjustment->reason)
                       || kontor_check_is_given (adjustment->reason_code),
                     adjustment_rules[level][kind].reason);
  kontor_check_want_code (self,
                          adjustment_rules[level][kind].list,
                          adjustment->reason_code,
                          adjustment_rules[level][kind].code);
  check_percentage (self, adjustment);
  if (is_line)
    return;

  kontor_check_want (
    self, kontor_check_is_given (adjustment->category), kind == 1 ? "BR-37" : "BR-32");
  kontor_check_want_code (self, "5305", adjustment->category, "BR-CL-17");
}

static void
check_item (KontorInvoiceCheck *self, const KontorInvoiceLine *line)
{
  guint i;

  kontor_check_want (self, kontor_check_is_given (line->name), "BR-25");
  kontor_check_want_code (self, "3166", line->origin, "BR-CL-15");
  for (i = 0; i < line->attributes->len; i++)
    {
      const KontorInvoiceAttribute *attribute = g_ptr_array_index (line->attributes, i);

      kontor_check_want (self,
                         kontor_check_is_given (attribute->name)
                           && kontor_check_is_given (attribute->value),
                         "BR-54");
    }

  for (i = 0; i < line->classes->len; i++)
    {
      const KontorInvoiceClass *item = g_ptr_array_index (line->classes, i);

      kontor_check_want (self, kontor_check_is_given (item->list), "BR-65");
      kontor_check_want_code (self, "7143", item->list, "BR-CL-13");
    }
}

static void
check_period (KontorInvoiceCheck *self, const KontorInvoiceLine *line)
{
  const KontorInvoice *invoice = self->invoice;

  kontor_check_want (
    self, line->from_day == 0 || line->to_day == 0 || line->from_day <= line->to_day, "BR-30");
  if (self->kind != KONTOR_CHECK_XRECHNUNG)
    return;

  kontor_check_want (self,
                     line->from_day == 0 || invoice->from_day == 0
                       || line->from_day >= invoice->from_day,
                     "PEPPOL-EN16931-R110");
  kontor_check_want (self,
                     line->to_day == 0 || invoice->to_day == 0 || line->to_day <= invoice->to_day,
                     "PEPPOL-EN16931-R111");
}

/* PEPPOL-EN16931-R120; XRechnung has made it binding, in UBL at least. */
static void
check_amount (KontorInvoiceCheck *self, const KontorInvoiceLine *line)
{
  guint  digits = kontor_currency_is_known (self->invoice->currency)
                    ? kontor_currency_digits (self->invoice->currency)
                    : 2;
  gint64 divisor = line->net_base_e6 > 0 ? line->net_base_e6 : KONTOR_INVOICE_ONE;
  gint64 expected;
  guint  i;

  for (i = digits; i < 6; i++)
    {
      if (__builtin_mul_overflow (divisor, 10, &divisor))
        return;
    }
  if (!kontor_scale_rounded (line->quantity_e6, line->net_price_e6, divisor, &expected))
    return;

  for (i = 0; i < line->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (line->adjustments, i);

      if (adjustment->is_charge
            ? __builtin_add_overflow (expected, adjustment->amount_minor, &expected)
            : __builtin_sub_overflow (expected, adjustment->amount_minor, &expected))
        return;
    }

  if (is_near (expected, line->net_minor))
    return;

  kontor_check_want_equal (self, expected, line->net_minor, "PEPPOL-EN16931-R120");
  if (self->kind == KONTOR_CHECK_XRECHNUNG)
    {
      KontorFinding *last = g_ptr_array_index (self->findings, self->findings->len - 1);

      last->severity = KONTOR_FINDING_FATAL;
    }
}

static void
check_line (KontorInvoiceCheck *self, const KontorInvoiceLine *line)
{
  guint i;

  kontor_check_want (self, kontor_check_is_given (line->id), "BR-21");
  if (!kontor_check_counts (line))
    return;

  kontor_check_want (self, kontor_check_is_given (line->unit), "BR-23");
  kontor_check_want_code (self, "units", line->unit, "BR-CL-23");
  kontor_check_want (self, line->net_price_e6 >= 0, "BR-27");
  kontor_check_want (self, line->list_price_e6 >= 0, "BR-28");
  kontor_check_want (self, kontor_check_is_given (line->category), "BR-CO-04");
  kontor_check_want_code (self, "5305", line->category, "BR-CL-18");
  kontor_check_want_code (self, "1153", line->object.scheme, "BR-CL-07");
  check_item (self, line);
  check_period (self, line);
  for (i = 0; i < line->adjustments->len; i++)
    {
      self->part = i + 1;
      kontor_check_adjustment (self, g_ptr_array_index (line->adjustments, i), TRUE);
    }
  self->part = 0;
  check_amount (self, line);
}

/* BG-25. */
void
kontor_check_lines (KontorInvoiceCheck *self)
{
  const GPtrArray *lines = self->invoice->lines;
  guint            i;

  kontor_check_want (self, lines->len > 0, "BR-16");
  for (i = 0; i < lines->len; i++)
    {
      self->line = i + 1;
      check_line (self, g_ptr_array_index (lines, i));
    }
  self->line = 0;
}
