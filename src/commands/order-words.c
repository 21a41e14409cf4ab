/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-time.h"

/**
 * kontor_order_dup_moment:
 * @at: UTC microseconds
 * @author: who, or ""
 *
 * Returns: (transfer full): "on 2025-05-23 at 10:05 by Mara", in local time
 */
char *
kontor_order_dup_moment (gint64 at, const char *author)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = kontor_time_format_local (at, zone, "%Y-%m-%d");
  g_autofree char *time = kontor_time_format_local (at, zone, "%H:%M");

  if (author[0] == '\0')
    /* Translators: a day and a time of day, within "it was paid %s" */
    return g_strdup_printf (_ ("on %s at %s"), day, time);

  /* Translators: a day, a time of day and a person, within "it was paid %s" */
  return g_strdup_printf (_ ("on %s at %s by %s"), day, time, author);
}

/**
 * kontor_order_dup_quantity:
 * @quantity: thousandths
 *
 * Returns: (transfer full): "2" or "0.5"
 */
char *
kontor_order_dup_quantity (gint64 quantity)
{
  return kontor_decimal_format (quantity, 3, 0, &kontor_number_style_plain);
}

/**
 * kontor_order_dup_amount:
 * @order: an order
 * @minor: an amount in minor units of its currency
 *
 * Returns: (transfer full): "12.50 EUR"
 */
char *
kontor_order_dup_amount (const KontorOrder *order, gint64 minor)
{
  return kontor_money_format (minor, order->currency, &kontor_number_style_plain);
}

/* Why it is as it is, with a place for the moment; CART has none. */
static const char *
why_format (KontorOrderState state)
{
  switch (state)
    {
    case KONTOR_ORDER_CART:
      return NULL;
    case KONTOR_ORDER_PENDING_PAYMENT:
      return N_ ("it was placed %s and is not paid");
    case KONTOR_ORDER_PAID:
      return N_ ("it was paid %s");
    case KONTOR_ORDER_PROCESSING:
      return N_ ("work on it began %s");
    case KONTOR_ORDER_SHIPPED:
      return N_ ("it was shipped %s");
    case KONTOR_ORDER_DELIVERED:
      return N_ ("it was delivered %s");
    case KONTOR_ORDER_CANCELLED:
      return N_ ("it was cancelled %s");
    case KONTOR_ORDER_RETURNED:
      return N_ ("it was returned %s");
    }

  g_assert_not_reached ();
}

/* The one place of the format is filled here, so that no format is made at run time. */
static char *
dup_why (const KontorOrder *order)
{
  const KontorOrderTransition *last = kontor_order_last_transition (order);
  const char                  *format = why_format (order->state);
  g_autofree char             *moment = NULL;
  g_auto (GStrv) halves = NULL;

  if (format == NULL || last == NULL)
    return g_strdup (_ ("it is still a cart"));

  moment = kontor_order_dup_moment (last->happened_at, last->author_name);
  halves = g_strsplit (_ (format), "%s", 2);
  return g_strjoinv (moment, halves);
}

/**
 * kontor_order_refuse:
 * @order: the order as it is
 * @code: what the caller can do about it
 * @advice: a sentence that says what can be done instead
 * @error: return location for the error
 * @format: what was not done, without a full stop: "Order %s was not cancelled"
 *
 * Refuses a step in the words of ui.md section 6: "Order PS250523-1004 was not cancelled: it was
 * shipped on 2025-05-23 at 10:05 by Mara. Record a return instead."
 *
 * Returns: FALSE, for returning
 */
gboolean
kontor_order_refuse (const KontorOrder *order,
                     KontorCommandError code,
                     const char        *advice,
                     GError           **error,
                     const char        *format,
                     ...)
{
  g_autofree char *what = NULL;
  g_autofree char *why = dup_why (order);
  va_list          arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  kontor_command_set_error (error, code, "order", "%s: %s. %s", what, why, advice);
  return FALSE;
}

/**
 * kontor_order_new_params:
 * @order: an order
 *
 * Returns: (transfer full): parameters that name it: {"order": uid}
 */
KontorJson *
kontor_order_new_params (const KontorOrder *order)
{
  KontorJson *params = kontor_json_new_object ();
  char        text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (params, "order", kontor_uid_format (&order->uid, text));
  return params;
}

/**
 * kontor_order_set_result:
 * @context: the running command
 * @order: what it left behind
 *
 * Puts the order's uid, number, state and total into the result.
 */
void
kontor_order_set_result (KontorCommandContext *context, const KontorOrder *order)
{
  KontorJson *result = context->outcome->result;

  kontor_command_context_set_uid (context, "order", &order->uid);
  kontor_json_set_string (result, "number", order->number);
  kontor_json_set_string (result, "state", kontor_order_state_to_name (order->state));
  kontor_json_set_integer (result, "gross_minor", order->gross_minor);
}

/**
 * kontor_order_undo_by:
 * @context: the running command
 * @command: what undoes it
 * @params: (transfer full): its parameters
 * @format: what undo calls the running command, translated
 */
void
kontor_order_undo_by (
  KontorCommandContext *context, const char *command, KontorJson *params, const char *format, ...)
{
  va_list arguments;
  char   *label;

  va_start (arguments, format);
  label = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  kontor_command_context_set_inverse (context, command, params, label);
}
