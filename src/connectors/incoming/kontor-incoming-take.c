/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming-take.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>

#include "kontor-file-store.h"

#define MOST_BYTES (100 * 1024 * 1024) /* as the reader of PDFs takes */

struct _KontorIncomingTaker
{
  KontorReplica         *replica; /* (owned) */
  KontorFinanceRules    *rules;   /* (owned) */
  KontorEinvoiceSchemas *schemas; /* (owned) */
};

/**
 * kontor_incoming_taker_new:
 * @replica: the company
 * @error: return location for an error
 *
 * Returns: (transfer full): a taker, or %NULL when the finance rules can't be read
 */
KontorIncomingTaker *
kontor_incoming_taker_new (KontorReplica *replica, GError **error)
{
  g_autoptr (KontorIncomingTaker) self = g_new0 (KontorIncomingTaker, 1);

  g_return_val_if_fail (KONTOR_IS_REPLICA (replica), NULL);

  self->replica = g_object_ref (replica);
  self->rules = kontor_finance_rules_new (NULL, error);
  if (self->rules == NULL)
    return NULL;
  self->schemas = kontor_einvoice_schemas_new ();
  return g_steal_pointer (&self);
}

/**
 * kontor_incoming_taker_free:
 * @self: (nullable) (transfer full): a taker
 *
 * Frees it.
 */
void
kontor_incoming_taker_free (KontorIncomingTaker *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->replica);
  g_clear_pointer (&self->rules, kontor_finance_rules_free);
  g_clear_pointer (&self->schemas, kontor_einvoice_schemas_free);
  g_free (self); /* allocated in kontor_incoming_taker_new() */
}

/* The bytes as they came, and the structured part by itself where it was inside. */
static gboolean
keep (KontorIncomingTaker      *self,
      GBytes                   *bytes,
      const KontorEinvoiceFile *file,
      KontorJson               *params,
      GError                  **error)
{
  g_autofree char *sha256 = kontor_file_store_keep (
    self->replica, bytes, file->is_pdf ? "application/pdf" : "text/xml", error);
  g_autofree char *xml_sha256 = NULL;

  if (sha256 == NULL)
    return FALSE;
  kontor_json_set_string (params, "file_sha256", sha256);
  if (file->xml == NULL)
    return TRUE;

  xml_sha256 = kontor_file_store_keep (self->replica, file->xml, "text/xml", error);
  if (xml_sha256 == NULL)
    return FALSE;
  kontor_json_set_string (params, "xml_sha256", xml_sha256);
  return TRUE;
}

/**
 * kontor_incoming_taker_take:
 * @self: a taker
 * @bytes: a PDF or XML of anybody
 * @file_name: how it was called; never followed as a path
 * @channel: how it came: "file", "drop", "folder" or "mail"
 * @error: return location for an error
 *
 * Reads the file, keeps its bytes unchanged under their hash, and runs incoming.receive. Blocks:
 * for worker threads.
 *
 * Errors: #KontorEinvoiceError, #KontorDocumentError when it is no invoice that can be read;
 * %KONTOR_COMMAND_ERROR_ALREADY when these bytes were taken in before; those of the replica.
 *
 * Returns: (transfer full): {"incoming": uid}, or %NULL
 */
KontorJson *
kontor_incoming_taker_take (KontorIncomingTaker *self,
                            GBytes              *bytes,
                            const char          *file_name,
                            const char          *channel,
                            GError             **error)
{
  g_autoptr (KontorEinvoiceFile) file = NULL;
  g_autoptr (KontorJson) params = NULL;

  g_return_val_if_fail (self != NULL && bytes != NULL, NULL);

  file = kontor_einvoice_file_read (bytes, self->schemas, self->rules, error);
  if (file == NULL)
    return NULL;

  params = kontor_einvoice_file_to_json (file);
  kontor_json_set_string (params, "file_name", file_name);
  kontor_json_set_string (params, "channel", channel);
  if (!keep (self, bytes, file, params, error))
    return NULL;
  return kontor_replica_run (
    self->replica, "incoming.receive", g_steal_pointer (&params), NULL, error);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  NULL,
                                                  error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
      && g_file_info_get_size (info) <= MOST_BYTES)
    return g_file_load_bytes (file, NULL, NULL, error);

  g_set_error (error,
               KONTOR_EINVOICE_ERROR,
               KONTOR_EINVOICE_ERROR_FORMAT,
               _ ("the file “%s” is larger than 100 MB, or no file"),
               path);
  return NULL;
}

/**
 * kontor_incoming_taker_take_path:
 * @self: a taker
 * @path: of a file
 * @channel: how it came
 * @error: return location for an error
 *
 * As kontor_incoming_taker_take(), for a file.
 *
 * Returns: (transfer full): {"incoming": uid}, or %NULL
 */
KontorJson *
kontor_incoming_taker_take_path (KontorIncomingTaker *self,
                                 const char          *path,
                                 const char          *channel,
                                 GError             **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  return bytes != NULL ? kontor_incoming_taker_take (self, bytes, name, channel, error) : NULL;
}
