/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-net-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-thread-order.h"

static gpointer
serve (gpointer data)
{
  NetServer *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  KontorStore  *store;
  KontorServer *server;

  g_main_context_push_thread_default (context);
  store = kontor_store_open (self->location, &error);
  g_assert_no_error (error);
  server = kontor_server_new (store, NET_TOKEN);
  g_assert_true (kontor_server_listen (server, self->port, FALSE, &error));
  kontor_thread_lock (&self->mutex);
  self->loop = g_main_loop_new (context, FALSE);
  self->port = kontor_server_get_port (server);
  g_cond_signal (&self->ready);
  kontor_thread_unlock (&self->mutex);
  g_main_loop_run (self->loop);
  kontor_server_stop (server);
  g_object_unref (server);
  kontor_store_close (store);
  g_main_context_pop_thread_default (context);
  return NULL;
}

void
net_server_start (NetServer *self, const char *location)
{
  self->location = g_strdup (location);
  net_server_resume (self);
}

void
net_server_resume (NetServer *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->thread = g_thread_new ("server", serve, self);
  kontor_thread_lock (&self->mutex);
  while (self->loop == NULL)
    kontor_thread_wait (&self->ready, &self->mutex);
  kontor_thread_unlock (&self->mutex);
}

void
net_server_pause (NetServer *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

void
net_server_stop (NetServer *self)
{
  net_server_pause (self);
  g_clear_pointer (&self->location, g_free);
  self->port = 0;
}

static const KontorUid the_company = { .bytes = "of these tests" };

void
net_station_open (NetStation *self, guint16 port)
{
  g_autoptr (GError) error = NULL;

  self->replica = kontor_replica_open (self->folder, &error);
  g_assert_no_error (error);
  net_station_reach (self, port);
}

void
net_station_close (NetStation *self)
{
  g_clear_object (&self->client);
  kontor_replica_close (self->replica);
  g_clear_object (&self->replica);
}

static void
start_station (
  NetStation *self, const char *base, guint number, const KontorUid *company, guint16 port)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_strdup_printf ("%s/station-%u", base, number);
  kontor_replica_create_profile (self->folder, "Probe GmbH", "DE", "EUR", company, &error);
  g_assert_no_error (error);
  net_station_open (self, port);
}

void
net_station_start (NetStation *self, const char *base, guint number, guint16 port)
{
  start_station (self, base, number, &the_company, port);
}

void
net_station_found (NetStation *self, const char *base, guint number, guint16 port)
{
  start_station (self, base, number, NULL, port);
}

void
net_station_reach (NetStation *self, guint16 port)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_clear_object (&self->client);
  self->client = kontor_sync_client_new (self->replica, url, NET_TOKEN);
}

void
net_station_stop (NetStation *self)
{
  net_station_close (self);
  g_clear_pointer (&self->folder, g_free);
}

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

KontorJson *
net_station_try (NetStation *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kontor_sync_client_sync_async (self->client, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return kontor_sync_client_sync_finish (self->client, result, error);
}

void
net_station_sync (NetStation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) summary = net_station_try (self, &error);

  g_assert_no_error (error);
  g_assert_nonnull (summary);
}

KontorJson *
net_json (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  KontorJson      *value;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (text, "'", '"');
  value = kontor_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return value;
}

static void
append_rows (KontorDatabase *database, const KontorAggregateTable *table, GPtrArray *rows)
{
  g_autofree char *columns = g_strjoinv (", ", (char **) table->columns);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", columns, table->table);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (statement, &error))
    {
      GString *row = g_string_new (table->table);

      for (int i = 0; i < kontor_statement_get_n_columns (statement); i++)
        {
          KontorValue value = kontor_statement_get_value (statement, i);
          char        uid[KONTOR_UID_TEXT_SIZE] = "";
          KontorUid   bytes;

          g_string_append_c (row, '|');
          if (kontor_statement_is_null (statement, i))
            g_string_append (row, "NULL");
          else if (table->types[i] == 'u' && kontor_statement_get_uid (statement, i, &bytes))
            g_string_append (row, kontor_uid_format (&bytes, uid));
          else if (table->types[i] == 'i')
            g_string_append_printf (
              row, "%" G_GINT64_FORMAT, kontor_statement_get_integer (statement, i));
          else
            g_string_append_len (row, value.data, (gssize) value.length);
        }
      g_ptr_array_add (rows, g_string_free (row, FALSE));
    }
  g_assert_no_error (error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gpointer
dump (KontorDatabase *database, gpointer data, GError **error)
{
  guint                             n_types;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_types; i++)
    for (const KontorAggregateTable *table = types[i]->tables; table->table != NULL; table++)
      append_rows (database, table, rows);
  g_ptr_array_sort (rows, compare_rows);
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("\n", (char **) rows->pdata);
}

char *
net_server_dump (NetServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    server->location, KONTOR_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  return dump (database, NULL, &error);
}

char *
net_station_dump (NetStation *self)
{
  return kontor_replica_read (self->replica, dump, NULL, NULL);
}

void
net_assert_same (const char *what, const char *mine, const char *theirs)
{
  g_auto (GStrv) a = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) b = g_strsplit (theirs, "\n", -1);

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    if (g_strcmp0 (a[i], b[i]) != 0)
      {
        g_test_message ("%s differs from the server at row %u:\n  %s\n  %s", what, i, a[i], b[i]);
        g_test_fail ();
        return;
      }
}

void
net_station_verify (NetStation *station)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  kontor_replica_verify (station->replica, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

void
net_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      net_remove_tree (child);
    }
  g_remove (path);
}
