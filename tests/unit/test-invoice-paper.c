/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-paper.h"

#include <string.h>

#include "kontor-books-check.h"
#include "kontor-einvoice.h"
#include "kontor-invoice-cases.h"
#include "kontor-invoice-showcase.h"
#include "kontor-invoice-words.h"
#include "kontor-pdf.h"
#include "kontor-pdfa-check.h"
#include "test-pdf.h"

/* 21 November 2026, 9:00 UTC */
#define CREATED_AT G_GINT64_CONSTANT (1795251600000000)

static GBytes *
render (const KontorInvoice *invoice, KontorPaperMark mark)
{
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  g_autoptr (GBytes) xml = g_bytes_new_static ("<rsm:CrossIndustryInvoice/>", 27);
  KontorInvoiceInside inside = { .xml = xml, .xml_level = "EN 16931" };
  g_autoptr (GError) error = NULL;
  GBytes *pdf = kontor_invoice_pdf_render (invoice, &head, mark, &inside, CREATED_AT, &error);

  g_assert_no_error (error);
  return pdf;
}

/* As it stands on paper, pages parted by a form feed. */
static char *
all_text (GBytes *pdf)
{
  return kontor_pdf_tool (pdf, NULL, "pdftotext", "-layout", "@", "-", NULL);
}

static void
test_kinds (void)
{
  static const char *const languages[] = { "de", "en" };

  for (KontorInvoiceKind kind = 0; kind < KONTOR_INVOICE_N_KINDS; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (kind, languages[i], 4);
        g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
        g_autofree char *text = all_text (pdf);
        g_autofree char *title = NULL;

        title = g_strdup_printf (
          "%s %s",
          kontor_invoice_words_get_title (kontor_language_from_code (languages[i]), kind),
          invoice->number);
        kontor_pdfa_assert (pdf);
        assert_fonts_embedded (pdf);
        assert_contains (text, title);
        assert_contains (text, "PS261115-1004");
        assert_contains (text, i == 0 ? "Seite 1 von 1" : "Page 1 of 1");
      }
}

/* The figures of a page as words; each may be asked for as often as it stands there. */
static GHashTable *
count_words (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_regex_split_simple ("[\\s\u00a0]+", text, 0, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint n_times = GPOINTER_TO_UINT (g_hash_table_lookup (words, parts[i]));

      g_hash_table_insert (words, g_strdup (parts[i]), GUINT_TO_POINTER (n_times + 1));
    }

  return words;
}

typedef struct
{
  const KontorInvoice *invoice;
  KontorLanguage       language;
  GHashTable          *words;
  char                *text;
} Page;

static void
expect (const Page *page, const char *what, gint64 minor)
{
  g_autofree char *figure = kontor_language_format_minor (
    page->language, minor, page->invoice->currency);
  guint n_times = GPOINTER_TO_UINT (g_hash_table_lookup (page->words, figure));

  if (n_times == 0)
    g_error ("%s: %s %s is not on paper:\n%s", page->invoice->number, what, figure, page->text);
  g_hash_table_insert (page->words, g_strdup (figure), GUINT_TO_POINTER (n_times - 1));
}

static void
expect_money (const Page *page, const char *what, gint64 minor)
{
  g_autofree char *figure = kontor_language_format_money (
    page->language, minor, page->invoice->currency);
  g_auto (GStrv) parts = g_strsplit (figure, "\u00a0", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_hash_table_lookup (page->words, parts[i]) == NULL)
      g_error ("%s: %s %s is not on paper:\n%s", page->invoice->number, what, figure, page->text);
}

static void
expect_lines (const Page *page)
{
  gboolean gross = page->invoice->price_mode == KONTOR_PRICE_GROSS;

  for (guint i = 0; i < page->invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (page->invoice->lines, i);

      expect (page, line->name, gross ? line->gross_minor : line->net_minor);
    }
}

static void
expect_taxes (const Page *page)
{
  const KontorInvoice *invoice = page->invoice;

  if (invoice->taxes->len < 2 && invoice->totals.tax_minor == 0)
    return;
  for (guint i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      expect (page, "net of a rate", tax->net_minor);
      expect (page, "tax of a rate", tax->tax_minor);
      expect (page, "gross of a rate", tax->gross_minor);
    }
  if (invoice->price_mode == KONTOR_PRICE_NET)
    {
      expect (page, "total net", invoice->totals.net_minor);
      expect (page, "total tax", invoice->totals.tax_minor);
    }
}

static void
assert_agrees (const KontorInvoice *invoice, const char *text)
{
  g_autoptr (GHashTable) words = count_words (text);
  Page page = { .invoice = invoice,
                .language = kontor_language_from_code (invoice->language),
                .words = words,
                .text = (char *) text };

  expect_lines (&page);
  expect_taxes (&page);
  if (invoice->totals.paid_minor != 0)
    {
      expect (&page, "total", invoice->totals.gross_minor);
      expect (&page, "paid", -invoice->totals.paid_minor);
      expect_money (&page, "due", ABS (invoice->totals.due_minor));
    }
  else
    expect_money (&page, "total", invoice->totals.gross_minor);
}

/* The examples of the specification, as pdftotext reads them. */
static void
test_cases (void)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();

  g_assert_cmpuint (cases->len, ==, 14);
  for (guint i = 0; i < cases->len; i++)
    {
      KontorInvoiceCase *example = g_ptr_array_index (cases, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = NULL;
      g_autofree char *text = NULL;

      kontor_invoice_compute (example->invoice, &error);
      g_assert_no_error (error);
      pdf = render (example->invoice, KONTOR_PAPER_ORIGINAL);
      kontor_pdfa_assert (pdf);
      text = all_text (pdf);
      assert_agrees (example->invoice, text);
    }
}

static guint
sample_size (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");

  if (g_strcmp0 (length, "full") == 0)
    return 10000;
  return g_strcmp0 (length, "brief") == 0 ? 20 : 300;
}

/* The XML, read as a stranger would. */
static void
assert_xml_agrees (const KontorInvoice      *invoice,
                   const KontorFinanceRules *rules,
                   KontorEinvoiceSchemas    *schemas)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = kontor_einvoice_write (invoice, KONTOR_EINVOICE_FACTURX, rules, &error);
  g_autoptr (KontorEinvoice) read = NULL;

  g_assert_no_error (error);
  read = kontor_einvoice_read (xml, schemas, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->invoice->totals.net_minor, ==, invoice->totals.net_minor);
  g_assert_cmpint (read->invoice->totals.tax_minor, ==, invoice->totals.tax_minor);
  g_assert_cmpint (read->invoice->totals.gross_minor, ==, invoice->totals.gross_minor);
  g_assert_cmpint (read->invoice->totals.due_minor, ==, invoice->totals.due_minor);
}

/* The model, the page, the XML and the booking batch: all say the same, to the cent. */
static void
test_random (void)
{
  guint n_invoices = sample_size ();
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);
  g_autoptr (KontorEinvoiceSchemas) schemas = kontor_einvoice_schemas_new ();

  for (guint32 seed = 0; seed < n_invoices; seed++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (seed);
      g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
      g_autofree char *text = all_text (pdf);

      assert_agrees (invoice, text);
      assert_xml_agrees (invoice, rules, schemas);
      kontor_test_assert_booked (invoice);
    }
}

/* A wrong figure on paper is seen, else the tests above would prove nothing. */
static void
test_disagreement (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 4);
      g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
      g_autofree char *text = all_text (pdf);

      ((KontorInvoiceTax *) g_ptr_array_index (invoice->taxes, 1))->tax_minor++;
      assert_agrees (invoice, text);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*tax of a rate*is not on paper*");
}

static char *
figure_after (const char *text, const char *label)
{
  g_autofree char *pattern = g_strdup_printf ("%s\\s+([0-9.,−]+)", label);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    g_error ("“%s” is missing in: %s", label, text);
  return g_match_info_fetch (match, 1);
}

static void
assert_carried (const char *text, int n_pages)
{
  g_auto (GStrv) pages = g_strsplit (text, "\f", -1);
  g_autofree char *before = NULL;

  for (int i = 0; i < n_pages; i++)
    {
      g_autofree char *page = g_strdup_printf ("Seite %d von %d", i + 1, n_pages);

      assert_contains (pages[i], page);
      if (i > 0)
        {
          g_autofree char *carried = figure_after (pages[i], "Übertrag");

          g_assert_cmpstr (carried, ==, before);
        }
      g_clear_pointer (&before, g_free);
      if (i < n_pages - 1)
        before = figure_after (pages[i], "Zwischensumme");
      else
        assert_misses (pages[i], "Zwischensumme");
    }
}

static void
test_pages (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1080);
  g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  g_autofree char *text = all_text (pdf);
  int              n_pages = count_pages (pdf);

  g_assert_cmpint (n_pages, >=, 50);
  kontor_pdfa_assert (pdf);
  assert_carried (text, n_pages);
  assert_agrees (invoice, text);
}

/* Wherever the last line ends, the sums and the page numbers are right. */
static void
test_every_length (void)
{
  for (guint n_lines = 1; n_lines < 45; n_lines++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (
        KONTOR_INVOICE_INVOICE, "de", n_lines);
      g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
      g_autofree char *text = all_text (pdf);
      int              n_pages = count_pages (pdf);

      assert_agrees (invoice, text);
      g_assert_cmpint (n_pages, <=, 4);
    }
}

/* One line that is longer than a page runs on, with nothing lost. */
static void
test_long_line (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 2);
  KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, 1);
  g_autofree char   *words = repeat ("wort ", 2500);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) counted = NULL;

  g_free (line->description);
  line->description = g_strconcat (words, "\nENDE", NULL);
  pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  text = all_text (pdf);
  counted = count_words (text);
  g_assert_cmpint (count_pages (pdf), >, 2);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counted, "wort")), ==, 2500);
  assert_contains (text, "ENDE");
  assert_agrees (invoice, text);
}

static void
test_same_bytes (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 30);
  g_autoptr (GBytes) first = render (invoice, KONTOR_PAPER_ORIGINAL);
  g_autoptr (GBytes) second = render (invoice, KONTOR_PAPER_ORIGINAL);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_marks (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 40);
  g_autoptr (GBytes) copy = render (invoice, KONTOR_PAPER_COPY);
  g_autoptr (GBytes) sample = render (invoice, KONTOR_PAPER_SAMPLE);
  g_autoptr (GBytes) draft = NULL;
  g_autofree char *copy_text = all_text (copy);
  g_autofree char *sample_text = all_text (sample);
  g_autofree char *draft_text = NULL;

  assert_contains (copy_text, "Kopie, gedruckt am 21.11.2026");
  assert_contains (copy_text, "Rechnung RE-2026-0001 · Kopie");
  assert_contains (sample_text, "Muster · Seite 2 von");
  g_clear_pointer (&invoice->number, g_free);
  draft = render (invoice, KONTOR_PAPER_ORIGINAL);
  draft_text = all_text (draft);
  assert_contains (draft_text, "Rechnung – Entwurf");
  assert_misses (draft_text, "Banking-App");
  kontor_pdfa_assert (copy);
  kontor_pdfa_assert (sample);
  kontor_pdfa_assert (draft);
}

/* § 14 Abs. 2 UStG: the word is taken. */
static void
test_no_gutschrift (void)
{
  static const KontorInvoiceKind kinds[] = { KONTOR_INVOICE_CREDIT_NOTE,
                                             KONTOR_INVOICE_CANCELLATION };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (kinds[i], "de", 3);
      g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
      g_autofree char *text = all_text (pdf);

      assert_misses (text, "Gutschrift");
      assert_misses (text, "Zahlbar bis");
      assert_misses (text, "Banking-App");
      assert_contains (text, "RE-2026-0001 vom 01.11.2026");
    }
}

static KontorInvoice *
make_plain (const char *category, gint64 rate_bp)
{
  KontorInvoice     *invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1);
  KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, 0);

  g_ptr_array_set_size (invoice->adjustments, 0);
  g_free (line->category);
  line->category = g_strdup (category);
  line->rate_bp = rate_bp;
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  return invoice;
}

static void
assert_note (const char *category, const char *language, const char *note)
{
  g_autoptr (KontorInvoice) invoice = make_plain (category, 0);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  g_free (invoice->language);
  invoice->language = g_strdup (language);
  pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  text = all_text (pdf);
  assert_contains (text, note);
}

static void
test_notes (void)
{
  g_autoptr (KontorInvoice) invoice = make_plain ("E", 0);
  KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, 0);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  assert_note ("AE", "de", "Steuerschuldnerschaft des Leistungsempfängers");
  assert_note ("AE", "en", "Steuerschuldnerschaft des Leistungsempfängers");
  assert_note ("K", "de", "innergemeinschaftliche Lieferung");
  assert_note ("G", "en", "Export outside the EU");
  assert_note ("Z", "de", "§ 12 Abs. 3 UStG");

  tax->exemption_reason = g_strdup ("Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.");
  kontor_invoice_add_note (invoice, "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet");
  pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  text = all_text (pdf);
  assert_contains (text, "Gemäß § 19 UStG");
  assert_misses (strstr (text, "§ 19 UStG") + 5, "§ 19 UStG");
  assert_misses (text, "Nettobetrag");
}

static void
test_payment (void)
{
  g_autoptr (KontorInvoice) invoice = make_plain ("S", 1900);
  g_autofree char *transfer_text = NULL;
  g_autofree char *debit_text = NULL;
  g_autofree char *paid_text = NULL;
  g_autoptr (GBytes) transfer = render (invoice, KONTOR_PAPER_ORIGINAL);
  g_autoptr (GBytes) debit = NULL;
  g_autoptr (GBytes) paid = NULL;

  transfer_text = all_text (transfer);
  assert_contains (transfer_text, "DE02 1203 0000 0000 2020 51");
  assert_contains (transfer_text, "Banking-App");
  assert_contains (transfer_text, "830,62 € bis 05.12.2026");
  assert_contains (transfer_text,
                   "2 % Skonto (16,61 €) bei Zahlung bis 28.11.2026, dann 814,01 €.");

  g_free (invoice->payment.means);
  invoice->payment.means = g_strdup ("59");
  invoice->payment.debtor_iban = g_strdup ("DE89370400440532013000");
  invoice->payment.mandate = g_strdup ("M-17");
  invoice->payment.creditor_id = g_strdup ("DE98ZZZ09999999999");
  debit = render (invoice, KONTOR_PAPER_ORIGINAL);
  debit_text = all_text (debit);
  assert_contains (debit_text, "Wir buchen 830,62 € am 05.12.2026 per SEPA-Lastschrift ab.");
  assert_contains (debit_text, "Mandat M-17, Gläubiger-ID DE98ZZZ09999999999");
  assert_misses (debit_text, "Banking-App");

  g_free (invoice->payment.means);
  invoice->payment.means = g_strdup ("68");
  invoice->totals.paid_minor = invoice->totals.gross_minor;
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  paid = render (invoice, KONTOR_PAPER_ORIGINAL);
  paid_text = all_text (paid);
  assert_contains (paid_text, "Bezahlt per Online-Zahlung.");
  assert_misses (paid_text, "Banking-App");
  assert_misses (paid_text, "Zahlbar bis");
}

/* The code on the page says what is to be paid. */
static void
test_code (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 4);
  g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  g_autofree char *read = NULL;

  read = kontor_pdf_tool (
    pdf,
    NULL,
    "sh",
    "-c",
    "pdftoppm -r 150 -png -singlefile file.pdf page && zbarimg -q --raw --oneshot -Sbinary page.png"
    " && rm page.png",
    NULL);
  g_assert_cmpstr (read,
                   ==,
                   "BCD\n002\n1\nSCT\nBYLADEM1001\nZeder & Moos GmbH\nDE02120300000000202051\n"
                   "EUR1232.27\n\n\nRE-2026-0001");
}

static void
test_missing_signs (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1);
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();
  KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, 0);
  g_autofree char   *missing = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) lacking = NULL;

  whole = kontor_invoice_paper_render (
    invoice, &head, KONTOR_PAPER_ORIGINAL, CREATED_AT, &missing, NULL);
  g_assert_null (missing);
  g_free (line->name);
  line->name = g_strdup ("Teekanne 急須 🫖 急");
  lacking = kontor_invoice_paper_render (
    invoice, &head, KONTOR_PAPER_ORIGINAL, CREATED_AT, &missing, NULL);
  g_assert_nonnull (whole);
  g_assert_nonnull (lacking);
  g_assert_cmpstr (missing, ==, "急須🫖");
}

/* Who listens to it hears a heading, a table by rows, and no footer between. */
static void
test_tags (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 40);
  g_autoptr (GBytes) pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  g_autofree char *info = kontor_pdf_tool (pdf, NULL, "pdfinfo", "@", NULL);
  g_autofree char *text = kontor_pdf_tool (pdf, NULL, "pdfinfo", "-struct-text", "@", NULL);

  g_assert_true (g_regex_match_simple ("Tagged: +yes", info, 0, 0));
  g_assert_true (g_str_has_prefix (text, "Document\n"));
  g_assert_true (g_regex_match_simple ("H1 \\(block\\)\\s+\"Rechnung RE-2026-0001\"", text, 0, 0));
  g_assert_true (g_regex_match_simple ("TR\\s+TH\\s+\"Pos\\.\"", text, 0, 0));
  g_assert_true (g_regex_match_simple (
    "TD\\s+\"40\"\\s+TD\\s+\"Dübel 8 mmArt.-Nr. DB-8\"\\s+TD\\s+\"250\"", text, 0, 0));
  assert_misses (text, "Zwischensumme");
  assert_misses (text, "HRB 123456");
}

static void
assert_days (const char *language, gint64 from_day, gint64 to_day, const char *expected)
{
  g_autofree char *text = kontor_language_format_days (
    kontor_language_from_code (language), from_day, to_day);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_periods (void)
{
  assert_days ("de", 20760, 20776, "03.11.\302\240– 19.11.2026");
  assert_days ("en", 20760, 20776, "3\302\240– 19 November 2026");
  assert_days ("en", 20740, 20776, "14 October\302\240– 19 November 2026");
  assert_days ("en", 20440, 20776, "18 December 2025\302\240– 19 November 2026");
  assert_days ("de", 20440, 20776, "18.12.2025\302\240– 19.11.2026");
  assert_days ("de", 20760, 20760, "03.11.2026");
  assert_days ("en", 0, 20760, "3 November 2026");
  assert_days ("en", 0, 0, "");
}

/* Names of companies are the law's business: whole, and within the window. */
static void
test_long_names (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  g_free (invoice->buyer.address.name);
  invoice->buyer.address.name = g_strdup (
    "Österreichische Gesellschaft für die Bewahrung historischer Werkzeuge mbH & Co. KGaA");
  invoice->references.project = g_strdup ("Umbau Nordflügel");
  invoice->references.contract = g_strdup ("RV-17");
  invoice->references.despatch = g_strdup ("LS-2026-0077");
  pdf = render (invoice, KONTOR_PAPER_ORIGINAL);
  text = all_text (pdf);
  assert_contains (text, "KGaA");
  assert_misses (text, "…");
  assert_contains (text, "RV-17");
  assert_contains (text, "LS-2026-0077");
  assert_contains (text, "Zahlbar bis");
}

/* An invoice with nothing in it, and one with the largest figures, are drawn like others. */
static void
test_extremes (void)
{
  g_autoptr (KontorInvoice) nothing = kontor_invoice_new ();
  g_autoptr (KontorInvoice) large = make_plain ("S", 1900);
  KontorInvoiceLine *line = g_ptr_array_index (large->lines, 0);
  g_autoptr (GBytes) empty = render (nothing, KONTOR_PAPER_ORIGINAL);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  line->quantity_e6 = 1000000 * KONTOR_INVOICE_ONE;
  line->price_e6 = 99999 * KONTOR_INVOICE_ONE;
  g_assert_true (kontor_invoice_compute (large, NULL));
  pdf = render (large, KONTOR_PAPER_ORIGINAL);
  text = all_text (pdf);
  kontor_pdfa_assert (empty);
  assert_agrees (large, text);
}

static void
assert_refused (const KontorInvoice *invoice, const KontorLetterhead *head)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = kontor_invoice_pdf_render (
    invoice, head, KONTOR_PAPER_ORIGINAL, NULL, CREATED_AT, &error);

  g_assert_null (pdf);
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
test_refusals (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_showcase (KONTOR_INVOICE_INVOICE, "de", 1);
  g_auto (KontorLetterhead) head = kontor_invoice_showcase_head ();

  head.logo = g_bytes_new_static ("no picture", 10);
  assert_refused (invoice, &head);
  g_clear_pointer (&head.logo, g_bytes_unref);
  g_free (invoice->closing);
  invoice->closing = g_strdup ("\xff\xfe");
  assert_refused (invoice, &head);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/invoice-paper/kinds", test_kinds);
  g_test_add_func ("/invoice-paper/cases", test_cases);
  g_test_add_func ("/invoice-paper/random", test_random);
  g_test_add_func ("/invoice-paper/disagreement", test_disagreement);
  g_test_add_func ("/invoice-paper/pages", test_pages);
  g_test_add_func ("/invoice-paper/every-length", test_every_length);
  g_test_add_func ("/invoice-paper/long-line", test_long_line);
  g_test_add_func ("/invoice-paper/same-bytes", test_same_bytes);
  g_test_add_func ("/invoice-paper/marks", test_marks);
  g_test_add_func ("/invoice-paper/no-gutschrift", test_no_gutschrift);
  g_test_add_func ("/invoice-paper/notes", test_notes);
  g_test_add_func ("/invoice-paper/payment", test_payment);
  g_test_add_func ("/invoice-paper/code", test_code);
  g_test_add_func ("/invoice-paper/missing-signs", test_missing_signs);
  g_test_add_func ("/invoice-paper/tags", test_tags);
  g_test_add_func ("/invoice-paper/periods", test_periods);
  g_test_add_func ("/invoice-paper/long-names", test_long_names);
  g_test_add_func ("/invoice-paper/extremes", test_extremes);
  g_test_add_func ("/invoice-paper/refusals", test_refusals);
  return g_test_run ();
}
