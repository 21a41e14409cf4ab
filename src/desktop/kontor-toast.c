/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-toast.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-weak.h"

typedef struct
{
  gpointer widget; /* of kontor_weak_new() */
  char    *title;
  char    *advice;
  char    *details;
} Details;

static AdwToast *
new_toast (const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  return adw_toast_new (escaped);
}

static void
add_toast (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast); /* nobody is left to read it */
}

/**
 * kontor_toast:
 * @widget: below a toast overlay
 * @message: what was done; plain text
 */
void
kontor_toast (GtkWidget *widget, const char *message)
{
  add_toast (widget, new_toast (message));
}

/**
 * kontor_toast_with_action:
 * @button: label
 * @action: detailed action name, reachable from the toast overlay
 */
void
kontor_toast_with_action (GtkWidget  *widget,
                          const char *message,
                          const char *button,
                          const char *action)
{
  AdwToast *toast = new_toast (message);

  adw_toast_set_button_label (toast, button);
  adw_toast_set_detailed_action_name (toast, action);
  add_toast (widget, toast);
}

static void
details_clicked_cb (AdwToast *toast, Details *details)
{
  g_autoptr (GtkWidget) widget = kontor_weak_take (g_steal_pointer (&details->widget));

  if (widget != NULL)
    kontor_details_present (widget, details->title, details->advice, details->details);
}

static void
free_details (gpointer data, GClosure *closure)
{
  g_autofree Details *details = data;
  g_autoptr (GtkWidget) widget = NULL;

  if (details->widget != NULL)
    widget = kontor_weak_take (g_steal_pointer (&details->widget));
  g_clear_pointer (&details->title, g_free);
  g_clear_pointer (&details->advice, g_free);
  g_clear_pointer (&details->details, g_free);
}

void
kontor_toast_problem (GtkWidget *widget, const KontorProblem *problem)
{
  AdwToast *toast = new_toast (problem->title);
  Details  *details = g_new0 (Details, 1);

  details->widget = kontor_weak_new (widget);
  details->title = g_strdup (problem->title);
  details->advice = g_strdup (problem->advice);
  details->details = g_strdup (problem->details);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 8);
  adw_toast_set_button_label (toast, _ ("Details"));
  g_signal_connect_data (toast,
                         "button-clicked",
                         G_CALLBACK (details_clicked_cb),
                         details,
                         free_details,
                         G_CONNECT_DEFAULT);
  add_toast (widget, toast);
}
