/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

#define SELECT_ORDER                                                                               \
  "SELECT o.number, o.customer_uid, o.customer_name, c.number, o.email, o.channel, o.state,"       \
  " o.currency, o.price_mode, o.placed_at, o.recorded_at, o.changed_at, o.ship_by, o.paid_at,"     \
  " o.shipped_at, o.delivered_at, o.closed_at, o.payment_method, o.net_minor, o.tax_minor,"        \
  " o.gross_minor, o.refunded_minor, o.note,"                                                      \
  " o.billing_name, o.billing_extra, o.billing_street, o.billing_postcode, o.billing_city,"        \
  " o.billing_region, o.billing_country,"                                                          \
  " o.shipping_name, o.shipping_extra, o.shipping_street, o.shipping_postcode, o.shipping_city,"   \
  " o.shipping_region, o.shipping_country, o.last_line"                                            \
  " FROM sales_order AS o LEFT JOIN customer AS c ON c.uid = o.customer_uid WHERE o.uid = ?1"
#define FIRST_BILLING_COLUMN 23
#define FIRST_SHIPPING_COLUMN 30
#define LAST_LINE_COLUMN 37

#define SELECT_LINES                                                                               \
  "SELECT line, kind, variant_uid, sku, title, quantity, unit, price_e4, discount_bp, tax_code,"   \
  " tax_rate_bp, net_minor, gross_minor FROM order_line WHERE order_uid = ?1 ORDER BY line"
#define SELECT_TAXES                                                                               \
  "SELECT tax_code, tax_rate_bp, net_minor, tax_minor, gross_minor FROM order_tax"                 \
  " WHERE order_uid = ?1 ORDER BY tax_rate_bp DESC, tax_code"
#define SELECT_TRANSITIONS                                                                         \
  "SELECT position, from_state, to_state, happened_at, recorded_at, author_name, station, reason," \
  " metadata FROM order_transition WHERE order_uid = ?1 ORDER BY position"

/* One shape for the three kinds of events; columns that a kind lacks are literals. */
#define SELECT_DELIVERIES                                                                          \
  "SELECT position, number, happened_at, carrier, tracking_number, tracking_url, note, 0, 0,"      \
  " withdrawn_at FROM delivery WHERE order_uid = ?1 ORDER BY position"
#define SELECT_RETURNS                                                                             \
  "SELECT position, '', happened_at, '', '', '', reason, 0, 0, NULL"                               \
  " FROM order_return WHERE order_uid = ?1 ORDER BY position"
#define SELECT_REFUNDS                                                                             \
  "SELECT position, '', happened_at, '', '', '', reason, amount_minor, shipping_minor, NULL"       \
  " FROM order_refund WHERE order_uid = ?1 ORDER BY position"
#define SELECT_DELIVERY_LINES                                                                      \
  "SELECT delivery, line, quantity, 0, '' FROM delivery_line WHERE order_uid = ?1 ORDER BY 1, 2"
#define SELECT_RETURN_LINES                                                                        \
  "SELECT return_position, line, quantity, 0, condition FROM return_line"                          \
  " WHERE order_uid = ?1 ORDER BY 1, 2"
#define SELECT_REFUND_LINES                                                                        \
  "SELECT refund, line, quantity, amount_minor, '' FROM refund_line"                               \
  " WHERE order_uid = ?1 ORDER BY 1, 2"

typedef void (*ReadRow) (KontorStatement *statement, KontorOrder *order, gpointer data);

static char *
dup_text (KontorStatement *statement, int column)
{
  const char *text = kontor_statement_get_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static void
read_address (KontorStatement *statement, int column, KontorAddress *address)
{
  address->name = dup_text (statement, column);
  address->extra = dup_text (statement, column + 1);
  address->street = dup_text (statement, column + 2);
  address->postcode = dup_text (statement, column + 3);
  address->city = dup_text (statement, column + 4);
  address->region = dup_text (statement, column + 5);
  address->country = dup_text (statement, column + 6);
}

static void
read_amounts_and_times (KontorStatement *statement, KontorOrder *order)
{
  order->placed_at = kontor_statement_get_integer (statement, 9);
  order->recorded_at = kontor_statement_get_integer (statement, 10);
  order->changed_at = kontor_statement_get_integer (statement, 11);
  order->ship_by = kontor_statement_get_integer (statement, 12);
  order->paid_at = kontor_statement_get_integer (statement, 13);
  order->shipped_at = kontor_statement_get_integer (statement, 14);
  order->delivered_at = kontor_statement_get_integer (statement, 15);
  order->closed_at = kontor_statement_get_integer (statement, 16);
  order->net_minor = kontor_statement_get_integer (statement, 18);
  order->tax_minor = kontor_statement_get_integer (statement, 19);
  order->gross_minor = kontor_statement_get_integer (statement, 20);
  order->refunded_minor = kontor_statement_get_integer (statement, 21);
}

static void
read_order (KontorStatement *statement, KontorOrder *order)
{
  order->number = dup_text (statement, 0);
  kontor_statement_get_uid (statement, 1, &order->customer);
  order->customer_name = dup_text (statement, 2);
  order->customer_number = dup_text (statement, 3);
  order->email = dup_text (statement, 4);
  order->channel = dup_text (statement, 5);
  kontor_order_state_from_name (kontor_statement_get_text (statement, 6), &order->state);
  order->currency = dup_text (statement, 7);
  order->price_mode = g_str_equal (kontor_statement_get_text (statement, 8), "net")
                        ? KONTOR_PRICE_NET
                        : KONTOR_PRICE_GROSS;
  read_amounts_and_times (statement, order);
  order->payment_method = dup_text (statement, 17);
  order->note = dup_text (statement, 22);
  read_address (statement, FIRST_BILLING_COLUMN, &order->billing);
  read_address (statement, FIRST_SHIPPING_COLUMN, &order->shipping);
  order->last_line = (int) kontor_statement_get_integer (statement, LAST_LINE_COLUMN);
}

static void
read_line (KontorStatement *statement, KontorOrder *order, gpointer data)
{
  KontorOrderLine *line = g_new0 (KontorOrderLine, 1);

  line->line = (int) kontor_statement_get_integer (statement, 0);
  line->kind = dup_text (statement, 1);
  kontor_statement_get_uid (statement, 2, &line->variant);
  line->sku = dup_text (statement, 3);
  line->title = dup_text (statement, 4);
  line->quantity = kontor_statement_get_integer (statement, 5);
  line->unit = dup_text (statement, 6);
  line->price_e4 = kontor_statement_get_integer (statement, 7);
  line->discount_bp = kontor_statement_get_integer (statement, 8);
  line->tax_code = dup_text (statement, 9);
  line->tax_rate_bp = kontor_statement_get_integer (statement, 10);
  line->net_minor = kontor_statement_get_integer (statement, 11);
  line->gross_minor = kontor_statement_get_integer (statement, 12);
  g_ptr_array_add (order->lines, line);
}

static void
read_tax (KontorStatement *statement, KontorOrder *order, gpointer data)
{
  KontorOrderTax *tax = g_new0 (KontorOrderTax, 1);

  tax->tax_code = dup_text (statement, 0);
  tax->tax_rate_bp = kontor_statement_get_integer (statement, 1);
  tax->net_minor = kontor_statement_get_integer (statement, 2);
  tax->tax_minor = kontor_statement_get_integer (statement, 3);
  tax->gross_minor = kontor_statement_get_integer (statement, 4);
  g_ptr_array_add (order->taxes, tax);
}

static void
read_transition (KontorStatement *statement, KontorOrder *order, gpointer data)
{
  KontorOrderTransition *transition = g_new0 (KontorOrderTransition, 1);

  transition->position = (int) kontor_statement_get_integer (statement, 0);
  transition->from_state = dup_text (statement, 1);
  transition->to_state = dup_text (statement, 2);
  transition->happened_at = kontor_statement_get_integer (statement, 3);
  transition->recorded_at = kontor_statement_get_integer (statement, 4);
  transition->author_name = dup_text (statement, 5);
  transition->station = (guint) kontor_statement_get_integer (statement, 6);
  transition->reason = dup_text (statement, 7);
  transition->metadata = dup_text (statement, 8);
  g_ptr_array_add (order->transitions, transition);
}

static void
read_event (KontorStatement *statement, KontorOrder *order, gpointer data)
{
  KontorOrderEvent *event = g_new0 (KontorOrderEvent, 1);

  event->position = (int) kontor_statement_get_integer (statement, 0);
  event->number = dup_text (statement, 1);
  event->happened_at = kontor_statement_get_integer (statement, 2);
  event->carrier = dup_text (statement, 3);
  event->tracking_number = dup_text (statement, 4);
  event->tracking_url = dup_text (statement, 5);
  event->reason = dup_text (statement, 6);
  event->amount_minor = kontor_statement_get_integer (statement, 7);
  event->shipping_minor = kontor_statement_get_integer (statement, 8);
  event->withdrawn_at = kontor_statement_get_integer (statement, 9);
  event->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_part_free);
  g_ptr_array_add (data, event);
}

static KontorOrderLine *
find_line (const KontorOrder *order, int number)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->line == number)
        return line;
    }

  return NULL;
}

/* A withdrawn delivery is listed and does not count. */
static void
add_to_line (KontorOrder            *order,
             GPtrArray              *events,
             const KontorOrderEvent *event,
             const KontorOrderPart  *part)
{
  KontorOrderLine *line = find_line (order, part->line);

  if (line == NULL)
    return;
  if (events == order->deliveries && event->withdrawn_at == 0)
    line->delivered += part->quantity;
  else if (events == order->returns)
    line->returned += part->quantity;
  else if (events == order->refunds)
    line->refunded_minor += part->amount_minor;
}

static void
read_part (KontorStatement *statement, KontorOrder *order, gpointer data)
{
  GPtrArray *events = data;
  int        position = (int) kontor_statement_get_integer (statement, 0);

  for (guint i = 0; i < events->len; i++)
    {
      KontorOrderEvent *event = g_ptr_array_index (events, i);
      KontorOrderPart  *part;

      if (event->position != position)
        continue;
      part = g_new0 (KontorOrderPart, 1);
      part->line = (int) kontor_statement_get_integer (statement, 1);
      part->quantity = kontor_statement_get_integer (statement, 2);
      part->amount_minor = kontor_statement_get_integer (statement, 3);
      part->condition = dup_text (statement, 4);
      g_ptr_array_add (event->parts, part);
      add_to_line (order, events, event, part);
    }
}

static gboolean
read_all (KontorDatabase *database,
          KontorOrder    *order,
          const char     *sql,
          ReadRow         read,
          gpointer        data,
          GError        **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_uid (&order->uid)));
  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    read (statement, order, data);

  return step == KONTOR_STEP_DONE;
}

static gboolean
read_children (KontorDatabase *database, KontorOrder *order, GError **error)
{
  return read_all (database, order, SELECT_LINES, read_line, NULL, error)
         && read_all (database, order, SELECT_TAXES, read_tax, NULL, error)
         && read_all (database, order, SELECT_TRANSITIONS, read_transition, NULL, error)
         && read_all (database, order, SELECT_DELIVERIES, read_event, order->deliveries, error)
         && read_all (database, order, SELECT_DELIVERY_LINES, read_part, order->deliveries, error)
         && read_all (database, order, SELECT_RETURNS, read_event, order->returns, error)
         && read_all (database, order, SELECT_RETURN_LINES, read_part, order->returns, error)
         && read_all (database, order, SELECT_REFUNDS, read_event, order->refunds, error)
         && read_all (database, order, SELECT_REFUND_LINES, read_part, order->refunds, error);
}

/**
 * kontor_query_order:
 * @database: a connection
 * @uid: an order
 * @error: return location for an error
 *
 * Reads an order with all that belongs to it.
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the order, or %NULL with @error set
 */
KontorOrder *
kontor_query_order (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_new ();
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  g_return_val_if_fail (database != NULL && uid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  order->uid = *uid;
  statement = kontor_database_query (
    database, SELECT_ORDER, error, KONTOR_VALUES (kontor_value_uid (uid)));
  step = statement != NULL ? kontor_statement_step (statement, error) : KONTOR_STEP_FAILED;
  if (step == KONTOR_STEP_DONE)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("there is no %s with this id"),
                 _ ("order"));
  if (step != KONTOR_STEP_ROW)
    return NULL;

  read_order (statement, order);
  return read_children (database, order, error) ? g_steal_pointer (&order) : NULL;
}
