/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart-private.h"

#include <math.h>

#define BAR_SHARE 0.72 /* of a slot, for the bars of all series */
#define HATCH_SPACING 4.0
#define MARK_RADIUS 3.0
#define LINE_ALPHA 0.09
#define AREA_ALPHA 0.18
#define STACKED_ALPHA 0.35

/* Sets one of the palette's colours. */
void
kontor_chart_set_color (const KontorChartDrawing *self, const KontorChartColor *color, double alpha)
{
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/* Returns: the colour of a series; an earlier period steps back */
const KontorChartColor *
kontor_chart_series_color (const KontorChartDrawing *self, guint index)
{
  return self->plan.chart->series[index].earlier ? &self->palette->dim
                                                 : &self->palette->series[index];
}

static void
set_dash (const KontorChartDrawing *self, guint index)
{
  static const double dashes[KONTOR_CHART_MAX_SERIES][4] = {
    { 0.0 },
    { 5.0, 3.5 },
    { 1.5, 3.0 },
    { 8.0, 3.0, 1.5, 3.0 },
  };
  static const int n_dashes[KONTOR_CHART_MAX_SERIES] = { 0, 2, 2, 4 };
  guint            dash = self->plan.chart->series[index].earlier ? 1 : index;

  cairo_set_dash (self->cr, dashes[dash], n_dashes[dash], 0.0);
}

/* Draws the mark of a series. */
void
kontor_chart_draw_mark (const KontorChartDrawing *self, guint index, double x, double y)
{
  double r = MARK_RADIUS;

  cairo_new_path (self->cr);
  switch (index)
    {
    case 0:
      cairo_arc (self->cr, x, y, r, 0.0, 2.0 * G_PI);
      break;
    case 1:
      cairo_rectangle (self->cr, x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r);
      break;
    case 2:
      cairo_move_to (self->cr, x, y - 1.2 * r);
      cairo_line_to (self->cr, x + 1.15 * r, y + 0.9 * r);
      cairo_line_to (self->cr, x - 1.15 * r, y + 0.9 * r);
      break;
    default:
      cairo_move_to (self->cr, x, y - 1.3 * r);
      cairo_line_to (self->cr, x + 1.3 * r, y);
      cairo_line_to (self->cr, x, y + 1.3 * r);
      cairo_line_to (self->cr, x - 1.3 * r, y);
    }

  cairo_close_path (self->cr);
  kontor_chart_set_color (self, kontor_chart_series_color (self, index), 1.0);
  cairo_fill (self->cr);
}

static double
top_of (const KontorChartDrawing *self, guint index, guint point)
{
  double base, top;

  kontor_chart_plan_span (&self->plan, index, point, &base, &top);
  return kontor_chart_plan_y (&self->plan, top);
}

static double
base_of (const KontorChartDrawing *self, guint index, guint point)
{
  double base, top;

  kontor_chart_plan_span (&self->plan, index, point, &base, &top);
  return kontor_chart_plan_y (&self->plan, CLAMP (base, self->plan.low, self->plan.high));
}

/* Adds the points from @first up to the next gap to the path. Returns: the last of them */
static guint
add_run (const KontorChartDrawing *self, guint index, guint first)
{
  const KontorChartPlan   *plan = &self->plan;
  const KontorChartSeries *series = &plan->chart->series[index];
  guint                    point = first;

  cairo_move_to (self->cr, kontor_chart_plan_x (plan, first), top_of (self, index, first));
  while (point + 1 < plan->chart->n_points && kontor_chart_has_value (series, point + 1))
    {
      double x = kontor_chart_plan_x (plan, ++point);

      if (series->kind == KONTOR_CHART_STEP)
        cairo_line_to (self->cr, x, top_of (self, index, point - 1));
      cairo_line_to (self->cr, x, top_of (self, index, point));
    }

  return point;
}

static void
fill_run (const KontorChartDrawing *self, guint index, guint first, double alpha)
{
  const KontorChartPlan *plan = &self->plan;
  guint                  last = add_run (self, index, first);

  for (guint point = last + 1; point > first; point--)
    cairo_line_to (
      self->cr, kontor_chart_plan_x (plan, point - 1), base_of (self, index, point - 1));
  cairo_close_path (self->cr);
  kontor_chart_set_color (self, kontor_chart_series_color (self, index), alpha);
  cairo_fill (self->cr);
}

/* Areas have a body; so has the first of lines that are sums, but only a breath of it. */
static double
body_of (const KontorChart *chart, guint index)
{
  if (chart->series[index].kind == KONTOR_CHART_AREA)
    return chart->stacked ? STACKED_ALPHA : AREA_ALPHA;

  return index == 0 && chart->from_zero ? LINE_ALPHA : 0.0;
}

static void
draw_line (const KontorChartDrawing *self, guint index)
{
  const KontorChart       *chart = self->plan.chart;
  const KontorChartSeries *series = &chart->series[index];
  double                   body = body_of (chart, index);

  for (guint point = 0; point < chart->n_points; point++)
    {
      guint first = point;

      if (!kontor_chart_has_value (series, point))
        continue;
      if (body > 0.0)
        fill_run (self, index, first, body);

      point = add_run (self, index, first);
      kontor_chart_set_color (self, kontor_chart_series_color (self, index), 1.0);
      set_dash (self, index);
      cairo_set_line_width (self->cr, index == 0 ? 2.0 : 1.6);
      cairo_stroke (self->cr);
      cairo_set_dash (self->cr, NULL, 0, 0.0);
      if (point == first)
        kontor_chart_draw_mark (
          self, index, kontor_chart_plan_x (&self->plan, first), top_of (self, index, first));
    }
}

static void
draw_marks (const KontorChartDrawing *self, guint index)
{
  const KontorChart *chart = self->plan.chart;

  for (guint point = 0; chart->marked != NULL && point < chart->n_points; point++)
    if (chart->marked[point] && kontor_chart_has_value (&chart->series[index], point))
      kontor_chart_draw_mark (
        self, index, kontor_chart_plan_x (&self->plan, point), top_of (self, index, point));
}

static void
hatch (
  const KontorChartDrawing *self, double x, double y, double width, double height, gboolean slanted)
{
  double slant = slanted ? width : 0.0;

  cairo_save (self->cr);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_clip (self->cr);
  for (double line = y - slant; line < y + height + slant; line += HATCH_SPACING)
    {
      cairo_move_to (self->cr, x, line + slant);
      cairo_line_to (self->cr, x + width, line);
    }
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

/* Filled, slanted lines, pale, level lines. */
static void
draw_bar (
  const KontorChartDrawing *self, guint index, double x, double y, double width, double height)
{
  static const double     bodies[KONTOR_CHART_MAX_SERIES] = { 1.0, 0.22, 0.10, 0.22 };
  gboolean                earlier = self->plan.chart->series[index].earlier;
  const KontorChartColor *color = kontor_chart_series_color (self, index);

  kontor_chart_set_color (self, color, earlier ? bodies[2] : bodies[index]);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
  if (index == 0 && !earlier)
    return;

  kontor_chart_set_color (self, color, 1.0);
  cairo_set_line_width (self->cr, 1.0);
  if (!earlier && index != 2)
    hatch (self, x, y, width, height, index == 1);
  if (earlier)
    set_dash (self, index);
  cairo_rectangle (self->cr, x + 0.5, y + 0.5, MAX (width - 1.0, 0.0), MAX (height - 1.0, 0.0));
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0.0);
}

static void
bar_place (const KontorChartDrawing *self, guint index, double *offset, double *width)
{
  const KontorChart *chart = self->plan.chart;
  double             share = kontor_chart_plan_slot (&self->plan) * BAR_SHARE;
  guint              n_bars = chart->stacked ? 1 : 0;
  guint              place = 0;

  for (guint i = 0; i < chart->n_series && !chart->stacked; i++)
    if (chart->series[i].kind == KONTOR_CHART_BARS)
      {
        if (i < index)
          place++;
        n_bars++;
      }

  *width = share / n_bars;
  *offset = -share / 2.0 + place * *width;
}

static void
draw_bars (const KontorChartDrawing *self, guint index)
{
  const KontorChartPlan   *plan = &self->plan;
  const KontorChartSeries *series = &plan->chart->series[index];
  double                   offset, width;

  bar_place (self, index, &offset, &width);
  for (guint point = 0; point < plan->chart->n_points; point++)
    {
      double base, top;

      if (!kontor_chart_has_value (series, point))
        continue;
      base = base_of (self, index, point);
      top = top_of (self, index, point);
      draw_bar (self,
                index,
                kontor_chart_plan_x (plan, point) + offset,
                MIN (top, base),
                MAX (width - 1.0, 0.5),
                fabs (base - top));
    }
}

/* Draws all of a series but its label. */
void
kontor_chart_draw_series (const KontorChartDrawing *self, guint index)
{
  switch (self->plan.chart->series[index].kind)
    {
    case KONTOR_CHART_LINE:
    case KONTOR_CHART_STEP:
    case KONTOR_CHART_AREA:
      draw_line (self, index);
      draw_marks (self, index);
      break;
    case KONTOR_CHART_BARS:
      draw_bars (self, index);
      break;
    }
}
