/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf.h"

#include "kontor-pdf-private.h"
#include "kontor-time.h"

static const char *const relationships[] = {
  [KONTOR_PDF_ALTERNATIVE] = "/Alternative", [KONTOR_PDF_DATA] = "/Data",
  [KONTOR_PDF_SOURCE] = "/Source",           [KONTOR_PDF_SUPPLEMENT] = "/Supplement",
  [KONTOR_PDF_UNSPECIFIED] = "/Unspecified",
};

/**
 * kontor_pdf_attachment_new:
 * @name: the file's name
 * @mime: (nullable): its type
 * @description: (nullable): for people
 * @relationship: what it is to the page
 * @bytes: what is in it
 *
 * Returns: (transfer full): a file to put into a PDF
 */
KontorPdfAttachment *
kontor_pdf_attachment_new (const char           *name,
                           const char           *mime,
                           const char           *description,
                           KontorPdfRelationship relationship,
                           GBytes               *bytes)
{
  KontorPdfAttachment *self;

  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  self = g_new0 (KontorPdfAttachment, 1);
  self->name = g_strdup (name);
  self->mime = g_strdup (mime);
  self->description = g_strdup (description);
  self->relationship = relationship;
  self->bytes = g_bytes_ref (bytes);
  return self;
}

/**
 * kontor_pdf_attachment_free:
 * @self: (nullable) (transfer full): the attachment
 *
 * Frees an attachment with all it owns.
 */
void
kontor_pdf_attachment_free (KontorPdfAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->name); /* the fields of a plain struct that goes away */
  g_free (self->mime);
  g_free (self->description);
  g_free (self->problem);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Returns: (transfer none): the relationship as PDF writes it */
const char *
kontor_pdf_relationship_get_name (KontorPdfRelationship relationship)
{
  g_assert (relationship < G_N_ELEMENTS (relationships));

  return relationships[relationship];
}

/* Returns: what a name of PDF means; one that is not known says nothing */
KontorPdfRelationship
kontor_pdf_relationship_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (relationships); i++)
    if (g_strcmp0 (relationships[i], name) == 0)
      return i;

  return KONTOR_PDF_UNSPECIFIED;
}

/* XML 1.0 has no place for control characters, and names of things need none.
 * Returns: (transfer full): @text as valid UTF-8 without them */
char *
kontor_pdf_clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString         *clean = g_string_sized_new (64);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iscntrl (character) || character == 0xfffe || character == 0xffff)
        g_string_append_c (clean, ' ');
      else
        g_string_append_unichar (clean, character);
    }

  return g_string_free (clean, FALSE);
}

/* Returns: (transfer full): a time in UTC with whole seconds, 1970 for one that no calendar has */
GDateTime *
kontor_pdf_date (gint64 time)
{
  gint64     seconds = time / KONTOR_SECOND - (time % KONTOR_SECOND < 0 ? 1 : 0);
  GDateTime *date = g_date_time_new_from_unix_utc (seconds);

  return date != NULL ? date : g_date_time_new_from_unix_utc (0);
}
