/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-sql-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-queries.h"

/* A condition that matches fewer rows leads, whatever else there is. */
#define FEW_ROWS 8000

/* Above this id a bitmap would be larger than it is worth. */
#define MAX_BITMAP_ID (G_GINT64_CONSTANT (1) << 31)

static gboolean
count_matches (const KontorListQuery *query,
               KontorDatabase        *database,
               const KontorCondition *condition,
               gint64                *count,
               GError               **error)
{
  g_auto (KontorListSql) sql = kontor_list_sql_probe (query, condition, FEW_ROWS);
  g_autoptr (KontorStatement) statement = kontor_list_sql_query (&sql, database, error);

  if (statement == NULL || kontor_statement_step (statement, error) != KONTOR_STEP_ROW)
    return FALSE;

  *count = kontor_statement_get_integer (statement, 0);
  return TRUE;
}

/* The condition with the fewest rows, else one whose index has the wanted order, too, else none.
 * The choice is about speed only, so that it may grow old while the query lives. */
static gboolean
choose_lead (const KontorListQuery *query, KontorDatabase *database, int *lead, GError **error)
{
  gint64 least = FEW_ROWS;

  *lead = g_atomic_int_get (&query->lead);
  if (*lead != KONTOR_LEAD_UNKNOWN)
    return TRUE;

  *lead = KONTOR_LEAD_NONE;
  for (guint i = 0; i < query->conditions->len; i++)
    {
      const KontorCondition *condition = g_ptr_array_index (query->conditions, i);
      gint64                 count = 0;

      if (!condition->can_lead)
        continue;
      if (g_strcmp0 (condition->serves, query->sort->key) == 0)
        {
          *lead = *lead == KONTOR_LEAD_NONE ? (int) i : *lead;
          continue;
        }
      if (!count_matches (query, database, condition, &count, error))
        return FALSE;
      if (count < least)
        {
          *lead = (int) i;
          least = count;
        }
    }

  g_atomic_int_set (&((KontorListQuery *) query)->lead, *lead);
  return TRUE;
}

static GArray *
read_ids (const KontorListSql *sql, KontorDatabase *database, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (KontorStatement) statement = kontor_list_sql_query (sql, database, error);
  KontorStep step = KONTOR_STEP_ROW;

  if (statement == NULL)
    return NULL;

  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      gint64 id = kontor_statement_get_integer (statement, 0);

      g_array_append_val (ids, id);
    }

  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* Ids, for quick questions. */
typedef struct
{
  guint8 *bits; /* (owned) */
  gint64  max;
} Bitmap;

static void
bitmap_clear (Bitmap *self)
{
  g_clear_pointer (&self->bits, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bitmap, bitmap_clear)

static Bitmap
new_bitmap (const GArray *ids)
{
  Bitmap self = { NULL, 0 };

  for (guint i = 0; i < ids->len; i++)
    self.max = MAX (self.max, g_array_index (ids, gint64, i));

  self.bits = g_malloc0 ((gsize) self.max / 8 + 1);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      self.bits[id / 8] |= (guint8) (1 << (id % 8));
    }

  return self;
}

/* Keeps those of the ids that stand in a statement's rows, or that don't. */
static gboolean
meet (
  GArray *ids, const KontorListSql *sql, gboolean negated, KontorDatabase *database, GError **error)
{
  g_autoptr (GArray) matching = read_ids (sql, database, error);
  g_auto (Bitmap) bitmap = { NULL, 0 };
  guint n_kept = 0;

  if (matching == NULL)
    return FALSE;

  bitmap = new_bitmap (matching);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64   id = g_array_index (ids, gint64, i);
      gboolean matches = id <= bitmap.max && (bitmap.bits[id / 8] >> (id % 8) & 1) != 0;

      if (matches != negated)
        g_array_index (ids, gint64, n_kept++) = id;
    }

  g_array_set_size (ids, n_kept);
  return TRUE;
}

/* Many rows in an order that no index has together with the filter: quick reads, and a meeting in
 * memory. */
static GArray *
fetch_by_meeting (const KontorListQuery *query, KontorDatabase *database, GError **error)
{
  g_auto (KontorListSql) all_sql = kontor_list_sql_all_ids (query);
  g_autoptr (GArray) ids = read_ids (&all_sql, database, error);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < query->conditions->len; i++)
    {
      const KontorCondition *condition = g_ptr_array_index (query->conditions, i);
      g_auto (KontorListSql) sql = kontor_list_sql_condition_ids (condition);

      if (sql.sql->len > 0 && !meet (ids, &sql, condition->negated, database, error))
        return NULL;
    }
  if (kontor_list_sql_has_rest (query))
    {
      g_auto (KontorListSql) sql = kontor_list_sql_ids (
        query, KONTOR_PLAN_REST, KONTOR_LEAD_NONE, 0);

      if (!meet (ids, &sql, FALSE, database, error))
        return NULL;
    }
  return g_steal_pointer (&ids);
}

static gboolean
has_small_ids (const KontorListQuery *query, KontorDatabase *database)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT (SELECT min (id) FROM %s), (SELECT max (id) FROM %s)",
    query->type->table,
    query->type->table);
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, NULL, KONTOR_NO_VALUES);

  return statement != NULL && kontor_statement_step_row (statement, NULL)
         && kontor_statement_get_integer (statement, 0) >= 0
         && kontor_statement_get_integer (statement, 1) < MAX_BITMAP_ID;
}

/**
 * kontor_list_query_fetch_ids:
 * @self: a query
 * @database: a connection to SQLite, in one transaction when several calls shall agree
 * @limit: how many at most, for the first screen; 0 for all
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type gint64): the ids in order, or %NULL with @error set
 */
GArray *
kontor_list_query_fetch_ids (const KontorListQuery *self,
                             KontorDatabase        *database,
                             gint64                 limit,
                             GError               **error)
{
  int lead = KONTOR_LEAD_NONE;

  g_return_val_if_fail (self != NULL && database != NULL && limit >= 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!choose_lead (self, database, &lead, error))
    return NULL;

  if (limit == 0 && lead == KONTOR_LEAD_NONE && self->conditions->len > 0
      && has_small_ids (self, database))
    return fetch_by_meeting (self, database, error);

  {
    KontorPlan plan = lead >= 0 ? KONTOR_PLAN_LEAD : KONTOR_PLAN_ORDER;
    g_auto (KontorListSql) sql = kontor_list_sql_ids (self, plan, lead, limit);

    return read_ids (&sql, database, error);
  }
}

/**
 * kontor_list_type_find_row:
 * @type: a list
 * @database: a connection
 * @uid: of a record of the list's kind
 * @id: (out): of its row in this database, as of kontor_list_query_fetch_ids()
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: whether there is such a record; a filter may leave it out of the list all the same
 */
gboolean
kontor_list_type_find_row (const KontorListType *type,
                           KontorDatabase       *database,
                           const KontorUid      *uid,
                           gint64               *id,
                           GError              **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  g_return_val_if_fail (type != NULL && database != NULL && uid != NULL && id != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  sql = g_strdup_printf ("SELECT id FROM %s WHERE uid = ?1", type->table);
  statement = kontor_database_query (database, sql, error, KONTOR_VALUES (kontor_value_uid (uid)));
  if (statement != NULL)
    step = kontor_statement_step (statement, error);
  if (step == KONTOR_STEP_ROW)
    *id = kontor_statement_get_integer (statement, 0);
  else if (step == KONTOR_STEP_DONE)
    g_set_error_literal (error,
                         KONTOR_QUERY_ERROR,
                         KONTOR_QUERY_ERROR_NOT_FOUND,
                         _ ("there is no such record any more"));
  return step == KONTOR_STEP_ROW;
}

/**
 * kontor_list_summary_clear:
 * @self: a summary
 *
 * Frees what the summary holds.
 */
void
kontor_list_summary_clear (KontorListSummary *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->currency, g_free);
}

static gboolean
read_summary (KontorStatement *statement, KontorListSummary *summary, GError **error)
{
  const char *least, *greatest;

  if (kontor_statement_step (statement, error) != KONTOR_STEP_ROW)
    return FALSE;

  least = kontor_statement_get_text (statement, 2);
  greatest = kontor_statement_get_text (statement, 3);
  summary->count = kontor_statement_get_integer (statement, 0);
  if (least != NULL && g_strcmp0 (least, greatest) == 0)
    {
      summary->total_minor = kontor_statement_get_integer (statement, 1);
      summary->currency = g_strdup (least);
    }
  return TRUE;
}

/**
 * kontor_list_query_fetch_summary:
 * @self: a query
 * @database: a connection to SQLite
 * @summary: (out caller-allocates): the number of rows and the sum of their main amount
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: whether it could be counted
 */
gboolean
kontor_list_query_fetch_summary (const KontorListQuery *self,
                                 KontorDatabase        *database,
                                 KontorListSummary     *summary,
                                 GError               **error)
{
  g_auto (KontorListSql) sql = { NULL };
  g_autoptr (KontorStatement) statement = NULL;
  int lead = KONTOR_LEAD_NONE;

  g_return_val_if_fail (self != NULL && database != NULL && summary != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  memset (summary, 0, sizeof *summary);
  if (self->conditions->len == 0 && self->type->summary != NULL)
    statement = kontor_database_query (database, self->type->summary, error, KONTOR_NO_VALUES);
  else if (kontor_list_sql_has_only_words (self))
    {
      sql = kontor_list_sql_word_summary (self);
      statement = kontor_list_sql_query (&sql, database, error);
    }
  else if (choose_lead (self, database, &lead, error))
    {
      sql = kontor_list_sql_summary (
        self, lead >= 0 ? KONTOR_PLAN_LEAD : KONTOR_PLAN_PLANNER, lead);
      statement = kontor_list_sql_query (&sql, database, error);
    }

  return statement != NULL && read_summary (statement, summary, error);
}
