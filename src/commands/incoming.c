/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-iban.h"
#include "kontor-incoming-private.h"

/* Invoices that the company received. What came is a fact; what is decided about it may be refused.
 * Every step is a row of its history. */

#define MOST_MINOR G_GINT64_CONSTANT (1000000000000000)
#define DAY_LEAST -25567 /* 1900-01-01 */
#define DAY_MOST 2932896 /* 9999-12-31 */

/* A card number or an account elsewhere may stand here, too. */
static char *
check_account (const char *text, char **message)
{
  g_autofree char *account = kontor_iban_normalise (text);

  if (strlen (account) < 15 || !g_ascii_isalpha (account[0]) || kontor_iban_is_valid (account))
    return g_steal_pointer (&account);

  *message = g_strdup_printf (_ ("“%s” is no IBAN: its check digits do not match"), text);
  return NULL;
}

#define AMOUNT(key)                                                                                \
  {                                                                                                \
    key, KONTOR_FORM_INTEGER, KONTOR_FORM_CAREFUL, .least = -MOST_MINOR, .most = MOST_MINOR        \
  }
#define DAY(key)                                                                                   \
  {                                                                                                \
    key, KONTOR_FORM_INTEGER, KONTOR_FORM_CAREFUL | KONTOR_FORM_NULLABLE, .least = DAY_LEAST,      \
                                                                          .most = DAY_MOST         \
  }

/* Those after the first three are typed from a page; where a file says them they are not changed.
 */
static const KontorFormField fields[] = {
  { "supplier", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE | KONTOR_FORM_CAREFUL },
  { "purchase", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE | KONTOR_FORM_CAREFUL },
  { "note", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "seller_name", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "seller_vat_id", KONTOR_FORM_TEXT, 0, .most = 20, .check = kontor_form_check_vat_id },
  { "number", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 100 },
  { "type_code", KONTOR_FORM_TEXT, 0, .most = 3 },
  DAY ("issued_on"),
  DAY ("due_on"),
  { "currency", KONTOR_FORM_TEXT, 0, .most = 3, .check = kontor_form_check_currency },
  AMOUNT ("net_minor"),
  AMOUNT ("tax_minor"),
  AMOUNT ("gross_minor"),
  AMOUNT ("due_minor"),
  { "iban", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 40, .check = check_account },
  { NULL },
};

#define N_FREE 3 /* fields that a file does not say */

static KontorJson *
load_open (KontorCommandContext *context, const KontorJson *params, KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_INCOMING_INVOICE, params, "incoming", uid, error);

  if (record == NULL || g_str_equal (kontor_json_get_string (record, "state", ""), "received"))
    return g_steal_pointer (&record);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_STATE_CHANGED,
                            "incoming",
                            _ ("invoice “%s” was decided meanwhile"),
                            kontor_json_get_string (record, "number", ""));
  return NULL;
}

static gboolean
check_not_fixed (const KontorJson *record, const KontorJson *undo, GError **error)
{
  if (*kontor_json_get_string (record, "format", "") == '\0')
    return TRUE;

  for (guint i = N_FREE; fields[i].key != NULL; i++)
    if (kontor_json_has (undo, fields[i].key))
      {
        kontor_command_set_error (error,
                                  KONTOR_COMMAND_ERROR_INVALID,
                                  fields[i].key,
                                  _ ("What the file says is not changed: return the invoice when "
                                     "it is wrong."));
        return FALSE;
      }
  return TRUE;
}

/* A purchase order has one supplier. */
static gboolean
check_relations (KontorCommandContext *context, KontorJson *record, GError **error)
{
  const char *supplier = kontor_json_get_string (record, "supplier", NULL);
  const char *owner = NULL;
  KontorUid   uid;
  g_autoptr (KontorJson) order = NULL;
  g_autoptr (KontorJson) known = NULL;

  if (supplier != NULL && kontor_uid_parse (&uid, supplier))
    {
      known = kontor_record_load (context->database, KONTOR_KIND_SUPPLIER, &uid, "supplier", error);
      if (known == NULL)
        return FALSE;
    }
  if (!kontor_uid_parse (&uid, kontor_json_get_string (record, "purchase", "")))
    return TRUE;

  order = kontor_record_load (
    context->database, KONTOR_KIND_PURCHASE_ORDER, &uid, "purchase", error);
  if (order == NULL)
    return FALSE;
  owner = kontor_json_get_string (order, "supplier", NULL);
  if (supplier == NULL)
    kontor_json_set_string (record, "supplier", owner);
  else if (g_strcmp0 (supplier, owner) != 0)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "purchase",
                                _ ("purchase order %s is for another supplier"),
                                kontor_json_get_string (order, "number", ""));
      return FALSE;
    }
  return TRUE;
}

/* Whoever approved it first saw other figures. */
static gboolean
forget_first (KontorCommandContext *context,
              const KontorUid      *uid,
              KontorJson           *record,
              GError              **error)
{
  if (*kontor_json_get_string (record, "decided_by", "") == '\0')
    return TRUE;
  kontor_json_set_string (record, "decided_by", "");
  kontor_json_set (record, "decided_by_uid", kontor_json_new_null ());
  return kontor_attention_decide (context, uid, KONTOR_INCOMING_ATTENTION, "incoming.edit", error);
}

static void
merge (KontorJson *record, const KontorJson *form)
{
  for (guint i = 0; fields[i].key != NULL; i++)
    kontor_json_set (
      record, fields[i].key, kontor_json_share (kontor_json_get (form, fields[i].key)));
}

static char *
join_keys (const KontorJson *undo)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (undo); i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? " " : "", kontor_json_key_at (undo, i));
  return g_string_free (keys, FALSE);
}

/* {incoming, fields: {supplier, purchase, note, …: {base?, new}}} */
static gboolean
incoming_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = load_open (context, params, &uid, error);
  g_autoptr (KontorJson) edit = record != NULL ? kontor_form_edit (fields, params, record, error)
                                               : NULL;
  g_autoptr (KontorJson) form = edit != NULL
                                  ? kontor_form_read (fields, NULL, edit, record, NULL, error)
                                  : NULL;
  g_autoptr (KontorJson) undo = form != NULL ? kontor_form_diff (fields, record, form) : NULL;
  g_autofree char *keys = NULL;
  KontorJson      *back = NULL;

  if (form == NULL)
    return FALSE;
  kontor_command_context_set_uid (context, "incoming", &uid);
  if (kontor_json_length (undo) == 0)
    return TRUE;
  if (!check_not_fixed (record, undo, error))
    return FALSE;

  merge (record, form);
  if (!check_relations (context, record, error) || !forget_first (context, &uid, record, error)
      || !kontor_incoming_propose (context->database, record, error))
    return FALSE;

  keys = join_keys (undo);
  kontor_incoming_append_event (record, context->command, "edited", keys);
  back = kontor_json_new_object ();
  kontor_json_set (back, "incoming", kontor_json_new_uid (&uid));
  kontor_json_set (back, "fields", g_steal_pointer (&undo));
  kontor_command_context_set_inverse (
    context, "incoming.edit", back, kontor_record_label (_ ("Edit Invoice “%s”"), record));
  return kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}

/* {incoming, note?} */
static gboolean
incoming_later (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = load_open (context, params, &uid, error);
  const char *note = NULL;

  if (record == NULL || !kontor_param_string_or (params, "note", 2000, "", &note, error))
    return FALSE;

  kontor_incoming_append_event (record, context->command, "later", note);
  kontor_command_context_set_uid (context, "incoming", &uid);
  return kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_incoming_commands[] = {
  {
    .name = "incoming.approve",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "decided meanwhile, or a duplicate by now: refused",
    .roles = "finance admin",
    .help = "{incoming, rows? [{account, key?}], note?, accept_duplicate?, override? (why, when "
            "rules are broken)}: above "
            "incoming_second_person_minor, or to a new bank account, by two people",
    .run = kontor_incoming_approve,
  },
  {
    .name = "incoming.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins, but nobody silently over amounts, account, number, "
             "dates, supplier and purchase order; decided meanwhile: refused",
    .roles = ROLES,
    .help = "{incoming, fields: {supplier, purchase, note; and where the file does not say it: "
            "seller_name, seller_vat_id, number, type_code, issued_on, due_on, currency, "
            "net_minor, tax_minor, gross_minor, due_minor, iban: {base?, new}}}",
    .run = incoming_edit,
  },
  {
    .name = "incoming.later",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "decided meanwhile: refused",
    .roles = ROLES,
    .help = "{incoming, note?}: comes after the others",
    .run = incoming_later,
  },
  {
    .name = "incoming.receive",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "it came: two stations that took in the same file have it twice, and see so",
    .roles = ROLES,
    .help = "{file_sha256, file_name?, channel? (file, drop, folder, mail), format? (cii, ubl, "
            "zugferd1), profile?, xml_sha256?, content?, findings?, supplier?, purchase?}",
    .run = kontor_incoming_receive,
    .prepare = kontor_incoming_prepare_receive,
  },
  {
    .name = "incoming.reopen",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "paid meanwhile: refused",
    .roles = "finance admin",
    .help = "{incoming}: takes an approval or a return back",
    .run = kontor_incoming_reopen,
  },
  {
    .name = "incoming.return",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "paid meanwhile: refused",
    .roles = "finance admin",
    .help = "{incoming, note}",
    .run = kontor_incoming_return,
  },
  { NULL },
};
