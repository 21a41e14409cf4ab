/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdfa-check.h"

#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (qpdf_data, qpdf_cleanup)

typedef struct
{
  qpdf_data  pdf;
  qpdf_oh    root;
  GPtrArray *findings;
  char      *xmp;     /* (owned) (nullable) */
  guint      n_fonts; /* with a descriptor or a program */
  guint      n_filespecs;
} Check;

static void G_GNUC_PRINTF (2, 3) find (Check *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->findings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static qpdf_oh
get (Check *self, qpdf_oh dictionary, const char *key)
{
  return qpdf_oh_get_key_if_dict (self->pdf, dictionary, key);
}

static gboolean
has_name (Check *self, qpdf_oh dictionary, const char *key, const char *name)
{
  return qpdf_oh_is_name_and_equals (self->pdf, get (self, dictionary, key), name);
}

static gboolean
has_text (Check *self, qpdf_oh dictionary, const char *key)
{
  qpdf_oh value = get (self, dictionary, key);

  return qpdf_oh_is_string (self->pdf, value) && *qpdf_oh_get_utf8_value (self->pdf, value) != '\0';
}

static char *
read_stream (Check *self, qpdf_oh stream, gsize *length)
{
  unsigned char *data = NULL;
  size_t         size = 0;
  char          *text;

  if (qpdf_oh_get_stream_data (self->pdf, stream, qpdf_dl_all, NULL, &data, &size) != QPDF_SUCCESS)
    return NULL;

  text = g_strndup ((const char *) data, size);
  memcpy (text, data, size);
  if (length != NULL)
    *length = size;
  free (data); /* from malloc */
  return text;
}

static gboolean
ends_well (const char *data, gsize length)
{
  while (length > 0 && (data[length - 1] == '\n' || data[length - 1] == '\r'))
    length--;

  return length >= 5 && memcmp (data + length - 5, "%%EOF", 5) == 0;
}

static void
check_file (Check *self, const char *data, gsize length)
{
  if (length < 20 || !g_str_has_prefix (data, "%PDF-1.") || data[7] < '0' || data[7] > '7')
    find (self, "6.1.2: the header is not %%PDF-1.0 to 1.7");
  else if (data[9] != '%' || !(data[10] & 0x80) || !(data[11] & 0x80) || !(data[12] & 0x80)
           || !(data[13] & 0x80))
    find (self, "6.1.2: no comment of four bytes above 127 after the header");
  if (!ends_well (data, length))
    find (self, "6.1.3: bytes after the end of the file");
}

static void
check_trailer (Check *self)
{
  qpdf_oh trailer = qpdf_get_trailer (self->pdf);
  qpdf_oh id = get (self, trailer, "/ID");

  if (!qpdf_oh_is_array (self->pdf, id) || qpdf_oh_get_array_n_items (self->pdf, id) != 2)
    find (self, "6.1.3: the trailer has no ID");
  if (qpdf_oh_has_key (self->pdf, trailer, "/Encrypt"))
    find (self, "6.1.3: the file is encrypted");
}

static void
parse_xml (Check *self)
{
  static const GMarkupParser parser = { NULL, NULL, NULL, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_markup_parse_context_parse (context, self->xmp, -1, &error)
      || !g_markup_parse_context_end_parse (context, &error))
    find (self, "6.6.2.1: the metadata are no XML: %s", error->message);
}

static void
expect_xmp (Check *self, const char *clause, const char *part)
{
  if (strstr (self->xmp, part) == NULL)
    find (self, "%s: “%s” is not in the metadata", clause, part);
}

static void
check_metadata (Check *self)
{
  qpdf_oh metadata = get (self, self->root, "/Metadata");
  qpdf_oh dictionary;

  if (!qpdf_oh_is_stream (self->pdf, metadata))
    {
      find (self, "6.6.2.1: no metadata");
      return;
    }

  dictionary = qpdf_oh_get_dict (self->pdf, metadata);
  if (!has_name (self, dictionary, "/Type", "/Metadata")
      || !has_name (self, dictionary, "/Subtype", "/XML"))
    find (self, "6.6.2.1: the metadata are not marked as such");
  if (qpdf_oh_has_key (self->pdf, dictionary, "/Filter"))
    find (self, "6.6.2.1: the metadata are packed");

  self->xmp = read_stream (self, metadata, NULL);
  parse_xml (self);
  expect_xmp (
    self, "6.6.2.1", "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
  expect_xmp (self, "6.6.2.1", "<?xpacket end=\"w\"?>");
  expect_xmp (self, "6.6.4", "<pdfaid:part>3</pdfaid:part>");
  expect_xmp (self, "6.6.4", "<pdfaid:conformance>B</pdfaid:conformance>");
}

static void
compare_info (Check *self, const char *key, const char *before, const char *after)
{
  qpdf_oh          info = get (self, qpdf_get_trailer (self->pdf), "/Info");
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *expected = NULL;

  if (!qpdf_oh_has_key (self->pdf, info, key) || self->xmp == NULL)
    return;

  text = g_strdup (qpdf_oh_get_utf8_value (self->pdf, get (self, info, key)));
  escaped = g_markup_escape_text (text, -1);
  if (g_str_has_prefix (text, "D:") && strlen (text) == 17)
    {
      g_free (escaped); /* "D:20261121090000Z" is "2026-11-21T09:00:00Z" in XMP */
      escaped = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ",
                                 text + 2,
                                 text + 6,
                                 text + 8,
                                 text + 10,
                                 text + 12,
                                 text + 14);
    }
  expected = g_strconcat (before, escaped, after, NULL);
  expect_xmp (self, "6.6.3", expected);
}

static void
check_info (Check *self)
{
  qpdf_oh info = get (self, qpdf_get_trailer (self->pdf), "/Info");

  if (!has_text (self, info, "/Title") || !has_text (self, info, "/CreationDate"))
    find (self, "6.6.3: no title or no date");
  compare_info (self, "/Title", "<rdf:li xml:lang=\"x-default\">", "</rdf:li>");
  compare_info (self, "/Author", "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li>");
  compare_info (self, "/Creator", "<xmp:CreatorTool>", "</xmp:CreatorTool>");
  compare_info (self, "/Producer", "<pdf:Producer>", "</pdf:Producer>");
  compare_info (self, "/CreationDate", "<xmp:CreateDate>", "</xmp:CreateDate>");
  compare_info (self, "/ModDate", "<xmp:ModifyDate>", "</xmp:ModifyDate>");
}

static void
check_invoice (Check *self)
{
  static const char *const parts[] = {
    "<fx:DocumentType>INVOICE</fx:DocumentType>",
    "<fx:DocumentFileName>",
    "<fx:Version>",
    "<fx:ConformanceLevel>",
    "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#<",
    "<pdfaSchema:prefix>fx<",
    "<pdfaProperty:name>DocumentFileName<",
    "<pdfaProperty:name>DocumentType<",
    "<pdfaProperty:name>Version<",
    "<pdfaProperty:name>ConformanceLevel<",
  };

  if (self->xmp == NULL || strstr (self->xmp, "xmlns:fx=") == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    expect_xmp (self, "6.6.2.3", parts[i]);
}

static void
check_profile (Check *self, qpdf_oh intent)
{
  qpdf_oh          stream = get (self, intent, "/DestOutputProfile");
  gsize            length = 0;
  g_autofree char *profile = NULL;

  if (qpdf_oh_is_stream (self->pdf, stream))
    profile = read_stream (self, stream, &length);
  if (profile == NULL || length < 128 || memcmp (profile + 36, "acsp", 4) != 0
      || memcmp (profile + 16, "RGB ", 4) != 0 || memcmp (profile + 12, "mntr", 4) != 0)
    find (self, "6.2.3: the colour profile is no RGB profile");
  else if (qpdf_oh_get_int_value_as_int (self->pdf,
                                         get (self, qpdf_oh_get_dict (self->pdf, stream), "/N"))
           != 3)
    find (self, "6.2.3: the colour profile has not three channels");
}

static void
check_color (Check *self)
{
  qpdf_oh intents = get (self, self->root, "/OutputIntents");
  qpdf_oh intent;

  if (!qpdf_oh_is_array (self->pdf, intents) || qpdf_oh_get_array_n_items (self->pdf, intents) != 1)
    {
      find (self, "6.2.3: there is not one output intent");
      return;
    }

  intent = qpdf_oh_get_array_item (self->pdf, intents, 0);
  if (!has_name (self, intent, "/S", "/GTS_PDFA1")
      || !has_text (self, intent, "/OutputConditionIdentifier"))
    find (self, "6.2.3: the output intent is not one of PDF/A");
  check_profile (self, intent);
}

static void
check_font (Check *self, int id, qpdf_oh font)
{
  qpdf_oh descriptor = get (self, font, "/FontDescriptor");

  if (has_name (self, font, "/Subtype", "/Type0") || has_name (self, font, "/Subtype", "/Type3"))
    return;

  self->n_fonts++;
  if (!qpdf_oh_has_key (self->pdf, descriptor, "/FontFile")
      && !qpdf_oh_has_key (self->pdf, descriptor, "/FontFile2")
      && !qpdf_oh_has_key (self->pdf, descriptor, "/FontFile3"))
    find (self, "6.2.11.4: font %d is not embedded", id);
  if (has_name (self, font, "/Subtype", "/CIDFontType2")
      && !qpdf_oh_has_key (self->pdf, font, "/CIDToGIDMap"))
    find (self, "6.2.11.3.2: font %d has no map from characters to glyphs", id);
}

static void
check_filespec (Check *self, int id, qpdf_oh file)
{
  qpdf_oh streams = get (self, file, "/EF");
  qpdf_oh stream = get (self, streams, "/F");
  qpdf_oh own = get (self, self->root, "/AF");
  int n_own = qpdf_oh_is_array (self->pdf, own) ? qpdf_oh_get_array_n_items (self->pdf, own) : 0;
  gboolean listed = FALSE;

  self->n_filespecs++;
  if (!has_text (self, file, "/F") || !has_text (self, file, "/UF"))
    find (self, "6.8: file %d has no name", id);
  if (!qpdf_oh_is_name (self->pdf, get (self, file, "/AFRelationship")))
    find (self, "6.8: file %d does not say what it is to the document", id);
  if (!qpdf_oh_is_stream (self->pdf, stream))
    find (self, "6.8: file %d has no content", id);
  else if (!qpdf_oh_is_name (self->pdf,
                             get (self, qpdf_oh_get_dict (self->pdf, stream), "/Subtype")))
    find (self, "6.8: file %d has no type", id);
  else if (!qpdf_oh_has_key (
             self->pdf, get (self, qpdf_oh_get_dict (self->pdf, stream), "/Params"), "/ModDate"))
    find (self, "6.8: file %d has no date", id);
  for (int i = 0; i < n_own; i++)
    listed |= qpdf_oh_get_object_id (self->pdf, qpdf_oh_get_array_item (self->pdf, own, i)) == id;
  if (!listed)
    find (self, "6.8: file %d is not the document's own", id);
}

static void
check_forbidden_keys (Check *self, int id, qpdf_oh dictionary)
{
  static const char *const actions[] = { "/JavaScript", "/Launch",     "/Sound",    "/Movie",
                                         "/ResetForm",  "/ImportData", "/SetState", "/NoOp" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (has_name (self, dictionary, "/S", actions[i]))
      find (self, "6.5.1: object %d is an action %s", id, actions[i]);
  if (qpdf_oh_has_key (self->pdf, dictionary, "/AA"))
    find (self, "6.5.2: object %d has additional actions", id);
  if (has_name (self, dictionary, "/Type", "/ExtGState")
      && qpdf_oh_has_key (self->pdf, dictionary, "/TR"))
    find (self, "6.2.5: object %d has a transfer function", id);
}

static void
check_annotation (Check *self, int id, qpdf_oh annotation)
{
  qpdf_oh flags = get (self, annotation, "/F");

  if (!qpdf_oh_is_integer (self->pdf, flags)
      || (qpdf_oh_get_int_value_as_int (self->pdf, flags) & 0x27) != 4)
    find (self, "6.3.2: link %d is not printed or is hidden", id);
}

static gboolean
uses_cmyk (const char *content)
{
  return g_regex_match_simple ("(?:^|\\s)(?:[0-9.]+\\s+){4}[kK](?:\\s|$)", content, G_REGEX_RAW, 0);
}

static void
check_stream (Check *self, int id, qpdf_oh stream)
{
  qpdf_oh          dictionary = qpdf_oh_get_dict (self->pdf, stream);
  g_autofree char *content = NULL;

  if (qpdf_oh_has_key (self->pdf, dictionary, "/Interpolate")
      && qpdf_oh_get_bool_value (self->pdf, get (self, dictionary, "/Interpolate")))
    find (self, "6.2.8: picture %d is interpolated", id);
  if (qpdf_oh_is_or_has_name (self->pdf, get (self, dictionary, "/Filter"), "/LZWDecode"))
    find (self, "6.1.7.2: stream %d is packed by LZW", id);
  if (qpdf_oh_has_key (self->pdf, dictionary, "/F"))
    find (self, "6.1.7.1: stream %d lies outside the file", id);
  if (qpdf_oh_has_key (self->pdf, dictionary, "/OPI")
      || has_name (self, dictionary, "/Subtype", "/PS"))
    find (self, "6.2.9: object %d is PostScript", id);
  if (has_name (self, dictionary, "/ColorSpace", "/DeviceCMYK"))
    find (self, "6.2.4.3: picture %d is in CMYK", id);
  if (qpdf_oh_has_key (self->pdf, dictionary, "/Type")
      && !has_name (self, dictionary, "/Subtype", "/Form"))
    return;

  content = read_stream (self, stream, NULL);
  if (content != NULL && uses_cmyk (content))
    find (self, "6.2.4.3: content %d uses CMYK", id);
}

static void
check_object (Check *self, int id)
{
  qpdf_oh object = qpdf_get_object_by_id (self->pdf, id, 0);
  qpdf_oh dictionary = object;

  if (qpdf_oh_is_stream (self->pdf, object))
    {
      dictionary = qpdf_oh_get_dict (self->pdf, object);
      check_stream (self, id, object);
    }
  if (!qpdf_oh_is_dictionary (self->pdf, dictionary))
    return;

  check_forbidden_keys (self, id, dictionary);
  if (has_name (self, dictionary, "/Type", "/Font"))
    check_font (self, id, dictionary);
  if (has_name (self, dictionary, "/Type", "/Annot"))
    check_annotation (self, id, dictionary);
  if (has_name (self, dictionary, "/Type", "/Filespec"))
    check_filespec (self, id, dictionary);
}

static void
check_objects (Check *self)
{
  int size = qpdf_oh_get_int_value_as_int (self->pdf,
                                           get (self, qpdf_get_trailer (self->pdf), "/Size"));

  for (int id = 1; id < size; id++)
    check_object (self, id);
}

static void
check_names (Check *self)
{
  qpdf_oh names = get (
    self, get (self, get (self, self->root, "/Names"), "/EmbeddedFiles"), "/Names");
  int n_items = qpdf_oh_is_array (self->pdf, names) ? qpdf_oh_get_array_n_items (self->pdf, names)
                                                    : 0;
  g_autofree char *last = NULL;

  if ((guint) n_items != 2 * self->n_filespecs)
    find (self, "6.8: the tree of names has not all files");
  for (int i = 0; i < n_items; i += 2)
    {
      const char *key = qpdf_oh_get_utf8_value (self->pdf,
                                                qpdf_oh_get_array_item (self->pdf, names, i));

      if (last != NULL && strcmp (last, key) >= 0)
        find (self, "the tree of names is not sorted");
      g_free (last);
      last = g_strdup (key);
    }
}

GPtrArray *
kontor_pdfa_check (GBytes *bytes)
{
  g_auto (qpdf_data) pdf = qpdf_init ();
  Check       self = { .pdf = pdf, .findings = g_ptr_array_new_with_free_func (g_free) };
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (pdf, QPDF_FALSE);
  check_file (&self, data, length);
  if (qpdf_read_memory (pdf, "test", data, length, NULL) != QPDF_SUCCESS)
    {
      find (&self, "6.1: the file is no sound PDF");
      return self.findings;
    }

  self.root = qpdf_get_root (pdf);
  check_trailer (&self);
  check_metadata (&self);
  check_info (&self);
  check_invoice (&self);
  check_color (&self);
  check_forbidden_keys (&self, 0, self.root);
  check_forbidden_keys (&self, 0, get (&self, self.root, "/OpenAction"));
  check_objects (&self);
  check_names (&self);
  if (self.n_fonts == 0)
    find (&self, "6.2.11: there is no font to look at");
  g_free (self.xmp); /* a field of a struct on the stack */
  return self.findings;
}

/* For looking at, and for validators that are not here (veraPDF): KONTOR_KEEP names a folder. */
static void
keep (GBytes *pdf)
{
  static int       n_files = 0;
  const char      *folder = g_getenv ("KONTOR_KEEP");
  g_autofree char *program = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;

  program = g_path_get_basename (g_get_prgname ());
  name = g_strdup_printf ("%s-%03d.pdf", program, ++n_files);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (
    path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL));
}

void
kontor_pdfa_assert (GBytes *pdf)
{
  g_autoptr (GPtrArray) findings = kontor_pdfa_check (pdf);

  keep (pdf);

  for (guint i = 0; i < findings->len; i++)
    g_printerr ("# %s\n", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static char *
make_folder (GBytes *pdf, char **file)
{
  char *folder = g_dir_make_tmp ("kontor-pdf-XXXXXX", NULL);

  *file = g_build_filename (folder, "file.pdf", NULL);
  g_assert_true (g_file_set_contents (
    *file, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL));
  return folder;
}

char *
kontor_pdf_tool (GBytes *pdf, char **folder, const char *first, ...)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *home = make_folder (pdf, &file);
  g_autofree char *said = NULL;
  char            *printed = NULL;
  int              status = 0;
  va_list          arguments;

  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (command,
                     (char *) (g_str_equal (word, "@")   ? file
                               : g_str_equal (word, "%") ? home
                                                         : word));
  va_end (arguments);
  g_ptr_array_add (command, NULL);

  g_spawn_sync (home,
                (char **) command->pdata,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                &printed,
                &said,
                &status,
                &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s%s", first, error->message, printed, said);

  g_unlink (file);
  if (folder != NULL)
    *folder = g_steal_pointer (&home);
  else
    g_rmdir (home);
  return printed;
}
