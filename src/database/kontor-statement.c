/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-database-private.h"

#include <string.h>

#define MAX_IDLE_STATEMENTS 200

void
kontor_statement_init (KontorStatement *self,
                       KontorDatabase  *database,
                       const char      *sql,
                       guint            n_parameters)
{
  self->database = database;
  self->sql = g_strdup (sql);
  self->link.data = self;
  self->n_parameters = n_parameters;
}

void
kontor_statement_clear (KontorStatement *self)
{
  g_clear_pointer (&self->sql, g_free);
}

static void
forget_oldest (KontorDatabase *database)
{
  KontorStatement *oldest = g_queue_pop_tail_link (&database->recency)->data;

  g_hash_table_remove (database->idle, oldest->sql);
  database->engine->finalize (oldest);
}

void
kontor_database_forget_statements (KontorDatabase *self)
{
  while (!g_queue_is_empty (&self->recency))
    forget_oldest (self);
}

KontorStatement *
kontor_statement_take (KontorDatabase *self, const char *sql, GError **error)
{
  KontorStatement *statement = g_hash_table_lookup (self->idle, sql);

  if (statement != NULL)
    {
      g_hash_table_remove (self->idle, sql);
      g_queue_unlink (&self->recency, &statement->link);
    }
  else
    {
      statement = self->engine->prepare (self, sql, error);
      if (statement == NULL)
        return NULL;
    }

  self->n_busy++;
  statement->ended = FALSE;
  return statement;
}

gboolean
kontor_statement_start (KontorStatement   *self,
                        const KontorValue *values,
                        gsize              n_values,
                        gboolean           keep_values,
                        GError           **error)
{
  if (n_values != self->n_parameters)
    {
      g_critical ("%" G_GSIZE_FORMAT " values given for the %u parameters of “%s”",
                  n_values,
                  self->n_parameters,
                  self->sql);
      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_FAILED,
                   "can't run a statement on “%s”: its values are not complete",
                   self->database->name);
      return FALSE;
    }

  return self->database->engine->start (self, values, n_values, keep_values, error);
}

/**
 * kontor_statement_step:
 * @self: a statement
 * @error: return location for an error
 *
 * Goes to the next row. What was borrowed from the last one is gone.
 *
 * Errors: any of #KontorDatabaseError; the statement has ended then.
 *
 * Returns: whether there is a row, no row any more, or a failure with @error set
 */
KontorStep
kontor_statement_step (KontorStatement *self, GError **error)
{
  KontorStep step;

  g_return_val_if_fail (self != NULL, KONTOR_STEP_FAILED);
  g_return_val_if_fail (error == NULL || *error == NULL, KONTOR_STEP_FAILED);

  if (self->ended) /* SQLite would begin again */
    return KONTOR_STEP_DONE;

  step = self->database->engine->step (self, error);
  self->ended = step != KONTOR_STEP_ROW;
  return step;
}

/**
 * kontor_statement_step_row:
 * @self: a statement
 * @error: return location for an error
 *
 * Like kontor_statement_step(), for loops and for queries of one row.
 *
 * Returns: %TRUE exactly when there is a row; without one, @error tells a failure from the end
 */
gboolean
kontor_statement_step_row (KontorStatement *self, GError **error)
{
  return kontor_statement_step (self, error) == KONTOR_STEP_ROW;
}

/**
 * kontor_statement_get_n_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have; 0 when it returns none
 */
int
kontor_statement_get_n_columns (KontorStatement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->database->engine->get_n_columns (self);
}

static gboolean
has_column (KontorStatement *self, int column)
{
  return self != NULL && !self->ended && column >= 0
         && column < self->database->engine->get_n_columns (self);
}

/**
 * kontor_statement_is_null:
 * @self: a statement on a row
 * @column: counted from 0
 *
 * Returns: whether the column is NULL
 */
gboolean
kontor_statement_is_null (KontorStatement *self, int column)
{
  g_return_val_if_fail (has_column (self, column), TRUE);

  return self->database->engine->get_type (self, column) == KONTOR_VALUE_NULL;
}

/**
 * kontor_statement_get_integer:
 * @self: a statement on a row
 * @column: counted from 0
 *
 * Returns: the integer; 1 and 0 for true and false; 0 for NULL
 */
gint64
kontor_statement_get_integer (KontorStatement *self, int column)
{
  g_return_val_if_fail (has_column (self, column), 0);

  return self->database->engine->get_integer (self, column);
}

/**
 * kontor_statement_get_text:
 * @self: a statement on a row
 * @column: counted from 0
 *
 * Returns: (nullable) (transfer none): the text, valid until the next step; %NULL for NULL
 */
const char *
kontor_statement_get_text (KontorStatement *self, int column)
{
  gsize length;

  g_return_val_if_fail (has_column (self, column), NULL);

  return self->database->engine->get_text (self, column, &length);
}

/**
 * kontor_statement_get_blob:
 * @self: a statement on a row
 * @column: counted from 0
 * @length: (out): number of bytes, 0 for NULL
 *
 * Returns: (nullable) (transfer none): the bytes, valid until the next step; %NULL for NULL only
 */
const void *
kontor_statement_get_blob (KontorStatement *self, int column, gsize *length)
{
  g_return_val_if_fail (length != NULL, NULL);
  *length = 0;
  g_return_val_if_fail (has_column (self, column), NULL);

  return self->database->engine->get_blob (self, column, length);
}

/**
 * kontor_statement_dup_bytes:
 * @self: a statement on a row
 * @column: counted from 0
 *
 * Returns: (nullable) (transfer full): a copy of the bytes; %NULL for NULL
 */
GBytes *
kontor_statement_dup_bytes (KontorStatement *self, int column)
{
  gsize       length;
  const void *data = kontor_statement_get_blob (self, column, &length);

  return data != NULL ? g_bytes_new (data, length) : NULL;
}

/**
 * kontor_statement_get_uid:
 * @self: a statement on a row
 * @column: counted from 0
 * @uid: (out): the uid; nil when the answer is %FALSE
 *
 * Returns: %TRUE when the column holds a uid, %FALSE for NULL
 */
gboolean
kontor_statement_get_uid (KontorStatement *self, int column, KontorUid *uid)
{
  gsize       length;
  const void *data = kontor_statement_get_blob (self, column, &length);

  memset (uid, 0, sizeof *uid);
  if (data == NULL || length != sizeof *uid)
    return FALSE;

  memcpy (uid, data, sizeof *uid);
  return TRUE;
}

/**
 * kontor_statement_get_value:
 * @self: a statement on a row
 * @column: counted from 0
 *
 * Returns: the column as a value to bind elsewhere; what it points to is valid until the next step
 */
KontorValue
kontor_statement_get_value (KontorStatement *self, int column)
{
  const KontorEngineClass *engine;
  KontorValue              value = kontor_value_null ();

  g_return_val_if_fail (has_column (self, column), value);

  engine = self->database->engine;
  value.type = engine->get_type (self, column);
  if (value.type == KONTOR_VALUE_INTEGER)
    value.integer = engine->get_integer (self, column);
  else if (value.type == KONTOR_VALUE_TEXT)
    value.data = engine->get_text (self, column, &value.length);
  else if (value.type == KONTOR_VALUE_BLOB)
    value.data = engine->get_blob (self, column, &value.length);
  return value;
}

/**
 * kontor_statement_release:
 * @self: (transfer full) (nullable): a statement
 *
 * Gives the statement back: it is reset, its values are cleared, and the same SQL text finds it
 * prepared next time.
 */
void
kontor_statement_release (KontorStatement *self)
{
  KontorDatabase *database;

  if (self == NULL)
    return;

  database = self->database;
  database->n_busy--;
  database->engine->reset (self);

  if (g_hash_table_contains (database->idle, self->sql)) /* it was used within itself */
    {
      database->engine->finalize (self);
      return;
    }

  g_hash_table_insert (database->idle, self->sql, self);
  g_queue_push_head_link (&database->recency, &self->link);
  if (g_queue_get_length (&database->recency) > MAX_IDLE_STATEMENTS)
    forget_oldest (database);
}
