/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"
#include "kontor-stock-query.h"

#include <glib/gi18n-lib.h>

static const char movement_sql[]
  = "SELECT m.uid, m.kind, m.quantity, m.happened_at, m.recorded_at, m.booked_on, m.reason, m.note,"
    " m.hold, m.variant_uid, v.sku, p.title, p.unit, l.name, o.uid, o.code, o.best_before,"
    " s.uid, s.number, b.uid, b.number, t.uid, t.number, c.uid, c.number, m.cost_e4,"
    " nullif (m.currency, ''), m.station,"
    " (SELECT n.name FROM person AS n WHERE n.uid = m.author_uid), m.about_uid,"
    " coalesce ((SELECT sum (a.quantity) FROM stock_movement AS a WHERE a.about_uid = m.uid"
    "  AND a.rank = 0), 0) <> 0,"
    " m.rank = 0 AND m.about_uid IS NULL AND m.kind <> 'COUNT' AND m.order_uid IS NULL"
    "  AND m.document_uid IS NULL AND m.reason NOT IN ('hold', 'release')"
    " FROM stock_movement AS m LEFT JOIN product_variant AS v ON v.uid = m.variant_uid"
    " LEFT JOIN product AS p ON p.uid = v.product_uid LEFT JOIN location AS l ON l.uid = "
    "m.place_uid"
    " LEFT JOIN lot AS o ON o.uid = m.lot_uid LEFT JOIN sales_order AS s ON s.uid = m.order_uid"
    " LEFT JOIN purchase_order AS b ON b.uid = m.document_uid"
    " LEFT JOIN stock_transfer AS t ON t.uid = m.document_uid"
    " LEFT JOIN stock_count AS c ON c.uid = m.document_uid WHERE m.uid = ?1";
static const char movement_spec[]
  = "u:uid t:kind i:quantity i:happened_at i:recorded_at i:booked_on t:reason t:note t:hold"
    " u:variant t:sku t:title t:unit t:place u:lot t:lot_code i:best_before u:order t:order_number"
    " u:purchase t:purchase_number u:transfer t:transfer_number u:count t:count_number i:cost_e4"
    " t:currency i:station t:author u:about b:taken_back b:own";

/**
 * kontor_query_movement_json:
 * @database: a connection
 * @movement: a row of the ledger
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a stock movement, see src/queries/README.md
 */
KontorJson *
kontor_query_movement_json (KontorDatabase *database, const KontorUid *movement, GError **error)
{
  g_autoptr (KontorJson) object = NULL;

  g_return_val_if_fail (database != NULL && movement != NULL, NULL);

  object = kontor_query_row (
    database, movement_sql, movement_spec, error, KONTOR_VALUES (kontor_value_uid (movement)));
  if (object == NULL || !kontor_query_check_found (object, _ ("stock movement"), error))
    return NULL;
  return g_steal_pointer (&object);
}

/**
 * kontor_query_notice_json:
 * @database: a connection
 * @notice: a notice of low stock
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a notice, see src/queries/README.md
 */
KontorJson *
kontor_query_notice_json (KontorDatabase *database, const KontorUid *notice, GError **error)
{
  g_autoptr (KontorJson) object = NULL;

  g_return_val_if_fail (database != NULL && notice != NULL, NULL);

  object = kontor_query_row (
    database,
    "SELECT uid, variant_uid, opened_at, available, reorder_level, snoozed_until, closed_at"
    " FROM stock_notice WHERE uid = ?1",
    "u:uid u:variant i:opened_at i:available i:reorder_level i:snoozed_until i:closed_at",
    error,
    KONTOR_VALUES (kontor_value_uid (notice)));
  if (object == NULL || !kontor_query_check_found (object, _ ("notice"), error))
    return NULL;
  return g_steal_pointer (&object);
}
