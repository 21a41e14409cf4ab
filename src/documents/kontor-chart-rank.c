/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart.h"

#include <math.h>

#include "kontor-chart-private.h"

#define LABEL_SHARE 0.34 /* of the width, at most */
#define GAP 10.0
#define ROW_MIN 1.35 /* line heights */
#define ROW_MAX 2.2
#define BAR 0.9 /* line heights */

typedef struct
{
  const KontorChartRank      *rank;
  PangoContext               *context; /* (owned) */
  const PangoFontDescription *font;
  cairo_t                    *cr;
  const KontorChartPalette   *palette;

  double line_height;
  double top;
  double row_height;
  guint  n_rows; /* that fit */

  double left; /* of the bars */
  double zero;
  double scale; /* units a value */
} Rank;

static void
rank_clear (Rank *self)
{
  g_clear_object (&self->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rank, rank_clear)

/* Divides the height: as much air as there is, until rows would touch. */
static void
divide (Rank                       *self,
        const KontorChartRank      *rank,
        double                      height,
        PangoContext               *context,
        const PangoFontDescription *font)
{
  double room;

  *self = (Rank){ .rank = rank, .font = font, .context = kontor_chart_context_new (context) };
  self->line_height = kontor_chart_line_height (self->context, font);
  self->top = rank->title != NULL ? self->line_height * 1.8 : 0.0;
  room = MAX (height - self->top, 0.0);
  self->row_height = rank->n_items > 0 ? room / rank->n_items : room;
  self->row_height = CLAMP (
    self->row_height, self->line_height * ROW_MIN, self->line_height * ROW_MAX);
  self->n_rows = MIN (rank->n_items, (guint) floor (room / self->row_height + 0.001));
}

static PangoLayout *
lay_out (const Rank *self, const char *text, gboolean bold)
{
  return kontor_chart_layout_new (self->context, self->font, text, bold);
}

static double
widest_label (const Rank *self)
{
  double widest = 0.0;

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autoptr (PangoLayout) layout = lay_out (self, self->rank->items[i].label, FALSE);

      widest = MAX (widest, kontor_chart_layout_width (layout));
    }

  return widest;
}

static char *
value_text (const Rank *self, gint64 value)
{
  return kontor_chart_value_text (self->rank->format, self->rank->format_data, value);
}

static double
widest_value (const Rank *self)
{
  double widest = 0.0;

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autofree char *text = value_text (self, self->rank->items[i].value);
      g_autoptr (PangoLayout) layout = lay_out (self, text, FALSE);

      widest = MAX (widest, kontor_chart_layout_width (layout));
    }

  return widest;
}

static void
include (double *low, double *high, gint64 value)
{
  if (value == KONTOR_CHART_MISSING)
    return;

  *low = MIN (*low, (double) value);
  *high = MAX (*high, (double) value);
}

/* Names to the left, values behind the longest bar. */
static void
measure (Rank *self, double width)
{
  double low = 0.0;
  double high = 0.0;
  double room;

  for (guint i = 0; i < self->n_rows; i++)
    {
      include (&low, &high, self->rank->items[i].value);
      include (&low, &high, self->rank->items[i].earlier);
    }
  self->left = MIN (widest_label (self), width * LABEL_SHARE) + GAP;
  room = MAX (width - self->left - widest_value (self) - 2.0 * GAP, 1.0);
  self->scale = high > low ? room / (high - low) : 0.0;
  self->zero = self->left - low * self->scale;
}

static void
set_color (const Rank *self, const KontorChartColor *color, double alpha)
{
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static void
show (const Rank *self, PangoLayout *layout, double x, double middle)
{
  cairo_move_to (self->cr, x, middle - self->line_height / 2.0);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_bar (const Rank *self, gint64 value, double middle)
{
  double end = self->zero + (double) value * self->scale;
  double height = self->line_height * BAR;

  set_color (self, &self->palette->series[value < 0 ? 1 : 0], 1.0);
  cairo_rectangle (self->cr,
                   MIN (self->zero, end),
                   middle - height / 2.0,
                   MAX (fabs (end - self->zero), 1.0),
                   height);
  cairo_fill (self->cr);
}

/* A line across the bar where it was before. */
static void
draw_earlier (const Rank *self, gint64 value, double middle)
{
  double x = floor (self->zero + (double) value * self->scale) + 0.5;
  double half = self->line_height * BAR / 2.0 + 3.0;

  if (value == KONTOR_CHART_MISSING)
    return;

  set_color (self, &self->palette->text, 1.0);
  cairo_set_line_width (self->cr, 1.5);
  cairo_move_to (self->cr, x, middle - half);
  cairo_line_to (self->cr, x, middle + half);
  cairo_stroke (self->cr);
}

static void
draw_row (const Rank *self, guint index, double width)
{
  const KontorChartRankItem *item = &self->rank->items[index];
  gboolean                   chosen = self->rank->cursor == (int) index;
  double                     middle = self->top + (index + 0.5) * self->row_height;
  double                     end = self->zero + (double) MAX (item->value, 0) * self->scale;
  g_autofree char           *text = value_text (self, item->value);
  g_autoptr (PangoLayout) label = lay_out (self, item->label, chosen);
  g_autoptr (PangoLayout) value = lay_out (self, text, chosen);

  if (chosen)
    {
      set_color (self, &self->palette->grid, 0.6);
      cairo_rectangle (self->cr, 0.0, middle - self->row_height / 2.0, width, self->row_height);
      cairo_fill (self->cr);
    }
  kontor_chart_layout_fit (label, self->left - GAP);
  set_color (self, &self->palette->text, 1.0);
  show (self, label, 0.0, middle);
  draw_bar (self, item->value, middle);
  draw_earlier (self, item->earlier, middle);
  set_color (self, &self->palette->text, 1.0);
  if (item->earlier != KONTOR_CHART_MISSING)
    end = MAX (end, self->zero + (double) item->earlier * self->scale);
  show (self, value, end + GAP, middle);
}

static void
draw_title (const Rank *self, double width)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (self->rank->title == NULL)
    return;

  layout = lay_out (self, self->rank->title, TRUE);
  kontor_chart_layout_fit (layout, width);
  set_color (self, &self->palette->text, 1.0);
  cairo_move_to (self->cr, 0.0, 0.0);
  pango_cairo_show_layout (self->cr, layout);
}

/* What the lines across the bars mean, at the upper right. */
static void
draw_earlier_label (const Rank *self, double width)
{
  g_autoptr (PangoLayout) layout = NULL;
  double x;

  if (self->rank->title == NULL || self->rank->earlier_label == NULL)
    return;

  layout = lay_out (self, self->rank->earlier_label, FALSE);
  x = floor (width - kontor_chart_layout_width (layout) - GAP) + 0.5;
  set_color (self, &self->palette->text, 1.0);
  cairo_set_line_width (self->cr, 1.5);
  cairo_move_to (self->cr, x, 0.0);
  cairo_line_to (self->cr, x, self->line_height);
  cairo_stroke (self->cr);
  set_color (self, &self->palette->dim, 1.0);
  show (self, layout, x + GAP / 2.0, self->line_height / 2.0);
}

/**
 * kontor_chart_rank_draw:
 * @rank: what to draw
 * @cr: where; the upper left corner is its origin
 * @width: in the units of @cr
 * @height: in the units of @cr
 * @context: (nullable): the widget's, for its fonts; %NULL is one of the default font map
 * @font: of all words
 * @palette: the colours
 *
 * Draws bars one below the other. Those that find no place are left out:
 * kontor_chart_rank_count_fitting() tells how many do. What is less than nothing lies to the left
 * of the line at zero and has another colour. Any thread.
 */
void
kontor_chart_rank_draw (const KontorChartRank      *rank,
                        cairo_t                    *cr,
                        double                      width,
                        double                      height,
                        PangoContext               *context,
                        const PangoFontDescription *font,
                        const KontorChartPalette   *palette)
{
  g_auto (Rank) self = { NULL };
  double zero;

  g_return_if_fail (rank != NULL && cr != NULL && font != NULL && palette != NULL);

  divide (&self, rank, height, context, font);
  self.cr = cr;
  self.palette = palette;
  measure (&self, width);
  cairo_save (cr);
  set_color (&self, &palette->background, 1.0);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  draw_title (&self, width * 0.8);
  draw_earlier_label (&self, width);
  for (guint i = 0; i < self.n_rows; i++)
    draw_row (&self, i, width);

  zero = floor (self.zero) + 0.5;
  set_color (&self, &palette->dim, 1.0);
  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, zero, self.top);
  cairo_line_to (cr, zero, self.top + self.n_rows * self.row_height);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * kontor_chart_rank_count_fitting:
 * @rank: the chart
 * @height: it is drawn in
 * @context: (nullable): as it is drawn
 * @font: as it is drawn
 *
 * Returns: how many of its items find a place
 */
guint
kontor_chart_rank_count_fitting (const KontorChartRank      *rank,
                                 double                      height,
                                 PangoContext               *context,
                                 const PangoFontDescription *font)
{
  g_auto (Rank) self = { NULL };

  g_return_val_if_fail (rank != NULL && font != NULL, 0);

  divide (&self, rank, height, context, font);
  return self.n_rows;
}

/**
 * kontor_chart_rank_item_at:
 * @rank: the chart
 * @y: a place, in the units of @height
 * @height: as it was drawn
 * @context: (nullable): as it was drawn
 * @font: as it was drawn
 *
 * Returns: the item under the pointer, -1 beside all
 */
int
kontor_chart_rank_item_at (const KontorChartRank      *rank,
                           double                      y,
                           double                      height,
                           PangoContext               *context,
                           const PangoFontDescription *font)
{
  g_auto (Rank) self = { NULL };

  g_return_val_if_fail (rank != NULL && font != NULL, -1);

  divide (&self, rank, height, context, font);
  if (y < self.top || y >= self.top + self.n_rows * self.row_height)
    return -1;

  return (int) ((y - self.top) / self.row_height);
}
