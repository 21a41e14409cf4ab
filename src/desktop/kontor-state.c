/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-state.h"

#include <glib/gi18n.h>

/* One language of colours everywhere: dim is not in use, none is under way or done, accent waits
 * for us, warning is low or late, error was refused or is overdue. */
static const KontorState states[] = {
  { "CART", N_ ("Draft"), N_ ("Draft"), "kontor-state-draft-symbolic", "dim-label" },
  { "PENDING_PAYMENT", N_ ("To pay"), N_ ("Placed"), "kontor-state-quarter-symbolic", NULL },
  { "PAID", N_ ("To pack"), N_ ("Paid"), "kontor-state-half-symbolic", "accent" },
  { "PROCESSING", N_ ("To ship"), N_ ("Packed"), "kontor-state-most-symbolic", "accent" },
  { "SHIPPED", N_ ("Shipped"), N_ ("Shipped"), "kontor-state-full-symbolic", NULL },
  { "DELIVERED", N_ ("Delivered"), N_ ("Delivered"), "kontor-state-done-symbolic", NULL },
  { "CANCELLED", N_ ("Cancelled"), N_ ("Cancelled"), "kontor-state-stopped-symbolic", "dim-label" },
  { "RETURNED", N_ ("Returned"), N_ ("Returned"), "kontor-state-returned-symbolic", "dim-label" },
  { "draft", N_ ("Draft"), N_ ("Written"), "kontor-state-draft-symbolic", "dim-label" },
  { "sent", N_ ("Ordered"), N_ ("Ordered"), "kontor-state-quarter-symbolic", NULL },
  { "part", N_ ("Partly here"), N_ ("Partly here"), "kontor-state-half-symbolic", "accent" },
  { "received", N_ ("Received"), N_ ("Received"), "kontor-state-done-symbolic", NULL },
  { "cancelled", N_ ("Cancelled"), N_ ("Cancelled"), "kontor-state-stopped-symbolic", "dim-label" },
  { "active", N_ ("Active"), N_ ("Active"), "kontor-state-full-symbolic", NULL },
  { "unpublished", N_ ("Not published"), N_ ("Not published"), "kontor-state-half-symbolic", NULL },
  { "archived", N_ ("Archived"), N_ ("Archived"), "kontor-state-draft-symbolic", "dim-label" },
  { "open", N_ ("Open"), N_ ("Open"), "kontor-state-quarter-symbolic", NULL },
  { "closed", N_ ("Closed"), N_ ("Closed"), "kontor-state-done-symbolic", "dim-label" },
  { "low", N_ ("Low"), N_ ("Low"), "dialog-warning-symbolic", "warning" },
  { "ok", N_ ("In stock"), N_ ("In stock"), "kontor-state-full-symbolic", NULL },
  { "out", N_ ("Out of stock"), N_ ("Out of stock"), "kontor-state-stopped-symbolic", "error" },
  { "overdue", N_ ("Overdue"), N_ ("Overdue"), "dialog-warning-symbolic", "error" },
  { "part-paid", N_ ("Partly paid"), N_ ("Partly paid"), "kontor-state-half-symbolic", NULL },
  { "ordered",
    N_ ("Being Paid"),
    N_ ("Being Paid"),
    "kontor-state-most-symbolic",
    "accent",
    "incoming" },
  { "paid", N_ ("Paid"), N_ ("Paid"), "kontor-state-done-symbolic", NULL },
  { "refund", N_ ("To pay back"), N_ ("To pay back"), "kontor-state-returned-symbolic", "accent" },
  { "issued", N_ ("Issued"), N_ ("Issued"), "kontor-state-full-symbolic", NULL },
  { "quotation", N_ ("Quotation"), N_ ("Quotation"), "kontor-invoices-symbolic", NULL },
  { "confirmation",
    N_ ("Order confirmation"),
    N_ ("Order confirmation"),
    "kontor-invoices-symbolic",
    NULL },
  { "invoice", N_ ("Invoice"), N_ ("Invoice"), "kontor-invoices-symbolic", NULL },
  { "part",
    N_ ("Part invoice"),
    N_ ("Part invoice"),
    "kontor-invoices-symbolic",
    NULL,
    "invoices" },
  { "advance", N_ ("Advance invoice"), N_ ("Advance invoice"), "kontor-invoices-symbolic", NULL },
  { "final", N_ ("Final invoice"), N_ ("Final invoice"), "kontor-invoices-symbolic", NULL },
  { "credit-note", N_ ("Credit note"), N_ ("Credit note"), "kontor-invoices-symbolic", NULL },
  { "cancellation", N_ ("Cancellation"), N_ ("Cancellation"), "kontor-invoices-symbolic", NULL },
  { "planned", N_ ("Planned"), N_ ("Planned"), "kontor-state-draft-symbolic", NULL },
  { "counting", N_ ("Being counted"), N_ ("Counting"), "kontor-state-half-symbolic", "accent" },
  { "review", N_ ("To review"), N_ ("Counted"), "kontor-state-most-symbolic", "accent" },
  { "booked", N_ ("Booked"), N_ ("Booked"), "kontor-state-done-symbolic", NULL },
  { "reversed", N_ ("Reversed"), N_ ("Reversed"), "kontor-state-returned-symbolic", "dim-label" },
  { "recount", N_ ("To count again"), N_ ("Again"), "kontor-state-quarter-symbolic", "accent" },
  { "agreed", N_ ("Agreed"), N_ ("Agreed"), "kontor-state-full-symbolic", NULL },
  { "reopened", N_ ("Changed late"), N_ ("Changed"), "dialog-warning-symbolic", "warning" },
  { "left", N_ ("Left as it was"), N_ ("Left"), "kontor-state-draft-symbolic", "dim-label" },
  { "added", N_ ("Counted"), N_ ("Counted"), "kontor-state-full-symbolic", NULL },
  { "set", N_ ("Set"), N_ ("Set"), "kontor-state-full-symbolic", NULL },
  { "unknown_code", N_ ("Unknown code"), N_ ("Unknown"), "dialog-warning-symbolic", "warning" },
  { "taken_back",
    N_ ("Taken back"),
    N_ ("Taken back"),
    "kontor-state-returned-symbolic",
    "dim-label" },
  { "correction",
    N_ ("Correction"),
    N_ ("Correction"),
    "kontor-state-returned-symbolic",
    "dim-label" },
  { "enough", N_ ("Enough"), N_ ("Enough"), "kontor-state-full-symbolic", NULL, "stock" },
  { "negative",
    N_ ("Below nothing"),
    N_ ("Below nothing"),
    "dialog-warning-symbolic",
    "error",
    "stock" },
  { "negative",
    N_ ("Below nothing"),
    N_ ("Below nothing"),
    "dialog-warning-symbolic",
    "error",
    "lots" },
  { "good", N_ ("Good"), N_ ("Good"), "kontor-state-full-symbolic", NULL, "lots" },
  { "expired", N_ ("Expired"), N_ ("Expired"), "dialog-warning-symbolic", "warning", "lots" },
  { "recalled",
    N_ ("Recalled"),
    N_ ("Recalled"),
    "kontor-state-stopped-symbolic",
    "error",
    "lots" },
  { "sent",
    N_ ("In transit"),
    N_ ("In transit"),
    "kontor-state-half-symbolic",
    "accent",
    "transfers" },
  { "SALE", N_ ("Sale"), N_ ("Sale"), "kontor-orders-symbolic", NULL, "movements" },
  { "RESTOCK", N_ ("Goods in"), N_ ("Goods in"), "kontor-purchasing-symbolic", NULL, "movements" },
  { "RETURN", N_ ("Return"), N_ ("Return"), "kontor-state-returned-symbolic", NULL, "movements" },
  { "ADJUSTMENT",
    N_ ("Correction"),
    N_ ("Correction"),
    "document-edit-symbolic",
    NULL,
    "movements" },
  { "TRANSFER", N_ ("Transfer"), N_ ("Transfer"), "kontor-send-symbolic", NULL, "movements" },
  { "CONSUME", N_ ("Used up"), N_ ("Used up"), "kontor-products-symbolic", NULL, "movements" },
  { "COUNT", N_ ("Count"), N_ ("Count"), "kontor-today-symbolic", NULL, "movements" },
  { "to-match", N_ ("To match"), N_ ("To match"), "kontor-state-quarter-symbolic", "accent" },
  { "part-matched",
    N_ ("Partly matched"),
    N_ ("Partly matched"),
    "kontor-state-half-symbolic",
    "accent" },
  { "matched", N_ ("Matched"), N_ ("Matched"), "kontor-state-done-symbolic", NULL },
  { "received",
    N_ ("To review"),
    N_ ("To review"),
    "kontor-state-half-symbolic",
    "accent",
    "incoming" },
  { "approved", N_ ("Approved"), N_ ("Approved"), "kontor-state-full-symbolic", NULL, "incoming" },
  { "returned",
    N_ ("Sent back"),
    N_ ("Sent back"),
    "kontor-state-stopped-symbolic",
    "dim-label",
    "incoming" },
  { "shelf", N_ ("Shelf"), N_ ("Shelf"), "kontor-stock-symbolic", NULL, "locations" },
  { "packing", N_ ("Packing"), N_ ("Packing"), "kontor-products-symbolic", NULL, "locations" },
  { "transit",
    N_ ("In transit"),
    N_ ("In transit"),
    "kontor-purchasing-symbolic",
    NULL,
    "locations" },
  { "quarantine",
    N_ ("Quarantine"),
    N_ ("Quarantine"),
    "kontor-state-stopped-symbolic",
    "warning",
    "locations" },
  { "merged", N_ ("Merged"), N_ ("Merged"), "kontor-state-returned-symbolic", "dim-label" },
};

/**
 * kontor_state_find:
 * @name: (nullable): machine name of a state
 *
 * Returns: (nullable): how it is shown, or NULL when nothing has this state
 */
const KontorState *
kontor_state_find (const char *name)
{
  return kontor_state_find_in (NULL, name);
}

/**
 * kontor_state_find_in:
 * @list: (nullable): name of a KontorListType
 * @name: (nullable): machine name of a state
 *
 * Returns: (nullable): how it is shown there; a word may mean something else in one list
 */
const KontorState *
kontor_state_find_in (const char *list, const char *name)
{
  const KontorState *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].name, name) == 0)
      {
        if (states[i].list != NULL && g_strcmp0 (states[i].list, list) == 0)
          return &states[i];
        if (states[i].list == NULL && found == NULL)
          found = &states[i];
      }
  return found;
}

/**
 * kontor_state_label:
 * @name: (nullable): machine name of a state
 *
 * Returns: its word in the person's language; @name itself when it is unknown, "" for NULL
 */
const char *
kontor_state_label (const char *name)
{
  return kontor_state_label_in (NULL, name);
}

/**
 * kontor_state_label_in:
 * @list: (nullable): name of a KontorListType
 * @name: (nullable): machine name of a state
 *
 * Returns: its word there, as kontor_state_label()
 */
const char *
kontor_state_label_in (const char *list, const char *name)
{
  const KontorState *state = kontor_state_find_in (list, name);

  if (state != NULL)
    return _ (state->label);
  return name != NULL ? name : "";
}

/**
 * kontor_state_list:
 * @n_states: (out): how many there are
 *
 * Returns: (array length=n_states): all of them
 */
const KontorState *
kontor_state_list (guint *n_states)
{
  *n_states = G_N_ELEMENTS (states);
  return states;
}

/**
 * kontor_state_is_seen_in:
 * @list: name of a KontorListType
 *
 * Returns: whether a row of the list may be in this state
 */
gboolean
kontor_state_is_seen_in (const KontorState *state, const char *list)
{
  if (state->list != NULL)
    return g_str_equal (state->list, list);
  /* Orders keep their state in capitals; what others are in is found out. */
  return g_ascii_isupper (*state->name) == g_str_equal (list, "orders");
}
