/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

/* The ways back, which are not steps of the machine. History is appended: a step that is undone
 * stays, and the row that undoes it names it in its metadata as "undoes".
 *
 * order.step_back undoes place, pay, process and deliver while that step is the newest that stands
 * and nothing was built on it. From CANCELLED it goes back only as the undo of that very
 * cancellation, which it names by position, and only while no money went back: everybody else needs
 * order.reinstate, which is a decision about a fact that came late. SHIPPED is left by
 * order.unship, RETURNED by nothing. */

/**
 * kontor_order_step_metadata:
 * @step: a row of the log
 *
 * Returns: (transfer full): its metadata, an object
 */
KontorJson *
kontor_order_step_metadata (const KontorOrderTransition *step)
{
  KontorJson *metadata = kontor_json_parse (step->metadata, -1, NULL);

  return metadata != NULL ? metadata : kontor_json_new_object ();
}

/**
 * kontor_order_newest_standing_step:
 * @order: an order
 *
 * Returns: (transfer none) (nullable): the newest step that was not undone
 */
KontorOrderTransition *
kontor_order_newest_standing_step (const KontorOrder *order)
{
  g_autoptr (GHashTable) undone = g_hash_table_new (NULL, NULL);
  guint i;

  for (i = order->transitions->len; i > 0; i--)
    {
      KontorOrderTransition *step = g_ptr_array_index (order->transitions, i - 1);
      g_autoptr (KontorJson) metadata = kontor_order_step_metadata (step);
      gint64 undoes = kontor_json_get_integer (metadata, "undoes", 0);

      if (undoes != 0)
        g_hash_table_add (undone, GINT_TO_POINTER ((int) undoes));
      else if (!g_hash_table_contains (undone, GINT_TO_POINTER (step->position)))
        return step;
    }

  return NULL;
}

static gboolean
refuse (const KontorOrder *order, const char *advice, GError **error)
{
  return kontor_order_refuse (order,
                              KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              advice,
                              error,
                              _ ("Order %s was not taken a step back"),
                              order->number);
}

static gboolean
refuse_already (const KontorOrder *order, GError **error)
{
  return kontor_order_refuse (order,
                              KONTOR_COMMAND_ERROR_ALREADY,
                              _ ("Nothing was left to do."),
                              error,
                              _ ("Order %s was not taken a step back"),
                              order->number);
}

static gboolean
happened_since (GPtrArray *events, gint64 at)
{
  guint i;

  for (i = 0; i < events->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (events, i);

      if (event->happened_at >= at)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_kind_of_step (const KontorOrder *order, const KontorJson *params, GError **error)
{
  switch (order->state)
    {
    case KONTOR_ORDER_PENDING_PAYMENT:
    case KONTOR_ORDER_PAID:
    case KONTOR_ORDER_PROCESSING:
    case KONTOR_ORDER_DELIVERED:
      return TRUE;
    case KONTOR_ORDER_CART:
      return refuse (order, _ ("There is no step before it."), error);
    case KONTOR_ORDER_SHIPPED:
      return refuse (order, _ ("Withdraw its newest delivery instead."), error);
    case KONTOR_ORDER_RETURNED:
      return refuse (
        order, _ ("What came back is recorded for good; create a new order instead."), error);
    case KONTOR_ORDER_CANCELLED:
      return kontor_json_get_integer (params, "position", 0) > 0
             || refuse (order, _ ("Only undoing the cancellation itself takes it back."), error);
    }

  g_assert_not_reached ();
}

static gboolean
check_step (const KontorOrder           *order,
            const KontorOrderTransition *step,
            KontorOrderState             to,
            const KontorJson            *params,
            GError                     **error)
{
  gint64           position = kontor_json_get_integer (params, "position", step->position);
  KontorOrderState from = KONTOR_ORDER_CANCELLED;

  kontor_order_state_from_name (step->from_state, &from);
  if (position != step->position || from != to || from == KONTOR_ORDER_CANCELLED)
    return refuse (order, _ ("Only its newest step can be taken back."), error);
  if (order->state == KONTOR_ORDER_PROCESSING && kontor_order_newest_delivery (order) != NULL)
    return refuse (
      order, _ ("Part of it was delivered already; withdraw that delivery first."), error);
  if (order->state == KONTOR_ORDER_CANCELLED && kontor_order_goods_out (order) > 0)
    return refuse (order, _ ("Goods left it since; reinstate it instead."), error);
  if (order->state == KONTOR_ORDER_PAID && order->refunded_minor > 0)
    return refuse (order, _ ("Money went back to the customer already."), error);
  if (happened_since (order->refunds, step->happened_at))
    return refuse (order, _ ("Money went back to the customer since."), error);
  if (happened_since (order->returns, step->happened_at))
    return refuse (order, _ ("Goods came back since."), error);

  return TRUE;
}

static void
set_redo (KontorCommandContext        *context,
          const KontorOrder           *order,
          const KontorOrderTransition *step,
          KontorOrderState             from)
{
  static const char *const commands[KONTOR_ORDER_N_STATES] = {
    [KONTOR_ORDER_PENDING_PAYMENT] = "order.place", [KONTOR_ORDER_PAID] = "order.pay",
    [KONTOR_ORDER_PROCESSING] = "order.process",    [KONTOR_ORDER_DELIVERED] = "order.deliver",
    [KONTOR_ORDER_CANCELLED] = "order.cancel",
  };
  g_autoptr (KontorJson) metadata = kontor_order_step_metadata (step);
  KontorJson *params = kontor_order_new_params (order);

  kontor_json_set_integer (params, "at", step->happened_at);
  if (from == KONTOR_ORDER_CANCELLED)
    kontor_json_set_string (params, "reason", step->reason);
  if (from == KONTOR_ORDER_PAID)
    {
      kontor_json_set_string (params, "method", kontor_json_get_string (metadata, "method", ""));
      kontor_json_set_string (
        params, "reference", kontor_json_get_string (metadata, "reference", ""));
    }
  kontor_order_undo_by (
    context, commands[from], params, _ ("Take order %s a step back"), order->number);
}

static gboolean
parse_step_back (const KontorJson *params,
                 KontorOrderState *to,
                 const char      **reason,
                 GError          **error)
{
  const char *name;
  gint64      position;

  if (!kontor_param_string (params, "to", 30, &name, error)
      || !kontor_param_string (params, "reason", 500, reason, error)
      || !kontor_param_integer_or (params, "position", 1, G_MAXINT32, 1, &position, error))
    return FALSE;

  if (kontor_order_state_from_name (name, to))
    return TRUE;

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "to", _ ("This is no state of an order."));
  return FALSE;
}

/**
 * kontor_order_run_step_back:
 * @context: the running command
 * @params: order, to, reason, position
 * @error: return location for an error
 *
 * order.step_back: see the head of this file.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_step_back (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  g_autoptr (KontorJson) metadata = kontor_json_new_object ();
  KontorOrderTransition *step;
  KontorOrderState       from;
  KontorOrderState       to;
  const char            *reason;

  if (order == NULL || !parse_step_back (params, &to, &reason, error))
    return FALSE;
  if (order->state == to)
    return refuse_already (order, error);

  step = kontor_order_newest_standing_step (order);
  if (!check_kind_of_step (order, params, error) || !check_step (order, step, to, params, error))
    return FALSE;

  from = order->state;
  kontor_json_set_integer (metadata, "undoes", step->position);
  if (!kontor_order_log_step (context, order, to, context->command->at, reason, metadata, error)
      || !kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  set_redo (context, order, step, from);
  return TRUE;
}

/* --- order.reinstate --- */

static gboolean
check_reinstate (KontorCommandContext *context, const KontorOrder *order, GError **error)
{
  const KontorValue value = kontor_value_uid (&order->uid);
  gboolean          is_open;

  if (order->state != KONTOR_ORDER_CANCELLED)
    return kontor_order_refuse (order,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                _ ("Only a cancelled order can be reinstated."),
                                error,
                                _ ("Order %s was not reinstated"),
                                order->number);

  if (!kontor_order_exists (context->database,
                            "SELECT 1 FROM attention WHERE subject_uid = ?1 AND closed_at IS NULL",
                            &value,
                            &is_open,
                            error))
    return FALSE;

  return is_open
         || kontor_order_refuse (
           order,
           KONTOR_COMMAND_ERROR_STATE_CHANGED,
           _ ("It can only be reinstated while it needs attention; create a new order "
              "instead."),
           error,
           _ ("Order %s was not reinstated"),
           order->number);
}

/* What came late is now part of the way: the money, the goods that left, their arrival. */
static gboolean
catch_up (KontorCommandContext *context, KontorOrder *order, GError **error)
{
  const KontorOrderEvent *delivery = kontor_order_newest_delivery (order);
  gint64                  delivered_at = order->delivered_at;

  if (order->state < KONTOR_ORDER_PAID && order->paid_at != 0
      && !kontor_order_log_walk (
        context, order, KONTOR_ORDER_PAID, order->paid_at, "", NULL, error))
    return FALSE;
  if (delivery == NULL || order->state < KONTOR_ORDER_PAID)
    return TRUE;

  if (order->state == KONTOR_ORDER_PAID
      && !kontor_order_log_step (
        context, order, KONTOR_ORDER_PROCESSING, delivery->happened_at, "", NULL, error))
    return FALSE;
  if (!kontor_order_is_delivered (order))
    return TRUE;

  return kontor_order_log_step (
           context, order, KONTOR_ORDER_SHIPPED, delivery->happened_at, "", NULL, error)
         && (delivered_at == 0
             || kontor_order_log_step (
               context, order, KONTOR_ORDER_DELIVERED, delivered_at, "", NULL, error));
}

static gboolean
close_all (KontorCommandContext *context, const KontorOrder *order, GError **error)
{
  static const char *const kinds[] = { "shipped_after_cancel",
                                       "paid_after_cancel",
                                       "delivered_after_cancel" };
  guint                    i;

  for (i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!kontor_order_close_attention (context, order, kinds[i], "order.reinstate", error))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_run_reinstate:
 * @context: the running command
 * @params: order, reason
 * @error: return location for an error
 *
 * order.reinstate: brings a cancelled order back to the state it was cancelled from, when something
 * that happened before the cancellation was known needs attention (sync-spec.md section 10), and
 * from there as far as what happened says.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_reinstate (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorOrderState before = KONTOR_ORDER_CART;
  const char      *reason;

  if (order == NULL || !kontor_param_string_or (params, "reason", 500, "", &reason, error)
      || !check_reinstate (context, order, error))
    return FALSE;

  kontor_order_state_from_name (kontor_order_last_transition (order)->from_state, &before);
  if (!kontor_order_log_step (context, order, before, context->command->at, reason, NULL, error)
      || !catch_up (context, order, error) || !close_all (context, order, error)
      || !kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  return TRUE;
}
