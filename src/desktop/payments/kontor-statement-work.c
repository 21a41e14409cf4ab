/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-statement-work.h"

#include "kontor-bank-import.h"
#include "kontor-payment-query.h"

typedef struct
{
  KontorReplica *replica; /* (owned) */
  GFile         *file;    /* (owned) (nullable) */
  GBytes        *bytes;   /* (owned) (nullable) until loaded */
  char          *account; /* (owned) (nullable) */
  KontorJson    *mapping; /* (owned) (nullable) */
} KontorStatementErrand;

static void
errand_free (gpointer data)
{
  g_autofree KontorStatementErrand *errand = data;

  g_clear_object (&errand->replica);
  g_clear_object (&errand->file);
  g_clear_pointer (&errand->bytes, g_bytes_unref);
  g_clear_pointer (&errand->account, g_free);
  g_clear_pointer (&errand->mapping, kontor_json_unref);
}

static gpointer
accounts_in_reader (KontorDatabase *database, gpointer unused, GError **error)
{
  return kontor_query_bank_accounts (database, error);
}

/* A table that is not understood is a question, not a failure: NULL for everything else. */
static KontorJson *
make_question (const KontorStatementErrand *errand, const GError *reason)
{
  g_autofree char *text = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) preview = NULL;
  g_autoptr (KontorJson) question = kontor_json_new_object ();
  KontorJson *accounts = NULL;

  if (errand->mapping != NULL || reason->domain != KONTOR_BANK_ERROR)
    return NULL;
  text = kontor_bank_dup_table (errand->bytes);
  mapping = kontor_bank_import_load_mapping (errand->replica, errand->bytes);
  preview = text != NULL ? kontor_bank_preview (text, mapping) : NULL;
  accounts = preview != NULL ? kontor_replica_read (errand->replica, accounts_in_reader, NULL, NULL)
                             : NULL;
  if (accounts == NULL)
    return NULL;

  kontor_json_set (question, "accounts", accounts);
  kontor_json_set_string (question, "table", text);
  if (*kontor_json_get_string (preview, "problem", "") == '\0')
    kontor_json_set_string (question, "reason", reason->message);
  kontor_json_set (
    question, "mapping", kontor_json_ref ((KontorJson *) kontor_json_get (preview, "mapping")));
  kontor_json_set_string (question, "account", kontor_json_get_string (mapping, "account", ""));
  return g_steal_pointer (&question);
}

static void
run (GTask *task)
{
  KontorStatementErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  KontorJson *answer = NULL;

  if (errand->bytes == NULL)
    errand->bytes = g_file_load_bytes (errand->file, g_task_get_cancellable (task), NULL, &error);
  if (errand->bytes != NULL)
    {
      answer = kontor_bank_import (
        errand->replica, errand->bytes, errand->account, errand->mapping, &error);
      if (answer == NULL)
        answer = make_question (errand, error);
    }
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kontor_statement_work_run_async:
 * @company: whose books
 * @order: what is taken in; copied
 *
 * Takes in a file of a bank.
 */
void
kontor_statement_work_run_async (KontorCompany              *company,
                                 const KontorStatementOrder *order,
                                 GAsyncReadyCallback         callback,
                                 gpointer                    user_data)
{
  KontorStatementErrand *errand = g_new0 (KontorStatementErrand, 1);
  GTask                 *task = g_task_new (NULL, NULL, callback, user_data);

  errand->replica = g_object_ref (kontor_company_get_replica (company));
  errand->file = order->file != NULL ? g_object_ref (order->file) : NULL;
  errand->bytes = order->bytes != NULL ? g_bytes_ref (order->bytes) : NULL;
  errand->account = g_strdup (order->account);
  errand->mapping = order->mapping != NULL ? kontor_json_ref ((KontorJson *) order->mapping) : NULL;
  g_task_set_source_tag (task, kontor_statement_work_run_async);
  g_task_set_task_data (task, errand, errand_free);
  kontor_worker_run (kontor_company_get_worker (company), task, run);
}

/**
 * kontor_statement_work_run_finish:
 * @result: the answer
 * @bytes: (out) (transfer full) (nullable): the file's content, for another try
 * @error: return location for an error
 *
 * Errors: those of kontor_bank_import(), of reading the file.
 *
 * Returns: (transfer full): what kontor_bank_import() reports; or, for a table that is not
 *   understood, {"table","reason"?,"mapping","account","accounts":[…]} to ask with; or %NULL
 */
KontorJson *
kontor_statement_work_run_finish (GAsyncResult *result, GBytes **bytes, GError **error)
{
  KontorStatementErrand *errand = g_task_get_task_data (G_TASK (result));
  KontorJson            *answer = g_task_propagate_pointer (G_TASK (result), error);

  *bytes = errand->bytes != NULL ? g_bytes_ref (errand->bytes) : NULL;
  return answer;
}
