/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-test-cluster.h"

#include <gio/gio.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kontor-database.h"
#include "kontor-test-folder.h"

#define VERSIONS_FOLDER "/usr/lib/postgresql"

#define START_LIMIT_US (60 * G_USEC_PER_SEC)
#define POLL_US (G_USEC_PER_SEC / 20)

struct _KontorTestCluster
{
  KontorTestFolder *folder; /* (owned) */
  char             *bin;    /* (owned): folder of the server's programs */
  GPid              pid;    /* 0: not running */
  guint             n_databases;
};

/* The newest of the versions installed beside each other, as Debian does. */
static char *
find_newest_version (void)
{
  g_autoptr (GDir) dir = g_dir_open (VERSIONS_FOLDER, 0, NULL);
  gint64      newest = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *program = g_build_filename (VERSIONS_FOLDER, name, "bin", "initdb", NULL);

      if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
        newest = MAX (newest, g_ascii_strtoll (name, NULL, 10));
    }

  return newest > 0 ? g_strdup_printf (VERSIONS_FOLDER "/%d/bin", (int) newest) : NULL;
}

static char *
find_programs (GError **error)
{
  g_autofree char *program = NULL;
  char            *newest = find_newest_version ();

  if (newest != NULL)
    return newest;

  program = g_find_program_in_path ("initdb");
  if (program != NULL)
    return g_path_get_dirname (program);

  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NOT_FOUND,
               "this test needs PostgreSQL's server programs (initdb, postgres), which are neither "
               "below " VERSIONS_FOLDER " nor in the search path");
  return NULL;
}

/* PostgreSQL refuses to run as root. */
static const struct passwd *
find_unprivileged_user (void)
{
  const struct passwd *user = getpwnam ("postgres");

  return user != NULL ? user : getpwnam ("nobody");
}

/* Runs in the child process, between fork and exec. */
static void
child_setup_cb (gpointer user_data)
{
  const struct passwd *user = user_data;

  if (user != NULL
      && (setgroups (0, NULL) != 0 || setgid (user->pw_gid) != 0 || setuid (user->pw_uid) != 0))
    _exit (126);

  /* The server must not outlive a test that was killed. */
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static gpointer
get_user_to_become (void)
{
  return geteuid () == 0 ? (gpointer) find_unprivileged_user () : NULL;
}

static gboolean
make_cluster (KontorTestCluster *self, const char *data, GError **error)
{
  g_autofree char *program = g_build_filename (self->bin, "initdb", NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  const char      *arguments[] = { program, "-D",   data,       "-U",      "kontor", "-A", "trust",
                                   "-E",    "UTF8", "--locale", "C.UTF-8", "-N",     NULL };
  int              status = 0;

  if (!g_spawn_sync (self->folder,
                     (char **) arguments,
                     NULL,
                     G_SPAWN_DEFAULT,
                     child_setup_cb,
                     get_user_to_become (),
                     &output,
                     &errors,
                     &status,
                     error))
    return FALSE;

  if (g_spawn_check_wait_status (status, error))
    return TRUE;

  g_prefix_error (error, "can't make a PostgreSQL cluster: %s: ", g_strstrip (errors));
  return FALSE;
}

static gboolean
spawn_server (KontorTestCluster *self, const char *data, GError **error)
{
  g_autofree char *program = g_build_filename (self->bin, "postgres", NULL);
  const char      *arguments[] = { program,
                                   "-D",
                                   data,
                                   "-k",
                                   self->folder,
                                   "-c",
                                   "listen_addresses=",
                                   "-c",
                                   "fsync=off",
                                   "-c",
                                   "shared_buffers=16MB",
                                   "-c",
                                   "max_connections=40",
                                   NULL };

  return g_spawn_async (self->folder,
                        (char **) arguments,
                        NULL,
                        G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                          | G_SPAWN_STDERR_TO_DEV_NULL,
                        child_setup_cb,
                        get_user_to_become (),
                        &self->pid,
                        error);
}

static gboolean
answers (KontorTestCluster *self, GError **error)
{
  g_autofree char *location = kontor_test_cluster_dup_location (self, "postgres");
  g_autoptr (KontorDatabase) database = kontor_database_open (
    location, KONTOR_DATABASE_READ_ONLY, error);

  return database != NULL;
}

static gboolean
wait_for_server (KontorTestCluster *self, GError **error)
{
  gint64 limit = g_get_monotonic_time () + START_LIMIT_US;

  while (!answers (self, NULL))
    {
      if (g_get_monotonic_time () > limit)
        return answers (self, error);

      g_usleep (POLL_US);
    }
  return TRUE;
}

/**
 * kontor_test_cluster_start:
 * @error: return location for an error
 *
 * Makes a cluster and starts its server. As root it becomes an unprivileged user for that.
 *
 * Errors: %G_IO_ERROR_NOT_FOUND when PostgreSQL is not installed, and those of starting programs.
 *
 * Returns: (transfer full): the cluster, or %NULL with @error set
 */
KontorTestCluster *
kontor_test_cluster_start (GError **error)
{
  g_autoptr (KontorTestCluster) self = g_new0 (KontorTestCluster, 1);
  const struct passwd *user = get_user_to_become ();
  g_autofree char     *data = NULL;

  self->folder = kontor_test_folder_new ();
  self->bin = find_programs (error);
  if (self->bin == NULL)
    return NULL;

  if (user != NULL && chown (self->folder, user->pw_uid, user->pw_gid) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "can't give “%s” away", self->folder);
      return NULL;
    }

  data = kontor_test_folder_dup_path (self->folder, "data");
  if (make_cluster (self, data, error) && spawn_server (self, data, error)
      && wait_for_server (self, error))
    return g_steal_pointer (&self);

  return NULL;
}

/**
 * kontor_test_cluster_find:
 *
 * Starts one as kontor_test_cluster_start() does, for a test that has a half without PostgreSQL.
 * Where that is not installed, the test is said to be skipped, and in CI (the environment has CI)
 * the program fails: nobody would look at what was skipped there. Any other error fails it too.
 *
 * Returns: (transfer full) (nullable): the cluster, or %NULL where PostgreSQL is not installed
 */
KontorTestCluster *
kontor_test_cluster_find (void)
{
  g_autoptr (GError) error = NULL;
  KontorTestCluster *self = kontor_test_cluster_start (&error);

  if (self != NULL)
    return self;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || g_getenv ("CI") != NULL)
    g_assert_no_error (error);
  g_printerr ("SKIP: all that is tested on PostgreSQL here: %s\n", error->message);
  return NULL;
}

/**
 * kontor_test_cluster_stop:
 * @self: (transfer full) (nullable): a cluster
 *
 * Stops the server and removes the cluster. Connections to it break.
 */
void
kontor_test_cluster_stop (KontorTestCluster *self)
{
  if (self == NULL)
    return;

  if (self->pid != 0)
    {
      kill (self->pid, SIGQUIT); /* at once: nobody will want the data */
      waitpid (self->pid, NULL, 0);
      g_spawn_close_pid (self->pid);
    }

  g_clear_pointer (&self->folder, kontor_test_folder_free);
  g_clear_pointer (&self->bin, g_free);
  g_free (self); /* the last owner */
}

/**
 * kontor_test_cluster_dup_location:
 * @self: a cluster
 * @database: the name of a database in it
 *
 * Returns: (transfer full): where kontor_database_open() finds it
 */
char *
kontor_test_cluster_dup_location (KontorTestCluster *self, const char *database)
{
  return g_strdup_printf ("postgresql:///%s?host=%s&user=kontor", database, self->folder);
}

/**
 * kontor_test_cluster_new_database:
 * @self: a cluster
 *
 * Makes an empty database.
 *
 * Returns: (transfer full): where kontor_database_open() finds it
 */
char *
kontor_test_cluster_new_database (KontorTestCluster *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autofree char *location = kontor_test_cluster_dup_location (self, "postgres");
  g_autofree char *name = g_strdup_printf ("kontor_%u", ++self->n_databases);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s", name);

  database = kontor_database_open (location, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  kontor_database_execute (database, sql, &error);
  g_assert_no_error (error);
  return kontor_test_cluster_dup_location (self, name);
}

/**
 * kontor_test_cluster_copy_database:
 * @self: a cluster
 * @location: of a database in it that nobody is connected to
 *
 * Makes a copy of a database, as a backup would.
 *
 * Returns: (transfer full): where kontor_database_open() finds the copy
 */
char *
kontor_test_cluster_copy_database (KontorTestCluster *self, const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autofree char *any = kontor_test_cluster_dup_location (self, "postgres");
  g_autofree char *name = g_strdup_printf ("kontor_%u", ++self->n_databases);
  g_autoptr (GUri) uri = g_uri_parse (location, G_URI_FLAGS_NONE, &error);
  g_autofree char *sql = NULL;

  g_assert_no_error (error);
  sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE %s", name, g_uri_get_path (uri) + 1);
  database = kontor_database_open (any, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  kontor_database_execute (database, sql, &error);
  g_assert_no_error (error);
  return kontor_test_cluster_dup_location (self, name);
}
