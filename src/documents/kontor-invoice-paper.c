/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-paper.h"

#include <string.h>

#include "kontor-iban.h"
#include "kontor-invoice-sheet.h"
#include "kontor-pdf.h"

#define CONTINUED_TOP_MM 20.0
#define CONTINUED_TEXT_MM 33.0
#define PAGE_LINE_MM 5.4 /* of the line with the page's number, above the foot */

/* What is handed through the two drawings. */
typedef struct
{
  const KontorInvoice    *invoice;
  const KontorLetterhead *head;
  KontorLanguage          language;
  KontorPaperMark         mark;
  gint64                  printed_at;
  const char             *title;
} Order;

/* Returns: (transfer none): a word in the document's language */
const char *
kontor_invoice_sheet_word (const KontorInvoiceSheet *self, KontorInvoiceWord word)
{
  return kontor_invoice_words_get (self->language, word);
}

/* Returns: whether something is said */
gboolean
kontor_invoice_sheet_has (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Returns: whether the customer has to pay: an invoice with something open */
gboolean
kontor_invoice_sheet_is_demand (const KontorInvoice *invoice)
{
  return invoice->kind != KONTOR_INVOICE_QUOTATION && invoice->kind != KONTOR_INVOICE_CONFIRMATION
         && !kontor_invoice_is_credit (invoice) && invoice->totals.due_minor > 0;
}

/* Returns: whether VAT is charged, or rates have to be told apart */
gboolean
kontor_invoice_sheet_has_tax (const KontorInvoice *invoice)
{
  return invoice->totals.tax_minor != 0 || invoice->taxes->len > 1;
}

static void
draw_page_number (const KontorInvoiceSheet *self)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_SMALL,
                                         .ink = KONTOR_INK_DIM,
                                         .align = PANGO_ALIGN_RIGHT };
  g_autofree char             *page = kontor_language_format_page (
    self->language, kontor_paper_get_page (self->paper), kontor_paper_get_n_pages (self->paper));
  g_autofree char *text = NULL;

  if (self->mark == KONTOR_PAPER_SAMPLE)
    text = g_strdup_printf (
      "%s · %s", kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_SAMPLE), page);
  kontor_paper_text (self->paper,
                     &style,
                     KONTOR_SHEET_LEFT_MM,
                     kontor_sheet_get_bottom (self->paper, self->head) + 8.0 - PAGE_LINE_MM - 0.4,
                     KONTOR_INVOICE_WIDTH_MM,
                     text != NULL ? text : page);
}

/* What every page has. */
static void
begin_page (KontorInvoiceSheet *self)
{
  kontor_paper_begin_page (self->paper);
  if (kontor_paper_get_cairo (self->paper) == NULL)
    return;

  if (!kontor_invoice_sheet_has (self->invoice->number))
    kontor_paper_ghost (self->paper, kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_DRAFT));
  else if (self->mark == KONTOR_PAPER_SAMPLE)
    kontor_paper_ghost (self->paper, kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_SAMPLE));
  kontor_sheet_draw_marks (self->paper);
  kontor_sheet_draw_footer (self->paper, self->head);
  draw_page_number (self);
}

static void
draw_continued (const KontorInvoiceSheet *self)
{
  static const KontorTextStyle left = { .type = KONTOR_TYPE_BODY,
                                        .weight = PANGO_WEIGHT_BOLD,
                                        .max_lines = 1 };
  static const KontorTextStyle right = {
    .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM, .align = PANGO_ALIGN_RIGHT, .max_lines = 1
  };
  g_autofree char *title = NULL;
  g_autofree char *day = kontor_language_format_day (self->language, self->invoice->issue_day);

  title = self->mark == KONTOR_PAPER_COPY ? g_strdup_printf (
            "%s · %s", self->title, kontor_paper_get_word (self->paper, KONTOR_WORD_COPY))
                                          : g_strdup (self->title);
  kontor_paper_text (self->paper, &left, KONTOR_SHEET_LEFT_MM, CONTINUED_TOP_MM, 120.0, title);
  kontor_paper_text (
    self->paper, &right, KONTOR_SHEET_LEFT_MM, CONTINUED_TOP_MM, KONTOR_INVOICE_WIDTH_MM, day);
}

/* Goes to the next page, below its title. */
void
kontor_invoice_sheet_next_page (KontorInvoiceSheet *self)
{
  begin_page (self);
  draw_continued (self);
  self->y_mm = CONTINUED_TEXT_MM;
}

/* Goes to the next page if the rest of this one is lower than @height_mm. */
void
kontor_invoice_sheet_need (KontorInvoiceSheet *self, double height_mm)
{
  if (self->y_mm + height_mm > self->bottom_mm && self->y_mm > CONTINUED_TEXT_MM)
    kontor_invoice_sheet_next_page (self);
}

static void
draw_paragraph (KontorInvoiceSheet *self, const KontorTextStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = kontor_paper_layout (
    self->paper, style, KONTOR_INVOICE_WIDTH_MM, text);
  double leading = kontor_paper_get_leading (self->paper, style->type);
  int    n_lines = pango_layout_get_line_count (layout);

  if (*pango_layout_get_text (layout) == '\0')
    return;

  kontor_invoice_sheet_need (self, MIN (n_lines, 2) * leading); /* no line by itself at the foot */
  for (int line = 0; line < n_lines; line++)
    {
      kontor_invoice_sheet_need (self, leading);
      kontor_paper_draw_lines (
        self->paper, layout, style, KONTOR_SHEET_LEFT_MM, self->y_mm, line, 1);
      self->y_mm += leading;
    }
}

/* Writes text over the whole width, on to the next page if need be; each line of @text (nullable)
 * is a paragraph. */
void
kontor_invoice_sheet_paragraph (KontorInvoiceSheet    *self,
                                const KontorTextStyle *style,
                                const char            *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    draw_paragraph (self, style, lines[i]);
}

static void
draw_invoice (KontorPaper *paper, gconstpointer data)
{
  const Order       *order = data;
  KontorInvoiceSheet sheet = {
    .paper = paper,
    .invoice = order->invoice,
    .head = order->head,
    .language = order->language,
    .mark = order->mark,
    .printed_at = order->printed_at,
    .title = order->title,
    .bottom_mm = kontor_sheet_get_bottom (paper, order->head) - 1.0,
  };

  kontor_paper_begin_section (paper);
  begin_page (&sheet);
  kontor_invoice_sheet_draw_head (&sheet);
  kontor_invoice_sheet_draw_lines (&sheet);
  kontor_invoice_sheet_draw_totals (&sheet);
  kontor_invoice_sheet_draw_notes (&sheet);
  kontor_invoice_sheet_draw_payment (&sheet);
}

static void
add_line (GString *block, const char *before, const char *text)
{
  if (kontor_invoice_sheet_has (text))
    g_string_append_printf (block, "%s%s%s", block->len > 0 ? "\n" : "", before, text);
}

static void
add_block (GPtrArray *blocks, GString *block)
{
  if (block->len > 0)
    g_ptr_array_add (blocks, g_string_free (block, FALSE));
  else
    g_string_free (block, TRUE);
}

static void
add_address (GPtrArray *blocks, const KontorInvoice *invoice)
{
  const KontorAddress *address = &invoice->seller.address;
  GString             *block = g_string_new (NULL);
  g_autofree char     *city = NULL;
  gboolean             abroad = g_strcmp0 (address->country, invoice->buyer.address.country) != 0;

  city = g_strjoin (" ",
                    address->postcode != NULL ? address->postcode : "",
                    address->city != NULL ? address->city : "",
                    NULL);
  add_line (block, "", address->name);
  add_line (block, "", address->street);
  add_line (block, "", address->extra);
  add_line (block, "", g_strstrip (city));
  if (abroad)
    add_line (block,
              "",
              kontor_language_get_country (kontor_language_from_code (invoice->language),
                                           address->country));
  add_block (blocks, block);
}

static void
add_contact (GPtrArray *blocks, const KontorInvoice *invoice, const KontorLetterhead *head)
{
  GString *block = g_string_new (NULL);

  add_line (block, "", invoice->seller.phone);
  add_line (block, "", invoice->seller.email);
  add_line (block, "", head->website);
  add_block (blocks, block);
}

static void
add_bank (GPtrArray *blocks, const KontorInvoice *invoice, const KontorLetterhead *head)
{
  const KontorInvoiceAccount *account;
  GString                    *block = g_string_new (NULL);
  g_autofree char            *iban = NULL;

  if (invoice->payment.accounts->len > 0)
    {
      account = g_ptr_array_index (invoice->payment.accounts, 0);
      iban = kontor_iban_format (account->iban);
      add_line (block, "", head->bank);
      add_line (block, "IBAN ", iban);
      add_line (block, "BIC ", account->bic);
    }
  add_block (blocks, block);
}

/* § 14 Abs. 4 Nr. 2 UStG, § 35a GmbHG: who is behind the invoice. */
static void
add_legal (GPtrArray *blocks, const KontorInvoice *invoice, KontorLanguage language)
{
  const KontorInvoiceParty *seller = &invoice->seller;
  GString                  *block = g_string_new (NULL);
  g_autofree char          *vat = NULL;
  g_autofree char          *tax = NULL;

  vat = g_strconcat (kontor_invoice_words_get (language, KONTOR_INVOICE_WORD_VAT_ID), " ", NULL);
  tax = g_strconcat (
    kontor_invoice_words_get (language, KONTOR_INVOICE_WORD_TAX_NUMBER), " ", NULL);
  add_line (block, vat, seller->vat_id);
  add_line (block, tax, seller->tax_number);
  add_line (block, "", seller->legal_id.id);
  add_line (block, "", seller->legal_info);
  add_block (blocks, block);
}

static char **
make_footer (const KontorInvoice *invoice, const KontorLetterhead *head, KontorLanguage language)
{
  GPtrArray *blocks = g_ptr_array_new ();

  add_address (blocks, invoice);
  add_contact (blocks, invoice, head);
  add_bank (blocks, invoice, head);
  add_legal (blocks, invoice, language);
  g_ptr_array_add (blocks, NULL);
  return (char **) g_ptr_array_free (blocks, FALSE);
}

static char *
make_sender_line (const KontorAddress *address)
{
  GString         *line = g_string_new (address->name != NULL ? address->name : "");
  g_autofree char *city = NULL;

  city = g_strjoin (" ",
                    address->postcode != NULL ? address->postcode : "",
                    address->city != NULL ? address->city : "",
                    NULL);
  if (kontor_invoice_sheet_has (address->street))
    g_string_append_printf (line, " · %s", address->street);
  if (*g_strstrip (city) != '\0')
    g_string_append_printf (line, " · %s", city);
  return g_string_free (line, FALSE);
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
  KontorLanguage   language;
  KontorLetterhead face;
  KontorPaperSetup setup;
  g_auto (GStrv) footer = NULL;
  g_autofree char *sender_line = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GString) lost = g_string_new (NULL);
  GBytes *pdf;

  g_return_val_if_fail (invoice != NULL && head != NULL, NULL);

  language = kontor_language_from_code (invoice->language);
  footer = make_footer (invoice, head, language);
  sender_line = make_sender_line (&invoice->seller.address);
  title = make_title (invoice, language);
  face = *head; /* borrowed, with the invoice's own facts */
  face.footer = footer;
  face.sender_line = sender_line;
  face.company = kontor_invoice_sheet_has (invoice->seller.trade_name)
                   ? invoice->seller.trade_name
                   : invoice->seller.address.name;
  face.country = invoice->seller.address.country;
  setup = kontor_sheet_setup (&face, title, language, printed_at);
  setup.missing = lost;
  pdf = kontor_paper_render (
    &setup, draw_invoice, &(Order){ invoice, &face, language, mark, printed_at, title }, error);
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
