/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-number.h"
#include "kontor-report-private.h"

/* Orders and their money by time. All of it out of hours: see derived_order_hour. */

#define HOUR (3600 * KONTOR_SECOND)
#define HOURS_OF_DAY 24

typedef struct
{
  gint64 orders;
  gint64 gross_minor;
  gint64 paid_orders;
  gint64 paid_minor;
  gint64 refunded_minor;
} Sales;

#define SUMS                                                                                       \
  "SELECT hour, sum (orders), sum (gross_minor), sum (paid_orders), sum (paid_minor),"             \
  " sum (refunded_minor) FROM "
#define ASKED " WHERE hour >= ?1 AND hour < ?2 AND currency = ?3 GROUP BY hour ORDER BY hour"

static const char derived_hours[] = SUMS "derived_order_hour" ASKED;

/* What the derived table holds, from the rows themselves. */
static const char base_hours[] = SUMS
  "(SELECT placed_at / 3600000000 AS hour, currency, 1 AS orders, gross_minor, 0 AS paid_orders,"
  " 0 AS paid_minor, 0 AS refunded_minor FROM sales_order"
  " WHERE state NOT IN ('CART', 'CANCELLED')"
  " UNION ALL SELECT paid_at / 3600000000, currency, 0, 0, 1, gross_minor, 0 FROM sales_order"
  " WHERE paid_at IS NOT NULL"
  " UNION ALL SELECT r.happened_at / 3600000000, o.currency, 0, 0, 0, 0, r.amount_minor"
  " FROM order_refund AS r JOIN sales_order AS o ON o.uid = r.order_uid) AS h" ASKED;

static void
add_row (Sales *sales, KontorStatement *row)
{
  sales->orders += kontor_statement_get_integer (row, 1);
  sales->gross_minor += kontor_statement_get_integer (row, 2);
  sales->paid_orders += kontor_statement_get_integer (row, 3);
  sales->paid_minor += kontor_statement_get_integer (row, 4);
  sales->refunded_minor += kontor_statement_get_integer (row, 5);
}

static void
add_sales (Sales *sum, const Sales *part)
{
  sum->orders += part->orders;
  sum->gross_minor += part->gross_minor;
  sum->paid_orders += part->paid_orders;
  sum->paid_minor += part->paid_minor;
  sum->refunded_minor += part->refunded_minor;
}

/* Hours up to the end; one that begins in the time belongs to it, as on Today. */
static KontorStatement *
query_hours (KontorReportWork *work, GError **error)
{
  gint64 first = (work->start + HOUR - 1) / HOUR;
  gint64 end = (work->end + HOUR - 1) / HOUR;

  return kontor_database_query (work->database,
                                kontor_database_get_engine (work->database) == KONTOR_ENGINE_SQLITE
                                  ? derived_hours
                                  : base_hours,
                                error,
                                KONTOR_VALUES (kontor_value_integer (first),
                                               kontor_value_integer (end),
                                               kontor_value_text (work->currency)));
}

/* Sums of each row of time; NULL on failure. */
static Sales *
read_spans (KontorReportWork *work, GError **error)
{
  g_autoptr (KontorStatement) row = query_hours (work, error);
  g_autofree Sales *sales = g_new0 (Sales, work->spans->len);
  KontorStep        step = KONTOR_STEP_FAILED;
  guint             index = 0;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      gint64 time = kontor_statement_get_integer (row, 0) * HOUR;

      index = kontor_report_work_find_span (work, time, index);
      if (index < work->spans->len)
        add_row (&sales[index], row);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&sales) : NULL;
}

static void
set_revenue (KontorJson *row, const Sales *sales)
{
  kontor_json_set_integer (row, "revenue_minor", sales->paid_minor - sales->refunded_minor);
  kontor_json_set_integer (row, "paid_minor", sales->paid_minor);
  kontor_json_set_integer (row, "refunded_minor", sales->refunded_minor);
  kontor_json_set_integer (row, "paid_orders", sales->paid_orders);
}

static void
set_orders (KontorJson *row, const Sales *sales)
{
  kontor_json_set_integer (row, "orders", sales->orders);
  kontor_json_set_integer (row, "gross_minor", sales->gross_minor);
}

static void
set_average (KontorJson *row, const Sales *sales)
{
  gint64 revenue = sales->paid_minor - sales->refunded_minor;
  gint64 average = 0;

  kontor_json_set_integer (row, "revenue_minor", revenue);
  kontor_json_set_integer (row, "paid_orders", sales->paid_orders);
  if (kontor_scale_rounded (revenue, 1, sales->paid_orders, &average))
    kontor_json_set_integer (row, "average_minor", average);
  else
    kontor_json_set (row, "average_minor", kontor_json_new_null ());
}

static gboolean
fill_spans (KontorReportWork *work,
            void (*set) (KontorJson *row, const Sales *sales),
            GError **error)
{
  g_autofree Sales *sales = read_spans (work, error);
  Sales             sum = { 0 };

  if (sales == NULL)
    return FALSE;
  for (guint i = 0; i < work->spans->len; i++)
    {
      const KontorSpan *span = kontor_report_work_span (work, i);
      KontorJson       *row = kontor_report_work_add_span (work, span);

      /* Days that are yet to come have no figures. */
      if (span->start <= work->now)
        set (row, &sales[i]);
      add_sales (&sum, &sales[i]);
    }
  set (work->total, &sum);
  return TRUE;
}

gboolean
kontor_report_fill_revenue (KontorReportWork *work, GError **error)
{
  return fill_spans (work, set_revenue, error);
}

gboolean
kontor_report_fill_orders (KontorReportWork *work, GError **error)
{
  return fill_spans (work, set_orders, error);
}

gboolean
kontor_report_fill_average (KontorReportWork *work, GError **error)
{
  return fill_spans (work, set_average, error);
}

static int
hour_of_day (gint64 hour, GTimeZone *zone)
{
  gint64 seconds = hour * 3600;
  int    interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64 local = seconds + g_time_zone_get_offset (zone, interval);

  return (int) (((local / 3600) % HOURS_OF_DAY + HOURS_OF_DAY) % HOURS_OF_DAY);
}

static gboolean
read_hours (KontorReportWork *work, Sales hours[HOURS_OF_DAY], GError **error)
{
  g_autoptr (KontorStatement) row = query_hours (work, error);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_row (&hours[hour_of_day (kontor_statement_get_integer (row, 0), work->zone)], row);
  return step == KONTOR_STEP_DONE;
}

gboolean
kontor_report_fill_hours (KontorReportWork *work, GError **error)
{
  Sales hours[HOURS_OF_DAY] = { 0 };
  Sales sum = { 0 };

  if (!read_hours (work, hours, error))
    return FALSE;
  for (int i = 0; i < HOURS_OF_DAY; i++)
    add_sales (&sum, &hours[i]);
  for (int i = 0; i < HOURS_OF_DAY; i++)
    {
      KontorJson      *row = kontor_json_new_object ();
      g_autofree char *key = g_strdup_printf ("%02d", i);

      kontor_json_set_string (row, "key", key);
      kontor_json_set_integer (row, "hour", i);
      set_orders (row, &hours[i]);
      kontor_report_set_share (row, "share_bp", hours[i].orders, sum.orders);
      kontor_json_append (work->rows, row);
    }
  set_orders (work->total, &sum);
  return TRUE;
}

/* --- by channel --- */

/* Paid and refunded in the same hours as above, of each channel; the same on both engines, since
 * the times have indexes. */
static const char channels[]
  = "SELECT channel, 0, 0, sum (paid_orders), sum (paid_minor), sum (refunded_minor) FROM"
    " (SELECT channel, count (*) AS paid_orders, sum (gross_minor) AS paid_minor,"
    " 0 AS refunded_minor FROM sales_order WHERE paid_at >= ?1 AND paid_at < ?2"
    " AND currency = ?3 GROUP BY channel"
    " UNION ALL SELECT o.channel, 0, 0, sum (r.amount_minor) FROM order_refund AS r"
    " JOIN sales_order AS o ON o.uid = r.order_uid WHERE r.happened_at >= ?1"
    " AND r.happened_at < ?2 AND o.currency = ?3 GROUP BY o.channel) AS c"
    " GROUP BY channel ORDER BY channel";

static KontorStatement *
query_channels (KontorReportWork *work, GError **error)
{
  gint64 first = (work->start + HOUR - 1) / HOUR * HOUR;
  gint64 end = (work->end + HOUR - 1) / HOUR * HOUR;

  return kontor_database_query (work->database,
                                channels,
                                error,
                                KONTOR_VALUES (kontor_value_integer (first),
                                               kontor_value_integer (end),
                                               kontor_value_text (work->currency)));
}

static void
set_channel (KontorJson *row, const Sales *sales)
{
  set_average (row, sales);
  kontor_json_set_integer (row, "refunded_minor", sales->refunded_minor);
}

/* Shares are of what all channels together took in. */
static void
set_channel_shares (KontorReportWork *work, const Sales *sum)
{
  for (guint i = 0; i < kontor_json_length (work->rows); i++)
    {
      KontorJson *row = (KontorJson *) kontor_json_at (work->rows, i); /* nobody else has it yet */

      kontor_report_set_share (row,
                               "share_bp",
                               kontor_json_get_integer (row, "revenue_minor", 0),
                               sum->paid_minor - sum->refunded_minor);
    }
}

gboolean
kontor_report_fill_channels (KontorReportWork *work, GError **error)
{
  g_autoptr (KontorStatement) row = query_channels (work, error);
  Sales      sum = { 0 };
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      const char *name = kontor_statement_get_text (row, 0);
      KontorJson *channel = kontor_json_new_object ();
      Sales       sales = { 0 };

      add_row (&sales, row);
      add_sales (&sum, &sales);
      kontor_json_set_string (channel, "key", name);
      kontor_json_set_string (channel, "name", name);
      set_channel (channel, &sales);
      kontor_json_append (work->rows, channel);
    }
  set_channel_shares (work, &sum);
  set_channel (work->total, &sum);
  return step == KONTOR_STEP_DONE;
}
