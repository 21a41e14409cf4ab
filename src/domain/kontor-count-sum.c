/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count.h"

#include <string.h>

#include "kontor-number.h"

/* From scans to one figure: scans of one person in one spot make a tally, the tallies of a spot are
 * told apart by who counted, the spots of a pass add up, and the passes are compared. */

typedef struct
{
  guint       pass;
  const char *spot;
  const char *counter;
  gint64      sound; /* not damaged */
  gint64      damaged;

  KontorStockMoment last; /* scan */
} Tally;

typedef struct
{
  guint    number;
  gint64   quantity;
  gint64   damaged;
  guint    n_spots;
  gboolean differ;     /* between two people in one spot */
  gboolean each_twice; /* every spot was counted by two people */

  KontorStockMoment last;  /* spot */
  KontorStockMoment first; /* spot */
} Pass;

static KontorStockMoment
moment_of (const KontorCountScan *scan)
{
  return (KontorStockMoment){ .at = scan->at, .hlc = scan->hlc, .uid = scan->uid };
}

static int
compare_scans (gconstpointer a, gconstpointer b)
{
  const KontorStockMoment first = moment_of (*(const KontorCountScan *const *) a);
  const KontorStockMoment second = moment_of (*(const KontorCountScan *const *) b);

  return kontor_stock_moment_compare (&first, &second);
}

/* In their order, without those that were taken back and without those that take back. */
static GPtrArray *
standing_scans (const KontorCountScan *scans, gsize n_scans)
{
  GPtrArray *standing = g_ptr_array_new ();
  g_autoptr (GHashTable) corrected = g_hash_table_new (kontor_uid_hash, kontor_uid_equal);

  for (gsize i = 0; i < n_scans; i++)
    if (!kontor_uid_is_nil (&scans[i].corrects))
      g_hash_table_add (corrected, (gpointer) &scans[i].corrects);
  for (gsize i = 0; i < n_scans; i++)
    if (kontor_uid_is_nil (&scans[i].corrects) && !g_hash_table_contains (corrected, &scans[i].uid))
      g_ptr_array_add (standing, (gpointer) &scans[i]);
  g_ptr_array_sort (standing, compare_scans);
  return standing;
}

static gboolean
tally_add (Tally *self, const KontorCountScan *scan)
{
  gint64 *part = scan->damaged ? &self->damaged : &self->sound;

  self->last = moment_of (scan);
  if (!scan->sets)
    return kontor_add_checked (*part, scan->quantity, part);
  *part = scan->quantity;
  return TRUE;
}

static Tally *
find_tally (GArray *tallies, const KontorCountScan *scan)
{
  const Tally fresh = { .pass = scan->pass, .spot = scan->spot, .counter = scan->counter };

  for (guint i = 0; i < tallies->len; i++)
    {
      Tally *tally = &g_array_index (tallies, Tally, i);

      if (tally->pass == scan->pass && strcmp (tally->spot, scan->spot) == 0
          && strcmp (tally->counter, scan->counter) == 0)
        return tally;
    }
  g_array_append_val (tallies, fresh);
  return &g_array_index (tallies, Tally, tallies->len - 1);
}

static gboolean
is_later (const KontorStockMoment *moment, const KontorStockMoment *other)
{
  return kontor_stock_moment_compare (moment, other) > 0;
}

static gboolean
is_same_spot (const Tally *a, const Tally *b)
{
  return a->pass == b->pass && strcmp (a->spot, b->spot) == 0;
}

/* Whether somebody else counted the spot later; what the others say is compared on the way. */
static gboolean
is_outdone (const GArray               *tallies,
            const Tally                *tally,
            const KontorCountTolerance *tolerance,
            Pass                       *pass)
{
  gboolean outdone = FALSE;
  gboolean twice = FALSE;

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *other = &g_array_index (tallies, Tally, i);

      if (other == tally || !is_same_spot (tally, other))
        continue;
      twice = TRUE;
      outdone |= is_later (&other->last, &tally->last);
      if (!kontor_count_agrees (
            tally->sound + tally->damaged, other->sound + other->damaged, tolerance))
        pass->differ = TRUE;
    }
  pass->each_twice &= twice;
  return outdone;
}

static gboolean
pass_add (Pass *self, const Tally *tally)
{
  if (self->n_spots == 0 || is_later (&tally->last, &self->last))
    self->last = tally->last;
  if (self->n_spots == 0 || is_later (&self->first, &tally->last))
    self->first = tally->last;
  self->n_spots++;
  return kontor_add_checked (self->quantity, tally->sound, &self->quantity)
         && kontor_add_checked (self->quantity, tally->damaged, &self->quantity)
         && kontor_add_checked (self->damaged, tally->damaged, &self->damaged);
}

static gboolean
sum_pass (const GArray *tallies, guint number, const KontorCountTolerance *tolerance, Pass *pass)
{
  *pass = (Pass){ .number = number, .each_twice = TRUE };
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);

      if (tally->pass == number && !is_outdone (tallies, tally, tolerance, pass)
          && !pass_add (pass, tally))
        return FALSE;
    }
  return TRUE;
}

static void
take (const Pass *pass, KontorCountFigure *figure)
{
  figure->is_counted = TRUE;
  figure->quantity = pass->quantity;
  figure->damaged = pass->damaged;
  figure->at = pass->last.at;
  figure->hlc = pass->last.hlc;
  figure->scan = pass->last.uid;
  figure->first_at = pass->first.at;
  figure->first_hlc = pass->first.hlc;
  figure->pass = pass->number;
  figure->n_spots = pass->n_spots;
  if (pass->differ)
    figure->checks |= KONTOR_COUNT_CHECK_COUNTERS;
  if (pass->quantity < 0 || pass->damaged < 0)
    figure->checks |= KONTOR_COUNT_CHECK_NEGATIVE;
}

/* Two people who counted everything without knowing of each other are two counts, too. */
static gboolean
compare_blind (const GArray               *tallies,
               const KontorCountTolerance *tolerance,
               KontorCountFigure          *figure)
{
  Pass first;
  Pass second;

  if (!sum_pass (tallies, 1, tolerance, &first) || !sum_pass (tallies, 2, tolerance, &second))
    return FALSE;

  if (first.n_spots == 0 || second.n_spots == 0)
    {
      const Pass *only = first.n_spots > 0 ? &first : &second;

      take (only, figure);
      if (!only->each_twice)
        figure->checks |= KONTOR_COUNT_CHECK_MISSING;
      return TRUE;
    }

  take (is_later (&first.last, &second.last) ? &first : &second, figure);
  if (!kontor_count_agrees (first.quantity, second.quantity, tolerance))
    figure->checks |= KONTOR_COUNT_CHECK_PASSES;
  return TRUE;
}

/**
 * kontor_count_sum:
 * @scans: (array length=n_scans): all scans of one key, in any order
 * @n_scans: how many
 * @passes: 1, or 2 for two blind counts
 * @tolerance: how far two counts may differ
 * @figure: (out): what was counted
 *
 * One person's scans in one spot add up or set; the same spot counted by two people counts as the
 * later one says; spots add up, and the figure speaks of the last spot's moment. A count that was
 * asked for again decides alone (sync-spec.md 9.1, rule 9; product.md section 5, 2). A scan of
 * nothing is a figure, no scan is none.
 *
 * Returns: FALSE when a sum is too large to be held
 */
gboolean
kontor_count_sum (const KontorCountScan      *scans,
                  gsize                       n_scans,
                  guint                       passes,
                  const KontorCountTolerance *tolerance,
                  KontorCountFigure          *figure)
{
  g_autoptr (GPtrArray) standing = standing_scans (scans, n_scans);
  g_autoptr (GArray) tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  guint latest = 0;
  Pass  pass;

  *figure = (KontorCountFigure){ 0 };
  for (guint i = 0; i < standing->len; i++)
    {
      const KontorCountScan *scan = g_ptr_array_index (standing, i);

      latest = MAX (latest, scan->pass);
      if (!tally_add (find_tally (tallies, scan), scan))
        return FALSE;
    }

  if (tallies->len == 0)
    return TRUE;
  if (latest <= passes && passes > 1)
    return compare_blind (tallies, tolerance, figure);
  if (!sum_pass (tallies, latest, tolerance, &pass))
    return FALSE;
  take (&pass, figure);
  return TRUE;
}
