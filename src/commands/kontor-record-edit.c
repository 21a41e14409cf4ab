/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

static const char *
get_title (const KontorJson *record)
{
  return kontor_json_get_string (record, "title", kontor_json_get_string (record, "name", ""));
}

/**
 * kontor_record_label:
 * @label: translated, with "%s" for the title or name
 * @record: what it is about
 *
 * Returns: (transfer full): what undo calls the command
 */
char *
kontor_record_label (const char *label, const KontorJson *record)
{
  g_auto (GStrv) parts = g_strsplit (label, "%s", 2);

  return g_strjoinv (get_title (record), parts);
}

/**
 * kontor_record_set_inverse:
 * @context: the running command
 * @inverse: command that undoes it, with the uid as its only parameter
 * @key: name of that parameter
 * @uid: what it is about
 * @label: translated, with "%s" for the title or name
 * @record: what it is about
 */
void
kontor_record_set_inverse (KontorCommandContext *context,
                           const char           *inverse,
                           const char           *key,
                           const KontorUid      *uid,
                           const char           *label,
                           const KontorJson     *record)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, key, kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (context, inverse, back, kontor_record_label (label, record));
}

/**
 * kontor_record_create:
 * @context: the running command
 * @type: what is made
 * @params: its fields
 * @inverse: command that undoes it
 * @label: translated, with "%s" for the title or name
 * @error: return location for an error
 *
 * Makes one with a uid derived from the command's.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, those of the check, #KontorDatabaseError.
 *
 * Returns: whether it was made
 */
gboolean
kontor_record_create (KontorCommandContext   *context,
                      const KontorRecordType *type,
                      const KontorJson       *params,
                      const char             *inverse,
                      const char             *label,
                      GError                **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = kontor_form_read (type->fields, NULL, params, NULL, NULL, error);

  if (record == NULL)
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  if (type->check != NULL && !type->check (context->database, &uid, record, error))
    return FALSE;

  kontor_record_set_inverse (context, inverse, type->key, &uid, label, record);
  kontor_command_context_set_uid (context, type->key, &uid);
  return kontor_record_store (context, type->kind, record, error);
}

/* The record with its fields replaced; the rest stays. */
static KontorJson *
merge_form (const KontorRecordType *type, const KontorJson *record, const KontorJson *form)
{
  KontorJson *merged = kontor_json_copy_object (record);

  for (const KontorFormField *field = type->fields; field->key != NULL; field++)
    kontor_json_set (merged, field->key, kontor_json_share (kontor_json_get (form, field->key)));
  return merged;
}

static void
set_edit_inverse (KontorCommandContext   *context,
                  const KontorRecordType *type,
                  const KontorUid        *uid,
                  const char             *inverse,
                  KontorJson             *fields,
                  char                   *label)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, type->key, kontor_json_new_uid (uid));
  kontor_json_set (back, "fields", fields);
  kontor_command_context_set_inverse (context, inverse, back, label);
}

/**
 * kontor_record_edit:
 * @context: the running command
 * @type: what is edited
 * @params: its uid under the type's key, and "fields" as kontor_form_edit() reads them
 * @inverse: the name of this command
 * @label: translated, with "%s" for the title or name
 * @error: return location for an error
 *
 * Edits by field. When nothing differs, nothing is touched and there is nothing to undo.
 *
 * Errors: those of kontor_form_edit(), of the check, %KONTOR_COMMAND_ERROR_NOT_FOUND,
 * #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_record_edit (KontorCommandContext   *context,
                    const KontorRecordType *type,
                    const KontorJson       *params,
                    const char             *inverse,
                    const char             *label,
                    GError                **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_record_load_param (
    context->database, type->kind, params, type->key, &uid, error);
  g_autoptr (KontorJson) edit = before != NULL
                                  ? kontor_form_edit (type->fields, params, before, error)
                                  : NULL;
  g_autoptr (KontorJson) form = edit != NULL
                                  ? kontor_form_read (type->fields, NULL, edit, before, NULL, error)
                                  : NULL;
  g_autoptr (KontorJson) after = NULL;
  g_autoptr (KontorJson) undo = NULL;

  if (form == NULL)
    return FALSE;

  kontor_command_context_set_uid (context, type->key, &uid);
  undo = kontor_form_diff (type->fields, before, form);
  if (kontor_json_length (undo) == 0)
    return TRUE;

  after = merge_form (type, before, form);
  if (type->check != NULL && !type->check (context->database, &uid, after, error))
    return FALSE;
  set_edit_inverse (
    context, type, &uid, inverse, g_steal_pointer (&undo), kontor_record_label (label, before));
  return kontor_record_store (context, type->kind, after, error);
}

/**
 * kontor_record_archive:
 * @context: the running command
 * @kind: kind of an aggregate with archived_at
 * @params: its parameters
 * @key: member with the uid
 * @archive: whether to archive or to restore
 * @inverse: command that does the opposite
 * @label: translated, with "%s" for the title or name
 * @error: return location for an error
 *
 * Sets or clears archived_at, and changed_at where there is one.
 *
 * Errors: %KONTOR_COMMAND_ERROR_ALREADY, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_record_archive (KontorCommandContext *context,
                       KontorKind            kind,
                       const KontorJson     *params,
                       const char           *key,
                       gboolean              archive,
                       const char           *inverse,
                       const char           *label,
                       GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, kind, params, key, &uid, error);
  const char *title = NULL;

  if (record == NULL)
    return FALSE;

  title = get_title (record);
  if ((kontor_json_get (record, "archived_at") != NULL) == archive)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                NULL,
                                archive ? _ ("“%s” is archived already")
                                        : _ ("“%s” is not archived"),
                                title);
      return FALSE;
    }

  kontor_record_set_inverse (context, inverse, key, &uid, label, record);
  kontor_command_context_set_uid (context, key, &uid);
  kontor_json_set (record,
                   "archived_at",
                   archive ? kontor_json_new_integer (context->command->at)
                           : kontor_json_new_null ());
  if (kontor_json_has (record, "changed_at"))
    kontor_json_set_integer (record, "changed_at", context->command->at);
  return kontor_record_store (context, kind, record, error);
}
