/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-json-private.h"

static void
append_integer (GString *out, gint64 value)
{
  char    digits[24];
  char   *at = digits + sizeof digits;
  guint64 rest = value < 0 ? 0 - (guint64) value : (guint64) value;

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) != 0);

  if (value < 0)
    *--at = '-';

  g_string_append_len (out, at, digits + sizeof digits - at);
}

static void
append_escape (GString *out, guchar byte)
{
  static const char hex[] = "0123456789abcdef";
  static const char letters[0x20] = {
    ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'
  };

  g_string_append_c (out, '\\');

  if (byte >= 0x20)
    g_string_append_c (out, (char) byte);
  else if (letters[byte] != '\0')
    g_string_append_c (out, letters[byte]);
  else
    {
      g_string_append_len (out, byte < 0x10 ? "u000" : "u001", 4);
      g_string_append_c (out, hex[byte & 0x0f]);
    }
}

/**
 * kontor_json_quote_to:
 * @text: (nullable): UTF-8 text
 * @out: where it is appended
 *
 * Appends @text as a JSON string with as few escapes as RFC 8259 allows; %NULL as null.
 */
void
kontor_json_quote_to (const char *text, GString *out)
{
  const char *begin = text;
  const char *at = text;

  g_return_if_fail (out != NULL);

  if (text == NULL)
    {
      g_string_append_len (out, "null", 4);
      return;
    }

  g_string_append_c (out, '"');

  for (; *at != '\0'; at++)
    {
      if ((guchar) *at >= 0x20 && *at != '"' && *at != '\\')
        continue;

      g_string_append_len (out, begin, at - begin);
      append_escape (out, (guchar) *at);
      begin = at + 1;
    }

  g_string_append_len (out, begin, at - begin);
  g_string_append_c (out, '"');
}

static void
append_contents (const KontorJson *self, GString *out)
{
  guint i = 0;

  for (i = 0; i < self->length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');

      if (self->type == KONTOR_JSON_OBJECT)
        {
          kontor_json_quote_to (self->members[i].key, out);
          g_string_append_c (out, ':');
        }

      kontor_json_append_to (kontor_json_at (self, i), out);
    }
}

/**
 * kontor_json_append_to:
 * @self: (nullable): a value
 * @out: where its text is appended
 *
 * Appends the canonical text: keys in the order of their bytes, no spaces, as few escapes as
 * possible. Equal values give equal bytes, so that texts can be hashed and compared.
 */
void
kontor_json_append_to (const KontorJson *self, GString *out)
{
  g_return_if_fail (out != NULL);

  switch (kontor_json_type (self))
    {
    case KONTOR_JSON_NULL:
      g_string_append_len (out, "null", 4);
      break;
    case KONTOR_JSON_BOOLEAN:
      g_string_append (out, kontor_json_boolean (self) ? "true" : "false");
      break;
    case KONTOR_JSON_INTEGER:
      append_integer (out, kontor_json_integer (self));
      break;
    case KONTOR_JSON_STRING:
      kontor_json_quote_to (kontor_json_string (self), out);
      break;
    case KONTOR_JSON_ARRAY:
      g_string_append_c (out, '[');
      append_contents (self, out);
      g_string_append_c (out, ']');
      break;
    case KONTOR_JSON_OBJECT:
      g_string_append_c (out, '{');
      append_contents (self, out);
      g_string_append_c (out, '}');
      break;
    }
}

/**
 * kontor_json_to_string:
 * @self: (nullable): a value
 *
 * Returns: (transfer full): the canonical text, see kontor_json_append_to()
 */
char *
kontor_json_to_string (const KontorJson *self)
{
  GString *out = g_string_sized_new (128);

  kontor_json_append_to (self, out);
  return g_string_free (out, FALSE);
}
