/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-migration.h"

#include <gio/gio.h>
#include <string.h>

#include "kontor-schema-private.h"
#include "kontor-schema-resources.h"
#include "kontor-test-cluster.h"
#include "kontor-test-folder.h"

#define SCHEMA_FOLDER "/org/kontorapp/Kontor/schema"

static KontorTestCluster *cluster; /* of this program, started by main */

static KontorDatabase *
open_database (const char *location, KontorDatabaseMode mode)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (location, mode, &error);

  g_assert_no_error (error);
  return database;
}

static void
migrate (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;

  kontor_migration_run (database, &error);
  g_assert_no_error (error);
}

static void
assert_not_migrated (KontorDatabase *database, KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_migration_run (database, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
  g_assert_false (kontor_database_in_transaction (database));
}

static void
assert_version (KontorDatabase *database, int version)
{
  g_autoptr (GError) error = NULL;
  int found = kontor_migration_get_version (database, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found, ==, version);
}

static void
execute (KontorDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;

  kontor_database_execute (database, script, &error);
  g_assert_no_error (error);
}

static gint64
read_integer (KontorDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (database, sql, &error, KONTOR_NO_VALUES);
  g_assert_no_error (error);
  kontor_statement_step_row (statement, &error);
  g_assert_no_error (error);
  return kontor_statement_get_integer (statement, 0);
}

static char *
read_lines (KontorDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;
  GString *lines = g_string_new (NULL);

  statement = kontor_database_query (database, sql, &error, KONTOR_NO_VALUES);
  while (statement != NULL && kontor_statement_step_row (statement, &error))
    g_string_append_printf (lines, "%s\n", kontor_statement_get_text (statement, 0));
  g_assert_no_error (error);
  return g_string_free (lines, FALSE);
}

/* As the program of the first release would have left it. */
static KontorDatabase *
open_first_version (const char *path)
{
  g_autoptr (KontorDatabase) database = open_database (path, KONTOR_DATABASE_CREATE);
  g_autoptr (GBytes) bytes = kontor_schema_get_migration (1);
  g_autofree char *script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  execute (database, script);
  execute (database, "PRAGMA user_version = 1");
  execute (database, "INSERT INTO setting (uid, key, value) VALUES (x'01', 'company', 'Müller')");
  return g_steal_pointer (&database);
}

static void
test_numbers (void)
{
  g_auto (GStrv) names = g_resource_enumerate_children (
    kontor_schema_get_resource (), SCHEMA_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_direct_hash, g_direct_equal);
  int count = 0;
  int latest = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      int number = (int) g_ascii_strtoll (names[i], NULL, 10);

      if (!g_regex_match_simple ("^[0-9]{4}-[a-z-]+\\.sql$", names[i], 0, 0))
        continue;
      g_assert_true (g_hash_table_add (numbers, GINT_TO_POINTER (number))); /* given once */
      latest = MAX (latest, number);
      count++;
    }

  g_assert_cmpint (count, >=, 2);
  g_assert_cmpint (kontor_migration_get_latest (), ==, latest);
}

static GHashTable *
read_base_tables (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int version = 1; version <= kontor_migration_get_latest (); version++)
    {
      g_autofree char *name = kontor_schema_dup_migration_name (version);
      g_autoptr (GBytes) bytes = kontor_schema_get_migration (version);
      g_autoptr (GRegex) pattern = g_regex_new ("CREATE TABLE (\\w+)", 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      if (name == NULL || !g_str_has_suffix (name, "-base.sql"))
        continue;

      g_regex_match_full (pattern,
                          g_bytes_get_data (bytes, NULL),
                          (gssize) g_bytes_get_size (bytes),
                          0,
                          0,
                          &match,
                          NULL);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL))
        g_hash_table_add (names, g_match_info_fetch (match, 1));
    }
  return g_steal_pointer (&names);
}

static void
test_base_tables (void)
{
  g_autoptr (GHashTable) expected = read_base_tables ();
  const char *const *tables = kontor_schema_get_base_tables ();

  for (guint i = 0; tables[i] != NULL; i++)
    {
      if (!g_hash_table_remove (expected, tables[i]))
        g_test_fail_printf ("“%s” is listed, but no migration makes it", tables[i]);
    }
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

/* What the undoing of changesets relies on. */
static void
test_base_tables_in_order (void)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  const char *const *tables = kontor_schema_get_base_tables ();

  migrate (database);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT \"table\" FROM pragma_foreign_key_list ('%s')", tables[i]);
      g_autofree char *lines = read_lines (database, sql);
      g_auto (GStrv) parents = g_strsplit (g_strchomp (lines), "\n", -1);

      for (guint j = 0; parents[j] != NULL; j++)
        g_assert_true (g_strv_contains (tables + i + 1, parents[j]));
    }
}

static void
assert_fresh (const char *location)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);
  const char *const *tables = kontor_schema_get_base_tables ();

  assert_version (database, 0);
  migrate (database);
  assert_version (database, kontor_migration_get_latest ());
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", tables[i]);

      g_assert_cmpint (read_integer (database, sql), ==, 0);
    }
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM outbox"), ==, 0);
}

/* Nothing is written when there is nothing to do: a read-only connection suffices. */
static void
assert_twice (const char *location)
{
  g_autoptr (KontorDatabase) first = open_database (location, KONTOR_DATABASE_CREATE);
  g_autoptr (KontorDatabase) second = NULL;

  migrate (first);
  migrate (first);
  second = open_database (location, KONTOR_DATABASE_READ_ONLY);
  migrate (second);
  assert_version (second, kontor_migration_get_latest ());
}

static void
assert_newer_refused (const char *location, const char *make_newer)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;

  migrate (database);
  execute (database, make_newer);
  execute (database, "INSERT INTO profile (key, value) VALUES ('keep', 'me')");
  g_clear_pointer (&database, kontor_database_close);

  database = open_database (location, KONTOR_DATABASE_READ_WRITE);
  assert_version (database, 999);
  g_assert_false (kontor_migration_run (database, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "newer version of Kontor"));
  g_assert_cmpint (
    read_integer (database, "SELECT count (*) FROM profile WHERE key = 'keep'"), ==, 1);
  assert_version (database, 999);
}

static void
assert_foreign_refused (const char *location)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);

  execute (database, "CREATE TABLE theirs (a TEXT); INSERT INTO theirs VALUES ('x')");
  assert_not_migrated (database, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM theirs"), ==, 1);
}

static void
assert_incomplete_refused (const char *location)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;

  migrate (database);
  execute (database, "DROP TABLE saved_view");
  g_assert_false (kontor_migration_run (database, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "saved_view"));
}

static gpointer
migrate_thread (gpointer data)
{
  g_autoptr (KontorDatabase) database = open_database (data, KONTOR_DATABASE_READ_WRITE);

  migrate (database);
  return NULL;
}

static void
assert_together (const char *location)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_thread, (gpointer) location);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  assert_version (database, kontor_migration_get_latest ());
  migrate (database);
}

static void
run_on_sqlite (gconstpointer user_data)
{
  void (*func) (const char *location) = user_data;
  g_autoptr (KontorTestFolder) folder = kontor_test_folder_new ();
  g_autofree char *path = kontor_test_folder_dup_path (folder, "kontor.db");

  func (path);
}

static void
run_on_postgres (gconstpointer user_data)
{
  void (*func) (const char *location) = user_data;
  g_autofree char *location = kontor_test_cluster_new_database (cluster);

  func (location);
}

static void
test_newer_sqlite (void)
{
  g_autoptr (KontorTestFolder) folder = kontor_test_folder_new ();
  g_autofree char *path = kontor_test_folder_dup_path (folder, "kontor.db");

  assert_newer_refused (path, "PRAGMA user_version = 999");
}

static void
test_newer_postgres (void)
{
  g_autofree char *location = kontor_test_cluster_new_database (cluster);

  assert_newer_refused (location, "UPDATE schema_version SET version = 999");
}

static void
test_same_columns (void)
{
  g_autofree char *location = kontor_test_cluster_new_database (cluster);
  g_autoptr (KontorDatabase) sqlite = open_database (":memory:", KONTOR_DATABASE_CREATE);
  g_autoptr (KontorDatabase) postgres = open_database (location, KONTOR_DATABASE_CREATE);
  const char *const *tables = kontor_schema_get_base_tables ();

  migrate (sqlite);
  migrate (postgres);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sqlite_sql = g_strdup_printf (
        "SELECT name || CASE type WHEN 'INTEGER' THEN ' bigint'"
        " WHEN 'BLOB' THEN ' bytea' ELSE ' text' END"
        " FROM pragma_table_info ('%s') ORDER BY cid",
        tables[i]);
      g_autofree char *postgres_sql = g_strdup_printf (
        "SELECT column_name || ' ' || data_type FROM information_schema.columns"
        " WHERE table_name = '%s' ORDER BY ordinal_position",
        tables[i]);
      g_autofree char *expected = read_lines (sqlite, sqlite_sql);
      g_autofree char *found = read_lines (postgres, postgres_sql);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_from_first_version (void)
{
  g_autoptr (KontorDatabase) old = open_first_version (":memory:");
  g_autoptr (KontorDatabase) fresh = open_database (":memory:", KONTOR_DATABASE_CREATE);
  const char      *sql = "SELECT type || ' ' || name || ' ' || coalesce (sql, '')"
                         " FROM sqlite_master ORDER BY 1";
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  assert_version (old, 1);
  migrate (old);
  migrate (fresh);
  expected = read_lines (fresh, sql);
  found = read_lines (old, sql);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (
    read_integer (old, "SELECT count (*) FROM setting WHERE value = 'Müller'"), ==, 1);
  g_assert_cmpint (read_integer (old, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_failure (void)
{
  g_autoptr (KontorDatabase) database = open_first_version (":memory:");

  execute (database, "CREATE TABLE sync_answer (in_the_way TEXT)"); /* the last of the second */
  assert_not_migrated (database, KONTOR_DATABASE_ERROR_FAILED);
  assert_version (database, 1);
  g_assert_cmpint (
    read_integer (database, "SELECT count (*) FROM sqlite_master WHERE name = 'profile'"), ==, 0);
  g_assert_cmpint (read_integer (database, "PRAGMA foreign_keys"), ==, 1);

  execute (database, "DROP TABLE sync_answer");
  migrate (database);
  assert_version (database, kontor_migration_get_latest ());
}

static void
test_dangling_reference (void)
{
  g_autoptr (KontorDatabase) database = open_first_version (":memory:");

  execute (database,
           "PRAGMA foreign_keys = OFF;"
           "INSERT INTO product_tag (product_uid, tag) VALUES (x'00', 'orphan');"
           "PRAGMA foreign_keys = ON");
  assert_not_migrated (database, KONTOR_DATABASE_ERROR_DAMAGED);
  assert_version (database, 1);
}

static void
test_read_only (void)
{
  g_autoptr (KontorTestFolder) folder = kontor_test_folder_new ();
  g_autofree char *path = kontor_test_folder_dup_path (folder, "kontor.db");
  g_autoptr (KontorDatabase) database = open_first_version (path);

  g_clear_pointer (&database, kontor_database_close);
  database = open_database (path, KONTOR_DATABASE_READ_ONLY);
  assert_not_migrated (database, KONTOR_DATABASE_ERROR_READ_ONLY);
  assert_version (database, 1);
}

static gint64
count_derived (KontorDatabase *database)
{
  return read_integer (
    database, "SELECT count (*) FROM sqlite_master WHERE name LIKE 'derived\\_%' ESCAPE '\\'");
}

static void
test_derived_tables (void)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  const char *const *tables = kontor_schema_get_derived_tables ();
  guint              n_tables = 0;

  migrate (database);
  for (; tables[n_tables] != NULL; n_tables++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT count (*) FROM sqlite_master WHERE type = 'table' AND name = '%s'",
        tables[n_tables]);

      g_assert_cmpint (read_integer (database, sql), ==, 1);
    }
  g_assert_cmpint (n_tables, >, 0);
}

/* All that derived.sql makes can be told by its name, so that it can be dropped. */
static void
test_derived_names (void)
{
  g_autoptr (KontorDatabase) database = open_first_version (":memory:");
  gint64 n_base;

  migrate (database);
  g_assert_cmpint (read_integer (database,
                                 "SELECT count (*) FROM sqlite_master WHERE type = 'trigger'"
                                 " AND name NOT GLOB 'derived_*' AND name NOT GLOB 'guard_*'"),
                   ==,
                   0);
  n_base = read_integer (database, "SELECT count (*) FROM sqlite_master")
           - count_derived (database);
  g_assert_true (kontor_database_begin (database, NULL));
  g_assert_true (kontor_derived_drop (database, NULL));
  g_assert_true (kontor_database_commit (database, NULL));
  /* The indexes that SQLite makes for derived tables are named otherwise, but go with them. */
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM sqlite_master"), <=, n_base);
  g_assert_cmpint (count_derived (database), ==, 0);
  g_assert_cmpint (
    read_integer (database, "SELECT count (*) FROM profile WHERE key = 'derived_sha256'"), ==, 0);
}

static void
test_derived_changed (void)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  gint64 n_derived;

  migrate (database);
  n_derived = count_derived (database);
  execute (database,
           "CREATE TABLE derived_former (a TEXT);"
           "CREATE INDEX derived_former_setting ON setting (value);"
           "CREATE VIRTUAL TABLE derived_former_words USING fts5 (a);"
           "CREATE TRIGGER derived_former_insert AFTER INSERT ON setting BEGIN"
           " INSERT INTO derived_former VALUES (new.key);"
           " INSERT INTO derived_former_words VALUES (new.value); END;"
           "INSERT INTO setting VALUES (x'01', 'k', 'v')");
  migrate (database); /* the definition is the same: nothing happens */
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM derived_former_words"), ==, 1);

  execute (database, "UPDATE profile SET value = 'other' WHERE key = 'derived_sha256'");
  migrate (database);
  g_assert_cmpint (count_derived (database), ==, n_derived);
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM setting"), ==, 1);
}

static void
test_rebuild_in_transaction (void)
{
  g_autoptr (KontorDatabase) database = open_database (":memory:", KONTOR_DATABASE_CREATE);
  g_autoptr (GError) error = NULL;

  migrate (database);
  execute (database, "CREATE TABLE derived_former (a TEXT)");
  kontor_database_begin (database, &error);
  kontor_migration_rebuild_derived (database, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_database_in_transaction (database));
  kontor_database_rollback (database);
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM derived_former"), ==, 0);

  kontor_migration_rebuild_derived (database, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
    read_integer (database, "SELECT count (*) FROM sqlite_master WHERE name = 'derived_former'"),
    ==,
    0);
}

static void
assert_refused (KontorDatabase *database, const char *sql, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_database_execute (database, sql, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, why));
}

/* Issued documents and money are appended: the database itself refuses anything else. */
static void
assert_guarded (const char *location)
{
  g_autoptr (KontorDatabase) database = open_database (location, KONTOR_DATABASE_CREATE);
  gboolean         is_sqlite = kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE;
  const char      *uid = is_sqlite ? "x'01'" : "'\\x01'";
  g_autofree char *insert = g_strdup_printf (
    "INSERT INTO payment (uid, method, happened_on, recorded_at, amount_minor, currency, station)"
    " VALUES (%s, 'transfer', 20260131, 1, 100, 'EUR', 1);"
    "INSERT INTO invoice (uid, kind, series, position, number, customer_name, issued_on, currency,"
    " price_mode, net_minor, tax_minor, gross_minor, due_minor, sign, format, language, snapshot,"
    " pdf_sha256, station, issued_at, previous_hash, hash) VALUES (%s, 'invoice', 'RE', 1, 'RE-1',"
    " 'M', 20260131, 'EUR', 'net', 1, 0, 1, 1, 1, 'plain', 'de', '{}', 'kept', 1, 1, '', 'h');"
    "INSERT INTO stored_file (sha256, media_type, size, content) VALUES ('kept', 'x', 1, %s),"
    " ('other', 'x', 1, %s)",
    uid,
    uid,
    uid,
    uid);

  migrate (database);
  execute (database, insert);
  assert_refused (database, "UPDATE invoice SET gross_minor = 2", "issue a correction");
  assert_refused (database, "DELETE FROM invoice", "issue a correction");
  assert_refused (database, "UPDATE payment SET amount_minor = 2", "record the opposite");
  assert_refused (database, "DELETE FROM payment", "record the opposite");
  g_assert_cmpint (read_integer (database, "SELECT sum (gross_minor) FROM invoice"), ==, 1);
  assert_refused (database, "UPDATE stored_file SET content = content", "its name is its hash");
  assert_refused (database, "DELETE FROM stored_file WHERE sha256 = 'kept'", "is kept");
  execute (database, "DELETE FROM stored_file WHERE sha256 = 'other'");
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM stored_file"), ==, 1);

  kontor_database_set_rewinding (database, TRUE);
  if (is_sqlite)
    execute (database, "DELETE FROM invoice");
  else
    assert_refused (database, "TRUNCATE invoice CASCADE", "issue a correction");
}

static void
add_for_both (const char *name, void (*func) (const char *location))
{
  g_autofree char *sqlite = g_strdup_printf ("/migration/sqlite/%s", name);
  g_autofree char *postgres = g_strdup_printf ("/migration/postgres/%s", name);

  g_test_add_data_func (sqlite, func, run_on_sqlite);
  g_test_add_data_func (postgres, func, run_on_postgres);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  cluster = kontor_test_cluster_start (&error);
  g_assert_no_error (error);
  g_test_add_func ("/migration/numbers", test_numbers);
  g_test_add_func ("/migration/base-tables", test_base_tables);
  g_test_add_func ("/migration/base-tables-in-order", test_base_tables_in_order);
  add_for_both ("fresh", assert_fresh);
  add_for_both ("twice", assert_twice);
  add_for_both ("foreign", assert_foreign_refused);
  add_for_both ("incomplete", assert_incomplete_refused);
  add_for_both ("together", assert_together);
  add_for_both ("guards", assert_guarded);
  g_test_add_func ("/migration/sqlite/newer", test_newer_sqlite);
  g_test_add_func ("/migration/postgres/newer", test_newer_postgres);
  g_test_add_func ("/migration/same-columns", test_same_columns);
  g_test_add_func ("/migration/from-first-version", test_from_first_version);
  g_test_add_func ("/migration/failure", test_failure);
  g_test_add_func ("/migration/dangling-reference", test_dangling_reference);
  g_test_add_func ("/migration/read-only", test_read_only);
  g_test_add_func ("/migration/derived-tables", test_derived_tables);
  g_test_add_func ("/migration/derived-names", test_derived_names);
  g_test_add_func ("/migration/derived-changed", test_derived_changed);
  g_test_add_func ("/migration/rebuild-in-transaction", test_rebuild_in_transaction);
  status = g_test_run ();
  kontor_test_cluster_stop (cluster);
  return status;
}
