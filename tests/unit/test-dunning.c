/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-dunning.h"
#include "kontor-time.h"

static gint64
day (const char *text)
{
  gint64 value = 0;

  g_assert_true (kontor_day_parse (text, &value, NULL));
  return value;
}

/* Worked out by hand: open × (base + margin) × days / 365. */
static void
test_interest (void)
{
  static const struct
  {
    gint64      open_minor;
    const char *due_on;
    const char *today;
    gboolean    is_business;
    gint64      expected;
  } cases[] = {
    { 100000, "2025-01-01", "2025-01-01", FALSE, 0 },
    { 100000, "2024-12-31", "2025-01-30", FALSE, 598 },  /* 30 days at 7.27 %: 5.975 */
    { 100000, "2024-12-31", "2025-01-30", TRUE, 926 },   /* at 11.27 %: 9.263 */
    { 100000, "2025-06-20", "2025-07-10", FALSE, 371 },  /* 10 at 7.27 %, 10 at 6.27 %: 3.710 */
    { 100000, "2026-06-20", "2026-07-10", FALSE, 350 },  /* 10 at 6.27 %, 10 at 6.52 %: 3.504 */
    { 100000, "2021-12-31", "2022-12-31", FALSE, 4120 }, /* a year at 4.12 %: below zero once */
    { -5000, "2024-12-31", "2025-12-31", FALSE, 0 },
  };
  KontorFinanceRules *rules = kontor_finance_rules_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 interest = -1;

      g_assert_true (kontor_dunning_interest (rules,
                                              "DE",
                                              cases[i].open_minor,
                                              day (cases[i].due_on),
                                              day (cases[i].today),
                                              cases[i].is_business,
                                              &interest));
      g_assert_cmpint (interest, ==, cases[i].expected);
    }
  g_assert_false (kontor_dunning_interest (
    rules, "DE", 100, day ("2000-01-01"), day ("2000-02-01"), FALSE, &(gint64){ 0 }));
  kontor_finance_rules_free (rules);
}

/* The table of the Bundesbank, one digit of the year by one: what each half year began with. */
static void
test_base_rates (void)
{
  static const int bp[][2] = {
    { 257, 247 }, { 197, 122 }, { 114, 113 }, { 121, 117 }, { 137, 195 }, /* 2002 to 2006 */
    { 270, 319 }, { 332, 319 }, { 162, 12 },  { 12, 12 },   { 12, 37 },   /* 2007 to 2011 */
    { 12, 12 },   { -13, -38 }, { -63, -73 }, { -83, -83 }, { -83, -88 }, /* 2012 to 2016 */
    { -88, -88 }, { -88, -88 }, { -88, -88 }, { -88, -88 }, { -88, -88 }, /* 2017 to 2021 */
    { -88, -88 }, { 162, 312 }, { 362, 337 }, { 227, 127 }, { 127, 152 }, /* 2022 to 2026 */
  };
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bp) * 2; i++)
    {
      g_autofree char *first = g_strdup_printf ("%u-%s", 2002 + i / 2, i % 2 ? "07-01" : "01-01");
      g_autofree char *last = g_strdup_printf ("%u-%s", 2002 + i / 2, i % 2 ? "12-31" : "06-30");
      gint64           rate = 0;

      g_assert_true (kontor_finance_rules_find_base_rate (rules, "DE", day (first), &rate));
      g_assert_cmpint (rate, ==, bp[i / 2][i % 2]);
      g_assert_true (kontor_finance_rules_find_base_rate (rules, "DE", day (last), &rate));
      g_assert_cmpint (rate, ==, bp[i / 2][i % 2]);
    }
}

/* Up to when somebody looked; a company may write down the next rate itself. */
static void
test_base_rate_end (void)
{
  g_autoptr (KontorJson) settings = kontor_json_new_object ();
  g_autoptr (KontorFinanceRules) rules = kontor_finance_rules_new_for_company (settings, NULL);
  g_autoptr (KontorFinanceRules) own = NULL;
  gint64 end = 0;
  gint64 rate = 0;

  g_assert_true (kontor_finance_rules_find_base_rate_end (rules, "DE", &end));
  g_assert_cmpint (end, ==, day ("2026-12-31"));
  g_assert_false (kontor_finance_rules_find_base_rate_end (rules, "AT", &end));

  kontor_json_set_string (settings,
                          "finance_rules",
                          "{\"base-rates\":[{\"key\":\"late-payment\",\"country\":\"DE\","
                          "\"from\":\"2027-01-01\",\"bp\":177}]}");
  own = kontor_finance_rules_new_for_company (settings, NULL);
  g_assert_true (kontor_finance_rules_find_base_rate_end (own, "DE", &end));
  g_assert_cmpint (end, ==, day ("2027-06-30"));
  g_assert_true (kontor_finance_rules_find_base_rate (own, "DE", end, &rate));
  g_assert_cmpint (rate, ==, 177);
}

static void
test_levels (void)
{
  const KontorDunningTerms terms = { .grace_days = 7, .fee_minor = 500 };
  KontorDunningCosts       costs;

  g_assert_false (kontor_dunning_is_due (&terms, 100, 0, -1, 107));
  g_assert_true (kontor_dunning_is_due (&terms, 100, 0, -1, 108));
  g_assert_false (kontor_dunning_is_due (&terms, 100, 110, 0, 117));
  g_assert_true (kontor_dunning_is_due (&terms, 100, 110, 0, 118));
  g_assert_false (kontor_dunning_is_due (&terms, 100, 110, 3, 500));

  kontor_dunning_costs (&terms, 0, TRUE, 99, &costs);
  g_assert_cmpint (costs.interest_minor + costs.fee_minor + costs.lump_sum_minor, ==, 0);
  kontor_dunning_costs (&terms, 1, TRUE, 99, &costs);
  g_assert_cmpint (costs.interest_minor, ==, 99);
  g_assert_cmpint (costs.fee_minor, ==, 500);
  g_assert_cmpint (costs.lump_sum_minor, ==, 0);
  kontor_dunning_costs (&terms, 2, TRUE, 99, &costs);
  g_assert_cmpint (costs.lump_sum_minor, ==, 4000);
  kontor_dunning_costs (&terms, 3, FALSE, 99, &costs);
  g_assert_cmpint (costs.lump_sum_minor, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dunning/interest", test_interest);
  g_test_add_func ("/dunning/base-rates", test_base_rates);
  g_test_add_func ("/dunning/base-rate-end", test_base_rate_end);
  g_test_add_func ("/dunning/levels", test_levels);
  return g_test_run ();
}
