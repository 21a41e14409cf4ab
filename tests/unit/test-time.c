/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-time.h"
#include "kontor-value-error.h"

/* Moments are from GNU date, `date -d … +%s`. */
#define S(seconds) (G_GINT64_CONSTANT (seconds) * KONTOR_SECOND)

typedef struct
{
  const char *text;
  gint64      time; /* in Berlin */
} TimeCase;

static const TimeCase good_times[] = {
  { "1970-01-01T00:00:00Z", 0 },
  { "2010-12-01", S (1291158000) },
  { "2010-12-01T08:26", S (1291188360) },
  { "2010-12-01 08:26:00", S (1291188360) },
  { "2010-12-01  8:26", S (1291188360) },
  { "2010-12-01t08:26:00z", S (1291191960) },
  { "2010-12-01 08:26:00 UTC", S (1291191960) },
  { "2010-12-01T08:26:00+01:00", S (1291188360) },
  { "2010-12-01 08:26:00 +0100", S (1291188360) },
  { "2010-12-01 08:26:00 -05", S (1291209960) },
  { "2010-12-01T08:26:00.5Z", S (1291191960) + 500000 },
  { "2010-12-01T08:26:00,1234567Z", S (1291191960) + 123456 },
  { "12/1/2010 8:26", S (1291188360) },
  { "12/01/2010 08:26:00", S (1291188360) },
  { "12/1/2010", S (1291158000) },
  { "1.12.2010 8:26", S (1291188360) },
  { "01.12.2010", S (1291158000) },
  { " 2010-12-01 ", S (1291158000) },
  { "2024-07-01 12:00", S (1719828000) },
  { "2024-02-29", S (1709161200) },
  { "2016-12-31T23:59:60Z", S (1483228800) },
  { "1969-12-31T23:59:59.5Z", -500000 },
  { "2024-03-31 02:30", S (1711846800) }, /* skipped: the first moment after the gap */
  { "2024-10-27 02:30", S (1729989000) }, /* comes twice: the first one */
};

static const char *const bad_times[] = {
  "",
  "x",
  "2010",
  "2010-12",
  "2010-13-01",
  "2010-00-01",
  "2010-12-00",
  "2010-12-32",
  "2023-02-29",
  "1900-02-29",
  "10-12-01",
  "2010-1-1",
  "13/1/2010",
  "31/12/2010",
  "2/30/2010",
  "12/1/10",
  "32.1.2010",
  "1.13.2010",
  "1.1.10",
  "2010-12-01T",
  "2010-12-01 24:00",
  "2010-12-01 8",
  "2010-12-01 08:60",
  "2010-12-01 08:26:61",
  "2010-12-01 08:26x",
  "2010-12-01 08:26:00.",
  "2010-12-01 08:26+",
  "2010-12-01 08:26+1",
  "2010-12-01 08:26+01:0",
  "2010-12-01 08:26+01:60",
  "2010-12-01 08:26+19:00",
  "2010-12-01x08:26",
  "2010-12-01 08:26 Zx",
  "0000-01-01",
  "2010/12/01",
  "1/1.2010",
  "12-1-2010",
};

static GTimeZone *
berlin (void)
{
  return g_time_zone_new_identifier ("Europe/Berlin");
}

static void
test_parse (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  guint i = 0;

  g_assert_nonnull (zone);

  for (i = 0; i < G_N_ELEMENTS (good_times); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 0;

      g_test_message ("\"%s\"", good_times[i].text);
      g_assert_true (kontor_time_parse (good_times[i].text, zone, &time, &error));
      g_assert_no_error (error);
      g_assert_cmpint (time, ==, good_times[i].time);
    }
}

static void
test_parse_bad (void)
{
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (bad_times); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 42;

      g_test_message ("\"%s\"", bad_times[i]);
      g_assert_false (kontor_time_parse (bad_times[i], NULL, &time, &error));
      g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID);
      g_assert_cmpint (time, ==, 42);
    }
}

static void
test_format_iso (void)
{
  static const struct
  {
    gint64      time;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { S (1291191960), "2010-12-01T08:26:00Z" },
    { S (1291191960) + 5, "2010-12-01T08:26:00.000005Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { S (253402300799), "9999-12-31T23:59:59Z" },
    { S (-62135596800), "0001-01-01T00:00:00Z" },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = kontor_time_format_iso (cases[i].time);
      gint64           time = 0;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (kontor_time_parse (text, NULL, &time, NULL));
      g_assert_cmpint (time, ==, cases[i].time);
    }
}

static void
test_format_local (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  g_autofree char *winter = kontor_time_format_local (S (1291191960), zone, "%d.%m.%Y %H:%M");
  g_autofree char *summer = kontor_time_format_local (S (1719828000) + 1, zone, "%H:%M:%S.%f");
  g_autofree char *utc = kontor_time_format_local (-1, NULL, "%F %T");

  g_assert_cmpstr (winter, ==, "01.12.2010 09:26");
  g_assert_cmpstr (summer, ==, "12:00:00.000001");
  g_assert_cmpstr (utc, ==, "1969-12-31 23:59:59");
  g_assert_null (kontor_time_format_local (G_MAXINT64, zone, "%F"));
}

static void
test_day_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_valid;
    gint64      day;
  } cases[] = {
    { "1970-01-01", TRUE, 0 },        { "1969-12-31", TRUE, -1 },
    { "2000-02-29", TRUE, 11016 },    { "2000-03-01", TRUE, 11017 },
    { "31.12.2010", TRUE, 14974 },    { "12/31/2010", TRUE, 14974 },
    { "9999-12-31", TRUE, 2932896 },  { "0001-01-01", TRUE, -719162 },
    { "2010-12-31 08:00", FALSE, 0 }, { "", FALSE, 0 },
    { "31/12/2010", FALSE, 0 },       { "2010-02-29", FALSE, 0 },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 day = 0;

      g_assert_cmpint (kontor_day_parse (cases[i].text, &day, &error), ==, cases[i].is_valid);
      g_assert_cmpint (error == NULL, ==, cases[i].is_valid);
      g_assert_cmpint (day, ==, cases[i].day);
    }
}

/* Every day of 1200 years agrees with GLib's calendar, which counts from the year 1. */
static void
test_days_agree (void)
{
  GDate  date;
  gint64 day = 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1400);

  for (day = (gint64) g_date_get_julian (&date) - 719163; day < 230000; day++)
    {
      g_autofree char *text = kontor_day_format_iso (day);
      char             expected[16];
      gint64           read = 0;

      g_snprintf (expected,
                  sizeof expected,
                  "%04d-%02d-%02d",
                  g_date_get_year (&date),
                  (int) g_date_get_month (&date),
                  g_date_get_day (&date));
      g_assert_cmpstr (text, ==, expected);
      g_assert_true (kontor_day_parse (text, &read, NULL));
      g_assert_cmpint (read, ==, day);
      g_date_add_days (&date, 1);
    }
}

static void
test_day_zone (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  g_autoptr (GTimeZone) beirut = g_time_zone_new_identifier ("Asia/Beirut");

  g_assert_cmpint (kontor_day_from_time (S (1291158000), zone), ==, 14944);
  g_assert_cmpint (kontor_day_from_time (S (1291158000) - 1, zone), ==, 14943);
  g_assert_cmpint (kontor_day_from_time (S (1291158000), NULL), ==, 14943);
  g_assert_cmpint (kontor_day_from_time (-1, NULL), ==, -1);
  g_assert_cmpint (kontor_day_start (14944, zone), ==, S (1291158000));
  g_assert_cmpint (kontor_day_start (14944, NULL), ==, 14944 * KONTOR_DAY);

  /* In Lebanon the clocks skip the midnight of 2022-03-27. */
  g_assert_cmpint (kontor_day_start (19078, beirut), ==, S (1648332000));
  g_assert_cmpint (kontor_day_from_time (S (1648332000), beirut), ==, 19078);
  g_assert_cmpint (kontor_day_from_time (S (1648332000) - 1, beirut), ==, 19077);
}

/* Property: a day begins in itself, also when the clocks change. */
static void
test_day_start_round_trip (void)
{
  g_autoptr (GTimeZone) zone = berlin ();
  gint64 day = 0;

  for (day = 0; day < 24000; day++)
    {
      gint64 start = kontor_day_start (day, zone);

      g_assert_cmpint (kontor_day_from_time (start, zone), ==, day);
      g_assert_cmpint (kontor_day_from_time (start - 1, zone), ==, day - 1);
    }
}

static void
test_now (void)
{
  gint64 now = kontor_time_now ();

  g_assert_cmpint (now, >, S (1700000000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/parse-bad", test_parse_bad);
  g_test_add_func ("/time/format-iso", test_format_iso);
  g_test_add_func ("/time/format-local", test_format_local);
  g_test_add_func ("/time/day-parse", test_day_parse);
  g_test_add_func ("/time/days-agree", test_days_agree);
  g_test_add_func ("/time/day-zone", test_day_zone);
  g_test_add_func ("/time/day-start-round-trip", test_day_start_round_trip);
  g_test_add_func ("/time/now", test_now);

  return g_test_run ();
}
