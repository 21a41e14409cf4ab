/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-documents.h"
#include "kontor-einvoice-page.h"
#include "kontor-pdf-page.h"

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("KONTOR_SHARED"), "finance", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
assert_found (const KontorPdfPage *page, char **spellings, KontorPdfBox *box)
{
  g_auto (GStrv) owned = spellings;

  g_assert_true (kontor_pdf_page_find (page, (const char *const *) owned, box));
  g_assert_cmpint (box->width, >, 10);
  g_assert_cmpint (box->height, >, 5);
  g_assert_cmpint (box->x + box->width, <=, page->width);
  g_assert_cmpint (box->y + box->height, <=, page->height);
}

static void
test_page (void)
{
  g_autoptr (GBytes) pdf = load ("samples/pdf/EN16931_Einfach.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPdfPage) page = kontor_pdf_read_page (pdf, 0, 800, &error);
  g_auto (GStrv) elsewhere = kontor_spell_text ("4711023");
  KontorPdfBox number;
  KontorPdfBox day;

  g_assert_no_error (error);
  g_assert_cmpint (page->n_pages, >=, 1);
  g_assert_cmpint (page->width, ==, 800);
  g_assert_cmpint (page->height, ==, 1132);
  assert_found (page, kontor_spell_text ("471102"), &number);
  assert_found (page, kontor_spell_day (17595), &day);
  g_assert_cmpint (number.x, <, day.x);
  g_assert_cmpint (ABS (number.y - day.y), <, 5);
  g_assert_false (kontor_pdf_page_find (page, (const char *const *) elsewhere, &number));
}

static void
test_text (void)
{
  g_autoptr (GBytes) pdf = load ("examples/E1.hybrid.pdf");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = kontor_pdf_read_text (pdf, &error);
  g_auto (GStrv) total = kontor_spell_money (25785, "EUR");
  g_auto (GStrv) other = kontor_spell_money (25786, "EUR");

  g_assert_no_error (error);
  g_assert_true (kontor_pdf_text_has (text, (const char *const *) total));
  g_assert_false (kontor_pdf_text_has (text, (const char *const *) other));
}

static gboolean
has (char **spellings, const char *wanted)
{
  g_auto (GStrv) owned = spellings;

  return g_strv_contains ((const char *const *) owned, wanted);
}

static void
test_spellings (void)
{
  g_assert_true (has (kontor_spell_day (16135), "06.03.2014"));
  g_assert_true (has (kontor_spell_day (16135), "6. März 2014"));
  g_assert_true (has (kontor_spell_day (16135), "March 6, 2014"));
  g_assert_true (has (kontor_spell_money (123456, "EUR"), "1.234,56"));
  g_assert_true (has (kontor_spell_money (123456, "EUR"), "1234.56"));
  g_assert_true (has (kontor_spell_money (123456, "JPY"), "123,456"));
}

/* A page of one object that is as large as @box says. */
static GBytes *
make_pdf (const char *box, const char *content)
{
  char *text = g_strdup_printf (
    "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>"
    "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length "
    "%u>>stream\n%s\nendstream endobj\n"
    "5 0 obj<</Type/XObject/Subtype/Image/Width 200000/Height 200000/BitsPerComponent 8/ColorSpace"
    "/DeviceRGB/Length 4/Filter/RunLengthDecode>>stream\n\201A\200\n\nendstream endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n",
    box,
    (guint) strlen (content),
    content);

  return g_bytes_new_take (text, strlen (text));
}

/* Whatever is in it: a picture of a bearable size, or a sentence. */
static void
survive (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) text_error = NULL;
  g_autoptr (KontorPdfPage) page = kontor_pdf_read_page (pdf, 0, 900, &error);
  g_autofree char *text = kontor_pdf_read_text (pdf, &text_error);

  g_assert_true ((page != NULL) == (error == NULL));
  g_assert_true ((text != NULL) == (text_error == NULL));
  if (page == NULL)
    g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  else
    g_assert_cmpint (page->height, <=, 6000);
}

static void
test_hostile (void)
{
  static const char *const boxes[] = {
    "0 0 595 842", "0 0 1 99999999", "0 0 0 0", "0 0 1e38 1e38", "5 5 1 1"
  };
  g_autoptr (GString) endless = g_string_new (NULL);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) words = g_bytes_new_static ("no PDF", 6);
  g_autoptr (GBytes) sample = load ("samples/pdf/EN16931_Einfach.pdf");
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (sample, 0, g_bytes_get_size (sample) / 2);

  survive (nothing);
  survive (words);
  survive (half);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autoptr (GBytes) large = make_pdf (boxes[i], "q 595 0 0 842 0 0 cm /I Do Q");

      survive (large);
    }

  for (guint i = 0; i < 20000; i++)
    g_string_append (endless, "q 1 0 0 1 0 0 cm ");
  {
    g_autoptr (GBytes) deep = make_pdf (boxes[0], endless->str);

    survive (deep);
  }
}

static KontorPdfBox
find_box (const KontorPdfPage *page, const char *text)
{
  for (guint i = 0; i < page->words->len; i++)
    {
      const KontorPdfWord *word = &g_array_index (page->words, KontorPdfWord, i);

      if (g_str_equal (word->text, text))
        return word->box;
    }
  g_assert_not_reached ();
}

/* Words may be written anywhere and as large as anybody likes: no box of one is beyond what can be
 * reckoned with, and those on the page stay where they are. */
static void
test_far_words (void)
{
  static const char *const places[] = {
    "1 0 0 100 50 600",      "1 0 0 9000 50 600",     "1 0 0 1 50 835",        "1 0 0 1 -40 600",
    "1 0 0 1 590 600",       "1 0 0 1 30000 600",     "1 0 0 1 1e30 1e30",     "1 0 0 1 -1e30 5",
    "100000 0 0 1 50 600",   "1e30 0 0 1e30 50 600",  "0 900000 -1 0 300 300", "1 0 0 -1 50 600",
    "-100000 0 0 1 400 600", "1e-30 0 0 1e-30 50 600"
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *content = g_strdup_printf (
        "BT /F 20 Tf 50 700 Td (near) Tj %s Tm (far) Tj ET", places[i]);
      g_autoptr (GBytes) pdf = make_pdf ("0 0 595 842", content);
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorPdfPage) page = kontor_pdf_read_page (pdf, 0, 595, &error);
      KontorPdfBox found;

      g_assert_no_error (error);
      found = find_box (page, "near");
      g_assert_cmpint (ABS (found.x - 50), <=, 2);
      g_assert_cmpint (found.y + found.height, <, 160);
      for (guint j = 0; j < page->words->len; j++)
        {
          const KontorPdfBox *box = &g_array_index (page->words, KontorPdfWord, j).box;

          g_assert_true (box->x >= 0 && box->x <= G_MAXINT16 && box->y >= 0
                         && box->y <= G_MAXINT16);
          g_assert_true (box->width >= 0 && box->width <= G_MAXINT16 && box->height >= 0
                         && box->height <= G_MAXINT16);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-page/page", test_page);
  g_test_add_func ("/pdf-page/text", test_text);
  g_test_add_func ("/pdf-page/spellings", test_spellings);
  g_test_add_func ("/pdf-page/hostile", test_hostile);
  g_test_add_func ("/pdf-page/far-words", test_far_words);
  return g_test_run ();
}
