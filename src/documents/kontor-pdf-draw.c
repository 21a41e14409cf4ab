/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf-private.h"

/* Runs in the reader's process only. Poppler has no cleanup functions at the floor: references are
 * dropped by hand. */

#define MAX_HEIGHT 6000 /* pixels: a till roll is long, too */
#define MAX_WIDTH 3000
#define MAX_WORDS 20000
#define MAX_PAGES 200 /* whose text is read */
#define MAX_TEXT (8u * 1024u * 1024u)

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "the file can't be read as PDF: %s",
               reason);
  return FALSE;
}

static PopplerDocument *
open_document (GBytes *pdf, GError **error)
{
  g_autoptr (GError) reason = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &reason);

  if (document != NULL && poppler_document_get_n_pages (document) > 0)
    return document;

  g_clear_object (&document);
  refuse (error, reason != NULL ? reason->message : "it has no page");
  return NULL;
}

static void
put_number (GByteArray *out, guint32 number)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
put_bytes (GByteArray *out, gconstpointer data, gsize length)
{
  put_number (out, (guint32) length);
  g_byte_array_append (out, data, (guint) length);
}

/* --- words and where they stand --- */

typedef struct
{
  GByteArray             *out;
  const PopplerRectangle *boxes; /* of each character */
  guint                   n_boxes;
  double                  scale; /* pixels in a point */
  guint                   n_words;
} Words;

/* Words may stand anywhere beside the page, or nowhere. */
static void
put_length (Words *self, double points)
{
  double pixels = points * self->scale;

  put_number (self->out, isfinite (pixels) ? (guint32) CLAMP (pixels, 0, G_MAXINT16) : 0);
}

static void
put_word (Words *self, const char *text, gsize length, guint first, guint end)
{
  PopplerRectangle box = self->boxes[first];

  for (guint i = first + 1; i < end; i++)
    {
      box.x1 = MIN (box.x1, self->boxes[i].x1);
      box.y1 = MIN (box.y1, self->boxes[i].y1);
      box.x2 = MAX (box.x2, self->boxes[i].x2);
      box.y2 = MAX (box.y2, self->boxes[i].y2);
    }

  put_length (self, box.x1);
  put_length (self, box.y1);
  put_length (self, box.x2 - box.x1);
  put_length (self, box.y2 - box.y1);
  put_bytes (self->out, text, length);
  self->n_words++;
}

/* The text has one character for each box. */
static void
put_words (Words *self, const char *text)
{
  const char *start = NULL;
  guint       first = 0;
  guint       i = 0;

  for (const char *at = text; i < self->n_boxes && self->n_words < MAX_WORDS; i++)
    {
      gunichar c = g_utf8_get_char (at);
      gboolean is_part = c != 0 && !g_unichar_isspace (c);

      if (is_part && start == NULL)
        {
          start = at;
          first = i;
        }
      else if (!is_part && start != NULL)
        {
          put_word (self, start, (gsize) (at - start), first, i);
          start = NULL;
        }
      if (c == 0)
        return;
      at = g_utf8_next_char (at);
    }

  if (start != NULL && self->n_words < MAX_WORDS)
    put_word (self, start, strlen (start), first, i);
}

static guint
add_words (GByteArray *out, PopplerPage *page, double scale)
{
  g_autofree PopplerRectangle *boxes = NULL;
  g_autofree char             *text = poppler_page_get_text (page);
  Words                        words = { .out = out, .scale = scale };

  if (text == NULL || !g_utf8_validate (text, -1, NULL)
      || !poppler_page_get_text_layout (page, &boxes, &words.n_boxes))
    return 0;

  words.boxes = boxes;
  put_words (&words, text);
  return words.n_words;
}

/* --- the picture --- */

static cairo_surface_t *
draw (PopplerPage *page, int width, int height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static GBytes *
frame_page (PopplerPage *page, int n_pages, int width, GError **error)
{
  GByteArray      *out = NULL;
  cairo_surface_t *surface = NULL;
  double           page_width = 0;
  double           page_height = 0;
  double           scale = 0;
  int              height = 0;
  g_autoptr (GByteArray) words = g_byte_array_new ();
  guint n_words = 0;

  poppler_page_get_size (page, &page_width, &page_height);
  if (!isfinite (page_width) || !isfinite (page_height) || page_width < 1 || page_height < 1)
    {
      refuse (error, "the page has no size");
      return NULL;
    }

  scale = MIN (width / page_width, MAX_HEIGHT / page_height);
  width = MAX ((int) (page_width * scale), 1);
  height = MAX ((int) (page_height * scale), 1);
  n_words = add_words (words, page, scale);
  surface = draw (page, width, height, scale);

  out = g_byte_array_new ();
  put_number (out, (guint32) n_pages);
  put_number (out, (guint32) width);
  put_number (out, (guint32) height);
  put_number (out, n_words);
  g_byte_array_append (out, words->data, words->len);
  put_bytes (out,
             cairo_image_surface_get_data (surface),
             (gsize) cairo_image_surface_get_stride (surface) * (gsize) height);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (out);
}

/**
 * kontor_pdf_draw:
 * @pdf: a PDF of anybody
 * @page: from 0
 * @width: of the picture, in pixels
 * @error: return location for an error
 *
 * Draws a page and finds its words. A page that is very long is drawn smaller.
 *
 * Errors: %KONTOR_DOCUMENT_ERROR_INVALID.
 *
 * Returns: (transfer full): what kontor_pdf_read_page() takes apart, or %NULL
 */
GBytes *
kontor_pdf_draw (GBytes *pdf, int page, int width, GError **error)
{
  PopplerDocument *document = open_document (pdf, error);
  PopplerPage     *found = NULL;
  GBytes          *framed = NULL;
  int              n_pages = 0;

  if (document == NULL)
    return NULL;

  n_pages = poppler_document_get_n_pages (document);
  found = poppler_document_get_page (document, CLAMP (page, 0, n_pages - 1));
  if (found != NULL)
    framed = frame_page (found, n_pages, CLAMP (width, 50, MAX_WIDTH), error);
  else
    refuse (error, "the page is damaged");

  g_clear_object (&found);
  g_object_unref (document); /* see above */
  return framed;
}

/**
 * kontor_pdf_extract_text:
 * @pdf: a PDF of anybody
 * @error: return location for an error
 *
 * Errors: %KONTOR_DOCUMENT_ERROR_INVALID.
 *
 * Returns: (transfer full): the text of its pages, UTF-8; nothing for a scan; or %NULL
 */
GBytes *
kontor_pdf_extract_text (GBytes *pdf, GError **error)
{
  PopplerDocument *document = open_document (pdf, error);
  GString         *text = NULL;
  int              n_pages = 0;

  if (document == NULL)
    return NULL;

  text = g_string_new (NULL);
  n_pages = MIN (poppler_document_get_n_pages (document), MAX_PAGES);
  for (int i = 0; i < n_pages && text->len < MAX_TEXT; i++)
    {
      PopplerPage     *page = poppler_document_get_page (document, i);
      g_autofree char *words = page != NULL ? poppler_page_get_text (page) : NULL;

      if (words != NULL)
        g_string_append (text, words);
      g_string_append_c (text, '\n');
      g_clear_object (&page);
    }

  g_object_unref (document); /* see above */
  return g_string_free_to_bytes (text);
}
