/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-tax.h"
#include "kontor-time.h"

static const struct
{
  const char *country;
  const char *code;
  const char *day;
  gint64      rate_bp;
} cases[] = {
  { "DE", "standard", "2006-12-31", 1600 }, { "DE", "standard", "2007-01-01", 1900 },
  { "DE", "standard", "2020-06-30", 1900 }, { "DE", "standard", "2020-07-01", 1600 },
  { "DE", "standard", "2020-12-31", 1600 }, { "DE", "standard", "2021-01-01", 1900 },
  { "DE", "reduced", "2020-07-01", 500 },   { "DE", "reduced", "2025-05-23", 700 },
  { "AT", "standard", "2025-05-23", 2000 }, { "CH", "standard", "2023-12-31", 770 },
  { "CH", "standard", "2024-01-01", 810 },  { "GB", "standard", "2010-12-01", 1750 },
  { "FI", "standard", "2024-09-01", 2550 }, { "SK", "standard", "2025-01-01", 2300 },
  { "DE", "zero", "2025-05-23", 0 },        { "XX", "exempt", "1950-01-01", 0 },
};

static void
test_find (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 day;
      gint64 rate_bp = -1;

      g_assert_true (kontor_day_parse (cases[i].day, &day, NULL));
      g_assert_true (kontor_tax_rate_find (cases[i].country, cases[i].code, day, &rate_bp));
      g_assert_cmpint (rate_bp, ==, cases[i].rate_bp);
    }
}

static void
test_unknown (void)
{
  gint64 rate_bp = -1;

  g_assert_false (kontor_tax_rate_find ("US", "standard", 20000, &rate_bp));
  g_assert_false (kontor_tax_rate_find ("DE", "luxury", 20000, &rate_bp));
  g_assert_false (kontor_tax_rate_find ("DE", "standard", -20000, &rate_bp));
  g_assert_false (kontor_tax_rate_find (NULL, NULL, 20000, &rate_bp));
  g_assert_cmpint (rate_bp, ==, -1);
}

static void
test_codes (void)
{
  g_assert_true (kontor_tax_code_is_known ("standard"));
  g_assert_true (kontor_tax_code_is_known ("exempt"));
  g_assert_false (kontor_tax_code_is_known (""));
  g_assert_false (kontor_tax_code_is_known (NULL));
}

/* The last rate of a country wins, so the table must be sorted; and the Union must be complete. */
static void
test_table (void)
{
  static const char *const members
    = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
  g_auto (GStrv) countries = g_strsplit (members, " ", -1);
  const KontorTaxRate *rates;
  guint                n_rates;
  guint                i;

  rates = kontor_tax_rates_get (&n_rates);
  for (i = 1; i < n_rates; i++)
    if (g_str_equal (rates[i - 1].country, rates[i].country)
        && g_str_equal (rates[i - 1].code, rates[i].code))
      g_assert_cmpint (rates[i - 1].valid_from_day, <, rates[i].valid_from_day);

  for (i = 0; countries[i] != NULL; i++)
    {
      gint64 rate_bp = 0;

      g_assert_true (kontor_tax_rate_find (countries[i], "standard", 20000, &rate_bp));
      g_assert_cmpint (rate_bp, >=, 1500); /* Article 97 of Directive 2006/112/EC */
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax/find", test_find);
  g_test_add_func ("/tax/unknown", test_unknown);
  g_test_add_func ("/tax/codes", test_codes);
  g_test_add_func ("/tax/table", test_table);
  return g_test_run ();
}
