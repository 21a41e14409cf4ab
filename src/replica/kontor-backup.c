/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "kontor-migration.h"
#include "kontor-profile.h"
#include "kontor-replica.h"
#include "kontor-time.h"

#define DAILY_PREFIX "kontor-"
#define DAILY_SUFFIX ".db"
#define KEEP_DAILY 14

struct _KontorDaily
{
  char    *folder; /* (owned) */
  GThread *thread; /* (owned) */
};

static void
remove_with_companions (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/* Opening a copy may leave the companions of a shared database behind. */
static void
remove_companions (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (wal);
  g_unlink (shm);
}

static gboolean
check_copy (const char *path, GError **error)
{
  g_autoptr (KontorDatabase) copy = kontor_database_open (path, KONTOR_DATABASE_READ_ONLY, error);

  return copy != NULL && kontor_database_check (copy, error);
}

/**
 * kontor_backup_write:
 * @database: what to copy, as it is now
 * @path: where to; replaced only by a copy that was opened and checked
 *
 * Returns: whether the backup is there
 */
gboolean
kontor_backup_write (KontorDatabase *database, const char *path, GError **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.new-%08x", path, g_random_int ());
  gboolean         done;

  done = kontor_database_copy_to (database, fresh, error) && check_copy (fresh, error);
  remove_companions (fresh);
  if (done && g_rename (fresh, path) != 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   (int) g_file_error_from_errno (errno),
                   "the backup “%s” can't be put in place: %s",
                   path,
                   g_strerror (errno));
      done = FALSE;
    }
  if (done)
    return TRUE;
  remove_with_companions (fresh);
  g_prefix_error (error, "no backup was written: ");
  return FALSE;
}

static char *
make_folder (const char *folder, GError **error)
{
  g_autofree char *backups = g_build_filename (folder, KONTOR_PROFILE_BACKUPS, NULL);

  if (g_mkdir_with_parents (backups, 0700) == 0)
    return g_steal_pointer (&backups);
  g_set_error (error,
               G_FILE_ERROR,
               (int) g_file_error_from_errno (errno),
               "the folder “%s” can't be made: %s",
               backups,
               g_strerror (errno));
  return NULL;
}

static char *
dup_stamp (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return kontor_time_format_local (kontor_time_now (), utc, "%Y%m%d-%H%M%S");
}

/**
 * kontor_backup_before_migration:
 * @version: of the tables now
 *
 * Copies the database before its tables are changed. These copies stay.
 */
gboolean
kontor_backup_before_migration (KontorDatabase *database,
                                const char     *folder,
                                int             version,
                                GError        **error)
{
  g_autofree char *backups = make_folder (folder, error);
  g_autofree char *stamp = dup_stamp ();
  g_autofree char *name = g_strdup_printf ("version-%d-%s.db", version, stamp);
  g_autofree char *path = NULL;

  if (backups == NULL)
    return FALSE;
  path = g_build_filename (backups, name, NULL);
  return kontor_backup_write (database, path, error);
}

static gboolean
is_daily (const char *name)
{
  return g_str_has_prefix (name, DAILY_PREFIX) && g_str_has_suffix (name, DAILY_SUFFIX);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Daily backups, oldest first: their names sort by time. */
static GPtrArray *
list_daily (const char *folder)
{
  GPtrArray       *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *backups = g_build_filename (folder, KONTOR_PROFILE_BACKUPS, NULL);
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_daily (name))
      g_ptr_array_add (names, g_build_filename (backups, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * kontor_backup_get_newest:
 *
 * Returns: when the newest daily backup was written, UTC microseconds; 0 when there is none
 */
gint64
kontor_backup_get_newest (const char *folder)
{
  g_autoptr (GPtrArray) names = list_daily (folder);
  GStatBuf status;

  if (names->len == 0 || g_stat (g_ptr_array_index (names, names->len - 1), &status) != 0)
    return 0;
  return (gint64) status.st_mtime * KONTOR_SECOND;
}

static void
remove_old (const char *folder)
{
  g_autoptr (GPtrArray) names = list_daily (folder);

  for (guint i = 0; i + KEEP_DAILY < names->len; i++)
    remove_with_companions (g_ptr_array_index (names, i));
}

static gboolean
write_daily (const char *folder, GError **error)
{
  g_autofree char *path = kontor_profile_dup_file (folder);
  g_autofree char *backups = make_folder (folder, error);
  g_autofree char *stamp = dup_stamp ();
  g_autofree char *name = g_strconcat (DAILY_PREFIX, stamp, DAILY_SUFFIX, NULL);
  g_autofree char *target = NULL;
  g_autoptr (KontorDatabase) database = NULL;

  if (backups == NULL)
    return FALSE;
  database = kontor_database_open (path, KONTOR_DATABASE_READ_ONLY, error);
  target = g_build_filename (backups, name, NULL);
  if (database == NULL || !kontor_backup_write (database, target, error))
    return FALSE;
  remove_old (folder);
  return TRUE;
}

static gpointer
daily_thread (gpointer data)
{
  KontorDaily *self = data;
  g_autoptr (GError) error = NULL;

  if (!write_daily (self->folder, &error))
    g_message ("%s", error->message);
  return NULL;
}

/**
 * kontor_daily_start:
 *
 * Writes today's backup beside everything else, unless the newest is less than a day old.
 *
 * Returns: (transfer full) (nullable): the backup under way, NULL when none is due
 */
KontorDaily *
kontor_daily_start (const char *folder)
{
  KontorDaily *self;

  if (kontor_time_now () - kontor_backup_get_newest (folder) < KONTOR_DAY)
    return NULL;
  self = g_new0 (KontorDaily, 1);
  self->folder = g_strdup (folder);
  self->thread = g_thread_new ("kontor-backup", daily_thread, self);
  return self;
}

/**
 * kontor_daily_free:
 *
 * Waits until the backup is written.
 */
void
kontor_daily_free (KontorDaily *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->folder, g_free);
  g_free (self); /* its thread has ended */
}

/**
 * kontor_replica_backup:
 * @path: a file; it is replaced only by a copy that was opened and checked
 *
 * Copies the profile's data as they are now, while work goes on. Blocks.
 */
gboolean
kontor_replica_backup (KontorReplica *self, const char *path, GError **error)
{
  g_autofree char *source = kontor_profile_dup_file (kontor_replica_get_folder (self));
  g_autoptr (KontorDatabase) database = kontor_database_open (
    source, KONTOR_DATABASE_READ_ONLY, error);

  return database != NULL && kontor_backup_write (database, path, error);
}
