/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sheet.h"

#define CONTINUED_TOP_MM 20.0
#define CONTINUED_TEXT_MM 33.0
#define PAGE_NUMBER_MM 3.2 /* below the text, above the foot */

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
                     self->bottom_mm + PAGE_NUMBER_MM,
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
  kontor_paper_begin_tag (self->paper, style->type == KONTOR_TYPE_LARGE ? "H1" : "P");
  for (int line = 0; line < n_lines; line++)
    {
      kontor_invoice_sheet_need (self, leading);
      kontor_paper_draw_lines (
        self->paper, layout, style, KONTOR_SHEET_LEFT_MM, self->y_mm, line, 1);
      self->y_mm += leading;
    }
  kontor_paper_end_tag (self->paper, style->type == KONTOR_TYPE_LARGE ? "H1" : "P");
}

/* Writes text over the whole width, on to the next page if need be; each line of @text (nullable)
 * is a paragraph, an empty one a distance. */
void
kontor_invoice_sheet_paragraph (KontorInvoiceSheet    *self,
                                const KontorTextStyle *style,
                                const char            *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] == '\0' && i > 0)
      self->y_mm += kontor_paper_get_leading (self->paper, style->type) / 2.0;
    else
      draw_paragraph (self, style, lines[i]);
}

static void
draw_letter (KontorPaper *paper, gconstpointer data)
{
  const KontorInvoiceLetter *letter = data;
  KontorInvoiceSheet         sheet = {
            .paper = paper,
            .invoice = letter->invoice,
            .head = letter->head,
            .language = kontor_language_from_code (letter->invoice->language),
            .mark = letter->mark,
            .printed_at = letter->printed_at,
            .title = letter->title,
            .intro = letter->intro,
            .bottom_mm = kontor_sheet_get_bottom (paper, letter->head) - 1.0,
  };

  kontor_paper_begin_section (paper);
  begin_page (&sheet);
  kontor_paper_begin_tag (paper, "Document");
  letter->draw (&sheet, letter->data);
  kontor_paper_end_tag (paper, "Document");
}

/*
 * kontor_invoice_letter_render:
 * @self: what to draw; its head is the one of the settings
 * @missing: (nullable): takes the characters that the font has no sign for
 * @error: (nullable): return location
 *
 * Draws a letter with the face of the sender and the facts of the invoice.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR
 */
GBytes *
kontor_invoice_letter_render (const KontorInvoiceLetter *self, GString *missing, GError **error)
{
  const KontorInvoice *invoice = self->invoice;
  KontorLetterhead     face = *self->head; /* borrowed, with the invoice's own facts */
  KontorInvoiceLetter  letter = *self;
  g_auto (GStrv) footer = kontor_invoice_face_make_footer (invoice, self->head);
  g_autofree char *sender_line = kontor_invoice_face_make_sender_line (invoice);
  KontorPaperSetup setup;

  face.footer = footer;
  face.sender_line = sender_line;
  face.company = kontor_invoice_sheet_has (invoice->seller.trade_name)
                   ? invoice->seller.trade_name
                   : invoice->seller.address.name;
  face.country = invoice->seller.address.country;
  letter.head = &face;
  setup = kontor_sheet_setup (
    &face, self->title, kontor_language_from_code (invoice->language), self->printed_at);
  setup.missing = missing;
  return kontor_paper_render (&setup, draw_letter, &letter, error);
}
