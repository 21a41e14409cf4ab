/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-text.h"

#include <string.h>

#define ZERO_WIDTH_SPACE 0x200b
#define BYTE_ORDER_MARK 0xfeff
#define SOFT_HYPHEN 0xad

typedef struct
{
  gunichar    letter;
  const char *plain;
} Replacement;

/* Letters that Unicode does not take apart although people type them with plain ones. */
static const Replacement fold_replacements[] = {
  { 0x00df, "ss" }, /* ß */
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x014b, "n" },  /* ŋ */
  { 0x0153, "oe" }, /* œ */
  { 0x0167, "t" },  /* ŧ */
  { 0x03c2, "σ" },  /* ς */
  { 0x2019, "'" },  /* ’ */
};

static const Replacement slug_replacements[] = {
  { 0x00e4, "ae" }, /* ä */
  { 0x00f6, "oe" }, /* ö */
  { 0x00fc, "ue" }, /* ü */
};

static const char *
find_replacement (const Replacement *replacements, gsize count, gunichar letter)
{
  gsize i = 0;

  for (i = 0; i < count; i++)
    if (replacements[i].letter == letter)
      return replacements[i].plain;

  return NULL;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  gsize i = 0;

  for (i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;

  return TRUE;
}

static void
append_folded (GString *out, gunichar letter)
{
  const char *plain = NULL;

  if (g_unichar_ismark (letter) || g_unichar_iszerowidth (letter) || letter == SOFT_HYPHEN)
    return;

  letter = g_unichar_tolower (letter);
  plain = find_replacement (fold_replacements, G_N_ELEMENTS (fold_replacements), letter);

  if (plain != NULL)
    g_string_append (out, plain);
  else
    g_string_append_unichar (out, letter);
}

/**
 * kontor_text_fold:
 * @text: text; bytes that are not UTF-8 become replacement characters
 * @length: its length in bytes, or -1 if it ends with NUL
 *
 * Makes text comparable for search: compatibility decomposition (NFKD), no marks, lower case, and
 * plain letters for those that Unicode does not take apart: "Größe" and "GROSSE" fold to "grosse".
 * The result does not depend on the locale.
 *
 * Returns: (transfer full): the folded text
 */
char *
kontor_text_fold (const char *text, gssize length)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  GString         *out = NULL;
  const char      *at = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (length < 0)
    length = (gssize) strlen (text);

  if (is_ascii (text, (gsize) length))
    return g_ascii_strdown (text, length);

  valid = g_utf8_make_valid (text, length);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  out = g_string_sized_new (strlen (decomposed));

  for (at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    append_folded (out, g_utf8_get_char (at));

  return g_string_free (out, FALSE);
}

/* ä becomes ae in a slug, but a in a search. Works on composed letters. */
static char *
replace_umlauts (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  GString         *out = g_string_sized_new (strlen (composed));
  const char      *at = NULL;

  for (at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar    letter = g_unichar_tolower (g_utf8_get_char (at));
      const char *plain = find_replacement (
        slug_replacements, G_N_ELEMENTS (slug_replacements), letter);

      if (plain != NULL)
        g_string_append (out, plain);
      else
        g_string_append_unichar (out, letter);
    }

  return g_string_free (out, FALSE);
}

/**
 * kontor_text_slug:
 * @text: UTF-8 text
 *
 * Makes a name for addresses and files: lower-case letters and digits of ASCII with single hyphens
 * between the words; "Müller & Söhne" becomes "mueller-soehne". Other scripts leave nothing.
 *
 * Returns: (transfer full): the slug, which may be empty
 */
char *
kontor_text_slug (const char *text)
{
  g_autofree char *replaced = NULL;
  g_autofree char *folded = NULL;
  GString         *out = NULL;
  const char      *at = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  replaced = replace_umlauts (text);
  folded = kontor_text_fold (replaced, -1);
  out = g_string_sized_new (strlen (folded));

  for (at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      {
        if (out->len > 0 && !g_ascii_isalnum (at[-1]))
          g_string_append_c (out, '-');
        g_string_append_c (out, *at);
      }

  return g_string_free (out, FALSE);
}

/**
 * kontor_text_is_blank:
 * @text: (nullable): UTF-8 text
 *
 * Returns: whether there is nothing to see: %NULL, nothing, or only white space
 */
gboolean
kontor_text_is_blank (const char *text)
{
  const char *at = text;

  for (; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isspace (letter) && letter != ZERO_WIDTH_SPACE && letter != BYTE_ORDER_MARK)
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_sha256:
 * @data: (nullable): bytes; may be %NULL if @length is 0
 * @length: how many
 * @digest: (out caller-allocates): 32 bytes
 *
 * Computes SHA-256 (FIPS 180-4).
 */
void
kontor_sha256 (const void *data, gsize length, guint8 digest[32])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = 32;

  g_return_if_fail (data != NULL || length == 0);
  g_return_if_fail (length <= G_MAXSSIZE);

  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);

  g_checksum_get_digest (checksum, digest, &size);
}

/**
 * kontor_text_sha256:
 * @data: (nullable): bytes; may be %NULL if @length is 0
 * @length: how many
 *
 * Returns: (transfer full): SHA-256 as 64 hexadecimal digits in lower case
 */
char *
kontor_text_sha256 (const void *data, gsize length)
{
  guint8   digest[32] = { 0 };
  GString *out = g_string_sized_new (2 * sizeof digest);
  guint    i = 0;

  kontor_sha256 (data, length, digest);

  for (i = 0; i < sizeof digest; i++)
    g_string_append_printf (out, "%02x", digest[i]);

  return g_string_free (out, FALSE);
}
