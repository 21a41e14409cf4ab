/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"
#include "kontor-purchase-private.h"

/* Goods that came for an order which somebody cancelled or received meanwhile. */

#define AFTER_CANCEL "received_after_cancel"
#define TWICE "received_twice"

static KontorJson *
new_offer (const char *command, KontorJson *params)
{
  KontorJson *offer = kontor_json_new_object ();

  kontor_json_set_string (offer, "command", command);
  kontor_json_set (offer, "params", params);
  return offer;
}

static char *
dup_offers (const KontorJson *purchase, gint64 position, gboolean is_cancelled)
{
  g_autoptr (KontorJson) offers = kontor_json_new_array ();

  if (is_cancelled)
    kontor_json_append (offers,
                        new_offer ("purchase.reopen", kontor_purchase_new_params (purchase)));
  kontor_json_append (
    offers,
    new_offer ("purchase.unreceive", kontor_purchase_new_receipt_params (purchase, position)));
  return kontor_json_to_string (offers);
}

static char *
dup_message (const KontorJson *purchase, gboolean is_cancelled)
{
  const char *number = kontor_json_get_string (purchase, "number", "");

  if (is_cancelled)
    return g_strdup_printf (KONTOR_MATTER_RECEIVED_CANCELLED, number);
  return g_strdup_printf (KONTOR_MATTER_RECEIVED_TWICE, number);
}

/**
 * kontor_purchase_open_attention:
 * @context: the running command
 * @purchase: a purchase order as it is
 * @position: of the receipt that was added
 * @basis: the state that the author of the command saw
 * @is_cancelled: whether it was cancelled meanwhile; else it was received twice
 * @error: return location for an error
 *
 * Opens a row of "Needs attention" about the order.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_purchase_open_attention (KontorCommandContext *context,
                                const KontorJson     *purchase,
                                gint64                position,
                                const char           *basis,
                                gboolean              is_cancelled,
                                GError              **error)
{
  const KontorCommand *command = context->command;
  const char          *kind = is_cancelled ? AFTER_CANCEL : TWICE;
  g_autofree char     *message = dup_message (purchase, is_cancelled);
  g_autofree char     *offers = dup_offers (purchase, position, is_cancelled);
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  KontorUid uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_set_uid (context, "attention", &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_string (record, "kind", kind);
  kontor_json_set_string (record, "subject_kind", "purchase_order");
  kontor_json_set (record, "subject", kontor_json_share (kontor_json_get (purchase, "uid")));
  kontor_json_set (
    record, "subject_title", kontor_json_share (kontor_json_get (purchase, "number")));
  kontor_json_set (record, "command", kontor_json_new_uid (&command->uid));
  kontor_json_set_string (record, "command_name", command->name);
  kontor_json_set_string (record, "reason_code", kind);
  kontor_json_set_string (record, "message", message);
  kontor_json_set_string (record, "base", basis);
  kontor_json_set_string (record, "mine", "");
  kontor_json_set (record, "theirs", kontor_json_share (kontor_json_get (purchase, "state")));
  kontor_json_set_string (record, "offers", offers);
  kontor_json_set_integer (record, "opened_at", command->at);
  kontor_json_set_string (record, "closed_by", "");
  kontor_json_set_string (record, "decision", "");
  return kontor_record_store (context, KONTOR_KIND_ATTENTION, record, error);
}

/**
 * kontor_purchase_close_attention:
 * @context: the running command
 * @uid: a purchase order
 * @error: return location for an error
 *
 * Closes what needs attention about goods that came too late or twice: the running command decides
 * it.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_purchase_close_attention (KontorCommandContext *context,
                                 const KontorUid      *uid,
                                 GError              **error)
{
  const KontorCommand *command = context->command;
  g_autoptr (KontorStatement) row = kontor_database_query (
    context->database,
    "UPDATE attention SET closed_at = ?2, closed_by = ?3, decision = ?4 WHERE subject_uid = ?1"
    " AND kind IN ('" AFTER_CANCEL "', '" TWICE "') AND closed_at IS NULL RETURNING uid",
    error,
    KONTOR_VALUES (kontor_value_uid (uid),
                   kontor_value_integer (command->at),
                   kontor_value_text (command->author_name),
                   kontor_value_text (command->name)));
  KontorStep step;

  if (row == NULL)
    return FALSE;
  while ((step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid attention;

      kontor_statement_get_uid (row, 0, &attention);
      kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &attention);
    }
  return step == KONTOR_STEP_DONE;
}
