/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-server-window.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-problem.h"
#include "kontor-server-words.h"
#include "kontor-text-scale.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/**
 * KontorServerWindow:
 *
 * The company's server. Without one: its address and token are asked for, whom it serves is shown,
 * and then the company joins it. With one: how it goes, and the way to leave it.
 */
struct _KontorServerWindow
{
  AdwWindow parent_instance;

  GtkWidget     *opener;      /* (owned): where the toast appears */
  KontorCompany *company;     /* (owned) (nullable) until set */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  KontorJson    *greeting;    /* (owned) (nullable) until the server has answered */
  gboolean       busy;

  /* Template children */
  GtkStack            *pages;
  GtkButton           *close;
  GtkButton           *back;
  GtkButton           *verb;
  GtkSpinner          *spinner;
  AdwEntryRow         *address;
  AdwPasswordEntryRow *token;
  GtkLabel            *message;
  AdwActionRow        *greeted_company;
  AdwActionRow        *greeted_server;
  AdwActionRow        *greeted_work;
  GtkLabel            *open_line;
  GtkLabel            *greeted_message;
  AdwActionRow        *joined_server;
  AdwActionRow        *joined_state;
};

G_DEFINE_FINAL_TYPE (KontorServerWindow, kontor_server_window, ADW_TYPE_WINDOW)

static KontorServerLink *
link_of (KontorServerWindow *self)
{
  return kontor_company_get_link (self->company);
}

static gboolean
is_page (KontorServerWindow *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

static char *
dup_typed (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* --- what is in front --- */

static void
update_verb (KontorServerWindow *self)
{
  gboolean ask = is_page (self, "ask");
  gboolean joined = is_page (self, "joined");

  gtk_widget_set_visible (GTK_WIDGET (self->back), is_page (self, "greeting"));
  gtk_widget_set_visible (GTK_WIDGET (self->close), !is_page (self, "greeting"));
  gtk_button_set_label (self->close, joined ? _ ("_Close") : _ ("_Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->verb), !joined);
  gtk_button_set_label (self->verb, ask ? _ ("Con_tinue") : _ ("Con_nect"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "server.continue", !self->busy && !joined);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "server.back", !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "server.disconnect", !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
show_page (KontorServerWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->pages, name);
  update_verb (self);
}

static void
set_busy (KontorServerWindow *self, gboolean busy)
{
  self->busy = busy;
  update_verb (self);
}

static void
show_message (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_problem (GtkLabel *label, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *text = g_strdup_printf ("%s. %s", problem->title, problem->advice);

  show_message (label, text);
}

/* The field that has to be corrected gets the focus. */
static void
point_at (KontorServerWindow *self, const GError *error)
{
  gboolean   token = g_error_matches (error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_TOKEN);
  GtkWidget *row = token ? GTK_WIDGET (self->token) : GTK_WIDGET (self->address);

  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

static void
changed_cb (KontorServerWindow *self, GtkWidget *row)
{
  gtk_widget_remove_css_class (row, "error");
  show_message (self->message, NULL);
}

/* --- with a server --- */

static void
update_joined (KontorServerWindow *self)
{
  g_autofree char *state = kontor_server_dup_state (self->company);

  adw_action_row_set_subtitle (self->joined_server, kontor_server_link_get_server (link_of (self)));
  adw_action_row_set_subtitle (self->joined_state, state);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorServerWindow) self = kontor_weak_take (user_data);
  gboolean done = kontor_server_link_leave_finish (KONTOR_SERVER_LINK (source), result, &error);

  if (self == NULL)
    return;
  if (done)
    kontor_toast (self->opener, _ ("Disconnected: everything is saved on this computer"));
  else
    kontor_problem_present (self->opener, error);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_server_link_sync_now (link_of (KONTOR_SERVER_WINDOW (widget)));
}

static void
leave_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorServerWindow) self = kontor_weak_take (user_data);

  if (!kontor_confirm_finish (result, NULL) || self == NULL)
    return;
  set_busy (self, TRUE);
  kontor_server_link_leave_async (link_of (self), left_cb, kontor_weak_new (self));
}

static void
disconnect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorServerWindow *self = KONTOR_SERVER_WINDOW (widget);
  g_autofree char    *heading = g_strdup_printf (_ ("Disconnect from %s?"),
                                              kontor_server_link_get_server (link_of (self)));

  kontor_confirm_async (widget,
                        heading,
                        _ ("Everything stays on this computer, and nothing is sent or fetched any "
                           "more. To connect again, the token is needed."),
                        _ ("_Disconnect"),
                        TRUE,
                        leave_confirmed_cb,
                        kontor_weak_new (self));
}

/* --- joining --- */

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorServerWindow) self = kontor_weak_take (user_data);
  gboolean lasting = FALSE;
  gboolean done = kontor_server_link_join_finish (
    KONTOR_SERVER_LINK (source), result, &lasting, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (!done && error->domain != KONTOR_SECRETS_ERROR)
    {
      show_problem (self->greeted_message, error);
      return;
    }
  if (done && lasting)
    kontor_toast (self->opener, _ ("Connected: everything is sent and fetched"));
  else
    kontor_toast (self->opener,
                  _ ("Connected, but no keyring keeps the token: it is asked for next time"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
join (KontorServerWindow *self)
{
  g_autofree char *token = dup_typed (self->token);

  show_message (self->greeted_message, NULL);
  set_busy (self, TRUE);
  kontor_server_link_join_async (link_of (self),
                                 kontor_json_get_string (self->greeting, "server", ""),
                                 token,
                                 self->cancellable,
                                 joined_cb,
                                 kontor_weak_new (self));
}

/* --- greeting --- */

static char *
dup_company_words (const KontorJson *greeting)
{
  const char *name = kontor_json_get_string (greeting, "name", "");
  gint64      stations = kontor_json_get_integer (greeting, "stations", 0);

  if (*name == '\0')
    return g_strdup (_ ("None yet: yours would be its first"));
  /* Translators: the name of a company, and how many computers use its server */
  return g_strdup_printf (ngettext ("%s, on %d computer", "%s, on %d computers", (gulong) stations),
                          name,
                          (int) stations);
}

static void
show_greeting (KontorServerWindow *self)
{
  gint64           pending = kontor_json_get_integer (self->greeting, "pending", 0);
  const char      *server = kontor_json_get_string (self->greeting, "server", "");
  g_autofree char *company = dup_company_words (self->greeting);
  g_autofree char *work = g_strdup_printf (
    ngettext ("%d change will be sent", "%d changes will be sent", (gulong) pending),
    (int) pending);

  adw_action_row_set_subtitle (self->greeted_company, company);
  adw_action_row_set_subtitle (self->greeted_server, server);
  adw_action_row_set_subtitle (self->greeted_work, work);
  gtk_widget_set_visible (GTK_WIDGET (self->open_line), g_str_has_prefix (server, "http:"));
  show_message (self->greeted_message, NULL);
  show_page (self, "greeting");
  gtk_widget_grab_focus (GTK_WIDGET (self->verb));
}

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorServerWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) greeting = kontor_server_link_greet_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  g_clear_pointer (&self->greeting, kontor_json_unref);
  self->greeting = g_steal_pointer (&greeting);
  if (self->greeting != NULL)
    {
      show_greeting (self);
      return;
    }
  show_problem (self->message, error);
  point_at (self, error);
}

static void
greet (KontorServerWindow *self)
{
  g_autofree char *address = dup_typed (self->address);
  g_autofree char *token = dup_typed (self->token);
  GtkWidget *missing = *address == '\0' ? GTK_WIDGET (self->address) : GTK_WIDGET (self->token);

  if (*address == '\0' || *token == '\0')
    {
      show_message (self->message,
                    *address == '\0' ? _ ("The address is missing.") : _ ("The token is missing."));
      gtk_widget_add_css_class (missing, "error");
      gtk_widget_grab_focus (missing);
      return;
    }
  show_message (self->message, NULL);
  set_busy (self, TRUE);
  kontor_server_link_greet_async (
    link_of (self), address, token, self->cancellable, greeted_cb, kontor_weak_new (self));
}

static void
continue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorServerWindow *self = KONTOR_SERVER_WINDOW (widget);

  if (is_page (self, "ask"))
    greet (self);
  else
    join (self);
}

static void
activated_cb (KontorServerWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "server.continue", NULL);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorServerWindow *self = KONTOR_SERVER_WINDOW (widget);

  show_page (self, "ask");
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
kontor_server_window_dispose (GObject *object)
{
  KontorServerWindow *self = KONTOR_SERVER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->opener);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_server_window_parent_class)->dispose (object);
}

static void
kontor_server_window_finalize (GObject *object)
{
  KontorServerWindow *self = KONTOR_SERVER_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->greeting, kontor_json_unref);

  G_OBJECT_CLASS (kontor_server_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, close);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, back);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, verb);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, address);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, token);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, message);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, greeted_company);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, greeted_server);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, greeted_work);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, open_line);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, greeted_message);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, joined_server);
  gtk_widget_class_bind_template_child (widget_class, KontorServerWindow, joined_state);
}

static void
kontor_server_window_class_init (KontorServerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_server_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_server_window_finalize;

  gtk_widget_class_install_action (widget_class, "server.continue", NULL, continue_action);
  gtk_widget_class_install_action (widget_class, "server.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "server.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "server.disconnect", NULL, disconnect_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "server.continue", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-server-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_server_window_init (KontorServerWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_server_window_present:
 * @opener: where toasts appear
 */
void
kontor_server_window_present (GtkWidget *opener, KontorCompany *company)
{
  KontorServerWindow *self = g_object_new (
    KONTOR_TYPE_SERVER_WINDOW, "transient-for", gtk_widget_get_root (opener), NULL);
  gboolean joined = FALSE;

  self->opener = g_object_ref (opener);
  self->company = g_object_ref (company);
  g_signal_connect_object (
    link_of (self), "notify::state", G_CALLBACK (update_joined), self, G_CONNECT_SWAPPED);
  update_joined (self);
  joined = *kontor_server_link_get_server (link_of (self)) != '\0';
  show_page (self, joined ? "joined" : "ask");
  gtk_widget_grab_focus (joined ? GTK_WIDGET (self->close) : GTK_WIDGET (self->address));
  gtk_window_present (GTK_WINDOW (self));
}
