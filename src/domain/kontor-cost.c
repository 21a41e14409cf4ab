/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-cost.h"

__extension__ typedef __int128 KontorWide;

#define E8_OF_E4 10000

static gint64
clamp (KontorWide value)
{
  return (gint64) CLAMP (value, (KontorWide) G_MININT64, (KontorWide) G_MAXINT64);
}

/* Half away from 0; the divisor is positive. */
static KontorWide
divide (KontorWide dividend, KontorWide divisor)
{
  KontorWide half = divisor / 2;

  return (dividend + (dividend < 0 ? -half : half)) / divisor;
}

/* What was there keeps its value and what comes has its own; below nothing there is no value. */
static void
mix (KontorCostCourse *self, gint64 quantity, gint64 cost_e8)
{
  KontorWide before = MAX (self->quantity, 0);
  KontorWide after = before + quantity;

  if (after <= 0)
    return;
  self->average_e8 = clamp (
    divide (before * self->average_e8 + (KontorWide) quantity * cost_e8, after));
}

/**
 * kontor_cost_course_add:
 * @self: a course; starts as zeros
 * @quantity: of the next movement, thousandths, negative leaves
 * @has_cost: whether its cost is known in the currency of the course
 * @cost_e4: of one unit, 1/10000
 * @is_restock: whether goods came from outside
 *
 * Movements are added in the order of the ledger, a reversal right behind what it takes back. Goods
 * from outside mix their cost into the average (moving average, § 240 (4) HGB and IAS 2.25-27), and
 * their reversal takes it out again; all others come and go at the average. Until a first cost is
 * known, the one that any movement has is taken.
 */
void
kontor_cost_course_add (
  KontorCostCourse *self, gint64 quantity, gboolean has_cost, gint64 cost_e4, gboolean is_restock)
{
  gint64 cost_e8 = has_cost ? clamp ((KontorWide) cost_e4 * E8_OF_E4) : 0;

  if (has_cost && !self->is_known && quantity > 0)
    {
      self->average_e8 = cost_e8;
      self->is_known = TRUE;
    }
  else if (has_cost && is_restock)
    mix (self, quantity, cost_e8);
  self->quantity += quantity;
}

/**
 * kontor_cost_value:
 * @quantity: thousandths
 * @average_e8: of one unit, 1/100000000 of a currency
 * @digits: of the currency's minor unit
 *
 * Returns: the value in minor units, rounded half away from 0
 */
gint64
kontor_cost_value (gint64 quantity, gint64 average_e8, int digits)
{
  KontorWide divisor = (KontorWide) 100000000 * 1000;

  for (int i = 0; i < digits; i++)
    divisor /= 10;
  return clamp (divide ((KontorWide) quantity * average_e8, divisor));
}

/**
 * kontor_cost_course_value:
 * @self: a course
 * @digits: of the currency's minor unit
 *
 * Returns: what is on hand is worth, minor units; negative when more left than came
 */
gint64
kontor_cost_course_value (const KontorCostCourse *self, int digits)
{
  return kontor_cost_value (self->quantity, self->average_e8, digits);
}
