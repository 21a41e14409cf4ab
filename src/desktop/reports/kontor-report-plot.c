/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-plot.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-chart-style.h"
#include "kontor-format.h"
#include "kontor-report-chart.h"

/**
 * KontorReportPlot:
 *
 * The chart of a report. Arrow keys move the cursor from row to row, in a grid from cell to cell;
 * what stands there is told to screen readers; Enter opens its rows.
 */
struct _KontorReportPlot
{
  GtkWidget parent_instance;

  KontorJson        *report; /* (owned) (nullable) */
  KontorReportView   view;
  KontorReportChart *chart; /* (owned) (nullable) */
  int                row;
  int                column;
  double             pointer_x; /* where the pointer was last */
  double             pointer_y;
};

enum
{
  MOVED,
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorReportPlot, kontor_report_plot, GTK_TYPE_WIDGET)

/* --- drawing --- */

/* The series keep the colours that were chosen for the colour-blind, in the scheme's brightness. */
static KontorChartPalette
palette_of (KontorReportPlot *self)
{
  GtkWidget         *widget = GTK_WIDGET (self);
  KontorChartColor   text = kontor_chart_style_color (widget, "view_fg_color", 1);
  gboolean           is_dark = text.red + text.green + text.blue > 1.5;
  KontorChartPalette palette = is_dark ? kontor_chart_palette_dark : kontor_chart_palette_light;

  palette.background.alpha = 0;
  palette.text = text;
  palette.dim = kontor_chart_style_color (widget, "view_fg_color", 0.65);
  palette.grid = kontor_chart_style_color (widget, "view_fg_color", 0.12);
  return palette;
}

static void
kontor_report_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorReportPlot  *self = KONTOR_REPORT_PLOT (widget);
  int                width = gtk_widget_get_width (widget);
  int                height = gtk_widget_get_height (widget);
  KontorChartPalette palette = palette_of (self);
  g_autoptr (PangoFontDescription) font = NULL;
  cairo_t *cr = NULL;

  if (self->chart == NULL || width < 40 || height < 40)
    return;
  font = kontor_chart_style_dup_font (GTK_WIDGET (self));
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  kontor_report_chart_draw (
    self->chart, cr, width, height, gtk_widget_get_pango_context (widget), font, &palette);
  cairo_destroy (cr); /* foreign type */
}

/* --- cursor --- */

static const KontorReportColumn *
main_column (KontorReportPlot *self)
{
  return kontor_report_type_find_column (self->view.type, self->view.type->figures[0]);
}

static char *
dup_cell_text (KontorReportPlot *self, const KontorJson *row)
{
  const KontorJson *cell = kontor_json_at (kontor_json_get_array (row, "cells"),
                                           (guint) self->column);
  g_autofree char  *share = kontor_report_view_value (
    &self->view, KONTOR_FIGURE_RATE, kontor_json_get_integer (cell, "share_bp", 0));

  /* Translators: after so many months, the share of customers that ordered again */
  return g_strdup_printf (_ ("after %d months %s"), self->column + 1, share);
}

static void
tell (KontorReportPlot *self)
{
  const KontorJson         *row = kontor_report_view_row (&self->view, (guint) self->row);
  const KontorReportColumn *column = main_column (self);
  g_autofree char          *label = kontor_report_view_label (&self->view, row, FALSE);
  g_autofree char          *value = NULL;
  g_autofree char          *text = NULL;

  if (self->column >= 0)
    value = dup_cell_text (self, row);
  else if (column != NULL)
    value = kontor_report_view_figure (&self->view, column, row);
  text = g_strdup_printf ("%s: %s", label, value != NULL ? value : "");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
move_to (KontorReportPlot *self, int row, int column)
{
  if (self->chart == NULL || row >= (int) kontor_report_chart_n_rows (self->chart)
      || (row == self->row && column == self->column))
    return;
  self->row = row;
  self->column = column;
  kontor_report_chart_set_cursor (self->chart, row, column);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (row < 0)
    return;
  tell (self);
  g_signal_emit (self, signals[MOVED], 0, row);
}

/* In a grid both ways lead on; elsewhere either pair of arrows goes along the rows. */
static void
step (KontorReportPlot *self, int rows, int columns)
{
  int n_rows = (int) kontor_report_chart_n_rows (self->chart);
  int row = CLAMP (self->row < 0 ? 0 : self->row + rows, 0, n_rows - 1);
  int n_columns = (int) kontor_report_chart_n_columns (self->chart, (guint) MAX (row, 0));

  if (n_rows == 0)
    return;
  if (self->view.type->shape == KONTOR_REPORT_GRID)
    move_to (self,
             row,
             n_columns == 0
               ? -1
               : CLAMP (self->column < 0 ? 0 : self->column + columns, 0, n_columns - 1));
  else if (self->row < 0 && columns < 0)
    move_to (self, n_rows - 1, -1);
  else
    move_to (self, CLAMP (row + (self->row < 0 ? 0 : columns), 0, n_rows - 1), -1);
}

static gboolean
key_pressed_cb (KontorReportPlot *self, guint key)
{
  if (self->chart == NULL)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      step (self, 0, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      step (self, 0, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (!kontor_report_chart_goes_down (self->chart))
        return GDK_EVENT_PROPAGATE;
      step (self, key == GDK_KEY_Up ? -1 : 1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      move_to (self, 0, self->column < 0 ? -1 : 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move_to (self, (int) kontor_report_chart_n_rows (self->chart) - 1, self->column < 0 ? -1 : 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->row >= 0)
        g_signal_emit (self, signals[OPENED], 0, self->row, self->column);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
find (KontorReportPlot *self, double x, double y, int *row, int *column)
{
  g_autoptr (PangoFontDescription) font = NULL;

  if (self->chart == NULL)
    return FALSE;
  font = kontor_chart_style_dup_font (GTK_WIDGET (self));
  return kontor_report_chart_find (self->chart,
                                   x,
                                   y,
                                   gtk_widget_get_width (GTK_WIDGET (self)),
                                   gtk_widget_get_height (GTK_WIDGET (self)),
                                   gtk_widget_get_pango_context (GTK_WIDGET (self)),
                                   font,
                                   row,
                                   column);
}

/* The toolkit tells of a pointer that rests, too, whenever something moves below it: only one that
 * moved takes the cursor from the keyboard. */
static void
motion_cb (KontorReportPlot *self, double x, double y)
{
  int      row = -1;
  int      column = -1;
  gboolean is_resting = ABS (x - self->pointer_x) < 1 && ABS (y - self->pointer_y) < 1;

  self->pointer_x = x;
  self->pointer_y = y;
  if (is_resting)
    return;
  if (find (self, x, y, &row, &column))
    move_to (self, row, column);
}

/* Something else may have moved, and the pointer is over the chart all of a sudden. */
static void
entered_cb (KontorReportPlot *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
left_cb (KontorReportPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    move_to (self, -1, -1);
}

static void
released_cb (KontorReportPlot *self, int n_press, double x, double y)
{
  int row = -1;
  int column = -1;

  if (find (self, x, y, &row, &column))
    g_signal_emit (self, signals[OPENED], 0, row, column);
}

static void
kontor_report_plot_finalize (GObject *object)
{
  KontorReportPlot *self = KONTOR_REPORT_PLOT (object);

  g_clear_pointer (&self->chart, kontor_report_chart_free);
  g_clear_pointer (&self->report, kontor_json_unref);

  G_OBJECT_CLASS (kontor_report_plot_parent_class)->finalize (object);
}

static void
kontor_report_plot_class_init (KontorReportPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType           type = KONTOR_TYPE_REPORT_PLOT;

  G_OBJECT_CLASS (klass)->finalize = kontor_report_plot_finalize;
  widget_class->snapshot = kontor_report_plot_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
  signals[MOVED] = g_signal_new (
    "moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[OPENED] = g_signal_new (
    "opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
kontor_report_plot_init (KontorReportPlot *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  self->row = self->column = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * kontor_report_plot_set_report:
 * @report: of kontor_query_report()
 */
void
kontor_report_plot_set_report (KontorReportPlot       *self,
                               const KontorReportType *type,
                               KontorJson             *report)
{
  g_autofree char *label = NULL;

  g_return_if_fail (KONTOR_IS_REPORT_PLOT (self));

  g_clear_pointer (&self->chart, kontor_report_chart_free);
  g_clear_pointer (&self->report, kontor_json_unref);
  self->report = kontor_json_ref (report);
  self->view = (KontorReportView){ type, report, kontor_format_style () };
  self->chart = kontor_report_chart_new (&self->view, FALSE);
  self->row = self->column = -1;
  /* Translators: a chart; its rows stand in the table below it. */
  label = g_strdup_printf (_ ("Chart: %s. The table below has the same figures."), _ (type->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
