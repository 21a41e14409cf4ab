/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sums.h"

#define ROW_PADDING_MM 0.35
#define FINAL_MM 2.6 /* of the rule above the last sum */

/* Under the amounts of the lines. */
#define LABEL_LEFT_MM 115.0
#define LABEL_WIDTH_MM 48.0
#define GAP_MM 4.0

static void
sum_free (KontorInvoiceSum *sum)
{
  g_free (sum->label);
  g_free (sum);
}

/* Returns: (transfer full) (element-type KontorInvoiceSum): an empty list */
GPtrArray *
kontor_invoice_sums_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sum_free);
}

/* Adds a sum at the end. Returns: (transfer none): the sum */
KontorInvoiceSum *
kontor_invoice_sums_add (GPtrArray           *sums,
                         KontorInvoiceSumKind kind,
                         const char          *label,
                         gint64               minor)
{
  KontorInvoiceSum *row = g_new0 (KontorInvoiceSum, 1);

  row->label = g_strdup (label);
  row->minor = minor;
  row->kind = kind;
  g_ptr_array_add (sums, row);
  return row;
}

static KontorTextStyle
label_style (const KontorInvoiceSum *row)
{
  return (KontorTextStyle){
    .type = KONTOR_TYPE_BODY,
    .weight = row->kind == KONTOR_INVOICE_SUM_PLAIN ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD,
  };
}

static double
row_height (const KontorInvoiceSheet *self, const KontorInvoiceSum *row)
{
  KontorTextStyle style = label_style (row);
  double          leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_BODY);
  g_autoptr (PangoLayout) label = NULL;

  if (row->kind == KONTOR_INVOICE_SUM_FINAL)
    return kontor_paper_get_leading (self->paper, KONTOR_TYPE_LARGE) + 2.0 * ROW_PADDING_MM
           + FINAL_MM;

  label = kontor_paper_layout (self->paper, &style, LABEL_WIDTH_MM, row->label);
  return pango_layout_get_line_count (label) * leading + 2.0 * ROW_PADDING_MM;
}

static void
draw_final_row (KontorInvoiceSheet *self, const KontorInvoiceSum *row, const char *amount)
{
  static const KontorTextStyle label = { .type = KONTOR_TYPE_BODY,
                                         .weight = PANGO_WEIGHT_BOLD,
                                         .max_lines = 1 };
  static const KontorTextStyle figure = { .type = KONTOR_TYPE_LARGE,
                                          .weight = PANGO_WEIGHT_BOLD,
                                          .ink = KONTOR_INK_ACCENT,
                                          .tabular = TRUE };
  static const KontorTextStyle long_figure = {
    .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD, .ink = KONTOR_INK_ACCENT, .tabular = TRUE
  };
  double y = self->y_mm + 1.6;
  double lower = kontor_paper_get_leading (self->paper, KONTOR_TYPE_LARGE)
                 - kontor_paper_get_leading (self->paper, KONTOR_TYPE_BODY);

  kontor_paper_rule (self->paper,
                     KONTOR_INK_ACCENT,
                     LABEL_LEFT_MM,
                     self->y_mm + 0.8,
                     KONTOR_SHEET_RIGHT_MM,
                     self->y_mm + 0.8,
                     0.35);
  kontor_paper_text (
    self->paper, &label, LABEL_LEFT_MM, y + lower * 0.78, LABEL_WIDTH_MM, row->label);
  if (kontor_paper_measure (self->paper, &figure, amount) + GAP_MM
      <= KONTOR_SHEET_RIGHT_MM - LABEL_LEFT_MM
           - kontor_paper_measure (self->paper, &label, row->label))
    kontor_paper_figure (self->paper, &figure, KONTOR_SHEET_RIGHT_MM, y, amount);
  else
    kontor_paper_figure (
      self->paper, &long_figure, KONTOR_SHEET_RIGHT_MM, y + lower * 0.78, amount);
}

static void
draw_row (KontorInvoiceSheet *self, const KontorInvoiceSum *row)
{
  KontorTextStyle  label = label_style (row);
  KontorTextStyle  figure = { .type = KONTOR_TYPE_BODY, .tabular = TRUE };
  g_autofree char *amount = NULL;

  if (row->kind == KONTOR_INVOICE_SUM_FINAL)
    {
      amount = kontor_language_format_money (self->language, row->minor, self->invoice->currency);
      draw_final_row (self, row, amount);
      return;
    }

  amount = kontor_language_format_minor (self->language, row->minor, self->invoice->currency);
  figure.weight = label.weight;
  kontor_paper_text (
    self->paper, &label, LABEL_LEFT_MM, self->y_mm + ROW_PADDING_MM, LABEL_WIDTH_MM, row->label);
  kontor_paper_figure (
    self->paper, &figure, KONTOR_SHEET_RIGHT_MM, self->y_mm + ROW_PADDING_MM, amount);
}

/* Returns: the height of all sums, in millimetres */
double
kontor_invoice_sums_measure (const KontorInvoiceSheet *sheet, const GPtrArray *sums)
{
  double height = 0.0;

  for (guint i = 0; i < sums->len; i++)
    height += row_height (sheet, g_ptr_array_index (sums, i));

  return height;
}

/* Draws the sums below each other, where there must be room. */
void
kontor_invoice_sums_draw (KontorInvoiceSheet *sheet, const GPtrArray *sums)
{
  for (guint i = 0; i < sums->len; i++)
    {
      kontor_paper_begin_tag (sheet->paper, "P");
      draw_row (sheet, g_ptr_array_index (sums, i));
      kontor_paper_end_tag (sheet->paper, "P");
      sheet->y_mm += row_height (sheet, g_ptr_array_index (sums, i));
    }
}
