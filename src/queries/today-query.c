/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include "kontor-time.h"

#define N_DAYS 60
#define N_COMPARED 30
#define HOUR (3600 * KONTOR_SECOND)

typedef struct
{
  gint64 orders;
  gint64 paid_orders;
  gint64 revenue_minor;
} Figures;

/* Work to do: a member of the answer, where its rows are, and how many there are. ?1 is now, or the
 * last moment of today. */
static const struct
{
  const char *key;
  const char *list;
  const char *filter;
  const char *sql;
  gboolean    until_tonight;
  gboolean    by_day; /* ?1 is today, counted from 1970-01-01 */
} tasks[] = {
  { "to_pay",
    "orders",
    "state:to-pay",
    "SELECT sum (orders) FROM derived_order_state WHERE state = 'PENDING_PAYMENT' AND ?1 > 0" },
  { "to_pack",
    "orders",
    "state:to-pack",
    "SELECT sum (orders) FROM derived_order_state WHERE state = 'PAID' AND ?1 > 0" },
  { "to_ship",
    "orders",
    "state:to-ship",
    "SELECT sum (orders) FROM derived_order_state WHERE state = 'PROCESSING' AND ?1 > 0" },
  { "late",
    "orders",
    "is:late",
    "SELECT count (*) FROM sales_order INDEXED BY derived_idx_order_due"
    " WHERE shipped_at IS NULL AND state IN ('PAID', 'PROCESSING') AND ship_by < ?1" },
  { "old_carts",
    "orders",
    "state:cart placed:..-2h",
    "SELECT count (*) FROM sales_order WHERE state = 'CART' AND placed_at <= ?1 - 7200000000" }, /* product.md I7 */
  { "unpriced",
    "products",
    "is:unpriced",
    "SELECT count (*) FROM derived_product_key WHERE price_e4 IS NULL AND archived = 0 AND ?1 > "
    "0" },
  { "incoming",
    "incoming",
    "state:received",
    "SELECT count (*) FROM incoming_invoice WHERE state = 'received' AND ?1 > 0" },
  { "overdue",
    "overdue",
    "",
    "SELECT count (*) FROM derived_invoice_key AS k JOIN invoice AS i ON i.id = k.id"
    " WHERE k.open_minor > 0 AND k.open_minor <> 0 AND i.due_on < ?1",
    .by_day = TRUE },
  { "expected",
    "purchases",
    "state:sent,part expected:..today",
    "SELECT count (*) FROM purchase_order WHERE state IN ('sent', 'part') AND expected_at <= ?1",
    .until_tonight = TRUE },
  { "low_stock",
    "notices",
    "-is:snoozed",
    "SELECT count (*) FROM stock_notice WHERE closed_at IS NULL AND coalesce (snoozed_until, 0) <= "
    "?1" },
  { "attention", NULL, NULL, "SELECT count (*) FROM attention WHERE closed_at IS NULL AND ?1 > 0" },
};

static gboolean
count (KontorDatabase *database, const char *sql, gint64 now, gint64 *n, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    database, sql, "i:n", error, KONTOR_VALUES (kontor_value_integer (now)));

  if (row == NULL)
    return FALSE;

  *n = kontor_json_get_integer (row, "n", 0);
  return TRUE;
}

static gboolean
set_tasks (KontorJson *today, KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  gint64 day = kontor_day_from_time (now, zone);
  gint64 tonight = kontor_day_start (day + 1, zone) - 1;

  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      gint64      n = 0;
      KontorJson *task;

      if (!count (database,
                  tasks[i].sql,
                  tasks[i].by_day          ? day
                  : tasks[i].until_tonight ? tonight
                                           : now,
                  &n,
                  error))
        return FALSE;
      if (tasks[i].list == NULL)
        {
          kontor_json_set_integer (today, tasks[i].key, n);
          continue;
        }
      task = kontor_json_new_object ();
      kontor_json_set_integer (task, "count", n);
      kontor_json_set_string (task, "list", tasks[i].list);
      kontor_json_set_string (task, "filter", tasks[i].filter);
      kontor_json_set (today, tasks[i].key, task);
    }

  return TRUE;
}

/* Hours of UTC into local days. Where a day begins within an hour (India), the hour belongs to the
 * day that it begins in. */
static gboolean
read_days (KontorDatabase *database,
           const char     *currency,
           gint64          first_day,
           GTimeZone      *zone,
           Figures         figures[N_DAYS],
           GError        **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  statement = kontor_database_query (
    database,
    "SELECT hour, orders, paid_orders, paid_minor - refunded_minor FROM derived_order_hour"
    " WHERE hour >= ?1 AND currency = ?2",
    error,
    KONTOR_VALUES (kontor_value_integer (kontor_day_start (first_day, zone) / HOUR),
                   kontor_value_text (currency)));
  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      gint64 hour = kontor_statement_get_integer (statement, 0);
      gint64 day = kontor_day_from_time (hour * HOUR, zone) - first_day;

      if (day < 0 || day >= N_DAYS)
        continue;
      figures[day].orders += kontor_statement_get_integer (statement, 1);
      figures[day].paid_orders += kontor_statement_get_integer (statement, 2);
      figures[day].revenue_minor += kontor_statement_get_integer (statement, 3);
    }

  return step == KONTOR_STEP_DONE;
}

static KontorJson *
figures_to_json (const Figures *figures)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_integer (object, "orders", figures->orders);
  kontor_json_set_integer (object, "paid_orders", figures->paid_orders);
  kontor_json_set_integer (object, "revenue_minor", figures->revenue_minor);
  return object;
}

static KontorJson *
sum_to_json (const Figures *figures, guint n_figures)
{
  Figures sum = { 0 };

  for (guint i = 0; i < n_figures; i++)
    {
      sum.orders += figures[i].orders;
      sum.paid_orders += figures[i].paid_orders;
      sum.revenue_minor += figures[i].revenue_minor;
    }

  return figures_to_json (&sum);
}

static gboolean
set_figures (
  KontorJson *today, KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  Figures          figures[N_DAYS] = { 0 };
  gint64           first_day = kontor_day_from_time (now, zone) - N_DAYS + 1;
  KontorJson      *days = kontor_json_new_array ();
  g_autofree char *currency = NULL;

  kontor_json_set (today, "days", days);
  currency = kontor_query_setting (database, "currency", error);
  if (currency == NULL || !read_days (database, currency, first_day, zone, figures, error))
    return FALSE;

  for (guint i = 0; i < N_DAYS; i++)
    {
      KontorJson *day = figures_to_json (&figures[i]);

      kontor_json_set_integer (day, "day", first_day + i);
      kontor_json_append (days, day);
    }

  kontor_json_set (today, "last30", sum_to_json (figures + N_DAYS - N_COMPARED, N_COMPARED));
  kontor_json_set (today, "before30", sum_to_json (figures + N_DAYS - 2 * N_COMPARED, N_COMPARED));
  kontor_json_set_string (today, "currency", currency);
  return TRUE;
}

/* Nothing was sold here yet, and nothing could be. */
static gboolean
set_is_new (KontorJson *today, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT NOT EXISTS (SELECT 1 FROM sales_order) AND NOT EXISTS (SELECT 1 FROM product)",
    error,
    KONTOR_NO_VALUES);

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  kontor_json_set_boolean (today, "is_new", kontor_statement_get_integer (row, 0) != 0);
  return TRUE;
}

/**
 * kontor_query_today:
 * @database: a connection to SQLite
 * @now: UTC microseconds
 * @zone: where days begin
 * @error: return location for an error
 *
 * What needs doing now, and the revenue of the last 60 days: what was paid on a day less what was
 * refunded on it, in the company's currency.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): members as in README.md
 */
KontorJson *
kontor_query_today (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  g_autoptr (KontorJson) today = kontor_json_new_object ();

  g_return_val_if_fail (database != NULL && zone != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!set_tasks (today, database, now, zone, error)
      || !set_figures (today, database, now, zone, error) || !set_is_new (today, database, error))
    return NULL;

  return g_steal_pointer (&today);
}
