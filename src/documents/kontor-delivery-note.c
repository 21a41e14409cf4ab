/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"

#include "kontor-number.h"
#include "kontor-paper-head.h"
#include "kontor-paper-table.h"

/* DIN 5008:2020, form B: the information block starts 125 mm from the left and 50 mm from the top;
 * the subject two lines below the window. */
#define INFO_LEFT_MM 125.0
#define INFO_VALUE_MM 151.0
#define INFO_TOP_MM 50.0
#define SUBJECT_TOP_MM 98.5

typedef struct
{
  const KontorOrder      *order;
  const KontorOrderEvent *delivery;
  const KontorLetterhead *head;
  gint64                  printed_at;
  gboolean                copy;
} Note;

static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };
static const KontorTextStyle strong_style = { .type = KONTOR_TYPE_BODY,
                                              .weight = PANGO_WEIGHT_BOLD };

static const KontorOrderEvent *
find_delivery (const KontorOrder *order, int position)
{
  for (guint i = 0; i < order->deliveries->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (order->deliveries, i);

      if (event->position == position)
        return event;
    }

  return NULL;
}

static const KontorOrderLine *
find_line (const KontorOrder *order, int number)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->line == number)
        return line;
    }

  return NULL;
}

static gint64
sum_parts (const KontorOrderEvent *event, int line)
{
  gint64 sum = 0;

  for (guint i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);

      if (part->line == line && !kontor_add_checked (sum, part->quantity, &sum))
        return G_MAXINT64;
    }

  return sum;
}

/* Only what went out before this delivery counts, so that a later print of it says the same; and a
 * delivery that was taken back never went out. */
static gint64
sum_before (const Note *note, int line)
{
  gint64 sum = 0;

  for (guint i = 0; i < note->order->deliveries->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (note->order->deliveries, i);

      if (event->position < note->delivery->position && event->withdrawn_at == 0
          && !kontor_add_checked (sum, sum_parts (event, line), &sum))
        return G_MAXINT64;
    }

  return sum;
}

static gint64
sum_following (const Note *note, const KontorOrderLine *line)
{
  gint64 sent;

  if (!kontor_add_checked (
        sum_before (note, line->line), sum_parts (note->delivery, line->line), &sent))
    return 0;

  return MAX (line->quantity - sent, 0);
}

static gboolean
is_goods (const KontorOrderLine *line)
{
  return g_strcmp0 (line->kind, "goods") == 0;
}

static double
info_row (KontorPaper *paper, double y, const char *label, const char *value, gboolean strong)
{
  KontorTextStyle label_style = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM, .max_lines = 1 };
  KontorTextStyle value_style = strong ? strong_style : body_style;
  double          width = KONTOR_SHEET_RIGHT_MM - INFO_VALUE_MM;
  double          height;

  value_style.max_lines = 2;
  height = kontor_paper_text (paper, &value_style, INFO_VALUE_MM, y, width, value);
  if (height > 0.0)
    kontor_paper_text (
      paper, &label_style, INFO_LEFT_MM, y, INFO_VALUE_MM - INFO_LEFT_MM - 2.0, label);

  return y + height;
}

static void
draw_info (KontorPaper *paper, const Note *note)
{
  KontorLanguage   language = kontor_paper_get_language (paper);
  double           y = INFO_TOP_MM;
  g_autofree char *date = NULL;
  g_autofree char *page = NULL;

  date = kontor_language_format_date (language, note->delivery->happened_at, note->head->zone);
  page = g_strdup_printf ("%u %s %u",
                          kontor_paper_get_page (paper),
                          kontor_paper_get_word (paper, KONTOR_WORD_OF),
                          kontor_paper_get_n_pages (paper));

  y = info_row (
    paper, y, kontor_paper_get_word (paper, KONTOR_WORD_NUMBER), note->delivery->number, TRUE);
  y = info_row (paper, y, kontor_paper_get_word (paper, KONTOR_WORD_DATE), date, FALSE);
  y = info_row (paper,
                y,
                kontor_paper_get_word (paper, KONTOR_WORD_CUSTOMER_NUMBER),
                note->order->customer_number,
                FALSE);
  y = info_row (
    paper, y, kontor_paper_get_word (paper, KONTOR_WORD_ORDER), note->order->number, FALSE);
  y = info_row (
    paper, y, kontor_paper_get_word (paper, KONTOR_WORD_CARRIER), note->delivery->carrier, FALSE);
  y = info_row (paper,
                y,
                kontor_paper_get_word (paper, KONTOR_WORD_TRACKING),
                note->delivery->tracking_number,
                FALSE);
  info_row (paper, y, kontor_paper_get_word (paper, KONTOR_WORD_PAGE), page, FALSE);
}

static char *
make_title (const Note *note, KontorLanguage language)
{
  return g_strdup_printf ("%s %s",
                          kontor_language_get_word (language, KONTOR_WORD_DELIVERY_NOTE),
                          note->delivery->number != NULL ? note->delivery->number : "");
}

static char *
make_intro (KontorPaper *paper, const Note *note)
{
  g_autofree char *date = NULL;

  date = kontor_language_format_date (
    kontor_paper_get_language (paper), note->order->placed_at, note->head->zone);
  return g_strdup_printf ("%s %s %s %s %s",
                          kontor_paper_get_word (paper, KONTOR_WORD_INTRO_START),
                          note->order->number != NULL ? note->order->number : "",
                          kontor_paper_get_word (paper, KONTOR_WORD_INTRO_DATE),
                          date,
                          kontor_paper_get_word (paper, KONTOR_WORD_INTRO_END));
}

static double
draw_subject (KontorPaper *paper, const Note *note)
{
  static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                               .weight = PANGO_WEIGHT_BOLD,
                                               .max_lines = 2 };
  static const KontorTextStyle copy_style = { .type = KONTOR_TYPE_BODY,
                                              .weight = PANGO_WEIGHT_MEDIUM,
                                              .ink = KONTOR_INK_ACCENT };
  g_autofree char             *title = make_title (note, kontor_paper_get_language (paper));
  g_autofree char             *intro = make_intro (paper, note);
  g_autofree char             *copy = NULL;
  double                       width = KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM;
  double                       y = SUBJECT_TOP_MM;

  y += kontor_paper_text (paper, &title_style, KONTOR_SHEET_LEFT_MM, y, width, title);
  if (note->copy)
    {
      copy = kontor_sheet_copy_sentence (paper, note->head, note->printed_at);
      y += kontor_paper_text (paper, &copy_style, KONTOR_SHEET_LEFT_MM, y, width, copy);
    }

  y += 2.0;
  y += kontor_paper_text (paper, &body_style, KONTOR_SHEET_LEFT_MM, y, width, intro);
  return y + 6.0;
}

static double
begin_first_page (KontorPaper *paper, const Note *note)
{
  kontor_paper_begin_page (paper);
  kontor_sheet_draw_marks (paper);
  kontor_sheet_draw_letterhead (paper, note->head);
  kontor_sheet_draw_address (paper, note->head, &note->order->shipping);
  kontor_sheet_draw_footer (paper, note->head);
  draw_info (paper, note);
  return draw_subject (paper, note);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  const Note      *note = data;
  g_autofree char *title = make_title (note, kontor_paper_get_language (paper));
  g_autofree char *copied = NULL;

  if (note->copy)
    copied = g_strdup_printf ("%s · %s", title, kontor_paper_get_word (paper, KONTOR_WORD_COPY));

  kontor_paper_begin_page (paper);
  kontor_sheet_draw_marks (paper);
  kontor_sheet_draw_footer (paper, note->head);
  return kontor_sheet_draw_continuation (paper, copied != NULL ? copied : title);
}

static KontorTable
make_table (KontorPaper *paper, const Note *note, const KontorColumn *columns, guint n_columns)
{
  return (KontorTable){
    .paper = paper,
    .columns = columns,
    .n_columns = n_columns,
    .left_mm = KONTOR_SHEET_LEFT_MM,
    .right_mm = KONTOR_SHEET_RIGHT_MM,
    .bottom_mm = kontor_sheet_get_bottom (paper, note->head),
    .begin_page = begin_next_page,
    .data = note,
  };
}

static void
draw_delivered_line (KontorTable           *table,
                     const Note            *note,
                     const KontorOrderLine *line,
                     gint64                 quantity)
{
  KontorLanguage   language = kontor_paper_get_language (table->paper);
  g_autofree char *position = g_strdup_printf ("%d", line->line);
  g_autofree char *figure = kontor_language_format_quantity (language, quantity);
  const char      *cells[] = {
         position, line->sku, line->title, figure, kontor_language_get_unit (language, line->unit),
  };

  kontor_table_row (table, cells);
}

static void
reserve_delivered (KontorTable *table, const Note *note)
{
  for (guint i = 0; i < note->order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (note->order->lines, i);
      g_autofree char       *figure = NULL;

      figure = kontor_language_format_quantity (kontor_paper_get_language (table->paper),
                                                sum_parts (note->delivery, line->line));
      kontor_table_reserve_fraction (table, 3, figure);
    }
}

static double
draw_delivered (KontorPaper *paper, const Note *note, double y)
{
  const KontorColumn columns[] = {
    { kontor_paper_get_word (paper, KONTOR_WORD_POSITION),
      8.0,
      KONTOR_CELL_TEXT,
      0,
      KONTOR_INK_DIM },
    { kontor_paper_get_word (paper, KONTOR_WORD_SKU), 32.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_QUANTITY),
      20.0,
      KONTOR_CELL_FIGURE,
      PANGO_WEIGHT_BOLD },
    { kontor_paper_get_word (paper, KONTOR_WORD_UNIT), 16.0, KONTOR_CELL_TEXT },
  };
  KontorTable table = make_table (paper, note, columns, G_N_ELEMENTS (columns));

  kontor_table_begin (&table, y);
  reserve_delivered (&table, note);
  kontor_table_heading (&table);
  for (guint i = 0; i < note->order->lines->len && !kontor_paper_has_failed (paper); i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (note->order->lines, i);
      gint64                 quantity = sum_parts (note->delivery, line->line);

      if (quantity != 0)
        draw_delivered_line (&table, note, line, quantity);
    }

  return table.y_mm;
}

typedef struct
{
  gboolean partly;    /* something went before or follows */
  gboolean following; /* something follows */
} Progress;

static Progress
get_progress (const Note *note)
{
  Progress progress = { FALSE, FALSE };

  for (guint i = 0; i < note->order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (note->order->lines, i);

      if (!is_goods (line))
        continue;
      progress.following |= sum_following (note, line) > 0;
      progress.partly |= progress.following || sum_before (note, line->line) > 0;
    }

  return progress;
}

/* "–" for nothing: a column of zeros hides what counts. */
static char *
format_or_dash (KontorLanguage language, gint64 quantity)
{
  return quantity == 0 ? g_strdup ("–") : kontor_language_format_quantity (language, quantity);
}

#define N_STATUS_FIGURES 4

static void
fill_status (const Note            *note,
             const KontorOrderLine *line,
             KontorLanguage         language,
             char                  *figures[N_STATUS_FIGURES])
{
  figures[0] = kontor_language_format_quantity (language, line->quantity);
  figures[1] = format_or_dash (language, sum_before (note, line->line));
  figures[2] = format_or_dash (language, sum_parts (note->delivery, line->line));
  figures[3] = format_or_dash (language, sum_following (note, line));
}

static void
status_line (KontorTable *table, const Note *note, const KontorOrderLine *line, gboolean draw)
{
  char            *figures[N_STATUS_FIGURES];
  g_autofree char *position = g_strdup_printf ("%d", line->line);

  fill_status (note, line, kontor_paper_get_language (table->paper), figures);
  if (draw)
    {
      const char *cells[] = {
        position, line->title, figures[0], figures[1], figures[2], figures[3]
      };

      kontor_table_row (table, cells);
    }

  for (guint i = 0; i < N_STATUS_FIGURES; i++)
    {
      if (!draw)
        kontor_table_reserve_fraction (table, i + 2, figures[i]);
      g_free (figures[i]); /* an array on the stack */
    }
}

static void
status_lines (KontorTable *table, const Note *note, gboolean draw)
{
  for (guint i = 0; i < note->order->lines->len && !kontor_paper_has_failed (table->paper); i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (note->order->lines, i);

      if (is_goods (line))
        status_line (table, note, line, draw);
    }
}

static double
draw_status (KontorPaper *paper, const Note *note, double y)
{
  const KontorColumn columns[] = {
    { kontor_paper_get_word (paper, KONTOR_WORD_POSITION),
      8.0,
      KONTOR_CELL_TEXT,
      0,
      KONTOR_INK_DIM },
    { kontor_paper_get_word (paper, KONTOR_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_ORDERED), 16.0, KONTOR_CELL_FIGURE },
    { kontor_paper_get_word (paper, KONTOR_WORD_BEFORE), 14.0, KONTOR_CELL_FIGURE },
    { kontor_paper_get_word (paper, KONTOR_WORD_NOW), 14.0, KONTOR_CELL_FIGURE },
    { kontor_paper_get_word (paper, KONTOR_WORD_FOLLOWS),
      16.0,
      KONTOR_CELL_FIGURE,
      PANGO_WEIGHT_BOLD },
  };
  KontorTable table = make_table (paper, note, columns, G_N_ELEMENTS (columns));

  kontor_table_begin (&table, y);
  kontor_table_need (&table, 40.0);
  table.y_mm += kontor_paper_text (paper,
                                   &strong_style,
                                   KONTOR_SHEET_LEFT_MM,
                                   table.y_mm,
                                   KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM,
                                   kontor_paper_get_word (paper, KONTOR_WORD_STATUS));
  table.y_mm += 2.0;
  status_lines (&table, note, FALSE);
  kontor_table_heading (&table);
  status_lines (&table, note, TRUE);
  return table.y_mm;
}

/* A text between the tables, on the next page if this one is full. */
static double
draw_paragraph (KontorPaper *paper, const Note *note, double y, const char *text)
{
  double width = KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM;
  double leading = kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);
  double bottom = kontor_sheet_get_bottom (paper, note->head);
  g_autoptr (PangoLayout) layout = kontor_paper_layout (paper, &body_style, width, text);
  int n_lines = pango_layout_get_line_count (layout);

  for (int line = 0; line < n_lines; line++)
    {
      if (y + leading > bottom)
        y = begin_next_page (paper, note);
      kontor_paper_draw_lines (paper, layout, &body_style, KONTOR_SHEET_LEFT_MM, y, line, 1);
      y += leading;
    }

  return y;
}

static void
draw_note (KontorPaper *paper, gconstpointer data)
{
  const Note *note = data;
  Progress    progress = get_progress (note);
  double      y;

  kontor_paper_begin_section (paper);
  y = begin_first_page (paper, note);
  y = draw_delivered (paper, note, y) + 5.0;
  if (note->delivery->reason != NULL && *note->delivery->reason != '\0')
    y = draw_paragraph (paper, note, y, note->delivery->reason) + 3.0;

  if (!progress.following)
    y = draw_paragraph (paper, note, y, kontor_paper_get_word (paper, KONTOR_WORD_COMPLETE));
  else
    y = draw_paragraph (paper, note, y, kontor_paper_get_word (paper, KONTOR_WORD_REST_FOLLOWS));
  if (progress.partly)
    draw_status (paper, note, y + 8.0);
}

static gboolean
check_delivery (const Note *note, GError **error)
{
  if (note->delivery->withdrawn_at != 0)
    {
      g_set_error (error,
                   KONTOR_DOCUMENT_ERROR,
                   KONTOR_DOCUMENT_ERROR_INVALID,
                   "delivery %d was taken back",
                   note->delivery->position);
      return FALSE;
    }

  for (guint i = 0; i < note->delivery->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (note->delivery->parts, i);

      if (find_line (note->order, part->line) != NULL)
        continue;
      g_set_error (error,
                   KONTOR_DOCUMENT_ERROR,
                   KONTOR_DOCUMENT_ERROR_INVALID,
                   "delivery %d names line %d, which the order does not have",
                   note->delivery->position,
                   part->line);
      return FALSE;
    }

  return TRUE;
}

/**
 * kontor_delivery_note_render:
 * @order: the order with its lines and deliveries
 * @delivery: position of one of its deliveries
 * @head: the sender's face
 * @language: (nullable): "de" or "en", the customer's
 * @printed_at: UTC microseconds: the PDF's date, and on a copy the day of printing
 * @copy: whether to say that this is a copy
 * @error: (nullable): return location
 *
 * Draws the delivery note of one delivery by DIN 5008:2020, form B: what comes with it, and, if it
 * is not the whole order, what came before and what follows as seen from that delivery. Prices are
 * not on it.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when the order has no
 * such delivery, it was taken back, or text is not UTF-8, with %KONTOR_DOCUMENT_ERROR_FAILED when
 * drawing failed
 */
GBytes *
kontor_delivery_note_render (const KontorOrder      *order,
                             int                     delivery,
                             const KontorLetterhead *head,
                             const char             *language,
                             gint64                  printed_at,
                             gboolean                copy,
                             GError                **error)
{
  Note             note = { .order = order, .head = head, .printed_at = printed_at, .copy = copy };
  KontorLanguage   spoken = kontor_language_from_code (language);
  g_autofree char *title = NULL;
  KontorPaperSetup setup;

  g_return_val_if_fail (order != NULL && head != NULL, NULL);

  note.delivery = find_delivery (order, delivery);
  if (note.delivery == NULL)
    {
      g_set_error (error,
                   KONTOR_DOCUMENT_ERROR,
                   KONTOR_DOCUMENT_ERROR_INVALID,
                   "the order has no delivery %d",
                   delivery);
      return NULL;
    }
  if (!check_delivery (&note, error))
    return NULL;

  title = make_title (&note, spoken);
  setup = kontor_sheet_setup (head, title, spoken, printed_at);
  return kontor_paper_render (&setup, draw_note, &note, error);
}
