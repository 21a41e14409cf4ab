/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-replica-fixture.h"

#include <glib/gstdio.h>

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* FALSE when the limit passed first. */
gboolean
kontor_fixture_wait (const gboolean *condition, guint limit_ms)
{
  gint64 end = g_get_monotonic_time () + limit_ms * G_GINT64_CONSTANT (1000);
  guint  id = g_timeout_add (20, wake_cb, NULL);

  while (!*condition && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  return *condition;
}

void
kontor_fixture_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Waits for kontor_fixture_result_cb(); (transfer full). */
GAsyncResult *
kontor_fixture_take (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

void
kontor_fixture_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      kontor_fixture_remove_tree (child);
    }
  g_remove (path);
}

void
kontor_fixture_write_file (const char *path, const char *content, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, (gssize) length, &error);
  g_assert_no_error (error);
}

void
kontor_fixture_open (KontorFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->replica = kontor_replica_open (self->folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->replica);
}

void
kontor_fixture_close (KontorFixture *self)
{
  if (self->replica != NULL)
    kontor_replica_close (self->replica);
  /* Tasks let go of it in the main context. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->replica);
}

void
kontor_fixture_set_up (KontorFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->base = g_dir_make_tmp ("kontor-replica-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (self->base, "probe", NULL);
  kontor_replica_create_profile (self->folder, "Probe GmbH", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  kontor_fixture_open (self);
}

void
kontor_fixture_tear_down (KontorFixture *self, gconstpointer data)
{
  kontor_fixture_close (self);
  kontor_fixture_remove_tree (self->base);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->folder, g_free);
}

KontorJson *
kontor_fixture_json (const char *format, ...)
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

KontorJson *
kontor_fixture_order (guint pieces)
{
  return kontor_fixture_json (
    "{'customer_name':'Laufkunde','lines':[{'title':'Ding','quantity':%u,'price_e4':99900,"
    "'tax_code':'standard','tax_rate_bp':1900}]}",
    pieces * 1000);
}

/* Runs it, it must succeed; the text under a key of the result. */
char *
kontor_fixture_run (KontorReplica *replica, const char *name, KontorJson *params, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (replica, name, params, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return key != NULL ? g_strdup (kontor_json_get_string (result, key, "")) : NULL;
}

char *
kontor_fixture_make_order (KontorReplica *replica)
{
  return kontor_fixture_run (replica, "order.create", kontor_fixture_order (2), "order");
}

static gpointer
read_text (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, data, error, KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return g_strdup ("");
  return g_strdup (kontor_statement_get_text (statement, 0));
}

/* The first column of the first row, as text. */
char *
kontor_fixture_text (KontorReplica *replica, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *query = g_strdup_printf ("SELECT CAST ((%s) AS TEXT)", sql);
  char            *text = kontor_replica_read (replica, read_text, query, &error);

  g_assert_no_error (error);
  return text;
}

gint64
kontor_fixture_count (KontorReplica *replica, const char *sql)
{
  g_autofree char *text = kontor_fixture_text (replica, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

void
kontor_fixture_verify (KontorReplica *replica)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  kontor_replica_verify (replica, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}
