/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-view.h"

#include <glib/gi18n-lib.h>

#include "kontor-time.h"

#define NO_BREAK_SPACE "\u00a0"
#define NARROW_SPACE "\u202f"
#define MISSING "–"

const char *
kontor_report_view_currency (const KontorReportView *self)
{
  return kontor_json_get_string (self->report, "currency", "EUR");
}

guint
kontor_report_view_n_rows (const KontorReportView *self)
{
  return kontor_json_length (kontor_json_get_array (self->report, "rows"));
}

const KontorJson *
kontor_report_view_row (const KontorReportView *self, guint index)
{
  return kontor_json_at (kontor_json_get_array (self->report, "rows"), index);
}

/* --- days --- */

static char *
format_day (gint64 day, const char *format)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return kontor_time_format_local (day * KONTOR_DAY, utc, format);
}

static int
day_of_month (gint64 day)
{
  g_autofree char *text = format_day (day, "%d");

  return (int) g_ascii_strtoll (text, NULL, 10);
}

static gboolean
is_month (gint64 from, gint64 to)
{
  return day_of_month (from) == 1 && day_of_month (to + 1) == 1 && to - from < 31;
}

/**
 * kontor_report_days:
 * @from: first day, since 1970-01-01
 * @to: last day
 *
 * Returns: (transfer full): "May 2025", "5 May 2025" or "5 May – 3 June 2025", in the language of
 * the program
 */
char *
kontor_report_days (gint64 from, gint64 to)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *first_year = format_day (from, "%Y");
  g_autofree char *last_year = format_day (to, "%Y");

  if (is_month (from, to))
    return format_day (from, _ ("%B %Y"));
  last = format_day (to, _ ("%-d %B %Y"));
  if (from == to)
    return g_steal_pointer (&last);
  first = format_day (from, g_str_equal (first_year, last_year) ? _ ("%-d %B") : _ ("%-d %B %Y"));
  return g_strdup_printf ("%s – %s", first, last);
}

/* Rows that are months need no days. */
static char *
view_days (const KontorReportView *self, const KontorJson *span)
{
  gint64           from = kontor_json_get_integer (span, "from", 0);
  gint64           to = kontor_json_get_integer (span, "to", 0);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->type->span != KONTOR_SPAN_MONTHS)
    return kontor_report_days (from, to);
  first = format_day (from, _ ("%B %Y"));
  last = format_day (to, _ ("%B %Y"));
  return g_str_equal (first, last) ? g_steal_pointer (&first)
                                   : g_strdup_printf ("%s – %s", first, last);
}

char *
kontor_report_view_span (const KontorReportView *self)
{
  return view_days (self, self->report);
}

char *
kontor_report_view_compared (const KontorReportView *self)
{
  const KontorJson *compared = kontor_json_get_object (self->report, "compared");

  return compared != NULL ? view_days (self, compared) : NULL;
}

/* --- labels --- */

static char *
span_label (const KontorReportView *self, const KontorJson *row, gboolean brief)
{
  gint64 from = kontor_json_get_integer (row, "from", 0);
  gint64 to = kontor_json_get_integer (row, "to", 0);

  if (self->type->span == KONTOR_SPAN_MONTHS || is_month (from, to))
    return format_day (from, brief ? _ ("%b %y") : _ ("%B %Y"));
  if (brief)
    return format_day (from, _ ("%-d %b"));
  return from == to ? format_day (from, _ ("%a, %-d %b %Y")) : kontor_report_days (from, to);
}

static const char *
category_words (const char *category)
{
  static const struct
  {
    const char *code; /* of UNTDID 5305 */
    const char *words;
  } categories[] = {
    { "AE", N_ ("reverse charge") },
    { "E", N_ ("exempt") },
    { "G", N_ ("export") },
    { "K", N_ ("within the EU") },
    { "O", N_ ("not subject to VAT") },
    { "Z", N_ ("zero rated") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_str_equal (categories[i].code, category))
      return _ (categories[i].words);
  return category;
}

static char *
rate_label (const KontorReportView *self, const KontorJson *row)
{
  const char      *category = kontor_json_get_string (row, "category", "");
  g_autofree char *rate = kontor_report_view_value (
    self, KONTOR_FIGURE_RATE, kontor_json_get_integer (row, "rate_bp", 0));

  if (g_str_equal (category, "S"))
    return g_steal_pointer (&rate);
  return g_strdup_printf ("%s, %s", rate, category_words (category));
}

/**
 * kontor_report_view_label:
 * @self: a report
 * @row: one of its rows
 * @brief: whether it stands below a chart
 *
 * Returns: (transfer full): what the row is called
 */
char *
kontor_report_view_label (const KontorReportView *self, const KontorJson *row, gboolean brief)
{
  gint64 hour = kontor_json_get_integer (row, "hour", 0);

  switch (self->type->label)
    {
    case KONTOR_LABEL_SPAN:
      return span_label (self, row, brief);
    case KONTOR_LABEL_HOUR:
      return brief ? g_strdup_printf ("%d", (int) hour)
                   : g_strdup_printf ("%02d:00–%02d:59", (int) hour, (int) hour);
    case KONTOR_LABEL_ITEM:
      return g_strdup (kontor_json_get_string (row, "title", ""));
    case KONTOR_LABEL_RATE:
      return rate_label (self, row);
    case KONTOR_LABEL_NAME:
      return g_strdup (kontor_json_get_string (row, "name", ""));
    case KONTOR_LABEL_AGE:
      return g_strdup (_ (kontor_report_age_title (kontor_json_get_string (row, "age", ""))));
    }
  g_assert_not_reached ();
}

/* --- figures --- */

static char *
with_unit (char *number, const char *space, const char *unit)
{
  g_autofree char *owned = number;

  return g_strconcat (owned, space, unit, NULL);
}

char *
kontor_report_view_value (const KontorReportView *self, KontorFigureType type, gint64 value)
{
  switch (type)
    {
    case KONTOR_FIGURE_COUNT:
      return kontor_decimal_format (value, 0, 0, self->style);
    case KONTOR_FIGURE_QUANTITY:
      return kontor_decimal_format (value, 3, 0, self->style);
    case KONTOR_FIGURE_MONEY:
      return kontor_money_format (value, kontor_report_view_currency (self), self->style);
    case KONTOR_FIGURE_RATE:
      return with_unit (kontor_decimal_format (value, 2, 0, self->style), NARROW_SPACE, "%");
    case KONTOR_FIGURE_TIMES:
      return with_unit (kontor_decimal_format (value, 2, 2, self->style), NARROW_SPACE, "×");
    case KONTOR_FIGURE_DAYS:
      return with_unit (kontor_decimal_format (value, 0, 0, self->style),
                        NO_BREAK_SPACE,
                        ngettext ("day", "days", (gulong) value));
    case KONTOR_FIGURE_DAY:
      return format_day (value, _ ("%-d %b %Y"));
    case KONTOR_FIGURE_TEXT:
      break;
    }
  g_assert_not_reached ();
}

/* In a chart round sums and all percentages go without decimals, so that it stays calm. */
char *
kontor_report_view_axis (const KontorReportView *self, KontorFigureType type, gint64 value)
{
  const char      *currency = kontor_report_view_currency (self);
  gint64           major = 1;
  g_autofree char *full = kontor_report_view_value (self, type, value);
  g_autofree char *tail = NULL;
  char            *sign = NULL;

  if (type == KONTOR_FIGURE_RATE)
    return kontor_report_view_value (self, type, (value + (value < 0 ? -50 : 50)) / 100 * 100);
  if (type != KONTOR_FIGURE_MONEY)
    return g_steal_pointer (&full);
  for (guint i = 0; i < kontor_currency_digits (currency); i++)
    major *= 10;
  sign = g_strrstr (full, NO_BREAK_SPACE);
  if (value % major != 0 || sign == NULL)
    return g_steal_pointer (&full);
  tail = g_strdup (sign);
  return with_unit (kontor_decimal_format (value / major, 0, 0, self->style), "", tail);
}

/**
 * kontor_report_view_figure:
 * @self: a report
 * @column: one of its columns or headlines
 * @row: (nullable): a row, or the report's "total"
 *
 * Returns: (transfer full): the figure as people read it; a dash when it is missing
 */
char *
kontor_report_view_figure (const KontorReportView   *self,
                           const KontorReportColumn *column,
                           const KontorJson         *row)
{
  const KontorJson *value = row != NULL ? kontor_json_get (row, column->key) : NULL;

  if (value == NULL)
    return g_strdup (column->type == KONTOR_FIGURE_TEXT ? "" : MISSING);
  if (column->type == KONTOR_FIGURE_TEXT)
    return g_strdup (kontor_json_string (value));
  if (column->type == KONTOR_FIGURE_RATE) /* all of a column with the same decimals */
    return with_unit (
      kontor_decimal_format (kontor_json_integer (value), 2, 2, self->style), NARROW_SPACE, "%");
  return kontor_report_view_value (self, column->type, kontor_json_integer (value));
}

/* --- age and what is left out --- */

char *
kontor_report_view_age (const KontorReportView *self, GTimeZone *zone)
{
  gint64           recorded = kontor_json_get_integer (self->report, "recorded_at", 0);
  g_autofree char *read = kontor_time_format_local (
    kontor_json_get_integer (self->report, "as_of", 0), zone, _ ("%-d %b %Y, %H:%M"));
  g_autofree char *last = NULL;

  if (recorded == 0)
    return g_strdup_printf (_ ("As of %s"), read);
  last = kontor_time_format_local (recorded, zone, _ ("%-d %b %Y, %H:%M"));
  return g_strdup_printf (_ ("As of %s; last change recorded %s"), read, last);
}

char *
kontor_report_view_note (const KontorReportView *self)
{
  gint64            n_foreign = kontor_json_get_integer (self->report, "foreign_orders", 0);
  gint64            n_rows = kontor_json_get_integer (self->report, "count", 0);
  const KontorJson *total = kontor_json_get_object (self->report, "total");

  if ((gint64) kontor_report_view_n_rows (self) < n_rows)
    return g_strdup_printf (_ ("The first %u of %d rows; the sums are those of all."),
                            kontor_report_view_n_rows (self),
                            (int) n_rows);
  if (self->type->span == KONTOR_SPAN_AHEAD && kontor_json_get (total, "bank_minor") == NULL)
    return g_strdup (_ ("No bank statement was read yet, so there is no balance."));
  if (n_foreign > 0 && self->type->group != KONTOR_REPORT_MONEY)
    return g_strdup_printf (ngettext ("%d order in another currency is not in these figures.",
                                      "%d orders in other currencies are not in these figures.",
                                      (gulong) n_foreign),
                            (int) n_foreign);
  return NULL;
}
