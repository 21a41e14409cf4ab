/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"

static const char *const roles[] = { "staff", "counter", "finance", "admin", NULL };

static void
check_roles (const KontorCommandType *type)
{
  g_auto (GStrv) words = g_strsplit (type->roles, " ", -1);

  g_assert_nonnull (words[0]);
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (roles, words[i]))
      g_error ("%s: there is no role “%s”", type->name, words[i]);
}

static void
test_types (void)
{
  guint                           n_types = 0;
  const KontorCommandType *const *types = kontor_command_type_list (&n_types);

  g_assert_cmpuint (n_types, >, 40);
  for (guint i = 0; i < n_types; i++)
    {
      const KontorCommandType *type = types[i];

      g_assert_true (kontor_command_type_find (type->name) == type);
      g_assert_cmpuint (type->version, >=, 1);
      g_assert_cmpint (type->kind, <=, KONTOR_COMMAND_EDIT);
      if (type->merge == NULL || *type->merge == '\0')
        g_error ("%s: no word on merging or refusal", type->name);
      if (type->help == NULL || *type->help != '{')
        g_error ("%s: no word on its parameters", type->name);
      g_assert_nonnull (type->roles);
      check_roles (type);
      g_assert_nonnull (type->run);
      if (i > 0)
        g_assert_cmpstr (types[i - 1]->name, <, type->name);
    }
  g_assert_null (kontor_command_type_find ("order.explode"));
}

static void
test_content (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) params = kontor_json_parse (
    "{\"value\": \"x\", \"key\": \"y\"}", -1, &error);
  g_autoptr (KontorCommand) command = kontor_command_new ("company.set", kontor_json_ref (params));
  g_autoptr (KontorCommand) copy = NULL;
  g_autoptr (KontorCommand) parsed = NULL;
  g_autofree char *content = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (kontor_uid_parse (&command->uid, "01970000-0000-7000-8000-000000000001"));
  command->at = -5;
  command->hlc = G_MAXINT64;
  command->station = 7;
  copy = kontor_command_copy (command);
  content = kontor_command_dup_content (copy);
  g_assert_cmpstr (content,
                   ==,
                   "{\"at\":-5,\"author\":null,\"author_name\":\"\",\"hlc\":9223372036854775807,"
                   "\"name\":\"company.set\","
                   "\"params\":{\"key\":\"y\",\"value\":\"x\"},\"station\":7,"
                   "\"uid\":\"01970000-0000-7000-8000-000000000001\",\"v\":1}");

  parsed = kontor_command_parse (content, -1, &error);
  g_assert_no_error (error);
  again = kontor_command_dup_content (parsed);
  g_assert_cmpstr (again, ==, content);
}

static void
test_malformed (void)
{
  static const struct
  {
    const char *content;
    const char *field;
  } cases[] = {
    { "{}", "name" },
    { "[]", "name" },
    { "{\"name\":\"a\",\"params\":[]}", "params" },
    { "{\"name\":\"a\",\"params\":{}}", "uid" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"nonsense\"}", "uid" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"01970000-0000-7000-8000-000000000001\",\"author\":"
      "3}",
      "author" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"01970000-0000-7000-8000-000000000001\",\"v\":0}",
      "v" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"01970000-0000-7000-8000-000000000001\",\"v\":1}",
      "at" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"01970000-0000-7000-8000-000000000001\",\"v\":1,"
      "\"at\":1,\"hlc\":-1}",
      "hlc" },
    { "{\"name\":\"a\",\"params\":{},\"uid\":\"01970000-0000-7000-8000-000000000001\",\"v\":1,"
      "\"at\":1,\"hlc\":1}",
      "station" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorCommand) command = kontor_command_parse (cases[i].content, -1, &error);

      g_assert_null (command);
      g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
      g_assert_cmpstr (kontor_command_error_get_field (error), ==, cases[i].field);
    }
}

static void
test_errors (void)
{
  g_autoptr (GError) error = kontor_command_error_new (
    KONTOR_COMMAND_ERROR_CONFLICT, "sku", "%d", 5);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_ACCES, "no");
  g_autoptr (GError) plain = NULL;

  g_assert_cmpstr (copy->message, ==, "5");
  g_assert_cmpstr (kontor_command_error_get_field (copy), ==, "sku");
  g_assert_cmpstr (kontor_command_error_get_wire_code (copy), ==, "conflict");
  g_assert_null (kontor_command_error_get_field (other));
  g_assert_cmpstr (kontor_command_error_get_wire_code (other), ==, "failed");

  kontor_command_set_error (NULL, KONTOR_COMMAND_ERROR_ALREADY, NULL, "unseen");
  kontor_command_set_error (&plain, KONTOR_COMMAND_ERROR_ALREADY, NULL, "seen");
  g_assert_null (kontor_command_error_get_field (plain));
  g_assert_cmpstr (kontor_command_error_get_wire_code (plain), ==, "already");
}

static void
test_unknown (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCommand) command = kontor_command_new ("company.set", kontor_json_new_object ());
  KontorCommandOutcome outcome = { 0 };

  command_refused (self, KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND, NULL, "order.explode", "{}");

  command->version = 99;
  g_assert_true (kontor_database_begin (self->database, NULL));
  g_assert_false (kontor_command_run (command, self->database, &outcome, &error));
  kontor_database_rollback (self->database);
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND);
  g_assert_null (outcome.result);
}

/* Every command refuses nonsense with a sentence, and neither crashes nor changes anything. */
static void
test_nonsense (CommandFixture *self, gconstpointer unused)
{
  static const char *const nonsense[] = {
    "{}",
    "{'product':3,'variant':'x','customer':[],'order':null,'attention':true,'batch':{},'view':7,'"
    "key':1}",
    "{'product':'01970000-0000-7000-8000-00000000dead','variant':'01970000-0000-7000-8000-"
    "00000000dead',"
    "'customer':'01970000-0000-7000-8000-00000000dead','order':'01970000-0000-7000-8000-"
    "00000000dead',"
    "'attention':'01970000-0000-7000-8000-00000000dead','fields':7,'lines':{},'title':[],'name':{}"
    "}",
  };
  guint                           n_types = 0;
  const KontorCommandType *const *types = kontor_command_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint k = 0; k < G_N_ELEMENTS (nonsense); k++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *text = g_strdelimit (g_strdup (nonsense[k]), "'", '"');
        g_autoptr (KontorCommand) command = kontor_command_new (types[i]->name,
                                                                kontor_json_parse (text, -1, NULL));
        KontorCommandOutcome outcome = { 0 };

        g_assert_true (kontor_database_begin (self->database, NULL));
        if (kontor_command_run (command, self->database, &outcome, &error))
          g_test_message ("%s takes %s", types[i]->name, text);
        else
          {
            g_assert_true (error->domain == KONTOR_COMMAND_ERROR);
            g_assert_cmpuint (strlen (error->message), >, 8);
          }
        kontor_database_rollback (self->database);
        kontor_command_outcome_clear (&outcome);
      }
}

static void
test_rights (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *counter = command_make (
    self, "person", "person.create", "{'name':'Cem','role':'counter'}");
  g_autofree char *admin = command_make (
    self, "person", "person.create", "{'name':'Ada','role':'admin'}");

  g_assert_true (kontor_uid_parse (&self->author, counter));
  command_refused (
    self, KONTOR_COMMAND_ERROR_FORBIDDEN, NULL, "company.set", "{'key':'city','value':'Kiel'}");
  g_assert_true (kontor_uid_parse (&self->author, admin));
  command_do (self, "company.set", "{'key':'city','value':'Kiel'}");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/command/types", test_types);
  g_test_add_func ("/command/content", test_content);
  g_test_add_func ("/command/malformed", test_malformed);
  g_test_add_func ("/command/errors", test_errors);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/command/unknown", test_unknown);
  ADD ("/command/nonsense", test_nonsense);
  ADD ("/command/rights", test_rights);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
