/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-text.h"

#define FLUSH_AT 200
#define MOST_FAILURES 1000
#define READING 0.3 /* part of the time */

static void
origin_free (KontorImportOrigin *self)
{
  g_clear_pointer (&self->key, g_free);
  g_free (self); /* owned by the array */
}

static void
add (GHashTable *counts, const char *key, guint64 n)
{
  guint64 now = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key)) + n;

  g_hash_table_insert (counts, g_strdup (key), GSIZE_TO_POINTER (now));
}

static gboolean
check_columns (KontorImportJob *self, const char *const *needed, GError **error)
{
  for (guint i = 0; needed != NULL && needed[i] != NULL; i++)
    {
      g_autofree char *folded = kontor_text_fold (needed[i], -1);

      if (g_hash_table_contains (self->columns, folded))
        continue;
      g_set_error (error,
                   KONTOR_IMPORT_ERROR,
                   KONTOR_IMPORT_ERROR_NOT_THIS,
                   _ ("the file has no column “%s”, so it is not what %s reads"),
                   needed[i],
                   self->importer);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_header (KontorImportJob *self, GError **error)
{
  GPtrArray *fields = NULL;
  GPtrArray *copy;

  if (!kontor_csv_reader_next (self->reader, &fields, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (
          error, KONTOR_IMPORT_ERROR, KONTOR_IMPORT_ERROR_NOT_THIS, _ ("the file is empty"));
      return FALSE;
    }
  copy = g_ptr_array_new ();
  for (guint i = 0; i < fields->len; i++)
    {
      char *folded = kontor_text_fold (g_ptr_array_index (fields, i), -1);

      g_strstrip (folded);
      g_ptr_array_add (copy, g_strdup (g_ptr_array_index (fields, i)));
      if (g_hash_table_contains (self->columns, folded))
        g_free (folded); /* the first of two equal names counts */
      else
        g_hash_table_insert (self->columns, folded, GUINT_TO_POINTER (i + 1));
    }
  g_ptr_array_add (copy, NULL);
  self->header = (GStrv) g_ptr_array_free (copy, FALSE);
  return TRUE;
}

/**
 * kontor_import_job_open:
 * @self: with replica, options and importer set, the rest zero
 * @data: the file's bytes
 * @needed: (nullable): columns without which the file is another one
 *
 * Finds out encoding and separator, where the options don't say them, and reads the header.
 */
gboolean
kontor_import_job_open (KontorImportJob   *self,
                        GBytes            *data,
                        const char *const *needed,
                        GError           **error)
{
  gsize                   size;
  const char             *bytes = g_bytes_get_data (data, &size);
  const KontorImportForm *form = &self->options->form;

  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->created = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unchanged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify) origin_free);
  self->failures = kontor_json_new_array ();
  if (form->encoding != NULL)
    self->text = kontor_text_from (bytes, size, form->encoding, &self->length, error);
  else
    self->text = kontor_text_to_utf8 (bytes, size, &self->length, &self->encoding, error);
  if (self->text == NULL)
    return FALSE;
  if (form->encoding != NULL)
    self->encoding = form->encoding;
  self->decimal = form->decimal != NULL ? form->decimal : ".";
  self->separator = form->separator != 0 ? form->separator
                                         : kontor_csv_guess_separator (self->text, self->length);
  self->reader = kontor_csv_reader_new (self->text, self->length, self->separator);
  return read_header (self, error) && check_columns (self, needed, error);
}

/**
 * kontor_import_job_clear:
 *
 * Frees what the job owns.
 */
void
kontor_import_job_clear (KontorImportJob *self)
{
  g_clear_pointer (&self->reader, kontor_csv_reader_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->header, g_strfreev);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->origins, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_clear_pointer (&self->created, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->unchanged, g_hash_table_unref);
  g_clear_pointer (&self->failures, kontor_json_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
}

/* Some files say only at their end what their rows mean: reading is a part of the way, what the
 * rows say in the books the rest. */
static void
tell_progress (KontorImportJob *self)
{
  double read = kontor_csv_reader_get_progress (self->reader);
  double rows = read > 0 ? (double) self->rows / read : 0;
  double written = rows > 0 ? MIN (1, (double) (self->settled + self->failed) / rows) : 0;
  double now = READING * read + (0.99 - READING) * written;

  if (self->options->progress == NULL || now <= self->shown)
    return;
  self->shown = now;
  self->options->progress (now, self->rows, self->options->progress_data);
}

/**
 * kontor_import_job_next:
 * @has_row: (out): FALSE at the end of the file
 *
 * Goes to the next row. Rows that are not wanted (only the failed ones were asked for) are counted
 * and passed over.
 *
 * Returns: FALSE on a damaged file or when it was cancelled
 */
gboolean
kontor_import_job_next (KontorImportJob *self, gboolean *has_row, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  do
    {
      if (g_cancellable_set_error_if_cancelled (self->options->cancellable, error))
        return FALSE;
      *has_row = kontor_csv_reader_next (self->reader, &self->fields, &local_error);
      if (local_error != NULL)
        {
          g_set_error (error,
                       KONTOR_IMPORT_ERROR,
                       KONTOR_IMPORT_ERROR_DAMAGED,
                       _ ("the file can't be read to its end: %s"),
                       local_error->message);
          return FALSE;
        }
      if (!*has_row)
        return TRUE;
      self->line = kontor_csv_reader_get_line (self->reader);
      self->rows++;
      if (self->rows % 500 == 0)
        tell_progress (self);
      if (self->wanted == NULL
          || g_hash_table_contains (self->wanted, GSIZE_TO_POINTER (self->line)))
        return TRUE;
      kontor_import_job_count (self, "not asked for", 1);
    }
  while (TRUE);
}

/**
 * kontor_import_job_get:
 * @column: name as in the header, any case
 *
 * Returns: (transfer none): the current row's field, "" when the row or the file has none
 */
const char *
kontor_import_job_get (const KontorImportJob *self, const char *column)
{
  gpointer known = NULL;
  guint    index;

  if (!g_hash_table_lookup_extended (self->asked, column, NULL, &known))
    {
      g_autofree char *folded = kontor_text_fold (column, -1);

      known = g_hash_table_lookup (self->columns, folded);
      g_hash_table_insert (self->asked, g_strdup (column), known);
    }
  index = GPOINTER_TO_UINT (known);
  return index > 0 && index <= self->fields->len ? g_ptr_array_index (self->fields, index - 1) : "";
}

/**
 * kontor_import_job_get_any:
 * @columns: names, NULL-terminated
 *
 * Returns: (transfer none): the first of them that is not empty, or ""
 */
const char *
kontor_import_job_get_any (const KontorImportJob *self, const char *const *columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char *value = kontor_import_job_get (self, columns[i]);

      if (*value != '\0')
        return value;
    }
  return "";
}

/**
 * kontor_import_job_count:
 * @kind: what the rows are; each row of the file is counted once
 */
void
kontor_import_job_count (KontorImportJob *self, const char *kind, guint rows)
{
  add (self->kinds, kind, rows);
}

/**
 * kontor_import_job_note:
 * @counts: created, changed or unchanged
 */
void
kontor_import_job_note (GHashTable *counts, const char *thing)
{
  add (counts, thing, 1);
}

/**
 * kontor_import_job_fail:
 * @line: where in the file
 * @rows: how many rows are not in the books because of it
 */
void
kontor_import_job_fail (KontorImportJob *self, guint64 line, guint rows, const char *message)
{
  KontorJson *failure;

  self->failed += rows;
  if (kontor_json_length (self->failures) >= MOST_FAILURES)
    return;
  failure = kontor_json_new_object ();
  kontor_json_set_integer (failure, "line", (gint64) line);
  kontor_json_set_string (failure, "message", message);
  kontor_json_append (self->failures, failure);
}

/**
 * kontor_import_job_queue:
 * @thing: (static): what the report calls it
 * @rows: rows of the file that are in it
 * @key: (nullable): under which its uid is put into @map when it was done
 *
 * Lets a command wait for the next flush, which comes by itself.
 */
gboolean
kontor_import_job_queue (KontorImportJob *self,
                         const char      *command,
                         KontorJson      *params,
                         const char      *thing,
                         guint64          line,
                         guint            rows,
                         const char      *key,
                         GHashTable      *map,
                         GError         **error)
{
  KontorReplicaItem  *item = g_new0 (KontorReplicaItem, 1);
  KontorImportOrigin *origin = g_new0 (KontorImportOrigin, 1);

  item->name = command;
  item->params = params;
  origin->thing = thing;
  origin->line = line;
  origin->rows = rows;
  origin->key = g_strdup (key);
  origin->map = map;
  g_ptr_array_add (self->items, item);
  g_ptr_array_add (self->origins, origin);
  return self->items->len < FLUSH_AT || kontor_import_job_flush (self, error);
}

/* A result says what was touched under the thing's own name, and whether anything changed. */
static void
settle (KontorImportJob *self, const KontorReplicaItem *item, const KontorImportOrigin *origin)
{
  const char *uid;

  if (item->error != NULL)
    {
      kontor_import_job_fail (self, origin->line, origin->rows, item->error->message);
      return;
    }
  self->settled += origin->rows;
  if (kontor_json_get_boolean (item->result, "created", TRUE))
    kontor_import_job_note (self->created, origin->thing);
  else
    kontor_import_job_note (
      kontor_json_get_boolean (item->result, "changed", TRUE) ? self->changed : self->unchanged,
      origin->thing);
  uid = kontor_json_get_string (item->result, origin->thing, NULL);
  if (uid != NULL && origin->map != NULL && origin->key != NULL)
    g_hash_table_insert (origin->map, g_strdup (origin->key), g_strdup (uid));
}

/**
 * kontor_import_job_flush:
 *
 * Runs what waits. Each command stands for itself; a refused one is a failure of its rows.
 *
 * Returns: FALSE when it was cancelled, before anything of it ran, or the database failed
 */
gboolean
kontor_import_job_flush (KontorImportJob *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->options->cancellable, error))
    return FALSE;
  if (self->items->len == 0)
    return TRUE;
  if (!kontor_replica_run_many (self->replica, self->items, &self->batch, FALSE, error))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    settle (self, g_ptr_array_index (self->items, i), g_ptr_array_index (self->origins, i));
  tell_progress (self);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->origins, 0);
  return TRUE;
}

typedef struct
{
  KontorKind  kind;
  const char *source;
} KontorImportKnown;

static gpointer
known_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorImportKnown *known = data;

  return kontor_query_source_keys (database, (int) known->kind, known->source, error);
}

/**
 * kontor_import_job_known:
 *
 * Returns: (transfer full): source key to uid as text, of all things of this kind that came from
 * the source
 */
GHashTable *
kontor_import_job_known (KontorImportJob *self, KontorKind kind, const char *source, GError **error)
{
  KontorImportKnown known = { kind, source };

  return kontor_replica_read (self->replica, known_in_reader, &known, error);
}
