/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"

/* Who came back. One walk along the orders of every customer, out of derived_idx_order_customer. */

#define MONTHS_AFTER 12 /* columns of cohorts, the first month left out */

static const char orders_of_customers[]
  = "SELECT customer_uid, placed_at FROM sales_order WHERE customer_uid IS NOT NULL"
    " AND state NOT IN ('CART', 'CANCELLED') AND placed_at < ?1"
    " ORDER BY customer_uid, placed_at";

typedef struct
{
  KontorReportWork *work;
  KontorUid         customer;
  gboolean          has_ordered; /* ever */
  guint             last;        /* row of the latest order, or the number of rows */
  guint             first;       /* row of the first order, likewise */
  gint64           *customers;   /* (owned): of each row */
  gint64           *returning;   /* (owned): of each row */
  gint64           *kept;        /* (owned): of each row and month after it */
  gint64            n_customers; /* in the whole time */
  gint64            n_returning;
  gboolean          counted;     /* this customer in the whole time */
  gboolean          came_before; /* ordered before the whole time */
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->customers, g_free);
  g_clear_pointer (&self->returning, g_free);
  g_clear_pointer (&self->kept, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
begin_customer (Walk *self, const KontorUid *customer)
{
  self->customer = *customer;
  self->has_ordered = FALSE;
  self->counted = FALSE;
  self->came_before = FALSE;
  self->last = self->first = self->work->spans->len;
}

/* The first order of a customer in a row; orders come in the order of time. */
static void
count_in_row (Walk *self, guint row)
{
  self->customers[row]++;
  if (self->has_ordered)
    self->returning[row]++;
  else
    self->first = row;
  if (self->first < self->work->spans->len && row - self->first <= MONTHS_AFTER)
    self->kept[self->first * (MONTHS_AFTER + 1) + row - self->first]++;
}

static void
count_in_whole (Walk *self)
{
  if (self->counted)
    return;
  self->counted = TRUE;
  self->n_customers++;
  self->n_returning += self->came_before;
}

static void
add_order (Walk *self, gint64 placed_at)
{
  guint n_rows = self->work->spans->len;
  guint row = kontor_report_work_find_span (
    self->work, placed_at, self->last < n_rows ? self->last : 0);

  if (row < n_rows && row != self->last)
    count_in_row (self, row);
  if (row < n_rows)
    count_in_whole (self);
  else if (placed_at < self->work->start)
    self->came_before = TRUE;
  self->last = row;
  self->has_ordered = TRUE;
}

static gboolean
walk (Walk *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->work->database,
    orders_of_customers,
    error,
    KONTOR_VALUES (kontor_value_integer (self->work->end)));
  KontorStep step = KONTOR_STEP_FAILED;

  self->customers = g_new0 (gint64, self->work->spans->len);
  self->returning = g_new0 (gint64, self->work->spans->len);
  self->kept = g_new0 (gint64, self->work->spans->len * (MONTHS_AFTER + 1));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid customer;

      kontor_statement_get_uid (row, 0, &customer);
      if (!kontor_uid_equal (&customer, &self->customer))
        begin_customer (self, &customer);
      add_order (self, kontor_statement_get_integer (row, 1));
    }
  return step == KONTOR_STEP_DONE;
}

static void
set_repeat (KontorJson *row, gint64 customers, gint64 returning)
{
  kontor_json_set_integer (row, "customers", customers);
  kontor_json_set_integer (row, "returning", returning);
  kontor_json_set_integer (row, "new_customers", customers - returning);
  kontor_report_set_share (row, "rate_bp", returning, customers);
}

gboolean
kontor_report_fill_repeat (KontorReportWork *work, GError **error)
{
  g_auto (Walk) self = { .work = work };

  if (!walk (&self, error))
    return FALSE;
  for (guint i = 0; i < work->spans->len; i++)
    {
      const KontorSpan *span = kontor_report_work_span (work, i);
      KontorJson       *row = kontor_report_work_add_span (work, span);

      if (span->start <= work->now)
        set_repeat (row, self.customers[i], self.returning[i]);
    }
  set_repeat (work->total, self.n_customers, self.n_returning);
  return TRUE;
}

static KontorJson *
new_cell (const Walk *self, guint row, guint column, gint64 from, gint64 customers)
{
  const KontorSpan *span = kontor_report_work_span (self->work, row);
  gint64            kept = self->kept[row * (MONTHS_AFTER + 1) + column];
  g_autofree char  *first = kontor_day_format_iso (span->from);
  g_autofree char  *last = kontor_day_format_iso (span->to);
  g_autofree char  *begin = kontor_day_format_iso (from);
  g_autofree char  *end = kontor_day_format_iso (kontor_report_month_add (from, 1) - 1);
  g_autofree char  *filter = g_strdup_printf (
    "ordered:%s..%s first_order:%s..%s is:any", begin, end, first, last);
  KontorJson *cell = kontor_json_new_object ();

  kontor_json_set_integer (cell, "customers", kept);
  kontor_report_set_share (cell, "share_bp", kept, customers);
  kontor_json_set_string (cell, "list", "customers");
  kontor_json_set_string (cell, "filter", filter);
  return cell;
}

/* Months that have not begun are missing, not zero. */
static KontorJson *
new_cells (const Walk *self, guint row, gint64 customers)
{
  KontorReportWork *work = self->work;
  gint64            month = kontor_report_month_start (kontor_report_work_span (work, row)->from);
  KontorJson       *cells = kontor_json_new_array ();

  for (int i = 1; i <= MONTHS_AFTER; i++)
    {
      gint64 from = kontor_report_month_add (month, i);

      if (from > work->today || from > work->to)
        break;
      kontor_json_append (cells, new_cell (self, row, (guint) i, from, customers));
    }
  return cells;
}

gboolean
kontor_report_fill_cohorts (KontorReportWork *work, GError **error)
{
  g_auto (Walk) self = { .work = work };
  gint64 sum = 0;

  if (!walk (&self, error))
    return FALSE;
  for (guint i = 0; i < work->spans->len; i++)
    {
      KontorJson *row = kontor_report_work_add_span (work, kontor_report_work_span (work, i));
      gint64      customers = self.kept[i * (MONTHS_AFTER + 1)];

      kontor_json_set_integer (row, "customers", customers);
      kontor_json_set (row, "cells", new_cells (&self, i, customers));
      sum += customers;
    }
  kontor_json_set_integer (work->total, "customers", sum);
  return TRUE;
}
