/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-stock-form.h"

/* Goods that are there and may not be sold, by reason. They lie where they lay: two movements of
 * the same key, one out of what is free and one into what is held, or the other way round. */

static const KontorFormField hold_fields[] = {
  KONTOR_STOCK_FORM_KEY,
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { "reason", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED, .choices = kontor_stock_holds },
  KONTOR_STOCK_FORM_WHEN,
  { NULL },
};

static gboolean
read_held (KontorDatabase       *database,
           const KontorMovement *movement,
           const char           *hold,
           gint64               *quantity,
           GError              **error)
{
  gboolean has_place = !kontor_uid_is_nil (&movement->place);
  gboolean has_lot = !kontor_uid_is_nil (&movement->lot);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (quantity), 0) AS BIGINT) FROM stock_movement"
    " WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"
    " AND lot_uid IS NOT DISTINCT FROM ?3 AND hold = ?4",
    error,
    KONTOR_VALUES (kontor_value_uid (&movement->variant),
                   kontor_value_uid (has_place ? &movement->place : NULL),
                   kontor_value_uid (has_lot ? &movement->lot : NULL),
                   kontor_value_text (hold)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *quantity = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static gboolean
check_there (KontorDatabase       *database,
             const KontorMovement *movement,
             const char           *hold,
             gint64                quantity,
             GError              **error)
{
  gint64           there = 0;
  g_autofree char *text = NULL;

  if (!read_held (database, movement, hold, &there, error))
    return FALSE;
  if (there >= quantity)
    return TRUE;

  text = kontor_decimal_format (MAX (there, 0), 3, 0, &kontor_number_style_plain);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "quantity",
                            *hold == '\0' ? _ ("only %s are there and free")
                                          : _ ("only %s are held for this reason"),
                            text);
  return FALSE;
}

static gboolean
append_pair (KontorCommandContext *context,
             KontorMovement       *movement,
             const char           *from,
             const char           *to,
             gint64                quantity,
             GError              **error)
{
  movement->hold = from;
  movement->quantity = -quantity;
  if (!kontor_ledger_append (context, movement, NULL, error))
    return FALSE;
  movement->hold = to;
  movement->quantity = quantity;
  return kontor_ledger_append (context, movement, NULL, error);
}

static gboolean
change_hold (KontorCommandContext *context, const KontorJson *params, gboolean hold, GError **error)
{
  g_autoptr (KontorJson) form = kontor_form_read (hold_fields, NULL, params, NULL, NULL, error);
  KontorMovement   movement = { .kind = "ADJUSTMENT",
                                .reason = hold ? KONTOR_LEDGER_HOLD : KONTOR_LEDGER_RELEASE };
  const char      *reason = NULL;
  const char      *from = NULL;
  const char      *to = NULL;
  g_autofree char *name = NULL;
  gint64           quantity = 0;

  if (form == NULL || !kontor_stock_form_to_movement (context, form, &movement, error))
    return FALSE;

  quantity = kontor_json_get_integer (form, "quantity", 0);
  reason = kontor_json_get_string (form, "reason", "");
  from = hold ? "" : reason;
  to = hold ? reason : "";
  name = kontor_stock_dup_name (context->database, &movement.variant, error);
  if (name == NULL || !check_there (context->database, &movement, from, quantity, error)
      || !append_pair (context, &movement, from, to, quantity, error))
    return FALSE;

  kontor_command_context_set_inverse (
    context,
    hold ? "stock.release" : "stock.hold",
    kontor_form_pick (hold_fields, form),
    g_strdup_printf (hold ? _ ("Put Aside “%s”") : _ ("Release “%s”"), name));
  return TRUE;
}

/* {variant, quantity, reason, place?, lot?, note?, happened_at?, booked_on?} */
static gboolean
stock_hold (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return change_hold (context, params, TRUE, error);
}

/* {variant, quantity, reason, place?, lot?, note?, happened_at?, booked_on?} */
static gboolean
stock_release (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return change_hold (context, params, FALSE, error);
}

#define PARAMS                                                                                     \
  "{variant, quantity, reason (damaged, expired, quarantine, inspection, customer, other), "       \
  "place?, lot?, note?, happened_at?, booked_on?}"

const KontorCommandType kontor_stock_hold_commands[] = {
  {
    .name = "stock.hold",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when not so many are there and free any more",
    .roles = "staff counter admin",
    .help = PARAMS,
    .run = stock_hold,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "stock.release",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when not so many are held any more",
    .roles = "staff counter admin",
    .help = PARAMS,
    .run = stock_release,
    .prepare = kontor_stock_prepare,
  },
  { NULL },
};
