/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sums.h"

#include "kontor-number.h"

#define GAP_MM 5.0

static const struct
{
  double   x_mm;
  double   width_mm;
  gboolean figure;
} tax_columns[] = {
  { 25.0, 24.0, FALSE },
  { 46.0, 20.0, TRUE },
  { 68.0, 18.0, TRUE },
  { 88.0, 20.0, TRUE },
};

#define N_TAX_COLUMNS G_N_ELEMENTS (tax_columns)

static gboolean
is_gross (const KontorInvoiceSheet *self)
{
  return self->invoice->price_mode == KONTOR_PRICE_GROSS;
}

/* Parts of one discount that was split over rates are one row again. */
static void
add_adjustment (KontorInvoiceSheet            *self,
                GPtrArray                     *rows,
                const KontorInvoiceAdjustment *adjustment)
{
  gint64            minor = is_gross (self) ? adjustment->gross_minor : adjustment->amount_minor;
  g_autofree char  *label = kontor_invoice_words_name_adjustment (self->language, adjustment);
  KontorInvoiceSum *found = NULL;

  if (!adjustment->is_charge)
    minor = -minor;
  for (guint i = 0; i < rows->len; i++)
    {
      KontorInvoiceSum *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->label, label) == 0 && (row->minor < 0) == (minor < 0))
        found = row;
    }
  if (found == NULL)
    kontor_invoice_sums_add (rows, KONTOR_INVOICE_SUM_PLAIN, label, minor);
  else if (!kontor_add_checked (found->minor, minor, &found->minor))
    kontor_paper_fail (self->paper, "the sum of “%s” does not fit", label);
}

static void
add_adjustments (KontorInvoiceSheet *self, GPtrArray *rows, gboolean charges)
{
  for (guint i = 0; i < self->invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (self->invoice->adjustments, i);

      if (adjustment->is_charge == charges)
        add_adjustment (self, rows, adjustment);
    }
}

static void
add_sum_of_lines (KontorInvoiceSheet *self, GPtrArray *rows)
{
  gint64 sum = self->invoice->totals.line_minor;

  if (is_gross (self))
    {
      sum = 0;
      for (guint i = 0; i < self->invoice->lines->len; i++)
        {
          const KontorInvoiceLine *line = g_ptr_array_index (self->invoice->lines, i);

          if (!kontor_add_checked (sum, line->gross_minor, &sum))
            kontor_paper_fail (self->paper, "the sum of the lines does not fit");
        }
    }
  kontor_invoice_sums_add (rows,
                           KONTOR_INVOICE_SUM_PLAIN,
                           kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_SUM_OF_LINES),
                           sum);
}

static void
add_net_and_tax (KontorInvoiceSheet *self, GPtrArray *rows)
{
  const KontorInvoice    *invoice = self->invoice;
  const KontorInvoiceTax *tax = NULL;
  g_autofree char        *rate = NULL;
  g_autofree char        *label = NULL;
  const char             *word = kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_TAX_AMOUNT);

  if (is_gross (self) || !kontor_invoice_sheet_has_tax (invoice))
    return;

  if (invoice->taxes->len == 1)
    tax = g_ptr_array_index (invoice->taxes, 0);
  if (tax != NULL)
    rate = kontor_language_format_rate (self->language, tax->rate_bp);
  label = g_strjoin (" ", word, rate, NULL);
  kontor_invoice_sums_add (rows,
                           KONTOR_INVOICE_SUM_PLAIN,
                           kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_NET_TOTAL),
                           invoice->totals.net_minor);
  kontor_invoice_sums_add (rows, KONTOR_INVOICE_SUM_PLAIN, label, invoice->totals.tax_minor);
}

static KontorInvoiceWord
total_word (const KontorInvoice *invoice)
{
  switch (invoice->kind)
    {
    case KONTOR_INVOICE_QUOTATION:
    case KONTOR_INVOICE_CONFIRMATION:
      return KONTOR_INVOICE_WORD_TOTAL;
    case KONTOR_INVOICE_INVOICE:
    case KONTOR_INVOICE_PART:
    case KONTOR_INVOICE_ADVANCE:
    case KONTOR_INVOICE_FINAL:
      return KONTOR_INVOICE_WORD_TOTAL_INVOICE;
    case KONTOR_INVOICE_CREDIT_NOTE:
    case KONTOR_INVOICE_CANCELLATION:
      return KONTOR_INVOICE_WORD_TOTAL_CREDIT;
    }

  g_return_val_if_reached (KONTOR_INVOICE_WORD_TOTAL);
}

static void
add_total_and_due (KontorInvoiceSheet *self, GPtrArray *rows)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;
  gboolean                   changed = totals->paid_minor != 0 || totals->rounding_minor != 0;
  gboolean credit = kontor_invoice_is_credit (self->invoice) || totals->due_minor < 0;

  kontor_invoice_sums_add (rows,
                           changed ? KONTOR_INVOICE_SUM_STRONG : KONTOR_INVOICE_SUM_FINAL,
                           kontor_invoice_sheet_word (self, total_word (self->invoice)),
                           totals->gross_minor);
  if (!changed)
    return;

  if (totals->paid_minor != 0)
    kontor_invoice_sums_add (rows,
                             KONTOR_INVOICE_SUM_PLAIN,
                             kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_PAID),
                             -totals->paid_minor);
  if (totals->rounding_minor != 0)
    kontor_invoice_sums_add (rows,
                             KONTOR_INVOICE_SUM_PLAIN,
                             kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_ROUNDING),
                             totals->rounding_minor);
  kontor_invoice_sums_add (
    rows,
    KONTOR_INVOICE_SUM_FINAL,
    kontor_invoice_sheet_word (self,
                               credit ? KONTOR_INVOICE_WORD_CREDIT_DUE : KONTOR_INVOICE_WORD_DUE),
    credit && totals->due_minor < 0 ? -totals->due_minor : totals->due_minor);
}

static GPtrArray *
list_sums (KontorInvoiceSheet *self)
{
  GPtrArray *rows = kontor_invoice_sums_new ();

  if (self->invoice->adjustments->len > 0)
    add_sum_of_lines (self, rows);
  add_adjustments (self, rows, FALSE);
  add_adjustments (self, rows, TRUE);
  add_net_and_tax (self, rows);
  add_total_and_due (self, rows);
  return rows;
}

static void
draw_tax_cells (KontorInvoiceSheet *self,
                double              y,
                PangoWeight         weight,
                const char *const   cells[N_TAX_COLUMNS])
{
  gboolean    is_heading = weight != PANGO_WEIGHT_NORMAL;
  const char *tag = is_heading ? "TH" : "TD";

  kontor_paper_begin_tag (self->paper, "TR");
  for (guint i = 0; i < N_TAX_COLUMNS; i++)
    {
      KontorTextStyle style = { .type = KONTOR_TYPE_SMALL,
                                .weight = weight,
                                .ink = is_heading ? KONTOR_INK_DIM : KONTOR_INK_TEXT,
                                .tabular = tax_columns[i].figure };
      double          right = tax_columns[i].x_mm + tax_columns[i].width_mm;

      kontor_paper_begin_tag (self->paper, tag);
      if (tax_columns[i].figure)
        kontor_paper_figure (self->paper, &style, right, y, cells[i]);
      else
        kontor_paper_text (
          self->paper, &style, tax_columns[i].x_mm, y, tax_columns[i].width_mm, cells[i]);
      kontor_paper_end_tag (self->paper, tag);
    }
  kontor_paper_end_tag (self->paper, "TR");
}

static double
draw_tax_heading (KontorInvoiceSheet *self, double y)
{
  const char *const cells[] = {
    kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_TAX),
    kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_NET),
    kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_TAX_AMOUNT),
    kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_GROSS),
  };
  double leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_SMALL);

  draw_tax_cells (self, y, PANGO_WEIGHT_MEDIUM, cells);
  y += leading + 0.8;
  kontor_paper_rule (self->paper,
                     KONTOR_INK_HAIRLINE,
                     tax_columns[0].x_mm,
                     y,
                     tax_columns[3].x_mm + tax_columns[3].width_mm,
                     y,
                     0.15);
  return y + 0.8;
}

static void
draw_tax (KontorInvoiceSheet *self, const KontorInvoiceTax *tax, double y)
{
  const char      *currency = self->invoice->currency;
  g_autofree char *rate = kontor_language_format_rate (self->language, tax->rate_bp);
  g_autofree char *net = kontor_language_format_minor (self->language, tax->net_minor, currency);
  g_autofree char *amount = kontor_language_format_minor (self->language, tax->tax_minor, currency);
  g_autofree char *gross = kontor_language_format_minor (
    self->language, tax->gross_minor, currency);
  const char *const cells[] = {
    g_strcmp0 (tax->category, "O") == 0 ? "–" : rate, net, amount, gross
  };

  draw_tax_cells (self, y, PANGO_WEIGHT_NORMAL, cells);
}

/* Net, VAT and gross of each rate (§ 14 Abs. 4 Nr. 7 and 8 UStG). */
static double
draw_taxes (KontorInvoiceSheet *self, double y)
{
  if (!kontor_invoice_sheet_has_tax (self->invoice))
    return y;

  kontor_paper_begin_tag (self->paper, "Table");
  y = draw_tax_heading (self, y + 0.9);
  for (guint i = 0; i < self->invoice->taxes->len; i++)
    {
      draw_tax (self, g_ptr_array_index (self->invoice->taxes, i), y);
      y += kontor_paper_get_leading (self->paper, KONTOR_TYPE_SMALL) + 0.5;
    }
  kontor_paper_end_tag (self->paper, "Table");

  return y;
}

static double
measure_taxes (const KontorInvoiceSheet *self)
{
  double leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_SMALL);

  return kontor_invoice_sheet_has_tax (self->invoice)
           ? 2.5 + leading + self->invoice->taxes->len * (leading + 0.5)
           : 0.0;
}

/* Draws the sums and the table of VAT, side by side and on one page. */
void
kontor_invoice_sheet_draw_totals (KontorInvoiceSheet *self)
{
  g_autoptr (GPtrArray) sums = list_sums (self);
  double height = MAX (kontor_invoice_sums_measure (self, sums), measure_taxes (self));
  double tax_bottom;

  if (self->y_mm + GAP_MM + height > self->bottom_mm)
    kontor_invoice_sheet_carry_over (self);
  self->y_mm += GAP_MM;
  tax_bottom = draw_taxes (self, self->y_mm);
  kontor_invoice_sums_draw (self, sums);
  self->y_mm = MAX (self->y_mm, tax_bottom);
}
