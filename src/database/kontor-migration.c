/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-schema-private.h"

#include "kontor-database-private.h"
#include "kontor-sql-private.h"

/* "KONT": the lock that lets one server at a time migrate a PostgreSQL database. */
#define MIGRATION_LOCK "1263488596"

/* Brought the table that remembers the derived tables; before it there were none. */
#define PROFILE_VERSION 2

static gboolean
is_sqlite (KontorDatabase *database)
{
  return kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE;
}

static int
fail_as_foreign (KontorDatabase *database, GError **error)
{
  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_DAMAGED,
               "can't open “%s”: it is not a Kontor database",
               database->name);
  return -1;
}

static int
get_sqlite_version (KontorDatabase *database, GError **error)
{
  gint64 version = 0;
  gint64 n_tables = 0;

  if (!kontor_database_read_integer (database, "PRAGMA user_version", &version, error)
      || !kontor_database_read_integer (
        database, "SELECT count (*) FROM sqlite_master", &n_tables, error))
    return -1;

  if (version < 0 || (version == 0) != (n_tables == 0))
    return fail_as_foreign (database, error);

  return (int) version;
}

static int
get_postgres_version (KontorDatabase *database, GError **error)
{
  gint64 is_versioned = 0;
  gint64 n_tables = 0;
  gint64 version = 0;

  if (!kontor_database_read_integer (
        database, "SELECT to_regclass ('schema_version') IS NOT NULL", &is_versioned, error)
      || !kontor_database_read_integer (database,
                                        "SELECT count (*) FROM pg_catalog.pg_tables"
                                        " WHERE schemaname = current_schema ()",
                                        &n_tables,
                                        error))
    return -1;

  if (!is_versioned)
    return n_tables == 0 ? 0 : fail_as_foreign (database, error);

  if (!kontor_database_read_integer (
        database, "SELECT version FROM schema_version", &version, error))
    return -1;

  return version >= 0 && version <= G_MAXINT ? (int) version : fail_as_foreign (database, error);
}

/**
 * kontor_migration_get_version:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: %KONTOR_DATABASE_ERROR_DAMAGED when the tables in it are not Kontor's, and any other.
 *
 * Returns: the version of the schema in the database, which may be newer than this program's; 0
 * when it is empty; -1 with @error set
 */
int
kontor_migration_get_version (KontorDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  return is_sqlite (database) ? get_sqlite_version (database, error)
                              : get_postgres_version (database, error);
}

/* They speak of the tables of the latest version. */
static gboolean
set_guards (KontorDatabase *database, int version, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *script = NULL;

  if (version < kontor_migration_get_latest ())
    return TRUE;

  bytes = kontor_schema_get_guards (kontor_database_get_engine (database));
  script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return kontor_database_execute (database, script, error);
}

static gboolean
migrate_sqlite (KontorDatabase *database, int version, const char *script, GError **error)
{
  char set_version[40];

  g_snprintf (set_version, sizeof set_version, "PRAGMA user_version = %d", version);

  /* Triggers of derived tables would follow the tables under them; they are built anew afterwards.
   */
  return (version <= PROFILE_VERSION || kontor_derived_drop (database, error))
         && kontor_database_execute (database, script, error)
         && kontor_database_check_references (database, error)
         && set_guards (database, version, error)
         && kontor_database_execute (database, set_version, error);
}

static gboolean
migrate_postgres (KontorDatabase *database, int version, const char *script, GError **error)
{
  g_autofree char *translated = kontor_schema_translate (script);
  g_autofree char *set_version = g_strdup_printf (
    "DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES (%d)", version);

  return kontor_database_execute (database,
                                  "CREATE TABLE IF NOT EXISTS schema_version"
                                  " (version BIGINT NOT NULL)",
                                  error)
         && kontor_database_execute (database, translated, error)
         && set_guards (database, version, error)
         && kontor_database_execute (database, set_version, error);
}

static gboolean
lock_out_others (KontorDatabase *database, GError **error)
{
  /* On SQLite the transaction itself does: it took the only write lock. */
  return is_sqlite (database)
         || kontor_database_execute (database,
                                     "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
                                     "SELECT pg_advisory_xact_lock (" MIGRATION_LOCK ")",
                                     error);
}

static gboolean
migrate_locked (KontorDatabase *database, int version, GError **error)
{
  g_autoptr (GBytes) bytes = kontor_schema_get_migration (version);
  g_autofree char *script = NULL;
  int              present;

  if (!lock_out_others (database, error))
    return FALSE;

  present = kontor_migration_get_version (database, error);
  if (present < 0)
    return FALSE;
  if (present >= version) /* another program was faster */
    return TRUE;

  script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return is_sqlite (database) ? migrate_sqlite (database, version, script, error)
                              : migrate_postgres (database, version, script, error);
}

static gboolean
migrate (KontorDatabase *database, int version, GError **error)
{
  if (!kontor_database_begin (database, error))
    return FALSE;

  if (migrate_locked (database, version, error))
    return kontor_database_commit (database, error);

  kontor_database_rollback (database);
  return FALSE;
}

static gboolean
migrate_to_latest (KontorDatabase *database, int version, GError **error)
{
  for (int next = version + 1; next <= kontor_migration_get_latest (); next++)
    {
      g_autofree char *name = kontor_schema_dup_migration_name (next);

      if (name != NULL && !migrate (database, next, error))
        {
          g_prefix_error (error, "can't bring the tables to version %d: ", next);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
migrate_without_foreign_keys (KontorDatabase *database, int version, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean migrated;

  /* Both do nothing inside a transaction. */
  if (!kontor_database_execute (database, "PRAGMA foreign_keys = OFF", error))
    return FALSE;

  migrated = migrate_to_latest (database, version, error);
  if (kontor_database_execute (database, "PRAGMA foreign_keys = ON", &local_error))
    return migrated;

  if (migrated)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
has_table (KontorDatabase *database, const char *name, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const char *sql = is_sqlite (database)
                      ? "SELECT count (*) FROM sqlite_master WHERE type = 'table' AND name = ?1"
                      : "SELECT count (*) FROM pg_catalog.pg_tables"
                        " WHERE schemaname = current_schema () AND tablename = ?1";

  statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (name)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  if (kontor_statement_get_integer (statement, 0) > 0)
    return TRUE;

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_DAMAGED,
               "can't use “%s”: its table “%s” is missing",
               database->name,
               name);
  return FALSE;
}

static gboolean
has_base_tables (KontorDatabase *database, GError **error)
{
  const char *const *tables = kontor_schema_get_base_tables ();

  for (guint i = 0; tables[i] != NULL; i++)
    {
      if (!has_table (database, tables[i], error))
        return FALSE;
    }
  return has_table (database, "profile", error);
}

/**
 * kontor_migration_run:
 * @database: a connection outside a transaction
 * @error: return location for an error
 *
 * Brings the schema to this program's version, one transaction for each step, and builds the
 * derived tables anew if their definition changed. Does nothing to a database that is up to date.
 * The caller makes a copy first if kontor_migration_get_version() says that there is something to
 * do.
 *
 * Errors: %KONTOR_DATABASE_ERROR_NEWER, %KONTOR_DATABASE_ERROR_DAMAGED, and any other. The database
 * is at one of the versions in between then, whole, or as it was.
 *
 * Returns: whether the schema is this program's now
 */
gboolean
kontor_migration_run (KontorDatabase *database, GError **error)
{
  int latest = kontor_migration_get_latest ();
  int version;

  g_return_val_if_fail (database != NULL && !kontor_database_in_transaction (database), FALSE);

  version = kontor_migration_get_version (database, error);
  if (version < 0)
    return FALSE;
  if (version > latest)
    {
      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_NEWER,
                   "can't use “%s”: it was written by a newer version of Kontor (tables of version "
                   "%d, this program knows %d)",
                   database->name,
                   version,
                   latest);
      return FALSE;
    }

  if (!is_sqlite (database))
    return migrate_to_latest (database, version, error) && has_base_tables (database, error);

  return (version == latest || migrate_without_foreign_keys (database, version, error))
         && has_base_tables (database, error) && kontor_derived_refresh (database, error);
}
