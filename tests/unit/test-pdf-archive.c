/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf.h"
#include "kontor-pdfa-check.h"

/* 21 November 2026, 9:00 UTC */
#define CREATED_AT G_GINT64_CONSTANT (1795251600000000)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (qpdf_data, qpdf_cleanup)

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Everything that cairo gets wrong on one page: a font of TrueType outlines with signs outside
 * WinAnsi, a picture with alpha, a link, something half transparent. */
static void
draw_page (cairo_t *cr)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  PangoLayout     *layout = pango_cairo_create_layout (cr);
  cairo_t         *paint = cairo_create (picture);

  cairo_set_source_rgba (paint, 0.1, 0.4, 0.8, 0.5);
  cairo_paint (paint);
  cairo_destroy (paint);

  cairo_tag_begin (cr, CAIRO_TAG_LINK, "uri='https://example.com'");
  pango_layout_set_text (layout, "Rechnung Ąß 12,50 € → №", -1);
  cairo_move_to (cr, 40.0, 40.0);
  pango_cairo_show_layout (cr, layout);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
  cairo_set_source_surface (cr, picture, 40.0, 80.0);
  cairo_paint_with_alpha (cr, 0.8);
  cairo_set_source_rgba (cr, 1.0, 0.0, 0.0, 0.4);
  cairo_rectangle (cr, 60.0, 100.0, 40.0, 40.0);
  cairo_fill (cr);
  cairo_surface_destroy (picture);
  g_object_unref (layout);
}

static GBytes *
make_page (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 595, 842);
  cairo_t         *cr;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-11-21T09:00:00Z");
  cr = cairo_create (surface);
  draw_page (cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static KontorPdfMetadata
make_metadata (void)
{
  return (KontorPdfMetadata){
    .title = "Rechnung RE-2026-0001 – Müller & Söhne <GmbH>",
    .author = "Zeder & Moos",
    .subject = "Für Ihre Bestellung",
    .language = "de",
    .created_at = CREATED_AT,
    .invoice_name = "factur-x.xml",
    .invoice_level = "EN 16931",
  };
}

static GPtrArray *
make_attachments (void)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_pdf_attachment_free);
  g_autofree char *long_text = g_strnfill (200000, 'x');
  g_autoptr (GBytes) note = g_bytes_new (long_text, 200000);
  g_autoptr (GBytes) xml = g_bytes_new_static ("<rsm:CrossIndustryInvoice/>", 27);

  g_ptr_array_add (attachments,
                   kontor_pdf_attachment_new (
                     "lieferschein.txt", "text/plain", NULL, KONTOR_PDF_SUPPLEMENT, note));
  g_ptr_array_add (
    attachments,
    kontor_pdf_attachment_new (
      "factur-x.xml", "text/xml", "Rechnung (EN 16931)", KONTOR_PDF_ALTERNATIVE, xml));
  return attachments;
}

static GBytes *
make_archive (void)
{
  g_autoptr (GBytes) page = make_page ();
  g_autoptr (GPtrArray) attachments = make_attachments ();
  g_autoptr (GError) error = NULL;
  KontorPdfMetadata metadata = make_metadata ();
  GBytes           *archive = kontor_pdf_archive (page, &metadata, attachments, &error);

  g_assert_no_error (error);
  return archive;
}

static gboolean
has_finding (GPtrArray *findings, const char *part)
{
  for (guint i = 0; i < findings->len; i++)
    if (strstr (g_ptr_array_index (findings, i), part) != NULL)
      return TRUE;

  return FALSE;
}

static void
assert_finding (GBytes *pdf, const char *part)
{
  g_autoptr (GPtrArray) findings = kontor_pdfa_check (pdf);

  if (!has_finding (findings, part))
    g_error ("“%s” was not found among %u findings", part, findings->len);
}

static void
test_structure (void)
{
  g_autoptr (GBytes) archive = make_archive ();

  kontor_pdfa_assert (archive);
}

/* The check sees what cairo leaves out, else it would prove nothing. */
static void
test_check_sees_cairo (void)
{
  static const char *const expected[] = { "no metadata",  "output intent",
                                          "has no ID",    "from characters to glyphs",
                                          "interpolated", "not printed" };
  g_autoptr (GBytes) page = make_page ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_finding (page, expected[i]);
}

typedef struct
{
  const char *path;  /* keys from the root, a number for the item of an array */
  const char *value; /* NULL: removed */
  const char *finding;
} Damage;

static qpdf_oh
go (qpdf_data pdf, qpdf_oh object, const char *key)
{
  if (qpdf_oh_is_stream (pdf, object))
    object = qpdf_oh_get_dict (pdf, object);
  if (qpdf_oh_is_array (pdf, object))
    return qpdf_oh_get_array_item (pdf, object, atoi (key + 1));

  return qpdf_oh_get_key (pdf, object, key);
}

static void
apply (qpdf_data pdf, const Damage *damage)
{
  g_auto (GStrv) keys = g_strsplit (damage->path, " ", -1);
  qpdf_oh object = qpdf_get_root (pdf);
  guint   last = g_strv_length (keys) - 1;

  for (guint i = 0; i < last; i++)
    object = go (pdf, object, keys[i]);
  if (qpdf_oh_is_stream (pdf, object))
    object = qpdf_oh_get_dict (pdf, object);
  g_assert_true (qpdf_oh_is_dictionary (pdf, object));
  if (damage->value == NULL)
    qpdf_oh_remove_key (pdf, object, keys[last]);
  else
    qpdf_oh_replace_key (pdf, object, keys[last], qpdf_oh_parse (pdf, damage->value));
}

static GBytes *
damage_archive (GBytes *archive, const Damage *damage)
{
  g_auto (qpdf_data) pdf = qpdf_init ();

  g_assert_cmpint (
    qpdf_read_memory (
      pdf, "test", g_bytes_get_data (archive, NULL), g_bytes_get_size (archive), NULL),
    ==,
    QPDF_SUCCESS);
  apply (pdf, damage);
  g_assert_false (qpdf_has_error (pdf));
  qpdf_init_write_memory (pdf);
  qpdf_set_static_ID (pdf, QPDF_TRUE);
  qpdf_write (pdf);
  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}

static void
test_check_sees_damage (void)
{
  static const Damage damages[] = {
    { "/Metadata", NULL, "no metadata" },
    { "/Metadata /Subtype", NULL, "not marked" },
    { "/OutputIntents", NULL, "output intent" },
    { "/OutputIntents /0 /S", "/GTS_PDFX", "not one of PDF/A" },
    { "/OutputIntents /0 /DestOutputProfile /N", "4", "three channels" },
    { "/AF", "[]", "not the document's own" },
    { "/AF /0 /AFRelationship", NULL, "what it is" },
    { "/AF /0 /UF", NULL, "no name" },
    { "/AF /0 /EF /F /Subtype", NULL, "no type" },
    { "/AF /1 /EF /F /Params", NULL, "no date" },
    { "/Names", NULL, "not all files" },
    { "/AA", "<< >>", "additional actions" },
    { "/OpenAction", "<< /S /JavaScript >>", "an action" },
  };
  g_autoptr (GBytes) archive = make_archive ();

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GBytes) damaged = damage_archive (archive, &damages[i]);

      assert_finding (damaged, damages[i].finding);
    }
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = make_archive ();
  g_autoptr (GBytes) second = make_archive ();

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_tools (void)
{
  g_autoptr (GBytes) archive = make_archive ();
  g_autofree char *checked = kontor_pdf_tool (archive, NULL, "qpdf", "--check", "@", NULL);
  g_autofree char *info = kontor_pdf_tool (archive, NULL, "pdfinfo", "@", NULL);
  g_autofree char *fonts = kontor_pdf_tool (archive, NULL, "pdffonts", "@", NULL);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (fonts), "\n", -1);

  g_assert_nonnull (strstr (checked, "No syntax or stream encoding errors found"));
  g_assert_nonnull (strstr (info, "Rechnung RE-2026-0001 – Müller & Söhne <GmbH>"));
  g_assert_nonnull (strstr (info, "Sat Nov 21 10:00:00 2026 CET"));
  g_assert_nonnull (strstr (info, "PDF version:     1.7"));
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL; i++)
    g_assert_true (g_regex_match_simple (" yes +yes +(yes|no) ", lines[i], 0, 0));
}

static void
assert_file (const char *folder, const char *name, GBytes *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize            length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_unlink (path);
}

static void
test_detach (void)
{
  g_autoptr (GBytes) archive = make_archive ();
  g_autoptr (GPtrArray) attachments = make_attachments ();
  g_autofree char *folder = NULL;
  g_autofree char *printed = NULL;

  printed = kontor_pdf_tool (archive, &folder, "pdfdetach", "-saveall", "-o", "%", "@", NULL);
  for (guint i = 0; i < attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, i);

      assert_file (folder, attachment->name, attachment->bytes);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_read_back (void)
{
  g_autoptr (GBytes) archive = make_archive ();
  g_autoptr (GPtrArray) written = make_attachments ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = kontor_pdf_read_own_attachments (archive, &error);
  const KontorPdfAttachment *xml;

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);
  xml = g_ptr_array_index (read, 0);
  g_assert_cmpstr (xml->name, ==, "factur-x.xml");
  g_assert_cmpstr (xml->mime, ==, "text/xml");
  g_assert_cmpstr (xml->description, ==, "Rechnung (EN 16931)");
  g_assert_cmpint (xml->relationship, ==, KONTOR_PDF_ALTERNATIVE);
  g_assert_true (
    g_bytes_equal (xml->bytes, ((KontorPdfAttachment *) g_ptr_array_index (written, 1))->bytes));
  g_assert_true (g_bytes_equal (((KontorPdfAttachment *) g_ptr_array_index (read, 1))->bytes,
                                ((KontorPdfAttachment *) g_ptr_array_index (written, 0))->bytes));
}

static void
test_plain (void)
{
  g_autoptr (GBytes) page = make_page ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GPtrArray) read = NULL;
  KontorPdfMetadata metadata = { .title = "Quote", .language = "en", .created_at = CREATED_AT };

  archive = kontor_pdf_archive (page, &metadata, NULL, &error);
  g_assert_no_error (error);
  kontor_pdfa_assert (archive);
  read = kontor_pdf_read_own_attachments (archive, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 0);
}

static void
assert_refused (GBytes *page, const KontorPdfMetadata *metadata, const char *name)
{
  g_autoptr (GPtrArray) attachments = make_attachments ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) archive = NULL;

  if (name != NULL)
    g_ptr_array_add (attachments,
                     kontor_pdf_attachment_new (name, NULL, NULL, KONTOR_PDF_UNSPECIFIED, content));
  archive = kontor_pdf_archive (page, metadata, attachments, &error);
  g_assert_null (archive);
  g_assert_true (error->domain == KONTOR_DOCUMENT_ERROR);
}

static void
test_refusals (void)
{
  g_autoptr (GBytes) page = make_page ();
  g_autoptr (GBytes) no_page = g_bytes_new_static ("no PDF", 6);
  KontorPdfMetadata metadata = make_metadata ();
  KontorPdfMetadata missing = make_metadata ();

  missing.invoice_name = "xrechnung.xml";
  assert_refused (page, &metadata, "factur-x.xml");
  assert_refused (page, &metadata, "../factur-x.xml");
  assert_refused (page, &metadata, "");
  assert_refused (page, &metadata, "Müller.xml");
  assert_refused (page, &missing, NULL);
  assert_refused (no_page, &metadata, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pdf-archive/structure", test_structure);
  g_test_add_func ("/pdf-archive/check-sees-cairo", test_check_sees_cairo);
  g_test_add_func ("/pdf-archive/check-sees-damage", test_check_sees_damage);
  g_test_add_func ("/pdf-archive/same-bytes", test_same_bytes);
  g_test_add_func ("/pdf-archive/tools", test_tools);
  g_test_add_func ("/pdf-archive/detach", test_detach);
  g_test_add_func ("/pdf-archive/read-back", test_read_back);
  g_test_add_func ("/pdf-archive/plain", test_plain);
  g_test_add_func ("/pdf-archive/refusals", test_refusals);
  return g_test_run ();
}
