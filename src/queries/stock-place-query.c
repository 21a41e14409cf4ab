/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"
#include "kontor-stock-query.h"

#include <glib/gi18n-lib.h>

/* Where goods can be put, and what they can be filled into: what is chosen from in forms. */

static KontorJson *
read_list (KontorDatabase    *database,
           const char        *sql,
           const char        *spec,
           const KontorValue *values,
           guint              n_values,
           GError           **error)
{
  g_autoptr (KontorJson) object = kontor_json_new_object ();

  if (!kontor_query_set_rows (object, "rows", database, sql, spec, error, values, n_values))
    return NULL;
  return kontor_json_ref ((KontorJson *) kontor_json_get_array (object, "rows"));
}

/**
 * kontor_query_places_json:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the places where goods can be put, along the way through them, see
 *   src/queries/README.md; the main place, which has no row, is not among them
 */
KontorJson *
kontor_query_places_json (KontorDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return read_list (database,
                    "SELECT uid, name, code, kind FROM location WHERE archived_at IS NULL"
                    " AND kind <> 'transit' ORDER BY position, name, uid",
                    "u:uid t:name t:code t:kind",
                    KONTOR_NO_VALUES,
                    error);
}

/**
 * kontor_query_place_json:
 * @database: a connection to SQLite
 * @place: a place
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): a place and the first hundred things that lie there, see
 *   src/queries/README.md
 */
KontorJson *
kontor_query_place_json (KontorDatabase *database, const KontorUid *place, GError **error)
{
  g_autoptr (KontorJson) object = NULL;

  g_return_val_if_fail (database != NULL && place != NULL, NULL);

  object = kontor_query_row (
    database,
    "SELECT l.uid, l.name, l.code, l.kind, l.position, l.parent_uid, p.name, l.archived_at"
    " FROM location AS l LEFT JOIN location AS p ON p.uid = l.parent_uid WHERE l.uid = ?1",
    "u:uid t:name t:code t:kind i:position u:parent t:parent_name i:archived_at",
    error,
    KONTOR_VALUES (kontor_value_uid (place)));
  if (object == NULL || !kontor_query_check_found (object, _ ("place"), error)
      || !kontor_query_set_rows (
        object,
        "items",
        database,
        "SELECT v.uid, v.sku, p.title, v.value1 || CASE v.value2 WHEN '' THEN ''"
        " ELSE ' / ' || v.value2 END || CASE v.value3 WHEN '' THEN '' ELSE ' / ' || v.value3 END,"
        " p.unit, sum (d.quantity) FROM derived_stock_key AS d"
        " JOIN product_variant AS v ON v.uid = d.variant_uid"
        " JOIN product AS p ON p.uid = v.product_uid WHERE d.place_uid = ?1"
        " GROUP BY v.uid ORDER BY p.title, v.sku LIMIT 100",
        "u:variant t:sku t:title t:options t:unit i:quantity",
        error,
        KONTOR_VALUES (kontor_value_uid (place))))
    return NULL;
  return g_steal_pointer (&object);
}

/**
 * kontor_query_split_targets:
 * @database: a connection
 * @variant: what is filled into smaller ones
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): what it can be filled into: variants with a smaller content in the same
 *   measure, those of the same product first; see src/queries/README.md
 */
KontorJson *
kontor_query_split_targets (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_return_val_if_fail (database != NULL && variant != NULL, NULL);

  return read_list (
    database,
    "SELECT v.uid, v.sku, p.title, v.value1 || CASE v.value2 WHEN '' THEN ''"
    " ELSE ' / ' || v.value2 END || CASE v.value3 WHEN '' THEN '' ELSE ' / ' || v.value3 END,"
    " v.content, v.content_unit FROM product_variant AS s"
    " JOIN product AS q ON q.uid = s.product_uid"
    " JOIN product_variant AS v ON v.content > 0 AND v.archived_at IS NULL AND v.uid <> s.uid"
    "  AND v.content_unit = CASE s.content WHEN 0 THEN q.unit ELSE s.content_unit END"
    "  AND (s.content = 0 OR v.content < s.content)"
    " JOIN product AS p ON p.uid = v.product_uid"
    " WHERE s.uid = ?1 ORDER BY v.product_uid <> s.product_uid, p.title, v.content DESC, v.sku"
    " LIMIT 100",
    "u:uid t:sku t:title t:options i:content t:content_unit",
    KONTOR_VALUES (kontor_value_uid (variant)),
    error);
}
