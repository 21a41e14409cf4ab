/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (kontor_filter_error, kontor_filter_error)

#define MAX_LENGTH 4000
#define MAX_WORD_FOR_SUGGESTION 40

void
kontor_filter_term_free (KontorFilterTerm *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->value, g_free);
  g_free (self); /* the array owned it */
}

gboolean
kontor_filter_is_key_char (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == '-';
}

/* Keys are what people call columns: letters, and "-" or "_" within. */
static const char *
skip_key (const char *text)
{
  const char *end = text;

  if (!g_ascii_isalpha (*text))
    return NULL;
  while (kontor_filter_is_key_char (*end))
    end++;

  return *end == ':' ? end : NULL;
}

static gboolean
is_blank (const char *text)
{
  return g_unichar_isspace (g_utf8_get_char (text));
}

/* Reads up to the next blank outside quotation marks. \" inside them is a quotation mark. */
static const char *
parse_value (const char *text, KontorFilterTerm *term, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean    inside = FALSE;
  const char *at = text;

  while (*at != '\0' && (inside || !is_blank (at)))
    {
      const char *next = g_utf8_next_char (at);

      if (*at == '"')
        {
          inside = !inside;
          term->quoted = TRUE;
        }
      else if (inside && *at == '\\' && at[1] == '"')
        g_string_append_c (value, *next++);
      else
        g_string_append_len (value, at, next - at);
      at = next;
    }

  if (inside)
    {
      g_set_error (error,
                   KONTOR_FILTER_ERROR,
                   KONTOR_FILTER_ERROR_SYNTAX,
                   _ ("the quotation mark before “%s” is not closed"),
                   value->str);
      return NULL;
    }

  term->value = g_string_free (g_steal_pointer (&value), FALSE);
  return at;
}

static const char *
parse_term (const char *text, GPtrArray *terms, GError **error)
{
  KontorFilterTerm *term = g_new0 (KontorFilterTerm, 1);
  const char       *key_end;

  g_ptr_array_add (terms, term);
  if (*text == '-' && text[1] != '\0' && !is_blank (text + 1))
    {
      term->negated = TRUE;
      text++;
    }

  key_end = skip_key (text);
  if (key_end != NULL)
    {
      term->key = g_ascii_strdown (text, key_end - text);
      g_strdelimit (term->key, "-", '_');
      text = key_end + 1;
    }

  text = parse_value (text, term, error);
  if (text == NULL || *term->value != '\0' || (term->key == NULL && term->quoted))
    return text;

  g_set_error (error,
               KONTOR_FILTER_ERROR,
               KONTOR_FILTER_ERROR_SYNTAX,
               _ ("“%s:” needs a value"),
               term->key != NULL ? term->key : "");
  return NULL;
}

/* Text of the filter language to (element-type KontorFilterTerm), or NULL with the error set. */
GPtrArray *
kontor_filter_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) terms = NULL;

  if (strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error,
                   KONTOR_FILTER_ERROR,
                   KONTOR_FILTER_ERROR_SYNTAX,
                   _ ("the filter is no text of up to %d bytes"),
                   MAX_LENGTH);
      return NULL;
    }

  terms = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_filter_term_free);
  while (*text != '\0')
    {
      if (is_blank (text))
        text = g_utf8_next_char (text);
      else
        text = parse_term (text, terms, error);
      if (text == NULL)
        return NULL;
    }

  return g_steal_pointer (&terms);
}

/* "to-ship=PROCESSING" is called "to-ship". */
char *
kontor_filter_choice_name (const char *choice)
{
  const char *end = strchr (choice, '=');

  return end != NULL ? g_strndup (choice, (gsize) (end - choice)) : g_strdup (choice);
}

const KontorFilterKey *
kontor_filter_find_key (const KontorListType *type, const char *key, gboolean flag)
{
  for (const KontorFilterKey *filter = type->filters; filter->key != NULL; filter++)
    if ((filter->type == KONTOR_FILTER_FLAG) == flag && g_str_equal (filter->key, key))
      return filter;

  return NULL;
}

/* Levenshtein's distance over bytes, with one row of the table. */
static guint
edit_distance (const char *a, const char *b)
{
  guint row[MAX_WORD_FOR_SUGGESTION + 1];
  gsize length = strlen (b);

  for (guint j = 0; j <= length; j++)
    row[j] = j;

  for (guint i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (guint j = 0; j < length; j++)
        {
          guint best = diagonal + (a[i] != b[j]);

          diagonal = row[j + 1];
          best = MIN (best, diagonal + 1);
          row[j + 1] = MIN (best, row[j] + 1);
        }
    }

  return row[length];
}

/* The nearest candidate, if it is near enough to be meant; a beginning always is. */
char *
kontor_filter_suggest (const char *word, const char *const *candidates)
{
  const char *found = NULL;
  guint       least = 1 + (guint) strlen (word) / 3;

  if (strlen (word) > MAX_WORD_FOR_SUGGESTION)
    return NULL;

  for (gsize i = 0; candidates[i] != NULL; i++)
    {
      g_autofree char *name = kontor_filter_choice_name (candidates[i]);
      guint            distance;

      if (strlen (name) > MAX_WORD_FOR_SUGGESTION)
        continue;
      distance = g_str_has_prefix (name, word) ? 0 : edit_distance (word, name);
      if (distance <= least && (found == NULL || distance < least))
        {
          found = candidates[i];
          least = distance;
        }
    }

  return found != NULL ? kontor_filter_choice_name (found) : NULL;
}

static char *
join_names (const char *const *candidates)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; candidates[i] != NULL; i++)
    {
      g_autofree char *name = kontor_filter_choice_name (candidates[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Sets the error "MESSAGE; did you mean …?", or lists what there is. Always FALSE. */
gboolean
kontor_filter_unknown (GError           **error,
                       const char        *message,
                       const char        *word,
                       const char *const *candidates)
{
  g_autofree char *suggestion = kontor_filter_suggest (word, candidates);
  g_autofree char *names = join_names (candidates);
  g_autofree char *text = NULL;

  if (suggestion != NULL)
    text = g_strdup_printf (_ ("%s; did you mean “%s”?"), message, suggestion);
  else if (*names != '\0')
    text = g_strdup_printf (_ ("%s; there are: %s"), message, names);

  g_set_error_literal (
    error, KONTOR_FILTER_ERROR, KONTOR_FILTER_ERROR_UNKNOWN, text != NULL ? text : message);
  return FALSE;
}
