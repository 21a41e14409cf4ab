/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-number.h"
#include "kontor-stock-course-private.h"
#include "kontor-stock-query.h"

typedef struct
{
  KontorDatabase                 *database;
  const KontorStockValueQuestion *question;
  const char                     *currency;
  int                             digits;
  KontorJson                     *items; /* (owned) (nullable) */
  gint64                          value_minor;
  gint64                          n_items;
  gint64                          n_estimated; /* at the catalog's cost of today */
  gint64                          n_unknown;
} Valuation;

static void
valuation_clear (Valuation *self)
{
  g_clear_pointer (&self->items, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Valuation, valuation_clear)

/* How sure the average is. */
typedef enum
{
  COST_BOOKED,
  COST_FROM_CATALOG,
  COST_UNKNOWN,
} CostSource;

static const char *const source_names[] = { "movements", "catalog", "unknown" };

static gboolean
set_names (Valuation *self, KontorJson *item, const KontorUid *variant, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    "SELECT v.sku, p.title, p.unit FROM product_variant AS v JOIN product AS p"
    " ON p.uid = v.product_uid WHERE v.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  gboolean   found = step == KONTOR_STEP_ROW;

  kontor_json_set_string (item, "sku", found ? kontor_statement_get_text (row, 0) : "");
  kontor_json_set_string (item, "title", found ? kontor_statement_get_text (row, 1) : "");
  kontor_json_set_string (item, "unit", found ? kontor_statement_get_text (row, 2) : "");
  return step != KONTOR_STEP_FAILED;
}

static gboolean
add_item (Valuation       *self,
          const KontorUid *variant,
          gint64           on_hand,
          gint64           quantity,
          gint64           average_e8,
          CostSource       source,
          gint64           value,
          GError         **error)
{
  KontorJson *item = NULL;

  if (self->items == NULL)
    return TRUE;
  item = kontor_json_new_object ();
  kontor_json_append (self->items, item);
  kontor_json_set_uid (item, "variant", variant);
  kontor_json_set_integer (item, "on_hand", on_hand);
  kontor_json_set_integer (item, "quantity", quantity);
  kontor_json_set_integer (item, "average_e8", average_e8);
  kontor_json_set_integer (item, "value_minor", value);
  kontor_json_set_string (item, "cost", source_names[source]);
  return set_names (self, item, variant, error);
}

static gboolean
value_item (Valuation              *self,
            const KontorUid        *variant,
            const KontorCostCourse *course,
            gint64                  on_hand,
            GError                **error)
{
  CostSource source = COST_BOOKED;
  gint64     average_e8 = course->average_e8;
  gint64     value = 0;
  gboolean   known = FALSE;

  if (!course->is_known)
    {
      if (!kontor_stock_course_catalog_cost (
            self->database, variant, self->currency, &average_e8, &known, error))
        return FALSE;
      source = known ? COST_FROM_CATALOG : COST_UNKNOWN;
    }
  value = kontor_cost_value (course->quantity, average_e8, self->digits);
  self->n_items++;
  self->n_estimated += source == COST_FROM_CATALOG;
  self->n_unknown += source == COST_UNKNOWN;
  self->value_minor += value;
  return add_item (self, variant, on_hand, course->quantity, average_e8, source, value, error);
}

static gboolean
value_rows (const KontorUid *variant, const GArray *rows, gpointer user_data, GError **error)
{
  Valuation       *self = user_data;
  gint64           at = self->question->at;
  KontorCostCourse course = { 0 };
  gint64           on_hand = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const KontorCourseRow *row = &g_array_index (rows, KontorCourseRow, i);

      if (row->happened_at < at)
        on_hand += row->quantity;
      if (row->booked_at < at)
        kontor_cost_course_add (
          &course, row->quantity, row->has_cost, row->cost_e4, row->is_restock);
    }
  if (course.quantity == 0 && on_hand == 0)
    return TRUE;
  return value_item (self, variant, &course, on_hand, error);
}

static KontorJson *
take_answer (Valuation *self)
{
  KontorJson *answer = kontor_json_new_object ();

  kontor_json_set_string (answer, "currency", self->currency);
  kontor_json_set_integer (answer, "at", self->question->at);
  kontor_json_set_time (
    answer, "known_at", self->question->known_at == G_MAXINT64 ? 0 : self->question->known_at);
  kontor_json_set_integer (answer, "value_minor", self->value_minor);
  kontor_json_set_integer (answer, "count", self->n_items);
  kontor_json_set_integer (answer, "estimated", self->n_estimated);
  kontor_json_set_integer (answer, "unknown", self->n_unknown);
  if (self->items != NULL)
    kontor_json_set (answer, "items", g_steal_pointer (&self->items));
  return answer;
}

/**
 * kontor_query_stock_value:
 * @database: a connection
 * @question: which moment, and as known when
 * @error: return location for an error
 *
 * Stock at moving average cost (§ 240 (4) HGB) in the company's currency. Movements of a closed
 * period that became known later count on the day on which they were booked; with the moment when
 * the books were closed as known_at, the answer is the same for ever. Items whose movements tell no
 * cost are valued at what the catalog says today, and counted as estimated.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the value, see src/queries/README.md
 */
KontorJson *
kontor_query_stock_value (KontorDatabase                 *database,
                          const KontorStockValueQuestion *question,
                          GError                        **error)
{
  g_autofree char *currency = NULL;
  g_auto (Valuation) self = { .database = database, .question = question };
  KontorCourseQuestion course = { .known_at = question->known_at, .variant = question->variant };

  g_return_val_if_fail (database != NULL && question != NULL, NULL);

  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL)
    return NULL;
  self.currency = currency;
  self.digits = (int) kontor_currency_digits (currency);
  self.items = question->items ? kontor_json_new_array () : NULL;
  course.currency = currency;
  if (!kontor_stock_course_walk (database, &course, value_rows, &self, error))
    return NULL;
  return take_answer (&self);
}
