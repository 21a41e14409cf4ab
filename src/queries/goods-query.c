/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods-query.h"
#include "kontor-query-private.h"

/**
 * kontor_query_suppliers:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): suppliers that are not archived, by name: "uid", "name"
 */
KontorJson *
kontor_query_suppliers (KontorDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return kontor_query_rows (
    database,
    "SELECT uid, name FROM supplier WHERE archived_at IS NULL ORDER BY name, uid",
    "u:uid t:name",
    error,
    KONTOR_NO_VALUES);
}

/**
 * kontor_query_goods_history:
 * @database: a connection
 * @product: a product
 * @error: return location for an error
 *
 * As kontor_query_history_json(), with what each command said as far as this station still has it:
 * "content", the command's content (or null), so that a change of prices can name the prices.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the newest 100, newest first
 */
KontorJson *
kontor_query_goods_history (KontorDatabase *database, const KontorUid *product, GError **error)
{
  g_return_val_if_fail (database != NULL && product != NULL, NULL);

  return kontor_query_rows (
    database,
    "SELECT a.at, a.author_name, a.station, a.command_name, CAST (o.content AS TEXT)"
    " FROM audit_subject AS s JOIN audit AS a ON a.id = s.audit_id"
    " LEFT JOIN outbox AS o ON o.uid = a.command_uid"
    " WHERE s.subject_uid = ?1 ORDER BY s.audit_id DESC LIMIT 100",
    "i:at t:author i:station t:name j:content",
    error,
    KONTOR_VALUES (kontor_value_uid (product)));
}
