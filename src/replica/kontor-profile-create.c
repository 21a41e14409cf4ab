/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "kontor-migration.h"
#include "kontor-replica.h"
#include "kontor-writer.h"

typedef struct
{
  const char *key;
  const char *value;
} KontorFirstSetting;

static gboolean
set_setting (KontorWriter *writer, const KontorFirstSetting *setting, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  KontorCommandOutcome outcome = { 0 };
  KontorUid            uid;
  gboolean             done;

  kontor_json_set_string (params, "key", setting->key);
  kontor_json_set_string (params, "value", setting->value);
  /* Without a row in the undo log: a company can't be undone. */
  done = kontor_writer_execute (writer, NULL, "company.set", params, &uid, &outcome, error);
  kontor_command_outcome_clear (&outcome);
  return done;
}

static gboolean
fill (KontorWriter *writer, const KontorFirstSetting *settings, guint n_settings, GError **error)
{
  for (guint i = 0; i < n_settings; i++)
    if (!set_setting (writer, &settings[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
prepare (KontorDatabase *database, const KontorUid *company, GError **error)
{
  if (!kontor_database_begin (database, error))
    return FALSE;
  if (kontor_profile_prepare (database, company, error))
    return kontor_database_commit (database, error);
  kontor_database_rollback (database);
  return FALSE;
}

/* The company's first commands are in the outbox like all others. */
static gboolean
build (const char               *path,
       const char               *folder,
       const KontorUid          *company,
       const KontorFirstSetting *settings,
       guint                     n_settings,
       GError                  **error)
{
  KontorDatabase *database = kontor_database_open (path, KONTOR_DATABASE_CREATE, error);
  g_autoptr (KontorWriter) writer = NULL;

  if (database == NULL)
    return FALSE;
  writer = kontor_writer_new (database, folder);
  if (!kontor_migration_run (database, error) || !prepare (database, company, error)
      || !kontor_writer_begin (writer, error))
    return FALSE;
  if (fill (writer, settings, n_settings, error))
    return kontor_writer_commit (writer, error);
  kontor_writer_rollback (writer);
  return FALSE;
}

static gboolean
fail_with_errno (const char *folder, int code, GError **error)
{
  g_set_error (error,
               G_FILE_ERROR,
               (int) g_file_error_from_errno (code),
               "the profile “%s” can't be made: %s",
               folder,
               g_strerror (code));
  return FALSE;
}

static gboolean
fail_as_existing (const char *folder, GError **error)
{
  g_set_error (error,
               KONTOR_REPLICA_ERROR,
               KONTOR_REPLICA_ERROR_EXISTS,
               "there is a profile in “%s” already",
               folder);
  return FALSE;
}

static gboolean
sync_file (const char *path, int flags)
{
  int      descriptor = open (path, flags | O_CLOEXEC);
  gboolean done = descriptor >= 0 && fsync (descriptor) == 0;

  if (descriptor >= 0)
    close (descriptor);
  return done;
}

/* A hard link does not replace: of two programs that make the profile at once, one is told. */
static gboolean
move_into_place (const char *folder, const char *fresh, const char *path, GError **error)
{
  if (!sync_file (fresh, O_RDWR))
    return fail_with_errno (folder, errno, error);
  if (link (fresh, path) != 0 && errno == EEXIST)
    return fail_as_existing (folder, error);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (fresh, path) != 0)
    return fail_with_errno (folder, errno, error);
  sync_file (folder, O_RDONLY | O_DIRECTORY);
  return TRUE;
}

static void
remove_fresh (const char *fresh)
{
  g_autofree char *wal = g_strconcat (fresh, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fresh, "-shm", NULL);

  g_unlink (fresh);
  g_unlink (wal);
  g_unlink (shm);
}

/**
 * kontor_replica_create_profile:
 * @folder: made if it is missing, for this user only
 * @company: name
 * @country: ISO 3166-1 alpha-2
 * @currency: ISO 4217
 * @uid: (nullable): of the company, when this is another station of one that is there already; NULL
 * founds one
 *
 * Makes a profile. Its database has another name until it is complete. Blocks.
 *
 * Returns: FALSE with KONTOR_REPLICA_ERROR_EXISTS, KONTOR_COMMAND_ERROR_INVALID for a wrong setting
 * (nothing is left behind), G_FILE_ERROR or KONTOR_DATABASE_ERROR
 */
gboolean
kontor_replica_create_profile (const char      *folder,
                               const char      *company,
                               const char      *country,
                               const char      *currency,
                               const KontorUid *uid,
                               GError         **error)
{
  const KontorFirstSetting settings[] = {
    { "company_name", company },
    { "country", country },
    { "currency", currency },
  };
  g_autofree char *path = kontor_profile_dup_file (folder);
  g_autofree char *fresh = NULL;
  gboolean         done;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_with_errno (folder, errno, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_as_existing (folder, error);
  fresh = g_strdup_printf ("%s.new-%ld-%08x", path, (long) getpid (), g_random_int ());
  done = build (fresh, folder, uid, settings, G_N_ELEMENTS (settings), error)
         && move_into_place (folder, fresh, path, error);
  remove_fresh (fresh);
  return done;
}
