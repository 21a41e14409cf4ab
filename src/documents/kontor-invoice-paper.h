/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_PAPER_ORIGINAL,
  KONTOR_PAPER_COPY,   /* printed again: says so, with the day */
  KONTOR_PAPER_SAMPLE, /* of a test company: a word across each page */
} KontorPaperMark;

/* A page as people read it; DIN 5008 form B. A document without a number is marked as a draft. Any
 * thread, one at a time per call; the same input gives the same bytes. */
GBytes *kontor_invoice_paper_render (const KontorInvoice    *invoice,
                                     const KontorLetterhead *head,
                                     KontorPaperMark         mark,
                                     gint64                  printed_at,
                                     char                  **missing,
                                     GError                **error);

/* The finished file for the customer: the page as PDF/A-3b, with the invoice as XML inside. */
typedef struct
{
  GBytes     *xml;         /* (nullable) */
  const char *xml_level;   /* with it: "EN 16931", "XRECHNUNG", "BASIC", "EXTENDED" */
  GPtrArray  *attachments; /* (nullable) (element-type KontorPdfAttachment): beside the XML */
} KontorInvoiceInside;

GBytes *kontor_invoice_pdf_render (const KontorInvoice       *invoice,
                                   const KontorLetterhead    *head,
                                   KontorPaperMark            mark,
                                   const KontorInvoiceInside *inside,
                                   gint64                     created_at,
                                   GError                   **error);

G_END_DECLS
