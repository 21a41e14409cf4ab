/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-books-check.h"
#include "kontor-books-query.h"
#include "kontor-command-fixture.h"
#include "kontor-csv.h"
#include "kontor-invoice-command.h"
#include "kontor-z3.h"

#define DAY 20231 /* COMMAND_FIXTURE_NOW is on it */
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define ORDER                                                                                      \
  "{'state':'PENDING_PAYMENT','customer':'%s','customer_name':'Anna Meier','billing':"             \
  "{'name':'Anna Meier','street':'Am Markt 1','postcode':'24103','city':'Kiel','country':'DE'},"   \
  "'price_mode':'gross','lines':["                                                                 \
  "{'title':'Zeder','quantity':2000,'price_e4':249500,'tax_code':'standard'},"                     \
  "{'title':'Tee','quantity':1000,'price_e4':64900,'tax_code':'reduced','discount_bp':1000}]}"

/* Stands for pages. */
static gboolean
render (const KontorInvoice *invoice,
        const KontorJson    *settings,
        const char          *format,
        gint64               issued_at,
        GBytes             **pdf,
        GBytes             **xml,
        GError             **error)
{
  *pdf = g_bytes_new (invoice->number, strlen (invoice->number));
  if (!g_str_equal (format, "plain"))
    *xml = g_bytes_new_static ("<x/>", 4);
  return TRUE;
}

static char *
issue_one (CommandFixture *self, const char *customer)
{
  g_autofree char *order = command_make (self, "order", "order.create", ORDER, customer);

  return command_make (self, "invoice", "invoice.issue", "{'order':'%s'}", order);
}

static char *
new_customer (CommandFixture *self, const char *name)
{
  return command_make (self, "customer", "customer.create", "{'kind':'person','name':'%s'}", name);
}

static KontorBooksBatch *
read_batch (KontorDatabase *database)
{
  const KontorBooksPlan plan = kontor_test_plan ("03");
  g_autoptr (GError) error = NULL;
  KontorBooksBatch *batch = kontor_query_books_batch (database, &plan, DAY - 3, DAY + 3, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->problems->len, ==, 0);
  return batch;
}

/* Accounts are given once, in one order, and kept. */
static void
test_accounts (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *anna = new_customer (self, "Anna");
  g_autofree char *berta = new_customer (self, "Berta");
  g_autofree char *unsold = new_customer (self, "Clara");
  g_autofree char *first = issue_one (self, anna);
  g_autofree char *second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char      *of_anna = "SELECT account FROM party_account ORDER BY account LIMIT 1";

  command_do (self, "books.accounts", "{}");
  before = command_text (self, of_anna);
  g_assert_cmpstr (before, ==, "10001");
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM party_account"), ==, 1);

  second = issue_one (self, berta);
  command_do (self, "books.accounts", "{}");
  command_do (self, "books.accounts", "{}");
  after = command_text (self, of_anna);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM party_account"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT max (account) FROM party_account"), ==, 10002);
  g_assert_nonnull (unsold);
}

/* The bookings' sum is that of the documents, whatever engine they lie on. */
static void
test_batch (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = new_customer (self, "Anna Meier");
  g_autofree char *first = issue_one (self, customer);
  g_autofree char *second = issue_one (self, customer);
  KontorDatabase  *databases[] = { self->database, self->twin, self->server };

  command_do (self, "invoice.issue", "{'cancels':'%s','reason':'Irrtum'}", first);
  command_do (self, "books.accounts", "{}");
  for (gsize i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (KontorBooksBatch) batch = NULL;
      gint64 sum = 0;

      if (databases[i] == NULL)
        continue;
      batch = read_batch (databases[i]);
      g_assert_cmpuint (batch->documents->len, ==, 3);
      g_assert_cmpuint (batch->postings->len, ==, 6);
      for (guint p = 0; p < batch->postings->len; p++)
        {
          const KontorPosting *posting = g_ptr_array_index (batch->postings, p);

          g_assert_cmpuint (posting->account, ==, 10001);
          sum += posting->is_credit ? -posting->amount_minor : posting->amount_minor;
        }
      g_assert_cmpint (sum, ==, batch->sum_minor);
      g_assert_cmpint (
        sum, ==, command_count (self, "SELECT sum (sign * gross_minor) FROM invoice"));
    }
  g_assert_nonnull (second);
}

static void
test_money (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = new_customer (self, "Anna Meier");
  g_autofree char *invoice = issue_one (self, customer);
  g_autofree char *hex = g_strdup (invoice);
  g_autoptr (KontorBooksBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  KontorUid            uid;
  const KontorPosting *posting = NULL;

  g_assert_true (kontor_uid_parse (&uid, hex));
  kontor_database_run (
    self->database,
    "INSERT INTO payment_share (uid, invoice_uid, kind, amount_minor, currency, happened_on,"
    " recorded_at, station) VALUES (?1, ?1, 'cash_discount', 100, 'EUR', ?2, 0, 1)",
    &error,
    KONTOR_VALUES (kontor_value_uid (&uid), kontor_value_integer (DAY)));
  g_assert_no_error (error);
  batch = read_batch (self->database);
  g_assert_cmpuint (batch->postings->len, ==, 4); /* two rates of each */
  posting = g_ptr_array_index (batch->postings, 2);
  g_assert_cmpuint (posting->account, ==, 8736);
  g_assert_cmpuint (posting->contra, ==, 10000);
  g_assert_cmpint (
    posting->amount_minor + ((KontorPosting *) batch->postings->pdata[3])->amount_minor, ==, 100);
}

/* Files are logged; the second one over the same days names the first. */
static void
test_export (CommandFixture *self, gconstpointer unused)
{
  static const char *const export
    = "{'kind':'%s','from':20209,'to':20239,'file_name':'a.csv','sha256':'" HASH
      "','n_rows':3,'sum_minor':-5}";
  g_autoptr (KontorJson) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  command_do (self, "books.export", export, "datev");
  command_do (self, "books.export", export, "z3");
  command_do (self, "books.export", export, "datev");
  command_do (self, "books.export", export, "datev");
  rows = kontor_query_books_exports (self->database, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_json_length (rows), ==, 4);
  g_assert_null (kontor_json_get (kontor_json_at (rows, 3), "repeats"));
  g_assert_null (kontor_json_get (kontor_json_at (rows, 2), "repeats"));
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (kontor_json_get_string (kontor_json_at (rows, i), "repeats", ""),
                     ==,
                     kontor_json_get_string (kontor_json_at (rows, 3), "uid", "-"));
  kontor_query_count_exports (self->database, "datev", 20209, 20239, &count, &error);
  g_assert_cmpint (count, ==, 3);
}

static void
test_refusals (CommandFixture *self, gconstpointer unused)
{
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "kind",
                   "books.export",
                   "{'kind':'tape','from':1,'to':2,'file_name':'a','sha256':'" HASH
                   "','n_rows':0,'sum_minor':0}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "to",
                   "books.export",
                   "{'kind':'datev','from':3,'to':2,'file_name':'a','sha256':'" HASH
                   "','n_rows':0,'sum_minor':0}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "sha256",
                   "books.export",
                   "{'kind':'datev','from':1,'to':2,'file_name':'a','sha256':'abc','n_rows':0,"
                   "'sum_minor':0}");
}

/* --- for the tax office --- */

static guint
count_columns (const KontorZ3Table *table)
{
  guint n = 0;

  while (n < KONTOR_Z3_MAX_COLUMNS && table->columns[n].name != NULL)
    n++;
  return n;
}

/* Each row has its columns, and both engines say the same. */
static void
assert_table (guint which, GBytes *bytes, guint expected_rows)
{
  gsize       size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, size, ';');
  g_autoptr (GError) error = NULL;
  GPtrArray *fields = NULL;
  guint      n_rows = 0;

  while (kontor_csv_reader_next (reader, &fields, &error))
    {
      g_assert_cmpuint (fields->len, ==, count_columns (&kontor_z3_tables[which]));
      n_rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, expected_rows + 1);
}

static void
test_z3 (CommandFixture *self, gconstpointer unused)
{
  static const guint expected[KONTOR_Z3_N_TABLES] = { 2, 4, 4, 0, 0, 0, 0, 1, 0 };
  g_autofree char   *customer = new_customer (self, "Anna Meier");
  g_autofree char   *first = issue_one (self, customer);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  command_do (self, "invoice.issue", "{'cancels':'%s','reason':'Irrtum'}", first);
  tables = kontor_query_z3 (self->database, DAY, DAY, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, 11);
  for (guint i = 0; i < KONTOR_Z3_N_TABLES; i++)
    assert_table (i, g_ptr_array_index (tables, i), expected[i]);
  if (self->server == NULL)
    return;
  others = kontor_query_z3 (self->server, DAY, DAY, &n_rows, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < KONTOR_Z3_N_TABLES; i++)
    g_assert_true (g_bytes_equal (g_ptr_array_index (tables, i), g_ptr_array_index (others, i)));
}

static void
test_procedure (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = new_customer (self, "Anna Meier");
  g_autofree char *first = issue_one (self, customer);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) facts = kontor_query_procedure (self->database, &error);
  const KontorJson *series = NULL;

  g_assert_no_error (error);
  series = kontor_json_at (kontor_json_get_array (facts, "series"), 0);
  g_assert_cmpstr (kontor_json_get_string (series, "first", ""), ==, "RE-2025-10001");
  g_assert_cmpint (kontor_json_get_integer (series, "count", 0), ==, 1);
  g_assert_nonnull (first);
}

/* Goods and documents close together, and open again as they were. */
static void
test_period (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = new_customer (self, "Anna Meier");
  g_autofree char *order = command_make (self, "order", "order.create", ORDER, customer);
  g_autofree char *closed = NULL;
  const char      *setting = "SELECT coalesce ((SELECT value FROM setting WHERE key = "
                             "'books_closed_until'), '')";

  command_do (self, "period.close", "{'until':'2025-05-01'}");
  closed = command_text (self, setting);
  g_assert_cmpstr (closed, ==, "2025-04-30");
  g_clear_pointer (&closed, g_free);

  command_do (self, "period.close", "{'until':'2025-05-23'}");
  command_undo (self, "period.open");
  closed = command_text (self, setting);
  g_assert_cmpstr (closed, ==, "2025-04-30");
  g_clear_pointer (&closed, g_free);

  command_do (self, "period.open", "{}");
  closed = command_text (self, setting);
  g_assert_cmpstr (closed, ==, "");
  command_do (self, "invoice.issue", "{'order':'%s'}", order);
}

static gint64
open_lines (CommandFixture *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) month = kontor_query_month (self->database, DAY - 22, DAY + 8, &error);
  const KontorJson *items = NULL;

  g_assert_no_error (error);
  items = kontor_json_get_array (month, "items");
  for (guint i = 0; i < kontor_json_length (items); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (items, i), "key", ""), key))
      return kontor_json_get_integer (kontor_json_at (items, i), "count", -1);
  return -1;
}

/* The checklist knows what is open, and forgets it when it is done. */
static void
test_month (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = new_customer (self, "Anna Meier");
  g_autofree char *first = issue_one (self, customer);

  g_assert_cmpint (open_lines (self, "settings"), ==, 1);
  command_do (self, "company.set", "{'key':'datev_adviser','value':'1001'}");
  command_do (self, "company.set", "{'key':'datev_client','value':'1'}");
  g_assert_cmpint (open_lines (self, "settings"), ==, -1);
  g_assert_cmpint (open_lines (self, "problems"), ==, 0);
  g_assert_cmpint (open_lines (self, "unmatched"), ==, 0);
  g_assert_cmpint (open_lines (self, "incoming"), ==, 0);
  g_assert_cmpint (open_lines (self, "export"), ==, 1);

  command_do (self,
              "books.export",
              "{'kind':'datev','from':20209,'to':20239,'file_name':'a.csv','sha256':'" HASH
              "','n_rows':2,'sum_minor':%" G_GINT64_FORMAT "}",
              command_count (self, "SELECT sum (sign * gross_minor) FROM invoice"));
  g_assert_cmpint (open_lines (self, "export"), ==, -1);
  command_do (self, "invoice.issue", "{'cancels':'%s','reason':'Irrtum'}", first);
  g_assert_cmpint (open_lines (self, "export"), ==, 1);
}

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  kontor_invoice_set_render (render);
#define ADD(name, func)                                                                            \
  g_test_add ("/books-commands/" name,                                                             \
              CommandFixture,                                                                      \
              NULL,                                                                                \
              command_fixture_set_up,                                                              \
              func,                                                                                \
              command_fixture_tear_down)
  ADD ("accounts", test_accounts);
  ADD ("batch", test_batch);
  ADD ("money", test_money);
  ADD ("export", test_export);
  ADD ("refusals", test_refusals);
  ADD ("z3", test_z3);
  ADD ("procedure", test_procedure);
  ADD ("period", test_period);
  ADD ("month", test_month);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
