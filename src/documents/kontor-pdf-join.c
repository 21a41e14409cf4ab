/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"
#include "kontor-pdf-private.h"

static gboolean
check (qpdf_data pdf, GError **error)
{
  if (!qpdf_has_error (pdf))
    return TRUE;
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_FAILED,
               "the pages can't be put together: %s",
               qpdf_get_error_full_text (pdf, qpdf_get_error (pdf)));
  return FALSE;
}

static void
append_pages (qpdf_data pdf, qpdf_data other)
{
  int n_pages = qpdf_get_num_pages (other);

  for (int i = 0; i < n_pages; i++)
    qpdf_add_page (pdf, other, qpdf_get_page_n (other, (size_t) i), QPDF_FALSE);
}

static void
read_file (qpdf_data pdf, GBytes *bytes)
{
  gsize       length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_read_memory (pdf, "document", data, length, NULL);
}

/* Pages are copied when the file is written: what they come from lives until then. */
static void
clean_up (gpointer data)
{
  qpdf_data pdf = data;

  qpdf_cleanup (&pdf);
}

/**
 * kontor_pdf_join:
 * @files: (element-type GBytes): our own PDF files, at least one
 * @error: (nullable): return location
 *
 * Puts the pages of several files behind each other, for the printer. What the archive wants of a
 * document is not carried over. Any thread.
 *
 * Returns: (transfer full): one file, or %NULL with %KONTOR_DOCUMENT_ERROR_FAILED
 */
GBytes *
kontor_pdf_join (GPtrArray *files, GError **error)
{
  g_auto (qpdf_data) pdf = qpdf_init ();
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (clean_up);

  g_return_val_if_fail (files != NULL && files->len > 0, NULL);

  read_file (pdf, g_ptr_array_index (files, 0));
  if (!check (pdf, error))
    return NULL;
  for (guint i = 1; i < files->len; i++)
    {
      qpdf_data other = qpdf_init ();

      g_ptr_array_add (others, other);
      read_file (other, g_ptr_array_index (files, i));
      if (!check (other, error))
        return NULL;
      append_pages (pdf, other);
    }
  qpdf_init_write_memory (pdf);
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf_write (pdf);
  if (!check (pdf, error))
    return NULL;
  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}
