/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

#define MOST_QUANTITY G_GINT64_CONSTANT (1000000000000) /* a thousand million, in thousandths */

static const char *const reasons[] = { "damaged",    "lost",      "found", "sample",
                                       "correction", "write_off", NULL };

static const KontorFormField adjust_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_QUANTITY,
    .most = MOST_QUANTITY },
  { "reason", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED, .choices = reasons },
  { "note", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "happened_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "source", KONTOR_FORM_TEXT, 0, .most = 50 },
  { "source_key", KONTOR_FORM_TEXT, 0, .most = 500 },
  { NULL },
};

static char *
dup_name (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_autoptr (KontorStatement) found = NULL;
  KontorStep  step = KONTOR_STEP_FAILED;
  const char *sku = NULL;

  found = kontor_database_query (database,
                                 "SELECT p.title, v.sku FROM product_variant v JOIN product p ON "
                                 "p.uid = v.product_uid WHERE v.uid = ?1",
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (variant)));
  if (found != NULL)
    step = kontor_statement_step (found, error);
  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "variant", _ ("there is no such variant"));
  if (step != KONTOR_STEP_ROW)
    return NULL;

  sku = kontor_statement_get_text (found, 1);
  if (*sku == '\0')
    return g_strdup (kontor_statement_get_text (found, 0));
  return g_strdup_printf ("%s, %s", kontor_statement_get_text (found, 0), sku);
}

/* An entry that never was: the opposite at the same moment, so that counts in between see neither
 * (sync-spec.md section 9, rule 5). */
static void
set_inverse (KontorCommandContext *context, const KontorJson *movement, const char *name)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "variant", kontor_json_share (kontor_json_get (movement, "variant")));
  kontor_json_set_integer (back, "quantity", -kontor_json_get_integer (movement, "quantity", 0));
  kontor_json_set_string (back, "reason", "correction");
  kontor_json_set (back, "note", kontor_json_share (kontor_json_get (movement, "note")));
  kontor_json_set (
    back, "happened_at", kontor_json_share (kontor_json_get (movement, "happened_at")));
  kontor_command_context_set_inverse (
    context, "stock.adjust", back, g_strdup_printf (_ ("Adjust Stock of “%s”"), name));
}

static void
fill_in (KontorCommandContext *context, KontorJson *movement)
{
  const KontorCommand *command = context->command;
  KontorUid            uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_set_uid (context, "movement", &uid);
  kontor_json_set (movement, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_string (movement, "kind", "ADJUSTMENT");
  kontor_json_set_string (movement, "hold", "");
  kontor_json_set_string (movement, "currency", "");
  kontor_json_set_integer (movement, "rank", 0);
  kontor_json_set_integer (movement, "recorded_at", command->at);
  kontor_json_set_integer (movement, "hlc", (gint64) command->hlc);
  kontor_json_set (movement, "author", kontor_json_new_uid (&command->author));
  kontor_json_set_integer (movement, "station", command->station);
  if (kontor_json_get (movement, "happened_at") == NULL)
    kontor_json_set_integer (movement, "happened_at", command->at);
}

/* {variant, quantity, reason, note?, happened_at?, source?, source_key?} */
static gboolean
stock_adjust (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid variant;
  g_autoptr (KontorJson) movement = kontor_form_read (
    adjust_fields, NULL, params, NULL, NULL, error);
  g_autofree char *name = NULL;

  if (movement == NULL || !kontor_param_uid (movement, "variant", &variant, error))
    return FALSE;
  if (kontor_json_get_integer (movement, "quantity", 0) == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "quantity", _ ("a stock movement of nothing is none"));
      return FALSE;
    }
  name = dup_name (context->database, &variant, error);
  if (name == NULL)
    return FALSE;

  fill_in (context, movement);
  set_inverse (context, movement, name);
  return kontor_record_store (context, KONTOR_KIND_STOCK_MOVEMENT, movement, error);
}

const KontorCommandType kontor_stock_commands[] = {
  {
    .name = "stock.adjust",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added to the ledger: movements commute",
    .roles = "staff counter admin",
    .help = "{variant, quantity, reason (damaged, lost, found, sample, correction, write_off), "
            "note?, happened_at?, "
            "source?, source_key?}",
    .run = stock_adjust,
  },
  { NULL },
};
