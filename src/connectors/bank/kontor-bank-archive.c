/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-import.h"

#include <glib/gi18n-lib.h>

#include "kontor-bank-zip.h"
#include "kontor-command.h"

/* An archive of statements, one after the other. */
typedef struct
{
  KontorReplica    *replica;
  const char       *account;
  const KontorJson *mapping;
  KontorJson       *files; /* (owned): [{"name","format","entries","known","problem"?}…] */
  KontorJson       *notes; /* (owned) */
  gint64            n_statements;
  gint64            n_entries;
  gint64            n_known;
  guint             n_read; /* files */
} KontorArchiveJob;

static void
clear_job (KontorArchiveJob *self)
{
  g_clear_pointer (&self->files, kontor_json_unref);
  g_clear_pointer (&self->notes, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorArchiveJob, clear_job)

/* Tables say no balances, as everybody knows who chose to load one. */
static void
take_notes (KontorArchiveJob *self, const char *name, const KontorJson *report)
{
  const KontorJson *notes = kontor_json_get_array (report, "notes");

  if (g_str_equal (kontor_json_get_string (report, "format", ""), "csv"))
    return;
  for (guint i = 0; i < kontor_json_length (notes); i++)
    {
      g_autofree char *note = g_strdup_printf (
        "%s: %s", name, kontor_json_string (kontor_json_at (notes, i)));

      kontor_json_append (self->notes, kontor_json_new_string (note));
    }
}

static void
take_report (KontorArchiveJob *self, const char *name, const KontorJson *report)
{
  KontorJson *file = kontor_json_new_object ();
  gint64      n_entries = kontor_json_get_integer (report, "entries", 0);
  gint64      n_known = kontor_json_get_integer (report, "known", 0);

  kontor_json_set_string (file, "name", name);
  kontor_json_set_string (file, "format", kontor_json_get_string (report, "format", ""));
  kontor_json_set_integer (file, "entries", n_entries);
  kontor_json_set_integer (file, "known", n_known);
  kontor_json_append (self->files, file);
  take_notes (self, name, report);
  self->n_statements += kontor_json_get_integer (report, "statements", 0);
  self->n_entries += n_entries;
  self->n_known += n_known;
  self->n_read++;
}

static void
take_problem (KontorArchiveJob *self, const char *name, const char *problem)
{
  KontorJson *file = kontor_json_new_object ();

  kontor_json_set_string (file, "name", name);
  kontor_json_set_string (file, "problem", problem);
  kontor_json_append (self->files, file);
}

/* What is wrong with one file is said; what is wrong with the profile ends the work. */
static gboolean
is_of_the_file (const GError *error)
{
  return error->domain == KONTOR_BANK_ERROR
         || g_error_matches (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
}

static gboolean
import_member (KontorArchiveJob *self, const KontorBankMember *member, GError **error)
{
  g_autoptr (KontorJson) report = NULL;
  g_autoptr (GError) reason = NULL;

  if (member->bytes == NULL)
    {
      take_problem (self, member->name, member->problem);
      return TRUE;
    }
  report = kontor_bank_import (self->replica, member->bytes, self->account, self->mapping, &reason);
  if (report != NULL)
    take_report (self, member->name, report);
  else if (is_of_the_file (reason))
    take_problem (self, member->name, reason->message);
  else
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s: ", member->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_any (const KontorArchiveJob *self, GError **error)
{
  const KontorJson *first = kontor_json_at (self->files, 0);

  if (self->n_read > 0)
    return TRUE;
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_FORMAT,
               _ ("there is no statement in the archive that can be read; “%s”: %s"),
               kontor_json_get_string (first, "name", ""),
               kontor_json_get_string (first, "problem", ""));
  return FALSE;
}

static KontorJson *
make_report (KontorArchiveJob *self)
{
  KontorJson *report = kontor_json_new_object ();

  kontor_json_set_string (report, "format", "zip");
  kontor_json_set_integer (report, "statements", self->n_statements);
  kontor_json_set_integer (report, "entries", self->n_entries);
  kontor_json_set_integer (report, "known", self->n_known);
  kontor_json_set (report, "notes", kontor_json_ref (self->notes));
  kontor_json_set (report, "files", kontor_json_ref (self->files));
  return report;
}

/**
 * kontor_bank_import_archive:
 * @replica: an open profile
 * @bytes: a ZIP archive of a bank's files
 * @account: (nullable): IBAN or name of the account, for files that name none
 * @mapping: (nullable): columns of the tables in it
 * @error: return location for an error
 *
 * Takes in the statements of an archive in its order, each as kontor_bank_import() does; what is
 * kept are the files in it. A file that can't be read is named with its problem, and the others
 * are taken in. Blocking.
 *
 * Errors: #KontorBankError for an archive that is refused or has no statement, those of
 * bank.statement.
 *
 * Returns: (transfer full): {"format":"zip","statements","entries","known","notes":[…],
 *   "files":[{"name","format","entries","known"} or {"name","problem"}…]}, or %NULL
 */
KontorJson *
kontor_bank_import_archive (KontorReplica    *replica,
                            GBytes           *bytes,
                            const char       *account,
                            const KontorJson *mapping,
                            GError          **error)
{
  g_auto (KontorArchiveJob) job = { .replica = replica, .account = account, .mapping = mapping };
  g_autoptr (GPtrArray) members = kontor_bank_unzip (bytes, error);

  if (members == NULL)
    return NULL;
  job.files = kontor_json_new_array ();
  job.notes = kontor_json_new_array ();
  for (guint i = 0; i < members->len; i++)
    if (!import_member (&job, g_ptr_array_index (members, i), error))
      return NULL;
  return check_any (&job, error) ? make_report (&job) : NULL;
}
