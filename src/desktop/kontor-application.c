/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-application.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-search-provider.h"
#include "kontor-weak.h"
#include "kontor-window.h"

/* How long it stays without a window, started by the desktop's search. */
#define INACTIVE_AFTER_MS 20000

/**
 * KontorApplication:
 *
 * The program: its command line, its windows (one a company, or more), and what belongs to no
 * window.
 */
struct _KontorApplication
{
  AdwApplication parent_instance;

  KontorCompanies      *companies; /* (owned): made at startup */
  GSettings            *settings;  /* (owned): made at startup */
  KontorSearchProvider *search;    /* (owned) (nullable) without a session bus */
  KontorSampleFill      fill;
};

static const KontorAccelerator accelerators[] = {
  { "win.palette", { "<Control>k" } },
  { "win.search", { "<Control>f" } },
  { "win.new", { "<Control>n" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z" } },
  { "win.print", { "<Control>p" } },
  { "win.suggested", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.sync", { "F5" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.nth-page(1)", { "<Alt>1" } },
  { "win.nth-page(2)", { "<Alt>2" } },
  { "win.nth-page(3)", { "<Alt>3" } },
  { "win.nth-page(4)", { "<Alt>4" } },
  { "win.nth-page(5)", { "<Alt>5" } },
  { "win.nth-page(6)", { "<Alt>6" } },
  { "win.nth-page(7)", { "<Alt>7" } },
  { "win.nth-page(8)", { "<Alt>8" } },
  { "win.nth-page(9)", { "<Alt>9" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

G_DEFINE_FINAL_TYPE (KontorApplication, kontor_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile",
    'p',
    0,
    G_OPTION_ARG_FILENAME,
    NULL,
    N_ ("Folder of the company to open"),
    N_ ("DIR") },
  { "new-window", 'n', 0, G_OPTION_ARG_NONE, NULL, N_ ("Open another window"), NULL },
  { "page", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "filter", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "select", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
  { "size", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE|LINK…]") },
  { NULL },
};

static KontorWindow *
find_window (KontorApplication *self, const char *folder)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (KONTOR_IS_WINDOW (windows->data)
        && g_str_equal (kontor_window_get_folder (windows->data), folder))
      return windows->data;
  return NULL;
}

static KontorWindow *
ensure_window (KontorApplication *self, const char *folder)
{
  KontorWindow *window = find_window (self, folder);

  if (window == NULL)
    window = kontor_window_new (GTK_APPLICATION (self), self->companies, folder);
  return window;
}

static KontorWindow *
active_window (KontorApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return KONTOR_IS_WINDOW (window) ? KONTOR_WINDOW (window) : NULL;
}

static void
apply_options (KontorWindow *window, GVariantDict *dict)
{
  const char *page = NULL;
  const char *filter = NULL;
  const char *size = NULL;
  int         select = -1;
  int         width = 0;
  int         height = 0;

  g_variant_dict_lookup (dict, "page", "&s", &page);
  g_variant_dict_lookup (dict, "filter", "&s", &filter);
  g_variant_dict_lookup (dict, "select", "i", &select);
  if (g_variant_dict_lookup (dict, "size", "&s", &size)
      && sscanf (size, "%dx%d", &width, &height) == 2)
    gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (kontor_window_get_company (window) == NULL)
    kontor_window_start_with (window, page, filter, select);
  else if (page != NULL)
    kontor_window_show_page (window, page);
}

/* The window of the company at hand: the one in front, or that of the company that was open last.
 */
static KontorWindow *
ensure_any_window (KontorApplication *self)
{
  KontorWindow    *window = active_window (self);
  g_autofree char *folder = NULL;

  if (window != NULL)
    return window;
  folder = kontor_companies_dup_default_folder (self->companies);
  return ensure_window (self, folder);
}

/* What a command line asks for. A window is made in one step of the main loop and shown in the
 * next, so that nothing waits for both of them and the toolkit's own beginning. */
typedef struct
{
  KontorApplication *application; /* (owned): held meanwhile */
  GVariantDict      *options;     /* (owned) */
  char              *folder;      /* (owned): of the company */
  GPtrArray         *addresses;   /* (owned): what to open there */
  GWeakRef           window;      /* once it is made */
} Start;

static void
start_free (gpointer data)
{
  Start *self = data;

  g_application_release (G_APPLICATION (self->application));
  g_weak_ref_clear (&self->window);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->options, g_variant_dict_unref);
  g_clear_object (&self->application);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
present_cb (gpointer data)
{
  Start *self = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);

  if (window != NULL)
    gtk_window_present (window);
  return G_SOURCE_REMOVE;
}

static gboolean
make_window_cb (gpointer data)
{
  Start        *self = data;
  KontorWindow *window = NULL;

  if (g_variant_dict_contains (self->options, "new-window"))
    window = kontor_window_new (
      GTK_APPLICATION (self->application), self->application->companies, self->folder);
  else
    window = ensure_window (self->application, self->folder);
  apply_options (window, self->options);
  for (guint i = 0; i < self->addresses->len; i++)
    kontor_window_open (window, g_ptr_array_index (self->addresses, i));
  g_weak_ref_set (&self->window, window);
  g_idle_add_full (G_PRIORITY_DEFAULT, present_cb, self, start_free);
  return G_SOURCE_REMOVE;
}

static GPtrArray *
list_addresses (GApplicationCommandLine *line, GVariantDict *dict)
{
  g_autofree const char **words = NULL;
  GPtrArray              *addresses = g_ptr_array_new_with_free_func (g_free);

  if (!g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &words))
    return addresses;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, words[i]);

      g_ptr_array_add (addresses, g_file_get_uri (file));
    }
  return addresses;
}

static char *
dup_folder (KontorApplication *self, GApplicationCommandLine *line, GVariantDict *dict)
{
  const char *profile = NULL;
  g_autoptr (GFile) file = NULL;

  if (!g_variant_dict_lookup (dict, "profile", "^&ay", &profile))
    return kontor_companies_dup_default_folder (self->companies);
  file = g_application_command_line_create_file_for_arg (line, profile);
  return g_file_get_path (file);
}

static void
kontor_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_any_window (KONTOR_APPLICATION (application))));
}

static void
kontor_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  KontorWindow *window = ensure_any_window (KONTOR_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      kontor_window_open (window, uri);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static int
kontor_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  KontorApplication *self = KONTOR_APPLICATION (application);
  GVariantDict      *dict = g_application_command_line_get_options_dict (line);
  Start             *start = g_new0 (Start, 1);

  g_application_hold (application);
  start->application = g_object_ref (self);
  start->options = g_variant_dict_ref (dict);
  start->folder = dup_folder (self, line, dict);
  start->addresses = list_addresses (line, dict);
  g_weak_ref_init (&start->window, NULL);
  g_idle_add_full (G_PRIORITY_DEFAULT, make_window_cb, start, NULL);
  return 0;
}

static int
kontor_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  if (!g_variant_dict_contains (dict, "version"))
    return -1;
  g_print ("Kontor %s\n", KONTOR_VERSION);
  return 0;
}

static void
open_company_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorApplication *self = user_data;
  KontorWindow      *window = ensure_window (self, g_variant_get_string (parameter, NULL));

  gtk_window_present (GTK_WINDOW (window));
}

static void
open_in (KontorApplication *self, const char *folder, const char *uri)
{
  KontorWindow *window = ensure_window (self, folder);

  kontor_window_open (window, uri);
  gtk_window_present (GTK_WINDOW (window));
}

/* Of a notification: the company it came from, and where to go there. */
static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *folder = NULL;
  const char *uri = NULL;

  g_variant_get (parameter, "(&s&s)", &folder, &uri);
  open_in (user_data, folder, uri);
}

/* Of the launcher's menu. */
static void
new_order_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorWindow *window = ensure_any_window (user_data);

  kontor_window_open (window, "kontor://page/new-order");
  gtk_window_present (GTK_WINDOW (window));
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorApplication) self = kontor_weak_take (user_data);
  g_autoptr (GFile) folder = kontor_folder_open_finish (result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (self != NULL && path != NULL)
    gtk_window_present (GTK_WINDOW (ensure_window (self, path)));
}

static void
open_folder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorApplication *self = user_data;
  KontorWindow      *window = active_window (self);

  if (window != NULL)
    kontor_folder_open_async (
      GTK_WIDGET (window), _ ("Open Company"), NULL, folder_chosen_cb, kontor_weak_new (self));
}

static void
new_company_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorApplication *self = user_data;
  g_autofree char   *folder = kontor_companies_dup_new_folder (self->companies, "company");
  KontorWindow      *window = kontor_window_new (GTK_APPLICATION (self), self->companies, folder);

  gtk_window_present (GTK_WINDOW (window));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorApplication *self = user_data;

  adw_show_about_window (GTK_WINDOW (active_window (self)),
                         "application-name",
                         "Kontor",
                         "application-icon",
                         "org.kontorapp.Kontor",
                         "version",
                         KONTOR_VERSION,
                         "developer-name",
                         _ ("The Kontor contributors"),
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("The back office of a small company"),
                         NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each window saves its size and closes its company; the program ends after the last. */
  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
}

static const GActionEntry actions[] = {
  { "open", open_action, "(ss)", NULL, NULL },
  { "new-order", new_order_action, NULL, NULL, NULL },
  { "open-company", open_company_action, "s", NULL, NULL },
  { "open-folder", open_folder_action, NULL, NULL, NULL },
  { "new-company", new_company_action, NULL, NULL, NULL },
  { "about", about_action, NULL, NULL, NULL },
  { "quit", quit_action, NULL, NULL, NULL },
};

static void
apply_scheme (KontorApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme   value = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    value = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    value = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), value);
}

static void
set_accelerators (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (
      application, accelerators[i].action, (const char *const *) accelerators[i].keys);
}

static void
kontor_application_startup (GApplication *application)
{
  KontorApplication *self = KONTOR_APPLICATION (application);

  G_APPLICATION_CLASS (kontor_application_parent_class)->startup (application);

  self->settings = g_settings_new ("org.kontorapp.Kontor");
  self->companies = kontor_companies_new (self->fill);
  if (self->search != NULL)
    kontor_search_provider_set_companies (self->search, self->companies);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accelerators (GTK_APPLICATION (self));
  g_signal_connect_object (
    self->settings, "changed::color-scheme", G_CALLBACK (apply_scheme), self, G_CONNECT_SWAPPED);
  apply_scheme (self);
}

static gboolean
kontor_application_dbus_register (GApplication    *application,
                                  GDBusConnection *connection,
                                  const char      *object_path,
                                  GError         **error)
{
  KontorApplication *self = KONTOR_APPLICATION (application);

  self->search = kontor_search_provider_new (application);
  g_signal_connect_object (self->search, "open", G_CALLBACK (open_in), self, G_CONNECT_SWAPPED);
  return G_APPLICATION_CLASS (kontor_application_parent_class)
           ->dbus_register (application, connection, object_path, error)
         && kontor_search_provider_export (self->search, connection, object_path, error);
}

static void
kontor_application_dbus_unregister (GApplication    *application,
                                    GDBusConnection *connection,
                                    const char      *object_path)
{
  KontorApplication *self = KONTOR_APPLICATION (application);

  if (self->search != NULL)
    kontor_search_provider_unexport (self->search, connection);
  G_APPLICATION_CLASS (kontor_application_parent_class)
    ->dbus_unregister (application, connection, object_path);
}

static void
kontor_application_dispose (GObject *object)
{
  KontorApplication *self = KONTOR_APPLICATION (object);

  g_clear_object (&self->search);
  g_clear_object (&self->companies);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_application_parent_class)->dispose (object);
}

static void
kontor_application_class_init (KontorApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_application_dispose;
  application_class->startup = kontor_application_startup;
  application_class->activate = kontor_application_activate;
  application_class->open = kontor_application_open;
  application_class->dbus_register = kontor_application_dbus_register;
  application_class->dbus_unregister = kontor_application_dbus_unregister;
  application_class->command_line = kontor_application_command_line;
  application_class->handle_local_options = kontor_application_handle_local_options;
}

static void
kontor_application_init (KontorApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

const KontorAccelerator *
kontor_application_get_accelerators (guint *n_accelerators)
{
  *n_accelerators = G_N_ELEMENTS (accelerators);
  return accelerators;
}

/**
 * kontor_application_new:
 * @fill: how a sample company is filled
 */
KontorApplication *
kontor_application_new (KontorSampleFill fill)
{
  KontorApplication *self = g_object_new (KONTOR_TYPE_APPLICATION,
                                          "application-id",
                                          "org.kontorapp.Kontor",
                                          "flags",
                                          G_APPLICATION_HANDLES_COMMAND_LINE
                                            | G_APPLICATION_HANDLES_OPEN,
                                          "inactivity-timeout",
                                          INACTIVE_AFTER_MS,
                                          NULL);

  self->fill = fill;
  return self;
}
