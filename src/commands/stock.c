/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-stock-form.h"

/* Corrections, goods that come in, and entries that never were. */

static const char *const reasons[] = { "damaged",   "lost",    "found",   "sample", "correction",
                                       "write_off", "expired", "own_use", NULL };

static const KontorFormField adjust_fields[] = {
  KONTOR_STOCK_FORM_KEY,
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -KONTOR_STOCK_MOST_QUANTITY,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { "reason", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED, .choices = reasons },
  { "hold", KONTOR_FORM_CHOICE, 0, .choices = kontor_stock_holds },
  KONTOR_STOCK_FORM_WHEN,
  KONTOR_STOCK_FORM_SOURCE,
  { NULL },
};

static gboolean
check_not_nothing (const KontorJson *form, GError **error)
{
  if (kontor_json_get_integer (form, "quantity", 0) != 0)
    return TRUE;

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "quantity", _ ("a stock movement of nothing is none"));
  return FALSE;
}

static void
undo_by_void (KontorCommandContext *context, const KontorUid *uid, gint64 booked_on, char *label)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_command_context_set_uid (context, "movement", uid);
  kontor_json_set (back, "movement", kontor_json_new_uid (uid));
  if (booked_on != 0)
    kontor_json_set_integer (back, "booked_on", booked_on);
  kontor_command_context_set_inverse (context, "stock.void", back, label);
}

/**
 * kontor_stock_run_adjust:
 * @context: the running command
 * @form: what stock.adjust was asked for, read and checked
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_CLOSED_PERIOD, %KONTOR_COMMAND_ERROR_NOT_FOUND,
 * #KontorDatabaseError.
 *
 * Returns: whether the correction was written
 */
gboolean
kontor_stock_run_adjust (KontorCommandContext *context, const KontorJson *form, GError **error)
{
  KontorMovement   movement = { .kind = "ADJUSTMENT" };
  g_autofree char *name = NULL;
  KontorUid        uid;

  if (!kontor_stock_form_to_movement (context, form, &movement, error))
    return FALSE;
  movement.quantity = kontor_json_get_integer (form, "quantity", 0);
  movement.hold = kontor_json_get_string (form, "hold", "");
  movement.reason = kontor_json_get_string (form, "reason", "");
  name = kontor_stock_dup_name (context->database, &movement.variant, error);
  if (name == NULL || !kontor_ledger_append (context, &movement, &uid, error))
    return FALSE;

  undo_by_void (
    context, &uid, movement.booked_on, g_strdup_printf (_ ("Adjust Stock of “%s”"), name));
  return TRUE;
}

/* {variant, quantity, reason, place?, lot?, hold?, note?, happened_at?, booked_on?, source?,
 * source_key?} */
static gboolean
stock_adjust (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) form = kontor_form_read (adjust_fields, NULL, params, NULL, NULL, error);
  gboolean needs_second = FALSE;

  if (form == NULL || !check_not_nothing (form, error)
      || !kontor_stock_needs_second (context->database, form, &needs_second, error))
    return FALSE;
  return needs_second ? kontor_stock_open_request (context, form, error)
                      : kontor_stock_run_adjust (context, form, error);
}

/* --- goods that come in --- */

static const KontorFormField receive_fields[] = {
  KONTOR_STOCK_FORM_KEY,
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { "cost_e4", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = 100000000000000 },
  { "currency", KONTOR_FORM_TEXT, 0, .most = 3, .check = kontor_form_check_currency },
  { "reason", KONTOR_FORM_TEXT, 0, .most = 100 },
  KONTOR_STOCK_FORM_WHEN,
  KONTOR_STOCK_FORM_SOURCE,
  { NULL },
};

/* A cost without a currency is in the company's. */
static gboolean
set_cost (KontorCommandContext *context,
          const KontorJson     *form,
          KontorMovement       *movement,
          char                **currency,
          GError              **error)
{
  if (kontor_json_get (form, "cost_e4") == NULL)
    return TRUE;

  *currency = g_strdup (kontor_json_get_string (form, "currency", ""));
  if (**currency == '\0')
    {
      g_clear_pointer (currency, g_free);
      *currency = kontor_setting_read (context->database, "currency", "EUR", error);
    }
  movement->cost_e4 = kontor_json_get_integer (form, "cost_e4", 0);
  movement->currency = *currency;
  return *currency != NULL;
}

/* {variant, quantity, cost_e4?, currency?, place?, lot?, reason?, note?, happened_at?, booked_on?,
 * source?, source_key?}: goods from a supplier, without a purchase order */
static gboolean
stock_receive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) form = kontor_form_read (receive_fields, NULL, params, NULL, NULL, error);
  KontorMovement   movement = { .kind = "RESTOCK" };
  g_autofree char *currency = NULL;
  g_autofree char *name = NULL;
  KontorUid        uid;

  if (form == NULL || !kontor_stock_form_to_movement (context, form, &movement, error)
      || !set_cost (context, form, &movement, &currency, error))
    return FALSE;
  movement.quantity = kontor_json_get_integer (form, "quantity", 0);
  movement.reason = kontor_json_get_string (form, "reason", "");
  name = kontor_stock_dup_name (context->database, &movement.variant, error);
  if (name == NULL || !kontor_ledger_append (context, &movement, &uid, error))
    return FALSE;

  undo_by_void (context, &uid, movement.booked_on, g_strdup_printf (_ ("Receive “%s”"), name));
  return TRUE;
}

/* --- entries that never were --- */

/* Movements of an order or document are taken back by what it offers itself. */
static gboolean
check_own (KontorDatabase *database, const KontorUid *uid, gint64 booked_on, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT happened_at, order_uid, document_uid, kind, reason FROM stock_movement WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE; /* the ledger says that there is none */
  if (!kontor_statement_is_null (row, 1))
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "movement",
                              _ ("it belongs to an order: withdraw the delivery, or record a "
                                 "return"));
  else if (!kontor_statement_is_null (row, 2))
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "movement",
                              _ ("it belongs to a document: take back that one"));
  else if (g_str_equal (kontor_statement_get_text (row, 4), KONTOR_LEDGER_HOLD)
           || g_str_equal (kontor_statement_get_text (row, 4), KONTOR_LEDGER_RELEASE))
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "movement",
                              _ ("these goods were put aside or freed: do the opposite now"));
  else
    return kontor_ledger_check_period (
      database, kontor_statement_get_integer (row, 0), booked_on, error);
  return FALSE;
}

static gboolean
set_standing (KontorCommandContext *context,
              const KontorJson     *params,
              gboolean              stands,
              GError              **error)
{
  KontorUid   uid;
  const char *note = NULL;
  gint64      booked_on = 0;
  KontorJson *back = NULL;

  if (!kontor_param_uid (params, "movement", &uid, error)
      || !kontor_param_string_or (params, "note", 2000, "", &note, error)
      || !kontor_param_integer_or (
        params, "booked_on", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, 0, &booked_on, error)
      || !check_own (context->database, &uid, booked_on, error)
      || !kontor_ledger_reverse (context, &uid, stands, stands ? "" : "never_was", note, error))
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "movement", kontor_json_new_uid (&uid));
  if (booked_on != 0)
    kontor_json_set_integer (back, "booked_on", booked_on);
  kontor_command_context_set_uid (context, "movement", &uid);
  kontor_command_context_set_inverse (
    context,
    stands ? "stock.void" : "stock.unvoid",
    back,
    g_strdup (stands ? _ ("Keep Stock Movement") : _ ("Take Back Stock Movement")));
  return TRUE;
}

/* {movement, note?, booked_on?} */
static gboolean
stock_void (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_standing (context, params, FALSE, error);
}

/* {movement, note?, booked_on?} */
static gboolean
stock_unvoid (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_standing (context, params, TRUE, error);
}

const KontorCommandType kontor_stock_commands[] = {
  {
    .name = "stock.adjust",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added to the ledger: movements commute",
    .roles = "staff counter admin",
    .help = "{variant, quantity, reason (damaged, lost, found, sample, correction, write_off, "
            "expired, own_use), place?, lot?, hold?, note?, happened_at?, booked_on?, source?, "
            "source_key?}: waits for a second person above stock_second_person_minor",
    .run = stock_adjust,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "stock.receive",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added to the ledger: movements commute",
    .roles = "staff counter admin",
    .help = "{variant, quantity, cost_e4?, currency?, place?, lot?, reason?, note?, happened_at?, "
            "booked_on?, source?, source_key?}",
    .run = stock_receive,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "stock.void",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "taken back already: settled without noise",
    .roles = "staff counter admin",
    .help = "{movement, note?, booked_on?}: it never was; counts behind it stay right",
    .run = stock_void,
  },
  {
    .name = "stock.unvoid",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "stands already: settled without noise",
    .roles = "staff counter admin",
    .help = "{movement, note?, booked_on?}: it was, after all",
    .run = stock_unvoid,
  },
  { NULL },
};
