/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"

/* What happens to an order: the steps of its machine (drawn in kontor-order.c). Goods are in
 * order-ship.c and order-return.c, money that goes back in order-refund.c, ways back in
 * order-undo.c.
 *
 * A fact carries the state that its author saw as "basis_state" (order-prepare.c). When the step
 * was possible then and is not any more, because somebody decided otherwise meanwhile, it happened
 * all the same: it is recorded, the order keeps its state, and a row in "Needs attention" asks what
 * to do. */

static const char *
advise (const KontorOrder *order, KontorOrderState to)
{
  if (order->state == to)
    return _ ("Nothing was left to do.");

  switch (order->state)
    {
    case KONTOR_ORDER_CART:
      return _ ("Place it first.");
    case KONTOR_ORDER_PENDING_PAYMENT:
      return to < order->state ? _ ("This step was taken before.")
                               : _ ("Record its payment first.");
    case KONTOR_ORDER_PAID:
      return to < order->state ? _ ("This step was taken before.") : _ ("Ship it first.");
    case KONTOR_ORDER_PROCESSING:
      return to < order->state ? _ ("This step was taken before.") : _ ("Ship it first.");
    case KONTOR_ORDER_SHIPPED:
    case KONTOR_ORDER_DELIVERED:
      return to == KONTOR_ORDER_CANCELLED ? _ ("Record a return instead.")
                                          : _ ("This step was taken before.");
    case KONTOR_ORDER_CANCELLED:
    case KONTOR_ORDER_RETURNED:
      return to == KONTOR_ORDER_CANCELLED ? _ ("There is nothing left to cancel.")
                                          : _ ("Create a new order instead.");
    }

  g_assert_not_reached ();
}

/**
 * kontor_order_refuse_step:
 * @order: the order as it is
 * @to: the state that it was to come to
 * @error: return location for the error
 *
 * Refuses a step, as KONTOR_COMMAND_ERROR_ALREADY when the order is there already.
 *
 * Returns: FALSE, for returning
 */
gboolean
kontor_order_refuse_step (const KontorOrder *order, KontorOrderState to, GError **error)
{
  KontorCommandError code = order->state == to ? KONTOR_COMMAND_ERROR_ALREADY
                                               : KONTOR_COMMAND_ERROR_STATE_CHANGED;
  const char        *advice = advise (order, to);
  const char        *number = order->number;

  switch (to)
    {
    case KONTOR_ORDER_CART:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not made a cart"), number);
    case KONTOR_ORDER_PENDING_PAYMENT:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not placed"), number);
    case KONTOR_ORDER_PAID:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not marked as paid"), number);
    case KONTOR_ORDER_PROCESSING:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Work on order %s was not begun"), number);
    case KONTOR_ORDER_SHIPPED:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not shipped"), number);
    case KONTOR_ORDER_DELIVERED:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not marked as delivered"), number);
    case KONTOR_ORDER_CANCELLED:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not cancelled"), number);
    case KONTOR_ORDER_RETURNED:
      return kontor_order_refuse (
        order, code, advice, error, _ ("Order %s was not returned"), number);
    }

  g_assert_not_reached ();
}

/**
 * kontor_order_parse_basis:
 * @params: parameters of a fact
 * @order: the order as it is
 *
 * Returns: the state that the author of the command saw
 */
KontorOrderState
kontor_order_parse_basis (const KontorJson *params, const KontorOrder *order)
{
  KontorOrderState basis = order->state;

  kontor_order_state_from_name (kontor_json_get_string (params, "basis_state", NULL), &basis);
  return basis;
}

/**
 * kontor_order_undo_by_step_back:
 * @context: the running command
 * @order: the order, after its newest step
 * @format: what undo calls the running command, translated
 *
 * Declares that order.step_back undoes the newest step.
 */
void
kontor_order_undo_by_step_back (KontorCommandContext *context,
                                const KontorOrder    *order,
                                const char           *format,
                                ...)
{
  const KontorOrderTransition *last = kontor_order_last_transition (order);
  KontorJson                  *params = kontor_order_new_params (order);
  va_list                      arguments;
  char                        *label;

  va_start (arguments, format);
  label = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  kontor_json_set_string (params, "to", last->from_state);
  kontor_json_set_integer (params, "position", last->position);
  kontor_json_set_string (params, "reason", "undone");
  kontor_command_context_set_inverse (context, "order.step_back", params, label);
}

static gboolean
finish (KontorCommandContext *context, KontorOrder *order, GError **error)
{
  if (!kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  return TRUE;
}

static gboolean
parse_at (KontorCommandContext *context, const KontorJson *params, gint64 *at, GError **error)
{
  return kontor_param_integer_or (
    params, "at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, context->command->at, at, error);
}

static gboolean
run_place (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  gint64 at;

  if (order == NULL || !parse_at (context, params, &at, error))
    return FALSE;
  if (order->state != KONTOR_ORDER_CART)
    return kontor_order_refuse_step (order, KONTOR_ORDER_PENDING_PAYMENT, error);

  if (!kontor_order_log_step (context, order, KONTOR_ORDER_PENDING_PAYMENT, at, "", NULL, error)
      || !finish (context, order, error))
    return FALSE;

  kontor_order_undo_by_step_back (context, order, _ ("Place order %s"), order->number);
  return TRUE;
}

/* --- order.pay --- */

static KontorJson *
new_payment (const char *method, const char *reference)
{
  KontorJson *metadata = kontor_json_new_object ();

  if (method[0] != '\0')
    kontor_json_set_string (metadata, "method", method);
  if (reference[0] != '\0')
    kontor_json_set_string (metadata, "reference", reference);
  return metadata;
}

static gboolean
pay_late (KontorCommandContext *context, KontorOrder *order, gint64 at, GError **error)
{
  g_autofree char *message = g_strdup_printf (KONTOR_MATTER_PAID_CANCELLED, order->number);
  KontorJson      *offers = kontor_json_new_array ();
  KontorJson      *refund = kontor_json_new_object ();
  KontorJson      *params = kontor_order_new_params (order);

  kontor_json_set_integer (params, "amount_minor", order->gross_minor - order->refunded_minor);
  kontor_json_set_string (params, "reason", "paid after it was cancelled");
  kontor_json_set_string (refund, "command", "order.refund");
  kontor_json_set (refund, "params", params);
  kontor_json_append (offers, refund);
  kontor_json_append (offers, kontor_order_offer (order, "order.reinstate"));
  order->paid_at = at;
  return kontor_order_open_attention (context,
                                      order,
                                      "paid_after_cancel",
                                      message,
                                      "PENDING_PAYMENT",
                                      "PAID",
                                      kontor_order_state_to_name (order->state),
                                      offers,
                                      error)
         && finish (context, order, error);
}

static gboolean
run_pay (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  g_autoptr (KontorJson) metadata = NULL;
  const char *method;
  const char *reference;
  gboolean    was_due;
  gint64      at;

  if (order == NULL || !parse_at (context, params, &at, error)
      || !kontor_param_string_or (params, "method", 50, "", &method, error)
      || !kontor_param_string_or (params, "reference", 200, "", &reference, error))
    return FALSE;

  was_due = kontor_order_parse_basis (params, order) == KONTOR_ORDER_PENDING_PAYMENT;
  if (was_due && order->state == KONTOR_ORDER_CANCELLED && order->paid_at == 0)
    return pay_late (context, order, at, error);
  if (order->state != KONTOR_ORDER_PENDING_PAYMENT
      && !(was_due && order->state == KONTOR_ORDER_CART))
    return kontor_order_refuse_step (order, KONTOR_ORDER_PAID, error);

  metadata = new_payment (method, reference);
  if (method[0] != '\0')
    {
      g_free (order->payment_method); /* replaced */
      order->payment_method = g_strdup (method);
    }
  if (!kontor_order_log_walk (context, order, KONTOR_ORDER_PAID, at, "", metadata, error)
      || !finish (context, order, error))
    return FALSE;

  kontor_order_undo_by_step_back (context, order, _ ("Mark order %s as paid"), order->number);
  return TRUE;
}

static gboolean
run_process (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  gint64 at;

  if (order == NULL || !parse_at (context, params, &at, error))
    return FALSE;
  if (order->state != KONTOR_ORDER_PAID)
    return kontor_order_refuse_step (order, KONTOR_ORDER_PROCESSING, error);

  if (!kontor_order_log_step (context, order, KONTOR_ORDER_PROCESSING, at, "", NULL, error)
      || !finish (context, order, error))
    return FALSE;

  kontor_order_undo_by_step_back (context, order, _ ("Start processing order %s"), order->number);
  return TRUE;
}

/* --- order.deliver --- */

static gboolean
deliver_late (KontorCommandContext *context, KontorOrder *order, gint64 at, GError **error)
{
  gboolean         is_cancelled = order->state == KONTOR_ORDER_CANCELLED;
  g_autofree char *message = is_cancelled
                               ? g_strdup_printf (KONTOR_MATTER_DELIVERED_CANCELLED, order->number)
                               : g_strdup_printf (KONTOR_MATTER_DELIVERED_WITHDRAWN, order->number);
  KontorJson      *offers = kontor_json_new_array ();

  kontor_json_append (offers,
                      kontor_order_offer (order, is_cancelled ? "order.reinstate" : "order.ship"));
  order->delivered_at = at;
  return kontor_order_open_attention (context,
                                      order,
                                      is_cancelled ? "delivered_after_cancel"
                                                   : "delivered_after_withdrawal",
                                      message,
                                      "SHIPPED",
                                      "DELIVERED",
                                      kontor_order_state_to_name (order->state),
                                      offers,
                                      error)
         && finish (context, order, error);
}

static gboolean
run_deliver (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  gboolean was_on_its_way;
  gint64   at;

  if (order == NULL || !parse_at (context, params, &at, error))
    return FALSE;

  was_on_its_way = kontor_order_parse_basis (params, order) == KONTOR_ORDER_SHIPPED;
  if (was_on_its_way
      && (order->state < KONTOR_ORDER_SHIPPED || order->state == KONTOR_ORDER_CANCELLED))
    return deliver_late (context, order, at, error);
  if (order->state != KONTOR_ORDER_SHIPPED)
    return kontor_order_refuse_step (order, KONTOR_ORDER_DELIVERED, error);

  if (!kontor_order_log_step (context, order, KONTOR_ORDER_DELIVERED, at, "", NULL, error)
      || !finish (context, order, error))
    return FALSE;

  kontor_order_undo_by_step_back (context, order, _ ("Mark order %s as delivered"), order->number);
  return TRUE;
}

/* --- order.cancel --- */

static gboolean
check_cancel (const KontorOrder *order, GError **error)
{
  if (!kontor_order_step_is_allowed (order->state, KONTOR_ORDER_CANCELLED))
    return kontor_order_refuse_step (order, KONTOR_ORDER_CANCELLED, error);

  if (kontor_order_goods_out (order) > 0)
    return kontor_order_refuse (
      order,
      KONTOR_COMMAND_ERROR_STATE_CHANGED,
      _ ("Part of it was delivered already. Record a return of that part first."),
      error,
      _ ("Order %s was not cancelled"),
      order->number);

  return TRUE;
}

static gboolean
run_cancel (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  const char *reason;
  gint64      at;

  if (order == NULL || !parse_at (context, params, &at, error)
      || !kontor_param_string (params, "reason", 500, &reason, error)
      || !check_cancel (order, error))
    return FALSE;

  if (!kontor_order_log_step (context, order, KONTOR_ORDER_CANCELLED, at, reason, NULL, error)
      || !finish (context, order, error))
    return FALSE;

  kontor_json_set_integer (context->outcome->result,
                           "refund_due_minor",
                           order->paid_at != 0 ? order->gross_minor - order->refunded_minor : 0);
  kontor_order_undo_by_step_back (context, order, _ ("Cancel order %s"), order->number);
  return TRUE;
}

const KontorCommandType kontor_order_step_commands[] = {
  { .name = "order.place",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge
    = "Already done when it is waiting for payment; else refused when it is no cart any more.",
    .roles = "staff finance admin",
    .help = "{order, at?}",
    .run = run_place,
    .prepare = kontor_order_prepare_step },
  { .name = "order.pay",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "Money for an order that was cancelled meanwhile is recorded and needs attention.",
    .roles = "staff finance admin",
    .help = "{order, method?, at?, reference?}",
    .run = run_pay,
    .prepare = kontor_order_prepare_step },
  { .name = "order.process",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Already done when it is in processing; else refused when it is not paid.",
    .roles = "staff counter finance admin",
    .help = "{order, at?}",
    .run = run_process,
    .prepare = kontor_order_prepare_step },
  { .name = "order.ship",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "Goods that left although the order was cancelled or shipped meanwhile are recorded "
             "and need attention.",
    .roles = "staff counter finance admin",
    .help = "{order, lines?:[{line, quantity, goods?:[{variant?, place?, lot?, quantity}]}], "
            "carrier?, tracking_number?, tracking_url?, at?, note?}",
    .run = kontor_order_run_ship,
    .prepare = kontor_order_prepare_ship },
  { .name = "order.unship",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Refused when a newer delivery stands or part of it came back.",
    .roles = "staff counter finance admin",
    .help = "{order, delivery, reason?}",
    .run = kontor_order_run_unship,
    .prepare = kontor_order_prepare_step },
  { .name = "order.deliver",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "A delivery of an order that was cancelled meanwhile is recorded and needs attention.",
    .roles = "staff counter finance admin",
    .help = "{order, at?}",
    .run = run_deliver,
    .prepare = kontor_order_prepare_step },
  { .name = "order.cancel",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Already done when it is cancelled; refused when goods left meanwhile.",
    .roles = "staff finance admin",
    .help = "{order, reason, at?}",
    .run = run_cancel,
    .prepare = kontor_order_prepare_step },
  { .name = "order.return",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "Refused only when more comes back than is out.",
    .roles = "staff counter finance admin",
    .help = "{order, lines:[{line, quantity, condition: resell|damaged|lost, goods?:[{variant?, "
            "place?, lot?, quantity}]}], reason?, at?}",
    .run = kontor_order_run_return,
    .prepare = kontor_order_prepare_step },
  { .name = "order.refund",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Refused when less than this is left of what was paid.",
    .roles = "staff finance admin",
    .help
    = "{order, lines?:[{line, quantity, amount_minor?}], shipping_minor?, amount_minor?, reason}",
    .run = kontor_order_run_refund,
    .prepare = kontor_order_prepare_refund },
  { .name = "order.reinstate",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Refused when nothing about the order needs attention any more.",
    .roles = "staff finance admin",
    .help = "{order, reason?}",
    .run = kontor_order_run_reinstate,
    .prepare = kontor_order_prepare_step },
  { .name = "order.step_back",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Refused when the step is not the newest any more.",
    .roles = "staff counter finance admin",
    .help = "{order, to, reason, position?}",
    .run = kontor_order_run_step_back,
    .prepare = kontor_order_prepare_step },
  { .name = NULL },
};
