/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-reminder.h"

#include <string.h>

#include "kontor-invoice-showcase.h"
#include "kontor-pdfa-check.h"
#include "test-pdf.h"

/* 21 November 2026, 9:00 UTC */
#define CREATED_AT G_GINT64_CONSTANT (1795251600000000)

static const KontorReminderItem items[] = {
  { "RE-2026-0001", 20718, 20732, 46, 123227, 123227 },
  { "RE-2026-0007", 20730, 20744, 34, 8250, 3250 },
};

static KontorInvoice *
make_letter (const char *language)
{
  KontorInvoice *letter = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, language, 1);

  g_free (letter->number);
  letter->number = g_strdup ("MA-2026-0003");
  g_clear_pointer (&letter->references.order, g_free);
  g_clear_pointer (&letter->references.sales_order, g_free);
  return letter;
}

static KontorReminder
make_reminder (KontorReminderLevel level, const KontorInvoice *letter)
{
  KontorReminder reminder = {
    .level = level, .letter = letter, .items = items, .n_items = G_N_ELEMENTS (items)
  };

  if (level >= KONTOR_REMINDER_SECOND)
    {
      reminder.interest_minor = 1817;
      reminder.fee_minor = 500;
      reminder.lump_sum_minor = 4000;
    }
  return reminder;
}

static char *
render_text (KontorReminderLevel level, const char *language)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) letter = make_letter (language);
  KontorReminder reminder = make_reminder (level, letter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = kontor_reminder_render (&reminder, &head, CREATED_AT, &error);

  g_assert_no_error (error);
  kontor_pdfa_assert (pdf);
  return kontor_pdf_tool (pdf, NULL, "pdftotext", "-layout", "@", "-", NULL);
}

static void
test_levels (void)
{
  static const char *const titles[KONTOR_REMINDER_N_LEVELS][2] = {
    { "Zahlungserinnerung MA-2026-0003", "Payment reminder MA-2026-0003" },
    { "Erste Mahnung MA-2026-0003", "First overdue notice MA-2026-0003" },
    { "Zweite Mahnung MA-2026-0003", "Second overdue notice MA-2026-0003" },
    { "Letzte Mahnung MA-2026-0003", "Final notice MA-2026-0003" },
  };

  for (KontorReminderLevel level = 0; level < KONTOR_REMINDER_N_LEVELS; level++)
    for (guint i = 0; i < 2; i++)
      {
        g_autofree char *text = render_text (level, i == 0 ? "de" : "en");

        assert_contains (text, titles[level][i]);
        assert_contains (text, "RE-2026-0007");
        assert_contains (text, i == 0 ? "05.12.2026" : "5 December 2026");
      }
}

/* 1232.27 + 32.50, and with 18.17 interest, 5.00 fee and 40.00 lump sum */
static void
test_sums (void)
{
  g_autofree char *friendly = render_text (KONTOR_REMINDER_FRIENDLY, "de");
  g_autofree char *last = render_text (KONTOR_REMINDER_LAST, "de");

  assert_contains (friendly, "1.264,77 €");
  assert_misses (friendly, "Mahngebühr");
  assert_misses (friendly, "Umsatzsteuer");
  assert_contains (last, "1.264,77");
  assert_contains (last, "18,17");
  assert_contains (last, "40,00");
  assert_contains (last, "1.327,94 € bis 05.12.2026");
  assert_contains (last, "keine Umsatzsteuer");
  assert_contains (last, "RE-2026-0001 RE-2026-0007");
}

static void
test_same_bytes (void)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) letter = make_letter ("de");
  KontorReminder reminder = make_reminder (KONTOR_REMINDER_LAST, letter);
  g_autoptr (GBytes) first = kontor_reminder_render (&reminder, &head, CREATED_AT, NULL);
  g_autoptr (GBytes) second = kontor_reminder_render (&reminder, &head, CREATED_AT, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_many (void)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) letter = make_letter ("en");
  g_autofree KontorReminderItem *many = g_new0 (KontorReminderItem, 120);
  KontorReminder                 reminder = make_reminder (KONTOR_REMINDER_FIRST, letter);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 120; i++)
    many[i] = items[0];
  reminder.items = many;
  reminder.n_items = 120;
  pdf = kontor_reminder_render (&reminder, &head, CREATED_AT, NULL);
  text = kontor_pdf_tool (pdf, NULL, "pdftotext", "-layout", "@", "-", NULL);
  kontor_pdfa_assert (pdf);
  g_assert_cmpint (count_pages (pdf), >, 2);
  assert_contains (text, "€147,872.40");
}

static void
test_refusals (void)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (KontorInvoice) letter = make_letter ("de");
  KontorReminder reminder = make_reminder (KONTOR_REMINDER_LAST, letter);
  g_autoptr (GError) error = NULL;

  reminder.interest_minor = G_MAXINT64;
  g_assert_null (kontor_reminder_render (&reminder, &head, CREATED_AT, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/reminder/levels", test_levels);
  g_test_add_func ("/reminder/sums", test_sums);
  g_test_add_func ("/reminder/same-bytes", test_same_bytes);
  g_test_add_func ("/reminder/many", test_many);
  g_test_add_func ("/reminder/refusals", test_refusals);
  return g_test_run ();
}
