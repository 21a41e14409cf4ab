/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-work.h"

#include <glib/gi18n.h>

#include "kontor-csv.h"
#include "kontor-format.h"
#include "kontor-text.h"
#include "kontor-worker.h"

#define N_SAMPLES 3
#define MOST_BYTES (G_GINT64_CONSTANT (512) * 1024 * 1024)
#define MOST_LISTED 30

/**
 * KontorImportWork:
 *
 * Imports on a thread of their own, so that neither the window nor its other readings wait for
 * minutes. The importing thread tells how far it is by two numbers.
 */
struct _KontorImportWork
{
  GObject parent_instance;

  KontorReplica *replica; /* (owned) */
  KontorWorker  *worker;  /* (owned) */

  /* Written by the importing thread, read by the main thread */
  int permille; /* (atomic) */
  int rows;     /* (atomic) */
};

typedef struct
{
  KontorImportFile *file;
  char             *importer;
  KontorJson       *mapping;
  const char       *decimal; /* (nullable) (static) */
  gboolean          dry_run;
  gboolean          only_failed;
} Run;

G_DEFINE_FINAL_TYPE (KontorImportWork, kontor_import_work, G_TYPE_OBJECT)

KontorImportFile *
kontor_import_file_ref (KontorImportFile *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
kontor_import_file_unref (KontorImportFile *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->told_encoding, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->header, kontor_json_unref);
  g_clear_pointer (&self->samples, kontor_json_unref);
  g_clear_pointer (&self->mapping, kontor_json_unref);
  g_free (self); /* allocated in file_new() */
}

static void
run_free (gpointer data)
{
  g_autofree Run *run = data;

  g_clear_pointer (&run->file, kontor_import_file_unref);
  g_clear_pointer (&run->importer, g_free);
  g_clear_pointer (&run->mapping, kontor_json_unref);
}

static void
kontor_import_work_dispose (GObject *object)
{
  KontorImportWork *self = KONTOR_IMPORT_WORK (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (kontor_import_work_parent_class)->dispose (object);
}

static void
kontor_import_work_class_init (KontorImportWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_import_work_dispose;
}

static void
kontor_import_work_init (KontorImportWork *self)
{
}

KontorImportWork *
kontor_import_work_new (KontorReplica *replica)
{
  KontorImportWork *self = g_object_new (KONTOR_TYPE_IMPORT_WORK, NULL);

  self->replica = g_object_ref (replica);
  self->worker = kontor_worker_new ("kontor-import");
  return self;
}

/**
 * kontor_import_work_get_progress:
 * @rows: (out): rows read so far
 *
 * Returns: from 0 to 1
 */
double
kontor_import_work_get_progress (KontorImportWork *self, guint64 *rows)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT_WORK (self), 0);

  *rows = (guint64) g_atomic_int_get (&self->rows);
  return g_atomic_int_get (&self->permille) / 1000.0;
}

static KontorJson *
copy_row (GPtrArray *fields)
{
  KontorJson *row = kontor_json_new_array ();

  for (guint i = 0; i < fields->len; i++)
    kontor_json_append (row, kontor_json_new_string (g_ptr_array_index (fields, i)));
  return row;
}

static void
read_samples (KontorImportFile *file, const char *text, gsize length)
{
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, file->separator[0]);
  GPtrArray *fields = NULL;

  file->samples = kontor_json_new_array ();
  if (kontor_csv_reader_next (reader, &fields, NULL))
    file->header = copy_row (fields);
  else
    file->header = kontor_json_new_array ();
  while (kontor_json_length (file->samples) < N_SAMPLES
         && kontor_csv_reader_next (reader, &fields, NULL))
    kontor_json_append (file->samples, copy_row (fields));
}

static KontorImportForm
form_of (const KontorImportFile *file, const char *decimal)
{
  return (KontorImportForm){ file->told_encoding, file->told_separator, decimal };
}

static char *
decode (KontorImportFile *file, gsize *length, GError **error)
{
  gsize       size = 0;
  const char *data = g_bytes_get_data (file->bytes, &size);

  if (file->told_encoding == NULL)
    return kontor_text_to_utf8 (data, size, length, &file->encoding, error);
  file->encoding = file->told_encoding;
  return kontor_text_from (data, size, file->told_encoding, length, error);
}

static gboolean
look_into (KontorImportFile *file, KontorReplica *replica, GError **error)
{
  KontorImportForm form = form_of (file, NULL);
  gsize            length = 0;
  g_autofree char *text = decode (file, &length, error);
  g_autoptr (KontorJson) proposal = NULL;

  if (text == NULL)
    return FALSE;
  file->separator[0] = form.separator != 0 ? form.separator
                                           : kontor_csv_guess_separator (text, length);
  file->importer = kontor_import_guess (file->bytes, &form);
  read_samples (file, text, length);
  proposal = kontor_import_propose_mapping (replica, file->bytes, &form, error);
  if (proposal == NULL)
    return FALSE;
  file->remembered = kontor_json_get_boolean (proposal, "remembered", FALSE);
  file->mapping = kontor_json_ref ((KontorJson *) kontor_json_get_object (proposal, "mapping"));
  return TRUE;
}

static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MOST_BYTES)
    {
      g_set_error_literal (error,
                           KONTOR_IMPORT_ERROR,
                           KONTOR_IMPORT_ERROR_TOO_LARGE,
                           _ ("the file is larger than 512 MB"));
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

static char *
dup_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name);
}

/* Takes name and bytes. */
static KontorImportFile *
file_new (char *name, GBytes *bytes)
{
  KontorImportFile *file = g_new0 (KontorImportFile, 1);

  g_atomic_ref_count_init (&file->refs);
  file->name = name;
  file->bytes = bytes;
  return file;
}

static void
unref_file (gpointer data)
{
  kontor_import_file_unref (data);
}

static void
load (GTask *task)
{
  KontorImportWork *self = g_task_get_source_object (task);
  GFile            *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (file, g_task_get_cancellable (task), &error);
  g_autoptr (KontorImportFile) loaded = NULL;

  if (bytes != NULL)
    loaded = file_new (dup_name (file), g_steal_pointer (&bytes));
  if (loaded != NULL && look_into (loaded, self->replica, &error))
    g_task_return_pointer (task, g_steal_pointer (&loaded), unref_file);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The task's data is a file that nobody else knows yet. */
static void
look (GTask *task)
{
  KontorImportWork *self = g_task_get_source_object (task);
  KontorImportFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (look_into (file, self->replica, &error))
    g_task_return_pointer (task, kontor_import_file_ref (file), unref_file);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kontor_import_work_look_async:
 * @file: what was loaded
 * @encoding: (nullable): what it is written in; NULL to find it out
 * @separator: between columns; 0 to find it out
 *
 * Looks into a file again, as the person says that it is written. Finish with
 * kontor_import_work_load_finish().
 */
void
kontor_import_work_look_async (KontorImportWork   *self,
                               KontorImportFile   *file,
                               const char         *encoding,
                               char                separator,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask            *task = g_task_new (self, cancellable, callback, user_data);
  KontorImportFile *copy = NULL;

  g_return_if_fail (KONTOR_IS_IMPORT_WORK (self));

  copy = file_new (g_strdup (file->name), g_bytes_ref (file->bytes));
  copy->told_encoding = g_strdup (encoding);
  copy->told_separator = separator;
  g_task_set_source_tag (task, kontor_import_work_look_async);
  g_task_set_task_data (task, copy, unref_file);
  kontor_worker_run (self->worker, task, look);
}

/**
 * kontor_import_work_load_async:
 * @file: chosen by the person
 *
 * Reads a file and finds out what it is.
 */
void
kontor_import_work_load_async (KontorImportWork   *self,
                               GFile              *file,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KONTOR_IS_IMPORT_WORK (self));

  g_task_set_source_tag (task, kontor_import_work_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  kontor_worker_run (self->worker, task, load);
}

KontorImportFile *
kontor_import_work_load_finish (KontorImportWork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
progress_cb (double fraction, guint64 rows, gpointer user_data)
{
  KontorImportWork *self = user_data;

  g_atomic_int_set (&self->permille, (int) (fraction * 1000));
  g_atomic_int_set (&self->rows, (int) MIN (rows, G_MAXINT));
}

static void
run_import (GTask *task)
{
  KontorImportWork   *self = g_task_get_source_object (task);
  const Run          *run = g_task_get_task_data (task);
  KontorImportOptions options = { .file_name = run->file->name,
                                  .mapping = run->mapping,
                                  .dry_run = run->dry_run,
                                  .only_failed = run->only_failed,
                                  .cancellable = g_task_get_cancellable (task),
                                  .progress = progress_cb,
                                  .progress_data = self,
                                  .form = form_of (run->file, run->decimal) };
  g_autoptr (GError) error = NULL;
  KontorJson *report = kontor_import_run (
    self->replica, run->importer, run->file->bytes, &options, &error);

  /* What is in the books is said, also when the person had lost patience by then. */
  g_task_set_check_cancellable (task, FALSE);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kontor_import_work_run_async:
 * @file: what was loaded
 * @order: what to do with it; copied
 * @cancellable: stops it; what was imported until then stays, and can be undone as one
 */
void
kontor_import_work_run_async (KontorImportWork        *self,
                              KontorImportFile        *file,
                              const KontorImportOrder *order,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run   *run = g_new0 (Run, 1);

  g_return_if_fail (KONTOR_IS_IMPORT_WORK (self));

  run->file = kontor_import_file_ref (file);
  run->importer = g_strdup (order->importer);
  run->mapping = order->mapping != NULL ? kontor_json_ref (order->mapping) : NULL;
  run->decimal = order->decimal;
  run->dry_run = order->dry_run;
  run->only_failed = order->only_failed;
  progress_cb (0, 0, self);
  g_task_set_source_tag (task, kontor_import_work_run_async);
  g_task_set_task_data (task, run, run_free);
  kontor_worker_run (self->worker, task, run_import);
}

KontorJson *
kontor_import_work_run_finish (KontorImportWork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
undo (GTask *task)
{
  KontorImportWork *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *label = kontor_import_undo (self->replica, g_task_get_task_data (task), &error);

  if (label != NULL)
    g_task_return_pointer (task, label, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kontor_import_work_undo_async:
 * @batch: uid of an import
 */
void
kontor_import_work_undo_async (KontorImportWork   *self,
                               const char         *batch,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KONTOR_IS_IMPORT_WORK (self));

  g_task_set_source_tag (task, kontor_import_work_undo_async);
  g_task_set_task_data (task, g_strdup (batch), g_free);
  kontor_worker_run (self->worker, task, undo);
}

char *
kontor_import_work_undo_finish (KontorImportWork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static guint
column_of (const KontorListType *type, const char *key)
{
  guint i = 0;

  while (type->columns[i].key != NULL && !g_str_equal (type->columns[i].key, key))
    i++;
  return i;
}

static const char *
text_of (const KontorListType *type, const KontorListRow *row, const char *key)
{
  guint column = column_of (type, key);

  return column < row->n_values && row->values[column].text != NULL ? row->values[column].text : "";
}

static KontorJson *
describe (const KontorListType *type, const KontorListRow *row)
{
  KontorJson      *entry = kontor_json_new_object ();
  g_autofree char *uid = kontor_uid_dup_text (&row->uid);
  guint            started = column_of (type, "started");
  guint            undone = column_of (type, "undone");
  KontorJson      *summary = kontor_json_parse (text_of (type, row, "summary"), -1, NULL);

  kontor_json_set_string (entry, "batch", uid);
  kontor_json_set_string (entry, "file", text_of (type, row, "file"));
  kontor_json_set_string (entry, "importer", text_of (type, row, "importer"));
  kontor_json_set_integer (entry, "at", row->values[started].integer);
  kontor_json_set_boolean (entry, "undone", !row->values[undone].is_null);
  if (summary != NULL)
    kontor_json_set (entry, "summary", summary);
  return entry;
}

static gpointer
read_list (KontorDatabase *database, gpointer data, GError **error)
{
  KontorListQuery      *query = data;
  const KontorListType *type = kontor_list_query_get_type_info (query);
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, database, MOST_LISTED, error);
  g_autoptr (GPtrArray) rows = NULL;
  KontorJson *list = NULL;

  if (ids == NULL)
    return NULL;
  rows = kontor_list_query_fetch_rows (
    query, database, (const gint64 *) ids->data, ids->len, error);
  if (rows == NULL)
    return NULL;
  list = kontor_json_new_array ();
  for (guint i = 0; i < rows->len; i++)
    kontor_json_append (list, describe (type, g_ptr_array_index (rows, i)));
  return list;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError     *error = NULL;
  KontorJson *list = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, error);
}

void
kontor_import_work_list_async (KontorImportWork   *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask                *task = g_task_new (self, cancellable, callback, user_data);
  const KontorListType *type = kontor_list_type_find ("imports");
  g_autoptr (KontorListQuery) query = kontor_list_query_new (
    type, "", NULL, kontor_time_now (), kontor_format_zone (), NULL);

  g_return_if_fail (KONTOR_IS_IMPORT_WORK (self));

  kontor_replica_read_async (self->replica,
                             read_list,
                             g_steal_pointer (&query),
                             (GDestroyNotify) kontor_list_query_unref,
                             (GDestroyNotify) kontor_json_unref,
                             cancellable,
                             listed_cb,
                             task);
}

KontorJson *
kontor_import_work_list_finish (KontorImportWork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
