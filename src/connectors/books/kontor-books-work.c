/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "kontor-books-private.h"
#include "kontor-books-query.h"
#include "kontor-text.h"
#include "kontor-time.h"

static gpointer
count_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorBooksWork *self = data;
  gint64                 count = 0;

  if (!kontor_query_count_exports (
        database, self->kind, self->job->from, self->job->to, &count, error))
    return NULL;
  return kontor_json_new_integer (count);
}

/**
 * kontor_books_work_begin:
 * @self: (out caller-allocates): the work
 * @replica: the company
 * @job: period and folder; must outlive the work
 * @kind: of the log
 * @error: return location for an error
 *
 * Makes the folder and finds out how often the period was exported before.
 *
 * Returns: whether the work can be done
 */
gboolean
kontor_books_work_begin (KontorBooksWork      *self,
                         KontorReplica        *replica,
                         const KontorBooksJob *job,
                         const char           *kind,
                         GError              **error)
{
  g_autoptr (KontorJson) count = NULL;

  *self = (KontorBooksWork){
    .replica = replica, .job = job, .kind = kind, .now = kontor_time_now ()
  };
  self->files = kontor_json_new_array ();
  self->paths = g_ptr_array_new_with_free_func (g_free);
  if (g_mkdir_with_parents (job->folder, 0700) != 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   g_file_error_from_errno (errno),
                   _ ("the folder “%s” cannot be made: %s"),
                   job->folder,
                   g_strerror (errno));
      return FALSE;
    }
  count = kontor_replica_read (replica, count_in_reader, self, error);
  if (count == NULL)
    return FALSE;
  self->n_before = kontor_json_integer (count);
  return TRUE;
}

/**
 * kontor_books_work_forget:
 *
 * Takes away what was written so far.
 */
void
kontor_books_work_forget (KontorBooksWork *self)
{
  for (guint i = 0; i < self->paths->len; i++)
    g_unlink (g_ptr_array_index (self->paths, i));
}

void
kontor_books_work_clear (KontorBooksWork *self)
{
  g_clear_pointer (&self->files, kontor_json_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

/* 2026-10 for a month, 2026 for a year, else first and last day. */
static char *
dup_period (const KontorBooksJob *job)
{
  g_autofree char *first = kontor_day_format_iso (job->from);
  g_autofree char *last = kontor_day_format_iso (job->to);
  g_autofree char *after = kontor_day_format_iso (job->to + 1);

  if (g_str_has_suffix (first, "-01-01") && g_str_has_suffix (last, "-12-31")
      && strncmp (first, last, 4) == 0)
    return g_strndup (first, 4);
  if (g_str_has_suffix (first, "-01") && g_str_has_suffix (after, "-01")
      && strncmp (first, last, 7) == 0)
    return g_strndup (first, 7);
  return g_strdup_printf ("%s_%s", first, last);
}

/**
 * kontor_books_work_dup_name:
 * @format: such as "EXTF_Buchungsstapel_%s.csv": the period takes the place of "%s"
 *
 * Returns: (transfer full): the name of a file; of a repeated export another one, so that nothing
 * is written over
 */
char *
kontor_books_work_dup_name (const KontorBooksWork *self, const char *format)
{
  g_autofree char *period = dup_period (self->job);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *repeat = self->n_before > 0
                              ? g_strdup_printf ("_Wdh%" G_GINT64_FORMAT, self->n_before)
                              : g_strdup ("");

  return g_strconcat (parts[0], period, repeat, parts[1], NULL);
}

/**
 * kontor_books_work_dup_path:
 * @name: of a file
 *
 * Returns: (transfer full): where it lies; it is taken away when the work fails
 */
char *
kontor_books_work_dup_path (KontorBooksWork *self, const char *name)
{
  char *path = g_build_filename (self->job->folder, name, NULL);

  g_ptr_array_add (self->paths, g_strdup (path));
  return path;
}

static void
note (KontorBooksWork *self, const char *name, const char *sha256, gsize n_bytes)
{
  KontorJson *file = kontor_json_new_object ();

  kontor_json_set_string (file, "name", name);
  kontor_json_set_string (file, "sha256", sha256);
  kontor_json_set_integer (file, "n_bytes", (gint64) n_bytes);
  kontor_json_append (self->files, file);
}

/**
 * kontor_books_work_note:
 * @name: of a file that was written
 * @bytes: (nullable): what is in it; %NULL: it is read anew
 *
 * Notes the file and its hash.
 */
void
kontor_books_work_note (KontorBooksWork *self, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (self->job->folder, name, NULL);
  g_autoptr (GMappedFile) map = bytes == NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  g_autoptr (GBytes) content = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  g_autofree char *sha256 = NULL;

  if (bytes == NULL && content == NULL)
    return;
  if (content == NULL)
    content = g_bytes_ref (bytes);
  sha256 = kontor_text_sha256 (g_bytes_get_data (content, NULL),
                               (gssize) g_bytes_get_size (content));
  note (self, name, sha256, g_bytes_get_size (content));
}

/**
 * kontor_books_work_write:
 * @name: of a file
 * @bytes: what is in it
 * @error: return location for an error of #GFileError
 *
 * Returns: whether the file is whole on the disk
 */
gboolean
kontor_books_work_write (KontorBooksWork *self, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = kontor_books_work_dup_path (self, name);

  if (!g_file_set_contents_full (path,
                                 g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600,
                                 error))
    return FALSE;
  kontor_books_work_note (self, name, bytes);
  return TRUE;
}

static gboolean
log_export (KontorBooksWork *self, gint64 n_rows, gint64 sum_minor, GError **error)
{
  const KontorJson *file = kontor_json_at (self->files, 0);
  KontorJson       *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "kind", self->kind);
  kontor_json_set_integer (params, "from", self->job->from);
  kontor_json_set_integer (params, "to", self->job->to);
  kontor_json_set_string (params, "file_name", kontor_json_get_string (file, "name", ""));
  kontor_json_set_string (params, "sha256", kontor_json_get_string (file, "sha256", ""));
  kontor_json_set_integer (params, "n_rows", n_rows);
  kontor_json_set_integer (params, "sum_minor", sum_minor);
  result = kontor_replica_run (self->replica, "books.export", params, NULL, error);
  return result != NULL;
}

/**
 * kontor_books_work_finish:
 * @self: work whose files are written
 * @n_rows: of the first file
 * @sum_minor: of what it says
 * @missing: (transfer full): numbers of documents whose picture is not here
 * @error: return location for an error
 *
 * Logs the first file. What cannot be logged is not handed out.
 *
 * Returns: (transfer full): the result, or %NULL
 */
KontorJson *
kontor_books_work_finish (
  KontorBooksWork *self, gint64 n_rows, gint64 sum_minor, KontorJson *missing, GError **error)
{
  KontorJson *result = NULL;

  if (!log_export (self, n_rows, sum_minor, error))
    {
      kontor_json_unref (missing); /* handed over to the result otherwise */
      kontor_books_work_forget (self);
      return NULL;
    }
  result = kontor_json_new_object ();
  kontor_json_set_string (result, "kind", self->kind);
  kontor_json_set_string (result, "folder", self->job->folder);
  kontor_json_set_integer (result, "from", self->job->from);
  kontor_json_set_integer (result, "to", self->job->to);
  kontor_json_set_boolean (result, "repeats", self->n_before > 0);
  kontor_json_set_integer (result, "n_rows", n_rows);
  kontor_json_set_integer (result, "sum_minor", sum_minor);
  kontor_json_set (result, "missing", missing);
  kontor_json_set (result, "files", g_steal_pointer (&self->files));
  return result;
}
