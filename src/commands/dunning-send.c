/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-dunning-private.h"
#include "kontor-record.h"

/* What happens around a reminder: it leaves the house once, and an invoice may be held back from
 * all of them, with a reason that stays. */

/*
 * kontor_dunning_read_held:
 * @is_held: (out): whether the newest word about it is that it is blocked or disputed
 */
gboolean
kontor_dunning_read_held (KontorDatabase  *database,
                          const KontorUid *invoice,
                          gboolean        *is_held,
                          GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT e.kind FROM invoice_event AS e WHERE e.invoice_uid = ?1"
    " AND e.kind IN ('disputed', 'settled', 'blocked', 'unblocked')"
    " ORDER BY e.happened_at DESC, e.uid DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (invoice)));
  KontorStep  step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  const char *kind = step == KONTOR_STEP_ROW ? kontor_statement_get_text (row, 0) : "";

  *is_held = g_str_equal (kind, "blocked") || g_str_equal (kind, "disputed");
  return step != KONTOR_STEP_FAILED;
}

/*
 * kontor_dunning_has_event:
 * @dunning: a letter
 * @kind: of the event
 * @key: member of its data that names the letter
 * @number: of the letter
 * @exists: (out): whether one of its invoices has such an event
 */
gboolean
kontor_dunning_has_event (KontorDatabase  *database,
                          const KontorUid *dunning,
                          const char      *kind,
                          const char      *key,
                          const char      *number,
                          gboolean        *exists,
                          GError         **error)
{
  g_autofree char *pattern = g_strdup_printf ("%%\"%s\":\"%s\"%%", key, number);

  return kontor_record_exists (database,
                               "SELECT 1 FROM dunning_line AS l JOIN invoice_event AS e"
                               " ON e.invoice_uid = l.invoice_uid WHERE l.dunning_uid = ?1"
                               " AND e.kind = ?2 AND e.data LIKE ?3",
                               KONTOR_VALUES (kontor_value_uid (dunning),
                                              kontor_value_text (kind),
                                              kontor_value_text (pattern)),
                               exists,
                               error);
}

/*
 * kontor_dunning_add_event:
 * @key: (nullable): member of its data that names the letter
 * @number: (nullable): of the letter
 * @words: what happened, or why
 */
gboolean
kontor_dunning_add_event (KontorCommandContext *context,
                          const KontorUid      *invoice,
                          const char           *kind,
                          const char           *key,
                          const char           *number,
                          const char           *words,
                          GError              **error)
{
  g_autoptr (KontorJson) data = kontor_json_new_object ();
  g_autofree char *text = NULL;
  const char      *author = context->command->author_name;
  KontorUid        uid;

  kontor_json_set_string (data, "text", words);
  if (key != NULL)
    kontor_json_set_string (data, key, number);
  text = kontor_json_to_string (data);
  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_INVOICE_EVENT, &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO invoice_event (uid, invoice_uid, kind, happened_at, author_name, station, data)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (invoice),
                   kontor_value_text (kind),
                   kontor_value_integer (context->command->at),
                   kontor_value_text (author != NULL ? author : ""),
                   kontor_value_integer (context->command->station),
                   kontor_value_text (text)));
}

/* --- a letter leaves --- */

static gboolean
check_may_leave (KontorDatabase  *database,
                 const KontorUid *dunning,
                 const char      *number,
                 gboolean         is_copy,
                 GError         **error)
{
  gboolean was_undone = FALSE;
  gboolean was_sent = FALSE;

  if (!kontor_dunning_has_event (database, dunning, "note", "dunning", number, &was_undone, error)
      || !kontor_dunning_has_event (
        database, dunning, "printed", "reminder", number, &was_sent, error))
    return FALSE;
  if (was_undone)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              "dunning",
                              _ ("%s was taken back: it is not to be sent"),
                              number);
  else if (was_sent && !is_copy)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_ALREADY,
                              "dunning",
                              _ ("%s was printed or saved already: take a copy if it got lost"),
                              number);
  return !was_undone && (is_copy || !was_sent);
}

/* {dunning, copy?} */
static gboolean
dunning_send (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid dunning;
  g_autoptr (KontorJson) letter = kontor_record_load_param (
    context->database, KONTOR_KIND_DUNNING, params, "dunning", &dunning, error);
  const KontorJson *lines = kontor_json_get_array (letter, "dunning_line");
  const char       *number = kontor_json_get_string (letter, "number", "");
  gboolean          is_copy = kontor_json_get_boolean (params, "copy", FALSE);
  g_autofree char  *words = NULL;

  if (letter == NULL || !check_may_leave (context->database, &dunning, number, is_copy, error))
    return FALSE;
  words = g_strdup_printf (is_copy ? _ ("Copy of reminder %s") : _ ("Reminder %s"), number);
  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorUid invoice;

      if (!kontor_param_uid (kontor_json_at (lines, i), "invoice", &invoice, error)
          || !kontor_dunning_add_event (
            context, &invoice, "printed", "reminder", number, words, error))
        return FALSE;
    }
  kontor_command_context_set_uid (context, "dunning", &dunning);
  return TRUE;
}

/* --- an invoice is held back --- */

static gboolean
set_held (KontorCommandContext *context, const KontorJson *params, gboolean hold, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) invoice = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE, params, "invoice", &uid, error);
  KontorJson *back = NULL;
  const char *number = kontor_json_get_string (invoice, "number", "");
  const char *reason = NULL;
  gboolean    is_held = FALSE;

  if (invoice == NULL
      || !(hold ? kontor_param_string (params, "reason", 500, &reason, error)
                : kontor_param_string_or (params, "reason", 500, "", &reason, error))
      || !kontor_dunning_read_held (context->database, &uid, &is_held, error))
    return FALSE;
  if (is_held == hold)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "invoice",
                                hold ? _ ("%s is held back from reminders already")
                                     : _ ("%s is not held back from reminders"),
                                number);
      return FALSE;
    }
  back = kontor_json_new_object ();
  kontor_json_set (back, "invoice", kontor_json_new_uid (&uid));
  kontor_json_set_string (back, "reason", _ ("Undone"));
  kontor_command_context_set_inverse (
    context,
    hold ? "dunning.release" : "dunning.hold",
    back,
    g_strdup_printf (hold ? _ ("Hold %s Back") : _ ("Release %s for Reminders"), number));
  kontor_command_context_set_uid (context, "invoice", &uid);
  return kontor_dunning_add_event (
    context, &uid, hold ? "blocked" : "unblocked", NULL, NULL, reason, error);
}

/* {invoice, reason} */
static gboolean
dunning_hold (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_held (context, params, TRUE, error);
}

/* {invoice, reason?} */
static gboolean
dunning_release (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_held (context, params, FALSE, error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_dunning_send_commands[] = {
  {
    .name = "dunning.send",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "sent by somebody else: refused, so that it goes once",
    .roles = ROLES,
    .help = "{dunning, copy?}: it is handed to the printer or saved, once; a copy more often",
    .run = dunning_send,
  },
  {
    .name = "dunning.hold",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "held back already: settled without noise",
    .roles = ROLES,
    .help = "{invoice, reason}: no reminders about it",
    .run = dunning_hold,
  },
  {
    .name = "dunning.release",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "released already: settled without noise",
    .roles = ROLES,
    .help = "{invoice, reason?}: reminders again",
    .run = dunning_release,
  },
  { NULL },
};
