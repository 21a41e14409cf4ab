/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Pages of strangers' PDFs, drawn by a process of its own that has limits of memory and time. */

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} KontorPdfBox; /* in pixels of the picture */

typedef struct
{
  char        *text; /* (owned) */
  KontorPdfBox box;
} KontorPdfWord;

typedef struct
{
  int     n_pages; /* of the document */
  int     width;   /* of the picture, in pixels */
  int     height;
  GBytes *pixels; /* (owned): cairo's ARGB32, rows without gaps */
  GArray *words;  /* (owned) (element-type KontorPdfWord) in reading order */
} KontorPdfPage;

/* Block: for worker threads. */
KontorPdfPage *kontor_pdf_read_page (GBytes *pdf, int page, int width, GError **error);
char          *kontor_pdf_read_text (GBytes *pdf, GError **error);

void kontor_pdf_page_free (KontorPdfPage *self);
gboolean
kontor_pdf_page_find (const KontorPdfPage *self, const char *const *spellings, KontorPdfBox *box);
gboolean kontor_pdf_text_has (const char *text, const char *const *spellings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPdfPage, kontor_pdf_page_free)

G_END_DECLS
