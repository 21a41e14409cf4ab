/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-form.h"
#include "kontor-sample-private.h"

/* Shelves were counted: one count is booked, another one is under way this morning. */

#define BOOKED_AGE (9 * KONTOR_DAY)
#define SCAN_TIME (11 * KONTOR_SECOND)

/* What lies on a shelf. */
typedef struct
{
  KontorUid variant;
  KontorUid lot; /* nil: without one */
  gint64    quantity;
} Heap;

typedef struct
{
  const char *place; /* its code */
  gint64      at;
  KontorUid   place_uid;
  GArray     *heaps; /* of Heap */
} Shelf;

static gpointer
read_shelf (KontorDatabase *database, gpointer data, GError **error)
{
  Shelf *shelf = data;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT l.uid, m.variant_uid, m.lot_uid, CAST (sum (m.quantity) AS BIGINT)"
    " FROM location AS l JOIN stock_movement AS m ON m.place_uid = l.uid"
    " JOIN product_variant AS v ON v.uid = m.variant_uid"
    " WHERE l.code = ?1 AND m.happened_at <= ?2"
    " GROUP BY l.uid, m.variant_uid, m.lot_uid, v.sku HAVING sum (m.quantity) > 0 ORDER BY v.sku",
    error,
    KONTOR_VALUES (kontor_value_text (shelf->place), kontor_value_integer (shelf->at)));

  while (row != NULL && kontor_statement_step_row (row, error))
    {
      Heap heap = { .quantity = kontor_statement_get_integer (row, 3) };

      kontor_statement_get_uid (row, 0, &shelf->place_uid);
      kontor_statement_get_uid (row, 1, &heap.variant);
      if (!kontor_statement_is_null (row, 2))
        kontor_statement_get_uid (row, 2, &heap.lot);
      g_array_append_val (shelf->heaps, heap);
    }
  return NULL;
}

static KontorJson *
run (Sample *self, const char *name, KontorJson *params, GError **error)
{
  return kontor_replica_run (self->replica, name, params, NULL, error);
}

static gboolean
run_on (Sample *self, const char *name, const char *count, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "count", count);
  result = run (self, name, params, error);
  return result != NULL;
}

static char *
plan (Sample *self, const Shelf *shelf, const char *title, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *what = kontor_json_new_object ();
  KontorJson *places = kontor_json_new_array ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_append (places, kontor_json_new_uid (&shelf->place_uid));
  kontor_json_set (what, "places", places);
  kontor_json_set (params, "plan", what);
  kontor_json_set_string (params, "title", title);
  result = run (self, "count.plan", params, error);
  return result != NULL ? g_strdup (kontor_json_get_string (result, "count", "")) : NULL;
}

static gboolean
scan (Sample      *self,
      const char  *count,
      const Shelf *shelf,
      const Heap  *heap,
      gint64       missing,
      GError     **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "count", count);
  kontor_json_set (params, "variant", kontor_json_new_uid (&heap->variant));
  kontor_json_set (params, "place", kontor_json_new_uid (&shelf->place_uid));
  if (!kontor_uid_is_nil (&heap->lot))
    kontor_json_set (params, "lot", kontor_json_new_uid (&heap->lot));
  kontor_json_set_integer (params, "quantity", MAX (heap->quantity - missing, 0));
  result = run (self, "count.scan", params, error);
  return result != NULL;
}

/* Every now and then a piece is missing, or one is there too many. */
static gboolean
scan_heaps (Sample *self, const char *count, Shelf *shelf, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 missing = i % 7 == 3 ? 1000 : i % 11 == 5 ? -1000 : 0;

      kontor_replica_set_moment (self->replica, shelf->at + (i + 1) * SCAN_TIME);
      if (!scan (self, count, shelf, &g_array_index (shelf->heaps, Heap, i), missing, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look (Sample *self, Shelf *shelf, GError **error)
{
  GError *reason = NULL;

  kontor_replica_read (self->replica, read_shelf, shelf, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

static gpointer
read_lines (KontorDatabase *database, gpointer data, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorStatement) row = NULL;
  g_autoptr (KontorJson) lines = kontor_json_new_array ();

  if (kontor_uid_parse (&uid, data))
    row = kontor_database_query (
      database,
      "SELECT uid FROM count_line WHERE count_uid = ?1 AND state = 'open' ORDER BY uid",
      error,
      KONTOR_VALUES (kontor_value_uid (&uid)));
  if (row == NULL)
    return NULL;
  while (kontor_statement_step_row (row, error))
    {
      KontorUid line;

      kontor_statement_get_uid (row, 0, &line);
      kontor_json_append (lines, kontor_json_new_uid (&line));
    }
  return g_steal_pointer (&lines);
}

/* What was picked for orders still lay there when it was counted. */
static gboolean
decide (Sample *self, const char *count, GError **error)
{
  KontorJson *lines = kontor_replica_read (self->replica, read_lines, (gpointer) count, error);
  KontorJson *params = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (lines == NULL)
    return FALSE;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "count", count);
  kontor_json_set (params, "lines", lines);
  kontor_json_set_string (params, "picks", "in");
  result = run (self, "count.decide", params, error);
  return result != NULL;
}

static gboolean
count_shelf (
  Sample *self, const char *place, const char *title, gint64 at, gboolean is_booked, GError **error)
{
  g_autoptr (GArray) heaps = g_array_new (FALSE, TRUE, sizeof (Heap));
  Shelf            shelf = { .place = place, .at = at, .heaps = heaps };
  g_autofree char *count = NULL;

  if (!look (self, &shelf, error))
    return FALSE;
  if (heaps->len == 0)
    return TRUE;
  kontor_replica_set_moment (self->replica, at);
  count = plan (self, &shelf, title, error);
  if (count == NULL || !run_on (self, "count.start", count, error)
      || !scan_heaps (
        self, count, &shelf, is_booked ? heaps->len : (heaps->len * 3 + 4) / 5, error))
    return FALSE;
  return !is_booked
         || (run_on (self, "count.finish", count, error) && decide (self, count, error)
             && run_on (self, "count.approve", count, error));
}

/**
 * kontor_sample_make_counts:
 * @self: a company whose shelves are filled
 *
 * Counts two shelves.
 *
 * Returns: whether it was done
 */
gboolean
kontor_sample_make_counts (Sample *self, GError **error)
{
  gboolean done = count_shelf (self, "A", "Regal A", self->now - BOOKED_AGE, TRUE, error)
                  && count_shelf (
                    self, "B", "Regal B", self->now - 60 * 60 * KONTOR_SECOND, FALSE, error);

  kontor_replica_set_moment (self->replica, 0);
  return done;
}
