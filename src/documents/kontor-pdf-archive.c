/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf.h"

#include <string.h>

#include "kontor-color-resources.h"
#include "kontor-documents.h"
#include "kontor-pdf-private.h"

/* From a page as cairo draws it to PDF/A-3b (ISO 19005-3): what cairo 1.16 leaves out is put right
 * object by object, then metadata, colour profile and attachments are added. Page contents stay as
 * they are to the bit. */

#define PROFILE_PATH "/org/kontorapp/Kontor/color/sRGB.icc"
#define PROFILE_NAME "sRGB IEC61966-2.1"

typedef struct
{
  qpdf_data                pdf; /* (not owned) */
  const KontorPdfMetadata *metadata;
  GPtrArray               *attachments;
} Archive;

static gboolean
refuse (GError **error, const char *name, const char *reason)
{
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "“%s” can't be attached: %s",
               name,
               reason);
  return FALSE;
}

/* Names are keys of a sorted tree and file names on foreign machines: ASCII, and no path. */
static gboolean
check_name (const char *name, GError **error)
{
  if (*name == '\0' || !g_str_is_ascii (name) || strpbrk (name, "/\\:\"<>|?*") != NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      return refuse (error, shown, "its name is not a plain file name");
    }

  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const KontorPdfAttachment *first = *(const KontorPdfAttachment *const *) a;
  const KontorPdfAttachment *second = *(const KontorPdfAttachment *const *) b;

  return strcmp (first->name, second->name);
}

static gboolean
check_attachments (GPtrArray *sorted, const char *invoice_name, GError **error)
{
  gboolean found = invoice_name == NULL;

  for (guint i = 0; i < sorted->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (sorted, i);

      if (!check_name (attachment->name, error))
        return FALSE;
      if (i > 0 && compare_names (&sorted->pdata[i - 1], &sorted->pdata[i]) == 0)
        return refuse (error, attachment->name, "there are two files of that name");
      found |= g_strcmp0 (attachment->name, invoice_name) == 0;
    }

  return found || refuse (error, invoice_name, "the invoice is not among the files");
}

static gboolean
check_pdf (qpdf_data pdf, GError **error)
{
  qpdf_error problem;

  if (!qpdf_has_error (pdf))
    return TRUE;

  problem = qpdf_get_error (pdf);
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_FAILED,
               "the document could not be packed for the archive: %s",
               qpdf_get_error_full_text (pdf, problem));
  return FALSE;
}

static void
set_name (const Archive *self, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh_replace_key (self->pdf, dictionary, key, qpdf_oh_new_name (self->pdf, name));
}

static void
set_text (const Archive *self, qpdf_oh dictionary, const char *key, const char *text)
{
  g_autofree char *clean = kontor_pdf_clean_text (text);

  qpdf_oh_replace_key (self->pdf, dictionary, key, qpdf_oh_new_unicode_string (self->pdf, clean));
}

static void
set_date (const Archive *self, qpdf_oh dictionary, const char *key)
{
  g_autoptr (GDateTime) date = kontor_pdf_date (self->metadata->created_at);
  g_autofree char *text = g_date_time_format (date, "D:%Y%m%d%H%M%SZ");

  set_text (self, dictionary, key, text);
}

static qpdf_oh
add_stream (const Archive *self, GBytes *bytes)
{
  qpdf_oh       stream = qpdf_oh_new_stream (self->pdf);
  gsize         length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  qpdf_oh_replace_stream_data (
    self->pdf, stream, data, length, qpdf_oh_new_null (self->pdf), qpdf_oh_new_null (self->pdf));
  return stream;
}

/* ISO 19005-3: 6.2.11.3.2 (fonts), 6.2.8 (images), 6.3.2 (links) */
static void
cure_object (qpdf_data pdf, qpdf_oh object)
{
  qpdf_oh dictionary = object;

  if (qpdf_oh_is_stream (pdf, object))
    {
      dictionary = qpdf_oh_get_dict (pdf, object);
      if (qpdf_oh_has_key (pdf, dictionary, "/Interpolate"))
        qpdf_oh_remove_key (pdf, dictionary, "/Interpolate");
    }
  else if (qpdf_oh_is_dictionary_of_type (pdf, object, "/Font", "/CIDFontType2"))
    qpdf_oh_replace_key (pdf, dictionary, "/CIDToGIDMap", qpdf_oh_new_name (pdf, "/Identity"));
  else if (qpdf_oh_is_dictionary_of_type (pdf, object, "/Annot", NULL))
    qpdf_oh_replace_key (pdf, dictionary, "/F", qpdf_oh_new_integer (pdf, 4)); /* prints */
}

static void
cure_objects (const Archive *self)
{
  qpdf_oh trailer = qpdf_get_trailer (self->pdf);
  int     size;

  size = qpdf_oh_get_int_value_as_int (self->pdf, qpdf_oh_get_key (self->pdf, trailer, "/Size"));
  for (int id = 1; id < size; id++)
    {
      qpdf_oh object = qpdf_get_object_by_id (self->pdf, id, 0);

      cure_object (self->pdf, object);
      qpdf_oh_release (self->pdf, object);
    }
}

static void
add_metadata (const Archive *self, qpdf_oh root)
{
  g_autoptr (GBytes) xmp = kontor_pdf_make_xmp (self->metadata);
  qpdf_oh stream = add_stream (self, xmp);
  qpdf_oh dictionary = qpdf_oh_get_dict (self->pdf, stream);

  set_name (self, dictionary, "/Type", "/Metadata");
  set_name (self, dictionary, "/Subtype", "/XML");
  qpdf_oh_replace_key (self->pdf, root, "/Metadata", stream);
}

static void
add_info (const Archive *self)
{
  const KontorPdfMetadata *metadata = self->metadata;
  qpdf_oh                  info = qpdf_oh_new_dictionary (self->pdf);

  set_text (self, info, "/Title", metadata->title);
  if (metadata->author != NULL)
    set_text (self, info, "/Author", metadata->author);
  if (metadata->subject != NULL)
    set_text (self, info, "/Subject", metadata->subject);
  set_text (self, info, "/Creator", KONTOR_PDF_CREATOR);
  set_text (self, info, "/Producer", KONTOR_PDF_PRODUCER);
  set_date (self, info, "/CreationDate");
  set_date (self, info, "/ModDate");
  qpdf_oh_replace_key (
    self->pdf, qpdf_get_trailer (self->pdf), "/Info", qpdf_make_indirect_object (self->pdf, info));
}

static void
add_output_intent (const Archive *self, qpdf_oh root)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
    kontor_color_get_resource (), PROFILE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  qpdf_data pdf = self->pdf;
  qpdf_oh   intent = qpdf_oh_new_dictionary (pdf);
  qpdf_oh   profile;

  g_assert (bytes != NULL);

  profile = add_stream (self, bytes);
  qpdf_oh_replace_key (pdf, qpdf_oh_get_dict (pdf, profile), "/N", qpdf_oh_new_integer (pdf, 3));
  set_name (self, qpdf_oh_get_dict (pdf, profile), "/Alternate", "/DeviceRGB");
  set_name (self, intent, "/Type", "/OutputIntent");
  set_name (self, intent, "/S", "/GTS_PDFA1");
  set_text (self, intent, "/OutputConditionIdentifier", PROFILE_NAME);
  set_text (self, intent, "/Info", PROFILE_NAME);
  set_text (self, intent, "/RegistryName", "http://www.color.org");
  qpdf_oh_replace_key (pdf, intent, "/DestOutputProfile", profile);
  qpdf_oh_replace_key (pdf,
                       root,
                       "/OutputIntents",
                       qpdf_oh_wrap_in_array (pdf, qpdf_make_indirect_object (pdf, intent)));
}

static qpdf_oh
add_file (const Archive *self, const KontorPdfAttachment *attachment)
{
  qpdf_data        pdf = self->pdf;
  qpdf_oh          stream = add_stream (self, attachment->bytes);
  qpdf_oh          dictionary = qpdf_oh_get_dict (pdf, stream);
  qpdf_oh          parameters = qpdf_oh_new_dictionary (pdf);
  g_autofree char *subtype = NULL;

  subtype = g_strconcat (
    "/", attachment->mime != NULL ? attachment->mime : "application/octet-stream", NULL);
  qpdf_oh_replace_key (pdf,
                       parameters,
                       "/Size",
                       qpdf_oh_new_integer (pdf, (gint64) g_bytes_get_size (attachment->bytes)));
  set_date (self, parameters, "/ModDate");
  set_name (self, dictionary, "/Type", "/EmbeddedFile");
  set_name (self, dictionary, "/Subtype", subtype);
  qpdf_oh_replace_key (pdf, dictionary, "/Params", parameters);
  return stream;
}

static qpdf_oh
add_file_specification (const Archive *self, const KontorPdfAttachment *attachment)
{
  qpdf_data pdf = self->pdf;
  qpdf_oh   file = qpdf_oh_new_dictionary (pdf);
  qpdf_oh   streams = qpdf_oh_new_dictionary (pdf);
  qpdf_oh   stream = add_file (self, attachment);

  qpdf_oh_replace_key (pdf, streams, "/F", stream);
  qpdf_oh_replace_key (pdf, streams, "/UF", stream);
  set_name (self, file, "/Type", "/Filespec");
  set_text (self, file, "/F", attachment->name);
  set_text (self, file, "/UF", attachment->name);
  if (attachment->description != NULL)
    set_text (self, file, "/Desc", attachment->description);
  set_name (
    self, file, "/AFRelationship", kontor_pdf_relationship_get_name (attachment->relationship));
  qpdf_oh_replace_key (pdf, file, "/EF", streams);
  return qpdf_make_indirect_object (pdf, file);
}

/* The same files twice: in the tree of names, where readers list them, and as the document's own
 * (ISO 19005-3, 6.8). */
static void
add_attachments (const Archive *self, qpdf_oh root)
{
  qpdf_data pdf = self->pdf;
  qpdf_oh   names = qpdf_oh_new_array (pdf);
  qpdf_oh   own = qpdf_oh_new_array (pdf);
  qpdf_oh   tree = qpdf_oh_new_dictionary (pdf);
  qpdf_oh   branches = qpdf_oh_new_dictionary (pdf);

  if (self->attachments->len == 0)
    return;

  for (guint i = 0; i < self->attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (self->attachments, i);
      qpdf_oh                    file = add_file_specification (self, attachment);

      qpdf_oh_append_item (pdf, names, qpdf_oh_new_unicode_string (pdf, attachment->name));
      qpdf_oh_append_item (pdf, names, file);
      qpdf_oh_append_item (pdf, own, file);
    }

  qpdf_oh_replace_key (pdf, tree, "/Names", names);
  qpdf_oh_replace_key (pdf, branches, "/EmbeddedFiles", tree);
  qpdf_oh_replace_key (pdf, root, "/Names", branches);
  qpdf_oh_replace_key (pdf, root, "/AF", own);
}

static void
add_all (const Archive *self)
{
  qpdf_oh root = qpdf_get_root (self->pdf);

  cure_objects (self);
  add_info (self);
  add_metadata (self, root);
  add_output_intent (self, root);
  add_attachments (self, root);
  set_text (self, root, "/Lang", self->metadata->language);
  if (qpdf_oh_has_key (self->pdf, root, "/StructTreeRoot"))
    qpdf_oh_replace_key (
      self->pdf, root, "/MarkInfo", qpdf_oh_parse (self->pdf, "<< /Marked true >>"));
  qpdf_oh_replace_key (self->pdf,
                       root,
                       "/ViewerPreferences",
                       qpdf_oh_parse (self->pdf, "<< /DisplayDocTitle true >>"));
}

static GBytes *
write_pdf (qpdf_data pdf, GError **error)
{
  qpdf_init_write_memory (pdf);
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf_set_object_stream_mode (pdf, qpdf_o_generate);
  qpdf_set_newline_before_endstream (pdf, QPDF_TRUE);
  qpdf_force_pdf_version (pdf, "1.7");
  qpdf_write (pdf);
  if (!check_pdf (pdf, error))
    return NULL;

  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}

/**
 * kontor_pdf_archive:
 * @page: a PDF drawn by cairo
 * @metadata: what the document says about itself
 * @attachments: (element-type KontorPdfAttachment) (nullable): files that go with it
 * @error: (nullable): return location
 *
 * Packs a finished page for the archive: PDF/A-3b (ISO 19005-3) with the files inside, and, when
 * the metadata name an invoice, marked as Factur-X/ZUGFeRD or XRechnung. The same input gives the
 * same bytes. Any thread.
 *
 * Returns: (transfer full): the finished file; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when a
 * file's name is no plain one, appears twice, or the invoice is missing, with
 * %KONTOR_DOCUMENT_ERROR_FAILED when @page is no PDF
 */
GBytes *
kontor_pdf_archive (GBytes                  *page,
                    const KontorPdfMetadata *metadata,
                    GPtrArray               *attachments,
                    GError                 **error)
{
  g_auto (qpdf_data) pdf = qpdf_init ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  Archive     self = { .pdf = pdf, .metadata = metadata, .attachments = sorted };
  gsize       length;
  const char *data;

  g_return_val_if_fail (page != NULL && metadata != NULL, NULL);
  g_return_val_if_fail (metadata->title != NULL && metadata->language != NULL, NULL);

  if (attachments != NULL)
    g_ptr_array_extend (sorted, attachments, NULL, NULL);
  g_ptr_array_sort (sorted, compare_names);
  if (!check_attachments (sorted, metadata->invoice_name, error))
    return NULL;

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (pdf, QPDF_FALSE);
  data = g_bytes_get_data (page, &length);
  qpdf_read_memory (pdf, metadata->title, data, length, NULL);
  if (!check_pdf (pdf, error))
    return NULL;

  add_all (&self);
  return check_pdf (pdf, error) ? write_pdf (pdf, error) : NULL;
}
