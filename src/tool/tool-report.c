/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-number.h"
#include "kontor-stock-query.h"
#include "kontor-time.h"
#include "kontor-tool.h"

/* Figures over a time, as a table for people and for spreadsheets, or as JSON. */

typedef struct
{
  KontorTool *tool;
  GTimeZone  *zone;
  gint64      at;       /* end of the day asked for, UTC microseconds */
  gint64      known_at; /* likewise; all that is known by default */
  gint64      from;
  gint64      to;
  char       *sku;    /* (owned) (nullable) */
  char       *format; /* (owned) (nullable): "csv", "json"; text by default */
  gboolean    items;
} Report;

static void
report_clear (Report *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->sku, g_free);
  g_clear_pointer (&self->format, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

/* A column of the table: member of a row, and how it is written. */
typedef struct
{
  const char *key;
  enum
  {
    CELL_TEXT,
    CELL_QUANTITY,
    CELL_MINOR,
    CELL_E8,
    CELL_BASIS_POINTS,
    CELL_TIME,
  } type;
} Column;

typedef struct
{
  const char   *name;
  const char   *rows; /* member of the answer with the rows */
  const Column *columns;
  gpointer (*ask) (KontorDatabase *database, gpointer report, GError **error);
} ReportType;

/* --- what is asked --- */

static gpointer
ask_value (KontorDatabase *database, gpointer data, GError **error)
{
  const Report            *report = data;
  KontorUid                variant;
  KontorStockValueQuestion question = { .at = report->at,
                                        .known_at = report->known_at,
                                        .items = report->items };

  if (report->sku != NULL)
    {
      if (!kontor_query_find_variant (database, report->sku, &variant, error))
        return NULL;
      question.variant = &variant;
    }
  return kontor_query_stock_value (database, &question, error);
}

static gpointer
ask_margin (KontorDatabase *database, gpointer data, GError **error)
{
  const Report *report = data;

  return kontor_query_stock_margin (database, report->from, report->to, error);
}

static gpointer
ask_history (KontorDatabase *database, gpointer data, GError **error)
{
  const Report *report = data;
  KontorUid     variant;

  if (!kontor_query_find_variant (
        database, report->sku != NULL ? report->sku : "", &variant, error))
    return NULL;
  return kontor_query_stock_history (database, &variant, report->from, report->to, 500, error);
}

static const Column value_columns[] = {
  { "sku", CELL_TEXT },         { "title", CELL_TEXT },
  { "on_hand", CELL_QUANTITY }, { "quantity", CELL_QUANTITY },
  { "average_e8", CELL_E8 },    { "value_minor", CELL_MINOR },
  { "cost", CELL_TEXT },        { NULL },
};

static const Column margin_columns[] = {
  { "sku", CELL_TEXT },
  { "title", CELL_TEXT },
  { "quantity", CELL_QUANTITY },
  { "revenue_minor", CELL_MINOR },
  { "cost_minor", CELL_MINOR },
  { "margin_minor", CELL_MINOR },
  { "margin_bp", CELL_BASIS_POINTS },
  { NULL },
};

static const Column history_columns[] = {
  { "at", CELL_TIME },
  { "on_hand", CELL_QUANTITY },
  { NULL },
};

static const ReportType reports[] = {
  { "stock-value", "items", value_columns, ask_value },
  { "stock-margin", "items", margin_columns, ask_margin },
  { "stock-history", "points", history_columns, ask_history },
};

/* --- how it is shown --- */

static char *
dup_cell (const Column *column, const KontorJson *row, const char *currency)
{
  gint64 value = kontor_json_get_integer (row, column->key, 0);
  guint  digits = kontor_currency_digits (currency);

  if (kontor_json_get (row, column->key) == NULL)
    return g_strdup ("");
  switch (column->type)
    {
    case CELL_TEXT:
      return g_strdup (kontor_json_get_string (row, column->key, ""));
    case CELL_QUANTITY:
      return kontor_decimal_format (value, 3, 0, &kontor_number_style_plain);
    case CELL_MINOR:
      return kontor_decimal_format (value, digits, digits, &kontor_number_style_plain);
    case CELL_E8:
      return kontor_decimal_format (value, 8, digits, &kontor_number_style_plain);
    case CELL_BASIS_POINTS:
      return kontor_decimal_format (value, 2, 2, &kontor_number_style_plain);
    case CELL_TIME:
      return kontor_time_format_iso (value);
    }
  g_assert_not_reached ();
}

static void
append_line (
  GString *out, const ReportType *type, const KontorJson *row, const char *currency, char separator)
{
  for (guint i = 0; type->columns[i].key != NULL; i++)
    {
      g_autofree char *cell = row != NULL ? dup_cell (&type->columns[i], row, currency)
                                          : g_strdup (type->columns[i].key);

      kontor_csv_append_field (out, cell, separator, i == 0);
    }
  if (separator == ',')
    kontor_csv_append_end (out);
  else
    g_string_append_c (out, '\n');
}

static void
append_total (GString *out, const KontorJson *answer, const char *currency)
{
  guint            digits = kontor_currency_digits (currency);
  g_autofree char *value = NULL;

  if (kontor_json_get (answer, "value_minor") == NULL)
    return;
  value = kontor_decimal_format (
    kontor_json_get_integer (answer, "value_minor", 0), digits, digits, &kontor_number_style_plain);
  g_string_append_printf (out,
                          "%s %s, %" G_GINT64_FORMAT " items (%" G_GINT64_FORMAT
                          " at the catalog's cost, %" G_GINT64_FORMAT " without any)\n",
                          value,
                          currency,
                          kontor_json_get_integer (answer, "count", 0),
                          kontor_json_get_integer (answer, "estimated", 0),
                          kontor_json_get_integer (answer, "unknown", 0));
}

static gboolean
show (const Report *report, const ReportType *type, const KontorJson *answer, GError **error)
{
  const char       *currency = kontor_json_get_string (answer, "currency", "EUR");
  const KontorJson *rows = kontor_json_get_array (answer, type->rows);
  gboolean          is_csv = g_strcmp0 (report->format, "csv") == 0;
  GString          *out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (rows != NULL)
    append_line (out, type, NULL, currency, is_csv ? ',' : '\t');
  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    append_line (out, type, kontor_json_at (rows, i), currency, is_csv ? ',' : '\t');
  if (!is_csv)
    append_total (out, answer, currency);
  bytes = g_string_free_to_bytes (out);
  return kontor_tool_write_output ("-", bytes, error);
}

/* --- options --- */

/* The end of a day, or a moment given to the second. */
static gboolean
parse_end (const Report *report, const char *text, gint64 *time, GError **error)
{
  gint64 day = 0;

  if (text == NULL)
    return TRUE;
  if (strchr (text, 'T') != NULL)
    return kontor_time_parse (text, report->zone, time, error);
  if (!kontor_day_parse (text, &day, error))
    return FALSE;
  *time = kontor_day_start (day + 1, report->zone);
  return TRUE;
}

static gboolean
parse_start (const Report *report, const char *text, gint64 *time, GError **error)
{
  gint64 day = 0;

  if (text == NULL)
    return TRUE;
  if (!kontor_day_parse (text, &day, error))
    return FALSE;
  *time = kontor_day_start (day, report->zone);
  return TRUE;
}

static const ReportType *
find_report (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (g_str_equal (reports[i].name, name))
      return &reports[i];
  return NULL;
}

static gboolean
parse (Report *self, int *argc, char ***argv, GError **error)
{
  g_autofree char   *at = NULL;
  g_autofree char   *known_at = NULL;
  g_autofree char   *from = NULL;
  g_autofree char   *to = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL },
    { "known-at", 0, 0, G_OPTION_ARG_STRING, &known_at, NULL, NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { "sku", 0, 0, G_OPTION_ARG_STRING, &self->sku, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, NULL, NULL },
    { "items", 0, 0, G_OPTION_ARG_NONE, &self->items, NULL, NULL },
    { NULL },
  };

  return kontor_tool_parse_options (argc, argv, entries, 1, 1, error)
         && parse_end (self, at, &self->at, error)
         && parse_end (self, known_at, &self->known_at, error)
         && parse_start (self, from, &self->from, error) && parse_end (self, to, &self->to, error);
}

/* The name may stand anywhere among the options. */
static const KontorReportType *
find_figures (int argc, char **argv)
{
  const KontorReportType *type = NULL;

  for (int i = 1; i < argc && type == NULL; i++)
    type = kontor_report_type_find (argv[i]);
  return type;
}

static KontorToolStatus
run_report (KontorTool *self, int argc, char **argv, GError **error)
{
  gint64 now = kontor_time_now ();
  g_auto (Report) report = {
    .tool = self, .zone = g_time_zone_new_local (), .at = now, .known_at = G_MAXINT64, .to = now
  };
  g_autoptr (KontorJson) answer = NULL;
  const KontorReportType *figures = find_figures (argc, argv);
  const ReportType       *type = NULL;

  if (figures != NULL)
    return kontor_tool_run_figures (self, figures, argc, argv, error);
  if (!parse (&report, &argc, &argv, error))
    return KONTOR_TOOL_USAGE;
  type = find_report (argv[1]);
  if (type == NULL)
    return kontor_tool_usage (error, "There is no report “%s”", argv[1]);
  if (report.format != NULL && !g_str_equal (report.format, "csv")
      && !g_str_equal (report.format, "json") && !g_str_equal (report.format, "text"))
    return kontor_tool_usage (error, "There is no format “%s”", report.format);

  answer = kontor_replica_read (self->replica, type->ask, &report, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json || g_strcmp0 (report.format, "json") == 0)
    kontor_tool_print_json (answer);
  else if (!show (&report, type, answer, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_report_commands[] = {
  { "report",
    "stock-value|stock-margin|stock-history [--at DAY] [--known-at DAY] [--from DAY] [--to DAY] "
    "[--sku SKU] [--items] [--format csv|json] | "
    "revenue|orders|average|hours|channels|products|margin|repeat|cohorts|turn|dead-stock|invoiced|"
    "income-by-rate|open-items|cash [--from DAY] [--to DAY] [--compare|--compare-year] [--limit N] "
    "[--json|--csv] [--svg FILE] [--png FILE] [--pdf FILE]",
    "figures at a moment or over a time",
    TRUE,
    run_report },
  { NULL },
};
