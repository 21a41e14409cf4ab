/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-record-window.h"

#include "kontor-act.h"
#include "kontor-text-scale.h"

/**
 * KontorRecordWindow:
 *
 * One record in a window of its own.
 */
struct _KontorRecordWindow
{
  AdwWindow parent_instance;

  KontorCompany *company; /* (owned) */
  KontorPane    *pane;

  /* Template children */
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (KontorRecordWindow, kontor_record_window, ADW_TYPE_WINDOW)

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
suggested_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_pane_suggested (KONTOR_RECORD_WINDOW (widget)->pane);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_pane_print (KONTOR_RECORD_WINDOW (widget)->pane);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRecordWindow *self = KONTOR_RECORD_WINDOW (widget);

  kontor_act_undo (GTK_WIDGET (self->pane), self->company);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRecordWindow *self = KONTOR_RECORD_WINDOW (widget);

  kontor_act_redo (GTK_WIDGET (self->pane), self->company);
}

static void
record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *main_window = gtk_window_get_transient_for (GTK_WINDOW (widget));

  /* Other records open in the main window. */
  if (main_window == NULL)
    return;
  gtk_widget_activate_action_variant (GTK_WIDGET (main_window), name, parameter);
  gtk_window_present (main_window);
}

static void
kontor_record_window_dispose (GObject *object)
{
  g_clear_object (&KONTOR_RECORD_WINDOW (object)->company);

  G_OBJECT_CLASS (kontor_record_window_parent_class)->dispose (object);
}

static void
kontor_record_window_class_init (KontorRecordWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_record_window_dispose;
  gtk_widget_class_install_action (widget_class, "pane.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "win.suggested", NULL, suggested_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.record", "(ss)", record_action);
  gtk_widget_class_install_action (widget_class, "win.rows", "(ss)", record_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "pane.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "win.suggested", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "win.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "pane.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-record-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorRecordWindow, toasts);
}

static void
kontor_record_window_init (KontorRecordWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_record_window_present:
 * @parent: where the record is shown now
 * @pane_type: of a KontorPane
 */
void
kontor_record_window_present (GtkWidget       *parent,
                              KontorCompany   *company,
                              GType            pane_type,
                              const KontorUid *uid)
{
  KontorRecordWindow *self = g_object_new (
    KONTOR_TYPE_RECORD_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->company = g_object_ref (company);
  self->pane = g_object_new (pane_type, "company", company, NULL);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->pane));
  kontor_pane_show (self->pane, uid);
  gtk_window_present (GTK_WINDOW (self));
}
