/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-database-private.h"

/* For clean-up after an error that was reported already; the engine may have rolled back itself. */
static void
execute_quietly (KontorDatabase *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!self->engine->execute (self, sql, &error))
    g_debug ("%s", error->message);
}

/**
 * kontor_database_begin:
 * @self: a connection outside a transaction
 * @error: return location for an error
 *
 * Begins a transaction that writes. On SQLite it takes the write lock now.
 *
 * Errors: %KONTOR_DATABASE_ERROR_BUSY after five seconds of waiting, and any other.
 *
 * Returns: whether it began
 */
gboolean
kontor_database_begin (KontorDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !kontor_database_in_transaction (self), FALSE);

  self->savepoint_depth = 0;
  return self->engine->begin (self, error);
}

/**
 * kontor_database_begin_read:
 * @self: a connection outside a transaction
 * @error: return location for an error
 *
 * Begins a transaction in which every read sees the database as it is now.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: whether it began
 */
gboolean
kontor_database_begin_read (KontorDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !kontor_database_in_transaction (self), FALSE);

  self->savepoint_depth = 0;
  if (self->engine->begin_read (self, error))
    return TRUE;

  kontor_database_rollback (self);
  return FALSE;
}

/**
 * kontor_database_commit:
 * @self: a connection in a transaction
 * @error: return location for an error
 *
 * Commits. The changes are on the disk when it returns.
 *
 * Errors: any of #KontorDatabaseError; nothing was written then, and the transaction is over.
 *
 * Returns: whether it committed
 */
gboolean
kontor_database_commit (KontorDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->savepoint_depth = 0;
  if (self->engine->commit (self, error))
    return TRUE;

  kontor_database_rollback (self);
  return FALSE;
}

/**
 * kontor_database_rollback:
 * @self: a connection
 *
 * Takes back the transaction. Does nothing outside one, so that it suits every error path.
 */
void
kontor_database_rollback (KontorDatabase *self)
{
  g_return_if_fail (self != NULL);

  self->savepoint_depth = 0;
  if (kontor_database_in_transaction (self))
    execute_quietly (self, "ROLLBACK");
}

/**
 * kontor_database_savepoint:
 * @self: a connection in a transaction
 * @error: return location for an error
 *
 * Sets a savepoint within those that are set already.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: whether it was set
 */
gboolean
kontor_database_savepoint (KontorDatabase *self, GError **error)
{
  char sql[40];

  g_return_val_if_fail (self != NULL && kontor_database_in_transaction (self), FALSE);

  g_snprintf (sql, sizeof sql, "SAVEPOINT kontor_%u", self->savepoint_depth + 1);
  if (!self->engine->execute (self, sql, error))
    return FALSE;

  self->savepoint_depth++;
  return TRUE;
}

/**
 * kontor_database_release_savepoint:
 * @self: a connection with a savepoint
 * @error: return location for an error
 *
 * Keeps what was done since the latest savepoint, as part of what is around it.
 *
 * Errors: any of #KontorDatabaseError; the savepoint is still there then, to be rolled back.
 *
 * Returns: whether it was released
 */
gboolean
kontor_database_release_savepoint (KontorDatabase *self, GError **error)
{
  char sql[40];

  g_return_val_if_fail (self != NULL && self->savepoint_depth > 0, FALSE);

  g_snprintf (sql, sizeof sql, "RELEASE SAVEPOINT kontor_%u", self->savepoint_depth);
  if (!self->engine->execute (self, sql, error))
    return FALSE;

  self->savepoint_depth--;
  return TRUE;
}

/**
 * kontor_database_rollback_savepoint:
 * @self: a connection with a savepoint
 *
 * Takes back what was done since the latest savepoint, and the savepoint itself. Does nothing when
 * the engine has rolled back the whole transaction already.
 */
void
kontor_database_rollback_savepoint (KontorDatabase *self)
{
  char sql[90];

  g_return_if_fail (self != NULL);

  if (!kontor_database_in_transaction (self))
    {
      self->savepoint_depth = 0;
      return;
    }

  g_return_if_fail (self->savepoint_depth > 0);
  g_snprintf (sql,
              sizeof sql,
              "ROLLBACK TO SAVEPOINT kontor_%u; RELEASE SAVEPOINT kontor_%u",
              self->savepoint_depth,
              self->savepoint_depth);
  execute_quietly (self, sql);
  self->savepoint_depth--;
}

/**
 * kontor_database_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open, be it one that can only be rolled back
 */
gboolean
kontor_database_in_transaction (KontorDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->engine->in_transaction (self);
}
