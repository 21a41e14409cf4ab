/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-files.h"

#include <glib/gi18n.h>

#include "kontor-file-store.h"

typedef struct
{
  KontorReplica *replica; /* (owned) */
  GPtrArray     *files;   /* (owned) of GFile */
} Adding;

static void
adding_free (gpointer data)
{
  g_autofree Adding *adding = data;

  g_clear_object (&adding->replica);
  g_clear_pointer (&adding->files, g_ptr_array_unref);
}

static void
refuse (GFile *file, const char *format, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GString) sentence = g_string_new (format);

  g_string_replace (sentence, "%s", name, 1);
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "picture", "%s", sentence->str);
}

static gboolean
check_size (GFile *file, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) <= KONTOR_FILE_STORE_MOST_BYTES)
    return TRUE;
  refuse (file,
          _ ("“%s” was not added: it is larger than 10 MB. Save it smaller, then add it again."),
          error);
  return FALSE;
}

static char *
add_file (Adding *adding, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = check_size (file, error) ? g_file_load_bytes (file, NULL, NULL, error)
                                                      : NULL;

  if (bytes == NULL)
    return NULL;
  if (kontor_file_store_sniff (bytes) == NULL)
    {
      refuse (file, _ ("“%s” was not added: it is no PNG, JPEG, GIF or WebP picture."), error);
      return NULL;
    }
  return kontor_file_store_add (adding->replica, bytes, error);
}

static void
add_in_worker (GTask *task)
{
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GStrvBuilder) added = g_strv_builder_new ();

  for (guint i = 0; i < adding->files->len && error == NULL; i++)
    {
      g_autofree char *sha256 = add_file (adding, g_ptr_array_index (adding->files, i), &error);

      if (sha256 != NULL)
        g_strv_builder_add (added, sha256);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strv_builder_end (added), (GDestroyNotify) g_strfreev);
}

/**
 * kontor_product_files_add_async:
 * @files: (element-type GFile): pictures
 *
 * Reads, checks and keeps files.
 */
void
kontor_product_files_add_async (KontorCompany      *company,
                                GPtrArray          *files,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  Adding *adding = g_new0 (Adding, 1);
  GTask  *task = g_task_new (company, cancellable, callback, user_data);

  adding->replica = g_object_ref (kontor_company_get_replica (company));
  adding->files = g_ptr_array_ref (files);
  g_task_set_source_tag (task, kontor_product_files_add_async);
  g_task_set_task_data (task, adding, adding_free);
  kontor_worker_run (kontor_company_get_worker (company), task, add_in_worker);
}

/**
 * kontor_product_files_add_finish:
 *
 * Returns: (transfer full): hashes of the files in their order; NULL with
 * KONTOR_COMMAND_ERROR_INVALID and a sentence when one is no picture or too large, or G_IO_ERROR
 */
char **
kontor_product_files_add_finish (KontorCompany *company, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, company), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
