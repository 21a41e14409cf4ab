/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-verify.h"

#include "kontor-count.h"

/* The counting rule (sync-spec.md section 21, I9): what the ledger made of counts and movements as
 * they became known is what it would be if all had been known in the right order. */

typedef struct
{
  KontorUid variant;
  KontorUid place;
  KontorUid lot;
} KontorStockKey;

static KontorValue
value_uid (const KontorUid *uid)
{
  return kontor_value_uid (kontor_uid_is_nil (uid) ? NULL : uid);
}

#define OF_KEY                                                                                     \
  "variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2 AND lot_uid IS NOT DISTINCT FROM ?3"

static GArray *
list_keys (KontorDatabase *database, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (KontorStockKey));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT DISTINCT variant_uid, place_uid, lot_uid FROM count_line"
    " WHERE state IN ('booked', 'reopened')",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorStockKey key;

      kontor_statement_get_uid (row, 0, &key.variant);
      kontor_statement_get_uid (row, 1, &key.place);
      kontor_statement_get_uid (row, 2, &key.lot);
      g_array_append_val (keys, key);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&keys) : NULL;
}

/* Columns: kind of event, quantity, moment, clock, rank, uid, line. What posted lines wrote follows
 * from the lines; what reversed ones wrote cancels out, and is movement like any. */
static gboolean
add_events (KontorDatabase       *database,
            const KontorStockKey *key,
            const char           *sql,
            GArray               *events,
            GError              **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    sql,
    error,
    KONTOR_VALUES (value_uid (&key->variant), value_uid (&key->place), value_uid (&key->lot)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorStockEvent event = { 0 };

      event.kind = (KontorStockEventKind) kontor_statement_get_integer (row, 0);
      event.quantity = kontor_statement_get_integer (row, 1);
      event.moment.at = kontor_statement_get_integer (row, 2);
      event.moment.hlc = (guint64) kontor_statement_get_integer (row, 3);
      event.moment.rank = (guint) kontor_statement_get_integer (row, 4);
      kontor_statement_get_uid (row, 5, &event.moment.uid);
      kontor_statement_get_uid (row, 6, &event.moment.line);
      g_array_append_val (events, event);
    }
  return step == KONTOR_STEP_DONE;
}

static GArray *
read_events (KontorDatabase *database, const KontorStockKey *key, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (KontorStockEvent));

  if (!add_events (
        database,
        key,
        "SELECT CASE WHEN m.reason = 'still_on_shelf' AND l.uid IS NOT NULL THEN 2 ELSE 0 END,"
        " m.quantity, m.happened_at, m.hlc, m.rank, m.uid, m.count_line_uid"
        " FROM stock_movement AS m"
        " LEFT JOIN count_line AS l ON l.uid = m.count_line_uid"
        " AND l.state IN ('booked', 'reopened')"
        " WHERE m.variant_uid = ?1 AND m.place_uid IS NOT DISTINCT FROM ?2"
        " AND m.lot_uid IS NOT DISTINCT FROM ?3"
        " AND (l.uid IS NULL OR m.reason = 'still_on_shelf')",
        events,
        error)
      || !add_events (
        database,
        key,
        "SELECT 1, counted, counted_at, hlc, 1, uid, uid FROM count_line WHERE " OF_KEY
        " AND state IN ('booked', 'reopened')",
        events,
        error))
    return NULL;
  return g_steal_pointer (&events);
}

static gboolean
read_number (KontorDatabase    *database,
             const char        *sql,
             const KontorValue *values,
             gsize              n,
             gint64            *number,
             GError           **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, error, values, n);

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *number = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static char *
dup_name (KontorDatabase *database, const KontorStockKey *key)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT p.title || ' ' || v.sku FROM product_variant AS v JOIN product AS p"
    " ON p.uid = v.product_uid WHERE v.uid = ?1",
    NULL,
    KONTOR_VALUES (kontor_value_uid (&key->variant)));

  if (row != NULL && kontor_statement_step_row (row, NULL))
    return g_strdup (kontor_statement_get_text (row, 0));
  return kontor_uid_dup_text (&key->variant);
}

static gboolean
compare_lines (KontorDatabase *database,
               const GArray   *events,
               const char     *name,
               GPtrArray      *findings,
               GError        **error)
{
  for (guint i = 0; i < events->len; i++)
    {
      const KontorStockEvent *event = &g_array_index (events, KontorStockEvent, i);
      gint64                  shown = 0;

      if (event->kind != KONTOR_STOCK_COUNTED)
        continue;
      if (!read_number (database,
                        "SELECT shown FROM count_line WHERE uid = ?1",
                        KONTOR_VALUES (kontor_value_uid (&event->moment.uid)),
                        &shown,
                        error))
        return FALSE;
      if (shown != event->difference)
        kontor_verify_add (findings,
                           "A count of “%s” shows a difference of %" G_GINT64_FORMAT
                           " thousandths, and it is %" G_GINT64_FORMAT ".",
                           name,
                           shown,
                           event->difference);
    }
  return TRUE;
}

static gboolean
check_key (KontorDatabase *database, const KontorStockKey *key, GPtrArray *findings, GError **error)
{
  g_autofree char *name = dup_name (database, key);
  g_autoptr (GArray) events = read_events (database, key, error);
  gint64 expected = 0;
  gint64 on_hand = 0;

  if (events == NULL
      || !read_number (
        database,
        "SELECT coalesce (sum (quantity), 0) FROM stock_movement WHERE " OF_KEY,
        KONTOR_VALUES (value_uid (&key->variant), value_uid (&key->place), value_uid (&key->lot)),
        &on_hand,
        error))
    return FALSE;
  if (!kontor_stock_replay ((KontorStockEvent *) events->data, events->len, &expected))
    {
      kontor_verify_add (findings, "The movements of “%s” are too large to be added up.", name);
      return TRUE;
    }
  if (expected != on_hand)
    kontor_verify_add (findings,
                       "There are %" G_GINT64_FORMAT
                       " thousandths of “%s” on hand, and its counts say %" G_GINT64_FORMAT ".",
                       on_hand,
                       name,
                       expected);
  return compare_lines (database, events, name, findings, error);
}

/**
 * kontor_verify_counts:
 *
 * Plays the course of everything that was counted again, in the order in which it happened.
 */
gboolean
kontor_verify_counts (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (GArray) keys = list_keys (database, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (!check_key (database, &g_array_index (keys, KontorStockKey, i), findings, error))
      return FALSE;
  return keys != NULL;
}
