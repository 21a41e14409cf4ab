/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-bank-zip.h"
#include "kontor-file-store.h"
#include "kontor-form.h"
#include "kontor-iban.h"
#include "kontor-import-record.h"
#include "kontor-payment-query.h"

#define PART 1000 /* entries of one command */

typedef struct
{
  KontorReplica *replica;
  const char    *account; /* (nullable): number or name, for files that name none */
  const char    *format;
  char          *sha256;      /* (owned) */
  char          *account_uid; /* (owned) (nullable): of the account above */
  gint64         n_statements;
  gint64         n_entries;
  gint64         n_known;
  char          *table;      /* (owned) (nullable): what a mapping is remembered by */
  KontorJson    *remembered; /* (owned) (nullable): mapping of the last time */
  KontorJson    *notes;      /* (owned) */
} KontorBankJob;

static void
clear_job (KontorBankJob *self)
{
  g_free (self->sha256);
  g_free (self->account_uid);
  g_free (self->table);
  g_clear_pointer (&self->remembered, kontor_json_unref);
  g_clear_pointer (&self->notes, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorBankJob, clear_job)

static gpointer
accounts_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_bank_accounts (database, error);
}

static gboolean
is_account (const KontorJson *row, const char *name)
{
  g_autofree char *iban = kontor_iban_normalise (name);

  return g_str_equal (kontor_json_get_string (row, "iban", ""), iban)
         || g_str_equal (kontor_json_get_string (row, "name", ""), name)
         || g_str_equal (kontor_json_get_string (row, "uid", ""), name);
}

/* A company with one account need not choose it. */
static void
take_only_account (KontorBankJob *self, const KontorJson *accounts)
{
  const KontorJson *only = NULL;
  guint             n = 0;

  for (guint i = 0; i < kontor_json_length (accounts); i++)
    if (kontor_json_get (kontor_json_at (accounts, i), "archived_at") == NULL)
      {
        only = kontor_json_at (accounts, i);
        n++;
      }
  if (n == 1)
    self->account_uid = g_strdup (kontor_json_get_string (only, "uid", ""));
}

/* The account that the person chose; a number that is not known yet makes one. */
static gboolean
find_account (KontorBankJob *self, GError **error)
{
  g_autoptr (KontorJson) accounts = NULL;
  g_autofree char *iban = NULL;

  accounts = kontor_replica_read (self->replica, accounts_in_reader, NULL, error);
  if (accounts == NULL)
    return FALSE;
  if (self->account == NULL)
    {
      take_only_account (self, accounts);
      return TRUE;
    }
  for (guint i = 0; i < kontor_json_length (accounts); i++)
    if (is_account (kontor_json_at (accounts, i), self->account))
      {
        self->account_uid = g_strdup (
          kontor_json_get_string (kontor_json_at (accounts, i), "uid", ""));
        return TRUE;
      }

  iban = kontor_iban_normalise (self->account);
  if (kontor_iban_is_valid (iban))
    return TRUE;
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_FORMAT,
               _ ("there is no account “%s”, and it is no IBAN"),
               self->account);
  return FALSE;
}

static gboolean
set_account (KontorBankJob *self, KontorJson *params, const KontorJson *statement, GError **error)
{
  const char      *iban = kontor_json_get_string (statement, "iban", "");
  g_autofree char *chosen = NULL;

  if (*iban != '\0')
    {
      kontor_json_set_string (params, "iban", iban);
      return TRUE;
    }
  if (self->account_uid != NULL)
    {
      kontor_json_set_string (params, "account", self->account_uid);
      return TRUE;
    }
  if (self->account == NULL)
    {
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_COLUMNS,
                           _ ("the file does not say which account it is of: choose one"));
      return FALSE;
    }
  chosen = kontor_iban_normalise (self->account);
  kontor_json_set_string (params, "iban", chosen);
  return TRUE;
}

static KontorJson *
make_params (KontorBankJob *self, const KontorJson *statement, guint from, GError **error)
{
  static const char *const keys[] = { "reference",     "number",        "from_on",  "to_on",
                                      "opening_minor", "closing_minor", "currency", "note" };
  const KontorJson        *entries = kontor_json_get_array (statement, "entries");
  KontorJson              *part = kontor_json_new_array ();
  g_autoptr (KontorJson) params = kontor_json_new_object ();

  for (guint i = from; i < MIN (kontor_json_length (entries), from + PART); i++)
    kontor_json_append (part, kontor_json_ref ((KontorJson *) kontor_json_at (entries, i)));
  kontor_json_set (params, "entries", part);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (kontor_json_get (statement, keys[i]) != NULL)
      kontor_json_set (
        params, keys[i], kontor_json_ref ((KontorJson *) kontor_json_get (statement, keys[i])));
  kontor_json_set_string (params, "format", self->format);
  kontor_json_set_string (params, "file_sha256", self->sha256);
  if (!set_account (self, params, statement, error))
    return NULL;
  return g_steal_pointer (&params);
}

/* Known already is no failure: the rest of the file may be new. */
static gboolean
run_part (KontorBankJob *self, const KontorJson *statement, guint from, GError **error)
{
  KontorJson *params = make_params (self, statement, from, error);
  g_autoptr (KontorJson) result = NULL;
  g_autoptr (GError) reason = NULL;
  guint n = kontor_json_length (kontor_json_get_array (statement, "entries"));

  if (params == NULL)
    return FALSE;
  result = kontor_replica_run (self->replica, "bank.statement", params, NULL, &reason);
  if (result != NULL)
    {
      self->n_statements += from == 0;
      self->n_entries += kontor_json_get_integer (result, "entries", 0);
      self->n_known += kontor_json_get_integer (result, "known", 0);
      return TRUE;
    }
  if (g_error_matches (reason, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY))
    {
      self->n_known += MIN (n, from + PART) - MIN (n, from);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
run_statement (KontorBankJob *self, const KontorJson *statement, GError **error)
{
  guint       n = kontor_json_length (kontor_json_get_array (statement, "entries"));
  const char *note = kontor_json_get_string (statement, "note", "");

  if (*note != '\0')
    kontor_json_append (self->notes, kontor_json_new_string (note));
  for (guint from = 0; from == 0 || from < n; from += PART)
    if (!run_part (self, statement, from, error))
      return FALSE;
  return TRUE;
}

/* What a table's mapping is remembered by; NULL for other files. */
static char *
dup_table_name (GBytes *bytes)
{
  g_autofree char *header = kontor_bank_dup_header (bytes);

  return header != NULL ? g_strconcat ("bank\t", header, NULL) : NULL;
}

/* A table that says no account is of the same one the next time. */
static gboolean
remember (KontorBankJob *self, const char *name, const KontorJson *mapping, GError **error)
{
  g_autoptr (KontorJson) kept = kontor_json_copy_object (mapping);

  if (self->account != NULL)
    kontor_json_set_string (kept, "account", self->account);
  return kontor_import_record_store_mapping (self->replica, name, kept, error);
}

/* A mapping that worked is remembered for the next table with the same columns. */
static KontorJson *
read_file (KontorBankJob *self, GBytes *bytes, const KontorJson *mapping, GError **error)
{
  self->table = dup_table_name (bytes);
  if (mapping == NULL && self->table != NULL)
    self->remembered = kontor_import_record_load_mapping (self->replica, self->table, NULL);
  if (self->account == NULL)
    self->account = kontor_json_get_string (self->remembered, "account", NULL);
  return kontor_bank_read (bytes, mapping != NULL ? mapping : self->remembered, error);
}

static KontorJson *
make_report (KontorBankJob *self)
{
  KontorJson *report = kontor_json_new_object ();

  kontor_json_set_string (report, "format", self->format);
  kontor_json_set_integer (report, "statements", self->n_statements);
  kontor_json_set_integer (report, "entries", self->n_entries);
  kontor_json_set_integer (report, "known", self->n_known);
  kontor_json_set (report, "notes", kontor_json_ref (self->notes));
  return report;
}

/**
 * kontor_bank_import:
 * @replica: an open profile
 * @bytes: a file of a bank, or a ZIP archive of several
 * @account: (nullable): IBAN or name of the account, for a file that names none
 * @mapping: (nullable): columns of a table, remembered for the next one, with the account
 * @error: return location for an error
 *
 * Reads a file, keeps it as it came, and takes in its statements; what is known already is not
 * taken twice. Blocking.
 *
 * Errors: #KontorBankError, those of bank.statement.
 *
 * Returns: (transfer full): {"format","statements","entries","known","notes":[…]}, of an archive
 *   with "files" as kontor_bank_import_archive() says; or %NULL
 */
KontorJson *
kontor_bank_import (KontorReplica    *replica,
                    GBytes           *bytes,
                    const char       *account,
                    const KontorJson *mapping,
                    GError          **error)
{
  g_auto (KontorBankJob) job = { .replica = replica, .account = account };
  g_autoptr (KontorJson) file = NULL;
  const KontorJson *statements = NULL;

  if (kontor_bank_is_zip (bytes))
    return kontor_bank_import_archive (replica, bytes, account, mapping, error);
  file = read_file (&job, bytes, mapping, error);
  statements = kontor_json_get_array (file, "statements");
  if (file == NULL || !find_account (&job, error))
    return NULL;
  job.format = kontor_json_get_string (file, "format", "");
  job.notes = kontor_json_new_array ();
  job.sha256 = kontor_file_store_keep (
    replica, bytes, g_str_has_prefix (job.format, "camt") ? "text/xml" : "text/plain", error);
  if (job.sha256 == NULL)
    return NULL;
  for (guint i = 0; i < kontor_json_length (statements); i++)
    if (!run_statement (&job, kontor_json_at (statements, i), error))
      return NULL;
  if (mapping != NULL && job.table != NULL && !remember (&job, job.table, mapping, error))
    return NULL;
  return make_report (&job);
}

/**
 * kontor_bank_import_load_mapping:
 * @replica: an open profile
 * @bytes: a file
 *
 * Returns: (transfer full) (nullable): what was said the last time of a table with these columns,
 *   with "account" where it was chosen; %NULL when nothing was
 */
KontorJson *
kontor_bank_import_load_mapping (KontorReplica *replica, GBytes *bytes)
{
  g_autofree char *name = dup_table_name (bytes);

  return name != NULL ? kontor_import_record_load_mapping (replica, name, NULL) : NULL;
}
