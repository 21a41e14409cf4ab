/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-search-provider.h"

#include <glib/gi18n.h>

#include "kontor-link.h"
#include "kontor-queries.h"

#define FEWEST_LETTERS 2
#define MOST_OF_A_KIND 5
#define MOST_KNOWN 500

/**
 * KontorSearchProvider:
 *
 * Orders, customers and products in the search of the desktop (GNOME Shell's search providers,
 * version 2). It reads the company that was open last by a connection of its own that can't write,
 * so that a search neither opens a window nor migrates a file.
 */
struct _KontorSearchProvider
{
  GObject parent_instance;

  GApplication    *application;   /* (not owned): held while a search runs */
  KontorCompanies *companies;     /* (owned) (nullable) until started */
  KontorWorker    *worker;        /* (owned) */
  GHashTable      *known;         /* (owned): id to GVariant of what the shell shows */
  char            *folder;        /* (owned) (nullable): of the company of the newest hits */
  guint            registered_id; /* 0 while not on the bus */
};

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorSearchProvider, kontor_search_provider, G_TYPE_OBJECT)

static const char interface_xml[]
  = "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'><arg type='as' name='terms' direction='in'/>"
    "<arg type='as' name='results' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' name='previous' direction='in'/>"
    "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' "
    "direction='out'/></method>"
    "<method name='GetResultMetas'><arg type='as' name='identifiers' direction='in'/>"
    "<arg type='aa{sv}' name='metas' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' name='identifier' direction='in'/>"
    "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' "
    "direction='in'/></method>"
    "<method name='LaunchSearch'><arg type='as' name='terms' direction='in'/>"
    "<arg type='u' name='timestamp' direction='in'/></method>"
    "</interface></node>";

typedef struct
{
  char *folder; /* (owned) */
  char *text;   /* (owned) */
} Search;

static void
search_free (gpointer data)
{
  g_autofree Search *search = data;

  g_clear_pointer (&search->folder, g_free);
  g_clear_pointer (&search->text, g_free);
}

static void
search_in_worker (GTask *task)
{
  Search          *search = g_task_get_task_data (task);
  g_autofree char *path = g_build_filename (search->folder, "kontor.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    path, KONTOR_DATABASE_READ_ONLY, &error);
  KontorJson *found = database != NULL
                        ? kontor_query_search (database, search->text, MOST_OF_A_KIND, &error)
                        : NULL;

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static const char *
kind_label (const char *kind)
{
  if (g_str_equal (kind, "order"))
    return _ ("Order");
  if (g_str_equal (kind, "customer"))
    return _ ("Customer");
  return _ ("Product");
}

static GVariant *
describe (const char *id, const KontorJson *hit)
{
  const char      *subtitle = kontor_json_get_string (hit, "subtitle", "");
  const char      *kind = kind_label (kontor_json_get_string (hit, "kind", ""));
  g_autofree char *description = *subtitle != '\0' ? g_strconcat (kind, " · ", subtitle, NULL)
                                                   : g_strdup (kind);
  GVariantDict     dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "name", "s", kontor_json_get_string (hit, "title", ""));
  g_variant_dict_insert (&dict, "description", "s", description);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* The id of a hit is the link that opens it. */
static GVariant *
remember_hits (KontorSearchProvider *self, const KontorJson *found)
{
  GVariantBuilder ids;

  if (g_hash_table_size (self->known) > MOST_KNOWN)
    g_hash_table_remove_all (self->known);
  g_variant_builder_init (&ids, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < kontor_json_length (found); i++)
    {
      const KontorJson *hit = kontor_json_at (found, i);
      char             *id = kontor_link_to_uri (kontor_json_get_string (hit, "kind", ""),
                                     kontor_json_get_string (hit, "uid", ""));

      g_variant_builder_add (&ids, "s", id);
      g_hash_table_replace (self->known, id, describe (id, hit));
    }
  return g_variant_builder_end (&ids);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorSearchProvider *self = KONTOR_SEARCH_PROVIDER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) found = g_task_propagate_pointer (G_TASK (result), &error);

  /* No company yet, or one of another version: nothing is found, and the shell needs no error. */
  if (found == NULL)
    {
      g_info ("the desktop's search found nothing: %s", error->message);
      found = kontor_json_new_array ();
    }
  g_dbus_method_invocation_return_value (user_data,
                                         g_variant_new ("(@as)", remember_hits (self, found)));
  g_application_release (self->application);
}

static char *
join_terms (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);

  return g_strjoinv (" ", (char **) words);
}

static void
search (KontorSearchProvider *self, GVariant *terms, GDBusMethodInvocation *invocation)
{
  g_autofree char *text = join_terms (terms);
  GTask           *task = NULL;
  Search          *order = NULL;

  if (g_utf8_strlen (text, -1) < FEWEST_LETTERS || self->companies == NULL)
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@as)", g_variant_new_strv (NULL, 0)));
      return;
    }
  g_clear_pointer (&self->folder, g_free);
  self->folder = kontor_companies_dup_default_folder (self->companies);
  order = g_new0 (Search, 1);
  order->folder = g_strdup (self->folder);
  order->text = g_steal_pointer (&text);
  g_application_hold (self->application);
  task = g_task_new (self, NULL, searched_cb, invocation); /* the answer takes it */
  g_task_set_task_data (task, order, search_free);
  kontor_worker_run (self->worker, task, search_in_worker);
}

static void
return_metas (KontorSearchProvider *self, GVariant *ids, GDBusMethodInvocation *invocation)
{
  g_autofree const char **names = g_variant_get_strv (ids, NULL);
  GVariantBuilder         metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; names[i] != NULL; i++)
    {
      GVariant *meta = g_hash_table_lookup (self->known, names[i]);

      if (meta != NULL)
        g_variant_builder_add_value (&metas, meta);
    }
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(@aa{sv})", g_variant_builder_end (&metas)));
}

static void
open (KontorSearchProvider *self, const char *uri, GDBusMethodInvocation *invocation)
{
  g_autofree char *folder = NULL;

  if (self->companies != NULL)
    folder = self->folder != NULL ? g_strdup (self->folder)
                                  : kontor_companies_dup_default_folder (self->companies);
  if (folder != NULL)
    g_signal_emit (self, signals[OPEN], 0, folder, uri);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  KontorSearchProvider *self = user_data;
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);
  g_autofree char *text = NULL;
  g_autofree char *uri = NULL;

  if (g_str_equal (method, "GetInitialResultSet"))
    search (self, first, invocation);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 1);

      search (self, terms, invocation);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    return_metas (self, first, invocation);
  else if (g_str_equal (method, "ActivateResult"))
    open (self, g_variant_get_string (first, NULL), invocation);
  else
    {
      text = join_terms (first);
      uri = kontor_link_to_uri ("search", *text != '\0' ? text : " ");
      open (self, uri, invocation);
    }
}

static void
kontor_search_provider_finalize (GObject *object)
{
  KontorSearchProvider *self = KONTOR_SEARCH_PROVIDER (object);

  g_clear_object (&self->companies);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (kontor_search_provider_parent_class)->finalize (object);
}

static void
kontor_search_provider_class_init (KontorSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_search_provider_finalize;

  signals[OPEN] = g_signal_new ("open",
                                KONTOR_TYPE_SEARCH_PROVIDER,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_STRING);
}

static void
kontor_search_provider_init (KontorSearchProvider *self)
{
  self->known = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

/**
 * kontor_search_provider_new:
 * @application: (not nullable): kept running while a search runs; outlives the provider
 */
KontorSearchProvider *
kontor_search_provider_new (GApplication *application)
{
  KontorSearchProvider *self = g_object_new (KONTOR_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}

/**
 * kontor_search_provider_set_companies:
 * @companies: says which company is searched
 *
 * Nothing is found before: the bus is there earlier than the companies are.
 */
void
kontor_search_provider_set_companies (KontorSearchProvider *self, KontorCompanies *companies)
{
  g_return_if_fail (KONTOR_IS_SEARCH_PROVIDER (self));

  self->worker = kontor_worker_new ("kontor-search");
  g_set_object (&self->companies, companies);
}

/**
 * kontor_search_provider_export:
 * @application_path: of the application on the bus
 *
 * Answers on @application_path/SearchProvider, where the file for the shell says it is.
 */
gboolean
kontor_search_provider_export (KontorSearchProvider *self,
                               GDBusConnection      *connection,
                               const char           *application_path,
                               GError              **error)
{
  static const GDBusInterfaceVTable vtable = { method_called_cb, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autofree char *path = g_strconcat (application_path, "/SearchProvider", NULL);

  g_return_val_if_fail (KONTOR_IS_SEARCH_PROVIDER (self), FALSE);

  if (info == NULL)
    return FALSE;
  self->registered_id = g_dbus_connection_register_object (
    connection, path, info->interfaces[0], &vtable, self, NULL, error);
  return self->registered_id != 0;
}

void
kontor_search_provider_unexport (KontorSearchProvider *self, GDBusConnection *connection)
{
  g_return_if_fail (KONTOR_IS_SEARCH_PROVIDER (self));

  if (self->registered_id != 0)
    g_dbus_connection_unregister_object (connection, self->registered_id);
  self->registered_id = 0;
}
