/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-documents.h"
#include "test-pdf.h"

static void
add_label (GPtrArray *labels, const char *code, KontorLabelSymbology symbology, guint copies)
{
  KontorLabel *label = g_new0 (KontorLabel, 1);

  label->title = g_strdup ("Zeder No. 4");
  label->detail = g_strdup ("10 ml · 14,90 €");
  label->code = g_strdup (code);
  label->symbology = symbology;
  label->copies = copies;
  g_ptr_array_add (labels, label);
}

static void
test_labels (void)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *ean = NULL;
  g_autofree char *upc = NULL;
  g_autofree char *code128 = NULL;

  add_label (labels, "4006381333931", KONTOR_LABEL_EAN13, 2);
  add_label (labels, "036000291452", KONTOR_LABEL_EAN13, 1); /* a GTIN-12 */
  add_label (labels, "MOSS-02/2ML", KONTOR_LABEL_CODE128, 3);
  add_label (labels, "https://example.org/p/4?ä=€", KONTOR_LABEL_QR, 1);
  bytes = kontor_labels_render (labels, 57.0, 32.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_pages (bytes), ==, 7);

  ean = page_text (bytes, 0);
  assert_contains (ean, "Zeder No. 4");
  assert_contains (ean, "006381");
  assert_contains (ean, "333931");
  upc = page_text (bytes, 2);
  assert_contains (upc, "036000");
  code128 = page_text (bytes, 3);
  assert_contains (code128, "MOSS-02/2ML");
  assert_fonts_embedded (bytes);
}

static void
test_labels_sizes (void)
{
  static const double sizes[][2] = {
    { 38.0, 21.2 }, { 60.0, 80.0 }, { 100.0, 150.0 }, { 148.0, 52.0 }
  };
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);

  add_label (labels, "4006381333931", KONTOR_LABEL_EAN13, 1);
  add_label (labels, "MOSS-02", KONTOR_LABEL_CODE128, 1);
  add_label (labels, "MOSS-02", KONTOR_LABEL_QR, 1);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = kontor_labels_render (labels, sizes[i][0], sizes[i][1], &error);

      g_assert_no_error (error);
      g_assert_cmpint (count_pages (bytes), ==, 3);
    }
}

static void
test_labels_refused (void)
{
  static const struct
  {
    const char          *code;
    KontorLabelSymbology symbology;
    double               width;
    double               height;
    guint                copies;
  } cases[] = {
    { "4006381333932", KONTOR_LABEL_EAN13, 57.0, 32.0, 1 },  /* check digit */
    { "96385074", KONTOR_LABEL_EAN13, 57.0, 32.0, 1 },       /* a GTIN-8 */
    { "12345678901234", KONTOR_LABEL_EAN13, 57.0, 32.0, 1 }, /* a GTIN-14 */
    { "400638133393A", KONTOR_LABEL_EAN13, 57.0, 32.0, 1 },
    { "", KONTOR_LABEL_EAN13, 57.0, 32.0, 1 },
    { NULL, KONTOR_LABEL_CODE128, 57.0, 32.0, 1 },
    { "Müller", KONTOR_LABEL_CODE128, 57.0, 32.0, 1 },
    { "tab\t", KONTOR_LABEL_CODE128, 57.0, 32.0, 1 },
    { "THIS-CODE-IS-MUCH-TOO-LONG-FOR-SUCH-A-LABEL", KONTOR_LABEL_CODE128, 57.0, 32.0, 1 },
    { "", KONTOR_LABEL_QR, 57.0, 32.0, 1 },
    { "M\xfcller", KONTOR_LABEL_QR, 57.0, 32.0, 1 },
    { "https://example.org/a/rather/long/address/for/a/tiny/label",
      KONTOR_LABEL_QR,
      10.0,
      10.0,
      1 },
    { "4006381333931", KONTOR_LABEL_EAN13, 20.0, 32.0, 1 }, /* too narrow */
    { "4006381333931", KONTOR_LABEL_EAN13, 57.0, 10.0, 1 }, /* too low */
    { "4006381333931", KONTOR_LABEL_EAN13, 0.0, -1.0, 1 },
    { "4006381333931", KONTOR_LABEL_EAN13, 57.0, 32.0, 0 },
    { "4006381333931", KONTOR_LABEL_EAN13, 57.0, 32.0, G_MAXUINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
        (GDestroyNotify) kontor_label_free);
      g_autoptr (GError) error = NULL;

      add_label (labels, cases[i].code, cases[i].symbology, cases[i].copies);
      g_assert_null (kontor_labels_render (labels, cases[i].width, cases[i].height, &error));
      g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_labels_hostile (void)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  KontorLabel *label;

  add_label (labels, "4006381333931", KONTOR_LABEL_EAN13, 1);
  add_label (labels, "4006381333931", KONTOR_LABEL_QR, 1);
  label = g_ptr_array_index (labels, 0);
  g_free (label->title); /* a field of a plain struct */
  label->title = repeat ("Wörter 😀 ", 500);
  label = g_ptr_array_index (labels, 1);
  g_clear_pointer (&label->title, g_free);
  g_clear_pointer (&label->detail, g_free);
  bytes = kontor_labels_render (labels, 57.0, 32.0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_pages (bytes), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/labels/all-kinds", test_labels);
  g_test_add_func ("/labels/sizes", test_labels_sizes);
  g_test_add_func ("/labels/refused", test_labels_refused);
  g_test_add_func ("/labels/hostile", test_labels_hostile);

  return g_test_run ();
}
