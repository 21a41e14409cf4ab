/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-query.h"
#include "kontor-count-sql-private.h"
#include "kontor-list-private.h"
#include "kontor-query-private.h"

#include "kontor-count.h"

/* What the counting screen shows after each scan: quick enough to be asked twenty times a second.
 */

typedef struct
{
  KontorDatabase  *database;
  const KontorUid *count;
  const KontorUid *place;
  const KontorUid *author;
  guint            station;
} Screen;

static KontorValue
value_uid (const KontorUid *uid)
{
  return kontor_value_uid (uid == NULL || kontor_uid_is_nil (uid) ? NULL : uid);
}

/**
 * kontor_query_place_of_code:
 * @database: a connection
 * @code: as scanned
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the place with this code: "uid", "name", "code"; JSON null without one
 */
KontorJson *
kontor_query_place_of_code (KontorDatabase *database, const char *code, GError **error)
{
  g_return_val_if_fail (database != NULL && code != NULL, NULL);

  return kontor_query_row (
    database,
    "SELECT uid, name, code FROM location WHERE code = ?1 AND code <> '' AND archived_at IS NULL"
    " ORDER BY position, uid LIMIT 1",
    "u:uid t:name t:code",
    error,
    KONTOR_VALUES (kontor_value_text (code)));
}

/**
 * kontor_query_count_places:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the main place and every other one that is in use, as people walk:
 *   "place" (null: the main place), "name", "code", "items" and "counted" of this count
 */
KontorJson *
kontor_query_count_places (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_return_val_if_fail (database != NULL && count != NULL, NULL);

  return kontor_query_rows (
    database,
    "SELECT l.uid, l.name, l.code, (SELECT count (*) FROM count_item AS i WHERE i.count_uid = ?1"
    " AND i.place_uid IS NOT DISTINCT FROM l.uid), (SELECT count (*) FROM count_item AS i"
    " WHERE i.count_uid = ?1 AND i.place_uid IS NOT DISTINCT FROM l.uid AND " SQL_ITEM_COUNTED
    ") FROM (SELECT (SELECT x.uid FROM location AS x WHERE 1 = 0) AS uid, '' AS name, '' AS code, "
    "-1 AS position UNION ALL"
    " SELECT uid, name, code, position FROM location WHERE archived_at IS NULL AND kind <>"
    " 'transit') AS l ORDER BY l.position, l.name, l.uid",
    "u:place t:name t:code i:items i:counted",
    error,
    KONTOR_VALUES (kontor_value_uid (count)));
}

static KontorJson *
read_progress (const Screen *self, GError **error)
{
  return kontor_query_row (
    self->database,
    "SELECT count (*), CAST (coalesce (sum (x.counted), 0) AS BIGINT), CAST (coalesce (sum (x.here)"
    ", 0) AS BIGINT), CAST (coalesce (sum (x.here * x.counted), 0) AS BIGINT) FROM (SELECT CASE"
    " WHEN " SQL_ITEM_COUNTED " THEN 1 ELSE 0 END AS counted, CASE WHEN i.place_uid IS NOT DISTINCT"
    " FROM ?2 THEN 1 ELSE 0 END AS here FROM count_item AS i WHERE i.count_uid = ?1) AS x",
    "i:items i:counted i:items_here i:counted_here",
    error,
    KONTOR_VALUES (kontor_value_uid (self->count), value_uid (self->place)));
}

static KontorJson *
read_last (const Screen *self, guint limit, GError **error)
{
  return kontor_query_rows (
    self->database,
    "SELECT s.uid, s.variant_uid, v.product_uid, coalesce (v.sku, ''), coalesce (" SQL_VARIANT_TITLE
    ", ''), s.place_uid, coalesce (l.name, ''), s.lot_uid, coalesce (k.code, ''),"
    " s.mode, s.quantity, s.expression, s.code, s.spot, s.pass, s.condition, s.happened_at,"
    " CASE WHEN " SQL_SCAN_STANDS (
      "s") " THEN 1 ELSE 0 END, coalesce ((SELECT g.sha256 FROM"
           " product_picture AS g WHERE g.product_uid = v.product_uid AND g.sha256 <> '' ORDER BY"
           " g.position LIMIT 1), ''), CASE WHEN EXISTS (SELECT 1 FROM count_item AS i WHERE "
           "i.count_uid ="
           " s.count_uid AND i.variant_uid = s.variant_uid AND i.place_uid IS NOT DISTINCT FROM"
           " s.place_uid) THEN 1 ELSE 0 END, coalesce ((SELECT coalesce (o.name, '-') FROM "
           "count_item AS i"
           " LEFT JOIN location AS o ON o.uid = i.place_uid WHERE i.count_uid = s.count_uid"
           " AND i.variant_uid = s.variant_uid ORDER BY i.position LIMIT 1), '')"
           " FROM count_scan AS s LEFT JOIN product_variant AS v ON v.uid = s.variant_uid"
           " LEFT JOIN product AS p ON p.uid = v.product_uid LEFT JOIN location AS l ON l.uid = "
           "s.place_uid"
           " LEFT JOIN lot AS k ON k.uid = s.lot_uid WHERE s.count_uid = ?1 AND s.station = ?2"
           " AND s.author_uid IS NOT DISTINCT FROM ?3 AND s.corrects_uid IS NULL"
           " ORDER BY s.hlc DESC, s.id DESC LIMIT ?4",
    "u:scan u:variant u:product t:sku t:title u:place t:place_name u:lot t:lot_code t:mode "
    "i:quantity t:expression t:code t:spot i:pass t:condition i:happened_at b:stands t:picture "
    "b:is_planned t:planned_place",
    error,
    KONTOR_VALUES (kontor_value_uid (self->count),
                   kontor_value_integer (self->station),
                   value_uid (self->author),
                   kontor_value_integer (limit)));
}

static gboolean
add_scan (GArray *scans, KontorStatement *row)
{
  KontorCountScan scan = { .spot = "", .counter = "", .pass = 1 };

  kontor_statement_get_uid (row, 0, &scan.uid);
  kontor_statement_get_uid (row, 1, &scan.corrects);
  scan.sets = kontor_statement_get_integer (row, 2) != 0;
  scan.damaged = kontor_statement_get_integer (row, 3) != 0;
  scan.quantity = kontor_statement_get_integer (row, 4);
  scan.at = kontor_statement_get_integer (row, 5);
  scan.hlc = (guint64) kontor_statement_get_integer (row, 6);
  g_array_append_val (scans, scan);
  return TRUE;
}

/* What this person has counted of the same in the same spot so far. */
static gboolean
set_figure (const Screen *self, KontorJson *last, GError **error)
{
  static const KontorCountTolerance none = { .currency = "EUR" };
  g_autoptr (GArray) scans = g_array_new (FALSE, FALSE, sizeof (KontorCountScan));
  g_autoptr (KontorStatement) row = NULL;
  KontorCountFigure figure = { 0 };
  KontorStep        step = KONTOR_STEP_FAILED;
  KontorUid         scan = { { 0 } };

  kontor_uid_parse (&scan, kontor_json_get_string (last, "scan", ""));
  row = kontor_database_query (
    self->database,
    "SELECT s.uid, s.corrects_uid, CASE s.mode WHEN 'set' THEN 1 ELSE 0 END, CASE s.condition WHEN"
    " 'damaged' THEN 1 ELSE 0 END, s.quantity, s.happened_at, s.hlc FROM count_scan AS l"
    " JOIN count_scan AS s ON s.count_uid = l.count_uid AND s.variant_uid = l.variant_uid"
    " AND s.place_uid IS NOT DISTINCT FROM l.place_uid AND s.lot_uid IS NOT DISTINCT FROM l.lot_uid"
    " AND s.spot = l.spot AND s.pass = l.pass AND s.author_uid IS NOT DISTINCT FROM l.author_uid"
    " AND s.station = l.station WHERE l.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&scan)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_scan (scans, row);
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  if (kontor_count_sum ((KontorCountScan *) scans->data, scans->len, 1, &none, &figure)
      && figure.is_counted)
    kontor_json_set_integer (last, "figure", figure.quantity);
  else
    kontor_json_set (last, "figure", kontor_json_new_null ());
  return TRUE;
}

/**
 * kontor_query_count_screen:
 * @database: a connection
 * @count: uid of a count
 * @place: (nullable): where this person stands; %NULL or nil for the main place
 * @author: (nullable): who counts; %NULL or nil without a name
 * @station: number of the station
 * @limit: scans at most
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): progress and this person's last scans, newest first, members as in
 *   README.md
 */
KontorJson *
kontor_query_count_screen (KontorDatabase  *database,
                           const KontorUid *count,
                           const KontorUid *place,
                           const KontorUid *author,
                           guint            station,
                           guint            limit,
                           GError         **error)
{
  Screen screen = {
    .database = database, .count = count, .place = place, .author = author, .station = station
  };
  g_autoptr (KontorJson) json = NULL;
  KontorJson *last = NULL;

  g_return_val_if_fail (database != NULL && count != NULL, NULL);

  json = read_progress (&screen, error);
  last = json != NULL ? read_last (&screen, limit, error) : NULL;
  if (last == NULL)
    return NULL;
  kontor_json_set (json, "last", last);
  for (guint i = 0; i < kontor_json_length (last); i++)
    if (!set_figure (&screen, (KontorJson *) kontor_json_at (last, i), error))
      return NULL;
  return g_steal_pointer (&json);
}
