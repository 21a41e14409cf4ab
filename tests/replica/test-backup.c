/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "kontor-migration.h"
#include "kontor-replica-fixture.h"

#define COUNT_ORDERS "SELECT count(*) FROM sales_order"

static guint
count_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) ? 1 : 0;
  return n;
}

static char *
dup_path (KontorFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
test_backup (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->base, "copy.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_free (kontor_fixture_make_order (fixture->replica));
  before = kontor_replica_get_incarnation (fixture->replica, &error);
  g_assert_true (kontor_replica_backup (fixture->replica, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->base, "copy.db"), ==, 1);
  g_free (kontor_fixture_make_order (fixture->replica));

  /* Nobody may have the profile open. */
  g_assert_false (kontor_replica_restore (fixture->folder, backup, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_IN_USE);
  g_clear_error (&error);
  kontor_fixture_close (fixture);
  g_assert_true (kontor_replica_restore (fixture->folder, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->folder, "kontor.db.replaced-"), ==, 1);
  kontor_fixture_open (fixture);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 1);
  after = kontor_replica_get_incarnation (fixture->replica, &error);
  g_assert_cmpstr (before, !=, after);
  kontor_fixture_verify (fixture->replica);
}

/* The number of the order that the backup did not know is not given again. */
static void
test_numbers (KontorFixture *fixture, gconstpointer data)
{
  const char      *newest = "SELECT number FROM sales_order ORDER BY id DESC LIMIT 1";
  g_autofree char *backup = g_build_filename (fixture->base, "copy.db", NULL);
  g_autofree char *lost = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;

  g_free (kontor_fixture_make_order (fixture->replica));
  g_assert_true (kontor_replica_backup (fixture->replica, backup, &error));
  g_free (kontor_fixture_make_order (fixture->replica));
  lost = kontor_fixture_text (fixture->replica, newest);
  kontor_fixture_close (fixture);
  g_assert_true (kontor_replica_restore (fixture->folder, backup, &error));
  g_assert_no_error (error);
  kontor_fixture_open (fixture);
  g_free (kontor_fixture_make_order (fixture->replica));
  fresh = kontor_fixture_text (fixture->replica, newest);
  g_assert_cmpstr (fresh, >, lost);
  kontor_fixture_verify (fixture->replica);
}

static void
assert_no_restore (KontorFixture *fixture, const char *backup, KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_replica_restore (fixture->folder, backup, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (count_files (fixture->folder, "kontor.db"), ==, 1);
  kontor_fixture_open (fixture);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 1);
  kontor_fixture_close (fixture);
}

static void
set_version (const char *path, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    path, KONTOR_DATABASE_READ_WRITE, &error);
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  g_assert_no_error (error);
  kontor_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static void
test_bad_backups (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_build_filename (fixture->base, "garbage.db", NULL);
  g_autofree char *missing = g_build_filename (fixture->base, "missing.db", NULL);
  g_autofree char *newer = g_build_filename (fixture->base, "newer.db", NULL);
  g_autofree char *half = g_build_filename (fixture->base, "half.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_free (kontor_fixture_make_order (fixture->replica));
  g_assert_true (kontor_replica_backup (fixture->replica, newer, &error));
  g_assert_true (kontor_replica_backup (fixture->replica, half, &error));
  kontor_fixture_close (fixture);
  g_file_get_contents (half, &content, &length, &error);
  g_assert_no_error (error);
  kontor_fixture_write_file (half, content, length / 2);
  kontor_fixture_write_file (garbage, "this is no database at all", 26);
  set_version (newer, kontor_migration_get_latest () + 1);
  assert_no_restore (fixture, missing, KONTOR_DATABASE_ERROR_MISSING);
  assert_no_restore (fixture, garbage, KONTOR_DATABASE_ERROR_DAMAGED);
  assert_no_restore (fixture, half, KONTOR_DATABASE_ERROR_DAMAGED);
  assert_no_restore (fixture, newer, KONTOR_DATABASE_ERROR_NEWER);
}

static void
assert_no_open (KontorFixture *fixture, KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path (fixture, "kontor.db");

  g_assert_null (kontor_replica_open (fixture->folder, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS)); /* refused, never deleted */
}

/* A profile that can't be used says why, and stays as it is. */
static void
test_bad_profiles (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "kontor.db");
  g_autofree char *content = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  kontor_fixture_close (fixture);
  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  kontor_fixture_write_file (path, "garbage, but a lot of it, so that it has a header", 49);
  assert_no_open (fixture, KONTOR_DATABASE_ERROR_DAMAGED);
  g_file_get_contents (path, &kept, NULL, &error);
  g_assert_cmpstr (kept, ==, "garbage, but a lot of it, so that it has a header");
  kontor_fixture_write_file (path, content, length);
  set_version (path, kontor_migration_get_latest () + 1);
  assert_no_open (fixture, KONTOR_DATABASE_ERROR_NEWER);
  kontor_fixture_write_file (path, "", 0);
  assert_no_open (fixture, KONTOR_DATABASE_ERROR_DAMAGED);
  kontor_fixture_write_file (path, content, length);
  kontor_fixture_open (fixture);
  kontor_fixture_verify (fixture->replica);
}

/* Pages in the middle of the file are overwritten: verify says so, and nothing crashes. */
static void
test_damage (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "kontor.db");
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gsize length;

  for (guint i = 0; i < 40; i++)
    g_free (kontor_fixture_make_order (fixture->replica));
  kontor_fixture_close (fixture);
  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  memset (content + length / 2, 'x', length / 4);
  kontor_fixture_write_file (path, content, length);
  fixture->replica = kontor_replica_open (fixture->folder, &error);
  if (fixture->replica == NULL)
    {
      g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
      return;
    }
  if (kontor_replica_verify (fixture->replica, findings, &error))
    g_assert_cmpuint (findings->len, >, 0);
  else
    g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
}

typedef struct
{
  const char *sql;
  const char *finding; /* begins with */
} Tampering;

/* What somebody changed behind the program's back is found. */
static void
test_verify (KontorFixture *fixture, gconstpointer data)
{
  static const Tampering cases[] = {
    { "UPDATE sales_order SET net_minor = net_minor + 1, gross_minor = gross_minor + 1",
      "The totals of order" },
    { "UPDATE order_line SET net_minor = net_minor + 1 WHERE line = 1", "The totals of order" },
    { "UPDATE order_transition SET to_state = 'DELIVERED' WHERE position = 2",
      "The state of order" },
    { "UPDATE audit SET content_hash = zeroblob (32) WHERE id = 3", "The audit log's chain" },
    { "DELETE FROM audit WHERE id = 3", "The audit log's chain" },
    { "UPDATE outbox SET content = CAST ('{}' AS BLOB) WHERE n = 2", "Command 2 of the outbox" },
    { "UPDATE outbox SET chain = zeroblob (16) WHERE n = 2", "The outbox's chain" },
    { "DELETE FROM outbox WHERE n = 2", "The outbox lacks" },
    { "DELETE FROM outbox WHERE n = (SELECT max (n) FROM outbox)", "Commands of the audit log" },
    { "UPDATE profile SET value = '2' WHERE key = 'n'", "The profile would give" },
    { "UPDATE derived_order_state SET orders = orders + 1", "The derived table" },
    { "DELETE FROM derived_search_doc", "The derived table" },
  };
  g_autofree char *path = dup_path (fixture, "kontor.db");
  g_autofree char *content = NULL;
  g_autofree char *order = kontor_fixture_make_order (fixture->replica);
  g_autoptr (GError) error = NULL;
  gsize length;

  g_free (kontor_fixture_run (
    fixture->replica, "order.place", kontor_fixture_json ("{'order':'%s'}", order), NULL));
  kontor_fixture_close (fixture);
  g_file_get_contents (path, &content, &length, &error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KontorDatabase) database = NULL;
      g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

      kontor_fixture_write_file (path, content, length);
      database = kontor_database_open (path, KONTOR_DATABASE_READ_WRITE, &error);
      kontor_database_execute (database, cases[i].sql, &error);
      g_assert_no_error (error);
      g_clear_pointer (&database, kontor_database_close);
      kontor_fixture_open (fixture);
      kontor_replica_verify (fixture->replica, findings, &error);
      g_assert_no_error (error);
      g_test_message (
        "%s\n    %s", cases[i].sql, findings->len > 0 ? (char *) findings->pdata[0] : "");
      g_assert_cmpuint (findings->len, >, 0);
      g_assert_true (g_str_has_prefix (findings->pdata[0], cases[i].finding));
      kontor_fixture_close (fixture);
    }
  kontor_fixture_write_file (path, content, length);
}

/* One a day, fourteen of them. */
static void
test_daily (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *backups = dup_path (fixture, "backups");
  g_autoptr (KontorJson) status = NULL;
  g_autoptr (GError) error = NULL;

  kontor_fixture_close (fixture);
  g_assert_cmpuint (count_files (backups, "kontor-"), ==, 1);
  kontor_fixture_open (fixture);
  kontor_fixture_close (fixture);
  g_assert_cmpuint (count_files (backups, "kontor-"), ==, 1);
  kontor_fixture_remove_tree (backups);
  g_mkdir (backups, 0700);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/kontor-202501%02u-120000.db", backups, i + 1);
      struct utimbuf   old = { 1735732800, 1735732800 };

      kontor_fixture_write_file (name, "", 0);
      g_utime (name, &old);
    }
  kontor_fixture_open (fixture);
  kontor_fixture_close (fixture);
  g_assert_cmpuint (count_files (backups, "kontor-"), ==, 14);
  g_assert_cmpuint (count_files (backups, "kontor-2025"), ==, 13);
  kontor_fixture_open (fixture);
  status = kontor_replica_get_status (fixture->replica, &error);
  g_assert_cmpint (kontor_json_get_integer (status, "last_backup", 0), >, 1735732800000000);
}

typedef void (*Test) (KontorFixture *fixture, gconstpointer data);

static void
add (const char *path, Test test)
{
  g_test_add (path, KontorFixture, NULL, kontor_fixture_set_up, test, kontor_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/backup/restore", test_backup);
  add ("/backup/numbers", test_numbers);
  add ("/backup/bad-backups", test_bad_backups);
  add ("/backup/bad-profiles", test_bad_profiles);
  add ("/backup/damage", test_damage);
  add ("/backup/verify", test_verify);
  add ("/backup/daily", test_daily);
  return g_test_run ();
}
