/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-chart.h"

G_BEGIN_DECLS

/* What a chart in the window takes from the widget that it is drawn in. */
KontorChartColor      kontor_chart_style_color (GtkWidget *widget, const char *name, double alpha);
PangoFontDescription *kontor_chart_style_dup_font (GtkWidget *widget);

G_END_DECLS
