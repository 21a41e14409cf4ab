/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"
#include "kontor-dunning-command.h"
#include "kontor-invoice-command.h"
#include "kontor-payment-query.h"
#include "kontor-time.h"

/* Which letters are proposed on a day, and what is said beside them. */

#define ORDER                                                                                      \
  "{'state':'PENDING_PAYMENT','customer_name':'Anna Meier','billing':{'name':'Anna Meier',"        \
  "'street':'Am Markt 1','postcode':'24103','city':'Kiel','country':'DE'},'price_mode':'gross',"   \
  "'lines':[{'title':'Zeder','quantity':1000,'price_e4':1000000,'tax_code':'standard'}]}"

static gboolean
render_invoice (const KontorInvoice *invoice,
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

static GBytes *
render_letter (const KontorInvoice *letter,
               const KontorJson    *content,
               const KontorJson    *settings,
               gint64               made_at,
               GError             **error)
{
  return g_bytes_new_static ("%PDF", 4);
}

/* It becomes that day, and the bank was asked. */
static gint64
come_to (CommandFixture *self, const char *text)
{
  gint64 day = 0;

  g_assert_true (kontor_day_parse (text, &day, NULL));
  self->now = day * G_TIME_SPAN_DAY + 10 * G_TIME_SPAN_HOUR;
  command_do (self,
              "bank.statement",
              "{'iban':'DE02120300000000202051','reference':'%s','number':1,'from_on':%" //
              G_GINT64_FORMAT ",'to_on':%" G_GINT64_FORMAT
              ",'opening_minor':0,'closing_minor':1,'currency':'EUR','format':'csv',"
              "'file_sha256':'ab','entries':[{'key':'%s','booked_on':%" G_GINT64_FORMAT
              ",'amount_minor':1,'currency':'EUR','name':'Bank','purpose':'Zinsen'}]}",
              text,
              day,
              day,
              text,
              day);
  return day;
}

static KontorJson *
propose (CommandFixture *self, gint64 day)
{
  g_autoptr (GError) error = NULL;
  KontorJson *answer = kontor_query_dunning (self->database, day, &error);

  g_assert_no_error (error);
  return answer;
}

static const KontorJson *
first_letter (const KontorJson *answer)
{
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (answer, "letters")), ==, 1);
  return kontor_json_at (kontor_json_get_array (answer, "letters"), 0);
}

/* Overdue since June 2025, reminded in July: the next letter has interest. */
static void
make_overdue (CommandFixture *self)
{
  g_autofree char *order = command_make (self, "order", "order.create", ORDER);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", order);
  gint64 day = come_to (self, "2025-07-10");
  g_autoptr (KontorJson) answer = propose (self, day);
  g_autofree char *letter = NULL;

  g_assert_nonnull (invoice);
  letter = kontor_json_to_string (first_letter (answer));
  command_do (self, "dunning.make", "{'letter':%s}", letter);
}

static gint64
get (const KontorJson *letter, const char *key)
{
  return kontor_json_get_integer (letter, key, -1);
}

/* The friendly letter asks for nothing but what is open, so that no rate matters. */
static void
test_friendly (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = command_make (self, "order", "order.create", ORDER);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", order);
  g_autoptr (KontorJson) answer = propose (self, come_to (self, "2031-01-15"));

  g_assert_nonnull (invoice);
  g_assert_cmpint (get (first_letter (answer), "level"), ==, 0);
  g_assert_cmpint (get (first_letter (answer), "interest_minor"), ==, 0);
  g_assert_false (kontor_json_has (answer, "notice"));
}

static void
test_known_rate (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) answer = NULL;

  make_overdue (self);
  answer = propose (self, come_to (self, "2026-12-31"));
  g_assert_cmpint (get (first_letter (answer), "level"), ==, 1);
  g_assert_cmpint (get (first_letter (answer), "interest_minor"), >, 0);
  g_assert_false (kontor_json_has (answer, "notice"));
}

/* Past the last half year that somebody looked up, until the company writes down the next rate. */
static void
test_unknown_rate (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (KontorJson) after = NULL;
  gint64 more = 0;
  gint64 day = 0;

  make_overdue (self);
  day = come_to (self, "2027-01-01");
  answer = propose (self, day);
  g_assert_cmpint (get (first_letter (answer), "interest_minor"), >, 0);
  g_assert_nonnull (strstr (kontor_json_get_string (answer, "notice", ""), "2026-12-31"));

  command_do (self,
              "company.set",
              "{'key':'finance_rules','value':'{\\\"base-rates\\\":[{\\\"key\\\":"
              "\\\"late-payment\\\",\\\"country\\\":\\\"DE\\\",\\\"from\\\":\\\"2027-01-01\\\","
              "\\\"bp\\\":20000}]}'}");
  after = propose (self, day);
  g_assert_false (kontor_json_has (after, "notice"));
  /* One day at 20000 instead of 152 basis points is 100.00 × 198.48 % / 365 = 0.54 more. */
  more = get (first_letter (after), "interest_minor")
         - get (first_letter (answer), "interest_minor");
  g_assert_cmpint (more, >=, 54);
  g_assert_cmpint (more, <=, 55);
}

static void
test_no_rate (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) answer = NULL;

  make_overdue (self);
  command_do (self, "company.set", "{'key':'country','value':'AT'}");
  answer = propose (self, come_to (self, "2025-08-10"));
  g_assert_cmpint (get (first_letter (answer), "interest_minor"), ==, 0);
  g_assert_nonnull (strstr (kontor_json_get_string (answer, "notice", ""), "AT"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (CommandFixture *, gconstpointer);
  } tests[] = {
    { "/dunning-query/friendly", test_friendly },
    { "/dunning-query/known-rate", test_known_rate },
    { "/dunning-query/unknown-rate", test_unknown_rate },
    { "/dunning-query/no-rate", test_no_rate },
  };
  int status;

  kontor_invoice_set_render (render_invoice);
  kontor_dunning_set_render (render_letter);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path,
                CommandFixture,
                NULL,
                command_fixture_set_up,
                tests[i].test,
                command_fixture_tear_down);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
