/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-notice.h"

#include "kontor-link.h"
#include "kontor-window.h"

/**
 * kontor_notice_send:
 * @widget: where the work was asked for
 * @id: what it is about; a newer notice of the same id takes its place
 * @title: what is done
 * @body: what came out; nothing personal, because it may be shown on a locked screen
 * @page: name of the page that it opens
 *
 * Tells by the desktop's notifications that long work has ended, if the person looks elsewhere by
 * now: who has the window in front sees it there.
 */
void
kontor_notice_send (
  GtkWidget *widget, const char *id, const char *title, const char *body, const char *page)
{
  GtkRoot        *root = gtk_widget_get_root (widget);
  GtkApplication *application = GTK_IS_WINDOW (root)
                                  ? gtk_window_get_application (GTK_WINDOW (root))
                                  : NULL;
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *uri = kontor_link_to_uri ("page", page);

  if (!KONTOR_IS_WINDOW (root) || application == NULL || gtk_window_is_active (GTK_WINDOW (root)))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (
    notification, "app.open", "(ss)", kontor_window_get_folder (KONTOR_WINDOW (root)), uri);
  g_application_send_notification (G_APPLICATION (application), id, notification);
}
