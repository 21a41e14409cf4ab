/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-incoming-private.h"
#include "kontor-invoice-private.h"
#include "kontor-payment-private.h"

/* Received invoices whose payment was ordered at the bank by a file: said once, so that the next
 * file does not pay them again. They are paid when the bank's statement says so. */

#define MOST_INVOICES 2000

/* Whether the newest word about it is that it was ordered. */
static gboolean
is_ordered (const KontorJson *record)
{
  const KontorJson *events = kontor_json_get_array (record, "incoming_event");
  gboolean          ordered = FALSE;

  for (guint i = 0; i < kontor_json_length (events); i++)
    {
      const char *kind = kontor_json_get_string (kontor_json_at (events, i), "kind", "");

      if (g_str_equal (kind, "ordered"))
        ordered = TRUE;
      else if (g_str_equal (kind, "order-withdrawn"))
        ordered = FALSE;
    }
  return ordered;
}

static gboolean
check_state (const KontorJson *record, gboolean order, GError **error)
{
  const char *state = kontor_json_get_string (record, "state", "");
  const char *number = kontor_json_get_string (record, "number", "");

  if (is_ordered (record) == order)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "incoming",
                                order ? _ ("the payment of %s was ordered already")
                                      : _ ("the payment of %s is not ordered"),
                                number);
      return FALSE;
    }
  if (!order || g_str_equal (state, "approved") || g_str_equal (state, "booked"))
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_STATE_CHANGED,
                            "incoming",
                            _ ("%s is not approved: approve it before it is paid"),
                            number);
  return FALSE;
}

static gboolean
mark (KontorCommandContext *context,
      const KontorJson     *list,
      gboolean              order,
      const char           *note,
      GError              **error)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      g_autoptr (KontorJson) loaded = NULL;
      g_autoptr (KontorJson) record = NULL;
      KontorUid uid;

      if (!kontor_uid_parse (&uid, kontor_json_string (kontor_json_at (list, i))))
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "incoming",
                                    _ ("an incoming invoice is named by its uid"));
          return FALSE;
        }
      loaded = kontor_record_load (
        context->database, KONTOR_KIND_INCOMING_INVOICE, &uid, "incoming", error);
      if (loaded == NULL || !check_state (loaded, order, error))
        return FALSE;
      record = kontor_json_copy_object (loaded);
      kontor_incoming_append_event (
        record, context->command, order ? "ordered" : "order-withdrawn", note);
      if (!kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_list (const KontorJson *list, GError **error)
{
  guint n = kontor_json_length (list);

  if (n > 0 && n <= MOST_INVOICES)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "incoming",
                            _ ("one to 2000 incoming invoices are paid by one file"));
  return FALSE;
}

static void
set_inverse (KontorCommandContext *context, const char *name, const KontorJson *params)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "incoming", kontor_json_share (kontor_json_get (params, "incoming")));
  kontor_command_context_set_inverse (context, name, back, g_strdup (_ ("Order Payments")));
}

static gboolean
store_export (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  const char *author = context->command->author_name;
  const char *name = NULL;
  const char *sha256 = NULL;
  gint64      sum = 0;
  gint64      day = 0;
  KontorUid   uid;

  if (!kontor_param_string (params, "file_name", 200, &name, error)
      || !kontor_param_string (params, "file_sha256", 64, &sha256, error)
      || !kontor_param_integer (params, "sum_minor", 1, KONTOR_PAYMENT_MOST_MINOR, &sum, error)
      || !kontor_param_integer (params, "execution_on", 0, 2932896, &day, error))
    return FALSE;
  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_string (record, "kind", "sepa");
  kontor_json_set_integer (record, "from_on", day);
  kontor_json_set_integer (record, "to_on", day);
  kontor_json_set_string (record, "file_name", name);
  kontor_json_set_string (record, "file_sha256", sha256);
  kontor_json_set_integer (
    record, "n_rows", kontor_json_length (kontor_json_get_array (params, "incoming")));
  kontor_json_set_integer (record, "sum_minor", sum);
  kontor_json_set_string (record, "author_name", author != NULL ? author : "");
  kontor_json_set_integer (record, "made_at", context->command->at);
  kontor_command_context_set_uid (context, "export", &uid);
  return kontor_record_store (context, KONTOR_KIND_BOOKS_EXPORT, record, error);
}

/* {incoming: [uid], execution_on, file_name, file_sha256, sum_minor} */
static gboolean
order_out (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const KontorJson *list = kontor_json_get_array (params, "incoming");

  if (!check_list (list, error)
      || !mark (context, list, TRUE, kontor_json_get_string (params, "file_name", ""), error)
      || !store_export (context, params, error))
    return FALSE;
  set_inverse (context, "payment.order.withdraw", params);
  return TRUE;
}

/* {incoming: [uid]} */
static gboolean
order_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const KontorJson *list = kontor_json_get_array (params, "incoming");

  return check_list (list, error) && mark (context, list, FALSE, "", error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_payment_order_commands[] = {
  {
    .name = "payment.order",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "ordered by somebody else: refused, so that nothing is paid twice",
    .roles = ROLES,
    .help = "{incoming: [uid], execution_on, file_name, file_sha256, sum_minor}",
    .run = order_out,
  },
  {
    .name = "payment.order.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "withdrawn already: settled without noise",
    .roles = ROLES,
    .help = "{incoming: [uid]}: the file was not given to the bank",
    .run = order_withdraw,
  },
  { NULL },
};
