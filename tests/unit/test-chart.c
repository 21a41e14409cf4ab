/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-chart.h"
#include "kontor-documents.h"

#define N_POINTS 30

typedef struct
{
  gint64      now[N_POINTS];
  gint64      before[N_POINTS];
  const char *days[N_POINTS];
  KontorChart chart;
} Fixture;

static char *
format_euro (gint64 value, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " €", value / 100);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < N_POINTS; i++)
    {
      fixture->now[i] = 50000 + 1000 * (i % 7);
      fixture->before[i] = 40000 + 900 * (i % 6);
      fixture->days[i] = "1 May";
    }

  fixture->chart = (KontorChart){
    .title = "Revenue",
    .series = { { "last 30 days", KONTOR_CHART_LINE, fixture->now },
                { "30 days before", KONTOR_CHART_LINE, fixture->before } },
    .n_series = 2,
    .n_points = N_POINTS,
    .point_labels = fixture->days,
    .missing_label = "no data",
    .from_zero = TRUE,
    .cursor = -1,
    .format = format_euro,
  };
}

static GBytes *
render (const KontorChart *chart, KontorChartFormat format)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_chart_render (
    chart, format, 720.0, 280.0, &kontor_chart_palette_light, 0, &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
starts_with (GBytes *bytes, const char *prefix)
{
  return g_bytes_get_size (bytes) > strlen (prefix)
         && memcmp (g_bytes_get_data (bytes, NULL), prefix, strlen (prefix)) == 0;
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  static const char *const prefixes[] = { "<?xml", "\x89PNG", "%PDF" };

  for (guint format = 0; format < G_N_ELEMENTS (prefixes); format++)
    {
      g_autoptr (GBytes) first = render (&fixture->chart, format);
      g_autoptr (GBytes) second = render (&fixture->chart, format);

      g_assert_true (starts_with (first, prefixes[format]));
      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  for (guint kind = KONTOR_CHART_LINE; kind <= KONTOR_CHART_AREA; kind++)
    {
      g_autoptr (GBytes) without = NULL;
      g_autoptr (GBytes) with = NULL;

      fixture->chart.n_series = KONTOR_CHART_MAX_SERIES;
      for (guint i = 0; i < KONTOR_CHART_MAX_SERIES; i++)
        fixture->chart.series[i] = (KontorChartSeries){
          "series", kind, i % 2 == 0 ? fixture->now : fixture->before
        };

      fixture->chart.cursor = -1;
      without = render (&fixture->chart, KONTOR_CHART_PNG);
      fixture->chart.cursor = 29;
      with = render (&fixture->chart, KONTOR_CHART_PNG);
      g_assert_false (g_bytes_equal (without, with));
    }
}

/* A gap is neither a zero nor a line across. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = render (&fixture->chart, KONTOR_CHART_PNG);
  g_autoptr (GBytes) gap = NULL;
  g_autoptr (GBytes) zero = NULL;

  for (int i = 10; i < 15; i++)
    fixture->now[i] = fixture->before[i] = KONTOR_CHART_MISSING;
  gap = render (&fixture->chart, KONTOR_CHART_PNG);
  for (int i = 10; i < 15; i++)
    fixture->now[i] = fixture->before[i] = 0;
  zero = render (&fixture->chart, KONTOR_CHART_PNG);

  g_assert_false (g_bytes_equal (whole, gap));
  g_assert_false (g_bytes_equal (gap, zero));
}

static void
test_odd_data (Fixture *fixture, gconstpointer data)
{
  static const gint64 values[] = { 0, -1, KONTOR_CHART_MISSING, G_MAXINT64, G_MININT64 + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint n_points = 0; n_points <= 2; n_points++)
      {
        g_autoptr (GBytes) bytes = NULL;

        for (guint point = 0; point < N_POINTS; point++)
          fixture->now[point] = values[i];
        fixture->chart.n_points = n_points;
        fixture->chart.format = NULL;
        bytes = render (&fixture->chart, KONTOR_CHART_PDF);
        g_assert_nonnull (bytes);
      }

  fixture->now[0] = G_MAXINT64;
  fixture->now[1] = G_MININT64 + 1;
  g_bytes_unref (render (&fixture->chart, KONTOR_CHART_PDF));
  fixture->chart.n_series = 0;
  g_bytes_unref (render (&fixture->chart, KONTOR_CHART_PDF));
}

static void
test_odd_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (5000, 'W');

  fixture->chart.title = huge;
  fixture->chart.series[0].label = huge;
  fixture->chart.series[1].label = "M\xfcller";
  fixture->chart.point_labels = NULL;
  fixture->chart.missing_label = NULL;
  fixture->chart.cursor = 3;
  g_bytes_unref (render (&fixture->chart, KONTOR_CHART_SVG));
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tiny = kontor_chart_render (
    &fixture->chart, KONTOR_CHART_PNG, 40.0, 40.0, &kontor_chart_palette_dark, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tiny);
  g_assert_null (kontor_chart_render (
    &fixture->chart, KONTOR_CHART_PNG, 1.0e9, 40.0, &kontor_chart_palette_dark, 0, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
test_point_at (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 10");
  int last = -1;

  g_assert_cmpint (kontor_chart_point_at (&fixture->chart, 0.0, 720.0, 280.0, NULL, font), ==, -1);
  g_assert_cmpint (
    kontor_chart_point_at (&fixture->chart, 719.0, 720.0, 280.0, NULL, font), ==, -1);
  for (double x = 0.0; x < 720.0; x += 2.0)
    {
      int point = kontor_chart_point_at (&fixture->chart, x, 720.0, 280.0, NULL, font);

      g_assert_cmpint (point, <, N_POINTS);
      if (point >= 0)
        {
          g_assert_cmpint (point, >=, last);
          g_assert_cmpint (point, <=, last + 1);
          last = point;
        }
    }
  g_assert_cmpint (last, ==, N_POINTS - 1);

  fixture->chart.n_points = 0;
  g_assert_cmpint (
    kontor_chart_point_at (&fixture->chart, 300.0, 720.0, 280.0, NULL, font), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/chart/formats", Fixture, NULL, set_up, test_formats, NULL);
  g_test_add ("/chart/kinds", Fixture, NULL, set_up, test_kinds, NULL);
  g_test_add ("/chart/missing", Fixture, NULL, set_up, test_missing, NULL);
  g_test_add ("/chart/odd-data", Fixture, NULL, set_up, test_odd_data, NULL);
  g_test_add ("/chart/odd-words", Fixture, NULL, set_up, test_odd_words, NULL);
  g_test_add ("/chart/sizes", Fixture, NULL, set_up, test_sizes, NULL);
  g_test_add ("/chart/point-at", Fixture, NULL, set_up, test_point_at, NULL);

  return g_test_run ();
}
