/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
chooser_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (
      task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nothing was chosen");
  g_object_unref (dialog); /* kept alive by choose() while it was open */
}

static void
choose (GtkWidget           *parent,
        GtkFileChooserAction action,
        const char          *title,
        const char          *name,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, window_of (parent), action, NULL, NULL);
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (chooser_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
kontor_file_open_async (GtkWidget          *parent,
                        const char         *title,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  choose (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, NULL, cancellable, callback, user_data);
}

GFile *
kontor_file_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
kontor_file_save_async (GtkWidget          *parent,
                        const char         *title,
                        const char         *name,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  choose (parent, GTK_FILE_CHOOSER_ACTION_SAVE, title, name, cancellable, callback, user_data);
}

GFile *
kontor_file_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
kontor_folder_open_async (GtkWidget          *parent,
                          const char         *title,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  choose (
    parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, title, NULL, cancellable, callback, user_data);
}

GFile *
kontor_folder_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
confirm_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_boolean (task, g_str_equal (response, "yes"));
}

/**
 * kontor_confirm_async:
 * @heading: names the thing and what happens to it
 * @body: what can't be taken back
 * @verb: label of the button that does it, with mnemonic
 *
 * Asks before something that can't be undone.
 */
void
kontor_confirm_async (GtkWidget          *parent,
                      const char         *heading,
                      const char         *body,
                      const char         *verb,
                      gboolean            destructive,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (window_of (parent), heading, body));
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  adw_message_dialog_add_responses (dialog, "no", _ ("_Cancel"), "yes", verb, NULL);
  adw_message_dialog_set_response_appearance (
    dialog, "yes", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (dialog, "no");
  g_signal_connect (dialog, "response", G_CALLBACK (confirm_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
kontor_confirm_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
details_response_cb (AdwMessageDialog *dialog, const char *response, char *details)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), details);
}

static void
free_details (gpointer data, GClosure *closure)
{
  g_free (data); /* the closure's own copy */
}

/**
 * kontor_details_present:
 * @details: technical text, to be copied
 *
 * Shows what is behind a problem, for those who want to know or report it.
 */
void
kontor_details_present (GtkWidget  *parent,
                        const char *heading,
                        const char *body,
                        const char *details)
{
  GtkWidget       *dialog = adw_message_dialog_new (window_of (parent), heading, body);
  g_autofree char *text = g_strdup (details);
  GtkWidget       *label = gtk_label_new (details);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "kontor-details");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);
  adw_message_dialog_add_responses (
    ADW_MESSAGE_DIALOG (dialog), "copy", _ ("C_opy"), "close", _ ("_Close"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (details_response_cb),
                         g_steal_pointer (&text),
                         free_details,
                         G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}
