/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "kontor-form.h"
#include "kontor-text.h"

/* One value that is being read: where it stands, for messages. */
typedef struct
{
  const KontorFormField *field;
  const KontorJson      *value;
  char                  *name; /* (owned): "prices[1].currency" */
} KontorFormEntry;

/**
 * kontor_json_share:
 * @value: (nullable): a value
 *
 * Returns: (transfer full): another reference to it; null for %NULL
 */
KontorJson *
kontor_json_share (const KontorJson *value)
{
  return value != NULL ? kontor_json_ref ((KontorJson *) value) : kontor_json_new_null ();
}

/**
 * kontor_json_copy_object:
 * @object: (nullable): an object
 *
 * Returns: (transfer full): a new object with the same members, to be changed
 */
KontorJson *
kontor_json_copy_object (const KontorJson *object)
{
  KontorJson *copy = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (object); i++)
    kontor_json_set (
      copy, kontor_json_key_at (object, i), kontor_json_share (kontor_json_at (object, i)));
  return copy;
}

/**
 * kontor_json_with:
 * @object: an object
 * @key: a member
 * @value: (transfer full): its new value
 *
 * Returns: (transfer full): a copy of @object in which @key is @value
 */
KontorJson *
kontor_json_with (const KontorJson *object, const char *key, KontorJson *value)
{
  KontorJson *copy = kontor_json_copy_object (object);

  kontor_json_set (copy, key, value);
  return copy;
}

/**
 * kontor_json_new_uid:
 * @uid: a uid
 *
 * Returns: (transfer full): its text; null for the nil uid
 */
KontorJson *
kontor_json_new_uid (const KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  return kontor_json_new_string (kontor_uid_is_nil (uid) ? NULL : kontor_uid_format (uid, text));
}

static gboolean
is_nothing (const KontorJson *value)
{
  return kontor_json_type (value) == KONTOR_JSON_NULL
         || g_strcmp0 (kontor_json_string (value), "") == 0;
}

/**
 * kontor_json_same:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Returns: whether a form takes both for the same: missing, null and "" are one, and so are true
 * and 1
 */
gboolean
kontor_json_same (const KontorJson *a, const KontorJson *b)
{
  if (is_nothing (a) || is_nothing (b))
    return is_nothing (a) && is_nothing (b);
  if (kontor_json_type (a) == KONTOR_JSON_BOOLEAN && kontor_json_type (b) == KONTOR_JSON_INTEGER)
    return kontor_json_boolean (a) == (kontor_json_integer (b) != 0);
  return kontor_json_equal (a, b);
}

static KontorJson *
refuse (const KontorFormEntry *entry, GError **error, const char *format)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, entry->name, "%s", format);
  return NULL;
}

static KontorJson *
refuse_form (const KontorFormEntry *entry, const char *must_be, GError **error)
{
  g_autofree char *message = g_strdup_printf ("“%s” %s", entry->name, must_be);

  return refuse (entry, error, message);
}

static KontorJson *
check_text (const KontorFormEntry *entry, const char *text, GError **error)
{
  g_autofree char *checked = NULL;
  g_autofree char *message = NULL;

  if (*text == '\0' && (entry->field->flags & KONTOR_FORM_REQUIRED) != 0)
    return refuse_form (entry, _ ("must not be empty"), error);
  if (*text == '\0' || entry->field->check == NULL)
    return kontor_json_new_string (text);

  checked = entry->field->check (text, &message);
  return checked != NULL ? kontor_json_new_string (checked) : refuse (entry, error, message);
}

static KontorJson *
read_text (const KontorFormEntry *entry, GError **error)
{
  g_autofree char *text = NULL;

  if (kontor_json_type (entry->value) != KONTOR_JSON_STRING)
    return refuse_form (entry, _ ("must be text"), error);

  text = g_strstrip (g_strdup (kontor_json_string (entry->value)));
  if (g_utf8_strlen (text, -1) > entry->field->most)
    {
      g_autofree char *message = g_strdup_printf (
        _ ("“%s” is longer than %" PRId64 " characters"), entry->name, entry->field->most);

      return refuse (entry, error, message);
    }
  return check_text (entry, text, error);
}

static KontorJson *
read_choice (const KontorFormEntry *entry, GError **error)
{
  const char      *text = kontor_json_string (entry->value);
  g_autofree char *list = NULL;
  g_autofree char *message = NULL;

  if (text != NULL && g_strv_contains (entry->field->choices, text))
    return kontor_json_share (entry->value);

  list = g_strjoinv (", ", (char **) entry->field->choices);
  message = g_strdup_printf (_ ("“%s” must be one of: %s"), entry->name, list);
  return refuse (entry, error, message);
}

static KontorJson *
read_integer (const KontorFormEntry *entry, GError **error)
{
  gint64           value = kontor_json_integer (entry->value);
  g_autofree char *message = NULL;

  if (kontor_json_type (entry->value) != KONTOR_JSON_INTEGER)
    return refuse_form (entry, _ ("must be a whole number"), error);
  if (value >= entry->field->least && value <= entry->field->most)
    return kontor_json_share (entry->value);

  message = g_strdup_printf (_ ("“%s” must be from %" PRId64 " to %" PRId64),
                             entry->name,
                             entry->field->least,
                             entry->field->most);
  return refuse (entry, error, message);
}

static KontorJson *
read_flag (const KontorFormEntry *entry, GError **error)
{
  gint64 number = kontor_json_integer (entry->value);

  if (kontor_json_type (entry->value) == KONTOR_JSON_BOOLEAN)
    return kontor_json_new_integer (kontor_json_boolean (entry->value) ? 1 : 0);
  if (kontor_json_type (entry->value) == KONTOR_JSON_INTEGER && (number == 0 || number == 1))
    return kontor_json_share (entry->value);
  return refuse_form (entry, _ ("must be true or false"), error);
}

static KontorJson *
read_uid (const KontorFormEntry *entry, GError **error)
{
  const char *text = kontor_json_string (entry->value);
  KontorUid   uid;

  if (g_strcmp0 (text, "") == 0 && (entry->field->flags & KONTOR_FORM_NULLABLE) != 0)
    return kontor_json_new_null ();
  if (text != NULL && kontor_uid_parse (&uid, text))
    return kontor_json_new_uid (&uid);
  return refuse_form (entry, _ ("must be an id (UUID)"), error);
}

static KontorJson *
read_missing (const KontorFormEntry *entry, GError **error)
{
  if ((entry->field->flags & KONTOR_FORM_REQUIRED) != 0)
    return refuse_form (entry, _ ("is missing"), error);
  if ((entry->field->flags & KONTOR_FORM_NULLABLE) != 0)
    return kontor_json_new_null ();

  switch (entry->field->type)
    {
    case KONTOR_FORM_TEXT:
    case KONTOR_FORM_CHOICE:
      return kontor_json_new_string (entry->field->fallback != NULL ? entry->field->fallback : "");
    case KONTOR_FORM_INTEGER:
    case KONTOR_FORM_FLAG:
      return kontor_json_new_integer (entry->field->fallback_integer);
    case KONTOR_FORM_UID:
      break;
    }
  return kontor_json_new_null ();
}

static KontorJson *
read_entry (const KontorFormEntry *entry, GError **error)
{
  if (kontor_json_type (entry->value) == KONTOR_JSON_NULL)
    return read_missing (entry, error);

  switch (entry->field->type)
    {
    case KONTOR_FORM_TEXT:
      return read_text (entry, error);
    case KONTOR_FORM_CHOICE:
      return read_choice (entry, error);
    case KONTOR_FORM_INTEGER:
      return read_integer (entry, error);
    case KONTOR_FORM_FLAG:
      return read_flag (entry, error);
    case KONTOR_FORM_UID:
      return read_uid (entry, error);
    }
  return NULL;
}

static const KontorFormField *
find_field (const KontorFormField *fields, const char *key)
{
  for (; fields->key != NULL; fields++)
    if (g_str_equal (fields->key, key))
      return fields;
  return NULL;
}

static char *
make_name (const char *path, const char *key)
{
  return path != NULL ? g_strconcat (path, ".", key, NULL) : g_strdup (key);
}

/* A member that nobody reads is a mistake that would go unnoticed. */
static gboolean
check_members (const KontorFormField *fields,
               const char *const     *others,
               const KontorJson      *params,
               const char            *path,
               GError               **error)
{
  for (guint i = 0; i < kontor_json_length (params); i++)
    {
      const char      *key = kontor_json_key_at (params, i);
      g_autofree char *name = NULL;

      if (find_field (fields, key) != NULL || (others != NULL && g_strv_contains (others, key)))
        continue;
      name = make_name (path, key);
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, name, _ ("there is no parameter “%s”"), name);
      return FALSE;
    }
  return TRUE;
}

/**
 * kontor_form_read:
 * @fields: what there is, ending with an entry without a key
 * @others: (nullable) (array zero-terminated=1): members that the caller reads itself
 * @params: an object
 * @base: (nullable): a form that was read: where missing members come from
 * @path: (nullable): where @params stands, for messages
 * @error: return location for an error
 *
 * Reads and checks every field. Text is taken without white space around it.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): an object with a member for each field, or %NULL with @error set
 */
KontorJson *
kontor_form_read (const KontorFormField *fields,
                  const char *const     *others,
                  const KontorJson      *params,
                  const KontorJson      *base,
                  const char            *path,
                  GError               **error)
{
  g_autoptr (KontorJson) form = kontor_json_new_object ();

  if (kontor_json_type (params) != KONTOR_JSON_OBJECT)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, path, _ ("“%s” must be an object"), path);
      return NULL;
    }
  if (!check_members (fields, others, params, path, error))
    return NULL;

  for (const KontorFormField *field = fields; field->key != NULL; field++)
    {
      g_autofree char *name = make_name (path, field->key);
      KontorFormEntry  entry = { .field = field,
                                 .name = name,
                                 .value = kontor_json_get (params, field->key) };
      KontorJson      *value = NULL;

      if (base != NULL && !kontor_json_has (params, field->key))
        value = kontor_json_share (kontor_json_get (base, field->key));
      else
        value = read_entry (&entry, error);
      if (value == NULL)
        return NULL;
      kontor_json_set (form, field->key, value);
    }
  return g_steal_pointer (&form);
}

/**
 * kontor_form_read_list:
 * @fields: what there is in each
 * @list: (nullable): an array of objects; %NULL and null are an empty one
 * @path: where it stands, for messages
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): an array of forms, or %NULL with @error set
 */
KontorJson *
kontor_form_read_list (const KontorFormField *fields,
                       const KontorJson      *list,
                       const char            *path,
                       GError               **error)
{
  g_autoptr (KontorJson) forms = kontor_json_new_array ();

  if (kontor_json_type (list) != KONTOR_JSON_ARRAY && kontor_json_type (list) != KONTOR_JSON_NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, path, _ ("“%s” must be a list"), path);
      return NULL;
    }

  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s[%u]", path, i);
      KontorJson      *form = kontor_form_read (
        fields, NULL, kontor_json_at (list, i), NULL, name, error);

      if (form == NULL)
        return NULL;
      kontor_json_append (forms, form);
    }
  return g_steal_pointer (&forms);
}

static char *
describe (const KontorJson *value)
{
  if (kontor_json_type (value) == KONTOR_JSON_STRING)
    return g_strdup (kontor_json_string (value));
  return value != NULL ? kontor_json_to_string (value) : g_strdup ("");
}

static gboolean
refuse_base (const char *key, const KontorJson *current, GError **error)
{
  g_autofree char *now = describe (current);

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            key,
                            _ ("“%s” was changed meanwhile; it is “%s” now"),
                            key,
                            now);
  return FALSE;
}

/**
 * kontor_form_check_base:
 * @params: parameters with an optional member "base": the value that the person saw
 * @key: what is to be set, for the message
 * @current: (nullable): its value now
 * @error: return location for an error
 *
 * For values that nobody may overwrite without having seen them.
 *
 * Errors: %KONTOR_COMMAND_ERROR_CONFLICT.
 *
 * Returns: FALSE when the value is not the one that the person saw
 */
gboolean
kontor_form_check_base (const KontorJson *params,
                        const char       *key,
                        const KontorJson *current,
                        GError          **error)
{
  if (!kontor_json_has (params, "base")
      || kontor_json_same (kontor_json_get (params, "base"), current))
    return TRUE;
  return refuse_base (key, current, error);
}

static gboolean
check_edit (const KontorFormField *field,
            const char            *key,
            const KontorJson      *edit,
            const KontorJson      *current,
            GError               **error)
{
  const KontorJson *now = kontor_json_get (current, key);

  if (field == NULL || (field->flags & KONTOR_FORM_FIXED) != 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("there is no field “%s” to edit"), key);
      return FALSE;
    }
  if (kontor_json_type (edit) != KONTOR_JSON_OBJECT || !kontor_json_has (edit, "new"))
    {
      kontor_command_set_error (
        error,
        KONTOR_COMMAND_ERROR_INVALID,
        key,
        _ ("the field “%s” needs an object with “new” and, if known, “base”"),
        key);
      return FALSE;
    }
  if ((field->flags & KONTOR_FORM_CAREFUL) == 0
      || kontor_json_same (kontor_json_get (edit, "new"), now))
    return TRUE;
  return kontor_form_check_base (edit, key, now, error);
}

/**
 * kontor_form_edit:
 * @fields: what there is
 * @params: parameters with a member "fields": {field: {"base": …, "new": …}, …}
 * @current: the form as it is now
 * @error: return location for an error
 *
 * Merges by field (sync-spec.md section 11): only what is named changes; the newest command wins,
 * but not in careful fields that somebody else has changed since.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_CONFLICT, both with the field.
 *
 * Returns: (transfer full): members to be read by kontor_form_read() over @current, or %NULL with
 *   @error set
 */
KontorJson *
kontor_form_edit (const KontorFormField *fields,
                  const KontorJson      *params,
                  const KontorJson      *current,
                  GError               **error)
{
  g_autoptr (KontorJson) changes = kontor_json_new_object ();
  const KontorJson *edits = kontor_json_get_object (params, "fields");

  if (edits == NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "fields", _ ("“%s” is missing"), "fields");
      return NULL;
    }

  for (guint i = 0; i < kontor_json_length (edits); i++)
    {
      const char       *key = kontor_json_key_at (edits, i);
      const KontorJson *edit = kontor_json_at (edits, i);

      if (!check_edit (find_field (fields, key), key, edit, current, error))
        return NULL;
      kontor_json_set (changes, key, kontor_json_share (kontor_json_get (edit, "new")));
    }
  return g_steal_pointer (&changes);
}

/**
 * kontor_form_diff:
 * @fields: what there is
 * @before: a form
 * @after: the same form, changed
 *
 * Returns: (transfer full): the edit that leads back: {field: {"base": after, "new": before}, …};
 * empty when they are equal
 */
KontorJson *
kontor_form_diff (const KontorFormField *fields, const KontorJson *before, const KontorJson *after)
{
  KontorJson *edits = kontor_json_new_object ();

  for (const KontorFormField *field = fields; field->key != NULL; field++)
    {
      const KontorJson *old = kontor_json_get (before, field->key);
      const KontorJson *changed = kontor_json_get (after, field->key);
      KontorJson       *edit = NULL;

      if ((field->flags & KONTOR_FORM_FIXED) != 0 || kontor_json_same (old, changed))
        continue;
      edit = kontor_json_new_object ();
      kontor_json_set (edit, "base", kontor_json_share (changed));
      kontor_json_set (edit, "new", kontor_json_share (old));
      kontor_json_set (edits, field->key, edit);
    }
  return edits;
}

/**
 * kontor_form_pick:
 * @fields: what there is
 * @record: an object with at least these members
 *
 * Returns: (transfer full): a new object with these members only
 */
KontorJson *
kontor_form_pick (const KontorFormField *fields, const KontorJson *record)
{
  KontorJson *form = kontor_json_new_object ();

  for (const KontorFormField *field = fields; field->key != NULL; field++)
    kontor_json_set (form, field->key, kontor_json_share (kontor_json_get (record, field->key)));
  return form;
}
