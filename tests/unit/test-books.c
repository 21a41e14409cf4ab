/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <gio/gio.h>
#include <libxml/parser.h>
#include <string.h>

#include "kontor-books-check.h"
#include "kontor-datev.h"
#include "kontor-invoice-cases.h"
#include "kontor-time.h"
#include "kontor-z3-index.h"
#include "kontor-zip.h"

static GBytes *
load_sample (const char *chart)
{
  g_autofree char *name = g_strdup_printf ("datev/EXTF_Buchungsstapel_SKR%s.csv", chart);
  g_autofree char *path = kontor_invoice_shared_path (name);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &data, &length, &error))
    g_error ("The sample of a booking batch is missing: %s", error->message);
  return g_bytes_new_take (data, length);
}

static KontorInvoice *
find_case (GPtrArray *cases, const char *number)
{
  for (guint i = 0; i < cases->len; i++)
    {
      KontorInvoiceCase *example = g_ptr_array_index (cases, i);

      if (g_str_equal (example->invoice->number, number))
        return example->invoice;
    }
  return NULL;
}

static GPtrArray *
new_postings (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_posting_free);
}

/* Computed anew from the worked examples, in the sample's order. Customers have the accounts that
 * the sample gives them. */
static GPtrArray *
post_examples (const KontorBooksPlan *plan, GPtrArray *sample)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  GPtrArray  *postings = new_postings ();
  const char *last = "";

  for (guint i = 2; i < sample->len; i++)
    {
      GPtrArray     *row = g_ptr_array_index (sample, i);
      KontorInvoice *invoice = find_case (cases, row->pdata[10]);
      g_autoptr (KontorBooksDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      if (invoice == NULL || g_str_equal (row->pdata[10], last)
          || !g_str_has_prefix (row->pdata[6], "100"))
        continue;
      last = row->pdata[10];
      kontor_invoice_compute (invoice, &error);
      g_assert_no_error (error);
      document = kontor_test_document (invoice);
      document->account = (guint) g_ascii_strtoull (row->pdata[6], NULL, 10);
      if (g_str_equal (document->number, "RE-2026-0011"))
        document->prepaid_minor = 0; /* the sample has no payment of it */
      kontor_books_post_document (plan, document, postings, &error);
      g_assert_no_error (error);
    }
  return postings;
}

/* The sample's row that one of ours must agree with. */
static GPtrArray *
find_row (GPtrArray *sample, GPtrArray *row)
{
  for (guint i = 2; i < sample->len; i++)
    {
      GPtrArray *other = g_ptr_array_index (sample, i);

      if (g_str_equal (other->pdata[10], row->pdata[10])
          && g_str_equal (other->pdata[7], row->pdata[7])
          && g_str_equal (other->pdata[6], row->pdata[6]))
        return other;
    }
  g_error (
    "The sample has no booking of %s on %s", (char *) row->pdata[10], (char *) row->pdata[7]);
}

/* Amount, side, currency, accounts, key, day, voucher, EU id and rate, fixed, supply. */
static void
test_samples (gconstpointer chart)
{
  static const guint    compared[] = { 0, 1, 2, 6, 7, 8, 9, 10, 39, 40, 113, 114, 117 };
  const KontorBooksPlan plan = kontor_test_plan (chart);
  g_autoptr (GBytes) bytes = load_sample (chart);
  g_autoptr (GPtrArray) sample = kontor_test_read_batch (bytes);
  g_autoptr (GPtrArray) postings = post_examples (&plan, sample);
  g_autoptr (GBytes) ours = kontor_test_write_batch (&plan, postings);
  g_autoptr (GPtrArray) lines = kontor_test_read_batch (ours);

  g_assert_cmpuint (postings->len, ==, 16); /* the last is not the one of a document */
  for (guint i = 2; i < lines->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (lines, i);
      GPtrArray *expected = find_row (sample, row);

      g_assert_cmpuint (row->len, ==, expected->len);
      for (guint c = 0; c < G_N_ELEMENTS (compared); c++)
        g_assert_cmpstr (row->pdata[compared[c]], ==, expected->pdata[compared[c]]);
    }
}

static char **
raw_lines (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return g_strsplit (text, "\r\n", -1);
}

/* Which fields of a raw line stand in quotes. */
static char *
shape_of (const char *line)
{
  GString *shape = g_string_new ("");
  gboolean inside = FALSE;
  gboolean begins = TRUE;

  for (const char *at = line; *at != '\0'; at++)
    {
      if (begins)
        g_string_append_c (shape, *at == '"' ? 't' : '.');
      begins = FALSE;
      if (*at == '"')
        inside = !inside;
      if (*at == ';' && !inside)
        begins = TRUE;
    }
  if (begins)
    g_string_append_c (shape, '.');
  return g_string_free (shape, FALSE);
}

/* Heads, quotes, line ends and letters are the sample's, byte for byte where nothing varies. */
static void
test_structure (gconstpointer chart)
{
  const KontorBooksPlan plan = kontor_test_plan (chart);
  g_autoptr (GBytes) bytes = load_sample (chart);
  g_autoptr (GPtrArray) sample = kontor_test_read_batch (bytes);
  g_autoptr (GPtrArray) postings = post_examples (&plan, sample);
  g_autoptr (GBytes) ours = kontor_test_write_batch (&plan, postings);
  g_auto (GStrv) expected = raw_lines (bytes);
  g_auto (GStrv) found = raw_lines (ours);
  g_autofree char *shape = shape_of (expected[2]);

  g_assert_cmpstr (found[1], ==, expected[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *wanted = shape_of (expected[i]);
      g_autofree char *have = shape_of (found[i]);

      g_assert_cmpstr (have, ==, wanted);
    }
  for (guint i = 2; found[i + 1] != NULL; i++)
    {
      g_autofree char *have = shape_of (found[i]);

      g_assert_cmpstr (have, ==, shape);
      g_assert_null (strchr (found[i], '\n'));
    }
  g_assert_cmpstr (found[g_strv_length (found) - 1], ==, "");   /* the last line ends too */
  g_assert_nonnull (strstr (found[2], "M\xfcller & S\xf6hne")); /* Windows-1252 */
}

/* The first line: which fields it has, and what stands in them. */
static void
test_header (void)
{
  static const char *const expected[] = {
    "EXTF",
    "700",
    "21",
    "Buchungsstapel",
    "13",
    "20261130180000000",
    "",
    "KO",
    "Kontor",
    "",
    "1001",
    "1",
    "20260701",
    "6",
    "20261101",
    "20261130",
    "Ein Titel, der viel zu lang is",
    "",
    "1",
    "0",
    "1",
    "EUR",
    "",
    "",
    "",
    "",
    "04",
    "",
    "",
    "",
    "",
  };
  g_autoptr (KontorJson) settings = kontor_json_parse (
    "{\"datev_adviser\":\"1001\",\"datev_client\":\"1\",\"datev_chart\":\"04\",\"datev_fixed\":"
    "\"1\","
    "\"fiscal_year_month\":\"7\",\"datev_account_length\":\"6\",\"datev_account_bank\":\"180100\"}",
    -1,
    NULL);
  KontorBooksPlan   plan;
  KontorDatevHeader header = { .plan = &plan,
                               .from_day = 20758,
                               .to_day = 20787,
                               .label = "Ein Titel, der viel zu lang ist",
                               .created = "20261130180000000" };
  g_autoptr (GPtrArray) postings = new_postings ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  GPtrArray *first = NULL;

  kontor_books_plan_init (&plan, settings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan.accounts[KONTOR_SALE_STANDARD], ==, 440000);
  g_assert_cmpuint (plan.accounts[KONTOR_ACCOUNT_BANK], ==, 180100);
  g_assert_cmpuint (plan.first_debtor, ==, 1000000);
  bytes = kontor_datev_batch (&header, postings, &error);
  g_assert_no_error (error);
  lines = kontor_test_read_batch (bytes);
  first = g_ptr_array_index (lines, 0);
  g_assert_cmpuint (first->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpstr (first->pdata[i], ==, expected[i]);

  header.from_day = 20600; /* before the fiscal year */
  g_assert_null (kontor_datev_batch (&header, postings, &error));
  g_assert_error (error, KONTOR_BOOKS_ERROR, KONTOR_BOOKS_ERROR_SETTINGS);
}

static void
assert_refused (const char *settings, const char *part)
{
  g_autoptr (KontorJson) json = kontor_json_parse (settings, -1, NULL);
  g_autoptr (GError) error = NULL;
  KontorBooksPlan plan;

  g_assert_false (kontor_books_plan_init (&plan, json, &error));
  g_assert_error (error, KONTOR_BOOKS_ERROR, KONTOR_BOOKS_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_settings (void)
{
  assert_refused ("{}", "datev_adviser");
  assert_refused ("{\"datev_adviser\":\"12\",\"datev_client\":\"1\"}", "from 1001 to 9999999");
  assert_refused ("{\"datev_adviser\":\"1001\"}", "datev_client");
  assert_refused ("{\"datev_adviser\":\"1001\",\"datev_client\":\"1\",\"datev_chart\":\"49\"}",
                  "datev_chart");
  assert_refused (
    "{\"datev_adviser\":\"1001\",\"datev_client\":\"1\",\"datev_account_bank\":\"123456\"}",
    "datev_account_bank");
}

/* What strangers write into names does no harm: quotes, line ends, other letters, length. */
static void
test_texts (void)
{
  const KontorBooksPlan plan = kontor_test_plan ("03");
  g_autoptr (GPtrArray) postings = new_postings ();
  KontorPosting *posting = kontor_posting_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  GPtrArray *row = NULL;

  posting->amount_minor = 123;
  posting->currency = g_strdup ("EUR");
  posting->account = 10000;
  posting->contra = 8400;
  posting->day = 20758;
  posting->voucher = g_strdup ("RE 2026;1\r\nä");
  posting->text = g_strdup (
    "a\"b;c\r\nd 🫖 € ä 0123456789012345678901234567890123456789012345678");
  posting->link = g_strdup ("0190");
  g_ptr_array_add (postings, posting);
  bytes = kontor_test_write_batch (&plan, postings);
  lines = kontor_test_read_batch (bytes);
  g_assert_cmpuint (lines->len, ==, 3);
  row = g_ptr_array_index (lines, 2);
  g_assert_cmpstr (row->pdata[9], ==, "0111");
  g_assert_cmpstr (row->pdata[10], ==, "RE-2026-1----");
  g_assert_true (g_str_has_prefix (row->pdata[13], "a\"b;c  d ? € ä 0123"));
  g_assert_cmpint (g_utf8_strlen (row->pdata[13], -1), ==, 60);
  g_assert_cmpstr (row->pdata[19], ==, "BEDI \"0190\"");
}

/* --- money --- */

static void
post_share (
  GPtrArray *postings, const char *kind, const char *method, gint64 minor, gboolean incoming)
{
  const KontorBooksPlan plan = kontor_test_plan ("03");
  const KontorBooksTax  taxes[] = {
     { .category = "S", .rate_bp = 1900, .gross_minor = 11900, .sale = KONTOR_SALE_STANDARD },
     { .category = "S", .rate_bp = 700, .gross_minor = 5350, .sale = KONTOR_SALE_REDUCED },
  };
  g_autoptr (KontorBooksShare) share = g_new0 (KontorBooksShare, 1);
  g_autoptr (GError) error = NULL;

  share->kind = g_strdup (kind);
  share->method = g_strdup (method);
  share->amount_minor = minor;
  share->currency = g_strdup ("EUR");
  share->day = 20758;
  share->voucher = g_strdup ("RE-1");
  share->is_incoming = incoming;
  share->taxes = g_array_new (FALSE, FALSE, sizeof (KontorBooksTax));
  g_array_append_vals (share->taxes, taxes, G_N_ELEMENTS (taxes));
  kontor_books_post_share (&plan, share, postings, &error);
  g_assert_no_error (error);
}

static void
assert_posting (GPtrArray *postings, guint i, gint64 minor, char side, guint account, guint contra)
{
  const KontorPosting *posting = g_ptr_array_index (postings, i);

  g_assert_cmpint (posting->amount_minor, ==, minor);
  g_assert_cmpint (posting->is_credit ? 'H' : 'S', ==, side);
  g_assert_cmpuint (posting->account, ==, account);
  g_assert_cmpuint (posting->contra, ==, contra);
}

static void
test_shares (void)
{
  g_autoptr (GPtrArray) postings = new_postings ();

  post_share (postings, "payment", "transfer", 10000, FALSE);
  post_share (postings, "payment", "card", -500, FALSE);
  post_share (postings, "cash_discount", NULL, 345, FALSE);
  post_share (postings, "write_off", NULL, 100, FALSE);
  post_share (postings, "fee", "stripe", 47, FALSE);
  post_share (postings, "payment", "transfer", 7000, TRUE);
  post_share (postings, "cash_discount", NULL, 345, TRUE);
  g_assert_cmpuint (postings->len, ==, 10);
  assert_posting (postings, 0, 10000, 'S', 1200, 10000);
  assert_posting (postings, 1, 500, 'H', 1360, 10000);
  assert_posting (postings, 2, 238, 'S', 8736, 10000); /* 345 × 119.00 / 172.50 */
  assert_posting (postings, 3, 107, 'S', 8731, 10000);
  assert_posting (postings, 4, 69, 'S', 2406, 10000);
  assert_posting (postings, 5, 31, 'S', 2401, 10000);
  assert_posting (postings, 6, 47, 'S', 4970, 10000);
  assert_posting (postings, 7, 7000, 'S', 70000, 1200);
  assert_posting (postings, 8, 238, 'S', 70000, 3736); /* input VAT becomes smaller too */
  assert_posting (postings, 9, 107, 'S', 70000, 3731);
  g_assert_cmpuint (((KontorPosting *) postings->pdata[6])->key, ==, 94);
}

/* An advance is no revenue; the final invoice turns it into one. */
static void
test_advances (void)
{
  const KontorBooksPlan plan = kontor_test_plan ("03");
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  g_autoptr (KontorBooksDocument) advance = NULL;
  g_autoptr (KontorBooksDocument) final = NULL;
  g_autoptr (GPtrArray) postings = new_postings ();
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  invoice->kind = KONTOR_INVOICE_ADVANCE;
  invoice->number = g_strdup ("AR-1");
  invoice->currency = g_strdup ("EUR");
  invoice->issue_day = 20758;
  line->quantity_e6 = KONTOR_INVOICE_ONE;
  line->price_e6 = 300 * KONTOR_INVOICE_ONE;
  line->category = g_strdup ("S");
  line->rate_bp = 1900;
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  advance = kontor_test_document (invoice);
  g_assert_true (kontor_books_post_document (&plan, advance, postings, NULL));
  assert_posting (postings, 0, 35700, 'S', 10000, 1718);

  invoice->kind = KONTOR_INVOICE_FINAL;
  line->price_e6 = 1000 * KONTOR_INVOICE_ONE;
  line = kontor_invoice_add_line (invoice);
  line->kind = g_strdup ("advance");
  line->quantity_e6 = -KONTOR_INVOICE_ONE;
  line->price_e6 = 300 * KONTOR_INVOICE_ONE;
  line->category = g_strdup ("S");
  line->rate_bp = 1900;
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  final = kontor_test_document (invoice);
  g_assert_true (kontor_books_post_document (&plan, final, postings, NULL));
  g_assert_cmpuint (postings->len, ==, 3);
  assert_posting (postings, 1, 119000, 'S', 10000, 8400);
  assert_posting (postings, 2, 35700, 'H', 10000, 1718);
}

/* --- what goes with it --- */

static void
test_archive (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (KontorZip) zip = kontor_zip_new (stream, 20758);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_datev_picture_free);
  KontorDatevPicture *picture = g_new0 (KontorDatevPicture, 1);
  g_autoptr (GBytes) index = NULL;
  g_autofree char *text = NULL;
  const guint8    *data = NULL;
  gsize            size = 0;

  picture->guid = g_strdup ("0190-guid");
  picture->file_name = g_strdup ("RE-<1>.pdf");
  g_ptr_array_add (pictures, picture);
  index = kontor_datev_archive (pictures, "Kontor 11/2026", "20261130180000000");
  text = g_strndup (g_bytes_get_data (index, NULL), g_bytes_get_size (index));
  g_assert_nonnull (strstr (text, "<date>2026-11-30T18:00:00</date>"));
  g_assert_nonnull (strstr (text, "<document guid=\"0190-guid\">"));
  g_assert_nonnull (strstr (text, "name=\"RE-&lt;1&gt;.pdf\""));

  g_assert_true (kontor_zip_add (zip, "document.xml", index, NULL));
  g_assert_true (kontor_zip_finish (zip, NULL));
  data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_cmpmem (data, 4, "PK\3\4", 4);
  g_assert_cmpmem (data + size - 22, 4, "PK\5\6", 4);
  g_assert_cmpmem (data + 30, 12, "document.xml", 12);
}

/* --- what the tax office is told: the table of finance-spec.md section 14 --- */

static GPtrArray *
load_documents (void)
{
  g_autoptr (GPtrArray) cases = kontor_invoice_cases_load ();
  GPtrArray *documents = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_books_document_free);

  g_assert_cmpuint (cases->len, ==, 14);
  for (guint i = 0; i < cases->len; i++)
    {
      KontorInvoice *invoice = ((KontorInvoiceCase *) cases->pdata[i])->invoice;

      g_assert_true (kontor_invoice_compute (invoice, NULL));
      g_ptr_array_add (documents, kontor_test_document (invoice));
    }
  return documents;
}

static void
assert_line (const KontorJson *answer, const char *code, gint64 net_minor, gint64 tax_minor)
{
  const KontorJson *lines = kontor_json_get_array (answer, "lines");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);

      if (!g_str_equal (kontor_json_get_string (line, "code", ""), code))
        continue;
      g_assert_cmpint (kontor_json_get_integer (line, "net_minor", 0), ==, net_minor);
      g_assert_cmpint (kontor_json_get_integer (line, "base_euro", 0), ==, net_minor / 100);
      g_assert_cmpint (kontor_json_get_integer (line, "tax_minor", 0), ==, tax_minor);
      return;
    }
  g_error ("code %s is missing", code);
}

static void
test_vat (void)
{
  g_autoptr (GPtrArray) documents = load_documents ();
  g_autoptr (KontorJson) answer = kontor_vat_return (documents, 10000);

  assert_line (answer, "81", 206696, 39274);
  assert_line (answer, "86", 4781, 335);
  assert_line (answer, "21", 120000, 0);
  assert_line (answer, "41", 44200, 0);
  assert_line (answer, "43", 29900, 0);
  g_assert_cmpint (kontor_json_get_integer (answer, "tax_minor", 0), ==, 39609);
  g_assert_cmpint (kontor_json_get_integer (answer, "due_minor", 0), ==, 29609);
  g_assert_cmpint (kontor_json_get_integer (answer, "without_rate", -1), ==, 0);
}

static void
test_abroad (void)
{
  g_autoptr (GPtrArray) documents = load_documents ();
  g_autoptr (KontorJson) ec = kontor_ec_sales_list (documents);
  g_autoptr (KontorJson) oss = kontor_oss_report (documents);
  const KontorJson *rows = kontor_json_get_array (ec, "rows");
  const KontorJson *row = NULL;

  g_assert_cmpuint (kontor_json_length (rows), ==, 2);
  row = kontor_json_at (rows, 0);
  g_assert_cmpstr (kontor_json_get_string (row, "vat_id", ""), ==, "ATU12345675");
  g_assert_cmpstr (kontor_json_get_string (row, "kind", ""), ==, "goods");
  g_assert_cmpint (kontor_json_get_integer (row, "net_minor", 0), ==, 44200);
  row = kontor_json_at (rows, 1);
  g_assert_cmpstr (kontor_json_get_string (row, "kind", ""), ==, "service");
  g_assert_cmpint (kontor_json_get_integer (row, "base_euro", 0), ==, 1200);

  rows = kontor_json_get_array (oss, "rows");
  g_assert_cmpuint (kontor_json_length (rows), ==, 1);
  row = kontor_json_at (rows, 0);
  g_assert_cmpstr (kontor_json_get_string (row, "country", ""), ==, "AT");
  g_assert_cmpint (kontor_json_get_integer (row, "rate_bp", 0), ==, 2000);
  g_assert_cmpint (kontor_json_get_integer (row, "net_minor", 0), ==, 4990);
  g_assert_cmpint (kontor_json_get_integer (row, "tax_minor", 0), ==, 998);
  g_assert_cmpint (kontor_distance_sales (documents), ==, 4990);
}

/* --- the package for an audit --- */

static gboolean
is_valid (const char *folder, const char *index)
{
  g_autofree char *path = g_build_filename (folder, "index.xml", NULL);
  xmlParserCtxtPtr context = xmlNewParserCtxt ();
  xmlDocPtr        document = NULL;
  gboolean         valid = FALSE;

  g_assert_true (g_file_set_contents (path, index, -1, NULL));
  document = xmlCtxtReadFile (
    context, path, NULL, XML_PARSE_DTDVALID | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  valid = document != NULL && context->valid != 0;
  xmlFreeDoc (document);
  xmlFreeParserCtxt (context);
  return valid;
}

static void
test_z3_index (void)
{
  g_autofree char *folder = g_dir_make_tmp ("z3-XXXXXX", NULL);
  g_autofree char *dtd_path = g_build_filename (folder, KONTOR_Z3_DTD_NAME, NULL);
  g_autoptr (GBytes) dtd = kontor_z3_dtd ();
  g_autoptr (GBytes) index = kontor_z3_index ("Müller & Söhne <GmbH>", "", 20454, 20818);
  g_autofree char *text = g_strndup (g_bytes_get_data (index, NULL), g_bytes_get_size (index));
  g_auto (GStrv) parts = g_strsplit (text, "<Version>1.0</Version>", 2);
  g_autofree char *broken = g_strjoinv ("", parts);

  g_assert_true (g_file_set_contents (
    dtd_path, g_bytes_get_data (dtd, NULL), (gssize) g_bytes_get_size (dtd), NULL));
  g_assert_true (is_valid (folder, text));
  g_assert_false (is_valid (folder, broken)); /* else the test would prove nothing */
  g_assert_nonnull (strstr (text, "Müller &amp; Söhne &lt;GmbH&gt;"));
  g_assert_nonnull (strstr (text, "<From>01.01.2026</From>"));
  g_assert_nonnull (strstr (text, "<URL>rechnungen.csv</URL>"));
}

static void
test_z3_cells (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  kontor_z3_append_cell (line, KONTOR_Z3_TEXT, 0, "a;\"b\"\n");
  kontor_z3_append_cell (line, KONTOR_Z3_AMOUNT, -123456, NULL);
  kontor_z3_append_cell (line, KONTOR_Z3_DAY, 20758, NULL);
  kontor_z3_append_cell (line, KONTOR_Z3_QUANTITY, 1500, NULL);
  g_assert_cmpstr (line->str, ==, "\"a;\"\"b\"\" \"-1234,5601.11.20261,500");
}

/* Books agree with random invoices to the cent; test-invoice-paper does the same with the page. */
static void
test_random (void)
{
  guint n_invoices = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0 ? 10000 : 1000;
  guint n_booked = 0;

  for (guint32 seed = 0; seed < n_invoices; seed++)
    {
      g_autoptr (KontorInvoice) invoice = kontor_invoice_random (seed);

      n_booked += kontor_test_assert_booked (invoice);
    }
  g_assert_cmpuint (n_booked, >, n_invoices * 9 / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/books/samples/skr03", "03", test_samples);
  g_test_add_data_func ("/books/samples/skr04", "04", test_samples);
  g_test_add_data_func ("/books/structure/skr03", "03", test_structure);
  g_test_add_data_func ("/books/structure/skr04", "04", test_structure);
  g_test_add_func ("/books/header", test_header);
  g_test_add_func ("/books/settings", test_settings);
  g_test_add_func ("/books/texts", test_texts);
  g_test_add_func ("/books/shares", test_shares);
  g_test_add_func ("/books/advances", test_advances);
  g_test_add_func ("/books/archive", test_archive);
  g_test_add_func ("/books/vat", test_vat);
  g_test_add_func ("/books/abroad", test_abroad);
  g_test_add_func ("/books/z3/index", test_z3_index);
  g_test_add_func ("/books/z3/cells", test_z3_cells);
  g_test_add_func ("/books/random", test_random);
  return g_test_run ();
}
