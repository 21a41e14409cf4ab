/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf-private.h"

#include <string.h>

/* Attachments as one piece of bytes: the number of them, then for each its fields with their
 * lengths in front. What is read back comes from a process that may have been taken over: nothing
 * in it is believed. */

#define NONE G_MAXUINT32
#define MAX_ATTACHMENTS 1000

static void
put_number (GByteArray *out, guint32 number)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
put_text (GByteArray *out, const char *text)
{
  if (text == NULL)
    {
      put_number (out, NONE);
      return;
    }

  put_number (out, (guint32) strlen (text));
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static void
put_bytes (GByteArray *out, GBytes *bytes)
{
  gsize         length;
  const guint8 *data;

  if (bytes == NULL)
    {
      put_number (out, NONE);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  put_number (out, (guint32) length);
  g_byte_array_append (out, data, (guint) length);
}

/* Returns: (transfer full): @attachments (element-type KontorPdfAttachment) as bytes */
GBytes *
kontor_pdf_frame_attachments (GPtrArray *attachments)
{
  GByteArray *out = g_byte_array_new ();

  put_number (out, attachments->len);
  for (guint i = 0; i < attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, i);

      put_text (out, attachment->name);
      put_text (out, attachment->mime);
      put_text (out, attachment->description);
      put_text (out, attachment->problem);
      put_number (out, attachment->relationship);
      put_bytes (out, attachment->bytes);
    }

  return g_byte_array_free_to_bytes (out);
}

typedef struct
{
  GBytes       *bytes;
  const guint8 *data;
  gsize         length;
  gsize         used;
  gboolean      broken;
} Frame;

static guint32
take_number (Frame *self)
{
  guint32 little = 0;

  if (self->length - self->used < sizeof little)
    {
      self->broken = TRUE;
      return 0;
    }

  memcpy (&little, self->data + self->used, sizeof little);
  self->used += sizeof little;
  return GUINT32_FROM_LE (little);
}

/* Returns: (transfer full) (nullable): a part of the bytes */
static GBytes *
take_bytes (Frame *self)
{
  guint32 length = take_number (self);
  GBytes *part;

  if (length == NONE || self->broken)
    return NULL;
  if (self->length - self->used < length)
    {
      self->broken = TRUE;
      return NULL;
    }

  part = g_bytes_new_from_bytes (self->bytes, self->used, length);
  self->used += length;
  return part;
}

static char *
take_text (Frame *self)
{
  g_autoptr (GBytes) part = take_bytes (self);

  if (part == NULL)
    return NULL;

  return g_utf8_make_valid (g_bytes_get_data (part, NULL), (gssize) g_bytes_get_size (part));
}

static KontorPdfAttachment *
take_attachment (Frame *self)
{
  KontorPdfAttachment *attachment = g_new0 (KontorPdfAttachment, 1);
  guint32              relationship;

  attachment->name = take_text (self);
  attachment->mime = take_text (self);
  attachment->description = take_text (self);
  attachment->problem = take_text (self);
  relationship = take_number (self);
  attachment->relationship = MIN (relationship, KONTOR_PDF_UNSPECIFIED);
  attachment->bytes = take_bytes (self);
  if (attachment->name == NULL || strpbrk (attachment->name, "/\\") != NULL
      || (attachment->bytes == NULL) != (attachment->problem != NULL))
    self->broken = TRUE;
  return attachment;
}

/* Returns: (transfer full) (nullable) (element-type KontorPdfAttachment): what was framed, %NULL
 * when it was not */
GPtrArray *
kontor_pdf_unframe_attachments (GBytes *bytes)
{
  Frame   self = { .bytes = bytes };
  guint32 n_attachments;
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_pdf_attachment_free);

  self.data = g_bytes_get_data (bytes, &self.length);
  n_attachments = take_number (&self);
  for (guint32 i = 0; i < MIN (n_attachments, MAX_ATTACHMENTS) && !self.broken; i++)
    g_ptr_array_add (attachments, take_attachment (&self));

  if (self.broken || self.used != self.length || n_attachments != attachments->len)
    return NULL;

  return g_steal_pointer (&attachments);
}
