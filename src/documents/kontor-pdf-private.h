/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <qpdf/qpdf-c.h>

#include "kontor-pdf-page.h"
#include "kontor-pdf.h"

G_BEGIN_DECLS

#define KONTOR_PDF_PRODUCER "Kontor (cairo, qpdf)"
#define KONTOR_PDF_CREATOR "Kontor"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (qpdf_data, qpdf_cleanup)

const char *kontor_pdf_relationship_get_name (KontorPdfRelationship relationship); /* "/Data" */
KontorPdfRelationship kontor_pdf_relationship_from_name (const char *name);
char                 *kontor_pdf_clean_text (const char *text);
GDateTime            *kontor_pdf_date (gint64 time);
GBytes               *kontor_pdf_make_xmp (const KontorPdfMetadata *metadata);
GByteArray           *kontor_pdf_unpack (const char *filter, GByteArray *packed, gsize limit);

/* Files on their way from one process to another. */
GBytes        *kontor_pdf_frame_attachments (GPtrArray *attachments);
GPtrArray     *kontor_pdf_unframe_attachments (GBytes *bytes);
KontorPdfPage *kontor_pdf_unframe_page (GBytes *bytes);

/* kontor-pdf-foreign.c: asks the reader, a process of its own, with arguments or none. */
GBytes *kontor_pdf_ask_reader (GBytes *pdf, const char *const *arguments, GError **error);

/* kontor-pdf-draw.c, in the reader: NULL with a reason. */
GBytes *kontor_pdf_draw (GBytes *pdf, int page, int width, GError **error);
GBytes *kontor_pdf_extract_text (GBytes *pdf, GError **error);

G_END_DECLS
