/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-recording.h"

#include <string.h>

#include "kontor-sqlite-private.h"

/* The iterator is read only by its own functions; finalizing it tells an error that was told
 * before. */
typedef sqlite3_changeset_iter Iterator;

static void
end_iterator (Iterator *iterator)
{
  sqlite3changeset_finalize (iterator);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Iterator, end_iterator)

/* What stopped an undo, for the error's text. */
typedef struct
{
  KontorDatabaseError code;
  const char         *reason; /* (nullable): static */
  char               *table;  /* (owned) (nullable) */
} Conflict;

static gboolean
fail_as_damaged (GError **error)
{
  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_DAMAGED,
               "can't read a record of changes: it is damaged");
  return FALSE;
}

static Iterator *
iterate (GBytes *changeset, GError **error)
{
  Iterator   *iterator = NULL;
  gsize       size;
  const void *data = g_bytes_get_data (changeset, &size);

  if (size <= G_MAXINT
      && sqlite3changeset_start (&iterator, (int) size, (void *) data) == SQLITE_OK)
    return iterator;

  fail_as_damaged (error);
  return NULL;
}

static KontorValue
convert_value (sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      return kontor_value_integer (sqlite3_value_int64 (value));
    case SQLITE_TEXT:
      return kontor_value_text ((const char *) sqlite3_value_text (value));
    case SQLITE_BLOB:
      return kontor_value_blob (sqlite3_value_bytes (value) > 0 ? sqlite3_value_blob (value) : "",
                                (gsize) sqlite3_value_bytes (value));
    default:
      return kontor_value_null ();
    }
}

static GArray *
read_key (Iterator *iterator, int operation, int n_columns)
{
  g_autoptr (GArray) key = g_array_new (FALSE, FALSE, sizeof (KontorValue));
  unsigned char *is_key = NULL;

  if (sqlite3changeset_pk (iterator, &is_key, NULL) != SQLITE_OK)
    return NULL;

  for (int column = 0; column < n_columns; column++)
    {
      sqlite3_value *value = NULL;
      KontorValue    converted;
      int            code;

      if (!is_key[column])
        continue;

      code = operation == SQLITE_INSERT ? sqlite3changeset_new (iterator, column, &value)
                                        : sqlite3changeset_old (iterator, column, &value);
      if (code != SQLITE_OK || value == NULL)
        return NULL;

      converted = convert_value (value);
      g_array_append_val (key, converted);
    }
  return g_steal_pointer (&key);
}

static char
get_letter (int operation)
{
  if (operation == SQLITE_INSERT)
    return 'I';

  return operation == SQLITE_DELETE ? 'D' : 'U';
}

/**
 * kontor_changeset_foreach:
 * @changeset: what kontor_recording_finish() returned
 * @func: (scope call): called with the table, 'I' (inserted), 'U' (updated) or 'D' (deleted), and
 * the row's primary key, all borrowed for the call
 * @user_data: for @func
 * @error: return location for an error
 *
 * Calls @func for each row that the changeset changes.
 *
 * Errors: %KONTOR_DATABASE_ERROR_DAMAGED when the bytes are no changeset; @func may have been
 * called before that.
 *
 * Returns: whether all of it was read
 */
gboolean
kontor_changeset_foreach (GBytes          *changeset,
                          KontorChangeFunc func,
                          gpointer         user_data,
                          GError         **error)
{
  g_autoptr (Iterator) iterator = NULL;
  int code;

  g_return_val_if_fail (changeset != NULL && func != NULL, FALSE);

  iterator = iterate (changeset, error);
  if (iterator == NULL)
    return FALSE;

  while ((code = sqlite3changeset_next (iterator)) == SQLITE_ROW)
    {
      g_autoptr (GArray) key = NULL;
      const char *table = NULL;
      int         n_columns = 0;
      int         operation = 0;

      sqlite3changeset_op (iterator, &table, &n_columns, &operation, NULL);
      key = read_key (iterator, operation, n_columns);
      if (key == NULL)
        return fail_as_damaged (error);

      func (table, get_letter (operation), (KontorValue *) key->data, (int) key->len, user_data);
    }

  return code == SQLITE_DONE || fail_as_damaged (error);
}

static gboolean
check_table (KontorDatabase *database, const char *table, int n_columns, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (database,
                                     "SELECT count (*) FROM pragma_table_info (?1)",
                                     error,
                                     KONTOR_VALUES (kontor_value_text (table)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  if (kontor_statement_get_integer (statement, 0) >= n_columns)
    return TRUE;

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_FAILED,
               "can't undo changes of table “%s” in “%s”: they were made in another version of it",
               table,
               database->name);
  return FALSE;
}

/* SQLite would pass over a table that is missing or has fewer columns, without a word. */
static gboolean
check_tables (KontorDatabase *database, GBytes *changeset, GError **error)
{
  g_autoptr (Iterator) iterator = iterate (changeset, error);
  g_autofree char *last = NULL;
  int              code;

  if (iterator == NULL)
    return FALSE;

  while ((code = sqlite3changeset_next (iterator)) == SQLITE_ROW)
    {
      const char *table = NULL;
      int         n_columns = 0;
      int         operation = 0;

      sqlite3changeset_op (iterator, &table, &n_columns, &operation, NULL);
      if (g_strcmp0 (table, last) == 0)
        continue;
      if (!check_table (database, table, n_columns, error))
        return FALSE;
      g_free (last); /* replaced by this table's */
      last = g_strdup (table);
    }

  return code == SQLITE_DONE || fail_as_damaged (error);
}

static int
conflict_cb (void *user_data, int kind, Iterator *iterator)
{
  Conflict   *conflict = user_data;
  const char *table = NULL;
  int         n_columns;
  int         operation;

  if (kind == SQLITE_CHANGESET_FOREIGN_KEY)
    {
      conflict->code = KONTOR_DATABASE_ERROR_CONSTRAINT;
      conflict->reason = "rows would refer to rows that are gone";
      return SQLITE_CHANGESET_ABORT;
    }

  sqlite3changeset_op (iterator, &table, &n_columns, &operation, NULL);
  g_free (conflict->table); /* of a change that was tried before */
  conflict->table = g_strdup (table);
  conflict->code = kind == SQLITE_CHANGESET_CONSTRAINT ? KONTOR_DATABASE_ERROR_CONSTRAINT
                                                       : KONTOR_DATABASE_ERROR_FAILED;
  conflict->reason = kind == SQLITE_CHANGESET_CONSTRAINT ? "it would break a rule of the table"
                                                         : "a row is not as it was recorded";
  return SQLITE_CHANGESET_ABORT;
}

static void
report_failure (KontorDatabase *database, int code, const Conflict *conflict, GError **error)
{
  if (conflict->reason == NULL)
    kontor_sqlite_set_error (database, code, "can't undo changes of", error);
  else if (conflict->table == NULL)
    g_set_error (error,
                 KONTOR_DATABASE_ERROR,
                 conflict->code,
                 "can't undo changes of “%s”: %s",
                 database->name,
                 conflict->reason);
  else
    g_set_error (error,
                 KONTOR_DATABASE_ERROR,
                 conflict->code,
                 "can't undo changes of table “%s” in “%s”: %s",
                 conflict->table,
                 database->name,
                 conflict->reason);
}

/* SQLite sets a savepoint of its own, so that a failure leaves everything as it was before. */
static gboolean
apply (KontorDatabase *database, GBytes *changeset, GError **error)
{
  sqlite3    *handle = kontor_sqlite_get_handle (database);
  Conflict    conflict = { 0 };
  gsize       size;
  const void *data = g_bytes_get_data (changeset, &size);
  int         code;

  code = sqlite3changeset_apply_v2 (
    handle, (int) size, (void *) data, NULL, conflict_cb, &conflict, NULL, NULL, 0);
  if (code != SQLITE_OK)
    report_failure (database, code, &conflict, error);

  g_free (conflict.table); /* of a value that has no owner */
  return code == SQLITE_OK;
}

static GBytes *
invert (GBytes *changeset, GError **error)
{
  gsize       size;
  const void *data = g_bytes_get_data (changeset, &size);
  void       *inverted = NULL;
  int         inverted_size = 0;

  if (sqlite3changeset_invert ((int) size, data, &inverted_size, &inverted) == SQLITE_OK)
    return g_bytes_new_with_free_func (inverted, (gsize) inverted_size, sqlite3_free, inverted);

  fail_as_damaged (error);
  return NULL;
}

/**
 * kontor_changeset_undo:
 * @database: a connection to the SQLite database where it was recorded, in a transaction
 * @changeset: what kontor_recording_finish() returned
 * @error: return location for an error
 *
 * Takes the changes back. Triggers run as with any statement, so that derived tables follow.
 *
 * Errors: %KONTOR_DATABASE_ERROR_CONSTRAINT when rules or references would be broken,
 * %KONTOR_DATABASE_ERROR_FAILED when a row is no longer as the changeset left it,
 * %KONTOR_DATABASE_ERROR_DAMAGED when the bytes are no changeset. Nothing was changed then.
 *
 * Returns: whether they were taken back
 */
gboolean
kontor_changeset_undo (KontorDatabase *database, GBytes *changeset, GError **error)
{
  g_autoptr (GBytes) inverted = NULL;

  g_return_val_if_fail (database != NULL && changeset != NULL, FALSE);
  g_return_val_if_fail (kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE, FALSE);
  g_return_val_if_fail (kontor_database_in_transaction (database), FALSE);

  if (!check_tables (database, changeset, error))
    return FALSE;

  inverted = invert (changeset, error);
  return inverted != NULL && apply (database, inverted, error);
}
