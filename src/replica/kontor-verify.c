/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-verify.h"

#include "kontor-invoice-command.h"
#include "kontor-migration.h"
#include "kontor-profile.h"
#include "kontor-replica.h"
#include "kontor-text.h"

/* A broken database is full of findings; the first of each kind say what it is about. */
#define MOST_FINDINGS 200

/**
 * kontor_verify_add:
 * @findings: (element-type utf8): gets a sentence
 */
void
kontor_verify_add (GPtrArray *findings, const char *format, ...)
{
  va_list arguments;

  if (findings->len >= MOST_FINDINGS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (findings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* A damaged file is a finding, and the end of looking. */
static gboolean
check_file (KontorDatabase *database, GPtrArray *findings, gboolean *readable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *readable = TRUE;
  if (kontor_database_check (database, &local_error))
    return TRUE;
  *readable = FALSE;
  if (local_error->domain != KONTOR_DATABASE_ERROR
      || (local_error->code != KONTOR_DATABASE_ERROR_DAMAGED
          && local_error->code != KONTOR_DATABASE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  kontor_verify_add (findings, "The file is damaged: %s.", local_error->message);
  return TRUE;
}

static void
check_stored_file (KontorStatement *row, GPtrArray *findings)
{
  gsize            size = 0;
  const guint8    *bytes = kontor_statement_get_blob (row, 1, &size);
  g_autofree char *sha256 = kontor_text_sha256 (bytes, size);

  if (!g_str_equal (sha256, kontor_statement_get_text (row, 0)))
    kontor_verify_add (
      findings, "The bytes of a stored file were changed: %s.", kontor_statement_get_text (row, 0));
}

/* Files are named by their content, issued documents among them. */
static gboolean
check_stored_files (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, "SELECT sha256, content FROM stored_file", error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    check_stored_file (rows, findings);
  return step == KONTOR_STEP_DONE;
}

static gboolean
verify (KontorDatabase *database, const char *folder, GPtrArray *findings, GError **error)
{
  gboolean readable;

  if (!check_file (database, findings, &readable, error))
    return FALSE;
  return !readable
         || (kontor_verify_chains (database, findings, error)
             && kontor_verify_books (database, findings, error)
             && kontor_verify_counts (database, findings, error)
             && kontor_invoice_verify (database, findings, error)
             && check_stored_files (database, findings, error)
             && kontor_verify_derived (database, folder, findings, error));
}

/**
 * kontor_replica_verify:
 * @findings: (element-type utf8): one sentence for each thing that is wrong
 *
 * Checks the file, the chains of outbox and audit, sums, transitions, and the derived tables
 * against a fresh build on a copy. Nothing is changed. Blocks.
 *
 * Returns: whether it could look; @findings says what it saw
 */
gboolean
kontor_replica_verify (KontorReplica *self, GPtrArray *findings, GError **error)
{
  const char      *folder = kontor_replica_get_folder (self);
  g_autofree char *path = kontor_profile_dup_file (folder);
  g_autoptr (KontorDatabase) database = NULL;
  gboolean done;

  database = kontor_database_open (path, KONTOR_DATABASE_READ_ONLY, error);
  if (database == NULL || !kontor_database_begin_read (database, error))
    return FALSE;
  done = verify (database, folder, findings, error);
  kontor_database_rollback (database);
  return done;
}
