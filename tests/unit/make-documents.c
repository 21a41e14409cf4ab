/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>

#include "kontor-invoice-paper.h"
#include "kontor-invoice-showcase.h"
#include "kontor-invoice-vat.h"
#include "kontor-reminder.h"

/* Writes a believable document of every kind that is issued, in German and in English, into a
 * folder, to be looked at: scripts/document-pictures. */

#define CREATED_AT G_GINT64_CONSTANT (1795251600000000) /* 21 November 2026, 9:00 UTC */

static const char *const languages[] = { "de", "en" };

static const char *folder;

static void
keep (const char *name, const char *language, GBytes *pdf, GError *error)
{
  g_autofree char *file = g_strdup_printf ("%s/%s-%s.pdf", folder, name, language);

  if (pdf == NULL
      || !g_file_set_contents (
        file, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error))
    g_error ("%s: %s", file, error->message);
}

static void
keep_invoice (const char *name, KontorInvoice *invoice, KontorPaperMark mark)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (!kontor_invoice_compute (invoice, &error))
    g_error ("%s: %s", name, error->message);
  pdf = kontor_invoice_paper_render (invoice, &head, mark, CREATED_AT, NULL, &error);
  keep (name, invoice->language, pdf, g_steal_pointer (&error));
}

static void
make_kinds (const char *language)
{
  static const char *const names[KONTOR_INVOICE_N_KINDS] = {
    [KONTOR_INVOICE_QUOTATION] = "quotation",
    [KONTOR_INVOICE_CONFIRMATION] = "order-confirmation",
    [KONTOR_INVOICE_INVOICE] = "invoice-net",
    [KONTOR_INVOICE_PART] = "invoice-part",
    [KONTOR_INVOICE_ADVANCE] = "invoice-advance",
    [KONTOR_INVOICE_FINAL] = "invoice-final",
    [KONTOR_INVOICE_CREDIT_NOTE] = "credit-note",
    [KONTOR_INVOICE_CANCELLATION] = "cancellation",
  };

  for (int kind = 0; kind < KONTOR_INVOICE_N_KINDS; kind++)
    {
      guint n_lines = kind == KONTOR_INVOICE_ADVANCE ? 1 : 4;
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
        (KontorInvoiceKind) kind, language, n_lines);

      if (kind == KONTOR_INVOICE_QUOTATION || kind == KONTOR_INVOICE_CONFIRMATION)
        invoice->delivery_day = invoice->issue_day + 20;
      if (kind == KONTOR_INVOICE_QUOTATION)
        {
          g_clear_pointer (&invoice->references.order, g_free);
          g_clear_pointer (&invoice->references.sales_order, g_free);
        }
      keep_invoice (names[kind], invoice, KONTOR_PAPER_ORIGINAL);
    }
}

/* A private customer of a shop, who has paid. */
static void
make_gross (const char *language)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, language, 2);
  KontorInvoiceAdjustment *discount = g_ptr_array_index (invoice->adjustments, 0);
  KontorInvoiceAdjustment *freight = g_ptr_array_index (invoice->adjustments, 1);

  invoice->price_mode = KONTOR_PRICE_GROSS;
  discount->amount_minor = 0;
  freight->amount_minor = 0;
  freight->gross_minor = 490;
  g_clear_pointer (&invoice->buyer.vat_id, g_free);
  g_clear_pointer (&invoice->buyer.address.extra, g_free);
  g_free (invoice->buyer.address.name);
  invoice->buyer.address.name = g_strdup ("Annegret Müller-Lüdenscheidt");
  g_ptr_array_set_size (invoice->payment.accounts, 0);
  g_ptr_array_set_size (invoice->payment.discounts, 0);
  g_free (invoice->payment.means);
  invoice->payment.means = g_strdup ("68");
  invoice->payment.means_text = g_strdup ("PayPal");
  if (!kontor_invoice_compute (invoice, NULL))
    g_error ("the invoice in gross prices has no sum");
  invoice->totals.paid_minor = invoice->totals.gross_minor;
  keep_invoice ("invoice-gross", invoice, KONTOR_PAPER_ORIGINAL);
}

/* Names that are longer than their column, and three pages. */
static void
make_long (const char *language)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
    KONTOR_INVOICE_INVOICE, language, 45);
  KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, 1);

  g_free (line->name);
  line->name = g_strdup ("Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung aus "
                         "pulverbeschichtetem Edelstahl, links angeschlagen, mit Zubehör");
  g_free (invoice->buyer.address.name);
  invoice->buyer.address.name = g_strdup (
    "Gesellschaft für technologische Zusammenarbeit und Unternehmensentwicklung Köln-Bonn mbH");
  line->price_e6 = 12345678 * G_GINT64_CONSTANT (10000);
  keep_invoice ("invoice-long", invoice, KONTOR_PAPER_ORIGINAL);
}

static void
make_reverse_charge (const char *language)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, language, 3);
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);

  g_free (invoice->buyer.vat_id);
  invoice->buyer.vat_id = g_strdup ("ATU12345675");
  g_free (invoice->buyer.address.country);
  invoice->buyer.address.country = g_strdup ("AT");
  g_free (invoice->buyer.address.postcode);
  invoice->buyer.address.postcode = g_strdup ("1010");
  g_free (invoice->buyer.address.city);
  invoice->buyer.address.city = g_strdup ("Wien");
  g_ptr_array_set_size (invoice->adjustments, 0); /* divided among the rates of before */
  for (guint i = 0; i < invoice->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      g_free (line->category);
      line->category = g_strdup ("AE");
      line->rate_bp = 0;
    }
  if (!kontor_invoice_complete (invoice, rules, NULL))
    g_error ("the invoice of reverse charge can't be completed");
  keep_invoice ("invoice-reverse-charge", invoice, KONTOR_PAPER_ORIGINAL);
}

static void
make_marks (const char *language)
{
  g_autoptr (KontorInvoice) draft = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, language, 3);
  g_autoptr (KontorInvoice) copy = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, language, 3);

  g_clear_pointer (&draft->number, g_free);
  keep_invoice ("invoice-draft", draft, KONTOR_PAPER_ORIGINAL);
  keep_invoice ("invoice-copy", copy, KONTOR_PAPER_COPY);
}

static void
make_reminders (const char *language)
{
  static const KontorReminderItem items[] = {
    { "RE-2026-0001", 20718, 20732, 46, 123227, 123227 },
    { "RE-2026-0007", 20730, 20744, 34, 8250, 3250 },
  };

  for (KontorReminderLevel level = 0; level < KONTOR_REMINDER_N_LEVELS; level++)
    {
      g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
      g_autoptr (KontorInvoice) letter = kontor_invoice_showcase (
        KONTOR_INVOICE_INVOICE, language, 1);
      g_autofree char *name = g_strdup_printf ("reminder-%d", level);
      g_autoptr (GError) error = NULL;
      KontorReminder reminder = {
        .level = level, .letter = letter, .items = items, .n_items = G_N_ELEMENTS (items)
      };
      g_autoptr (GBytes) pdf = NULL;

      g_free (letter->number);
      letter->number = g_strdup ("MA-2026-0003");
      reminder.interest_minor = level >= KONTOR_REMINDER_FIRST ? 1817 : 0;
      reminder.fee_minor = level >= KONTOR_REMINDER_FIRST ? 500 : 0;
      reminder.lump_sum_minor = level >= KONTOR_REMINDER_SECOND ? 4000 : 0;
      pdf = kontor_reminder_render (&reminder, &head, CREATED_AT, &error);
      keep (name, language, pdf, g_steal_pointer (&error));
    }
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      fputs ("usage: make-documents FOLDER\n", stderr);
      return 2;
    }

  folder = argv[1];
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      make_kinds (languages[i]);
      make_gross (languages[i]);
      make_long (languages[i]);
      make_reverse_charge (languages[i]);
      make_marks (languages[i]);
      make_reminders (languages[i]);
    }
  return 0;
}
