/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"

#include <glib/gstdio.h>

void
display_fixture_set_up (DisplayFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("kontor-display-XXXXXX", &error);
  g_assert_no_error (error);
  kontor_replica_create_profile (self->folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  self->replica = kontor_replica_open (self->folder, &error);
  g_assert_no_error (error);
  self->documents = kontor_worker_new ("documents");
  self->company = kontor_company_new (self->replica, self->documents);
  self->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
}

void
display_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        display_fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
display_fixture_tear_down (DisplayFixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->window);
  g_object_run_dispose (G_OBJECT (self->company)); /* its readings end before the profile does */
  g_clear_object (&self->company);
  kontor_replica_close (self->replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->documents);
  g_clear_object (&self->replica);
  display_fixture_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* Shows a widget in the window, under a toast overlay as in the program. */
GtkWidget *
display_fixture_show (DisplayFixture *self, GtkWidget *widget, int width, int height)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), widget);
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_present (self->window);
  return widget;
}

/* Runs a command; the uid that its result has under a name. */
KontorUid
display_fixture_run (DisplayFixture *self,
                     const char     *command,
                     const char     *params,
                     const char     *result)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid = { 0 };
  g_autoptr (KontorJson) answer = kontor_replica_run (
    self->replica, command, kontor_json_parse (params, -1, NULL), NULL, &error);

  g_assert_no_error (error);
  if (result != NULL)
    g_assert_true (kontor_uid_parse (&uid, kontor_json_get_string (answer, result, "")));
  return uid;
}

gpointer
display_child (gpointer widget, GType owner, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, owner, name);

  g_assert_nonnull (child);
  return child;
}

/* Lets the main loop run for a while, so that what follows from events has happened. */
void
display_settle (guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}
