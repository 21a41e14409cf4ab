/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-matching.h"

#include <string.h>

#define LEAST_WORD 3

/* What banks write for letters that their systems lack. */
static const struct
{
  gunichar    letter;
  const char *text;
} spelled[] = {
  { 0xc4, "AE" }, { 0xe4, "AE" }, { 0xd6, "OE" }, { 0xf6, "OE" },   { 0xdc, "UE" },
  { 0xfc, "UE" }, { 0xdf, "SS" }, { 0xc6, "AE" }, { 0xe6, "AE" },   { 0xd8, "OE" },
  { 0xf8, "OE" }, { 0xc5, "AA" }, { 0xe5, "AA" }, { 0x152, "OE" },  { 0x153, "OE" },
  { 0x141, "L" }, { 0x142, "L" }, { 0xd0, "D" },  { 0x1e9e, "SS" },
};

/* Says nothing about who it is. */
static const char *const forms[] = {
  "GMBH", "AG",  "KG",  "OHG", "UG",   "GBR",  "UND",  "AND",
  "THE",  "LTD", "INC", "LLC", "SARL", "HERR", "FRAU",
};

static const char *
find_spelled (gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (spelled); i++)
    if (spelled[i].letter == letter)
      return spelled[i].text;
  return NULL;
}

static void
append_plain (GString *out, gunichar letter)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  g_unichar_fully_decompose (letter, TRUE, parts, G_N_ELEMENTS (parts));
  if (parts[0] < 0x80)
    g_string_append_c (out, g_ascii_toupper ((char) parts[0]));
  else if (!g_unichar_ismark (letter))
    g_string_append_c (out, ' ');
}

/**
 * kontor_bank_text_normalise:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): ASCII in upper case, ä as AE and ß as SS, without accents
 */
char *
kontor_bank_text_normalise (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text != NULL ? text : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar    letter = g_utf8_get_char (at);
      const char *word = find_spelled (letter);

      if (word != NULL)
        g_string_append (out, word);
      else
        append_plain (out, letter);
    }
  return g_string_free (out, FALSE);
}

/**
 * kontor_bank_text_squeeze:
 * @normal: from kontor_bank_text_normalise()
 * @places: (nullable) (element-type guint): where each character was is appended
 *
 * Returns: (transfer full): its letters and digits alone
 */
char *
kontor_bank_text_squeeze (const char *normal, GArray *places)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; normal[i] != '\0'; i++)
    if (g_ascii_isalnum (normal[i]))
      {
        g_string_append_c (out, normal[i]);
        if (places != NULL)
          g_array_append_val (places, i);
      }
  return g_string_free (out, FALSE);
}

/* MUELLER and MULLER are one. */
static char *
shorten (const char *word)
{
  GString *out = g_string_new (NULL);

  for (const char *at = word; *at != '\0'; at++)
    if (*at != 'E' || at == word || strchr ("AOU", at[-1]) == NULL)
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

static GHashTable *
list_words (const char *normal)
{
  g_autofree char *text = g_strdup (normal);
  g_auto (GStrv) words = NULL;
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      *at = ' ';
  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_form = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (forms); j++)
        is_form = is_form || g_str_equal (words[i], forms[j]);
      if (!is_form && strlen (words[i]) >= LEAST_WORD)
        g_hash_table_add (set, shorten (words[i]));
    }
  return set;
}

/**
 * kontor_bank_names_alike:
 * @normal_a: a name from kontor_bank_text_normalise()
 * @normal_b: another
 *
 * Order, legal forms and short words don't count: "WEISS, JUERGEN" is "Jürgen Weiß".
 *
 * Returns: whether all words of the shorter one are in the longer one
 */
gboolean
kontor_bank_names_alike (const char *normal_a, const char *normal_b)
{
  g_autoptr (GHashTable) a = list_words (normal_a);
  g_autoptr (GHashTable) b = list_words (normal_b);
  GHashTable    *few = g_hash_table_size (a) <= g_hash_table_size (b) ? a : b;
  GHashTable    *many = few == a ? b : a;
  GHashTableIter iter;
  gpointer       word = NULL;

  if (g_hash_table_size (few) == 0)
    return FALSE;
  g_hash_table_iter_init (&iter, few);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!g_hash_table_contains (many, word))
      return FALSE;
  return TRUE;
}
