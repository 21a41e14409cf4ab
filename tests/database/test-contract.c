/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

/* What both engines promise alike: each case runs on SQLite and on PostgreSQL. */

#include "config.h"

#include "kontor-database.h"

#include <string.h>

#include "kontor-sql-private.h"
#include "kontor-test-cluster.h"
#include "kontor-test-folder.h"

typedef struct
{
  KontorDatabase *database;
  const char     *location; /* for a second connection */
} Fixture;

typedef struct
{
  const char *name;
  void (*func) (Fixture *fixture);
} Case;

static KontorTestCluster *cluster; /* of this program, started by main */

static const char schema[]
  = "CREATE TABLE parent (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE,"
    " name TEXT NOT NULL CHECK (name <> 'forbidden'), amount INTEGER) STRICT;"
    "CREATE TABLE child (parent_uid BLOB NOT NULL REFERENCES parent (uid),"
    " line INTEGER NOT NULL, note TEXT,"
    " PRIMARY KEY (parent_uid, line)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, number INTEGER, word TEXT,"
    " bytes BLOB) STRICT;";

#define INSERT_PARENT "INSERT INTO parent (uid, name, amount) VALUES (?1, ?2, ?3)"

static void
run (KontorDatabase *database, const char *sql, const KontorValue *values, gsize n_values)
{
  g_autoptr (GError) error = NULL;

  kontor_database_run (database, sql, &error, values, n_values);
  g_assert_no_error (error);
}

static KontorStatement *
query_row (KontorDatabase *database, const char *sql, const KontorValue *values, gsize n_values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (database, sql, &error, values, n_values);
  g_assert_no_error (error);
  kontor_statement_step_row (statement, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&statement);
}

static gint64
read_integer (KontorDatabase *database, const char *sql)
{
  g_autoptr (KontorStatement) statement = query_row (database, sql, KONTOR_NO_VALUES);

  return kontor_statement_get_integer (statement, 0);
}

static void
assert_fails (KontorDatabase     *database,
              const char         *sql,
              const KontorValue  *values,
              gsize               n_values,
              KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_database_run (database, sql, &error, values, n_values));
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
}

static void
insert_parent (KontorDatabase *database, const char *uid, const char *name, gint64 amount)
{
  run (database,
       INSERT_PARENT,
       KONTOR_VALUES (kontor_value_blob (uid, strlen (uid)),
                      kontor_value_text (name),
                      kontor_value_integer (amount)));
}

static void
test_integers (Fixture *fixture)
{
  const gint64 numbers[] = { 0, 1, -1, G_MAXINT32, G_MININT32, G_MAXINT64, G_MININT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (KontorStatement) statement = query_row (
        fixture->database,
        "INSERT INTO thing (number) VALUES (?1) RETURNING number, id",
        KONTOR_VALUES (kontor_value_integer (numbers[i])));

      g_assert_cmpint (kontor_statement_get_integer (statement, 0), ==, numbers[i]);
      g_assert_cmpint (kontor_statement_get_integer (statement, 1), ==, (gint64) i + 1);
      g_assert_false (kontor_statement_is_null (statement, 0));
    }
}

static void
test_texts (Fixture *fixture)
{
  g_autofree char  *long_text = g_strnfill (1000000, 'x');
  const char *const texts[] = {
    "", "a", "Müller & Söhne – 10 €", "it's ?1 and \"$1\"", "line\nline", "\\x00", "🦊", long_text
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KontorStatement) statement = query_row (
        fixture->database,
        "INSERT INTO thing (word) VALUES (?1) RETURNING word",
        KONTOR_VALUES (kontor_value_text (texts[i])));

      g_assert_cmpstr (kontor_statement_get_text (statement, 0), ==, texts[i]);
      g_assert_false (kontor_statement_is_null (statement, 0));
    }
}

static void
test_nulls (Fixture *fixture)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GBytes) bytes = NULL;
  KontorUid uid;
  gsize     length = 1;

  statement = query_row (
    fixture->database,
    "INSERT INTO thing (number, word, bytes) VALUES (?1, ?2, ?3) RETURNING number, word, bytes",
    KONTOR_VALUES (kontor_value_null (), kontor_value_text (NULL), kontor_value_bytes (NULL)));

  for (int column = 0; column < 3; column++)
    {
      g_assert_true (kontor_statement_is_null (statement, column));
      g_assert_cmpint (kontor_statement_get_value (statement, column).type, ==, KONTOR_VALUE_NULL);
    }
  bytes = kontor_statement_dup_bytes (statement, 2);
  g_assert_cmpint (kontor_statement_get_integer (statement, 0), ==, 0);
  g_assert_null (kontor_statement_get_text (statement, 1));
  g_assert_null (kontor_statement_get_blob (statement, 2, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_null (bytes);
  g_assert_false (kontor_statement_get_uid (statement, 2, &uid));
}

static void
test_blobs (Fixture *fixture)
{
  guint8 all[256];
  gsize  lengths[] = { 0, 1, 2, 16, 255, 256 };

  for (gsize i = 0; i < sizeof all; i++)
    all[i] = (guint8) i;

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (all, lengths[i]);
      g_autoptr (KontorStatement) statement = NULL;
      g_autoptr (GBytes) found = NULL;

      statement = query_row (fixture->database,
                             "INSERT INTO thing (bytes) VALUES (?1) RETURNING bytes",
                             KONTOR_VALUES (kontor_value_bytes (bytes)));
      g_assert_false (kontor_statement_is_null (statement, 0));
      found = kontor_statement_dup_bytes (statement, 0);
      g_assert_true (g_bytes_equal (bytes, found));
    }
}

static void
test_uids (Fixture *fixture)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorUid uid;
  KontorUid found;

  memset (&uid, 0, sizeof uid);
  uid.bytes[15] = 7;
  statement = query_row (fixture->database,
                         "INSERT INTO thing (bytes) VALUES (?1) RETURNING bytes",
                         KONTOR_VALUES (kontor_value_uid (&uid)));
  g_assert_true (kontor_statement_get_uid (statement, 0, &found));
  g_assert_cmpmem (&uid, sizeof uid, &found, sizeof found);
}

static void
test_values (Fixture *fixture)
{
  g_autoptr (KontorStatement) first = NULL;
  g_autoptr (KontorStatement) second = NULL;
  gsize length;

  first = query_row (
    fixture->database,
    "INSERT INTO thing (number, word, bytes) VALUES (?1, ?2, ?3) RETURNING number, word, bytes",
    KONTOR_VALUES (
      kontor_value_integer (-5), kontor_value_text ("word"), kontor_value_blob ("\0z", 2)));
  g_assert_cmpint (kontor_statement_get_value (first, 0).type, ==, KONTOR_VALUE_INTEGER);
  g_assert_cmpint (kontor_statement_get_value (first, 1).type, ==, KONTOR_VALUE_TEXT);
  g_assert_cmpint (kontor_statement_get_value (first, 2).type, ==, KONTOR_VALUE_BLOB);
  g_assert_cmpint (kontor_statement_get_n_columns (first), ==, 3);

  /* The same text while the first is in use, with values borrowed from it. */
  second = query_row (
    fixture->database,
    "INSERT INTO thing (number, word, bytes) VALUES (?1, ?2, ?3) RETURNING number, word, bytes",
    KONTOR_VALUES (kontor_statement_get_value (first, 0),
                   kontor_statement_get_value (first, 1),
                   kontor_statement_get_value (first, 2)));
  g_assert_cmpint (kontor_statement_get_integer (second, 0), ==, -5);
  g_assert_cmpstr (kontor_statement_get_text (second, 1), ==, "word");
  g_assert_cmpmem (kontor_statement_get_blob (second, 2, &length), 2, "\0z", 2);
}

static void
test_parameters (Fixture *fixture)
{
  g_autoptr (KontorStatement) statement = NULL;

  /* The same one twice, out of order, beside what only looks like one. */
  statement = query_row (
    fixture->database,
    "SELECT '?9' || CAST (?2 AS TEXT) || CAST (?1 AS TEXT) || CAST (?2 AS TEXT)"
    " /* ?7 */ -- ?8\n",
    KONTOR_VALUES (kontor_value_text ("a"), kontor_value_text ("b")));
  g_assert_cmpstr (kontor_statement_get_text (statement, 0), ==, "?9bab");
}

static void
test_truth (Fixture *fixture)
{
  g_autoptr (KontorStatement) statement = query_row (
    fixture->database, "SELECT 1 = 1, 1 = 2", KONTOR_NO_VALUES);

  g_assert_cmpint (kontor_statement_get_integer (statement, 0), ==, 1);
  g_assert_cmpint (kontor_statement_get_integer (statement, 1), ==, 0);
  g_assert_cmpstr (kontor_statement_get_text (statement, 0), ==, "1");
  g_assert_cmpint (kontor_statement_get_value (statement, 1).type, ==, KONTOR_VALUE_INTEGER);
}

static void
test_sums (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;

  insert_parent (fixture->database, "a", "A", G_MAXINT64 - 1);
  insert_parent (fixture->database, "b", "B", 1);
  g_assert_cmpint (
    read_integer (fixture->database, "SELECT sum (amount) FROM parent"), ==, G_MAXINT64);

  insert_parent (fixture->database, "c", "C", 1);
  statement = kontor_database_query (
    fixture->database, "SELECT sum (amount) FROM parent", &error, KONTOR_NO_VALUES);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_statement_step (statement, &error), ==, KONTOR_STEP_FAILED);
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FAILED);
}

static void
test_steps (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;

  insert_parent (fixture->database, "a", "A", 1);
  insert_parent (fixture->database, "b", "B", 2);
  statement = kontor_database_query (
    fixture->database, "SELECT name FROM parent ORDER BY name", &error, KONTOR_NO_VALUES);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_statement_step (statement, &error), ==, KONTOR_STEP_ROW);
  g_assert_cmpstr (kontor_statement_get_text (statement, 0), ==, "A");
  g_assert_cmpint (kontor_statement_step (statement, &error), ==, KONTOR_STEP_ROW);
  g_assert_cmpstr (kontor_statement_get_text (statement, 0), ==, "B");
  for (int i = 0; i < 3; i++) /* it stays at its end */
    g_assert_cmpint (kontor_statement_step (statement, &error), ==, KONTOR_STEP_DONE);
}

static void
test_upsert (Fixture *fixture)
{
  const char *replace = INSERT_PARENT
    " ON CONFLICT (uid) DO UPDATE SET amount = parent.amount + excluded.amount RETURNING amount";
  g_autoptr (KontorStatement) statement = NULL;

  insert_parent (fixture->database, "a", "A", 1);
  statement = query_row (
    fixture->database,
    replace,
    KONTOR_VALUES (kontor_value_blob ("a", 1), kontor_value_text ("A"), kontor_value_integer (41)));
  g_assert_cmpint (kontor_statement_get_integer (statement, 0), ==, 42);

  run (
    fixture->database,
    INSERT_PARENT " ON CONFLICT DO NOTHING",
    KONTOR_VALUES (kontor_value_blob ("a", 1), kontor_value_text ("A"), kontor_value_integer (5)));
  g_assert_cmpint (kontor_database_get_changes (fixture->database), ==, 0);
  g_assert_cmpint (read_integer (fixture->database, "SELECT sum (amount) FROM parent"), ==, 42);
}

static void
test_changes (Fixture *fixture)
{
  static const struct
  {
    const char *sql;
    gint64      changes;
  } steps[] = {
    { "INSERT INTO thing (number) VALUES (1), (2), (3)", 3 },
    { "UPDATE thing SET word = 'x' WHERE number > 1", 2 },
    { "SELECT * FROM thing", 0 },
    { "UPDATE thing SET word = 'x' WHERE number > 100", 0 },
    { "DELETE FROM thing WHERE number = 1 RETURNING id", 1 },
    { "CREATE TABLE other (a BIGINT)", 0 },
    { "WITH chosen AS (SELECT 2 AS n) DELETE FROM thing WHERE number IN (SELECT n FROM chosen)",
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      run (fixture->database, steps[i].sql, KONTOR_NO_VALUES);
      g_assert_cmpint (kontor_database_get_changes (fixture->database), ==, steps[i].changes);
    }
}

static void
test_constraints (Fixture *fixture)
{
  KontorDatabase *database = fixture->database;
  KontorValue     uid = kontor_value_blob ("a", 1);

  insert_parent (database, "a", "A", 1);
  assert_fails (database,
                INSERT_PARENT,
                KONTOR_VALUES (uid, kontor_value_text ("B"), kontor_value_null ()),
                KONTOR_DATABASE_ERROR_CONSTRAINT);
  assert_fails (
    database,
    INSERT_PARENT,
    KONTOR_VALUES (kontor_value_blob ("b", 1), kontor_value_null (), kontor_value_null ()),
    KONTOR_DATABASE_ERROR_CONSTRAINT);
  assert_fails (database,
                INSERT_PARENT,
                KONTOR_VALUES (kontor_value_blob ("b", 1),
                               kontor_value_text ("forbidden"),
                               kontor_value_null ()),
                KONTOR_DATABASE_ERROR_CONSTRAINT);
  assert_fails (database,
                "INSERT INTO child (parent_uid, line) VALUES (?1, 1)",
                KONTOR_VALUES (kontor_value_blob ("nobody", 6)),
                KONTOR_DATABASE_ERROR_CONSTRAINT);
  run (database, "INSERT INTO child (parent_uid, line) VALUES (?1, 1)", KONTOR_VALUES (uid));
  assert_fails (database, "DELETE FROM parent", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_CONSTRAINT);
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM parent"), ==, 1);
}

static void
test_mistakes (Fixture *fixture)
{
  KontorDatabase *database = fixture->database;

  assert_fails (database, "SELEC 1", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_FAILED);
  assert_fails (database, "SELECT * FROM nowhere", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_FAILED);
  assert_fails (database, "SELECT \"word\"", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_FAILED);
  assert_fails (database, "SELECT 1; SELECT 2", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_FAILED);

  g_test_expect_message (
    "kontor-database", G_LOG_LEVEL_CRITICAL, "*1 values given for the 2 parameters*");
  assert_fails (database,
                "INSERT INTO thing (number, word) VALUES (?1, ?2)",
                KONTOR_VALUES (kontor_value_integer (1)),
                KONTOR_DATABASE_ERROR_FAILED);
  g_test_assert_expected_messages ();
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM thing"), ==, 0);
}

static void
test_transactions (Fixture *fixture)
{
  KontorDatabase *database = fixture->database;
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_database_in_transaction (database));
  kontor_database_begin (database, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_database_in_transaction (database));
  insert_parent (database, "a", "A", 1);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
  g_assert_false (kontor_database_in_transaction (database));

  kontor_database_begin (database, &error);
  insert_parent (database, "b", "B", 1);
  kontor_database_rollback (database);
  kontor_database_rollback (database); /* may be called on every error path */
  g_assert_false (kontor_database_in_transaction (database));
  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM parent"), ==, 1);
}

static void
test_savepoints (Fixture *fixture)
{
  KontorDatabase *database = fixture->database;
  g_autoptr (GError) error = NULL;

  kontor_database_begin (database, &error);
  insert_parent (database, "a", "A", 1);
  kontor_database_savepoint (database, &error);
  insert_parent (database, "b", "B", 1);
  kontor_database_savepoint (database, &error);
  insert_parent (database, "c", "C", 1);
  kontor_database_release_savepoint (database, &error);
  kontor_database_rollback_savepoint (database); /* b and c */
  kontor_database_savepoint (database, &error);
  insert_parent (database, "d", "D", 1);
  assert_fails (
    database,
    INSERT_PARENT,
    KONTOR_VALUES (kontor_value_blob ("a", 1), kontor_value_text ("again"), kontor_value_null ()),
    KONTOR_DATABASE_ERROR_CONSTRAINT);
  kontor_database_rollback_savepoint (database); /* d, and the failure */
  kontor_database_savepoint (database, &error);
  insert_parent (database, "e", "E", 1);
  kontor_database_release_savepoint (database, &error);
  g_assert_no_error (error);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);

  g_assert_cmpint (read_integer (database, "SELECT count (*) FROM parent"), ==, 2);
  g_assert_cmpint (
    read_integer (database, "SELECT count (*) FROM parent WHERE name IN ('A', 'E')"), ==, 2);
}

static void
test_snapshot (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) reader = NULL;

  insert_parent (fixture->database, "a", "A", 1);
  reader = kontor_database_open (fixture->location, KONTOR_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  kontor_database_begin_read (reader, &error);
  g_assert_no_error (error);
  insert_parent (fixture->database, "b", "B", 1);
  g_assert_cmpint (read_integer (reader, "SELECT count (*) FROM parent"), ==, 1);
  kontor_database_commit (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_integer (reader, "SELECT count (*) FROM parent"), ==, 2);
}

static void
test_read_only (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) reader = NULL;

  reader = kontor_database_open (fixture->location, KONTOR_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_fails (reader,
                "INSERT INTO thing (number) VALUES (1)",
                KONTOR_NO_VALUES,
                KONTOR_DATABASE_ERROR_READ_ONLY);
  g_assert_cmpint (read_integer (reader, "SELECT count (*) FROM thing"), ==, 0);
}

/* SQLite locks when the transaction begins, PostgreSQL when both change one row. */
static void
test_busy (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) other = NULL;
  const char *change = "UPDATE parent SET amount = 2";

  insert_parent (fixture->database, "a", "A", 1);
  kontor_database_begin (fixture->database, &error);
  run (fixture->database, change, KONTOR_NO_VALUES);
  other = kontor_database_open (fixture->location, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  if (kontor_database_begin (other, &error))
    kontor_database_run (other, change, &error, KONTOR_NO_VALUES);
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_BUSY);
  kontor_database_rollback (other);
  kontor_database_rollback (fixture->database);
}

/* More texts than are kept prepared, some of them while another failed. */
static void
test_many_statements (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) outer = NULL;

  outer = query_row (fixture->database, "SELECT 'outer'", KONTOR_NO_VALUES);
  for (gint64 i = 0; i < 700; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", (int) (i % 450));

      g_assert_cmpint (read_integer (fixture->database, sql), ==, i % 450);
      if (i % 100 == 0)
        {
          kontor_database_begin (fixture->database, &error);
          g_assert_no_error (error);
          assert_fails (
            fixture->database, "SELEC 1", KONTOR_NO_VALUES, KONTOR_DATABASE_ERROR_FAILED);
          kontor_database_rollback (fixture->database);
        }
    }
  g_assert_cmpstr (kontor_statement_get_text (outer, 0), ==, "outer");
}

static void
test_changed_table (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  run (fixture->database, "INSERT INTO thing (number) VALUES (1)", KONTOR_NO_VALUES);
  g_assert_cmpint (read_integer (fixture->database, "SELECT * FROM thing"), ==, 1);
  kontor_database_execute (
    fixture->database, "ALTER TABLE thing ADD COLUMN more TEXT; SELECT 1;", &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_integer (fixture->database, "SELECT * FROM thing"), ==, 1);
}

static const Case cases[] = {
  { "integers", test_integers },
  { "texts", test_texts },
  { "nulls", test_nulls },
  { "blobs", test_blobs },
  { "uids", test_uids },
  { "values", test_values },
  { "parameters", test_parameters },
  { "truth", test_truth },
  { "sums", test_sums },
  { "steps", test_steps },
  { "upsert", test_upsert },
  { "changes", test_changes },
  { "constraints", test_constraints },
  { "mistakes", test_mistakes },
  { "transactions", test_transactions },
  { "savepoints", test_savepoints },
  { "snapshot", test_snapshot },
  { "read-only", test_read_only },
  { "busy", test_busy },
  { "many-statements", test_many_statements },
  { "changed-table", test_changed_table },
};

static void
run_case (const Case *test, const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autofree char *translated = kontor_schema_translate (schema);
  Fixture          fixture = { 0 };
  KontorEngine     engine;

  database = kontor_database_open (location, KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  engine = kontor_database_get_engine (database);
  kontor_database_execute (database, engine == KONTOR_ENGINE_SQLITE ? schema : translated, &error);
  g_assert_no_error (error);
  fixture.database = database;
  fixture.location = location;
  test->func (&fixture);
}

static void
run_on_sqlite (gconstpointer user_data)
{
  g_autoptr (KontorTestFolder) folder = kontor_test_folder_new ();
  g_autofree char *location = kontor_test_folder_dup_path (folder, "kontor.db");

  run_case (user_data, location);
}

static void
run_on_postgres (gconstpointer user_data)
{
  g_autofree char *location = kontor_test_cluster_new_database (cluster);

  run_case (user_data, location);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  cluster = kontor_test_cluster_start (&error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sqlite = g_strdup_printf ("/contract/sqlite/%s", cases[i].name);
      g_autofree char *postgres = g_strdup_printf ("/contract/postgres/%s", cases[i].name);

      g_test_add_data_func (sqlite, &cases[i], run_on_sqlite);
      g_test_add_data_func (postgres, &cases[i], run_on_postgres);
    }
  status = g_test_run ();
  kontor_test_cluster_stop (cluster);
  return status;
}
