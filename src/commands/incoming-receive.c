/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-incoming-private.h"
#include "kontor-text.h"

static const char *const channels[] = { "file", "drop", "folder", "mail", NULL };
static const char *const formats[] = { "", "cii", "ubl", "zugferd1", NULL };

static gboolean
read_hash (
  const KontorJson *params, const char *key, gboolean needed, const char **hash, GError **error)
{
  if (!kontor_param_string_or (params, key, 64, "", hash, error))
    return FALSE;
  if ((**hash == '\0' && !needed)
      || (strlen (*hash) == 64 && strspn (*hash, "0123456789abcdef") == 64))
    return TRUE;

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” is no SHA-256"), *hash);
  return FALSE;
}

/* A name to show, and never a path to follow. */
static char *
clean_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);

  return *name == '\0' || strpbrk (base, "/\\") != NULL ? g_strdup ("") : g_steal_pointer (&base);
}

static gboolean
set_origin (KontorJson *record, const KontorJson *params, GError **error)
{
  const char *file = NULL;
  const char *xml = NULL;
  const char *name = NULL;
  const char *channel = NULL;
  const char *profile = NULL;

  if (!read_hash (params, "file_sha256", TRUE, &file, error)
      || !read_hash (params, "xml_sha256", FALSE, &xml, error)
      || !kontor_param_string_or (params, "file_name", 1000, "", &name, error)
      || !kontor_param_string_or (params, "profile", 40, "", &profile, error)
      || !kontor_param_choice (params, "channel", channels, "file", &channel, error))
    return FALSE;

  {
    g_autofree char *clean = clean_name (name);

    kontor_json_set_string (record, "file_name", clean);
  }
  kontor_json_set_string (record, "file_sha256", file);
  kontor_json_set_string (record, "xml_sha256", xml);
  kontor_json_set_string (record, "profile", profile);
  kontor_json_set_string (record, "channel", channel);
  return TRUE;
}

static KontorInvoice *
read_content (KontorJson *record, const KontorJson *params, GError **error)
{
  const KontorJson *content = kontor_json_get_object (params, "content");
  const char       *format = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autofree char *text = NULL;

  if (!kontor_param_choice (params, "format", formats, "", &format, error))
    return NULL;
  if ((*format != '\0') != (content != NULL))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "content", _ ("“%s” is missing"), "content");
      return NULL;
    }

  invoice = content != NULL ? kontor_invoice_from_json (content, &reason) : kontor_invoice_new ();
  if (invoice == NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "content", "%s", reason->message);
      return NULL;
    }
  text = content != NULL ? kontor_json_to_string (content) : g_strdup ("{}");
  kontor_json_set_string (record, "format", format);
  kontor_json_set_string (record, "content", text);
  return g_steal_pointer (&invoice);
}

static void
set_findings (KontorJson *record, const KontorJson *params)
{
  g_autoptr (GPtrArray) findings = kontor_findings_from_json (
    kontor_json_get_array (params, "findings"));
  g_autoptr (KontorJson) json = kontor_findings_to_json (findings);
  g_autofree char *text = kontor_json_to_string (json);

  kontor_json_set_string (record, "findings", text);
}

static void
set_beginning (KontorJson *record, const KontorUid *uid, gint64 at)
{
  static const char *const empty[] = { "decided_by", "second_by", "note" };

  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "state", "received");
  kontor_json_set_string (record, "booking", "{}");
  kontor_json_set_integer (record, "received_at", at);
  kontor_json_set_integer (record, "changed_at", at);
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    kontor_json_set_string (record, empty[i], "");
}

/* What a person said comes before what can be found. */
static gboolean
set_relations (KontorCommandContext *context,
               KontorJson           *record,
               const KontorInvoice  *invoice,
               const KontorJson     *params,
               GError              **error)
{
  KontorUid supplier;
  KontorUid purchase;

  if (!kontor_param_uid_or_nil (params, "supplier", &supplier, error)
      || !kontor_param_uid_or_nil (params, "purchase", &purchase, error))
    return FALSE;
  if (kontor_uid_is_nil (&supplier)
      && !kontor_incoming_find_supplier (context->database, record, &supplier, error))
    return FALSE;
  if (kontor_uid_is_nil (&purchase)
      && !kontor_incoming_find_purchase (
        context->database, invoice, record, &purchase, &supplier, error))
    return FALSE;

  kontor_json_set (record, "supplier", kontor_json_new_uid (&supplier));
  kontor_json_set (record, "purchase", kontor_json_new_uid (&purchase));
  return TRUE;
}

static gboolean
set_currency (KontorCommandContext *context, KontorJson *record, GError **error)
{
  g_autofree char *currency = NULL;

  if (*kontor_json_get_string (record, "currency", "") != '\0')
    return TRUE;
  currency = kontor_setting_read (context->database, "currency", "EUR", error);
  if (currency == NULL)
    return FALSE;
  kontor_json_set_string (record, "currency", currency);
  return TRUE;
}

/* {file_sha256, file_name?, channel?, format?, profile?, xml_sha256?, content?, findings?,
 * supplier?, purchase?}: what kontor_einvoice_file_to_json() gives */
gboolean
kontor_incoming_receive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  g_autoptr (KontorInvoice) invoice = NULL;
  KontorUid uid;

  if (!set_origin (record, params, error))
    return FALSE;
  invoice = read_content (record, params, error);
  if (invoice == NULL)
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  set_beginning (record, &uid, context->command->at);
  kontor_incoming_set_figures (record, invoice);
  set_findings (record, params);
  if (!set_currency (context, record, error)
      || !set_relations (context, record, invoice, params, error)
      || !kontor_incoming_propose (context->database, record, error))
    return FALSE;

  kontor_incoming_append_event (
    record, context->command, "received", kontor_json_get_string (record, "file_name", ""));
  kontor_command_context_set_uid (context, "incoming", &uid);
  return kontor_record_store (context, KONTOR_KIND_INCOMING_INVOICE, record, error);
}

static gboolean
check_kept (KontorDatabase *database, const char *hash, GError **error)
{
  gboolean exists = FALSE;

  if (*hash == '\0')
    return TRUE;
  if (!kontor_record_exists (database,
                             "SELECT 1 FROM stored_file WHERE sha256 = ?1",
                             KONTOR_VALUES (kontor_value_text (hash)),
                             &exists,
                             error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_NOT_FOUND,
                              "file_sha256",
                              _ ("the file of this invoice is not kept here"));
  return exists;
}

/**
 * kontor_incoming_prepare_receive:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: incoming.receive
 * @error: return location for an error
 *
 * The bytes must be kept before what they say. The same bytes are taken in once; where two stations
 * do it without knowing of each other, both stay, and one is found as a duplicate.
 *
 * Errors: %KONTOR_COMMAND_ERROR_ALREADY for bytes that are here and were not returned,
 * %KONTOR_COMMAND_ERROR_NOT_FOUND without the file, #KontorDatabaseError.
 *
 * Returns: whether it may run
 */
gboolean
kontor_incoming_prepare_receive (KontorDatabase *database,
                                 guint           station,
                                 KontorCommand  *command,
                                 GError        **error)
{
  const char *file = NULL;
  const char *xml = NULL;
  gboolean    exists = FALSE;

  if (!read_hash (command->params, "file_sha256", TRUE, &file, error)
      || !read_hash (command->params, "xml_sha256", FALSE, &xml, error)
      || !kontor_record_exists (database,
                                "SELECT 1 FROM incoming_invoice WHERE file_sha256 = ?1"
                                " AND state <> 'returned'",
                                KONTOR_VALUES (kontor_value_text (file)),
                                &exists,
                                error))
    return FALSE;
  if (exists)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "file_sha256", _ ("this file was taken in before"));
      return FALSE;
    }
  return check_kept (database, file, error) && check_kept (database, xml, error);
}
