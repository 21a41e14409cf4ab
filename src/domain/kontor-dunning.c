/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-dunning.h"

#include "kontor-number.h"

#define CONSUMER_BP 500       /* § 288 Abs. 1 BGB: above the base rate */
#define BUSINESS_BP 900       /* § 288 Abs. 2 BGB */
#define LUMP_SUM_MINOR 4000   /* § 288 Abs. 5 BGB: of businesses, once */
#define LUMP_SUM_LEVEL 2      /* the second notice asks for it */
#define YEAR_BP (365 * 10000) /* days of a year times the whole in basis points */
#define MOST_DAYS (100 * 366) /* what is older is not reckoned with */

/**
 * kontor_dunning_is_due:
 * @terms: of the company
 * @due_on: day until which the invoice was to be paid
 * @last_on: day of the last letter about it
 * @last_level: of that letter; -1 when there was none
 * @day: today
 *
 * Returns: whether a letter about the invoice may go out
 */
gboolean
kontor_dunning_is_due (
  const KontorDunningTerms *terms, gint64 due_on, gint64 last_on, int last_level, gint64 day)
{
  if (last_level >= KONTOR_DUNNING_MOST_LEVEL)
    return FALSE;
  return day > due_on + terms->grace_days && (last_level < 0 || day > last_on + terms->grace_days);
}

/**
 * kontor_dunning_interest:
 * @rules: with the base rates
 * @country: whose base rate
 * @open_minor: what is not paid
 * @due_on: last day without interest
 * @day: last day with it
 * @is_business: whether the debtor is no consumer
 * @interest_minor: (out): interest for late payment
 *
 * Open amount × rate × days / 365, day by day at the base rate of its day, and rounded once.
 *
 * Returns: whether the base rate of every day is known and the amount fits
 */
gboolean
kontor_dunning_interest (const KontorFinanceRules *rules,
                         const char               *country,
                         gint64                    open_minor,
                         gint64                    due_on,
                         gint64                    day,
                         gboolean                  is_business,
                         gint64                   *interest_minor)
{
  gint64 rates = 0; /* sum over the days */

  *interest_minor = 0;
  if (day <= due_on || open_minor <= 0)
    return TRUE;
  if (day - due_on > MOST_DAYS)
    return FALSE;
  for (gint64 at = due_on + 1; at <= day; at++)
    {
      gint64 base = 0;

      if (!kontor_finance_rules_find_base_rate (rules, country, at, &base))
        return FALSE;
      rates += base + (is_business ? BUSINESS_BP : CONSUMER_BP);
    }
  return kontor_scale_rounded (open_minor, rates, YEAR_BP, interest_minor);
}

/**
 * kontor_dunning_costs:
 * @terms: of the company
 * @level: of the letter
 * @is_business: whether the debtor is no consumer
 * @interest_minor: interest up to its day
 * @costs: (out): what the letter asks for besides what is open; all are damages, without VAT
 *
 * The friendly reminder costs nothing.
 */
void
kontor_dunning_costs (const KontorDunningTerms *terms,
                      int                       level,
                      gboolean                  is_business,
                      gint64                    interest_minor,
                      KontorDunningCosts       *costs)
{
  *costs = (KontorDunningCosts){ 0 };
  if (level <= 0)
    return;
  costs->interest_minor = interest_minor;
  costs->fee_minor = terms->fee_minor;
  if (is_business && level >= LUMP_SUM_LEVEL)
    costs->lump_sum_minor = LUMP_SUM_MINOR;
}
