/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-view.h"

#include "kontor-csv.h"
#include "kontor-time.h"

/* A report for spreadsheets and scripts. */

typedef struct
{
  const KontorReportView *view;
  GString                *out;
  gboolean                is_first; /* field of the line */
} Sheet;

static const char *const span_keys[] = { "from", "to", NULL };
static const char *const hour_keys[] = { "hour", NULL };
static const char *const item_keys[] = { "title", NULL };
static const char *const rate_keys[] = { "category", "rate_bp", NULL };
static const char *const age_keys[] = { "age", NULL };
static const char *const name_keys[] = { "name", NULL };

static const char *const *
label_keys (KontorReportLabel label)
{
  switch (label)
    {
    case KONTOR_LABEL_SPAN:
      return span_keys;
    case KONTOR_LABEL_HOUR:
      return hour_keys;
    case KONTOR_LABEL_ITEM:
      return item_keys;
    case KONTOR_LABEL_RATE:
      return rate_keys;
    case KONTOR_LABEL_AGE:
      return age_keys;
    case KONTOR_LABEL_NAME:
      return name_keys;
    }
  g_assert_not_reached ();
}

static void
add_field (Sheet *self, const char *text)
{
  kontor_csv_append_field (self->out, text, ',', self->is_first);
  self->is_first = FALSE;
}

static void
end_line (Sheet *self)
{
  kontor_csv_append_end (self->out);
  self->is_first = TRUE;
}

static char *
dup_label (const KontorReportView *view, const KontorJson *row, const char *key)
{
  gint64 value = kontor_json_get_integer (row, key, 0);

  if (view->type->label == KONTOR_LABEL_SPAN)
    return kontor_day_format_iso (value);
  if (view->type->label == KONTOR_LABEL_HOUR || g_str_equal (key, "rate_bp"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return g_strdup (kontor_json_get_string (row, key, ""));
}

static char *
dup_value (const KontorReportView *view, KontorFigureType type, const KontorJson *value)
{
  guint  digits = kontor_currency_digits (kontor_report_view_currency (view));
  gint64 figure = 0;

  if (value == NULL)
    return g_strdup ("");
  if (type == KONTOR_FIGURE_TEXT)
    return g_strdup (kontor_json_string (value));
  figure = kontor_json_integer (value);
  switch (type)
    {
    case KONTOR_FIGURE_QUANTITY:
      return kontor_decimal_format (figure, 3, 0, &kontor_number_style_plain);
    case KONTOR_FIGURE_MONEY:
      return kontor_decimal_format (figure, digits, digits, &kontor_number_style_plain);
    case KONTOR_FIGURE_RATE:
    case KONTOR_FIGURE_TIMES:
      return kontor_decimal_format (figure, 2, 2, &kontor_number_style_plain);
    case KONTOR_FIGURE_DAY:
      return kontor_day_format_iso (figure);
    case KONTOR_FIGURE_COUNT:
    case KONTOR_FIGURE_DAYS:
    case KONTOR_FIGURE_TEXT:
      break;
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, figure);
}

static void
add_figures (Sheet *self, const KontorJson *row)
{
  const KontorReportColumn *column = self->view->type->columns;

  for (; column->key != NULL; column++)
    {
      g_autofree char *text = dup_value (
        self->view, column->type, row != NULL ? kontor_json_get (row, column->key) : NULL);

      add_field (self, text);
    }
}

static guint
count_cells (const KontorReportView *view)
{
  guint most = 0;

  for (guint i = 0; i < kontor_report_view_n_rows (view); i++)
    {
      const KontorJson *cells = kontor_json_get_array (kontor_report_view_row (view, i), "cells");

      most = MAX (most, cells != NULL ? kontor_json_length (cells) : 0);
    }
  return most;
}

static void
add_cells (Sheet *self, const KontorJson *row, guint n_cells)
{
  const KontorJson *cells = kontor_json_get_array (row, "cells");

  for (guint i = 0; i < n_cells; i++)
    {
      gboolean         there = cells != NULL && i < kontor_json_length (cells);
      g_autofree char *text = dup_value (
        self->view,
        KONTOR_FIGURE_RATE,
        there ? kontor_json_get (kontor_json_at (cells, i), "share_bp") : NULL);

      add_field (self, text);
    }
}

static void
add_headings (Sheet *self, gboolean is_compared, guint n_cells)
{
  const KontorReportType *type = self->view->type;

  for (const char *const *key = label_keys (type->label); *key != NULL; key++)
    add_field (self, *key);
  for (const KontorReportColumn *column = type->columns; column->key != NULL; column++)
    add_field (self, column->key);
  for (guint i = 1; i <= n_cells; i++)
    {
      g_autofree char *name = g_strdup_printf ("month_%u", i);

      add_field (self, name);
    }
  for (const KontorReportColumn *column = type->columns; is_compared && column->key != NULL;
       column++)
    {
      g_autofree char *name = g_strconcat ("before_", column->key, NULL);

      add_field (self, name);
    }
  end_line (self);
}

/**
 * kontor_report_view_to_csv:
 * @self: a report
 *
 * Returns: (transfer full): RFC 4180 in UTF-8; what is missing is an empty field
 */
GBytes *
kontor_report_view_to_csv (const KontorReportView *self)
{
  Sheet    sheet = { self, g_string_new (NULL), TRUE };
  gboolean is_compared = kontor_json_get_object (self->report, "compared") != NULL;
  guint    n_cells = count_cells (self);

  add_headings (&sheet, is_compared, n_cells);
  for (guint i = 0; i < kontor_report_view_n_rows (self); i++)
    {
      const KontorJson *row = kontor_report_view_row (self, i);

      for (const char *const *key = label_keys (self->type->label); *key != NULL; key++)
        {
          g_autofree char *text = dup_label (self, row, *key);

          add_field (&sheet, text);
        }
      add_figures (&sheet, row);
      add_cells (&sheet, row, n_cells);
      if (is_compared)
        add_figures (&sheet, kontor_json_get_object (row, "before"));
      end_line (&sheet);
    }
  return g_string_free_to_bytes (sheet.out);
}
