/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-query-private.h"
#include "kontor-stock-query.h"

#include <glib/gi18n-lib.h>

/* Lots and who got them, transfers, and where goods of an order are to be taken. */

/**
 * kontor_query_lot_json:
 * @database: a connection to SQLite
 * @lot: a lot
 * @error: return location for an error
 *
 * The recall list: where the rest of a lot lies, and which orders got some of it, less what was
 * withdrawn or came back.
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a lot, see src/queries/README.md
 */
KontorJson *
kontor_query_lot_json (KontorDatabase *database, const KontorUid *lot, GError **error)
{
  g_autoptr (KontorJson) object = NULL;

  g_return_val_if_fail (database != NULL && lot != NULL, NULL);

  object = kontor_query_row (
    database,
    "SELECT l.uid, l.variant_uid, v.product_uid, v.sku, p.title, l.code, l.best_before,"
    " l.is_serial, l.note, l.recalled_at, l.recall_reason"
    " FROM lot AS l JOIN product_variant AS v ON v.uid = l.variant_uid"
    " JOIN product AS p ON p.uid = v.product_uid WHERE l.uid = ?1",
    "u:uid u:variant u:product t:sku t:title t:code i:best_before b:is_serial t:note i:recalled_at"
    " t:recall_reason",
    error,
    KONTOR_VALUES (kontor_value_uid (lot)));
  if (object == NULL || !kontor_query_check_found (object, _ ("lot"), error))
    return NULL;
  if (!kontor_query_set_rows (
        object,
        "shelves",
        database,
        "SELECT nullif (d.place_uid, x''), p.name, d.hold, d.quantity FROM derived_stock_key AS d"
        " LEFT JOIN location AS p ON p.uid = d.place_uid"
        " WHERE d.lot_uid = ?1 AND d.lot_uid <> x'' ORDER BY p.position, p.name, d.hold",
        "u:place t:place_name t:hold i:quantity",
        error,
        KONTOR_VALUES (kontor_value_uid (lot)))
      || !kontor_query_set_rows (
        object,
        "orders",
        database,
        "SELECT o.uid, o.number, o.state, o.customer_uid, o.customer_name, o.email,"
        " min (m.happened_at), -sum (m.quantity)"
        " FROM stock_movement AS m JOIN sales_order AS o ON o.uid = m.order_uid"
        " WHERE m.lot_uid = ?1 GROUP BY o.uid HAVING sum (m.quantity) < 0"
        " ORDER BY min (m.happened_at), o.number",
        "u:order t:number t:state u:customer t:customer_name t:email i:shipped_at i:quantity",
        error,
        KONTOR_VALUES (kontor_value_uid (lot))))
    return NULL;
  return g_steal_pointer (&object);
}

/**
 * kontor_query_transfer_json:
 * @database: a connection
 * @transfer: a transfer
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a transfer with its lines, see src/queries/README.md
 */
KontorJson *
kontor_query_transfer_json (KontorDatabase *database, const KontorUid *transfer, GError **error)
{
  g_autoptr (KontorJson) object = NULL;

  g_return_val_if_fail (database != NULL && transfer != NULL, NULL);

  object = kontor_query_row (
    database,
    "SELECT t.uid, t.number, t.state, t.from_place_uid, a.name, t.to_place_uid, b.name, t.sent_at,"
    " t.received_at, t.note, t.recorded_at FROM stock_transfer AS t"
    " LEFT JOIN location AS a ON a.uid = t.from_place_uid"
    " LEFT JOIN location AS b ON b.uid = t.to_place_uid WHERE t.uid = ?1",
    "u:uid t:number t:state u:from t:from_name u:to t:to_name i:sent_at i:received_at t:note"
    " i:recorded_at",
    error,
    KONTOR_VALUES (kontor_value_uid (transfer)));
  if (object == NULL || !kontor_query_check_found (object, _ ("transfer"), error)
      || !kontor_query_set_rows (
        object,
        "lines",
        database,
        "SELECT l.line, l.variant_uid, v.sku, p.title, l.lot_uid, o.code, l.quantity, l.received"
        " FROM transfer_line AS l JOIN product_variant AS v ON v.uid = l.variant_uid"
        " JOIN product AS p ON p.uid = v.product_uid LEFT JOIN lot AS o ON o.uid = l.lot_uid"
        " WHERE l.transfer_uid = ?1 ORDER BY l.line",
        "i:line u:variant t:sku t:title u:lot t:lot_code i:quantity i:received",
        error,
        KONTOR_VALUES (kontor_value_uid (transfer))))
    return NULL;
  return g_steal_pointer (&object);
}

/* --- where goods are to be taken --- */

static gboolean
read_shelves (KontorDatabase *database, const KontorUid *variant, GArray *shelves, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT nullif (d.place_uid, x''), nullif (d.lot_uid, x''), d.quantity,"
    " coalesce (l.best_before, 0), coalesce (p.position, 0), coalesce (p.kind, '') = 'packing'"
    " FROM derived_stock_key AS d LEFT JOIN location AS p ON p.uid = d.place_uid"
    " LEFT JOIN lot AS l ON l.uid = d.lot_uid WHERE d.variant_uid = ?1 AND d.hold = ''"
    " AND l.recalled_at IS NULL AND coalesce (p.kind, '') NOT IN ('transit', 'quarantine')",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorShelf shelf = { .quantity = kontor_statement_get_integer (row, 2),
                            .best_before = kontor_statement_get_integer (row, 3),
                            .position = kontor_statement_get_integer (row, 4),
                            .is_packing = kontor_statement_get_integer (row, 5) != 0 };

      kontor_statement_get_uid (row, 0, &shelf.place);
      kontor_statement_get_uid (row, 1, &shelf.lot);
      g_array_append_val (shelves, shelf);
    }
  return step == KONTOR_STEP_DONE;
}

static KontorJson *
new_part (KontorDatabase *database, gint64 line, const KontorGoods *part, GError **error)
{
  gboolean    has_place = !kontor_uid_is_nil (&part->place);
  gboolean    has_lot = !kontor_uid_is_nil (&part->lot);
  KontorJson *object = kontor_query_row (
    database,
    "SELECT v.uid, v.sku, p.title, l.uid, l.name, l.code, o.uid, o.code, o.best_before"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"
    " LEFT JOIN location AS l ON l.uid = ?2 LEFT JOIN lot AS o ON o.uid = ?3 WHERE v.uid = ?1",
    "u:variant t:sku t:title u:place t:place_name t:place_code u:lot t:lot_code i:best_before",
    error,
    KONTOR_VALUES (kontor_value_uid (&part->variant),
                   kontor_value_uid (has_place ? &part->place : NULL),
                   kontor_value_uid (has_lot ? &part->lot : NULL)));

  if (object != NULL && kontor_json_type (object) == KONTOR_JSON_OBJECT)
    {
      kontor_json_set_integer (object, "line", line);
      kontor_json_set_integer (object, "quantity", part->quantity);
    }
  return object;
}

static gboolean
propose (KontorDatabase  *database,
         gint64           line,
         const KontorUid *variant,
         gint64           quantity,
         gint64           at,
         KontorJson      *list,
         GError         **error)
{
  g_autoptr (GArray) shelves = g_array_new (FALSE, TRUE, sizeof (KontorShelf));
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));

  if (!read_shelves (database, variant, shelves, error))
    return FALSE;
  kontor_goods_propose (shelves, variant, quantity, at, goods);
  for (guint i = 0; i < goods->len; i++)
    {
      KontorJson *part = new_part (database, line, &g_array_index (goods, KontorGoods, i), error);

      if (part == NULL)
        return FALSE;
      kontor_json_append (list, part);
    }
  return TRUE;
}

/**
 * kontor_query_ship_goods:
 * @database: a connection to SQLite
 * @order: an order
 * @at: when it is to leave, UTC microseconds
 * @error: return location for an error
 *
 * Where the goods that are still to be delivered are to be taken, as order.ship proposes it when
 * nobody says otherwise: picked ones first, then first expired, first out. Of a bundle its parts.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a list, see src/queries/README.md
 */
KontorJson *
kontor_query_ship_goods (KontorDatabase  *database,
                         const KontorUid *order,
                         gint64           at,
                         GError         **error)
{
  g_autoptr (KontorJson) list = kontor_json_new_array ();
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  g_return_val_if_fail (database != NULL && order != NULL, NULL);

  row = kontor_database_query (
    database,
    "SELECT o.line, coalesce (b.part_uid, o.variant_uid),"
    " CASE WHEN b.part_uid IS NULL THEN o.quantity ELSE o.quantity * b.quantity / 1000 END"
    " FROM derived_order_promise AS o LEFT JOIN derived_bundle AS b"
    " ON b.root_uid = o.variant_uid AND b.is_leaf = 1 WHERE o.order_uid = ?1 ORDER BY 1, 2",
    error,
    KONTOR_VALUES (kontor_value_uid (order)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid variant;

      kontor_statement_get_uid (row, 1, &variant);
      if (!propose (database,
                    kontor_statement_get_integer (row, 0),
                    &variant,
                    kontor_statement_get_integer (row, 2),
                    at,
                    list,
                    error))
        return NULL;
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}
