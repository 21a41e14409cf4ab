/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-item.h"

#include <string.h>

#include "kontor-number.h"

#define PADDING_MM 1.2
#define RULE_MM 0.15
#define MAX_DECIMALS 6

/* Name and what belongs to it stand below each other in the second column; all others have one
 * line. The edges leave 3 mm between columns. */
typedef enum
{
  COLUMN_POSITION,
  COLUMN_ITEM,
  COLUMN_QUANTITY,
  COLUMN_UNIT,
  COLUMN_PRICE,
  COLUMN_TAX,
  COLUMN_AMOUNT,
} Column;

#define N_COLUMNS 7

static const struct
{
  double            x_mm;
  double            width_mm;
  gboolean          figure;
  KontorInvoiceWord heading;
} columns[N_COLUMNS] = {
  [COLUMN_POSITION] = { 25.0, 8.0, FALSE, KONTOR_INVOICE_WORD_POSITION },
  [COLUMN_ITEM] = { 35.0, 57.0, FALSE, KONTOR_INVOICE_WORD_ITEM },
  [COLUMN_QUANTITY] = { 94.0, 15.0, TRUE, KONTOR_INVOICE_WORD_QUANTITY },
  [COLUMN_UNIT] = { 110.5, 12.5, FALSE, KONTOR_INVOICE_WORD_QUANTITY },
  [COLUMN_PRICE] = { 123.0, 22.5, TRUE, KONTOR_INVOICE_WORD_PRICE },
  [COLUMN_TAX] = { 147.5, 11.0, TRUE, KONTOR_INVOICE_WORD_TAX },
  [COLUMN_AMOUNT] = { 161.0, 29.0, TRUE, KONTOR_INVOICE_WORD_AMOUNT },
};

typedef struct
{
  KontorInvoiceSheet *sheet;
  double              fraction_mm[N_COLUMNS]; /* kept free for decimals */
  double              width_of_fraction[MAX_DECIMALS + 1];
  guint               n_drawn;
} Lines;

static const KontorTextStyle heading_style = {
  .type = KONTOR_TYPE_SMALL, .weight = PANGO_WEIGHT_MEDIUM, .ink = KONTOR_INK_DIM, .max_lines = 1
};
static const KontorTextStyle text_style = { .type = KONTOR_TYPE_BODY, .max_lines = 1 };
static const KontorTextStyle position_style = { .type = KONTOR_TYPE_BODY,
                                                .ink = KONTOR_INK_DIM,
                                                .max_lines = 1 };
static const KontorTextStyle figure_style = {
  .type = KONTOR_TYPE_BODY, .align = PANGO_ALIGN_RIGHT, .tabular = TRUE, .max_lines = 1
};

static double
leading_of (const Lines *self, const KontorInvoicePiece *piece)
{
  return kontor_paper_get_leading (self->sheet->paper, piece->style->type);
}

static double
measure_pieces (const Lines *self, const GPtrArray *pieces)
{
  double height = 0.0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const KontorInvoicePiece *piece = g_ptr_array_index (pieces, i);

      height += leading_of (self, piece) * pango_layout_get_line_count (piece->layout);
    }

  return MAX (height, kontor_paper_get_leading (self->sheet->paper, KONTOR_TYPE_BODY));
}

static double
carry_height (const KontorInvoiceSheet *sheet)
{
  return kontor_paper_get_leading (sheet->paper, KONTOR_TYPE_BODY) + 2.0 * PADDING_MM;
}

static void
draw_column_heading (const Lines *self, guint column)
{
  KontorPaper    *paper = self->sheet->paper;
  KontorTextStyle style = heading_style;

  if (columns[column].figure)
    style.align = PANGO_ALIGN_RIGHT;
  if (self->n_drawn == 0)
    kontor_paper_begin_tag (paper, "TH");
  if (column != COLUMN_UNIT)
    kontor_paper_text (paper,
                       &style,
                       columns[column].x_mm,
                       self->sheet->y_mm,
                       columns[column].width_mm,
                       kontor_invoice_sheet_word (self->sheet, columns[column].heading));
  if (self->n_drawn == 0)
    kontor_paper_end_tag (paper, "TH");
}

/* Listeners hear the heading once. */
static void
draw_heading (Lines *self)
{
  KontorPaper *paper = self->sheet->paper;
  double       y = self->sheet->y_mm;

  if (self->n_drawn == 0)
    kontor_paper_begin_tag (paper, "TR");
  for (guint i = 0; i < N_COLUMNS; i++)
    draw_column_heading (self, i);
  if (self->n_drawn == 0)
    kontor_paper_end_tag (paper, "TR");
  y += kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL) + 1.0;
  kontor_paper_rule (
    paper, KONTOR_INK_ACCENT, KONTOR_SHEET_LEFT_MM, y, KONTOR_SHEET_RIGHT_MM, y, 0.35);
  self->sheet->y_mm = y;
}

static void
draw_rule (const KontorInvoiceSheet *sheet)
{
  kontor_paper_rule (sheet->paper,
                     KONTOR_INK_HAIRLINE,
                     KONTOR_SHEET_LEFT_MM,
                     sheet->y_mm,
                     KONTOR_SHEET_RIGHT_MM,
                     sheet->y_mm,
                     RULE_MM);
}

/* The sum of the lines so far, at the foot of one page and at the top of the next. */
static void
draw_carry (KontorInvoiceSheet *sheet, KontorInvoiceWord word)
{
  KontorTextStyle  label = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_MEDIUM };
  KontorTextStyle  figure = figure_style;
  double           y = sheet->y_mm + PADDING_MM;
  g_autofree char *amount = NULL;

  amount = kontor_language_format_minor (
    sheet->language, sheet->sum_minor, sheet->invoice->currency);
  figure.weight = PANGO_WEIGHT_MEDIUM;
  kontor_paper_text (sheet->paper,
                     &label,
                     columns[COLUMN_ITEM].x_mm,
                     y,
                     80.0,
                     kontor_invoice_sheet_word (sheet, word));
  kontor_paper_figure (sheet->paper, &figure, KONTOR_SHEET_RIGHT_MM, y, amount);
  sheet->y_mm += carry_height (sheet);
  draw_rule (sheet);
}

/* Goes to the next page with the sum of the lines; there is always room left for it. */
void
kontor_invoice_sheet_carry_over (KontorInvoiceSheet *self)
{
  draw_carry (self, KONTOR_INVOICE_WORD_SUBTOTAL);
  kontor_invoice_sheet_next_page (self);
  draw_carry (self, KONTOR_INVOICE_WORD_CARRIED_OVER);
}

static void
next_page (Lines *self)
{
  if (self->n_drawn > 0)
    draw_carry (self->sheet, KONTOR_INVOICE_WORD_SUBTOTAL);
  kontor_invoice_sheet_next_page (self->sheet);
  draw_heading (self);
  if (self->n_drawn > 0)
    draw_carry (self->sheet, KONTOR_INVOICE_WORD_CARRIED_OVER);
}

/* Draws lines of the item until the page is full. Returns: whether it has to go on; then @piece and
 * @line say where. */
static gboolean
draw_pieces (Lines *self, const GPtrArray *pieces, guint *piece, int *line)
{
  KontorInvoiceSheet *sheet = self->sheet;

  for (; *piece < pieces->len; (*piece)++, *line = 0)
    {
      const KontorInvoicePiece *one = g_ptr_array_index (pieces, *piece);
      double                    leading = leading_of (self, one);

      for (; *line < pango_layout_get_line_count (one->layout); (*line)++)
        {
          if (sheet->y_mm + leading + PADDING_MM + carry_height (sheet) > sheet->bottom_mm)
            return TRUE;
          kontor_paper_draw_lines (sheet->paper,
                                   one->layout,
                                   one->style,
                                   columns[COLUMN_ITEM].x_mm,
                                   sheet->y_mm,
                                   *line,
                                   1);
          sheet->y_mm += leading;
        }
    }

  return FALSE;
}

static gboolean
draw_item (Lines *self, const GPtrArray *pieces, guint *piece, int *line)
{
  gboolean more;

  kontor_paper_begin_tag (self->sheet->paper, "TD");
  more = draw_pieces (self, pieces, piece, line);
  kontor_paper_end_tag (self->sheet->paper, "TD");
  return more;
}

/* Figures have one width each, so a fraction is as wide as its length says. */
static double
measure_fraction (const Lines *self, const char *figure)
{
  const char *sign = self->sheet->language == KONTOR_LANGUAGE_DE ? "," : ".";
  const char *fraction = strrchr (figure, *sign);

  return fraction != NULL ? self->width_of_fraction[MIN (strlen (fraction) - 1, MAX_DECIMALS)]
                          : 0.0;
}

static void
measure_fractions (Lines *self)
{
  const char *figures = self->sheet->language == KONTOR_LANGUAGE_DE ? ",000000" : ".000000";

  for (gsize i = 0; i <= MAX_DECIMALS; i++)
    {
      g_autofree char *fraction = g_strndup (figures, i + 1);

      self->width_of_fraction[i] = kontor_paper_measure (
        self->sheet->paper, &figure_style, fraction);
    }
}

static void
draw_figure (const Lines *self, Column column, double y, const char *figure)
{
  double right = columns[column].x_mm + columns[column].width_mm;

  if (self->fraction_mm[column] > 0.0)
    right -= self->fraction_mm[column] - measure_fraction (self, figure);
  kontor_paper_begin_tag (self->sheet->paper, "TD");
  kontor_paper_figure (self->sheet->paper, &figure_style, right, y, figure);
  kontor_paper_end_tag (self->sheet->paper, "TD");
}

static void
draw_text (
  const Lines *self, Column column, double y, const KontorTextStyle *style, const char *text)
{
  kontor_paper_begin_tag (self->sheet->paper, "TD");
  kontor_paper_text (
    self->sheet->paper, style, columns[column].x_mm, y, columns[column].width_mm, text);
  kontor_paper_end_tag (self->sheet->paper, "TD");
}

static gint64
amount_of (const Lines *self, const KontorInvoiceLine *line)
{
  return self->sheet->invoice->price_mode == KONTOR_PRICE_GROSS ? line->gross_minor
                                                                : line->net_minor;
}

static void
draw_position (const Lines *self, const KontorInvoiceLine *line, guint position, double y)
{
  g_autofree char *number = g_strdup_printf ("%u", position);

  draw_text (self,
             COLUMN_POSITION,
             y,
             &position_style,
             kontor_invoice_sheet_has (line->id) ? line->id : number);
}

static void
draw_figures (const Lines *self, const KontorInvoiceLine *line, double y)
{
  KontorLanguage   language = self->sheet->language;
  g_autofree char *quantity = kontor_language_format_fine (language, line->quantity_e6, 0);
  g_autofree char *price = kontor_language_format_fine (language, line->price_e6, 2);
  g_autofree char *rate = kontor_language_format_rate (language, line->rate_bp);
  g_autofree char *amount = kontor_language_format_minor (
    language, amount_of (self, line), self->sheet->invoice->currency);

  draw_figure (self, COLUMN_QUANTITY, y, quantity);
  draw_text (
    self, COLUMN_UNIT, y, &text_style, kontor_invoice_words_get_unit (language, line->unit));
  draw_figure (self, COLUMN_PRICE, y, price);
  draw_figure (self, COLUMN_TAX, y, g_strcmp0 (line->category, "O") == 0 ? "–" : rate);
  draw_figure (self, COLUMN_AMOUNT, y, amount);
}

static void
draw_line (Lines *self, const KontorInvoiceLine *line, guint position)
{
  KontorInvoiceSheet *sheet = self->sheet;
  g_autoptr (GPtrArray) pieces = kontor_invoice_item_lay_out (
    sheet, line, columns[COLUMN_ITEM].width_mm);
  double   height = measure_pieces (self, pieces) + 2.0 * PADDING_MM;
  double   top;
  guint    piece = 0;
  int      part = 0;
  gboolean more;

  if (sheet->y_mm + height + carry_height (sheet) > sheet->bottom_mm && self->n_drawn > 0)
    next_page (self);

  top = sheet->y_mm + PADDING_MM;
  sheet->y_mm = top;
  kontor_paper_begin_tag (sheet->paper, "TR");
  draw_position (self, line, position, top);
  more = draw_item (self, pieces, &piece, &part);
  if (kontor_paper_get_cairo (sheet->paper) != NULL)
    draw_figures (self, line, top);
  while (more)
    {
      next_page (self);
      sheet->y_mm += PADDING_MM;
      top = sheet->y_mm;
      more = draw_item (self, pieces, &piece, &part);
    }
  kontor_paper_end_tag (sheet->paper, "TR");
  sheet->y_mm = MAX (sheet->y_mm, top + kontor_paper_get_leading (sheet->paper, KONTOR_TYPE_BODY))
                + PADDING_MM;
  draw_rule (sheet);
  if (!kontor_add_checked (sheet->sum_minor, amount_of (self, line), &sheet->sum_minor))
    kontor_paper_fail (sheet->paper, "the sum of the lines does not fit");
  self->n_drawn++;
}

static void
reserve_fraction (Lines *self, Column column, const char *figure)
{
  if (strlen (figure) > 0)
    self->fraction_mm[column] = MAX (self->fraction_mm[column], measure_fraction (self, figure));
}

static guint
count_decimals (gint64 value_e6)
{
  guint n_decimals = 6;

  if (value_e6 == 0)
    return 0;
  for (; n_decimals > 0 && value_e6 % 10 == 0; n_decimals--)
    value_e6 /= 10;

  return n_decimals;
}

static void
reserve_fractions (Lines *self)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  KontorLanguage       language = self->sheet->language;
  gint64               quantity = 0;
  gint64               price = 0;
  g_autofree char     *quantity_text = NULL;
  g_autofree char     *price_text = NULL;

  for (guint i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (count_decimals (line->quantity_e6) > count_decimals (quantity))
        quantity = line->quantity_e6;
      if (count_decimals (line->price_e6) > count_decimals (price))
        price = line->price_e6;
    }
  quantity_text = kontor_language_format_fine (language, quantity, 0);
  price_text = kontor_language_format_fine (language, price, 2);
  reserve_fraction (self, COLUMN_QUANTITY, quantity_text);
  reserve_fraction (self, COLUMN_PRICE, price_text);
}

static void
draw_mode (KontorInvoiceSheet *sheet)
{
  KontorTextStyle   style = { .type = KONTOR_TYPE_SMALL,
                              .ink = KONTOR_INK_DIM,
                              .align = PANGO_ALIGN_RIGHT };
  KontorInvoiceWord word = KONTOR_INVOICE_WORD_AMOUNTS;
  g_autofree char  *text = NULL;

  if (kontor_invoice_sheet_has_tax (sheet->invoice))
    word = sheet->invoice->price_mode == KONTOR_PRICE_GROSS ? KONTOR_INVOICE_WORD_AMOUNTS_GROSS
                                                            : KONTOR_INVOICE_WORD_AMOUNTS_NET;
  text = kontor_invoice_words_format (
    sheet->language,
    word,
    g_strcmp0 (sheet->invoice->currency, "EUR") == 0 ? "Euro" : sheet->invoice->currency,
    NULL);
  sheet->y_mm += kontor_paper_text (
    sheet->paper, &style, KONTOR_SHEET_LEFT_MM, sheet->y_mm, KONTOR_INVOICE_WIDTH_MM, text);
  sheet->y_mm += 0.8;
}

/* Draws the lines; on every page but the last with the sum so far, and on every page but the first
 * with the sum that was carried over. */
void
kontor_invoice_sheet_draw_lines (KontorInvoiceSheet *self)
{
  Lines lines = { .sheet = self };

  draw_mode (self);
  measure_fractions (&lines);
  reserve_fractions (&lines);
  kontor_paper_begin_tag (self->paper, "Table");
  draw_heading (&lines);
  for (guint i = 0; i < self->invoice->lines->len && !kontor_paper_has_failed (self->paper); i++)
    draw_line (&lines, g_ptr_array_index (self->invoice->lines, i), i + 1);
  kontor_paper_end_tag (self->paper, "Table");
}
