/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <poppler.h>

/* Looking into PDFs: names of our own, because newer Poppler defines cleanups for its. */
typedef PopplerDocument TestDocument;
typedef PopplerPage     TestPage;
typedef PopplerFontInfo TestFontInfo;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFontInfo, g_object_unref)

G_GNUC_UNUSED static PopplerDocument *
open_pdf (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

G_GNUC_UNUSED static char *
page_text (GBytes *bytes, int number)
{
  g_autoptr (TestDocument) document = open_pdf (bytes);
  g_autoptr (TestPage) page = poppler_document_get_page (document, number);

  return poppler_page_get_text (page);
}

G_GNUC_UNUSED static int
count_pages (GBytes *bytes)
{
  g_autoptr (TestDocument) document = open_pdf (bytes);

  return poppler_document_get_n_pages (document);
}

G_GNUC_UNUSED static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is missing in: %s", part, text);
}

G_GNUC_UNUSED static void
assert_misses (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” should not be in: %s", part, text);
}

G_GNUC_UNUSED static void
assert_fonts_embedded (GBytes *bytes)
{
  g_autoptr (TestDocument) document = open_pdf (bytes);
  g_autoptr (TestFontInfo) info = poppler_font_info_new (document);
  PopplerFontsIter *iter = NULL;
  gboolean          more;

  g_assert_true (poppler_font_info_scan (info, poppler_document_get_n_pages (document), &iter));
  do
    {
      g_assert_true (poppler_fonts_iter_is_embedded (iter));
      g_assert_true (poppler_fonts_iter_is_subset (iter));
      g_assert_nonnull (strstr (poppler_fonts_iter_get_name (iter), "Inter"));
      more = poppler_fonts_iter_next (iter);
    }
  while (more);
  poppler_fonts_iter_free (iter);
}

G_GNUC_UNUSED static char *
repeat (const char *word, guint n_times)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_times; i++)
    g_string_append (text, word);

  return g_string_free (text, FALSE);
}
