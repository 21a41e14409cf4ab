/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"

#include <string.h>

static const char *const times[] = { "today", "yesterday", "-7d..", "-30d..", "-12m..", NULL };

/* What is typed of a word up to the cursor. */
typedef struct
{
  const char *sign; /* "" or "-" */
  char       *key;  /* (owned) (nullable) */
  char       *done; /* (owned): values before the last comma, with it */
  char       *part; /* (owned): what is to be completed, in lower case */
} Word;

static void
word_clear (Word *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->done, g_free);
  g_clear_pointer (&self->part, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Word, word_clear)

/* The word before the cursor; FALSE inside quotation marks, where nothing can be offered. */
static gboolean
find_word (const char *text, guint cursor, Word *word)
{
  gsize            length = MIN ((gsize) cursor, strlen (text));
  gsize            start = 0;
  gboolean         inside = FALSE;
  g_autofree char *typed = NULL;
  char            *colon, *comma;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        inside = !inside;
      else if (!inside && g_ascii_isspace (text[i]))
        start = i + 1;
    }
  if (inside)
    return FALSE;

  typed = g_ascii_strdown (text + start, (gssize) (length - start));
  word->sign = *typed == '-' ? "-" : "";
  colon = strchr (typed, ':');
  word->key = colon != NULL
                ? g_strdelimit (g_strndup (typed + strlen (word->sign),
                                           (gsize) (colon - typed) - strlen (word->sign)),
                                "-",
                                '_')
                : NULL;
  colon = colon != NULL ? colon + 1 : typed + strlen (word->sign);
  comma = strrchr (colon, ',');
  comma = comma != NULL && word->key != NULL ? comma + 1 : colon;
  word->done = g_strndup (colon, (gsize) (comma - colon));
  word->part = g_strdup (comma);
  return TRUE;
}

static void
offer_value (GPtrArray *offers, const Word *word, const char *value)
{
  if (g_str_has_prefix (value, word->part))
    g_ptr_array_add (offers, g_strconcat (word->sign, word->key, ":", word->done, value, NULL));
}

static void
offer_values (GPtrArray *offers, const KontorListType *type, const Word *word)
{
  const KontorFilterKey *key = kontor_filter_find_key (type, word->key, FALSE);

  if (g_str_equal (word->key, "is"))
    for (key = type->filters; key->key != NULL; key++)
      {
        if (key->type == KONTOR_FILTER_FLAG)
          offer_value (offers, word, key->key);
      }
  else if (key != NULL && key->values != NULL)
    for (gsize i = 0; key->values[i] != NULL; i++)
      {
        g_autofree char *name = kontor_filter_choice_name (key->values[i]);

        offer_value (offers, word, name);
      }
  else if (key != NULL && key->type == KONTOR_FILTER_TIME)
    for (gsize i = 0; times[i] != NULL; i++)
      offer_value (offers, word, times[i]);
}

static void
offer_keys (GPtrArray *offers, const KontorListType *type, const Word *word)
{
  gboolean has_flags = FALSE;

  for (const KontorFilterKey *key = type->filters; key->key != NULL; key++)
    {
      if (key->type == KONTOR_FILTER_FLAG)
        has_flags = TRUE;
      else if (g_str_has_prefix (key->key, word->part))
        g_ptr_array_add (offers, g_strconcat (word->sign, key->key, ":", NULL));
    }

  if (has_flags && g_str_has_prefix ("is", word->part))
    g_ptr_array_add (offers, g_strconcat (word->sign, "is:", NULL));
}

/**
 * kontor_filter_complete:
 * @type: a list
 * @text: what is typed
 * @cursor: where the cursor is, in bytes
 *
 * Offers what the word before the cursor may become: keys, then their values.
 *
 * Returns: (transfer full) (array zero-terminated=1): whole replacements for that word
 */
char **
kontor_filter_complete (const KontorListType *type, const char *text, guint cursor)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new ();
  g_auto (Word) word = { "" };

  g_return_val_if_fail (type != NULL && text != NULL, NULL);

  if (find_word (text, cursor, &word))
    {
      if (word.key != NULL)
        offer_values (offers, type, &word);
      else
        offer_keys (offers, type, &word);
    }

  g_ptr_array_add (offers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&offers), FALSE);
}
