/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-period.h"

#include <glib/gi18n.h>

static const char *const names[KONTOR_N_PERIODS] = {
  [KONTOR_PERIOD_TODAY] = N_ ("Today"),
  [KONTOR_PERIOD_THIS_WEEK] = N_ ("This week"),
  [KONTOR_PERIOD_LAST_30] = N_ ("Last 30 days"),
  [KONTOR_PERIOD_LAST_90] = N_ ("Last 90 days"),
  [KONTOR_PERIOD_THIS_MONTH] = N_ ("This month"),
  [KONTOR_PERIOD_LAST_MONTH] = N_ ("Last month"),
  [KONTOR_PERIOD_THIS_YEAR] = N_ ("This year"),
  [KONTOR_PERIOD_LAST_12_MONTHS] = N_ ("Last 12 months"),
  [KONTOR_PERIOD_LAST_YEAR] = N_ ("Last year"),
  [KONTOR_PERIOD_OWN] = N_ ("Other days"),
};

/**
 * kontor_period_list_new:
 *
 * Returns: (transfer full): the names of the periods, in their order
 */
GListModel *
kontor_period_list_new (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (int i = 0; i < KONTOR_N_PERIODS; i++)
    gtk_string_list_append (list, _ (names[i]));
  return G_LIST_MODEL (list);
}

#define UNIX_EPOCH 719163 /* 1970-01-01 among GDate's days */

static gint64
first_of_month (gint64 day, int months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + UNIX_EPOCH));
  g_date_set_day (&date, 1);
  if (months < 0)
    g_date_subtract_months (&date, (guint) -months);
  return (gint64) g_date_get_julian (&date) - UNIX_EPOCH;
}

static gint64
first_of_year (gint64 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + UNIX_EPOCH));
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, g_date_get_year (&date));
  return (gint64) g_date_get_julian (&date) - UNIX_EPOCH;
}

/**
 * kontor_period_span:
 * @period: one that is not typed
 * @today: day since 1970-01-01
 * @from: (out): first day; untouched for days that are typed
 * @to: (out): last day; likewise
 */
void
kontor_period_span (KontorPeriod period, gint64 today, gint64 *from, gint64 *to)
{
  if (period == KONTOR_PERIOD_OWN)
    return;
  *to = today;
  switch (period)
    {
    case KONTOR_PERIOD_TODAY:
      *from = today;
      break;
    case KONTOR_PERIOD_THIS_WEEK:
      *from = today - (today + 3) % 7; /* 1970-01-01 was a Thursday */
      break;
    case KONTOR_PERIOD_LAST_30:
      *from = today - 29;
      break;
    case KONTOR_PERIOD_LAST_90:
      *from = today - 89;
      break;
    case KONTOR_PERIOD_THIS_MONTH:
      *from = first_of_month (today, 0);
      break;
    case KONTOR_PERIOD_LAST_MONTH:
      *from = first_of_month (today, -1);
      *to = first_of_month (today, 0) - 1;
      break;
    case KONTOR_PERIOD_THIS_YEAR:
      *from = first_of_year (today);
      break;
    case KONTOR_PERIOD_LAST_12_MONTHS:
      *from = first_of_month (today, -11);
      break;
    case KONTOR_PERIOD_LAST_YEAR:
      *to = first_of_year (today) - 1;
      *from = first_of_year (*to);
      break;
    case KONTOR_PERIOD_OWN:
      break;
    }
}
