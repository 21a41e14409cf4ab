/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

static KontorJson *
load_for (KontorCommandContext *context,
          const KontorJson     *params,
          KontorPurchaseStep    step,
          GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) purchase = kontor_record_load_param (
    context->database, KONTOR_KIND_PURCHASE_ORDER, params, "purchase", &uid, error);

  if (purchase == NULL || !kontor_purchase_check_step (purchase, step, error))
    return NULL;
  return g_steal_pointer (&purchase);
}

static void
set_state (KontorJson *purchase, KontorPurchaseState state)
{
  kontor_json_set_string (purchase, "state", kontor_purchase_state_to_name (state));
}

/* @label: translated, with one place for the number */
static void
undo_by (KontorCommandContext *context,
         const KontorJson     *purchase,
         const char           *command,
         const char           *label)
{
  g_auto (GStrv) halves = g_strsplit (label, "%s", 2);

  kontor_command_context_set_inverse (
    context,
    command,
    kontor_purchase_new_params (purchase),
    g_strjoinv (kontor_json_get_string (purchase, "number", ""), halves));
}

/**
 * kontor_purchase_run_send:
 * @context: the running command
 * @params: purchase, sent_at, expected_at
 * @error: return location for an error
 *
 * purchase.send: the supplier has it. From now on the goods are on their way.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_send (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) purchase = load_for (context, params, KONTOR_PURCHASE_STEP_SEND, error);
  gint64 sent_at = 0;
  gint64 expected_at = 0;

  if (purchase == NULL
      || !kontor_param_integer_or (params,
                                   "sent_at",
                                   KONTOR_TIME_LEAST,
                                   KONTOR_TIME_MOST,
                                   context->command->at,
                                   &sent_at,
                                   error)
      || !kontor_param_integer_or (
        params, "expected_at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, 0, &expected_at, error))
    return FALSE;

  kontor_json_set_integer (purchase, "sent_at", sent_at);
  if (expected_at != 0)
    kontor_json_set_integer (purchase, "expected_at", expected_at);
  set_state (purchase, KONTOR_PURCHASE_SENT);
  undo_by (context, purchase, "purchase.unsend", _ ("Send purchase order %s"));
  return kontor_purchase_save (context, purchase, error);
}

/**
 * kontor_purchase_run_unsend:
 * @context: the running command
 * @params: purchase
 * @error: return location for an error
 *
 * purchase.unsend: it was not sent after all, and can be changed again.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_unsend (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) purchase = load_for (context, params, KONTOR_PURCHASE_STEP_UNSEND, error);
  KontorJson *back = NULL;

  if (purchase == NULL)
    return FALSE;

  undo_by (context, purchase, "purchase.send", _ ("Make purchase order %s a draft"));
  back = context->outcome->inverse_params;
  kontor_json_set (back, "sent_at", kontor_json_share (kontor_json_get (purchase, "sent_at")));
  kontor_json_set (purchase, "sent_at", kontor_json_new_null ());
  set_state (purchase, KONTOR_PURCHASE_DRAFT);
  return kontor_purchase_save (context, purchase, error);
}

static gboolean
end (KontorCommandContext *context,
     const KontorJson     *params,
     KontorPurchaseStep    step,
     KontorPurchaseState   state,
     const char           *label,
     GError              **error)
{
  g_autoptr (KontorJson) purchase = load_for (context, params, step, error);

  if (purchase == NULL)
    return FALSE;

  set_state (purchase, state);
  kontor_json_set_integer (purchase, "closed_at", context->command->at);
  undo_by (context, purchase, "purchase.reopen", label);
  return kontor_purchase_save (context, purchase, error);
}

/**
 * kontor_purchase_run_close:
 * @context: the running command
 * @params: purchase
 * @error: return location for an error
 *
 * purchase.close: the rest will not come, and is awaited no longer.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_close (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return end (context,
              params,
              KONTOR_PURCHASE_STEP_CLOSE,
              KONTOR_PURCHASE_RECEIVED,
              _ ("Close purchase order %s"),
              error);
}

/**
 * kontor_purchase_run_cancel:
 * @context: the running command
 * @params: purchase
 * @error: return location for an error
 *
 * purchase.cancel: nothing of it will come.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_cancel (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return end (context,
              params,
              KONTOR_PURCHASE_STEP_CANCEL,
              KONTOR_PURCHASE_CANCELLED,
              _ ("Cancel purchase order %s"),
              error);
}

/**
 * kontor_purchase_run_reopen:
 * @context: the running command
 * @params: purchase
 * @error: return location for an error
 *
 * purchase.reopen: takes back that it was closed or cancelled. Its state follows from what was sent
 * and came; a note that goods came for a cancelled order is settled by it.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_reopen (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) purchase = load_for (context, params, KONTOR_PURCHASE_STEP_REOPEN, error);
  gboolean            was_cancelled = FALSE;
  KontorPurchaseState state;
  KontorUid           uid;

  if (purchase == NULL || !kontor_param_uid (purchase, "uid", &uid, error))
    return FALSE;

  was_cancelled = kontor_purchase_get_state (purchase) == KONTOR_PURCHASE_CANCELLED;
  state = kontor_purchase_find_state (purchase);
  if (!was_cancelled && state == KONTOR_PURCHASE_RECEIVED)
    return kontor_purchase_refuse (purchase,
                                   KONTOR_PURCHASE_STEP_REOPEN,
                                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                   _ ("There is nothing left to come."),
                                   error);

  set_state (purchase, state);
  if (state != KONTOR_PURCHASE_RECEIVED)
    kontor_json_set (purchase, "closed_at", kontor_json_new_null ());
  undo_by (context,
           purchase,
           was_cancelled ? "purchase.cancel" : "purchase.close",
           _ ("Reopen purchase order %s"));
  return kontor_purchase_close_attention (context, &uid, error)
         && kontor_purchase_save (context, purchase, error);
}
