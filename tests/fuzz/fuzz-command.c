/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-migration.h"

/* Commands as a station might send them: ["name",{parameters}], one a line, up to eight, on a
 * company that has one of everything. @ and a letter stand for its uids. A command takes effect or
 * is refused: any other error would stop the line of commands behind it for ever, so it ends the
 * run. */

#define NOW G_GINT64_CONSTANT (1748016000000000)
#define MOST_LINES 8

static KontorDatabase *database;
static char           *uids[128]; /* by letter */
static guint           counter;

static KontorCommand *
new_command (const char *name, KontorJson *params)
{
  KontorCommand *command = kontor_command_new (name, params);
  const guint8   random[10] = { (guint8) (counter >> 8), (guint8) counter };

  counter++;
  command->at = NOW + counter * G_USEC_PER_SEC;
  kontor_uid_from_parts (&command->uid, command->at / 1000, random);
  command->hlc = (guint64) (command->at / 1000) << 16;
  command->station = 1;
  return command;
}

static void
make (char letter, const char *key, const char *name, const char *params_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCommand) command = NULL;
  KontorCommandOutcome outcome = { 0 };

  command = new_command (name, kontor_json_parse (params_text, -1, &error));
  if (kontor_command_prepare (command, database, &error))
    kontor_command_run (command, database, &outcome, &error);
  g_assert_no_error (error);
  uids[(guchar) letter] = g_strdup (kontor_json_get_string (outcome.result, key, NULL));
  kontor_command_outcome_clear (&outcome);
}

static void
note_variants (void)
{
  g_autoptr (KontorStatement) variants = kontor_database_query (
    database, "SELECT uid FROM product_variant ORDER BY sku", NULL, KONTOR_NO_VALUES);

  for (char letter = 'v'; kontor_statement_step_row (variants, NULL); letter++)
    {
      char      text[KONTOR_UID_TEXT_SIZE];
      KontorUid uid;

      kontor_statement_get_uid (variants, 0, &uid);
      uids[(guchar) letter] = g_strdup (kontor_uid_format (&uid, text));
    }
}

static void
make_company (void)
{
  g_autofree char *order = NULL;

  make ('k', "category", "category.create", "{\"name\":\"K\"}");
  make ('s', "supplier", "supplier.create", "{\"name\":\"S\"}");
  make ('c', "customer", "customer.create", "{\"name\":\"C\",\"email\":\"c@example.org\"}");
  make ('d', "customer", "customer.create", "{\"name\":\"D\"}");
  make ('p',
        "product",
        "product.create",
        "{\"title\":\"Becher\",\"option1\":\"Farbe\",\"variants\":["
        "{\"sku\":\"B-1\",\"value1\":\"rot\",\"prices\":[{\"currency\":\"EUR\",\"price_mode\":"
        "\"gross\",\"price_e4\":99900}]},{\"sku\":\"B-2\",\"value1\":\"blau\"}]}");
  note_variants ();
  order = g_strdup_printf ("{\"customer\":\"%s\",\"lines\":[{\"variant\":\"%s\",\"quantity\":3000},"
                           "{\"kind\":\"shipping\",\"title\":\"V\",\"quantity\":1000,\"price_e4\":"
                           "49000,\"tax_code\":\"standard\",\"tax_rate_bp\":1900}]}",
                           uids['c'],
                           uids['v']);
  make ('o', "order", "order.create", order);
  make ('a',
        "attention",
        "attention.open",
        "{\"kind\":\"check\",\"reason_code\":\"x\",\"message\":\"m\"}");
}

static void
open_company (void)
{
  g_autoptr (GError) error = NULL;

  database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);
  if (database != NULL && kontor_migration_run (database, &error))
    kontor_database_begin (database, &error);
  g_assert_no_error (error);
  make_company ();
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
}

/* The text with the uids in it. */
static char *
fill_in (const char *text)
{
  GString *filled = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '@' && (guchar) at[1] < G_N_ELEMENTS (uids) && uids[(guchar) at[1]] != NULL)
      g_string_append (filled, uids[(guchar) * ++at]);
    else
      g_string_append_c (filled, *at);
  return g_string_free (filled, FALSE);
}

static void
fail (const KontorCommand *command, const GError *error)
{
  g_autofree char *content = kontor_command_dup_content (command);

  fprintf (stderr, "%s\n%s\n", content, error->message);
  __builtin_trap ();
}

/* Everything that the command says it touched can be sent to the stations. */
static void
check_images (const KontorCommand *command, const KontorCommandOutcome *outcome)
{
  for (guint i = 0; i < outcome->touched->len; i++)
    {
      const KontorTouch *touch = &g_array_index (outcome->touched, KontorTouch, i);
      g_autoptr (GString) image = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      if (!kontor_aggregate_write (database, touch->kind, &touch->uid, 1, image, &error))
        fail (command, error);
    }
}

static void
run_line (const char *line)
{
  g_autofree char *text = fill_in (line);
  g_autoptr (KontorJson) json = kontor_json_parse (text, -1, NULL);
  const char       *name = kontor_json_string (kontor_json_at (json, 0));
  const KontorJson *params = kontor_json_at (json, 1);
  g_autoptr (KontorCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  KontorCommandOutcome outcome = { 0 };

  if (name == NULL || kontor_json_type (params) != KONTOR_JSON_OBJECT)
    return;
  command = new_command (name, kontor_json_ref ((KontorJson *) params));
  if (kontor_command_prepare (command, database, &error)
      && kontor_command_run (command, database, &outcome, &error))
    check_images (command, &outcome);
  else if (error == NULL || error->domain != KONTOR_COMMAND_ERROR)
    fail (command, error);
  kontor_command_outcome_clear (&outcome);
}

int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MOST_LINES + 1);

  if (database == NULL)
    open_company ();
  counter = 1000;
  kontor_database_begin (database, NULL);
  for (guint i = 0; lines[i] != NULL && i < MOST_LINES; i++)
    run_line (lines[i]);
  kontor_database_rollback (database);
  return 0;
}
