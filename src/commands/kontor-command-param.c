/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "kontor-command-private.h"
#include "kontor-text.h"

static gboolean
missing (GError **error, const char *key)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” is missing"), key);
  return FALSE;
}

static gboolean
not_text (GError **error, const char *key)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must be text"), key);
  return FALSE;
}

static gboolean
check_length (const char *key, gsize max_length, const char *value, GError **error)
{
  if ((gsize) g_utf8_strlen (value, -1) <= max_length)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            key,
                            _ ("“%s” is longer than %zu characters"),
                            key,
                            max_length);
  return FALSE;
}

/**
 * kontor_param_string:
 * @params: an object
 * @key: its member
 * @max_length: characters at most
 * @value: (out) (transfer none): the text, valid as long as @params
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when it is missing, blank, too long or no text.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_string (
  const KontorJson *params, const char *key, gsize max_length, const char **value, GError **error)
{
  if (!kontor_param_string_or (params, key, max_length, NULL, value, error))
    return FALSE;
  if (*value == NULL)
    return missing (error, key);
  if (!kontor_text_is_blank (*value))
    return TRUE;

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must not be empty"), key);
  return FALSE;
}

/**
 * kontor_param_string_or:
 * @fallback: (nullable): the value when the member is missing or null
 *
 * Like kontor_param_string() for a member that may be missing, and may be blank.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_string_or (const KontorJson *params,
                        const char       *key,
                        gsize             max_length,
                        const char       *fallback,
                        const char      **value,
                        GError          **error)
{
  const KontorJson *member = kontor_json_get (params, key);

  *value = fallback;
  if (member == NULL)
    return TRUE;
  if (kontor_json_type (member) != KONTOR_JSON_STRING)
    return not_text (error, key);

  *value = kontor_json_string (member);
  return check_length (key, max_length, *value, error);
}

/**
 * kontor_param_integer:
 * @params: an object
 * @key: its member
 * @least: the smallest value allowed
 * @most: the largest value allowed
 * @value: (out): the number
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when it is missing, out of range or no integer.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_integer (const KontorJson *params,
                      const char       *key,
                      gint64            least,
                      gint64            most,
                      gint64           *value,
                      GError          **error)
{
  const KontorJson *member = kontor_json_get (params, key);

  if (member == NULL)
    return missing (error, key);
  if (kontor_json_type (member) != KONTOR_JSON_INTEGER)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must be a whole number"), key);
      return FALSE;
    }

  *value = kontor_json_integer (member);
  if (*value >= least && *value <= most)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            key,
                            _ ("“%s” must be from %" PRId64 " to %" PRId64),
                            key,
                            least,
                            most);
  return FALSE;
}

/**
 * kontor_param_integer_or:
 * @fallback: the value when the member is missing or null
 *
 * Like kontor_param_integer() for a member that may be missing.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_integer_or (const KontorJson *params,
                         const char       *key,
                         gint64            least,
                         gint64            most,
                         gint64            fallback,
                         gint64           *value,
                         GError          **error)
{
  if (kontor_json_get (params, key) != NULL)
    return kontor_param_integer (params, key, least, most, value, error);

  *value = fallback;
  return TRUE;
}

/**
 * kontor_param_uid:
 * @params: an object
 * @key: its member
 * @uid: (out): the uid
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when it is missing or no uid.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_uid (const KontorJson *params, const char *key, KontorUid *uid, GError **error)
{
  if (kontor_json_get (params, key) == NULL)
    return missing (error, key);
  return kontor_param_uid_or_nil (params, key, uid, error);
}

/**
 * kontor_param_uid_or_nil:
 * @uid: (out): the uid, nil when the member is missing or null
 *
 * Like kontor_param_uid() for a member that may be missing.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_uid_or_nil (const KontorJson *params, const char *key, KontorUid *uid, GError **error)
{
  const KontorJson *member = kontor_json_get (params, key);
  const char       *text = kontor_json_string (member);

  *uid = (KontorUid){ 0 };
  if (member == NULL || (text != NULL && kontor_uid_parse (uid, text)))
    return TRUE;

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must be an id (UUID)"), key);
  return FALSE;
}

/**
 * kontor_param_choice:
 * @params: an object
 * @key: its member
 * @choices: (array zero-terminated=1): the values allowed
 * @fallback: (nullable): the value when the member is missing; %NULL when it must be there
 * @value: (out) (transfer none): one of @choices, or @fallback
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when it is missing or none of the choices.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_param_choice (const KontorJson  *params,
                     const char        *key,
                     const char *const *choices,
                     const char        *fallback,
                     const char       **value,
                     GError           **error)
{
  g_autofree char *list = NULL;

  if (!kontor_param_string_or (params, key, 100, fallback, value, error))
    return FALSE;
  if (*value == NULL)
    return missing (error, key);

  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (*value, choices[i]))
      {
        *value = choices[i];
        return TRUE;
      }

  list = g_strjoinv (", ", (char **) choices);
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must be one of: %s"), key, list);
  return FALSE;
}
