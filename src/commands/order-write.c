/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <string.h>

#include "kontor-totals.h"

/* Places of the values that both INSERT and UPDATE bind: ?1 to ?35. */
#define N_HEAD_VALUES 35

static KontorValue
value_text (const char *text)
{
  return kontor_value_text (text != NULL ? text : "");
}

static KontorValue
value_time (gint64 time)
{
  return time != 0 ? kontor_value_integer (time) : kontor_value_null ();
}

static KontorValue
value_uid (const KontorUid *uid)
{
  return kontor_value_uid (kontor_uid_is_nil (uid) ? NULL : uid);
}

static guint
add_address (KontorValue *values, guint n, const KontorAddress *address)
{
  values[n++] = value_text (address->name);
  values[n++] = value_text (address->extra);
  values[n++] = value_text (address->street);
  values[n++] = value_text (address->postcode);
  values[n++] = value_text (address->city);
  values[n++] = value_text (address->region);
  values[n++] = value_text (address->country);
  return n;
}

static gint64
sum_goods (const KontorOrder *order)
{
  gint64 sum = 0;
  guint  i;

  /* kontor_order_count_lines() has found that it fits. */
  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_str_equal (line->kind, "goods"))
        sum += line->quantity;
    }

  return sum;
}

static guint
add_head (KontorValue *values, const KontorOrder *order)
{
  guint n = 0;

  values[n++] = kontor_value_uid (&order->uid);
  values[n++] = value_uid (&order->customer);
  values[n++] = value_text (order->customer_name);
  values[n++] = value_text (order->email);
  values[n++] = kontor_value_text (kontor_order_state_to_name (order->state));
  values[n++] = kontor_value_integer (order->changed_at);
  values[n++] = value_time (order->ship_by);
  values[n++] = value_time (order->paid_at);
  values[n++] = value_time (order->shipped_at);
  values[n++] = value_time (order->delivered_at);
  values[n++] = value_time (order->closed_at);
  values[n++] = value_text (order->payment_method);
  values[n++] = kontor_value_integer ((gint64) order->lines->len);
  values[n++] = kontor_value_integer (order->last_line);
  values[n++] = kontor_value_integer (sum_goods (order));
  values[n++] = kontor_value_integer (order->net_minor);
  values[n++] = kontor_value_integer (order->tax_minor);
  values[n++] = kontor_value_integer (order->gross_minor);
  values[n++] = kontor_value_integer (order->refunded_minor);
  values[n++] = value_text (order->note);
  n = add_address (values, n, &order->billing);
  n = add_address (values, n, &order->shipping);
  values[n++] = value_text (order->number);
  return n;
}

/**
 * kontor_order_insert:
 * @context: the running command
 * @order: a new order with lines, totals and steps; its changed_at is set
 * @source: where it was imported from, or ""
 * @source_key: its key there, or ""
 * @error: return location for an error of the database
 *
 * Writes the order's own row, its lines and tax groups and its steps, and touches the order.
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_insert (KontorCommandContext *context,
                     KontorOrder          *order,
                     const char           *source,
                     const char           *source_key,
                     GError              **error)
{
  KontorValue values[N_HEAD_VALUES + 7];
  guint       n;

  order->recorded_at = context->command->at;
  order->changed_at = context->command->at;
  n = add_head (values, order);
  values[n++] = value_text (order->channel);
  values[n++] = value_text (order->currency);
  values[n++] = kontor_value_text (order->price_mode == KONTOR_PRICE_NET ? "net" : "gross");
  values[n++] = kontor_value_integer (order->placed_at);
  values[n++] = kontor_value_integer (order->recorded_at);
  values[n++] = value_text (source);
  values[n++] = value_text (source_key);
  g_assert (n == G_N_ELEMENTS (values));

  if (!kontor_database_run (
        context->database,
        "INSERT INTO sales_order (uid, customer_uid, customer_name, email, state, changed_at,"
        " ship_by, paid_at, shipped_at, delivered_at, closed_at, payment_method, line_count,"
        " last_line, quantity, net_minor, tax_minor, gross_minor, refunded_minor, note,"
        " billing_name, billing_extra, billing_street, billing_postcode, billing_city,"
        " billing_region, billing_country, shipping_name, shipping_extra, shipping_street,"
        " shipping_postcode, shipping_city, shipping_region, shipping_country, number, channel,"
        " currency, price_mode, placed_at, recorded_at, source, source_key)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
        " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34,"
        " ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42)",
        error,
        values,
        n))
    return FALSE;

  kontor_command_context_touch (context, KONTOR_KIND_ORDER, &order->uid);
  return kontor_order_save_lines (context, order, error)
         && kontor_order_save_steps (context, order, 0, error);
}

/**
 * kontor_order_save:
 * @context: the running command
 * @order: an order that was loaded and changed; its changed_at is set
 * @error: return location for an error of the database
 *
 * Writes the order's own row back and touches the order.
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_save (KontorCommandContext *context, KontorOrder *order, GError **error)
{
  KontorValue values[N_HEAD_VALUES];
  guint       n;

  order->changed_at = context->command->at;
  n = add_head (values, order);
  g_assert (n == G_N_ELEMENTS (values));

  kontor_command_context_touch (context, KONTOR_KIND_ORDER, &order->uid);
  return kontor_database_run (
    context->database,
    "UPDATE sales_order SET customer_uid = ?2, customer_name = ?3, email = ?4, state = ?5,"
    " changed_at = ?6, ship_by = ?7, paid_at = ?8, shipped_at = ?9, delivered_at = ?10,"
    " closed_at = ?11, payment_method = ?12, line_count = ?13, last_line = ?14,"
    " quantity = ?15, net_minor = ?16, tax_minor = ?17, gross_minor = ?18,"
    " refunded_minor = ?19, note = ?20, billing_name = ?21, billing_extra = ?22,"
    " billing_street = ?23, billing_postcode = ?24, billing_city = ?25,"
    " billing_region = ?26, billing_country = ?27, shipping_name = ?28,"
    " shipping_extra = ?29, shipping_street = ?30, shipping_postcode = ?31,"
    " shipping_city = ?32, shipping_region = ?33, shipping_country = ?34, number = ?35"
    " WHERE uid = ?1",
    error,
    values,
    n);
}

static gboolean
insert_line (KontorDatabase        *database,
             const KontorOrder     *order,
             const KontorOrderLine *line,
             GError               **error)
{
  return kontor_database_run (
    database,
    "INSERT INTO order_line (order_uid, line, kind, variant_uid, sku, title, quantity,"
    " unit, price_e4, discount_bp, tax_code, tax_rate_bp, net_minor, gross_minor)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid),
                   kontor_value_integer (line->line),
                   kontor_value_text (line->kind),
                   value_uid (&line->variant),
                   value_text (line->sku),
                   value_text (line->title),
                   kontor_value_integer (line->quantity),
                   value_text (line->unit),
                   kontor_value_integer (line->price_e4),
                   kontor_value_integer (line->discount_bp),
                   value_text (line->tax_code),
                   kontor_value_integer (line->tax_rate_bp),
                   kontor_value_integer (line->net_minor),
                   kontor_value_integer (line->gross_minor)));
}

static gboolean
insert_tax (KontorDatabase       *database,
            const KontorOrder    *order,
            const KontorOrderTax *tax,
            GError              **error)
{
  return kontor_database_run (
    database,
    "INSERT INTO order_tax (order_uid, tax_code, tax_rate_bp, net_minor, tax_minor,"
    " gross_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid),
                   value_text (tax->tax_code),
                   kontor_value_integer (tax->tax_rate_bp),
                   kontor_value_integer (tax->net_minor),
                   kontor_value_integer (tax->tax_minor),
                   kontor_value_integer (tax->gross_minor)));
}

static gboolean
delete_lines (KontorDatabase *database, const KontorOrder *order, GError **error)
{
  const KontorValue uid = kontor_value_uid (&order->uid);

  return kontor_database_run (
           database, "DELETE FROM order_line WHERE order_uid = ?1", error, &uid, 1)
         && kontor_database_run (
           database, "DELETE FROM order_tax WHERE order_uid = ?1", error, &uid, 1);
}

/**
 * kontor_order_save_lines:
 * @context: the running command
 * @order: an order with lines and tax groups
 * @error: return location for an error of the database
 *
 * Replaces the order's lines and tax groups.
 *
 * Returns: whether they were written
 */
gboolean
kontor_order_save_lines (KontorCommandContext *context, KontorOrder *order, GError **error)
{
  guint i;

  if (!delete_lines (context->database, order, error))
    return FALSE;

  for (i = 0; i < order->lines->len; i++)
    {
      if (!insert_line (context->database, order, g_ptr_array_index (order->lines, i), error))
        return FALSE;
    }

  for (i = 0; i < order->taxes->len; i++)
    {
      if (!insert_tax (context->database, order, g_ptr_array_index (order->taxes, i), error))
        return FALSE;
    }

  return TRUE;
}

static void
set_times (KontorOrder *order, KontorOrderState from, KontorOrderState to, gint64 at)
{
  if (to == KONTOR_ORDER_PAID && from == KONTOR_ORDER_PENDING_PAYMENT)
    order->paid_at = at;
  if (to == KONTOR_ORDER_PENDING_PAYMENT && from == KONTOR_ORDER_PAID)
    order->paid_at = 0;
  if (to == KONTOR_ORDER_SHIPPED && from == KONTOR_ORDER_PROCESSING)
    order->shipped_at = at;
  if (from == KONTOR_ORDER_SHIPPED && to == KONTOR_ORDER_PROCESSING)
    order->shipped_at = 0;
  if (to == KONTOR_ORDER_DELIVERED)
    order->delivered_at = at;
  if (from == KONTOR_ORDER_DELIVERED && to == KONTOR_ORDER_SHIPPED)
    order->delivered_at = 0;
  order->closed_at = kontor_order_state_is_final (to) ? at : 0;
}

/**
 * kontor_order_append_step:
 * @context: the running command
 * @order: an order
 * @to: the state that it comes to
 * @at: when that happened
 * @reason: why, or ""
 * @metadata: (nullable): an object of what belongs to the step
 *
 * Adds a row to the log in memory and sets state and times; the caller has found the step allowed.
 */
void
kontor_order_append_step (KontorCommandContext *context,
                          KontorOrder          *order,
                          KontorOrderState      to,
                          gint64                at,
                          const char           *reason,
                          const KontorJson     *metadata)
{
  KontorOrderTransition *last = kontor_order_last_transition (order);
  KontorOrderTransition *step = g_new0 (KontorOrderTransition, 1);

  step->position = last != NULL ? last->position + 1 : 1;
  step->from_state = g_strdup (last != NULL ? kontor_order_state_to_name (order->state) : "");
  step->to_state = g_strdup (kontor_order_state_to_name (to));
  step->happened_at = at;
  step->recorded_at = context->command->at;
  step->author_name = g_strdup (
    context->command->author_name != NULL ? context->command->author_name : "");
  step->station = context->command->station;
  step->reason = g_strdup (reason);
  step->metadata = metadata != NULL ? kontor_json_to_string (metadata) : g_strdup ("{}");
  g_ptr_array_add (order->transitions, step);

  set_times (order, order->state, to, at);
  order->state = to;
}

/**
 * kontor_order_append_walk:
 * @context: the running command
 * @order: an order
 * @to: the state that it comes to
 * @at: when that happened
 * @reason: why, or ""
 * @metadata: (nullable): an object of what belongs to the steps
 *
 * Takes the machine's way to a state, each step a row of its own: from PAID to SHIPPED through
 * PROCESSING.
 *
 * Returns: FALSE when there is no way; the order is then somewhere in between
 */
gboolean
kontor_order_append_walk (KontorCommandContext *context,
                          KontorOrder          *order,
                          KontorOrderState      to,
                          gint64                at,
                          const char           *reason,
                          const KontorJson     *metadata)
{
  while (!kontor_order_step_is_allowed (order->state, to))
    {
      gboolean         moves;
      KontorOrderState next = kontor_order_state_next (order->state, &moves);

      if (!moves)
        return FALSE;

      kontor_order_append_step (context, order, next, at, "", metadata);
    }

  kontor_order_append_step (context, order, to, at, reason, metadata);
  return TRUE;
}

static gboolean
insert_step (KontorCommandContext        *context,
             const KontorOrder           *order,
             const KontorOrderTransition *step,
             GError                     **error)
{
  return kontor_database_run (
    context->database,
    "INSERT INTO order_transition (order_uid, position, from_state, to_state, happened_at,"
    " recorded_at, author_uid, author_name, station, reason, metadata)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid),
                   kontor_value_integer (step->position),
                   kontor_value_text (step->from_state),
                   kontor_value_text (step->to_state),
                   kontor_value_integer (step->happened_at),
                   kontor_value_integer (step->recorded_at),
                   value_uid (&context->command->author),
                   kontor_value_text (step->author_name),
                   kontor_value_integer (step->station),
                   kontor_value_text (step->reason),
                   kontor_value_text (step->metadata)));
}

/**
 * kontor_order_save_steps:
 * @context: the running command
 * @order: an order
 * @first: index of the first step that is not stored yet
 * @error: return location for an error of the database
 *
 * Returns: whether the steps were written
 */
gboolean
kontor_order_save_steps (KontorCommandContext *context,
                         KontorOrder          *order,
                         guint                 first,
                         GError              **error)
{
  guint i;

  for (i = first; i < order->transitions->len; i++)
    {
      if (!insert_step (context, order, g_ptr_array_index (order->transitions, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_log_step:
 * @context: the running command
 * @order: an order
 * @to: the state that it comes to
 * @at: when that happened
 * @reason: why, or ""
 * @metadata: (nullable): an object of what belongs to the step
 * @error: return location for an error of the database
 *
 * kontor_order_append_step(), written. The order's own row is the caller's.
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_log_step (KontorCommandContext *context,
                       KontorOrder          *order,
                       KontorOrderState      to,
                       gint64                at,
                       const char           *reason,
                       const KontorJson     *metadata,
                       GError              **error)
{
  guint first = order->transitions->len;

  kontor_order_append_step (context, order, to, at, reason, metadata);
  return kontor_order_save_steps (context, order, first, error);
}

/**
 * kontor_order_log_walk:
 * @context: the running command
 * @order: an order
 * @to: the state that it comes to; there is a way to it
 * @at: when that happened
 * @reason: why, or ""
 * @metadata: (nullable): an object of what belongs to the steps
 * @error: return location for an error of the database
 *
 * kontor_order_append_walk(), written. The order's own row is the caller's.
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_log_walk (KontorCommandContext *context,
                       KontorOrder          *order,
                       KontorOrderState      to,
                       gint64                at,
                       const char           *reason,
                       const KontorJson     *metadata,
                       GError              **error)
{
  guint    first = order->transitions->len;
  gboolean walked = kontor_order_append_walk (context, order, to, at, reason, metadata);

  g_assert (walked);
  return kontor_order_save_steps (context, order, first, error);
}
