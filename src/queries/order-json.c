/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

/* The command that leads to a state (product.md O3). */
static const char *const commands[KONTOR_ORDER_N_STATES] = {
  [KONTOR_ORDER_CART] = NULL,
  [KONTOR_ORDER_PENDING_PAYMENT] = "order.place",
  [KONTOR_ORDER_PAID] = "order.pay",
  [KONTOR_ORDER_PROCESSING] = "order.process",
  [KONTOR_ORDER_SHIPPED] = "order.ship",
  [KONTOR_ORDER_DELIVERED] = "order.deliver",
  [KONTOR_ORDER_CANCELLED] = "order.cancel",
  [KONTOR_ORDER_RETURNED] = "order.return",
};

static KontorJson *
address_to_json (const KontorAddress *address)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_string (object, "name", address->name);
  kontor_json_set_string (object, "extra", address->extra);
  kontor_json_set_string (object, "street", address->street);
  kontor_json_set_string (object, "postcode", address->postcode);
  kontor_json_set_string (object, "city", address->city);
  kontor_json_set_string (object, "region", address->region);
  kontor_json_set_string (object, "country", address->country);
  return object;
}

static KontorJson *
customer_to_json (const KontorOrder *order)
{
  KontorJson *object;

  if (kontor_uid_is_nil (&order->customer))
    return kontor_json_new_null ();

  object = kontor_json_new_object ();
  kontor_json_set_uid (object, "uid", &order->customer);
  kontor_json_set_string (object, "number", order->customer_number);
  kontor_json_set_string (object, "name", order->customer_name);
  return object;
}

static KontorJson *
parts_to_json (GPtrArray *parts, gboolean with_amount, gboolean with_condition)
{
  KontorJson *array = kontor_json_new_array ();

  for (guint i = 0; i < parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (parts, i);
      KontorJson            *object = kontor_json_new_object ();

      kontor_json_set_integer (object, "line", part->line);
      kontor_json_set_integer (object, "quantity", part->quantity);
      if (with_amount)
        kontor_json_set_integer (object, "amount_minor", part->amount_minor);
      if (with_condition)
        kontor_json_set_string (object, "condition", part->condition);
      kontor_json_append (array, object);
    }

  return array;
}

static KontorJson *
deliveries_to_json (GPtrArray *deliveries)
{
  KontorJson *array = kontor_json_new_array ();

  for (guint i = 0; i < deliveries->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (deliveries, i);
      KontorJson             *object = kontor_json_new_object ();

      kontor_json_set_integer (object, "position", event->position);
      kontor_json_set_string (object, "number", event->number);
      kontor_json_set_integer (object, "happened_at", event->happened_at);
      kontor_json_set_string (object, "carrier", event->carrier);
      kontor_json_set_string (object, "tracking_number", event->tracking_number);
      kontor_json_set_string (object, "tracking_url", event->tracking_url);
      kontor_json_set_string (object, "note", event->reason);
      kontor_json_set_time (object, "withdrawn_at", event->withdrawn_at);
      kontor_json_set (object, "lines", parts_to_json (event->parts, FALSE, FALSE));
      kontor_json_append (array, object);
    }

  return array;
}

static KontorJson *
events_to_json (GPtrArray *events, gboolean refunds)
{
  KontorJson *array = kontor_json_new_array ();

  for (guint i = 0; i < events->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (events, i);
      KontorJson             *object = kontor_json_new_object ();

      kontor_json_set_integer (object, "position", event->position);
      kontor_json_set_integer (object, "happened_at", event->happened_at);
      kontor_json_set_string (object, "reason", event->reason);
      if (refunds)
        {
          kontor_json_set_integer (object, "amount_minor", event->amount_minor);
          kontor_json_set_integer (object, "shipping_minor", event->shipping_minor);
        }
      kontor_json_set (object, "lines", parts_to_json (event->parts, refunds, !refunds));
      kontor_json_append (array, object);
    }

  return array;
}

static KontorJson *
transitions_to_json (GPtrArray *transitions)
{
  KontorJson *array = kontor_json_new_array ();

  for (guint i = 0; i < transitions->len; i++)
    {
      const KontorOrderTransition *transition = g_ptr_array_index (transitions, i);
      KontorJson                  *object = kontor_json_new_object ();
      KontorJson                  *metadata = kontor_json_parse (transition->metadata, -1, NULL);

      kontor_json_set_integer (object, "position", transition->position);
      kontor_json_set_string (object, "from", transition->from_state);
      kontor_json_set_string (object, "to", transition->to_state);
      kontor_json_set_integer (object, "happened_at", transition->happened_at);
      kontor_json_set_integer (object, "recorded_at", transition->recorded_at);
      kontor_json_set_string (object, "author", transition->author_name);
      kontor_json_set_integer (object, "station", transition->station);
      kontor_json_set_string (object, "reason", transition->reason);
      kontor_json_set (object, "metadata", metadata != NULL ? metadata : kontor_json_new_object ());
      kontor_json_append (array, object);
    }

  return array;
}

static KontorJson *
taxes_to_json (GPtrArray *taxes)
{
  KontorJson *array = kontor_json_new_array ();

  for (guint i = 0; i < taxes->len; i++)
    {
      const KontorOrderTax *tax = g_ptr_array_index (taxes, i);
      KontorJson           *object = kontor_json_new_object ();

      kontor_json_set_string (object, "tax_code", tax->tax_code);
      kontor_json_set_integer (object, "tax_rate_bp", tax->tax_rate_bp);
      kontor_json_set_integer (object, "net_minor", tax->net_minor);
      kontor_json_set_integer (object, "tax_minor", tax->tax_minor);
      kontor_json_set_integer (object, "gross_minor", tax->gross_minor);
      kontor_json_append (array, object);
    }

  return array;
}

static gint64
get_open_quantity (const KontorOrderLine *line)
{
  return g_str_equal (line->kind, "goods") ? MAX (line->quantity - line->delivered, 0) : 0;
}

static KontorJson *
line_to_json (const KontorOrderLine *line, KontorJson *product)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_integer (object, "line", line->line);
  kontor_json_set_string (object, "kind", line->kind);
  kontor_json_set_uid (object, "variant", &line->variant);
  kontor_json_set (object, "product", product);
  kontor_json_set_string (object, "sku", line->sku);
  kontor_json_set_string (object, "title", line->title);
  kontor_json_set_integer (object, "quantity", line->quantity);
  kontor_json_set_string (object, "unit", line->unit);
  kontor_json_set_integer (object, "price_e4", line->price_e4);
  kontor_json_set_integer (object, "discount_bp", line->discount_bp);
  kontor_json_set_string (object, "tax_code", line->tax_code);
  kontor_json_set_integer (object, "tax_rate_bp", line->tax_rate_bp);
  kontor_json_set_integer (object, "net_minor", line->net_minor);
  kontor_json_set_integer (object, "gross_minor", line->gross_minor);
  kontor_json_set_integer (object, "delivered", line->delivered);
  kontor_json_set_integer (object, "returned", line->returned);
  kontor_json_set_integer (object, "refunded_minor", line->refunded_minor);
  kontor_json_set_integer (object, "open", get_open_quantity (line));
  return object;
}

/* The product of a variant as text, or null. */
static KontorJson *
find_product (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_autoptr (KontorJson) row = NULL;
  const char *product;

  if (kontor_uid_is_nil (variant))
    return kontor_json_new_null ();

  row = kontor_query_row (database,
                          "SELECT product_uid FROM product_variant WHERE uid = ?1",
                          "u:product",
                          error,
                          KONTOR_VALUES (kontor_value_uid (variant)));
  if (row == NULL)
    return NULL;

  product = kontor_json_type (row) == KONTOR_JSON_OBJECT
              ? kontor_json_get_string (row, "product", NULL)
              : NULL;
  return product != NULL ? kontor_json_new_string (product) : kontor_json_new_null ();
}

static gboolean
set_lines (KontorJson *object, KontorDatabase *database, const KontorOrder *order, GError **error)
{
  KontorJson *array = kontor_json_new_array ();

  kontor_json_set (object, "lines", array);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      KontorJson            *product = find_product (database, &line->variant, error);

      if (product == NULL)
        return FALSE;
      kontor_json_append (array, line_to_json (line, product));
    }

  return TRUE;
}

static KontorJson *
steps_to_json (const KontorOrder *order)
{
  KontorJson      *array = kontor_json_new_array ();
  gboolean         has_next = FALSE;
  KontorOrderState next = kontor_order_state_next (order->state, &has_next);

  for (int to = 0; to < KONTOR_ORDER_N_STATES; to++)
    {
      KontorJson *object;

      if (!kontor_order_step_is_allowed (order->state, (KontorOrderState) to))
        continue;
      object = kontor_json_new_object ();
      kontor_json_set_string (object, "to", kontor_order_state_to_name ((KontorOrderState) to));
      kontor_json_set_string (object, "command", commands[to]);
      kontor_json_set_boolean (object, "suggested", has_next && (int) next == to);
      kontor_json_append (array, object);
    }

  return array;
}

static KontorJson *
abilities_to_json (const KontorOrder *order)
{
  KontorJson *object = kontor_json_new_object ();
  gint64      open = 0;
  gint64      outside = 0;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      open += get_open_quantity (line);
      outside += MAX (line->delivered - line->returned, 0);
    }

  kontor_json_set_boolean (object, "edit", order->state < KONTOR_ORDER_SHIPPED);
  kontor_json_set_boolean (
    object,
    "deliver",
    open > 0 && (order->state == KONTOR_ORDER_PAID || order->state == KONTOR_ORDER_PROCESSING));
  kontor_json_set_boolean (object, "return", outside > 0);
  kontor_json_set_boolean (
    object, "refund", order->paid_at != 0 && order->refunded_minor < order->gross_minor);
  kontor_json_set_boolean (
    object, "cancel", kontor_order_step_is_allowed (order->state, KONTOR_ORDER_CANCELLED));
  kontor_json_set_boolean (object, "reserve", order->state == KONTOR_ORDER_CART);
  return object;
}

static void
set_head (KontorJson *object, const KontorOrder *order)
{
  kontor_json_set_uid (object, "uid", &order->uid);
  kontor_json_set_string (object, "number", order->number);
  kontor_json_set_string (object, "state", kontor_order_state_to_name (order->state));
  kontor_json_set (object, "customer", customer_to_json (order));
  kontor_json_set_string (object, "customer_name", order->customer_name);
  kontor_json_set_string (object, "email", order->email);
  kontor_json_set_string (object, "channel", order->channel);
  kontor_json_set_string (object, "currency", order->currency);
  kontor_json_set_string (
    object, "price_mode", order->price_mode == KONTOR_PRICE_NET ? "net" : "gross");
  kontor_json_set_integer (object, "placed_at", order->placed_at);
  kontor_json_set_integer (object, "recorded_at", order->recorded_at);
  kontor_json_set_integer (object, "changed_at", order->changed_at);
  kontor_json_set_time (object, "ship_by", order->ship_by);
  kontor_json_set_time (object, "paid_at", order->paid_at);
  kontor_json_set_time (object, "shipped_at", order->shipped_at);
  kontor_json_set_time (object, "delivered_at", order->delivered_at);
  kontor_json_set_time (object, "closed_at", order->closed_at);
  kontor_json_set_string (object, "payment_method", order->payment_method);
  kontor_json_set_integer (object, "net_minor", order->net_minor);
  kontor_json_set_integer (object, "tax_minor", order->tax_minor);
  kontor_json_set_integer (object, "gross_minor", order->gross_minor);
  kontor_json_set_integer (object, "refunded_minor", order->refunded_minor);
  kontor_json_set_string (object, "note", order->note);
  kontor_json_set (object, "billing", address_to_json (&order->billing));
  kontor_json_set (object, "shipping", address_to_json (&order->shipping));
}

static gboolean
set_source (KontorJson *object, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    database,
    "SELECT source, source_key, reserved_until FROM sales_order WHERE uid = ?1",
    "t:source t:source_key i:reserved_until",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (row == NULL)
    return FALSE;

  kontor_json_set_string (object, "source", kontor_json_get_string (row, "source", ""));
  kontor_json_set_string (object, "source_key", kontor_json_get_string (row, "source_key", ""));
  kontor_json_set_time (
    object, "reserved_until", kontor_json_get_integer (row, "reserved_until", 0));
  return TRUE;
}

/**
 * kontor_query_order_json:
 * @database: a connection
 * @uid: an order
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the order with all that belongs to it, members as in README.md
 */
KontorJson *
kontor_query_order_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_query_order (database, uid, error);
  g_autoptr (KontorJson) object = NULL;

  if (order == NULL)
    return NULL;

  object = kontor_json_new_object ();
  set_head (object, order);
  if (!set_source (object, database, uid, error) || !set_lines (object, database, order, error))
    return NULL;

  kontor_json_set (object, "taxes", taxes_to_json (order->taxes));
  kontor_json_set (object, "transitions", transitions_to_json (order->transitions));
  kontor_json_set (object, "deliveries", deliveries_to_json (order->deliveries));
  kontor_json_set (object, "returns", events_to_json (order->returns, FALSE));
  kontor_json_set (object, "refunds", events_to_json (order->refunds, TRUE));
  kontor_json_set (object, "steps", steps_to_json (order));
  kontor_json_set (object, "can", abilities_to_json (order));
  return g_steal_pointer (&object);
}
