/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define UTF8_MARK "\357\273\277"
#define FIRST_SPECIAL 0x80
#define LAST_SPECIAL 0x9f

/* Windows-1252 differs from Latin-1 here only (Unicode's CP1252.TXT); 0 is undefined. */
static const guint16 windows_1252[LAST_SPECIAL - FIRST_SPECIAL + 1] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Always NULL, with the error set. */
static char *
fail (const char *problem, gsize position, GError **error)
{
  g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT, position);

  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_ENCODING,
               /* Translators: what is wrong, and where */
               _ ("this is not a text file: %s at byte %s"),
               problem,
               place);
  return NULL;
}

static char *
from_utf16 (const char *data, gsize length, gboolean is_big, gsize *out_length, GError **error)
{
  g_autofree gunichar2 *units = g_new (gunichar2, length / 2 + 1);
  g_autofree char      *text = NULL;
  glong                 written = 0;
  gsize                 i = 0;

  for (i = 0; i < length / 2; i++)
    {
      guint low = (guchar) data[2 * i + (is_big ? 1 : 0)];
      guint high = (guchar) data[2 * i + (is_big ? 0 : 1)];

      units[i] = (gunichar2) (high << 8 | low);
      if (units[i] == 0)
        return fail (_ ("there is a NUL"), 2 * i + 2, error);
    }

  text = g_utf16_to_utf8 (units, (glong) (length / 2), NULL, &written, NULL);
  if (text == NULL || length % 2 != 0)
    return fail (_ ("the UTF-16 is damaged or cut off"), length + 2, error);

  *out_length = (gsize) written;
  return g_steal_pointer (&text);
}

static char *
from_windows_1252 (const char *data, gsize length, gsize *out_length, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (length + length / 8);
  gsize i = 0;

  for (i = 0; i < length; i++)
    {
      guchar   byte = (guchar) data[i];
      gunichar letter = byte;

      if (byte >= FIRST_SPECIAL && byte <= LAST_SPECIAL)
        letter = windows_1252[byte - FIRST_SPECIAL];

      if (letter == 0)
        return fail (_ ("a byte means nothing"), i, error);

      if (letter < 0x80)
        g_string_append_c (out, (char) letter);
      else
        g_string_append_unichar (out, letter);
    }

  *out_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Half a file in UTF-8 must not pass for a whole one in Windows-1252. */
static gboolean
is_cut_off (const char *data, const char *bad, gsize length)
{
  gsize rest = (gsize) (data + length - bad);
  gsize i = 0;

  if (rest > 3 || g_utf8_get_char_validated (bad, (gssize) rest) != (gunichar) -2)
    return FALSE;

  for (i = 0; data + i < bad; i++)
    if ((guchar) data[i] >= 0x80)
      return TRUE;

  return FALSE;
}

static char *
from_bytes (
  const char *data, gsize length, gsize *out_length, const char **encoding, GError **error)
{
  gboolean    has_mark = length >= 3 && memcmp (data, UTF8_MARK, 3) == 0;
  const char *text = has_mark ? data + 3 : data;
  const char *bad = NULL;
  const char *nul = memchr (data, '\0', length);

  if (nul != NULL)
    return fail (_ ("there is a NUL"), (gsize) (nul - data), error);

  *encoding = "UTF-8";
  *out_length = length - (gsize) (text - data);

  if (g_utf8_validate_len (text, *out_length, &bad))
    return g_strndup (text, *out_length);

  if (has_mark)
    return fail (_ ("the UTF-8 is damaged or cut off"), (gsize) (bad - data), error);

  if (is_cut_off (data, bad, length))
    return fail (_ ("the file ends inside a character"), (gsize) (bad - data), error);

  *encoding = "windows-1252";
  return from_windows_1252 (data, length, out_length, error);
}

/**
 * kontor_text_to_utf8:
 * @data: (nullable): the bytes of a file; may be %NULL if @length is 0
 * @length: how many
 * @out_length: (out) (optional): the length of the result in bytes
 * @encoding: (out) (optional) (transfer none): what it was: "UTF-8", "UTF-16LE", "UTF-16BE" or
 *   "windows-1252"
 * @error: return location
 *
 * Finds out how text is encoded and converts it. A byte order mark decides and is dropped; without
 * one, bytes that are UTF-8 are taken as that, and others as Windows-1252.
 *
 * Fails with %KONTOR_VALUE_ERROR_ENCODING if the bytes are text in none of these, contain NUL, or
 * end inside a character.
 *
 * Returns: (transfer full) (nullable): UTF-8 that ends with NUL, or %NULL with @error set
 */
char *
kontor_text_to_utf8 (
  const char *data, gsize length, gsize *out_length, const char **encoding, GError **error)
{
  const char *found = NULL;
  char       *text = NULL;
  gsize       size = 0;
  gboolean    is_little = FALSE;
  gboolean    is_big = FALSE;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  data = data != NULL ? data : "";
  is_little = length >= 2 && memcmp (data, "\377\376", 2) == 0;
  is_big = length >= 2 && memcmp (data, "\376\377", 2) == 0;

  if (is_little || is_big)
    {
      found = is_big ? "UTF-16BE" : "UTF-16LE";
      text = from_utf16 (data + 2, length - 2, is_big, &size, error);
    }
  else
    text = from_bytes (data, length, &size, &found, error);

  if (text != NULL && out_length != NULL)
    *out_length = size;
  if (text != NULL && encoding != NULL)
    *encoding = found;

  return text;
}

/**
 * kontor_text_from:
 * @data: (nullable): the bytes of a file; may be %NULL if @length is 0
 * @length: how many
 * @encoding: what they are, "windows-1252"; any name that iconv knows
 * @out_length: (out): the length of the result in bytes
 * @error: return location
 *
 * Converts text whose encoding a person has told. A byte order mark is dropped.
 *
 * Fails with %KONTOR_VALUE_ERROR_ENCODING if there is no such encoding, or the bytes are no text in
 * it, contain NUL, or end inside a character.
 *
 * Returns: (transfer full) (nullable): UTF-8 that ends with NUL, or %NULL with @error set
 */
char *
kontor_text_from (
  const char *data, gsize length, const char *encoding, gsize *out_length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  gsize            read = 0;
  gsize            mark = 0;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (encoding != NULL && out_length != NULL, NULL);

  text = g_convert (
    data != NULL ? data : "", (gssize) length, "UTF-8", encoding, &read, out_length, &problem);
  if (g_error_matches (problem, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
    {
      g_set_error (error,
                   KONTOR_VALUE_ERROR,
                   KONTOR_VALUE_ERROR_ENCODING,
                   _ ("there is no encoding “%s”; such are UTF-8, windows-1252, ISO-8859-15, "
                      "UTF-16LE, IBM850, macintosh"),
                   encoding);
      return NULL;
    }
  if (text == NULL || read < length)
    {
      g_autofree char *words = g_strdup_printf (_ ("it is no %s"), encoding);

      return fail (words, read, error);
    }
  if (memchr (text, '\0', *out_length) != NULL)
    return fail (
      _ ("there is a NUL"), (gsize) ((char *) memchr (text, '\0', *out_length) - text), error);
  mark = g_str_has_prefix (text, UTF8_MARK) ? strlen (UTF8_MARK) : 0;
  *out_length -= mark;
  return g_strndup (text + mark, *out_length);
}
