/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"

#include "kontor-dunning-command.h"
#include "kontor-dunning-render.h"
#include "kontor-format.h"
#include "kontor-invoice-command.h"
#include "kontor-invoice-render.h"
#include "kontor-reminders-window.h"
#include "kontor-time.h"

/* Letters are proposed, made, and taken back; what must be known first is said. */

#define ORDER                                                                                      \
  "{\"state\":\"PENDING_PAYMENT\",\"customer_name\":\"Anna Meier\",\"billing\":{\"name\":"         \
  "\"Anna Meier\",\"street\":\"Am Markt 1\",\"postcode\":\"24103\",\"city\":\"Kiel\","             \
  "\"country\":\"DE\"},\"price_mode\":\"gross\",\"lines\":[{\"title\":\"Zeder\","                  \
  "\"quantity\":1000,\"price_e4\":1000000,\"tax_code\":\"standard\"}]}"

static gint64
get_today (void)
{
  return kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
}

static void
add_statement (DisplayFixture *self, const char *reference, gint64 day)
{
  g_autofree char *params = g_strdup_printf (
    "{\"iban\":\"DE02120300000000202051\",\"reference\":\"%s\",\"number\":1,\"from_on\":"
    "%" G_GINT64_FORMAT ",\"to_on\":%" G_GINT64_FORMAT ",\"opening_minor\":0,\"closing_minor\":1,"
    "\"currency\":\"EUR\",\"format\":\"csv\",\"file_sha256\":\"ab\",\"entries\":[{\"key\":\"%s\","
    "\"booked_on\":%" G_GINT64_FORMAT ",\"amount_minor\":1,\"currency\":\"EUR\",\"name\":\"Bank\","
    "\"purpose\":\"Zinsen\"}]}",
    reference,
    day,
    day,
    reference,
    day);

  display_fixture_run (self, "bank.statement", params, NULL);
}

static void
set_company (DisplayFixture *self)
{
  static const char *const facts[][2] = {
    { "company_name", "Probe GmbH" }, { "street", "Hafen 1" },
    { "postcode", "24103" },          { "city", "Kiel" },
    { "vat_id", "DE136695976" },      { "iban", "DE89370400440532013000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *params = g_strdup_printf (
        "{\"key\":\"%s\",\"value\":\"%s\"}", facts[i][0], facts[i][1]);

      display_fixture_run (self, "company.set", params, NULL);
    }
}

static void
issue (DisplayFixture *self)
{
  KontorUid        order = display_fixture_run (self, "order.create", ORDER, "order");
  char             text[KONTOR_UID_TEXT_SIZE];
  g_autofree char *params = g_strdup_printf ("{\"order\":\"%s\"}",
                                             kontor_uid_format (&order, text));

  set_company (self);
  display_fixture_run (self, "invoice.issue", params, "invoice");
}

static const char *
shown (gpointer window)
{
  return gtk_stack_get_visible_child_name (
    display_child (window, KONTOR_TYPE_REMINDERS_WINDOW, "stack"));
}

static guint
count_rows (gpointer window, const char *list)
{
  GtkWidget *child = gtk_widget_get_first_child (
    display_child (window, KONTOR_TYPE_REMINDERS_WINDOW, list));
  guint n_rows = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n_rows++;
  return n_rows;
}

/* The first letter that is proposed. */
static gboolean
begins_with (gpointer window, const char *level)
{
  GtkWidget *row = gtk_widget_get_first_child (
    display_child (window, KONTOR_TYPE_REMINDERS_WINDOW, "proposed"));

  return row != NULL
         && g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), level);
}

static gpointer
open_window (DisplayFixture *self, gint64 day)
{
  gpointer window = kontor_reminders_window_new (NULL, self->company, day);

  gtk_window_present (window);
  WAIT_FOR (g_strcmp0 (shown (window), "reading") != 0);
  return window;
}

static void
test_blocked (DisplayFixture *self, gconstpointer unused)
{
  gpointer    window = open_window (self, get_today ());
  const char *why = adw_status_page_get_description (
    display_child (window, KONTOR_TYPE_REMINDERS_WINDOW, "blocked"));

  g_assert_cmpstr (shown (window), ==, "blocked");
  g_assert_nonnull (strstr (why, "bank statement"));
  gtk_window_destroy (window);
}

/* Forty days from now the invoice is overdue, and somebody asked the bank until then. */
static void
test_letters (DisplayFixture *self, gconstpointer unused)
{
  gint64   then = get_today () + 40;
  gpointer window = NULL;

  issue (self);
  add_statement (self, "S-1", then);
  window = open_window (self, then);
  g_assert_cmpstr (shown (window), ==, "letters");
  g_assert_cmpuint (count_rows (window, "proposed"), ==, 1);
  g_assert_true (begins_with (window, "Payment reminder"));
  g_assert_cmpuint (count_rows (window, "made"), ==, 0);

  gtk_widget_activate_action (window, "reminders.make-all", NULL);
  WAIT_FOR (count_rows (window, "made") == 1 && begins_with (window, "First overdue notice"));
  gtk_widget_activate_action (window, "reminders.undo", "u", 0);
  WAIT_FOR (begins_with (window, "Payment reminder"));
  g_assert_cmpuint (count_rows (window, "made"), ==, 1); /* it stays, as not sent */
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  kontor_invoice_set_render (kontor_invoice_render);
  kontor_dunning_set_render (kontor_dunning_render);
#define ADD(name, func)                                                                            \
  g_test_add ("/reminders/" name,                                                                  \
              DisplayFixture,                                                                      \
              NULL,                                                                                \
              display_fixture_set_up,                                                              \
              func,                                                                                \
              display_fixture_tear_down)
  ADD ("blocked", test_blocked);
  ADD ("letters", test_letters);
  return g_test_run ();
}
