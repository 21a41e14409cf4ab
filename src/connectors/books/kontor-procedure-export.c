/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-books-private.h"
#include "kontor-books-query.h"
#include "kontor-letterhead.h"
#include "kontor-procedure.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorLetterhead, kontor_letterhead_clear)

typedef struct
{
  KontorJson *facts;    /* (owned) */
  KontorJson *settings; /* (owned) */
} Facts;

static void
facts_clear (Facts *self)
{
  g_clear_pointer (&self->facts, kontor_json_unref);
  g_clear_pointer (&self->settings, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static gpointer
read_facts (KontorDatabase *database, gpointer data, GError **error)
{
  Facts *self = data;

  self->settings = kontor_query_settings (database, error);
  if (self->settings != NULL)
    self->facts = kontor_query_procedure (database, error);
  return self->facts;
}

/**
 * kontor_books_export_procedure:
 * @replica: the company
 * @job: period that it is for, and folder
 * @error: return location for an error
 *
 * Writes the procedure documentation as PDF in the company's language. Blocking.
 *
 * Errors: #KontorDatabaseError, #KontorDocumentError, #GFileError.
 *
 * Returns: (transfer full): what was written, or %NULL
 */
KontorJson *
kontor_books_export_procedure (KontorReplica *replica, const KontorBooksJob *job, GError **error)
{
  g_auto (KontorBooksWork) work = { 0 };
  g_auto (Facts) facts = { 0 };
  g_auto (KontorLetterhead) head = { 0 };
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *name = NULL;

  if (kontor_replica_read (replica, read_facts, &facts, error) == NULL
      || !kontor_books_work_begin (&work, replica, job, "procedure", error))
    return NULL;
  kontor_letterhead_from_settings (&head, facts.settings);
  pdf = kontor_procedure_render (
    facts.facts, &head, kontor_json_get_string (facts.settings, "language", "de"), work.now, error);
  name = kontor_books_work_dup_name (&work, "Verfahrensdokumentation_%s.pdf");
  if (pdf == NULL || !kontor_books_work_write (&work, name, pdf, error))
    return NULL;
  return kontor_books_work_finish (&work, 0, 0, kontor_json_new_array (), error);
}
