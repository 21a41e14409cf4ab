/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-tokens.h"
#include "kontor-format.h"
#include "kontor-problem.h"
#include "kontor-replica.h"
#include "kontor-state.h"
#include "kontor-value-words.h"

/* Words, amounts and dates as people read them; in the C locale, so that expectations stand still.
 */

#define NOON                                                                                       \
  (G_GINT64_CONSTANT (1748001600) * KONTOR_SECOND) /* 2025-05-23 12:00 UTC, 14:00 in Berlin */
#define HOUR (3600 * KONTOR_SECOND)

static void
test_money (void)
{
  g_autofree char *plain = kontor_format_money (123456, "EUR");
  g_autofree char *none = kontor_format_money (-5, "JPY");
  g_autofree char *markup = kontor_format_money_markup (100, "USD");
  g_autofree char *other = kontor_format_money (100, "SEK");

  g_assert_cmpstr (plain, ==, "1,234.56\u00a0€");
  g_assert_cmpstr (none, ==, "\u22125\u00a0¥");
  g_assert_cmpstr (markup, ==, "1.00\u00a0<span alpha=\"55%\">$</span>");
  g_assert_cmpstr (other, ==, "1.00\u00a0SEK");
}

static void
test_numbers (void)
{
  g_autofree char *quantity = kontor_format_quantity (12500);
  g_autofree char *whole = kontor_format_quantity (3000);
  g_autofree char *price = kontor_format_price (123450, "EUR");
  g_autofree char *fine = kontor_format_price (123456, "EUR");
  g_autofree char *rate = kontor_format_rate (1900);

  g_assert_cmpstr (quantity, ==, "12.5");
  g_assert_cmpstr (whole, ==, "3");
  g_assert_cmpstr (price, ==, "12.345\u00a0€");
  g_assert_cmpstr (fine, ==, "12.3456\u00a0€");
  g_assert_cmpstr (rate, ==, "19\u202f%");
}

static void
assert_when (gint64 time, const char *expected)
{
  g_autofree char *text = kontor_format_when_at (time, NOON);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dates (void)
{
  assert_when (0, "");
  assert_when (NOON - HOUR, "Today 13:00");
  assert_when (NOON - 14 * HOUR - 60 * KONTOR_SECOND, "Yesterday 23:59");
  assert_when (NOON + 24 * HOUR, "Tomorrow 14:00");
  assert_when (NOON - 6 * KONTOR_DAY, "Sat 14:00");
  assert_when (NOON - 7 * KONTOR_DAY, "16 May");
  assert_when (NOON - 365 * KONTOR_DAY, "23 May 2024");
}

static void
test_lateness (void)
{
  g_autofree char *never = kontor_format_late (0, NOON);
  g_autofree char *future = kontor_format_late (NOON + 1, NOON);
  g_autofree char *hour = kontor_format_late (NOON - 60 * KONTOR_SECOND, NOON);
  g_autofree char *hours = kontor_format_late (NOON - 5 * HOUR, NOON);
  g_autofree char *days = kontor_format_late (NOON - 2 * KONTOR_DAY, NOON);

  g_assert_null (never);
  g_assert_null (future);
  g_assert_cmpstr (hour, ==, "1 hour late");
  g_assert_cmpstr (hours, ==, "5 hours late");
  g_assert_cmpstr (days, ==, "2 days late");
}

static void
test_states_have_word_and_sign (void)
{
  for (int i = 0; i < KONTOR_ORDER_N_STATES; i++)
    {
      const KontorState *state = kontor_state_find (
        kontor_order_state_to_name ((KontorOrderState) i));

      g_assert_nonnull (state);
      g_assert_cmpstr (state->label, !=, "");
      g_assert_nonnull (state->icon_name);
    }
  g_assert_cmpstr (kontor_state_label ("nothing known"), ==, "nothing known");
  g_assert_cmpstr (kontor_state_label (NULL), ==, "");
}

static void
assert_words (const char *list, const char *column, const char *value, const char *expected)
{
  g_autofree char *words = kontor_value_words (list, column, value);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_values_have_words (void)
{
  assert_words ("orders", "country", "DE", "Germany");
  assert_words ("orders", "country", "XK", "XK");
  assert_words ("orders", "country", "", "");
  assert_words ("orders", "channel", "shop", "Web shop");
  assert_words ("orders", "channel", "Wochenmarkt Kiel", "Wochenmarkt Kiel");
  assert_words ("orders", "payment", "transfer", "Bank transfer");
  assert_words ("customers", "kind", "company", "Company");
  assert_words ("products", "kind", "bundle", "Bundle");
  assert_words ("attention", "kind", "shipped_twice", "Shipped twice");
  assert_words ("attention", "decision", "keep", "Kept as it is");
  assert_words ("attention", "decision", "order.ship: she insists", "Shipped anyway: she insists");
  assert_words ("orders", "number", "shop", "shop");
}

static void
test_filter_tokens (void)
{
  gboolean open = FALSE;
  g_autoptr (GPtrArray) tokens = kontor_filter_tokens_split ("anna  customer:\"Beispiel GmbH\" sta",
                                                             &open);
  g_autoptr (GPtrArray) closed = kontor_filter_tokens_split ("state:paid ", &open);

  g_assert_cmpuint (tokens->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (tokens, 1), ==, "customer:\"Beispiel GmbH\"");
  g_assert_cmpuint (closed->len, ==, 1);
  g_assert_false (open);
  g_assert_true (kontor_filter_token_is_condition ("state:paid"));
  g_assert_false (kontor_filter_token_is_condition ("state:"));
  g_assert_false (kontor_filter_token_is_condition (":paid"));
  g_assert_false (kontor_filter_token_is_condition ("anna"));
}

static void
assert_problem (GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "order “PS1” was not shipped");
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  g_assert_cmpstr (problem->title, !=, "");
  g_assert_nonnull (problem->advice);
  g_assert_nonnull (strstr (problem->details, "PS1"));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (problem->title)));
}

static void
test_every_code_has_words (void)
{
  for (int code = 0; code <= KONTOR_COMMAND_ERROR_ALREADY; code++)
    assert_problem (KONTOR_COMMAND_ERROR, code);
  for (int code = 0; code <= KONTOR_REPLICA_ERROR_WRONG; code++)
    assert_problem (KONTOR_REPLICA_ERROR, code);
  for (int code = 0; code <= KONTOR_DATABASE_ERROR_INTERRUPTED; code++)
    assert_problem (KONTOR_DATABASE_ERROR, code);
  assert_problem (KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND);
  assert_problem (KONTOR_FILTER_ERROR, KONTOR_FILTER_ERROR_SYNTAX);
  assert_problem (G_IO_ERROR, G_IO_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/money", test_money);
  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/format/late", test_lateness);
  g_test_add_func ("/format/states", test_states_have_word_and_sign);
  g_test_add_func ("/format/values", test_values_have_words);
  g_test_add_func ("/filter/tokens", test_filter_tokens);
  g_test_add_func ("/problem/every-code", test_every_code_has_words);
  return g_test_run ();
}
