/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-paper.h"
#include "kontor-invoice-words.h"
#include "kontor-paper-head.h"

G_BEGIN_DECLS

/* An invoice while it is drawn: head, lines, totals, payment and notes share where they are. */
typedef struct
{
  KontorPaper            *paper;
  const KontorInvoice    *invoice;
  const KontorLetterhead *head;
  KontorLanguage          language;
  KontorPaperMark         mark;
  gint64                  printed_at;
  const char             *title;
  const char             *intro; /* the sentence below the title */
  double                  y_mm;
  double                  bottom_mm; /* text ends above it */
  gint64                  sum_minor; /* of the lines that are drawn */
} KontorInvoiceSheet;

/* What is handed through the two drawings. */
typedef struct
{
  const KontorInvoice    *invoice;
  const KontorLetterhead *head;
  KontorPaperMark         mark;
  gint64                  printed_at;
  const char             *title;
  const char             *intro;
  void (*draw) (KontorInvoiceSheet *sheet, gconstpointer data); /* after the first page has begun */
  gconstpointer data;
} KontorInvoiceLetter;

GBytes *
kontor_invoice_letter_render (const KontorInvoiceLetter *self, GString *missing, GError **error);
char **kontor_invoice_face_make_footer (const KontorInvoice *invoice, const KontorLetterhead *head);
char  *kontor_invoice_face_make_sender_line (const KontorInvoice *invoice);

#define KONTOR_INVOICE_WIDTH_MM (KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM)

const char *kontor_invoice_sheet_word (const KontorInvoiceSheet *self, KontorInvoiceWord word);
gboolean    kontor_invoice_sheet_has (const char *text);
gboolean    kontor_invoice_sheet_is_demand (const KontorInvoice *invoice);
gboolean    kontor_invoice_sheet_has_tax (const KontorInvoice *invoice);
void        kontor_invoice_sheet_next_page (KontorInvoiceSheet *self);
void        kontor_invoice_sheet_need (KontorInvoiceSheet *self, double height_mm);
void        kontor_invoice_sheet_paragraph (KontorInvoiceSheet    *self,
                                            const KontorTextStyle *style,
                                            const char            *text);

void kontor_invoice_sheet_carry_over (KontorInvoiceSheet *self);
void kontor_invoice_sheet_draw_head (KontorInvoiceSheet *self);
void kontor_invoice_sheet_draw_lines (KontorInvoiceSheet *self);
void kontor_invoice_sheet_draw_totals (KontorInvoiceSheet *self);
void kontor_invoice_sheet_draw_payment (KontorInvoiceSheet *self);
void kontor_invoice_sheet_draw_notes (KontorInvoiceSheet *self);

G_END_DECLS
