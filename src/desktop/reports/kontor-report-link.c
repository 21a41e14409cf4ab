/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-table.h"

#include <glib/gi18n.h>

#include "kontor-pages.h"

/* Figures that open the rows that they are made of. */

/**
 * kontor_report_target:
 * @row: (nullable): a row of a report, or its total
 * @key: of a figure
 *
 * Returns: (nullable): "list" and "filter" of its rows
 */
const KontorJson *
kontor_report_target (const KontorJson *row, const char *key)
{
  const KontorJson *opens = row != NULL ? kontor_json_get_object (row, "opens") : NULL;

  return opens != NULL ? kontor_json_get_object (opens, key) : NULL;
}

GtkWidget *
kontor_report_link_new (void)
{
  GtkWidget *link = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  /* A label of the button's own would name it from GTK 4.14 on, whatever else it is called. */
  gtk_button_set_child (GTK_BUTTON (link), label);
  gtk_widget_add_css_class (link, "flat");
  gtk_widget_add_css_class (link, "figure-link");
  gtk_widget_add_css_class (link, "numeric");
  gtk_widget_set_halign (link, GTK_ALIGN_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  return link;
}

/**
 * kontor_report_link_set:
 * @link: of kontor_report_link_new()
 * @text: the figure
 * @title: what it is
 * @target: (nullable): what it opens
 */
void
kontor_report_link_set (GtkWidget        *link,
                        const char       *text,
                        const char       *title,
                        const KontorJson *target)
{
  const char      *list = target != NULL ? kontor_json_get_string (target, "list", "") : "";
  gboolean         opens = kontor_pages_find (list) != NULL;
  g_autofree char *label = g_strdup_printf ("%s: %s", title, text);

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (link))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_can_target (link, opens);
  gtk_widget_set_focusable (link, opens);
  gtk_widget_set_tooltip_text (link, opens ? _ ("Show the rows") : NULL);
  if (opens)
    gtk_actionable_set_action_target (
      GTK_ACTIONABLE (link), "(ss)", list, kontor_json_get_string (target, "filter", ""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (link), opens ? "win.rows" : NULL);
}
