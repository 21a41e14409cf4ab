/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"

#include "kontor-number.h"
#include "kontor-packing.h"
#include "kontor-paper-head.h"
#include "kontor-paper-table.h"

#define LEFT_MM 20.0
#define RIGHT_MM 190.0
#define BOTTOM_MM 278.0

/* One place to go to: everything of one SKU in one unit. */
typedef struct
{
  const char *sku;
  const char *title;
  const char *unit;
  gint64      quantity; /* thousandths */
  GString    *orders;   /* (owned): "PS250523-1001 × 2, …" */
  const char *last;     /* the order that was added last */
  gint64      last_quantity;
} Pick;

typedef struct
{
  GPtrArray *picks; /* (element-type Pick) */
  guint      n_orders;
  gint64     printed_at;
} List;

static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
pick_free (Pick *self)
{
  g_string_free (self->orders, TRUE);
  g_free (self);
}

static Pick *
pick_new (const KontorOrderLine *line)
{
  Pick *self = g_new0 (Pick, 1);

  self->sku = text_or_empty (line->sku);
  self->title = text_or_empty (line->title);
  self->unit = text_or_empty (line->unit);
  self->orders = g_string_new (NULL);
  return self;
}

static void
pick_finish_order (Pick *self, KontorLanguage language)
{
  g_autofree char *figure = NULL;

  if (self->last == NULL)
    return;

  figure = kontor_language_format_quantity (language, self->last_quantity);
  /* no-break spaces: a number stays with its quantity */
  g_string_append_printf (
    self->orders, "%s%s\u00a0×\u00a0%s", self->orders->len > 0 ? ", " : "", self->last, figure);
  self->last = NULL;
  self->last_quantity = 0;
}

static gboolean
pick_add (Pick *self, const KontorOrder *order, gint64 quantity, KontorLanguage language)
{
  if (self->last != order->number)
    pick_finish_order (self, language);

  self->last = text_or_empty (order->number);
  return kontor_add_checked (self->quantity, quantity, &self->quantity)
         && kontor_add_checked (self->last_quantity, quantity, &self->last_quantity);
}

/* Goods without SKU are told apart by their titles. */
static char *
pick_key (const KontorOrderLine *line)
{
  const char *sku = text_or_empty (line->sku);

  return g_strdup_printf (
    "%s\n%s\n%s", sku, text_or_empty (line->unit), *sku != '\0' ? "" : text_or_empty (line->title));
}

static gboolean
add_order (GHashTable *picks, const KontorOrder *order, KontorLanguage language)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      gint64                 quantity = kontor_packing_get_quantity (line, TRUE);
      g_autofree char       *key = pick_key (line);
      Pick                  *pick = g_hash_table_lookup (picks, key);

      if (quantity == 0)
        continue;
      if (pick == NULL)
        {
          pick = pick_new (line);
          g_hash_table_insert (picks, g_steal_pointer (&key), pick);
        }
      if (!pick_add (pick, order, quantity, language))
        return FALSE;
    }

  return TRUE;
}

static int
compare_picks (gconstpointer a, gconstpointer b)
{
  const Pick *first = *(const Pick *const *) a;
  const Pick *second = *(const Pick *const *) b;
  int         order = strcmp (first->sku, second->sku);

  if (order == 0)
    order = strcmp (first->title, second->title);
  if (order == 0)
    order = strcmp (first->unit, second->unit);
  return order;
}

static GPtrArray *
collect_picks (GPtrArray *orders, KontorLanguage language, GError **error)
{
  g_autoptr (GHashTable) table = NULL;
  g_autoptr (GPtrArray) picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pick_free);
  GHashTableIter iter;
  gpointer       value;
  gboolean       fits = TRUE;

  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < orders->len && fits; i++)
    fits = add_order (table, g_ptr_array_index (orders, i), language);

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      pick_finish_order (value, language);
      g_ptr_array_add (picks, value);
    }

  if (!fits)
    {
      g_set_error_literal (error,
                           KONTOR_DOCUMENT_ERROR,
                           KONTOR_DOCUMENT_ERROR_INVALID,
                           "the quantities of one article are too large to be added up");
      return NULL;
    }

  g_ptr_array_sort (picks, compare_picks);
  return g_steal_pointer (&picks);
}

static void
draw_foot (KontorPaper *paper)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_SMALL,
                                         .ink = KONTOR_INK_DIM,
                                         .align = PANGO_ALIGN_RIGHT };
  g_autofree char             *page = NULL;

  page = kontor_language_format_page (kontor_paper_get_language (paper),
                                      kontor_paper_get_page (paper),
                                      kontor_paper_get_n_pages (paper));
  kontor_paper_text (paper, &style, RIGHT_MM - 40.0, 285.0, 40.0, page);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD };

  kontor_paper_begin_page (paper);
  draw_foot (paper);
  kontor_paper_text (
    paper, &style, LEFT_MM, 16.0, 100.0, kontor_paper_get_word (paper, KONTOR_WORD_PICK_LIST));
  return 27.0;
}

static char *
make_summary (KontorPaper *paper, const List *list)
{
  KontorLanguage   language = kontor_paper_get_language (paper);
  g_autofree char *date = kontor_language_format_date (language, list->printed_at, NULL);
  KontorWord       orders = list->n_orders == 1 ? KONTOR_WORD_ORDERS_ONE : KONTOR_WORD_ORDERS_MANY;
  KontorWord       items = list->picks->len == 1 ? KONTOR_WORD_ITEMS_ONE : KONTOR_WORD_ITEMS_MANY;

  return g_strdup_printf ("%u %s · %u %s · %s %s",
                          list->n_orders,
                          kontor_language_get_word (language, orders),
                          list->picks->len,
                          kontor_language_get_word (language, items),
                          kontor_language_get_word (language, KONTOR_WORD_PRINTED),
                          date);
}

static double
begin_first_page (KontorPaper *paper, const List *list)
{
  static const KontorTextStyle title = { .type = KONTOR_TYPE_LARGE, .weight = PANGO_WEIGHT_BOLD };
  static const KontorTextStyle dim = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM };
  g_autofree char             *summary = make_summary (paper, list);
  double                       y = 18.0;

  kontor_paper_begin_page (paper);
  draw_foot (paper);
  y += kontor_paper_text (
         paper, &title, LEFT_MM, y, 120.0, kontor_paper_get_word (paper, KONTOR_WORD_PICK_LIST))
       + 1.0;
  y += kontor_paper_text (paper, &dim, LEFT_MM, y, RIGHT_MM - LEFT_MM, summary);
  return y + 8.0;
}

static void
draw_picks (KontorTable *table, const List *list)
{
  KontorLanguage language = kontor_paper_get_language (table->paper);

  for (guint i = 0; i < list->picks->len && !kontor_paper_has_failed (table->paper); i++)
    {
      const Pick      *pick = g_ptr_array_index (list->picks, i);
      g_autofree char *figure = kontor_language_format_quantity (language, pick->quantity);
      const char      *cells[] = {
             NULL,      figure,      kontor_language_get_unit (language, pick->unit),
             pick->sku, pick->title, pick->orders->str,
      };

      kontor_table_row (table, cells);
    }
}

static void
reserve_picks (KontorTable *table, const List *list)
{
  for (guint i = 0; i < list->picks->len; i++)
    {
      const Pick      *pick = g_ptr_array_index (list->picks, i);
      g_autofree char *figure = NULL;

      figure = kontor_language_format_quantity (kontor_paper_get_language (table->paper),
                                                pick->quantity);
      kontor_table_reserve_fraction (table, 1, figure);
    }
}

static void
draw_list (KontorPaper *paper, gconstpointer data)
{
  const List        *list = data;
  const KontorColumn columns[] = {
    { "", 4.0, KONTOR_CELL_CHECK },
    { kontor_paper_get_word (paper, KONTOR_WORD_QUANTITY),
      15.0,
      KONTOR_CELL_FIGURE,
      PANGO_WEIGHT_BOLD },
    { kontor_paper_get_word (paper, KONTOR_WORD_UNIT), 13.0, KONTOR_CELL_TEXT, 0, KONTOR_INK_DIM },
    { kontor_paper_get_word (paper, KONTOR_WORD_SKU), 30.0, KONTOR_CELL_TEXT, PANGO_WEIGHT_MEDIUM },
    { kontor_paper_get_word (paper, KONTOR_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { kontor_paper_get_word (paper, KONTOR_WORD_ORDERS),
      38.0,
      KONTOR_CELL_TEXT,
      0,
      KONTOR_INK_DIM },
  };
  KontorTable table = {
    .paper = paper,
    .columns = columns,
    .n_columns = G_N_ELEMENTS (columns),
    .left_mm = LEFT_MM,
    .right_mm = RIGHT_MM,
    .bottom_mm = BOTTOM_MM,
    .begin_page = begin_next_page,
  };

  kontor_paper_begin_section (paper);
  kontor_table_begin (&table, begin_first_page (paper, list));
  if (list->picks->len == 0)
    {
      kontor_paper_text (paper,
                         &body_style,
                         LEFT_MM,
                         table.y_mm,
                         RIGHT_MM - LEFT_MM,
                         kontor_paper_get_word (paper, KONTOR_WORD_NOTHING));
      return;
    }

  reserve_picks (&table, list);
  kontor_table_heading (&table);
  draw_picks (&table, list);
}

/**
 * kontor_pick_list_render:
 * @orders: (element-type KontorOrder): the orders to pick for
 * @language: (nullable): "de" or "en"
 * @printed_at: UTC microseconds
 * @error: (nullable): return location
 *
 * Draws what has to be taken from the shelves for all orders: the goods not delivered yet, summed
 * by SKU and unit, sorted by SKU and title, with a box to tick and the orders that need them.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when a sum does not
 * fit or text is not UTF-8, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_pick_list_render (GPtrArray *orders, const char *language, gint64 printed_at, GError **error)
{
  KontorLanguage spoken = kontor_language_from_code (language);
  g_autoptr (GPtrArray) picks = NULL;
  KontorPaperSetup setup;
  List             list;

  g_return_val_if_fail (orders != NULL, NULL);

  picks = collect_picks (orders, spoken, error);
  if (picks == NULL)
    return NULL;

  list = (List){ picks, orders->len, printed_at };
  setup = kontor_sheet_setup (
    NULL, kontor_language_get_word (spoken, KONTOR_WORD_PICK_LIST), spoken, printed_at);
  return kontor_paper_render (&setup, draw_list, &list, error);
}
