/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sheet.h"

/* DIN 5008:2020, form B: the information block starts 125 mm from the left and 50 mm from the top;
 * the subject two lines below the window. */
#define INFO_LEFT_MM 125.0
#define INFO_VALUE_MM 154.0
#define INFO_TOP_MM 50.0
#define INFO_BOTTOM_MM 96.5
#define DEMAND_GAP_MM 1.5
#define SUBJECT_TOP_MM 98.5

#define NO_BREAK_SPACE "\302\240"

static const KontorTextStyle label_style = { .ink = KONTOR_INK_DIM,
                                             .type = KONTOR_TYPE_BODY,
                                             .max_lines = 1 };
static const KontorTextStyle value_style = { .type = KONTOR_TYPE_BODY, .max_lines = 2 };
static const KontorTextStyle strong_style = { .type = KONTOR_TYPE_BODY,
                                              .weight = PANGO_WEIGHT_BOLD,
                                              .max_lines = 1 };

/* What finds no place in the block stands below the subject. */
typedef struct
{
  const KontorInvoiceSheet *sheet;
  double                    y_mm;
  double                    bottom_mm;
  GString                  *rest; /* (owned) */
} Info;

/* A name and its value stay on one line. */
static void
add_to_rest (Info *self, const char *label, const char *value)
{
  GString *text = g_string_new (label);

  g_string_append_printf (text, ": %s", value);
  g_string_replace (text, " ", NO_BREAK_SPACE, 0);
  g_string_append_printf (self->rest, "%s%s", self->rest->len > 0 ? " · " : "", text->str);
  g_string_free (text, TRUE);
}

static void
add_row (Info *self, KontorInvoiceWord word, const char *value, const KontorTextStyle *style)
{
  KontorPaper *paper = self->sheet->paper;
  const char  *label = kontor_invoice_sheet_word (self->sheet, word);
  double       width = KONTOR_SHEET_RIGHT_MM - INFO_VALUE_MM;
  g_autoptr (PangoLayout) layout = NULL;
  double height;

  if (!kontor_invoice_sheet_has (value))
    return;

  layout = kontor_paper_layout (paper, style, width, value);
  height = pango_layout_get_line_count (layout) * kontor_paper_get_leading (paper, style->type);
  if (self->y_mm + height > self->bottom_mm)
    {
      add_to_rest (self, label, value);
      return;
    }

  kontor_paper_begin_tag (paper, "P");
  kontor_paper_text (
    paper, &label_style, INFO_LEFT_MM, self->y_mm, INFO_VALUE_MM - INFO_LEFT_MM - 1.0, label);
  kontor_paper_text (paper, style, INFO_VALUE_MM, self->y_mm, width, value);
  kontor_paper_end_tag (paper, "P");
  self->y_mm += height;
}

static void
add_day (Info *self, KontorInvoiceWord word, gint64 day)
{
  g_autofree char *text = kontor_language_format_day (self->sheet->language, day);

  add_row (self, word, text, &value_style);
}

/* When the goods came (BT-72) or the work was done (BT-73, BT-74): § 14 Abs. 4 Nr. 6 UStG. */
static void
add_supply (Info *self)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  g_autofree char     *period = NULL;
  gboolean             planned = invoice->kind == KONTOR_INVOICE_QUOTATION
                     || invoice->kind == KONTOR_INVOICE_CONFIRMATION;

  add_day (self,
           planned ? KONTOR_INVOICE_WORD_DELIVERY_PLANNED : KONTOR_INVOICE_WORD_DELIVERY_DATE,
           invoice->delivery_day);
  period = kontor_language_format_days (self->sheet->language, invoice->from_day, invoice->to_day);
  add_row (self, KONTOR_INVOICE_WORD_PERIOD, period, &value_style);
}

static void
add_preceding (Info *self)
{
  const GPtrArray *preceding = self->sheet->invoice->references.preceding;
  GString         *text = g_string_new (NULL);
  g_autofree char *numbers = NULL;

  for (guint i = 0; i < preceding->len; i++)
    {
      const KontorInvoicePreceding *one = g_ptr_array_index (preceding, i);

      g_string_append_printf (
        text, "%s%s", text->len > 0 ? ", " : "", one->number != NULL ? one->number : "");
    }
  numbers = g_string_free (text, FALSE);
  add_row (self, KONTOR_INVOICE_WORD_FOR_INVOICE, numbers, &value_style);
}

static void
add_references (Info *self)
{
  const KontorInvoice           *invoice = self->sheet->invoice;
  const KontorInvoiceReferences *references = &invoice->references;
  const KontorInvoiceId         *customer = NULL;

  if (invoice->buyer.ids->len > 0)
    customer = g_ptr_array_index (invoice->buyer.ids, 0);
  add_preceding (self);
  if (customer != NULL)
    add_row (self, KONTOR_INVOICE_WORD_CUSTOMER_NUMBER, customer->id, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_YOUR_ORDER, references->order, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_OUR_ORDER, references->sales_order, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_DELIVERY_NOTE, references->despatch, &value_style);
  if (g_strcmp0 (references->buyer_reference, "N/A") != 0)
    add_row (self, KONTOR_INVOICE_WORD_BUYER_REFERENCE, references->buyer_reference, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_PROJECT, references->project, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_CONTRACT, references->contract, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_YOUR_VAT_ID, invoice->buyer.vat_id, &value_style);
  add_row (self, KONTOR_INVOICE_WORD_CONTACT, invoice->seller.contact, &value_style);
}

/* What is to be paid and when stands on the first page, however many follow. */
static void
add_demand (Info *self)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  g_autofree char     *due = NULL;

  if (!kontor_invoice_sheet_is_demand (invoice))
    return;

  due = kontor_language_format_money (
    self->sheet->language, invoice->totals.due_minor, invoice->currency);
  self->y_mm += DEMAND_GAP_MM;
  self->bottom_mm = INFO_BOTTOM_MM;
  add_row (self, KONTOR_INVOICE_WORD_DUE, due, &strong_style);
  add_day (self, KONTOR_INVOICE_WORD_DUE_DATE, invoice->payment.due_day);
}

static char *
draw_info (const KontorInvoiceSheet *sheet)
{
  Info info = { .sheet = sheet, .y_mm = INFO_TOP_MM, .bottom_mm = INFO_BOTTOM_MM };

  info.rest = g_string_new (NULL);
  if (kontor_invoice_sheet_is_demand (sheet->invoice))
    info.bottom_mm -= DEMAND_GAP_MM
                      + 2.0 * kontor_paper_get_leading (sheet->paper, KONTOR_TYPE_BODY);
  add_row (&info, KONTOR_INVOICE_WORD_NUMBER, sheet->invoice->number, &strong_style);
  add_day (&info, KONTOR_INVOICE_WORD_DATE, sheet->invoice->issue_day);
  add_day (&info, KONTOR_INVOICE_WORD_VALID_UNTIL, sheet->invoice->valid_until_day);
  add_supply (&info);
  add_references (&info);
  add_demand (&info);
  return g_string_free (info.rest, FALSE);
}

static void
draw_subject (KontorInvoiceSheet *self, const char *references)
{
  static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                               .weight = PANGO_WEIGHT_BOLD,
                                               .max_lines = 2 };
  static const KontorTextStyle copy_style = { .type = KONTOR_TYPE_BODY,
                                              .weight = PANGO_WEIGHT_MEDIUM,
                                              .ink = KONTOR_INK_ACCENT };
  static const KontorTextStyle intro_style = { .type = KONTOR_TYPE_BODY };
  static const KontorTextStyle references_style = { .type = KONTOR_TYPE_SMALL,
                                                    .ink = KONTOR_INK_DIM };
  g_autofree char             *copy = NULL;

  kontor_invoice_sheet_paragraph (self, &title_style, self->title);
  if (self->mark == KONTOR_PAPER_COPY)
    {
      copy = kontor_sheet_copy_sentence (self->paper, self->head, self->printed_at);
      kontor_invoice_sheet_paragraph (self, &copy_style, copy);
    }
  kontor_invoice_sheet_paragraph (self, &references_style, references);
  self->y_mm += 1.5;
  kontor_invoice_sheet_paragraph (self, &intro_style, self->intro);
  self->y_mm += 5.0;
}

/* Draws all above the lines of the first page, and says where they start. */
void
kontor_invoice_sheet_draw_head (KontorInvoiceSheet *self)
{
  g_autofree char *rest = NULL;

  kontor_sheet_draw_letterhead (self->paper, self->head);
  kontor_paper_begin_tag (self->paper, "P");
  kontor_sheet_draw_address (self->paper, self->head, &self->invoice->buyer.address);
  kontor_paper_end_tag (self->paper, "P");
  rest = draw_info (self);
  self->y_mm = SUBJECT_TOP_MM;
  draw_subject (self, rest);
}
