/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-course-private.h"

/* Out of derived_idx_movement_course alone. What is the same in all of these is worth the same, so
 * that the course does not depend on what arrived first. */
#define COLUMNS                                                                                    \
  "SELECT variant_uid, quantity, kind, cost_e4, currency, happened_at, hlc, rank, booked_on, id,"  \
  " order_line"
#define ORDER                                                                                      \
  " ORDER BY variant_uid, happened_at, hlc, rank, quantity DESC, kind, currency, cost_e4"

static const char all_rows[] = COLUMNS " FROM stock_movement WHERE recorded_at <= ?1" ORDER;
static const char rows_of_one[] = COLUMNS
  " FROM stock_movement WHERE recorded_at <= ?1 AND variant_uid = ?2" ORDER;

typedef struct
{
  const KontorCourseQuestion *question;
  KontorUid                   variant;
  GArray                     *rows; /* (owned) of KontorCourseRow */
  gboolean                    is_sorted;
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_rows (gconstpointer first, gconstpointer second)
{
  const KontorCourseRow *a = first;
  const KontorCourseRow *b = second;
  int                    order = COMPARE (a->booked_at, b->booked_at);

  if (order == 0)
    order = COMPARE (a->happened_at, b->happened_at);
  if (order == 0)
    order = COMPARE (a->hlc, b->hlc);
  if (order == 0)
    order = COMPARE (a->rank, b->rank);
  if (order == 0)
    order = COMPARE (b->quantity, a->quantity);
  return order != 0 ? order : COMPARE (a->position, b->position);
}

static gboolean
is_use (const char *kind)
{
  return g_str_equal (kind, "SALE") || g_str_equal (kind, "RETURN")
         || g_str_equal (kind, "CONSUME");
}

static void
add_row (Walk *self, KontorStatement *statement)
{
  const char     *kind = kontor_statement_get_text (statement, 2);
  const char     *currency = kontor_statement_get_text (statement, 4);
  KontorCourseRow row = { .quantity = kontor_statement_get_integer (statement, 1),
                          .is_restock = g_str_equal (kind, "RESTOCK"),
                          .is_use = is_use (kind),
                          .is_sale = g_str_equal (kind, "SALE"),
                          .has_order = !kontor_statement_is_null (statement, 10),
                          .has_cost = g_str_equal (currency, self->question->currency),
                          .happened_at = kontor_statement_get_integer (statement, 5),
                          .hlc = kontor_statement_get_integer (statement, 6),
                          .rank = kontor_statement_get_integer (statement, 7),
                          .position = self->rows->len };

  row.id = kontor_statement_get_integer (statement, 9);
  row.booked_at = row.happened_at;
  if (row.has_cost)
    row.cost_e4 = kontor_statement_get_integer (statement, 3);
  if (!kontor_statement_is_null (statement, 8))
    {
      row.booked_at = kontor_statement_get_integer (statement, 8);
      self->is_sorted = FALSE;
    }
  g_array_append_val (self->rows, row);
}

static gboolean
finish_item (Walk *self, KontorCourseFunc func, gpointer user_data, GError **error)
{
  gboolean done = TRUE;

  if (!self->is_sorted)
    g_array_sort (self->rows, compare_rows);
  if (self->rows->len > 0)
    done = func (&self->variant, self->rows, user_data, error);
  g_array_set_size (self->rows, 0);
  self->is_sorted = TRUE;
  return done;
}

static KontorStatement *
query_rows (KontorDatabase *database, const KontorCourseQuestion *question, GError **error)
{
  if (question->variant != NULL)
    return kontor_database_query (database,
                                  rows_of_one,
                                  error,
                                  KONTOR_VALUES (kontor_value_integer (question->known_at),
                                                 kontor_value_uid (question->variant)));
  return kontor_database_query (
    database, all_rows, error, KONTOR_VALUES (kontor_value_integer (question->known_at)));
}

/*
 * kontor_stock_course_walk:
 * @question: which movements
 * @func: called for each item
 *
 * Movements that were booked on a later day than they happened stand at that day.
 */
gboolean
kontor_stock_course_walk (KontorDatabase             *database,
                          const KontorCourseQuestion *question,
                          KontorCourseFunc            func,
                          gpointer                    user_data,
                          GError                    **error)
{
  g_auto (Walk) self = { .question = question,
                         .rows = g_array_new (FALSE, FALSE, sizeof (KontorCourseRow)),
                         .is_sorted = TRUE };
  g_autoptr (KontorStatement) statement = query_rows (database, question, error);
  KontorStep step = KONTOR_STEP_FAILED;

  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorUid variant;

      kontor_statement_get_uid (statement, 0, &variant);
      if (!kontor_uid_equal (&variant, &self.variant)
          && !finish_item (&self, func, user_data, error))
        return FALSE;
      self.variant = variant;
      add_row (&self, statement);
    }
  return step == KONTOR_STEP_DONE && finish_item (&self, func, user_data, error);
}

/* What the catalog says an item costs, for items whose movements do not. */
gboolean
kontor_stock_course_catalog_cost (KontorDatabase  *database,
                                  const KontorUid *variant,
                                  const char      *currency,
                                  gint64          *average_e8,
                                  gboolean        *known,
                                  GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT cost_e4 FROM product_cost WHERE variant_uid = ?1 AND currency = ?2 ORDER BY uid LIMIT "
    "1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant), kontor_value_text (currency)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *known = step == KONTOR_STEP_ROW;
  *average_e8 = *known ? kontor_statement_get_integer (row, 0) * 10000 : 0;
  return step != KONTOR_STEP_FAILED;
}
