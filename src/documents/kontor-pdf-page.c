/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-pdf-page.h"

#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf-private.h"

#define MAX_WORDS 20000
#define MAX_SIDE 6000

/* What the reader wrote. It may have been taken over: nothing in it is believed. */
typedef struct
{
  GBytes       *bytes;
  const guint8 *data;
  gsize         length;
  gsize         used;
  gboolean      broken;
} Frame;

static guint32
take_number (Frame *self)
{
  guint32 little = 0;

  if (self->length - self->used < sizeof little)
    {
      self->broken = TRUE;
      return 0;
    }

  memcpy (&little, self->data + self->used, sizeof little);
  self->used += sizeof little;
  return GUINT32_FROM_LE (little);
}

static int
take_size (Frame *self, guint32 most)
{
  guint32 number = take_number (self);

  if (number > most)
    self->broken = TRUE;
  return (int) MIN (number, most);
}

/* Returns: (transfer full) (nullable): a part of the bytes */
static GBytes *
take_bytes (Frame *self)
{
  guint32 length = take_number (self);
  GBytes *part = NULL;

  if (self->broken || self->length - self->used < length)
    {
      self->broken = TRUE;
      return NULL;
    }

  part = g_bytes_new_from_bytes (self->bytes, self->used, length);
  self->used += length;
  return part;
}

static void
take_word (Frame *self, GArray *words)
{
  KontorPdfWord word = { NULL, { 0, 0, 0, 0 } };
  g_autoptr (GBytes) text = NULL;

  word.box.x = take_size (self, G_MAXINT16);
  word.box.y = take_size (self, G_MAXINT16);
  word.box.width = take_size (self, G_MAXINT16);
  word.box.height = take_size (self, G_MAXINT16);
  text = take_bytes (self);
  if (text == NULL)
    return;

  word.text = g_utf8_make_valid (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text));
  g_array_append_val (words, word);
}

static void
clear_word (gpointer data)
{
  KontorPdfWord *word = data;

  g_clear_pointer (&word->text, g_free);
}

/**
 * kontor_pdf_unframe_page:
 * @bytes: what kontor_pdf_draw() wrote, or somebody in its place
 *
 * Returns: (transfer full): the page, or %NULL when it has no meaning
 */
KontorPdfPage *
kontor_pdf_unframe_page (GBytes *bytes)
{
  g_autoptr (KontorPdfPage) page = g_new0 (KontorPdfPage, 1);
  Frame frame = { .bytes = bytes };
  int   n_words = 0;

  frame.data = g_bytes_get_data (bytes, &frame.length);
  page->words = g_array_new (FALSE, FALSE, sizeof (KontorPdfWord));
  g_array_set_clear_func (page->words, clear_word);
  page->n_pages = take_size (&frame, G_MAXINT32);
  page->width = take_size (&frame, MAX_SIDE);
  page->height = take_size (&frame, MAX_SIDE);
  n_words = take_size (&frame, MAX_WORDS);
  for (int i = 0; i < n_words && !frame.broken; i++)
    take_word (&frame, page->words);
  page->pixels = take_bytes (&frame);

  if (frame.broken || frame.used != frame.length || page->n_pages < 1 || page->width < 1
      || page->height < 1
      || g_bytes_get_size (page->pixels) != (gsize) page->width * (gsize) page->height * 4)
    return NULL;
  return g_steal_pointer (&page);
}

/**
 * kontor_pdf_read_page:
 * @pdf: a file that may be a PDF, from anybody
 * @page: from 0
 * @width: of the picture, in pixels
 * @error: return location for an error
 *
 * Draws a page in a process of its own that has a limit of memory and of time. Blocks: for worker
 * threads.
 *
 * Errors: %KONTOR_DOCUMENT_ERROR_INVALID when it is no PDF, is locked, or the reader had to be
 * stopped; %KONTOR_DOCUMENT_ERROR_FAILED when there is no reader.
 *
 * Returns: (transfer full): the page, or %NULL
 */
KontorPdfPage *
kontor_pdf_read_page (GBytes *pdf, int page, int width, GError **error)
{
  g_autofree char  *number = g_strdup_printf ("%d", page);
  g_autofree char  *pixels = g_strdup_printf ("%d", width);
  const char *const arguments[] = { "page", number, pixels, NULL };
  g_autoptr (GBytes) answer = NULL;
  KontorPdfPage *read = NULL;

  g_return_val_if_fail (pdf != NULL, NULL);

  answer = kontor_pdf_ask_reader (pdf, arguments, error);
  if (answer == NULL)
    return NULL;

  read = kontor_pdf_unframe_page (answer);
  if (read == NULL)
    g_set_error_literal (error,
                         KONTOR_DOCUMENT_ERROR,
                         KONTOR_DOCUMENT_ERROR_INVALID,
                         "the file can't be read as PDF: its page has no meaning");
  return read;
}

/**
 * kontor_pdf_read_text:
 * @pdf: a file that may be a PDF, from anybody
 * @error: return location for an error
 *
 * Reads the text of the pages, as kontor_pdf_read_page() does. Blocks: for worker threads.
 *
 * Returns: (transfer full): the text, "" for a scan; or %NULL
 */
char *
kontor_pdf_read_text (GBytes *pdf, GError **error)
{
  const char *const arguments[] = { "text", NULL };
  g_autoptr (GBytes) answer = NULL;

  g_return_val_if_fail (pdf != NULL, NULL);

  answer = kontor_pdf_ask_reader (pdf, arguments, error);
  if (answer == NULL)
    return NULL;
  return g_utf8_make_valid (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer));
}

/**
 * kontor_pdf_page_free:
 * @self: (nullable) (transfer full): a page
 *
 * Frees it.
 */
void
kontor_pdf_page_free (KontorPdfPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_free (self); /* allocated in kontor_pdf_unframe_page() */
}

/* --- finding: blanks and case do not count --- */

static char *
squeeze (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString         *out = g_string_sized_new (strlen (folded));

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

/* A number is not found inside a longer one. */
static gboolean
is_whole (const char *text, const char *found, gsize length)
{
  return (found == text || !g_ascii_isdigit (found[-1]) || !g_ascii_isdigit (found[0]))
         && (!g_ascii_isdigit (found[length]) || !g_ascii_isdigit (found[length - 1]));
}

static const char *
find_whole (const char *text, const char *wanted)
{
  gsize       length = strlen (wanted);
  const char *found = length > 0 ? strstr (text, wanted) : NULL;

  while (found != NULL && !is_whole (text, found, length))
    found = strstr (found + 1, wanted);
  return found;
}

/**
 * kontor_pdf_text_has:
 * @text: of kontor_pdf_read_text()
 * @spellings: (array zero-terminated=1): ways to write one thing
 *
 * Returns: whether one of them stands in the text, whatever its blanks and capitals
 */
gboolean
kontor_pdf_text_has (const char *text, const char *const *spellings)
{
  g_autofree char *squeezed = squeeze (text);

  for (guint i = 0; spellings[i] != NULL; i++)
    {
      g_autofree char *wanted = squeeze (spellings[i]);
      const char      *found = strstr (squeezed, wanted);

      if (*wanted != '\0' && found != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The words without blanks, and for each byte the word that it is of. */
static char *
join_words (const KontorPdfPage *self, GArray *owners)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->words->len; i++)
    {
      g_autofree char *word = squeeze (g_array_index (self->words, KontorPdfWord, i).text);

      g_string_append (text, word);
      while (owners->len < text->len)
        g_array_append_val (owners, i);
    }
  return g_string_free (text, FALSE);
}

static KontorPdfBox
unite (const KontorPdfPage *self, guint first, guint last)
{
  KontorPdfBox box = g_array_index (self->words, KontorPdfWord, first).box;

  for (guint i = first + 1; i <= last; i++)
    {
      KontorPdfBox other = g_array_index (self->words, KontorPdfWord, i).box;
      int          right = MAX (box.x + box.width, other.x + other.width);
      int          bottom = MAX (box.y + box.height, other.y + other.height);

      box.x = MIN (box.x, other.x);
      box.y = MIN (box.y, other.y);
      box.width = right - box.x;
      box.height = bottom - box.y;
    }
  return box;
}

/**
 * kontor_pdf_page_find:
 * @self: a page
 * @spellings: (array zero-terminated=1): ways to write one thing, the likeliest first
 * @box: (out): where it stands
 *
 * Returns: whether one of them is on the page
 */
gboolean
kontor_pdf_page_find (const KontorPdfPage *self, const char *const *spellings, KontorPdfBox *box)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *text = join_words (self, owners);

  for (guint i = 0; spellings[i] != NULL; i++)
    {
      g_autofree char *wanted = squeeze (spellings[i]);
      const char      *found = find_whole (text, wanted);

      if (found != NULL)
        {
          gsize start = (gsize) (found - text);

          *box = unite (self,
                        g_array_index (owners, guint, start),
                        g_array_index (owners, guint, start + strlen (wanted) - 1));
          return TRUE;
        }
    }
  return FALSE;
}
