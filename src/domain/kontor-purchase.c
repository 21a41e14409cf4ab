/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase.h"

/* What an order to a supplier may go through.
 *
 *   DRAFT --send--> SENT --receive--> PART --receive, close--> RECEIVED
 *     |              |
 *     +--> CANCELLED <
 *
 * More may come than was ordered, also when all is there: receiving stays possible. A draft that
 * was sent by mistake is taken back, and what was cancelled or closed too early is reopened. */

static const char *const state_names[KONTOR_PURCHASE_N_STATES] = {
  "draft", "sent", "part", "received", "cancelled",
};

#define STEP(step) (1U << KONTOR_PURCHASE_STEP_##step)

static const guint allowed_steps[KONTOR_PURCHASE_N_STATES] = {
  [KONTOR_PURCHASE_DRAFT] = STEP (EDIT) | STEP (SEND) | STEP (CANCEL),
  [KONTOR_PURCHASE_SENT] = STEP (UNSEND) | STEP (RECEIVE) | STEP (CANCEL),
  [KONTOR_PURCHASE_PART] = STEP (RECEIVE) | STEP (CLOSE),
  [KONTOR_PURCHASE_RECEIVED] = STEP (RECEIVE) | STEP (REOPEN),
  [KONTOR_PURCHASE_CANCELLED] = STEP (REOPEN),
};

#undef STEP

/**
 * kontor_purchase_new:
 *
 * Returns: (transfer full): an empty order to a supplier: no strings, empty arrays, state DRAFT
 */
KontorPurchase *
kontor_purchase_new (void)
{
  KontorPurchase *self = g_new0 (KontorPurchase, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_purchase_line_free);
  self->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_free);
  return self;
}

/**
 * kontor_purchase_free:
 * @self: (nullable) (transfer full): an order to a supplier
 *
 * Frees it with all that it holds.
 */
void
kontor_purchase_free (KontorPurchase *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->supplier_name, g_free);
  kontor_address_clear (&self->address);
  g_clear_pointer (&self->contact, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

/**
 * kontor_purchase_line_free:
 * @self: (nullable) (transfer full): a line
 */
void
kontor_purchase_line_free (KontorPurchaseLine *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sku, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->order_code, g_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_receipt_free:
 * @self: (nullable) (transfer full): a receipt of goods
 */
void
kontor_receipt_free (KontorReceipt *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->delivery_note, g_free);
  g_clear_pointer (&self->author_name, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

/**
 * kontor_receipt_part_free:
 * @self: (nullable) (transfer full): a line of a receipt, in one lot and place
 */
void
kontor_receipt_part_free (KontorReceiptPart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->place_name, g_free);
  g_clear_pointer (&self->lot_code, g_free);
  g_free (self); /* the struct itself */
}

/**
 * kontor_purchase_state_to_name:
 * @state: a state
 *
 * Returns: (transfer none): its name in databases and files, "part"
 */
const char *
kontor_purchase_state_to_name (KontorPurchaseState state)
{
  g_return_val_if_fail ((guint) state < KONTOR_PURCHASE_N_STATES, NULL);

  return state_names[state];
}

/**
 * kontor_purchase_state_from_name:
 * @name: (nullable): "part"
 * @state: (out): the state; untouched when there is none of that name
 *
 * Returns: whether there is one
 */
gboolean
kontor_purchase_state_from_name (const char *name, KontorPurchaseState *state)
{
  guint i;

  for (i = 0; i < KONTOR_PURCHASE_N_STATES; i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      {
        *state = (KontorPurchaseState) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * kontor_purchase_step_is_allowed:
 * @from: the state
 * @step: what somebody wants to do
 *
 * Returns: whether the state allows it
 */
gboolean
kontor_purchase_step_is_allowed (KontorPurchaseState from, KontorPurchaseStep step)
{
  g_return_val_if_fail ((guint) from < KONTOR_PURCHASE_N_STATES, FALSE);

  return (allowed_steps[from] & (1U << step)) != 0;
}

/**
 * kontor_purchase_state_of:
 * @was_sent: whether the supplier has the order
 * @some_came: whether anything of it was received
 * @all_came: whether every line was received in full
 *
 * Returns: the state that the facts make, when nobody closed or cancelled it
 */
KontorPurchaseState
kontor_purchase_state_of (gboolean was_sent, gboolean some_came, gboolean all_came)
{
  if (all_came)
    return KONTOR_PURCHASE_RECEIVED;
  if (some_came)
    return KONTOR_PURCHASE_PART;
  return was_sent ? KONTOR_PURCHASE_SENT : KONTOR_PURCHASE_DRAFT;
}
