/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-chart.h"

#include <glib/gi18n.h>

#include "kontor-chart-style.h"
#include "kontor-format.h"
#include "kontor-stock-words.h"

#define LEAST_SIZE 40
#define HEIGHT 168

/**
 * KontorStockChart:
 *
 * What lay there along time: a step a movement, and a mark on each. Arrow keys move the cursor from
 * movement to movement and tell screen readers what it was; Home and End go to the first and the
 * last; Enter opens it.
 */
struct _KontorStockChart
{
  GtkWidget parent_instance;

  KontorJson *points; /* (owned) (nullable): the steps */
  char       *unit;   /* (owned) (nullable) */
  GArray     *values; /* (owned) of gint64: before, the steps, and now */
  GArray     *places; /* (owned) of double */
  GArray     *marked; /* (owned) of gboolean */
  char      **labels; /* (owned) (nullable) */
  int         cursor; /* index of a value, -1 for none */
};

enum
{
  STEP_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorStockChart, kontor_stock_chart, GTK_TYPE_WIDGET)

static char *
format_value (gint64 value, gpointer data)
{
  KontorStockChart *self = data;

  return kontor_stock_dup_amount (value, self->unit);
}

static KontorChart
chart_of (KontorStockChart *self)
{
  KontorChart chart = {
    .series = { { "", KONTOR_CHART_STEP, (const gint64 *) self->values->data } },
    .n_series = 1,
    .n_points = self->values->len,
    .point_labels = (const char *const *) self->labels,
    .places = (const double *) self->places->data,
    .marked = (const gboolean *) self->marked->data,
    .from_zero = TRUE,
    .cursor = self->cursor,
    .format = format_value,
    .format_data = self,
  };

  return chart;
}

static KontorChartPalette
palette_of (KontorStockChart *self)
{
  GtkWidget         *widget = GTK_WIDGET (self);
  KontorChartPalette palette = { 0 };

  palette.background = kontor_chart_style_color (widget, "view_bg_color", 1);
  palette.text = kontor_chart_style_color (widget, "view_fg_color", 1);
  palette.dim = kontor_chart_style_color (widget, "view_fg_color", 0.6);
  palette.grid = kontor_chart_style_color (widget, "view_fg_color", 0.12);
  palette.series[0] = kontor_chart_style_color (widget, "accent_color", 1);
  return palette;
}

/* The background of the pane is the chart's. */
static void
kontor_stock_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorStockChart     *self = KONTOR_STOCK_CHART (widget);
  int                   width = gtk_widget_get_width (widget);
  int                   height = gtk_widget_get_height (widget);
  KontorChart           chart = { 0 };
  KontorChartPalette    palette = palette_of (self);
  PangoFontDescription *font = NULL;
  cairo_t              *cr = NULL;

  if (self->values->len == 0 || width < LEAST_SIZE || height < LEAST_SIZE)
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
kontor_stock_chart_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : LEAST_SIZE;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 2 * HEIGHT;
}

/* The first value is what lay there before, the last what lies there now: no steps. */
static const KontorJson *
step_at (KontorStockChart *self, int point)
{
  if (self->points == NULL || point < 1 || point > (int) kontor_json_length (self->points))
    return NULL;
  return kontor_json_at (self->points, (guint) point - 1);
}

static char *
describe_step (const KontorJson *step, const char *unit)
{
  g_autofree char *when = kontor_format_exact (kontor_json_get_integer (step, "at", 0));
  g_autofree char *value = kontor_stock_dup_amount (kontor_json_get_integer (step, "on_hand", 0),
                                                    unit);

  return g_strdup_printf ("%s: %s", when, value);
}

static void
move_to (KontorStockChart *self, int point)
{
  const KontorJson *step = step_at (self, point);
  g_autofree char  *text = NULL;

  if (point == self->cursor || (point >= 0 && step == NULL))
    return;
  self->cursor = point;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (step == NULL)
    return;
  text = describe_step (step, self->unit);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
open_step (KontorStockChart *self, int point)
{
  const KontorJson *step = step_at (self, point);

  if (step != NULL)
    g_signal_emit (self, signals[STEP_OPENED], 0, step);
}

static gboolean
key_pressed_cb (KontorStockChart *self, guint key)
{
  int last = self->points != NULL ? (int) kontor_json_length (self->points) : 0;

  switch (key)
    {
    case GDK_KEY_Left:
      move_to (self, self->cursor < 0 ? last : MAX (self->cursor - 1, 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      move_to (self, self->cursor < 0 ? last : MIN (self->cursor + 1, last));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      move_to (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move_to (self, last);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      open_step (self, self->cursor);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static int
point_at (KontorStockChart *self, double x)
{
  KontorChart           chart = { 0 };
  PangoFontDescription *font = NULL;
  int                   point = -1;

  if (self->values->len == 0)
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
  return step_at (self, point) != NULL ? point : -1;
}

static void
motion_cb (KontorStockChart *self, double x, double y)
{
  move_to (self, point_at (self, x));
}

static void
left_cb (KontorStockChart *self)
{
  move_to (self, -1);
}

static void
released_cb (KontorStockChart *self, int n_press, double x, double y)
{
  open_step (self, point_at (self, x));
}

static void
kontor_stock_chart_finalize (GObject *object)
{
  KontorStockChart *self = KONTOR_STOCK_CHART (object);

  g_clear_pointer (&self->points, kontor_json_unref);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->marked, g_array_unref);
  g_clear_pointer (&self->labels, g_strfreev);

  G_OBJECT_CLASS (kontor_stock_chart_parent_class)->finalize (object);
}

static void
kontor_stock_chart_class_init (KontorStockChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_stock_chart_finalize;
  widget_class->snapshot = kontor_stock_chart_snapshot;
  widget_class->measure = kontor_stock_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
  signals[STEP_OPENED] = g_signal_new ("step-opened",
                                       KONTOR_TYPE_STOCK_CHART,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_POINTER);
}

static void
kontor_stock_chart_init (KontorStockChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  self->cursor = -1;
  self->values = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->places = g_array_new (FALSE, TRUE, sizeof (double));
  self->marked = g_array_new (FALSE, TRUE, sizeof (gboolean));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
add_point (
  KontorStockChart *self, GPtrArray *labels, gint64 at, gint64 value, double place, gboolean marked)
{
  g_array_append_val (self->values, value);
  g_array_append_val (self->places, place);
  g_array_append_val (self->marked, marked);
  g_ptr_array_add (labels, kontor_time_format_local (at, kontor_format_zone (), _ ("%-d %b")));
}

static void
describe (KontorStockChart *self)
{
  guint            n_steps = kontor_json_length (self->points);
  g_autofree char *count = kontor_format_count (n_steps);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%s movement in 90 days; the same rows stand below it",
                                    "%s movements in 90 days; the same rows stand below it",
                                    n_steps),
                          count);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * kontor_stock_chart_set_history:
 * @history: as kontor_query_stock_history() gives it
 * @unit: machine name of the item's unit
 * @from: begin of the time that is shown, UTC microseconds
 * @to: its end
 */
void
kontor_stock_chart_set_history (
  KontorStockChart *self, const KontorJson *history, const char *unit, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  gint64 value = kontor_json_get_integer (history, "before", 0);

  g_return_if_fail (KONTOR_IS_STOCK_CHART (self) && to > from);

  g_clear_pointer (&self->points, kontor_json_unref);
  g_clear_pointer (&self->labels, g_strfreev);
  g_free (self->unit); /* replaced */
  self->unit = g_strdup (unit);
  self->points = kontor_json_ref ((KontorJson *) kontor_json_get_array (history, "points"));
  self->cursor = -1;
  g_array_set_size (self->values, 0);
  g_array_set_size (self->places, 0);
  g_array_set_size (self->marked, 0);

  add_point (self, labels, from, value, 0, FALSE);
  for (guint i = 0; i < kontor_json_length (self->points); i++)
    {
      const KontorJson *step = kontor_json_at (self->points, i);
      gint64            at = kontor_json_get_integer (step, "at", 0);

      value = kontor_json_get_integer (step, "on_hand", 0);
      add_point (self, labels, at, value, (double) (at - from) / (double) (to - from), TRUE);
    }
  add_point (self, labels, to, value, 1, FALSE);
  g_ptr_array_add (labels, NULL);
  self->labels = (char **) g_ptr_array_free (g_steal_pointer (&labels), FALSE);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
