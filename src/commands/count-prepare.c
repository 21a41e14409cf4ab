/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-lot.h"
#include "kontor-number-series.h"
#include "kontor-number.h"
#include "kontor-record.h"

/* What the station that makes a count command decides once: numbers, what a code means, which of
 * two blind counts a scan belongs to, which scan was the last. Here, and only here, a scan that
 * comes too late is refused: the person can still do something about it. */

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM stock_count WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}

static void
replace_params (KontorCommand *command, KontorJson *params)
{
  kontor_json_unref (command->params); /* a copy takes their place */
  command->params = params;
}

static gboolean
take_number (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autofree char *number = NULL;

  if (kontor_json_get (command->params, "number") != NULL)
    return TRUE;
  number = kontor_number_take (database,
                               "count",
                               "count_number_pattern",
                               KONTOR_NUMBER_PATTERN_COUNT,
                               command->at,
                               station,
                               number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;
  replace_params (command,
                  kontor_json_with (command->params, "number", kontor_json_new_string (number)));
  return TRUE;
}

/**
 * kontor_count_prepare_plan:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: count.plan
 * @error: return location for an error
 *
 * Gives the count its number.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_count_prepare_plan (KontorDatabase *database,
                           guint           station,
                           KontorCommand  *command,
                           GError        **error)
{
  return take_number (database, station, command, error);
}

/**
 * kontor_count_prepare_reverse:
 *
 * Like kontor_count_prepare_plan(), for the counter-document.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_count_prepare_reverse (KontorDatabase *database,
                              guint           station,
                              KontorCommand  *command,
                              GError        **error)
{
  return take_number (database, station, command, error);
}

/* --- count.scan --- */

/* "12+12+3", with point or comma. */
static gboolean
compute_expression (KontorJson *params, GError **error)
{
  const char *expression = kontor_json_get_string (params, "expression", "");
  gint64      quantity = 0;

  if (*expression == '\0' || kontor_json_get (params, "quantity") != NULL)
    return TRUE;
  if (!kontor_expression_parse (
        expression, 3, strchr (expression, ',') != NULL ? "," : ".", &quantity, error))
    {
      g_autoptr (GError) why = g_steal_pointer (error);

      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "expression", "%s", why->message);
      return FALSE;
    }
  kontor_json_set_integer (params, "quantity", quantity);
  return TRUE;
}

/* A shelf's code is not goods. */
static gboolean
check_is_no_place (KontorDatabase *database, const char *code, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT name FROM location WHERE code = ?1 AND code <> '' AND archived_at IS NULL",
    error,
    KONTOR_VALUES (kontor_value_text (code)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_ROW)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "code",
                              _ ("“%s” is the code of the place “%s”"),
                              code,
                              kontor_statement_get_text (row, 0));
  return step == KONTOR_STEP_DONE;
}

static gboolean
resolve_code (KontorDatabase *database, KontorJson *params, gint64 at, GError **error)
{
  const char     *code = kontor_json_get_string (params, "code", "");
  KontorCountCode found;

  if (*code == '\0')
    return TRUE;
  if (!kontor_count_resolve_code (database, code, at, &found, error)
      || (!found.is_known && !check_is_no_place (database, code, error)))
    return FALSE;
  if (found.is_known && kontor_json_get (params, "variant") == NULL)
    kontor_json_set (params, "variant", kontor_json_new_uid (&found.variant));
  if (found.is_known && kontor_json_get (params, "quantity") == NULL)
    kontor_json_set_integer (params, "quantity", found.pack_quantity);
  if (found.lot[0] != '\0' && kontor_json_get (params, "lot") == NULL
      && kontor_json_get (params, "lot_code") == NULL)
    {
      kontor_json_set_string (params, "lot_code", found.lot);
      kontor_json_set_boolean (params, "is_serial", found.is_serial);
      if (found.best_before != 0)
        kontor_json_set_integer (params, "best_before", found.best_before);
    }
  return TRUE;
}

typedef struct
{
  KontorDatabase      *database;
  const KontorCommand *command;
  const KontorCount   *count;
  guint                station;
  KontorCountKey       key;
} Scanning;

static gboolean
ask_number (KontorDatabase    *database,
            const char        *sql,
            const KontorValue *values,
            gsize              n,
            gint64            *number,
            GError           **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, error, values, n);

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *number = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* The pass that a person was given for this place, or for all. */
static gboolean
assigned_pass (const Scanning *self, gint64 *pass, GError **error)
{
  return ask_number (
    self->database,
    "SELECT coalesce ((SELECT pass FROM count_assignment WHERE count_uid = ?1 AND person_uid = ?2"
    " AND (place_uid IS NULL OR place_uid = ?3) ORDER BY place_uid IS NULL, position LIMIT 1), 0)",
    KONTOR_VALUES (kontor_value_uid (&self->count->uid),
                   kontor_count_value_uid (&self->command->author),
                   kontor_count_value_uid (&self->key.place)),
    pass,
    error);
}

/* The one that this person counts already; the second, when somebody else counts the first. */
static gboolean
usual_pass (const Scanning *self, gint64 *pass, GError **error)
{
  gint64 others = 0;

  if (!ask_number (
        self->database,
        "SELECT coalesce ((SELECT pass FROM count_scan WHERE count_uid = ?1 AND pass <= 2"
        " AND author_uid IS NOT DISTINCT FROM ?2 AND station = ?3 ORDER BY recorded_at DESC, hlc"
        " DESC LIMIT 1), 0)",
        KONTOR_VALUES (kontor_value_uid (&self->count->uid),
                       kontor_count_value_uid (&self->command->author),
                       kontor_value_integer (self->station)),
        pass,
        error)
      || !ask_number (self->database,
                      "SELECT count (*) FROM (SELECT 1 FROM count_scan WHERE count_uid = ?1 LIMIT "
                      "1) AS first",
                      KONTOR_VALUES (kontor_value_uid (&self->count->uid)),
                      &others,
                      error))
    return FALSE;
  if (*pass == 0)
    *pass = others > 0 ? 2 : 1;
  return TRUE;
}

static gboolean
find_line (const Scanning *self, gboolean *asked_again, gint64 *pass, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  uid;
  KontorStep step = KONTOR_STEP_FAILED;

  kontor_count_line_uid (&self->count->uid, &self->key, &uid);
  row = kontor_database_query (self->database,
                               "SELECT state, pass FROM count_line WHERE uid = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_uid (&uid)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  *asked_again = step == KONTOR_STEP_ROW
                 && g_str_equal (kontor_statement_get_text (row, 0), "recount");
  if (*asked_again)
    *pass = kontor_statement_get_integer (row, 1);
  return step != KONTOR_STEP_FAILED;
}

static gboolean
refuse_state (const KontorCount *count, GError **error)
{
  const char *why = NULL;

  if (kontor_count_is (count, "planned"))
    why = _ ("it has not begun: start it first");
  else if (kontor_count_is (count, "review"))
    why = _ ("it is being reviewed: ask for this line to be counted again first");
  else if (kontor_count_is (count, "cancelled"))
    why = _ ("it was cancelled");
  else
    why = _ ("it is booked: plan a new count");
  return kontor_count_refuse (count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, "%s", why);
}

static gboolean
choose_pass (const Scanning *self, KontorJson *params, GError **error)
{
  gboolean asked_again = FALSE;
  gint64   pass = 0;

  if (!find_line (self, &asked_again, &pass, error))
    return FALSE;
  if (!asked_again && !kontor_count_is (self->count, "counting"))
    return refuse_state (self->count, error);
  if (kontor_json_get (params, "pass") != NULL)
    return TRUE;
  if (!asked_again && self->count->passes == 1)
    pass = 1;
  if (pass == 0 && !assigned_pass (self, &pass, error))
    return FALSE;
  if (pass == 0 && !usual_pass (self, &pass, error))
    return FALSE;
  kontor_json_set_integer (params, "pass", pass);
  return TRUE;
}

static gboolean
read_key (Scanning *self, const KontorJson *params, GError **error)
{
  return kontor_param_uid_or_nil (params, "variant", &self->key.variant, error)
         && kontor_param_uid_or_nil (params, "place", &self->key.place, error)
         && kontor_param_uid_or_nil (params, "lot", &self->key.lot, error);
}

static gboolean
check_names (const Scanning *self, GError **error)
{
  gboolean variant = TRUE;
  gboolean place = TRUE;

  if (!kontor_uid_is_nil (&self->key.variant)
      && !kontor_record_exists (self->database,
                                "SELECT 1 FROM product_variant WHERE uid = ?1",
                                KONTOR_VALUES (kontor_value_uid (&self->key.variant)),
                                &variant,
                                error))
    return FALSE;
  if (!kontor_uid_is_nil (&self->key.place)
      && !kontor_record_exists (self->database,
                                "SELECT 1 FROM location WHERE uid = ?1",
                                KONTOR_VALUES (kontor_value_uid (&self->key.place)),
                                &place,
                                error))
    return FALSE;
  if (!variant)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "variant", _ ("there is no such variant"));
  else if (!place)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "place", _ ("there is no such place"));
  return variant && place;
}

/* The lot decides which line it is, and with it whether that was asked for again. */
static void
fill_lot (Scanning *self, const KontorJson *params)
{
  const char *code = kontor_json_get_string (params, "lot_code", "");

  if (*code != '\0' && kontor_uid_is_nil (&self->key.lot))
    kontor_lot_derive_uid (&self->key.variant, code, &self->key.lot);
}

/**
 * kontor_count_prepare_scan:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: count.scan
 * @error: return location for an error
 *
 * Finds out what the code means, what the sum makes, and which count it belongs to.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_STATE_CHANGED when nobody counts,
 * %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_count_prepare_scan (KontorDatabase *database,
                           guint           station,
                           KontorCommand  *command,
                           GError        **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (database, command->params, error);
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  Scanning scanning = {
    .database = database, .command = command, .count = count, .station = station
  };

  if (count == NULL || !compute_expression (params, error)
      || !resolve_code (database, params, command->at, error)
      || !read_key (&scanning, params, error) || !check_names (&scanning, error))
    return FALSE;
  fill_lot (&scanning, params);
  if (!choose_pass (&scanning, params, error))
    return FALSE;
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/**
 * kontor_count_prepare_correct:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: count.correct
 * @error: return location for an error
 *
 * Without a scan, the last that this person made at this station is meant.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND when there is none, #KontorDatabaseError.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_count_prepare_correct (KontorDatabase *database,
                              guint           station,
                              KontorCommand  *command,
                              GError        **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (database, command->params, error);
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  uid;

  if (count == NULL)
    return FALSE;
  if (!kontor_count_is (count, "counting") && !kontor_count_is (count, "review"))
    return refuse_state (count, error);
  if (kontor_json_get (command->params, "scan") != NULL)
    return TRUE;

  row = kontor_database_query (
    database,
    "SELECT s.uid FROM count_scan AS s WHERE s.count_uid = ?1 AND s.station = ?2"
    " AND s.author_uid IS NOT DISTINCT FROM ?3 AND s.corrects_uid IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM count_scan AS c WHERE c.corrects_uid = s.uid)"
    " ORDER BY s.hlc DESC, s.id DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&count->uid),
                   kontor_value_integer (station),
                   kontor_count_value_uid (&command->author)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_DONE)
    return kontor_count_refuse (count,
                                KONTOR_COMMAND_ERROR_NOT_FOUND,
                                "scan",
                                error,
                                _ ("there is no scan of yours to take back"));
  if (step != KONTOR_STEP_ROW)
    return FALSE;
  kontor_statement_get_uid (row, 0, &uid);
  replace_params (command, kontor_json_with (command->params, "scan", kontor_json_new_uid (&uid)));
  return TRUE;
}
