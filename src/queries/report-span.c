/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"

#include "kontor-number.h"

/* Times of reports: days into rows, and the time that they are compared with. */

#define MOST_DAYS 62   /* longer times are shown by weeks */
#define MOST_WEEKS 200 /* days; longer ones by months */
#define WEEKS_AHEAD 12
#define MONTHS_BACK 12
#define DAYS_BEFORE 30 /* of a moment */

static gint64
day_of (const GDate *date)
{
  return (gint64) g_date_get_julian (date) - 719163; /* 1970-01-01 */
}

static void
date_of (gint64 day, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (day + 719163));
}

/* The first day of the month that a day is in. */
gint64
kontor_report_month_start (gint64 day)
{
  GDate date;

  date_of (day, &date);
  return day - g_date_get_day (&date) + 1;
}

gint64
kontor_report_month_add (gint64 month_start, int months)
{
  GDate date;

  date_of (month_start, &date);
  if (months >= 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  return day_of (&date);
}

gint64
kontor_report_month_count (gint64 from, gint64 to)
{
  GDate first;
  GDate last;

  date_of (from, &first);
  date_of (to, &last);
  return (g_date_get_year (&last) - g_date_get_year (&first)) * 12
         + (gint64) g_date_get_month (&last) - (gint64) g_date_get_month (&first);
}

static gint64
add_months_to_day (gint64 day, int months)
{
  GDate date;

  date_of (day, &date);
  if (months >= 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  return day_of (&date);
}

/**
 * kontor_report_default_span:
 * @type: a report
 * @today: the day today, in days since 1970-01-01
 * @from: (out): first day
 * @to: (out): last day
 *
 * What a report shows unless told: the last 30 days, for goods the last 90, for months the last
 * twelve, for a forecast the next twelve weeks.
 */
void
kontor_report_default_span (const KontorReportType *type, gint64 today, gint64 *from, gint64 *to)
{
  gint64 month = kontor_report_month_start (today);

  *to = today;
  switch (type->span)
    {
    case KONTOR_SPAN_PAST:
      *from = today - (type->group == KONTOR_REPORT_GOODS ? 89 : 29);
      break;
    case KONTOR_SPAN_MONTHS:
      *from = kontor_report_month_add (month, 1 - MONTHS_BACK);
      break;
    case KONTOR_SPAN_MOMENT:
      *from = today;
      break;
    case KONTOR_SPAN_AHEAD:
      *from = today;
      *to = today + 7 * WEEKS_AHEAD - 1;
      break;
    }
}

static gboolean
is_whole_months (gint64 from, gint64 to)
{
  return kontor_report_month_start (from) == from && kontor_report_month_start (to + 1) == to + 1;
}

static void
shift_before (gint64 *from, gint64 *to)
{
  gint64 n_days = *to - *from + 1;
  int    n_months = (int) kontor_report_month_count (*from, *to + 1);

  *to = *from - 1;
  *from = is_whole_months (*to + 1, *to + n_days) ? kontor_report_month_add (*to + 1, -n_months)
                                                  : *from - n_days;
}

/**
 * kontor_report_compared_span:
 * @type: a report
 * @compare: with what
 * @from: (inout): first day
 * @to: (inout): last day
 *
 * The time that another one is compared with. Whole months are compared with as many whole months,
 * a moment with the one 30 days earlier, everything else with as many days.
 */
void
kontor_report_compared_span (const KontorReportType *type,
                             KontorCompare           compare,
                             gint64                 *from,
                             gint64                 *to)
{
  gboolean is_months = is_whole_months (*from, *to);
  int      n_months = (int) kontor_report_month_count (*from, *to + 1);

  if (type->span == KONTOR_SPAN_MONTHS && compare == KONTOR_COMPARE_BEFORE)
    {
      gint64 month = kontor_report_month_start (*from);

      /* Their rows are months: one that is not over stands beside a whole one. */
      *from = kontor_report_month_add (month, -(int) kontor_report_month_count (*from, *to) - 1);
      *to = month - 1;
      return;
    }
  if (type->span == KONTOR_SPAN_MOMENT && compare == KONTOR_COMPARE_BEFORE)
    {
      *to = *from = *to - DAYS_BEFORE; /* what is owed hardly changes in a day */
      return;
    }
  switch (compare)
    {
    case KONTOR_COMPARE_NOTHING:
      break;
    case KONTOR_COMPARE_BEFORE:
      shift_before (from, to);
      break;
    case KONTOR_COMPARE_YEAR:
      {
        gint64 n_days = *to - *from;

        *from = add_months_to_day (*from, -12);
        *to = is_months ? kontor_report_month_add (*from, n_months) - 1 : *from + n_days;
        break;
      }
    }
}

static void
add_span (KontorReportWork *self, gint64 from, gint64 to)
{
  KontorSpan span = {
    from, to, kontor_day_start (from, self->zone), kontor_day_start (to + 1, self->zone)
  };

  g_array_append_val (self->spans, span);
}

static gint64
end_of_row (const KontorReportWork *self, gint64 day)
{
  gint64 n_days = self->to - self->from + 1;

  if (self->type->span == KONTOR_SPAN_MONTHS)
    return kontor_report_month_add (kontor_report_month_start (day), 1) - 1;
  if (self->type->span == KONTOR_SPAN_AHEAD)
    return day + 6;
  if (n_days <= MOST_DAYS)
    return day;
  if (n_days <= MOST_WEEKS)
    return day + 6;
  return kontor_report_month_add (kontor_report_month_start (day), 1) - 1;
}

void
kontor_report_work_init (KontorReportWork           *self,
                         KontorDatabase             *database,
                         const KontorReportQuestion *question,
                         const char                 *currency,
                         gint64                      from,
                         gint64                      to)
{
  *self = (KontorReportWork){ .database = database,
                              .type = question->type,
                              .zone = question->zone,
                              .now = question->now,
                              .today = kontor_day_from_time (question->now, question->zone),
                              .currency = currency,
                              .from = from,
                              .to = to };
  self->start = kontor_day_start (from, self->zone);
  self->end = kontor_day_start (to + 1, self->zone);
  self->rows = kontor_json_new_array ();
  self->total = kontor_json_new_object ();
  self->spans = g_array_new (FALSE, FALSE, sizeof (KontorSpan));
  if (self->type->label != KONTOR_LABEL_SPAN)
    return;
  for (gint64 day = from; day <= to;)
    {
      gint64 last = MIN (end_of_row (self, day), to);

      add_span (self, day, last);
      day = last + 1;
    }
}

void
kontor_report_work_clear (KontorReportWork *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->rows, kontor_json_unref);
  g_clear_pointer (&self->total, kontor_json_unref);
}

const KontorSpan *
kontor_report_work_span (const KontorReportWork *self, guint index)
{
  return &g_array_index (self->spans, KontorSpan, index);
}

/* The row that a moment is in, or the number of rows. Times that only grow give the last answer as
 * the hint and are found at once. */
guint
kontor_report_work_find_span (const KontorReportWork *self, gint64 time, guint hint)
{
  guint index = hint < self->spans->len && kontor_report_work_span (self, hint)->start <= time
                  ? hint
                  : 0;

  if (self->spans->len == 0 || time < kontor_report_work_span (self, 0)->start)
    return self->spans->len;
  while (index < self->spans->len && kontor_report_work_span (self, index)->end <= time)
    index++;
  return index;
}

/* Returns: (transfer none): a new row for a stretch of time */
KontorJson *
kontor_report_work_add_span (KontorReportWork *self, const KontorSpan *span)
{
  KontorJson *row = kontor_json_new_object ();

  kontor_json_set_integer (row, "from", span->from);
  kontor_json_set_integer (row, "to", span->to);
  kontor_json_append (self->rows, row);
  return row;
}

/* Basis points, rounded half away from zero; 0 of nothing. */
gint64
kontor_report_rate (gint64 part, gint64 whole)
{
  gint64 rate = 0;

  if (whole == 0 || !kontor_scale_rounded (part, 10000, whole, &rate))
    return 0;
  return rate;
}

/* A share of nothing is missing, not zero. */
void
kontor_report_set_share (KontorJson *row, const char *key, gint64 part, gint64 whole)
{
  kontor_json_set (row,
                   key,
                   whole != 0 ? kontor_json_new_integer (kontor_report_rate (part, whole))
                              : kontor_json_new_null ());
}
