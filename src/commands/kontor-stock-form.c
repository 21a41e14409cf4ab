/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-stock-form.h"

#include <glib/gi18n-lib.h>

const char *const kontor_stock_holds[] = { "",           "damaged",  "expired", "quarantine",
                                           "inspection", "customer", "other",   NULL };

/* --- names that people type --- */

typedef struct
{
  const char *key;
  const char *sql;
  const char *sentence; /* N_(), with %s */
} KontorStockName;

/* An archived thing is only found when no other has the name. */
static const KontorStockName names[] = {
  { "variant",
    "SELECT uid FROM product_variant WHERE sku = ?1 ORDER BY archived_at IS NOT NULL, uid LIMIT 1",
    N_ ("there is no variant with the SKU “%s”") },
  { "place",
    "SELECT uid FROM location WHERE code = ?1 OR name = ?1"
    " ORDER BY archived_at IS NOT NULL, code <> ?1, uid LIMIT 1",
    N_ ("there is no place with the code or name “%s”") },
  { "lot",
    "SELECT uid FROM lot WHERE code = ?1 ORDER BY uid LIMIT 1",
    N_ ("there is no lot with the code “%s”") },
};

static gboolean
refuse_name (const KontorStockName *name, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (_ (name->sentence), "%s", 2);
  g_autofree char *message = g_strjoinv (text, parts);

  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_NOT_FOUND, name->key, "%s", message);
  return FALSE;
}

static gboolean
resolve (KontorDatabase *database, const KontorStockName *name, KontorJson *object, GError **error)
{
  const char *text = kontor_json_get_string (object, name->key, NULL);
  g_autoptr (KontorStatement) found = NULL;
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  uid;

  if (text == NULL || kontor_uid_parse (&uid, text))
    return TRUE;

  found = kontor_database_query (
    database, name->sql, error, KONTOR_VALUES (kontor_value_text (text)));
  if (found != NULL)
    step = kontor_statement_step (found, error);
  if (step == KONTOR_STEP_DONE)
    return refuse_name (name, text, error);
  if (step != KONTOR_STEP_ROW)
    return FALSE;

  kontor_statement_get_uid (found, 0, &uid);
  kontor_json_set (object, name->key, kontor_json_new_uid (&uid));
  return TRUE;
}

static KontorJson *
resolve_all (KontorDatabase *database, const KontorJson *object, GError **error)
{
  g_autoptr (KontorJson) copy = kontor_json_copy_object (object);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!resolve (database, &names[i], copy, error))
      return NULL;
  return g_steal_pointer (&copy);
}

static KontorJson *
resolve_list (KontorDatabase *database, const KontorJson *list, GError **error)
{
  g_autoptr (KontorJson) copies = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const KontorJson *entry = kontor_json_at (list, i);
      KontorJson       *copy = kontor_json_type (entry) == KONTOR_JSON_OBJECT
                                 ? resolve_all (database, entry, error)
                                 : kontor_json_share (entry);

      if (copy == NULL)
        return NULL;
      kontor_json_append (copies, copy);
    }
  return g_steal_pointer (&copies);
}

/* "from" and "to" are places. */
static gboolean
resolve_ends (KontorDatabase *database, KontorJson *params, GError **error)
{
  KontorStockName end = names[1];

  end.key = "from";
  if (!resolve (database, &end, params, error))
    return FALSE;
  end.key = "to";
  return resolve (database, &end, params, error);
}

/**
 * kontor_stock_prepare:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: a command about the stock
 * @error: return location for an error
 *
 * Puts uids in the place of SKUs and codes, also in its "lines" and "into".
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: whether all could be resolved
 */
gboolean
kontor_stock_prepare (KontorDatabase *database,
                      guint           station,
                      KontorCommand  *command,
                      GError        **error)
{
  static const char *const lists[] = { "lines", "into" };
  g_autoptr (KontorJson) params = resolve_all (database, command->params, error);

  if (params == NULL || !resolve_ends (database, params, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const KontorJson *list = kontor_json_get_array (params, lists[i]);
      KontorJson       *resolved = list != NULL ? resolve_list (database, list, error) : NULL;

      if (list != NULL && resolved == NULL)
        return FALSE;
      if (resolved != NULL)
        kontor_json_set (params, lists[i], resolved);
    }

  kontor_json_unref (command->params); /* replaced by the copy with uids */
  command->params = g_steal_pointer (&params);
  return TRUE;
}

/* --- what a movement is about --- */

static gboolean
check_place (KontorDatabase *database, const KontorUid *place, GError **error)
{
  gboolean exists = TRUE;

  if (!kontor_uid_is_nil (place)
      && !kontor_record_exists (database,
                                "SELECT 1 FROM location WHERE uid = ?1",
                                KONTOR_VALUES (kontor_value_uid (place)),
                                &exists,
                                error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "place", _ ("there is no such place"));
  return exists;
}

static gboolean
check_lot (KontorDatabase *database, const KontorMovement *movement, GError **error)
{
  gboolean exists = TRUE;

  if (!kontor_uid_is_nil (&movement->lot)
      && !kontor_record_exists (
        database,
        "SELECT 1 FROM lot WHERE uid = ?1 AND variant_uid = ?2",
        KONTOR_VALUES (kontor_value_uid (&movement->lot), kontor_value_uid (&movement->variant)),
        &exists,
        error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "lot", _ ("there is no such lot of this variant"));
  return exists;
}

/**
 * kontor_stock_check_key:
 * @database: a connection
 * @movement: what is about to be written
 * @error: return location for an error
 *
 * Bundles are not kept: their parts are.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether variant, place and lot are there and go together
 */
gboolean
kontor_stock_check_key (KontorDatabase *database, const KontorMovement *movement, GError **error)
{
  gboolean is_bundle = FALSE;

  if (!check_place (database, &movement->place, error) || !check_lot (database, movement, error)
      || !kontor_record_exists (database,
                                "SELECT 1 FROM variant_part WHERE variant_uid = ?1",
                                KONTOR_VALUES (kontor_value_uid (&movement->variant)),
                                &is_bundle,
                                error))
    return FALSE;
  if (is_bundle)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "variant",
                              _ ("nothing is kept of a bundle: name its parts"));
  return !is_bundle;
}

/**
 * kontor_stock_read_times:
 * @context: the running command
 * @form: with "happened_at" and "booked_on"
 * @movement: gets both
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_CLOSED_PERIOD, #KontorDatabaseError.
 *
 * Returns: whether something may be written then
 */
gboolean
kontor_stock_read_times (KontorCommandContext *context,
                         const KontorJson     *form,
                         KontorMovement       *movement,
                         GError              **error)
{
  movement->happened_at = kontor_json_get_integer (form, "happened_at", context->command->at);
  movement->booked_on = kontor_json_get_integer (form, "booked_on", 0);
  return kontor_ledger_check_period (
    context->database, movement->happened_at, movement->booked_on, error);
}

/**
 * kontor_stock_form_to_movement:
 * @context: the running command
 * @form: read from %KONTOR_STOCK_FORM_KEY, %KONTOR_STOCK_FORM_WHEN and perhaps
 *   %KONTOR_STOCK_FORM_SOURCE
 * @movement: gets what they say; texts stay the form's
 * @error: return location for an error
 *
 * Errors: those of kontor_stock_check_key() and kontor_stock_read_times().
 *
 * Returns: whether it may be written
 */
gboolean
kontor_stock_form_to_movement (KontorCommandContext *context,
                               const KontorJson     *form,
                               KontorMovement       *movement,
                               GError              **error)
{
  if (!kontor_param_uid (form, "variant", &movement->variant, error)
      || !kontor_param_uid_or_nil (form, "place", &movement->place, error)
      || !kontor_param_uid_or_nil (form, "lot", &movement->lot, error))
    return FALSE;

  movement->note = kontor_json_get_string (form, "note", "");
  movement->source = kontor_json_get_string (form, "source", "");
  movement->source_key = kontor_json_get_string (form, "source_key", "");
  return kontor_stock_check_key (context->database, movement, error)
         && kontor_stock_read_times (context, form, movement, error);
}
