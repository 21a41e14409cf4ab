/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sqlite-private.h"

#define BUSY_TIMEOUT_MS 5000

#define MEMORY_PATH ":memory:"

static const char settings[] = "PRAGMA foreign_keys = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA cache_size = -32768;" /* KiB */
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA journal_size_limit = 67108864;";

static void
close_sqlite (KontorDatabase *self)
{
  sqlite3_close (((KontorSqlite *) self)->handle);
  kontor_database_clear (self);
  g_free (self); /* the last owner was the engine */
}

static void
interrupt (KontorDatabase *self)
{
  sqlite3_interrupt (((KontorSqlite *) self)->handle);
}

static gboolean
execute_as (KontorDatabase *self, const char *script, const char *tried, GError **error)
{
  int code = sqlite3_exec (((KontorSqlite *) self)->handle, script, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  kontor_sqlite_set_error (self, code, tried, error);
  return FALSE;
}

static gboolean
execute (KontorDatabase *self, const char *script, GError **error)
{
  return execute_as (self, script, "can't run a statement on", error);
}

static gboolean
in_transaction (KontorDatabase *self)
{
  return !sqlite3_get_autocommit (((KontorSqlite *) self)->handle);
}

static gboolean
begin (KontorDatabase *self, GError **error)
{
  return execute_as (self, "BEGIN IMMEDIATE", "can't write to", error);
}

static gboolean
begin_read (KontorDatabase *self, GError **error)
{
  /* The snapshot is taken by the first read, not by BEGIN. */
  return execute_as (self, "BEGIN; SELECT count (*) FROM sqlite_master", "can't read from", error);
}

static gboolean
commit (KontorDatabase *self, GError **error)
{
  return execute_as (self, "COMMIT", "can't save the changes in", error);
}

static const KontorEngineClass engine = {
  .kind = KONTOR_ENGINE_SQLITE,
  .close = close_sqlite,
  .interrupt = interrupt,
  .execute = execute,
  .in_transaction = in_transaction,
  .begin = begin,
  .begin_read = begin_read,
  .commit = commit,
  .prepare = kontor_sqlite_prepare,
  .start = kontor_sqlite_start,
  .step = kontor_sqlite_step,
  .count_changes = kontor_sqlite_count_changes,
  .reset = kontor_sqlite_reset,
  .finalize = kontor_sqlite_finalize,
  .get_n_columns = kontor_sqlite_get_n_columns,
  .get_type = kontor_sqlite_get_type,
  .get_integer = kontor_sqlite_get_integer,
  .get_text = kontor_sqlite_get_text,
  .get_blob = kontor_sqlite_get_blob,
};

sqlite3 *
kontor_sqlite_get_handle (KontorDatabase *self)
{
  g_assert (self->engine == &engine);

  return ((KontorSqlite *) self)->handle;
}

static KontorDatabase *
connect_to_file (const char *path, KontorDatabaseMode mode, GError **error)
{
  g_autoptr (KontorDatabase) self = (KontorDatabase *) g_new0 (KontorSqlite, 1);
  KontorSqlite *sqlite = (KontorSqlite *) self;
  int           flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int           code;

  flags |= mode == KONTOR_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  flags |= mode == KONTOR_DATABASE_CREATE ? SQLITE_OPEN_CREATE : 0;
  kontor_database_init (self, &engine, g_filename_display_name (path));
  code = sqlite3_open_v2 (path, &sqlite->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      kontor_sqlite_set_error (self, code, "can't open", error);
      return NULL;
    }

  sqlite3_busy_timeout (sqlite->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (sqlite->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* A name in double quotes that is no column is a mistake, as on PostgreSQL, and not a text. */
  sqlite3_db_config (sqlite->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (sqlite->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return g_steal_pointer (&self);
}

static gboolean
read_identity (KontorDatabase *self, gboolean *is_kontor, gboolean *is_empty, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (self,
                                     "SELECT application_id, (SELECT count (*) FROM sqlite_master)"
                                     " FROM pragma_application_id",
                                     error,
                                     KONTOR_NO_VALUES);
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;

  *is_kontor = kontor_statement_get_integer (statement, 0) == KONTOR_APPLICATION_ID;
  *is_empty = kontor_statement_get_integer (statement, 1) == 0;
  return TRUE;
}

static gboolean
use_write_ahead_log (KontorDatabase *self, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (self, "PRAGMA journal_mode = WAL", error, KONTOR_NO_VALUES);
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  if (g_strcmp0 (kontor_statement_get_text (statement, 0), "wal") == 0)
    return TRUE;

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_FAILED,
               "can't open “%s”: its file system does not allow several programs at once",
               self->name);
  return FALSE;
}

/* Nothing is written to the file before it is known to be Kontor's or empty. */
static gboolean
identify (KontorDatabase *self, KontorDatabaseMode mode, GError **error)
{
  gboolean is_kontor = FALSE;
  gboolean is_empty = FALSE;

  if (!read_identity (self, &is_kontor, &is_empty, error))
    return FALSE;

  if (is_kontor)
    return mode == KONTOR_DATABASE_READ_ONLY || use_write_ahead_log (self, error);

  if (is_empty && mode == KONTOR_DATABASE_CREATE)
    return use_write_ahead_log (self, error)
           && execute_as (self,
                          "PRAGMA application_id = " G_STRINGIFY (KONTOR_APPLICATION_ID),
                          "can't create",
                          error);

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_DAMAGED,
               "can't open “%s”: it is not a Kontor database",
               self->name);
  return FALSE;
}

static gboolean
check_writable (KontorDatabase *self, KontorDatabaseMode mode, GError **error)
{
  /* SQLite opens a file that it may not write for reading, without a word. */
  if (mode == KONTOR_DATABASE_READ_ONLY
      || sqlite3_db_readonly (kontor_sqlite_get_handle (self), "main") != 1)
    return TRUE;

  kontor_sqlite_set_error (self, SQLITE_READONLY, "can't open", error);
  return FALSE;
}

/* SQLite 3.40 does not count FTS5 among what an untrusted schema may use, so that no trigger could
 * keep the search table; newer ones do. Asked once of a database in memory. */
static gboolean
is_search_innocuous (void)
{
  static gsize answer = 0; /* 0: not asked, 1: no, 2: yes */

  if (g_once_init_enter (&answer))
    {
      sqlite3 *probe = NULL;
      int      code = sqlite3_open (MEMORY_PATH, &probe);

      if (code == SQLITE_OK)
        code = sqlite3_exec (probe,
                             "PRAGMA trusted_schema = OFF;"
                             "CREATE TABLE base (a);"
                             "CREATE VIRTUAL TABLE search USING fts5 (a);"
                             "CREATE TRIGGER base_insert AFTER INSERT ON base BEGIN"
                             " INSERT INTO search VALUES (new.a); END;"
                             "INSERT INTO base VALUES (1)",
                             NULL,
                             NULL,
                             NULL);
      sqlite3_close (probe);
      g_once_init_leave (&answer, code == SQLITE_OK ? 2 : 1);
    }
  return answer == 2;
}

static gboolean
trust_triggers (KontorDatabase *self, KontorDatabaseMode mode, GError **error)
{
  if (mode == KONTOR_DATABASE_READ_ONLY || is_search_innocuous ())
    return TRUE;

  /* Nothing here can do harm: extensions are off, and every function of ours is innocuous. */
  return execute_as (self, "PRAGMA trusted_schema = ON", "can't open", error);
}

static gboolean
configure (KontorDatabase *self, KontorDatabaseMode mode, GError **error)
{
  if (!kontor_sqlite_register_functions (self, kontor_sqlite_get_handle (self)))
    {
      kontor_sqlite_set_error (self, SQLITE_NOMEM, "can't open", error);
      return FALSE;
    }

  return execute_as (self, settings, "can't open", error) && trust_triggers (self, mode, error)
         && (mode != KONTOR_DATABASE_READ_ONLY
             || execute_as (
               self, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY", "can't open", error));
}

static gboolean
check_presence (const char *path, KontorDatabaseMode mode, GError **error)
{
  g_autofree char *name = NULL;

  if (mode == KONTOR_DATABASE_CREATE || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  name = g_filename_display_name (path);
  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_MISSING,
               "can't open “%s”: there is no such file",
               name);
  return FALSE;
}

KontorDatabase *
kontor_sqlite_open (const char *path, KontorDatabaseMode mode, GError **error)
{
  g_autoptr (KontorDatabase) self = NULL;
  gboolean in_memory = g_str_equal (path, MEMORY_PATH);

  if (!in_memory && !check_presence (path, mode, error))
    return NULL;

  self = connect_to_file (path, in_memory ? KONTOR_DATABASE_CREATE : mode, error);
  if (self == NULL)
    return NULL;

  if (!in_memory && (!check_writable (self, mode, error) || !identify (self, mode, error)))
    return NULL;

  return configure (self, mode, error) ? g_steal_pointer (&self) : NULL;
}
