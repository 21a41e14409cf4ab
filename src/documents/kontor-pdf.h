/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an attachment is to the page that people read (ISO 32000-2, table 43). */
typedef enum
{
  KONTOR_PDF_ALTERNATIVE, /* the same thing for machines: the invoice as XML */
  KONTOR_PDF_DATA,
  KONTOR_PDF_SOURCE,
  KONTOR_PDF_SUPPLEMENT, /* something beside it: the delivery note */
  KONTOR_PDF_UNSPECIFIED,
} KontorPdfRelationship;

/* A file inside a PDF. Strings and bytes are owned. */
typedef struct
{
  char                 *name;        /* a plain file name, whatever a stranger wrote */
  char                 *mime;        /* (nullable): "text/xml" */
  char                 *description; /* (nullable) */
  KontorPdfRelationship relationship;
  GBytes               *bytes;   /* (nullable): NULL when it was read and is damaged */
  char                 *problem; /* (nullable): why there are no bytes, a part of a sentence */
} KontorPdfAttachment;

KontorPdfAttachment *kontor_pdf_attachment_new (const char           *name,
                                                const char           *mime,
                                                const char           *description,
                                                KontorPdfRelationship relationship,
                                                GBytes               *bytes);
void                 kontor_pdf_attachment_free (KontorPdfAttachment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPdfAttachment, kontor_pdf_attachment_free)

/* What the archived document says about itself. Borrowed for the time of a call. */
typedef struct
{
  const char *title;
  const char *author;        /* (nullable) */
  const char *subject;       /* (nullable) */
  const char *language;      /* "de", "en-GB": RFC 3066 */
  gint64      created_at;    /* UTC microseconds */
  const char *invoice_name;  /* (nullable): which attachment is the invoice */
  const char *invoice_level; /* with it: "EN 16931", "XRECHNUNG", "BASIC", "EXTENDED" */
} KontorPdfMetadata;

/* (element-type KontorPdfAttachment). Any thread; the same input gives the same bytes. */
GBytes *kontor_pdf_archive (GBytes                  *page,
                            const KontorPdfMetadata *metadata,
                            GPtrArray               *attachments,
                            GError                 **error);

/* (element-type GBytes): the pages of several files of our own behind each other, for the printer.
 * Any thread. */
GBytes *kontor_pdf_join (GPtrArray *files, GError **error);

/* (element-type KontorPdfAttachment): the files inside a PDF. For what strangers sent: a process of
 * its own with limits does it. Worker threads. */
GPtrArray *kontor_pdf_read_attachments (GBytes *pdf, GError **error);

/* The same in this process, for what kontor_pdf_archive() made. Any thread. */
GPtrArray *kontor_pdf_read_own_attachments (GBytes *pdf, GError **error);

G_END_DECLS
