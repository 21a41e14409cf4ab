/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sidebar-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorSidebarRow:
 *
 * A page in the sidebar: icon, name, and how many things there wait for a hand.
 */
struct _KontorSidebarRow
{
  GtkListBoxRow parent_instance;

  const KontorPageInfo *info;
  gboolean              rail;

  /* Template children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (KontorSidebarRow, kontor_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
kontor_sidebar_row_class_init (KontorSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebarRow, count);
}

static void
kontor_sidebar_row_init (KontorSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_sidebar_row_new (const KontorPageInfo *info)
{
  KontorSidebarRow *self = g_object_new (KONTOR_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  gtk_image_set_from_icon_name (self->icon, info->icon_name);
  gtk_label_set_label (self->title, _ (info->title));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title), -1);
  return GTK_WIDGET (self);
}

const KontorPageInfo *
kontor_sidebar_row_get_info (KontorSidebarRow *self)
{
  return self->info;
}

/**
 * kontor_sidebar_row_set_count:
 * @count: things to do; 0 shows nothing
 */
void
kontor_sidebar_row_set_count (KontorSidebarRow *self, gint64 count)
{
  g_autofree char *text = count > 0 ? kontor_format_count (count) : g_strdup ("");
  g_autofree char *spoken = NULL;

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0 && !self->rail);
  if (count > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "waiting");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "waiting");
  /* Translators: name of a page and how many things wait there, for screen readers. */
  spoken = count > 0 ? g_strdup_printf (_ ("%s, %s waiting"), _ (self->info->title), text)
                     : g_strdup (_ (self->info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (self->rail)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
}

/**
 * kontor_sidebar_row_set_rail:
 * @rail: only the icon is shown; its words are in the tooltip
 */
void
kontor_sidebar_row_set_rail (KontorSidebarRow *self, gboolean rail)
{
  const char *count = gtk_label_get_label (self->count);

  self->rail = rail;
  gtk_widget_set_visible (GTK_WIDGET (self->title), !rail);
  gtk_widget_set_visible (GTK_WIDGET (self->count), !rail && *count != '\0');
  gtk_widget_set_halign (GTK_WIDGET (self->icon), rail ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_hexpand (GTK_WIDGET (self->icon), rail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), rail ? _ (self->info->title) : NULL);
}
