/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods.h"
#include "kontor-number.h"
#include "kontor-report-private.h"
#include "kontor-stock-course-private.h"

/* How the money that lies on shelves moves. One walk along the movements of every item. */

/* An item along the time of the report. */
typedef struct
{
  gint64   start_minor; /* what it was worth at the beginning */
  gint64   end_minor;
  gint64   on_hand;   /* at the end, thousandths */
  gint64   cost_e11;  /* of what was sold or used in the time */
  gint64   last_used; /* UTC microseconds; 0: never */
  gboolean has_come;  /* something came in in the time */
  gboolean was_used;  /* something was sold or used in the time */
} Item;

typedef struct
{
  KontorReportWork *work;
  int               digits;
  gboolean          is_dead_stock; /* which of the two */
  gint64            cost_minor;
  gint64            start_minor;
  gint64            end_minor;
  gint64            dead_minor;
  gint64            n_dead;
} Walk;

static gint64
value_of (const Walk *self, gint64 quantity, const KontorCostCourse *course, gint64 catalog_e8)
{
  return quantity > 0 ? kontor_cost_value (
           quantity, course->is_known ? course->average_e8 : catalog_e8, self->digits)
                      : 0;
}

static void
use_row (const Walk             *self,
         const KontorCourseRow  *row,
         const KontorCostCourse *course,
         gint64                  catalog_e8,
         Item                   *item)
{
  gint64   average_e8 = course->is_known ? course->average_e8 : catalog_e8;
  gboolean is_inside = row->happened_at >= self->work->start && row->happened_at < self->work->end;

  if (is_inside && row->is_restock && row->quantity > 0)
    item->has_come = TRUE;
  if (!row->is_use || row->happened_at >= self->work->end)
    return;
  item->last_used = MAX (item->last_used, row->happened_at);
  if (!is_inside)
    return;
  item->was_used = TRUE;
  item->cost_e11 -= kontor_goods_share (row->quantity, average_e8, 1);
}

static void
follow (const Walk *self, const GArray *rows, gint64 catalog_e8, Item *item)
{
  KontorCostCourse course = { 0 };
  gboolean         has_begun = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const KontorCourseRow *row = &g_array_index (rows, KontorCourseRow, i);

      if (row->booked_at >= self->work->end)
        break;
      if (!has_begun && row->booked_at >= self->work->start)
        {
          item->start_minor = value_of (self, course.quantity, &course, catalog_e8);
          has_begun = TRUE;
        }
      kontor_cost_course_add (&course, row->quantity, row->has_cost, row->cost_e4, row->is_restock);
      use_row (self, row, &course, catalog_e8, item);
    }
  item->on_hand = course.quantity;
  item->end_minor = value_of (self, course.quantity, &course, catalog_e8);
  if (!has_begun)
    item->start_minor = item->end_minor;
}

static KontorJson *
add_row (Walk *self, const KontorUid *variant)
{
  char        text[KONTOR_UID_TEXT_SIZE];
  KontorJson *row = kontor_json_new_object ();

  kontor_json_set_string (row, "key", kontor_uid_format (variant, text));
  kontor_json_append (self->work->rows, row);
  return row;
}

/* Turns, and for how many days what is there lasts at this pace; missing where nothing lay or left.
 */
static void
set_turn (const Walk *self, KontorJson *row, gint64 cost, gint64 average)
{
  gint64 n_days = self->work->to - self->work->from + 1;
  gint64 turn = 0;
  gint64 days = 0;

  kontor_json_set_integer (row, "cost_minor", cost);
  kontor_json_set_integer (row, "average_minor", average);
  kontor_json_set (row,
                   "turn_e2",
                   kontor_scale_rounded (cost, 100, average, &turn) ? kontor_json_new_integer (turn)
                                                                    : kontor_json_new_null ());
  kontor_json_set (row,
                   "days",
                   cost > 0 && kontor_scale_rounded (average, n_days, cost, &days)
                     ? kontor_json_new_integer (days)
                     : kontor_json_new_null ());
}

static void
add_turn (Walk *self, const KontorUid *variant, const Item *item)
{
  gint64 cost = kontor_cost_value (1, item->cost_e11, self->digits);
  gint64 average = (item->start_minor + item->end_minor) / 2;

  if (cost == 0 && average == 0)
    return;
  set_turn (self, add_row (self, variant), cost, average);
  self->cost_minor += cost;
}

static void
add_dead (Walk *self, const KontorUid *variant, const Item *item)
{
  KontorJson *row = NULL;

  if (item->on_hand <= 0 || item->was_used || item->has_come)
    return;
  row = add_row (self, variant);
  kontor_json_set_integer (row, "value_minor", item->end_minor);
  kontor_json_set_integer (row, "on_hand", item->on_hand);
  kontor_json_set (row,
                   "last_used",
                   item->last_used != 0 ? kontor_json_new_integer (
                     kontor_day_from_time (item->last_used, self->work->zone))
                                        : kontor_json_new_null ());
  self->dead_minor += item->end_minor;
  self->n_dead++;
}

static gboolean
walk_item (const KontorUid *variant, const GArray *rows, gpointer user_data, GError **error)
{
  Walk    *self = user_data;
  gint64   catalog_e8 = 0;
  gboolean known = FALSE;
  Item     item = { 0 };

  if (!kontor_stock_course_catalog_cost (
        self->work->database, variant, self->work->currency, &catalog_e8, &known, error))
    return FALSE;
  follow (self, rows, catalog_e8, &item);
  self->start_minor += item.start_minor;
  self->end_minor += item.end_minor;
  if (self->is_dead_stock)
    add_dead (self, variant, &item);
  else
    add_turn (self, variant, &item);
  return TRUE;
}

static gboolean
walk (Walk *self, GError **error)
{
  KontorCourseQuestion course = { .known_at = G_MAXINT64, .currency = self->work->currency };

  self->digits = (int) kontor_currency_digits (self->work->currency);
  return kontor_stock_course_walk (self->work->database, &course, walk_item, self, error);
}

gboolean
kontor_report_fill_turn (KontorReportWork *work, GError **error)
{
  Walk self = { .work = work };

  if (!walk (&self, error))
    return FALSE;
  set_turn (&self, work->total, self.cost_minor, (self.start_minor + self.end_minor) / 2);
  return TRUE;
}

gboolean
kontor_report_fill_dead_stock (KontorReportWork *work, GError **error)
{
  Walk self = { .work = work, .is_dead_stock = TRUE };

  if (!walk (&self, error))
    return FALSE;
  kontor_json_set_integer (work->total, "value_minor", self.dead_minor);
  kontor_json_set_integer (work->total, "items", self.n_dead);
  kontor_report_set_share (work->total, "share_bp", self.dead_minor, self.end_minor);
  return TRUE;
}
