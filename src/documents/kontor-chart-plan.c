/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart-private.h"

#include <math.h>

#define GRID_SPACING 44.0 /* at least that much between two grid lines */
#define MAX_GRID_LINES 5
#define LABEL_GAP 10.0
#define LABEL_SHARE 0.34 /* of the width, for the labels at the lines */

/* Returns: whether a series has a value at a point */
gboolean
kontor_chart_has_value (const KontorChartSeries *series, guint point)
{
  return series->values != NULL && series->values[point] != KONTOR_CHART_MISSING;
}

/* Returns: (transfer full): a value as people read it */
char *
kontor_chart_format_value (const KontorChart *chart, gint64 value)
{
  return kontor_chart_value_text (chart->format, chart->format_data, value);
}

/* Returns: (transfer full): a line of text */
PangoLayout *
kontor_chart_plan_layout (const KontorChartPlan *self, const char *text, gboolean bold)
{
  return kontor_chart_layout_new (self->context, self->font, text, bold);
}

/* Returns: the width of a text */
double
kontor_chart_plan_measure (const KontorChartPlan *self, const char *text)
{
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (self, text, FALSE);

  return kontor_chart_layout_width (layout);
}

static gboolean
is_stacked (const KontorChart *chart, guint index)
{
  KontorChartKind kind = chart->series[index].kind;

  return chart->stacked && (kind == KONTOR_CHART_BARS || kind == KONTOR_CHART_AREA);
}

/* Where a value starts and where it ends: at zero and at the value, or on what lies below it; what
 * is less than nothing piles up downwards. The point must have a value. */
void
kontor_chart_plan_span (
  const KontorChartPlan *self, guint index, guint point, double *base, double *top)
{
  const KontorChart *chart = self->chart;
  double             value = (double) chart->series[index].values[point];

  *base = 0.0;
  for (guint i = 0; i < index && is_stacked (chart, index); i++)
    if (is_stacked (chart, i) && kontor_chart_has_value (&chart->series[i], point)
        && (chart->series[i].values[point] < 0) == (value < 0.0))
      *base += (double) chart->series[i].values[point];
  *top = *base + value;
}

static void
find_range (KontorChartPlan *self)
{
  const KontorChart *chart = self->chart;
  gboolean found = chart->from_zero || chart->stacked || kontor_chart_plan_has_bars (self);

  self->low = self->high = 0.0;
  for (guint i = 0; i < chart->n_series; i++)
    for (guint point = 0; point < chart->n_points; point++)
      {
        double base, value;

        if (!kontor_chart_has_value (&chart->series[i], point))
          continue;
        kontor_chart_plan_span (self, i, point, &base, &value);
        self->low = found ? MIN (self->low, value) : value;
        self->high = found ? MAX (self->high, value) : value;
        found = TRUE;
      }
}

/* 1, 2 or 5 times a power of ten; values are whole, so a step is at least 1 */
static double
round_step (double least)
{
  double power = pow (10.0, floor (log10 (MAX (least, 1.0))));

  if (least <= power)
    return power;
  if (least <= 2.0 * power)
    return 2.0 * power;
  if (least <= 5.0 * power)
    return 5.0 * power;
  return 10.0 * power;
}

static void
choose_axis (KontorChartPlan *self)
{
  double n_lines = CLAMP (floor ((self->bottom - self->top) / GRID_SPACING), 1.0, MAX_GRID_LINES);

  if (self->high - self->low < 1.0)
    self->high = self->low + 1.0;

  self->step = round_step ((self->high - self->low) / n_lines);
  self->low = floor (self->low / self->step) * self->step;
  self->high = ceil (self->high / self->step) * self->step;
}

static double
widest_tick (const KontorChartPlan *self)
{
  double widest = 0.0;

  for (double value = self->low; value <= self->high + self->step / 2.0; value += self->step)
    {
      g_autofree char *text = NULL;

      if (fabs (value) > 9.0e18)
        continue;
      text = kontor_chart_format_value (self->chart, (gint64) value);
      widest = MAX (widest, kontor_chart_plan_measure (self, text));
    }

  return widest;
}

static double
widest_label (const KontorChartPlan *self)
{
  double widest = 0.0;

  for (guint i = 0; i < self->chart->n_series; i++)
    widest = MAX (widest, kontor_chart_plan_measure (self, self->chart->series[i].label));

  return widest;
}

/*
 * kontor_chart_plan_init:
 * @self: filled; clear it with kontor_chart_plan_clear()
 *
 * Measures the words and divides the room.
 */
void
kontor_chart_plan_init (KontorChartPlan            *self,
                        const KontorChart          *chart,
                        double                      width,
                        double                      height,
                        PangoContext               *context,
                        const PangoFontDescription *font)
{
  double labels;

  *self = (KontorChartPlan){ .chart = chart, .font = font, .width = width };
  self->context = kontor_chart_context_new (context);
  self->line_height = kontor_chart_line_height (self->context, font);
  self->top = self->line_height * 0.7;
  if (chart->title != NULL)
    self->top += self->line_height * 1.8;
  self->bottom = height - self->line_height * (chart->point_labels != NULL ? 1.6 : 0.7);
  find_range (self);
  choose_axis (self);

  labels = MIN (widest_label (self), width * LABEL_SHARE);
  self->left = widest_tick (self) + LABEL_GAP;
  self->right = width - (labels > 0.0 ? labels + LABEL_GAP + 4.0 : LABEL_GAP);
}

/* Frees what the plan owns. */
void
kontor_chart_plan_clear (KontorChartPlan *self)
{
  g_clear_object (&self->context);
}

/* Returns: whether a series is drawn as bars, which need a slot around each point */
gboolean
kontor_chart_plan_has_bars (const KontorChartPlan *self)
{
  for (guint i = 0; i < self->chart->n_series; i++)
    if (self->chart->series[i].kind == KONTOR_CHART_BARS)
      return TRUE;

  return FALSE;
}

static gboolean
has_slots (const KontorChartPlan *self)
{
  return self->chart->n_points < 2 || kontor_chart_plan_has_bars (self);
}

/* Returns: the distance of two points */
double
kontor_chart_plan_slot (const KontorChartPlan *self)
{
  guint n_slots = has_slots (self) ? MAX (self->chart->n_points, 1) : self->chart->n_points - 1;

  return (self->right - self->left) / n_slots;
}

/* Returns: where a point is */
double
kontor_chart_plan_x (const KontorChartPlan *self, guint point)
{
  if (self->chart->places != NULL)
    return self->left + (self->right - self->left) * self->chart->places[point];

  return self->left + kontor_chart_plan_slot (self) * (point + (has_slots (self) ? 0.5 : 0.0));
}

/* Returns: where a value is */
double
kontor_chart_plan_y (const KontorChartPlan *self, double value)
{
  return self->bottom - (value - self->low) / (self->high - self->low) * (self->bottom - self->top);
}

/* Of points at places of their own. */
static int
nearest_point (const KontorChartPlan *self, double x)
{
  guint best = 0;

  for (guint point = 1; point < self->chart->n_points; point++)
    if (fabs (kontor_chart_plan_x (self, point) - x) <= fabs (kontor_chart_plan_x (self, best) - x))
      best = point;

  return (int) best;
}

/**
 * kontor_chart_point_at:
 * @chart: the chart
 * @x: a place, in the units of @width
 * @width: as it was drawn
 * @height: as it was drawn
 * @context: (nullable): as it was drawn
 * @font: as it was drawn
 *
 * Finds the point under the pointer.
 *
 * Returns: the nearest point, -1 beside the plot
 */
int
kontor_chart_point_at (const KontorChart          *chart,
                       double                      x,
                       double                      width,
                       double                      height,
                       PangoContext               *context,
                       const PangoFontDescription *font)
{
  g_auto (KontorChartPlan) plan = { NULL };
  double place;

  g_return_val_if_fail (chart != NULL && font != NULL, -1);

  if (chart->n_points == 0)
    return -1;

  kontor_chart_plan_init (&plan, chart, width, height, context, font);
  if (plan.right <= plan.left || x < plan.left - LABEL_GAP || x > plan.right + LABEL_GAP)
    return -1;
  if (chart->places != NULL)
    return nearest_point (&plan, x);

  place = (x - kontor_chart_plan_x (&plan, 0)) / kontor_chart_plan_slot (&plan);
  return (int) CLAMP (round (place), 0.0, chart->n_points - 1.0);
}
