/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

/* What only files can do: be missing, foreign, damaged, full, read-only; be copied. */

#define _GNU_SOURCE 1 /* unshare */

#include "config.h"

#include "kontor-migration.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kontor-test-folder.h"

#define NOBODY 65534

#define SIZE_LIMIT (600 * 1024)

typedef struct
{
  KontorTestFolder *folder;
  char             *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->folder = kontor_test_folder_new ();
  fixture->path = kontor_test_folder_dup_path (fixture->folder, "kontor.db");
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_clear_pointer (&fixture->folder, kontor_test_folder_free);
  g_clear_pointer (&fixture->path, g_free);
}

static KontorDatabase *
open_database (const char *path, KontorDatabaseMode mode)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (path, mode, &error);

  g_assert_no_error (error);
  return database;
}

static void
assert_not_opened (const char *path, KontorDatabaseMode mode, KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (path, mode, &error);

  g_assert_null (database);
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
execute (KontorDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;

  kontor_database_execute (database, script, &error);
  g_assert_no_error (error);
}

static char *
read_text (KontorDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (database, sql, &error, KONTOR_NO_VALUES);
  g_assert_no_error (error);
  kontor_statement_step_row (statement, &error);
  g_assert_no_error (error);
  return g_strdup (kontor_statement_get_text (statement, 0));
}

static void
assert_text (KontorDatabase *database, const char *sql, const char *expected)
{
  g_autofree char *text = read_text (database, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
write_file (const char *path, const void *data, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* A table of a few hundred pages. */
static void
fill (KontorDatabase *database)
{
  execute (database,
           "CREATE TABLE big (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
           " INSERT INTO big (content) SELECT zeroblob (2000) FROM n");
}

static void
test_settings (Fixture *fixture, gconstpointer user_data)
{
  static const char *const settings[][2] = {
    { "foreign_keys", "1" },    { "journal_mode", "wal" },  { "synchronous", "2" },
    { "busy_timeout", "5000" }, { "cache_size", "-32768" }, { "application_id", "1263488596" },
    { "temp_store", "2" },
  };
  g_autoptr (KontorDatabase) created = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  g_autoptr (KontorDatabase) opened = open_database (fixture->path, KONTOR_DATABASE_READ_WRITE);
  g_autoptr (KontorDatabase) reader = open_database (fixture->path, KONTOR_DATABASE_READ_ONLY);

  assert_text (reader, "PRAGMA trusted_schema", "0");
  assert_text (reader, "PRAGMA query_only", "1");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA %s", settings[i][0]);

      assert_text (created, sql, settings[i][1]);
      assert_text (opened, sql, settings[i][1]);
    }
}

static void
test_memory (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_READ_WRITE);

  fill (database);
  assert_text (database, "SELECT count (*) FROM big", "300");
}

static void
test_functions (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);

  /* In an index and a trigger too, where an untrusted schema may call nothing but the innocuous. */
  execute (database,
           "PRAGMA trusted_schema = OFF;"
           "CREATE TABLE word (text TEXT) STRICT;"
           "CREATE TABLE folded (text TEXT) STRICT;"
           "CREATE INDEX word_folded ON word (kontor_fold (text));"
           "CREATE TRIGGER word_insert AFTER INSERT ON word BEGIN"
           " INSERT INTO folded VALUES (kontor_reverse (kontor_fold (new.text))); END;"
           "INSERT INTO word VALUES ('ABC')");
  assert_text (database, "SELECT text FROM folded", "cba");
  assert_text (database, "SELECT kontor_reverse ('aäx🦊')", "🦊xäa");
  assert_text (database, "SELECT kontor_reverse ('')", "");
  assert_text (database, "SELECT kontor_fold (NULL)", NULL);
  assert_text (database, "SELECT kontor_reverse (NULL)", NULL);
}

static void
test_missing (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *nowhere = kontor_test_folder_dup_path (fixture->folder, "no/where.db");

  assert_not_opened (fixture->path, KONTOR_DATABASE_READ_ONLY, KONTOR_DATABASE_ERROR_MISSING);
  assert_not_opened (fixture->path, KONTOR_DATABASE_READ_WRITE, KONTOR_DATABASE_ERROR_MISSING);
  assert_not_opened (nowhere, KONTOR_DATABASE_CREATE, KONTOR_DATABASE_ERROR_MISSING);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_folder (Fixture *fixture, gconstpointer user_data)
{
  assert_not_opened (fixture->folder, KONTOR_DATABASE_CREATE, KONTOR_DATABASE_ERROR_READ_ONLY);
}

/* What can't be Kontor's is refused in every mode, and stays byte for byte. */
static void
assert_refused (const char *path)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            size_before;
  gsize            size_after;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  assert_not_opened (path, KONTOR_DATABASE_READ_ONLY, KONTOR_DATABASE_ERROR_DAMAGED);
  assert_not_opened (path, KONTOR_DATABASE_READ_WRITE, KONTOR_DATABASE_ERROR_DAMAGED);
  if (size_before > 0) /* an empty file is as good as none */
    assert_not_opened (path, KONTOR_DATABASE_CREATE, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_foreign (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *text = g_strnfill (10000, 'x');

  write_file (fixture->path, "", 0);
  assert_refused (fixture->path);
  write_file (fixture->path, "a,b,c\n", -1);
  assert_refused (fixture->path);
  write_file (fixture->path, text, -1);
  assert_refused (fixture->path);

  /* Another program's database: Kontor's with another application id. */
  g_remove (fixture->path);
  {
    g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);

    execute (database, "CREATE TABLE theirs (a TEXT); PRAGMA application_id = 7");
  }
  assert_refused (fixture->path);
}

static void
test_empty_file (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = NULL;

  write_file (fixture->path, "", 0);
  database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  assert_text (database, "PRAGMA application_id", "1263488596");
}

static void
test_half_file (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *contents = NULL;
  gsize            size;

  {
    g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);

    fill (database);
  }
  g_assert_true (g_file_get_contents (fixture->path, &contents, &size, NULL));
  write_file (fixture->path, contents, (gssize) size / 2);
  assert_refused (fixture->path);
  write_file (fixture->path, contents, 100);
  assert_refused (fixture->path);
}

/* Root may write everything, so root steps down for the time being. */
static void
test_read_only_file (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  gboolean is_root = geteuid () == 0;

  fill (database);
  g_clear_pointer (&database, kontor_database_close);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (!is_root || seteuid (NOBODY) == 0);
  assert_not_opened (fixture->path, KONTOR_DATABASE_READ_WRITE, KONTOR_DATABASE_ERROR_READ_ONLY);
  assert_not_opened (fixture->path, KONTOR_DATABASE_CREATE, KONTOR_DATABASE_ERROR_READ_ONLY);
  g_assert_true (!is_root || seteuid (0) == 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static gpointer
interrupt_thread (gpointer data)
{
  KontorDatabase *database = data;

  kontor_database_interrupt (database);
  return NULL;
}

/* Starts the thread from within the query, so that something runs while it interrupts. */
static void
test_interrupt (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  g_autoptr (KontorStatement) statement = NULL;
  GThread *thread;

  statement = kontor_database_query (
    database,
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i FROM n",
    &error,
    KONTOR_NO_VALUES);
  g_assert_true (kontor_statement_step_row (statement, &error));
  thread = g_thread_new ("interrupt", interrupt_thread, database);
  while (kontor_statement_step_row (statement, &error))
    ;
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_INTERRUPTED);
  g_thread_join (thread);
  assert_text (database, "SELECT 'again'", "again");
}

static void
set_size_limit (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limits), ==, 0);
  limits.rlim_cur = MIN (limit, limits.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limits), ==, 0);
}

/* Writes until it fails, as on a disk that gets full. */
static void
fill_the_disk (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  gboolean written = kontor_database_begin (database, &error);

  g_assert_no_error (error);
  while (written)
    written = kontor_database_run (
      database, "INSERT INTO big (content) VALUES (zeroblob (100000))", &error, KONTOR_NO_VALUES);
  if (error == NULL)
    kontor_database_commit (database, &error);
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "disk is full"));
  kontor_database_rollback (database);
  g_assert_false (kontor_database_in_transaction (database));
}

static void
test_full_disk (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = kontor_test_folder_dup_path (fixture->folder, "copy.db");

  fill (database);
  execute (database, "PRAGMA wal_checkpoint (TRUNCATE); PRAGMA cache_size = 10");
  signal (SIGXFSZ, SIG_IGN); /* the write fails instead, as it does on a full disk */
  set_size_limit (SIZE_LIMIT);
  fill_the_disk (database);
  g_assert_false (kontor_database_copy_to (database, copy, &error));
  set_size_limit (RLIM_INFINITY);
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FULL);
  g_clear_error (&error);

  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  assert_text (database, "SELECT count (*) FROM big", "300");
  kontor_database_check (database, &error);
  g_assert_no_error (error);
  execute (database, "INSERT INTO big (content) VALUES (zeroblob (100000))");
  g_clear_pointer (&database, kontor_database_close);
  database = open_database (fixture->path, KONTOR_DATABASE_READ_WRITE);
  assert_text (database, "SELECT count (*) FROM big", "301");
}

/* A file system of one MiB, which only this process sees. */
static gboolean
mount_small_disk (const char *folder)
{
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("none", folder, "tmpfs", 0, "size=1m") == 0;
}

static void
test_small_disk_subprocess (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (!mount_small_disk (fixture->folder))
    return; /* the file size limit stands in for it */

  database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  execute (database,
           "CREATE TABLE big (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;"
           "INSERT INTO big (content) VALUES (zeroblob (1000))");
  fill_the_disk (database);
  assert_text (database, "SELECT count (*) FROM big", "1");
  g_clear_pointer (&database, kontor_database_close);
  database = open_database (fixture->path, KONTOR_DATABASE_READ_WRITE);
  kontor_database_check (database, &error);
  g_assert_no_error (error);
  assert_text (database, "SELECT count (*) FROM big", "1");
  g_clear_pointer (&database, kontor_database_close);
  g_assert_cmpint (umount (fixture->folder), ==, 0);
}

static void
test_small_disk (void)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root may mount a small disk; the file size limit stands in for it");
      return;
    }

  g_test_trap_subprocess ("/sqlite/small-disk/subprocess", 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_copy (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  g_autoptr (KontorDatabase) writer = open_database (fixture->path, KONTOR_DATABASE_READ_WRITE);
  g_autoptr (KontorDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = kontor_test_folder_dup_path (fixture->folder, "copy.db");

  fill (database);
  write_file (path, "what was there before", -1);
  kontor_database_begin (writer, &error);
  execute (writer, "DELETE FROM big"); /* not committed: not in the copy */
  kontor_database_copy_to (database, path, &error);
  g_assert_no_error (error);
  kontor_database_rollback (writer);

  copy = open_database (path, KONTOR_DATABASE_READ_WRITE);
  kontor_database_check (copy, &error);
  g_assert_no_error (error);
  assert_text (copy, "SELECT count (*) FROM big", "300");
  assert_text (copy, "PRAGMA journal_mode", "wal");

  /* Now that it is open and has a log, it may not be replaced. */
  execute (copy, "DELETE FROM big");
  g_assert_false (kontor_database_copy_to (database, path, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_BUSY);
  assert_text (copy, "SELECT count (*) FROM big", "0");
}

static void
test_copy_nowhere (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = kontor_test_folder_dup_path (fixture->folder, "no/copy.db");

  g_assert_false (kontor_database_copy_to (database, path, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (kontor_database_copy_to (database, fixture->folder, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FAILED);
  g_assert_cmpuint (count_files (fixture->folder), ==, 3); /* with the log and its index */
}

static void
test_check_damage (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (fixture->path, KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize            size;

  fill (database);
  kontor_database_check (database, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, kontor_database_close);

  g_assert_true (g_file_get_contents (fixture->path, &contents, &size, NULL));
  memset (contents + size / 2, 0x5a, 8192);
  write_file (fixture->path, contents, (gssize) size);
  database = open_database (fixture->path, KONTOR_DATABASE_READ_ONLY);
  g_assert_false (kontor_database_check (database, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
}

static void
test_check_references (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;

  execute (database,
           "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
           "CREATE TABLE child (parent INTEGER REFERENCES parent (id)) STRICT;"
           "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1)");
  g_assert_false (kontor_database_check (database, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "child"));
  g_assert_nonnull (strstr (error->message, "parent"));
}

static void
test_no_values_in_errors (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;

  execute (database, "CREATE TABLE person (name TEXT PRIMARY KEY) STRICT");
  execute (database, "INSERT INTO person VALUES ('Erika Mustermann')");
  g_assert_false (kontor_database_run (database,
                                       "INSERT INTO person VALUES (?1)",
                                       &error,
                                       KONTOR_VALUES (kontor_value_text ("Erika Mustermann"))));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "person.name"));
  g_assert_null (strstr (error->message, "Erika"));
}

static void
add (const char *path, void (*func) (Fixture *fixture, gconstpointer user_data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/sqlite/settings", test_settings);
  add ("/sqlite/memory", test_memory);
  add ("/sqlite/functions", test_functions);
  add ("/sqlite/missing", test_missing);
  add ("/sqlite/folder", test_folder);
  add ("/sqlite/foreign", test_foreign);
  add ("/sqlite/empty-file", test_empty_file);
  add ("/sqlite/half-file", test_half_file);
  add ("/sqlite/read-only-file", test_read_only_file);
  add ("/sqlite/interrupt", test_interrupt);
  add ("/sqlite/full-disk", test_full_disk);
  g_test_add_func ("/sqlite/small-disk", test_small_disk);
  add ("/sqlite/small-disk/subprocess", test_small_disk_subprocess);
  add ("/sqlite/copy", test_copy);
  add ("/sqlite/copy-nowhere", test_copy_nowhere);
  add ("/sqlite/check-damage", test_check_damage);
  add ("/sqlite/check-references", test_check_references);
  add ("/sqlite/no-values-in-errors", test_no_values_in_errors);
  return g_test_run ();
}
