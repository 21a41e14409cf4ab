/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

static gboolean
invalid (GError **error, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "lines", "%s", text);
  return FALSE;
}

static gboolean
refuse_not_out (const KontorOrder *order, const KontorOrderLine *line, GError **error)
{
  g_autofree char *out = kontor_order_dup_quantity (line->delivered - line->returned);

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
    "lines",
    _ ("The return of order %s was not recorded: of “%s” only %s was delivered and has "
       "not come back."),
    order->number,
    line->title,
    out);
  return FALSE;
}

static gboolean
add_returned (KontorDatabase    *database,
              const KontorOrder *order,
              KontorOrderEvent  *event,
              const KontorJson  *object,
              GError           **error)
{
  static const char *const conditions[] = { "resell", "damaged", "lost", NULL };
  g_autoptr (GArray) goods = NULL;
  KontorOrderLine *line;
  const char      *condition;
  gint64           quantity;

  if (!kontor_order_parse_part (order, event, object, &line, &quantity, error)
      || !kontor_order_parse_goods (database, line, object, quantity, &goods, error)
      || !kontor_param_choice (object, "condition", conditions, NULL, &condition, error))
    return FALSE;
  if (quantity > line->delivered - line->returned)
    return refuse_not_out (order, line, error);

  kontor_order_event_add (event, line->line, quantity, 0, condition)->goods = g_steal_pointer (
    &goods);
  line->returned += quantity;
  return TRUE;
}

static gboolean
parse_returned (KontorDatabase    *database,
                const KontorOrder *order,
                const KontorJson  *params,
                KontorOrderEvent  *event,
                GError           **error)
{
  const KontorJson *lines = kontor_json_get_array (params, "lines");
  guint             i;

  if (lines == NULL || kontor_json_length (lines) == 0)
    return invalid (error, _ ("A return names at least one line."));

  for (i = 0; i < kontor_json_length (lines); i++)
    {
      if (!add_returned (database, order, event, kontor_json_at (lines, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
log_returned (KontorCommandContext   *context,
              KontorOrder            *order,
              const KontorOrderEvent *event,
              GError                **error)
{
  g_autoptr (KontorJson) metadata = NULL;

  if (kontor_order_goods_out (order) > 0)
    return TRUE;
  if (order->state == KONTOR_ORDER_CANCELLED)
    return kontor_order_close_attention (
             context, order, "shipped_after_cancel", "order.return", error)
           && kontor_order_close_attention (
             context, order, "delivered_after_cancel", "order.return", error);
  if (!kontor_order_step_is_allowed (order->state, KONTOR_ORDER_RETURNED))
    return TRUE;

  metadata = kontor_json_new_object ();
  kontor_json_set_integer (metadata, "return", event->position);
  return kontor_order_log_step (
    context, order, KONTOR_ORDER_RETURNED, event->happened_at, event->reason, metadata, error);
}

/**
 * kontor_order_run_return:
 * @context: the running command
 * @params: order, lines, reason, at
 * @error: return location for an error
 *
 * order.return: goods came back, line by line with their condition. What can be sold again or is
 * damaged goes to the stock, what was lost does not. The order is RETURNED when it was shipped
 * completely and all of it came back; else it keeps its state.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_return (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorOrderEvent *event;
  const char       *reason;
  gint64            at;

  if (order == NULL || !kontor_param_string_or (params, "reason", 500, "", &reason, error)
      || !kontor_param_integer_or (
        params, "at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, context->command->at, &at, error))
    return FALSE;
  if (kontor_order_goods_out (order) <= 0)
    return kontor_order_refuse (order,
                                order->state == KONTOR_ORDER_RETURNED
                                  ? KONTOR_COMMAND_ERROR_ALREADY
                                  : KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                _ ("Nothing of it is with the customer."),
                                error,
                                _ ("The return of order %s was not recorded"),
                                order->number);

  event = kontor_order_event_new (order->returns, at);
  g_free (event->reason); /* the empty one of a new event */
  event->reason = g_strdup (reason);
  if (!parse_returned (context->database, order, params, event, error)
      || !kontor_order_save_return (context, order, event, error)
      || !kontor_order_move_back (context, order, event, error)
      || !log_returned (context, order, event, error) || !kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  return TRUE;
}
