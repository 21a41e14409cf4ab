/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sheet.h"

#include "kontor-girocode.h"
#include "kontor-iban.h"
#include "kontor-number.h"

#define GAP_MM 6.0
#define PADDING_MM 4.5
#define RADIUS_MM 1.8
#define MODULE_MM 0.5 /* EPC069-12 wants at least that for paper */
#define VALUE_OFFSET_MM 34.5
#define TEXT_GAP_MM 1.6
#define MAX_ROWS 12

typedef enum
{
  ROW_FIELD,
  ROW_LEAD, /* what is to be paid */
  ROW_TEXT, /* over both columns */
} RowKind;

typedef struct
{
  RowKind     kind;
  const char *label;
  char       *value; /* (owned) */
} Row;

/* A tinted box with rows to the left and the code to the right. */
typedef struct
{
  KontorInvoiceSheet *sheet;
  Row                 rows[MAX_ROWS];
  guint               n_rows;
  KontorBarcode      *code; /* (owned) (nullable) */
} Box;

static void
box_clear (Box *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    g_free (self->rows[i].value);
  g_clear_pointer (&self->code, kontor_barcode_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Box, box_clear)

static const KontorTextStyle label_style = { .type = KONTOR_TYPE_BODY,
                                             .ink = KONTOR_INK_DIM,
                                             .max_lines = 1 };
static const KontorTextStyle value_style = { .type = KONTOR_TYPE_BODY };
static const KontorTextStyle lead_style = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD };

static void
take_row (Box *self, RowKind kind, const char *label, char *value)
{
  if (!kontor_invoice_sheet_has (value) || self->n_rows == MAX_ROWS)
    {
      g_free (value); /* taken, and not kept */
      return;
    }

  self->rows[self->n_rows++] = (Row){ kind, label, value };
}

static void
add_field (Box *self, KontorInvoiceWord word, const char *value)
{
  take_row (self, ROW_FIELD, kontor_invoice_sheet_word (self->sheet, word), g_strdup (value));
}

static gboolean
is_one_of (const char *code, const char *const *codes)
{
  return g_strv_contains (codes, code != NULL ? code : "");
}

static gboolean
is_transfer (const KontorInvoice *invoice)
{
  static const char *const codes[] = { "", "30", "42", "58", NULL };

  return invoice->payment.accounts->len > 0 && is_one_of (invoice->payment.means, codes);
}

static const KontorInvoiceAccount *
get_account (const KontorInvoice *invoice)
{
  return g_ptr_array_index (invoice->payment.accounts, 0);
}

static const char *
get_payee (const KontorInvoice *invoice)
{
  const char *holder = get_account (invoice)->name;

  return kontor_invoice_sheet_has (holder) ? holder : invoice->seller.address.name;
}

static const char *
get_remittance (const KontorInvoice *invoice)
{
  return kontor_invoice_sheet_has (invoice->payment.remittance) ? invoice->payment.remittance
                                                                : invoice->number;
}

/* No code where it would mislead: other currencies, an account that is wrong, a draft. */
static KontorBarcode *
make_code (const KontorInvoice *invoice)
{
  const char    *remittance = get_remittance (invoice);
  gboolean       structured = kontor_creditor_reference_is_valid (remittance);
  KontorGirocode code = {
    .name = get_payee (invoice),
    .iban = get_account (invoice)->iban,
    .bic = get_account (invoice)->bic,
    .amount_minor = invoice->totals.due_minor,
    .reference = structured ? remittance : NULL,
    .text = structured ? NULL : remittance,
  };

  if (g_strcmp0 (invoice->currency, "EUR") != 0 || !kontor_invoice_sheet_has (invoice->number))
    return NULL;

  return kontor_girocode_new (&code, NULL);
}

static char *
format_due (const KontorInvoiceSheet *sheet)
{
  const KontorInvoice *invoice = sheet->invoice;
  g_autofree char     *amount = kontor_language_format_money (
    sheet->language, invoice->totals.due_minor, invoice->currency);
  g_autofree char *day = kontor_language_format_day (sheet->language, invoice->payment.due_day);

  if (*day == '\0')
    return g_steal_pointer (&amount);

  return kontor_invoice_words_format (sheet->language, KONTOR_INVOICE_WORD_PAY_BY, amount, day);
}

/* "2 % Skonto (5,16 €) bei Zahlung bis 27.11.2026: 252,69 €" */
static void
add_discount (Box *self, const KontorInvoiceDiscount *discount)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  KontorLanguage       language = self->sheet->language;
  gint64 base = discount->base_minor != 0 ? discount->base_minor : invoice->totals.gross_minor;
  gint64 minor = 0;
  g_autofree char *percent = kontor_language_format_percent (language, discount->percent_e6);
  g_autofree char *day = kontor_language_format_day (language, invoice->issue_day + discount->days);
  g_autofree char *off = NULL;
  g_autofree char *rest = NULL;

  if (!kontor_scale_rounded (base, discount->percent_e6, 100 * KONTOR_INVOICE_ONE, &minor))
    return;

  off = kontor_language_format_money (language, minor, invoice->currency);
  rest = kontor_language_format_money (
    language, invoice->totals.due_minor - minor, invoice->currency);
  take_row (self,
            ROW_TEXT,
            NULL,
            g_strdup_printf (language == KONTOR_LANGUAGE_DE
                               ? "%s Skonto (%s) bei Zahlung bis %s, dann %s."
                               : "%s cash discount (%s) when paid by %s, then %s.",
                             percent,
                             off,
                             day,
                             rest));
}

static void
add_terms (Box *self)
{
  const KontorInvoicePayment *payment = &self->sheet->invoice->payment;

  for (guint i = 0; i < payment->discounts->len; i++)
    add_discount (self, g_ptr_array_index (payment->discounts, i));
  take_row (self, ROW_TEXT, NULL, g_strdup (payment->terms));
}

static void
fill_transfer (Box *self)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  g_autofree char     *iban = kontor_iban_format (get_account (invoice)->iban);

  add_field (self, KONTOR_INVOICE_WORD_PAYEE, get_payee (invoice));
  add_field (self, KONTOR_INVOICE_WORD_IBAN, iban);
  add_field (self, KONTOR_INVOICE_WORD_BIC, get_account (invoice)->bic);
  add_field (self, KONTOR_INVOICE_WORD_REMITTANCE, get_remittance (invoice));
  self->code = make_code (invoice);
}

static void
fill_debit (Box *self)
{
  const KontorInvoicePayment *payment = &self->sheet->invoice->payment;
  KontorLanguage              language = self->sheet->language;
  g_autofree char            *iban = kontor_iban_format (payment->debtor_iban);
  g_autofree char            *amount = kontor_language_format_money (
    language, self->sheet->invoice->totals.due_minor, self->sheet->invoice->currency);
  g_autofree char *day = kontor_language_format_day (language, payment->due_day);

  self->n_rows = 0;
  take_row (self,
            ROW_TEXT,
            NULL,
            kontor_invoice_words_format (language, KONTOR_INVOICE_WORD_DEBIT, amount, day));
  add_field (self, KONTOR_INVOICE_WORD_DEBIT_DETAILS, iban);
  if (kontor_invoice_sheet_has (payment->mandate))
    take_row (self,
              ROW_TEXT,
              NULL,
              kontor_invoice_words_format (
                language, KONTOR_INVOICE_WORD_MANDATE, payment->mandate, payment->creditor_id));
}

static void
fill_demand (Box *self)
{
  const KontorInvoice *invoice = self->sheet->invoice;
  gboolean             debit = g_strcmp0 (invoice->payment.means, "59") == 0
                   && kontor_invoice_sheet_has (invoice->payment.debtor_iban);

  if (debit)
    fill_debit (self);
  else
    {
      take_row (self,
                ROW_LEAD,
                kontor_invoice_sheet_word (self->sheet, KONTOR_INVOICE_WORD_PAY),
                format_due (self->sheet));
      if (is_transfer (invoice))
        fill_transfer (self);
      else
        take_row (self, ROW_TEXT, NULL, g_strdup (invoice->payment.means_text));
    }
  add_terms (self);
}

static void
fill_paid (Box *self)
{
  const KontorInvoicePayment *payment = &self->sheet->invoice->payment;
  const char *means = kontor_invoice_words_get_means (self->sheet->language, payment->means);

  if (kontor_invoice_sheet_has (payment->means_text))
    means = payment->means_text;
  if (means != NULL)
    take_row (self,
              ROW_TEXT,
              NULL,
              kontor_invoice_words_format (
                self->sheet->language, KONTOR_INVOICE_WORD_PAID_BY, means, NULL));
  take_row (self,
            ROW_TEXT,
            NULL,
            g_strdup (kontor_invoice_sheet_word (self->sheet, KONTOR_INVOICE_WORD_PAID_NOTICE)));
}

static double
code_width (const Box *self)
{
  return self->code != NULL ? kontor_barcode_get_width (self->code) * MODULE_MM : 0.0;
}

static double
text_width (const Box *self, const Row *row)
{
  double width = KONTOR_INVOICE_WIDTH_MM - 2.0 * PADDING_MM;

  if (self->code != NULL)
    width -= code_width (self) + 2.0 * PADDING_MM;
  return row->kind == ROW_TEXT ? width : width - VALUE_OFFSET_MM;
}

static PangoLayout *
lay_out (const Box *self, const Row *row)
{
  return kontor_paper_layout (self->sheet->paper,
                              row->kind == ROW_LEAD ? &lead_style : &value_style,
                              text_width (self, row),
                              row->value);
}

/* Sentences keep a little distance from what is in columns. */
static double
row_gap (const Box *self, guint index)
{
  const Row *row = &self->rows[index];

  return index > 0 && (row->kind == ROW_TEXT) != (row[-1].kind == ROW_TEXT) ? TEXT_GAP_MM : 0.0;
}

static double
row_height (const Box *self, guint index)
{
  g_autoptr (PangoLayout) layout = lay_out (self, &self->rows[index]);

  return pango_layout_get_line_count (layout)
           * kontor_paper_get_leading (self->sheet->paper, KONTOR_TYPE_BODY)
         + 0.4;
}

static double
measure (const Box *self)
{
  double height = 0.0;
  double code = 0.0;

  for (guint i = 0; i < self->n_rows; i++)
    height += row_gap (self, i) + row_height (self, i);
  if (self->code != NULL)
    code = code_width (self)
           + 2.0 * kontor_paper_get_leading (self->sheet->paper, KONTOR_TYPE_SMALL);

  return MAX (height, code) + 2.0 * PADDING_MM;
}

static void
draw_row (const Box *self, const Row *row, double y)
{
  double x = KONTOR_SHEET_LEFT_MM + PADDING_MM;

  if (row->kind != ROW_TEXT)
    {
      kontor_paper_text (self->sheet->paper, &label_style, x, y, VALUE_OFFSET_MM - 1.0, row->label);
      x += VALUE_OFFSET_MM;
    }
  kontor_paper_text (self->sheet->paper,
                     row->kind == ROW_LEAD ? &lead_style : &value_style,
                     x,
                     y,
                     text_width (self, row),
                     row->value);
}

static void
draw_code (const Box *self, double y)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_SMALL,
                                         .ink = KONTOR_INK_DIM,
                                         .align = PANGO_ALIGN_CENTER };
  double                       width = code_width (self);
  double                       x = KONTOR_SHEET_RIGHT_MM - PADDING_MM - width;

  kontor_paper_fill (self->sheet->paper, KONTOR_INK_WHITE, x, y, width, width, 0.8);
  kontor_barcode_draw (
    self->code, kontor_paper_get_cairo (self->sheet->paper), x, y, MODULE_MM, 0.0);
  kontor_paper_text (self->sheet->paper,
                     &style,
                     x - 1.0,
                     y + width + 0.8,
                     width + 2.0,
                     kontor_invoice_sheet_word (self->sheet, KONTOR_INVOICE_WORD_SCAN));
}

static void
draw_box (const Box *self)
{
  KontorInvoiceSheet *sheet = self->sheet;
  double              height = measure (self);
  double              y;

  sheet->y_mm += GAP_MM;
  kontor_invoice_sheet_need (sheet, height);
  kontor_paper_fill (sheet->paper,
                     KONTOR_INK_TINT,
                     KONTOR_SHEET_LEFT_MM,
                     sheet->y_mm,
                     KONTOR_INVOICE_WIDTH_MM,
                     height,
                     RADIUS_MM);
  if (self->code != NULL)
    draw_code (self, sheet->y_mm + PADDING_MM);
  y = sheet->y_mm + PADDING_MM;
  for (guint i = 0; i < self->n_rows; i++)
    {
      y += row_gap (self, i);
      kontor_paper_begin_tag (sheet->paper, "P");
      draw_row (self, &self->rows[i], y);
      kontor_paper_end_tag (sheet->paper, "P");
      y += row_height (self, i);
    }
  sheet->y_mm += height;
}

static void
draw_terms_only (KontorInvoiceSheet *self)
{
  const KontorInvoice *invoice = self->invoice;
  g_autofree char     *day = kontor_language_format_day (self->language, invoice->valid_until_day);
  g_autofree char     *validity = NULL;

  self->y_mm += GAP_MM / 2.0;
  if (invoice->kind == KONTOR_INVOICE_QUOTATION && *day != '\0')
    validity = kontor_invoice_words_format (
      self->language, KONTOR_INVOICE_WORD_VALIDITY, day, NULL);
  kontor_invoice_sheet_paragraph (self, &lead_style, validity);
  kontor_invoice_sheet_paragraph (self, &value_style, invoice->payment.terms);
}

/* Draws how to pay, or that there is nothing to pay; then the closing words. */
void
kontor_invoice_sheet_draw_payment (KontorInvoiceSheet *self)
{
  const KontorInvoice *invoice = self->invoice;
  g_auto (Box) box = { .sheet = self };

  if (kontor_invoice_sheet_is_demand (invoice))
    fill_demand (&box);
  else if (invoice->totals.paid_minor > 0 && invoice->totals.due_minor == 0
           && !kontor_invoice_is_credit (invoice))
    fill_paid (&box);

  if (box.n_rows > 0)
    draw_box (&box);
  else
    draw_terms_only (self);

  if (kontor_invoice_sheet_has (invoice->closing))
    {
      self->y_mm += GAP_MM;
      kontor_invoice_sheet_paragraph (self, &value_style, invoice->closing);
    }
}
