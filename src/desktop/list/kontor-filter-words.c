/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-filter-tokens.h"
#include "kontor-state.h"
#include "kontor-value-words.h"

static const KontorFilterKey *
find_key (const KontorListType *type, const char *name)
{
  for (const KontorFilterKey *key = type->filters; key->key != NULL; key++)
    if (g_ascii_strcasecmp (key->key, name) == 0)
      return key;
  return NULL;
}

/* "to-pay=PENDING_PAYMENT": what is typed, and what is stored. */
static char *
dup_stored (const KontorFilterKey *key, const char *choice)
{
  gsize length = strlen (choice);

  for (guint i = 0; key->values != NULL && key->values[i] != NULL; i++)
    if (g_ascii_strncasecmp (key->values[i], choice, length) == 0 && key->values[i][length] == '=')
      return g_strdup (key->values[i] + length + 1);
  return g_strdup (choice);
}

static char *
dup_choice_words (const KontorListType *type, const KontorFilterKey *key, const char *choice)
{
  g_autofree char *stored = dup_stored (key, choice);

  if (kontor_state_find_in (type->name, stored) != NULL)
    return g_strdup (kontor_state_label_in (type->name, stored));
  return kontor_value_words (type->name, key->key, stored);
}

static char *
dup_choices_words (const KontorListType *type, const KontorFilterKey *key, const char *value)
{
  g_auto (GStrv) choices = g_strsplit (value, ",", -1);

  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autofree char *choice = g_steal_pointer (&choices[i]);

      choices[i] = dup_choice_words (type, key, choice);
    }
  return g_strjoinv (", ", choices);
}

static char *
dup_unquoted (const char *value)
{
  gsize length = strlen (value);

  return length >= 2 && value[0] == '"' && value[length - 1] == '"'
           ? g_strndup (value + 1, length - 2)
           : g_strdup (value);
}

/* The view that is just this: people know its name. */
static const char *
find_view (const KontorListType *type, const char *token)
{
  for (const KontorListView *view = type->views; view != NULL && view->name != NULL; view++)
    if (g_str_equal (view->filter, token))
      return _ (view->name);
  return NULL;
}

/**
 * kontor_filter_dup_condition_words:
 * @type: (nullable): of the list that is filtered
 * @token: a condition of the filter language: "state:to-match,part-matched"
 *
 * Returns: (transfer full): the condition as people say it: "To match, Partly matched"; @token
 *   itself when it is none
 */
char *
kontor_filter_dup_condition_words (const KontorListType *type, const char *token)
{
  const char            *colon = strchr (token, ':');
  g_autofree char       *name = g_strndup (token, colon != NULL ? (gsize) (colon - token) : 0);
  g_autofree char       *value = dup_unquoted (colon != NULL ? colon + 1 : "");
  const char            *view = type != NULL ? find_view (type, token) : NULL;
  const KontorFilterKey *key = NULL;
  g_autofree char       *words = NULL;

  if (type == NULL || colon == NULL || view != NULL)
    return g_strdup (view != NULL ? view : token);
  key = find_key (type, g_str_equal (name, "is") ? value : name);
  if (key == NULL)
    return g_strdup (token);
  if (key->type == KONTOR_FILTER_FLAG)
    return g_strdup (_ (key->title));
  words = key->type == KONTOR_FILTER_CHOICE ? dup_choices_words (type, key, value)
                                            : kontor_value_words (type->name, key->key, value);
  /* A state says what it is of. */
  if (g_str_equal (key->key, "state"))
    return g_steal_pointer (&words);
  /* Translators: what is filtered by, and its value: "Customer: Meier" */
  return g_strdup_printf (_ ("%s: %s"), _ (key->title), words);
}

/**
 * kontor_filter_dup_words:
 * @type: (nullable): of the list that is filtered
 * @filter: a filter
 *
 * Returns: (transfer full): what is filtered by as people say it; words that are searched as they
 *   are
 */
char *
kontor_filter_dup_words (const KontorListType *type, const char *filter)
{
  gboolean open = FALSE;
  g_autoptr (GPtrArray) tokens = kontor_filter_tokens_split (filter, &open);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      g_autofree char *condition = kontor_filter_dup_condition_words (
        type, g_ptr_array_index (tokens, i));

      g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", condition);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
