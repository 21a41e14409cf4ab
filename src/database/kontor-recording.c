/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-recording.h"

#include "kontor-sqlite-private.h"

struct _KontorRecording
{
  KontorDatabase  *database; /* (not owned) */
  sqlite3_session *session;  /* (owned) */
};

static gboolean
attach_tables (KontorRecording *self, const char *const *tables, GError **error)
{
  for (guint i = 0; tables[i] != NULL; i++)
    {
      int code = sqlite3session_attach (self->session, tables[i]);

      if (code != SQLITE_OK)
        {
          kontor_sqlite_set_error (self->database, code, "can't record changes of", error);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * kontor_recording_start:
 * @database: a connection to an SQLite database, which outlives the recording
 * @tables: (array zero-terminated=1): what to record, those that refer to others first, as
 *   kontor_schema_get_base_tables() lists them: kontor_changeset_undo() goes in the same order
 * @error: return location for an error
 *
 * Records what changes in @tables on this connection from now on, be it by a statement, a cascade
 * or a trigger. What is rolled back is not in the changeset.
 *
 * Errors: %KONTOR_DATABASE_ERROR_FAILED.
 *
 * Returns: (transfer full): the recording, or %NULL with @error set
 */
KontorRecording *
kontor_recording_start (KontorDatabase *database, const char *const *tables, GError **error)
{
  g_autoptr (KontorRecording) self = NULL;
  int code;

  g_return_val_if_fail (database != NULL && tables != NULL, NULL);
  g_return_val_if_fail (kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE, NULL);

  self = g_new0 (KontorRecording, 1);
  self->database = database;
  code = sqlite3session_create (kontor_sqlite_get_handle (database), "main", &self->session);
  if (code != SQLITE_OK)
    {
      kontor_sqlite_set_error (database, code, "can't record changes of", error);
      return NULL;
    }

  return attach_tables (self, tables, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * kontor_recording_finish:
 * @self: a recording
 * @error: return location for an error
 *
 * Ends the recording. Reads the rows as they are now: call it inside the transaction.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the changeset, which is empty when nothing changed, or %NULL with
 * @error set
 */
GBytes *
kontor_recording_finish (KontorRecording *self, GError **error)
{
  void *data = NULL;
  int   size = 0;
  int   code;

  g_return_val_if_fail (self != NULL, NULL);

  sqlite3session_enable (self->session, 0);
  code = sqlite3session_changeset (self->session, &size, &data);
  if (code != SQLITE_OK)
    {
      kontor_sqlite_set_error (self->database, code, "can't read the changes of", error);
      return NULL;
    }

  return g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
}

/**
 * kontor_recording_free:
 * @self: (transfer full) (nullable): a recording
 *
 * Stops recording.
 */
void
kontor_recording_free (KontorRecording *self)
{
  if (self == NULL)
    return;

  if (self->session != NULL)
    sqlite3session_delete (self->session);
  g_free (self); /* the last owner */
}
