/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-iban.h"
#include "kontor-record.h"

/* Accounts of the company, and the bank's word: statements and their entries, as they came. An
 * account has its uid from its number and an entry from account and bank reference, so that the
 * same statement read twice, or on two stations, is there once. */

#define MOST_ENTRIES 2000 /* of one command; a longer statement comes in several */
#define MOST_MINOR G_GINT64_CONSTANT (1000000000000000)
#define MOST_DAY 2932896 /* 9999-12-31 */

static char *
check_iban (const char *text, char **message)
{
  g_autofree char *iban = kontor_iban_normalise (text);

  if (kontor_iban_is_valid (iban))
    return g_steal_pointer (&iban);
  *message = g_strdup_printf (_ ("“%s” is no IBAN: its check digits don't fit"), text);
  return NULL;
}

static char *
check_bic (const char *text, char **message)
{
  g_autofree char *bic = g_ascii_strup (text, -1);

  if (kontor_bic_is_valid (bic))
    return g_steal_pointer (&bic);
  *message = g_strdup_printf (_ ("“%s” is no BIC"), text);
  return NULL;
}

static const KontorFormField account_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { "iban",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED | KONTOR_FORM_FIXED,
    .most = 60,
    .check = check_iban },
  { "bic", KONTOR_FORM_TEXT, 0, .most = 11, .check = check_bic },
  { "currency",
    KONTOR_FORM_TEXT,
    0,
    .most = 3,
    .fallback = "EUR",
    .check = kontor_form_check_currency },
  { "ledger_account", KONTOR_FORM_TEXT, 0, .most = 20 },
  { NULL },
};

static const KontorRecordType account_type = {
  KONTOR_KIND_BANK_ACCOUNT, "account", account_fields, NULL
};

static void
make_account_uid (KontorUid *uid, const char *iban)
{
  kontor_uid_from_name (uid, "bank_account", iban);
}

static gboolean
store_account (KontorCommandContext *context, KontorJson *record, GError **error)
{
  KontorUid uid;

  make_account_uid (&uid, kontor_json_get_string (record, "iban", ""));
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_command_context_set_uid (context, "account", &uid);
  return kontor_record_store (context, KONTOR_KIND_BANK_ACCOUNT, record, error);
}

/* {name, iban, bic?, currency?, ledger_account?} */
static gboolean
account_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_form_read (
    account_fields, NULL, params, NULL, NULL, error);
  KontorUid uid;
  gboolean  exists = FALSE;

  if (record == NULL)
    return FALSE;
  make_account_uid (&uid, kontor_json_get_string (record, "iban", ""));
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM bank_account WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (&uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "iban", _ ("this account is known already"));
      return FALSE;
    }

  kontor_record_set_inverse (
    context, "bank.account.archive", "account", &uid, _ ("Add Account “%s”"), record);
  return store_account (context, record, error);
}

/* {account, fields} */
static gboolean
account_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (
    context, &account_type, params, "bank.account.edit", _ ("Edit Account “%s”"), error);
}

/* {account} */
static gboolean
account_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_BANK_ACCOUNT,
                                params,
                                "account",
                                TRUE,
                                "bank.account.restore",
                                _ ("Archive Account “%s”"),
                                error);
}

/* {account} */
static gboolean
account_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_BANK_ACCOUNT,
                                params,
                                "account",
                                FALSE,
                                "bank.account.archive",
                                _ ("Restore Account “%s”"),
                                error);
}

/* --- statements --- */

static const KontorFormField statement_fields[] = {
  { "reference", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "number", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = G_MAXINT32 },
  { "from_on", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = MOST_DAY },
  { "to_on", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = MOST_DAY },
  { "opening_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_MINOR,
    .most = MOST_MINOR },
  { "closing_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_MINOR,
    .most = MOST_MINOR },
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 3,
    .check = kontor_form_check_currency },
  { "format", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 20 },
  { "file_sha256", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 64 },
  { "note", KONTOR_FORM_TEXT, 0, .most = 500 },
  { NULL },
};

static const char *const statement_members[] = { "account", "iban", "name", "entries", NULL };

static const KontorFormField entry_fields[] = {
  { "key", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { "booked_on", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 0, .most = MOST_DAY },
  { "value_on", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = MOST_DAY },
  { "amount_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_MINOR,
    .most = MOST_MINOR },
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 3,
    .check = kontor_form_check_currency },
  { "name", KONTOR_FORM_TEXT, 0, .most = 140 },
  { "iban", KONTOR_FORM_TEXT, 0, .most = 34 },
  { "purpose", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "end_to_end", KONTOR_FORM_TEXT, 0, .most = 35 },
  { "mandate", KONTOR_FORM_TEXT, 0, .most = 35 },
  { "structured", KONTOR_FORM_TEXT, 0, .most = 35 },
  { "bank_reference", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "code", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "is_return", KONTOR_FORM_FLAG, 0 },
  { "return_reason", KONTOR_FORM_TEXT, 0, .most = 35 },
  { NULL },
};

/* The account that the statement names, or that the person chose; made when it is new. */
static gboolean
take_account (KontorCommandContext *context,
              const KontorJson     *params,
              const char           *currency,
              KontorUid            *uid,
              GError              **error)
{
  g_autoptr (KontorJson) record = NULL;
  const char *iban = kontor_json_get_string (params, "iban", "");

  if (kontor_json_get (params, "account") != NULL)
    {
      record = kontor_record_load_param (
        context->database, KONTOR_KIND_BANK_ACCOUNT, params, "account", uid, error);
      return record != NULL;
    }
  if (!kontor_param_string (params, "iban", 34, &iban, error))
    return FALSE;

  make_account_uid (uid, iban);
  if (!kontor_record_find (context->database, KONTOR_KIND_BANK_ACCOUNT, uid, &record, error))
    return FALSE;
  if (record != NULL)
    return TRUE;

  record = kontor_json_new_object ();
  kontor_json_set_string (record, "name", kontor_json_get_string (params, "name", iban));
  kontor_json_set_string (record, "iban", iban);
  kontor_json_set_string (record, "bic", "");
  kontor_json_set_string (record, "currency", currency);
  kontor_json_set_string (record, "ledger_account", "");
  return store_account (context, record, error);
}

static void
make_statement_uid (KontorUid *uid, const KontorUid *account, const KontorJson *statement)
{
  static const char *const parts[] = {
    "number", "from_on", "to_on", "opening_minor", "closing_minor"
  };
  GString *name = g_string_new (NULL);
  char     text[KONTOR_UID_TEXT_SIZE];

  g_string_append_printf (name,
                          "%s\n%s",
                          kontor_uid_format (account, text),
                          kontor_json_get_string (statement, "reference", ""));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (
      name, "\n%" G_GINT64_FORMAT, kontor_json_get_integer (statement, parts[i], 0));
  kontor_uid_from_name (uid, "bank_statement", name->str);
  g_string_free (name, TRUE);
}

static gboolean
store_statement (KontorCommandContext *context,
                 KontorJson           *statement,
                 const KontorUid      *account,
                 KontorUid            *uid,
                 gboolean             *is_new,
                 GError              **error)
{
  gboolean exists = FALSE;

  make_statement_uid (uid, account, statement);
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM bank_statement WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  *is_new = !exists;
  if (exists)
    return TRUE;

  kontor_json_set (statement, "uid", kontor_json_new_uid (uid));
  kontor_json_set (statement, "account", kontor_json_new_uid (account));
  kontor_json_set_integer (statement, "imported_at", context->command->at);
  return kontor_record_store (context, KONTOR_KIND_BANK_STATEMENT, statement, error);
}

static gboolean
store_entry (KontorCommandContext *context,
             const KontorJson     *entry,
             const KontorUid      *account,
             const KontorUid      *statement,
             gint64               *n_new,
             GError              **error)
{
  g_autofree char *account_text = kontor_uid_dup_text (account);
  g_autofree char *name = g_strdup_printf (
    "%s\n%s", account_text, kontor_json_get_string (entry, "key", ""));
  g_autoptr (KontorJson) record = NULL;
  KontorUid uid;
  gboolean  exists = FALSE;

  if (kontor_json_get_integer (entry, "amount_minor", 0) == 0)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "entries",
                                _ ("an entry without an amount is no entry"));
      return FALSE;
    }
  kontor_uid_from_name (&uid, "bank_entry", name);
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM bank_entry WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (&uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    return TRUE;

  record = kontor_json_copy_object (entry);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set (record, "account", kontor_json_new_uid (account));
  kontor_json_set (record, "statement", kontor_json_new_uid (statement));
  (*n_new)++;
  return kontor_record_store (context, KONTOR_KIND_BANK_ENTRY, record, error);
}

static KontorJson *
read_entries (const KontorJson *params, GError **error)
{
  const KontorJson *entries = kontor_json_get_array (params, "entries");

  if (entries != NULL && kontor_json_length (entries) <= MOST_ENTRIES)
    return kontor_form_read_list (entry_fields, entries, "entries", error);
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_INVALID,
    "entries",
    entries == NULL ? _ ("a statement has entries, though it may be none")
                    : _ ("a statement with more than 2000 entries comes in several parts"));
  return NULL;
}

/* {iban | account, reference?, number?, from_on?, to_on?, opening_minor, closing_minor, currency,
 * format, file_sha256, note?, entries} */
static gboolean
statement_import (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) statement = kontor_form_read (
    statement_fields, statement_members, params, NULL, NULL, error);
  g_autoptr (KontorJson) entries = NULL;
  KontorUid account;
  KontorUid uid;
  gboolean  is_new = FALSE;
  gint64    n_new = 0;

  if (statement == NULL)
    return FALSE;
  entries = read_entries (params, error);
  if (entries == NULL
      || !take_account (
        context, params, kontor_json_get_string (statement, "currency", ""), &account, error)
      || !store_statement (context, statement, &account, &uid, &is_new, error))
    return FALSE;

  for (guint i = 0; i < kontor_json_length (entries); i++)
    if (!store_entry (context, kontor_json_at (entries, i), &account, &uid, &n_new, error))
      return FALSE;
  if (!is_new && n_new == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "entries", _ ("this statement was imported already"));
      return FALSE;
    }
  kontor_command_context_set_uid (context, "account", &account);
  kontor_command_context_set_uid (context, "statement", &uid);
  kontor_json_set_integer (context->outcome->result, "entries", n_new);
  kontor_json_set_integer (
    context->outcome->result, "known", (gint64) kontor_json_length (entries) - n_new);
  return TRUE;
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_bank_commands[] = {
  {
    .name = "bank.account.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "one account a number: known already is settled without noise",
    .roles = ROLES,
    .help = "{name, iban, bic?, currency?, ledger_account?}",
    .run = account_create,
  },
  {
    .name = "bank.account.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins",
    .roles = ROLES,
    .help = "{account, fields: {name: {base?, new}}}",
    .run = account_edit,
  },
  {
    .name = "bank.account.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{account}",
    .run = account_archive,
  },
  {
    .name = "bank.account.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{account}",
    .run = account_restore,
  },
  {
    .name = "bank.statement",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "the bank's word: every entry is there once, wherever it was read",
    .roles = ROLES,
    .help = "{iban | account, reference?, number?, from_on?, to_on?, opening_minor, closing_minor, "
            "currency, format, file_sha256, note?, entries: [{key, booked_on, value_on?, "
            "amount_minor, currency, name?, iban?, purpose?, end_to_end?, mandate?, structured?, "
            "bank_reference?, code?, is_return?, return_reason?}]}",
    .run = statement_import,
  },
  { NULL },
};
