/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart-private.h"

/* Text in charts: one line each, in figures of one width. */

static PangoAttrList *
make_attributes (gboolean bold)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  return attributes;
}

/* Returns: (transfer full): a context, the widget's or one of the default font map */
PangoContext *
kontor_chart_context_new (PangoContext *context)
{
  return context != NULL ? g_object_ref (context)
                         : pango_font_map_create_context (pango_cairo_font_map_get_default ());
}

/* Returns: (transfer full): a line of text; one that is not UTF-8 has its bad bytes replaced */
PangoLayout *
kontor_chart_layout_new (PangoContext               *context,
                         const PangoFontDescription *font,
                         const char                 *text,
                         gboolean                    bold)
{
  g_autoptr (PangoAttrList) attributes = make_attributes (bold);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  PangoLayout     *layout = pango_layout_new (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

/* Returns: the width of a layout, in the units of the drawing */
double
kontor_chart_layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* Returns: the height of a line */
double
kontor_chart_line_height (PangoContext *context, const PangoFontDescription *font)
{
  g_autoptr (PangoLayout) layout = kontor_chart_layout_new (context, font, "Ág", FALSE);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Cuts a layout with an ellipsis where it would be wider than @width. */
void
kontor_chart_layout_fit (PangoLayout *layout, double width)
{
  pango_layout_set_width (layout, (int) (MAX (width, 0.0) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
}

/* Returns: (transfer full): a value as @format writes it, or as a plain number */
char *
kontor_chart_value_text (KontorChartFormatFunc format, gpointer data, gint64 value)
{
  return format != NULL ? format (value, data) : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}
