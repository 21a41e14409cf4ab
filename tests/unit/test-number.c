/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-number.h"
#include "kontor-value-error.h"

#define INVALID (-1 - KONTOR_VALUE_ERROR_INVALID)
#define RANGE (-1 - KONTOR_VALUE_ERROR_RANGE)
#define NBSP "\302\240"

static const KontorNumberStyle german = { .decimal = ",", .group = "." };
static const KontorNumberStyle narrow = { .decimal = ",", .group = "\342\200\257" };

typedef struct
{
  const char *text;
  guint       scale;
  const char *decimal;
  int         outcome; /* 1, INVALID or RANGE */
  gint64      value;
} ParseCase;

typedef gboolean (*ParseFunc) (
  const char *text, guint scale, const char *decimal, gint64 *value, GError **error);

static const ParseCase decimal_cases[] = {
  { "0", 2, ".", 1, 0 },
  { "12", 2, ".", 1, 1200 },
  { "12.5", 2, ".", 1, 1250 },
  { "12,50", 2, ",", 1, 1250 },
  { " -12,50 ", 2, ",", 1, -1250 },
  { "+7", 0, ".", 1, 7 },
  { "\342\210\2225", 0, ".", 1, -5 },
  { ",5", 2, ",", 1, 50 },
  { "007", 0, ".", 1, 7 },
  { "-0", 2, ".", 1, 0 },
  { "1.234,56", 2, ",", 1, 123456 },
  { "1,234.56", 2, ".", 1, 123456 },
  { "1.234", 2, ",", 1, 123400 },
  { "1.234.567", 0, ",", 1, 1234567 },
  { "1 234 567,8", 1, ",", 1, 12345678 },
  { "1" NBSP "234,5", 1, ",", 1, 12345 },
  { "1\342\200\257234,5", 1, ",", 1, 12345 },
  { "1'234.50", 2, ".", 1, 123450 },
  { "1\342\200\231234.50", 2, ".", 1, 123450 },
  { "2.5500", 2, ".", 1, 255 },
  { "1000.00", 0, ".", 1, 1000 },
  { "9223372036854775807", 0, ".", 1, G_MAXINT64 },
  { "-9223372036854775808", 0, ".", 1, G_MININT64 },
  { "-92233720368547758.08", 2, ".", 1, G_MININT64 },

  { "", 2, ".", INVALID, 0 },
  { " ", 2, ".", INVALID, 0 },
  { "-", 2, ".", INVALID, 0 },
  { "--1", 2, ".", INVALID, 0 },
  { "1-", 2, ".", INVALID, 0 },
  { "- 1 2", 2, ".", INVALID, 0 },
  { "abc", 2, ".", INVALID, 0 },
  { "12x", 2, ".", INVALID, 0 },
  { "12 EUR", 2, ".", INVALID, 0 },
  { ".", 2, ".", INVALID, 0 },
  { "5.", 2, ".", INVALID, 0 },
  { "1.2.3", 2, ".", INVALID, 0 },
  { "12.50", 2, ",", INVALID, 0 },
  { "12,50", 2, ".", INVALID, 0 },
  { "1,23", 2, ".", INVALID, 0 },
  { "1,2345", 2, ".", INVALID, 0 },
  { "1234,567", 2, ".", INVALID, 0 },
  { "0,123", 2, ".", INVALID, 0 },
  { ",123", 2, ".", INVALID, 0 },
  { "1,234 567", 0, ".", INVALID, 0 },
  { "1.234.56", 2, ",", INVALID, 0 },
  { "1,,234", 0, ".", INVALID, 0 },
  { "1.5,000", 3, ".", INVALID, 0 },
  { "1e3", 2, ".", INVALID, 0 },
  { "0x10", 2, ".", INVALID, 0 },
  { "\331\241", 2, ".", INVALID, 0 },

  { "1.234", 2, ".", RANGE, 0 },
  { "0.5", 0, ".", RANGE, 0 },
  { "9223372036854775808", 0, ".", RANGE, 0 },
  { "-9223372036854775809", 0, ".", RANGE, 0 },
  { "92233720368547758.08", 2, ".", RANGE, 0 },
  { "99999999999999999999999999", 0, ".", RANGE, 0 },
  { "0.1234567890123456789", 18, ".", RANGE, 0 },
};

static const ParseCase expression_cases[] = {
  { "12", 2, ".", 1, 1200 },
  { "-12,50", 2, ",", 1, -1250 },
  { "12+12+3", 0, ".", 1, 27 },
  { "12,5*3", 2, ",", 1, 3750 },
  { "2 + 3 * 4", 0, ".", 1, 14 },
  { "(2 + 3) * 4", 0, ".", 1, 20 },
  { "10 - 4 - 3", 0, ".", 1, 3 },
  { "100/4/5", 0, ".", 1, 5 },
  { "10/3", 2, ".", 1, 333 },
  { "20/3", 2, ".", 1, 667 },
  { "10/3*3", 2, ".", 1, 1000 },
  { "1/8", 2, ".", 1, 13 },
  { "-1/8", 2, ".", 1, -13 },
  { "-(1+2)*-3", 0, ".", 1, 9 },
  { "3*0,333", 2, ",", 1, 100 },
  { "1.234,50 + 0,50", 2, ",", 1, 123500 },
  { "1 234 + 1", 0, ".", 1, 1235 },
  { "3×4", 0, ".", 1, 12 },
  { "12÷4", 0, ".", 1, 3 },
  { "12:4", 0, ".", 1, 3 },
  { "5−7", 0, ".", 1, -2 },
  { "((((((1))))))", 0, ".", 1, 1 },
  { "119/1,19", 2, ",", 1, 10000 },

  { "", 2, ".", INVALID, 0 },
  { "1+", 2, ".", INVALID, 0 },
  { "*2", 2, ".", INVALID, 0 },
  { "(1", 2, ".", INVALID, 0 },
  { "1)", 2, ".", INVALID, 0 },
  { "()", 2, ".", INVALID, 0 },
  { "1 2", 2, ".", INVALID, 0 },
  { "2(3)", 2, ".", INVALID, 0 },
  { "1/0", 2, ".", INVALID, 0 },
  { "1/(2-2)", 2, ".", INVALID, 0 },
  { "2**3", 2, ".", INVALID, 0 },
  { "3 apples", 2, ".", INVALID, 0 },
  { "1.234", 2, ".", RANGE, 0 },
  { "9223372036854775807+1", 0, ".", RANGE, 0 },
  { "9223372036854775807*9223372036854775807*9223372036854775807", 0, ".", RANGE, 0 },
  { "-(-9223372036854775808*9223372036854775808*2)", 0, ".", RANGE, 0 },
  { "0.1234567890123456789*1", 18, ".", RANGE, 0 },
};

static void
check_parse (ParseFunc parse, const ParseCase *cases, guint count)
{
  guint i = 0;

  for (i = 0; i < count; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64   value = 4711;
      gboolean is_read = parse (cases[i].text, cases[i].scale, cases[i].decimal, &value, &error);

      g_test_message ("\"%s\"", cases[i].text);
      g_assert_cmpint (is_read, ==, cases[i].outcome == 1);
      g_assert_cmpint (value, ==, is_read ? cases[i].value : 4711);

      if (is_read)
        g_assert_no_error (error);
      else
        g_assert_error (error, KONTOR_VALUE_ERROR, -1 - cases[i].outcome);
    }
}

static void
test_decimal_parse (void)
{
  check_parse (kontor_decimal_parse, decimal_cases, G_N_ELEMENTS (decimal_cases));
}

static void
test_expression_parse (void)
{
  check_parse (kontor_expression_parse, expression_cases, G_N_ELEMENTS (expression_cases));
}

static void
test_expression_depth (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *open = g_strnfill (100000, '(');
  g_autofree char *signs = g_strnfill (100000, '-');
  g_autofree char *signed_one = g_strconcat (signs, "1+1", NULL);
  gint64           value = 0;

  g_assert_false (kontor_expression_parse (open, 0, ".", &value, &error));
  g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_RANGE);
  g_assert_true (kontor_expression_parse (signed_one, 0, ".", &value, NULL));
  g_assert_cmpint (value, ==, 2);
}

static void
test_decimal_format (void)
{
  static const struct
  {
    gint64                   value;
    guint                    scale;
    guint                    least;
    const KontorNumberStyle *style;
    const char              *text;
  } cases[] = {
    { 0, 2, 2, NULL, "0.00" },
    { 0, 2, 0, NULL, "0" },
    { 5, 2, 2, &german, "0,05" },
    { -5, 2, 2, &german, "-0,05" },
    { 123456789, 2, 2, &german, "1.234.567,89" },
    { -100000, 2, 2, &german, "-1.000,00" },
    { 99999, 2, 2, &german, "999,99" },
    { 1500, 3, 0, &german, "1,5" },
    { 2000, 3, 0, &german, "2" },
    { 123450, 4, 2, NULL, "12.345" },
    { 120000, 4, 2, NULL, "12.00" },
    { 7, 0, 2, NULL, "7.00" },
    { 1234567, 0, 0, &narrow, "1\342\200\257234\342\200\257567" },
    { G_MAXINT64, 0, 0, NULL, "9223372036854775807" },
    { G_MININT64, 2, 2, NULL, "-92233720368547758.08" },
    { G_MININT64, 18, 0, NULL, "-9.223372036854775808" },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = kontor_decimal_format (
        cases[i].value, cases[i].scale, cases[i].least, cases[i].style);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Property: every number in every style is read as itself, also as an expression. */
static void
test_decimal_round_trip (void)
{
  static const KontorNumberStyle *const styles[] = { &kontor_number_style_plain, &german, &narrow };
  int                                   i = 0;

  for (i = 0; i < 20000; i++)
    {
      const KontorNumberStyle *style = styles[g_test_rand_int_range (0, 3)];
      guint                    scale = (guint) g_test_rand_int_range (0, 19);
      guint                    least = (guint) g_test_rand_int_range (0, (int) scale + 1);
      guint64                  bits = (guint64) (guint32) g_test_rand_int () << 32;
      gint64                   value = 0;
      gint64                   read = 0;
      g_autofree char         *text = NULL;
      g_autoptr (GError) error = NULL;

      value = (gint64) (bits | (guint32) g_test_rand_int ()) >> g_test_rand_int_range (0, 64);
      text = kontor_decimal_format (value, scale, least, style);
      kontor_decimal_parse (text, scale, style->decimal, &read, &error);
      g_assert_no_error (error);
      g_assert_cmpint (read, ==, value);
      kontor_expression_parse (text, scale, style->decimal, &read, &error);
      g_assert_no_error (error);
      g_assert_cmpint (read, ==, value);
    }
}

/* Property: random text of the right letters never crashes. */
static void
test_junk (void)
{
  static const char *const letters[] = { "0",    "1", "9", ".",  ",",
                                         " ",    "-", "+", "*",  "/",
                                         "(",    ")", "'", NBSP, "\342\200\257",
                                         "\342", "x" };
  int                      i = 0;

  for (i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      gint64 value = 0;
      int    length = g_test_rand_int_range (0, 12);

      for (; length > 0; length--)
        g_string_append (text, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);

      g_assert_cmpint (
        kontor_expression_parse (text->str, 4, ",", &value, &error), ==, error == NULL);
      g_clear_error (&error);
      g_assert_cmpint (kontor_decimal_parse (text->str, 4, ".", &value, &error), ==, error == NULL);
    }
}

static void
test_scale_rounded (void)
{
  static const struct
  {
    gint64   value;
    gint64   numerator;
    gint64   denominator;
    gboolean fits;
    gint64   result;
  } cases[] = {
    { 10, 1, 4, TRUE, 3 },
    { -10, 1, 4, TRUE, -3 },
    { 10, -1, 4, TRUE, -3 },
    { 10, 1, -4, TRUE, -3 },
    { -10, 1, -4, TRUE, 3 },
    { 9, 1, 4, TRUE, 2 },
    { 11, 1, 4, TRUE, 3 },
    { 1, 1, 2, TRUE, 1 },
    { -1, 1, 2, TRUE, -1 },
    { 0, 5, 3, TRUE, 0 },
    { 1, 1, 3, TRUE, 0 },
    { 2, 1, 3, TRUE, 1 },
    { 10000, 1900, 11900, TRUE, 1597 },
    { G_MAXINT64, G_MAXINT64, G_MAXINT64, TRUE, G_MAXINT64 },
    { G_MININT64, 1, 1, TRUE, G_MININT64 },
    { G_MININT64, G_MININT64, G_MININT64, TRUE, G_MININT64 },
    { G_MININT64, 1, -1, FALSE, 0 },
    { G_MAXINT64, 2, 1, FALSE, 0 },
    { 1, 1, 0, FALSE, 0 },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 result = 0;

      g_assert_cmpint (
        kontor_scale_rounded (cases[i].value, cases[i].numerator, cases[i].denominator, &result),
        ==,
        cases[i].fits);
      g_assert_cmpint (result, ==, cases[i].result);
    }
}

static void
test_add_checked (void)
{
  gint64 sum = 1;

  g_assert_true (kontor_add_checked (G_MAXINT64, G_MININT64, &sum));
  g_assert_cmpint (sum, ==, -1);
  g_assert_false (kontor_add_checked (G_MAXINT64, 1, &sum));
  g_assert_false (kontor_add_checked (G_MININT64, -1, &sum));
  g_assert_cmpint (sum, ==, -1);
}

static void
test_currency (void)
{
  g_assert_cmpuint (kontor_currency_digits ("EUR"), ==, 2);
  g_assert_cmpuint (kontor_currency_digits ("JPY"), ==, 0);
  g_assert_cmpuint (kontor_currency_digits ("KWD"), ==, 3);
  g_assert_cmpuint (kontor_currency_digits ("AED"), ==, 2);
  g_assert_cmpuint (kontor_currency_digits ("ZWG"), ==, 2);
  g_assert_cmpuint (kontor_currency_digits ("???"), ==, 2);
  g_assert_true (kontor_currency_is_known ("CHF"));
  g_assert_false (kontor_currency_is_known ("chf"));
  g_assert_false (kontor_currency_is_known ("XXX"));
  g_assert_false (kontor_currency_is_known ("EURO"));
  g_assert_false (kontor_currency_is_known (""));
  g_assert_false (kontor_currency_is_known (NULL));
}

static void
test_money_format (void)
{
  static const struct
  {
    gint64                   minor;
    const char              *currency;
    const KontorNumberStyle *style;
    const char              *text;
  } cases[] = {
    { 123456, "EUR", &german, "1.234,56" NBSP "€" }, { -5, "GBP", NULL, "-0.05" NBSP "£" },
    { 100, "USD", NULL, "1.00" NBSP "$" },           { 1234, "JPY", &german, "1.234" NBSP "¥" },
    { 1234, "CHF", NULL, "12.34" NBSP "CHF" },       { 1234, "KWD", NULL, "1.234" NBSP "KWD" },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = kontor_money_format (
        cases[i].minor, cases[i].currency, cases[i].style);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/number/decimal-parse", test_decimal_parse);
  g_test_add_func ("/number/expression-parse", test_expression_parse);
  g_test_add_func ("/number/expression-depth", test_expression_depth);
  g_test_add_func ("/number/decimal-format", test_decimal_format);
  g_test_add_func ("/number/decimal-round-trip", test_decimal_round_trip);
  g_test_add_func ("/number/junk", test_junk);
  g_test_add_func ("/number/scale-rounded", test_scale_rounded);
  g_test_add_func ("/number/add-checked", test_add_checked);
  g_test_add_func ("/number/currency", test_currency);
  g_test_add_func ("/number/money-format", test_money_format);

  return g_test_run ();
}
