/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "kontor-migration.h"
#include "kontor-profile-lock.h"
#include "kontor-profile.h"
#include "kontor-replica.h"
#include "kontor-time.h"

/* What the file that is replaced knew and a backup can't: numbers given since. */
typedef struct
{
  KontorHlc  hlc;
  GPtrArray *names; /* (owned) (element-type utf8): of number ranges */
  GArray    *lasts; /* (owned): of gint64 */
} KontorTideMarks;

static void
tide_marks_clear (KontorTideMarks *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->lasts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorTideMarks, tide_marks_clear)

static void
read_ranges (KontorTideMarks *self, KontorDatabase *database)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT name, last FROM number_range", NULL, KONTOR_NO_VALUES);

  while (statement != NULL && kontor_statement_step_row (statement, NULL))
    {
      gint64 last = kontor_statement_get_integer (statement, 1);

      g_ptr_array_add (self->names, g_strdup (kontor_statement_get_text (statement, 0)));
      g_array_append_val (self->lasts, last);
    }
}

/* A damaged file is a reason to restore, so what can't be read is left out. */
static void
read_marks (KontorTideMarks *self, const char *path)
{
  g_autoptr (KontorDatabase) database = NULL;
  KontorProfile profile;

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->lasts = g_array_new (FALSE, FALSE, sizeof (gint64));
  database = g_file_test (path, G_FILE_TEST_EXISTS)
               ? kontor_database_open (path, KONTOR_DATABASE_READ_WRITE, NULL)
               : NULL;
  if (database == NULL)
    return;
  if (kontor_profile_load (&profile, database, NULL))
    self->hlc = profile.hlc;
  read_ranges (self, database);
}

static gboolean
raise_marks (const KontorTideMarks *self, KontorDatabase *database, GError **error)
{
  KontorProfile profile;

  for (guint i = 0; i < self->names->len; i++)
    if (!kontor_database_run (
          database,
          "INSERT INTO number_range (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE"
          " SET last = excluded.last WHERE excluded.last > number_range.last",
          error,
          KONTOR_VALUES (kontor_value_text (g_ptr_array_index (self->names, i)),
                         kontor_value_integer (g_array_index (self->lasts, gint64, i)))))
      return FALSE;
  if (!kontor_profile_load (&profile, database, error))
    return FALSE;
  profile.hlc.last = MAX (profile.hlc.last, self->hlc.last);
  return kontor_profile_store (&profile, database, error);
}

/* A restored outbox must not go on where the replaced one went on: sync-spec.md section 14. */
static gboolean
make_new_start (KontorDatabase *database, const KontorTideMarks *marks, GError **error)
{
  if (!kontor_database_begin (database, error))
    return FALSE;
  if (kontor_profile_renew (database, FALSE, error) && raise_marks (marks, database, error))
    return kontor_database_commit (database, error);
  kontor_database_rollback (database);
  return FALSE;
}

static gboolean
copy_backup (const char *backup, const char *fresh, GError **error)
{
  g_autoptr (KontorDatabase) database = kontor_database_open (
    backup, KONTOR_DATABASE_READ_ONLY, error);
  int version;

  if (database == NULL)
    return FALSE;
  version = kontor_migration_get_version (database, error);
  if (version < 0)
    return FALSE;
  if (version > kontor_migration_get_latest ())
    {
      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_NEWER,
                   "“%s” was written by a newer version of Kontor",
                   backup);
      return FALSE;
    }
  return kontor_database_check (database, error)
         && kontor_database_copy_to (database, fresh, error);
}

static gboolean
prepare (const char *fresh, const KontorTideMarks *marks, GError **error)
{
  g_autoptr (KontorDatabase) database = kontor_database_open (
    fresh, KONTOR_DATABASE_READ_WRITE, error);

  return database != NULL && kontor_migration_run (database, error)
         && make_new_start (database, marks, error);
}

static gboolean
rename_file (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error,
               G_FILE_ERROR,
               (int) g_file_error_from_errno (errno),
               "“%s” can't become “%s”: %s",
               from,
               to,
               g_strerror (errno));
  return FALSE;
}

/* With its log, in case the last program was killed: what is kept is complete. */
static gboolean
set_aside (const char *path, GError **error)
{
  static const char *const endings[] = { "-wal", "-shm", "" };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *stamp = kontor_time_format_local (kontor_time_now (), utc, "%Y%m%d-%H%M%S");

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, ".replaced-", stamp, endings[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !rename_file (from, to, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
restore_locked (const char *folder, const char *backup, GError **error)
{
  g_autofree char *path = kontor_profile_dup_file (folder);
  g_autofree char *fresh = g_strconcat (path, ".restoring", NULL);
  g_auto (KontorTideMarks) marks = { { 0 } };

  if (!copy_backup (backup, fresh, error))
    return FALSE;
  read_marks (&marks, path);
  if (prepare (fresh, &marks, error) && set_aside (path, error) && rename_file (fresh, path, error))
    return TRUE;
  g_unlink (fresh);
  return FALSE;
}

/**
 * kontor_replica_restore:
 * @folder: a profile folder that no program has open
 * @backup: a file that kontor_replica_backup() wrote, or a daily one
 *
 * Checks the backup and puts a copy of it in the place of the profile's database; the file that was
 * there stays beside it as "kontor.db.replaced-TIME". The outbox begins a new incarnation; numbers
 * that the replaced file gave since are not given again. Blocks.
 *
 * Returns: FALSE with KONTOR_REPLICA_ERROR_IN_USE or a KONTOR_DATABASE_ERROR; nothing was changed
 */
gboolean
kontor_replica_restore (const char *folder, const char *backup, GError **error)
{
  gboolean done;
  int      lock;

  g_return_val_if_fail (folder != NULL && backup != NULL, FALSE);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   (int) g_file_error_from_errno (errno),
                   "the folder “%s” can't be made: %s",
                   folder,
                   g_strerror (errno));
      return FALSE;
    }
  lock = kontor_profile_lock_take (folder, TRUE, error);
  if (lock < 0)
    return FALSE;
  done = restore_locked (folder, backup, error);
  kontor_profile_lock_release (lock, folder);
  return done;
}
