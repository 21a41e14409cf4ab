/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

/* Goods that were picked and not booked out when their shelf was counted (sync-spec.md 9.1, rule
 * 7): the order was being packed at that moment, and nothing of it had been handed over. */

#define SELECT_PICKS                                                                               \
  "SELECT l.order_uid, l.variant_uid, l.line, l.quantity FROM order_line AS l"                     \
  " JOIN sales_order AS o ON o.uid = l.order_uid"                                                  \
  " WHERE l.kind = 'goods' AND l.variant_uid IS NOT NULL"                                          \
  " AND (o.state = 'PROCESSING' OR o.shipped_at > ?1 OR o.closed_at > ?1)"

static KontorStatement *
query (KontorDatabase *database, const KontorUid *variant, gint64 since, GError **error)
{
  if (variant == NULL)
    return kontor_database_query (database,
                                  SELECT_PICKS " ORDER BY l.order_uid, l.line",
                                  error,
                                  KONTOR_VALUES (kontor_value_integer (since)));
  return kontor_database_query (
    database,
    SELECT_PICKS " AND l.variant_uid = ?2 ORDER BY l.order_uid, l.line",
    error,
    KONTOR_VALUES (kontor_value_integer (since), kontor_value_uid (variant)));
}

/**
 * kontor_count_picks_load:
 * @database: a connection
 * @variant: (nullable): of what; %NULL for all goods
 * @since: UTC microseconds; of what was counted before, nothing is asked
 * @error: return location for an error of the database
 *
 * Returns: (transfer full): lines of orders that may have been in a box at or after that moment
 */
GArray *
kontor_count_picks_load (KontorDatabase  *database,
                         const KontorUid *variant,
                         gint64           since,
                         GError         **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, TRUE, sizeof (KontorCountPick));
  g_autoptr (KontorStatement) row = query (database, variant, since, error);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorCountPick pick = { 0 };

      kontor_statement_get_uid (row, 0, &pick.order);
      kontor_statement_get_uid (row, 1, &pick.variant);
      pick.line = (int) kontor_statement_get_integer (row, 2);
      pick.quantity = kontor_statement_get_integer (row, 3);
      g_array_append_val (picks, pick);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&picks) : NULL;
}

/* Orders about which somebody said at any line of this variant whether they are in the figure. */
static gboolean
add_answered (KontorDatabase        *database,
              const KontorCountLine *line,
              GHashTable            *answered,
              GError               **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT decision FROM count_line WHERE count_uid = ?1 AND variant_uid = ?2 AND uid <> ?3",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->count),
                   kontor_value_uid (&line->key.variant),
                   kontor_value_uid (&line->uid)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      g_autoptr (KontorJson) decision = kontor_json_parse (
        kontor_statement_get_text (row, 0), -1, NULL);
      const KontorJson *orders = kontor_json_get_array (decision, "picks");

      for (guint i = 0; i < kontor_json_length (orders); i++)
        g_hash_table_add (answered, g_strdup (kontor_json_string (kontor_json_at (orders, i))));
    }
  return step == KONTOR_STEP_DONE;
}

/* What was left of an order's line in the box at the moment; 0 when it wasn't being packed. */
static gboolean
left_in_box (KontorDatabase        *database,
             const KontorCountPick *pick,
             gint64                 moment,
             gint64                *left,
             GError               **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT coalesce ((SELECT t.to_state FROM order_transition AS t WHERE t.order_uid = ?1"
    " AND t.happened_at <= ?3 ORDER BY t.position DESC LIMIT 1), ''),"
    " (SELECT CAST (coalesce (sum (p.quantity), 0) AS BIGINT) FROM delivery_line AS p"
    " JOIN delivery AS d ON d.order_uid = p.order_uid AND d.position = p.delivery"
    " WHERE p.order_uid = ?1 AND p.line = ?2 AND d.withdrawn_at IS NULL AND d.happened_at <= ?3)",
    error,
    KONTOR_VALUES (kontor_value_uid (&pick->order),
                   kontor_value_integer (pick->line),
                   kontor_value_integer (moment)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *left = g_str_equal (kontor_statement_get_text (row, 0), "PROCESSING")
            ? MAX (0, pick->quantity - kontor_statement_get_integer (row, 1))
            : 0;
  return TRUE;
}

/**
 * kontor_count_picks_of_line:
 * @database: a connection
 * @candidates: of kontor_count_picks_load()
 * @line: a line that was counted
 * @error: return location for an error of the database
 *
 * Returns: (transfer full): what was picked of its goods at its moment, order by order, and nobody
 *   has said yet whether the figure has it
 */
GArray *
kontor_count_picks_of_line (KontorDatabase        *database,
                            const GArray          *candidates,
                            const KontorCountLine *line,
                            GError               **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (KontorCountPick));
  g_autoptr (GHashTable) answered = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      KontorCountPick pick = g_array_index (candidates, KontorCountPick, i);
      char            order[KONTOR_UID_TEXT_SIZE];

      if (!kontor_uid_equal (&pick.variant, &line->key.variant))
        continue;
      if (answered == NULL)
        {
          answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          if (!add_answered (database, line, answered, error))
            return NULL;
        }
      if (g_hash_table_contains (answered, kontor_uid_format (&pick.order, order)))
        continue;
      if (!left_in_box (database, &pick, line->counted_at, &pick.quantity, error))
        return NULL;
      if (pick.quantity > 0)
        g_array_append_val (picks, pick);
    }
  return g_steal_pointer (&picks);
}
