/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-reminder.h"

#include <string.h>

#include "kontor-invoice-sums.h"
#include "kontor-number.h"
#include "kontor-paper-table.h"
#include "kontor-pdf.h"

#define GAP_MM 5.0

typedef struct
{
  const KontorReminder *reminder;
  gint64                open_minor; /* of all items */
} Reminder;

typedef enum
{
  WORD_DAMAGES,
  WORD_DAYS_LATE,
  WORD_DUE,
  WORD_FEE,
  WORD_GROSS,
  WORD_INTEREST,
  WORD_INVOICE,
  WORD_INVOICE_DATE,
  WORD_LUMP_SUM,
  WORD_OPEN,
  WORD_OPEN_TOTAL,
  WORD_PAID_MEANWHILE,
  WORD_TOTAL,
} Word;

static const char *const words[][KONTOR_N_LANGUAGES] = {
  [WORD_DAMAGES]
  = { "Interest, fee and lump sum are damages for late payment (§§ 286, 288 BGB) and carry "
      "no VAT.",
      "Zinsen, Gebühr und Pauschale sind Verzugsschaden (§§ 286, 288 BGB) und "
      "enthalten keine Umsatzsteuer." },
  [WORD_DAYS_LATE] = { "Days late", "Verzugstage" },
  [WORD_DUE] = { "Due", "Fällig" },
  [WORD_FEE] = { "Reminder fee", "Mahngebühr" },
  [WORD_GROSS] = { "Total", "Betrag" },
  [WORD_INTEREST] = { "Interest for late payment", "Verzugszinsen" },
  [WORD_INVOICE] = { "Invoice", "Rechnung" },
  [WORD_INVOICE_DATE] = { "Date", "Datum" },
  [WORD_LUMP_SUM] = { "Lump sum for late payment", "Verzugspauschale" },
  [WORD_OPEN] = { "Open", "Offen" },
  [WORD_OPEN_TOTAL] = { "Open invoices", "Offene Rechnungen" },
  [WORD_PAID_MEANWHILE] = { "If you have paid in the meantime, this letter needs no answer.",
                            "Haben Sie inzwischen gezahlt, ist dieses Schreiben erledigt." },
  [WORD_TOTAL] = { "To pay", "Zu zahlen" },
};

static const char *const titles[KONTOR_REMINDER_N_LEVELS][KONTOR_N_LANGUAGES] = {
  [KONTOR_REMINDER_FRIENDLY] = { "Payment reminder", "Zahlungserinnerung" },
  [KONTOR_REMINDER_FIRST] = { "First overdue notice", "Erste Mahnung" },
  [KONTOR_REMINDER_SECOND] = { "Second overdue notice", "Zweite Mahnung" },
  [KONTOR_REMINDER_LAST] = { "Final notice", "Letzte Mahnung" },
};

/* "%s" is the last day to pay. */
static const char *const intros[KONTOR_REMINDER_N_LEVELS][KONTOR_N_LANGUAGES] = {
  [KONTOR_REMINDER_FRIENDLY] = { "Perhaps it slipped your attention: we have not yet received "
                                 "payment for the invoices below. Could you settle them by %s?",
                                 "vielleicht ist es Ihnen entgangen: Zu den folgenden Rechnungen "
                                 "ist bei uns noch keine Zahlung eingegangen. Bitte gleichen Sie "
                                 "sie bis zum %s aus." },
  [KONTOR_REMINDER_FIRST] = { "The invoices below are overdue. Please pay them by %s.",
                              "die folgenden Rechnungen sind überfällig. Bitte zahlen Sie den "
                              "offenen Betrag bis zum %s." },
  [KONTOR_REMINDER_SECOND]
  = { "In spite of our notice the invoices below are still open. We expect "
      "your payment by %s.",
      "trotz unserer Mahnung sind die folgenden Rechnungen noch offen. Wir "
      "erwarten Ihre Zahlung bis zum %s." },
  [KONTOR_REMINDER_LAST]
  = { "This is our final notice. If your payment does not reach us by %s, we "
      "shall take legal action without further notice.",
      "dies ist unsere letzte Mahnung. Geht Ihre Zahlung nicht bis zum %s "
      "ein, leiten wir ohne weitere Ankündigung gerichtliche Schritte ein." },
};

static const char *const salutations[KONTOR_N_LANGUAGES] = {
  [KONTOR_LANGUAGE_EN] = "Dear Sir or Madam,",
  [KONTOR_LANGUAGE_DE] = "Sehr geehrte Damen und Herren,",
};

static const char *
word (const KontorInvoiceSheet *sheet, Word key)
{
  return words[key][sheet->language];
}

static double
next_page (KontorPaper *paper, gconstpointer data)
{
  KontorInvoiceSheet *sheet = (KontorInvoiceSheet *) data; /* the table hands it through */

  kontor_invoice_sheet_next_page (sheet);
  return sheet->y_mm;
}

#define N_COLUMNS 6

static void
draw_item (KontorTable *table, const KontorInvoiceSheet *sheet, const KontorReminderItem *item)
{
  KontorLanguage    language = sheet->language;
  const char       *currency = sheet->invoice->currency;
  g_autofree char  *day = kontor_language_format_day (language, item->day);
  g_autofree char  *due = kontor_language_format_day (language, item->due_day);
  g_autofree char  *late = g_strdup_printf ("%" G_GINT64_FORMAT, item->days_late);
  g_autofree char  *gross = kontor_language_format_minor (language, item->gross_minor, currency);
  g_autofree char  *open = kontor_language_format_minor (language, item->open_minor, currency);
  const char *const cells[N_COLUMNS] = { item->number, day, due, late, gross, open };

  kontor_table_row (table, cells);
}

/* What the longest of the days needs; the rest is left for the number. */
static double
measure_days (const KontorInvoiceSheet *sheet, const KontorReminder *reminder, gboolean due)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY };
  double                       width = 14.0;

  for (guint i = 0; i < reminder->n_items; i++)
    {
      const KontorReminderItem *item = &reminder->items[i];
      g_autofree char          *day = kontor_language_format_day (sheet->language,
                                                         due ? item->due_day : item->day);

      width = MAX (width, kontor_paper_measure (sheet->paper, &style, day) + 0.5);
    }
  return width;
}

static void
draw_items (KontorInvoiceSheet *sheet, const KontorReminder *reminder)
{
  const KontorColumn columns[N_COLUMNS] = {
    { word (sheet, WORD_INVOICE), 0.0, KONTOR_CELL_TEXT, PANGO_WEIGHT_MEDIUM },
    { word (sheet, WORD_INVOICE_DATE), measure_days (sheet, reminder, FALSE), KONTOR_CELL_TEXT },
    { word (sheet, WORD_DUE), measure_days (sheet, reminder, TRUE), KONTOR_CELL_TEXT },
    { word (sheet, WORD_DAYS_LATE), 17.0, KONTOR_CELL_FIGURE },
    { word (sheet, WORD_GROSS), 22.0, KONTOR_CELL_FIGURE },
    { word (sheet, WORD_OPEN), 22.0, KONTOR_CELL_FIGURE, PANGO_WEIGHT_MEDIUM },
  };
  KontorTable table = {
    .paper = sheet->paper,
    .columns = columns,
    .n_columns = N_COLUMNS,
    .left_mm = KONTOR_SHEET_LEFT_MM,
    .right_mm = KONTOR_SHEET_RIGHT_MM,
    .bottom_mm = sheet->bottom_mm,
    .begin_page = next_page,
    .data = sheet,
  };
  g_autofree char *fraction = kontor_language_format_minor (
    sheet->language, 0, sheet->invoice->currency);

  kontor_table_begin (&table, sheet->y_mm);
  kontor_table_reserve_fraction (&table, 4, fraction);
  kontor_table_reserve_fraction (&table, 5, fraction);
  kontor_table_heading (&table);
  for (guint i = 0; i < reminder->n_items && !kontor_paper_has_failed (sheet->paper); i++)
    draw_item (&table, sheet, &reminder->items[i]);
  sheet->y_mm = table.y_mm;
}

static void
add_damage (const KontorInvoiceSheet *sheet, GPtrArray *sums, Word label, gint64 minor)
{
  if (minor != 0)
    kontor_invoice_sums_add (sums, KONTOR_INVOICE_SUM_PLAIN, word (sheet, label), minor);
}

static gboolean
has_damages (const KontorReminder *reminder)
{
  return reminder->interest_minor != 0 || reminder->fee_minor != 0 || reminder->lump_sum_minor != 0;
}

static void
draw_sums (KontorInvoiceSheet *sheet, const Reminder *self)
{
  const KontorReminder *reminder = self->reminder;
  g_autoptr (GPtrArray) sums = kontor_invoice_sums_new ();

  if (has_damages (reminder))
    add_damage (sheet, sums, WORD_OPEN_TOTAL, self->open_minor);
  add_damage (sheet, sums, WORD_INTEREST, reminder->interest_minor);
  add_damage (sheet, sums, WORD_FEE, reminder->fee_minor);
  add_damage (sheet, sums, WORD_LUMP_SUM, reminder->lump_sum_minor);
  kontor_invoice_sums_add (
    sums, KONTOR_INVOICE_SUM_FINAL, word (sheet, WORD_TOTAL), sheet->invoice->totals.due_minor);
  kontor_invoice_sheet_need (sheet, GAP_MM + kontor_invoice_sums_measure (sheet, sums));
  sheet->y_mm += GAP_MM;
  kontor_invoice_sums_draw (sheet, sums);
}

static void
draw_reminder (KontorInvoiceSheet *sheet, gconstpointer data)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY };
  const Reminder              *self = data;

  kontor_invoice_sheet_draw_head (sheet);
  draw_items (sheet, self->reminder);
  draw_sums (sheet, self);
  sheet->y_mm += GAP_MM;
  if (has_damages (self->reminder))
    kontor_invoice_sheet_paragraph (sheet, &style, word (sheet, WORD_DAMAGES));
  kontor_invoice_sheet_paragraph (sheet, &style, word (sheet, WORD_PAID_MEANWHILE));
  kontor_invoice_sheet_draw_payment (sheet);
}

static char *
make_intro (const KontorReminder *reminder, KontorLanguage language)
{
  g_autofree char *day = NULL;
  g_auto (GStrv) parts = NULL;

  if (kontor_invoice_sheet_has (reminder->letter->intro))
    return g_strdup (reminder->letter->intro);

  day = kontor_language_format_day (language, reminder->letter->payment.due_day);
  parts = g_strsplit (intros[reminder->level][language], "%s", 2);
  return g_strconcat (salutations[language], "\n\n", parts[0], day, parts[1], NULL);
}

static char *
make_title (const KontorReminder *reminder, KontorLanguage language)
{
  const char *number = reminder->letter->number;

  return g_strjoin (kontor_invoice_sheet_has (number) ? " " : "",
                    titles[reminder->level][language],
                    number != NULL ? number : "",
                    NULL);
}

/* The first number says enough to find the rest. */
static char *
make_remittance (const KontorReminder *reminder)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reminder->n_items; i++)
    {
      const char *number = reminder->items[i].number;

      if (number == NULL || text->len + strlen (number) + 2 > 140)
        break;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", number);
    }

  return g_string_free (text, FALSE);
}

static gboolean
add_up (const KontorReminder *reminder, gint64 *open_minor, gint64 *due_minor, GError **error)
{
  gboolean fits = TRUE;

  *open_minor = 0;
  for (guint i = 0; i < reminder->n_items; i++)
    fits = fits && kontor_add_checked (*open_minor, reminder->items[i].open_minor, open_minor);
  *due_minor = *open_minor;
  fits = fits && kontor_add_checked (*due_minor, reminder->interest_minor, due_minor)
         && kontor_add_checked (*due_minor, reminder->fee_minor, due_minor)
         && kontor_add_checked (*due_minor, reminder->lump_sum_minor, due_minor);
  if (!fits)
    g_set_error_literal (error,
                         KONTOR_DOCUMENT_ERROR,
                         KONTOR_DOCUMENT_ERROR_INVALID,
                         "the sum of the reminder does not fit");
  return fits;
}

static KontorInvoice *
make_letter (const KontorReminder *reminder, gint64 due_minor)
{
  KontorInvoice *letter = kontor_invoice_copy (reminder->letter);

  letter->kind = KONTOR_INVOICE_INVOICE;
  letter->totals.due_minor = due_minor;
  letter->valid_until_day = letter->delivery_day = letter->from_day = letter->to_day = 0;
  g_ptr_array_set_size (letter->payment.discounts, 0);
  g_ptr_array_set_size (letter->references.preceding, 0);
  g_free (letter->payment.remittance); /* replaced */
  letter->payment.remittance = make_remittance (reminder);
  g_clear_pointer (&letter->payment.terms, g_free);
  g_clear_pointer (&letter->references.order, g_free); /* of one of the invoices */
  g_clear_pointer (&letter->references.sales_order, g_free);
  return letter;
}

/**
 * kontor_reminder_render:
 * @reminder: what is overdue, and what it costs
 * @head: the sender's face
 * @created_at: UTC microseconds
 * @error: (nullable): return location
 *
 * Draws a reminder or a dunning letter about all invoices of a customer, as PDF/A-3b. The sum is
 * that of what is open, interest, fee and lump sum. Any thread.
 *
 * Returns: (transfer full): the finished file; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when a sum
 * does not fit or text is not UTF-8, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_reminder_render (const KontorReminder   *reminder,
                        const KontorLetterhead *head,
                        gint64                  created_at,
                        GError                **error)
{
  Reminder self = { .reminder = reminder };
  g_autoptr (KontorInvoice) letter = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autofree char    *title = NULL;
  g_autofree char    *intro = NULL;
  KontorInvoiceLetter drawing;
  KontorPdfMetadata   metadata;
  KontorLanguage      language;
  gint64              due_minor;

  g_return_val_if_fail (reminder != NULL && reminder->letter != NULL && head != NULL, NULL);
  g_return_val_if_fail (reminder->level < KONTOR_REMINDER_N_LEVELS, NULL);

  if (!add_up (reminder, &self.open_minor, &due_minor, error))
    return NULL;

  language = kontor_language_from_code (reminder->letter->language);
  letter = make_letter (reminder, due_minor);
  title = make_title (reminder, language);
  intro = make_intro (reminder, language);
  drawing = (KontorInvoiceLetter){ .invoice = letter,
                                   .head = head,
                                   .printed_at = created_at,
                                   .title = title,
                                   .intro = intro,
                                   .draw = draw_reminder,
                                   .data = &self };
  page = kontor_invoice_letter_render (&drawing, NULL, error);
  if (page == NULL)
    return NULL;

  metadata = (KontorPdfMetadata){ .title = title,
                                  .author = letter->seller.address.name,
                                  .subject = letter->buyer.address.name,
                                  .language = kontor_language_get_code (language),
                                  .created_at = created_at };
  return kontor_pdf_archive (page, &metadata, NULL, error);
}
