/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Times that are asked for often, in the order of the menu; the last one is typed. */
typedef enum
{
  KONTOR_PERIOD_TODAY,
  KONTOR_PERIOD_THIS_WEEK,
  KONTOR_PERIOD_LAST_30,
  KONTOR_PERIOD_LAST_90,
  KONTOR_PERIOD_THIS_MONTH,
  KONTOR_PERIOD_LAST_MONTH,
  KONTOR_PERIOD_THIS_YEAR,
  KONTOR_PERIOD_LAST_12_MONTHS,
  KONTOR_PERIOD_LAST_YEAR,
  KONTOR_PERIOD_OWN,
} KontorPeriod;

#define KONTOR_N_PERIODS (KONTOR_PERIOD_OWN + 1)

GListModel *kontor_period_list_new (void);
void        kontor_period_span (KontorPeriod period, gint64 today, gint64 *from, gint64 *to);

G_END_DECLS
