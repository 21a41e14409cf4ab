/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-window-private.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-dialogs.h"
#include "kontor-notice.h"
#include "kontor-pages.h"
#include "kontor-problem.h"
#include "kontor-server-window.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/* The window's actions: navigation, undo, and what the page in front can do. */

static const char *const need_company[] = {
  "win.page", "win.nth-page",  "win.record",  "win.rows",        "win.search",
  "win.new",  "win.suggested", "win.print",   "win.undo",        "win.redo",
  "win.sync", "win.server",    "win.palette", "win.preferences", "win.backup",
};

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_window_show_page (KONTOR_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
nth_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);
  int                   n = g_variant_get_int32 (parameter);

  for (guint i = 0; i < n_pages; i++)
    if (pages[i].section != KONTOR_SECTION_NONE && --n == 0)
      kontor_window_show_page (KONTOR_WINDOW (widget), pages[i].name);
}

static void
record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *kind = NULL;
  const char *text = NULL;
  KontorUid   uid;

  g_variant_get (parameter, "(&s&s)", &kind, &text);
  if (kontor_uid_parse (&uid, text))
    kontor_window_show_record (KONTOR_WINDOW (widget), kind, &uid);
}

static void
rows_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *page = NULL;
  const char *filter = NULL;

  g_variant_get (parameter, "(&s&s)", &page, &filter);
  kontor_window_show_rows (KONTOR_WINDOW (widget), page, filter);
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPage *page = kontor_window_get_page (KONTOR_WINDOW (widget));

  if (page != NULL)
    kontor_page_select (page, (guint) g_variant_get_int32 (parameter));
}

static void
page_can_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    gboolean (*func) (KontorPage *page);
  } table[] = {
    { "win.search", kontor_page_search },
    { "win.suggested", kontor_page_suggested },
    { "win.print", kontor_page_print },
  };
  KontorPage *page = kontor_window_get_page (KONTOR_WINDOW (widget));

  for (gsize i = 0; page != NULL && i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      table[i].func (page);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPage *page = kontor_window_get_page (KONTOR_WINDOW (widget));

  /* Where nothing can be made, an order is what most people mean. */
  if (page == NULL || !kontor_page_create (page))
    kontor_window_show_page (KONTOR_WINDOW (widget), "new-order");
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);
  KontorPage   *page = kontor_window_get_page (self);

  if (page != NULL && kontor_page_back (page))
    return;
  if (kontor_split_view_get_folded (self->frame))
    kontor_split_view_set_show_side (self->frame, TRUE);
}

static void
sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_split_view_set_show_side (KONTOR_WINDOW (widget)->frame, TRUE);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  kontor_act_undo (GTK_WIDGET (self->pages), self->company);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  kontor_act_redo (GTK_WIDGET (self->pages), self->company);
}

static void
palette_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_palette_toggle (KONTOR_WINDOW (widget)->palette);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_window_show_page (KONTOR_WINDOW (widget), "settings");
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_window_show_page (KONTOR_WINDOW (widget), "import");
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  kontor_company_refresh (self->company);
  if (!kontor_server_link_sync_now (kontor_company_get_link (self->company)))
    kontor_toast_with_action (
      GTK_WIDGET (self->pages),
      _ ("This company has no server: everything is saved on this computer"),
      _ ("Connect…"),
      "win.server");
}

static void
server_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  kontor_server_window_present (GTK_WIDGET (self->pages), self->company);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_window_show_loading (KONTOR_WINDOW (widget));
}

static void
back_up (GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (g_task_get_task_data (task));
  KontorCompany   *company = g_task_get_source_object (task);

  if (kontor_replica_backup (kontor_company_get_replica (company), path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWindow) self = kontor_weak_take (user_data);
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self == NULL)
    return;
  if (done)
    kontor_toast (GTK_WIDGET (self->pages), _ ("Backup written and checked"));
  else
    kontor_problem_present (GTK_WIDGET (self->pages), error);
  kontor_notice_send (GTK_WIDGET (self->pages),
                      "backup",
                      done ? _ ("Backup written and checked") : _ ("Backup failed"),
                      done ? "" : _ ("Kontor tells why in its window."),
                      "settings");
}

static void
backup_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorWindow *self = KONTOR_WINDOW (source);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);
  GTask *task = NULL;

  if (file == NULL || self->company == NULL)
    return;
  task = g_task_new (self->company, NULL, backed_up_cb, kontor_weak_new (self));
  g_task_set_task_data (task, g_steal_pointer (&file), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (self->company), task, back_up);
}

static void
backup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *file_name = g_date_time_format (now, "kontor-%Y-%m-%d.db");

  kontor_file_save_async (widget, _ ("Back Up"), file_name, NULL, backup_chosen_cb, NULL);
}

void
kontor_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.nth-page", "i", nth_page_action);
  gtk_widget_class_install_action (widget_class, "win.record", "(ss)", record_action);
  gtk_widget_class_install_action (widget_class, "win.rows", "(ss)", rows_action);
  gtk_widget_class_install_action (widget_class, "win.select", "i", select_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, page_can_action);
  gtk_widget_class_install_action (widget_class, "win.suggested", NULL, page_can_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, page_can_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.server", NULL, server_action);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.backup", NULL, backup_action);
}

/**
 * kontor_window_update_actions:
 *
 * Most of them need a company.
 */
void
kontor_window_update_actions (KontorWindow *self)
{
  gboolean open = self->company != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (need_company); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), need_company[i], open);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "win.import", open && kontor_pages_find ("import") != NULL);
}
