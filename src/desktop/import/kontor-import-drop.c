/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-drop.h"

#include "kontor-import-page.h"

static gboolean
dropped_cb (KontorWindow *window, const GValue *value)
{
  GdkFileList *files = g_value_get_boxed (value);
  g_autoptr (GSList) list = files != NULL ? gdk_file_list_get_files (files) : NULL;
  KontorPage *page = NULL;

  if (list == NULL || kontor_window_get_company (window) == NULL)
    return FALSE;
  page = kontor_window_show_page (window, "import");
  if (page == NULL)
    return FALSE;
  kontor_import_page_open_file (KONTOR_IMPORT_PAGE (page), list->data);
  return TRUE;
}

/**
 * kontor_import_drop_attach:
 *
 * A file that is dropped anywhere on the window is looked into by the import assistant.
 */
void
kontor_import_drop_attach (KontorWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (KONTOR_IS_WINDOW (window));

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), window, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}
