/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A calm chart of up to four series over the same points: the same drawing for window, SVG, PNG and
 * PDF.
 *
 *   KontorChart chart = {
 *     .series = { { "last 30 days", KONTOR_CHART_LINE, now }, { "30 days before",
 * KONTOR_CHART_LINE, before } }, .n_series = 2, .n_points = 30, .point_labels = days, .from_zero =
 * TRUE, .cursor = -1,
 *   };
 *   kontor_chart_draw (&chart, cr, width, height, context, font, &kontor_chart_palette_light);
 *
 * Everything in it is borrowed for the time of a call. */

#define KONTOR_CHART_MAX_SERIES 4
#define KONTOR_CHART_MISSING G_MININT64 /* no value at this point: shown as a gap */

typedef enum
{
  KONTOR_CHART_LINE,
  KONTOR_CHART_STEP, /* a value holds until the next point */
  KONTOR_CHART_BARS,
  KONTOR_CHART_AREA,
} KontorChartKind;

typedef struct
{
  const char     *label; /* stands at the end of the line */
  KontorChartKind kind;
  const gint64   *values;  /* n_points */
  gboolean        earlier; /* the period to compare with: dim and dashed */
} KontorChartSeries;

typedef char *(*KontorChartFormatFunc) (gint64 value, gpointer data); /* transfer full */

typedef struct
{
  const char        *title; /* (nullable) */
  KontorChartSeries  series[KONTOR_CHART_MAX_SERIES];
  guint              n_series;
  guint              n_points;
  const char *const *point_labels; /* (nullable): n_points; as many are shown as fit */
  const double *places;   /* (nullable): n_points, rising from 0 at the left edge to 1 at the right:
                             points that lie apart as the time between them; NULL: evenly */
  const gboolean *marked; /* (nullable): n_points: these have a mark of their own */
  const char     *missing_label; /* (nullable): "no data", written into gaps that are wide enough */
  gboolean        from_zero;     /* for sums: the axis includes 0 */
  gboolean        stacked;       /* bars and areas lie on each other: parts of a whole */
  int             cursor;        /* the point whose values are shown, -1: none */
  KontorChartFormatFunc format;  /* (nullable): of values; NULL: plain integers */
  gpointer              format_data;
} KontorChart;

typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} KontorChartColor;

typedef struct
{
  KontorChartColor background; /* alpha 0: nothing is painted */
  KontorChartColor text;
  KontorChartColor dim;
  KontorChartColor grid;
  KontorChartColor series[KONTOR_CHART_MAX_SERIES];
} KontorChartPalette;

extern const KontorChartPalette kontor_chart_palette_light;
extern const KontorChartPalette kontor_chart_palette_dark;

/* context: (nullable): NULL is one of the default font map. */
void kontor_chart_draw (const KontorChart          *chart,
                        cairo_t                    *cr,
                        double                      width,
                        double                      height,
                        PangoContext               *context,
                        const PangoFontDescription *font,
                        const KontorChartPalette   *palette);
int  kontor_chart_point_at (const KontorChart          *chart,
                            double                      x,
                            double                      width,
                            double                      height,
                            PangoContext               *context,
                            const PangoFontDescription *font); /* -1: beside the plot */

typedef enum
{
  KONTOR_CHART_SVG,
  KONTOR_CHART_PNG, /* at two pixels a unit */
  KONTOR_CHART_PDF,
} KontorChartFormat;

/* Bars lying one below the other, each with its name and its value: what sells best. */
typedef struct
{
  const char *label;
  gint64      value;
  gint64      earlier; /* of the period to compare with, or KONTOR_CHART_MISSING */
} KontorChartRankItem;

typedef struct
{
  const char                *title; /* (nullable) */
  const KontorChartRankItem *items;
  guint                      n_items;
  const char                *earlier_label; /* (nullable): "2025", beside its sign */
  int                        cursor;        /* -1: none */
  KontorChartFormatFunc      format;        /* (nullable) */
  gpointer                   format_data;
} KontorChartRank;

void  kontor_chart_rank_draw (const KontorChartRank      *rank,
                              cairo_t                    *cr,
                              double                      width,
                              double                      height,
                              PangoContext               *context,
                              const PangoFontDescription *font,
                              const KontorChartPalette   *palette);
guint kontor_chart_rank_count_fitting (const KontorChartRank      *rank,
                                       double                      height,
                                       PangoContext               *context,
                                       const PangoFontDescription *font);
int   kontor_chart_rank_item_at (const KontorChartRank      *rank,
                                 double                      y,
                                 double                      height,
                                 PangoContext               *context,
                                 const PangoFontDescription *font); /* -1: beside */

/* A table whose cells are the darker the more: customers that came back, by month. */
typedef struct
{
  const char           *title; /* (nullable) */
  const char *const    *row_labels;
  const char *const    *row_notes; /* (nullable): a second column, how many there were */
  guint                 n_rows;
  const char *const    *column_labels;
  guint                 n_columns;
  const gint64         *values;     /* row by row; KONTOR_CHART_MISSING: an empty cell */
  gint64                full;       /* a value of this has all the colour */
  int                   cursor_row; /* -1: none */
  int                   cursor_column;
  KontorChartFormatFunc format; /* (nullable) */
  gpointer              format_data;
} KontorChartGrid;

void     kontor_chart_grid_draw (const KontorChartGrid      *grid,
                                 cairo_t                    *cr,
                                 double                      width,
                                 double                      height,
                                 PangoContext               *context,
                                 const PangoFontDescription *font,
                                 const KontorChartPalette   *palette);
gboolean kontor_chart_grid_cell_at (const KontorChartGrid      *grid,
                                    double                      x,
                                    double                      y,
                                    double                      width,
                                    double                      height,
                                    PangoContext               *context,
                                    const PangoFontDescription *font,
                                    int                        *row,
                                    int                        *column);

/* In the bundled font; the same chart gives the same bytes. */
GBytes *kontor_chart_rank_render (const KontorChartRank    *rank,
                                  KontorChartFormat         format,
                                  double                    width,
                                  double                    height,
                                  const KontorChartPalette *palette,
                                  gint64                    created_at,
                                  GError                  **error);
GBytes *kontor_chart_grid_render (const KontorChartGrid    *grid,
                                  KontorChartFormat         format,
                                  double                    width,
                                  double                    height,
                                  const KontorChartPalette *palette,
                                  gint64                    created_at,
                                  GError                  **error);
GBytes *kontor_chart_render (const KontorChart        *chart,
                             KontorChartFormat         format,
                             double                    width,
                             double                    height,
                             const KontorChartPalette *palette,
                             gint64                    created_at,
                             GError                  **error);

G_END_DECLS
