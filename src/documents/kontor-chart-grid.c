/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart.h"

#include <math.h>

#include "kontor-chart-private.h"

#define GAP 12.0
#define CELL_GAP 2.0
#define CELL_MAX 2.4 /* line heights */
#define LABEL_SHARE 0.3
#define STRONG 0.55 /* a colour beyond takes the other ink */

typedef struct
{
  const KontorChartGrid      *grid;
  PangoContext               *context; /* (owned) */
  const PangoFontDescription *font;
  cairo_t                    *cr;
  const KontorChartPalette   *palette;

  double line_height;
  double note_left;
  double left; /* of the cells */
  double top;
  double cell_width;
  double cell_height;
} Grid;

static void
grid_clear (Grid *self)
{
  g_clear_object (&self->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grid, grid_clear)

static PangoLayout *
lay_out (const Grid *self, const char *text, gboolean bold)
{
  return kontor_chart_layout_new (self->context, self->font, text, bold);
}

static double
widest (const Grid *self, const char *const *labels)
{
  double width = 0.0;

  for (guint i = 0; labels != NULL && i < self->grid->n_rows; i++)
    {
      g_autoptr (PangoLayout) layout = lay_out (self, labels[i], FALSE);

      width = MAX (width, kontor_chart_layout_width (layout));
    }

  return width;
}

static void
divide (Grid                       *self,
        const KontorChartGrid      *grid,
        double                      width,
        double                      height,
        PangoContext               *context,
        const PangoFontDescription *font)
{
  double notes;

  *self = (Grid){ .grid = grid, .font = font, .context = kontor_chart_context_new (context) };
  self->line_height = kontor_chart_line_height (self->context, font);
  notes = widest (self, grid->row_notes);
  self->note_left = MIN (widest (self, grid->row_labels), width * LABEL_SHARE) + GAP;
  self->left = self->note_left + (notes > 0.0 ? notes + GAP : 0.0);
  self->top = self->line_height * (grid->title != NULL ? 3.4 : 1.6);
  self->cell_width = MAX (width - self->left, 0.0) / MAX (grid->n_columns, 1);
  self->cell_height = MAX (height - self->top, 0.0) / MAX (grid->n_rows, 1);
  self->cell_height = MIN (self->cell_height, self->line_height * CELL_MAX);
}

static void
set_color (const Grid *self, const KontorChartColor *color, double alpha)
{
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static double
luminance (const KontorChartColor *color)
{
  return 0.2126 * color->red + 0.7152 * color->green + 0.0722 * color->blue;
}

/* The ink that can be read on the full colour. */
static void
set_ink (const Grid *self, double share)
{
  double ink = luminance (&self->palette->series[0]) > 0.45 ? 0.08 : 1.0;

  if (share > STRONG)
    cairo_set_source_rgb (self->cr, ink, ink, ink);
  else
    set_color (self, &self->palette->text, 1.0);
}

static double
share_of (const KontorChartGrid *grid, gint64 value)
{
  return grid->full > 0 ? CLAMP ((double) value / (double) grid->full, 0.0, 1.0) : 0.0;
}

static void
draw_value (const Grid *self, gint64 value, double x, double y)
{
  g_autofree char *text = kontor_chart_value_text (
    self->grid->format, self->grid->format_data, value);
  g_autoptr (PangoLayout) layout = lay_out (self, text, FALSE);
  double width = kontor_chart_layout_width (layout);

  if (width + 4.0 > self->cell_width || self->line_height > self->cell_height)
    return;

  cairo_move_to (self->cr,
                 x + (self->cell_width - width) / 2.0,
                 y + (self->cell_height - self->line_height) / 2.0);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_cell (const Grid *self, guint row, guint column)
{
  const KontorChartGrid *grid = self->grid;
  gint64                 value = grid->values[row * grid->n_columns + column];
  double                 x = self->left + column * self->cell_width;
  double                 y = self->top + row * self->cell_height;
  double                 share;

  if (value == KONTOR_CHART_MISSING)
    return;

  share = share_of (grid, value);
  set_color (self, &self->palette->series[0], 0.07 + 0.93 * share);
  cairo_rectangle (self->cr,
                   x + CELL_GAP / 2.0,
                   y + CELL_GAP / 2.0,
                   MAX (self->cell_width - CELL_GAP, 1.0),
                   MAX (self->cell_height - CELL_GAP, 1.0));
  cairo_fill (self->cr);
  set_ink (self, share);
  draw_value (self, value, x, y);
}

static void
draw_cursor (const Grid *self)
{
  const KontorChartGrid *grid = self->grid;

  if (grid->cursor_row < 0 || (guint) grid->cursor_row >= grid->n_rows || grid->cursor_column < 0
      || (guint) grid->cursor_column >= grid->n_columns)
    return;

  set_color (self, &self->palette->text, 1.0);
  cairo_set_line_width (self->cr, 2.0);
  cairo_rectangle (self->cr,
                   self->left + grid->cursor_column * self->cell_width,
                   self->top + grid->cursor_row * self->cell_height,
                   self->cell_width,
                   self->cell_height);
  cairo_stroke (self->cr);
}

static void
draw_row_words (const Grid *self, guint row)
{
  const KontorChartGrid *grid = self->grid;
  double y = self->top + row * self->cell_height + (self->cell_height - self->line_height) / 2.0;
  g_autoptr (PangoLayout) label = lay_out (
    self, grid->row_labels[row], grid->cursor_row == (int) row);
  g_autoptr (PangoLayout) note = NULL;

  kontor_chart_layout_fit (label, self->note_left - GAP);
  set_color (self, &self->palette->text, 1.0);
  cairo_move_to (self->cr, 0.0, y);
  pango_cairo_show_layout (self->cr, label);
  if (grid->row_notes == NULL)
    return;

  note = lay_out (self, grid->row_notes[row], FALSE);
  set_color (self, &self->palette->dim, 1.0);
  cairo_move_to (self->cr, self->left - GAP - kontor_chart_layout_width (note), y);
  pango_cairo_show_layout (self->cr, note);
}

static void
draw_column_words (const Grid *self, guint column)
{
  g_autoptr (PangoLayout) layout = lay_out (
    self, self->grid->column_labels[column], self->grid->cursor_column == (int) column);
  double width = kontor_chart_layout_width (layout);

  if (width > self->cell_width)
    return;

  set_color (self, &self->palette->dim, 1.0);
  cairo_move_to (self->cr,
                 self->left + column * self->cell_width + (self->cell_width - width) / 2.0,
                 self->top - self->line_height * 1.3);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_title (const Grid *self, double width)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (self->grid->title == NULL)
    return;

  layout = lay_out (self, self->grid->title, TRUE);
  kontor_chart_layout_fit (layout, width);
  set_color (self, &self->palette->text, 1.0);
  cairo_move_to (self->cr, 0.0, 0.0);
  pango_cairo_show_layout (self->cr, layout);
}

/**
 * kontor_chart_grid_draw:
 * @grid: what to draw
 * @cr: where; the upper left corner is its origin
 * @width: in the units of @cr
 * @height: in the units of @cr
 * @context: (nullable): the widget's, for its fonts; %NULL is one of the default font map
 * @font: of all words
 * @palette: the colours; cells take the first of the series
 *
 * Draws a table in which more is darker (lighter on a dark ground), with the value in each cell
 * that is wide enough. Missing values are empty. Any thread.
 */
void
kontor_chart_grid_draw (const KontorChartGrid      *grid,
                        cairo_t                    *cr,
                        double                      width,
                        double                      height,
                        PangoContext               *context,
                        const PangoFontDescription *font,
                        const KontorChartPalette   *palette)
{
  g_auto (Grid) self = { NULL };

  g_return_if_fail (grid != NULL && cr != NULL && font != NULL && palette != NULL);

  divide (&self, grid, width, height, context, font);
  self.cr = cr;
  self.palette = palette;
  cairo_save (cr);
  set_color (&self, &palette->background, 1.0);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  draw_title (&self, width);
  for (guint column = 0; column < grid->n_columns; column++)
    draw_column_words (&self, column);
  for (guint row = 0; row < grid->n_rows; row++)
    {
      draw_row_words (&self, row);
      for (guint column = 0; column < grid->n_columns; column++)
        draw_cell (&self, row, column);
    }
  draw_cursor (&self);
  cairo_restore (cr);
}

/**
 * kontor_chart_grid_cell_at:
 * @grid: the chart
 * @x: a place, in the units of @width
 * @y: a place, in the units of @height
 * @width: as it was drawn
 * @height: as it was drawn
 * @context: (nullable): as it was drawn
 * @font: as it was drawn
 * @row: (out): the row of the cell
 * @column: (out): its column
 *
 * Returns: whether a cell is there
 */
gboolean
kontor_chart_grid_cell_at (const KontorChartGrid      *grid,
                           double                      x,
                           double                      y,
                           double                      width,
                           double                      height,
                           PangoContext               *context,
                           const PangoFontDescription *font,
                           int                        *row,
                           int                        *column)
{
  g_auto (Grid) self = { NULL };

  g_return_val_if_fail (grid != NULL && font != NULL, FALSE);
  g_return_val_if_fail (row != NULL && column != NULL, FALSE);

  divide (&self, grid, width, height, context, font);
  if (x < self.left || y < self.top || self.cell_width <= 0.0 || self.cell_height <= 0.0)
    return FALSE;

  *column = (int) ((x - self.left) / self.cell_width);
  *row = (int) ((y - self.top) / self.cell_height);
  return *column < (int) grid->n_columns && *row < (int) grid->n_rows;
}
