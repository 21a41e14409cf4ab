/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-check.h"

#include <string.h>

#include "kontor-csv.h"
#include "kontor-datev.h"
#include "kontor-number.h"
#include "kontor-text.h"

KontorBooksPlan
kontor_test_plan (const char *chart)
{
  g_autoptr (KontorJson) settings = kontor_json_new_object ();
  g_autoptr (GError) error = NULL;
  KontorBooksPlan plan;

  kontor_json_set_string (settings, "datev_chart", chart);
  kontor_json_set_string (settings, "datev_adviser", "1001");
  kontor_json_set_string (settings, "datev_client", "1");
  kontor_json_set_string (settings, "datev_account_revenue_other", "8200");
  kontor_books_plan_init (&plan, settings, &error);
  g_assert_no_error (error);
  return plan;
}

KontorBooksDocument *
kontor_test_document (const KontorInvoice *invoice)
{
  KontorBooksDocument *document = kontor_books_document_new ();
  g_autoptr (KontorJson) snapshot = kontor_invoice_to_json (invoice);
  g_autofree char *text = kontor_json_to_string (snapshot);
  g_autoptr (GError) error = NULL;

  document->kind = invoice->kind;
  document->sign = kontor_invoice_is_credit (invoice) ? -1 : 1;
  document->number = g_strdup (invoice->number);
  if (invoice->references.preceding->len > 0)
    document->preceding = g_strdup (
      ((KontorInvoicePreceding *) invoice->references.preceding->pdata[0])->number);
  document->customer_name = g_strdup (invoice->buyer.address.name);
  document->currency = g_strdup (invoice->currency);
  document->order = g_strdup (invoice->references.sales_order);
  document->day = invoice->issue_day;
  document->due_day = invoice->payment.due_day;
  document->supply_day = invoice->delivery_day != 0 ? invoice->delivery_day : invoice->issue_day;
  document->gross_minor = invoice->totals.gross_minor;
  document->prepaid_minor = invoice->totals.paid_minor;
  for (guint i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *group = g_ptr_array_index (invoice->taxes, i);
      KontorBooksTax          tax = { .rate_bp = group->rate_bp,
                                      .net_minor = group->net_minor,
                                      .tax_minor = group->tax_minor,
                                      .gross_minor = group->gross_minor };

      g_strlcpy (tax.category, group->category, sizeof tax.category);
      g_array_append_val (document->taxes, tax);
    }
  kontor_books_document_classify (document, "DE", text, &error);
  g_assert_no_error (error);
  return document;
}

GBytes *
kontor_test_write_batch (const KontorBooksPlan *plan, GPtrArray *postings)
{
  const KontorPosting *first = g_ptr_array_index (postings, 0);
  KontorDatevHeader    header = { .plan = plan,
                                  .from_day = first->day,
                                  .to_day = first->day,
                                  .label = "Kontor",
                                  .created = "20261130180000000" };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = NULL;

  for (guint i = 1; i < postings->len; i++)
    {
      const KontorPosting *posting = g_ptr_array_index (postings, i);

      header.from_day = MIN (header.from_day, posting->day);
      header.to_day = MAX (header.to_day, posting->day);
    }
  bytes = kontor_datev_batch (&header, postings, &error);
  g_assert_no_error (error);
  return bytes;
}

static gpointer
copy_field (gconstpointer field, gpointer unused)
{
  return g_strdup (field);
}

/* All lines, the two heads among them. */
GPtrArray *
kontor_test_read_batch (GBytes *bytes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gsize      length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_convert (g_bytes_get_data (bytes, NULL),
                                     (gssize) g_bytes_get_size (bytes),
                                     "UTF-8",
                                     "WINDOWS-1252",
                                     NULL,
                                     &length,
                                     &error);
  g_autoptr (KontorCsvReader) reader = NULL;
  GPtrArray *fields = NULL;

  g_assert_no_error (error);
  reader = kontor_csv_reader_new (text, length, ';');
  while (kontor_csv_reader_next (reader, &fields, &error))
    g_ptr_array_add (lines, g_ptr_array_copy (fields, copy_field, NULL));
  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_set_free_func (g_ptr_array_index (lines, i), g_free);
  return lines;
}

/* With its side: what is in "H" counts negative. */
gint64
kontor_test_amount (GPtrArray *row)
{
  gint64 minor = 0;

  g_assert_cmpuint (row->len, ==, 125);
  g_assert_true (kontor_decimal_parse (row->pdata[0], 2, ",", &minor, NULL));
  g_assert_cmpint (minor, >, 0);
  return g_str_equal (row->pdata[1], "H") ? -minor : minor;
}

static gint64
sum_of_group (GPtrArray *lines, const KontorBooksTax *tax, const KontorBooksPlan *plan)
{
  g_autofree char *revenue = g_strdup_printf ("%u", plan->accounts[tax->sale]);
  gint64           sum = 0;

  for (guint i = 2; i < lines->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (lines, i);

      if (g_str_equal (row->pdata[7], revenue))
        sum += kontor_test_amount (row);
    }
  return sum;
}

static gint64
sum_of_account (const KontorBooksDocument *document, KontorSale sale)
{
  gint64 sum = 0;

  for (guint i = 0; i < document->taxes->len; i++)
    {
      const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, i);

      if (tax->sale == sale)
        sum += tax->gross_minor;
    }
  return document->sign * sum;
}

/* Whether the bookings of an invoice say the same as the invoice, to the cent: all of it, and each
 * VAT group. FALSE when DATEV could not take it: in another currency without a rate. */
gboolean
kontor_test_assert_booked (const KontorInvoice *invoice)
{
  const KontorBooksPlan plan = kontor_test_plan ("03");
  g_autoptr (KontorBooksDocument) document = kontor_test_document (invoice);
  g_autoptr (GPtrArray) postings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_posting_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  if (!kontor_books_post_document (&plan, document, postings, &error))
    {
      g_assert_error (error, KONTOR_BOOKS_ERROR, KONTOR_BOOKS_ERROR_DOCUMENT);
      g_assert_cmpint (document->rate_e6, ==, 0);
      return FALSE;
    }
  if (postings->len == 0)
    {
      g_assert_cmpint (invoice->totals.gross_minor, ==, 0);
      return TRUE;
    }
  bytes = kontor_test_write_batch (&plan, postings);
  lines = kontor_test_read_batch (bytes);
  g_assert_cmpuint (lines->len, ==, postings->len + 2);
  for (guint i = 2; i < lines->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (lines, i);

      if (*(const char *) row->pdata[19] != '\0') /* else it is money */
        sum += kontor_test_amount (row);
    }
  g_assert_cmpint (sum, ==, document->sign * invoice->totals.gross_minor);
  for (guint i = 0; i < document->taxes->len; i++)
    {
      const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, i);

      g_assert_cmpint (sum_of_group (lines, tax, &plan), ==, sum_of_account (document, tax->sale));
    }
  return TRUE;
}
