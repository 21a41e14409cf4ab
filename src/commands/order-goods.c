/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"
#include "kontor-stock-form.h"

#include <glib/gi18n-lib.h>

/* What an order moves. Its movements name the order and the line; those of a delivery have the
 * delivery's number as their note, by which the undo of it finds them. A bundle's parts are
 * consumed by the line that sold the bundle. */

static gboolean
invalid (GError **error, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "lines", "%s", text);
  return FALSE;
}

/* Who says what is taken of a plain item says all of it. */
static gboolean
check_sum (const KontorOrderLine *line, gint64 quantity, const GArray *goods, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < goods->len; i++)
    {
      const KontorGoods *part = &g_array_index (goods, KontorGoods, i);

      if (!kontor_uid_equal (&part->variant, &line->variant))
        return TRUE;
      sum += part->quantity;
    }

  return sum == quantity
         || invalid (error, _ ("The places and lots of a line don’t add up to its quantity."));
}

static gboolean
check_goods (KontorDatabase *database, const KontorGoods *part, GError **error)
{
  KontorMovement   movement = { .variant = part->variant, .place = part->place, .lot = part->lot };
  g_autofree char *name = kontor_stock_dup_name (database, &part->variant, error);

  return name != NULL && kontor_stock_check_key (database, &movement, error);
}

/**
 * kontor_order_parse_goods:
 * @database: a connection
 * @line: a line of an order
 * @object: what the parameters say about it, perhaps with "goods"
 * @quantity: of the line, thousandths
 * @goods: (out) (nullable) (transfer full) (element-type KontorGoods): %NULL when nothing is said
 * @error: return location for an error
 *
 * Reads which goods left or came back: of which lot, at which place; of a bundle its parts.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_order_parse_goods (KontorDatabase        *database,
                          const KontorOrderLine *line,
                          const KontorJson      *object,
                          gint64                 quantity,
                          GArray               **goods,
                          GError               **error)
{
  const KontorJson *list = kontor_json_get (object, "goods");
  g_autoptr (GArray) read = NULL;

  *goods = NULL;
  if (list == NULL)
    return TRUE;

  read = kontor_stock_read_goods (list, "goods", error);
  if (read == NULL)
    return FALSE;
  for (guint i = 0; i < read->len; i++)
    {
      KontorGoods *part = &g_array_index (read, KontorGoods, i);

      if (kontor_uid_is_nil (&part->variant))
        part->variant = line->variant;
      if (!check_goods (database, part, error))
        return FALSE;
    }
  if (!check_sum (line, quantity, read, error))
    return FALSE;
  *goods = g_steal_pointer (&read);
  return TRUE;
}

/**
 * kontor_order_set_goods:
 * @line: a line of an order
 * @object: parameters about the line
 * @goods: (nullable) (element-type KontorGoods): what is taken
 *
 * Says which goods are meant, unless they are what is meant when nothing is said.
 */
void
kontor_order_set_goods (const KontorOrderLine *line, KontorJson *object, const GArray *goods)
{
  if (line != NULL && goods != NULL && goods->len > 0
      && !kontor_stock_goods_are_plain (goods, &line->variant))
    kontor_json_set (object, "goods", kontor_stock_goods_to_json (goods));
}

/**
 * kontor_order_propose_goods:
 * @database: the station's connection
 * @line: a line of an order
 * @object: parameters about the line: gets "goods" if it has none
 * @at: when it leaves, UTC microseconds
 * @error: return location for an error
 *
 * Notes on the making station what is taken, and from where, so that it is the same wherever the
 * command runs.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_order_propose_goods (KontorDatabase        *database,
                            const KontorOrderLine *line,
                            KontorJson            *object,
                            gint64                 at,
                            GError               **error)
{
  gint64 quantity = kontor_json_get_integer (object, "quantity", 0);
  g_autoptr (GArray) goods = NULL;

  if (quantity <= 0 || quantity > KONTOR_ORDER_MAX_QUANTITY || kontor_json_has (object, "goods")
      || kontor_uid_is_nil (&line->variant) || !g_str_equal (line->kind, "goods"))
    return TRUE;

  goods = kontor_stock_propose (database, &line->variant, quantity, at, error);
  if (goods == NULL)
    return FALSE;
  kontor_order_set_goods (line, object, goods);
  return TRUE;
}

/* --- where nothing is said --- */

/* Rows come by variant: what left in several lots can't be told apart when it comes back. */
static void
add_out (GArray *goods, const KontorGoods *out)
{
  KontorGoods *last = goods->len > 0 ? &g_array_index (goods, KontorGoods, goods->len - 1) : NULL;

  if (last == NULL || !kontor_uid_equal (&last->variant, &out->variant))
    {
      g_array_append_vals (goods, out, 1);
      return;
    }
  last->quantity += out->quantity;
  last->lot = (KontorUid){ { 0 } };
}

/* What left with a line, and was not withdrawn. */
static GArray *
list_out (KontorDatabase        *database,
          const KontorOrder     *order,
          const KontorOrderLine *line,
          GError               **error)
{
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT variant_uid, lot_uid, CAST (-sum (quantity) AS BIGINT) FROM stock_movement"
    " WHERE order_uid = ?1 AND order_line = ?2 AND kind IN ('SALE', 'CONSUME')"
    " GROUP BY variant_uid, lot_uid HAVING sum (quantity) < 0 ORDER BY variant_uid",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid), kontor_value_integer (line->line)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorGoods out = { .quantity = kontor_statement_get_integer (row, 2) };

      kontor_statement_get_uid (row, 0, &out.variant);
      kontor_statement_get_uid (row, 1, &out.lot);
      add_out (goods, &out);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&goods) : NULL;
}

/* It comes back as it left: a bundle may have other parts today. */
static GArray *
expect_back (KontorDatabase        *database,
             const KontorOrder     *order,
             const KontorOrderLine *line,
             gint64                 quantity,
             GError               **error)
{
  g_autoptr (GArray) goods = list_out (database, order, line, error);

  if (goods == NULL)
    return NULL;
  if (goods->len == 0)
    return kontor_stock_expand (database, &line->variant, quantity, NULL, error);
  for (guint i = 0; i < goods->len; i++)
    {
      KontorGoods *part = &g_array_index (goods, KontorGoods, i);

      part->quantity = kontor_goods_share (part->quantity, quantity, line->delivered);
    }
  return g_steal_pointer (&goods);
}

/* --- movements --- */

static gboolean
is_kept (const KontorOrderLine *line, const KontorOrderPart *part)
{
  return line != NULL && !kontor_uid_is_nil (&line->variant) && g_str_equal (line->kind, "goods")
         && g_strcmp0 (part->condition, "lost") != 0;
}

static gboolean
append_goods (KontorCommandContext *context,
              KontorMovement       *movement,
              const GArray         *goods,
              gboolean              leave,
              GError              **error)
{
  const KontorUid sold = movement->variant;

  for (guint i = 0; i < goods->len; i++)
    {
      const KontorGoods *part = &g_array_index (goods, KontorGoods, i);

      movement->variant = part->variant;
      movement->place = part->place;
      movement->lot = part->lot;
      movement->quantity = leave ? -part->quantity : part->quantity;
      if (leave)
        movement->kind = kontor_uid_equal (&part->variant, &sold) ? "SALE" : "CONSUME";
      if (!kontor_ledger_append (context, movement, NULL, error)
          || (leave && !kontor_stock_check_oversold (context, movement, error)))
        return FALSE;
    }

  return TRUE;
}

static GArray *
dup_goods (KontorDatabase        *database,
           const KontorOrder     *order,
           const KontorOrderLine *line,
           const KontorOrderPart *part,
           gboolean               leave,
           GError               **error)
{
  if (part->goods != NULL)
    return g_array_ref (part->goods);
  if (leave)
    return kontor_stock_expand (database, &line->variant, part->quantity, NULL, error);
  return expect_back (database, order, line, part->quantity, error);
}

static gboolean
move (KontorCommandContext   *context,
      const KontorOrder      *order,
      const KontorOrderEvent *event,
      gboolean                leave,
      GError                **error)
{
  for (guint i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);
      const KontorOrderLine *line = kontor_order_find_line (order, part->line);
      const char            *hold = g_strcmp0 (part->condition, "damaged") == 0 ? "damaged" : "";
      g_autoptr (GArray) goods = NULL;
      KontorMovement movement = { .kind = "RETURN",
                                  .hold = hold,
                                  .reason = hold,
                                  .happened_at = event->happened_at,
                                  .order = order->uid,
                                  .order_line = part->line,
                                  .note = leave ? event->number : order->number };

      if (!is_kept (line, part))
        continue;
      goods = dup_goods (context->database, order, line, part, leave, error);
      movement.variant = line->variant;
      if (goods == NULL || !append_goods (context, &movement, goods, leave, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_move_out:
 * @context: the running command
 * @order: an order
 * @delivery: a delivery of it
 * @error: return location for an error
 *
 * Writes what leaves with a delivery, at its time, for each goods line that has a variant.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether all was written
 */
gboolean
kontor_order_move_out (KontorCommandContext   *context,
                       const KontorOrder      *order,
                       const KontorOrderEvent *delivery,
                       GError                **error)
{
  return move (context, order, delivery, TRUE, error);
}

/**
 * kontor_order_move_back:
 * @context: the running command
 * @order: an order
 * @event: a return of it
 * @error: return location for an error
 *
 * Writes what comes back with a return, at its time. What was lost on its way moves nothing; what
 * is damaged is put aside, and can't be sold until somebody frees it.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether all was written
 */
gboolean
kontor_order_move_back (KontorCommandContext   *context,
                        const KontorOrder      *order,
                        const KontorOrderEvent *event,
                        GError                **error)
{
  return move (context, order, event, FALSE, error);
}

static gboolean
read_moved (KontorDatabase         *database,
            const KontorOrder      *order,
            const KontorOrderEvent *delivery,
            KontorOrderPart        *part,
            GError                **error)
{
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT variant_uid, place_uid, lot_uid, CAST (-sum (quantity) AS BIGINT) FROM stock_movement"
    " WHERE order_uid = ?1 AND order_line = ?2 AND note = ?3 AND kind IN ('SALE', 'CONSUME')"
    " GROUP BY variant_uid, place_uid, lot_uid HAVING sum (quantity) < 0"
    " ORDER BY variant_uid, place_uid, lot_uid",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid),
                   kontor_value_integer (part->line),
                   kontor_value_text (delivery->number)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorGoods moved = { .quantity = kontor_statement_get_integer (row, 3) };

      kontor_statement_get_uid (row, 0, &moved.variant);
      kontor_statement_get_uid (row, 1, &moved.place);
      kontor_statement_get_uid (row, 2, &moved.lot);
      g_array_append_val (goods, moved);
    }
  if (goods->len > 0)
    part->goods = g_steal_pointer (&goods);
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_order_read_moved:
 * @database: a connection
 * @order: an order
 * @delivery: a delivery of it; its parts get the goods that left with them
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_order_read_moved (KontorDatabase         *database,
                         const KontorOrder      *order,
                         const KontorOrderEvent *delivery,
                         GError                **error)
{
  for (guint i = 0; i < delivery->parts->len; i++)
    if (!read_moved (database, order, delivery, g_ptr_array_index (delivery->parts, i), error))
      return FALSE;
  return TRUE;
}

static GArray *
list_movements (KontorDatabase    *database,
                const KontorOrder *order,
                const char        *note,
                GError           **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, TRUE, sizeof (KontorUid));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM stock_movement AS m WHERE order_uid = ?1 AND (note = ?2 OR ?2 = '')"
    " AND (kind IN ('SALE', 'CONSUME') OR ?2 = '') AND about_uid IS NULL AND rank = 0"
    " AND quantity <> -(SELECT coalesce (sum (r.quantity), 0) FROM stock_movement AS r"
    "  WHERE r.about_uid = m.uid AND r.rank = 0) ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid), kontor_value_text (note)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      g_array_append_val (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

/**
 * kontor_order_take_back_moves:
 * @context: the running command
 * @order: an order
 * @delivery: (nullable): a delivery of it; %NULL for all that the order ever moved
 * @reason: of the rows that say so
 * @error: return location for an error
 *
 * It never left: the opposite of each movement that stands, at the same moment, so that counts in
 * between stay right (sync-spec.md section 9.1, rule 5).
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether all was written
 */
gboolean
kontor_order_take_back_moves (KontorCommandContext   *context,
                              const KontorOrder      *order,
                              const KontorOrderEvent *delivery,
                              const char             *reason,
                              GError                **error)
{
  g_autoptr (GArray) uids = list_movements (
    context->database, order, delivery != NULL ? delivery->number : "", error);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    if (!kontor_ledger_reverse (
          context, &g_array_index (uids, KontorUid, i), FALSE, reason, "", error))
      return FALSE;
  return uids != NULL;
}
