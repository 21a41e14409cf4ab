/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"
#include "kontor-list-private.h"
#include "kontor-time.h"

#include <locale.h>

/* 2025-06-18 14:30:00 in Berlin, a Wednesday; UTC+2. */
#define NOW G_GINT64_CONSTANT (1750249800000000)

static GTimeZone *berlin;

static KontorListQuery *
new_query (const char *list, const char *filter, GError **error)
{
  return kontor_list_query_new (kontor_list_type_find (list), filter, NULL, NOW, berlin, error);
}

static void
test_terms (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  const KontorFilterTerm *term;

  terms = kontor_filter_parse (
    "anna -state:paid customer:\"Beispiel \\\"GmbH\\\"\" ship-by:today 12:30 \"two words\" -",
    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (terms->len, ==, 7);

  term = g_ptr_array_index (terms, 0);
  g_assert_null (term->key);
  g_assert_cmpstr (term->value, ==, "anna");
  term = g_ptr_array_index (terms, 1);
  g_assert_true (term->negated);
  g_assert_cmpstr (term->key, ==, "state");
  term = g_ptr_array_index (terms, 2);
  g_assert_cmpstr (term->key, ==, "customer");
  g_assert_cmpstr (term->value, ==, "Beispiel \"GmbH\"");
  g_assert_true (term->quoted);
  term = g_ptr_array_index (terms, 3);
  g_assert_cmpstr (term->key, ==, "ship_by");
  term = g_ptr_array_index (terms, 4);
  g_assert_null (term->key);
  g_assert_cmpstr (term->value, ==, "12:30");
  term = g_ptr_array_index (terms, 5);
  g_assert_cmpstr (term->value, ==, "two words");
  term = g_ptr_array_index (terms, 6);
  g_assert_false (term->negated);
  g_assert_cmpstr (term->value, ==, "-");
}

static const struct
{
  const char *list;
  const char *filter;
  int         code;
  const char *message; /* pattern */
} mistakes[] = {
  { "orders", "stat:paid", KONTOR_FILTER_ERROR_UNKNOWN, "*“stat”; did you mean “state”?" },
  { "orders", "custmer:x", KONTOR_FILTER_ERROR_UNKNOWN, "*did you mean “customer”?" },
  { "orders", "qqqq:x", KONTOR_FILTER_ERROR_UNKNOWN, "*there are: state, customer, number, *" },
  { "orders", "state:payd", KONTOR_FILTER_ERROR_UNKNOWN, "*“payd”; did you mean “paid”?" },
  { "orders", "state:", KONTOR_FILTER_ERROR_SYNTAX, "*“state:” needs a value*" },
  { "orders", "is:lat", KONTOR_FILTER_ERROR_UNKNOWN, "*did you mean “late”?" },
  { "orders", "customer:\"Beispiel", KONTOR_FILTER_ERROR_SYNTAX, "*“Beispiel” is not closed*" },
  { "orders", "total:cheap", KONTOR_FILTER_ERROR_SYNTAX, "*“cheap” is no amount*" },
  { "orders", "total:1..2..3", KONTOR_FILTER_ERROR_SYNTAX, "*no amount*" },
  { "orders", "total:..", KONTOR_FILTER_ERROR_SYNTAX, "*no amount*" },
  { "orders", "placed:soon", KONTOR_FILTER_ERROR_SYNTAX, "*“soon” is no time*" },
  { "orders", "placed:2025-13", KONTOR_FILTER_ERROR_SYNTAX, "*no time*" },
  { "orders", "placed:2025-02-30", KONTOR_FILTER_ERROR_SYNTAX, "*no time*" },
  { "orders", "customer:,", KONTOR_FILTER_ERROR_SYNTAX, "*nothing to search for*" },
  { "products", "late", -1, NULL },
  { "products", "is:late", KONTOR_FILTER_ERROR_UNKNOWN, "*there is no “is:late”*" },
};

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = new_query (mistakes[i].list, mistakes[i].filter, &error);

      g_test_message ("%s: %s", mistakes[i].filter, error != NULL ? error->message : "fine");
      if (mistakes[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_nonnull (query);
          continue;
        }
      g_assert_null (query);
      g_assert_error (error, KONTOR_FILTER_ERROR, mistakes[i].code);
      g_assert_true (g_pattern_match_simple (mistakes[i].message, error->message));
    }
}

static void
test_sort (void)
{
  g_autoptr (GError) error = NULL;
  const KontorListType *orders = kontor_list_type_find ("orders");
  g_autoptr (KontorListQuery) query = NULL;
  g_autoptr (KontorListQuery) none = NULL;

  query = kontor_list_query_new (orders, "", "-total", NOW, berlin, &error);
  g_assert_no_error (error);
  g_assert_false (kontor_list_query_is_filtered (query));
  g_assert_true (kontor_list_query_get_type_info (query) == orders);

  none = kontor_list_query_new (orders, "", "totl", NOW, berlin, &error);
  g_assert_null (none);
  g_assert_error (error, KONTOR_FILTER_ERROR, KONTOR_FILTER_ERROR_UNKNOWN);
  g_assert_true (g_str_has_suffix (error->message, "did you mean “total”?"));
}

static const struct
{
  const char *text;
  guint       scale;
  gint64      low;
  gint64      high;
} numbers[] = {
  { "9,90", 2, 990, 990 },           { "9.90", 2, 990, 990 },
  { "10..20", 2, 1000, 2000 },       { "10,50..20.5", 2, 1050, 2050 },
  { "100..", 2, 10000, G_MAXINT64 }, { "..50", 2, G_MININT64, 5000 },
  { "-5..", 2, -500, G_MAXINT64 },   { "2", 3, 2000, 2000 },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 low = 0;
      gint64 high = 0;

      kontor_filter_parse_numbers (numbers[i].text, numbers[i].scale, &low, &high, &error);
      g_assert_no_error (error);
      g_assert_cmpint (low, ==, numbers[i].low);
      g_assert_cmpint (high, ==, numbers[i].high);
    }
}

/* Expected moments as ISO 8601 in UTC, from the rule of summer time: UTC+1, from the last Sunday of
 * March UTC+2. */
static const struct
{
  const char *text;
  const char *low; /* NULL: open */
  const char *after;
} times[] = {
  { "today", "2025-06-17T22:00:00Z", "2025-06-18T22:00:00Z" },
  { "yesterday", "2025-06-16T22:00:00Z", "2025-06-17T22:00:00Z" },
  { "Tomorrow", "2025-06-18T22:00:00Z", "2025-06-19T22:00:00Z" },
  { "-7d..", "2025-06-10T22:00:00Z", NULL },
  { "..-1w", NULL, "2025-06-11T22:00:00Z" },
  { "-3m", "2025-03-17T23:00:00Z", "2025-03-18T23:00:00Z" },
  { "-1y..today", "2024-06-17T22:00:00Z", "2025-06-18T22:00:00Z" },
  { "2025-03-30", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z" },
  { "30.03.2025", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z" },
  { "2025-02", "2025-01-31T23:00:00Z", "2025-02-28T23:00:00Z" },
  { "2024", "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z" },
  { "2025-05-01..2025-05-31", "2025-04-30T22:00:00Z", "2025-05-31T22:00:00Z" },
  { "2025-01..2025-02", "2024-12-31T23:00:00Z", "2025-02-28T23:00:00Z" },
};

static gint64
parse_iso (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * KONTOR_SECOND;
}

static void
test_times (void)
{
  gint64 low = 0;
  gint64 high = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", times[i].text);
      kontor_filter_parse_times (times[i].text, NOW, berlin, &low, &high, &error);
      g_assert_no_error (error);
      g_assert_cmpint (low, ==, times[i].low != NULL ? parse_iso (times[i].low) : G_MININT64);
      g_assert_cmpint (
        high, ==, times[i].after != NULL ? parse_iso (times[i].after) - 1 : G_MAXINT64);
    }

  g_assert_true (kontor_filter_parse_times ("..-2h", NOW, berlin, &low, &high, NULL));
  g_assert_cmpint (high, ==, NOW - 7200 * KONTOR_SECOND);
}

static const struct
{
  const char *list;
  const char *text;
  guint       cursor;
  const char *offers; /* all, joined */
} completions[] = {
  { "orders", "sta", 3, "state:" },
  { "orders", "-sta", 4, "-state:" },
  { "orders", "anna ship", 9, "shipped: ship_by:" },
  { "orders", "state:to-", 9, "state:to-pay state:to-pack state:to-ship" },
  { "orders", "state:paid,sh", 13, "state:paid,shipped" },
  { "orders", "is:la", 5, "is:late" },
  { "orders", "i", 1, "item: is:" },
  { "orders", "placed:t", 8, "placed:today" },
  { "orders", "customer:an", 11, "" },
  { "orders", "customer:\"an sta", 16, "" },
  { "orders", "sta total:5", 3, "state:" },
  { "imports", "qq", 2, "" },
};

static void
test_completion (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (completions); i++)
    {
      g_auto (GStrv) offers = kontor_filter_complete (
        kontor_list_type_find (completions[i].list), completions[i].text, completions[i].cursor);
      g_autofree char *joined = g_strjoinv (" ", offers);

      g_assert_cmpstr (joined, ==, completions[i].offers);
    }
}

static void
check_list (const KontorListType *type)
{
  guint n_shown = 0;

  for (const KontorListColumn *column = type->columns; column->key != NULL; column++)
    {
      g_assert_nonnull (column->title);
      g_assert_true ((column->ascending == NULL) == (column->descending == NULL));
      n_shown += column->shown;
    }
  g_assert_cmpuint (n_shown, <=, 8);

  for (const KontorFilterKey *key = type->filters; key->key != NULL; key++)
    g_assert_true ((key->type == KONTOR_FILTER_CHOICE) == (key->values != NULL));

  for (const KontorListView *view = type->views; view->name != NULL; view++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorListQuery) query = new_query (type->name, view->filter, &error);

      g_assert_no_error (error);
      g_assert_nonnull (query);
    }
}

static void
test_descriptions (void)
{
  guint                        n_types = 0;
  const KontorListType *const *types = kontor_list_type_list (&n_types);

  g_assert_cmpuint (n_types, >, 0);
  for (guint i = 0; i < n_types; i++)
    check_list (types[i]);
  g_assert_null (kontor_list_type_find ("nothing"));
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_test_add_func ("/filter/terms", test_terms);
  g_test_add_func ("/filter/mistakes", test_mistakes);
  g_test_add_func ("/filter/sort", test_sort);
  g_test_add_func ("/filter/numbers", test_numbers);
  g_test_add_func ("/filter/times", test_times);
  g_test_add_func ("/filter/completion", test_completion);
  g_test_add_func ("/filter/descriptions", test_descriptions);
  status = g_test_run ();
  g_time_zone_unref (berlin); /* lives as long as the tests */
  return status;
}
