/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>

#include "kontor-letterhead.h"
#include "kontor-report-chart.h"
#include "kontor-report-query.h"
#include "kontor-report-sheet.h"
#include "kontor-time.h"
#include "kontor-tool.h"

/* The reports of the window from the command line: the same figures, the same drawing. */

typedef struct
{
  KontorReportQuestion question;
  gboolean             json;
  gboolean             csv;
  char                *files[KONTOR_CHART_PDF + 1]; /* (owned) (nullable): paths */
} Figures;

static void
figures_clear (Figures *self)
{
  g_clear_pointer (&self->question.zone, g_time_zone_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->files); i++)
    g_clear_pointer (&self->files[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figures, figures_clear)

static gpointer
ask (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_report (database, data, error);
}

static gpointer
settings_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

/* --- text --- */

static void
append_cells (GString *out, const KontorReportView *view, const KontorJson *row)
{
  g_autofree char          *label = kontor_report_view_label (view, row, FALSE);
  const KontorReportType   *type = view->type;
  const KontorReportColumn *main = kontor_report_type_find_column (type, type->figures[0]);

  g_string_append (out, label);
  for (const KontorReportColumn *column = type->columns; column->key != NULL; column++)
    {
      g_autofree char *text = kontor_report_view_figure (view, column, row);

      g_string_append_printf (out, "\t%s", text);
    }
  if (main != NULL && kontor_json_get_object (view->report, "compared") != NULL)
    {
      g_autofree char *before = kontor_report_view_figure (
        view, main, kontor_json_get_object (row, "before"));

      g_string_append_printf (out, "\t%s", before);
    }
  g_string_append_c (out, '\n');
}

static void
append_headings (GString *out, const KontorReportView *view)
{
  g_string_append (out, _ (view->type->label_title));
  for (const KontorReportColumn *column = view->type->columns; column->key != NULL; column++)
    g_string_append_printf (out, "\t%s", _ (column->title));
  if (kontor_json_get_object (view->report, "compared") != NULL)
    g_string_append_printf (out, "\t%s", _ ("before"));
  g_string_append_c (out, '\n');
}

static GBytes *
make_text (const KontorReportView *view)
{
  const KontorJson *total = kontor_json_get_object (view->report, "total");
  g_autofree char  *span = kontor_report_view_span (view);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *age = kontor_report_view_age (view, zone);
  GString         *out = g_string_new (NULL);

  g_string_append_printf (out, "%s, %s\n\n", _ (view->type->title), span);
  append_headings (out, view);
  for (guint i = 0; i < kontor_report_view_n_rows (view); i++)
    append_cells (out, view, kontor_report_view_row (view, i));
  g_string_append_c (out, '\n');
  for (const KontorReportColumn *column = view->type->headline; column->key != NULL; column++)
    {
      g_autofree char *text = kontor_report_view_figure (view, column, total);

      g_string_append_printf (out, "%s: %s\n", _ (column->title), text);
    }
  g_string_append_printf (out, "\n%s\n%s\n", _ (view->type->definition), age);
  return g_string_free_to_bytes (out);
}

/* --- files --- */

static GBytes *
make_sheet (KontorTool *tool, const Figures *self, const KontorReportView *view, GError **error)
{
  KontorLetterhead head = { 0 };
  g_autoptr (KontorJson) settings = kontor_replica_read (
    tool->replica, settings_in_reader, NULL, error);
  GBytes *bytes = NULL;

  if (settings == NULL)
    return NULL;
  kontor_letterhead_from_settings (&head, settings);
  bytes = kontor_report_sheet_render (view, &head, self->question.now, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static gboolean
write_files (KontorTool *tool, const Figures *self, const KontorReportView *view, GError **error)
{
  g_autoptr (KontorReportChart) chart = kontor_report_chart_new (view, TRUE);

  for (int format = 0; format <= KONTOR_CHART_PDF; format++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (self->files[format] == NULL)
        continue;
      if (format == KONTOR_CHART_PDF)
        bytes = make_sheet (tool, self, view, error);
      else
        bytes = kontor_report_chart_render (
          chart, (KontorChartFormat) format, self->question.now, error);
      if (bytes == NULL || !kontor_tool_write_output (self->files[format], bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_files (const Figures *self)
{
  for (int format = 0; format <= KONTOR_CHART_PDF; format++)
    if (self->files[format] != NULL)
      return TRUE;
  return FALSE;
}

/* As the locale of the person writes figures, in pictures and on paper as on the screen. */
static KontorNumberStyle
local_style (void)
{
  KontorNumberStyle style = { nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP) };

  if (g_str_equal (style.decimal, style.group))
    style.group = "";
  return style;
}

static gboolean
show (KontorTool *tool, const Figures *self, const KontorJson *report, GError **error)
{
  KontorNumberStyle style = local_style ();
  KontorReportView  view = { self->question.type, report, &style };
  g_autoptr (GBytes) bytes = NULL;

  if (has_files (self) && !write_files (tool, self, &view, error))
    return FALSE;
  if (tool->json || self->json)
    {
      kontor_tool_print_json (report);
      return TRUE;
    }
  if (has_files (self) && !self->csv)
    return TRUE;
  bytes = self->csv ? kontor_report_view_to_csv (&view) : make_text (&view);
  return kontor_tool_write_output ("-", bytes, error);
}

/* --- options --- */

static gboolean
parse_span (Figures *self, const char *from, const char *to, GError **error)
{
  KontorReportQuestion *question = &self->question;
  gint64                today = kontor_day_from_time (question->now, question->zone);

  kontor_report_default_span (question->type, today, &question->from, &question->to);
  if (from != NULL && !kontor_day_parse (from, &question->from, error))
    return FALSE;
  if (to != NULL && !kontor_day_parse (to, &question->to, error))
    return FALSE;
  if (question->from <= question->to)
    return TRUE;
  if (to != NULL && from == NULL)
    {
      question->from = question->to;
      return TRUE;
    }
  kontor_tool_usage (error, "The first day is after the last one");
  return FALSE;
}

static gboolean
take_format (Figures *self, const char *format, GError **error)
{
  if (format == NULL || g_str_equal (format, "text"))
    return TRUE;
  self->csv = g_str_equal (format, "csv");
  self->json = g_str_equal (format, "json");
  if (!self->csv && !self->json)
    kontor_tool_usage (error, "There is no format “%s”", format);
  return self->csv || self->json;
}

static gboolean
parse (Figures *self, int *argc, char ***argv, GError **error)
{
  g_autofree char   *from = NULL;
  g_autofree char   *to = NULL;
  g_autofree char   *format = NULL;
  gboolean           before = FALSE;
  gboolean           year = FALSE;
  int                limit = 0;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { "compare", 0, 0, G_OPTION_ARG_NONE, &before, NULL, NULL },
    { "compare-year", 0, 0, G_OPTION_ARG_NONE, &year, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &self->csv, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "svg", 0, 0, G_OPTION_ARG_FILENAME, &self->files[KONTOR_CHART_SVG], NULL, NULL },
    { "png", 0, 0, G_OPTION_ARG_FILENAME, &self->files[KONTOR_CHART_PNG], NULL, NULL },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &self->files[KONTOR_CHART_PDF], NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (argc, argv, entries, 1, 1, error))
    return FALSE;
  if (year)
    self->question.compare = KONTOR_COMPARE_YEAR;
  else if (before)
    self->question.compare = KONTOR_COMPARE_BEFORE;
  self->question.limit = (guint) MAX (limit, 0);
  return parse_span (self, from, to, error) && take_format (self, format, error);
}

/* Shows one of the reports of kontor_report_type_list(); argv[1] is its name. */
KontorToolStatus
kontor_tool_run_figures (
  KontorTool *self, const KontorReportType *type, int argc, char **argv, GError **error)
{
  g_auto (Figures) figures = {
    .question = { .type = type, .now = kontor_time_now (), .zone = g_time_zone_new_local () }
  };
  g_autoptr (KontorJson) report = NULL;

  if (!parse (&figures, &argc, &argv, error))
    return KONTOR_TOOL_USAGE;
  report = kontor_replica_read (self->replica, ask, &figures.question, error);
  if (report == NULL || !show (self, &figures, report, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}
