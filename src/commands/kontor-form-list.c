/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-form.h"

static int
compare_values (const KontorJson *a, const KontorJson *b)
{
  gint64 first = kontor_json_integer (a);
  gint64 second = kontor_json_integer (b);

  if (kontor_json_type (a) == KONTOR_JSON_STRING && kontor_json_type (b) == KONTOR_JSON_STRING)
    return strcmp (kontor_json_string (a), kontor_json_string (b));
  return first < second ? -1 : first > second;
}

static int
compare_forms (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const KontorJson *const *first = a;
  const KontorJson *const *second = b;
  const char *const       *keys = user_data;
  int                      order = 0;

  for (guint i = 0; keys[i] != NULL && order == 0; i++)
    order = compare_values (kontor_json_get (*first, keys[i]), kontor_json_get (*second, keys[i]));
  return order;
}

static gboolean
refuse_twice (const KontorJson *form, const char *key, const char *path, GError **error)
{
  const KontorJson *value = kontor_json_get (form, key);
  g_autofree char  *text = value != NULL ? kontor_json_to_string (value) : g_strdup ("");

  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, path, _ ("“%s” has the same entry twice: %s"), path, text);
  return FALSE;
}

/**
 * kontor_form_sort_list:
 * @list: (nullable): an array of forms; nothing is done for %NULL, whose error is set already
 * @keys: (array zero-terminated=1): members that tell one from another
 * @path: where it stands, for messages
 * @error: return location for an error
 *
 * Puts a list whose order means nothing into one order.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when two entries have the same keys.
 *
 * Returns: (transfer full): the sorted array, or %NULL with @error set
 */
KontorJson *
kontor_form_sort_list (const KontorJson  *list,
                       const char *const *keys,
                       const char        *path,
                       GError           **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();
  g_autoptr (KontorJson) sorted = kontor_json_new_array ();

  if (list == NULL)
    return NULL;

  for (guint i = 0; i < kontor_json_length (list); i++)
    g_ptr_array_add (forms, (gpointer) kontor_json_at (list, i));
  g_ptr_array_sort_with_data (forms, compare_forms, (gpointer) keys);

  for (guint i = 0; i < forms->len; i++)
    {
      if (i > 0 && compare_forms (&forms->pdata[i - 1], &forms->pdata[i], (gpointer) keys) == 0)
        {
          refuse_twice (forms->pdata[i], keys[0], path, error);
          return NULL;
        }
      kontor_json_append (sorted, kontor_json_share (forms->pdata[i]));
    }
  return g_steal_pointer (&sorted);
}

/**
 * kontor_form_read_words:
 * @list: (nullable): an array of texts, or one text
 * @most: characters of each at most
 * @path: where it stands, for messages
 * @error: return location for an error
 *
 * Reads words without white space around them; blank ones and repeated ones are left out.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID.
 *
 * Returns: (transfer full): an array of texts in their order, or %NULL with @error set
 */
KontorJson *
kontor_form_read_words (const KontorJson *list, gsize most, const char *path, GError **error)
{
  g_autoptr (KontorJson) words = kontor_json_new_array ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = kontor_json_type (list) == KONTOR_JSON_ARRAY ? kontor_json_length (list) : list != NULL;

  for (guint i = 0; i < n; i++)
    {
      const KontorJson *item = kontor_json_type (list) == KONTOR_JSON_ARRAY
                                 ? kontor_json_at (list, i)
                                 : list;
      g_autofree char  *word = g_strdup (kontor_json_string (item));

      if (word == NULL || (gsize) g_utf8_strlen (g_strstrip (word), -1) > most)
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    path,
                                    _ ("“%s” must be a list of texts of %zu characters at most"),
                                    path,
                                    most);
          return NULL;
        }
      if (*word == '\0' || g_hash_table_contains (seen, word))
        continue;
      kontor_json_append (words, kontor_json_new_string (word));
      g_hash_table_add (seen, g_steal_pointer (&word));
    }
  return g_steal_pointer (&words);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_word (const KontorJson *words, const char *word)
{
  for (guint i = 0; i < kontor_json_length (words); i++)
    if (g_strcmp0 (kontor_json_string (kontor_json_at (words, i)), word) == 0)
      return TRUE;
  return FALSE;
}

static void
add_unless (GPtrArray        *out,
            const KontorJson *words,
            const KontorJson *not_of,
            const KontorJson *nor_of)
{
  for (guint i = 0; i < kontor_json_length (words); i++)
    {
      const char *word = kontor_json_string (kontor_json_at (words, i));

      if (!has_word (not_of, word) && !has_word (nor_of, word))
        g_ptr_array_add (out, (gpointer) word);
    }
}

static KontorJson *
to_array (GPtrArray *words)
{
  KontorJson *array = kontor_json_new_array ();

  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    kontor_json_append (array, kontor_json_new_string (words->pdata[i]));
  return array;
}

/**
 * kontor_form_unite_words:
 * @words: (nullable): a set of texts
 * @add: (nullable): those to be in it
 * @remove: (nullable): those not to be in it, unless they are in @add
 *
 * Returns: (transfer full): the set, sorted
 */
KontorJson *
kontor_form_unite_words (const KontorJson *words, const KontorJson *add, const KontorJson *remove)
{
  g_autoptr (GPtrArray) united = g_ptr_array_new ();

  add_unless (united, words, remove, add);
  add_unless (united, add, NULL, NULL);
  return to_array (united);
}

/**
 * kontor_form_subtract_words:
 * @words: (nullable): a set of texts
 * @other: (nullable): another
 *
 * Returns: (transfer full): those of the first that are not in the other, sorted
 */
KontorJson *
kontor_form_subtract_words (const KontorJson *words, const KontorJson *other)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  add_unless (rest, words, other, NULL);
  return to_array (rest);
}
