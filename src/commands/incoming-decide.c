/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-incoming-private.h"
#include "kontor-matter-text.h"
#include "kontor-number.h"
#include "kontor-text.h"

#define LIMIT "incoming_second_person_minor" /* setting: above it two people approve */

static KontorJson *
load (KontorCommandContext *context,
      const KontorJson     *params,
      const char *const    *states,
      KontorUid            *uid,
      GError              **error)
{
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_INCOMING_INVOICE, params, "incoming", uid, error);

  if (record == NULL || g_strv_contains (states, kontor_json_get_string (record, "state", "")))
    return g_steal_pointer (&record);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_STATE_CHANGED,
                            "incoming",
                            _ ("invoice “%s” was decided meanwhile"),
                            kontor_json_get_string (record, "number", ""));
  return NULL;
}

static void
set_inverse (KontorCommandContext *context,
             const KontorUid      *uid,
             const char           *label,
             const KontorJson     *record)
{
  kontor_record_set_inverse (context, "incoming.reopen", "incoming", uid, label, record);
  kontor_command_context_set_uid (context, "incoming", uid);
}

/* Who has no name is told by the station; the same on every station, and so not translated. */
static char *
dup_author (const KontorCommand *command)
{
  return kontor_text_is_blank (command->author_name)
           ? g_strdup_printf ("Station %u", command->station)
           : g_strdup (command->author_name);
}

/* --- approving --- */

static gboolean
refuse (const char *field, GError **error, const char *sentence)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", sentence);
  return FALSE;
}

static gboolean
is_empty (const KontorJson *record, const char *key)
{
  return kontor_text_is_blank (kontor_json_get_string (record, key, ""));
}

/* Without these nothing can be booked. */
static gboolean
check_figures (const KontorJson *record, GError **error)
{
  gint64 net = kontor_json_get_integer (record, "net_minor", 0);
  gint64 tax = kontor_json_get_integer (record, "tax_minor", 0);
  gint64 gross = kontor_json_get_integer (record, "gross_minor", 0);
  gint64 sum = 0;

  if (is_empty (record, "seller_name"))
    return refuse ("seller_name", error, _ ("Who sent the invoice is not known yet."));
  if (is_empty (record, "number"))
    return refuse ("number", error, _ ("The number of the invoice is not known yet."));
  if (kontor_json_get (record, "issued_on") == NULL)
    return refuse ("issued_on", error, _ ("The date of the invoice is not known yet."));
  if (gross == 0 && *kontor_json_get_string (record, "format", "") == '\0')
    return refuse ("gross_minor", error, _ ("The amount of the invoice is not known yet."));
  if (!kontor_add_checked (net, tax, &sum) || sum != gross)
    return refuse ("gross_minor", error, _ ("Net and VAT are not the total together."));
  return TRUE;
}

static gboolean
check_duplicate (const KontorIncomingBooks *books, const KontorJson *params, GError **error)
{
  if ((!books->same_file && !books->same_number)
      || kontor_json_get_boolean (params, "accept_duplicate", FALSE))
    return TRUE;
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_CONFLICT,
    "number",
    books->same_file ? _ ("The same file is here already. Return this one as a duplicate.")
                     : _ ("This supplier's invoice of the same number is here already. Return this "
                          "one as a duplicate."));
  return FALSE;
}

/* Rules of the format that the file breaks: what it says may not be what was meant. */
static char *
dup_broken_rules (const KontorJson *record)
{
  g_autoptr (KontorJson) findings = kontor_json_parse (
    kontor_json_get_string (record, "findings", "[]"), -1, NULL);
  GString *rules = g_string_new (NULL);

  for (guint i = 0; findings != NULL && i < kontor_json_length (findings); i++)
    {
      const KontorJson *finding = kontor_json_at (findings, i);
      const char       *rule = kontor_json_get_string (finding, "rule", "");

      if (g_str_equal (kontor_json_get_string (finding, "severity", ""), "fatal")
          && strstr (rules->str, rule) == NULL)
        g_string_append_printf (rules, "%s%s", rules->len > 0 ? ", " : "", rule);
    }
  return g_string_free (rules, FALSE);
}

/* Since it was taken up the last time. */
static gboolean
was_overridden (const KontorJson *record)
{
  const KontorJson *events = kontor_json_get_array (record, "incoming_event");
  gboolean          overridden = FALSE;

  for (guint i = 0; i < kontor_json_length (events); i++)
    {
      const char *kind = kontor_json_get_string (kontor_json_at (events, i), "kind", "");

      if (g_str_equal (kind, "overridden") || g_str_equal (kind, "reopened"))
        overridden = g_str_equal (kind, "overridden");
    }
  return overridden;
}

/* An invoice that is none by the rules is approved only with a reason, which stays. */
static gboolean
check_rules (KontorCommandContext *context,
             KontorJson           *record,
             const KontorJson     *params,
             GError              **error)
{
  g_autofree char *rules = dup_broken_rules (record);
  g_autofree char *note = NULL;
  const char      *reason = NULL;

  if (*rules == '\0' || was_overridden (record))
    return TRUE;
  if (!kontor_param_string_or (params, "override", 500, "", &reason, error))
    return FALSE;
  if (kontor_text_is_blank (reason))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "override",
                                _ ("The invoice breaks rules that make it invalid (%s): return it, "
                                   "or say why it is approved all the same."),
                                rules);
      return FALSE;
    }
  note = g_strdup_printf ("%s: %s", rules, reason);
  kontor_incoming_append_event (record, context->command, "overridden", note);
  return TRUE;
}

static gboolean
read_limit (KontorDatabase *database, gint64 *limit_minor, GError **error)
{
  g_autofree char *text = kontor_setting_read (database, LIMIT, "", error);

  if (text == NULL)
    return FALSE;
  if (*text == '\0' || !kontor_decimal_parse (text, 0, ".", limit_minor, NULL) || *limit_minor < 0)
    *limit_minor = -1;
  return TRUE;
}

static gboolean
has_changed_iban (const KontorIncomingBooks *books, const KontorJson *record)
{
  g_autoptr (KontorInvoice) invoice = kontor_incoming_read_invoice (record);

  for (guint i = 0; i < invoice->payment.accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (invoice->payment.accounts, i);

      if (kontor_incoming_iban_is_changed (books, account->iban))
        return TRUE;
    }
  return FALSE;
}

/* People of a company without a list of them are told apart by name. */
static gboolean
is_first (const KontorCommand *command, const KontorJson *record)
{
  const char      *first = kontor_json_get_string (record, "decided_by_uid", NULL);
  g_autofree char *author = dup_author (command);
  KontorUid        uid;

  if (first == NULL && kontor_uid_is_nil (&command->author))
    return g_strcmp0 (author, kontor_json_get_string (record, "decided_by", "")) == 0;
  return first != NULL && kontor_uid_parse (&uid, first)
         && kontor_uid_equal (&uid, &command->author);
}

static KontorJson *
new_offers (const KontorUid *uid)
{
  static const char *const commands[] = { "incoming.approve", "incoming.return" };
  KontorJson              *offers = kontor_json_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      KontorJson *offer = kontor_json_new_object ();
      KontorJson *params = kontor_json_new_object ();

      kontor_json_set (params, "incoming", kontor_json_new_uid (uid));
      kontor_json_set_string (offer, "command", commands[i]);
      kontor_json_set (offer, "params", params);
      kontor_json_append (offers, offer);
    }
  return offers;
}

static char *
dup_message (KontorCommandContext *context, const KontorJson *record, gboolean iban_is_changed)
{
  g_autofree char *author = dup_author (context->command);
  g_autofree char *amount = kontor_money_format (kontor_json_get_integer (record, "gross_minor", 0),
                                                 kontor_json_get_string (record, "currency", ""),
                                                 &kontor_number_style_plain);

  return g_strdup_printf (iban_is_changed ? KONTOR_MATTER_NEW_ACCOUNT : KONTOR_MATTER_LARGE_AMOUNT,
                          author,
                          kontor_json_get_string (record, "number", ""),
                          kontor_json_get_string (record, "seller_name", ""),
                          amount);
}

static gboolean
open_attention (KontorCommandContext *context,
                const KontorUid      *incoming,
                const KontorJson     *record,
                gboolean              iban_is_changed,
                GError              **error)
{
  const KontorCommand *command = context->command;
  g_autofree char     *message = dup_message (context, record, iban_is_changed);
  g_autoptr (KontorJson) offers = new_offers (incoming);
  g_autofree char *text = kontor_json_to_string (offers);
  KontorUid        uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, offers, opened_at)"
    " VALUES (?1, '" KONTOR_INCOMING_ATTENTION "', 'incoming_invoice', ?2, ?3, ?4, ?5,"
    " 'needs_approval', ?6, ?7, ?8)",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (incoming),
                   kontor_value_text (kontor_json_get_string (record, "number", "")),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (text),
                   kontor_value_integer (command->at)));
}

/* The accounts that a person chose, over those that were proposed. */
static gboolean
set_booking (KontorJson *record, const KontorJson *params, GError **error)
{
  const KontorJson *chosen = kontor_json_get_array (params, "rows");
  g_autoptr (KontorJson) booking = kontor_json_parse (
    kontor_json_get_string (record, "booking", "{}"), -1, error);
  const KontorJson *rows = booking != NULL ? kontor_json_get_array (booking, "rows") : NULL;
  KontorJson       *merged = NULL;
  g_autofree char  *text = NULL;

  if (booking == NULL)
    return FALSE;
  if (chosen == NULL)
    return TRUE;
  if (rows == NULL || kontor_json_length (chosen) != kontor_json_length (rows))
    return refuse ("rows", error, _ ("The booking has another number of rows."));

  merged = kontor_json_new_array ();
  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      KontorJson       *row = kontor_json_copy_object (kontor_json_at (rows, i));
      const KontorJson *given = kontor_json_at (chosen, i);
      const char       *account = kontor_json_get_string (given, "account", "");
      const char       *key = kontor_json_get_string (given, "key", NULL);

      kontor_json_append (merged, row);
      if (!g_regex_match_simple ("^[0-9]{3,8}$", account, 0, 0)
          || (key != NULL && !g_regex_match_simple ("^[0-9]{0,4}$", key, 0, 0)))
        {
          kontor_json_unref (merged); /* not used */
          return refuse ("rows", error, _ ("An account has three to eight digits."));
        }
      if (g_strcmp0 (account, kontor_json_get_string (row, "account", "")) != 0)
        kontor_json_set_string (row, "reason", "chosen");
      kontor_json_set_string (row, "account", account);
      if (key != NULL)
        kontor_json_set_string (row, "key", key);
    }
  kontor_json_set (booking, "rows", merged);
  text = kontor_json_to_string (booking);
  kontor_json_set_string (record, "booking", text);
  return TRUE;
}

static void
set_first (KontorCommandContext *context, KontorJson *record)
{
  g_autofree char *author = dup_author (context->command);

  kontor_json_set_string (record, "decided_by", author);
  kontor_json_set (record, "decided_by_uid", kontor_json_new_uid (&context->command->author));
  kontor_json_set_integer (record, "changed_at", context->command->at);
}

/* The first of two, or the only one. */
static gboolean
approve_first (KontorCommandContext *context,
               const KontorUid      *uid,
               KontorJson           *record,
               const char           *note,
               gboolean              needs_second,
               gboolean              iban_is_changed,
               GError              **error)
{
  set_first (context, record);
  kontor_json_set_boolean (context->outcome->result, "waits", needs_second);
  if (!needs_second)
    kontor_json_set_string (record, "state", "approved");
  kontor_incoming_append_event (
    record, context->command, needs_second ? "checked" : "approved", note);
  return !needs_second || open_attention (context, uid, record, iban_is_changed, error);
}

static gboolean
approve_second (KontorCommandContext *context,
                const KontorUid      *uid,
                KontorJson           *record,
                const char           *note,
                GError              **error)
{
  g_autofree char *author = NULL;

  if (is_first (context->command, record))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_FORBIDDEN,
                                NULL,
                                _ ("a second person has to approve it, and this is the first"));
      return FALSE;
    }

  kontor_json_set_string (record, "state", "approved");
  author = dup_author (context->command);
  kontor_json_set_string (record, "second_by", author);
  kontor_json_set_integer (record, "changed_at", context->command->at);
  kontor_json_set_boolean (context->outcome->result, "waits", FALSE);
  kontor_incoming_append_event (record, context->command, "approved", note);
  return kontor_attention_decide (
    context, uid, KONTOR_INCOMING_ATTENTION, "incoming.approve", error);
}

/* {incoming, rows? [{account, key?}], note?, accept_duplicate?, override?} */
gboolean
kontor_incoming_approve (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  static const char *const states[] = { "received", NULL };
  KontorUid                uid;
  g_autoptr (KontorJson) record = load (context, params, states, &uid, error);
  g_auto (GStrv) ibans = NULL;
  KontorIncomingBooks books;
  const char         *note = NULL;
  gint64              limit = -1;
  gboolean            is_changed = FALSE;
  gboolean            needs_second = FALSE;

  if (record == NULL || !kontor_param_string_or (params, "note", 2000, "", &note, error)
      || !check_figures (record, error)
      || !kontor_incoming_load_books (context->database, record, &books, &ibans, error)
      || !check_duplicate (&books, params, error) || !check_rules (context, record, params, error)
      || !read_limit (context->database, &limit, error) || !set_booking (record, params, error))
    return FALSE;

  is_changed = has_changed_iban (&books, record);
  needs_second = kontor_incoming_needs_second (
    kontor_json_get_integer (record, "gross_minor", 0), limit, is_changed);
  set_inverse (context, &uid, _ ("Approve Invoice “%s”"), record);
  if (needs_second && *kontor_json_get_string (record, "decided_by", "") != '\0')
    return approve_second (context, &uid, record, note, error)
           && kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
  return approve_first (context, &uid, record, note, needs_second, is_changed, error)
         && kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}

/* --- returning, and taking decisions back --- */

static gboolean
check_unpaid (KontorCommandContext *context, const KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM payment_share WHERE incoming_uid = ?1"
                             " GROUP BY incoming_uid HAVING sum (amount_minor) <> 0",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              "incoming",
                              _ ("the invoice was paid: take the payment back first"));
  return !exists;
}

/* {incoming, note} */
gboolean
kontor_incoming_return (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  static const char *const states[] = { "received", "approved", NULL };
  KontorUid                uid;
  g_autoptr (KontorJson) record = load (context, params, states, &uid, error);
  const char *note = NULL;

  if (record == NULL || !kontor_param_string (params, "note", 2000, &note, error)
      || !check_unpaid (context, &uid, error)
      || !kontor_attention_decide (
        context, &uid, KONTOR_INCOMING_ATTENTION, "incoming.return", error))
    return FALSE;

  set_first (context, record);
  kontor_json_set_string (record, "state", "returned");
  kontor_json_set_string (record, "second_by", "");
  kontor_json_set_string (record, "note", note);
  kontor_incoming_append_event (record, context->command, "returned", note);
  set_inverse (context, &uid, _ ("Return Invoice “%s”"), record);
  return kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}

static gboolean
check_decided (const KontorJson *record, GError **error)
{
  if (!g_str_equal (kontor_json_get_string (record, "state", ""), "received")
      || *kontor_json_get_string (record, "decided_by", "") != '\0')
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_ALREADY, "incoming", _ ("nobody decided about this invoice yet"));
  return FALSE;
}

/* {incoming} */
gboolean
kontor_incoming_reopen (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  static const char *const states[] = { "received", "approved", "returned", NULL };
  KontorUid                uid;
  g_autoptr (KontorJson) record = load (context, params, states, &uid, error);

  if (record == NULL || !check_decided (record, error) || !check_unpaid (context, &uid, error)
      || !kontor_attention_decide (
        context, &uid, KONTOR_INCOMING_ATTENTION, "incoming.reopen", error))
    return FALSE;

  kontor_json_set_string (record, "state", "received");
  kontor_json_set_string (record, "decided_by", "");
  kontor_json_set (record, "decided_by_uid", kontor_json_new_null ());
  kontor_json_set_string (record, "second_by", "");
  kontor_json_set_string (record, "note", "");
  kontor_json_set_integer (record, "changed_at", context->command->at);
  kontor_incoming_append_event (record, context->command, "reopened", "");
  kontor_command_context_set_uid (context, "incoming", &uid);
  return kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}
