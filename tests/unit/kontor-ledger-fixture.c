/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-ledger-fixture.h"

/* A command that only the tests have, so that the uid of its first row can be chosen. In the
 * caller's transaction, or in one of its own. */
static gboolean
begin (LedgerKey *key, const KontorUid *uid, KontorCommand *command, KontorCommandOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  command->uid = *uid;
  command->name = (char *) "test";
  command->at = key->now;
  command->hlc = key->hlc;
  command->station = key->station;
  outcome->result = kontor_json_new_object ();
  outcome->touched = g_array_new (FALSE, TRUE, sizeof (KontorTouch));
  if (kontor_database_in_transaction (key->database))
    return FALSE;
  kontor_database_begin (key->database, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
end (LedgerKey *key, KontorCommandOutcome *outcome, gboolean own)
{
  g_autoptr (GError) error = NULL;

  if (own)
    kontor_database_commit (key->database, &error);
  g_assert_no_error (error);
  kontor_command_outcome_clear (outcome);
}

/* The uid is the command's; the row's is the first that is derived from it. */
void
ledger_move (
  LedgerKey *key, const KontorUid *uid, const char *kind, gint64 quantity, gint64 happened_at)
{
  g_autoptr (GError) error = NULL;
  KontorCommand        command = { 0 };
  KontorCommandOutcome outcome = { 0 };
  KontorCommandContext context = { key->database, &command, &outcome, 0 };
  KontorMovement       movement = { .variant = key->variant,
                                    .place = key->place,
                                    .lot = key->lot,
                                    .kind = kind,
                                    .quantity = quantity,
                                    .happened_at = happened_at };
  gboolean             own = FALSE;

  own = begin (key, uid, &command, &outcome);
  kontor_ledger_append (&context, &movement, NULL, &error);
  g_assert_no_error (error);
  end (key, &outcome, own);
}

void
ledger_take_back (LedgerKey *key, const KontorUid *uid, const KontorUid *about)
{
  g_autoptr (GError) error = NULL;
  KontorCommand        command = { 0 };
  KontorCommandOutcome outcome = { 0 };
  KontorCommandContext context = { key->database, &command, &outcome, 0 };
  KontorUid            row;
  gboolean             own = FALSE;

  kontor_uid_derive (&row, about, 1);
  own = begin (key, uid, &command, &outcome);
  kontor_ledger_reverse (&context, &row, FALSE, "never_was", "", &error);
  g_assert_no_error (error);
  end (key, &outcome, own);
}

/* Posts a line as approving a count does: a(c) = q - what lay there before it. */
void
ledger_count (LedgerKey *key, const KontorUid *line, gint64 counted, gint64 at, guint64 hlc)
{
  g_autoptr (GError) error = NULL;
  KontorCommand        command = { 0 };
  KontorCommandOutcome outcome = { 0 };
  KontorCommandContext context = { key->database, &command, &outcome, 0 };
  KontorLedgerMoment   moment = { at, hlc, *line };
  KontorMovement       movement = { .variant = key->variant,
                                    .place = key->place,
                                    .lot = key->lot,
                                    .kind = "COUNT",
                                    .happened_at = at,
                                    .hlc = hlc,
                                    .rank = KONTOR_LEDGER_RANK_COUNT,
                                    .count_line = *line };
  gint64               book = 0;
  gboolean             own = FALSE;

  own = begin (key, line, &command, &outcome);
  kontor_ledger_on_hand (
    key->database, &key->variant, &key->place, &key->lot, &moment, &book, &error);
  g_assert_no_error (error);
  movement.quantity = counted - book;
  kontor_database_run (
    key->database,
    "INSERT INTO count_line (uid, count_uid, variant_uid, place_uid, lot_uid, state, counted,"
    " counted_at, hlc, book, adjustment, shown)"
    " VALUES (?1, ?1, ?2, ?3, ?4, 'booked', ?5, ?6, ?7, ?8, ?9, ?9)",
    &error,
    KONTOR_VALUES (kontor_value_uid (line),
                   kontor_value_uid (&key->variant),
                   kontor_value_uid (kontor_uid_is_nil (&key->place) ? NULL : &key->place),
                   kontor_value_uid (kontor_uid_is_nil (&key->lot) ? NULL : &key->lot),
                   kontor_value_integer (counted),
                   kontor_value_integer (at),
                   kontor_value_integer ((gint64) hlc),
                   kontor_value_integer (book),
                   kontor_value_integer (movement.quantity)));
  g_assert_no_error (error);
  kontor_ledger_append (&context, &movement, NULL, &error);
  g_assert_no_error (error);
  end (key, &outcome, own);
}

gint64
ledger_on_hand (LedgerKey *key)
{
  g_autoptr (GError) error = NULL;
  gint64 quantity = 0;

  kontor_ledger_on_hand (
    key->database, &key->variant, &key->place, &key->lot, NULL, &quantity, &error);
  g_assert_no_error (error);
  return quantity;
}

gint64
ledger_number (KontorDatabase *database, const char *sql, const KontorUid *uid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, sql, &error, KONTOR_VALUES (kontor_value_uid (uid)));

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (row, &error));
  return kontor_statement_get_integer (row, 0);
}

gint64
ledger_shown (LedgerKey *key, const KontorUid *line)
{
  return ledger_number (key->database, "SELECT shown FROM count_line WHERE uid = ?1", line);
}

/* Invariant I9: everything up to and including a posted line's balance rows sums to what was
 * counted, and what is shown is the sum of its rows. */
void
ledger_check_lines (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT c.counted, c.shown,"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.variant_uid = c.variant_uid AND m.place_uid IS NOT DISTINCT FROM c.place_uid"
    "  AND m.lot_uid IS NOT DISTINCT FROM c.lot_uid AND (m.happened_at < c.counted_at"
    "   OR (m.happened_at = c.counted_at AND (m.hlc < c.hlc OR (m.hlc = c.hlc"
    "    AND (m.count_line_uid IS NULL OR m.count_line_uid <= c.uid)))))),"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.count_line_uid = c.uid)"
    " FROM count_line AS c WHERE c.state IN ('booked', 'reopened')",
    &error,
    KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (row, &error))
    {
      g_assert_cmpint (
        kontor_statement_get_integer (row, 2), ==, kontor_statement_get_integer (row, 0));
      g_assert_cmpint (
        kontor_statement_get_integer (row, 3), ==, kontor_statement_get_integer (row, 1));
    }
  g_assert_no_error (error);
}
