/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-books-private.h"
#include "kontor-books-query.h"
#include "kontor-datev.h"
#include "kontor-file-store.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-zip.h"

/* A month's bookings for the tax adviser, and the pictures that they link to. */

typedef struct
{
  gint64            from;
  gint64            to;
  KontorBooksPlan   plan;
  KontorBooksBatch *batch; /* (owned) */
} Month;

static void
month_clear (Month *self)
{
  g_clear_pointer (&self->batch, kontor_books_batch_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Month, month_clear)

/* Whoever has no account yet gets one. */
static gboolean
give_accounts (KontorReplica *replica, GError **error)
{
  gint64 given = 1;

  while (given > 0)
    {
      g_autoptr (KontorJson) result = kontor_replica_run (
        replica, "books.accounts", kontor_json_new_object (), NULL, error);

      if (result == NULL)
        return FALSE;
      given = kontor_json_get_integer (result, "given", 0);
    }
  return TRUE;
}

static gpointer
read_month (KontorDatabase *database, gpointer data, GError **error)
{
  Month *self = data;
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);

  if (settings == NULL || !kontor_books_plan_init (&self->plan, settings, error))
    return NULL;
  self->batch = kontor_query_books_batch (database, &self->plan, self->from, self->to, error);
  return self->batch;
}

static gboolean
check (const Month *self, GError **error)
{
  const GPtrArray *problems = self->batch->problems;
  g_autofree char *from = kontor_day_format_iso (self->from);
  g_autofree char *to = kontor_day_format_iso (self->to);

  if (problems->len == 1)
    g_set_error_literal (
      error, KONTOR_BOOKS_ERROR, KONTOR_BOOKS_ERROR_DOCUMENT, problems->pdata[0]);
  else if (problems->len > 1)
    g_set_error (
      error,
      KONTOR_BOOKS_ERROR,
      KONTOR_BOOKS_ERROR_DOCUMENT,
      g_dngettext (
        GETTEXT_PACKAGE, "%s; and %u more matter", "%s; and %u more matters", problems->len - 1),
      (const char *) problems->pdata[0],
      problems->len - 1);
  else if (self->batch->postings->len == 0)
    g_set_error (error,
                 KONTOR_BOOKS_ERROR,
                 KONTOR_BOOKS_ERROR_DOCUMENT,
                 _ ("there is nothing to book from %s to %s"),
                 from,
                 to);
  else
    return TRUE;
  return FALSE;
}

static char *
dup_created (gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *seconds = kontor_time_format_local (now, zone, "%Y%m%d%H%M%S");

  return g_strdup_printf ("%s%03d", seconds, (int) (now / 1000 % 1000));
}

/* "10/2026", and which repetition it is. */
static char *
dup_label (const KontorBooksWork *work)
{
  g_autofree char *day = kontor_day_format_iso (work->job->from);

  if (work->n_before == 0)
    return g_strdup_printf ("Kontor %.2s/%.4s", day + 5, day);
  return g_strdup_printf ("Kontor %.2s/%.4s Wdh. %" G_GINT64_FORMAT, day + 5, day, work->n_before);
}

static gboolean
write_batch (KontorBooksWork *work, const Month *month, GError **error)
{
  g_autofree char  *created = dup_created (work->now);
  g_autofree char  *label = dup_label (work);
  g_autofree char  *name = kontor_books_work_dup_name (work, "EXTF_Buchungsstapel_%s.csv");
  KontorDatevHeader header = { .plan = &month->plan,
                               .from_day = month->from,
                               .to_day = month->to,
                               .label = label,
                               .created = created };
  g_autoptr (GBytes) bytes = kontor_datev_batch (&header, month->batch->postings, error);

  return bytes != NULL && kontor_books_work_write (work, name, bytes, error);
}

/* --- pictures --- */

typedef struct
{
  KontorBooksWork *work;
  KontorZip       *zip;      /* (owned) (nullable) */
  GPtrArray       *pictures; /* (owned) (element-type KontorDatevPicture): of this archive */
  char            *name;     /* (owned) (nullable) */
  guint            n_archives;
  KontorJson      *missing; /* (owned) */
} Album;

static void
album_clear (Album *self)
{
  g_clear_pointer (&self->zip, kontor_zip_free);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->missing, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Album, album_clear)

static gboolean
open_archive (Album *self, GError **error)
{
  KontorBooksWork *work = self->work;
  g_autofree char *first = kontor_books_work_dup_name (work, "Belege_%s.zip");
  g_autofree char *next = kontor_books_work_dup_name (work, "Belege_%s");
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;

  self->n_archives++;
  self->name = self->n_archives == 1 ? g_steal_pointer (&first)
                                     : g_strdup_printf ("%s-%u.zip", next, self->n_archives);
  path = kontor_books_work_dup_path (work, self->name);
  file = g_file_new_for_path (path);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (stream == NULL)
    return FALSE;
  self->zip = kontor_zip_new (G_OUTPUT_STREAM (stream), work->job->to);
  return TRUE;
}

static gboolean
close_archive (Album *self, GError **error)
{
  g_autofree char *created = dup_created (self->work->now);
  g_autofree char *label = dup_label (self->work);
  g_autoptr (GBytes) index = NULL;

  if (self->zip == NULL)
    return TRUE;
  index = kontor_datev_archive (self->pictures, label, created);
  if (!kontor_zip_add (self->zip, "document.xml", index, error)
      || !kontor_zip_finish (self->zip, error))
    return FALSE;
  kontor_books_work_note (self->work, self->name, NULL);
  g_clear_pointer (&self->zip, kontor_zip_free);
  g_clear_pointer (&self->name, g_free);
  g_ptr_array_set_size (self->pictures, 0);
  return TRUE;
}

static gboolean
add_picture (Album           *self,
             const KontorUid *uid,
             const char      *number,
             const char      *sha256,
             const char      *ending,
             GError         **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = kontor_file_store_load (self->work->replica, sha256, &failure);
  KontorDatevPicture *picture = NULL;

  if (bytes == NULL && failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (bytes == NULL)
    {
      kontor_json_append (self->missing, kontor_json_new_string (number));
      return TRUE;
    }
  if (self->zip != NULL && !kontor_zip_has_room (self->zip, g_bytes_get_size (bytes))
      && !close_archive (self, error))
    return FALSE;
  if (self->zip == NULL && !open_archive (self, error))
    return FALSE;

  picture = g_new0 (KontorDatevPicture, 1);
  picture->guid = kontor_uid_dup_text (uid);
  picture->file_name = g_strdup_printf ("%s.%s", number, ending);
  g_strdelimit (picture->file_name, "/\\:*?\"<>|", '-');
  g_ptr_array_add (self->pictures, picture);
  return kontor_zip_add (self->zip, picture->file_name, bytes, error);
}

/* A stranger's number is no name for a file. */
static gboolean
add_received (Album *self, const KontorBooksReceived *received, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (received->file_name, -1);
  g_autofree char *uid = kontor_uid_dup_text (&received->uid);
  g_autofree char *name = g_strdup_printf ("Eingang-%s", uid);

  return add_picture (self,
                      &received->uid,
                      name,
                      received->file_sha256,
                      g_str_has_suffix (lower, ".xml") ? "xml" : "pdf",
                      error);
}

static KontorJson *
write_pictures (KontorBooksWork *work, const KontorBooksBatch *batch, GError **error)
{
  g_auto (Album) album = { .work = work };

  album.pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_datev_picture_free);
  album.missing = kontor_json_new_array ();
  if (!work->job->pictures)
    return g_steal_pointer (&album.missing);

  for (guint i = 0; i < batch->documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (batch->documents, i);

      if (!add_picture (
            &album, &document->uid, document->number, document->pdf_sha256, "pdf", error))
        return NULL;
    }
  for (guint i = 0; i < batch->received->len; i++)
    if (!add_received (&album, g_ptr_array_index (batch->received, i), error))
      return NULL;
  return close_archive (&album, error) ? g_steal_pointer (&album.missing) : NULL;
}

/**
 * kontor_books_export_datev:
 * @replica: the company
 * @job: a month, or part of one, and the folder
 * @error: return location for an error
 *
 * Writes the booking batch of the period, and beside it an archive of the pictures that it links
 * to, with document.xml. Gives accounts to those who have none, and logs the file. A second export
 * of the same period says so in its name and label. When something cannot be booked nothing is
 * written. Blocking.
 *
 * Errors: #KontorBooksError, #KontorDatabaseError, #GFileError, #GIOErrorEnum.
 *
 * Returns: (transfer full): what was written, or %NULL
 */
KontorJson *
kontor_books_export_datev (KontorReplica *replica, const KontorBooksJob *job, GError **error)
{
  g_auto (KontorBooksWork) work = { 0 };
  g_auto (Month) month = { .from = job->from, .to = job->to };
  KontorJson *missing = NULL;

  if (!give_accounts (replica, error)
      || kontor_replica_read (replica, read_month, &month, error) == NULL || !check (&month, error)
      || !kontor_books_work_begin (&work, replica, job, "datev", error))
    return NULL;

  if (write_batch (&work, &month, error))
    missing = write_pictures (&work, month.batch, error);
  if (missing == NULL)
    {
      kontor_books_work_forget (&work);
      return NULL;
    }
  return kontor_books_work_finish (
    &work, month.batch->postings->len, month.batch->sum_minor, missing, error);
}
