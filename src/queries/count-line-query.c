/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-query.h"
#include "kontor-count-sql-private.h"
#include "kontor-list-private.h"
#include "kontor-query-private.h"

#include "kontor-cost.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SELECT_LINES                                                                               \
  "SELECT t.uid, t.count_uid, t.variant_uid, v.product_uid, v.sku, " SQL_VARIANT_TITLE             \
  ", p.unit, t.place_uid, coalesce (l.name, ''), t.lot_uid, coalesce (k.code, ''), t.state,"       \
  " t.counted, t.counted_at, t.book, t.adjustment, t.shown, t.value_minor, t.currency, t.reason,"  \
  " t.check_note, t.decided_by, t.booked_at, t.note, t.pass, t.decision, " SQL_ON_HAND (           \
    "t") ", " SQL_COST ("t.variant_uid") ", CAST (coalesce ((SELECT sum (m.quantity) FROM"         \
                                         " stock_movement AS m WHERE m.count_line_uid = t.uid"     \
                                         " AND m.reason = 'still_on_shelf'), 0) AS BIGINT)"        \
                                         " FROM count_line AS t"                                   \
                                         " JOIN product_variant AS v ON v.uid = t.variant_uid"     \
                                         " JOIN product AS p ON p.uid = v.product_uid"             \
                                         " LEFT JOIN location AS l ON l.uid = t.place_uid"         \
                                         " LEFT JOIN lot AS k ON k.uid = t.lot_uid "
#define LINE_SPEC                                                                                  \
  "u:uid u:count u:variant u:product t:sku t:title t:unit u:place t:place_name u:lot t:lot_code"   \
  " t:state i:counted i:counted_at i:book i:adjustment i:shown i:value_minor t:currency t:reason"  \
  " t:check_note t:decided_by i:booked_at t:note i:pass j:decision i:on_hand i:cost_e4 i:excluded"

/* Words of "check_note" as a list, and what happened behind the line. */
static void
complete_line (KontorJson *line)
{
  g_auto (GStrv) words = g_strsplit (kontor_json_get_string (line, "check_note", ""), " ", -1);
  KontorJson *checks = kontor_json_new_array ();
  gint64      there = kontor_json_get_integer (line, "counted", 0)
                 + kontor_json_get_integer (line, "excluded", 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      kontor_json_append (checks, kontor_json_new_string (words[i]));
  kontor_json_set (line, "checks", checks);
  if (g_str_equal (kontor_json_get_string (line, "state", ""), "booked")
      || g_str_equal (kontor_json_get_string (line, "state", ""), "reopened"))
    kontor_json_set_integer (line, "since", kontor_json_get_integer (line, "on_hand", 0) - there);
  else
    kontor_json_set_integer (line,
                             "since",
                             kontor_json_get (line, "counted") != NULL
                               ? kontor_json_get_integer (line, "on_hand", 0)
                                   - kontor_json_get_integer (line, "book", 0)
                               : 0);
}

/**
 * kontor_query_count_lines:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): its lines, the largest value of a difference first, members as in
 *   README.md
 */
KontorJson *
kontor_query_count_lines (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_autoptr (KontorJson) lines = NULL;

  g_return_val_if_fail (database != NULL && count != NULL, NULL);

  lines = kontor_query_rows (
    database,
    SELECT_LINES "WHERE t.count_uid = ?1 ORDER BY abs (t.value_minor) DESC, abs (t.shown) DESC,"
                 " 6, t.uid",
    LINE_SPEC,
    error,
    KONTOR_VALUES (kontor_value_uid (count)));
  for (guint i = 0; i < kontor_json_length (lines); i++)
    complete_line ((KontorJson *) kontor_json_at (lines, i));
  return g_steal_pointer (&lines);
}

/* The moving average along the movements of the goods up to the line's moment; what the catalog
 * says, where none of them told a cost. */
static gboolean
set_average_cost (KontorDatabase *database, KontorJson *line, GError **error)
{
  KontorCostCourse course = { 0 };
  KontorStep       step = KONTOR_STEP_FAILED;
  KontorUid        variant = { { 0 } };
  gint64           until = kontor_json_get_integer (line, "counted_at", G_MAXINT64);
  const char      *currency = kontor_json_get_string (line, "currency", "");
  g_autoptr (KontorStatement) row = NULL;

  kontor_uid_parse (&variant, kontor_json_get_string (line, "variant", ""));
  row = kontor_database_query (
    database,
    "SELECT quantity, kind, cost_e4, currency FROM stock_movement WHERE variant_uid = ?1"
    " AND coalesce (booked_on, happened_at) <= ?2"
    " ORDER BY coalesce (booked_on, happened_at), happened_at, hlc, rank, quantity DESC, kind,"
    " currency, cost_e4",
    error,
    KONTOR_VALUES (kontor_value_uid (&variant), kontor_value_integer (until)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    kontor_cost_course_add (&course,
                            kontor_statement_get_integer (row, 0),
                            g_str_equal (kontor_statement_get_text (row, 3), currency),
                            kontor_statement_get_integer (row, 2),
                            g_str_equal (kontor_statement_get_text (row, 1), "RESTOCK"));
  if (course.is_known)
    kontor_json_set_integer (line, "cost_e4", (course.average_e8 + 5000) / 10000);
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_query_count_inventory:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): as kontor_query_count_lines(), with "cost_e4" the average cost at the
 *   moment of counting
 */
KontorJson *
kontor_query_count_inventory (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_autoptr (KontorJson) lines = kontor_query_count_lines (database, count, error);

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (!set_average_cost (database, (KontorJson *) kontor_json_at (lines, i), error))
      return NULL;
  return g_steal_pointer (&lines);
}

/* ?1 to ?3 are the key. */
#define OF_KEY                                                                                     \
  " WHERE m.variant_uid = ?1 AND m.place_uid IS NOT DISTINCT FROM ?2"                              \
  " AND m.lot_uid IS NOT DISTINCT FROM ?3"
#define MOVEMENT                                                                                   \
  "SELECT m.uid, m.kind, m.quantity, m.happened_at, m.recorded_at, m.station, m.reason, m.note,"   \
  " m.order_uid, (SELECT o.number FROM sales_order AS o WHERE o.uid = m.order_uid), m.about_uid"   \
  " FROM stock_movement AS m"
#define MOVEMENT_SPEC                                                                              \
  "u:movement t:kind i:quantity i:happened_at i:recorded_at i:station t:reason t:note u:order"     \
  " t:order_number u:about"

typedef struct
{
  KontorUid variant;
  KontorUid place;
  KontorUid lot;
  KontorUid stood; /* the line, or the one that it takes back: where their rows stand */
  KontorUid count;
  gint64    at;
  gint64    hlc;
} LineKey;

static KontorValue
value_uid (const KontorUid *uid)
{
  return kontor_value_uid (kontor_uid_is_nil (uid) ? NULL : uid);
}

static gboolean
read_key (KontorDatabase *database, const KontorUid *line, LineKey *key, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT l.variant_uid, l.place_uid, l.lot_uid, l.count_uid, l.counted_at, l.hlc,"
    " coalesce ((SELECT o.uid FROM stock_count AS c JOIN count_line AS o"
    "  ON o.count_uid = c.reverses_uid AND o.variant_uid = l.variant_uid"
    "  AND o.place_uid IS NOT DISTINCT FROM l.place_uid"
    "  AND o.lot_uid IS NOT DISTINCT FROM l.lot_uid WHERE c.uid = l.count_uid), l.uid)"
    " FROM count_line AS l WHERE l.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (line)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  kontor_statement_get_uid (row, 0, &key->variant);
  kontor_statement_get_uid (row, 1, &key->place);
  kontor_statement_get_uid (row, 2, &key->lot);
  kontor_statement_get_uid (row, 3, &key->count);
  key->at = kontor_statement_get_integer (row, 4);
  key->hlc = kontor_statement_get_integer (row, 5);
  kontor_statement_get_uid (row, 6, &key->stood);
  return TRUE;
}

static gboolean
set_movements (KontorJson     *line,
               const char     *name,
               KontorDatabase *database,
               const char     *sql,
               const LineKey  *key,
               GError        **error)
{
  return kontor_query_set_rows (line,
                                name,
                                database,
                                sql,
                                MOVEMENT_SPEC,
                                error,
                                KONTOR_VALUES (kontor_value_uid (&key->variant),
                                               value_uid (&key->place),
                                               value_uid (&key->lot),
                                               kontor_value_integer (key->at),
                                               kontor_value_integer (key->hlc),
                                               kontor_value_uid (&key->stood)));
}

/* What the book is made of, the newest first; and everything behind the line that is not its own.
 */
static gboolean
set_course (KontorJson *line, KontorDatabase *database, const LineKey *key, GError **error)
{
  return set_movements (line,
                        "movements_before",
                        database,
                        MOVEMENT OF_KEY
                        " AND m.reason NOT IN ('hold', 'release') AND (m.happened_at < ?4 OR"
                        " (m.happened_at = ?4 AND (m.hlc < ?5 OR (m.hlc = ?5"
                        " AND (m.count_line_uid IS NULL OR m.count_line_uid < ?6)))))"
                        " ORDER BY m.happened_at DESC, m.hlc DESC, m.uid LIMIT 20",
                        key,
                        error)
         && set_movements (line,
                           "movements_since",
                           database,
                           MOVEMENT OF_KEY
                           " AND m.reason NOT IN ('hold', 'release') AND (m.happened_at > ?4 OR"
                           " (m.happened_at = ?4 AND (m.hlc > ?5 OR (m.hlc = ?5"
                           " AND m.count_line_uid > ?6))))"
                           " ORDER BY m.happened_at, m.hlc, m.uid LIMIT 200",
                           key,
                           error);
}

/* The adjustment, what became known late, what the count had not seen. */
static gboolean
set_own (KontorJson *line, KontorDatabase *database, const LineKey *key, GError **error)
{
  return kontor_query_set_rows (
    line,
    "rows",
    database,
    MOVEMENT " WHERE m.count_line_uid = ?1 AND m.document_uid = ?2"
             " ORDER BY m.rank, m.recorded_at, m.uid",
    MOVEMENT_SPEC,
    error,
    KONTOR_VALUES (kontor_value_uid (&key->stood), kontor_value_uid (&key->count)));
}

static gboolean
set_scans (KontorJson *line, KontorDatabase *database, const LineKey *key, GError **error)
{
  return kontor_query_set_rows (
    line,
    "scans",
    database,
    "SELECT m.uid, m.quantity, m.mode, m.expression, m.code, m.spot, m.pass, m.condition,"
    " m.happened_at, m.author_name, m.station, m.note, m.picture_sha256, m.corrects_uid,"
    " CASE WHEN " SQL_SCAN_STANDS ("m") " THEN 1 ELSE 0 END FROM count_scan AS m" OF_KEY
                                        " AND m.count_uid = ?4"
                                        " ORDER BY m.happened_at, m.hlc, m.uid",
    "u:scan i:quantity t:mode t:expression t:code t:spot i:pass t:condition i:happened_at t:author "
    "i:station t:note t:picture_sha256 u:corrects b:stands",
    error,
    KONTOR_VALUES (kontor_value_uid (&key->variant),
                   value_uid (&key->place),
                   value_uid (&key->lot),
                   kontor_value_uid (&key->count)));
}

/* Orders that were being packed at its moment. */
static gboolean
set_picks (KontorJson *line, KontorDatabase *database, const LineKey *key, GError **error)
{
  return kontor_query_set_rows (
    line,
    "picks",
    database,
    "SELECT o.uid, o.number, m.quantity, (SELECT t.happened_at FROM order_transition AS t"
    " WHERE t.order_uid = o.uid AND t.to_state = 'PROCESSING' AND t.happened_at <= ?2"
    " ORDER BY t.position DESC LIMIT 1) FROM order_line AS m"
    " JOIN sales_order AS o ON o.uid = m.order_uid WHERE m.variant_uid = ?1 AND m.kind = 'goods'"
    " AND (o.state = 'PROCESSING' OR o.shipped_at > ?2 OR o.closed_at > ?2)"
    " AND (SELECT t.to_state FROM order_transition AS t WHERE t.order_uid = o.uid"
    " AND t.happened_at <= ?2 ORDER BY t.position DESC LIMIT 1) = 'PROCESSING' ORDER BY o.number",
    "u:order t:number i:quantity i:packed_at",
    error,
    KONTOR_VALUES (kontor_value_uid (&key->variant), kontor_value_integer (key->at)));
}

/**
 * kontor_query_count_line_json:
 * @database: a connection
 * @line: uid of a line
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the line with everything that explains its figures, members as in
 *   README.md
 */
KontorJson *
kontor_query_count_line_json (KontorDatabase *database, const KontorUid *line, GError **error)
{
  g_autoptr (KontorJson) json = NULL;
  LineKey key;

  g_return_val_if_fail (database != NULL && line != NULL, NULL);

  json = kontor_query_row (database,
                           SELECT_LINES "WHERE t.uid = ?1",
                           LINE_SPEC,
                           error,
                           KONTOR_VALUES (kontor_value_uid (line)));
  if (!kontor_query_check_found (json, _ ("count line"), error)
      || !read_key (database, line, &key, error) || !set_course (json, database, &key, error)
      || !set_own (json, database, &key, error) || !set_scans (json, database, &key, error)
      || !set_picks (json, database, &key, error))
    return NULL;
  complete_line (json);
  return g_steal_pointer (&json);
}
