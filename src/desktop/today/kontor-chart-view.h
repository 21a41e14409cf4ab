/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-chart.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CHART_VIEW (kontor_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorChartView, kontor_chart_view, KONTOR, CHART_VIEW, GtkWidget)

/* Signal "point-opened" (int point): Enter or a click on a point. */

void kontor_chart_view_take_data (KontorChartView *self,
                                  GArray          *now,
                                  GArray          *before,
                                  char           **labels,
                                  const char      *now_label,
                                  const char      *before_label);
void
kontor_chart_view_set_format (KontorChartView *self, KontorChartFormatFunc format, gpointer data);

G_END_DECLS
