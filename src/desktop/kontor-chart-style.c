/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-chart-style.h"

/**
 * kontor_chart_style_color:
 * @widget: a chart
 * @name: of a color of the theme
 * @alpha: 0 to 1, multiplied with the color's own
 *
 * Returns: the color; a middle grey where the theme has none of this name
 */
KontorChartColor
kontor_chart_style_color (GtkWidget *widget, const char *name, double alpha)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color);
  return (KontorChartColor){
    (double) color.red, (double) color.green, (double) color.blue, (double) color.alpha * alpha
  };
}

/**
 * kontor_chart_style_dup_font:
 * @widget: a chart
 *
 * Returns: (transfer full): the widget's font
 */
PangoFontDescription *
kontor_chart_style_dup_font (GtkWidget *widget)
{
  return pango_font_description_copy (
    pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
}
