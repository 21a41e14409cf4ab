/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

/**
 * kontor_order_event_new:
 * @events: deliveries, returns or refunds of an order
 * @happened_at: UTC microseconds
 *
 * Adds one, with the next position.
 *
 * Returns: (transfer none): the new one
 */
KontorOrderEvent *
kontor_order_event_new (GPtrArray *events, gint64 happened_at)
{
  KontorOrderEvent *event = g_new0 (KontorOrderEvent, 1);

  if (events->len > 0)
    {
      const KontorOrderEvent *last = g_ptr_array_index (events, events->len - 1);

      event->position = last->position;
    }

  event->position++;
  event->happened_at = happened_at;
  event->reason = g_strdup ("");
  event->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_part_free);
  g_ptr_array_add (events, event);
  return event;
}

/**
 * kontor_order_event_add:
 * @event: a delivery, return or refund
 * @line: number of an order line
 * @quantity: thousandths
 * @amount_minor: of a refund
 * @condition: of a return, or ""
 *
 * Returns: (transfer none): the new part
 */
KontorOrderPart *
kontor_order_event_add (
  KontorOrderEvent *event, int line, gint64 quantity, gint64 amount_minor, const char *condition)
{
  KontorOrderPart *part = g_new0 (KontorOrderPart, 1);

  part->line = line;
  part->quantity = quantity;
  part->amount_minor = amount_minor;
  part->condition = g_strdup (condition);
  g_ptr_array_add (event->parts, part);
  return part;
}

static KontorValue
value_text (const char *text)
{
  return kontor_value_text (text != NULL ? text : "");
}

/**
 * kontor_order_save_delivery:
 * @context: the running command
 * @order: an order
 * @event: a new delivery of it
 * @error: return location for an error of the database
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_save_delivery (KontorCommandContext   *context,
                            const KontorOrder      *order,
                            const KontorOrderEvent *event,
                            GError                **error)
{
  guint i;

  if (!kontor_database_run (
        context->database,
        "INSERT INTO delivery (order_uid, position, number, happened_at, carrier,"
        " tracking_number, tracking_url, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        error,
        KONTOR_VALUES (kontor_value_uid (&order->uid),
                       kontor_value_integer (event->position),
                       value_text (event->number),
                       kontor_value_integer (event->happened_at),
                       value_text (event->carrier),
                       value_text (event->tracking_number),
                       value_text (event->tracking_url),
                       value_text (event->reason))))
    return FALSE;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);

      if (!kontor_database_run (context->database,
                                "INSERT INTO delivery_line (order_uid, delivery, line, quantity)"
                                " VALUES (?1, ?2, ?3, ?4)",
                                error,
                                KONTOR_VALUES (kontor_value_uid (&order->uid),
                                               kontor_value_integer (event->position),
                                               kontor_value_integer (part->line),
                                               kontor_value_integer (part->quantity))))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_save_return:
 * @context: the running command
 * @order: an order
 * @event: a new return of it
 * @error: return location for an error of the database
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_save_return (KontorCommandContext   *context,
                          const KontorOrder      *order,
                          const KontorOrderEvent *event,
                          GError                **error)
{
  guint i;

  if (!kontor_database_run (context->database,
                            "INSERT INTO order_return (order_uid, position, happened_at, reason)"
                            " VALUES (?1, ?2, ?3, ?4)",
                            error,
                            KONTOR_VALUES (kontor_value_uid (&order->uid),
                                           kontor_value_integer (event->position),
                                           kontor_value_integer (event->happened_at),
                                           value_text (event->reason))))
    return FALSE;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);

      if (!kontor_database_run (
            context->database,
            "INSERT INTO return_line (order_uid, return_position, line, quantity, condition)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
            error,
            KONTOR_VALUES (kontor_value_uid (&order->uid),
                           kontor_value_integer (event->position),
                           kontor_value_integer (part->line),
                           kontor_value_integer (part->quantity),
                           value_text (part->condition))))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_save_refund:
 * @context: the running command
 * @order: an order
 * @event: a new refund of it
 * @error: return location for an error of the database
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_save_refund (KontorCommandContext   *context,
                          const KontorOrder      *order,
                          const KontorOrderEvent *event,
                          GError                **error)
{
  guint i;

  if (!kontor_database_run (
        context->database,
        "INSERT INTO order_refund (order_uid, position, happened_at, amount_minor,"
        " shipping_minor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        error,
        KONTOR_VALUES (kontor_value_uid (&order->uid),
                       kontor_value_integer (event->position),
                       kontor_value_integer (event->happened_at),
                       kontor_value_integer (event->amount_minor),
                       kontor_value_integer (event->shipping_minor),
                       value_text (event->reason))))
    return FALSE;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);

      if (!kontor_database_run (
            context->database,
            "INSERT INTO refund_line (order_uid, refund, line, quantity, amount_minor)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
            error,
            KONTOR_VALUES (kontor_value_uid (&order->uid),
                           kontor_value_integer (event->position),
                           kontor_value_integer (part->line),
                           kontor_value_integer (part->quantity),
                           kontor_value_integer (part->amount_minor))))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_offer:
 * @order: an order
 * @command: a command that has the order as its only required parameter
 *
 * Returns: (transfer full): what an attention row offers: {"command", "params"}
 */
KontorJson *
kontor_order_offer (const KontorOrder *order, const char *command)
{
  KontorJson *offer = kontor_json_new_object ();

  kontor_json_set_string (offer, "command", command);
  kontor_json_set (offer, "params", kontor_order_new_params (order));
  return offer;
}

/**
 * kontor_order_open_attention:
 * @context: the running command
 * @order: the order as it is
 * @kind: what it is about; also the reason code
 * @message: a sentence, the same on every station and so not translated
 * @base: what the author of the command saw
 * @mine: what the command says
 * @theirs: what is there instead
 * @offers: (transfer full): an array of offers
 * @error: return location for an error of the database
 *
 * Opens a row of "Needs attention" about the order.
 *
 * Returns: whether it was written
 */
gboolean
kontor_order_open_attention (KontorCommandContext *context,
                             const KontorOrder    *order,
                             const char           *kind,
                             const char           *message,
                             const char           *base,
                             const char           *mine,
                             const char           *theirs,
                             KontorJson           *offers,
                             GError              **error)
{
  g_autoptr (KontorJson) list = offers;
  g_autofree char     *text = kontor_json_to_string (list);
  const KontorCommand *command = context->command;
  KontorUid            uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
  kontor_command_context_set_uid (context, "attention", &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, base, mine, theirs, offers, opened_at)"
    " VALUES (?1, ?2, 'order', ?3, ?4, ?5, ?6, ?2, ?7, ?8, ?9, ?10, ?11, ?12)",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_text (kind),
                   kontor_value_uid (&order->uid),
                   kontor_value_text (order->number),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (base),
                   kontor_value_text (mine),
                   kontor_value_text (theirs),
                   kontor_value_text (text),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_order_close_attention:
 * @context: the running command
 * @order: an order
 * @kind: kind of attention rows
 * @decision: the command that decides
 * @error: return location for an error of the database
 *
 * Closes the open rows of a kind about the order, which the running command decides.
 *
 * Returns: whether they were written
 */
gboolean
kontor_order_close_attention (KontorCommandContext *context,
                              const KontorOrder    *order,
                              const char           *kind,
                              const char           *decision,
                              GError              **error)
{
  return kontor_attention_decide (context, &order->uid, kind, decision, error);
}
