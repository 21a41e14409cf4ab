/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming-folder.h"

#include <gio/gio.h>

#include "kontor-documents.h"

#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME                                                                   \
  "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE                            \
  "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_TIME_MODIFIED

/* What programs call files that they are still writing. */
static const char *const unfinished[] = { ".part", ".crdownload", ".tmp", "~" };

static gboolean
is_candidate (GFileInfo *info)
{
  g_autofree char *name = g_ascii_strdown (g_file_info_get_name (info), -1);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_is_hidden (info)
      || g_file_info_get_size (info) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (unfinished); i++)
    if (g_str_has_suffix (name, unfinished[i]))
      return FALSE;
  return g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".pdf");
}

/* A file that did not change since it was looked at needs no second look. */
static char *
dup_key (GFileInfo *info)
{
  g_autoptr (GDateTime) modified = g_file_info_get_modification_date_time (info);

  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                          g_file_info_get_name (info),
                          (gint64) g_file_info_get_size (info),
                          modified != NULL ? g_date_time_to_unix (modified) : 0);
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain == KONTOR_EINVOICE_ERROR || error->domain == KONTOR_COMMAND_ERROR
         || error->domain == G_IO_ERROR || error->domain == KONTOR_DOCUMENT_ERROR;
}

/* FALSE only when it makes no sense to go on with other files. */
static gboolean
take (KontorIncomingTaker *taker,
      const char          *folder,
      const char          *name,
      KontorIncomingScan  *scan,
      GError             **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) reason = NULL;
  g_autoptr (KontorJson) taken = kontor_incoming_taker_take_path (taker, path, "folder", &reason);

  if (taken != NULL)
    scan->n_taken++;
  else if (g_error_matches (reason, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY))
    scan->n_known++;
  else if (is_refusal (reason))
    g_ptr_array_add (scan->problems, g_strdup_printf ("%s: %s", name, reason->message));
  else
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return TRUE;
}

static gboolean
look_at (KontorIncomingTaker *taker,
         const char          *folder,
         GFileInfo           *info,
         GHashTable          *seen,
         KontorIncomingScan  *scan,
         GError             **error)
{
  g_autofree char *key = dup_key (info);

  if (!is_candidate (info) || (seen != NULL && g_hash_table_contains (seen, key)))
    return TRUE;
  if (!take (taker, folder, g_file_info_get_name (info), scan, error))
    return FALSE;
  if (seen != NULL)
    g_hash_table_add (seen, g_steal_pointer (&key));
  return TRUE;
}

/**
 * kontor_incoming_scan_folder:
 * @taker: takes files in
 * @folder: its path; folders inside are not looked into
 * @seen: (nullable): a set of strings for the next call, so that unchanged files are not read again
 * @scan: (out caller-allocates): what came of it
 * @error: return location for an error
 *
 * Takes in the PDF and XML files of a folder that were not taken in before. Files stay as they are:
 * whoever puts them there may take them away. One that is no invoice is told and does not keep the
 * others out. Blocks: for worker threads.
 *
 * Errors: #GIOErrorEnum when the folder can't be read; those of the replica.
 *
 * Returns: whether all were looked at
 */
gboolean
kontor_incoming_scan_folder (KontorIncomingTaker *taker,
                             const char          *folder,
                             GHashTable          *seen,
                             KontorIncomingScan  *scan,
                             GError             **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) files = NULL;
  GFileInfo *info = NULL;

  *scan = (KontorIncomingScan){ .problems = g_ptr_array_new_with_free_func (g_free) };
  files = g_file_enumerate_children (place, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (files == NULL)
    return FALSE;

  do
    {
      if (!g_file_enumerator_iterate (files, &info, NULL, NULL, error))
        return FALSE;
      if (info != NULL && !look_at (taker, folder, info, seen, scan, error))
        return FALSE;
    }
  while (info != NULL);
  return TRUE;
}

/**
 * kontor_incoming_scan_clear:
 * @self: what came of looking into a folder
 *
 * Frees what is in it.
 */
void
kontor_incoming_scan_clear (KontorIncomingScan *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}
