/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command.h"

/**
 * kontor_command_new:
 * @name: "order.ship"
 * @params: (transfer full): its parameters, an object
 *
 * Makes a command of the newest version known here. Its uid, time, clock, author and station are
 * for the caller to set.
 *
 * Returns: (transfer full): a command
 */
KontorCommand *
kontor_command_new (const char *name, KontorJson *params)
{
  const KontorCommandType *type = NULL;
  KontorCommand           *self = NULL;

  g_return_val_if_fail (name != NULL && params != NULL, NULL);

  type = kontor_command_type_find (name);
  self = g_new0 (KontorCommand, 1);
  self->name = g_strdup (name);
  self->version = type != NULL ? type->version : 1;
  self->params = params;
  self->author_name = g_strdup ("");
  return self;
}

/**
 * kontor_command_copy:
 * @self: a command
 *
 * Returns: (transfer full): another one with the same content; the parameters are shared
 */
KontorCommand *
kontor_command_copy (const KontorCommand *self)
{
  KontorCommand *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (KontorCommand, 1);
  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->author_name = g_strdup (self->author_name);
  copy->params = kontor_json_ref (self->params);
  return copy;
}

/**
 * kontor_command_free:
 * @self: (transfer full) (nullable): a command
 */
void
kontor_command_free (KontorCommand *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->params, kontor_json_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->author_name, g_free);
  g_free (self); /* the struct itself, after its fields */
}

static void
set_uid_or_null (KontorJson *object, const char *key, const KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (
    object, key, kontor_uid_is_nil (uid) ? NULL : kontor_uid_format (uid, text));
}

/**
 * kontor_command_dup_content:
 * @self: a command
 *
 * Writes what is kept, hashed and sent for ever (sync-spec.md section 3.1): an object with the keys
 * at, author (null for the owner of a profile without people), author_name, hlc, name, params,
 * station, uid and v; keys sorted, no spaces, integers only.
 *
 * Returns: (transfer full): JSON text
 */
char *
kontor_command_dup_content (const KontorCommand *self)
{
  g_autoptr (KontorJson) content = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  content = kontor_json_new_object ();
  kontor_json_set_integer (content, "at", self->at);
  set_uid_or_null (content, "author", &self->author);
  kontor_json_set_string (
    content, "author_name", self->author_name != NULL ? self->author_name : "");
  kontor_json_set_integer (
    content, "hlc", (gint64) self->hlc); /* 48 bits of milliseconds: below 2^63 until 6429 */
  kontor_json_set_string (content, "name", self->name);
  kontor_json_set (content, "params", kontor_json_ref (self->params));
  kontor_json_set_integer (content, "station", self->station);
  set_uid_or_null (content, "uid", &self->uid);
  kontor_json_set_integer (content, "v", self->version);
  return kontor_json_to_string (content);
}

static gboolean
malformed (GError **error, const char *field)
{
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            field,
                            "the command can't be read: \"%s\" is missing or wrong",
                            field);
  return FALSE;
}

static gboolean
read_uid (const KontorJson *content, const char *key, KontorUid *uid)
{
  const char *text = kontor_json_get_string (content, key, NULL);

  return text != NULL && kontor_uid_parse (uid, text);
}

static gboolean
read_number (const KontorJson *content, const char *key, gint64 least, gint64 most, gint64 *value)
{
  const KontorJson *number = kontor_json_get (content, key);

  *value = kontor_json_integer (number);
  return kontor_json_type (number) == KONTOR_JSON_INTEGER && *value >= least && *value <= most;
}

static gboolean
read_numbers (KontorCommand *self, const KontorJson *content, GError **error)
{
  gint64 version = 0;
  gint64 hlc = 0;
  gint64 station = 0;

  if (!read_number (content, "v", 1, 1000000, &version))
    return malformed (error, "v");
  if (!read_number (content, "at", G_MININT64, G_MAXINT64, &self->at))
    return malformed (error, "at");
  if (!read_number (content, "hlc", 0, G_MAXINT64, &hlc))
    return malformed (error, "hlc");
  if (!read_number (content, "station", 0, G_MAXINT32, &station))
    return malformed (error, "station");

  self->version = (guint) version;
  self->hlc = (guint64) hlc;
  self->station = (guint) station;
  return TRUE;
}

static gboolean
read_content (KontorCommand *self, const KontorJson *content, GError **error)
{
  if (!read_uid (content, "uid", &self->uid))
    return malformed (error, "uid");
  if (kontor_json_get (content, "author") != NULL && !read_uid (content, "author", &self->author))
    return malformed (error, "author");
  return read_numbers (self, content, error);
}

/**
 * kontor_command_parse:
 * @content: JSON text of a command
 * @length: its bytes, -1 when it ends with a NUL
 * @error: return location for an error
 *
 * Reads what kontor_command_dup_content() writes. Whether there is a command of that name and
 * version is asked when it runs.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, and #KontorValueError for text that is no JSON.
 *
 * Returns: (transfer full): a command, or %NULL with @error set
 */
KontorCommand *
kontor_command_parse (const char *content, gssize length, GError **error)
{
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (KontorCommand) self = NULL;
  const char       *name = NULL;
  const KontorJson *params = NULL;

  g_return_val_if_fail (content != NULL, NULL);

  json = kontor_json_parse (content, length, error);
  if (json == NULL)
    return NULL;

  name = kontor_json_get_string (json, "name", NULL);
  params = kontor_json_get_object (json, "params");
  if (name == NULL || params == NULL)
    {
      malformed (error, name == NULL ? "name" : "params");
      return NULL;
    }

  self = kontor_command_new (name, kontor_json_ref ((KontorJson *) params));
  g_free (self->author_name); /* replaced */
  self->author_name = g_strdup (kontor_json_get_string (json, "author_name", ""));
  if (!read_content (self, json, error))
    return NULL;
  return g_steal_pointer (&self);
}
