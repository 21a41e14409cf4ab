/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"

/* Money that goes back, by line, for shipping, or as a sum. Recording it moves none by itself. */

static gboolean
invalid (GError **error, const char *field, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", text);
  return FALSE;
}

static gint64
refunded_quantity (const KontorOrder *order, const KontorOrderLine *line)
{
  gint64 sum = 0;
  guint  i;
  guint  j;

  for (i = 0; i < order->refunds->len; i++)
    {
      const KontorOrderEvent *refund = g_ptr_array_index (order->refunds, i);

      for (j = 0; j < refund->parts->len; j++)
        {
          const KontorOrderPart *part = g_ptr_array_index (refund->parts, j);

          if (part->line == line->line)
            sum += part->quantity;
        }
    }

  return sum;
}

/**
 * kontor_order_refund_amount:
 * @order: an order
 * @line: one of its lines
 * @quantity: thousandths, at most the line's
 *
 * What a quantity of a line comes to, with what was refunded of it before: the last piece gets the
 * cents that rounding left over. Half is rounded away from zero.
 *
 * Returns: minor units, never more than is left of the line
 */
gint64
kontor_order_refund_amount (const KontorOrder *order, const KontorOrderLine *line, gint64 quantity)
{
  gint64 before = MIN (refunded_quantity (order, line), line->quantity);
  gint64 after = MIN (before + quantity, line->quantity);
  gint64 left = line->gross_minor - line->refunded_minor;
  gint64 upper;
  gint64 lower;

  if (!kontor_scale_rounded (line->gross_minor, after, line->quantity, &upper)
      || !kontor_scale_rounded (line->gross_minor, before, line->quantity, &lower))
    return left;

  return CLAMP (upper - lower, 0, MAX (left, 0));
}

static gboolean
refuse_amount (
  const KontorOrder *order, const char *field, const char *title, gint64 left, GError **error)
{
  g_autofree char *amount = kontor_order_dup_amount (order, MAX (left, 0));

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            field,
                            _ ("Order %s was not refunded: of “%s” only %s is left to refund."),
                            order->number,
                            title,
                            amount);
  return FALSE;
}

/* What was paid for shipping is one pot, whether it went back by line or as shipping. */
static gint64
shipping_left (const KontorOrder *order)
{
  gint64 left = 0;
  guint  i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_str_equal (line->kind, "shipping"))
        left += line->gross_minor - line->refunded_minor;
    }

  for (i = 0; i < order->refunds->len; i++)
    {
      const KontorOrderEvent *refund = g_ptr_array_index (order->refunds, i);

      left -= refund->shipping_minor;
    }

  return left;
}

static gboolean
add_part (KontorOrder *order, KontorOrderEvent *refund, const KontorJson *object, GError **error)
{
  KontorOrderLine *line;
  gint64           number;
  gint64           quantity;
  gint64           amount;

  if (!kontor_param_integer (object, "line", 1, G_MAXINT32, &number, error))
    return FALSE;

  line = kontor_order_find_line (order, number);
  if (line == NULL)
    return invalid (error, "lines", _ ("The order has no such line."));

  if (!kontor_param_integer (object, "quantity", 0, line->quantity, &quantity, error)
      || !kontor_param_integer_or (object,
                                   "amount_minor",
                                   0,
                                   G_MAXINT64,
                                   kontor_order_refund_amount (order, line, quantity),
                                   &amount,
                                   error))
    return FALSE;
  if (amount > line->gross_minor - line->refunded_minor)
    return refuse_amount (
      order, "lines", line->title, line->gross_minor - line->refunded_minor, error);

  kontor_order_event_add (refund, line->line, quantity, amount, "");
  line->refunded_minor += amount;
  return kontor_add_checked (refund->amount_minor, amount, &refund->amount_minor)
         || invalid (error, "lines", _ ("The amounts are too large together."));
}

static gboolean
names_a_line_twice (const KontorOrderEvent *refund)
{
  guint i;
  guint j;

  for (i = 0; i < refund->parts->len; i++)
    for (j = i + 1; j < refund->parts->len; j++)
      {
        const KontorOrderPart *a = g_ptr_array_index (refund->parts, i);
        const KontorOrderPart *b = g_ptr_array_index (refund->parts, j);

        if (a->line == b->line)
          return TRUE;
      }

  return FALSE;
}

static gboolean
add_parts (KontorOrder *order, KontorOrderEvent *refund, const KontorJson *params, GError **error)
{
  const KontorJson *parts = kontor_json_get_array (params, "lines");
  guint             i;

  for (i = 0; parts != NULL && i < kontor_json_length (parts); i++)
    {
      if (!add_part (order, refund, kontor_json_at (parts, i), error))
        return FALSE;
    }

  return !names_a_line_twice (refund) || invalid (error, "lines", _ ("A line is named twice."));
}

static gboolean
names_shipping (const KontorOrder *order, const KontorOrderEvent *refund)
{
  guint i;

  for (i = 0; i < refund->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (refund->parts, i);

      if (g_str_equal (kontor_order_find_line (order, part->line)->kind, "shipping"))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_shipping (const KontorOrder *order,
              KontorOrderEvent  *refund,
              const KontorJson  *params,
              GError           **error)
{
  gint64 shipping;
  gint64 left;

  if (!kontor_param_integer_or (
        params, "shipping_minor", 0, KONTOR_ORDER_MAX_AMOUNT, 0, &shipping, error))
    return FALSE;

  /* Lines of this refund are taken off already; its own shipping is still 0. */
  left = shipping_left (order);
  if (shipping > MAX (left, 0) || (left < 0 && names_shipping (order, refund)))
    return refuse_amount (order, "shipping_minor", _ ("Shipping"), left, error);

  refund->shipping_minor = shipping;
  refund->amount_minor += shipping;
  return TRUE;
}

static gboolean
add_sum (KontorOrderEvent *refund, const KontorJson *params, GError **error)
{
  gint64 amount;

  if (!kontor_param_integer_or (
        params, "amount_minor", 1, KONTOR_ORDER_MAX_AMOUNT, refund->amount_minor, &amount, error))
    return FALSE;
  if (refund->amount_minor != 0 && amount != refund->amount_minor)
    return invalid (
      error, "amount_minor", _ ("The sum is not what the lines and the shipping come to."));
  if (amount == 0)
    return invalid (error, "amount_minor", _ ("A refund needs an amount, or lines, or shipping."));

  refund->amount_minor = amount;
  return TRUE;
}

static gboolean
check_paid (const KontorOrder *order, GError **error)
{
  if (order->paid_at != 0)
    return TRUE;

  return kontor_order_refuse (order,
                              KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              _ ("Nothing was paid for it that could go back."),
                              error,
                              _ ("Order %s was not refunded"),
                              order->number);
}

static gboolean
check_sum (const KontorOrder *order, const KontorOrderEvent *refund, GError **error)
{
  g_autofree char *left = NULL;

  if (refund->amount_minor <= order->gross_minor - order->refunded_minor)
    return TRUE;

  left = kontor_order_dup_amount (order, order->gross_minor - order->refunded_minor);
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
    "amount_minor",
    _ ("Order %s was not refunded: of what was paid only %s is left to refund."),
    order->number,
    left);
  return FALSE;
}

/**
 * kontor_order_run_refund:
 * @context: the running command
 * @params: order, lines, shipping_minor, amount_minor, reason
 * @error: return location for an error
 *
 * order.refund: records money that goes back: by line, for shipping, or as a sum that belongs to no
 * line. Never more than was paid, and of a line never more than it came to. The state stays.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_refund (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorOrderEvent *refund;
  const char       *reason;

  if (order == NULL || !kontor_param_string (params, "reason", 500, &reason, error)
      || !check_paid (order, error))
    return FALSE;

  refund = kontor_order_event_new (order->refunds, context->command->at);
  g_free (refund->reason); /* the empty one of a new event */
  refund->reason = g_strdup (reason);
  if (!add_parts (order, refund, params, error) || !add_shipping (order, refund, params, error)
      || !add_sum (refund, params, error) || !check_sum (order, refund, error)
      || !kontor_order_save_refund (context, order, refund, error))
    return FALSE;

  order->refunded_minor += refund->amount_minor;
  if (order->refunded_minor == order->gross_minor
      && !kontor_order_close_attention (context, order, "paid_after_cancel", "order.refund", error))
    return FALSE;
  if (!kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  kontor_json_set_integer (context->outcome->result, "amount_minor", refund->amount_minor);
  kontor_json_set_integer (context->outcome->result, "refunded_minor", order->refunded_minor);
  return TRUE;
}
