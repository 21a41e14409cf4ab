/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-feed-page.h"

#include <string.h>

#include "kontor-sync-client.h"
#include "kontor-text.h"

/**
 * kontor_feed_answer_clear:
 *
 * Frees what the answer owns.
 */
void
kontor_feed_answer_clear (KontorFeedAnswer *self)
{
  g_clear_pointer (&self->images, g_ptr_array_unref);
  g_clear_pointer (&self->cursor, g_free);
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error (error,
               KONTOR_SYNC_ERROR,
               KONTOR_SYNC_ERROR_PROTOCOL,
               "the server's answer can't be used: %s",
               why);
  return FALSE;
}

static KontorJson *
parse_line (const char **at, const char *end, GError **error)
{
  const char *stop = memchr (*at, '\n', (gsize) (end - *at));
  KontorJson *line;

  if (stop == NULL)
    {
      fail (error, "it ends in the middle");
      return NULL;
    }
  line = kontor_json_parse (*at, stop - *at, error);
  *at = stop + 1;
  return line;
}

static gboolean
check_end (
  KontorFeedAnswer *self, const KontorJson *end, const char *rows, gsize length, GError **error)
{
  g_autofree char *digest = kontor_text_sha256 (rows, length);

  if (kontor_json_get_integer (end, "count", -1) != self->images->len)
    return fail (error, "rows are missing");
  if (!g_str_equal (digest, kontor_json_get_string (end, "digest", "")))
    return fail (error, "it was changed on the way");
  self->cursor = g_strdup (kontor_json_get_string (end, "cursor", ""));
  self->more = kontor_json_get_boolean (end, "more", FALSE);
  return TRUE;
}

/**
 * kontor_feed_answer_parse:
 * @self: cleared; filled on success
 * @text: NDJSON: head, images, end
 *
 * Returns: FALSE with KONTOR_SYNC_ERROR_PROTOCOL or a value error when anything is missing
 */
gboolean
kontor_feed_answer_parse (KontorFeedAnswer *self, const char *text, gsize length, GError **error)
{
  const char *at = text;
  const char *end = text + length;
  const char *rows;
  g_autoptr (KontorJson) head = parse_line (&at, end, error);
  const KontorJson *meta = head != NULL ? kontor_json_get_object (head, "meta") : NULL;
  const KontorJson *settled = meta != NULL ? kontor_json_get_object (meta, "settled") : NULL;

  if (head == NULL)
    return FALSE;
  if (settled == NULL)
    return fail (error, "it has no head");
  self->settled_n = kontor_json_get_integer (settled, "n", 0);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_json_unref);
  rows = at;
  while (TRUE)
    {
      const char *start = at;
      g_autoptr (KontorJson) line = parse_line (&at, end, error);

      if (line == NULL)
        return FALSE;
      if (kontor_json_type (line) == KONTOR_JSON_OBJECT)
        {
          const KontorJson *last = kontor_json_get_object (line, "end");

          return last != NULL ? check_end (self, last, rows, (gsize) (start - rows), error)
                              : fail (error, "it has no end");
        }
      g_ptr_array_add (self->images, g_steal_pointer (&line));
    }
}
