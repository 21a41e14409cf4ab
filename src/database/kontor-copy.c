/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-migration.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "kontor-schema-private.h"
#include "kontor-sqlite-private.h"

#define PAGES_A_STEP 4096

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

static gboolean
check_pages (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const char *finding;

  statement = kontor_database_query (database, "PRAGMA quick_check (1)", error, KONTOR_NO_VALUES);
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;

  finding = kontor_statement_get_text (statement, 0);
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_DAMAGED,
               "“%s” is damaged: %s",
               database->name,
               finding);
  return FALSE;
}

/* The first row that refers to none, as an error. */
gboolean
kontor_database_check_references (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  statement = kontor_database_query (
    database, "SELECT \"table\", parent FROM pragma_foreign_key_check", error, KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;

  step = kontor_statement_step (statement, error);
  if (step == KONTOR_STEP_ROW)
    g_set_error (error,
                 KONTOR_DATABASE_ERROR,
                 KONTOR_DATABASE_ERROR_DAMAGED,
                 "“%s” is damaged: a row of table “%s” refers to a row of “%s” that is missing",
                 database->name,
                 kontor_statement_get_text (statement, 0),
                 kontor_statement_get_text (statement, 1));
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_database_check:
 * @database: a connection
 * @error: return location for an error
 *
 * Reads the whole file and looks for damage and for references to rows that are not there. The
 * first finding is the error. On PostgreSQL, which watches over both itself, it asks whether the
 * server answers.
 *
 * Errors: %KONTOR_DATABASE_ERROR_DAMAGED, and any other.
 *
 * Returns: %TRUE when nothing was found
 */
gboolean
kontor_database_check (KontorDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, FALSE);

  if (kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    return kontor_database_run (database, "SELECT 1", error, KONTOR_NO_VALUES);

  return check_pages (database, error) && kontor_database_check_references (database, error);
}

static gboolean
fail_with_errno (const char *path, int saved_errno, GError **error)
{
  KontorDatabaseError code = KONTOR_DATABASE_ERROR_FAILED;
  g_autofree char    *name = g_filename_display_name (path);

  if (saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG)
    code = KONTOR_DATABASE_ERROR_FULL;
  else if (saved_errno == EACCES || saved_errno == EPERM || saved_errno == EROFS)
    code = KONTOR_DATABASE_ERROR_READ_ONLY;
  else if (saved_errno == ENOENT)
    code = KONTOR_DATABASE_ERROR_MISSING;

  g_set_error (
    error, KONTOR_DATABASE_ERROR, code, "can't write “%s”: %s", name, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int saved_errno;

  if (fd < 0)
    return fail_with_errno (path, errno, error);

  if (fsync (fd) == 0)
    return g_close (fd, NULL) || fail_with_errno (path, errno, error);

  saved_errno = errno;
  g_close (fd, NULL);
  return fail_with_errno (path, saved_errno, error);
}

/* The log of a database that somebody has open would be taken for the copy's. */
static gboolean
check_target (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-journal" };
  g_autofree char         *name = g_filename_display_name (path);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *log = g_strconcat (path, suffixes[i], NULL);

      if (!g_file_test (log, G_FILE_TEST_EXISTS))
        continue;

      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_BUSY,
                   "can't write “%s”: a program has it open as a database",
                   name);
      return FALSE;
    }
  return TRUE;
}

static void
fail_with_code (sqlite3 *target, int code, const char *path, GError **error)
{
  KontorSqlite failed = { .handle = target };

  /* Only its name and handle are read. */
  failed.parent.name = g_filename_display_name (path);
  kontor_sqlite_set_error (&failed.parent, code, "can't write", error);
  g_free (failed.parent.name); /* of a value that has no owner */
}

static gboolean
copy_pages (KontorDatabase *database, const char *path, GError **error)
{
  g_autoptr (sqlite3) target = NULL;
  sqlite3_backup *backup = NULL;
  int             code;

  code = sqlite3_open_v2 (
    path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  /* The file has another name until it is whole and synced, so that no journal is needed. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (
      target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (target, "main", kontor_sqlite_get_handle (database), "main");
  if (backup == NULL)
    {
      fail_with_code (
        target, code != SQLITE_OK ? code : sqlite3_extended_errcode (target), path, error);
      return FALSE;
    }

  while ((code = sqlite3_backup_step (backup, PAGES_A_STEP)) == SQLITE_OK)
    ;
  sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;

  fail_with_code (target, code, path, error);
  return FALSE;
}

static gboolean
copy_snapshot (KontorDatabase *database, const char *path, GError **error)
{
  gboolean copied;

  /* Within a snapshot, what other programs write does not make the copy begin again. */
  if (kontor_database_in_transaction (database))
    return copy_pages (database, path, error);

  if (!kontor_database_begin_read (database, error))
    return FALSE;

  copied = copy_pages (database, path, error);
  kontor_database_rollback (database);
  return copied;
}

static gboolean
move_into_place (const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_path (temporary, O_RDWR, error))
    return FALSE;
  if (g_rename (temporary, path) != 0)
    return fail_with_errno (path, errno, error);

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/**
 * kontor_database_copy_to:
 * @database: a connection to an SQLite database, outside a transaction that has written
 * @path: where to; a file that is there is replaced
 * @error: return location for an error
 *
 * Copies the database as it is now, while others go on working with it. The copy is whole and on
 * the disk before it gets its name.
 *
 * Errors: %KONTOR_DATABASE_ERROR_FULL, %KONTOR_DATABASE_ERROR_READ_ONLY,
 * %KONTOR_DATABASE_ERROR_MISSING (the folder), %KONTOR_DATABASE_ERROR_BUSY (a program has @path
 * open), %KONTOR_DATABASE_ERROR_FAILED (also on PostgreSQL). Nothing is left behind then.
 *
 * Returns: whether it was copied
 */
gboolean
kontor_database_copy_to (KontorDatabase *database, const char *path, GError **error)
{
  g_autofree char *temporary = NULL;
  int              fd;

  g_return_val_if_fail (database != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    {
      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_FAILED,
                   "can't copy “%s”: a database server makes its own backups",
                   database->name);
      return FALSE;
    }

  if (!check_target (path, error))
    return FALSE;

  temporary = g_strdup_printf ("%s.XXXXXX", path);
  fd = g_mkstemp (temporary);
  if (fd < 0)
    return fail_with_errno (path, errno, error);
  g_close (fd, NULL);

  if (copy_snapshot (database, temporary, error) && move_into_place (temporary, path, error))
    return TRUE;

  g_unlink (temporary);
  return FALSE;
}
