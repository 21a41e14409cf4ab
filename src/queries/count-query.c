/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-query.h"
#include "kontor-count-sql-private.h"
#include "kontor-list-private.h"
#include "kontor-query-private.h"

#include "kontor-count.h"

#include <glib/gi18n-lib.h>

#define SELECT_COUNT                                                                               \
  "SELECT t.uid, t.number, t.title, t.state, t.plan, t.repeat_days, t.prefilled, t.blind,"         \
  " t.passes, t.tolerance_quantity, t.tolerance_minor, t.approval_minor, t.uncounted,"             \
  " t.created_at, t.started_at, t.finished_at, t.booked_at, t.closed_at, t.author_name,"           \
  " t.finished_by, t.booked_by, t.note, t.reverses_uid, (SELECT r.number FROM stock_count AS r"    \
  " WHERE r.uid = t.reverses_uid), (SELECT r.uid FROM stock_count AS r WHERE r.reverses_uid ="     \
  " t.uid), (SELECT r.number FROM stock_count AS r WHERE r.reverses_uid = t.uid), t.repeats_uid,"  \
  " CASE WHEN t.repeat_days > 0 AND t.booked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"         \
  " stock_count AS n WHERE n.repeats_uid = t.uid AND n.state <> 'cancelled')"                      \
  " THEN t.booked_at + t.repeat_days * 86400000000 END, " SQL_HOME_CURRENCY                        \
  " FROM stock_count AS t WHERE t.uid = ?1"
#define COUNT_SPEC                                                                                 \
  "u:uid t:number t:title t:state j:plan i:repeat_days b:prefilled b:blind i:passes"               \
  " i:tolerance_quantity i:tolerance_minor i:approval_minor t:uncounted i:created_at"              \
  " i:started_at i:finished_at i:booked_at i:closed_at t:author t:finished_by t:booked_by t:note"  \
  " u:reverses t:reverses_number u:reversed_by t:reversed_by_number u:repeats i:due_at t:currency"

static const struct
{
  const char *key;
  const char *sql;
  const char *spec;
} lists[] = {
  { "assignments",
    "SELECT a.position, a.place_uid, coalesce (l.name, ''), a.person_uid, coalesce (p.name, ''),"
    " a.pass FROM count_assignment AS a LEFT JOIN location AS l ON l.uid = a.place_uid"
    " LEFT JOIN person AS p ON p.uid = a.person_uid WHERE a.count_uid = ?1 ORDER BY a.position",
    "i:position u:place t:place_name u:person t:person_name i:pass" },
  { "people",
    "SELECT s.author_uid, s.author_name, count (*), min (s.happened_at), max (s.happened_at)"
    " FROM count_scan AS s WHERE s.count_uid = ?1 AND s.corrects_uid IS NULL"
    " GROUP BY s.author_uid, s.author_name ORDER BY 2, 1",
    "u:person t:name i:scans i:first_at i:last_at" },
  { "unknown",
    "SELECT s.uid, s.code, s.quantity, s.place_uid, coalesce (l.name, ''), s.author_name,"
    " s.happened_at, s.note FROM count_scan AS s LEFT JOIN location AS l ON l.uid = s.place_uid"
    " WHERE s.count_uid = ?1 AND s.variant_uid IS NULL AND " SQL_SCAN_STANDS (
      "s") " ORDER BY s.happened_at, s.uid",
    "u:scan t:code i:quantity u:place t:place_name t:author i:happened_at t:note" },
  { "states",
    "SELECT state, count (*) FROM count_line WHERE count_uid = ?1 GROUP BY state ORDER BY state",
    "t:state i:lines" },
  { "reasons",
    "SELECT reason, count (*), CAST (sum (value_minor) AS BIGINT) FROM count_line"
    " WHERE count_uid = ?1 AND shown <> 0 GROUP BY reason ORDER BY reason",
    "t:reason i:lines i:value_minor" },
};

static gboolean
set_lists (KontorJson *count, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!kontor_query_set_rows (count,
                                lists[i].key,
                                database,
                                lists[i].sql,
                                lists[i].spec,
                                error,
                                KONTOR_VALUES (kontor_value_uid (uid))))
      return FALSE;
  return TRUE;
}

/* What of a plan is counted, and what the book says that both parts are worth. */
typedef struct
{
  gint64      items;
  gint64      counted;
  gint64      value_minor;
  gint64      counted_minor;
  const char *currency;
} Progress;

static void
add_item (Progress *self, const KontorJson *item)
{
  gboolean is_counted = kontor_json_get_boolean (item, "is_counted", FALSE);
  gint64   value = 0;

  if (!kontor_count_value (kontor_json_get_integer (item, "book", 0),
                           kontor_json_get_integer (item, "cost_e4", 0),
                           self->currency,
                           &value))
    value = 0;
  self->items++;
  self->value_minor += value;
  if (!is_counted)
    return;
  self->counted++;
  self->counted_minor += value;
}

static KontorJson *
progress_to_json (const Progress *self)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_integer (object, "items", self->items);
  kontor_json_set_integer (object, "counted", self->counted);
  kontor_json_set_integer (object, "uncounted", self->items - self->counted);
  kontor_json_set_integer (object, "value_minor", self->value_minor);
  kontor_json_set_integer (object, "counted_minor", self->counted_minor);
  kontor_json_set_integer (object, "uncounted_minor", self->value_minor - self->counted_minor);
  return object;
}

static KontorJson *
place_to_json (const KontorJson *item, const Progress *progress)
{
  KontorJson *object = progress_to_json (progress);

  kontor_json_set (object,
                   "place",
                   kontor_json_get (item, "place") != NULL
                     ? kontor_json_ref ((KontorJson *) kontor_json_get (item, "place"))
                     : kontor_json_new_null ());
  kontor_json_set_string (object, "name", kontor_json_get_string (item, "place_name", ""));
  kontor_json_set_string (object, "code", kontor_json_get_string (item, "place_code", ""));
  return object;
}

static gboolean
is_same_place (const KontorJson *a, const KontorJson *b)
{
  return g_strcmp0 (kontor_json_get_string (a, "place", NULL),
                    kontor_json_get_string (b, "place", NULL))
         == 0;
}

/* Items come place by place. */
static gboolean
set_progress (KontorJson *count, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) items = kontor_query_count_items (database, uid, error);
  const char *currency = kontor_json_get_string (count, "currency", "EUR");
  Progress    all = { .currency = currency };
  Progress    here = { .currency = currency };
  KontorJson *places = kontor_json_new_array ();
  guint       n = kontor_json_length (items);

  kontor_json_set (count, "places", places);
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *item = kontor_json_at (items, i);

      add_item (&all, item);
      add_item (&here, item);
      if (i + 1 < n && is_same_place (item, kontor_json_at (items, i + 1)))
        continue;
      kontor_json_append (places, place_to_json (item, &here));
      here = (Progress){ .currency = currency };
    }
  kontor_json_set (count, "progress", progress_to_json (&all));
  return items != NULL;
}

static gboolean
set_differences (KontorJson *count, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  KontorJson *row = kontor_query_row (
    database,
    "SELECT count (*), CAST (coalesce (sum (CASE WHEN value_minor > 0 THEN value_minor ELSE 0 END),"
    " 0) AS BIGINT), CAST (coalesce (sum (CASE WHEN value_minor < 0 THEN value_minor ELSE 0 END),"
    " 0) AS BIGINT), CAST (coalesce (sum (value_minor), 0) AS BIGINT), CAST (coalesce (sum (CASE"
    " WHEN shown <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM count_line WHERE count_uid = ?1",
    "i:lines i:plus_minor i:minus_minor i:value_minor i:different",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (row != NULL)
    kontor_json_set (count, "differences", row);
  return row != NULL;
}

static gboolean
set_cover (KontorJson *count, KontorDatabase *database, GError **error)
{
  KontorJson *cover = kontor_query_count_cover (
    database, kontor_json_get_object (count, "plan"), error);

  if (cover != NULL)
    kontor_json_set (count, "cover", cover);
  return cover != NULL;
}

/* What may be done with a count in each state; the first that applies is suggested. */
static const struct
{
  const char *state;
  const char *can[6];
} abilities[] = {
  { "planned", { "start", "assign", "cancel" } },
  { "counting", { "finish", "scan", "assign", "cancel" } },
  { "review", { "approve", "decide", "recount", "resume", "cancel" } },
  { "booked", { "reverse" } },
  { "cancelled", { "resume" } },
};

static void
set_abilities (KontorJson *count)
{
  const char *state = kontor_json_get_string (count, "state", "");
  KontorJson *can = kontor_json_new_array ();

  for (gsize i = 0; i < G_N_ELEMENTS (abilities); i++)
    for (gsize k = 0; g_str_equal (abilities[i].state, state) && k < G_N_ELEMENTS (abilities[i].can)
                      && abilities[i].can[k] != NULL;
         k++)
      if (kontor_json_get (count, "reverses") == NULL)
        kontor_json_append (can, kontor_json_new_string (abilities[i].can[k]));
  if (kontor_json_get (count, "due_at") != NULL)
    kontor_json_append (can, kontor_json_new_string ("repeat"));
  kontor_json_set (count, "can", can);
}

/**
 * kontor_query_count_json:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the count with its progress and sums, members as in README.md
 */
KontorJson *
kontor_query_count_json (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_autoptr (KontorJson) json = NULL;

  g_return_val_if_fail (database != NULL && count != NULL, NULL);

  json = kontor_query_row (
    database, SELECT_COUNT, COUNT_SPEC, error, KONTOR_VALUES (kontor_value_uid (count)));
  if (!kontor_query_check_found (json, _ ("count"), error)
      || !set_lists (json, database, count, error) || !set_progress (json, database, count, error)
      || !set_differences (json, database, count, error) || !set_cover (json, database, error))
    return NULL;
  set_abilities (json);
  return g_steal_pointer (&json);
}

/**
 * kontor_query_count_items:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): what the plan covered when counting began, along the shelves, members
 *   as in README.md
 */
KontorJson *
kontor_query_count_items (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_return_val_if_fail (database != NULL && count != NULL, NULL);

  return kontor_query_rows (
    database,
    "SELECT i.variant_uid, v.sku, " SQL_VARIANT_TITLE ", p.unit, i.place_uid,"
    " coalesce (l.name, ''), coalesce (l.code, ''), i.lot_uid, coalesce (k.code, ''),"
    " k.best_before, CASE WHEN " SQL_ITEM_COUNTED " THEN 1 ELSE 0 END, " SQL_ON_HAND (
      "i") ", " SQL_COST ("i.variant_uid") ", coalesce ((SELECT min (b.code) FROM variant_barcode"
                                           " AS b WHERE b.variant_uid = i.variant_uid), '')"
                                           " FROM count_item AS i"
                                           " JOIN product_variant AS v ON v.uid = i.variant_uid"
                                           " JOIN product AS p ON p.uid = v.product_uid"
                                           " LEFT JOIN location AS l ON l.uid = i.place_uid"
                                           " LEFT JOIN lot AS k ON k.uid = i.lot_uid"
                                           " WHERE i.count_uid = ?1 ORDER BY i.position",
    "u:variant t:sku t:title t:unit u:place t:place_name t:place_code u:lot t:lot_code "
    "i:best_before b:is_counted i:book i:cost_e4 t:barcode",
    error,
    KONTOR_VALUES (kontor_value_uid (count)));
}
