/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-reorder.h"

#include "kontor-number.h"

/* The newest 30 days weigh three times, the 30 before them twice, the oldest once. */
#define HIGHEST_WEIGHT 3

/* Safety for 95 of 100 cycles: 1.65 standard deviations, each 1.25 mean absolute deviations (the
 * rule of R. G. Brown, Statistical Forecasting for Inventory Control, 1959), in hundredths. The
 * deviation of a sum of days grows with the root of their number. */
#define SAFETY_FACTOR 206
#define FACTOR_SCALE 100
#define ROOT_SCALE 1000

static const char *const cause_names[KONTOR_REORDER_N_CAUSES] = {
  [KONTOR_REORDER_NONE] = "none",
  [KONTOR_REORDER_PROMISED] = "promised",
  [KONTOR_REORDER_LEVEL] = "level",
  [KONTOR_REORDER_RUNS_OUT] = "runs_out",
};

/**
 * kontor_reorder_cause_to_name:
 * @cause: a cause
 *
 * Returns: (transfer none): its name in files and in JSON, "runs_out"
 */
const char *
kontor_reorder_cause_to_name (KontorReorderCause cause)
{
  g_return_val_if_fail ((guint) cause < KONTOR_REORDER_N_CAUSES, NULL);

  return cause_names[cause];
}

/**
 * kontor_reorder_cause_from_name:
 * @name: (nullable): "runs_out"
 * @cause: (out): the cause; untouched when there is none of that name
 *
 * Returns: whether there is one
 */
gboolean
kontor_reorder_cause_from_name (const char *name, KontorReorderCause *cause)
{
  guint i;

  for (i = 0; i < KONTOR_REORDER_N_CAUSES; i++)
    if (g_strcmp0 (name, cause_names[i]) == 0)
      {
        *cause = (KontorReorderCause) i;
        return TRUE;
      }
  return FALSE;
}

/* Sums of quantities stay far from the end of 64 bits unless the figures are nonsense: then they
 * stop there. */
static gint64
add (gint64 a, gint64 b)
{
  gint64 sum = 0;

  if (kontor_add_checked (a, b, &sum))
    return sum;
  return a > 0 ? G_MAXINT64 / 4 : G_MININT64 / 4;
}

static gint64
scale (gint64 value, gint64 numerator, gint64 denominator)
{
  gint64 result = G_MAXINT64 / 4;

  kontor_scale_rounded (value, numerator, denominator, &result);
  return result;
}

/**
 * kontor_reorder_history_add:
 * @self: a history, zeros at first
 * @days_ago: 0 for today; days before the history began are left out
 * @moved: what the stock changed by, thousandths
 * @sold: what of it left for customers, positive; negative when it came back
 *
 * Adds what happened on a day.
 */
void
kontor_reorder_history_add (KontorReorderHistory *self, int days_ago, gint64 moved, gint64 sold)
{
  int day = KONTOR_REORDER_DAYS - 1 - days_ago;

  g_return_if_fail (self != NULL);

  if (day < 0 || day >= KONTOR_REORDER_DAYS)
    return;
  self->moved[day] = add (self->moved[day], moved);
  self->sold[day] = add (self->sold[day], sold);
}

/* What lay there when each day began. */
static void
find_starts (const KontorReorderItem    *item,
             const KontorReorderHistory *history,
             gint64                      starts[KONTOR_REORDER_DAYS])
{
  gint64 on_hand = item->on_hand;
  int    day;

  for (day = KONTOR_REORDER_DAYS - 1; day >= 0; day--)
    {
      on_hand = add (on_hand, -history->moved[day]);
      starts[day] = on_hand;
    }
}

/* Without goods, without sales: says nothing about how much would have been sold. */
static gboolean
was_empty (const KontorReorderHistory *history, const gint64 *starts, int day)
{
  return starts[day] <= 0 && history->sold[day] <= 0 && add (starts[day], history->moved[day]) <= 0;
}

/* Goods that are sold again and again although none are there were never counted in: then their
 * absence did not keep anybody from buying. Once may be a mistake. */
static gboolean
is_sold_without_stock (const KontorReorderHistory *history, const gint64 *starts)
{
  int n_days = 0;
  int day;

  for (day = 0; day < KONTOR_REORDER_DAYS; day++)
    if (starts[day] <= 0 && history->sold[day] > 0
        && add (starts[day], history->moved[day]) < starts[day])
      n_days++;
  return n_days > 1;
}

static int
find_first_sale (const KontorReorderHistory *history)
{
  int day = 0;

  while (day < KONTOR_REORDER_DAYS - 1 && history->sold[day] <= 0)
    day++;
  return day;
}

static void
find_counted (const KontorReorderItem    *item,
              const KontorReorderHistory *history,
              gboolean                    counted[KONTOR_REORDER_DAYS])
{
  gint64   starts[KONTOR_REORDER_DAYS];
  gboolean without_stock;
  int      first;
  int      day;

  find_starts (item, history, starts);
  without_stock = is_sold_without_stock (history, starts);
  first = without_stock ? find_first_sale (history) : 0;
  for (day = 0; day < KONTOR_REORDER_DAYS; day++)
    counted[day] = day >= first && (without_stock || !was_empty (history, starts, day));
}

static gint64
weigh (int day)
{
  return 1 + day * HIGHEST_WEIGHT / KONTOR_REORDER_DAYS;
}

/* Sales in a number of days, by the weighted mean of the days that count. */
typedef struct
{
  gint64 sold;
  gint64 weights;
} Rate;

static gint64
expect (const Rate *rate, gint64 days)
{
  return rate->weights > 0 ? scale (rate->sold, days, rate->weights) : 0;
}

static Rate
find_rate (const KontorReorderHistory *history,
           const gboolean             *counted,
           KontorReorderProposal      *proposal)
{
  Rate rate = { 0 };
  int  day;

  for (day = 0; day < KONTOR_REORDER_DAYS; day++)
    {
      if (!counted[day])
        {
          proposal->missing_days++;
          continue;
        }
      proposal->days++;
      proposal->sold = add (proposal->sold, history->sold[day]);
      rate.weights += weigh (day);
      rate.sold = add (rate.sold, scale (history->sold[day], weigh (day), 1));
    }
  rate.sold = MAX (rate.sold, 0);
  return rate;
}

/* The root of @days in thousandths, by Newton's rule on whole numbers. */
static gint64
find_root (int days)
{
  gint64 square = (gint64) days * ROOT_SCALE * ROOT_SCALE;
  gint64 root = MAX (square, 1);
  gint64 next = (root + 1) / 2;

  while (next < root)
    {
      root = next;
      next = (root + square / root) / 2;
    }
  return days > 0 ? root : 0;
}

static gint64
find_safety (const KontorReorderHistory  *history,
             const gboolean              *counted,
             const KontorReorderProposal *proposal,
             const Rate                  *rate)
{
  gint64 usual = expect (rate, 1);
  gint64 deviations = 0;
  int    day;

  if (proposal->days == 0)
    return 0;

  for (day = 0; day < KONTOR_REORDER_DAYS; day++)
    if (counted[day])
      deviations = add (deviations, ABS (add (history->sold[day], -usual)));
  return scale (scale (deviations, SAFETY_FACTOR, (gint64) proposal->days * FACTOR_SCALE),
                find_root (proposal->lead_days),
                ROOT_SCALE);
}

static KontorReorderCause
find_cause (const KontorReorderItem *item, const KontorReorderProposal *proposal)
{
  if (proposal->position < 0)
    return KONTOR_REORDER_PROMISED;
  if (item->reorder_level > 0 && proposal->position <= item->reorder_level)
    return KONTOR_REORDER_LEVEL;
  if (proposal->month_rate > 0
      && proposal->position <= add (proposal->lead_demand, proposal->safety))
    return KONTOR_REORDER_RUNS_OUT;
  return KONTOR_REORDER_NONE;
}

static int
count_days_left (const KontorReorderProposal *proposal, const Rate *rate)
{
  if (rate->sold == 0)
    return -1;
  return (int) MIN (scale (MAX (proposal->available, 0), rate->weights, rate->sold), G_MAXINT32);
}

/* Whole packs of the supplier, one at least. */
static void
fill_quantity (const KontorReorderItem *item, KontorReorderProposal *proposal)
{
  gint64 pack = MAX (item->pack_quantity, 1);
  gint64 wanted = MAX (proposal->needed, item->reorder_quantity);

  proposal->minimum = item->reorder_quantity;
  proposal->packs = MAX ((wanted - 1) / pack + 1, 1);
  proposal->quantity = scale (proposal->packs, pack, 1);
}

/**
 * kontor_reorder_propose:
 * @item: what there is of an item, and how it is bought
 * @history: its last 90 days
 *
 * Orders are due when what is available or comes falls to the item's reorder level, or to what will
 * be sold until an order arrives and a safety stock above it; then they fill up to that and the
 * sales of the days that an order shall last. Days without goods do not lower the rate: nobody can
 * buy what is not there (product.md 6.3).
 *
 * Returns: the quantity to order, and every figure that it follows from
 */
KontorReorderProposal
kontor_reorder_propose (const KontorReorderItem *item, const KontorReorderHistory *history)
{
  KontorReorderProposal proposal = { 0 };
  gboolean              counted[KONTOR_REORDER_DAYS];
  Rate                  rate;

  find_counted (item, history, counted);
  rate = find_rate (history, counted, &proposal);
  proposal.month_rate = expect (&rate, KONTOR_REORDER_MONTH);
  proposal.available = add (item->on_hand, -add (item->reserved, item->unavailable));
  proposal.incoming = item->incoming;
  proposal.position = add (proposal.available, item->incoming);
  proposal.lead_is_assumed = item->lead_days <= 0;
  proposal.lead_days = proposal.lead_is_assumed ? item->default_lead_days : item->lead_days;
  proposal.lead_demand = expect (&rate, proposal.lead_days);
  proposal.safety = find_safety (history, counted, &proposal, &rate);
  proposal.level = MAX (item->reorder_level, add (proposal.lead_demand, proposal.safety));
  proposal.cover_days = item->cover_days;
  proposal.cover_demand = expect (&rate, item->cover_days);
  proposal.target = add (proposal.level, proposal.cover_demand);
  proposal.needed = MAX (add (proposal.target, -proposal.position), 0);
  proposal.pack_quantity = MAX (item->pack_quantity, 1);
  proposal.days_left = count_days_left (&proposal, &rate);
  proposal.cause = find_cause (item, &proposal);
  if (proposal.cause != KONTOR_REORDER_NONE)
    fill_quantity (item, &proposal);
  return proposal;
}
