/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart.h"

#include <math.h>

#include "kontor-chart-private.h"

#define LEAST_PLOT 24.0
#define LEAST_LABEL_GAP 16.0

/* Okabe and Ito's advice for colour-blind readers: blue and orange first; told apart by dash and
 * mark as well. */
const KontorChartPalette kontor_chart_palette_light = {
  .background = { 1.0, 1.0, 1.0, 1.0 },
  .text = { 0.13, 0.13, 0.15, 1.0 },
  .dim = { 0.40, 0.40, 0.43, 1.0 },
  .grid = { 0.88, 0.88, 0.90, 1.0 },
  .series = {
    { 0.10, 0.37, 0.71, 1.0 },
    { 0.70, 0.32, 0.00, 1.0 },
    { 0.00, 0.48, 0.36, 1.0 },
    { 0.50, 0.24, 0.58, 1.0 },
  },
};

const KontorChartPalette kontor_chart_palette_dark = {
  .background = { 0.12, 0.12, 0.13, 1.0 },
  .text = { 0.95, 0.95, 0.96, 1.0 },
  .dim = { 0.66, 0.66, 0.69, 1.0 },
  .grid = { 0.26, 0.26, 0.28, 1.0 },
  .series = {
    { 0.47, 0.68, 0.93, 1.0 },
    { 1.00, 0.64, 0.28, 1.0 },
    { 0.36, 0.80, 0.65, 1.0 },
    { 0.82, 0.60, 0.90, 1.0 },
  },
};

static double
snap (double place)
{
  return floor (place) + 0.5;
}

static void
show_layout (const KontorChartDrawing *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_title (const KontorChartDrawing *self)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (self->plan.chart->title == NULL)
    return;

  layout = kontor_chart_plan_layout (&self->plan, self->plan.chart->title, TRUE);
  pango_layout_set_width (layout, (int) (self->plan.width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  kontor_chart_set_color (self, &self->palette->text, 1.0);
  show_layout (self, layout, 0.0, 0.0);
}

static void
draw_grid_line (const KontorChartDrawing *self, double value)
{
  const KontorChartPlan *plan = &self->plan;
  g_autofree char       *text = kontor_chart_format_value (plan->chart, (gint64) value);
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (plan, text, FALSE);
  gboolean zero = fabs (value) < 0.5;
  double   y = snap (kontor_chart_plan_y (plan, value));
  int      width;

  kontor_chart_set_color (self, zero ? &self->palette->dim : &self->palette->grid, 1.0);
  cairo_set_line_width (self->cr, 1.0);
  cairo_move_to (self->cr, plan->left, y);
  cairo_line_to (self->cr, plan->right, y);
  cairo_stroke (self->cr);

  pango_layout_get_size (layout, &width, NULL);
  kontor_chart_set_color (self, &self->palette->dim, 1.0);
  show_layout (
    self, layout, plan->left - 8.0 - (double) width / PANGO_SCALE, y - plan->line_height / 2.0);
}

static void
draw_grid (const KontorChartDrawing *self)
{
  const KontorChartPlan *plan = &self->plan;

  for (double value = plan->low; value <= plan->high + plan->step / 2.0; value += plan->step)
    if (fabs (value) < 9.0e18)
      draw_grid_line (self, value);
}

static guint
point_label_stride (const KontorChartPlan *plan)
{
  double widest = 0.0;

  for (guint point = 0; point < plan->chart->n_points; point++)
    widest = MAX (widest, kontor_chart_plan_measure (plan, plan->chart->point_labels[point]));

  return (guint) MAX (1.0, ceil ((widest + LEAST_LABEL_GAP) / kontor_chart_plan_slot (plan)));
}

/* Below its point; of points at places of their own only where the one before leaves room, which
 * ends at @taken. */
static void
draw_point_label (const KontorChartDrawing *self, guint point, double *taken)
{
  const KontorChartPlan *plan = &self->plan;
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (
    plan, plan->chart->point_labels[point], FALSE);
  double width = kontor_chart_layout_width (layout);
  double left = kontor_chart_plan_x (plan, point) - width / 2.0;

  if (plan->chart->places != NULL)
    {
      left = CLAMP (left, 0.0, MAX (plan->width - width, 0.0));
      if (left < *taken)
        return;
    }
  *taken = left + width + LEAST_LABEL_GAP;
  show_layout (self, layout, left, plan->bottom + plan->line_height * 0.4);
}

static void
draw_point_labels (const KontorChartDrawing *self)
{
  const KontorChartPlan *plan = &self->plan;
  guint                  stride = 1;
  double                 taken = 0.0;

  if (plan->chart->point_labels == NULL || plan->chart->n_points == 0)
    return;

  if (plan->chart->places == NULL)
    stride = point_label_stride (plan);
  kontor_chart_set_color (self, &self->palette->dim, 1.0);
  for (guint point = 0; point < plan->chart->n_points; point += stride)
    draw_point_label (self, point, &taken);
}

static gboolean
all_missing (const KontorChart *chart, guint point)
{
  for (guint i = 0; i < chart->n_series; i++)
    if (!chart->series[i].earlier && kontor_chart_has_value (&chart->series[i], point))
      return FALSE;

  return TRUE;
}

static void
draw_gap (const KontorChartDrawing *self, guint first, guint last)
{
  const KontorChartPlan *plan = &self->plan;
  double                 half = kontor_chart_plan_slot (plan) / 2.0;
  double                 left = MAX (plan->left, kontor_chart_plan_x (plan, first) - half);
  double                 right = MIN (plan->right, kontor_chart_plan_x (plan, last) + half);
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (
    plan, plan->chart->missing_label, FALSE);
  int width;

  kontor_chart_set_color (self, &self->palette->grid, 0.35);
  cairo_rectangle (self->cr, left, plan->top, right - left, plan->bottom - plan->top);
  cairo_fill (self->cr);

  pango_layout_get_size (layout, &width, NULL);
  if ((double) width / PANGO_SCALE + 8.0 > right - left)
    return;
  kontor_chart_set_color (self, &self->palette->dim, 1.0);
  show_layout (self,
               layout,
               (left + right - (double) width / PANGO_SCALE) / 2.0,
               (plan->top + plan->bottom - plan->line_height) / 2.0);
}

static void
draw_gaps (const KontorChartDrawing *self)
{
  const KontorChart *chart = self->plan.chart;
  guint              point = 0;

  while (point < chart->n_points)
    {
      guint first = point;

      while (point < chart->n_points && all_missing (chart, point))
        point++;
      if (point > first)
        draw_gap (self, first, point - 1);
      else
        point++;
    }
}

typedef struct
{
  guint  index;
  guint  point; /* the last with a value */
  double y;     /* the middle of the label */
} Label;

static double
value_place (const KontorChartDrawing *self, guint index, guint point)
{
  double base, top;

  kontor_chart_plan_span (&self->plan, index, point, &base, &top);
  return kontor_chart_plan_y (&self->plan, top);
}

/* At the value, or in the middle of what lies between others. */
static double
label_place (const KontorChartDrawing *self, guint index, guint point)
{
  double base, top;

  kontor_chart_plan_span (&self->plan, index, point, &base, &top);
  return kontor_chart_plan_y (&self->plan, self->plan.chart->stacked ? (base + top) / 2.0 : top);
}

static guint
find_labels (const KontorChartDrawing *self, Label labels[KONTOR_CHART_MAX_SERIES])
{
  const KontorChart *chart = self->plan.chart;
  guint              n_labels = 0;

  for (guint i = 0; i < chart->n_series; i++)
    for (guint point = chart->n_points; point > 0; point--)
      if (kontor_chart_has_value (&chart->series[i], point - 1))
        {
          labels[n_labels++] = (Label){ i, point - 1, label_place (self, i, point - 1) };
          break;
        }

  return n_labels;
}

static int
compare_labels (const void *a, const void *b)
{
  const Label *first = a;
  const Label *second = b;

  return (first->y > second->y) - (first->y < second->y);
}

/* Lines that end close together push their labels apart, from above, then back from below. */
static void
spread_labels (const KontorChartDrawing *self, Label *labels, guint n_labels)
{
  double height = self->plan.line_height;
  double limit = self->plan.bottom;

  qsort (labels, n_labels, sizeof *labels, compare_labels);
  for (guint i = 1; i < n_labels; i++)
    labels[i].y = MAX (labels[i].y, labels[i - 1].y + height);
  for (guint i = n_labels; i > 0; i--)
    {
      labels[i - 1].y = MIN (labels[i - 1].y, limit);
      limit = labels[i - 1].y - height;
    }
}

static void
draw_label (const KontorChartDrawing *self, const Label *label)
{
  const KontorChartPlan   *plan = &self->plan;
  const KontorChartSeries *series = &plan->chart->series[label->index];
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (plan, series->label, FALSE);

  pango_layout_set_width (layout,
                          (int) (MAX (plan->width - plan->right - 10.0, 0.0) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  kontor_chart_set_color (self, kontor_chart_series_color (self, label->index), 1.0);
  show_layout (self, layout, plan->right + 10.0, label->y - plan->line_height / 2.0);

  if (series->kind != KONTOR_CHART_BARS)
    kontor_chart_draw_mark (self,
                            label->index,
                            kontor_chart_plan_x (plan, label->point),
                            value_place (self, label->index, label->point));
}

static void
draw_labels (const KontorChartDrawing *self)
{
  Label labels[KONTOR_CHART_MAX_SERIES];
  guint n_labels = find_labels (self, labels);

  spread_labels (self, labels, n_labels);
  for (guint i = 0; i < n_labels; i++)
    draw_label (self, &labels[i]);
}

static char *
cursor_text (const KontorChart *chart, guint point)
{
  GString *text = g_string_new (chart->point_labels != NULL ? chart->point_labels[point] : NULL);

  for (guint i = 0; i < chart->n_series; i++)
    {
      g_autofree char *value = NULL;

      if (kontor_chart_has_value (&chart->series[i], point))
        value = kontor_chart_format_value (chart, chart->series[i].values[point]);
      else
        value = g_strdup (chart->missing_label != NULL ? chart->missing_label : "–");
      g_string_append_printf (text,
                              "%s%s  %s",
                              text->len > 0 ? "\n" : "",
                              chart->series[i].label != NULL ? chart->series[i].label : "",
                              value);
    }

  return g_string_free (text, FALSE);
}

static void
draw_cursor_box (const KontorChartDrawing *self, double x, const char *text)
{
  const KontorChartPlan *plan = &self->plan;
  g_autoptr (PangoLayout) layout = kontor_chart_plan_layout (plan, text, FALSE);
  PangoRectangle size;
  double         left = x + 10.0;

  pango_layout_set_single_paragraph_mode (layout, FALSE);
  pango_layout_get_pixel_extents (layout, NULL, &size);
  if (x > (plan->left + plan->right) / 2.0) /* names of lines stand at the right */
    left = MAX (0.0, x - 26.0 - size.width);

  cairo_rectangle (self->cr, snap (left), snap (plan->top), size.width + 16.0, size.height + 12.0);
  cairo_set_source_rgba (self->cr,
                         self->palette->background.red,
                         self->palette->background.green,
                         self->palette->background.blue,
                         0.95);
  cairo_fill_preserve (self->cr);
  kontor_chart_set_color (self, &self->palette->grid, 1.0);
  cairo_set_line_width (self->cr, 1.0);
  cairo_stroke (self->cr);
  kontor_chart_set_color (self, &self->palette->text, 1.0);
  show_layout (self, layout, left + 8.0, plan->top + 6.0);
}

static void
draw_cursor (const KontorChartDrawing *self)
{
  const KontorChartPlan *plan = &self->plan;
  const KontorChart     *chart = plan->chart;
  g_autofree char       *text = NULL;
  double                 x;

  if (chart->cursor < 0 || (guint) chart->cursor >= chart->n_points)
    return;

  x = kontor_chart_plan_x (plan, (guint) chart->cursor);
  kontor_chart_set_color (self, &self->palette->dim, 1.0);
  cairo_set_line_width (self->cr, 1.0);
  cairo_move_to (self->cr, snap (x), plan->top);
  cairo_line_to (self->cr, snap (x), plan->bottom);
  cairo_stroke (self->cr);

  for (guint i = 0; i < chart->n_series; i++)
    if (chart->series[i].kind != KONTOR_CHART_BARS
        && kontor_chart_has_value (&chart->series[i], (guint) chart->cursor))
      kontor_chart_draw_mark (self, i, x, value_place (self, i, (guint) chart->cursor));

  text = cursor_text (chart, (guint) chart->cursor);
  draw_cursor_box (self, x, text);
}

static void
draw_all (const KontorChartDrawing *self)
{
  draw_title (self);
  draw_gaps (self);
  draw_grid (self);
  draw_point_labels (self);
  for (guint i = self->plan.chart->n_series; i > 0; i--)
    kontor_chart_draw_series (self, i - 1); /* the first lies on top */
  draw_labels (self);
  draw_cursor (self);
}

/**
 * kontor_chart_draw:
 * @chart: what to draw; at most %KONTOR_CHART_MAX_SERIES series
 * @cr: where; the chart's upper left corner is its origin
 * @width: in the units of @cr
 * @height: in the units of @cr
 * @context: (nullable): the widget's, for its fonts; %NULL is one of the default font map
 * @font: of all words
 * @palette: the colours: kontor_chart_palette_light, kontor_chart_palette_dark, or the platform's
 *
 * Draws a chart: few grid lines, labels at the lines instead of a legend, a darker line at zero, a
 * gap where values are missing. Series are told apart by dash, mark and pattern as well as by
 * colour. Nothing is drawn where there is no room for it. Any thread.
 */
void
kontor_chart_draw (const KontorChart          *chart,
                   cairo_t                    *cr,
                   double                      width,
                   double                      height,
                   PangoContext               *context,
                   const PangoFontDescription *font,
                   const KontorChartPalette   *palette)
{
  KontorChartDrawing drawing = { .cr = cr, .palette = palette };

  g_return_if_fail (chart != NULL && cr != NULL && font != NULL && palette != NULL);
  g_return_if_fail (chart->n_series <= KONTOR_CHART_MAX_SERIES);

  cairo_save (cr);
  if (palette->background.alpha > 0.0)
    {
      kontor_chart_set_color (&drawing, &palette->background, 1.0);
      cairo_rectangle (cr, 0.0, 0.0, width, height);
      cairo_fill (cr);
    }

  kontor_chart_plan_init (&drawing.plan, chart, width, height, context, font);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (drawing.plan.right - drawing.plan.left >= LEAST_PLOT
      && drawing.plan.bottom - drawing.plan.top >= LEAST_PLOT)
    draw_all (&drawing);
  kontor_chart_plan_clear (&drawing.plan);
  cairo_restore (cr);
}
