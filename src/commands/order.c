/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-codes.h"
#include "kontor-number.h"

/* Orders: making them and changing what they say. What happens to them is in order-step.c. */

static gboolean
invalid (GError **error, const char *field, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", text);
  return FALSE;
}

static gboolean
parse_texts (const KontorJson *params, KontorOrder *order, GError **error)
{
  const struct
  {
    const char *key;
    gsize       max_length;
    const char *fallback;
    char      **text;
  } fields[] = {
    { "customer_name", 200, "", &order->customer_name },  { "email", 254, "", &order->email },
    { "channel", 50, "office", &order->channel },         { "note", 10000, "", &order->note },
    { "payment_method", 50, "", &order->payment_method },
  };
  const char *text;
  guint       i;

  if (!kontor_param_string (params, "number", 64, &text, error))
    return FALSE;

  order->number = g_strdup (text);
  for (i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!kontor_param_string_or (
            params, fields[i].key, fields[i].max_length, fields[i].fallback, &text, error))
        return FALSE;

      *fields[i].text = g_strdup (text);
    }

  return TRUE;
}

static gboolean
parse_money (const KontorJson *params, KontorOrder *order, GError **error)
{
  static const char *const modes[] = { "net", "gross", NULL };
  const char              *currency;
  const char              *mode;

  if (!kontor_param_string (params, "currency", 3, &currency, error)
      || !kontor_param_choice (params, "price_mode", modes, NULL, &mode, error))
    return FALSE;
  if (!kontor_currency_is_known (currency))
    return invalid (error, "currency", _ ("This currency is not known: use three letters as EUR."));

  order->currency = g_strdup (currency);
  order->price_mode = g_str_equal (mode, "net") ? KONTOR_PRICE_NET : KONTOR_PRICE_GROSS;
  return TRUE;
}

static gboolean
parse_head (const KontorJson *params, KontorOrder *order, GError **error)
{
  if (!parse_texts (params, order, error) || !parse_money (params, order, error)
      || !kontor_param_uid_or_nil (params, "customer", &order->customer, error)
      || !kontor_param_integer (
        params, "placed_at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, &order->placed_at, error)
      || !kontor_param_integer_or (
        params, "ship_by", 1, KONTOR_TIME_MOST, 0, &order->ship_by, error)
      || !kontor_order_parse_address (params, "billing", &order->billing, error)
      || !kontor_order_parse_address (params, "shipping", &order->shipping, error))
    return FALSE;

  return order->email[0] == '\0' || kontor_email_is_plausible (order->email)
         || invalid (error, "email", _ ("This is no e-mail address."));
}

static gboolean
check_customer (KontorDatabase *database, const KontorOrder *order, GError **error)
{
  const KontorValue value = kontor_value_uid (&order->customer);
  gboolean          exists;

  if (kontor_uid_is_nil (&order->customer))
    return TRUE;
  if (!kontor_order_exists (
        database, "SELECT 1 FROM customer WHERE uid = ?1", &value, &exists, error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "customer", _ ("There is no such customer."));

  return exists;
}

static gboolean
check_number (KontorDatabase *database, const KontorOrder *order, GError **error)
{
  const KontorValue value = kontor_value_text (order->number);
  gboolean          exists;

  if (!kontor_order_exists (
        database, "SELECT 1 FROM sales_order WHERE number = ?1", &value, &exists, error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error,
      KONTOR_COMMAND_ERROR_CONFLICT,
      "number",
      _ ("Order %s was not created: there is an order of this number already."),
      order->number);

  return !exists;
}

static void
number_lines (KontorOrder *order)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      line->line = ++order->last_line;
    }
}

/* --- the steps that an order is made with --- */

static gboolean
walk_to (KontorCommandContext *context,
         KontorOrder          *order,
         KontorOrderState      to,
         gint64                at,
         const char           *reason,
         GError              **error)
{
  KontorOrderState from = order->state;

  if (order->transitions->len == 0)
    {
      kontor_order_append_step (
        context, order, KONTOR_ORDER_CART, at, to == KONTOR_ORDER_CART ? reason : "", NULL);
      if (to == KONTOR_ORDER_CART)
        return TRUE;
    }

  if (kontor_order_append_walk (context, order, to, at, reason, NULL))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "transitions",
                            _ ("An order does not go from %s to %s."),
                            kontor_order_state_to_name (from),
                            kontor_order_state_to_name (to));
  return FALSE;
}

static gboolean
parse_transition (KontorCommandContext *context,
                  KontorOrder          *order,
                  const KontorJson     *object,
                  GError              **error)
{
  KontorOrderState to;
  const char      *name;
  const char      *reason;
  gint64           at;

  if (!kontor_param_string (object, "to", 30, &name, error)
      || !kontor_param_integer_or (
        object, "at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, order->placed_at, &at, error)
      || !kontor_param_string_or (object, "reason", 500, "", &reason, error))
    return FALSE;
  if (!kontor_order_state_from_name (name, &to))
    return invalid (error, "transitions", _ ("This is no state of an order."));

  return walk_to (context, order, to, at, reason, error);
}

/* What is imported comes with its past; what is not said about it happened when it was placed. */
static gboolean
parse_steps (KontorCommandContext *context,
             const KontorJson     *params,
             KontorOrder          *order,
             GError              **error)
{
  const KontorJson *steps = kontor_json_get_array (params, "transitions");
  const char       *name = kontor_json_get_string (params, "state", NULL);
  KontorOrderState  state = KONTOR_ORDER_CART;
  guint             i;

  if (name != NULL && !kontor_order_state_from_name (name, &state))
    return invalid (error, "state", _ ("This is no state of an order."));

  for (i = 0; steps != NULL && i < kontor_json_length (steps); i++)
    {
      if (!parse_transition (context, order, kontor_json_at (steps, i), error))
        return FALSE;
    }

  if (order->transitions->len == 0)
    return walk_to (context, order, state, order->placed_at, "", error);

  return name == NULL || state == order->state
         || invalid (error, "state", _ ("The last transition leads to another state."));
}

/* --- goods that left, and came back, before the order was known here --- */

static KontorOrderEvent *
add_all_goods (const KontorOrder *order, GPtrArray *events, gint64 at, const char *condition)
{
  KontorOrderEvent *event = kontor_order_event_new (events, at);
  guint             i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (kontor_order_line_is_shipped (order, line))
        kontor_order_event_add (event, line->line, line->quantity, 0, condition);
    }

  return event;
}

static gboolean
save_delivered (KontorCommandContext *context,
                KontorOrder          *order,
                gboolean              moves_stock,
                GError              **error)
{
  KontorOrderEvent *event;

  if (order->shipped_at == 0)
    return TRUE;

  event = add_all_goods (order, order->deliveries, order->shipped_at, "");
  event->number = g_strdup_printf ("%s-L1", order->number);
  return kontor_order_save_delivery (context, order, event, error)
         && (!moves_stock || kontor_order_move_out (context, order, event, error));
}

static gboolean
save_returned (KontorCommandContext *context,
               KontorOrder          *order,
               gboolean              moves_stock,
               GError              **error)
{
  KontorOrderEvent *event;

  if (order->state != KONTOR_ORDER_RETURNED)
    return TRUE;

  event = add_all_goods (order, order->returns, order->closed_at, "resell");
  return kontor_order_save_return (context, order, event, error)
         && (!moves_stock || kontor_order_move_back (context, order, event, error));
}

static void
set_create_inverse (KontorCommandContext *context, const KontorOrder *order, const char *source)
{
  KontorJson *params;

  if (source[0] != '\0')
    {
      kontor_order_undo_by (context,
                            "order.remove",
                            kontor_order_new_params (order),
                            _ ("Import order %s"),
                            order->number);
      return;
    }

  if (order->state != KONTOR_ORDER_CART && order->state != KONTOR_ORDER_PENDING_PAYMENT)
    return;

  params = kontor_order_new_params (order);
  kontor_json_set_string (params, "reason", "undone");
  kontor_order_undo_by (context, "order.cancel", params, _ ("Create order %s"), order->number);
}

static gboolean
run_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_new ();
  const char *source;
  const char *source_key;
  gboolean    moves_stock;

  kontor_command_context_derive_uid (context, &order->uid);
  if (!parse_head (params, order, error)
      || !kontor_param_string_or (params, "source", 50, "", &source, error)
      || !kontor_param_string_or (params, "source_key", 200, "", &source_key, error)
      || !kontor_order_parse_lines (context->database, params, order, error)
      || !kontor_order_count_lines (order, error)
      || !check_customer (context->database, order, error)
      || !check_number (context->database, order, error)
      || !parse_steps (context, params, order, error))
    return FALSE;

  /* An imported past is no news for the stock, which is counted or imported by itself. */
  moves_stock = kontor_json_get_boolean (params, "stock", source[0] == '\0');
  number_lines (order);
  if (!kontor_order_insert (context, order, source, source_key, error)
      || !save_delivered (context, order, moves_stock, error)
      || !save_returned (context, order, moves_stock, error))
    return FALSE;

  kontor_order_set_result (context, order);
  set_create_inverse (context, order, source);
  return TRUE;
}

/* --- order.remove --- */

/* Takes an import back, and nothing else: an order that somebody worked on stays, and is cancelled.
 */
static gboolean
run_remove (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorValue value;
  gboolean    imported;

  if (order == NULL)
    return FALSE;

  value = kontor_value_uid (&order->uid);
  if (!kontor_order_exists (context->database,
                            "SELECT 1 FROM sales_order WHERE uid = ?1 AND source <> ''",
                            &value,
                            &imported,
                            error))
    return FALSE;
  if (!imported || order->changed_at != order->recorded_at)
    return kontor_order_refuse (order,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                _ ("Only an imported order that nobody changed can be removed."),
                                error,
                                _ ("Order %s was not removed"),
                                order->number);

  if (!kontor_order_take_back_moves (context, order, NULL, "order removed", error)
      || !kontor_database_run (
        context->database, "DELETE FROM sales_order WHERE uid = ?1", error, &value, 1))
    return FALSE;

  kontor_command_context_touch_deleted (context, KONTOR_KIND_ORDER, &order->uid);
  kontor_json_set_string (context->outcome->result, "number", order->number);
  return TRUE;
}

const KontorCommandType kontor_order_commands[] = {
  { .name = "order.create",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "A new order meets no other; a number that exists already is refused.",
    .roles = "staff finance admin",
    .help
    = "{number?, customer?, customer_name?, email?, channel?, state?, currency?, price_mode?, "
      "placed_at?,"
      " ship_by?, billing?{name,extra,street,postcode,city,region,country}, shipping?{…}, note?,"
      " payment_method?, source?, source_key?, stock?, lines:[{kind?, variant?, sku?, title?, "
      "quantity,"
      " unit?, price_e4?, discount_bp?, tax_code?, tax_rate_bp?}], transitions?:[{to, at?, "
      "reason?}]}",
    .run = run_create,
    .prepare = kontor_order_prepare_create },
  { .name = "order.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge
    = "Field by field: the later one wins; for e-mail, addresses and customer nobody does, and both"
      " values are put under Needs attention.",
    .roles = "staff finance admin",
    .help = "{order, fields:{note|email|ship_by|payment_method|customer|billing_*|shipping_*: "
            "{base?, new}}}",
    .run = kontor_order_run_edit,
    .prepare = kontor_order_prepare_step },
  { .name = "order.set_lines",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge
    = "Refused when something was delivered meanwhile, or when base_changed_at is not the order's.",
    .roles = "staff finance admin",
    .help = "{order, lines:[{line?, …as order.create}], base_changed_at?}",
    .run = kontor_order_run_set_lines,
    .prepare = kontor_order_prepare_lines },
  { .name = "order.remove",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Undoes an import: refused when somebody changed the order since.",
    .roles = "staff finance admin",
    .help = "{order}",
    .run = run_remove,
    .prepare = kontor_order_prepare_step },
  { .name = NULL },
};
