/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"
#include "kontor-stock-query.h"

/* The last state of each interval; a narrow question has an interval a movement. */
typedef struct
{
  KontorJson *points; /* (owned) */
  gint64      from;
  gint64      interval;
  gint64      on_hand;
  gint64      bucket;  /* of the last point */
  KontorJson *last;    /* (nullable): that point */
  gint64      n_moves; /* in it */
} Steps;

static void
steps_clear (Steps *self)
{
  g_clear_pointer (&self->points, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Steps, steps_clear)

static void
add_step (Steps *self, gint64 at, gint64 quantity, const KontorUid *movement)
{
  gint64 bucket = self->interval > 0 ? (at - self->from) / self->interval : at;

  self->on_hand += quantity;
  if (self->last == NULL || bucket != self->bucket)
    {
      self->last = kontor_json_new_object ();
      kontor_json_append (self->points, self->last);
      self->n_moves = 0;
    }
  self->bucket = bucket;
  kontor_json_set_integer (self->last, "at", at);
  kontor_json_set_integer (self->last, "on_hand", self->on_hand);
  kontor_json_set_integer (self->last, "movements", ++self->n_moves);
  kontor_json_set_uid (self->last, "movement", movement);
}

static gboolean
read_start (KontorDatabase  *database,
            const KontorUid *variant,
            gint64           from,
            gint64           to,
            gint64          *on_hand,
            gint64          *n_rows,
            GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (CASE WHEN happened_at < ?2 THEN quantity END), 0) AS BIGINT),"
    " count (CASE WHEN happened_at >= ?2 THEN 1 END)"
    " FROM stock_movement WHERE variant_uid = ?1 AND happened_at < ?3",
    error,
    KONTOR_VALUES (
      kontor_value_uid (variant), kontor_value_integer (from), kontor_value_integer (to)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *on_hand = kontor_statement_get_integer (row, 0);
  *n_rows = kontor_statement_get_integer (row, 1);
  return TRUE;
}

static gboolean
read_steps (
  KontorDatabase *database, const KontorUid *variant, gint64 to, Steps *steps, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT happened_at, quantity, uid FROM stock_movement"
    " WHERE variant_uid = ?1 AND happened_at >= ?2 AND happened_at < ?3"
    " ORDER BY happened_at, hlc, count_line_uid IS NOT NULL, count_line_uid, rank, uid",
    error,
    KONTOR_VALUES (
      kontor_value_uid (variant), kontor_value_integer (steps->from), kontor_value_integer (to)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 2, &uid);
      add_step (
        steps, kontor_statement_get_integer (row, 0), kontor_statement_get_integer (row, 1), &uid);
    }
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_query_stock_history:
 * @database: a connection
 * @variant: a variant
 * @from: UTC microseconds, included
 * @to: UTC microseconds, not included
 * @most_points: how many points a chart can use
 * @error: return location for an error
 *
 * What lay there along time, as steps: each point holds from its moment to the next one's. Of more
 * movements than points, the last in each of equal intervals.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): "before" (on hand before @from), "points": "at", "on_hand",
 * "movements" (how many made the step), "movement" (the last of them)
 */
KontorJson *
kontor_query_stock_history (KontorDatabase  *database,
                            const KontorUid *variant,
                            gint64           from,
                            gint64           to,
                            guint            most_points,
                            GError         **error)
{
  g_auto (Steps) steps = { .points = kontor_json_new_array (), .from = from };
  KontorJson *answer = NULL;
  gint64      n_rows = 0;

  g_return_val_if_fail (database != NULL && variant != NULL, NULL);
  g_return_val_if_fail (most_points > 0, NULL);

  if (!read_start (database, variant, from, to, &steps.on_hand, &n_rows, error))
    return NULL;

  answer = kontor_json_new_object ();
  kontor_json_set_integer (answer, "before", steps.on_hand);
  if (n_rows > most_points)
    steps.interval = MAX ((to - from) / most_points + 1, 1);
  if (!read_steps (database, variant, to, &steps, error))
    {
      kontor_json_unref (answer); /* nobody else has it */
      return NULL;
    }
  kontor_json_set (answer, "points", g_steal_pointer (&steps.points));
  return answer;
}
