/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order.h"

/* The machine (product.md O3). Cancelling ends before shipping; after it goods only come back.
 *
 *   CART --> PENDING_PAYMENT --> PAID --> PROCESSING --> SHIPPED --> DELIVERED
 *     |             |            |           |             |            |
 *     +-------------+---> CANCELLED <--------+             +--> RETURNED <+
 *
 * Steps against the arrows are not part of it: they are made by the commands that undo a step
 * (order.step_back, order.unship) or decide about a late fact (order.reinstate), each of which
 * says in its own comment when it may. */

static const char *const state_names[KONTOR_ORDER_N_STATES] = {
  "CART", "PENDING_PAYMENT", "PAID", "PROCESSING", "SHIPPED", "DELIVERED", "CANCELLED", "RETURNED",
};

#define TO(state) (1U << KONTOR_ORDER_##state)

static const guint allowed_steps[KONTOR_ORDER_N_STATES] = {
  [KONTOR_ORDER_CART] = TO (PENDING_PAYMENT) | TO (CANCELLED),
  [KONTOR_ORDER_PENDING_PAYMENT] = TO (PAID) | TO (CANCELLED),
  [KONTOR_ORDER_PAID] = TO (PROCESSING) | TO (CANCELLED),
  [KONTOR_ORDER_PROCESSING] = TO (SHIPPED) | TO (CANCELLED),
  [KONTOR_ORDER_SHIPPED] = TO (DELIVERED) | TO (RETURNED),
  [KONTOR_ORDER_DELIVERED] = TO (RETURNED),
  [KONTOR_ORDER_CANCELLED] = 0,
  [KONTOR_ORDER_RETURNED] = 0,
};

#undef TO

/**
 * kontor_order_new:
 *
 * Returns: (transfer full): an empty order: no strings, empty arrays, state CART
 */
KontorOrder *
kontor_order_new (void)
{
  KontorOrder *self = g_new0 (KontorOrder, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_line_free);
  self->taxes = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_tax_free);
  self->transitions = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_order_transition_free);
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_event_free);
  self->returns = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_event_free);
  self->refunds = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_event_free);
  return self;
}

/**
 * kontor_order_free:
 * @self: (nullable) (transfer full): an order
 *
 * Frees the order with all that it holds.
 */
void
kontor_order_free (KontorOrder *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->customer_name, g_free);
  g_clear_pointer (&self->customer_number, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->channel, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->payment_method, g_free);
  g_clear_pointer (&self->note, g_free);
  kontor_address_clear (&self->billing);
  kontor_address_clear (&self->shipping);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->taxes, g_ptr_array_unref);
  g_clear_pointer (&self->transitions, g_ptr_array_unref);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_clear_pointer (&self->returns, g_ptr_array_unref);
  g_clear_pointer (&self->refunds, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

/**
 * kontor_address_clear:
 * @self: an address inside another struct
 *
 * Frees the strings and leaves the address empty.
 */
void
kontor_address_clear (KontorAddress *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->extra, g_free);
  g_clear_pointer (&self->street, g_free);
  g_clear_pointer (&self->postcode, g_free);
  g_clear_pointer (&self->city, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->country, g_free);
}

/**
 * kontor_order_line_free:
 * @self: (nullable) (transfer full): a line
 */
void
kontor_order_line_free (KontorOrderLine *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->sku, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->tax_code, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_order_tax_free:
 * @self: (nullable) (transfer full): a tax group
 */
void
kontor_order_tax_free (KontorOrderTax *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->tax_code, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_order_transition_free:
 * @self: (nullable) (transfer full): a row of the transition log
 */
void
kontor_order_transition_free (KontorOrderTransition *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->from_state, g_free);
  g_clear_pointer (&self->to_state, g_free);
  g_clear_pointer (&self->author_name, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->metadata, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_order_event_free:
 * @self: (nullable) (transfer full): a delivery, a return or a refund
 */
void
kontor_order_event_free (KontorOrderEvent *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->carrier, g_free);
  g_clear_pointer (&self->tracking_number, g_free);
  g_clear_pointer (&self->tracking_url, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

/**
 * kontor_order_part_free:
 * @self: (nullable) (transfer full): what a delivery, return or refund says about one line
 */
void
kontor_order_part_free (KontorOrderPart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->goods, g_array_unref);
  g_clear_pointer (&self->condition, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_order_state_to_name:
 * @state: a state
 *
 * Returns: (transfer none): its name in the database and on the wire, "PENDING_PAYMENT"
 */
const char *
kontor_order_state_to_name (KontorOrderState state)
{
  g_return_val_if_fail ((guint) state < KONTOR_ORDER_N_STATES, "");

  return state_names[state];
}

/**
 * kontor_order_state_from_name:
 * @name: (nullable): a name, in capitals
 * @state: (out): the state; untouched when there is none of that name
 *
 * Returns: whether there is a state of that name
 */
gboolean
kontor_order_state_from_name (const char *name, KontorOrderState *state)
{
  guint i;

  g_return_val_if_fail (state != NULL, FALSE);

  for (i = 0; i < KONTOR_ORDER_N_STATES; i++)
    {
      if (g_strcmp0 (name, state_names[i]) == 0)
        {
          *state = (KontorOrderState) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * kontor_order_step_is_allowed:
 * @from: the state an order is in
 * @to: the state it would be in
 *
 * Returns: whether the machine of product.md O3 has this step
 */
gboolean
kontor_order_step_is_allowed (KontorOrderState from, KontorOrderState to)
{
  g_return_val_if_fail ((guint) from < KONTOR_ORDER_N_STATES, FALSE);
  g_return_val_if_fail ((guint) to < KONTOR_ORDER_N_STATES, FALSE);

  return (allowed_steps[from] & (1U << to)) != 0;
}

/**
 * kontor_order_state_is_final:
 * @state: a state
 *
 * Returns: whether no step of the machine leaves it
 */
gboolean
kontor_order_state_is_final (KontorOrderState state)
{
  g_return_val_if_fail ((guint) state < KONTOR_ORDER_N_STATES, FALSE);

  return allowed_steps[state] == 0;
}

/**
 * kontor_order_state_next:
 * @state: the state an order is in
 * @has_next: (out) (optional): whether there is a next step
 *
 * The step that is suggested: the way from the cart to the doorstep.
 *
 * Returns: the next state, or @state itself when there is none
 */
KontorOrderState
kontor_order_state_next (KontorOrderState state, gboolean *has_next)
{
  gboolean moves = state < KONTOR_ORDER_DELIVERED;

  if (has_next != NULL)
    *has_next = moves;

  return moves ? (KontorOrderState) (state + 1) : state;
}
