/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-assign-window.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-count-assignments.h"
#include "kontor-text-scale.h"

/**
 * KontorCountAssignWindow:
 *
 * Who counts where, for a count that was planned already.
 */
struct _KontorCountAssignWindow
{
  AdwWindow parent_instance;

  GWeakRef       origin;  /* GtkWidget: where it was asked for, tells what came of it */
  KontorCompany *company; /* (owned) */
  char          *count;   /* (owned): uid */
  char          *number;  /* (owned) */

  /* Template children */
  AdwWindowTitle         *title;
  KontorCountAssignments *assignments;
};

G_DEFINE_FINAL_TYPE (KontorCountAssignWindow, kontor_count_assign_window, ADW_TYPE_WINDOW)

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountAssignWindow *self = KONTOR_COUNT_ASSIGN_WINDOW (widget);
  g_autoptr (GtkWidget) origin = g_weak_ref_get (&self->origin);
  g_autofree char *done = NULL;
  KontorJson      *params = NULL;

  if (origin != NULL)
    {
      done = g_strdup_printf (_ ("Count %s assigned"), self->number);
      params = kontor_json_new_object ();
      kontor_json_set_string (params, "count", self->count);
      kontor_json_set (params, "assignments", kontor_count_assignments_read (self->assignments));
      kontor_act (origin, self->company, "count.assign", params, done);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
kontor_count_assign_window_finalize (GObject *object)
{
  KontorCountAssignWindow *self = KONTOR_COUNT_ASSIGN_WINDOW (object);

  g_weak_ref_clear (&self->origin);
  g_clear_object (&self->company);
  g_clear_pointer (&self->count, g_free);
  g_clear_pointer (&self->number, g_free);

  G_OBJECT_CLASS (kontor_count_assign_window_parent_class)->finalize (object);
}

static void
kontor_count_assign_window_class_init (KontorCountAssignWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_count_assign_window_finalize;
  g_type_ensure (KONTOR_TYPE_COUNT_ASSIGNMENTS);
  gtk_widget_class_install_action (widget_class, "assign.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "assign.save", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-count-assign-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignWindow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignWindow, assignments);
}

static void
kontor_count_assign_window_init (KontorCountAssignWindow *self)
{
  g_weak_ref_init (&self->origin, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_count_assign:
 * @widget: where it was asked for
 * @count: as kontor_query_count_json() gives it
 *
 * Shows who counts where, to be changed.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
kontor_count_assign (GtkWidget *widget, KontorCompany *company, const KontorJson *count)
{
  KontorCountAssignWindow *self = g_object_new (
    KONTOR_TYPE_COUNT_ASSIGN_WINDOW, "transient-for", gtk_widget_get_root (widget), NULL);

  g_weak_ref_set (&self->origin, widget);
  self->company = g_object_ref (company);
  self->count = g_strdup (kontor_json_get_string (count, "uid", ""));
  self->number = g_strdup (kontor_json_get_string (count, "number", ""));
  adw_window_title_set_subtitle (self->title, self->number);
  kontor_count_assignments_set_company (self->assignments, company);
  kontor_count_assignments_set_twice (self->assignments,
                                      kontor_json_get_integer (count, "passes", 1) > 1);
  kontor_count_assignments_show (self->assignments, kontor_json_get_array (count, "assignments"));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
