/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-purchase-order.h"

#include "kontor-number.h"
#include "kontor-paper-head.h"
#include "kontor-paper-table.h"

/* DIN 5008:2020, form B: the information block starts 125 mm from the left and 50 mm from the top;
 * the subject two lines below the window. */
#define INFO_LEFT_MM 125.0
#define INFO_VALUE_MM 157.0
#define INFO_TOP_MM 50.0
#define SUBJECT_TOP_MM 98.5
#define TOTAL_WIDTH_MM 70.0
#define LAST_LINES_MM 30.0 /* a line of two rows and the total */

typedef enum
{
  WORD_ACCOUNT,
  WORD_DELIVERY,
  WORD_DRAFT,
  WORD_INTRO,
  WORD_NET,
  WORD_ORDER,
  WORD_PRICE,
  WORD_PRICE_OPEN,
  WORD_TOTAL,
  WORD_YOUR_CODE,
} Word;

/* The words of this letter; the others are those of every document. */
static const char *const words[][KONTOR_N_LANGUAGES] = {
  [WORD_ACCOUNT] = { "Our customer no.", "Unsere Kd.-Nr." },
  [WORD_DELIVERY] = { "Deliver by", "Lieferung bis" },
  [WORD_DRAFT] = { "Draft: this is no order yet.", "Entwurf: noch keine Bestellung." },
  [WORD_INTRO] = { "Please deliver:", "Bitte liefern Sie uns:" },
  [WORD_NET] = { "All prices are net of VAT.", "Alle Preise ohne Umsatzsteuer." },
  [WORD_ORDER] = { "Purchase order", "Bestellung" },
  [WORD_PRICE] = { "Price", "Preis" },
  [WORD_PRICE_OPEN] = { "Where no price is given, the one of your list holds; tell us before you "
                        "deliver if it has changed.",
                        "Wo kein Preis steht, gilt der Ihrer Preisliste. Bitte teilen Sie uns vor "
                        "der Lieferung mit, wenn er sich geändert hat." },
  [WORD_TOTAL] = { "Net total", "Summe netto" },
  [WORD_YOUR_CODE] = { "Your item no.", "Ihre Art.-Nr." },
};

typedef struct
{
  const KontorPurchase   *purchase;
  const KontorLetterhead *head;
  gint64                  printed_at;
  gboolean                copy;
} Letter;

static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };

static const char *
get_word (KontorPaper *paper, Word word)
{
  return words[word][kontor_paper_get_language (paper)];
}

static const KontorNumberStyle *
get_style (KontorLanguage language)
{
  static const KontorNumberStyle styles[KONTOR_N_LANGUAGES] = {
    [KONTOR_LANGUAGE_EN] = { ".", "," },
    [KONTOR_LANGUAGE_DE] = { ",", "." },
  };

  return &styles[language];
}

static gboolean
has_codes (const KontorPurchase *purchase)
{
  for (guint i = 0; i < purchase->lines->len; i++)
    if (*((const KontorPurchaseLine *) purchase->lines->pdata[i])->order_code != '\0')
      return TRUE;
  return FALSE;
}

static guint
count_prices (const KontorPurchase *purchase)
{
  guint n_prices = 0;

  for (guint i = 0; i < purchase->lines->len; i++)
    n_prices += ((const KontorPurchaseLine *) purchase->lines->pdata[i])->price_e4 > 0 ? 1 : 0;
  return n_prices;
}

static char *
make_title (const Letter *letter, KontorLanguage language)
{
  return g_strdup_printf ("%s %s", words[WORD_ORDER][language], letter->purchase->number);
}

/* --- the first page --- */

static double
info_row (KontorPaper *paper, double y, const char *label, const char *value, PangoWeight weight)
{
  KontorTextStyle label_style = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM, .max_lines = 1 };
  KontorTextStyle value_style = { .type = KONTOR_TYPE_BODY, .weight = weight, .max_lines = 2 };
  double          height = kontor_paper_text (
    paper, &value_style, INFO_VALUE_MM, y, KONTOR_SHEET_RIGHT_MM - INFO_VALUE_MM, value);

  if (height > 0.0)
    kontor_paper_text (
      paper, &label_style, INFO_LEFT_MM, y, INFO_VALUE_MM - INFO_LEFT_MM - 2.0, label);
  return y + height;
}

static void
draw_info (KontorPaper *paper, const Letter *letter)
{
  const KontorPurchase *purchase = letter->purchase;
  KontorLanguage        language = kontor_paper_get_language (paper);
  gint64                at = purchase->sent_at != 0 ? purchase->sent_at : purchase->created_at;
  g_autofree char      *date = kontor_language_format_date (language, at, letter->head->zone);
  g_autofree char      *expected = NULL;
  g_autofree char      *page = NULL;
  double                y = INFO_TOP_MM;

  if (purchase->expected_at != 0)
    expected = kontor_language_format_date (language, purchase->expected_at, letter->head->zone);
  page = g_strdup_printf ("%u %s %u",
                          kontor_paper_get_page (paper),
                          kontor_paper_get_word (paper, KONTOR_WORD_OF),
                          kontor_paper_get_n_pages (paper));
  y = info_row (paper,
                y,
                kontor_paper_get_word (paper, KONTOR_WORD_NUMBER),
                purchase->number,
                PANGO_WEIGHT_BOLD);
  y = info_row (paper, y, kontor_paper_get_word (paper, KONTOR_WORD_DATE), date, 0);
  y = info_row (paper, y, get_word (paper, WORD_ACCOUNT), purchase->account, 0);
  y = info_row (
    paper, y, get_word (paper, WORD_DELIVERY), expected != NULL ? expected : "", PANGO_WEIGHT_BOLD);
  info_row (paper, y, kontor_paper_get_word (paper, KONTOR_WORD_PAGE), page, 0);
}

static double
draw_subject (KontorPaper *paper, const Letter *letter)
{
  static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                               .weight = PANGO_WEIGHT_BOLD,
                                               .max_lines = 2 };
  static const KontorTextStyle mark_style = { .type = KONTOR_TYPE_BODY,
                                              .weight = PANGO_WEIGHT_MEDIUM,
                                              .ink = KONTOR_INK_ACCENT };
  g_autofree char             *title = make_title (letter, kontor_paper_get_language (paper));
  g_autofree char             *mark = NULL;
  double                       width = KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM;
  double                       y = SUBJECT_TOP_MM;

  if (letter->purchase->state == KONTOR_PURCHASE_DRAFT)
    mark = g_strdup (get_word (paper, WORD_DRAFT));
  else if (letter->copy)
    mark = kontor_sheet_copy_sentence (paper, letter->head, letter->printed_at);

  y += kontor_paper_text (paper, &title_style, KONTOR_SHEET_LEFT_MM, y, width, title);
  if (mark != NULL)
    y += kontor_paper_text (paper, &mark_style, KONTOR_SHEET_LEFT_MM, y, width, mark);
  y += 2.0;
  y += kontor_paper_text (
    paper, &body_style, KONTOR_SHEET_LEFT_MM, y, width, get_word (paper, WORD_INTRO));
  return y + 6.0;
}

static double
begin_first_page (KontorPaper *paper, const Letter *letter)
{
  kontor_paper_begin_page (paper);
  kontor_sheet_draw_marks (paper);
  kontor_sheet_draw_letterhead (paper, letter->head);
  kontor_sheet_draw_address (paper, letter->head, &letter->purchase->address);
  kontor_sheet_draw_footer (paper, letter->head);
  draw_info (paper, letter);
  return draw_subject (paper, letter);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  const Letter    *letter = data;
  g_autofree char *title = make_title (letter, kontor_paper_get_language (paper));

  kontor_paper_begin_page (paper);
  kontor_sheet_draw_marks (paper);
  kontor_sheet_draw_footer (paper, letter->head);
  return kontor_sheet_draw_continuation (paper, title);
}

/* --- the goods --- */

/* Position, the number that the supplier knows, name, quantity, unit, price, total: the last two
 * only when a price is known. */
typedef struct
{
  const Letter *letter;
  gboolean      has_codes;
  gboolean      has_prices;
} Goods;

#define QUANTITY_COLUMN 3
#define PRICE_COLUMN 5
#define TOTAL_COLUMN 6
#define N_COLUMNS 7

/* Our own number stands below the name when the supplier has another one. */
static char *
dup_item (const Goods *goods, const KontorPurchaseLine *line)
{
  if (!goods->has_codes || *line->sku == '\0')
    return g_strdup (line->title);
  return g_strconcat (line->title, KONTOR_LINE_BREAK, line->sku, NULL);
}

static char *
dup_price (const Goods *goods, const KontorPurchaseLine *line, KontorLanguage language)
{
  if (line->price_e4 == 0)
    return g_strdup ("–");
  return kontor_decimal_format (line->price_e4,
                                4,
                                MIN (kontor_currency_digits (goods->letter->purchase->currency), 4),
                                get_style (language));
}

static char *
dup_total (const Goods *goods, const KontorPurchaseLine *line, KontorLanguage language)
{
  guint digits = kontor_currency_digits (goods->letter->purchase->currency);

  if (line->price_e4 == 0)
    return g_strdup ("–");
  return kontor_decimal_format (line->net_minor, digits, digits, get_style (language));
}

static void
goods_line (KontorTable *table, const Goods *goods, const KontorPurchaseLine *line, gboolean draw)
{
  KontorLanguage   language = kontor_paper_get_language (table->paper);
  g_autofree char *position = g_strdup_printf ("%d", line->line);
  g_autofree char *item = dup_item (goods, line);
  g_autofree char *quantity = kontor_language_format_quantity (language, line->quantity);
  g_autofree char *price = dup_price (goods, line, language);
  g_autofree char *total = dup_total (goods, line, language);
  const char      *cells[N_COLUMNS] = {
         position, goods->has_codes ? line->order_code : line->sku, item,
         quantity, kontor_language_get_unit (language, line->unit), price,
         total,
  };

  if (draw)
    {
      kontor_table_row (table, cells);
      return;
    }
  kontor_table_reserve_fraction (table, QUANTITY_COLUMN, quantity);
  if (!goods->has_prices)
    return;
  kontor_table_reserve_fraction (table, PRICE_COLUMN, price);
  kontor_table_reserve_fraction (table, TOTAL_COLUMN, total);
}

/* A total does not stand on a page of its own: the last line goes with it. */
static void
keep_with_total (KontorTable *table)
{
  double before = table->y_mm;

  kontor_table_need (table, LAST_LINES_MM);
  if (table->y_mm < before)
    kontor_table_heading (table);
}

static void
goods_lines (KontorTable *table, const Goods *goods, gboolean draw)
{
  GPtrArray *lines = goods->letter->purchase->lines;

  for (guint i = 0; i < lines->len && !kontor_paper_has_failed (table->paper); i++)
    {
      if (draw && i > 0 && i + 1 == lines->len)
        keep_with_total (table);
      goods_line (table, goods, lines->pdata[i], draw);
    }
}

static double
draw_goods (KontorPaper *paper, const Goods *goods, double y)
{
  const KontorColumn columns[N_COLUMNS] = {
    { kontor_paper_get_word (paper, KONTOR_WORD_POSITION),
      7.0,
      KONTOR_CELL_TEXT,
      0,
      KONTOR_INK_DIM },
    { goods->has_codes ? get_word (paper, WORD_YOUR_CODE)
                       : kontor_paper_get_word (paper, KONTOR_WORD_SKU),
      26.0,
      KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_QUANTITY),
      15.0,
      KONTOR_CELL_FIGURE,
      PANGO_WEIGHT_BOLD },
    { kontor_paper_get_word (paper, KONTOR_WORD_UNIT), 13.0, KONTOR_CELL_TEXT },
    { get_word (paper, WORD_PRICE), 17.0, KONTOR_CELL_FIGURE },
    { goods->letter->purchase->currency, 19.0, KONTOR_CELL_FIGURE },
  };
  KontorTable table = {
    .paper = paper,
    .columns = columns,
    .n_columns = goods->has_prices ? N_COLUMNS : PRICE_COLUMN,
    .left_mm = KONTOR_SHEET_LEFT_MM,
    .right_mm = KONTOR_SHEET_RIGHT_MM,
    .bottom_mm = kontor_sheet_get_bottom (paper, goods->letter->head),
    .begin_page = begin_next_page,
    .data = goods->letter,
  };

  kontor_table_begin (&table, y);
  goods_lines (&table, goods, FALSE);
  kontor_table_heading (&table);
  goods_lines (&table, goods, TRUE);
  return table.y_mm;
}

/* --- what stands below --- */

static double
need (KontorPaper *paper, const Letter *letter, double y, double height)
{
  if (y + height <= kontor_sheet_get_bottom (paper, letter->head))
    return y;
  return begin_next_page (paper, letter);
}

static double
draw_total (KontorPaper *paper, const Letter *letter, double y)
{
  KontorLanguage   language = kontor_paper_get_language (paper);
  KontorTextStyle  label_style = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD };
  KontorTextStyle  sum_style = { .type = KONTOR_TYPE_BODY,
                                 .weight = PANGO_WEIGHT_BOLD,
                                 .align = PANGO_ALIGN_RIGHT,
                                 .tabular = TRUE };
  g_autofree char *sum = kontor_money_format (
    letter->purchase->net_minor, letter->purchase->currency, get_style (language));
  double left = KONTOR_SHEET_RIGHT_MM - TOTAL_WIDTH_MM;
  double leading = kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);

  y = need (paper, letter, y, 2.0 * leading);
  y += 2.0;
  kontor_paper_text (paper, &label_style, left, y, TOTAL_WIDTH_MM, get_word (paper, WORD_TOTAL));
  y += kontor_paper_text (paper, &sum_style, left, y, TOTAL_WIDTH_MM, sum);
  kontor_paper_rule (paper, KONTOR_INK_ACCENT, left, y + 1.0, KONTOR_SHEET_RIGHT_MM, y + 1.0, 0.35);
  return y + 1.0;
}

static double
draw_paragraph (KontorPaper *paper, const Letter *letter, double y, const char *text)
{
  double width = KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM;
  double leading = kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);
  g_autoptr (PangoLayout) layout = kontor_paper_layout (paper, &body_style, width, text);
  int n_lines = pango_layout_get_line_count (layout);

  for (int line = 0; line < n_lines; line++)
    {
      y = need (paper, letter, y, leading);
      kontor_paper_draw_lines (paper, layout, &body_style, KONTOR_SHEET_LEFT_MM, y, line, 1);
      y += leading;
    }
  return y + 3.0;
}

static void
draw_letter (KontorPaper *paper, gconstpointer data)
{
  const Letter         *letter = data;
  const KontorPurchase *purchase = letter->purchase;
  guint                 n_prices = count_prices (purchase);
  Goods                 goods = { letter, has_codes (purchase), n_prices > 0 };
  double                y;

  kontor_paper_begin_section (paper);
  y = begin_first_page (paper, letter);
  y = draw_goods (paper, &goods, y);
  if (n_prices > 0 && n_prices == purchase->lines->len)
    y = draw_total (paper, letter, y);
  y += 6.0;
  if (*purchase->note != '\0')
    y = draw_paragraph (paper, letter, y, purchase->note);
  if (n_prices > 0)
    y = draw_paragraph (paper, letter, y, get_word (paper, WORD_NET));
  if (n_prices < purchase->lines->len)
    draw_paragraph (paper, letter, y, get_word (paper, WORD_PRICE_OPEN));
}

/**
 * kontor_purchase_order_render:
 * @purchase: the order with its lines
 * @head: the sender's face
 * @language: (nullable): "de" or "en", the supplier's
 * @printed_at: UTC microseconds: the PDF's date, and on a copy the day of printing
 * @copy: whether to say that this is a copy
 * @error: (nullable): return location
 *
 * Draws an order to a supplier as a letter by DIN 5008:2020, form B: with the supplier's own
 * numbers of the goods and the prices that are known. A draft says that it is one.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when text is not
 * UTF-8, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_purchase_order_render (const KontorPurchase   *purchase,
                              const KontorLetterhead *head,
                              const char             *language,
                              gint64                  printed_at,
                              gboolean                copy,
                              GError                **error)
{
  Letter           letter = { purchase, head, printed_at, copy };
  KontorLanguage   spoken = kontor_language_from_code (language);
  g_autofree char *title = NULL;
  KontorPaperSetup setup;

  g_return_val_if_fail (purchase != NULL && head != NULL, NULL);

  title = make_title (&letter, spoken);
  setup = kontor_sheet_setup (head, title, spoken, printed_at);
  return kontor_paper_render (&setup, draw_letter, &letter, error);
}
