/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-dunning-command.h"
#include "kontor-dunning-private.h"
#include "kontor-dunning.h"
#include "kontor-invoice-private.h"
#include "kontor-payment-private.h"
#include "kontor-text.h"

/* Reminders: one letter a customer about all that is overdue, with a number of its own range and
 * its page. A letter that was made is never changed; undo is a note on each of its invoices, and
 * the next run starts from the level before. */

#define PATTERN "MA-{yyyy}-{station}{n:4}"
#define MOST_ITEMS 500

static KontorDunningRender render_func;

/**
 * kontor_dunning_set_render:
 * @render: (nullable) (scope forever): draws reminders
 *
 * Said once, at the start of a program that makes reminders.
 */
void
kontor_dunning_set_render (KontorDunningRender render)
{
  render_func = render;
}

static gboolean
refuse (GError **error, KontorCommandError code, const char *field, const char *sentence)
{
  kontor_command_set_error (error, code, field, "%s", sentence);
  return FALSE;
}

/* --- on the station that makes it --- */

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM dunning WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}

/* Nobody is reminded of what may have been paid yesterday. */
static gboolean
check_fresh (KontorDatabase *database, gint64 day, GError **error)
{
  gboolean is_fresh = FALSE;

  if (!kontor_record_exists (database,
                             "SELECT 1 FROM bank_statement WHERE to_on >= ?1",
                             KONTOR_VALUES (kontor_value_integer (day - KONTOR_DUNNING_STALE_DAYS)),
                             &is_fresh,
                             error))
    return FALSE;
  return is_fresh
         || refuse (error,
                    KONTOR_COMMAND_ERROR_STATE_CHANGED,
                    "letter",
                    _ ("the bank statements are too old: import a newer one first"));
}

/* Who writes to whom is as on the newest of the invoices. */
static KontorInvoice *
load_letter (KontorDatabase *database, const KontorJson *items, GError **error)
{
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) snapshot = NULL;
  const KontorJson *last = kontor_json_at (items, kontor_json_length (items) - 1);
  KontorUid         uid;

  if (!kontor_param_uid (last, "invoice", &uid, error))
    return NULL;
  record = kontor_record_load (database, KONTOR_KIND_INVOICE, &uid, "letter", error);
  if (record == NULL)
    return NULL;
  snapshot = kontor_json_parse (kontor_json_get_string (record, "snapshot", ""), -1, error);
  return snapshot != NULL ? kontor_invoice_from_json (snapshot, error) : NULL;
}

static gboolean
keep_page (KontorDatabase *database, KontorJson *params, GBytes *pdf, GError **error)
{
  g_autofree char *sha256 = kontor_text_sha256 (g_bytes_get_data (pdf, NULL),
                                                g_bytes_get_size (pdf));

  kontor_json_set_string (params, "pdf_sha256", sha256);
  return kontor_database_run (
    database,
    "INSERT INTO stored_file (sha256, media_type, size, content) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (sha256) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_text (sha256),
                   kontor_value_text ("application/pdf"),
                   kontor_value_integer ((gint64) g_bytes_get_size (pdf)),
                   kontor_value_bytes (pdf)));
}

static gboolean
draw (KontorDatabase *database, guint station, gint64 at, KontorJson *params, GError **error)
{
  const KontorJson *content = kontor_json_get_object (params, "letter");
  g_autoptr (KontorJson) settings = kontor_invoice_read_settings (database, error);
  g_autoptr (KontorInvoice) letter = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (settings == NULL)
    return FALSE;
  letter = load_letter (database, kontor_json_get_array (content, "items"), error);
  if (letter == NULL)
    return FALSE;
  g_free (letter->number); /* of the invoice */
  letter->number = kontor_number_take (database,
                                       "dunning_number_pattern",
                                       "dunning_number_pattern",
                                       PATTERN,
                                       at,
                                       station,
                                       number_is_taken,
                                       error);
  if (letter->number == NULL)
    return FALSE;
  letter->issue_day = kontor_invoice_today (at);
  letter->payment.due_day = letter->issue_day + KONTOR_DUNNING_PAY_DAYS;
  kontor_json_set_string (params, "number", letter->number);
  kontor_json_set_integer (params, "made_on", letter->issue_day);
  kontor_json_set_integer (params, "pay_by", letter->payment.due_day);
  pdf = render_func (letter, content, settings, at, error);
  return pdf != NULL && keep_page (database, params, pdf, error);
}

static gboolean
prepare_make (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  const KontorJson *items = kontor_json_get_array (kontor_json_get_object (params, "letter"),
                                                   "items");

  if (render_func == NULL)
    return refuse (error,
                   KONTOR_COMMAND_ERROR_INVALID,
                   NULL,
                   _ ("this program can't draw documents, so it makes no reminders"));
  if (kontor_json_length (items) == 0 || kontor_json_length (items) > MOST_ITEMS)
    return refuse (
      error, KONTOR_COMMAND_ERROR_INVALID, "letter", _ ("a reminder is about one to 500 invoices"));
  if (!check_fresh (database, kontor_invoice_today (command->at), error)
      || !draw (database, station, command->at, params, error))
    return FALSE;
  kontor_json_unref (command->params); /* replaced */
  command->params = g_steal_pointer (&params);
  return TRUE;
}

/* --- everywhere --- */

/* The last letter about an invoice that stands: its level, -1 when there is none. */
static gboolean
read_last_level (KontorDatabase *database, const KontorUid *invoice, gint64 *level, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT coalesce (max (d.level), -1) FROM dunning_line AS l"
    " JOIN dunning AS d ON d.uid = l.dunning_uid WHERE l.invoice_uid = ?1"
    " AND NOT EXISTS (SELECT 1 FROM invoice_event AS u WHERE u.invoice_uid = l.invoice_uid"
    " AND u.kind = 'note' AND u.data LIKE '%\"dunning\":\"' || d.number || '\"%')",
    error,
    KONTOR_VALUES (kontor_value_uid (invoice)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *level = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* At most one letter of a level, whoever wrote the other one, and where. */
static gboolean
check_level (KontorDatabase   *database,
             const KontorUid  *uid,
             const KontorJson *item,
             gint64            level,
             const char       *number,
             GError          **error)
{
  gint64 last = -1;

  if (!read_last_level (database, uid, &last, error))
    return FALSE;
  if (last < level && kontor_json_get_integer (item, "last_level", last) == last)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "letter",
                            _ ("a letter about %s went out meanwhile: look again"),
                            number);
  return FALSE;
}

static gboolean
check_not_held (KontorDatabase *database, const KontorUid *uid, const char *number, GError **error)
{
  gboolean is_held = FALSE;

  if (!kontor_dunning_read_held (database, uid, &is_held, error))
    return FALSE;
  if (!is_held)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_STATE_CHANGED,
                            "letter",
                            _ ("%s is held back from reminders"),
                            number);
  return FALSE;
}

static gboolean
check_item (KontorCommandContext *context,
            const KontorJson     *item,
            gint64                level,
            KontorJson           *lines,
            GError              **error)
{
  KontorJson *line = NULL;
  KontorUid   uid;
  g_autoptr (KontorJson) invoice = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE, item, "invoice", &uid, error);
  gint64 open_minor = 0;
  gint64 paid_minor = 0;

  if (invoice == NULL
      || !kontor_payment_read_open (context->database, &uid, &open_minor, &paid_minor, error))
    return FALSE;
  if (open_minor != kontor_json_get_integer (item, "open_minor", 0))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "letter",
                                _ ("%s was paid or changed meanwhile: look again"),
                                kontor_json_get_string (invoice, "number", ""));
      return FALSE;
    }
  if (!check_level (
        context->database, &uid, item, level, kontor_json_get_string (invoice, "number", ""), error)
      || !check_not_held (
        context->database, &uid, kontor_json_get_string (invoice, "number", ""), error))
    return FALSE;
  line = kontor_json_new_object ();
  kontor_json_set (line, "invoice", kontor_json_new_uid (&uid));
  kontor_json_set_integer (line, "open_minor", open_minor);
  kontor_json_set_integer (
    line, "interest_minor", kontor_json_get_integer (item, "interest_minor", 0));
  kontor_json_append (lines, line);
  return TRUE;
}

static KontorJson *
make_record (KontorCommandContext *context, const KontorJson *params, const KontorJson *letter)
{
  static const char *const numbers[] = { "level", "open_minor", "interest_minor" };
  static const char *const days[] = { "made_on", "pay_by" };
  KontorJson              *record = kontor_json_new_object ();
  g_autofree char         *content = kontor_json_to_string (letter);
  const char              *author = context->command->author_name;
  KontorUid                customer = { 0 };

  if (!kontor_uid_parse (&customer, kontor_json_get_string (letter, "customer", "")))
    customer = (KontorUid){ 0 }; /* somebody without a record */
  kontor_json_set (record, "customer", kontor_json_new_uid (&customer));
  kontor_json_set_string (
    record, "customer_name", kontor_json_get_string (letter, "customer_name", ""));
  kontor_json_set_string (record, "currency", kontor_json_get_string (letter, "currency", "EUR"));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    kontor_json_set_integer (record, numbers[i], kontor_json_get_integer (letter, numbers[i], 0));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    kontor_json_set_integer (record, days[i], kontor_json_get_integer (params, days[i], 0));
  kontor_json_set_integer (record,
                           "fee_minor",
                           kontor_json_get_integer (letter, "fee_minor", 0)
                             + kontor_json_get_integer (letter, "lump_sum_minor", 0));
  kontor_json_set_string (record, "content", content);
  kontor_json_set_string (record, "number", kontor_json_get_string (params, "number", ""));
  kontor_json_set_string (record, "pdf_sha256", kontor_json_get_string (params, "pdf_sha256", ""));
  kontor_json_set_string (record, "author_name", author != NULL ? author : "");
  kontor_json_set_integer (record, "station", context->command->station);
  kontor_json_set_integer (record, "recorded_at", context->command->at);
  return record;
}

/* {letter: {customer?, customer_name, currency, level, open_minor, interest_minor, fee_minor,
 * lump_sum_minor, items: [{invoice, number, …}]}} */
static gboolean
dunning_make (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const KontorJson *letter = kontor_json_get_object (params, "letter");
  const KontorJson *items = kontor_json_get_array (letter, "items");
  KontorJson       *lines = kontor_json_new_array ();
  g_autoptr (KontorJson) record = make_record (context, params, letter);
  KontorJson *back = NULL;
  const char *number = NULL;
  gint64      level = 0;
  KontorUid   uid;

  kontor_json_set (record, "dunning_line", lines);
  if (!kontor_param_string (params, "number", 30, &number, error)
      || !kontor_param_integer (letter, "level", 0, KONTOR_DUNNING_MOST_LEVEL, &level, error))
    return FALSE;
  for (guint i = 0; i < kontor_json_length (items); i++)
    if (!check_item (context, kontor_json_at (items, i), level, lines, error))
      return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  back = kontor_json_new_object ();
  kontor_json_set (back, "dunning", kontor_json_new_uid (&uid));
  kontor_command_context_set_inverse (
    context, "dunning.undo", back, g_strdup_printf (_ ("Make Reminder %s"), number));
  kontor_command_context_set_uid (context, "dunning", &uid);
  kontor_json_set_string (context->outcome->result, "number", number);
  return kontor_record_store (context, KONTOR_KIND_DUNNING, record, error);
}

static gboolean
check_not_undone (KontorDatabase  *database,
                  const KontorUid *dunning,
                  const char      *number,
                  GError         **error)
{
  gboolean exists = FALSE;

  if (!kontor_dunning_has_event (database, dunning, "note", "dunning", number, &exists, error))
    return FALSE;
  return !exists
         || refuse (error,
                    KONTOR_COMMAND_ERROR_ALREADY,
                    "dunning",
                    _ ("this reminder was taken back already"));
}

/* {dunning, reason?} */
static gboolean
dunning_undo (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid dunning;
  g_autoptr (KontorJson) letter = kontor_record_load_param (
    context->database, KONTOR_KIND_DUNNING, params, "dunning", &dunning, error);
  const KontorJson *lines = kontor_json_get_array (letter, "dunning_line");
  const char       *number = kontor_json_get_string (letter, "number", "");
  const char       *reason = NULL;
  g_autofree char  *words = NULL;

  if (letter == NULL || !kontor_param_string_or (params, "reason", 500, "", &reason, error)
      || !check_not_undone (context->database, &dunning, number, error))
    return FALSE;
  words = g_strdup_printf (*reason != '\0' ? _ ("Reminder %s was not sent: %s")
                                           : _ ("Reminder %s was not sent"),
                           number,
                           reason);
  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorUid invoice;

      if (!kontor_param_uid (kontor_json_at (lines, i), "invoice", &invoice, error)
          || !kontor_dunning_add_event (context, &invoice, "note", "dunning", number, words, error))
        return FALSE;
    }
  kontor_command_context_set_uid (context, "dunning", &dunning);
  return TRUE;
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_dunning_commands[] = {
  {
    .name = "dunning.make",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "paid, held back or written to meanwhile: refused, the letter is not to be sent",
    .roles = ROLES,
    .help
    = "{letter: {customer?, customer_name, currency, level (0 to 3), open_minor, "
      "interest_minor, fee_minor, lump_sum_minor, items: [{invoice, number, issued_on, due_on, "
      "gross_minor, open_minor, interest_minor, last_level?}]}}",
    .run = dunning_make,
    .prepare = prepare_make,
  },
  {
    .name = "dunning.undo",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "taken back already: settled without noise",
    .roles = ROLES,
    .help = "{dunning, reason?}: it was not sent",
    .run = dunning_undo,
  },
  { NULL },
};
