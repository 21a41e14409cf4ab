/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-query.h"
#include "kontor-query-private.h"

/* What a count can be about, and what a plan names, in words. */

static const struct
{
  const char *key;
  const char *sql;
} choices[] = {
  { "places",
    "SELECT c.uid, c.name FROM (SELECT (SELECT x.uid FROM location AS x WHERE 1 = 0) AS uid,"
    " '' AS name, -1 AS position UNION ALL SELECT uid, name, position FROM location"
    " WHERE archived_at IS NULL AND kind <> 'transit') AS c ORDER BY c.position, c.name, c.uid" },
  { "categories", "SELECT uid, name FROM category WHERE archived_at IS NULL ORDER BY name, uid" },
  { "suppliers", "SELECT uid, name FROM supplier WHERE archived_at IS NULL ORDER BY name, uid" },
  { "people", "SELECT uid, name FROM person WHERE archived_at IS NULL ORDER BY name, uid" },
};

/* By the lists of a plan; ?1 is a uid. */
static const struct
{
  const char *key;
  const char *sql;
} names[] = {
  { "places", "SELECT name FROM location WHERE uid = ?1" },
  { "categories", "SELECT name FROM category WHERE uid = ?1" },
  { "suppliers", "SELECT name FROM supplier WHERE uid = ?1" },
  { "variants",
    "SELECT p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' || v.value1 END FROM product_variant"
    " AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1" },
};

/**
 * kontor_query_count_choices:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): what a plan may name: "places", "categories", "suppliers", "people",
 *   each a list of "uid" and "name"; the first place is the main one, without both
 */
KontorJson *
kontor_query_count_choices (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) json = kontor_json_new_object ();

  g_return_val_if_fail (database != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (!kontor_query_set_rows (
          json, choices[i].key, database, choices[i].sql, "u:uid t:name", error, KONTOR_NO_VALUES))
      return NULL;
  return g_steal_pointer (&json);
}

/* "" for the main place, which has no row. */
static gboolean
read_name (KontorDatabase *database, const char *sql, const char *text, char **name, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  uid;

  if (text == NULL || !kontor_uid_parse (&uid, text))
    {
      *name = g_strdup ("");
      return TRUE;
    }
  row = kontor_database_query (database, sql, error, KONTOR_VALUES (kontor_value_uid (&uid)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  *name = g_strdup (step == KONTOR_STEP_ROW ? kontor_statement_get_text (row, 0) : text);
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_query_count_cover:
 * @database: a connection
 * @plan: of a count
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the names of what it covers: "places" ("": the main place),
 *   "categories", "suppliers", "variants", each a list of texts
 */
KontorJson *
kontor_query_count_cover (KontorDatabase *database, const KontorJson *plan, GError **error)
{
  g_autoptr (KontorJson) json = kontor_json_new_object ();

  g_return_val_if_fail (database != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const KontorJson *uids = kontor_json_get_array (plan, names[i].key);
      KontorJson       *list = kontor_json_new_array ();

      kontor_json_set (json, names[i].key, list);
      for (guint k = 0; k < kontor_json_length (uids); k++)
        {
          g_autofree char *name = NULL;

          if (!read_name (database,
                          names[i].sql,
                          kontor_json_string (kontor_json_at (uids, k)),
                          &name,
                          error))
            return NULL;
          kontor_json_append (list, kontor_json_new_string (name));
        }
    }
  return g_steal_pointer (&json);
}

/**
 * kontor_query_newest_count:
 * @database: a connection
 * @state: "counting", "review"
 * @limit: unused
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the count in this state that was planned last, or one that is reviewed
 *   already when none is left: "uid"; JSON null without one
 */
KontorJson *
kontor_query_newest_count (KontorDatabase *database, const char *state, guint limit, GError **error)
{
  g_return_val_if_fail (database != NULL && state != NULL, NULL);

  return kontor_query_row (
    database,
    "SELECT uid FROM stock_count WHERE state = ?1 OR (?1 = 'review' AND state = 'booked')"
    " ORDER BY CASE WHEN state = ?1 THEN 0 ELSE 1 END, created_at DESC, id DESC LIMIT 1",
    "u:uid",
    error,
    KONTOR_VALUES (kontor_value_text (state)));
}
