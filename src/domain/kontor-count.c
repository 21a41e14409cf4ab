/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count.h"

#include <stdlib.h>

#include "kontor-number.h"

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/**
 * kontor_stock_moment_compare:
 * @a: a moment
 * @b: another
 *
 * By time, then clock, then uid: sync-spec.md section 9.1. At one moment, movements stand before
 * count lines, so that those which belong together (an entry and its taking back, goods put aside)
 * are on the same side of each; and what stands behind a line is before the next line.
 *
 * Returns: less than, equal to or greater than 0
 */
int
kontor_stock_moment_compare (const KontorStockMoment *a, const KontorStockMoment *b)
{
  if (a->at != b->at)
    return COMPARE (a->at, b->at);
  if (a->hlc != b->hlc)
    return COMPARE (a->hlc, b->hlc);
  if (!kontor_uid_equal (&a->line, &b->line))
    return kontor_uid_compare (&a->line, &b->line);
  if (a->rank != b->rank)
    return COMPARE (a->rank, b->rank);
  return kontor_uid_compare (&a->uid, &b->uid);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  return kontor_stock_moment_compare (&((const KontorStockEvent *) a)->moment,
                                      &((const KontorStockEvent *) b)->moment);
}

/**
 * kontor_stock_replay:
 * @events: (array length=n_events): all movements, posted count lines and exclusions of one key,
 *   in any order; without adjustments and balance rows, which follow from them
 * @n_events: how many
 * @on_hand: (out): what lies there after the last
 *
 * Says what the ledger must show when everything is known: a movement adds, a count line sets, and
 * what it had not seen comes back behind it. Sorts @events and sets book and difference in each.
 *
 * Returns: FALSE when a sum is too large to be held
 */
gboolean
kontor_stock_replay (KontorStockEvent *events, gsize n_events, gint64 *on_hand)
{
  gint64            there = 0;
  KontorStockEvent *count = NULL;

  if (n_events > 0)
    qsort (events, n_events, sizeof *events, compare_events);
  for (gsize i = 0; i < n_events; i++)
    {
      KontorStockEvent *event = &events[i];

      event->book = there;
      event->difference = 0;
      if (event->kind == KONTOR_STOCK_COUNTED)
        {
          if (!kontor_count_adjustment (event->quantity, there, &event->difference))
            return FALSE;
          there = event->quantity;
          count = event;
          continue;
        }
      if (!kontor_add_checked (there, event->quantity, &there))
        return FALSE;
      if (event->kind == KONTOR_STOCK_EXCLUDED && count != NULL
          && !kontor_add_checked (count->difference, event->quantity, &count->difference))
        return FALSE;
    }

  *on_hand = there;
  return TRUE;
}

/**
 * kontor_count_adjustment:
 * @counted: what a line says
 * @book: what the ledger says about the same moment
 * @adjustment: (out): a(c), what posting the line appends
 *
 * Returns: FALSE when it is too large to be held
 */
gboolean
kontor_count_adjustment (gint64 counted, gint64 book, gint64 *adjustment)
{
  return !__builtin_sub_overflow (counted, book, adjustment);
}

/**
 * kontor_count_value:
 * @quantity: thousandths
 * @cost_e4: of one unit, 1/10000
 * @currency: ISO 4217
 * @minor: (out): what they are worth, in the currency's minor unit, rounded half away from zero
 *
 * Returns: FALSE when it is too large to be held
 */
gboolean
kontor_count_value (gint64 quantity, gint64 cost_e4, const char *currency, gint64 *minor)
{
  gint64 divisor = KONTOR_QUANTITY_ONE;

  for (guint digits = kontor_currency_digits (currency); digits < 4; digits++)
    divisor *= 10;
  return kontor_scale_rounded (quantity, cost_e4, divisor, minor);
}

/**
 * kontor_count_is_close:
 * @a: a moment by one clock
 * @a_uncertainty: what that clock may be off by
 * @b: a moment by another
 * @b_uncertainty: likewise
 *
 * Returns: whether the clocks are not good enough to say which was first (sync-spec.md 9.1, rule 8)
 */
gboolean
kontor_count_is_close (gint64 a, gint64 a_uncertainty, gint64 b, gint64 b_uncertainty)
{
  gint64 apart;

  if (__builtin_sub_overflow (MAX (a, b), MIN (a, b), &apart))
    return FALSE;
  return apart < a_uncertainty + b_uncertainty;
}

/**
 * kontor_count_agrees:
 * @a: a count
 * @b: another of the same
 * @tolerance: how far they may differ
 *
 * Returns: whether no third count is needed
 */
gboolean
kontor_count_agrees (gint64 a, gint64 b, const KontorCountTolerance *tolerance)
{
  gint64 apart;
  gint64 minor;

  if (a == b)
    return TRUE;
  if (tolerance->quantity <= 0 && tolerance->minor <= 0)
    return FALSE;
  if (__builtin_sub_overflow (MAX (a, b), MIN (a, b), &apart))
    return FALSE;
  if (tolerance->quantity > 0 && apart > tolerance->quantity)
    return FALSE;
  if (tolerance->minor <= 0)
    return TRUE;
  return kontor_count_value (apart, tolerance->cost_e4, tolerance->currency, &minor)
         && minor <= tolerance->minor;
}
