/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

/* Needs attention: what a person must decide (sync-spec.md section 10). Nothing in it closes by
 * age. */

#define MOST_VALUE 200000

static const KontorFormField attention_fields[] = {
  { "kind", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { "subject_kind", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "subject", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "subject_title", KONTOR_FORM_TEXT, 0, .most = 500 },
  { "command", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "command_name", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "reason_code", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { "message", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 5000 },
  { NULL },
};

static const char *const attention_members[] = { "attention", "base",   "mine",
                                                 "theirs",    "offers", NULL };

/* Text stays text; anything else is kept as JSON. */
static gboolean
set_value (KontorJson       *record,
           const KontorJson *params,
           const char       *key,
           const char       *fallback,
           GError          **error)
{
  const KontorJson *value = kontor_json_get (params, key);
  g_autofree char  *text = NULL;

  if (kontor_json_type (value) == KONTOR_JSON_STRING)
    text = g_strdup (kontor_json_string (value));
  else
    text = value != NULL ? kontor_json_to_string (value) : g_strdup (fallback);
  if (g_utf8_strlen (text, -1) > MOST_VALUE)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                key,
                                _ ("“%s” is longer than %d characters"),
                                key,
                                MOST_VALUE);
      return FALSE;
    }
  kontor_json_set_string (record, key, text);
  return TRUE;
}

static gboolean
set_values (KontorJson *record, const KontorJson *params, GError **error)
{
  if (kontor_json_get (params, "offers") != NULL
      && kontor_json_get_array (params, "offers") == NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "offers", _ ("“%s” must be a list"), "offers");
      return FALSE;
    }
  return set_value (record, params, "base", "", error)
         && set_value (record, params, "mine", "", error)
         && set_value (record, params, "theirs", "", error)
         && set_value (record, params, "offers", "[]", error);
}

/* {attention?, kind, subject_kind?, subject?, subject_title?, command?, command_name?, reason_code,
 * message, base?, mine?, theirs?, offers?} */
static gboolean
attention_open (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) record = kontor_form_read (
    attention_fields, attention_members, params, NULL, NULL, error);

  if (record == NULL || !set_values (record, params, error)
      || !kontor_param_uid_or_nil (params, "attention", &uid, error))
    return FALSE;
  if (kontor_uid_is_nil (&uid))
    kontor_command_context_derive_uid (context, &uid);
  if (!kontor_record_find (context->database, KONTOR_KIND_ATTENTION, &uid, &before, error))
    return FALSE;
  if (before != NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "attention", _ ("the matter is open already"));
      return FALSE;
    }

  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_integer (record, "opened_at", context->command->at);
  kontor_json_set_string (record, "closed_by", "");
  kontor_json_set_string (record, "decision", "");
  kontor_command_context_set_uid (context, "attention", &uid);
  return kontor_record_store (context, KONTOR_KIND_ATTENTION, record, error);
}

static char *
make_decision (const KontorJson *params, GError **error)
{
  const char *decision = NULL;
  const char *reason = NULL;

  if (!kontor_param_string (params, "decision", 500, &decision, error)
      || !kontor_param_string_or (params, "reason", 5000, "", &reason, error))
    return NULL;
  return *reason != '\0' ? g_strdup_printf ("%s: %s", decision, reason) : g_strdup (decision);
}

static gboolean
store_state (KontorCommandContext *context,
             const KontorUid      *uid,
             KontorJson           *record,
             const char           *decision,
             GError              **error)
{
  const KontorCommand *command = context->command;

  kontor_json_set (record,
                   "closed_at",
                   decision != NULL ? kontor_json_new_integer (command->at)
                                    : kontor_json_new_null ());
  kontor_json_set_string (record, "closed_by", decision != NULL ? command->author_name : "");
  kontor_json_set_string (record, "decision", decision != NULL ? decision : "");
  kontor_command_context_set_uid (context, "attention", uid);
  return kontor_record_store (context, KONTOR_KIND_ATTENTION, record, error);
}

static char *
make_label (const char *label, const KontorJson *record)
{
  g_autoptr (KontorJson) named = kontor_json_with (
    record, "name", kontor_json_share (kontor_json_get (record, "subject_title")));

  return kontor_record_label (label, named);
}

/* {attention, decision, reason?} */
static gboolean
attention_close (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_ATTENTION, params, "attention", &uid, error);
  g_autofree char *decision = record != NULL ? make_decision (params, error) : NULL;

  if (decision == NULL)
    return FALSE;
  if (kontor_json_get (record, "closed_at") != NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, NULL, _ ("the matter was decided already"));
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "attention", kontor_json_new_uid (&uid));
  kontor_command_context_set_inverse (
    context, "attention.reopen", back, make_label (_ ("Decide on “%s”"), record));
  return store_state (context, &uid, record, decision, error);
}

/* {attention} */
static gboolean
attention_reopen (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_ATTENTION, params, "attention", &uid, error);

  if (record == NULL)
    return FALSE;
  if (kontor_json_get (record, "closed_at") == NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, NULL, _ ("the matter is open already"));
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "attention", kontor_json_new_uid (&uid));
  kontor_json_set (back, "decision", kontor_json_share (kontor_json_get (record, "decision")));
  kontor_command_context_set_inverse (
    context, "attention.close", back, make_label (_ ("Open “%s” Again"), record));
  return store_state (context, &uid, record, NULL, error);
}

/**
 * kontor_attention_decide:
 * @context: the running command
 * @subject: what the matters are about
 * @kind: their kind
 * @decision: the command that decides
 * @error: return location for an error
 *
 * Closes the open matters of a kind, which the running command decides.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether they were written
 */
gboolean
kontor_attention_decide (KontorCommandContext *context,
                         const KontorUid      *subject,
                         const char           *kind,
                         const char           *decision,
                         GError              **error)
{
  const char *author = context->command->author_name;
  g_autoptr (KontorStatement) row = kontor_database_query (
    context->database,
    "UPDATE attention SET closed_at = ?3, closed_by = ?4, decision = ?5"
    " WHERE subject_uid = ?1 AND kind = ?2 AND closed_at IS NULL RETURNING uid",
    error,
    KONTOR_VALUES (kontor_value_uid (subject),
                   kontor_value_text (kind),
                   kontor_value_integer (context->command->at),
                   kontor_value_text (author != NULL ? author : ""),
                   kontor_value_text (decision)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
    }
  return step == KONTOR_STEP_DONE;
}

#define ROLES "staff counter finance admin"

const KontorCommandType kontor_attention_commands[] = {
  {
    .name = "attention.open",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "open already: settled without noise",
    .roles = ROLES,
    .help = "{kind, reason_code, message, subject_kind?, subject?, subject_title?, command?, "
            "command_name?, base?, mine?, "
            "theirs?, offers?, attention?}",
    .run = attention_open,
  },
  {
    .name = "attention.close",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "decided already by somebody else: settled without noise",
    .roles = ROLES,
    .help = "{attention, decision, reason?}",
    .run = attention_close,
  },
  {
    .name = "attention.reopen",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "open already: settled without noise",
    .roles = ROLES,
    .help = "{attention}",
    .run = attention_reopen,
  },
  { NULL },
};
