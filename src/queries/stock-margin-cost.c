/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-stock-course-private.h"
#include "kontor-stock-margin-private.h"

/* The walk needs every movement and no order. So it only has to ask whose cost it is where that is
 * not told by the movement: a sale is of the very goods that were ordered, but a part of a bundle
 * and what came back may be of others. */

/* What the goods of a movement cost. */
typedef struct
{
  gint64 id;
  gint64 cost_e11;
} Moved;

typedef struct
{
  KontorMargin *margin;
  GArray       *foreign; /* (owned) of Moved: sales of orders in other currencies; sorted */
  GArray       *moved;   /* (owned) of Moved: by whose order is to be asked */
} Cost;

static void
cost_clear (Cost *self)
{
  g_clear_pointer (&self->foreign, g_array_unref);
  g_clear_pointer (&self->moved, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cost, cost_clear)

static int
compare_moved (gconstpointer first, gconstpointer second)
{
  const Moved *a = first;
  const Moved *b = second;

  return (a->id > b->id) - (a->id < b->id);
}

static const Moved *
find_moved (GArray *array, gint64 id)
{
  Moved wanted = { .id = id };
  guint index = 0;

  return array->len > 0 && g_array_binary_search (array, &wanted, compare_moved, &index)
           ? &g_array_index (array, Moved, index)
           : NULL;
}

#define FOREIGN                                                                                    \
  "SELECT m.id FROM sales_order AS o JOIN stock_movement AS m ON m.order_uid = o.uid"              \
  " WHERE o.currency <> ?1 AND m.kind = 'SALE' AND m.happened_at >= ?2 AND m.happened_at < ?3"

static const char base_foreign[] = FOREIGN " ORDER BY m.id";

/* Most have no order in another currency at all, and need not look through all of them. */
static const char derived_foreign[] = FOREIGN
  " AND EXISTS (SELECT 1 FROM derived_order_state WHERE currency <> ?1) ORDER BY m.id";

static gboolean
load_foreign (Cost *self, GError **error)
{
  KontorDatabase *database = self->margin->database;
  gboolean        is_derived = kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    is_derived ? derived_foreign : base_foreign,
    error,
    KONTOR_VALUES (kontor_value_text (self->margin->currency),
                   kontor_value_integer (self->margin->from),
                   kontor_value_integer (self->margin->to)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      Moved moved = { .id = kontor_statement_get_integer (row, 0) };

      g_array_append_val (self->foreign, moved);
    }
  return step == KONTOR_STEP_DONE;
}

static void
add_cost (Cost *self, const KontorCourseRow *row, gint64 average_e8, KontorSold *sold)
{
  Moved moved = { row->id, -kontor_goods_share (row->quantity, average_e8, 1) };

  if (!row->is_sale)
    g_array_append_val (self->moved, moved);
  else if (sold != NULL && find_moved (self->foreign, row->id) == NULL)
    sold->cost_e11 += moved.cost_e11;
}

static gboolean
cost_rows (const KontorUid *variant, const GArray *rows, gpointer user_data, GError **error)
{
  Cost            *self = user_data;
  KontorSold      *sold = g_hash_table_lookup (self->margin->sold, variant);
  KontorCostCourse course = { 0 };
  gint64           catalog_e8 = 0;
  gboolean         known = FALSE;

  if (!kontor_stock_course_catalog_cost (
        self->margin->database, variant, self->margin->currency, &catalog_e8, &known, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const KontorCourseRow *row = &g_array_index (rows, KontorCourseRow, i);

      kontor_cost_course_add (&course, row->quantity, row->has_cost, row->cost_e4, row->is_restock);
      if (row->has_order && row->is_use && row->happened_at >= self->margin->from
          && row->happened_at < self->margin->to)
        add_cost (self, row, course.is_known ? course.average_e8 : catalog_e8, sold);
    }
  return TRUE;
}

/* Parts and returns belong to what was ordered. */
static gboolean
share_out (Cost *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->margin->database,
    "SELECT m.id, l.variant_uid FROM stock_movement AS m"
    " JOIN order_line AS l ON l.order_uid = m.order_uid AND l.line = m.order_line"
    " JOIN sales_order AS o ON o.uid = m.order_uid"
    " WHERE m.kind IN ('RETURN', 'CONSUME') AND m.happened_at >= ?1 AND m.happened_at < ?2"
    " AND l.kind = 'goods' AND l.variant_uid IS NOT NULL AND o.currency = ?3",
    error,
    KONTOR_VALUES (kontor_value_integer (self->margin->from),
                   kontor_value_integer (self->margin->to),
                   kontor_value_text (self->margin->currency)));
  KontorStep step = KONTOR_STEP_FAILED;

  g_array_sort (self->moved, compare_moved);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      const Moved *moved = find_moved (self->moved, kontor_statement_get_integer (row, 0));
      KontorSold  *sold = NULL;
      KontorUid    variant;

      kontor_statement_get_uid (row, 1, &variant);
      sold = g_hash_table_lookup (self->margin->sold, &variant);
      if (moved != NULL && sold != NULL)
        sold->cost_e11 += moved->cost_e11;
    }
  return step == KONTOR_STEP_DONE;
}

/* Cost of what kontor_margin_sum_delivered() found. */
gboolean
kontor_margin_sum_cost (KontorMargin *self, GError **error)
{
  KontorCourseQuestion course = { .known_at = G_MAXINT64, .currency = self->currency };
  g_auto (Cost) cost = { .margin = self,
                         .foreign = g_array_new (FALSE, FALSE, sizeof (Moved)),
                         .moved = g_array_new (FALSE, FALSE, sizeof (Moved)) };

  return load_foreign (&cost, error)
         && kontor_stock_course_walk (self->database, &course, cost_rows, &cost, error)
         && share_out (&cost, error);
}
