/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-number-series.h"
#include "kontor-time.h"
#include "kontor-value-error.h"

static gint64
day (const char *text)
{
  gint64 value;

  g_assert_true (kontor_day_parse (text, &value, NULL));
  return value;
}

/* The first three are design.md section 6. */
static const struct
{
  const char *pattern;
  const char *day;
  guint       station;
  gint64      running;
  const char *number;
} cases[] = {
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 1, 1, "PS250523-1001" },
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 2, 1, "PS250523-2001" },
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 0, 1, "PS250523-0001" },
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 1, 999, "PS250523-1999" },
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 1, 1001, "PS250523-11001" },
  { KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", 11, 1, "PS250523-11-001" },
  { KONTOR_NUMBER_PATTERN_CUSTOMER, "2025-05-23", 3, 27, "K30027" },
  { "RE-{yyyy}-{station}-{n:4}", "2026-01-02", 12, 5, "RE-2026-12-0005" },
  { "{station}/{n}", "2026-01-02", 1, 1234567, "1/1234567" },
};

static void
test_format (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *number = NULL;

      g_assert_true (kontor_number_pattern_check (cases[i].pattern, &error));
      g_assert_no_error (error);
      number = kontor_number_format (
        cases[i].pattern, day (cases[i].day), cases[i].station, cases[i].running);
      g_assert_cmpstr (number, ==, cases[i].number);
    }
}

static void
test_bad_patterns (void)
{
  static const char *const patterns[] = {
    "",
    "PS{yy}-{n:3}",
    "PS{station}",
    "{n:3}{station}",
    "{station}{station}{n}",
    "{station}{n}{n}",
    "{station} {n}",
    "{station}{n:0}",
    "{station}{n:12}",
    "{station}{m}{n}",
    "{station}{n",
    "ä{station}{n}",
    "{station}{n}0123456789012345678901234567890123456789",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (kontor_number_pattern_check (patterns[i], &error));
      g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID);
    }
}

static void
assert_same_range (const char *pattern, const char *day1, const char *day2, gboolean same)
{
  g_autofree char *first = kontor_number_range_name ("order", pattern, day (day1), 1);
  g_autofree char *second = kontor_number_range_name ("order", pattern, day (day2), 1);

  g_assert_cmpint (g_str_equal (first, second), ==, same);
}

static void
test_ranges (void)
{
  g_autofree char *name = kontor_number_range_name (
    "order", KONTOR_NUMBER_PATTERN_ORDER, day ("2025-05-23"), 1);

  g_assert_cmpstr (name, ==, "order:PS250523-1#");
  assert_same_range (KONTOR_NUMBER_PATTERN_ORDER, "2025-05-23", "2025-05-24", FALSE);
  assert_same_range ("R{yyyy}{mm}-{station}{n:3}", "2025-05-01", "2025-05-31", TRUE);
  assert_same_range ("R{yyyy}{mm}-{station}{n:3}", "2025-05-31", "2025-06-01", FALSE);
  assert_same_range ("R{yyyy}-{station}{n:3}", "2025-01-01", "2025-12-31", TRUE);
  assert_same_range ("R{yyyy}-{station}{n:3}", "2025-12-31", "2026-01-01", FALSE);
  assert_same_range (KONTOR_NUMBER_PATTERN_CUSTOMER, "2025-12-31", "2036-01-01", TRUE);
}

/* Whatever the pattern: equal numbers come from equal ranges and equal running numbers. */
static void
test_never_clash (void)
{
  static const char *const patterns[] = {
    KONTOR_NUMBER_PATTERN_ORDER, "{station}{n}",   "A{station}{mm}{n:2}",
    "{dd}{station}-{n:1}",       "9{station}0{n}",
  };
  static const gint64 numbers[] = { 1,   2,   9,    10,   11,   99,    100,  101,
                                    111, 999, 1000, 1001, 1100, 10001, 11001 };
  guint               p;

  for (p = 0; p < G_N_ELEMENTS (patterns); p++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      gint64 first = day ("2025-01-01");
      guint  station;
      guint  d;
      guint  n;

      for (station = 0; station < 120; station++)
        for (d = 0; d < 12; d++)
          for (n = 0; n < G_N_ELEMENTS (numbers); n++)
            {
              char *range = kontor_number_range_name ("x", patterns[p], first + d * 31, station);
              char *number = kontor_number_format (
                patterns[p], first + d * 31, station, numbers[n]);
              const char *other = g_hash_table_lookup (seen, number);

              g_assert_true (other == NULL || g_str_equal (other, range));
              g_hash_table_insert (seen, number, range);
            }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-series/format", test_format);
  g_test_add_func ("/number-series/bad-patterns", test_bad_patterns);
  g_test_add_func ("/number-series/ranges", test_ranges);
  g_test_add_func ("/number-series/never-clash", test_never_clash);
  return g_test_run ();
}
