/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-figures.h"

#include <glib/gi18n.h>

#include "kontor-pages.h"
#include "kontor-report-table.h"

static GtkWidget *
new_label (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

/* Up or down by how much, as a word of its own so that no colour has to say it. */
static char *
dup_change (const KontorReportColumn *column, const KontorJson *total, const KontorJson *before)
{
  gint64 now = kontor_json_get_integer (total, column->key, 0);
  gint64 then = kontor_json_get_integer (before, column->key, 0);
  gint64 rate = 0;

  if (then <= 0 || column->type == KONTOR_FIGURE_RATE
      || !kontor_scale_rounded (now - then, 100, then, &rate) || rate == 0)
    return g_strdup ("");
  return g_strdup_printf (" (%s%" G_GINT64_FORMAT "\u202f%%)", rate < 0 ? "−" : "+", ABS (rate));
}

static void
set_target (GtkWidget *button, const KontorJson *target)
{
  const char *list = target != NULL ? kontor_json_get_string (target, "list", "") : "";
  gboolean    opens = kontor_pages_find (list) != NULL;

  gtk_widget_set_can_target (button, opens);
  gtk_widget_set_focusable (button, opens);
  if (!opens)
    return;
  gtk_widget_set_tooltip_text (button, _ ("Show the rows"));
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (button), "(ss)", list, kontor_json_get_string (target, "filter", ""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.rows");
}

static GtkWidget *
new_figure (const KontorReportView *view, const KontorReportColumn *column)
{
  const KontorJson *total = kontor_json_get_object (view->report, "total");
  const KontorJson *before = kontor_json_get_object (total, "before");
  GtkWidget        *button = gtk_button_new ();
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char  *value = kontor_report_view_figure (view, column, total);
  g_autofree char  *label = g_strdup_printf ("%s: %s", _ (column->title), value);

  gtk_box_append (GTK_BOX (box), new_label (_ (column->title), "caption", "dim-label"));
  gtk_box_append (GTK_BOX (box), new_label (value, "figure-value", "numeric"));
  if (before != NULL)
    {
      g_autofree char *earlier = kontor_report_view_figure (view, column, before);
      g_autofree char *change = dup_change (column, total, before);
      g_autofree char *with_change = g_strconcat (earlier, change, NULL);
      g_autofree char *text = g_strdup_printf (_ ("before: %s"), with_change);

      gtk_box_append (GTK_BOX (box), new_label (text, "caption", "dim-label"));
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure-button");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_target (button, kontor_report_target (total, column->key));
  return button;
}

/**
 * kontor_report_figures_show:
 * @box: takes a button a figure; what was in it goes
 * @view: a report
 */
void
kontor_report_figures_show (GtkFlowBox *box, const KontorReportView *view)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_flow_box_remove (box, child);
  for (const KontorReportColumn *column = view->type->headline; column->key != NULL; column++)
    {
      gtk_flow_box_append (box, new_figure (view, column));
      /* The button in it takes the focus. */
      gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (box)), FALSE);
    }
}
