/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-ledger-private.h"

#include <glib/gi18n-lib.h>

static void
read_movement (KontorStatement *row, KontorMovement *movement)
{
  kontor_statement_get_uid (row, 0, &movement->variant);
  kontor_statement_get_uid (row, 1, &movement->place);
  kontor_statement_get_uid (row, 2, &movement->lot);
  movement->hold = kontor_statement_get_text (row, 3);
  movement->kind = kontor_statement_get_text (row, 4);
  movement->quantity = kontor_statement_get_integer (row, 5);
  movement->happened_at = kontor_statement_get_integer (row, 6);
  movement->hlc = (guint64) kontor_statement_get_integer (row, 7);
  movement->rank = (KontorLedgerRank) kontor_statement_get_integer (row, 8);
  kontor_statement_get_uid (row, 9, &movement->order);
  movement->order_line = (int) kontor_statement_get_integer (row, 10);
  kontor_statement_get_uid (row, 11, &movement->document);
  kontor_statement_get_uid (row, 12, &movement->about);
  movement->cost_e4 = kontor_statement_get_integer (row, 13);
  movement->currency = kontor_statement_get_text (row, 14);
  movement->reason = kontor_statement_get_text (row, 15);
}

static gboolean
check_reversible (const KontorMovement *movement, GError **error)
{
  if (movement->rank == KONTOR_LEDGER_RANK_MOVEMENT && kontor_uid_is_nil (&movement->about)
      && !g_str_equal (movement->kind, "COUNT"))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "movement",
                            _ ("this row follows from another one: take back that one, or undo the "
                               "count"));
  return FALSE;
}

/* Sum of what was written about it: its opposite when it is taken back, 0 when it stands. */
static gboolean
sum_about (KontorDatabase *database, const KontorUid *movement, gint64 *sum, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (quantity), 0) AS BIGINT) FROM stock_movement"
    " WHERE about_uid = ?1 AND rank = 0",
    error,
    KONTOR_VALUES (kontor_value_uid (movement)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *sum = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static gboolean
append_until (KontorCommandContext *context,
              const KontorUid      *movement,
              gboolean              stands,
              const char           *reason,
              const char           *note,
              KontorMovement       *row,
              GError              **error)
{
  gint64 sum = 0;

  if (!check_reversible (row, error) || !sum_about (context->database, movement, &sum, error))
    return FALSE;

  row->quantity = (stands ? 0 : -row->quantity) - sum;
  row->about = *movement;
  row->note = note;
  if (!kontor_ledger_stays_in_its_key (row))
    row->reason = reason;
  if (row->quantity != 0)
    return kontor_ledger_append (context, row, NULL, error);

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "movement",
                            stands ? _ ("the movement stands")
                                   : _ ("the movement was taken back already"));
  return FALSE;
}

/**
 * kontor_ledger_reverse:
 * @context: the running command
 * @movement: uid of a movement
 * @stands: FALSE to say that it never was, TRUE to take that back
 * @reason: of the row that says so, or ""
 * @note: what a person wrote, or ""
 * @error: return location for an error
 *
 * An entry that never was: its opposite at the very same place in the order of movements, naming
 * it, so that counts behind it absorb both (sync-spec.md section 9.1, rule 5). Goods that came back
 * are another movement, now.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, %KONTOR_COMMAND_ERROR_INVALID for rows of counts and for
 * reversals, %KONTOR_COMMAND_ERROR_ALREADY, #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_ledger_reverse (KontorCommandContext *context,
                       const KontorUid      *movement,
                       gboolean              stands,
                       const char           *reason,
                       const char           *note,
                       GError              **error)
{
  KontorMovement row = { 0 };
  g_autoptr (KontorStatement) found = kontor_database_query (
    context->database,
    "SELECT variant_uid, place_uid, lot_uid, hold, kind, quantity, happened_at, hlc, rank,"
    " order_uid, order_line, document_uid, about_uid, cost_e4, currency, reason"
    " FROM stock_movement WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (movement)));
  KontorStep step = found != NULL ? kontor_statement_step (found, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "movement", _ ("there is no such stock movement"));
  if (step != KONTOR_STEP_ROW)
    return FALSE;

  read_movement (found, &row);
  return append_until (context, movement, stands, reason, note, &row, error);
}
