/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-einvoice-page.h"

#include "kontor-number.h"
#include "kontor-pdf-page.h"
#include "kontor-text.h"
#include "kontor-time.h"

/* Months as they stand on pages, beside figures; found without blanks and capitals. */
static const char *const months[][3] = {
  { "Januar", "January", "janvier" },
  { "Februar", "February", "février" },
  { "März", "March", "mars" },
  { "April", "April", "avril" },
  { "Mai", "May", "mai" },
  { "Juni", "June", "juin" },
  { "Juli", "July", "juillet" },
  { "August", "August", "août" },
  { "September", "September", "septembre" },
  { "Oktober", "October", "octobre" },
  { "November", "November", "novembre" },
  { "Dezember", "December", "décembre" },
};

static void
add (GPtrArray *spellings, char *spelling)
{
  g_ptr_array_add (spellings, spelling);
}

static char **
finish (GPtrArray *spellings)
{
  g_ptr_array_add (spellings, NULL);
  return (char **) g_ptr_array_free (spellings, FALSE);
}

static void
add_words (GPtrArray *spellings, int year, int month, int day)
{
  for (guint i = 0; i < G_N_ELEMENTS (months[0]); i++)
    {
      const char *word = months[month - 1][i];

      add (spellings, g_strdup_printf ("%d. %s %d", day, word, year));
      add (spellings, g_strdup_printf ("%02d. %s %d", day, word, year));
      add (spellings, g_strdup_printf ("%d %s %d", day, word, year));
      add (spellings, g_strdup_printf ("%02d %.3s %d", day, word, year));
      add (spellings, g_strdup_printf ("%02d-%.3s-%d", day, word, year));
      add (spellings, g_strdup_printf ("%s %d, %d", word, day, year));
    }
}

/**
 * kontor_spell_day:
 * @day: since 1970-01-01
 *
 * Returns: (transfer full): ways in which pages write a date
 */
char **
kontor_spell_day (gint64 day)
{
  GPtrArray *spellings = g_ptr_array_new ();
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
  int year = 0;
  int month = 0;
  int number = 0;

  if (date != NULL)
    {
      g_date_time_get_ymd (date, &year, &month, &number);
      add (spellings, g_strdup_printf ("%02d.%02d.%04d", number, month, year));
      add (spellings, g_strdup_printf ("%04d-%02d-%02d", year, month, number));
      add (spellings, g_strdup_printf ("%d.%d.%04d", number, month, year));
      add (spellings, g_strdup_printf ("%02d/%02d/%04d", number, month, year));
      add (spellings, g_strdup_printf ("%d/%d/%04d", number, month, year));
      add (spellings, g_strdup_printf ("%02d/%02d/%04d", month, number, year));
      add (spellings, g_strdup_printf ("%02d-%02d-%04d", number, month, year));
      add (spellings, g_strdup_printf ("%02d.%02d.%02d", number, month, year % 100));
      add (spellings, g_strdup_printf ("%04d%02d%02d", year, month, number));
      add_words (spellings, year, month, number);
    }
  return finish (spellings);
}

/**
 * kontor_spell_money:
 * @minor: an amount in the currency's minor unit
 * @currency: its currency
 *
 * Returns: (transfer full): ways in which pages write it, without the currency
 */
char **
kontor_spell_money (gint64 minor, const char *currency)
{
  static const KontorNumberStyle styles[] = {
    { ",", "." }, { ",", "" }, { ".", "," }, { ".", "" }, { ",", " " }, { ".", "'" }, { ".", "’" },
  };
  guint      digits = kontor_currency_digits (currency);
  GPtrArray *spellings = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    add (spellings, kontor_decimal_format (minor, digits, digits, &styles[i]));
  return finish (spellings);
}

/**
 * kontor_spell_text:
 * @text: (nullable): a name, a number
 *
 * Returns: (transfer full): it alone, or nothing when it is blank
 */
char **
kontor_spell_text (const char *text)
{
  GPtrArray *spellings = g_ptr_array_new ();

  if (!kontor_text_is_blank (text))
    add (spellings, g_strdup (text));
  return finish (spellings);
}

/* Takes the spellings. */
static void
expect (GPtrArray *findings, const char *text, char **spellings, const char *rule)
{
  g_auto (GStrv) owned = spellings;

  if (owned[0] != NULL && !kontor_pdf_text_has (text, (const char *const *) owned))
    kontor_findings_add (findings, rule)->expected = g_strdup (owned[0]);
}

/**
 * kontor_einvoice_compare_page:
 * @invoice: what the structured part says
 * @page_text: what the pages say
 * @findings: (element-type KontorFinding): where what the pages do not show goes
 *
 * The structured part is the invoice in law; a page that shows something else misleads who reads
 * it. A page without text, a scan, says nothing.
 */
void
kontor_einvoice_compare_page (const KontorInvoice *invoice,
                              const char          *page_text,
                              GPtrArray           *findings)
{
  if (kontor_text_is_blank (page_text))
    return;

  expect (findings, page_text, kontor_spell_text (invoice->number), "PDF-NUMBER");
  if (invoice->issue_day != 0)
    expect (findings, page_text, kontor_spell_day (invoice->issue_day), "PDF-DATE");
  expect (findings,
          page_text,
          kontor_spell_money (invoice->totals.gross_minor, invoice->currency),
          "PDF-TOTAL");
  for (guint i = 0; i < invoice->payment.accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (invoice->payment.accounts, i);

      expect (findings, page_text, kontor_spell_text (account->iban), "PDF-IBAN");
    }
}
