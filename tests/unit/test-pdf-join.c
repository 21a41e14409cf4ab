/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <cairo-pdf.h>
#include <poppler.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A file whose pages say their words. */
static GBytes *
make_file (const char *const *words)
{
  GByteArray      *out = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, out, 200, 100);
  cairo_t         *cr = cairo_create (surface);

  for (guint i = 0; words[i] != NULL; i++)
    {
      cairo_move_to (cr, 10, 50);
      cairo_show_text (cr, words[i]);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (out);
}

static void
assert_pages (GBytes *file, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PopplerDocument) document = poppler_document_new_from_bytes (file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (
    poppler_document_get_n_pages (document), ==, (int) g_strv_length ((char **) words));
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (PopplerPage) page = poppler_document_get_page (document, (int) i);
      g_autofree char *text = poppler_page_get_text (page);

      g_assert_cmpstr (g_strstrip (text), ==, words[i]);
    }
}

static void
test_order (void)
{
  static const char *const first[] = { "one", "two", NULL };
  static const char *const second[] = { "three", NULL };
  static const char *const all[] = { "one", "two", "three", "one", "two", NULL };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) joined = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, make_file (first));
  g_ptr_array_add (files, make_file (second));
  g_ptr_array_add (files, g_bytes_ref (g_ptr_array_index (files, 0)));
  joined = kontor_pdf_join (files, &error);
  g_assert_no_error (error);
  assert_pages (joined, all);
  again = kontor_pdf_join (files, NULL);
  g_assert_true (g_bytes_equal (joined, again));
}

static void
test_alone (void)
{
  static const char *const words[] = { "one", "two", NULL };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) joined = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, make_file (words));
  joined = kontor_pdf_join (files, &error);
  g_assert_no_error (error);
  assert_pages (joined, words);
}

/* Wherever the bad one stands: no half file, and a sentence. */
static void
test_no_pdf (void)
{
  static const char *const words[] = { "one", NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (files, make_file (words));
      g_ptr_array_insert (files, i == 0 ? 0 : -1, g_bytes_new_static ("no PDF", 6));
      g_assert_null (kontor_pdf_join (files, &error));
      g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_FAILED);
      g_assert_true (g_str_has_prefix (error->message, "the pages can't be put together: "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-join/order", test_order);
  g_test_add_func ("/pdf-join/alone", test_alone);
  g_test_add_func ("/pdf-join/no-pdf", test_no_pdf);
  return g_test_run ();
}
