/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-late.h"
#include "kontor-ledger-private.h"

#include "kontor-stock.h"

static KontorValue
value_uid (const KontorUid *uid)
{
  return kontor_value_uid (uid == NULL || kontor_uid_is_nil (uid) ? NULL : uid);
}

static KontorValue
value_text (const char *text)
{
  return kontor_value_text (text != NULL ? text : "");
}

static gboolean
has_cost (const KontorMovement *movement)
{
  return movement->currency != NULL && *movement->currency != '\0';
}

static gboolean
insert (KontorCommandContext *context,
        const KontorMovement *movement,
        const KontorUid      *uid,
        GError              **error)
{
  const KontorCommand *command = context->command;

  kontor_command_context_touch (context, KONTOR_KIND_STOCK_MOVEMENT, uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO stock_movement (uid, variant_uid, kind, quantity, happened_at, recorded_at, hlc,"
    " order_uid, reason, note, author_uid, station, source, source_key, place_uid, lot_uid, hold,"
    " rank, order_line, document_uid, count_line_uid, about_uid, booked_on, cost_e4, currency)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
    " ?20, ?21, ?22, ?23, ?24, ?25)",
    error,
    KONTOR_VALUES (
      kontor_value_uid (uid),
      kontor_value_uid (&movement->variant),
      kontor_value_text (movement->kind),
      kontor_value_integer (movement->quantity),
      kontor_value_integer (movement->happened_at),
      kontor_value_integer (command->at),
      kontor_value_integer ((gint64) movement->hlc),
      value_uid (&movement->order),
      value_text (movement->reason),
      value_text (movement->note),
      value_uid (&command->author),
      kontor_value_integer (command->station),
      value_text (movement->source),
      value_text (movement->source_key),
      value_uid (&movement->place),
      value_uid (&movement->lot),
      value_text (movement->hold),
      kontor_value_integer (movement->rank),
      movement->order_line != 0 ? kontor_value_integer (movement->order_line)
                                : kontor_value_null (),
      value_uid (&movement->document),
      value_uid (&movement->count_line),
      value_uid (&movement->about),
      movement->booked_on != 0 ? kontor_value_integer (movement->booked_on) : kontor_value_null (),
      has_cost (movement) ? kontor_value_integer (movement->cost_e4) : kontor_value_null (),
      value_text (movement->currency)));
}

/* --- counts --- */

/* A posted line that has seen a movement which was not known. */
typedef struct
{
  KontorUid          count;
  KontorLedgerMoment moment;
} KontorSeenBy;

/* What a line wrote stands at the line's place, so the first behind it is another one. */
static gboolean
find_line_behind (KontorDatabase       *database,
                  const KontorMovement *movement,
                  KontorSeenBy         *line,
                  gboolean             *found,
                  GError              **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid, count_uid, counted_at, hlc FROM count_line"
    " WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"
    " AND lot_uid IS NOT DISTINCT FROM ?3 AND state IN ('booked', 'reopened')"
    " AND counted_at >= ?4"
    " AND (counted_at > ?4 OR hlc > ?5 OR (hlc = ?5 AND (?6 = 0 OR uid > ?7)))"
    " ORDER BY counted_at, hlc, uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&movement->variant),
                   value_uid (&movement->place),
                   value_uid (&movement->lot),
                   kontor_value_integer (movement->happened_at),
                   kontor_value_integer ((gint64) movement->hlc),
                   kontor_value_integer (movement->rank),
                   value_uid (&movement->count_line)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *found = step == KONTOR_STEP_ROW;
  if (*found)
    {
      kontor_statement_get_uid (row, 0, &line->moment.line);
      kontor_statement_get_uid (row, 1, &line->count);
      line->moment.at = kontor_statement_get_integer (row, 2);
      line->moment.hlc = (guint64) kontor_statement_get_integer (row, 3);
    }
  return step != KONTOR_STEP_FAILED;
}

/* Both uids, so that it is the same row on whichever station the two meet. */
static void
derive_balance_uid (KontorUid *uid, const KontorUid *movement, const KontorUid *line)
{
  char             first[KONTOR_UID_TEXT_SIZE];
  char             second[KONTOR_UID_TEXT_SIZE];
  g_autofree char *name = g_strconcat (
    kontor_uid_format (movement, first), "/", kontor_uid_format (line, second), NULL);

  kontor_uid_from_name (uid, "stock.balance", name);
}

/* The first posted count behind the movement saw it already: a row right behind its adjustment
 * takes the movement out of every sum from there on (sync-spec.md section 9, rules 2 and 3). Goods
 * that are not free count like others, so the row changes what is free, as the adjustment did. */
static gboolean
balance (KontorCommandContext *context,
         const KontorMovement *movement,
         const KontorUid      *uid,
         GError              **error)
{
  KontorSeenBy   line;
  KontorMovement row = { .variant = movement->variant,
                         .place = movement->place,
                         .lot = movement->lot,
                         .kind = "COUNT",
                         .quantity = -movement->quantity,
                         .rank = KONTOR_LEDGER_RANK_BALANCE,
                         .about = *uid,
                         .reason = "seen_by_count" };
  KontorUid      row_uid;
  gboolean       found = FALSE;

  if (!find_line_behind (context->database, movement, &line, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  row.happened_at = line.moment.at;
  row.hlc = line.moment.hlc;
  row.count_line = line.moment.line;
  row.document = line.count;
  derive_balance_uid (&row_uid, uid, &line.moment.line);
  return kontor_ledger_set_period (context, &row, error) && insert (context, &row, &row_uid, error)
         && kontor_count_reopen (context, &line.moment.line, movement, uid, row.quantity, error);
}

/**
 * kontor_ledger_stays_in_its_key:
 * @movement: a movement
 *
 * Returns: whether it is one of the two that put goods aside or free them: they lie where they lay
 */
gboolean
kontor_ledger_stays_in_its_key (const KontorMovement *movement)
{
  return g_str_equal (movement->kind, "ADJUSTMENT")
         && (g_strcmp0 (movement->reason, KONTOR_LEDGER_HOLD) == 0
             || g_strcmp0 (movement->reason, KONTOR_LEDGER_RELEASE) == 0);
}

/* Goods that come without saying what they cost get what the catalog says today: it will say
 * something else next year, when their value is asked again. */
static gboolean
fill_cost (KontorDatabase *database, KontorMovement *movement, char **currency, GError **error)
{
  gboolean known = FALSE;

  if (movement->quantity <= 0 || has_cost (movement) || kontor_ledger_stays_in_its_key (movement)
      || !kontor_uid_is_nil (&movement->about)
      || (!g_str_equal (movement->kind, "RESTOCK") && !g_str_equal (movement->kind, "ADJUSTMENT")
          && !g_str_equal (movement->kind, "COUNT")))
    return TRUE;

  *currency = kontor_setting_read (database, "currency", "EUR", error);
  if (*currency == NULL
      || !kontor_stock_read_catalog_cost (
        database, &movement->variant, *currency, &movement->cost_e4, &known, error))
    return FALSE;
  movement->currency = known ? *currency : NULL;
  return TRUE;
}

/**
 * kontor_ledger_append:
 * @context: the running command
 * @movement: what moved, and when
 * @uid: (out) (optional): uid of its row, derived from the command's; nil for a quantity of 0,
 * which writes nothing
 * @error: return location for an error
 *
 * Appends a movement where it happened. If the moment lies in a closed period, value and books get
 * the first open day, and an order's movement a row in "Needs attention". If a posted count line of
 * its key (variant, place, lot) speaks of a later moment, that line has seen it: a balance row is
 * appended right behind the line's adjustment, and the line is open again with the difference that
 * is shown now (sync-spec.md section 9.1). Author, station and the moment of recording are the
 * command's; everything that is written is noted as touched.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_ledger_append (KontorCommandContext *context,
                      const KontorMovement *movement,
                      KontorUid            *uid,
                      GError              **error)
{
  g_autofree char *currency = NULL;
  KontorMovement   row;
  KontorUid        row_uid = { { 0 } };

  g_return_val_if_fail (context != NULL && movement != NULL, FALSE);
  g_return_val_if_fail (movement->kind != NULL, FALSE);

  row = *movement;
  if (row.hlc == 0)
    row.hlc = context->command->hlc;
  if (row.quantity != 0)
    kontor_command_context_derive_uid (context, &row_uid);
  if (uid != NULL)
    *uid = row_uid;
  return row.quantity == 0
         || (kontor_ledger_set_period (context, &row, error)
             && fill_cost (context->database, &row, &currency, error)
             && insert (context, &row, &row_uid, error)
             && (kontor_ledger_stays_in_its_key (&row) || balance (context, &row, &row_uid, error))
             && kontor_count_note_movement (context, &row, &row_uid, error));
}

/* --- sums --- */

/**
 * kontor_ledger_on_hand:
 * @database: a connection
 * @variant: a variant
 * @place: (nullable): a place; %NULL or nil for the main place
 * @lot: (nullable): a lot; %NULL or nil for goods without one
 * @before: (nullable): a count line; what stands behind it is not included, nor what it wrote.
 *   %NULL for all there is
 * @quantity: (out): thousandths
 * @error: return location for an error
 *
 * Sums the movements of one key, put aside or not. What lay there when a line was counted is the
 * sum before it: with the movements of the very same moment, and with what lines of this moment
 * wrote that have a smaller uid (sync-spec.md section 9.1).
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_ledger_on_hand (KontorDatabase           *database,
                       const KontorUid          *variant,
                       const KontorUid          *place,
                       const KontorUid          *lot,
                       const KontorLedgerMoment *before,
                       gint64                   *quantity,
                       GError                  **error)
{
  static const KontorLedgerMoment end = { .at = G_MAXINT64 };
  g_autoptr (KontorStatement) row = NULL;

  if (before == NULL)
    before = &end;
  row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (quantity), 0) AS BIGINT) FROM stock_movement"
    " WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"
    " AND lot_uid IS NOT DISTINCT FROM ?3 AND happened_at <= ?4"
    " AND (happened_at < ?4 OR hlc < ?5"
    "  OR (hlc = ?5 AND (count_line_uid IS NULL OR count_line_uid < ?6)))",
    error,
    KONTOR_VALUES (kontor_value_uid (variant),
                   value_uid (place),
                   value_uid (lot),
                   kontor_value_integer (before->at),
                   kontor_value_integer ((gint64) before->hlc),
                   kontor_value_uid (&before->line)));
  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *quantity = kontor_statement_get_integer (row, 0);
  return TRUE;
}
