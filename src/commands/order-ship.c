/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"

/* Goods that leave, and the undo of it. Delivered of a line is the sum of these rows without the
 * withdrawn ones; the stock is the sum of its movements. */

static gboolean
invalid (GError **error, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "lines", "%s", text);
  return FALSE;
}

static gboolean
is_named_before (const KontorOrderEvent *event, gint64 line)
{
  guint i;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);

      if (part->line == line)
        return TRUE;
    }

  return FALSE;
}

/**
 * kontor_order_parse_part:
 * @order: an order
 * @event: a new delivery or return of it
 * @object: what the parameters say about one line
 * @line: (out) (transfer none): the line
 * @quantity: (out): thousandths, more than 0
 * @error: return location for an error
 *
 * Errors: KONTOR_COMMAND_ERROR_INVALID when there is no such line or the event has it already.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_order_parse_part (const KontorOrder      *order,
                         const KontorOrderEvent *event,
                         const KontorJson       *object,
                         KontorOrderLine       **line,
                         gint64                 *quantity,
                         GError                **error)
{
  gint64 number;

  if (!kontor_param_integer (object, "line", 1, G_MAXINT32, &number, error)
      || !kontor_param_integer (object, "quantity", 1, KONTOR_ORDER_MAX_QUANTITY, quantity, error))
    return FALSE;

  *line = kontor_order_find_line (order, number);
  if (*line == NULL)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_INVALID,
                              "lines",
                              _ ("Order %s has no line number %d."),
                              order->number,
                              (int) number);
  if (*line == NULL)
    return FALSE;

  return !is_named_before (event, number) || invalid (error, _ ("A line is named twice."));
}

static void
set_tracking (KontorJson *object, const KontorOrderEvent *event)
{
  const struct
  {
    const char *key;
    const char *text;
  } fields[] = {
    { "carrier", event->carrier },
    { "tracking_number", event->tracking_number },
    { "tracking_url", event->tracking_url },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (fields[i].text != NULL && fields[i].text[0] != '\0')
        kontor_json_set_string (object, fields[i].key, fields[i].text);
    }
}

/* --- order.ship --- */

static gboolean
refuse_too_much (const KontorOrder *order, const KontorOrderLine *line, GError **error)
{
  g_autofree char *left = kontor_order_dup_quantity (MAX (line->quantity - line->delivered, 0));

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "lines",
                            _ ("Order %s was not shipped: of “%s” only %s is left to deliver."),
                            order->number,
                            line->title,
                            left);
  return FALSE;
}

static gboolean
add_shipped (KontorDatabase    *database,
             const KontorOrder *order,
             KontorOrderEvent  *event,
             const KontorJson  *object,
             gboolean          *too_much,
             GError           **error)
{
  g_autoptr (GArray) goods = NULL;
  KontorOrderLine *line;
  gint64           quantity;
  gint64           left;

  if (!kontor_order_parse_part (order, event, object, &line, &quantity, error)
      || !kontor_order_parse_goods (database, line, object, quantity, &goods, error))
    return FALSE;
  if (!kontor_order_line_is_shipped (order, line))
    return invalid (error, _ ("Only goods are shipped, not shipping costs, fees and discounts."));

  if (quantity > line->quantity - line->delivered)
    {
      /* What the author saw as left was shipped by somebody else meanwhile: both happened. */
      left = kontor_json_get_integer (object, "left", 0);
      if (quantity > left)
        return refuse_too_much (order, line, error);
      *too_much = TRUE;
    }

  kontor_order_event_add (event, line->line, quantity, 0, "")->goods = g_steal_pointer (&goods);
  line->delivered += quantity;
  return TRUE;
}

static void
add_all_that_is_left (const KontorOrder *order, KontorOrderEvent *event)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (!kontor_order_line_is_shipped (order, line) || line->delivered >= line->quantity)
        continue;
      kontor_order_event_add (event, line->line, line->quantity - line->delivered, 0, "");
      line->delivered = line->quantity;
    }
}

static gboolean
parse_shipped (KontorDatabase    *database,
               const KontorOrder *order,
               const KontorJson  *params,
               KontorOrderEvent  *event,
               gboolean          *too_much,
               GError           **error)
{
  const KontorJson *lines = kontor_json_get_array (params, "lines");
  guint             i;

  *too_much = FALSE;
  if (lines == NULL)
    add_all_that_is_left (order, event);

  for (i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      if (!add_shipped (database, order, event, kontor_json_at (lines, i), too_much, error))
        return FALSE;
    }

  if (event->parts->len > 0)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "lines",
                            _ ("Order %s was not shipped: nothing of it is left to deliver."),
                            order->number);
  return FALSE;
}

static gboolean
parse_delivery (const KontorJson  *params,
                const KontorOrder *order,
                KontorOrderEvent  *event,
                GError           **error)
{
  const char *carrier;
  const char *number;
  const char *url;
  const char *note;

  if (!kontor_param_string_or (params, "carrier", 50, "", &carrier, error)
      || !kontor_param_string_or (params, "tracking_number", 100, "", &number, error)
      || !kontor_param_string_or (params, "tracking_url", 500, "", &url, error)
      || !kontor_param_string_or (params, "note", 1000, "", &note, error))
    return FALSE;

  event->number = g_strdup_printf ("%s-L%d", order->number, event->position);
  event->carrier = g_strdup (carrier);
  event->tracking_number = g_strdup (number);
  event->tracking_url = g_strdup (url);
  g_free (event->reason); /* the empty one of a new event */
  event->reason = g_strdup (note);
  return TRUE;
}

static KontorJson *
new_parts (const KontorOrder *order, const KontorOrderEvent *event, const char *condition)
{
  KontorJson *parts = kontor_json_new_array ();
  guint       i;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);
      KontorJson            *object = kontor_json_new_object ();

      kontor_json_set_integer (object, "line", part->line);
      kontor_json_set_integer (object, "quantity", part->quantity);
      if (condition != NULL)
        kontor_json_set_string (object, "condition", condition);
      kontor_order_set_goods (kontor_order_find_line (order, part->line), object, part->goods);
      kontor_json_append (parts, object);
    }

  return parts;
}

static KontorJson *
offer_with (const KontorOrder *order, const char *command, const char *key, KontorJson *value)
{
  KontorJson *offer = kontor_json_new_object ();
  KontorJson *params = kontor_order_new_params (order);

  kontor_json_set (params, key, value);
  kontor_json_set_string (offer, "command", command);
  kontor_json_set (offer, "params", params);
  return offer;
}

static gboolean
open_late_attention (KontorCommandContext   *context,
                     const KontorOrder      *order,
                     const KontorOrderEvent *event,
                     KontorOrderState        basis,
                     GError                **error)
{
  gboolean         is_cancelled = order->state == KONTOR_ORDER_CANCELLED;
  KontorJson      *offers = kontor_json_new_array ();
  g_autofree char *message = is_cancelled
                               ? g_strdup_printf (KONTOR_MATTER_SHIPPED_CANCELLED, order->number)
                               : g_strdup_printf (KONTOR_MATTER_SHIPPED_TWICE, order->number);

  if (is_cancelled)
    kontor_json_append (offers, kontor_order_offer (order, "order.reinstate"));
  else
    kontor_json_append (
      offers,
      offer_with (order, "order.unship", "delivery", kontor_json_new_integer (event->position)));
  kontor_json_append (
    offers, offer_with (order, "order.return", "lines", new_parts (order, event, "resell")));
  return kontor_order_open_attention (context,
                                      order,
                                      is_cancelled ? "shipped_after_cancel" : "shipped_twice",
                                      message,
                                      kontor_order_state_to_name (basis),
                                      event->number,
                                      kontor_order_state_to_name (order->state),
                                      offers,
                                      error);
}

static KontorJson *
new_delivery_metadata (const KontorOrderEvent *event)
{
  KontorJson *metadata = kontor_json_new_object ();

  kontor_json_set_integer (metadata, "delivery", event->position);
  kontor_json_set_string (metadata, "number", event->number);
  set_tracking (metadata, event);
  return metadata;
}

/* From PAID through PROCESSING; SHIPPED when nothing is left to deliver. */
static gboolean
log_shipped (KontorCommandContext   *context,
             KontorOrder            *order,
             const KontorOrderEvent *event,
             GError                **error)
{
  g_autoptr (KontorJson) metadata = new_delivery_metadata (event);

  if (order->state == KONTOR_ORDER_PAID
      && !kontor_order_log_step (
        context, order, KONTOR_ORDER_PROCESSING, event->happened_at, "", metadata, error))
    return FALSE;

  return !kontor_order_is_delivered (order)
         || kontor_order_log_step (context,
                                   order,
                                   KONTOR_ORDER_SHIPPED,
                                   event->happened_at,
                                   event->reason,
                                   metadata,
                                   error);
}

static gboolean
can_ship_from (KontorOrderState state)
{
  return state == KONTOR_ORDER_PAID || state == KONTOR_ORDER_PROCESSING;
}

static void
finish_ship (KontorCommandContext *context, const KontorOrder *order, const KontorOrderEvent *event)
{
  KontorJson *params = kontor_order_new_params (order);

  kontor_order_set_result (context, order);
  kontor_json_set_string (context->outcome->result, "delivery", event->number);
  kontor_json_set_integer (params, "delivery", event->position);
  kontor_order_undo_by (context, "order.unship", params, _ ("Ship order %s"), order->number);
}

/**
 * kontor_order_run_ship:
 * @context: the running command
 * @params: order, lines, carrier, tracking_number, tracking_url, at, note
 * @error: return location for an error
 *
 * order.ship: goods left. Adds a delivery with its movements; the order is SHIPPED when all its
 * goods are delivered and in PROCESSING until then. When somebody cancelled or shipped it
 * meanwhile, the goods left all the same: the order keeps its state and needs attention
 * (sync-spec.md sections 8 and 10).
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_ship (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorOrderEvent *event;
  KontorOrderState  basis;
  gboolean          is_late;
  gboolean          too_much;
  gint64            at;

  if (order == NULL
      || !kontor_param_integer_or (
        params, "at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, context->command->at, &at, error))
    return FALSE;

  basis = kontor_order_parse_basis (params, order);
  is_late = !can_ship_from (order->state);
  if (is_late && !can_ship_from (basis))
    return kontor_order_refuse_step (order, KONTOR_ORDER_SHIPPED, error);

  event = kontor_order_event_new (order->deliveries, at);
  if (!parse_delivery (params, order, event, error)
      || !parse_shipped (context->database, order, params, event, &too_much, error)
      || !kontor_order_save_delivery (context, order, event, error)
      || !kontor_order_move_out (context, order, event, error)
      || (!is_late && !log_shipped (context, order, event, error))
      || ((is_late || too_much) && !open_late_attention (context, order, event, basis, error))
      || !kontor_order_save (context, order, error))
    return FALSE;

  finish_ship (context, order, event);
  return TRUE;
}

/* --- order.unship --- */

static gboolean
refuse_unship (const KontorOrder *order,
               KontorCommandError code,
               const char        *advice,
               GError           **error)
{
  return kontor_order_refuse (
    order, code, advice, error, _ ("The delivery of order %s was not withdrawn"), order->number);
}

static gboolean
part_came_back (const KontorOrder *order, const KontorOrderEvent *event)
{
  guint i;

  for (i = 0; i < event->parts->len; i++)
    {
      const KontorOrderPart *part = g_ptr_array_index (event->parts, i);
      const KontorOrderLine *line = kontor_order_find_line (order, part->line);

      if (line != NULL && line->returned > line->delivered - part->quantity)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_unship (const KontorOrder *order, gint64 position, KontorOrderEvent **event, GError **error)
{
  const KontorOrderEvent *last = order->deliveries->len > 0
                                   ? order->deliveries->pdata[order->deliveries->len - 1]
                                   : NULL;

  *event = kontor_order_newest_delivery (order);
  if (last != NULL && last->position == position && last->withdrawn_at != 0)
    return refuse_unship (
      order, KONTOR_COMMAND_ERROR_ALREADY, _ ("It was withdrawn before."), error);
  if (*event == NULL || (*event)->position != position)
    return refuse_unship (order,
                          KONTOR_COMMAND_ERROR_STATE_CHANGED,
                          _ ("Only its newest delivery can be withdrawn."),
                          error);
  if (order->state == KONTOR_ORDER_DELIVERED)
    return refuse_unship (order,
                          KONTOR_COMMAND_ERROR_STATE_CHANGED,
                          _ ("Take back that it was delivered first."),
                          error);
  if (order->state == KONTOR_ORDER_RETURNED || part_came_back (order, *event))
    return refuse_unship (order,
                          KONTOR_COMMAND_ERROR_STATE_CHANGED,
                          _ ("Part of this delivery came back already."),
                          error);

  return TRUE;
}

/* Undoes the steps that this delivery made, newest first. */
static gboolean
log_unshipped (KontorCommandContext   *context,
               KontorOrder            *order,
               const KontorOrderEvent *event,
               const char             *reason,
               GError                **error)
{
  while (TRUE)
    {
      const KontorOrderTransition *step = kontor_order_newest_standing_step (order);
      g_autoptr (KontorJson) made_by = NULL;
      g_autoptr (KontorJson) metadata = kontor_json_new_object ();
      KontorOrderState before;

      if (step == NULL || !kontor_order_state_from_name (step->from_state, &before))
        return TRUE;

      made_by = kontor_order_step_metadata (step);
      if (kontor_json_get_integer (made_by, "delivery", 0) != event->position)
        return TRUE;

      kontor_json_set_integer (metadata, "undoes", step->position);
      kontor_json_set_integer (metadata, "withdrawn", event->position);
      if (!kontor_order_log_step (
            context, order, before, context->command->at, reason, metadata, error))
        return FALSE;
    }
}

static void
set_reship (KontorCommandContext *context, const KontorOrder *order, const KontorOrderEvent *event)
{
  KontorJson *params = kontor_order_new_params (order);

  kontor_json_set (params, "lines", new_parts (order, event, NULL));
  kontor_json_set_integer (params, "at", event->happened_at);
  kontor_json_set_string (params, "note", event->reason);
  set_tracking (params, event);
  kontor_order_undo_by (context, "order.ship", params, _ ("Withdraw delivery %s"), event->number);
}

/**
 * kontor_order_run_unship:
 * @context: the running command
 * @params: order, delivery, reason
 * @error: return location for an error
 *
 * order.unship: the newest delivery never left. It stays, marked as withdrawn; movements at the
 * same time take its movements back, so that counts in between stay right (sync-spec.md section 9,
 * rule 5); the log goes back the steps that it made.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_unship (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorOrderEvent *event;
  const char       *reason;
  gint64            position;

  if (order == NULL || !kontor_param_integer (params, "delivery", 1, G_MAXINT32, &position, error)
      || !kontor_param_string_or (params, "reason", 500, "shipment withdrawn", &reason, error)
      || !check_unship (order, position, &event, error))
    return FALSE;

  event->withdrawn_at = context->command->at;
  if (!kontor_order_read_moved (context->database, order, event, error)
      || !kontor_database_run (
        context->database,
        "UPDATE delivery SET withdrawn_at = ?3 WHERE order_uid = ?1 AND position = ?2",
        error,
        KONTOR_VALUES (kontor_value_uid (&order->uid),
                       kontor_value_integer (position),
                       kontor_value_integer (event->withdrawn_at)))
      || !kontor_order_take_back_moves (context, order, event, "shipment withdrawn", error)
      || !log_unshipped (context, order, event, reason, error)
      || !kontor_order_close_attention (
        context, order, "shipped_after_cancel", "order.unship", error)
      || !kontor_order_close_attention (context, order, "shipped_twice", "order.unship", error)
      || !kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  set_reship (context, order, event);
  return TRUE;
}
