/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-sheet.h"

#include <glib/gi18n-lib.h>

#include "kontor-paper-head.h"
#include "kontor-paper-table.h"
#include "kontor-report-chart.h"

/* A report on paper: what it is about, the figures of the whole, the chart, its rows, and how the
 * figures are defined. */

#define LEFT_MM 20.0
#define RIGHT_MM 190.0
#define WIDTH_MM (RIGHT_MM - LEFT_MM)
#define BOTTOM_MM 275.0
#define CHART_MM 78.0
#define CHART_FONT_PT 8.5
#define FIGURES_A_LINE 4
#define COLUMNS_WITH_BEFORE 6 /* with more of them there is no room for one more */

typedef struct
{
  const KontorReportView *view;
  const KontorLetterhead *head; /* (nullable) */
  KontorReportChart      *chart;
  KontorLanguage          language;
  GTimeZone              *zone;
  const char             *title;
} Sheet;

static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                             .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle bold_style = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle dim_style = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM };
static const KontorTextStyle small_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };
static const KontorTextStyle page_style = { .type = KONTOR_TYPE_SMALL,
                                            .ink = KONTOR_INK_DIM,
                                            .align = PANGO_ALIGN_RIGHT };
static const KontorTextStyle value_style = { .type = KONTOR_TYPE_BODY,
                                             .weight = PANGO_WEIGHT_BOLD,
                                             .tabular = TRUE };

static void
draw_foot (KontorPaper *paper, const Sheet *self)
{
  g_autofree char *page = kontor_language_format_page (
    self->language, kontor_paper_get_page (paper), kontor_paper_get_n_pages (paper));
  g_autofree char *age = kontor_report_view_age (self->view, self->zone);

  kontor_paper_text (paper, &small_style, LEFT_MM, 285.0, 125.0, age);
  kontor_paper_text (paper, &page_style, RIGHT_MM - 40.0, 285.0, 40.0, page);
}

static double
begin_next_page (KontorPaper *paper, gconstpointer data)
{
  const Sheet *self = data;

  kontor_paper_begin_page (paper);
  draw_foot (paper, self);
  kontor_paper_text (paper, &bold_style, LEFT_MM, 16.0, WIDTH_MM, self->title);
  return 27.0;
}

static char *
dup_summary (const Sheet *self)
{
  g_autofree char *span = kontor_report_view_span (self->view);
  g_autofree char *compared = kontor_report_view_compared (self->view);
  const char      *company = self->head != NULL && self->head->company != NULL ? self->head->company
                                                                               : "";
  GString         *text = g_string_new (span);

  if (compared != NULL)
    /* Translators: another time that the figures are compared with. */
    g_string_append_printf (text, _ (", compared with %s"), compared);
  if (*company != '\0')
    g_string_append_printf (text, " · %s", company);
  return g_string_free (text, FALSE);
}

static double
draw_head (KontorPaper *paper, const Sheet *self)
{
  g_autofree char *summary = dup_summary (self);
  double           y = 18.0;

  kontor_paper_begin_page (paper);
  draw_foot (paper, self);
  y += kontor_paper_text (paper, &title_style, LEFT_MM, y, WIDTH_MM, self->title) + 1.0;
  y += kontor_paper_text (paper, &dim_style, LEFT_MM, y, WIDTH_MM, summary);
  return y + 6.0;
}

static double
draw_figure (
  KontorPaper *paper, const Sheet *self, const KontorReportColumn *column, double x, double y)
{
  const KontorJson *total = kontor_json_get_object (self->view->report, "total");
  const KontorJson *before = kontor_json_get_object (total, "before");
  double            width = WIDTH_MM / FIGURES_A_LINE - 4.0;
  g_autofree char  *value = kontor_report_view_figure (self->view, column, total);
  double            top = y;

  y += kontor_paper_text (paper, &small_style, x, y, width, _ (column->title)) + 0.5;
  y += kontor_paper_text (paper, &value_style, x, y, width, value);
  if (before != NULL)
    {
      g_autofree char *earlier = kontor_report_view_figure (self->view, column, before);
      g_autofree char *text = g_strdup_printf (_ ("before: %s"), earlier);

      y += kontor_paper_text (paper, &small_style, x, y, width, text);
    }
  return y - top;
}

static double
draw_headline (KontorPaper *paper, const Sheet *self, double y)
{
  const KontorReportColumn *column = self->view->type->headline;
  double                    height = 0.0;

  for (guint i = 0; column->key != NULL; column++, i++)
    {
      double used = 0.0;

      if (i > 0 && i % FIGURES_A_LINE == 0)
        {
          y += height + 2.5;
          height = 0.0;
        }
      used = draw_figure (
        paper, self, column, LEFT_MM + (i % FIGURES_A_LINE) * WIDTH_MM / FIGURES_A_LINE, y);
      height = MAX (height, used);
    }
  return y + height + 6.0;
}

static double
chart_height (const Sheet *self)
{
  guint n_rows = kontor_report_chart_n_rows (self->chart);

  if (self->view->type->shape == KONTOR_REPORT_GRID)
    return MIN (12.0 + n_rows * 8.0, 200.0);
  return kontor_report_chart_goes_down (self->chart) ? MIN (8.0 + n_rows * 6.5, 110.0) : CHART_MM;
}

static double
draw_chart (KontorPaper *paper, const Sheet *self, double y)
{
  cairo_t *cr = kontor_paper_get_cairo (paper);
  double   height = chart_height (self);
  g_autoptr (PangoLayout) layout = kontor_paper_layout (paper, &small_style, WIDTH_MM, "0");
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
    pango_layout_get_font_description (layout));

  if (kontor_report_chart_n_rows (self->chart) == 0)
    return y;
  if (cr != NULL)
    {
      KontorChartPalette palette = kontor_chart_palette_light;

      palette.background.alpha = 0.0;
      pango_font_description_set_absolute_size (font, CHART_FONT_PT * PANGO_SCALE);
      kontor_paper_begin_tag (paper, "Figure");
      cairo_save (cr);
      cairo_translate (cr, LEFT_MM * KONTOR_POINTS_PER_MM, y * KONTOR_POINTS_PER_MM);
      kontor_report_chart_draw (self->chart,
                                cr,
                                WIDTH_MM * KONTOR_POINTS_PER_MM,
                                height * KONTOR_POINTS_PER_MM,
                                pango_layout_get_context (layout),
                                font,
                                &palette);
      cairo_restore (cr);
      kontor_paper_end_tag (paper, "Figure");
    }
  return y + height + 7.0;
}

/* --- the table --- */

/* What identifies an item to machines has no room on paper. */
static gboolean
is_printed (const KontorReportColumn *column)
{
  return column->type != KONTOR_FIGURE_TEXT;
}

static gboolean
is_compared (const Sheet *self, guint n_columns)
{
  return n_columns < COLUMNS_WITH_BEFORE
         && kontor_json_get_object (self->view->report, "compared") != NULL;
}

/* A heading may take two lines, but no word of it is torn. */
static double
fit_heading (KontorPaper *paper, const char *heading, double width)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_SMALL, .weight = PANGO_WEIGHT_MEDIUM };
  g_auto (GStrv) words = g_strsplit (heading, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    width = MAX (width, kontor_paper_measure (paper, &style, words[i]) + 0.5);
  return width;
}

static double
least_width (const KontorReportColumn *column)
{
  return column->type == KONTOR_FIGURE_MONEY || column->type == KONTOR_FIGURE_RATE ? 20.0 : 17.0;
}

static guint
choose_columns (KontorPaper *paper, const Sheet *self, KontorColumn *columns)
{
  const KontorReportColumn *column = self->view->type->columns;
  guint                     n_columns = 1;

  columns[0] = (KontorColumn){ _ (self->view->type->label_title), 0.0, KONTOR_CELL_TEXT };
  for (; column->key != NULL && n_columns < KONTOR_TABLE_MAX_COLUMNS; column++)
    if (is_printed (column))
      columns[n_columns++] = (KontorColumn){
        _ (column->title),
        fit_heading (paper, _ (column->title), least_width (column)),
        KONTOR_CELL_FIGURE,
      };
  if (is_compared (self, n_columns))
    columns[n_columns++] = (KontorColumn){
      _ ("before"), 23.0, KONTOR_CELL_FIGURE, 0, KONTOR_INK_DIM
    };
  return n_columns;
}

static GPtrArray *
make_cells (const Sheet *self, const KontorJson *row)
{
  const KontorReportType   *type = self->view->type;
  const KontorReportColumn *main = kontor_report_type_find_column (type, type->figures[0]);
  GPtrArray                *cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, kontor_report_view_label (self->view, row, FALSE));
  for (const KontorReportColumn *column = type->columns; column->key != NULL; column++)
    if (is_printed (column))
      g_ptr_array_add (cells, kontor_report_view_figure (self->view, column, row));
  g_ptr_array_add (cells,
                   main != NULL ? kontor_report_view_figure (
                     self->view, main, kontor_json_get_object (row, "before"))
                                : g_strdup (""));
  return cells;
}

static void
reserve_fractions (KontorTable *table, const Sheet *self)
{
  for (guint i = 0; i < kontor_report_view_n_rows (self->view); i++)
    {
      g_autoptr (GPtrArray) cells = make_cells (self, kontor_report_view_row (self->view, i));

      for (guint k = 1; k < table->n_columns; k++)
        kontor_table_reserve_fraction (table, k, g_ptr_array_index (cells, k));
    }
}

static void
draw_table (KontorPaper *paper, const Sheet *self, double *y)
{
  KontorColumn columns[KONTOR_TABLE_MAX_COLUMNS];
  KontorTable  table = {
     .paper = paper,
     .columns = columns,
     .n_columns = choose_columns (paper, self, columns),
     .left_mm = LEFT_MM,
     .right_mm = RIGHT_MM,
     .bottom_mm = BOTTOM_MM,
     .begin_page = begin_next_page,
     .data = self,
     .decimal = self->view->style->decimal,
  };

  kontor_table_begin (&table, *y);
  reserve_fractions (&table, self);
  kontor_table_need (&table, 20.0);
  kontor_table_heading (&table);
  for (guint i = 0; i < kontor_report_view_n_rows (self->view) && !kontor_paper_has_failed (paper);
       i++)
    {
      g_autoptr (GPtrArray) cells = make_cells (self, kontor_report_view_row (self->view, i));

      kontor_table_row (&table, (const char *const *) cells->pdata);
    }
  if (kontor_report_view_n_rows (self->view) == 0)
    table.y_mm += 2.0
                  + kontor_paper_text (paper,
                                       &dim_style,
                                       LEFT_MM,
                                       table.y_mm + 2.0,
                                       WIDTH_MM,
                                       _ ("Nothing in this time."));
  kontor_table_need (&table, 30.0);
  *y = table.y_mm + 7.0;
}

static void
draw (KontorPaper *paper, gconstpointer data)
{
  const Sheet     *self = data;
  g_autofree char *note = kontor_report_view_note (self->view);
  double           y = 0.0;

  kontor_paper_begin_section (paper);
  y = draw_chart (paper, self, draw_headline (paper, self, draw_head (paper, self)));
  if (self->view->type->shape != KONTOR_REPORT_GRID)
    draw_table (paper, self, &y);
  if (note != NULL)
    y += kontor_paper_text (paper, &small_style, LEFT_MM, y, WIDTH_MM, note) + 2.0;
  kontor_paper_text (paper, &small_style, LEFT_MM, y, WIDTH_MM, _ (self->view->type->definition));
}

/**
 * kontor_report_sheet_render:
 * @view: a report
 * @head: (nullable): the company's face
 * @printed_at: UTC microseconds
 * @error: return location for an error
 *
 * Draws a report on sheets of A4. The same report gives the same bytes. Any thread.
 *
 * Returns: (transfer full): a PDF; %NULL with #KontorDocumentError
 */
GBytes *
kontor_report_sheet_render (const KontorReportView *view,
                            const KontorLetterhead *head,
                            gint64                  printed_at,
                            GError                **error)
{
  g_autoptr (KontorReportChart) chart = kontor_report_chart_new (view, FALSE);
  g_autoptr (GTimeZone) zone = head != NULL && head->zone != NULL ? g_time_zone_ref (head->zone)
                                                                  : g_time_zone_new_local ();
  Sheet            sheet = { .view = view,
                             .head = head,
                             .chart = chart,
                             .language = kontor_language_from_code (
                    /* Translators: the code of your language. */
                    C_ ("language", "en")),
                             .zone = zone,
                             .title = _ (view->type->title) };
  KontorPaperSetup setup = kontor_sheet_setup (head, sheet.title, sheet.language, printed_at);

  return kontor_paper_render (&setup, draw, &sheet, error);
}
