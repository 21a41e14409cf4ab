/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-tokens.h"

#include <string.h>

/**
 * kontor_filter_tokens_split:
 * @text: a filter
 * @open: (out): whether the last word may still be going on
 *
 * Splits at blanks outside quotes.
 *
 * Returns: (transfer full) (element-type utf8): the words, quotes included
 */
GPtrArray *
kontor_filter_tokens_split (const char *text, gboolean *open)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      quoted = quoted != (*text == '"');
      if (*text != ' ' || quoted)
        g_string_append_c (word, *text);
      else if (word->len > 0)
        {
          g_ptr_array_add (tokens, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
    }
  *open = word->len > 0;
  if (*open)
    g_ptr_array_add (tokens, g_strdup (word->str));
  return tokens;
}

/**
 * kontor_filter_token_is_condition:
 *
 * Returns: whether @token reads key:value, with something after the colon
 */
gboolean
kontor_filter_token_is_condition (const char *token)
{
  const char *colon = strchr (token, ':');

  return colon != NULL && colon > token && colon[1] != '\0';
}
