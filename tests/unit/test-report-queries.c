/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-report-query.h"
#include "kontor-stock-fixture.h"
#include "kontor-time.h"

/* Reports on both engines: one adds up derived tables, the other the rows. Days are those of
 * Berlin. */

#define BEGIN (COMMAND_FIXTURE_NOW - 70 * KONTOR_DAY)
#define END_DAY 20231 /* 2025-05-23 */

static gint64
day (const char *iso)
{
  g_autoptr (GError) error = NULL;
  gint64 result = 0;

  kontor_day_parse (iso, &result, &error);
  g_assert_no_error (error);
  return result;
}

static KontorJson *
ask (KontorDatabase *database,
     const char     *name,
     const char     *from,
     const char     *to,
     KontorCompare   compare)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  const KontorReportQuestion question = { .type = kontor_report_type_find (name),
                                          .from = day (from),
                                          .to = day (to),
                                          .compare = compare,
                                          .now = COMMAND_FIXTURE_NOW,
                                          .zone = zone };
  KontorJson                *report = kontor_query_report (database, &question, &error);

  g_assert_no_error (error);
  return report;
}

/* What is known here was recorded at other times there. */
static char *
dup_text (KontorJson *report)
{
  kontor_json_set (report, "recorded_at", kontor_json_new_null ());
  return kontor_json_to_string (report);
}

static void
on_both (CommandFixture *self, const char *sql, const KontorValue *values, gsize n_values)
{
  g_autoptr (GError) error = NULL;

  kontor_database_run (self->database, sql, &error, values, n_values);
  g_assert_no_error (error);
  if (self->server != NULL)
    kontor_database_run (self->server, sql, &error, values, n_values);
  g_assert_no_error (error);
}

static KontorUid
uid_of (guint8 number)
{
  KontorUid uid = { { 0 } };

  uid.bytes[0] = 0x42;
  uid.bytes[15] = number;
  return uid;
}

/* An issued document with one rate. */
static void
issue (CommandFixture *self,
       guint8          number,
       const char     *kind,
       int             sign,
       gint64          issued_on,
       gint64          due_on,
       gint64          net,
       guint8          preceding)
{
  KontorUid uid = uid_of (number);
  KontorUid before = uid_of (preceding);

  on_both (
    self,
    "INSERT INTO invoice (uid, kind, series, position, number, customer_name, issued_on, due_on,"
    " currency, price_mode, net_minor, tax_minor, gross_minor, due_minor, sign, format, language,"
    " snapshot, pdf_sha256, station, issued_at, previous_hash, hash, preceding_uid)"
    " VALUES (?1, ?2, 'RE', ?3, 'RE', 'Anna', ?4, ?5, 'EUR', 'net', ?6, ?7, ?8, ?8, ?9, 'plain',"
    " 'de', '{}', '', 1, 0, '', '', ?10)",
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_text (kind),
                   kontor_value_integer (number),
                   kontor_value_integer (issued_on),
                   kontor_value_integer (due_on),
                   kontor_value_integer (net),
                   kontor_value_integer (net / 5),
                   kontor_value_integer (net + net / 5),
                   kontor_value_integer (sign),
                   preceding != 0 ? kontor_value_uid (&before) : kontor_value_null ()));
  on_both (self,
           "INSERT INTO invoice_tax (invoice_uid, category, rate_bp, net_minor, tax_minor,"
           " gross_minor) VALUES (?1, 'S', 2000, ?2, ?3, ?4)",
           KONTOR_VALUES (kontor_value_uid (&uid),
                          kontor_value_integer (net),
                          kontor_value_integer (net / 5),
                          kontor_value_integer (net + net / 5)));
}

static void
pay (CommandFixture *self, guint8 number, guint8 invoice, gint64 on, gint64 amount)
{
  KontorUid uid = uid_of (number);
  KontorUid paid = uid_of (invoice);

  on_both (self,
           "INSERT INTO payment_share (uid, invoice_uid, kind, amount_minor, currency,"
           " happened_on, recorded_at, station) VALUES (?1, ?2, 'payment', ?3, 'EUR', ?4, 0, 1)",
           KONTOR_VALUES (kontor_value_uid (&uid),
                          kontor_value_uid (&paid),
                          kontor_value_integer (amount),
                          kontor_value_integer (on)));
}

/* Ten weeks of orders of two items, some shipped, one cancelled, one refunded. */
static void
fill (CommandFixture *self)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *mug = stock_make (self, "MUG", "");
  g_autofree char *anna = command_make (
    self, "customer", "customer.create", "{'name':'Anna Meier'}");

  self->now = BEGIN;
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':90000,'cost_e4':20000}");
  command_do (self, "stock.receive", "{'variant':'MUG','quantity':5000,'cost_e4':50000}");
  for (int i = 0; i < 24; i++)
    {
      g_autofree char *order = NULL;

      self->now = BEGIN + i * 3 * KONTOR_DAY - 1000 * i;
      order = command_make (self,
                            "order",
                            "order.create",
                            "{'state':'PAID'%s%s%s,'lines':[{'sku':'TEA','quantity':%d}]}",
                            i % 3 == 0 ? ",'customer':'" : "",
                            i % 3 == 0 ? anna : "",
                            i % 3 == 0 ? "'" : "",
                            1000 + i % 4 * 500);
      if (i % 2 == 0)
        command_do (self, "order.ship", "{'order':'%s'}", order);
      if (i == 7)
        command_do (self, "order.cancel", "{'order':'%s','reason':'Doppelt'}", order);
      if (i == 8)
        command_do (
          self, "order.refund", "{'order':'%s','reason':'Sprung','amount_minor':300}", order);
    }
  self->now = COMMAND_FIXTURE_NOW;
}

static void
test_engines_agree (CommandFixture *self, gconstpointer unused)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  fill (self);
  issue (self, 1, "invoice", 1, END_DAY - 50, END_DAY - 20, 10000, 0);
  issue (self, 2, "invoice", 1, END_DAY - 5, END_DAY + 9, 20000, 0);
  pay (self, 9, 1, END_DAY - 3, 2000);
  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (KontorJson) here = ask (
        self->database, types[i].name, "2025-03-01", "2025-05-23", KONTOR_COMPARE_BEFORE);
      g_autofree char *text = dup_text (here);

      g_assert_nonnull (kontor_json_get_array (here, "rows"));
      if (self->server != NULL)
        {
          g_autoptr (KontorJson) there = ask (
            self->server, types[i].name, "2025-03-01", "2025-05-23", KONTOR_COMPARE_BEFORE);
          g_autofree char *other = dup_text (there);

          g_assert_cmpstr (text, ==, other);
        }
    }
}

static gint64
total (const KontorJson *report, const char *key)
{
  return kontor_json_get_integer (kontor_json_get_object (report, "total"), key, -1);
}

static KontorJson *
ask_tiles (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  KontorJson *tiles = kontor_query_tiles (database, COMMAND_FIXTURE_NOW, zone, &error);

  g_assert_no_error (error);
  return tiles;
}

static void
assert_tile (const KontorJson *tiles, const char *name, const char *key, gint64 expected)
{
  g_assert_cmpint (
    kontor_json_get_integer (kontor_json_get_object (tiles, name), key, -1), ==, expected);
}

/* What the bank said last, and what suppliers want. */
static void
add_bank (CommandFixture *self)
{
  KontorUid account = uid_of (50);
  KontorUid statement = uid_of (51);
  KontorUid incoming = uid_of (52);

  on_both (self,
           "INSERT INTO bank_account (uid, name, iban, currency) VALUES (?1, 'Giro', 'DE1', 'EUR')",
           KONTOR_VALUES (kontor_value_uid (&account)));
  on_both (self,
           "INSERT INTO bank_statement (uid, account_uid, reference, to_on, opening_minor,"
           " closing_minor, currency, format, file_sha256, imported_at)"
           " VALUES (?1, ?2, '1', ?3, 0, 50000, 'EUR', 'camt.053', '', 0)",
           KONTOR_VALUES (kontor_value_uid (&statement),
                          kontor_value_uid (&account),
                          kontor_value_integer (END_DAY - 1)));
  on_both (self,
           "INSERT INTO incoming_invoice (uid, state, due_on, currency, due_minor, file_sha256,"
           " received_at, changed_at) VALUES (?1, 'approved', ?2, 'EUR', 7000, '', 1, 1)",
           KONTOR_VALUES (kontor_value_uid (&incoming), kontor_value_integer (END_DAY + 8)));
}

/* 500.00 in the bank, 120.00 overdue, 70.00 to be paid in the second week. */
static void
test_cash (CommandFixture *self, gconstpointer unused)
{
  static const gint64 balances[] = { 62000, 55000, 55000 };
  KontorDatabase     *engines[] = { self->database, self->server };

  add_bank (self);
  issue (self, 1, "invoice", 1, END_DAY - 50, END_DAY - 20, 10000, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autoptr (KontorJson) cash = NULL;
      const KontorJson *rows = NULL;

      if (engines[i] == NULL)
        continue;
      cash = ask (engines[i], "cash", "2025-05-23", "2025-06-12", KONTOR_COMPARE_NOTHING);
      rows = kontor_json_get_array (cash, "rows");
      g_assert_cmpuint (kontor_json_length (rows), ==, G_N_ELEMENTS (balances));
      for (guint k = 0; k < G_N_ELEMENTS (balances); k++)
        g_assert_cmpint (
          kontor_json_get_integer (kontor_json_at (rows, k), "balance_minor", 0), ==, balances[k]);
      g_assert_cmpint (total (cash, "bank_minor"), ==, 50000);
      g_assert_cmpint (total (cash, "out_minor"), ==, -7000);
    }
}

/* The tiles are the figures of the reports; the week began on Monday the 19th. */
static void
test_tiles (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) tiles = NULL;
  g_autoptr (KontorJson) week = NULL;
  g_autoptr (KontorJson) before = NULL;

  fill (self);
  issue (self, 1, "invoice", 1, END_DAY - 50, END_DAY - 20, 10000, 0);
  tiles = ask_tiles (self->database);
  week = ask (self->database, "revenue", "2025-05-19", "2025-05-23", KONTOR_COMPARE_NOTHING);
  before = ask (self->database, "revenue", "2025-05-12", "2025-05-16", KONTOR_COMPARE_NOTHING);
  g_assert_cmpint (total (week, "revenue_minor"), >, 0);
  assert_tile (tiles, "week", "revenue_minor", total (week, "revenue_minor"));
  assert_tile (tiles, "week", "before_minor", total (before, "revenue_minor"));
  assert_tile (tiles, "open", "open_minor", 12000);
  assert_tile (tiles, "open", "overdue_minor", 12000);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_get_object (tiles, "week"), "filter", ""),
                   ==,
                   "revenue:2025-05-19..2025-05-23");
  if (self->server != NULL)
    {
      g_autoptr (KontorJson) there = ask_tiles (self->server);

      g_assert_true (kontor_json_equal (tiles, there));
    }
}

/* The same sums by days, weeks and months, and of any part of a week. */
static void
test_any_span (CommandFixture *self, gconstpointer unused)
{
  static const char *const ends[][2] = { { "2025-05-23", "2025-05-23" },
                                         { "2025-05-01", "2025-05-23" },
                                         { "2025-03-14", "2025-05-23" },
                                         { "2024-03-14", "2025-05-23" },
                                         { "2025-04-02", "2025-04-16" } };

  fill (self);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (KontorJson) orders = ask (
        self->database, "orders", ends[i][0], ends[i][1], KONTOR_COMPARE_NOTHING);
      g_autoptr (KontorJson) goods = ask (
        self->database, "products", ends[i][0], ends[i][1], KONTOR_COMPARE_NOTHING);
      const KontorJson *rows = kontor_json_get_array (orders, "rows");
      g_autofree char  *sql = g_strdup_printf (
        "SELECT count (*) FROM sales_order WHERE state NOT IN ('CART', 'CANCELLED')"
         " AND date (placed_at / 1000000, 'unixepoch', 'localtime') BETWEEN '%s' AND '%s'",
        ends[i][0],
        ends[i][1]);
      g_autofree char *sold = g_strdup_printf (
        "SELECT coalesce (sum (l.quantity), 0) FROM sales_order AS o JOIN order_line AS l"
        " ON l.order_uid = o.uid WHERE o.state NOT IN ('CART', 'CANCELLED') AND"
        " date (o.placed_at / 1000000, 'unixepoch', 'localtime') BETWEEN '%s' AND '%s'",
        ends[i][0],
        ends[i][1]);
      gint64 sum = 0;

      for (guint k = 0; k < kontor_json_length (rows); k++)
        sum += kontor_json_get_integer (kontor_json_at (rows, k), "orders", 0);
      g_assert_cmpint (sum, ==, total (orders, "orders"));
      g_assert_cmpint (sum, ==, command_count (self, sql));
      g_assert_cmpint (total (goods, "quantity"), ==, command_count (self, sold));
    }
}

/* Expected by hand: claims of 120.00 and 240.00, 20.00 of them paid, 12.00 credited. */
static void
test_open_items (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) now = NULL;
  g_autoptr (KontorJson) then = NULL;
  g_autoptr (KontorJson) cash = NULL;
  g_autoptr (KontorJson) rates = NULL;

  issue (self, 1, "invoice", 1, END_DAY - 50, END_DAY - 20, 10000, 0);
  issue (self, 2, "invoice", 1, END_DAY - 5, END_DAY + 9, 20000, 0);
  pay (self, 9, 1, END_DAY - 3, 2000);
  issue (self, 3, "credit-note", -1, END_DAY - 1, END_DAY - 1, 1000, 1);

  now = ask (self->database, "open-items", "2025-05-23", "2025-05-23", KONTOR_COMPARE_NOTHING);
  g_assert_cmpint (total (now, "open_minor"), ==, 12000 - 2000 - 1200 + 24000);
  g_assert_cmpint (total (now, "overdue_minor"), ==, 12000 - 2000 - 1200);
  then = ask (self->database, "open-items", "2025-05-19", "2025-05-19", KONTOR_COMPARE_NOTHING);
  g_assert_cmpint (total (then, "open_minor"), ==, 12000 + 24000);
  cash = ask (self->database, "cash", "2025-05-23", "2025-06-05", KONTOR_COMPARE_NOTHING);
  g_assert_cmpint (total (cash, "in_minor"), ==, total (now, "open_minor"));
  rates = ask (
    self->database, "income-by-rate", "2025-03-01", "2025-05-23", KONTOR_COMPARE_NOTHING);
  g_assert_cmpint (total (rates, "net_minor"), ==, 10000 + 20000 - 1000);
}

static void
test_compared_spans (void)
{
  static const struct
  {
    const char   *report;
    KontorCompare compare;
    const char   *from;
    const char   *to;
    const char   *earlier_from;
    const char   *earlier_to;
  } cases[] = {
    { "revenue", KONTOR_COMPARE_BEFORE, "2025-05-10", "2025-05-16", "2025-05-03", "2025-05-09" },
    { "revenue", KONTOR_COMPARE_BEFORE, "2025-05-01", "2025-05-31", "2025-04-01", "2025-04-30" },
    { "revenue", KONTOR_COMPARE_BEFORE, "2025-01-01", "2025-03-31", "2024-10-01", "2024-12-31" },
    { "revenue", KONTOR_COMPARE_YEAR, "2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29" },
    { "revenue", KONTOR_COMPARE_YEAR, "2025-05-10", "2025-05-16", "2024-05-10", "2024-05-16" },
    { "revenue", KONTOR_COMPARE_YEAR, "2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28" },
    { "open-items", KONTOR_COMPARE_BEFORE, "2025-05-23", "2025-05-23", "2025-04-23", "2025-04-23" },
    { "repeat", KONTOR_COMPARE_BEFORE, "2025-03-01", "2025-05-23", "2024-12-01", "2025-02-28" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64           from = day (cases[i].from);
      gint64           to = day (cases[i].to);
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      kontor_report_compared_span (
        kontor_report_type_find (cases[i].report), cases[i].compare, &from, &to);
      first = kontor_day_format_iso (from);
      last = kontor_day_format_iso (to);
      g_assert_cmpstr (first, ==, cases[i].earlier_from);
      g_assert_cmpstr (last, ==, cases[i].earlier_to);
    }
}

/* Every figure names a list that there is, or none yet, and every report can be asked for. */
static void
test_types (void)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_assert_true (kontor_report_type_find (types[i].name) == &types[i]);
      g_assert_cmpuint (strlen (types[i].definition), >, 40);
      g_assert_true (types[i].shape == KONTOR_REPORT_GRID
                     || kontor_report_type_find_column (&types[i], types[i].figures[0]) != NULL);
      for (const KontorReportColumn *column = types[i].columns; column->key != NULL; column++)
        g_assert_true (column->list == NULL || column->filter != NULL);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/reports/types", test_types);
  g_test_add_func ("/reports/compared-spans", test_compared_spans);
#define ADD(path, test)                                                                            \
  g_test_add (path, CommandFixture, NULL, command_fixture_set_up, test, command_fixture_tear_down)
  ADD ("/reports/engines-agree", test_engines_agree);
  ADD ("/reports/any-span", test_any_span);
  ADD ("/reports/open-items", test_open_items);
  ADD ("/reports/cash", test_cash);
  ADD ("/reports/tiles", test_tiles);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
