/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-chart.h"

G_BEGIN_DECLS

/* Where everything goes: measured first, drawn after. */
typedef struct
{
  const KontorChart          *chart;
  PangoContext               *context; /* (owned) */
  const PangoFontDescription *font;

  double line_height;
  double left; /* the plot's edges */
  double top;
  double right;
  double bottom;
  double width;

  double low; /* the axis, in values */
  double high;
  double step;
} KontorChartPlan;

/* A chart while it is drawn. */
typedef struct
{
  KontorChartPlan           plan;
  cairo_t                  *cr;
  const KontorChartPalette *palette;
} KontorChartDrawing;

void                    kontor_chart_set_color (const KontorChartDrawing *self,
                                                const KontorChartColor   *color,
                                                double                    alpha);
const KontorChartColor *kontor_chart_series_color (const KontorChartDrawing *self, guint index);
void kontor_chart_draw_mark (const KontorChartDrawing *self, guint index, double x, double y);
void kontor_chart_draw_series (const KontorChartDrawing *self, guint index);

PangoContext *kontor_chart_context_new (PangoContext *context);
PangoLayout  *kontor_chart_layout_new (PangoContext               *context,
                                       const PangoFontDescription *font,
                                       const char                 *text,
                                       gboolean                    bold);
double        kontor_chart_layout_width (PangoLayout *layout);
void          kontor_chart_layout_fit (PangoLayout *layout, double width);
double        kontor_chart_line_height (PangoContext *context, const PangoFontDescription *font);
char         *kontor_chart_value_text (KontorChartFormatFunc format, gpointer data, gint64 value);

void     kontor_chart_plan_init (KontorChartPlan            *self,
                                 const KontorChart          *chart,
                                 double                      width,
                                 double                      height,
                                 PangoContext               *context,
                                 const PangoFontDescription *font);
void     kontor_chart_plan_clear (KontorChartPlan *self);
double   kontor_chart_plan_x (const KontorChartPlan *self, guint point);
double   kontor_chart_plan_y (const KontorChartPlan *self, double value);
double   kontor_chart_plan_slot (const KontorChartPlan *self);
gboolean kontor_chart_plan_has_bars (const KontorChartPlan *self);
void     kontor_chart_plan_span (
      const KontorChartPlan *self, guint index, guint point, double *base, double *top);
gboolean kontor_chart_has_value (const KontorChartSeries *series, guint point);
char    *kontor_chart_format_value (const KontorChart *chart, gint64 value);
PangoLayout        *
kontor_chart_plan_layout (const KontorChartPlan *self, const char *text, gboolean bold);
double kontor_chart_plan_measure (const KontorChartPlan *self, const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorChartPlan, kontor_chart_plan_clear)

G_END_DECLS
