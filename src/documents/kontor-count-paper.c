/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-paper.h"

#include <string.h>

#include "kontor-count-words.h"
#include "kontor-count.h"
#include "kontor-csv.h"
#include "kontor-invoice-words.h"
#include "kontor-number.h"
#include "kontor-paper-head.h"
#include "kontor-paper-table.h"
#include "kontor-time.h"

#define LEFT_MM 20.0
#define RIGHT_MM 190.0
#define BOTTOM_MM 275.0
#define BLANK_ROWS 22
#define MOST_COLUMNS 8

typedef struct
{
  KontorCountPaperKind    kind;
  const KontorJson       *count;
  GPtrArray              *rows; /* (element-type KontorJson) in the order of the paper */
  const KontorLetterhead *head; /* (nullable) */
  KontorLanguage          language;
  gint64                  printed_at;
  const char             *currency;
} Sheet;

static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                             .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle bold_style = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle dim_style = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM };
static const KontorTextStyle foot_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };
static const KontorTextStyle page_style = { .type = KONTOR_TYPE_SMALL,
                                            .ink = KONTOR_INK_DIM,
                                            .align = PANGO_ALIGN_RIGHT };
static const KontorTextStyle sum_style = { .type = KONTOR_TYPE_BODY,
                                           .weight = PANGO_WEIGHT_MEDIUM,
                                           .align = PANGO_ALIGN_RIGHT,
                                           .tabular = TRUE };

static const char *
word (const Sheet *self, KontorCountWord which)
{
  return kontor_count_word (self->language, which);
}

static const char *
text_of (const KontorJson *row, const char *key)
{
  return kontor_json_get_string (row, key, "");
}

/* --- figures --- */

static char *
dup_signed (const Sheet *self, gint64 quantity)
{
  g_autofree char *figure = kontor_language_format_quantity (self->language, ABS (quantity));

  if (quantity == 0)
    return g_steal_pointer (&figure);
  return g_strconcat (quantity < 0 ? "\xe2\x88\x92" : "+", figure, NULL);
}

static char *
dup_quantity (const Sheet *self, const KontorJson *row, const char *key)
{
  if (kontor_json_get (row, key) == NULL)
    return g_strdup ("");
  return kontor_language_format_quantity (self->language, kontor_json_get_integer (row, key, 0));
}

static char *
dup_amount (const Sheet *self, gint64 minor)
{
  return kontor_language_format_minor (self->language, minor, self->currency);
}

static gboolean
is_counted (const KontorJson *line)
{
  return kontor_json_get (line, "counted") != NULL;
}

/* What a line says that there is: counted, else what the books say. */
static gint64
stock_of (const KontorJson *line)
{
  return kontor_json_get_integer (line, is_counted (line) ? "counted" : "book", 0);
}

static gint64
value_of (const Sheet *self, const KontorJson *line)
{
  gint64 minor = 0;

  if (!kontor_count_value (
        stock_of (line), kontor_json_get_integer (line, "cost_e4", 0), self->currency, &minor))
    return 0;
  return minor;
}

static gint64
sum_of (const Sheet *self, gint64 (*figure) (const Sheet *self, const KontorJson *line), int sign)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 value = figure (self, g_ptr_array_index (self->rows, i));

      if (sign == 0 || (sign > 0) == (value > 0))
        sum += value;
    }
  return sum;
}

static gint64
difference_of (const Sheet *self, const KontorJson *line)
{
  return kontor_json_get_integer (line, "value_minor", 0);
}

/* --- words --- */

static char *
dup_moment (const Sheet *self, gint64 at)
{
  GTimeZone *zone = self->head != NULL ? self->head->zone : NULL;
  g_autoptr (GTimeZone) local = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_autofree char *date = kontor_language_format_date (self->language, at, zone);
  g_autofree char *time = kontor_time_format_local (at, local, "%H:%M");

  return g_strdup_printf ("%s\xc2\xa0%s", date, time); /* they stay together */
}

static void
add_part (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\xc2\xa0\xc2\xb7 " : "", part);
}

/* The goods, and which lot of them. */
static char *
dup_name (const Sheet *self, const KontorJson *row)
{
  const char *lot = text_of (row, "lot_code");

  if (*lot == '\0')
    return g_strdup (text_of (row, "title"));
  return g_strdup_printf ("%s\xc2\xa0\xc2\xb7 %s\xc2\xa0%s",
                          text_of (row, "title"),
                          word (self, KONTOR_COUNT_WORD_LOT),
                          lot);
}

static gint64
number_of (const KontorJson *row, const char *key)
{
  return kontor_json_get_integer (row, key, 0);
}

/* What happened before it was counted and was not in the book when it was booked: without it, the
 * book and what was counted do not make the difference. */
static gint64
known_later (const KontorJson *line)
{
  const char *state = text_of (line, "state");

  if (!g_str_equal (state, "booked") && !g_str_equal (state, "reopened"))
    return 0;
  return number_of (line, "counted") + number_of (line, "excluded") - number_of (line, "book")
         - number_of (line, "shown");
}

static void
add_change (const Sheet *self, GString *story, KontorCountWord what, gint64 quantity)
{
  g_autofree char *change = dup_signed (self, quantity);
  g_autofree char *part = g_strdup_printf ("%s\xc2\xa0%s", word (self, what), change);

  if (quantity != 0)
    add_part (story, part);
}

/* When a line was counted, what became known later, what moved since, and what was said about it.
 */
static char *
dup_story (const Sheet *self, const KontorJson *line)
{
  GString *story = g_string_new (NULL);

  if (is_counted (line))
    {
      g_autofree char *moment = dup_moment (self, kontor_json_get_integer (line, "counted_at", 0));
      g_autofree char *part = g_strdup_printf (
        "%s %s", word (self, KONTOR_COUNT_WORD_COUNTED_AT), moment);

      add_part (story, part);
    }
  else
    add_part (story, word (self, KONTOR_COUNT_WORD_NOT_COUNTED));
  add_change (self, story, KONTOR_COUNT_WORD_LATER, known_later (line));
  add_change (self, story, KONTOR_COUNT_WORD_STILL_THERE, number_of (line, "excluded"));
  add_change (self, story, KONTOR_COUNT_WORD_SINCE, number_of (line, "since"));
  add_part (story, kontor_count_reason_word (self->language, text_of (line, "reason")));
  add_part (story, text_of (line, "note"));
  return g_string_free (story, FALSE);
}

static char *
dup_item (const Sheet *self, const KontorJson *line)
{
  g_autofree char *name = dup_name (self, line);
  g_autofree char *story = dup_story (self, line);

  return g_strconcat (name, KONTOR_LINE_BREAK, story, NULL);
}

static KontorCountWord
title_word (KontorCountPaperKind kind)
{
  switch (kind)
    {
    case KONTOR_COUNT_SHEET:
      return KONTOR_COUNT_WORD_SHEET;
    case KONTOR_COUNT_RECORD:
      return KONTOR_COUNT_WORD_RECORD;
    case KONTOR_COUNT_INVENTORY:
      return KONTOR_COUNT_WORD_INVENTORY;
    }
  return KONTOR_COUNT_WORD_RECORD;
}

static char *
dup_title (const Sheet *self)
{
  return g_strdup_printf (
    "%s %s", word (self, title_word (self->kind)), text_of (self->count, "number"));
}

static char *
dup_summary (const Sheet *self)
{
  GString         *summary = g_string_new (text_of (self->count, "title"));
  g_autofree char *printed = kontor_language_format_date (
    self->language, self->printed_at, self->head != NULL ? self->head->zone : NULL);
  g_autofree char *when = g_strdup_printf (
    "%s %s", word (self, KONTOR_COUNT_WORD_PRINTED), printed);

  if (self->head != NULL && self->head->company != NULL)
    add_part (summary, self->head->company);
  if (*text_of (self->count, "reverses_number") != '\0')
    {
      g_autofree char *part = g_strdup_printf ("%s %s",
                                               word (self, KONTOR_COUNT_WORD_TAKES_BACK),
                                               text_of (self->count, "reverses_number"));

      add_part (summary, part);
    }
  if (*text_of (self->count, "reversed_by_number") != '\0')
    {
      g_autofree char *part = g_strdup_printf ("%s %s",
                                               word (self, KONTOR_COUNT_WORD_REVERSED),
                                               text_of (self->count, "reversed_by_number"));

      add_part (summary, part);
    }
  add_part (summary, when);
  return g_string_free (summary, FALSE);
}

/* --- pages --- */

static void
draw_foot (KontorPaper *paper, const Sheet *self)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *page = kontor_language_format_page (
    self->language, kontor_paper_get_page (paper), kontor_paper_get_n_pages (paper));

  kontor_paper_text (paper, &foot_style, LEFT_MM, 285.0, 120.0, title);
  kontor_paper_text (paper, &page_style, RIGHT_MM - 40.0, 285.0, 40.0, page);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  const Sheet     *self = data;
  g_autofree char *title = dup_title (self);

  kontor_paper_begin_page (paper);
  draw_foot (paper, self);
  kontor_paper_text (paper, &bold_style, LEFT_MM, 16.0, 120.0, title);
  return 27.0;
}

static double
begin_first_page (KontorPaper *paper, const Sheet *self)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *summary = dup_summary (self);
  double           y = 18.0;

  kontor_paper_begin_page (paper);
  draw_foot (paper, self);
  y += kontor_paper_text (paper, &title_style, LEFT_MM, y, RIGHT_MM - LEFT_MM, title) + 1.0;
  y += kontor_paper_text (paper, &dim_style, LEFT_MM, y, RIGHT_MM - LEFT_MM, summary);
  return y + 8.0;
}

static void
draw_sum (KontorTable *table, const Sheet *self, KontorCountWord label, gint64 minor)
{
  g_autofree char *amount = dup_amount (self, minor);
  g_autofree char *figure = g_strdup_printf ("%s %s", amount, self->currency);

  kontor_table_need (table, 6.0);
  table->y_mm += 1.5;
  kontor_paper_text (
    table->paper, &sum_style, RIGHT_MM - 90.0, table->y_mm, 50.0, word (self, label));
  table->y_mm += kontor_paper_text (
    table->paper, &sum_style, RIGHT_MM - 40.0, table->y_mm, 40.0, figure);
}

/* Who scanned; "" when nobody gave a name. */
static char *
dup_counters (const Sheet *self)
{
  const KontorJson *people = kontor_json_get_array (self->count, "people");
  GString          *names = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (people); i++)
    {
      const char *name = text_of (kontor_json_at (people, i), "name");

      if (*name != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

static void
draw_signatures (KontorTable *table, const Sheet *self)
{
  static const KontorCountWord labels[] = { KONTOR_COUNT_WORD_COUNTED_BY,
                                            KONTOR_COUNT_WORD_CHECKED_BY };
  g_autofree char             *counters = dup_counters (self);
  const char *const            names[] = { counters, text_of (self->count, "booked_by") };

  kontor_table_need (table, 26.0);
  table->y_mm += 18.0;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      double           x = LEFT_MM + (double) i * 90.0;
      g_autofree char *text = g_strconcat (
        word (self, labels[i]), *names[i] != '\0' ? ": " : "", names[i], NULL);

      kontor_paper_rule (table->paper, KONTOR_INK_RULE, x, table->y_mm, x + 78.0, table->y_mm, 0.2);
      kontor_paper_text (table->paper, &foot_style, x, table->y_mm + 1.0, 78.0, text);
    }
}

/* --- places --- */

static void
draw_place (KontorTable *table, const Sheet *self, const KontorJson *item, gboolean first)
{
  const char      *code = text_of (item, "place_code");
  const char      *name = text_of (item, "place_name");
  g_autofree char *heading = g_strdup_printf (
    *code != '\0' ? "%s \xc2\xb7 %s" : "%s",
    *name != '\0' ? name : word (self, KONTOR_COUNT_WORD_MAIN_PLACE),
    code);

  if (!first)
    {
      kontor_table_need (table, 30.0);
      table->y_mm += 7.0;
    }
  table->y_mm += kontor_paper_text (
                   table->paper, &bold_style, LEFT_MM, table->y_mm, RIGHT_MM - LEFT_MM, heading)
                 + 1.5;
  kontor_table_heading (table);
}

static gboolean
is_new_place (const Sheet *self, guint row)
{
  return row == 0
         || g_strcmp0 (
              kontor_json_get_string (g_ptr_array_index (self->rows, row - 1), "place", NULL),
              kontor_json_get_string (g_ptr_array_index (self->rows, row), "place", NULL))
              != 0;
}

/* --- cells: as many as there are columns --- */

static char *
dup_cost (const Sheet *self, const KontorJson *line)
{
  gint64 minor = 0;

  if (!kontor_count_value (
        1000, kontor_json_get_integer (line, "cost_e4", 0), self->currency, &minor))
    minor = 0;
  return dup_amount (self, minor);
}

static char *
dup_inventory_item (const Sheet *self, const KontorJson *line)
{
  g_autofree char *name = dup_name (self, line);

  if (is_counted (line))
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s \xc2\xb7 %s", name, word (self, KONTOR_COUNT_WORD_NOT_COUNTED));
}

static void
take (GPtrArray *cells, char *text)
{
  g_ptr_array_add (cells, text);
}

static void
add_sheet_cells (GPtrArray *cells, const Sheet *self, const KontorJson *item)
{
  const char *unit = kontor_language_get_unit (self->language, text_of (item, "unit"));
  gboolean    blind = kontor_json_get_boolean (self->count, "blind", FALSE);

  take (cells, dup_name (self, item));
  take (cells, g_strdup (unit));
  take (cells, blind ? g_strdup ("") : dup_quantity (self, item, "book"));
  take (cells, g_strdup (""));
  take (cells, g_strdup (""));
}

static void
add_record_cells (GPtrArray *cells, const Sheet *self, const KontorJson *line)
{
  take (cells, dup_item (self, line));
  take (cells, dup_quantity (self, line, "book"));
  take (cells, dup_quantity (self, line, "counted"));
  take (cells, dup_signed (self, kontor_json_get_integer (line, "shown", 0)));
  take (cells, dup_amount (self, difference_of (self, line)));
}

static void
add_inventory_cells (GPtrArray *cells, const Sheet *self, const KontorJson *line)
{
  take (cells, dup_inventory_item (self, line));
  take (cells, kontor_language_format_quantity (self->language, stock_of (line)));
  take (cells, g_strdup (kontor_language_get_unit (self->language, text_of (line, "unit"))));
  take (cells, dup_cost (self, line));
  take (cells, dup_amount (self, value_of (self, line)));
}

static GPtrArray *
make_cells (const Sheet *self, const KontorJson *row)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  take (cells, g_strdup (text_of (row, "sku")));
  switch (self->kind)
    {
    case KONTOR_COUNT_SHEET:
      add_sheet_cells (cells, self, row);
      break;
    case KONTOR_COUNT_RECORD:
      add_record_cells (cells, self, row);
      break;
    case KONTOR_COUNT_INVENTORY:
      add_inventory_cells (cells, self, row);
      break;
    }
  return cells;
}

static void
reserve_fractions (KontorTable *table, const Sheet *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (GPtrArray) cells = make_cells (self, g_ptr_array_index (self->rows, i));

      for (guint k = 0; k < cells->len; k++)
        if (table->columns[k].kind == KONTOR_CELL_FIGURE)
          kontor_table_reserve_fraction (table, k, g_ptr_array_index (cells, k));
    }
}

static void
draw_blank_rows (KontorTable *table)
{
  static const char *const cells[] = { " ", "", "", "", "", "" };

  for (guint i = 0; i < BLANK_ROWS; i++)
    kontor_table_row (table, cells);
}

/* Where nothing may be read from a sheet, each place has lines to write on. */
static void
draw_rows (KontorTable *table, const Sheet *self)
{
  gboolean is_blank = self->kind == KONTOR_COUNT_SHEET
                      && !kontor_json_get_boolean (self->count, "prefilled", TRUE);

  for (guint i = 0; i < self->rows->len && !kontor_paper_has_failed (table->paper); i++)
    {
      const KontorJson *row = g_ptr_array_index (self->rows, i);
      g_autoptr (GPtrArray) cells = NULL;

      if (is_new_place (self, i))
        {
          draw_place (table, self, row, i == 0);
          if (is_blank)
            draw_blank_rows (table);
        }
      if (is_blank)
        continue;
      cells = make_cells (self, row);
      kontor_table_row (table, (const char *const *) cells->pdata);
    }
}

static void
draw_sums (KontorTable *table, const Sheet *self)
{
  switch (self->kind)
    {
    case KONTOR_COUNT_SHEET:
      break;
    case KONTOR_COUNT_RECORD:
      draw_sum (table, self, KONTOR_COUNT_WORD_MORE, sum_of (self, difference_of, 1));
      draw_sum (table, self, KONTOR_COUNT_WORD_LESS, sum_of (self, difference_of, -1));
      draw_sum (table, self, KONTOR_COUNT_WORD_SUM, sum_of (self, difference_of, 0));
      break;
    case KONTOR_COUNT_INVENTORY:
      draw_sum (table, self, KONTOR_COUNT_WORD_SUM, sum_of (self, value_of, 0));
      break;
    }
}

/* --- columns --- */

static guint
sheet_columns (const Sheet *self, KontorColumn *columns)
{
  const KontorColumn all[] = {
    { word (self, KONTOR_COUNT_WORD_SKU), 24.0, KONTOR_CELL_TEXT, PANGO_WEIGHT_MEDIUM },
    { word (self, KONTOR_COUNT_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { word (self, KONTOR_COUNT_WORD_UNIT), 11.0, KONTOR_CELL_TEXT, 0, KONTOR_INK_DIM },
    { kontor_json_get_boolean (self->count, "blind", FALSE) ? ""
                                                            : word (self, KONTOR_COUNT_WORD_BOOK),
      13.0,
      KONTOR_CELL_FIGURE,
      0,
      KONTOR_INK_DIM },
    { word (self, KONTOR_COUNT_WORD_COUNTED), 21.0, KONTOR_CELL_TEXT },
    { word (self, KONTOR_COUNT_WORD_NOTE), 22.0, KONTOR_CELL_TEXT },
  };

  memcpy (columns, all, sizeof all);
  return G_N_ELEMENTS (all);
}

static guint
record_columns (const Sheet *self, KontorColumn *columns)
{
  const KontorColumn all[] = {
    { word (self, KONTOR_COUNT_WORD_SKU), 21.0, KONTOR_CELL_TEXT, PANGO_WEIGHT_MEDIUM },
    { word (self, KONTOR_COUNT_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { word (self, KONTOR_COUNT_WORD_BOOK), 14.0, KONTOR_CELL_FIGURE, 0, KONTOR_INK_DIM },
    { word (self, KONTOR_COUNT_WORD_COUNTED), 14.0, KONTOR_CELL_FIGURE },
    { word (self, KONTOR_COUNT_WORD_DIFFERENCE), 16.0, KONTOR_CELL_FIGURE, PANGO_WEIGHT_MEDIUM },
    { word (self, KONTOR_COUNT_WORD_VALUE), 18.0, KONTOR_CELL_FIGURE },
  };

  memcpy (columns, all, sizeof all);
  return G_N_ELEMENTS (all);
}

static guint
inventory_columns (const Sheet *self, KontorColumn *columns)
{
  const KontorColumn all[] = {
    { word (self, KONTOR_COUNT_WORD_SKU), 26.0, KONTOR_CELL_TEXT, PANGO_WEIGHT_MEDIUM },
    { word (self, KONTOR_COUNT_WORD_ITEM), 0.0, KONTOR_CELL_TEXT },
    { word (self, KONTOR_COUNT_WORD_QUANTITY), 17.0, KONTOR_CELL_FIGURE },
    { word (self, KONTOR_COUNT_WORD_UNIT), 13.0, KONTOR_CELL_TEXT, 0, KONTOR_INK_DIM },
    { word (self, KONTOR_COUNT_WORD_COST), 19.0, KONTOR_CELL_FIGURE },
    { word (self, KONTOR_COUNT_WORD_VALUE), 22.0, KONTOR_CELL_FIGURE },
  };

  memcpy (columns, all, sizeof all);
  return G_N_ELEMENTS (all);
}

static guint
choose_columns (const Sheet *self, KontorColumn *columns)
{
  switch (self->kind)
    {
    case KONTOR_COUNT_SHEET:
      return sheet_columns (self, columns);
    case KONTOR_COUNT_RECORD:
      return record_columns (self, columns);
    case KONTOR_COUNT_INVENTORY:
      return inventory_columns (self, columns);
    }
  return 0;
}

static void
draw (KontorPaper *paper, gconstpointer data)
{
  const Sheet *self = data;
  KontorColumn columns[MOST_COLUMNS];
  KontorTable  table = {
     .paper = paper,
     .columns = columns,
     .n_columns = choose_columns (self, columns),
     .left_mm = LEFT_MM,
     .right_mm = RIGHT_MM,
     .bottom_mm = BOTTOM_MM,
     .begin_page = begin_next_page,
     .data = self,
  };

  kontor_paper_begin_section (paper);
  kontor_table_begin (&table, begin_first_page (paper, self));
  if (self->rows->len == 0)
    {
      kontor_paper_text (paper,
                         &dim_style,
                         LEFT_MM,
                         table.y_mm,
                         RIGHT_MM - LEFT_MM,
                         word (self, KONTOR_COUNT_WORD_NOTHING));
      return;
    }
  reserve_fractions (&table, self);
  draw_rows (&table, self);
  draw_sums (&table, self);
  if (self->kind != KONTOR_COUNT_INVENTORY)
    draw_signatures (&table, self);
}

/* --- rows --- */

/* Place by place, then by name; what was taken back has no place in an inventory. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const KontorJson *first = *(KontorJson *const *) a;
  const KontorJson *second = *(KontorJson *const *) b;
  int               result = strcmp (text_of (first, "place_name"), text_of (second, "place_name"));

  if (result == 0)
    result = strcmp (text_of (first, "place"), text_of (second, "place"));
  if (result == 0)
    result = strcmp (text_of (first, "title"), text_of (second, "title"));
  return result != 0 ? result : strcmp (text_of (first, "uid"), text_of (second, "uid"));
}

static GPtrArray *
collect_rows (KontorCountPaperKind kind, const KontorJson *rows)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    g_ptr_array_add (list, (gpointer) kontor_json_at (rows, i));
  if (kind != KONTOR_COUNT_SHEET)
    g_ptr_array_sort (list, compare_lines);
  return list;
}

/**
 * kontor_count_paper_render:
 * @kind: which paper
 * @count: as kontor_query_count_json() gives it
 * @rows: items for a sheet, else lines
 * @head: (nullable): the sender's face
 * @language: (nullable): "de" or "en"
 * @printed_at: UTC microseconds
 * @error: (nullable): return location
 *
 * Draws a sheet to count with (without the book where the count is blind, without the goods where
 * it is not prefilled), the record of a count, or the inventory list with values.
 *
 * Errors: %KONTOR_DOCUMENT_ERROR_INVALID, %KONTOR_DOCUMENT_ERROR_FAILED.
 *
 * Returns: (transfer full): a PDF, or %NULL with @error set
 */
GBytes *
kontor_count_paper_render (KontorCountPaperKind    kind,
                           const KontorJson       *count,
                           const KontorJson       *rows,
                           const KontorLetterhead *head,
                           const char             *language,
                           gint64                  printed_at,
                           GError                **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *title = NULL;
  KontorPaperSetup setup;
  Sheet            sheet = { .kind = kind,
                             .count = count,
                             .head = head,
                             .language = kontor_language_from_code (language),
                             .printed_at = printed_at };

  g_return_val_if_fail (count != NULL && rows != NULL, NULL);

  list = collect_rows (kind, rows);
  sheet.rows = list;
  sheet.currency = kontor_json_get_string (count, "currency", "EUR");
  title = dup_title (&sheet);
  setup = kontor_sheet_setup (head, title, sheet.language, printed_at);
  return kontor_paper_render (&setup, draw, &sheet, error);
}

/* --- CSV --- */

static void
append_number (GString *csv, gint64 value, guint scale, guint decimals)
{
  g_autofree char *text = kontor_decimal_format (
    value, scale, decimals, &kontor_number_style_plain);

  kontor_csv_append_field (csv, text, ',', FALSE);
}

static void
append_line (GString *csv, const Sheet *self, const KontorJson *line)
{
  guint            digits = kontor_currency_digits (self->currency);
  gint64           at = kontor_json_get_integer (line, "counted_at", 0);
  g_autofree char *counted_at = at != 0 ? kontor_time_format_iso (at) : g_strdup ("");

  kontor_csv_append_field (csv, text_of (line, "sku"), ',', TRUE);
  kontor_csv_append_field (csv, text_of (line, "title"), ',', FALSE);
  kontor_csv_append_field (csv, text_of (line, "place_name"), ',', FALSE);
  kontor_csv_append_field (csv, text_of (line, "lot_code"), ',', FALSE);
  kontor_csv_append_field (csv, text_of (line, "unit"), ',', FALSE);
  append_number (csv, stock_of (line), 3, 0);
  append_number (csv, kontor_json_get_integer (line, "cost_e4", 0), 4, 2);
  append_number (csv, value_of (self, line), digits, digits);
  kontor_csv_append_field (csv, self->currency, ',', FALSE);
  append_number (csv, kontor_json_get_integer (line, "book", 0), 3, 0);
  append_number (csv, kontor_json_get_integer (line, "shown", 0), 3, 0);
  append_number (csv, difference_of (self, line), digits, digits);
  kontor_csv_append_field (csv, counted_at, ',', FALSE);
  kontor_csv_append_field (csv, text_of (line, "state"), ',', FALSE);
  kontor_csv_append_end (csv);
}

/**
 * kontor_count_inventory_csv:
 * @count: as kontor_query_count_json() gives it
 * @lines: its lines
 *
 * Returns: (transfer full): the inventory list with values as comma-separated UTF-8 (RFC 4180)
 */
GBytes *
kontor_count_inventory_csv (const KontorJson *count, const KontorJson *lines)
{
  g_autoptr (GPtrArray) rows = collect_rows (KONTOR_COUNT_INVENTORY, lines);
  Sheet    sheet = { .rows = rows, .currency = kontor_json_get_string (count, "currency", "EUR") };
  GString *csv = g_string_new ("sku,title,place,lot,unit,quantity,cost,value,currency,book,"
                               "difference,difference_value,counted_at,state\r\n");

  for (guint i = 0; i < rows->len; i++)
    append_line (csv, &sheet, g_ptr_array_index (rows, i));
  return g_string_free_to_bytes (csv);
}
