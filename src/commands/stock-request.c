/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"
#include "kontor-number.h"
#include "kontor-stock-form.h"

/* Corrections that are worth more than the setting stock_second_person_minor move nothing until
 * another person approves them. */

#define SETTING "stock_second_person_minor"

/**
 * kontor_stock_needs_second:
 * @database: a connection
 * @form: what stock.adjust was asked for
 * @needs_second: (out): whether another person has to approve it
 * @error: return location for an error
 *
 * What comes from a file was decided with the file.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_stock_needs_second (KontorDatabase   *database,
                           const KontorJson *form,
                           gboolean         *needs_second,
                           GError          **error)
{
  g_autofree char *limit = kontor_setting_read (database, SETTING, "", error);
  gint64           most = 0;
  gint64           value = 0;
  KontorUid        variant;

  *needs_second = FALSE;
  if (limit == NULL || !kontor_param_uid (form, "variant", &variant, error))
    return FALSE;
  if (!g_ascii_string_to_signed (limit, 10, 0, G_MAXINT64, &most, NULL)
      || *kontor_json_get_string (form, "source", "") != '\0')
    return TRUE;
  if (!kontor_stock_read_value (database,
                                &variant,
                                ABS (kontor_json_get_integer (form, "quantity", 0)),
                                &value,
                                NULL,
                                error))
    return FALSE;
  *needs_second = value > most;
  return TRUE;
}

static KontorJson *
new_request (KontorCommandContext *context,
             const KontorUid      *uid,
             const KontorJson     *form,
             GError              **error)
{
  const KontorCommand *command = context->command;
  g_autoptr (KontorJson) content = kontor_json_copy_object (form);
  g_autofree char *text = NULL;
  g_autofree char *currency = NULL;
  KontorJson      *record = NULL;
  KontorUid        variant;
  gint64           value = 0;

  if (!kontor_param_uid (form, "variant", &variant, error)
      || !kontor_stock_read_value (context->database,
                                   &variant,
                                   kontor_json_get_integer (form, "quantity", 0),
                                   &value,
                                   &currency,
                                   error))
    return NULL;

  if (kontor_json_get (content, "happened_at") == NULL)
    kontor_json_set_integer (content, "happened_at", command->at);
  text = kontor_json_to_string (content);
  record = kontor_json_new_object ();
  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set (record, "variant", kontor_json_new_uid (&variant));
  kontor_json_set_string (record, "content", text);
  kontor_json_set_integer (record, "value_minor", value);
  kontor_json_set_string (record, "currency", currency);
  kontor_json_set (record, "author", kontor_json_new_uid (&command->author));
  kontor_json_set_string (record, "author_name", command->author_name);
  kontor_json_set_integer (record, "made_at", command->at);
  kontor_json_set_string (record, "decided_by", "");
  kontor_json_set_string (record, "decision", "");
  return record;
}

static KontorJson *
new_offers (const KontorUid *request)
{
  static const char *const commands[] = { "stock.request.approve", "stock.request.refuse" };
  KontorJson              *offers = kontor_json_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      KontorJson *offer = kontor_json_new_object ();
      KontorJson *params = kontor_json_new_object ();

      kontor_json_set (params, "request", kontor_json_new_uid (request));
      kontor_json_set_string (offer, "command", commands[i]);
      kontor_json_set (offer, "params", params);
      kontor_json_append (offers, offer);
    }
  return offers;
}

/* The matter in "Needs attention" has the request's uid behind it, so that deciding closes it. */
static gboolean
open_attention (KontorCommandContext *context,
                const KontorUid      *request,
                const KontorJson     *record,
                const char           *name,
                GError              **error)
{
  const KontorCommand *command = context->command;
  g_autoptr (KontorJson) offers = new_offers (request);
  g_autofree char *text = kontor_json_to_string (offers);
  g_autofree char *value = kontor_money_format (kontor_json_get_integer (record, "value_minor", 0),
                                                kontor_json_get_string (record, "currency", ""),
                                                &kontor_number_style_plain);
  g_autofree char *message = g_strdup_printf (KONTOR_MATTER_STOCK_REQUEST,
                                              *command->author_name != '\0' ? command->author_name
                                                                            : "Somebody",
                                              name,
                                              value);
  KontorUid        uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, mine, offers, opened_at)"
    " VALUES (?1, 'stock_request', 'stock_request', ?2, ?3, ?4, ?5, 'needs_approval', ?6, ?7, ?8,"
    " ?9)",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (request),
                   kontor_value_text (name),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (value),
                   kontor_value_text (text),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_stock_open_request:
 * @context: the running command
 * @form: what stock.adjust was asked for
 * @error: return location for an error
 *
 * Keeps a correction for a second person, and puts it under "Needs attention".
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, %KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
 * #KontorDatabaseError.
 *
 * Returns: whether it is kept
 */
gboolean
kontor_stock_open_request (KontorCommandContext *context, const KontorJson *form, GError **error)
{
  KontorMovement movement = { .kind = "ADJUSTMENT" };
  g_autoptr (KontorJson) record = NULL;
  g_autofree char *name = NULL;
  KontorJson      *back = NULL;
  KontorUid        uid;

  if (!kontor_stock_form_to_movement (context, form, &movement, error))
    return FALSE;
  name = kontor_stock_dup_name (context->database, &movement.variant, error);
  if (name == NULL)
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  record = new_request (context, &uid, form, error);
  if (record == NULL || !open_attention (context, &uid, record, name, error))
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "request", kontor_json_new_uid (&uid));
  kontor_json_set_string (back, "reason", "withdrawn");
  kontor_command_context_set_uid (context, "request", &uid);
  kontor_command_context_set_inverse (context,
                                      "stock.request.refuse",
                                      back,
                                      g_strdup_printf (_ ("Ask to Adjust Stock of “%s”"), name));
  return kontor_record_store (context, KONTOR_KIND_STOCK_REQUEST, record, error);
}

/* --- decisions --- */

static KontorJson *
load_open (KontorCommandContext *context, const KontorJson *params, KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) request = kontor_record_load_param (
    context->database, KONTOR_KIND_STOCK_REQUEST, params, "request", uid, error);

  if (request == NULL)
    return NULL;
  if (kontor_json_get (request, "decided_at") == NULL)
    return g_steal_pointer (&request);

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "request",
                            _ ("the request was decided already by %s"),
                            kontor_json_get_string (request, "decided_by", ""));
  return NULL;
}

static gboolean
decide (KontorCommandContext *context,
        const KontorUid      *uid,
        KontorJson           *request,
        const char           *decision,
        GError              **error)
{
  const KontorCommand *command = context->command;

  kontor_json_set_integer (request, "decided_at", command->at);
  kontor_json_set_string (request, "decided_by", command->author_name);
  kontor_json_set_string (request, "decision", decision);
  kontor_command_context_set_uid (context, "request", uid);
  return kontor_attention_decide (context, uid, "stock_request", decision, error)
         && kontor_record_store (context, KONTOR_KIND_STOCK_REQUEST, request, error);
}

/* People of a company without a list of them are told apart by name. */
static gboolean
is_author (const KontorCommand *command, const KontorJson *request)
{
  const char *author = kontor_json_get_string (request, "author", NULL);
  KontorUid   uid;

  if (author == NULL && kontor_uid_is_nil (&command->author))
    return g_strcmp0 (command->author_name, kontor_json_get_string (request, "author_name", ""))
           == 0;
  return author != NULL && kontor_uid_parse (&uid, author)
         && kontor_uid_equal (&uid, &command->author);
}

/* {request, booked_on?} */
static gboolean
request_approve (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) request = load_open (context, params, &uid, error);
  g_autoptr (KontorJson) form = NULL;

  if (request == NULL)
    return FALSE;
  if (is_author (context->command, request))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_FORBIDDEN,
                                NULL,
                                _ ("a second person has to approve it, and this is the first"));
      return FALSE;
    }

  form = kontor_json_parse (kontor_json_get_string (request, "content", ""), -1, error);
  if (form == NULL)
    return FALSE;
  if (kontor_json_get (params, "booked_on") != NULL)
    kontor_json_set (form, "booked_on", kontor_json_share (kontor_json_get (params, "booked_on")));
  return kontor_stock_run_adjust (context, form, error)
         && decide (context, &uid, request, "approved", error);
}

/* {request, reason?} */
static gboolean
request_refuse (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  const char *reason = NULL;
  g_autoptr (KontorJson) request = load_open (context, params, &uid, error);

  return request != NULL && kontor_param_string_or (params, "reason", 2000, "", &reason, error)
         && decide (context, &uid, request, "refused", error);
}

const KontorCommandType kontor_stock_request_commands[] = {
  {
    .name = "stock.request.approve",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "decided already by somebody else: settled without noise",
    .roles = "staff finance admin",
    .help = "{request, booked_on?}: runs the correction; not by the one who asked for it",
    .run = request_approve,
  },
  {
    .name = "stock.request.refuse",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "decided already by somebody else: settled without noise",
    .roles = "staff counter finance admin",
    .help = "{request, reason?}: nothing is moved",
    .run = request_refuse,
  },
  { NULL },
};
