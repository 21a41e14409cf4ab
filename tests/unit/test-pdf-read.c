/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf-private.h"

typedef struct
{
  GString *text;
  GArray  *offsets;
} Writer;

static void
begin (Writer *self)
{
  self->text = g_string_new ("%PDF-1.7\n%\xc3\xa4\xc3\xb6\n");
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
}

static void
add_object (Writer *self, const char *content)
{
  g_array_append_val (self->offsets, self->text->len);
  g_string_append_printf (self->text, "%u 0 obj\n%s\nendobj\n", self->offsets->len, content);
}

static void
add_stream (Writer *self, const char *dictionary, gconstpointer data, gsize length)
{
  g_array_append_val (self->offsets, self->text->len);
  g_string_append_printf (self->text,
                          "%u 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                          self->offsets->len,
                          dictionary,
                          length);
  g_string_append_len (self->text, data, (gssize) length);
  g_string_append (self->text, "\nendstream\nendobj\n");
}

static GBytes *
end (Writer *self)
{
  gsize start = self->text->len;

  g_string_append_printf (self->text, "xref\n0 %u\n0000000000 65535 f \n", self->offsets->len + 1);
  for (guint i = 0; i < self->offsets->len; i++)
    g_string_append_printf (
      self->text, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index (self->offsets, gsize, i));
  g_string_append_printf (self->text,
                          "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          self->offsets->len + 1,
                          start);
  g_array_unref (self->offsets);
  return g_string_free_to_bytes (self->text);
}

#define PAGES "<< /Type /Pages /Kids [] /Count 0 >>"
#define TREE_ROOT                                                                                  \
  "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >> >>"

/* One file as object 3, with its stream as object 4. */
static GBytes *
make_file (
  const char *root, const char *file, const char *dictionary, gconstpointer data, gsize length)
{
  Writer writer;

  begin (&writer);
  add_object (&writer, root);
  add_object (&writer, PAGES);
  add_object (&writer, file);
  add_stream (&writer, dictionary, data, length);
  return end (&writer);
}

static GPtrArray *
read_well (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *attachments = kontor_pdf_read_own_attachments (pdf, &error);

  g_assert_no_error (error);
  return attachments;
}

static void
assert_name (const char *written, const char *expected)
{
  g_autofree char *file = g_strdup_printf ("<< /Type /Filespec /F (%s) /EF << /F 4 0 R >> >>",
                                           written);
  g_autoptr (GBytes) pdf = make_file (TREE_ROOT, file, "/Subtype /text#2Fxml", "<a/>", 4);
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  const KontorPdfAttachment *attachment;

  g_assert_cmpuint (attachments->len, ==, 1);
  attachment = g_ptr_array_index (attachments, 0);
  g_assert_cmpstr (attachment->name, ==, expected);
  g_assert_cmpstr (attachment->mime, ==, "text/xml");
  g_assert_cmpmem (g_bytes_get_data (attachment->bytes, NULL), 4, "<a/>", 4);
}

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *cut_name = g_strnfill (120, 'n');

  assert_name ("factur-x.xml", "factur-x.xml");
  assert_name ("../../etc/passwd", "passwd");
  assert_name ("/etc/cron.d/x", "x");
  assert_name ("C:\\\\Windows\\\\x.exe", "x.exe");
  assert_name ("c:x", "x");
  assert_name ("..", "attachment");
  assert_name ("a/", "attachment");
  assert_name ("a\\nb", "a b");
  assert_name ("", "attachment");
  assert_name (long_name, cut_name);
}

static void
test_own_files_only (void)
{
  g_autoptr (GBytes) pdf = make_file ("<< /Type /Catalog /Pages 2 0 R /AF [3 0 R 3 0 R null 17] >>",
                                      "<< /Type /Filespec /UF (b.xml) /AFRelationship /Data"
                                      " /EF << /UF 4 0 R >> >>",
                                      "",
                                      "<b/>",
                                      4);
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  const KontorPdfAttachment *attachment;

  g_assert_cmpuint (attachments->len, ==, 1);
  attachment = g_ptr_array_index (attachments, 0);
  g_assert_cmpstr (attachment->name, ==, "b.xml");
  g_assert_null (attachment->mime);
  g_assert_cmpint (attachment->relationship, ==, KONTOR_PDF_DATA);
}

#define FILE_OBJECT "<< /Type /Filespec /F (a.xml) /EF << /F 4 0 R >> >>"

static GBytes *
deflate (gsize length, guint times)
{
  g_autofree char *zeros = g_malloc0 (length);
  GBytes          *bytes = g_bytes_new (zeros, length);

  for (guint i = 0; i < times; i++)
    {
      g_autoptr (GConverter) zlib = G_CONVERTER (
        g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
      g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GOutputStream) packer = g_converter_output_stream_new (out, zlib);

      g_output_stream_splice (packer, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
      g_bytes_unref (bytes);
      bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
    }

  return bytes;
}

static void
assert_unreadable (const char *filter, GBytes *packed)
{
  g_autoptr (GBytes) pdf = make_file (
    TREE_ROOT, FILE_OBJECT, filter, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  const KontorPdfAttachment *attachment;

  g_assert_cmpuint (attachments->len, ==, 1);
  attachment = g_ptr_array_index (attachments, 0);
  g_assert_null (attachment->bytes);
  g_assert_nonnull (attachment->problem);
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) bomb = deflate (60 * 1024 * 1024, 1);
  g_autoptr (GBytes) twice = deflate (60 * 1024 * 1024, 2);
  g_autoptr (GBytes) fine = deflate (1000, 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  assert_unreadable ("/Filter /FlateDecode", bomb);
  assert_unreadable ("/Filter [/FlateDecode /FlateDecode]", twice);
  assert_unreadable ("/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode /FlateDecode]",
                     twice);
  assert_unreadable ("/Filter /LZWDecode", fine);
  assert_unreadable ("/Filter [17]", fine);
  assert_unreadable ("/Filter /FlateDecode", nothing);
}

static void
assert_unpacks (const char *filter, const char *packed, gsize length, const char *expected)
{
  g_autoptr (GBytes) pdf = make_file (TREE_ROOT, FILE_OBJECT, filter, packed, length);
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, 0);

  g_assert_nonnull (attachment->bytes);
  g_assert_cmpmem (g_bytes_get_data (attachment->bytes, NULL),
                   g_bytes_get_size (attachment->bytes),
                   expected,
                   strlen (expected));
}

static char *
to_hex (GBytes *bytes)
{
  gsize         length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GString      *hex = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  g_string_append_c (hex, '>');
  return g_string_free (hex, FALSE);
}

static void
test_filters (void)
{
  g_autoptr (GBytes) nothing = deflate (0, 1);
  g_autofree char *hex = to_hex (nothing);

  assert_unpacks ("", "plain", 5, "plain");
  assert_unpacks ("/Filter /ASCIIHexDecode", "3C 61 2f3E>", 11, "<a/>");
  assert_unpacks ("/Filter /ASCIIHexDecode", "4>", 2, "@");
  assert_unpacks ("/Filter /ASCII85Decode", "9jqo^~>", 7, "Man ");
  assert_unpacks ("/Filter /ASCII85Decode", "9jqo^ 9jn~>", 11, "Man Ma");
  assert_unpacks ("/Filter [/ASCIIHexDecode /FlateDecode]", hex, strlen (hex), "");
}

/* A tree whose branch is itself, and one with the same file a hundred thousand times. */
static void
test_endless_trees (void)
{
  g_autoptr (GBytes) loop = make_file ("<< /Type /Catalog /Pages 2 0 R"
                                       " /Names << /EmbeddedFiles 3 0 R >> >>",
                                       "<< /Kids [3 0 R 3 0 R 3 0 R] >>",
                                       "",
                                       "x",
                                       1);
  GString *many = g_string_new ("<< /Type /Catalog /Pages 2 0 R /AF [");
  g_autoptr (GBytes) wide = NULL;
  g_autoptr (GPtrArray) none = read_well (loop);
  g_autoptr (GPtrArray) one = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (many, "3 0 R ");
  g_string_append (many, "] >>");
  wide = make_file (many->str, FILE_OBJECT, "", "x", 1);
  g_string_free (many, TRUE);
  one = read_well (wide);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
assert_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attachments = kontor_pdf_read_own_attachments (bytes, &error);

  g_assert_null (attachments);
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
test_no_pdf (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) head = g_bytes_new_static ("%PDF-1.7\n", 9);
  g_autoptr (GBytes) deep = NULL;
  GString *nested = g_string_new ("%PDF-1.7\n1 0 obj\n");

  for (guint i = 0; i < 200000; i++)
    g_string_append (nested, "[<<");
  deep = g_string_free_to_bytes (nested);
  assert_refused (empty);
  assert_refused (text);
  assert_refused (head);
  assert_refused (deep);
}

/* Cut anywhere and with any byte wrong: an answer comes, and nothing else happens. */
static void
test_damage (void)
{
  g_autoptr (GBytes) packed = deflate (1000, 1);
  g_autoptr (GBytes) pdf = make_file (TREE_ROOT,
                                      FILE_OBJECT,
                                      "/Filter /FlateDecode",
                                      g_bytes_get_data (packed, NULL),
                                      g_bytes_get_size (packed));
  gsize length = g_bytes_get_size (pdf);

  for (gsize place = 0; place < length; place++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (pdf, NULL), length);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (pdf, 0, place);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GPtrArray) first = kontor_pdf_read_own_attachments (cut, NULL);
      g_autoptr (GPtrArray) second = NULL;

      copy[place] ^= (guint8) g_test_rand_int_range (1, 256);
      changed = g_bytes_new (copy, length);
      second = kontor_pdf_read_own_attachments (changed, NULL);
    }
}

/* Many gigabytes of zeros: the second piece of a compressed stream of them can follow itself. */
static GBytes *
deflate_endlessly (guint n_pieces)
{
  g_autoptr (GConverter) zlib = G_CONVERTER (
    g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autofree guint8 *zeros = g_malloc0 (1024 * 1024);
  GByteArray        *out = g_byte_array_new ();
  guint8             piece[8192];
  gsize              n_read, n_written = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_converter_convert (zlib,
                           zeros,
                           1024 * 1024,
                           piece,
                           sizeof piece,
                           G_CONVERTER_FLUSH,
                           &n_read,
                           &n_written,
                           NULL);
      g_assert_cmpuint (n_read, ==, 1024 * 1024);
      g_byte_array_append (out, piece, (guint) n_written);
    }
  for (guint i = 2; i < n_pieces; i++)
    g_byte_array_append (out, piece, (guint) n_written);

  return g_byte_array_free_to_bytes (out);
}

/* The root of the document lies in a stream that unpacks to @n_pieces megabytes. */
G_GNUC_UNUSED static GBytes * /* not under AddressSanitizer */
make_structure_bomb (guint n_pieces)
{
  static const guint8 places[] = { 0, 0, 0, 0, 0, 0xff, 0xff, /* free */
                                   2, 0, 0, 0, 2, 0,    0,    /* 1: the first in object 2 */
                                   1, 0, 0, 0, 9, 0,    0 };  /* 2: behind the first line */
  g_autoptr (GBytes) packed = deflate_endlessly (n_pieces);
  GString *text = g_string_new ("%PDF-1.7\n");
  gsize    start;

  g_string_append_printf (text,
                          "2 0 obj\n<< /Type /ObjStm /N 1 /First 10 /Filter /FlateDecode"
                          " /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                          g_bytes_get_size (packed));
  g_string_append_len (text, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
  g_string_append (text, "\nendstream\nendobj\n");
  start = text->len;
  g_string_append_printf (text,
                          "3 0 obj\n<< /Type /XRef /Size 3 /W [1 4 2] /Root 1 0 R"
                          " /Length %d >>\nstream\n",
                          (int) sizeof places);
  g_string_append_len (text, (const char *) places, sizeof places);
  g_string_append_printf (
    text, "\nendstream\nendobj\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
  return g_string_free_to_bytes (text);
}

/* The reader has no limit of memory under AddressSanitizer. */
#ifndef __SANITIZE_ADDRESS__
static void
test_structure_bomb (void)
{
  g_autoptr (GBytes) bomb = make_structure_bomb (4000);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 8 * 1024 * 1024);
  g_assert_null (kontor_pdf_read_attachments (bomb, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}
#endif

static void
test_own_process (void)
{
  g_autoptr (GBytes) pdf = make_file (TREE_ROOT,
                                      "<< /Type /Filespec /F (ä/b.xml) /Desc (d)"
                                      " /AFRelationship /Source /EF << /F 4 0 R >> >>",
                                      "/Subtype /text#2Fxml",
                                      "<b/>",
                                      4);
  g_autoptr (GBytes) broken = make_file (TREE_ROOT, FILE_OBJECT, "/Filter /LZWDecode", "x", 1);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) here = read_well (pdf);
  g_autoptr (GPtrArray) there = kontor_pdf_read_attachments (pdf, &error);
  g_autoptr (GPtrArray) unreadable = kontor_pdf_read_attachments (broken, NULL);
  const KontorPdfAttachment *first = g_ptr_array_index (here, 0);
  const KontorPdfAttachment *second;

  g_assert_no_error (error);
  g_assert_cmpuint (there->len, ==, 1);
  second = g_ptr_array_index (there, 0);
  g_assert_cmpstr (first->name, ==, second->name);
  g_assert_cmpstr (first->mime, ==, second->mime);
  g_assert_cmpstr (first->description, ==, second->description);
  g_assert_cmpint (first->relationship, ==, second->relationship);
  g_assert_true (g_bytes_equal (first->bytes, second->bytes));
  g_assert_nonnull (((KontorPdfAttachment *) g_ptr_array_index (unreadable, 0))->problem);
  g_assert_null (kontor_pdf_read_attachments (nonsense, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "the file can't be read as PDF: it is damaged");
}

/* What another process says is not believed: cut or changed anywhere it is refused or harmless. */
static void
test_frame (void)
{
  g_autoptr (GBytes) pdf = make_file (TREE_ROOT, FILE_OBJECT, "", "<a/>", 4);
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  g_autoptr (GBytes) frame = kontor_pdf_frame_attachments (attachments);
  gsize length = g_bytes_get_size (frame);

  for (gsize place = 0; place < length; place++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (frame, NULL), length);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (frame, 0, place);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GPtrArray) back = NULL;

      g_assert_null (kontor_pdf_unframe_attachments (cut));
      copy[place] ^= 0x81;
      changed = g_bytes_new (copy, length);
      back = kontor_pdf_unframe_attachments (changed);
    }
}

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("KONTOR_SHARED"), "finance", name, NULL);
  char            *content = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static void
assert_sample (const char *path, const char *name, const char *root)
{
  g_autoptr (GBytes) pdf = load (path);
  g_autoptr (GPtrArray) attachments = read_well (pdf);
  gboolean found = FALSE;

  for (guint i = 0; i < attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_strcmp0 (attachment->name, name) != 0)
        continue;
      g_assert_nonnull (attachment->bytes);
      found = g_strstr_len (g_bytes_get_data (attachment->bytes, NULL),
                            (gssize) g_bytes_get_size (attachment->bytes),
                            root)
              != NULL;
    }
  if (!found)
    g_error ("%s has no %s", path, name);
}

static void
test_samples (void)
{
  static const char *const samples[][3] = {
    { "EN16931_1_Teilrechnung", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Einfach", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Gutschrift", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Innergemeinschaftliche_Lieferungen", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Kraftfahrversicherung_Bruttopreise", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Rabatte", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_Rechnungskorrektur", "factur-x.xml", "CrossIndustryInvoice" },
    { "EN16931_SEPA_Prenotification", "factur-x.xml", "CrossIndustryInvoice" },
    { "Facture_FR_MINIMUM", "factur-x.xml", "CrossIndustryInvoice" },
    { "MustangGnuaccountingBeispielRE-20201121_508", "factur-x.xml", "CrossIndustryInvoice" },
    { "ZUGFeRD_1p0_COMFORT_Einfach", "ZUGFeRD-invoice.xml", "CrossIndustryDocument" },
    { "zugferd_2p0_BASIC_Einfach", "zugferd-invoice.xml", "CrossIndustryInvoice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("samples/pdf/%s.pdf", samples[i][0]);

      assert_sample (path, samples[i][1], samples[i][2]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pdf-read/names", test_names);
  g_test_add_func ("/pdf-read/own-files-only", test_own_files_only);
  g_test_add_func ("/pdf-read/bombs", test_bombs);
  g_test_add_func ("/pdf-read/filters", test_filters);
  g_test_add_func ("/pdf-read/endless-trees", test_endless_trees);
  g_test_add_func ("/pdf-read/no-pdf", test_no_pdf);
  g_test_add_func ("/pdf-read/damage", test_damage);
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/pdf-read/structure-bomb", test_structure_bomb);
#endif
  g_test_add_func ("/pdf-read/own-process", test_own_process);
  g_test_add_func ("/pdf-read/frame", test_frame);
  g_test_add_func ("/pdf-read/samples", test_samples);
  return g_test_run ();
}
