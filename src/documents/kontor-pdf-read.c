/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf-private.h"

/* Files of strangers: broken, endless, huge, or with names that point elsewhere. Everything here
 * has a limit; what is over it is named and not unpacked. */

#define MAX_PDF (100u * 1024u * 1024u)
#define MAX_FILE (50u * 1024u * 1024u) /* as for XML by itself */
#define MAX_ALL (100u * 1024u * 1024u)
#define MAX_ATTACHMENTS 200
#define MAX_NODES 2000
#define MAX_DEPTH 20
#define MAX_NAME 120 /* characters */
#define MAX_FILTERS 4

typedef struct
{
  qpdf_data   pdf;         /* (not owned) */
  GPtrArray  *attachments; /* (owned) */
  GHashTable *streams;     /* (owned): object ids of the files that are there */
  guint       n_nodes;     /* of the tree that were looked at */
  gsize       n_bytes;     /* of all files so far */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->streams, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

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

static const char *
explain (qpdf_data pdf)
{
  switch (qpdf_get_error_code (pdf, qpdf_get_error (pdf)))
    {
    case qpdf_e_password:
      return "it is locked with a password";
    case qpdf_e_unsupported:
      return "it is locked in a way that is not known";
    case qpdf_e_success:
    case qpdf_e_internal:
    case qpdf_e_system:
    case qpdf_e_damaged_pdf:
    case qpdf_e_pages:
    case qpdf_e_object:
    case qpdf_e_json:
    case qpdf_e_linearization:
      break;
    }

  return "it is damaged";
}

/* What comes after the last slash of either kind, without control characters and of a bearable
 * length; never "." or "..". */
static char *
plain_name (const char *name)
{
  g_autofree char *clean = kontor_pdf_clean_text (name);
  const char      *start = clean;
  char            *plain;

  for (const char *p = clean; *p != '\0'; p++)
    if (*p == '/' || *p == '\\' || *p == ':')
      start = p + 1;

  plain = g_strstrip (g_utf8_substring (start, 0, MIN (g_utf8_strlen (start, -1), MAX_NAME)));
  if (*plain != '\0' && strspn (plain, ".") < strlen (plain))
    return plain;

  g_free (plain); /* a name for what has none */
  return g_strdup ("attachment");
}

static char *
dup_string (qpdf_data pdf, qpdf_oh dictionary, const char *key)
{
  qpdf_oh value = qpdf_oh_get_key (pdf, dictionary, key);

  if (!qpdf_oh_is_string (pdf, value))
    return NULL;

  return g_strdup (qpdf_oh_get_utf8_value (pdf, value));
}

static char *
dup_name (qpdf_data pdf, qpdf_oh dictionary, const char *key)
{
  qpdf_oh value = qpdf_oh_get_key (pdf, dictionary, key);

  if (!qpdf_oh_is_name (pdf, value))
    return NULL;

  return g_strdup (qpdf_oh_get_name (pdf, value));
}

static GByteArray *
get_packed (qpdf_data pdf, qpdf_oh stream)
{
  unsigned char *data = NULL;
  size_t         length = 0;
  GByteArray    *packed;
  int            status;

  /* Data may be there beside a warning; beside an error they are not whole. */
  status = qpdf_oh_get_stream_data (pdf, stream, qpdf_dl_none, NULL, &data, &length);
  packed = g_byte_array_new ();
  if ((status & QPDF_ERRORS) == 0 && data != NULL)
    g_byte_array_append (packed, data, (guint) length);
  free (data); /* qpdf's, from malloc */
  if ((status & QPDF_ERRORS) == 0)
    return packed;

  g_byte_array_unref (packed);
  return NULL;
}

static GPtrArray *
list_filters (qpdf_data pdf, qpdf_oh dictionary)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func (g_free);
  qpdf_oh    filter = qpdf_oh_get_key (pdf, dictionary, "/Filter");
  int        n_filters;

  if (qpdf_oh_is_name (pdf, filter))
    g_ptr_array_add (filters, g_strdup (qpdf_oh_get_name (pdf, filter)));
  if (!qpdf_oh_is_array (pdf, filter))
    return filters;

  n_filters = qpdf_oh_get_array_n_items (pdf, filter);
  for (int i = 0; i < MIN (n_filters, MAX_FILTERS + 1); i++)
    {
      qpdf_oh item = qpdf_oh_get_array_item (pdf, filter, i);

      g_ptr_array_add (filters,
                       g_strdup (qpdf_oh_is_name (pdf, item) ? qpdf_oh_get_name (pdf, item) : ""));
    }
  return filters;
}

static GBytes *
unpack (Reading *self, qpdf_oh stream)
{
  gsize limit = MIN (MAX_FILE, MAX_ALL - self->n_bytes);
  g_autoptr (GPtrArray) filters = NULL;
  g_autoptr (GByteArray) bytes = NULL;

  filters = list_filters (self->pdf, qpdf_oh_get_dict (self->pdf, stream));
  bytes = filters->len <= MAX_FILTERS ? get_packed (self->pdf, stream) : NULL;
  for (guint i = 0; i < filters->len && bytes != NULL; i++)
    {
      GByteArray *unpacked = kontor_pdf_unpack (g_ptr_array_index (filters, i), bytes, limit);

      g_byte_array_unref (bytes);
      bytes = unpacked;
    }

  if (bytes == NULL || bytes->len > limit)
    return NULL;

  self->n_bytes += bytes->len;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static qpdf_oh
find_stream (qpdf_data pdf, qpdf_oh file)
{
  static const char *const keys[] = { "/UF", "/F", "/Unix", "/Mac", "/DOS" };
  qpdf_oh                  streams = qpdf_oh_get_key (pdf, file, "/EF");

  if (qpdf_oh_is_dictionary (pdf, streams))
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
      {
        qpdf_oh stream = qpdf_oh_get_key (pdf, streams, keys[i]);

        if (qpdf_oh_is_stream (pdf, stream))
          return stream;
      }

  return qpdf_oh_new_null (pdf);
}

static KontorPdfAttachment *
read_file (Reading *self, qpdf_oh file, qpdf_oh stream)
{
  KontorPdfAttachment *attachment = g_new0 (KontorPdfAttachment, 1);
  g_autofree char     *unicode_name = dup_string (self->pdf, file, "/UF");
  g_autofree char     *name = dup_string (self->pdf, file, "/F");
  g_autofree char     *subtype = NULL;
  g_autofree char     *relationship = dup_name (self->pdf, file, "/AFRelationship");

  subtype = dup_name (self->pdf, qpdf_oh_get_dict (self->pdf, stream), "/Subtype");
  attachment->name = plain_name (unicode_name != NULL ? unicode_name : name);
  attachment->mime = subtype != NULL ? kontor_pdf_clean_text (subtype + 1) : NULL;
  attachment->description = dup_string (self->pdf, file, "/Desc");
  attachment->relationship = kontor_pdf_relationship_from_name (relationship);
  attachment->bytes = unpack (self, stream);
  if (attachment->bytes == NULL)
    attachment->problem = g_strdup ("it is damaged or too large");
  return attachment;
}

static void
add_file (Reading *self, qpdf_oh file)
{
  qpdf_oh stream;
  int     id;

  if (self->attachments->len >= MAX_ATTACHMENTS || !qpdf_oh_is_dictionary (self->pdf, file))
    return;

  stream = find_stream (self->pdf, file);
  id = qpdf_oh_get_object_id (self->pdf, stream);
  if (qpdf_oh_is_stream (self->pdf, stream)
      && g_hash_table_add (self->streams, GINT_TO_POINTER (id)))
    g_ptr_array_add (self->attachments, read_file (self, file, stream));
}

static void
add_array (Reading *self, qpdf_oh array, int first, int step)
{
  int n_items;

  if (!qpdf_oh_is_array (self->pdf, array))
    return;

  n_items = MIN (qpdf_oh_get_array_n_items (self->pdf, array), MAX_NODES);
  for (int i = first; i < n_items; i += step)
    add_file (self, qpdf_oh_get_array_item (self->pdf, array, i));
}

/* A tree that bites its tail ends at the limits of depth and nodes. */
static void
add_tree (Reading *self, qpdf_oh node, guint depth)
{
  qpdf_oh kids;
  int     n_kids;

  if (depth > MAX_DEPTH || self->n_nodes++ > MAX_NODES || !qpdf_oh_is_dictionary (self->pdf, node))
    return;

  add_array (self, qpdf_oh_get_key (self->pdf, node, "/Names"), 1, 2);
  kids = qpdf_oh_get_key (self->pdf, node, "/Kids");
  n_kids = qpdf_oh_is_array (self->pdf, kids) ? qpdf_oh_get_array_n_items (self->pdf, kids) : 0;
  for (int i = 0; i < MIN (n_kids, MAX_NODES); i++)
    add_tree (self, qpdf_oh_get_array_item (self->pdf, kids, i), depth + 1);
}

static gboolean
open_pdf (qpdf_data pdf, GBytes *bytes, GError **error)
{
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);
  qpdf_oh     root;

  if (length > MAX_PDF)
    return refuse (error, "it is larger than 100 MB");

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_read_memory (pdf, "file", data, length, NULL);
  if (qpdf_has_error (pdf))
    return refuse (error, explain (pdf));

  root = qpdf_get_root (pdf);
  if (qpdf_has_error (pdf))
    return refuse (error, explain (pdf));
  return qpdf_oh_is_dictionary (pdf, root) || refuse (error, "it is damaged");
}

/**
 * kontor_pdf_read_own_attachments:
 * @bytes: a PDF
 * @error: (nullable): return location
 *
 * Reads the files inside a PDF, from the tree of names and from the document's own list (/AF). qpdf
 * unpacks streams of objects whole, so one that was made with malice takes all memory: what comes
 * from strangers is for kontor_pdf_read_attachments().
 *
 * A file's name is a plain one in the result, whatever stands in the PDF. A file that is damaged,
 * is packed in an unusual way, or comes to more than 50 MB (100 MB with all others) is there
 * without bytes and with the reason; at most 200 are looked at. Any thread.
 *
 * Returns: (transfer full) (element-type KontorPdfAttachment): the files, none for a PDF without;
 * %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when it is no PDF, is larger than 100 MB, or is locked
 */
GPtrArray *
kontor_pdf_read_own_attachments (GBytes *bytes, GError **error)
{
  g_auto (qpdf_data) pdf = qpdf_init ();
  g_auto (Reading) self = { .pdf = pdf };
  qpdf_oh root;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!open_pdf (pdf, bytes, error))
    return NULL;

  self.attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_pdf_attachment_free);
  self.streams = g_hash_table_new (NULL, NULL);
  root = qpdf_get_root (pdf);
  add_tree (
    &self,
    qpdf_oh_get_key_if_dict (pdf, qpdf_oh_get_key_if_dict (pdf, root, "/Names"), "/EmbeddedFiles"),
    0);
  add_array (&self, qpdf_oh_get_key (pdf, root, "/AF"), 0, 1);
  if (qpdf_has_error (pdf))
    explain (pdf); /* it took away a part only, and would be told on the terminal */
  return g_steal_pointer (&self.attachments);
}
