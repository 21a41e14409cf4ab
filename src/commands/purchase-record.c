/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-order-private.h"

/**
 * kontor_purchase_get_state:
 * @purchase: a purchase order
 *
 * Returns: its state
 */
KontorPurchaseState
kontor_purchase_get_state (const KontorJson *purchase)
{
  KontorPurchaseState state = KONTOR_PURCHASE_DRAFT;

  kontor_purchase_state_from_name (kontor_json_get_string (purchase, "state", NULL), &state);
  return state;
}

static const KontorJson *
find_by (const KontorJson *list, const char *key, gint64 number)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    if (kontor_json_get_integer (kontor_json_at (list, i), key, 0) == number)
      return kontor_json_at (list, i);
  return NULL;
}

/**
 * kontor_purchase_find_line:
 * @purchase: a purchase order
 * @line: number of a line
 *
 * Returns: (transfer none) (nullable): the line; %NULL when there is none
 */
const KontorJson *
kontor_purchase_find_line (const KontorJson *purchase, gint64 line)
{
  return find_by (kontor_json_get_array (purchase, "purchase_line"), "line", line);
}

static gboolean
stands (const KontorJson *purchase, gint64 receipt)
{
  const KontorJson *receipts = kontor_json_get_array (purchase, "purchase_receipt");

  return kontor_json_get (find_by (receipts, "position", receipt), "withdrawn_at") == NULL;
}

/**
 * kontor_purchase_newest_receipt:
 * @purchase: a purchase order
 *
 * Returns: (transfer none) (nullable): the last receipt that was not taken back
 */
const KontorJson *
kontor_purchase_newest_receipt (const KontorJson *purchase)
{
  const KontorJson *receipts = kontor_json_get_array (purchase, "purchase_receipt");
  const KontorJson *newest = NULL;

  for (guint i = 0; i < kontor_json_length (receipts); i++)
    {
      const KontorJson *receipt = kontor_json_at (receipts, i);

      if (kontor_json_get (receipt, "withdrawn_at") == NULL
          && kontor_json_get_integer (receipt, "position", 0)
               > kontor_json_get_integer (newest, "position", 0))
        newest = receipt;
    }
  return newest;
}

/**
 * kontor_purchase_count_received:
 * @purchase: a purchase order
 * @line: number of a line
 *
 * Returns: how much of it came, by the receipts that stand; thousandths
 */
gint64
kontor_purchase_count_received (const KontorJson *purchase, gint64 line)
{
  const KontorJson *parts = kontor_json_get_array (purchase, "receipt_line");
  gint64            received = 0;

  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      const KontorJson *part = kontor_json_at (parts, i);

      if (kontor_json_get_integer (part, "line", 0) == line
          && stands (purchase, kontor_json_get_integer (part, "receipt", 0)))
        received += kontor_json_get_integer (part, "quantity", 0);
    }
  return received;
}

/**
 * kontor_purchase_is_complete:
 * @purchase: a purchase order
 *
 * Returns: whether at least what was ordered came of every line
 */
gboolean
kontor_purchase_is_complete (const KontorJson *purchase)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "purchase_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);

      if (kontor_purchase_count_received (purchase, kontor_json_get_integer (line, "line", 0))
          < kontor_json_get_integer (line, "quantity", 0))
        return FALSE;
    }
  return TRUE;
}

/**
 * kontor_purchase_find_state:
 * @purchase: a purchase order
 *
 * Returns: the state that follows from what was sent and came, as if nobody had closed it
 */
KontorPurchaseState
kontor_purchase_find_state (const KontorJson *purchase)
{
  gboolean some_came = kontor_purchase_newest_receipt (purchase) != NULL;

  return kontor_purchase_state_of (kontor_json_get (purchase, "sent_at") != NULL,
                                   some_came,
                                   some_came && kontor_purchase_is_complete (purchase));
}

/* --- words --- */

/* The one place of the format is filled here, so that no format is made at run time. */
static char *
fill_moment (const char *format, gint64 at)
{
  g_autofree char *moment = kontor_order_dup_moment (at, "");
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);

  return g_strjoinv (moment, halves);
}

static char *
dup_why (const KontorJson *purchase)
{
  const KontorJson *receipt = kontor_purchase_newest_receipt (purchase);
  gint64            closed_at = kontor_json_get_integer (purchase, "closed_at", 0);

  switch (kontor_purchase_get_state (purchase))
    {
    case KONTOR_PURCHASE_DRAFT:
      return g_strdup (_ ("it is still a draft"));
    case KONTOR_PURCHASE_SENT:
      return fill_moment (_ ("it was sent %s"), kontor_json_get_integer (purchase, "sent_at", 0));
    case KONTOR_PURCHASE_PART:
      return fill_moment (_ ("a part of it came %s"),
                          kontor_json_get_integer (receipt, "happened_at", 0));
    case KONTOR_PURCHASE_RECEIVED:
      return fill_moment (kontor_purchase_is_complete (purchase) ? _ ("everything had come %s")
                                                                 : _ ("it was closed %s"),
                          closed_at);
    case KONTOR_PURCHASE_CANCELLED:
      return fill_moment (_ ("it was cancelled %s"), closed_at);
    }
  return NULL;
}

static const char *
what_format (KontorPurchaseStep step)
{
  switch (step)
    {
    case KONTOR_PURCHASE_STEP_EDIT:
      return _ ("Purchase order %s was not changed");
    case KONTOR_PURCHASE_STEP_SEND:
      return _ ("Purchase order %s was not sent");
    case KONTOR_PURCHASE_STEP_UNSEND:
      return _ ("Purchase order %s was not made a draft again");
    case KONTOR_PURCHASE_STEP_RECEIVE:
      return _ ("Nothing was received for purchase order %s");
    case KONTOR_PURCHASE_STEP_CLOSE:
      return _ ("Purchase order %s was not closed");
    case KONTOR_PURCHASE_STEP_CANCEL:
      return _ ("Purchase order %s was not cancelled");
    case KONTOR_PURCHASE_STEP_REOPEN:
      return _ ("Purchase order %s was not reopened");
    }
  return "%s";
}

/**
 * kontor_purchase_refuse:
 * @purchase: the purchase order as it is
 * @step: what was not done
 * @code: what the caller can do about it
 * @advice: a sentence that says what can be done instead
 * @error: return location for the error
 *
 * Refuses in the words of ui.md section 6: what was not done, why, what now.
 *
 * Returns: FALSE, for returning
 */
gboolean
kontor_purchase_refuse (const KontorJson  *purchase,
                        KontorPurchaseStep step,
                        KontorCommandError code,
                        const char        *advice,
                        GError           **error)
{
  g_auto (GStrv) halves = g_strsplit (what_format (step), "%s", 2);
  g_autofree char *what = g_strjoinv (kontor_json_get_string (purchase, "number", ""), halves);
  g_autofree char *why = dup_why (purchase);

  kontor_command_set_error (error, code, "purchase", "%s: %s. %s", what, why, advice);
  return FALSE;
}

static const char *
get_advice (KontorPurchaseStep step, KontorPurchaseState state)
{
  switch (step)
    {
    case KONTOR_PURCHASE_STEP_EDIT:
      return _ ("Only drafts are changed. Take back that it was sent, or write another order.");
    case KONTOR_PURCHASE_STEP_SEND:
      return _ ("Only drafts are sent.");
    case KONTOR_PURCHASE_STEP_UNSEND:
      return _ ("Only an order that was sent and of which nothing came is made a draft again.");
    case KONTOR_PURCHASE_STEP_RECEIVE:
      return state == KONTOR_PURCHASE_DRAFT ? _ ("Mark it as sent first.") : _ ("Reopen it first.");
    case KONTOR_PURCHASE_STEP_CLOSE:
      return state == KONTOR_PURCHASE_PART || state == KONTOR_PURCHASE_RECEIVED
               ? _ ("There is nothing to close.")
               : _ ("Only an order of which a part came is closed. Cancel it instead.");
    case KONTOR_PURCHASE_STEP_CANCEL:
      return state == KONTOR_PURCHASE_PART ? _ ("Close it instead, when the rest will not come.")
                                           : _ ("There is nothing to cancel.");
    case KONTOR_PURCHASE_STEP_REOPEN:
      return _ ("Only a cancelled or closed order is reopened.");
    }
  return "";
}

static gboolean
is_reached (KontorPurchaseStep step, KontorPurchaseState state)
{
  return (step == KONTOR_PURCHASE_STEP_SEND && state == KONTOR_PURCHASE_SENT)
         || (step == KONTOR_PURCHASE_STEP_UNSEND && state == KONTOR_PURCHASE_DRAFT)
         || (step == KONTOR_PURCHASE_STEP_CLOSE && state == KONTOR_PURCHASE_RECEIVED)
         || (step == KONTOR_PURCHASE_STEP_CANCEL && state == KONTOR_PURCHASE_CANCELLED);
}

/**
 * kontor_purchase_check_step:
 * @purchase: a purchase order
 * @step: what somebody wants to do
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_ALREADY when somebody did it, %KONTOR_COMMAND_ERROR_STATE_CHANGED.
 *
 * Returns: whether its state allows it
 */
gboolean
kontor_purchase_check_step (const KontorJson *purchase, KontorPurchaseStep step, GError **error)
{
  KontorPurchaseState state = kontor_purchase_get_state (purchase);

  if (kontor_purchase_step_is_allowed (state, step))
    return TRUE;
  return kontor_purchase_refuse (purchase,
                                 step,
                                 is_reached (step, state) ? KONTOR_COMMAND_ERROR_ALREADY
                                                          : KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                 get_advice (step, state),
                                 error);
}

/* --- what a command leaves behind --- */

/**
 * kontor_purchase_new_params:
 * @purchase: a purchase order
 *
 * Returns: (transfer full): parameters that name it: {"purchase": uid}
 */
KontorJson *
kontor_purchase_new_params (const KontorJson *purchase)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set (params, "purchase", kontor_json_share (kontor_json_get (purchase, "uid")));
  return params;
}

/**
 * kontor_purchase_new_receipt_params:
 * @purchase: a purchase order
 * @position: of one of its receipts
 *
 * Returns: (transfer full): parameters that name it: {"purchase": uid, "receipt": position}
 */
KontorJson *
kontor_purchase_new_receipt_params (const KontorJson *purchase, gint64 position)
{
  KontorJson *params = kontor_purchase_new_params (purchase);

  kontor_json_set_integer (params, "receipt", position);
  return params;
}

/**
 * kontor_purchase_settle:
 * @context: the running command
 * @purchase: a purchase order, one owner
 *
 * Sets the state that follows from what was sent and came.
 */
void
kontor_purchase_settle (KontorCommandContext *context, KontorJson *purchase)
{
  KontorPurchaseState state = kontor_purchase_find_state (purchase);

  kontor_json_set_string (purchase, "state", kontor_purchase_state_to_name (state));
  kontor_json_set (purchase,
                   "closed_at",
                   state == KONTOR_PURCHASE_RECEIVED
                     ? kontor_json_new_integer (context->command->at)
                     : kontor_json_new_null ());
}

/**
 * kontor_purchase_save:
 * @context: the running command
 * @purchase: a purchase order, one owner
 * @error: return location for an error
 *
 * Stores it as changed now, and puts it into the result.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is stored
 */
gboolean
kontor_purchase_save (KontorCommandContext *context, KontorJson *purchase, GError **error)
{
  KontorJson *result = context->outcome->result;

  kontor_json_set_integer (purchase, "changed_at", context->command->at);
  kontor_json_set (result, "purchase", kontor_json_share (kontor_json_get (purchase, "uid")));
  kontor_json_set (result, "number", kontor_json_share (kontor_json_get (purchase, "number")));
  kontor_json_set (result, "state", kontor_json_share (kontor_json_get (purchase, "state")));
  return kontor_record_store (context, KONTOR_KIND_PURCHASE_ORDER, purchase, error);
}
