/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-paper-table.h"

#define GUTTER_MM 4.0
#define PADDING_MM 1.3
#define CHECK_MM 3.6

static const KontorTextStyle heading_style = {
  .type = KONTOR_TYPE_SMALL,
  .weight = PANGO_WEIGHT_MEDIUM,
  .ink = KONTOR_INK_DIM,
};

static KontorTextStyle
column_style (const KontorColumn *column)
{
  return (KontorTextStyle){
    .type = KONTOR_TYPE_BODY,
    .weight = column->weight,
    .ink = column->ink,
    .align = column->kind == KONTOR_CELL_FIGURE ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
    .tabular = column->kind == KONTOR_CELL_FIGURE,
  };
}

static double
flexible_width (const KontorTable *self)
{
  double rest = self->right_mm - self->left_mm - GUTTER_MM * (self->n_columns - 1);

  for (guint i = 0; i < self->n_columns; i++)
    rest -= self->columns[i].width_mm;

  return rest;
}

/*
 * kontor_table_begin:
 * @y_mm: where the table starts on the present page
 *
 * Divides the width among the columns.
 */
void
kontor_table_begin (KontorTable *self, double y_mm)
{
  double x = self->left_mm;

  g_assert (self->n_columns <= KONTOR_TABLE_MAX_COLUMNS);

  self->y_mm = y_mm;
  self->top_mm = y_mm;
  for (guint i = 0; i < self->n_columns; i++)
    {
      gboolean fixed = self->columns[i].width_mm > 0.0;

      self->x_mm[i] = x;
      self->width_mm[i] = fixed ? self->columns[i].width_mm : flexible_width (self);
      self->fraction_mm[i] = 0.0;
      x += self->width_mm[i] + GUTTER_MM;
    }
}

static double
measure_fraction (KontorTable *self, guint column, const char *figure)
{
  KontorTextStyle style = column_style (&self->columns[column]);
  KontorLanguage  language = kontor_paper_get_language (self->paper);
  const char     *decimal = self->decimal != NULL ? self->decimal
                                                  : (language == KONTOR_LANGUAGE_DE ? "," : ".");
  const char     *fraction = g_strrstr (figure, decimal);

  return fraction != NULL ? kontor_paper_measure (self->paper, &style, fraction) : 0.0;
}

/*
 * kontor_table_reserve_fraction:
 * @column: a column of figures
 * @figure: one that will stand in it
 *
 * Keeps room behind the decimal sign. Call it for each figure before the first row.
 */
void
kontor_table_reserve_fraction (KontorTable *self, guint column, const char *figure)
{
  double width = measure_fraction (self, column, figure);

  self->fraction_mm[column] = MAX (self->fraction_mm[column], width);
}

static PangoLayout *
lay_out_heading (KontorTable *self, guint column)
{
  const KontorColumn *definition = &self->columns[column];
  KontorTextStyle     style = heading_style;

  if (definition->kind == KONTOR_CELL_FIGURE)
    style.align = PANGO_ALIGN_RIGHT;
  return kontor_paper_layout (self->paper, &style, self->width_mm[column], definition->heading);
}

/* Words that take one line stand at the bottom of a heading that takes two. */
static void
draw_headings (KontorTable *self, GPtrArray *layouts, int n_lines)
{
  double leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_SMALL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      PangoLayout *layout = g_ptr_array_index (layouts, i);
      int          n_own = pango_layout_get_line_count (layout);

      kontor_paper_draw_lines (self->paper,
                               layout,
                               &heading_style,
                               self->x_mm[i],
                               self->y_mm + (n_lines - n_own) * leading,
                               0,
                               n_own);
    }
  self->y_mm += n_lines * leading + 1.0;
}

/* Draws the heading here, and again on each page that rows run on to. */
void
kontor_table_heading (KontorTable *self)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  int n_lines = 1;

  for (guint i = 0; i < self->n_columns; i++)
    {
      PangoLayout *layout = lay_out_heading (self, i);

      g_ptr_array_add (layouts, layout);
      n_lines = MAX (n_lines, pango_layout_get_line_count (layout));
    }
  draw_headings (self, layouts, n_lines);
  kontor_paper_rule (
    self->paper, KONTOR_INK_ACCENT, self->left_mm, self->y_mm, self->right_mm, self->y_mm, 0.35);
  self->top_mm = self->y_mm;
}

static void
next_page (KontorTable *self)
{
  self->y_mm = self->begin_page (self->paper, self->data);
  kontor_table_heading (self);
}

/*
 * kontor_table_need:
 * @height_mm: of something that must not be torn apart
 *
 * Goes to the next page, without heading, if the rest of this one is too low.
 */
void
kontor_table_need (KontorTable *self, double height_mm)
{
  if (self->y_mm + height_mm > self->bottom_mm)
    self->y_mm = self->begin_page (self->paper, self->data);
}

static void
draw_cell (KontorTable *self, guint column, PangoLayout *layout, int first, int n_lines)
{
  const KontorColumn *definition = &self->columns[column];
  KontorTextStyle     style = column_style (definition);
  double              leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_BODY);
  double              x = self->x_mm[column];
  double              y = self->y_mm + PADDING_MM;

  if (definition->kind == KONTOR_CELL_CHECK)
    {
      if (first == 0)
        kontor_paper_check_box (self->paper, x, y + (leading - CHECK_MM) / 2.0, CHECK_MM);
      return;
    }

  if (definition->kind == KONTOR_CELL_FIGURE && pango_layout_get_line_count (layout) == 1)
    x -= self->fraction_mm[column]
         - measure_fraction (self, column, pango_layout_get_text (layout));
  kontor_paper_draw_lines (self->paper, layout, &style, x, y, first, n_lines);
}

static void
draw_part (KontorTable *self, GPtrArray *layouts, int first, int n_lines, gboolean ends)
{
  for (guint i = 0; i < self->n_columns; i++)
    draw_cell (self, i, g_ptr_array_index (layouts, i), first, n_lines);

  self->y_mm += n_lines * kontor_paper_get_leading (self->paper, KONTOR_TYPE_BODY)
                + 2.0 * PADDING_MM;
  if (ends)
    kontor_paper_rule (self->paper,
                       KONTOR_INK_HAIRLINE,
                       self->left_mm,
                       self->y_mm,
                       self->right_mm,
                       self->y_mm,
                       0.15);
}

static GPtrArray *
lay_out_row (KontorTable *self, const char *const *cells, int *n_lines)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func (g_object_unref);

  *n_lines = 1;
  for (guint i = 0; i < self->n_columns; i++)
    {
      KontorTextStyle style = column_style (&self->columns[i]);
      PangoLayout    *layout;

      layout = kontor_paper_layout (self->paper, &style, self->width_mm[i], cells[i]);
      g_ptr_array_add (layouts, layout);
      *n_lines = MAX (*n_lines, pango_layout_get_line_count (layout));
    }

  return layouts;
}

static int
lines_that_fit (const KontorTable *self)
{
  double leading = kontor_paper_get_leading (self->paper, KONTOR_TYPE_BODY);

  return (int) ((self->bottom_mm - self->y_mm - 2.0 * PADDING_MM) / leading);
}

/*
 * kontor_table_row:
 * @cells: (nullable elements): as many as there are columns
 *
 * Draws a row, on the next page if it does not fit on this one.
 */
void
kontor_table_row (KontorTable *self, const char *const *cells)
{
  g_autoptr (GPtrArray) layouts = NULL;
  int n_lines;
  int first = 0;

  layouts = lay_out_row (self, cells, &n_lines);
  if (lines_that_fit (self) < n_lines && self->y_mm > self->top_mm)
    next_page (self);

  while (first < n_lines)
    {
      int part = CLAMP (lines_that_fit (self), 1, n_lines - first);

      draw_part (self, layouts, first, part, first + part == n_lines);
      first += part;
      if (first < n_lines)
        next_page (self);
    }
}
