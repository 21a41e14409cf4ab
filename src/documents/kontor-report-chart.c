/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-chart.h"

#include <glib/gi18n-lib.h>

#define FILE_WIDTH 960.0
#define FILE_HEIGHT 440.0
#define MOST_BARS 15 /* things in a rank */
#define FEW_POINTS 3 /* a line of fewer is none */

typedef enum
{
  KIND_SERIES,
  KIND_RANK,
  KIND_GRID,
} Kind;

struct _KontorReportChart
{
  const KontorReportView *view;
  Kind                    kind;
  KontorFigureType        figure;
  char                   *title;   /* (owned) (nullable) */
  GPtrArray              *labels;  /* (owned) of strings, ends with NULL */
  GPtrArray              *notes;   /* (owned) of strings, ends with NULL */
  GPtrArray              *columns; /* (owned) of strings, ends with NULL */
  GArray                 *values;  /* (owned) of gint64: a run a series, or the cells row by row */
  GArray                 *items;   /* (owned) of KontorChartRankItem */
  char                   *before;  /* (owned) (nullable): the time that is compared with */
  KontorChart             chart;
  KontorChartRank         rank;
  KontorChartGrid         grid;
};

static char *
format_value (gint64 value, gpointer data)
{
  const KontorReportChart *self = data;

  /* A value beside its bar is the figure itself, not a place on an axis. */
  return self->kind == KIND_RANK ? kontor_report_view_value (self->view, self->figure, value)
                                 : kontor_report_view_axis (self->view, self->figure, value);
}

static gint64
value_of (const KontorJson *row, const char *key)
{
  const KontorJson *value = row != NULL ? kontor_json_get (row, key) : NULL;

  return value != NULL ? kontor_json_integer (value) : KONTOR_CHART_MISSING;
}

static Kind
kind_of (const KontorReportType *type)
{
  switch (type->shape)
    {
    case KONTOR_REPORT_SERIES:
      return KIND_SERIES;
    case KONTOR_REPORT_STEPS:
      return type->label == KONTOR_LABEL_HOUR ? KIND_SERIES : KIND_RANK;
    case KONTOR_REPORT_RANK:
      return KIND_RANK;
    case KONTOR_REPORT_GRID:
      return KIND_GRID;
    }
  g_assert_not_reached ();
}

static void
add_labels (KontorReportChart *self, guint n_rows)
{
  gboolean brief = self->kind == KIND_SERIES || self->kind == KIND_GRID;

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (
      self->labels,
      kontor_report_view_label (self->view, kontor_report_view_row (self->view, i), brief));
  g_ptr_array_add (self->labels, NULL);
}

/* --- series --- */

static void
add_run (KontorReportChart *self, const char *key, gboolean earlier, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      const KontorJson *row = kontor_report_view_row (self->view, i);
      gint64 value = value_of (earlier ? kontor_json_get_object (row, "before") : row, key);

      g_array_append_val (self->values, value);
    }
}

static gboolean
run_has_values (const KontorReportChart *self, guint run, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (g_array_index (self->values, gint64, run * n_rows + i) != KONTOR_CHART_MISSING)
      return TRUE;
  return FALSE;
}

static void
use_run (
  KontorReportChart *self, guint run, const char *label, KontorChartKind kind, gboolean earlier)
{
  guint              n_rows = self->chart.n_points;
  KontorChartSeries *series = &self->chart.series[self->chart.n_series];

  if (!run_has_values (self, run, n_rows))
    return;
  *series = (KontorChartSeries){
    .label = label,
    .kind = kind,
    .values = &g_array_index (self->values, gint64, run * n_rows),
    .earlier = earlier,
  };
  self->chart.n_series++;
}

static const char *
title_of (const KontorReportType *type, const char *key)
{
  const KontorReportColumn *column = kontor_report_type_find_column (type, key);

  return column != NULL ? _ (column->title) : "";
}

/* The first figure is a line with its comparison, or bars by the hour; more figures are bars. */
static void
make_series (KontorReportChart *self, guint n_rows)
{
  const KontorReportType *type = self->view->type;
  gboolean                is_bars = type->shape == KONTOR_REPORT_STEPS || n_rows < FEW_POINTS;
  KontorChartKind         kind = is_bars ? KONTOR_CHART_BARS : KONTOR_CHART_LINE;
  guint                   n_figures = 1;

  while (n_figures < KONTOR_REPORT_MAX_FIGURES && type->figures[n_figures] != NULL)
    n_figures++;
  self->chart = (KontorChart){ .title = self->title,
                               .n_points = n_rows,
                               .point_labels = (const char *const *) self->labels->pdata,
                               .missing_label = _ ("no data"),
                               .from_zero = TRUE,
                               .cursor = -1,
                               .format = format_value,
                               .format_data = self };
  for (guint i = 0; i < n_figures; i++)
    add_run (self, type->figures[i], FALSE, n_rows);
  if (self->before != NULL)
    add_run (self, type->figures[0], TRUE, n_rows);
  for (guint i = 0; i < n_figures; i++)
    use_run (self, i, title_of (type, type->figures[i]), i == 0 ? kind : KONTOR_CHART_BARS, FALSE);
  if (self->before != NULL)
    use_run (self, n_figures, _ ("before"), kind, TRUE);
}

/* --- ranks --- */

static void
make_rank (KontorReportChart *self, guint n_rows)
{
  const char *key = self->view->type->figures[0];

  for (guint i = 0; i < MIN (n_rows, MOST_BARS); i++)
    {
      const KontorJson   *row = kontor_report_view_row (self->view, i);
      KontorChartRankItem item = { g_ptr_array_index (self->labels, i),
                                   value_of (row, key),
                                   value_of (kontor_json_get_object (row, "before"), key) };

      if (item.value == KONTOR_CHART_MISSING)
        break; /* they come last */
      g_array_append_val (self->items, item);
    }
  self->rank = (KontorChartRank){ .title = self->title,
                                  .items = (const KontorChartRankItem *) self->items->data,
                                  .n_items = self->items->len,
                                  .earlier_label = self->before != NULL ? _ ("before") : NULL,
                                  .cursor = -1,
                                  .format = format_value,
                                  .format_data = self };
}

/* --- grids --- */

static const KontorJson *
cells_of (const KontorReportChart *self, guint row)
{
  return kontor_json_get_array (kontor_report_view_row (self->view, row), "cells");
}

static guint
count_cells (const KontorReportChart *self, guint row)
{
  const KontorJson *cells = cells_of (self, row);

  return cells != NULL ? kontor_json_length (cells) : 0;
}

static gint64
add_grid_row (KontorReportChart *self, guint row, guint n_columns)
{
  gint64 most = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      gint64 share = i < count_cells (self, row)
                       ? value_of (kontor_json_at (cells_of (self, row), i), "share_bp")
                       : KONTOR_CHART_MISSING;

      if (share != KONTOR_CHART_MISSING)
        most = MAX (most, share);
      g_array_append_val (self->values, share);
    }
  return most;
}

static void
make_grid (KontorReportChart *self, guint n_rows)
{
  const KontorReportColumn *size = &self->view->type->columns[0];
  guint                     n_columns = 0;
  gint64                    most = 1;

  for (guint i = 0; i < n_rows; i++)
    n_columns = MAX (n_columns, count_cells (self, i));
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 share = add_grid_row (self, i, n_columns);

      most = MAX (most, share);
      g_ptr_array_add (
        self->notes,
        kontor_report_view_figure (self->view, size, kontor_report_view_row (self->view, i)));
    }
  g_ptr_array_add (self->notes, NULL);
  for (guint i = 1; i <= n_columns; i++)
    g_ptr_array_add (self->columns, g_strdup_printf ("+%u", i));
  g_ptr_array_add (self->columns, NULL);
  self->grid = (KontorChartGrid){ .title = self->title,
                                  .row_labels = (const char *const *) self->labels->pdata,
                                  .row_notes = (const char *const *) self->notes->pdata,
                                  .n_rows = n_rows,
                                  .column_labels = (const char *const *) self->columns->pdata,
                                  .n_columns = n_columns,
                                  .values = (const gint64 *) (gpointer) self->values->data,
                                  .full = most,
                                  .cursor_row = -1,
                                  .cursor_column = -1,
                                  .format = format_value,
                                  .format_data = self };
}

/* --- together --- */

static char *
dup_title (const KontorReportView *view)
{
  g_autofree char *span = kontor_report_view_span (view);

  return g_strdup_printf ("%s, %s", _ (view->type->title), span);
}

/**
 * kontor_report_chart_new:
 * @view: a report; outlives the chart
 * @with_title: whether its name and time stand above it, as in a file
 *
 * Returns: (transfer full): the chart of the report
 */
KontorReportChart *
kontor_report_chart_new (const KontorReportView *view, gboolean with_title)
{
  KontorReportChart        *self = g_new0 (KontorReportChart, 1);
  const KontorReportColumn *figure = kontor_report_type_find_column (view->type,
                                                                     view->type->figures[0]);
  guint                     n_rows = kontor_report_view_n_rows (view);

  self->view = view;
  self->kind = kind_of (view->type);
  self->figure = figure != NULL ? figure->type : KONTOR_FIGURE_RATE;
  self->title = with_title ? dup_title (view) : NULL;
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_array_new (FALSE, FALSE, sizeof (KontorChartRankItem));
  self->before = kontor_report_view_compared (view);
  add_labels (self, n_rows);
  switch (self->kind)
    {
    case KIND_SERIES:
      make_series (self, n_rows);
      break;
    case KIND_RANK:
      make_rank (self, n_rows);
      break;
    case KIND_GRID:
      make_grid (self, n_rows);
      break;
    }
  return self;
}

void
kontor_report_chart_free (KontorReportChart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_free (self); /* the struct itself */
}

void
kontor_report_chart_set_cursor (KontorReportChart *self, int row, int column)
{
  self->chart.cursor = row;
  self->rank.cursor = row;
  self->grid.cursor_row = column >= 0 ? row : -1;
  self->grid.cursor_column = column;
}

guint
kontor_report_chart_n_rows (const KontorReportChart *self)
{
  return self->kind == KIND_RANK ? self->items->len : kontor_report_view_n_rows (self->view);
}

/* 0: there are no cells, rows are all there is. */
guint
kontor_report_chart_n_columns (const KontorReportChart *self, guint row)
{
  return self->kind == KIND_GRID ? count_cells (self, row) : 0;
}

/* Whether the next row is below, not to the right. */
gboolean
kontor_report_chart_goes_down (const KontorReportChart *self)
{
  return self->kind != KIND_SERIES;
}

void
kontor_report_chart_draw (const KontorReportChart    *self,
                          cairo_t                    *cr,
                          double                      width,
                          double                      height,
                          PangoContext               *context,
                          const PangoFontDescription *font,
                          const KontorChartPalette   *palette)
{
  switch (self->kind)
    {
    case KIND_SERIES:
      kontor_chart_draw (&self->chart, cr, width, height, context, font, palette);
      break;
    case KIND_RANK:
      kontor_chart_rank_draw (&self->rank, cr, width, height, context, font, palette);
      break;
    case KIND_GRID:
      kontor_chart_grid_draw (&self->grid, cr, width, height, context, font, palette);
      break;
    }
}

/* The row, and the cell of a grid, at a place of the drawing. */
gboolean
kontor_report_chart_find (const KontorReportChart    *self,
                          double                      x,
                          double                      y,
                          double                      width,
                          double                      height,
                          PangoContext               *context,
                          const PangoFontDescription *font,
                          int                        *row,
                          int                        *column)
{
  *column = -1;
  switch (self->kind)
    {
    case KIND_SERIES:
      *row = kontor_chart_point_at (&self->chart, x, width, height, context, font);
      break;
    case KIND_RANK:
      *row = kontor_chart_rank_item_at (&self->rank, y, height, context, font);
      break;
    case KIND_GRID:
      return kontor_chart_grid_cell_at (
        &self->grid, x, y, width, height, context, font, row, column);
    }
  return *row >= 0;
}

/**
 * kontor_report_chart_render:
 * @self: a chart
 * @format: of the file
 * @created_at: UTC microseconds: the date inside a PDF
 * @error: return location for an error
 *
 * Draws the chart into a file, in the colours of paper. Any thread.
 *
 * Returns: (transfer full): the file; %NULL with #KontorDocumentError
 */
GBytes *
kontor_report_chart_render (const KontorReportChart *self,
                            KontorChartFormat        format,
                            gint64                   created_at,
                            GError                 **error)
{
  const KontorChartPalette *palette = &kontor_chart_palette_light;

  switch (self->kind)
    {
    case KIND_SERIES:
      return kontor_chart_render (
        &self->chart, format, FILE_WIDTH, FILE_HEIGHT, palette, created_at, error);
    case KIND_RANK:
      return kontor_chart_rank_render (
        &self->rank, format, FILE_WIDTH, FILE_HEIGHT, palette, created_at, error);
    case KIND_GRID:
      return kontor_chart_grid_render (
        &self->grid, format, FILE_WIDTH, FILE_HEIGHT, palette, created_at, error);
    }
  g_assert_not_reached ();
}
