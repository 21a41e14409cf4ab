/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-record.h"

/* What importing is remembered by. Beginning and finishing have no inverse: an import is undone by
 * undoing the commands of its batch. */

static char *
check_sha256 (const char *text, char **message)
{
  g_autofree char *hash = g_ascii_strdown (text, -1);

  if (strlen (hash) == 64 && strspn (hash, "0123456789abcdef") == 64)
    return g_steal_pointer (&hash);

  *message = g_strdup_printf (_ ("“%s” is no SHA-256"), text);
  return NULL;
}

static const KontorFormField batch_fields[] = {
  { "importer", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { "file_name", KONTOR_FORM_TEXT, 0, .most = 1000 },
  { "file_sha256", KONTOR_FORM_TEXT, 0, .most = 64, .check = check_sha256 },
  { NULL },
};

/* {importer, file_name?, file_sha256?}: the batch has the uid of the command. */
static gboolean
import_begin (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const KontorUid *uid = &context->command->uid;
  g_autoptr (KontorJson) batch = kontor_form_read (batch_fields, NULL, params, NULL, NULL, error);

  if (batch == NULL)
    return FALSE;

  kontor_json_set (batch, "uid", kontor_json_new_uid (uid));
  kontor_json_set_integer (batch, "started_at", context->command->at);
  kontor_json_set_string (batch, "summary", "{}");
  kontor_command_context_set_uid (context, "batch", uid);
  return kontor_record_store (context, KONTOR_KIND_IMPORT_BATCH, batch, error);
}

/* {batch, summary} */
static gboolean
import_finish (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) batch = kontor_record_load_param (
    context->database, KONTOR_KIND_IMPORT_BATCH, params, "batch", &uid, error);
  g_autofree char *summary = NULL;

  if (batch == NULL)
    return FALSE;
  if (kontor_json_get_object (params, "summary") == NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "summary", _ ("“%s” must be an object"), "summary");
      return FALSE;
    }

  summary = kontor_json_to_string (kontor_json_get_object (params, "summary"));
  kontor_json_set_string (batch, "summary", summary);
  kontor_command_context_set_uid (context, "batch", &uid);
  return kontor_record_store (context, KONTOR_KIND_IMPORT_BATCH, batch, error);
}

static gboolean
mark_undone (KontorCommandContext *context,
             const KontorJson     *params,
             gboolean              undone,
             const char           *inverse,
             const char           *label,
             GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) batch = kontor_record_load_param (
    context->database, KONTOR_KIND_IMPORT_BATCH, params, "batch", &uid, error);
  KontorJson *back = NULL;

  if (batch == NULL)
    return FALSE;
  if ((kontor_json_get (batch, "undone_at") != NULL) == undone)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                NULL,
                                "%s",
                                undone ? _ ("the import is undone already")
                                       : _ ("the import is not undone"));
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "batch", kontor_json_new_uid (&uid));
  kontor_command_context_set_inverse (context, inverse, back, g_strdup (label));
  kontor_command_context_set_uid (context, "batch", &uid);
  kontor_json_set (batch,
                   "undone_at",
                   undone ? kontor_json_new_integer (context->command->at)
                          : kontor_json_new_null ());
  return kontor_record_store (context, KONTOR_KIND_IMPORT_BATCH, batch, error);
}

/* {batch}: notes that the commands of the batch were undone. */
static gboolean
import_undone (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return mark_undone (context, params, TRUE, "import.redone", _ ("Undo Import"), error);
}

/* {batch} */
static gboolean
import_redone (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return mark_undone (context, params, FALSE, "import.undone", _ ("Redo Import"), error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_import_commands[] = {
  {
    .name = "import.begin",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "never refused when valid: it happened",
    .roles = ROLES,
    .help = "{importer, file_name?, file_sha256?}",
    .run = import_begin,
  },
  {
    .name = "import.finish",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "the newest summary wins",
    .roles = ROLES,
    .help = "{batch, summary: {…}}",
    .run = import_finish,
  },
  {
    .name = "import.undone",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{batch}: notes that the commands of the batch were undone",
    .run = import_undone,
  },
  {
    .name = "import.redone",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{batch}: notes that they were done again",
    .run = import_redone,
  },
  { NULL },
};
