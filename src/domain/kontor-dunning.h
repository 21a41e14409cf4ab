/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-finance-rules.h"

G_BEGIN_DECLS

/* Reminders of what is overdue (finance-spec.md section 9): which level comes next, and what late
 * payment costs. Pure; days count from 1970-01-01. */

#define KONTOR_DUNNING_MOST_LEVEL 3 /* 0 is the friendly reminder */
#define KONTOR_DUNNING_PAY_DAYS 10  /* from the letter to the last day to pay */
#define KONTOR_DUNNING_STALE_DAYS 5 /* without a statement for longer nobody is reminded */

typedef struct
{
  gint64 grace_days; /* after the due day, and between two letters */
  gint64 least_minor;
  gint64 fee_minor; /* from the first notice on */
} KontorDunningTerms;

typedef struct
{
  gint64 interest_minor;
  gint64 fee_minor;
  gint64 lump_sum_minor;
} KontorDunningCosts;

gboolean kontor_dunning_is_due (
  const KontorDunningTerms *terms, gint64 due_on, gint64 last_on, int last_level, gint64 day);
gboolean kontor_dunning_interest (const KontorFinanceRules *rules,
                                  const char               *country,
                                  gint64                    open_minor,
                                  gint64                    due_on,
                                  gint64                    day,
                                  gboolean                  is_business,
                                  gint64                   *interest_minor);
void     kontor_dunning_costs (const KontorDunningTerms *terms,
                               int                       level,
                               gboolean                  is_business,
                               gint64                    interest_minor,
                               KontorDunningCosts       *costs);

G_END_DECLS
