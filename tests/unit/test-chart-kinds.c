/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <math.h>
#include <string.h>

#include "kontor-chart.h"
#include "kontor-documents.h"

/* The kinds of charts that reports need, with figures as a shop has them; KONTOR_KEEP names a
 * folder that takes the pictures. */

#define N_MONTHS 12

static const char *const months[N_MONTHS] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static const gint64 standard[N_MONTHS] = { 410000, 380000, 455000, 520000, 490000, 610000,
                                           585000, 540000, 660000, 720000, 910000, 1240000 };
static const gint64 reduced[N_MONTHS] = { 90000,  85000,  99000,  120000, 105000, 140000,
                                          130000, 118000, 151000, 160000, 210000, 300000 };
static const gint64 abroad[N_MONTHS] = { 20000, 0,     35000, 41000, 38000, 60000,
                                         75000, 70000, 82000, 91000, 99000, 160000 };
static const gint64 before[N_MONTHS] = { 350000, 340000, 390000, 410000, 430000, 480000,
                                         500000, 470000, 530000, 560000, 700000, 980000 };

static char *
format_euro (gint64 value, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " €", value / 100);
}

static char *
format_percent (gint64 value, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %%", value / 100);
}

static const KontorChartPalette *const palettes[] = { &kontor_chart_palette_light,
                                                      &kontor_chart_palette_dark };

static void
keep (GBytes *png, const char *name, guint palette)
{
  const char      *folder = g_getenv ("KONTOR_KEEP");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;

  path = g_strdup_printf ("%s/chart-%s-%s.png", folder, name, palette == 0 ? "light" : "dark");
  g_assert_true (g_file_set_contents (
    path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), NULL));
}

static GBytes *
render (const KontorChart *chart, guint palette)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_chart_render (
    chart, KONTOR_CHART_PNG, 720.0, 280.0, palettes[palette], 0, &error);

  g_assert_no_error (error);
  return bytes;
}

static KontorChart
make_chart (KontorChartKind kind, gboolean stacked)
{
  return (KontorChart){
    .title = stacked ? "Revenue by VAT rate" : "Revenue",
    .series = { { "19 %", kind, standard }, { "7 %", kind, reduced }, { "abroad", kind, abroad } },
    .n_series = 3,
    .n_points = N_MONTHS,
    .point_labels = months,
    .missing_label = "no data",
    .from_zero = TRUE,
    .stacked = stacked,
    .cursor = -1,
    .format = format_euro,
  };
}

static void
draw_both (const KontorChart *chart, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autoptr (GBytes) png = render (chart, i);

      keep (png, name, i);
    }
}

static void
test_pictures (void)
{
  KontorChart compared = make_chart (KONTOR_CHART_LINE, FALSE);
  KontorChart bars = make_chart (KONTOR_CHART_BARS, FALSE);
  KontorChart stacked_bars = make_chart (KONTOR_CHART_BARS, TRUE);
  KontorChart stacked_areas = make_chart (KONTOR_CHART_AREA, TRUE);
  KontorChart lines = make_chart (KONTOR_CHART_LINE, FALSE);
  gint64      gap[N_MONTHS];

  memcpy (gap, standard, sizeof gap);
  gap[5] = gap[6] = KONTOR_CHART_MISSING;
  compared.n_series = 2;
  compared.series[0] = (KontorChartSeries){ "2026", KONTOR_CHART_LINE, gap };
  compared.series[1] = (KontorChartSeries){ "2025", KONTOR_CHART_LINE, before, .earlier = TRUE };
  compared.cursor = 9;
  bars.n_series = 2;
  bars.series[0].label = "2026";
  bars.series[1] = (KontorChartSeries){ "2025", KONTOR_CHART_BARS, before, .earlier = TRUE };
  stacked_areas.cursor = 10;
  draw_both (&compared, "compared");
  draw_both (&bars, "bars");
  draw_both (&stacked_bars, "stacked-bars");
  draw_both (&stacked_areas, "stacked-areas");
  draw_both (&lines, "lines");
}

/* The picture as an image surface of one pixel a unit, to look at single dots. */
static cairo_surface_t *
paint (const KontorChart *chart)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 240);
  cairo_t         *cr = cairo_create (surface);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 8");

  kontor_chart_draw (chart, cr, 400.0, 240.0, NULL, font, &kontor_chart_palette_light);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_series_color (cairo_surface_t *surface, int x, int y, guint index)
{
  const KontorChartColor *color = &kontor_chart_palette_light.series[index];
  const guint8           *row = cairo_image_surface_get_data (surface)
                      + y * cairo_image_surface_get_stride (surface);
  const guint8 *dot = row + 4 * x;

  return fabs (dot[2] - 255.0 * color->red) < 3.0 && fabs (dot[1] - 255.0 * color->green) < 3.0
         && fabs (dot[0] - 255.0 * color->blue) < 3.0;
}

static int
count_dots (cairo_surface_t *surface, guint index)
{
  int n_dots = 0;

  for (int y = 0; y < 240; y++)
    for (int x = 0; x < 400; x++)
      n_dots += is_series_color (surface, x, y, index);

  return n_dots;
}

/* On each other, the bars are narrower in sum than beside each other are wide, and the first is as
 * high as before. */
static void
test_stacking (void)
{
  static const gint64 ones[] = { 1000, 1000 };
  KontorChart         chart = { .series = { { NULL, KONTOR_CHART_BARS, ones },
                                            { NULL, KONTOR_CHART_BARS, ones } },
                                .n_series = 2,
                                .n_points = 2,
                                .cursor = -1 };
  cairo_surface_t    *beside = paint (&chart);
  cairo_surface_t    *stacked = NULL;
  double              ratio;

  chart.stacked = TRUE;
  stacked = paint (&chart);
  ratio = (double) count_dots (stacked, 0) / count_dots (beside, 0);
  g_assert_cmpfloat (ratio, >, 0.9); /* half as high, twice as wide */
  g_assert_cmpfloat (ratio, <, 1.1);
  cairo_surface_destroy (beside);
  cairo_surface_destroy (stacked);
}

/* What is less than nothing piles up below the line. */
static void
test_negative_stack (void)
{
  static const gint64 up[] = { 1000, 500 };
  static const gint64 down[] = { -1000, KONTOR_CHART_MISSING };
  KontorChart         chart = { .series = { { NULL, KONTOR_CHART_BARS, up },
                                            { NULL, KONTOR_CHART_BARS, down } },
                                .n_series = 2,
                                .n_points = 2,
                                .stacked = TRUE,
                                .cursor = -1 };
  cairo_surface_t    *surface = paint (&chart);
  int                 lowest = 0;

  for (int y = 0; y < 240; y++)
    for (int x = 0; x < 400; x++)
      if (is_series_color (surface, x, y, 0))
        lowest = y;

  g_assert_cmpint (lowest, >, 80);
  g_assert_cmpint (lowest, <, 140); /* the middle: zero */
  cairo_surface_destroy (surface);
}

static void
test_earlier_steps_back (void)
{
  KontorChart      chart = make_chart (KONTOR_CHART_LINE, FALSE);
  cairo_surface_t *own = NULL;
  cairo_surface_t *dim = NULL;

  chart.n_series = 2;
  own = paint (&chart);
  chart.series[1].earlier = TRUE;
  dim = paint (&chart);
  g_assert_cmpint (count_dots (own, 1), >, 10);
  g_assert_cmpint (count_dots (dim, 1), ==, 0);
  cairo_surface_destroy (own);
  cairo_surface_destroy (dim);
}

static const KontorChartRankItem items[] = {
  { "Shelf “Elbe”, oiled oak", 1284000, 990000 },
  { "Handbook of storage", 844000, 910000 },
  { "Consulting on site", 623000, 400000 },
  { "Emaille mug, 250 ml, red", 310000, 330000 },
  { "Tea pot “Nord”", 212000, KONTOR_CHART_MISSING },
  { "Returns", -88000, -60000 },
};

static void
test_rank (void)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 8");
  KontorChartRank rank = { .title = "What sold best",
                           .items = items,
                           .n_items = G_N_ELEMENTS (items),
                           .earlier_label = "2025",
                           .cursor = 1,
                           .format = format_euro };
  int             last = -1;

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) png = kontor_chart_rank_render (
        &rank, KONTOR_CHART_PNG, 720.0, 260.0, palettes[i], 0, &error);
      g_autoptr (GBytes) pdf = kontor_chart_rank_render (
        &rank, KONTOR_CHART_PDF, 720.0, 260.0, palettes[i], 0, &error);

      g_assert_no_error (error);
      g_assert_nonnull (pdf);
      keep (png, "rank", i);
    }

  g_assert_cmpuint (kontor_chart_rank_count_fitting (&rank, 260.0, NULL, font), ==, 6);
  g_assert_cmpuint (kontor_chart_rank_count_fitting (&rank, 80.0, NULL, font), <, 6);
  g_assert_cmpint (kontor_chart_rank_item_at (&rank, 2.0, 260.0, NULL, font), ==, -1);
  for (double y = 0.0; y < 300.0; y += 1.0)
    last = MAX (last, kontor_chart_rank_item_at (&rank, y, 260.0, NULL, font));
  g_assert_cmpint (last, ==, 5);
}

#define N_COHORTS 8

static void
fill_cohorts (gint64 values[N_COHORTS * N_COHORTS])
{
  for (int row = 0; row < N_COHORTS; row++)
    for (int column = 0; column < N_COHORTS; column++)
      values[row * N_COHORTS + column] = column > N_COHORTS - 1 - row ? KONTOR_CHART_MISSING
                                         : column == 0                ? 10000
                                                       : 4200 - 450 * column + 130 * row;
}

static void
test_grid (void)
{
  static const char *const ages[N_COHORTS] = { "0", "1", "2", "3", "4", "5", "6", "7" };
  static const char *const sizes[N_COHORTS] = {
    "128", "96", "143", "101", "88", "162", "140", "97"
  };
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 8");
  gint64          values[N_COHORTS * N_COHORTS];
  KontorChartGrid grid = { .title = "Customers who came back, by month of the first order",
                           .row_labels = months,
                           .row_notes = sizes,
                           .n_rows = N_COHORTS,
                           .column_labels = ages,
                           .n_columns = N_COHORTS,
                           .values = values,
                           .full = 10000,
                           .cursor_row = 2,
                           .cursor_column = 3,
                           .format = format_percent };
  int             row, column;

  fill_cohorts (values);
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) png = kontor_chart_grid_render (
        &grid, KONTOR_CHART_PNG, 720.0, 280.0, palettes[i], 0, &error);
      g_autoptr (GBytes) svg = kontor_chart_grid_render (
        &grid, KONTOR_CHART_SVG, 720.0, 280.0, palettes[i], 0, &error);
      g_autoptr (GBytes) again = kontor_chart_grid_render (
        &grid, KONTOR_CHART_SVG, 720.0, 280.0, palettes[i], 0, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (svg, again));
      keep (png, "grid", i);
    }

  g_assert_false (
    kontor_chart_grid_cell_at (&grid, 2.0, 100.0, 720.0, 280.0, NULL, font, &row, &column));
  g_assert_true (
    kontor_chart_grid_cell_at (&grid, 719.0, 60.0, 720.0, 280.0, NULL, font, &row, &column));
  g_assert_cmpint (column, ==, N_COHORTS - 1);
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const KontorChartColor *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

static double
contrast (const KontorChartColor *a, const KontorChartColor *b)
{
  double first = luminance (a) + 0.05;
  double second = luminance (b) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

/* WCAG 2.2: 4.5 for text, and the names of series are text in their colour. */
static void
test_contrast (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      const KontorChartPalette *palette = palettes[i];

      g_assert_cmpfloat (contrast (&palette->text, &palette->background), >=, 7.0);
      g_assert_cmpfloat (contrast (&palette->dim, &palette->background), >=, 4.5);
      for (guint j = 0; j < KONTOR_CHART_MAX_SERIES; j++)
        g_assert_cmpfloat (contrast (&palette->series[j], &palette->background), >=, 4.5);
    }
}

/* What is left of a colour where one kind of cone is missing (Viénot, Brettel and Mollon 1999, on
 * linear light): protanopia and deuteranopia. */
static const double simulations[2][9] = {
  { 0.11238, 0.88762, 0.0, 0.11238, 0.88762, 0.0, 0.00401, -0.00401, 1.0 },
  { 0.29275, 0.70725, 0.0, 0.29275, 0.70725, 0.0, -0.02234, 0.02234, 1.0 },
};

static double
distance (const KontorChartColor *a, const KontorChartColor *b, const double *simulation)
{
  const double difference[3] = { linear (a->red) - linear (b->red),
                                 linear (a->green) - linear (b->green),
                                 linear (a->blue) - linear (b->blue) };
  double       sum = 0.0;

  for (guint i = 0; i < 3; i++)
    {
      double seen = simulation[3 * i] * difference[0] + simulation[3 * i + 1] * difference[1]
                    + simulation[3 * i + 2] * difference[2];

      sum += seen * seen;
    }

  return sqrt (sum);
}

/* The first two differ for everybody; all four have dash, mark and pattern besides. */
static void
test_color_blind (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (simulations); j++)
      g_assert_cmpfloat (
        distance (&palettes[i]->series[0], &palettes[i]->series[1], simulations[j]), >, 0.25);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart-kinds/pictures", test_pictures);
  g_test_add_func ("/chart-kinds/stacking", test_stacking);
  g_test_add_func ("/chart-kinds/negative-stack", test_negative_stack);
  g_test_add_func ("/chart-kinds/earlier-steps-back", test_earlier_steps_back);
  g_test_add_func ("/chart-kinds/rank", test_rank);
  g_test_add_func ("/chart-kinds/grid", test_grid);
  g_test_add_func ("/chart-kinds/contrast", test_contrast);
  g_test_add_func ("/chart-kinds/color-blind", test_color_blind);
  return g_test_run ();
}
