/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"

#include "kontor-barcode.h"
#include "kontor-number.h"
#include "kontor-packing.h"
#include "kontor-paper-head.h"
#include "kontor-paper-table.h"

#define LEFT_MM 20.0
#define RIGHT_MM 190.0
#define BOTTOM_MM 276.0
#define BARCODE_MAX_MM 68.0
#define BARCODE_HEIGHT_MM 15.0
#define BARCODE_MODULE_MM 0.33
#define BARCODE_LEAST_MODULE_MM 0.2
#define INFO_LEFT_MM 110.0
#define INFO_VALUE_MM 140.0

typedef struct
{
  GPtrArray              *orders;
  const KontorLetterhead *head;
  gint64                  printed_at;
  gboolean                copy;
} Slips;

typedef struct
{
  const Slips       *slips;
  const KontorOrder *order;
} Slip;

static const KontorTextStyle small_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };
static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };
static const KontorTextStyle dim_style = { .type = KONTOR_TYPE_BODY,
                                           .ink = KONTOR_INK_DIM,
                                           .max_lines = 1 };

static void
draw_foot (KontorPaper *paper, const Slip *slip)
{
  KontorTextStyle  right = small_style;
  KontorLanguage   language = kontor_paper_get_language (paper);
  g_autofree char *page = NULL;
  g_autofree char *date = NULL;
  g_autofree char *left = NULL;

  right.align = PANGO_ALIGN_RIGHT;
  page = kontor_language_format_page (
    language, kontor_paper_get_page (paper), kontor_paper_get_n_pages (paper));
  date = kontor_language_format_date (language, slip->slips->printed_at, slip->slips->head->zone);
  left = g_strdup_printf ("%s · %s %s",
                          slip->order->number != NULL ? slip->order->number : "",
                          kontor_paper_get_word (paper, KONTOR_WORD_PRINTED),
                          date);
  kontor_paper_text (paper, &small_style, LEFT_MM, 284.0, 120.0, left);
  kontor_paper_text (paper, &right, RIGHT_MM - 40.0, 284.0, 40.0, page);
}

/* A number that has no bar code, or one too fine to be read, is printed without. */
static gboolean
draw_barcode (KontorPaper *paper, const char *number, double y)
{
  g_autoptr (KontorBarcode) barcode = kontor_barcode_new (KONTOR_LABEL_CODE128, number, NULL);
  double module;

  if (barcode == NULL)
    return FALSE;

  module = MIN (BARCODE_MODULE_MM, BARCODE_MAX_MM / kontor_barcode_get_width (barcode));
  if (module < BARCODE_LEAST_MODULE_MM)
    return FALSE;

  /* The quiet zone hangs over the edge, so that the bars stand flush with the text. */
  kontor_barcode_draw (barcode,
                       kontor_paper_get_cairo (paper),
                       RIGHT_MM
                         - (kontor_barcode_get_width (barcode) - KONTOR_BARCODE_QUIET) * module,
                       y,
                       module,
                       BARCODE_HEIGHT_MM);
  return TRUE;
}

static double
draw_title (KontorPaper *paper, const Slip *slip)
{
  static const KontorTextStyle company = {
    .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD, .ink = KONTOR_INK_ACCENT, .max_lines = 1
  };
  static const KontorTextStyle number = { .type = KONTOR_TYPE_LARGE,
                                          .weight = PANGO_WEIGHT_BOLD,
                                          .max_lines = 2 };
  gboolean                     has_barcode = draw_barcode (paper, slip->order->number, 17.0);
  double                       width = has_barcode ? 98.0 : RIGHT_MM - LEFT_MM;
  double                       y = 16.0;
  g_autofree char             *copy = NULL;
  g_autofree char             *line = NULL;

  if (slip->slips->copy)
    copy = kontor_sheet_copy_sentence (paper, slip->slips->head, slip->slips->printed_at);
  line = g_strconcat (kontor_paper_get_word (paper, KONTOR_WORD_PACKING_SLIP),
                      copy != NULL ? " · " : NULL,
                      copy,
                      NULL);

  y += kontor_paper_text (paper, &company, LEFT_MM, y, width, slip->slips->head->company);
  y += kontor_paper_text (paper, &number, LEFT_MM, y + 1.0, width, slip->order->number) + 1.0;
  y += kontor_paper_text (paper, &dim_style, LEFT_MM, y, width, line);
  return MAX (y, 17.0 + BARCODE_HEIGHT_MM) + 8.0;
}

static double
draw_address (KontorPaper *paper, const Slip *slip, double y)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY, .max_lines = 3 };
  g_auto (GStrv) lines = NULL;

  lines = kontor_language_format_address (
    kontor_paper_get_language (paper), &slip->order->shipping, slip->slips->head->country);
  y += kontor_paper_text (
         paper, &small_style, LEFT_MM, y, 80.0, kontor_paper_get_word (paper, KONTOR_WORD_SHIP_TO))
       + 0.5;
  for (guint i = 0; lines[i] != NULL; i++)
    y += kontor_paper_text (paper, &style, LEFT_MM, y, 80.0, lines[i]);

  return y;
}

static double
info_row (KontorPaper *paper, double y, KontorWord label, const char *value)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY, .max_lines = 2 };
  double                       height = kontor_paper_text (
    paper, &style, INFO_VALUE_MM, y, RIGHT_MM - INFO_VALUE_MM, value);

  if (height > 0.0)
    kontor_paper_text (paper,
                       &dim_style,
                       INFO_LEFT_MM,
                       y,
                       INFO_VALUE_MM - INFO_LEFT_MM - 2.0,
                       kontor_paper_get_word (paper, label));

  return y + height;
}

static double
draw_info (KontorPaper *paper, const Slip *slip, double y)
{
  KontorLanguage   language = kontor_paper_get_language (paper);
  GTimeZone       *zone = slip->slips->head->zone;
  g_autofree char *placed = kontor_language_format_date (language, slip->order->placed_at, zone);
  g_autofree char *ship_by = NULL;

  if (slip->order->ship_by != 0)
    ship_by = kontor_language_format_date (language, slip->order->ship_by, zone);

  y += kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL) + 0.5;
  y = info_row (paper, y, KONTOR_WORD_SHIP_BY, ship_by);
  y = info_row (paper, y, KONTOR_WORD_PLACED, placed);
  y = info_row (paper, y, KONTOR_WORD_CUSTOMER, slip->order->customer_name);
  y = info_row (paper, y, KONTOR_WORD_CUSTOMER_NUMBER, slip->order->customer_number);
  return info_row (paper, y, KONTOR_WORD_CHANNEL, slip->order->channel);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY,
                                         .weight = PANGO_WEIGHT_BOLD,
                                         .max_lines = 1 };
  const Slip                  *slip = data;

  kontor_paper_begin_page (paper);
  draw_foot (paper, slip);
  kontor_paper_text (paper, &style, LEFT_MM, 16.0, RIGHT_MM - LEFT_MM, slip->order->number);
  return 27.0;
}

static double
draw_note (KontorPaper *paper, const Slip *slip, double y)
{
  double width = RIGHT_MM - LEFT_MM;
  double leading = kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);
  g_autoptr (PangoLayout) layout = kontor_paper_layout (
    paper, &body_style, width, slip->order->note);
  int n_lines = pango_layout_get_line_count (layout);

  if (*pango_layout_get_text (layout) == '\0')
    return y;

  y += kontor_paper_text (
         paper, &small_style, LEFT_MM, y, width, kontor_paper_get_word (paper, KONTOR_WORD_NOTE))
       + 0.5;
  for (int line = 0; line < n_lines; line++)
    {
      if (y + leading > BOTTOM_MM)
        y = begin_next_page (paper, slip);
      kontor_paper_draw_lines (paper, layout, &body_style, LEFT_MM, y, line, 1);
      y += leading;
    }

  return y + 6.0;
}

static double
begin_first_page (KontorPaper *paper, const Slip *slip)
{
  double y, below_address, below_info;

  kontor_paper_begin_page (paper);
  draw_foot (paper, slip);
  y = draw_title (paper, slip);
  below_address = draw_address (paper, slip, y);
  below_info = draw_info (paper, slip, y);
  return draw_note (paper, slip, MAX (below_address, below_info) + 8.0);
}

static void
draw_row (KontorTable *table, const KontorOrderLine *line, gint64 quantity)
{
  KontorLanguage   language = kontor_paper_get_language (table->paper);
  g_autofree char *figure = kontor_language_format_quantity (language, quantity);
  const char      *cells[] = {
         NULL, figure, kontor_language_get_unit (language, line->unit), line->title, line->sku,
  };

  kontor_table_row (table, cells);
}

static void
draw_rows (KontorTable *table, const KontorOrder *order)
{
  gboolean open = kontor_packing_is_open (order);

  for (guint i = 0; i < order->lines->len && !kontor_paper_has_failed (table->paper); i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      gint64                 quantity = kontor_packing_get_quantity (line, open);

      if (quantity > 0)
        draw_row (table, line, quantity);
    }
}

static guint
reserve_rows (KontorTable *table, const KontorOrder *order)
{
  gboolean open = kontor_packing_is_open (order);
  guint    n_rows = 0;

  for (guint i = 0; i < order->lines->len; i++)
    {
      gint64 quantity = kontor_packing_get_quantity (g_ptr_array_index (order->lines, i), open);
      g_autofree char *figure = NULL;

      figure = kontor_language_format_quantity (kontor_paper_get_language (table->paper), quantity);
      kontor_table_reserve_fraction (table, 1, figure);
      n_rows += quantity > 0;
    }

  return n_rows;
}

static void
draw_signature (KontorTable *table)
{
  KontorPaper *paper = table->paper;

  kontor_table_need (table, 24.0);
  table->y_mm += 18.0;
  kontor_paper_rule (
    paper, KONTOR_INK_RULE, LEFT_MM, table->y_mm, LEFT_MM + 60.0, table->y_mm, 0.2);
  kontor_paper_rule (
    paper, KONTOR_INK_RULE, LEFT_MM + 68.0, table->y_mm, LEFT_MM + 100.0, table->y_mm, 0.2);
  table->y_mm += 0.8;
  kontor_paper_text (paper,
                     &small_style,
                     LEFT_MM,
                     table->y_mm,
                     60.0,
                     kontor_paper_get_word (paper, KONTOR_WORD_PACKED_BY));
  kontor_paper_text (paper,
                     &small_style,
                     LEFT_MM + 68.0,
                     table->y_mm,
                     32.0,
                     kontor_paper_get_word (paper, KONTOR_WORD_DATE));
}

static void
draw_slip (KontorPaper *paper, const Slip *slip)
{
  const KontorColumn columns[] = {
    { "", 4.0, KONTOR_CELL_CHECK },
    { kontor_paper_get_word (paper, KONTOR_WORD_QUANTITY),
      20.0,
      KONTOR_CELL_FIGURE,
      PANGO_WEIGHT_BOLD },
    { kontor_paper_get_word (paper, KONTOR_WORD_UNIT), 16.0, KONTOR_CELL_TEXT, 0, KONTOR_INK_DIM },
    { kontor_paper_get_word (paper, KONTOR_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_SKU), 38.0, KONTOR_CELL_TEXT },
  };
  KontorTable table = {
    .paper = paper,
    .columns = columns,
    .n_columns = G_N_ELEMENTS (columns),
    .left_mm = LEFT_MM,
    .right_mm = RIGHT_MM,
    .bottom_mm = BOTTOM_MM,
    .begin_page = begin_next_page,
    .data = slip,
  };

  kontor_paper_begin_section (paper);
  kontor_table_begin (&table, begin_first_page (paper, slip));
  kontor_table_need (&table, 20.0);
  if (reserve_rows (&table, slip->order) == 0)
    {
      kontor_paper_text (paper,
                         &body_style,
                         LEFT_MM,
                         table.y_mm,
                         RIGHT_MM - LEFT_MM,
                         kontor_paper_get_word (paper, KONTOR_WORD_NOTHING));
      return;
    }

  kontor_table_heading (&table);
  draw_rows (&table, slip->order);
  draw_signature (&table);
}

static void
draw_slips (KontorPaper *paper, gconstpointer data)
{
  const Slips *slips = data;

  for (guint i = 0; i < slips->orders->len && !kontor_paper_has_failed (paper); i++)
    {
      Slip slip = { slips, g_ptr_array_index (slips->orders, i) };

      draw_slip (paper, &slip);
    }
}

/**
 * kontor_packing_slip_render:
 * @orders: (element-type KontorOrder): at least one
 * @head: the sender's face
 * @language: (nullable): "de" or "en"
 * @printed_at: UTC microseconds
 * @copy: whether to say that this is a copy
 * @error: (nullable): return location
 *
 * Draws a packing slip for each order, each on its own pages: the number large and as Code 128, and
 * the goods with a box to tick. Of an order that was shipped in part only the rest is listed; of
 * one that was shipped as a whole, everything.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when there are no
 * orders or text is not UTF-8, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_packing_slip_render (GPtrArray              *orders,
                            const KontorLetterhead *head,
                            const char             *language,
                            gint64                  printed_at,
                            gboolean                copy,
                            GError                **error)
{
  Slips            slips = { orders, head, printed_at, copy };
  KontorLanguage   spoken = kontor_language_from_code (language);
  KontorPaperSetup setup;

  g_return_val_if_fail (orders != NULL && head != NULL, NULL);

  if (orders->len == 0)
    {
      g_set_error_literal (error,
                           KONTOR_DOCUMENT_ERROR,
                           KONTOR_DOCUMENT_ERROR_INVALID,
                           "there are no orders to print slips for");
      return NULL;
    }

  setup = kontor_sheet_setup (
    head, kontor_language_get_word (spoken, KONTOR_WORD_PACKING_SLIP), spoken, printed_at);
  setup.size_pt[KONTOR_TYPE_SMALL] = 7.5;
  setup.size_pt[KONTOR_TYPE_BODY] = 10.0;
  setup.size_pt[KONTOR_TYPE_LARGE] = 26.0;
  setup.leading_mm[KONTOR_TYPE_SMALL] = 3.8;
  setup.leading_mm[KONTOR_TYPE_BODY] = 5.0;
  setup.leading_mm[KONTOR_TYPE_LARGE] = 11.5;
  return kontor_paper_render (&setup, draw_slips, &slips, error);
}
