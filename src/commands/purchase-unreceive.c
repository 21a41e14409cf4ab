/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-ledger.h"

/* A receipt that never was, and the undo of that. */

static gboolean
reverse_all (KontorCommandContext *context,
             const KontorJson     *purchase,
             gint64                position,
             gboolean              stands,
             GError              **error)
{
  const KontorJson *rows = kontor_json_get_array (purchase, "receipt_line");

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      KontorUid         movement;

      if (kontor_json_get_integer (row, "receipt", 0) != position)
        continue;
      if (!kontor_param_uid (row, "movement", &movement, error)
          || !kontor_ledger_reverse (
            context, &movement, stands, "", kontor_json_get_string (purchase, "number", ""), error))
        return FALSE;
    }
  return TRUE;
}

static KontorJson *
find_receipt (const KontorJson *receipts, gint64 position)
{
  for (guint i = 0; i < kontor_json_length (receipts); i++)
    if (kontor_json_get_integer (kontor_json_at (receipts, i), "position", 0) == position)
      return (KontorJson *) kontor_json_at (receipts, i);
  return NULL;
}

static gboolean
check_receipt (const KontorJson *purchase,
               const KontorJson *receipt,
               gboolean          stands,
               GError          **error)
{
  if (receipt == NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_NOT_FOUND,
                                "receipt",
                                _ ("Purchase order %s has no such receipt."),
                                kontor_json_get_string (purchase, "number", ""));
      return FALSE;
    }
  if ((kontor_json_get (receipt, "withdrawn_at") == NULL) != stands)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "receipt",
                            stands ? _ ("The receipt stands.")
                                   : _ ("The receipt was taken back already."));
  return FALSE;
}

/* The rows of a loaded record have one owner, and may be changed until it is stored. */
static void
mark_receipt (KontorCommandContext *context,
              KontorJson           *purchase,
              KontorJson           *receipt,
              gboolean              stands)
{
  gint64   closed_at = kontor_json_get_integer (purchase, "closed_at", 0);
  gint64   recorded_at = kontor_json_get_integer (receipt, "recorded_at", 0);
  gboolean closed_before = closed_at != 0 && closed_at < recorded_at;

  kontor_json_set (receipt,
                   "withdrawn_at",
                   stands ? kontor_json_new_null ()
                          : kontor_json_new_integer (context->command->at));
  /* Somebody had closed or cancelled the order before these goods came: that still holds. */
  if (!closed_before && kontor_purchase_get_state (purchase) != KONTOR_PURCHASE_CANCELLED)
    kontor_purchase_settle (context, purchase);
}

static void
set_unreceive_inverse (KontorCommandContext *context,
                       const KontorJson     *purchase,
                       gint64                position,
                       gboolean              stands)
{
  KontorJson *back = kontor_purchase_new_receipt_params (purchase, position);
  const char *number = kontor_json_get_string (purchase, "number", "");

  if (!stands)
    kontor_json_set_boolean (back, "stands", TRUE);
  kontor_command_context_set_inverse (
    context,
    "purchase.unreceive",
    back,
    g_strdup_printf (stands ? _ ("Receive purchase order %s")
                            : _ ("Take back receipt of purchase order %s"),
                     number));
}

/**
 * kontor_purchase_run_unreceive:
 * @context: the running command
 * @params: purchase, receipt; stands: TRUE to take back that it was taken back
 * @error: return location for an error
 *
 * purchase.unreceive: the receipt never was. Its movements are reversed where they stood, so that
 * counts since then absorb them (sync-spec.md section 9.1, rule 5).
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_unreceive (KontorCommandContext *context,
                               const KontorJson     *params,
                               GError              **error)
{
  KontorUid uid;
  gint64    position = 0;
  gboolean  stands = kontor_json_get_boolean (params, "stands", FALSE);
  g_autoptr (KontorJson) purchase = kontor_record_load_param (
    context->database, KONTOR_KIND_PURCHASE_ORDER, params, "purchase", &uid, error);
  KontorJson *receipt = NULL;

  if (purchase == NULL
      || !kontor_param_integer (params, "receipt", 1, G_MAXINT32, &position, error))
    return FALSE;
  receipt = find_receipt (kontor_json_get_array (purchase, "purchase_receipt"), position);
  if (!check_receipt (purchase, receipt, stands, error)
      || !reverse_all (context, purchase, position, stands, error))
    return FALSE;

  mark_receipt (context, purchase, receipt, stands);
  set_unreceive_inverse (context, purchase, position, stands);
  return (stands || kontor_purchase_close_attention (context, &uid, error))
         && kontor_purchase_save (context, purchase, error);
}
