/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-ledger.h"
#include "kontor-record.h"
#include "kontor-form.h"
#include "kontor-time.h"

/* Closing a period: nothing that a person dates by hand may lie before the first open moment, and
 * what follows from orders gets the first open day for value and books (sync-spec.md 9.1, rule 6).
 * People name the first open day; the content has its first moment on the station that closed. */

#define BOOKS_CLOSED_SETTING "books_closed_until" /* the last closed day */

static gboolean
prepare_close (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  const char *text = kontor_json_get_string (command->params, "until", NULL);
  g_autoptr (GTimeZone) zone = NULL;
  KontorJson *params = NULL;
  gint64      day = 0;

  if (text == NULL)
    return TRUE;
  if (!kontor_day_parse (text, &day, error))
    return FALSE;

  zone = g_time_zone_new_local ();
  params = kontor_json_with (
    command->params, "until", kontor_json_new_integer (kontor_day_start (day, zone)));
  kontor_json_unref (command->params); /* replaced by the copy with the moment */
  command->params = params;
  return TRUE;
}

/* A setting; NULL takes it away. */
static gboolean
store_text (KontorCommandContext *context, const char *key, const char *value, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  g_autoptr (KontorJson) before = NULL;
  KontorUid uid;

  kontor_uid_from_name (&uid, "setting", key);
  if (value == NULL)
    return kontor_record_find (context->database, KONTOR_KIND_SETTING, &uid, &before, error)
           && (before == NULL || kontor_record_delete (context, KONTOR_KIND_SETTING, &uid, error));

  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_string (record, "key", key);
  kontor_json_set_string (record, "value", value);
  return kontor_record_store (context, KONTOR_KIND_SETTING, record, error);
}

/* Goods go by the moment, documents by the day before it. The day starts somewhere within twelve
 * hours of midnight in UTC: the same day follows on every machine. */
static gboolean
store_until (KontorCommandContext *context, gint64 until, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, until);
  g_autofree char *day = NULL;

  if (until == G_MININT64)
    return store_text (context, KONTOR_LEDGER_CLOSED_SETTING, NULL, error)
           && store_text (context, BOOKS_CLOSED_SETTING, NULL, error);

  day = kontor_day_format_iso ((until + KONTOR_DAY / 2) / KONTOR_DAY - 1);
  kontor_json_set_integer (context->outcome->result, "until", until);
  return store_text (context, KONTOR_LEDGER_CLOSED_SETTING, text, error)
         && store_text (context, BOOKS_CLOSED_SETTING, day, error);
}

static void
undo_by (KontorCommandContext *context, const char *command, gint64 until, const char *label)
{
  KontorJson *back = kontor_json_new_object ();

  if (until != G_MININT64)
    kontor_json_set_integer (back, "until", until);
  kontor_command_context_set_inverse (context, command, back, g_strdup (label));
}

static gboolean
refuse (GError **error, KontorCommandError code, const char *sentence, gint64 until)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = kontor_time_format_local (until, zone, "%Y-%m-%d");
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);
  g_autofree char *message = g_strjoinv (day, parts);

  kontor_command_set_error (error, code, "until", "%s", message);
  return FALSE;
}

/* {until}: the first open day */
static gboolean
period_close (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  gint64 until = 0;
  gint64 before = 0;

  if (!kontor_param_integer (params, "until", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, &until, error)
      || !kontor_ledger_read_closed (context->database, &before, error))
    return FALSE;
  if (until > context->command->at)
    return refuse (error,
                   KONTOR_COMMAND_ERROR_INVALID,
                   _ ("only what is over can be closed, and %s is still to come"),
                   until);
  if (until <= before)
    return refuse (
      error, KONTOR_COMMAND_ERROR_ALREADY, _ ("everything before %s is closed already"), before);

  undo_by (context, "period.open", before, _ ("Close a Period"));
  return store_until (context, until, error);
}

/* {until?}: the first open day; without it all is open */
static gboolean
period_open (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  gint64 until = 0;
  gint64 before = 0;

  if (!kontor_param_integer_or (
        params, "until", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, G_MININT64, &until, error)
      || !kontor_ledger_read_closed (context->database, &before, error))
    return FALSE;
  if (until >= before)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "until", _ ("this period is open already"));
      return FALSE;
    }

  undo_by (context, "period.close", before, _ ("Open a Period"));
  return store_until (context, until, error);
}

const KontorCommandType kontor_period_commands[] = {
  {
    .name = "period.close",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "closed already: settled without noise",
    .roles = "finance admin",
    .help = "{until}: the first open day, \"2025-06-01\" or UTC microseconds",
    .run = period_close,
    .prepare = prepare_close,
  },
  {
    .name = "period.open",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "open already: settled without noise",
    .roles = "finance admin",
    .help = "{until?}: the first open day; all is open without it",
    .run = period_open,
    .prepare = prepare_close,
  },
  { NULL },
};
