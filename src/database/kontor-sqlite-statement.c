/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sqlite-private.h"

#define CAN_NOT_RUN "can't run a statement on"

static sqlite3_stmt *
get_handle (KontorStatement *statement)
{
  return ((KontorSqliteStatement *) statement)->handle;
}

static gboolean
is_single_statement (sqlite3_stmt *handle, const char *tail)
{
  while (g_ascii_isspace (*tail) || *tail == ';')
    tail++;

  return handle != NULL && *tail == '\0';
}

KontorStatement *
kontor_sqlite_prepare (KontorDatabase *self, const char *sql, GError **error)
{
  KontorSqliteStatement *statement;
  sqlite3_stmt          *handle = NULL;
  const char            *tail = NULL;
  int                    code;

  code = sqlite3_prepare_v3 (
    ((KontorSqlite *) self)->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail);
  if (code == SQLITE_OK && !is_single_statement (handle, tail))
    {
      sqlite3_finalize (handle); /* has no autoptr: it is handed over below */
      code = SQLITE_MISUSE;
    }
  if (code != SQLITE_OK)
    {
      kontor_sqlite_set_error (self, code, "can't prepare a statement on", error);
      return NULL;
    }

  statement = g_new0 (KontorSqliteStatement, 1);
  statement->handle = handle;
  kontor_statement_init (
    &statement->parent, self, sql, (guint) sqlite3_bind_parameter_count (handle));
  return &statement->parent;
}

static int
bind_value (sqlite3_stmt           *handle,
            int                     index,
            const KontorValue      *value,
            sqlite3_destructor_type destructor)
{
  switch (value->type)
    {
    case KONTOR_VALUE_INTEGER:
      return sqlite3_bind_int64 (handle, index, value->integer);
    case KONTOR_VALUE_TEXT:
      return sqlite3_bind_text64 (
        handle, index, value->data, value->length, destructor, SQLITE_UTF8);
    case KONTOR_VALUE_BLOB:
      return sqlite3_bind_blob64 (handle, index, value->data, value->length, destructor);
    case KONTOR_VALUE_NULL:
    default:
      return sqlite3_bind_null (handle, index);
    }
}

gboolean
kontor_sqlite_start (KontorStatement   *statement,
                     const KontorValue *values,
                     gsize              n_values,
                     gboolean           keep_values,
                     GError           **error)
{
  for (gsize i = 0; i < n_values; i++)
    {
      int code = bind_value (get_handle (statement),
                             (int) i + 1,
                             &values[i],
                             keep_values ? SQLITE_TRANSIENT : SQLITE_STATIC);

      if (code != SQLITE_OK)
        {
          kontor_sqlite_set_error (statement->database, code, CAN_NOT_RUN, error);
          return FALSE;
        }
    }

  ((KontorSqliteStatement *) statement)->total_changes = sqlite3_total_changes64 (
    sqlite3_db_handle (get_handle (statement)));
  return TRUE;
}

KontorStep
kontor_sqlite_step (KontorStatement *statement, GError **error)
{
  int code = sqlite3_step (get_handle (statement));

  if (code == SQLITE_ROW)
    return KONTOR_STEP_ROW;
  if (code == SQLITE_DONE)
    return KONTOR_STEP_DONE;

  kontor_sqlite_set_error (statement->database, code, CAN_NOT_RUN, error);
  return KONTOR_STEP_FAILED;
}

gint64
kontor_sqlite_count_changes (KontorStatement *statement)
{
  sqlite3 *handle = sqlite3_db_handle (get_handle (statement));

  /* After a statement that can't change rows, SQLite still answers for the one before it. */
  if (sqlite3_total_changes64 (handle) == ((KontorSqliteStatement *) statement)->total_changes)
    return 0;

  return sqlite3_changes64 (handle);
}

void
kontor_sqlite_reset (KontorStatement *statement)
{
  sqlite3_reset (get_handle (statement));
  sqlite3_clear_bindings (get_handle (statement));
}

void
kontor_sqlite_finalize (KontorStatement *statement)
{
  sqlite3_finalize (get_handle (statement));
  kontor_statement_clear (statement);
  g_free (statement); /* the last owner was the engine */
}

int
kontor_sqlite_get_n_columns (KontorStatement *statement)
{
  return sqlite3_column_count (get_handle (statement));
}

int
kontor_sqlite_get_type (KontorStatement *statement, int column)
{
  switch (sqlite3_column_type (get_handle (statement), column))
    {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: /* no table has any; ranks and averages are cut to integers */
      return KONTOR_VALUE_INTEGER;
    case SQLITE_TEXT:
      return KONTOR_VALUE_TEXT;
    case SQLITE_BLOB:
      return KONTOR_VALUE_BLOB;
    default:
      return KONTOR_VALUE_NULL;
    }
}

gint64
kontor_sqlite_get_integer (KontorStatement *statement, int column)
{
  return sqlite3_column_int64 (get_handle (statement), column);
}

const char *
kontor_sqlite_get_text (KontorStatement *statement, int column, gsize *length)
{
  const char *text = (const char *) sqlite3_column_text (get_handle (statement), column);

  *length = (gsize) sqlite3_column_bytes (get_handle (statement), column);
  return text;
}

const void *
kontor_sqlite_get_blob (KontorStatement *statement, int column, gsize *length)
{
  sqlite3_stmt *handle = get_handle (statement);
  const void   *data = sqlite3_column_blob (handle, column);

  *length = (gsize) sqlite3_column_bytes (handle, column);
  if (data == NULL && sqlite3_column_type (handle, column) != SQLITE_NULL)
    return ""; /* an empty blob is not NULL */
  return data;
}
