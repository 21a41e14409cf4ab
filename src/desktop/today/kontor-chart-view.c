/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-chart-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-chart-style.h"

/**
 * KontorChartView:
 *
 * A chart of a period and the one before it. Arrow keys move the cursor from point to point; the
 * value under it is told to screen readers; Enter opens the point.
 */
struct _KontorChartView
{
  GtkWidget parent_instance;

  GArray               *now;    /* (owned) (nullable) of gint64 */
  GArray               *before; /* (owned) (nullable) of gint64 */
  char                **labels; /* (owned) (nullable) */
  char                 *now_label;
  char                 *before_label;
  int                   cursor;
  KontorChartFormatFunc format;
  gpointer              format_data; /* (unowned) */
};

enum
{
  POINT_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorChartView, kontor_chart_view, GTK_TYPE_WIDGET)

static KontorChart
chart_of (KontorChartView *self)
{
  KontorChart chart = {
    .series = { { self->now_label, KONTOR_CHART_LINE, (const gint64 *) self->now->data },
                { self->before_label, KONTOR_CHART_LINE, (const gint64 *) self->before->data } },
    .n_series = 2,
    .n_points = self->now->len,
    .point_labels = (const char *const *) self->labels,
    .from_zero = TRUE,
    .cursor = self->cursor,
    .format = self->format,
    .format_data = self->format_data,
  };

  return chart;
}

static KontorChartPalette
palette_of (KontorChartView *self)
{
  GtkWidget         *widget = GTK_WIDGET (self);
  KontorChartPalette palette = { 0 };

  palette.text = kontor_chart_style_color (widget, "view_fg_color", 1);
  palette.dim = kontor_chart_style_color (widget, "view_fg_color", 0.6);
  palette.grid = kontor_chart_style_color (widget, "view_fg_color", 0.12);
  palette.series[0] = kontor_chart_style_color (widget, "accent_color", 1);
  palette.series[1] = kontor_chart_style_color (widget, "view_fg_color", 0.4);
  return palette;
}

static void
kontor_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorChartView      *self = KONTOR_CHART_VIEW (widget);
  int                   width = gtk_widget_get_width (widget);
  int                   height = gtk_widget_get_height (widget);
  KontorChart           chart = { 0 };
  KontorChartPalette    palette = palette_of (self);
  PangoFontDescription *font = NULL;
  cairo_t              *cr = NULL;

  if (self->now == NULL || width < 40 || height < 40)
    return;
  chart = chart_of (self);
  font = kontor_chart_style_dup_font (GTK_WIDGET (self));
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  kontor_chart_draw (
    &chart, cr, width, height, gtk_widget_get_pango_context (widget), font, &palette);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

static void
move_to (KontorChartView *self, int point)
{
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  if (self->now == NULL || point < -1 || point >= (int) self->now->len || point == self->cursor)
    return;
  self->cursor = point;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (point < 0 || self->format == NULL)
    return;
  value = self->format (g_array_index (self->now, gint64, point), self->format_data);
  text = g_strdup_printf ("%s: %s", self->labels[point], value);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static gboolean
key_pressed_cb (KontorChartView *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Left:
      move_to (self, self->cursor < 0 ? (int) self->now->len - 1 : MAX (self->cursor - 1, 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      move_to (self, self->cursor + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
      if (self->cursor >= 0)
        g_signal_emit (self, signals[POINT_OPENED], 0, self->cursor);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static int
point_at (KontorChartView *self, double x)
{
  KontorChart           chart = { 0 };
  PangoFontDescription *font = NULL;
  int                   point = -1;

  if (self->now == NULL)
    return -1;
  chart = chart_of (self);
  font = kontor_chart_style_dup_font (GTK_WIDGET (self));
  point = kontor_chart_point_at (&chart,
                                 x,
                                 gtk_widget_get_width (GTK_WIDGET (self)),
                                 gtk_widget_get_height (GTK_WIDGET (self)),
                                 gtk_widget_get_pango_context (GTK_WIDGET (self)),
                                 font);
  pango_font_description_free (font);
  return point;
}

static void
motion_cb (KontorChartView *self, double x, double y)
{
  move_to (self, point_at (self, x));
}

static void
left_cb (KontorChartView *self)
{
  move_to (self, -1);
}

static void
released_cb (KontorChartView *self, int n_press, double x, double y)
{
  int point = point_at (self, x);

  if (point >= 0)
    g_signal_emit (self, signals[POINT_OPENED], 0, point);
}

static void
clear_data (KontorChartView *self)
{
  g_clear_pointer (&self->now, g_array_unref);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->labels, g_strfreev);
  g_clear_pointer (&self->now_label, g_free);
  g_clear_pointer (&self->before_label, g_free);
}

static void
kontor_chart_view_finalize (GObject *object)
{
  clear_data (KONTOR_CHART_VIEW (object));

  G_OBJECT_CLASS (kontor_chart_view_parent_class)->finalize (object);
}

static void
kontor_chart_view_class_init (KontorChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_chart_view_finalize;
  widget_class->snapshot = kontor_chart_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
  signals[POINT_OPENED] = g_signal_new ("point-opened",
                                        KONTOR_TYPE_CHART_VIEW,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_INT);
}

static void
kontor_chart_view_init (KontorChartView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * kontor_chart_view_take_data:
 * @now: (transfer full): of gint64, a value a point
 * @before: (transfer full): as many
 * @labels: (transfer full): as many
 */
void
kontor_chart_view_take_data (KontorChartView *self,
                             GArray          *now,
                             GArray          *before,
                             char           **labels,
                             const char      *now_label,
                             const char      *before_label)
{
  g_return_if_fail (KONTOR_IS_CHART_VIEW (self));
  g_return_if_fail (now->len == before->len);

  clear_data (self);
  self->now = now;
  self->before = before;
  self->labels = labels;
  self->now_label = g_strdup (now_label);
  self->before_label = g_strdup (before_label);
  self->cursor = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kontor_chart_view_set_format:
 * @data: outlives the widget's drawing
 */
void
kontor_chart_view_set_format (KontorChartView *self, KontorChartFormatFunc format, gpointer data)
{
  self->format = format;
  self->format_data = data;
}
