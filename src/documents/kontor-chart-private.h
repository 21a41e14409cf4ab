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
gboolean kontor_chart_has_value (const KontorChartSeries *series, guint point);
char    *kontor_chart_format_value (const KontorChart *chart, gint64 value);
PangoLayout        *
kontor_chart_plan_layout (const KontorChartPlan *self, const char *text, gboolean bold);
double kontor_chart_plan_measure (const KontorChartPlan *self, const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorChartPlan, kontor_chart_plan_clear)

G_END_DECLS
