/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-recording.h"

#include <string.h>

#include "kontor-migration.h"

/* Two base tables and one that triggers keep: how much each parent's children amount to. */
static const char schema[]
  = "CREATE TABLE parent (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, name TEXT) STRICT;"
    "CREATE TABLE child (parent_uid BLOB NOT NULL REFERENCES parent (uid) ON DELETE CASCADE,"
    " line INTEGER NOT NULL, amount INTEGER NOT NULL, note TEXT, PRIMARY KEY (parent_uid, line))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE strict_child (uid BLOB NOT NULL PRIMARY KEY,"
    " parent_uid BLOB NOT NULL REFERENCES parent (uid)) STRICT;"
    "CREATE TABLE local (a TEXT) STRICT;"
    "CREATE TABLE derived_sum (parent_uid BLOB NOT NULL PRIMARY KEY, amount INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE derived_words USING fts5 (note);"
    "CREATE TRIGGER derived_sum_insert AFTER INSERT ON child BEGIN"
    " INSERT INTO derived_sum VALUES (new.parent_uid, new.amount)"
    " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount; END;"
    "CREATE TRIGGER derived_sum_update AFTER UPDATE ON child BEGIN"
    " UPDATE derived_sum SET amount = amount - old.amount WHERE parent_uid = old.parent_uid;"
    " UPDATE derived_sum SET amount = amount + new.amount WHERE parent_uid = new.parent_uid; END;"
    "CREATE TRIGGER derived_sum_delete AFTER DELETE ON child BEGIN"
    " UPDATE derived_sum SET amount = amount - old.amount WHERE parent_uid = old.parent_uid;"
    " DELETE FROM derived_sum WHERE parent_uid = old.parent_uid AND amount = 0; END;"
    "CREATE TRIGGER derived_words_insert AFTER INSERT ON parent BEGIN"
    " INSERT INTO derived_words (rowid, note) VALUES (new.id, new.name); END;"
    "CREATE TRIGGER derived_words_update AFTER UPDATE ON parent BEGIN"
    " UPDATE derived_words SET note = new.name WHERE rowid = new.id; END;"
    "CREATE TRIGGER derived_words_delete AFTER DELETE ON parent BEGIN"
    " DELETE FROM derived_words WHERE rowid = old.id; END;"
    "INSERT INTO parent (uid, name) VALUES (x'0a', 'a'), (x'0b', 'b'), (x'0c', 'c');"
    "INSERT INTO child VALUES (x'0a', 1, 10, 'one'), (x'0a', 2, 20, NULL), (x'0b', 1, 5, '');";

static const char *const tables[] = { "strict_child", "child", "parent", NULL };

static KontorDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;

  database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_database_execute (database, schema, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&database);
}

static void
execute (KontorDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;

  kontor_database_execute (database, script, &error);
  g_assert_no_error (error);
}

static void
begin (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;

  kontor_database_begin (database, &error);
  g_assert_no_error (error);
}

static void
commit (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;

  kontor_database_commit (database, &error);
  g_assert_no_error (error);
}

/* Everything in a table, in an order of its own. */
static char *
row_to_text (KontorStatement *statement)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < kontor_statement_get_n_columns (statement); i++)
    {
      gsize         length;
      const guint8 *data = kontor_statement_get_blob (statement, i, &length);

      g_string_append (text, data == NULL ? "NULL" : "");
      for (gsize j = 0; j < length; j++)
        g_string_append_printf (text, "%02x", data[j]);
      g_string_append_c (text, '|');
    }
  return g_string_free (text, FALSE);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
append_dump (KontorDatabase *database, const char *table, GString *dump)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);

  statement = kontor_database_query (database, sql, &error, KONTOR_NO_VALUES);
  while (statement != NULL && kontor_statement_step_row (statement, &error))
    g_ptr_array_add (rows, row_to_text (statement));
  g_assert_no_error (error);

  g_ptr_array_sort (rows, compare_rows);
  g_string_append_printf (dump, "== %s\n", table);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (dump, "%s\n", (const char *) g_ptr_array_index (rows, i));
}

static char *
dump (KontorDatabase *database)
{
  GString *text = g_string_new (NULL);

  append_dump (database, "parent", text);
  append_dump (database, "child", text);
  append_dump (database, "strict_child", text);
  append_dump (database, "derived_sum", text);
  append_dump (database, "(SELECT rowid, note FROM derived_words)", text);
  append_dump (database, "(SELECT rowid, 1 FROM derived_words ('a OR b OR c OR changed'))", text);
  return g_string_free (text, FALSE);
}

static GBytes *
record (KontorDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRecording) recording = kontor_recording_start (database, tables, &error);
  GBytes *changeset;

  g_assert_no_error (error);
  execute (database, script);
  changeset = kontor_recording_finish (recording, &error);
  g_assert_no_error (error);
  return changeset;
}

static void
test_undo (gconstpointer user_data)
{
  const char *script = user_data;
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autofree char *before = dump (database);
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;

  begin (database);
  changeset = record (database, script);
  commit (database);
  between = dump (database);
  g_assert_cmpstr (between, !=, before);

  begin (database);
  kontor_changeset_undo (database, changeset, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_database_in_transaction (database));
  commit (database);
  after = dump (database);
  g_assert_cmpstr (after, ==, before);
  kontor_database_check (database, &error);
  g_assert_no_error (error);
}

/* The undo belongs to the transaction around it. */
static void
test_undo_is_rolled_back (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  changeset = record (database, "DELETE FROM parent WHERE name = 'a'");
  before = dump (database);
  begin (database);
  kontor_changeset_undo (database, changeset, &error);
  g_assert_no_error (error);
  kontor_database_rollback (database);
  after = dump (database);
  g_assert_cmpstr (after, ==, before);
}

static void
test_newest_first (void)
{
  static const char *const scripts[] = {
    "INSERT INTO parent (uid, name) VALUES (x'0d', 'd')",
    "INSERT INTO child VALUES (x'0d', 1, 1, 'x'), (x'0d', 2, 2, 'y')",
    "UPDATE child SET amount = amount + 100",
    "UPDATE parent SET name = 'changed'",
    "DELETE FROM child WHERE line = 1",
    "DELETE FROM parent",
  };
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changesets = g_ptr_array_new_with_free_func (
    (GDestroyNotify) g_bytes_unref);
  g_autofree char *before = dump (database);
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    g_ptr_array_add (changesets, record (database, scripts[i]));

  begin (database);
  for (guint i = changesets->len; i > 0; i--)
    {
      kontor_changeset_undo (database, changesets->pdata[i - 1], &error);
      g_assert_no_error (error);
    }
  commit (database);
  after = dump (database);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_not_undone (KontorDatabase *database, GBytes *changeset, KontorDatabaseError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (database);
  g_autofree char *after = NULL;

  begin (database);
  g_assert_false (kontor_changeset_undo (database, changeset, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, (int) code);
  g_assert_true (kontor_database_in_transaction (database));
  after = dump (database);
  g_assert_cmpstr (after, ==, before);
  commit (database);
}

static void
test_row_changed_since (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;

  changeset = record (database,
                      "UPDATE parent SET name = 'x' WHERE name = 'a';"
                      "UPDATE child SET amount = 7 WHERE parent_uid = x'0b'");
  execute (database, "UPDATE parent SET name = 'y' WHERE name = 'x'");
  assert_not_undone (database, changeset, KONTOR_DATABASE_ERROR_FAILED);
}

static void
test_row_gone_since (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;

  changeset = record (database, "INSERT INTO parent (uid, name) VALUES (x'0d', 'd')");
  execute (database, "DELETE FROM parent WHERE name = 'd'");
  assert_not_undone (database, changeset, KONTOR_DATABASE_ERROR_FAILED);
}

static void
test_reference_since (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;

  changeset = record (database, "INSERT INTO parent (uid, name) VALUES (x'0d', 'd')");
  execute (database, "INSERT INTO strict_child VALUES (x'01', x'0d')");
  assert_not_undone (database, changeset, KONTOR_DATABASE_ERROR_CONSTRAINT);
}

static void
test_unique_since (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;

  changeset = record (database, "UPDATE parent SET uid = x'0f' WHERE name = 'c'");
  execute (database, "INSERT INTO parent (uid, name) VALUES (x'0c', 'the new c')");
  assert_not_undone (database, changeset, KONTOR_DATABASE_ERROR_CONSTRAINT);
}

static void
test_other_version (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (GError) error = NULL;

  changeset = record (database, "UPDATE child SET amount = 7");
  execute (database, "ALTER TABLE child ADD COLUMN more TEXT");
  begin (database);
  kontor_changeset_undo (database, changeset, &error);
  g_assert_no_error (error);
  commit (database);

  execute (database, "ALTER TABLE child DROP COLUMN more; ALTER TABLE child DROP COLUMN note");
  assert_not_undone (database, changeset, KONTOR_DATABASE_ERROR_FAILED);
}

static void
count_cb (const char *table, char operation, const KontorValue *key, int n_key, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_damaged (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GBytes) garbage = g_bytes_new_static ("hello, world", 12);
  g_autoptr (GError) error = NULL;
  guint count = 0;

  changeset = record (database, "UPDATE child SET amount = 7; DELETE FROM parent");
  half = g_bytes_new_from_bytes (changeset, 0, g_bytes_get_size (changeset) / 2);
  assert_not_undone (database, half, KONTOR_DATABASE_ERROR_DAMAGED);
  assert_not_undone (database, garbage, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_false (kontor_changeset_foreach (garbage, count_cb, &count, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_DAMAGED);
  g_assert_cmpuint (count, ==, 0);
}

static void
test_nothing (void)
{
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) changeset = NULL;
  guint count = 0;

  /* Other tables, what was taken back, and changes that cancel each other out. */
  begin (database);
  changeset = record (database,
                      "INSERT INTO local VALUES ('x'); SAVEPOINT s; DELETE FROM parent;"
                      "ROLLBACK TO s; RELEASE s; UPDATE parent SET name = name;"
                      "INSERT INTO parent (uid) VALUES (x'0d');"
                      "DELETE FROM parent WHERE uid = x'0d'");
  g_assert_cmpuint (g_bytes_get_size (changeset), ==, 0);
  kontor_changeset_foreach (changeset, count_cb, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 0);
  kontor_changeset_undo (database, changeset, &error);
  g_assert_no_error (error);
  commit (database);
}

static void
describe_cb (
  const char *table, char operation, const KontorValue *key, int n_key, gpointer user_data)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s %c", table, operation);
  for (int i = 0; i < n_key; i++)
    {
      if (key[i].type == KONTOR_VALUE_INTEGER)
        g_string_append_printf (line, " %d", (int) key[i].integer);
      else
        g_string_append_printf (line, " %02x", *(const guint8 *) key[i].data);
    }
  g_ptr_array_add (user_data, g_strdup (line->str));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
test_foreach (void)
{
  static const char *const expected[] = {
    "child D 0a 2", "child I 0c 9", "child U 0a 1", "parent D 2", "parent U 1"
  };
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) changeset = NULL;

  execute (database, "DELETE FROM child WHERE parent_uid = x'0b'");
  changeset = record (database,
                      "UPDATE child SET note = 'new' WHERE line = 1;"
                      "DELETE FROM child WHERE line = 2;"
                      "INSERT INTO child VALUES (x'0c', 9, 9, NULL);"
                      "UPDATE parent SET name = 'A' WHERE name = 'a';"
                      "DELETE FROM parent WHERE name = 'b'");
  kontor_changeset_foreach (changeset, describe_cb, lines, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (lines, compare_lines);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (lines->pdata[i], ==, expected[i]);
}

static void
test_unknown_table (void)
{
  static const char *const unknown[] = { "parent", "nowhere", NULL };
  g_autoptr (KontorDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRecording) recording = kontor_recording_start (database, unknown, &error);

  /* SQLite looks for the table only at its first change, so that this is no error, and records
   * nothing of it. */
  g_assert_no_error (error);
  g_assert_nonnull (recording);
}

/* The real tables with their real triggers: orders come, change and go, and all of it is undone. */
static char *
dump_company (KontorDatabase *database)
{
  const char *const *base = kontor_schema_get_base_tables ();
  const char *const *derived = kontor_schema_get_derived_tables ();
  GString           *text = g_string_new (NULL);

  for (guint i = 0; base[i] != NULL; i++)
    append_dump (database, base[i], text);
  for (guint i = 0; derived[i] != NULL; i++)
    {
      /* The search numbers its documents as they come, so that they may come back otherwise. */
      if (!g_str_has_prefix (derived[i], "derived_search"))
        append_dump (database, derived[i], text);
    }
  return g_string_free (text, FALSE);
}

static const char company[]
  = "INSERT INTO product (uid, kind, title, created_at, changed_at)"
    " VALUES (x'a1', 'goods', 'Red tea', 1, 1), (x'a2', 'goods', 'Green tea', 1, 1);"
    "INSERT INTO product_variant (uid, product_uid, position, sku)"
    " VALUES (x'b1', x'a1', 1, 'RED'), (x'b2', x'a2', 1, 'GREEN');"
    "INSERT INTO variant_price VALUES (x'b1', 'EUR', 'gross', '', 0, 0, 50000, NULL);"
    "INSERT INTO customer (uid, number, kind, name, created_at, changed_at)"
    " VALUES (x'c1', 'C1', 'person', 'Erika Mustermann', 1, 1);"
    "INSERT INTO sales_order (uid, number, customer_uid, customer_name, state, currency, "
    "price_mode,"
    " placed_at, recorded_at, changed_at, line_count, quantity, net_minor, tax_minor, gross_minor)"
    " VALUES (x'd1', 'PS1', x'c1', 'Erika Mustermann', 'PAID', 'EUR', 'gross', 1000000, 1, 1, 1,"
    " 2000, 840, 160, 1000);"
    "INSERT INTO order_line (order_uid, line, kind, variant_uid, sku, title, quantity, price_e4,"
    " tax_code, tax_rate_bp, net_minor, gross_minor)"
    " VALUES (x'd1', 1, 'goods', x'b1', 'RED', 'Red tea', 2000, 50000, 'standard', 1900, 840, "
    "1000);"
    "INSERT INTO stock_movement (uid, variant_uid, kind, quantity, happened_at, recorded_at, hlc,"
    " order_uid, station)"
    " VALUES (x'e1', x'b1', 'RESTOCK', 10000, 1, 1, 1, NULL, 1),"
    " (x'e2', x'b1', 'SALE', -2000, 2, 2, 2, x'd1', 1);";

static void
test_company (void)
{
  static const char *const scripts[] = {
    company,
    "UPDATE sales_order SET state = 'SHIPPED', number = 'PS2', customer_name = 'Max', "
    "placed_at = 90000000000000",
    "INSERT INTO order_line (order_uid, line, kind, variant_uid, title, quantity, price_e4,"
    " tax_code, tax_rate_bp, net_minor, gross_minor)"
    " VALUES (x'd1', 2, 'goods', x'b2', 'Green tea', 1000, 1, 'standard', 1900, 1, 1);"
    "UPDATE product SET title = 'Black tea', archived_at = 5 WHERE uid = x'a1';"
    "UPDATE product_variant SET sku = 'BLACK' WHERE uid = x'b1'",
    "UPDATE customer SET name = 'Erika Musterfrau', email = 'erika@example.org'",
    "DELETE FROM order_line WHERE line = 1",
    "DELETE FROM sales_order",
    "DELETE FROM stock_movement WHERE uid = x'e2'; DELETE FROM product; DELETE FROM customer",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autoptr (GPtrArray) changesets = g_ptr_array_new_with_free_func (
    (GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);

  database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (KontorRecording) recording = NULL;

      g_ptr_array_add (dumps, dump_company (database));
      begin (database);
      recording = kontor_recording_start (database, kontor_schema_get_base_tables (), &error);
      g_assert_no_error (error);
      execute (database, scripts[i]);
      g_ptr_array_add (changesets, kontor_recording_finish (recording, &error));
      g_assert_no_error (error);
      commit (database);
    }

  for (guint i = changesets->len; i > 0; i--)
    {
      g_autofree char *after = NULL;

      begin (database);
      kontor_changeset_undo (database, changesets->pdata[i - 1], &error);
      g_assert_no_error (error);
      commit (database);
      after = dump_company (database);
      g_assert_cmpstr (after, ==, dumps->pdata[i - 1]);
    }
}

static const struct
{
  const char *name;
  const char *script;
} undone[] = {
  { "insert",
    "INSERT INTO parent (uid, name) VALUES (x'0d', 'd'), (x'0e', NULL);"
    "INSERT INTO child VALUES (x'0d', 1, 1, 'x'), (x'0d', 2, -2, NULL)" },
  { "update", "UPDATE parent SET name = 'changed'; UPDATE child SET amount = amount * 2" },
  { "update-of-key", "UPDATE child SET line = line + 10, parent_uid = x'0c' WHERE line = 2" },
  { "delete", "DELETE FROM child" },
  { "cascade", "DELETE FROM parent WHERE uid = x'0a'" },
  { "moved-and-cascade",
    "INSERT INTO parent (uid, name) VALUES (x'0d', 'd');"
    "UPDATE child SET parent_uid = x'0d' WHERE parent_uid = x'0b';"
    "DELETE FROM parent WHERE uid IN (x'0a', x'0b')" },
  { "swapped",
    "UPDATE parent SET uid = x'ff' WHERE name = 'c';"
    "INSERT INTO parent (uid, name) VALUES (x'0c', 'new c')" },
  { "exchanged",
    "INSERT INTO parent (uid) VALUES (x'd1'), (x'd2');"
    "DELETE FROM parent WHERE uid = x'0c'; UPDATE parent SET uid = x'0c' WHERE uid = x'd1'" },
  { "upsert",
    "INSERT INTO child VALUES (x'0a', 1, 1, 'again') ON CONFLICT DO UPDATE SET amount = 99" },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (undone); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recording/undo/%s", undone[i].name);

      g_test_add_data_func (path, undone[i].script, test_undo);
    }
  g_test_add_func ("/recording/undo-is-rolled-back", test_undo_is_rolled_back);
  g_test_add_func ("/recording/newest-first", test_newest_first);
  g_test_add_func ("/recording/row-changed-since", test_row_changed_since);
  g_test_add_func ("/recording/row-gone-since", test_row_gone_since);
  g_test_add_func ("/recording/reference-since", test_reference_since);
  g_test_add_func ("/recording/unique-since", test_unique_since);
  g_test_add_func ("/recording/other-version", test_other_version);
  g_test_add_func ("/recording/damaged", test_damaged);
  g_test_add_func ("/recording/nothing", test_nothing);
  g_test_add_func ("/recording/foreach", test_foreach);
  g_test_add_func ("/recording/unknown-table", test_unknown_table);
  g_test_add_func ("/recording/company", test_company);
  return g_test_run ();
}
