/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-paper.h"

#include "kontor-invoice-sheet.h"
#include "kontor-pdf.h"

static void
draw_invoice (KontorInvoiceSheet *sheet, gconstpointer data)
{
  kontor_invoice_sheet_draw_head (sheet);
  kontor_invoice_sheet_draw_lines (sheet);
  kontor_invoice_sheet_draw_totals (sheet);
  kontor_invoice_sheet_draw_notes (sheet);
  kontor_invoice_sheet_draw_payment (sheet);
}

static char *
make_title (const KontorInvoice *invoice, KontorLanguage language)
{
  const char *title = kontor_invoice_words_get_title (language, invoice->kind);

  if (kontor_invoice_sheet_has (invoice->number))
    return g_strdup_printf ("%s %s", title, invoice->number);

  return g_strdup_printf (
    "%s – %s", title, kontor_invoice_words_get (language, KONTOR_INVOICE_WORD_DRAFT));
}

/**
 * kontor_invoice_paper_render:
 * @invoice: a computed document of any kind
 * @head: the sender's face; names, numbers and accounts are the invoice's own
 * @mark: what kind of print this is
 * @printed_at: UTC microseconds: the PDF's date, and on a copy the day of printing
 * @missing: (out) (transfer full) (nullable) (optional): characters that the bundled font has no
 *   sign for, %NULL when all are there
 * @error: (nullable): return location
 *
 * Draws an invoice, quotation, order confirmation, credit note or cancellation by DIN 5008:2020,
 * form B, in the language of the document. Any thread.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when text is not UTF-8
 * or the logo is no picture, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_invoice_paper_render (const KontorInvoice    *invoice,
                             const KontorLetterhead *head,
                             KontorPaperMark         mark,
                             gint64                  printed_at,
                             char                  **missing,
                             GError                **error)
{
  KontorInvoiceLetter letter = {
    .invoice = invoice, .head = head, .mark = mark, .printed_at = printed_at, .draw = draw_invoice
  };
  g_autoptr (GString) lost = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *intro = NULL;
  KontorLanguage   language;
  GBytes          *pdf;

  g_return_val_if_fail (invoice != NULL && head != NULL, NULL);

  language = kontor_language_from_code (invoice->language);
  letter.title = title = make_title (invoice, language);
  letter.intro = intro = kontor_invoice_words_make_intro (language, invoice);
  pdf = kontor_invoice_letter_render (&letter, lost, error);
  if (missing != NULL)
    *missing = lost->len > 0 ? g_strdup (lost->str) : NULL;
  return pdf;
}

static GPtrArray *
collect_attachments (const KontorInvoiceInside *inside, const char *name, KontorLanguage language)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_pdf_attachment_free);

  for (guint i = 0; inside->attachments != NULL && i < inside->attachments->len; i++)
    {
      const KontorPdfAttachment *other = g_ptr_array_index (inside->attachments, i);

      g_ptr_array_add (
        attachments,
        kontor_pdf_attachment_new (
          other->name, other->mime, other->description, other->relationship, other->bytes));
    }
  if (inside->xml != NULL)
    g_ptr_array_add (attachments,
                     kontor_pdf_attachment_new (name,
                                                "text/xml",
                                                language == KONTOR_LANGUAGE_DE
                                                  ? "Rechnung als XML (EN 16931)"
                                                  : "Invoice as XML (EN 16931)",
                                                KONTOR_PDF_ALTERNATIVE,
                                                inside->xml));
  return attachments;
}

/**
 * kontor_invoice_pdf_render:
 * @invoice: as for kontor_invoice_paper_render()
 * @head: likewise
 * @mark: likewise
 * @inside: (nullable): what is put into the file
 * @created_at: UTC microseconds
 * @error: (nullable): return location
 *
 * Draws the document and packs it as PDF/A-3b, with the XML as factur-x.xml (xrechnung.xml at the
 * level XRECHNUNG) where there is one. The same input gives the same bytes. Any thread.
 *
 * Returns: (transfer full): the finished file; %NULL with %KONTOR_DOCUMENT_ERROR as for
 * kontor_invoice_paper_render() and kontor_pdf_archive()
 */
GBytes *
kontor_invoice_pdf_render (const KontorInvoice       *invoice,
                           const KontorLetterhead    *head,
                           KontorPaperMark            mark,
                           const KontorInvoiceInside *inside,
                           gint64                     created_at,
                           GError                   **error)
{
  static const KontorInvoiceInside nothing = { NULL };
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  g_autofree char  *title = NULL;
  KontorLanguage    language;
  KontorPdfMetadata metadata;
  const char       *name;

  g_return_val_if_fail (invoice != NULL && head != NULL, NULL);

  if (inside == NULL)
    inside = &nothing;
  page = kontor_invoice_paper_render (invoice, head, mark, created_at, NULL, error);
  if (page == NULL)
    return NULL;

  language = kontor_language_from_code (invoice->language);
  name = g_strcmp0 (inside->xml_level, "XRECHNUNG") == 0 ? "xrechnung.xml" : "factur-x.xml";
  attachments = collect_attachments (inside, name, language);
  title = make_title (invoice, language);
  metadata = (KontorPdfMetadata){
    .title = title,
    .author = invoice->seller.address.name,
    .subject = invoice->buyer.address.name,
    .language = kontor_language_get_code (language),
    .created_at = created_at,
    .invoice_name = inside->xml != NULL ? name : NULL,
    .invoice_level = inside->xml_level,
  };
  return kontor_pdf_archive (page, &metadata, attachments, error);
}
