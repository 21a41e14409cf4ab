/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-item.h"

typedef struct
{
  const KontorInvoiceSheet *sheet;
  double                    width_mm;
  GPtrArray                *pieces; /* (element-type KontorInvoicePiece) */
} Item;

static const KontorTextStyle name_style = { .type = KONTOR_TYPE_BODY };
static const KontorTextStyle detail_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };

static void
piece_free (KontorInvoicePiece *piece)
{
  g_object_unref (piece->layout);
  g_free (piece);
}

static void
add_piece (Item *self, const KontorTextStyle *style, const char *text)
{
  KontorInvoicePiece *piece;

  if (!kontor_invoice_sheet_has (text))
    return;

  piece = g_new0 (KontorInvoicePiece, 1);
  piece->style = style;
  piece->layout = kontor_paper_layout (self->sheet->paper, style, self->width_mm, text);
  g_ptr_array_add (self->pieces, piece);
}

static void
add_description (Item *self, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    add_piece (self, &detail_style, paragraphs[i]);
}

static void
add_attributes (Item *self, const KontorInvoiceLine *line)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < line->attributes->len; i++)
    {
      const KontorInvoiceAttribute *attribute = g_ptr_array_index (line->attributes, i);

      g_string_append_printf (text,
                              "%s%s: %s",
                              text->len > 0 ? " · " : "",
                              attribute->name != NULL ? attribute->name : "",
                              attribute->value != NULL ? attribute->value : "");
    }
  joined = g_string_free (text, FALSE);
  add_piece (self, &detail_style, joined);
}

static void
add_codes (Item *self, const KontorInvoiceLine *line)
{
  g_autofree char *sku = NULL;
  g_autofree char *gtin = NULL;
  g_autofree char *text = NULL;

  if (kontor_invoice_sheet_has (line->sku))
    sku = kontor_invoice_words_format (
      self->sheet->language, KONTOR_INVOICE_WORD_SKU, line->sku, NULL);
  if (kontor_invoice_sheet_has (line->gtin))
    gtin = g_strconcat ("GTIN ", line->gtin, NULL);
  text = sku != NULL ? g_strjoin (" · ", sku, gtin, NULL) : g_strdup (gtin);
  add_piece (self, &detail_style, text);
}

static void
add_period (Item *self, const KontorInvoiceLine *line)
{
  g_autofree char *days = NULL;
  g_autofree char *text = NULL;

  if (line->from_day == 0 && line->to_day == 0)
    return;

  days = kontor_language_format_days (self->sheet->language, line->from_day, line->to_day);
  text = g_strdup_printf (
    "%s %s", kontor_invoice_sheet_word (self->sheet, KONTOR_INVOICE_WORD_PERIOD), days);
  add_piece (self, &detail_style, text);
}

static void
add_price_base (Item *self, const KontorInvoiceLine *line)
{
  KontorLanguage   language = self->sheet->language;
  g_autofree char *figure = NULL;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;

  if (line->base_quantity_e6 == 0 || line->base_quantity_e6 == KONTOR_INVOICE_ONE)
    return;

  figure = kontor_language_format_fine (language, line->base_quantity_e6, 0);
  base = g_strdup_printf ("%s %s", figure, kontor_invoice_words_get_unit (language, line->unit));
  text = kontor_invoice_words_format (language, KONTOR_INVOICE_WORD_PRICE_PER, base, NULL);
  add_piece (self, &detail_style, text);
}

static void
add_list_price (Item *self, const KontorInvoiceLine *line)
{
  KontorLanguage   language = self->sheet->language;
  g_autofree char *figure = NULL;
  g_autofree char *text = NULL;

  if (line->list_price_e6 == 0 || self->sheet->invoice->price_mode == KONTOR_PRICE_GROSS)
    return;

  figure = kontor_language_format_fine (language, line->list_price_e6, 2);
  text = kontor_invoice_words_format (language, KONTOR_INVOICE_WORD_LIST_PRICE, figure, NULL);
  add_piece (self, &detail_style, text);
}

static void
add_adjustment (Item *self, const KontorInvoiceAdjustment *adjustment)
{
  KontorLanguage   language = self->sheet->language;
  gboolean         gross = self->sheet->invoice->price_mode == KONTOR_PRICE_GROSS;
  gint64           minor = gross ? adjustment->gross_minor : adjustment->amount_minor;
  g_autofree char *amount = NULL;
  g_autofree char *label = kontor_invoice_words_name_adjustment (language, adjustment);
  g_autofree char *text = NULL;

  amount = kontor_language_format_minor (
    language, adjustment->is_charge ? minor : -minor, self->sheet->invoice->currency);
  text = g_strdup_printf ("%s: %s", label, amount);
  add_piece (self, &detail_style, text);
}

/*
 * kontor_invoice_item_lay_out:
 * @sheet: the invoice
 * @line: one of its lines
 * @width_mm: where text breaks
 *
 * Returns: (transfer full) (element-type KontorInvoicePiece): the paragraphs of a line: name,
 * description, what it is known by, and how its price came about
 */
GPtrArray *
kontor_invoice_item_lay_out (const KontorInvoiceSheet *sheet,
                             const KontorInvoiceLine  *line,
                             double                    width_mm)
{
  Item self = { .sheet = sheet, .width_mm = width_mm };

  self.pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  add_piece (&self, &name_style, line->name);
  add_description (&self, line->description);
  add_attributes (&self, line);
  add_codes (&self, line);
  add_period (&self, line);
  add_price_base (&self, line);
  add_list_price (&self, line);
  for (guint i = 0; i < line->adjustments->len; i++)
    add_adjustment (&self, g_ptr_array_index (line->adjustments, i));
  add_description (&self, line->note);
  return self.pieces;
}
