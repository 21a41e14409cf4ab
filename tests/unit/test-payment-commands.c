/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"
#include "kontor-invoice-command.h"

#define ORDER                                                                                      \
  "{'state':'PENDING_PAYMENT','customer_name':'Anna Meier','billing':{'name':'Anna Meier',"        \
  "'street':'Am Markt 1','postcode':'24103','city':'Kiel','country':'DE'},'price_mode':'gross',"   \
  "'lines':[{'title':'Zeder','quantity':1000,'price_e4':1000000,'tax_code':'standard'}]}"

#define DAY "20231" /* 2025-05-23 */
#define STATEMENT(closing, entries)                                                                \
  "{'iban':'DE02120300000000202051','reference':'S-1','number':1,'from_on':" DAY ",'to_on':" DAY   \
  ",'opening_minor':0,'closing_minor':" closing ",'currency':'EUR','format':'camt.053',"           \
  "'file_sha256':'ab','entries':[" entries "]}"
#define ENTRY(key, amount)                                                                         \
  "{'key':'" key "','booked_on':" DAY ",'amount_minor':" amount                                    \
  ",'currency':'EUR','name':'Anna Meier','purpose':'RE-2025-10001'}"

static gboolean
render (const KontorInvoice *invoice,
        const KontorJson    *settings,
        const char          *format,
        gint64               issued_at,
        GBytes             **pdf,
        GBytes             **xml,
        GError             **error)
{
  *pdf = g_bytes_new_static ("%PDF", 4);
  return TRUE;
}

static char *
make_invoice (CommandFixture *self)
{
  g_autofree char *order = command_make (self, "order", "order.create", ORDER);

  return command_make (self, "invoice", "invoice.issue", "{'order':'%s'}", order);
}

static char *
make_entry (CommandFixture *self, const char *statement)
{
  command_do (self, "bank.statement", "%s", statement);
  return command_text (self,
                       "SELECT lower (substr (h, 1, 8) || '-' || substr (h, 9, 4) || '-' || substr "
                       "(h, 13, 4) || '-' || substr (h, 17, 4) || '-' || substr (h, 21)) FROM "
                       "(SELECT hex (uid) AS h FROM bank_entry ORDER BY id DESC LIMIT 1)");
}

static gint64
get_open (CommandFixture *self)
{
  return command_count (self, "SELECT open_minor FROM derived_invoice_key ORDER BY id LIMIT 1");
}

static void
assert_state (CommandFixture *self, const char *expected)
{
  g_autofree char *state = command_text (self, "SELECT state FROM sales_order");

  g_assert_cmpstr (state, ==, expected);
}

/* --- statements --- */

static void
test_statement (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) result = command_run (
    self, "bank.statement", STATEMENT ("15000", ENTRY ("a", "10000") "," ENTRY ("b", "5000")));
  g_autoptr (KontorJson) longer = NULL;
  g_autofree char *iban = command_text (self, "SELECT iban FROM bank_account");

  g_assert_cmpint (kontor_json_get_integer (result, "entries", 0), ==, 2);
  g_assert_cmpstr (iban, ==, "DE02120300000000202051");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "entries",
                   "bank.statement",
                   STATEMENT ("15000", ENTRY ("a", "10000") "," ENTRY ("b", "5000")));
  longer = command_run (
    self, "bank.statement", STATEMENT ("16000", ENTRY ("b", "5000") "," ENTRY ("c", "1000")));
  g_assert_cmpint (kontor_json_get_integer (longer, "entries", 0), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (longer, "known", 0), ==, 1);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM bank_entry"), ==, 3);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM bank_account"), ==, 1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "entries",
                   "bank.statement",
                   STATEMENT ("0", ENTRY ("d", "0")));
}

static void
test_account (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *account = command_make (
    self, "account", "bank.account.create", "{'name':'Haus','iban':'de02 1203 0000 0000 2020 51'}");

  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "iban",
                   "bank.account.create",
                   "{'name':'Haus','iban':'DE02120300000000202051'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "iban",
                   "bank.account.create",
                   "{'name':'Haus','iban':'DE03120300000000202051'}");
  command_do (self,
              "bank.account.edit",
              "{'account':'%s','fields':{'ledger_account':{'new':'1200'}}}",
              account);
  command_undo (self, "bank.account.edit");
  command_do (self, "bank.statement", STATEMENT ("10000", ENTRY ("a", "10000")));
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM bank_account"), ==, 1);
  command_do (self, "bank.account.archive", "{'account':'%s'}", account);
  command_undo (self, "bank.account.restore");
}

/* --- matching --- */

static void
test_allocate (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  g_autofree char *entry = make_entry (self, STATEMENT ("10000", ENTRY ("a", "10000")));

  g_assert_cmpint (get_open (self), ==, 10000);
  command_do (self,
              "payment.allocate",
              "{'entry':'%s','by_rule':'number+amount','shares':[{'invoice':'%s',"
              "'amount_minor':10000}]}",
              entry,
              invoice);
  g_assert_cmpint (get_open (self), ==, 0);
  assert_state (self, "PAID");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "shares",
                   "payment.allocate",
                   "{'entry':'%s','shares':[{'invoice':'%s','amount_minor':1}]}",
                   entry,
                   invoice);

  command_undo (self, "payment.undo");
  g_assert_cmpint (get_open (self), ==, 10000);
  assert_state (self, "PENDING_PAYMENT");
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM payment_share"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM payment"), ==, 1);

  command_undo (self, "payment.allocate");
  g_assert_cmpint (get_open (self), ==, 0);
  assert_state (self, "PAID");
  command_do (self, "payment.undo", "{'entry':'%s'}", entry);
  g_assert_cmpint (get_open (self), ==, 10000);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "payment", "payment.undo", "{'entry':'%s'}", entry);
}

/* A part, then cash discount for the rest; the discount is no money of the payment. */
static void
test_split (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  g_autofree char *other = make_invoice (self);
  g_autofree char *entry = make_entry (self, STATEMENT ("14800", ENTRY ("a", "14800")));

  command_do (self,
              "payment.allocate",
              "{'entry':'%s','shares':[{'invoice':'%s','amount_minor':9800},{'invoice':'%s',"
              "'amount_minor':200,'kind':'cash_discount'},{'invoice':'%s','amount_minor':4000},"
              "{'kind':'overpayment','amount_minor':1000}]}",
              entry,
              invoice,
              invoice,
              other);
  g_assert_cmpint (get_open (self), ==, 0);
  g_assert_cmpint (
    command_count (self, "SELECT open_minor FROM derived_invoice_key ORDER BY id DESC LIMIT 1"),
    ==,
    6000);
  command_do (self, "payment.undo", "{'entry':'%s'}", entry);
  g_assert_cmpint (command_count (self, "SELECT sum (amount_minor) FROM payment_share"), ==, 0);
  g_assert_cmpint (get_open (self), ==, 10000);
}

static void
test_refusals (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  g_autofree char *entry = make_entry (self, STATEMENT ("12000", ENTRY ("a", "12000")));
  static const struct
  {
    KontorCommandError code;
    const char        *shares;
  } cases[] = {
    { KONTOR_COMMAND_ERROR_INVALID, "" },
    { KONTOR_COMMAND_ERROR_NOT_AVAILABLE, "{'amount_minor':12001}" },
    { KONTOR_COMMAND_ERROR_NOT_AVAILABLE, "{'amount_minor':-1}" },
    { KONTOR_COMMAND_ERROR_NOT_AVAILABLE, "{'amount_minor':8000},{'amount_minor':4001}" },
    { KONTOR_COMMAND_ERROR_INVALID, "{'amount_minor':100,'kind':'write_off'}" },
    { KONTOR_COMMAND_ERROR_INVALID, "{'amount_minor':0}" },
    { KONTOR_COMMAND_ERROR_NOT_FOUND,
      "{'invoice':'0190a4d1-7a00-7000-8000-000000000001','amount_minor':1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    command_refused (self,
                     cases[i].code,
                     "shares",
                     "payment.allocate",
                     "{'entry':'%s','shares':[%s]}",
                     entry,
                     cases[i].shares);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                   "shares",
                   "payment.allocate",
                   "{'entry':'%s','shares':[{'invoice':'%s','amount_minor':10001}]}",
                   entry,
                   invoice);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM payment"), ==, 0);
}

/* Money that the bank takes back opens the invoice again; the bank's fee is apart. */
static void
test_return (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  g_autofree char *came = make_entry (self, STATEMENT ("10000", ENTRY ("a", "10000")));
  g_autofree char *went = NULL;

  command_do (self,
              "payment.allocate",
              "{'entry':'%s','shares':[{'invoice':'%s','amount_minor':10000}]}",
              came,
              invoice);
  went = make_entry (self, STATEMENT ("-300", ENTRY ("b", "-10300")));
  command_do (self,
              "payment.allocate",
              "{'entry':'%s','shares':[{'invoice':'%s','amount_minor':-10000},{'kind':'fee',"
              "'amount_minor':-300}]}",
              went,
              invoice);
  g_assert_cmpint (get_open (self), ==, 10000);
  assert_state (self, "PENDING_PAYMENT");
}

/* --- by hand --- */

static void
test_record (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  g_autoptr (KontorJson) result = command_run (
    self,
    "payment.record",
    "{'invoice':'%s','method':'cash','amount_minor':4000,'reference':'Kasse 7'}",
    invoice);
  g_autoptr (KontorJson) rest = NULL;

  g_assert_cmpint (kontor_json_get_integer (result, "left_minor", -1), ==, 0);
  g_assert_cmpint (get_open (self), ==, 6000);
  assert_state (self, "PENDING_PAYMENT");

  rest = command_run (
    self, "payment.record", "{'invoice':'%s','method':'card','amount_minor':6500}", invoice);
  g_assert_cmpint (kontor_json_get_integer (rest, "left_minor", -1), ==, 500);
  g_assert_cmpint (get_open (self), ==, 0);
  assert_state (self, "PAID");

  command_undo (self, "payment.undo");
  g_assert_cmpint (get_open (self), ==, 6000);
  g_assert_cmpint (command_count (self, "SELECT sum (amount_minor) FROM payment"), ==, 4000);
  command_undo (self, "payment.record");
  g_assert_cmpint (get_open (self), ==, 0);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "method",
                   "payment.record",
                   "{'invoice':'%s','method':'shells','amount_minor':1}",
                   invoice);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "happened_on",
                   "payment.record",
                   "{'invoice':'%s','method':'cash','amount_minor':1,'happened_on':30000}",
                   invoice);
}

static void
test_write_off (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);

  command_do (
    self, "payment.record", "{'invoice':'%s','method':'cash','amount_minor':9999}", invoice);
  command_do (self, "payment.write_off", "{'invoice':'%s','explanation':'a cent'}", invoice);
  g_assert_cmpint (get_open (self), ==, 0);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "invoice",
                   "payment.write_off",
                   "{'invoice':'%s'}",
                   invoice);
  command_undo (self, "payment.undo");
  g_assert_cmpint (get_open (self), ==, 1);
  command_undo (self, "payment.write_off");
  g_assert_cmpint (get_open (self), ==, 0);
}

/* The database itself refuses what no command would do. */
static void
test_guard (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *invoice = make_invoice (self);
  KontorDatabase  *databases[] = { self->database, self->server };

  command_do (
    self, "payment.record", "{'invoice':'%s','method':'cash','amount_minor':4000}", invoice);
  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (databases[i] == NULL)
        continue;
      g_assert_false (kontor_database_run (
        databases[i],
        "INSERT INTO payment_share (uid, payment_uid, kind, amount_minor, currency, happened_on,"
        " recorded_at, station) SELECT ?1, uid, 'fee', 1, 'EUR', 1, 1, 1 FROM payment",
        &error,
        KONTOR_VALUES (kontor_value_uid (&self->author))));
      g_assert_nonnull (strstr (error->message, "more than the payment"));
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (CommandFixture *, gconstpointer);
  } tests[] = {
    { "/payment/statement", test_statement }, { "/payment/account", test_account },
    { "/payment/allocate", test_allocate },   { "/payment/split", test_split },
    { "/payment/refusals", test_refusals },   { "/payment/return", test_return },
    { "/payment/record", test_record },       { "/payment/write-off", test_write_off },
    { "/payment/guard", test_guard },
  };
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  kontor_invoice_set_render (render);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path,
                CommandFixture,
                NULL,
                command_fixture_set_up,
                tests[i].run,
                command_fixture_tear_down);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
