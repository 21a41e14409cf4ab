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
  if (chart->format != NULL)
    return chart->format (value, chart->format_data);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static PangoAttrList *
make_attributes (gboolean bold)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  return attributes;
}

/* Returns: (transfer full): a line of text; one that is not UTF-8 has its bad bytes replaced */
PangoLayout *
kontor_chart_plan_layout (const KontorChartPlan *self, const char *text, gboolean bold)
{
  g_autoptr (PangoAttrList) attributes = make_attributes (bold);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  PangoLayout     *layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, self->font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

/* Returns: the width of a text */
double
kontor_chart_plan_measure (const KontorChartPlan *self, const char *text)
{
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (self, text, FALSE);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
find_range (KontorChartPlan *self)
{
  const KontorChart *chart = self->chart;
  gboolean           found = chart->from_zero || kontor_chart_plan_has_bars (self);

  self->low = self->high = 0.0;
  for (guint i = 0; i < chart->n_series; i++)
    for (guint point = 0; point < chart->n_points; point++)
      {
        double value;

        if (!kontor_chart_has_value (&chart->series[i], point))
          continue;
        value = (double) chart->series[i].values[point];
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

static double
measure_line (const KontorChartPlan *self)
{
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (self, "Ág", FALSE);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
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
  if (context != NULL)
    self->context = g_object_ref (context);
  else
    self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  self->line_height = measure_line (self);
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
  return self->left + kontor_chart_plan_slot (self) * (point + (has_slots (self) ? 0.5 : 0.0));
}

/* Returns: where a value is */
double
kontor_chart_plan_y (const KontorChartPlan *self, double value)
{
  return self->bottom - (value - self->low) / (self->high - self->low) * (self->bottom - self->top);
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

  place = (x - kontor_chart_plan_x (&plan, 0)) / kontor_chart_plan_slot (&plan);
  return (int) CLAMP (round (place), 0.0, chart->n_points - 1.0);
}
