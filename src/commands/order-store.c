/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

static char *
dup_text (KontorStatement *row, int column)
{
  const char *text = kontor_statement_get_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

static gint64
get_or_zero (KontorStatement *row, int column)
{
  return kontor_statement_is_null (row, column) ? 0 : kontor_statement_get_integer (row, column);
}

static void
read_address (KontorStatement *row, int column, KontorAddress *address)
{
  address->name = dup_text (row, column);
  address->extra = dup_text (row, column + 1);
  address->street = dup_text (row, column + 2);
  address->postcode = dup_text (row, column + 3);
  address->city = dup_text (row, column + 4);
  address->region = dup_text (row, column + 5);
  address->country = dup_text (row, column + 6);
}

static void
read_head (KontorStatement *row, KontorOrder *order)
{
  const char *mode = kontor_statement_get_text (row, 7);

  order->number = dup_text (row, 0);
  kontor_statement_get_uid (row, 1, &order->customer);
  order->customer_name = dup_text (row, 2);
  order->customer_number = g_strdup ("");
  order->email = dup_text (row, 3);
  order->channel = dup_text (row, 4);
  kontor_order_state_from_name (kontor_statement_get_text (row, 5), &order->state);
  order->currency = dup_text (row, 6);
  order->price_mode = g_strcmp0 (mode, "net") == 0 ? KONTOR_PRICE_NET : KONTOR_PRICE_GROSS;
  order->placed_at = kontor_statement_get_integer (row, 8);
  order->recorded_at = kontor_statement_get_integer (row, 9);
  order->changed_at = kontor_statement_get_integer (row, 10);
  order->ship_by = get_or_zero (row, 11);
  order->paid_at = get_or_zero (row, 12);
  order->shipped_at = get_or_zero (row, 13);
  order->delivered_at = get_or_zero (row, 14);
  order->closed_at = get_or_zero (row, 15);
  order->last_line = (int) kontor_statement_get_integer (row, 16);
  order->payment_method = dup_text (row, 17);
  order->net_minor = kontor_statement_get_integer (row, 18);
  order->tax_minor = kontor_statement_get_integer (row, 19);
  order->gross_minor = kontor_statement_get_integer (row, 20);
  order->refunded_minor = kontor_statement_get_integer (row, 21);
  order->note = dup_text (row, 22);
  read_address (row, 23, &order->billing);
  read_address (row, 30, &order->shipping);
}

static gboolean
load_head (KontorDatabase *database, KontorOrder *order, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT number, customer_uid, customer_name, email, channel, state, currency,"
    " price_mode, placed_at, recorded_at, changed_at, ship_by, paid_at, shipped_at,"
    " delivered_at, closed_at, last_line, payment_method, net_minor, tax_minor,"
    " gross_minor, refunded_minor, note, billing_name, billing_extra,"
    " billing_street, billing_postcode, billing_city, billing_region,"
    " billing_country, shipping_name, shipping_extra, shipping_street,"
    " shipping_postcode, shipping_city, shipping_region, shipping_country"
    " FROM sales_order WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid)));

  if (row == NULL)
    return FALSE;

  if (!kontor_statement_step_row (row, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        kontor_command_set_error (error,
                                  KONTOR_COMMAND_ERROR_NOT_FOUND,
                                  "order",
                                  _ ("There is no such order. It may have been deleted."));
      return FALSE;
    }

  read_head (row, order);
  return TRUE;
}

typedef void (*KontorRowFunc) (KontorStatement *row, KontorOrder *order);

static gboolean
load_rows (
  KontorDatabase *database, KontorOrder *order, const char *sql, KontorRowFunc func, GError **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_uid (&order->uid)));
  KontorStep step;

  if (rows == NULL)
    return FALSE;

  while ((step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    func (rows, order);

  return step == KONTOR_STEP_DONE;
}

static void
read_line (KontorStatement *row, KontorOrder *order)
{
  KontorOrderLine *line = g_new0 (KontorOrderLine, 1);

  line->line = (int) kontor_statement_get_integer (row, 0);
  line->kind = dup_text (row, 1);
  kontor_statement_get_uid (row, 2, &line->variant);
  line->sku = dup_text (row, 3);
  line->title = dup_text (row, 4);
  line->quantity = kontor_statement_get_integer (row, 5);
  line->unit = dup_text (row, 6);
  line->price_e4 = kontor_statement_get_integer (row, 7);
  line->discount_bp = kontor_statement_get_integer (row, 8);
  line->tax_code = dup_text (row, 9);
  line->tax_rate_bp = kontor_statement_get_integer (row, 10);
  line->net_minor = kontor_statement_get_integer (row, 11);
  line->gross_minor = kontor_statement_get_integer (row, 12);
  order->last_line = MAX (order->last_line, line->line);
  g_ptr_array_add (order->lines, line);
}

static void
read_transition (KontorStatement *row, KontorOrder *order)
{
  KontorOrderTransition *step = g_new0 (KontorOrderTransition, 1);

  step->position = (int) kontor_statement_get_integer (row, 0);
  step->from_state = dup_text (row, 1);
  step->to_state = dup_text (row, 2);
  step->happened_at = kontor_statement_get_integer (row, 3);
  step->recorded_at = kontor_statement_get_integer (row, 4);
  step->author_name = dup_text (row, 5);
  step->station = (guint) kontor_statement_get_integer (row, 6);
  step->reason = dup_text (row, 7);
  step->metadata = dup_text (row, 8);
  g_ptr_array_add (order->transitions, step);
}

static KontorOrderEvent *
read_event (KontorStatement *row, GPtrArray *events)
{
  KontorOrderEvent *event = kontor_order_event_new (events, kontor_statement_get_integer (row, 1));

  event->position = (int) kontor_statement_get_integer (row, 0);
  g_free (event->reason); /* the empty one of a new event */
  event->reason = dup_text (row, 2);
  return event;
}

static void
read_delivery (KontorStatement *row, KontorOrder *order)
{
  KontorOrderEvent *event = read_event (row, order->deliveries);

  event->number = dup_text (row, 3);
  event->carrier = dup_text (row, 4);
  event->tracking_number = dup_text (row, 5);
  event->tracking_url = dup_text (row, 6);
  event->withdrawn_at = get_or_zero (row, 7);
}

static void
read_return (KontorStatement *row, KontorOrder *order)
{
  read_event (row, order->returns);
}

static void
read_refund (KontorStatement *row, KontorOrder *order)
{
  KontorOrderEvent *event = read_event (row, order->refunds);

  event->amount_minor = kontor_statement_get_integer (row, 3);
  event->shipping_minor = kontor_statement_get_integer (row, 4);
}

static KontorOrderEvent *
find_event (GPtrArray *events, gint64 position)
{
  guint i;

  for (i = 0; i < events->len; i++)
    {
      KontorOrderEvent *event = g_ptr_array_index (events, i);

      if (event->position == position)
        return event;
    }

  return NULL;
}

static void
read_delivery_line (KontorStatement *row, KontorOrder *order)
{
  KontorOrderEvent *event = find_event (order->deliveries, kontor_statement_get_integer (row, 0));
  KontorOrderLine  *line = kontor_order_find_line (order, kontor_statement_get_integer (row, 1));
  gint64            quantity = kontor_statement_get_integer (row, 2);

  kontor_order_event_add (event, (int) kontor_statement_get_integer (row, 1), quantity, 0, "");
  if (line != NULL && event->withdrawn_at == 0)
    line->delivered += quantity;
}

static void
read_return_line (KontorStatement *row, KontorOrder *order)
{
  KontorOrderEvent *event = find_event (order->returns, kontor_statement_get_integer (row, 0));
  KontorOrderLine  *line = kontor_order_find_line (order, kontor_statement_get_integer (row, 1));
  gint64            quantity = kontor_statement_get_integer (row, 2);

  kontor_order_event_add (event,
                          (int) kontor_statement_get_integer (row, 1),
                          quantity,
                          0,
                          kontor_statement_get_text (row, 3));
  if (line != NULL)
    line->returned += quantity;
}

static void
read_refund_line (KontorStatement *row, KontorOrder *order)
{
  KontorOrderEvent *event = find_event (order->refunds, kontor_statement_get_integer (row, 0));
  KontorOrderLine  *line = kontor_order_find_line (order, kontor_statement_get_integer (row, 1));
  gint64            amount = kontor_statement_get_integer (row, 3);

  kontor_order_event_add (event,
                          (int) kontor_statement_get_integer (row, 1),
                          kontor_statement_get_integer (row, 2),
                          amount,
                          "");
  if (line != NULL)
    line->refunded_minor += amount;
}

static const struct
{
  const char   *sql;
  KontorRowFunc func;
} parts[] = {
  { "SELECT line, kind, variant_uid, sku, title, quantity, unit, price_e4, discount_bp, tax_code,"
    " tax_rate_bp, net_minor, gross_minor FROM order_line WHERE order_uid = ?1 ORDER BY line",
    read_line },
  { "SELECT position, from_state, to_state, happened_at, recorded_at, author_name, station, reason,"
    " metadata FROM order_transition WHERE order_uid = ?1 ORDER BY position",
    read_transition },
  { "SELECT position, happened_at, note, number, carrier, tracking_number, tracking_url, "
    "withdrawn_at"
    " FROM delivery WHERE order_uid = ?1 ORDER BY position",
    read_delivery },
  { "SELECT delivery, line, quantity FROM delivery_line WHERE order_uid = ?1 ORDER BY delivery, "
    "line",
    read_delivery_line },
  { "SELECT position, happened_at, reason FROM order_return WHERE order_uid = ?1 ORDER BY position",
    read_return },
  { "SELECT return_position, line, quantity, condition FROM return_line WHERE order_uid = ?1"
    " ORDER BY return_position, line",
    read_return_line },
  { "SELECT position, happened_at, reason, amount_minor, shipping_minor FROM order_refund"
    " WHERE order_uid = ?1 ORDER BY position",
    read_refund },
  { "SELECT refund, line, quantity, amount_minor FROM refund_line WHERE order_uid = ?1"
    " ORDER BY refund, line",
    read_refund_line },
};

/**
 * kontor_order_load:
 * @database: a connection in a transaction
 * @uid: an order
 * @error: return location for an error
 *
 * Reads an order with all its rows but the tax groups, which the commands only write. Deliveries
 * that were withdrawn are in it and count nowhere.
 *
 * Returns: (transfer full): the order, or NULL with KONTOR_COMMAND_ERROR_NOT_FOUND or an error of
 *   the database set
 */
KontorOrder *
kontor_order_load (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_new ();
  guint i;

  order->uid = *uid;
  if (!load_head (database, order, error))
    return NULL;

  for (i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (!load_rows (database, order, parts[i].sql, parts[i].func, error))
        return NULL;
    }

  return g_steal_pointer (&order);
}

/**
 * kontor_order_load_param:
 * @database: a connection in a transaction
 * @params: parameters with "order"
 * @error: return location for an error
 *
 * Returns: (transfer full): the order that the parameters name, or NULL with @error set
 */
KontorOrder *
kontor_order_load_param (KontorDatabase *database, const KontorJson *params, GError **error)
{
  KontorUid uid;

  if (!kontor_param_uid (params, "order", &uid, error))
    return NULL;

  return kontor_order_load (database, &uid, error);
}

/**
 * kontor_order_find_line:
 * @order: an order
 * @line: a line's number
 *
 * Returns: (transfer none) (nullable): the line
 */
KontorOrderLine *
kontor_order_find_line (const KontorOrder *order, gint64 line)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *candidate = g_ptr_array_index (order->lines, i);

      if (candidate->line == line)
        return candidate;
    }

  return NULL;
}

/**
 * kontor_order_last_transition:
 * @order: an order
 *
 * Returns: (transfer none) (nullable): the newest row of its log
 */
KontorOrderTransition *
kontor_order_last_transition (const KontorOrder *order)
{
  guint n_steps = order->transitions->len;

  return n_steps > 0 ? g_ptr_array_index (order->transitions, n_steps - 1) : NULL;
}

/**
 * kontor_order_newest_delivery:
 * @order: an order
 *
 * Returns: (transfer none) (nullable): the newest delivery that was not withdrawn
 */
KontorOrderEvent *
kontor_order_newest_delivery (const KontorOrder *order)
{
  guint i;

  for (i = order->deliveries->len; i > 0; i--)
    {
      KontorOrderEvent *event = g_ptr_array_index (order->deliveries, i - 1);

      if (event->withdrawn_at == 0)
        return event;
    }

  return NULL;
}

static gboolean
has_goods (const KontorOrder *order)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_str_equal (line->kind, "goods"))
        return TRUE;
    }

  return FALSE;
}

/**
 * kontor_order_line_is_shipped:
 * @order: an order
 * @line: one of its lines
 *
 * Returns: whether the line is handed over: goods, and in an order without goods the services
 */
gboolean
kontor_order_line_is_shipped (const KontorOrder *order, const KontorOrderLine *line)
{
  if (g_str_equal (line->kind, "goods"))
    return TRUE;

  return g_str_equal (line->kind, "service") && !has_goods (order);
}

/**
 * kontor_order_is_delivered:
 * @order: an order
 *
 * Returns: whether all that is handed over has been, and there was something
 */
gboolean
kontor_order_is_delivered (const KontorOrder *order)
{
  gboolean any = FALSE;
  guint    i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (!kontor_order_line_is_shipped (order, line))
        continue;
      if (line->delivered < line->quantity)
        return FALSE;
      any = TRUE;
    }

  return any;
}

/**
 * kontor_order_goods_out:
 * @order: an order
 *
 * Returns: how much of it was delivered and did not come back, thousandths over all lines
 */
gint64
kontor_order_goods_out (const KontorOrder *order)
{
  gint64 sum = 0;
  guint  i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      sum += line->delivered - line->returned;
    }

  return sum;
}

/**
 * kontor_order_exists:
 * @database: a connection in a transaction
 * @sql: a query with one parameter
 * @value: the parameter
 * @exists: (out): whether the query has a row
 * @error: return location for an error of the database
 *
 * Returns: FALSE when the query failed
 */
gboolean
kontor_order_exists (KontorDatabase    *database,
                     const char        *sql,
                     const KontorValue *value,
                     gboolean          *exists,
                     GError           **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, error, value, 1);
  KontorStep step;

  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  *exists = step == KONTOR_STEP_ROW;
  return step != KONTOR_STEP_FAILED;
}
