/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-database-private.h"

G_DEFINE_QUARK (kontor_database_error, kontor_database_error)

void
kontor_database_init (KontorDatabase *self, const KontorEngineClass *engine, char *name)
{
  self->engine = engine;
  self->name = name;
  self->idle = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->recency);
}

void
kontor_database_clear (KontorDatabase *self)
{
  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->name, g_free);
}

gboolean
kontor_database_read_integer (KontorDatabase *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = kontor_database_query (self, sql, error, KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;

  if (kontor_statement_step_row (statement, &local_error))
    {
      *value = kontor_statement_get_integer (statement, 0);
      return TRUE;
    }

  if (local_error == NULL)
    g_set_error (&local_error,
                 KONTOR_DATABASE_ERROR,
                 KONTOR_DATABASE_ERROR_FAILED,
                 "can't read from “%s”: a row is missing",
                 self->name);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * kontor_database_open:
 * @location: a path, ":memory:", "postgresql://…" (any URI of libpq) or "postgres:" followed by
 *   libpq's keywords and values
 * @mode: %KONTOR_DATABASE_CREATE makes the SQLite file if there is none; a PostgreSQL database
 *   always exists already. %KONTOR_DATABASE_READ_ONLY refuses every write
 * @error: return location for an error
 *
 * Opens a connection. It belongs to one thread at a time.
 *
 * Errors: %KONTOR_DATABASE_ERROR_MISSING, %KONTOR_DATABASE_ERROR_DAMAGED (also for files of other
 * programs), %KONTOR_DATABASE_ERROR_READ_ONLY, %KONTOR_DATABASE_ERROR_BUSY,
 * %KONTOR_DATABASE_ERROR_FULL, %KONTOR_DATABASE_ERROR_UNREACHABLE (PostgreSQL).
 *
 * Returns: (transfer full): the connection, or %NULL with @error set
 */
KontorDatabase *
kontor_database_open (const char *location, KontorDatabaseMode mode, GError **error)
{
  g_return_val_if_fail (location != NULL && *location != '\0', NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://"))
    return kontor_postgres_open (location, mode, error);
  if (g_str_has_prefix (location, "postgres:"))
    return kontor_postgres_open (location + strlen ("postgres:"), mode, error);

  return kontor_sqlite_open (location, mode, error);
}

/**
 * kontor_database_close:
 * @self: (transfer full) (nullable): a connection none of whose statements is in use
 *
 * Closes the connection. An open transaction is rolled back.
 */
void
kontor_database_close (KontorDatabase *self)
{
  if (self == NULL)
    return;

  g_return_if_fail (self->n_busy == 0);

  kontor_database_forget_statements (self);
  self->engine->close (self);
}

/**
 * kontor_database_set_rewinding:
 * @self: a connection
 * @is_rewinding: whether rows that are only ever appended may be changed and removed from here on
 *
 * For taking back commands that no server has seen, and for bringing in the server's rows in their
 * place. On PostgreSQL there is nothing that could be rewound: its guards always hold.
 */
void
kontor_database_set_rewinding (KontorDatabase *self, gboolean is_rewinding)
{
  g_return_if_fail (self != NULL);

  self->is_rewinding = is_rewinding;
}

/**
 * kontor_database_get_engine:
 * @self: a connection
 *
 * Returns: which engine is behind it
 */
KontorEngine
kontor_database_get_engine (const KontorDatabase *self)
{
  g_return_val_if_fail (self != NULL, KONTOR_ENGINE_SQLITE);

  return self->engine->kind;
}

/**
 * kontor_database_interrupt:
 * @self: a connection that stays open during the call
 *
 * Makes what runs on the connection now fail with %KONTOR_DATABASE_ERROR_INTERRUPTED. May be called
 * from any thread. Does nothing on PostgreSQL, whose queries end by a time limit.
 */
void
kontor_database_interrupt (KontorDatabase *self)
{
  g_return_if_fail (self != NULL);

  if (self->engine->interrupt != NULL)
    self->engine->interrupt (self);
}

/**
 * kontor_database_run:
 * @self: a connection
 * @sql: one statement in the common subset
 * @error: return location for an error
 * @values: (nullable) (array length=n_values): one for each of ?1, ?2, …
 * @n_values: their number
 *
 * Runs a statement to its end; rows that it returns are dropped.
 *
 * Errors: any of #KontorDatabaseError. After an error inside a transaction, roll back to a
 * savepoint or the transaction: PostgreSQL refuses everything else.
 *
 * Returns: whether it ran
 */
gboolean
kontor_database_run (
  KontorDatabase *self, const char *sql, GError **error, const KontorValue *values, gsize n_values)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step = KONTOR_STEP_ROW;

  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  statement = kontor_statement_take (self, sql, error);
  if (statement == NULL || !kontor_statement_start (statement, values, n_values, FALSE, error))
    return FALSE;

  while (step == KONTOR_STEP_ROW)
    step = kontor_statement_step (statement, error);

  self->changes = step == KONTOR_STEP_DONE ? self->engine->count_changes (statement) : 0;
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_database_query:
 * @self: a connection
 * @sql: one statement in the common subset
 * @error: return location for an error
 * @values: (nullable) (array length=n_values): one for each of ?1, ?2, …; copied as needed
 * @n_values: their number
 *
 * Begins a statement whose rows are read with kontor_statement_step(). Whether it runs now or at
 * the first step is the engine's choice.
 *
 * Errors: any of #KontorDatabaseError, as with kontor_database_run().
 *
 * Returns: (transfer full): the statement, or %NULL with @error set
 */
KontorStatement *
kontor_database_query (
  KontorDatabase *self, const char *sql, GError **error, const KontorValue *values, gsize n_values)
{
  g_autoptr (KontorStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  statement = kontor_statement_take (self, sql, error);
  if (statement == NULL || !kontor_statement_start (statement, values, n_values, TRUE, error))
    return NULL;

  return g_steal_pointer (&statement);
}

/**
 * kontor_database_execute:
 * @self: a connection
 * @script: any number of statements without parameters
 * @error: return location for an error
 *
 * Runs a script, such as a schema. Inside a transaction it is part of that; outside, what ran
 * before a failure may stay.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: whether all of it ran
 */
gboolean
kontor_database_execute (KontorDatabase *self, const char *script, GError **error)
{
  g_return_val_if_fail (self != NULL && script != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* It may change tables under plans that PostgreSQL would refuse to use again. */
  kontor_database_forget_statements (self);

  return self->engine->execute (self, script, error);
}

/**
 * kontor_database_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last kontor_database_run() inserted, updated or deleted, those of
 *   triggers and cascades not counted
 */
gint64
kontor_database_get_changes (KontorDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes;
}
