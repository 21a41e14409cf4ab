/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-command-fixture.h"
#include "kontor-migration.h"

static gboolean
is_listed (const KontorAggregateTable *table, const char *column)
{
  return g_strv_contains (table->columns, column) || g_strcmp0 (table->parent, column) == 0
         || g_str_equal (column, "id");
}

static char
letter_of (const char *type)
{
  if (g_str_equal (type, "INTEGER"))
    return 'i';
  return g_str_equal (type, "TEXT") ? 't' : 'u';
}

/* Every column is there with its type; the key columns are the first ones. */
static void
check_table (KontorDatabase *database, const KontorAggregateTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT name, type, pk FROM pragma_table_info ('%s')",
                                          table->table);
  g_autoptr (KontorStatement) found = kontor_database_query (
    database, sql, &error, KONTOR_NO_VALUES);
  guint n_columns = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **) table->columns), ==, strlen (table->types));
  while (kontor_statement_step_row (found, &error))
    {
      const char *column = kontor_statement_get_text (found, 0);

      n_columns++;
      if (!is_listed (table, column))
        g_error ("%s.%s is not in the registry", table->table, column);
      for (guint i = 0; table->columns[i] != NULL; i++)
        if (g_str_equal (table->columns[i], column))
          {
            g_assert_true (letter_of (kontor_statement_get_text (found, 1)) == table->types[i]);
            if (kontor_statement_get_integer (found, 2) > 0)
              g_assert_cmpuint (i, <, table->n_keys);
          }
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_columns, >=, strlen (table->types));
}

static void
test_registry (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const                *tables = kontor_schema_get_base_tables ();
  guint                             n_types = 0;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_assert_cmpint (types[i]->kind, ==, i + 1);
      g_assert_true (kontor_aggregate_type_get (types[i]->kind) == types[i]);
      g_assert_true (kontor_aggregate_type_find (types[i]->name) == types[i]);
      g_assert_cmpint (types[i]->scope & ~KONTOR_SCOPE_ALL, ==, 0);
      g_assert_cmpstr (types[i]->tables->columns[0], ==, "uid");
      for (const KontorAggregateTable *table = types[i]->tables; table->table != NULL; table++)
        {
          g_assert_true (g_hash_table_add (seen, (gpointer) table->table));
          g_assert_true (g_strv_contains (tables, table->table));
          check_table (self->database, table);
        }
    }
  for (guint i = 0; tables[i] != NULL; i++)
    if (!g_hash_table_contains (seen, tables[i]))
      g_error ("the table %s is in no aggregate", tables[i]);
  g_assert_null (kontor_aggregate_type_find ("teapot"));
  g_assert_null (kontor_aggregate_type_get ((KontorKind) 99));
}

#define ROOT "01970000-0000-7000-8000-000000000001"
#define COST "01970000-0000-7000-8000-000000000002"
#define PRODUCT "01970000-0000-7000-8000-000000000003"
#define CUSTOMER "01970000-0000-7000-8000-000000000004"
#define MOVEMENT "01970000-0000-7000-8000-000000000005"
#define VARIANT "01970000-0000-7000-8000-0000000000a1"
#define OTHER "01970000-0000-7000-8000-0000000000a2"

/* One of each kind with children, as the feed has them. */
static const char *const images[] = {
  "[\"setting\",1,\"" ROOT "\",\"city\",\"Köln \\\"am\\\" Rhein\"]",
  "[\"product.cost\",2,\"" COST "\",\"" VARIANT "\",\"EUR\",12300]",
  "[\"product\",3,\"" PRODUCT "\",\"goods\",\"A\",\"a\",\"\",\"\",null,\"standard\",\"piece\",\"\","
  "\"\",\"\",1,\"\",\"\",-5,2,null,"
  "[[\"N\",0,\"x\"],[\"N\",1,\"y\"],[\"Z\",0,\"x\"]],[[\"a\"],[\"b\"]],[[0,\"\",\"https://"
  "x\",\"\"]],"
  "[[\"" VARIANT "\",0,\"S\",\"\",\"\",\"\",0,0,0,null,0,\"\"],[\"" OTHER
  "\",1,\"T\",\"\",\"\",\"\",0,0,0,7,10000,\"ml\"]],"
  "[[\"" VARIANT "\",\"EUR\",\"gross\",\"\",0,0,5,null],[\"" VARIANT
  "\",\"EUR\",\"gross\",\"\",1000,0,4,6],"
  "[\"" OTHER "\",\"EUR\",\"gross\",\"\",0,0,9,null]],[[\"" VARIANT "\",\"X\",1000]],[[\"" VARIANT
  "\",\"" ROOT "\",\"\",1000]],"
  "[[\"" OTHER "\",\"" VARIANT "\",2000]]]",
  "[\"customer\",4,\"" CUSTOMER
  "\",\"K1\",\"person\",\"M\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",null,1,1,null,"
  "[[0,\"billing\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"]],[[0,\"T\",\"\",\"\",\"\"]],[[\"vip\"]]]",
  "[\"stock_movement\",5,\"" MOVEMENT "\",\"" VARIANT
  "\",\"SALE\",-1000,1,1,9007199254740993,null,\"\",\"\",null,1,\"\",\"\",null,null,\"\",0,null,"
  "null,null,null,null,null,"
  "\"\"]",
};

static char *
write_image (KontorDatabase *database, const KontorTouch *touch, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  kontor_aggregate_write (database, touch->kind, &touch->uid, seq, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
apply (KontorDatabase *database, const char *image, KontorTouch *touch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = kontor_json_parse (image, -1, &error);

  g_assert_no_error (error);
  g_assert_true (kontor_database_begin (database, &error));
  kontor_aggregate_apply (database, json, touch, &error);
  g_assert_no_error (error);
  g_assert_true (kontor_database_commit (database, &error));
}

static void
round_trip (KontorDatabase *database)
{
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      KontorTouch      touch = { 0 };
      char             uid[KONTOR_UID_TEXT_SIZE];
      g_autofree char *written = NULL;
      g_autofree char *gone = NULL;
      g_autofree char *tombstone = NULL;

      apply (database, images[i], &touch);
      g_assert_false (touch.deleted);
      written = write_image (database, &touch, i + 1);
      g_assert_cmpstr (written, ==, images[i]);
      apply (database, images[i], &touch);

      kontor_uid_format (&touch.uid, uid);
      tombstone = g_strdup_printf ("[\"%s\",9,\"%s\",\"%s\"]",
                                   i % 2 == 0 ? "-" : "~",
                                   kontor_aggregate_type_get (touch.kind)->name,
                                   uid);
      apply (database, tombstone, &touch);
      g_assert_true (touch.deleted);
      gone = write_image (database, &touch, 9);
      g_assert_true (g_str_has_prefix (gone, "[\"-\",9,"));
      apply (database, images[i], &touch);
    }
}

static void
test_round_trip (CommandFixture *self, gconstpointer unused)
{
  round_trip (self->database);
  if (self->server != NULL)
    round_trip (self->server);
}

static void
test_children (CommandFixture *self, gconstpointer unused)
{
  KontorTouch      touch = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *same_id = NULL;
  g_autofree char *written = NULL;
  const char      *smaller
    = "[\"product\",3,\"" PRODUCT
      "\",\"goods\",\"B\",\"a\",\"\",\"\",null,\"standard\",\"piece\",\"\",\"\",\"\",1,"
      "\"\",\"\",-5,2,null,[],[[\"b\"],[\"c\"]],[],[[\"" OTHER
      "\",0,\"T\",\"\",\"\",\"\",0,0,0,7,10000,\"ml\"]],"
      "[[\"" OTHER "\",\"EUR\",\"gross\",\"\",0,0,10,null]],[],[],[]]";

  apply (self->database, images[2], &touch);
  id = command_text (self, "SELECT CAST (id AS TEXT) FROM product_variant WHERE sku = 'T'");
  apply (self->database, smaller, &touch);
  written = write_image (self->database, &touch, 3);
  g_assert_cmpstr (written, ==, smaller);
  same_id = command_text (self, "SELECT CAST (id AS TEXT) FROM product_variant WHERE sku = 'T'");
  g_assert_cmpstr (id, ==, same_id);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM variant_price"), ==, 1);
}

/* An equal image writes no row. */
static void
test_unchanged (CommandFixture *self, gconstpointer unused)
{
  KontorTouch touch = { 0 };
  gint64      before = 0;

  apply (self->database, images[2], &touch);
  before = command_count (self, "SELECT total_changes ()");
  apply (self->database, images[2], &touch);
  g_assert_cmpint (command_count (self, "SELECT total_changes ()"), ==, before);
}

/* A newer version may send kinds and trailing columns that are not known here. */
static void
test_newer (CommandFixture *self, gconstpointer unused)
{
  KontorTouch      touch = { 0 };
  g_autofree char *written = NULL;

  apply (self->database, "[\"teapot\",1,\"" ROOT "\",[[1]]]", &touch);
  g_assert_cmpint (touch.kind, ==, 0);
  apply (self->database,
         "[\"setting\",1,\"" ROOT "\",\"city\",\"Kiel\",\"new column\",7,[[1,2]]]",
         &touch);
  written = write_image (self->database, &touch, 1);
  g_assert_cmpstr (written, ==, "[\"setting\",1,\"" ROOT "\",\"city\",\"Kiel\"]");
}

static void
test_malformed (CommandFixture *self, gconstpointer unused)
{
  static const char *const malformed[] = {
    "{}",
    "[]",
    "[7]",
    "[\"setting\"]",
    "[\"setting\",1,\"no uid\",\"a\",\"b\"]",
    "[\"setting\",1,\"" ROOT "\",\"a\"]",
    "[\"setting\",1,\"" ROOT "\",\"a\",5]",
    "[\"setting\",1,\"" ROOT "\",\"a\",{}]",
    "[\"-\",1,\"setting\"]",
    "[\"-\",1,\"setting\",\"no uid\"]",
    "[\"stock_movement\",5,\"" MOVEMENT "\",\"" VARIANT
    "\",\"SALE\",\"many\",1,1,9,null,\"\",\"\",null,1,\"\",\"\",null,null,\"\",0,null,null,null,"
    "null,null,null,"
    "\"\"]",
    "[\"customer\",4,\"" CUSTOMER
    "\",\"K1\",\"person\",\"M\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","
    "\"\",\"\",\"\",null,1,1,null,[7]]",
    "[\"customer\",4,\"" CUSTOMER
    "\",\"K1\",\"person\",\"M\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","
    "\"\",\"\",\"\",null,1,1,null,[[0]]]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) json = kontor_json_parse (malformed[i], -1, NULL);
      KontorTouch touch = { 0 };

      g_assert_nonnull (json);
      g_assert_true (kontor_database_begin (self->database, NULL));
      g_assert_false (kontor_aggregate_apply (self->database, json, &touch, &error));
      g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
      kontor_database_rollback (self->database);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/aggregate/registry", test_registry);
  ADD ("/aggregate/round-trip", test_round_trip);
  ADD ("/aggregate/children", test_children);
  ADD ("/aggregate/unchanged", test_unchanged);
  ADD ("/aggregate/newer", test_newer);
  ADD ("/aggregate/malformed", test_malformed);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
