/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-text-scale.h"

#include <pango/pangocairo.h>

#define USUAL_TEXT (11.0 * 96 / 72) /* pixels: the platform's 11 points at 96 dots an inch */

/**
 * kontor_text_scaled:
 * @widget: whose text it is about
 * @pixels: a length that suits text of the usual size
 *
 * Returns: the length in pixels that suits the text as the person has set it: larger with large
 * text, never smaller than @pixels
 */
int
kontor_text_scaled (GtkWidget *widget, int pixels)
{
  PangoContext               *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double                      size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  return (int) (pixels * MAX (size / USUAL_TEXT, 1.0) + 0.5);
}

static void
scale_window (GtkWindow *window)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle screen = { 0, 0, G_MAXINT, G_MAXINT };
  int          width = 0;
  int          height = 0;

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &screen);
  gtk_window_get_default_size (window, &width, &height);
  /* -1 stands for what the content wants */
  if (width > 0)
    width = MIN (kontor_text_scaled (GTK_WIDGET (window), width), MAX (width, screen.width));
  if (height > 0)
    height = MIN (kontor_text_scaled (GTK_WIDGET (window), height), MAX (height, screen.height));
  gtk_window_set_default_size (window, width, height);
}

/* Small print is as wide as the words that it stands above: one measure for all. */
static void
scale_tree (GtkWidget *widget, GtkWidget *measure)
{
  static GQuark done = 0;
  GtkWidget    *child = gtk_widget_get_first_child (widget);
  int           width = -1;

  if (done == 0)
    done = g_quark_from_static_string ("kontor-text-scaled");
  if (g_object_get_qdata (G_OBJECT (widget), done) != NULL)
    return;
  g_object_set_qdata (G_OBJECT (widget), done, widget);
  gtk_widget_get_size_request (widget, &width, NULL);
  if (width > 0)
    g_object_set (widget, "width-request", kontor_text_scaled (measure, width), NULL);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    scale_tree (child, measure);
}

/**
 * kontor_text_scale_template:
 * @widget: a widget whose template was just made
 *
 * Lets the widths that the template asks for, and the size of a window, grow with the text. What is
 * made of other templates is left to those.
 */
void
kontor_text_scale_template (GtkWidget *widget)
{
  scale_tree (widget, widget);
  if (GTK_IS_WINDOW (widget))
    scale_window (GTK_WINDOW (widget));
}
