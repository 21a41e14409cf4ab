/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command-fixture.h"

#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-migration.h"
#include "kontor-recording.h"
#include "kontor-test-cluster.h"

/* One server for the whole test program: it takes seconds to start. */
static KontorTestCluster *cluster;
static gboolean           cluster_tried;

static KontorDatabase *
open_migrated (const char *location)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (location, KONTOR_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  return database;
}

static KontorDatabase *
open_server (void)
{
  g_autofree char *location = NULL;

  if (!cluster_tried)
    cluster = kontor_test_cluster_find ();
  cluster_tried = TRUE;
  if (cluster == NULL)
    {
      g_test_skip ("on SQLite alone: PostgreSQL is not installed");
      return NULL;
    }
  location = kontor_test_cluster_new_database (cluster);
  return open_migrated (location);
}

void
command_fixture_stop_server (void)
{
  g_clear_pointer (&cluster, kontor_test_cluster_stop);
}

void
command_fixture_set_up (CommandFixture *self, gconstpointer unused)
{
  memset (self, 0, sizeof *self);
  self->database = open_migrated (":memory:");
  self->twin = open_migrated (":memory:");
  self->server = open_server ();
  self->now = COMMAND_FIXTURE_NOW;
}

static void
forget_inverse (CommandFixture *self)
{
  g_clear_pointer (&self->inverse, g_free);
  g_clear_pointer (&self->inverse_params, kontor_json_unref);
  g_clear_pointer (&self->label, g_free);
}

void
command_fixture_tear_down (CommandFixture *self, gconstpointer unused)
{
  forget_inverse (self);
  g_clear_pointer (&self->database, kontor_database_close);
  g_clear_pointer (&self->twin, kontor_database_close);
  g_clear_pointer (&self->server, kontor_database_close);
}

static KontorCommand *
new_command (CommandFixture *self, const char *name, KontorJson *params)
{
  KontorCommand *command = kontor_command_new (name, params);
  const guint8   random[10] = { (guint8) (self->counter >> 8), (guint8) self->counter };

  self->counter++;
  self->now += 1000000;
  kontor_uid_from_parts (&command->uid, self->now / 1000, random);
  command->at = self->now;
  command->hlc = (guint64) (self->now / 1000) << 16;
  command->station = 1;
  command->author = self->author;
  g_free (command->author_name); /* the empty one */
  command->author_name = g_strdup ("Mara");
  self->last = command->uid;
  return command;
}

/* Where a change of a row is looked for among the touched aggregates. */
typedef struct
{
  KontorDatabase *database;
  const GArray   *touched;
} Watch;

static gboolean
is_touched (const Watch *watch, KontorKind kind, const KontorUid *uid)
{
  for (guint i = 0; i < watch->touched->len; i++)
    {
      const KontorTouch *touch = &g_array_index (watch->touched, KontorTouch, i);

      if (touch->kind == kind && (uid == NULL || kontor_uid_equal (&touch->uid, uid)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
look_up (KontorDatabase *database, const char *sql, const KontorValue *key, KontorUid *uid)
{
  g_autoptr (KontorStatement) found = kontor_database_query (database, sql, NULL, key, 1);

  g_assert_nonnull (found);
  return kontor_statement_step_row (found, NULL) && kontor_statement_get_uid (found, 0, uid);
}

/* The root's uid of a changed row; FALSE for rows that are gone and can't be asked any more. */
static gboolean
find_root (KontorDatabase             *database,
           const KontorAggregateTable *table,
           const KontorValue          *key,
           KontorUid                  *uid)
{
  g_autofree char *sql = NULL;

  if (table->through != NULL)
    return look_up (database, "SELECT product_uid FROM product_variant WHERE uid = ?1", key, uid);
  if (key->type == KONTOR_VALUE_BLOB)
    {
      g_assert_cmpuint (key->length, ==, sizeof uid->bytes);
      memcpy (uid->bytes, key->data, sizeof uid->bytes);
      return TRUE;
    }
  sql = g_strdup_printf (
    "SELECT %s FROM %s WHERE id = ?1", table->parent != NULL ? table->parent : "uid", table->table);
  return look_up (database, sql, key, uid);
}

static void
watch_change (
  const char *name, char operation, const KontorValue *key, int n_key, gpointer user_data)
{
  const Watch                      *watch = user_data;
  guint                             n_types = 0;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (const KontorAggregateTable *table = types[i]->tables; table->table != NULL; table++)
      {
        KontorUid  uid;
        KontorUid *root = NULL;

        if (!g_str_equal (table->table, name))
          continue;
        if (find_root (watch->database, table, key, &uid))
          root = &uid;
        if (!is_touched (watch, types[i]->kind, root))
          g_error (
            "a row of %s changed (%c), but its %s is not touched", name, operation, types[i]->name);
        return;
      }
  g_error ("%s is in no aggregate", name);
}

/* Runs and commits; the changeset's length is put into @n_bytes when it is asked for. */
static gboolean
run_recorded (CommandFixture       *self,
              KontorCommand        *command,
              KontorCommandOutcome *outcome,
              GError              **error)
{
  g_autoptr (KontorRecording) recording = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean done = FALSE;

  kontor_database_begin (self->database, &failure);
  g_assert_no_error (failure);
  recording = kontor_recording_start (self->database, kontor_schema_get_base_tables (), &failure);
  g_assert_no_error (failure);

  done = (command->station != 1 || kontor_command_prepare (command, self->database, error))
         && kontor_command_run (command, self->database, outcome, error);
  changeset = kontor_recording_finish (recording, &failure);
  g_assert_no_error (failure);
  if (done)
    {
      Watch watch = { self->database, outcome->touched };

      kontor_changeset_foreach (changeset, watch_change, &watch, &failure);
      g_assert_no_error (failure);
    }
  else
    g_assert_cmpuint (g_bytes_get_size (changeset), ==, 0);

  kontor_database_commit (self->database, &failure);
  g_assert_no_error (failure);
  return done;
}

static char *
write_image (KontorDatabase *database, const KontorTouch *touch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) image = g_string_new (NULL);

  kontor_aggregate_write (database, touch->kind, &touch->uid, 0, image, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&image), FALSE);
}

static void
compare_outcomes (const KontorCommandOutcome *a, const KontorCommandOutcome *b)
{
  g_assert_true (kontor_json_equal (a->result, b->result));
  g_assert_cmpstr (a->inverse_name, ==, b->inverse_name);
  g_assert_true (a->inverse_params == b->inverse_params
                 || kontor_json_equal (a->inverse_params, b->inverse_params));
  g_assert_cmpstr (a->label, ==, b->label);
  g_assert_cmpuint (a->touched->len, ==, b->touched->len);
}

/* As another station or the server does it: from the content, not prepared. */
static void
replay (CommandFixture             *self,
        KontorDatabase             *database,
        const char                 *content,
        const KontorCommandOutcome *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCommand) command = kontor_command_parse (content, -1, &error);
  g_autofree char     *again = NULL;
  KontorCommandOutcome outcome = { 0 };

  g_assert_no_error (error);
  again = kontor_command_dup_content (command);
  g_assert_cmpstr (content, ==, again);

  kontor_database_begin (database, &error);
  g_assert_no_error (error);
  kontor_command_run (command, database, &outcome, &error);
  g_assert_no_error (error);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);

  compare_outcomes (expected, &outcome);
  for (guint i = 0; i < expected->touched->len; i++)
    {
      const KontorTouch *touch = &g_array_index (expected->touched, KontorTouch, i);
      g_autofree char   *here = write_image (self->database, touch);
      g_autofree char   *there = write_image (database, touch);

      g_assert_cmpstr (here, ==, there);
      g_assert_true (touch->deleted == g_str_has_prefix (here, "[\"-\""));
    }
  kontor_command_outcome_clear (&outcome);
}

static void
keep_outcome (CommandFixture *self, KontorCommandOutcome *outcome)
{
  forget_inverse (self);
  self->n_touched = outcome->touched->len;
  self->inverse = g_steal_pointer (&outcome->inverse_name);
  self->inverse_params = g_steal_pointer (&outcome->inverse_params);
  self->label = g_steal_pointer (&outcome->label);
}

static KontorJson *
run_at (CommandFixture *self, guint station, const char *name, KontorJson *params, GError **error)
{
  g_autoptr (KontorCommand) command = new_command (self, name, params);
  g_autofree char     *content = NULL;
  KontorCommandOutcome outcome = { 0 };
  KontorJson          *result = NULL;

  command->station = station;
  if (!run_recorded (self, command, &outcome, error))
    return NULL;

  content = kontor_command_dup_content (command);
  replay (self, self->twin, content, &outcome);
  if (self->server != NULL)
    replay (self, self->server, content, &outcome);
  result = kontor_json_ref (outcome.result);
  keep_outcome (self, &outcome);
  kontor_command_outcome_clear (&outcome);
  return result;
}

static KontorJson *
run_params (CommandFixture *self, const char *name, KontorJson *params, GError **error)
{
  return run_at (self, 1, name, params, error);
}

static KontorJson *run_valist (CommandFixture *self,
                               GError        **error,
                               const char     *name,
                               const char     *format,
                               va_list         arguments) G_GNUC_PRINTF (4, 0);

static KontorJson *
run_valist (
  CommandFixture *self, GError **error, const char *name, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  KontorJson      *params = NULL;

  g_strdelimit (text, "'", '"');
  params = kontor_json_parse (text, -1, error);
  g_assert_nonnull (params);
  return run_params (self, name, params, error);
}

KontorJson *
command_run (CommandFixture *self, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  KontorJson *result = NULL;
  va_list     arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_no_error (error);
  return result;
}

char *
command_make (CommandFixture *self, const char *key, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  va_list arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_no_error (error);
  g_assert_nonnull (kontor_json_get_string (result, key, NULL));
  return g_strdup (kontor_json_get_string (result, key, NULL));
}

void
command_do (CommandFixture *self, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  va_list arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_no_error (error);
}

void
command_arrives (CommandFixture *self, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) params = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (text, "'", '"');
  params = kontor_json_parse (text, -1, &error);
  g_assert_no_error (error);
  result = run_at (self, 2, name, g_steal_pointer (&params), &error);
  g_assert_no_error (error);
}

void
command_refused (CommandFixture    *self,
                 KontorCommandError code,
                 const char        *field,
                 const char        *name,
                 const char        *format,
                 ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  va_list arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_null (result);
  g_assert_error (error, KONTOR_COMMAND_ERROR, (int) code);
  g_assert_cmpstr (kontor_command_error_get_field (error), ==, field);
  g_test_message ("%s", error->message);
}

void
command_undo (CommandFixture *self, const char *expected_command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *name = g_steal_pointer (&self->inverse);

  g_assert_cmpstr (name, ==, expected_command);
  g_assert_nonnull (self->label);
  g_assert_cmpstr (self->label, !=, "");
  result = run_params (self, name, g_steal_pointer (&self->inverse_params), &error);
  g_assert_no_error (error);
}

char *
command_image (CommandFixture *self, KontorKind kind, const char *uid)
{
  KontorTouch touch = { .kind = kind };

  g_assert_true (kontor_uid_parse (&touch.uid, uid));
  return write_image (self->database, &touch);
}

gint64
command_count (CommandFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) found = kontor_database_query (
    self->database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (found, &error));
  return kontor_statement_get_integer (found, 0);
}

char *
command_text (CommandFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) found = kontor_database_query (
    self->database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (found, &error));
  return g_strdup (kontor_statement_get_text (found, 0));
}
