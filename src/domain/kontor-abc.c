/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-abc.h"

#include <stdlib.h>

#include "kontor-number.h"

#define UNTIL_A 8000 /* basis points of all revenue */
#define UNTIL_B 9500

static int
compare (gconstpointer a, gconstpointer b)
{
  const KontorAbcEntry *first = a;
  const KontorAbcEntry *second = b;

  if (first->revenue != second->revenue)
    return first->revenue > second->revenue ? -1 : 1;
  return kontor_uid_compare (&first->uid, &second->uid);
}

static gboolean
add_up (const KontorAbcEntry *entries, gsize n_entries, gint64 *total)
{
  *total = 0;
  for (gsize i = 0; i < n_entries; i++)
    if (entries[i].revenue > 0 && !kontor_add_checked (*total, entries[i].revenue, total))
      return FALSE;
  return TRUE;
}

/**
 * kontor_abc_assign:
 * @entries: (array length=n_entries): goods with their revenue
 * @n_entries: how many
 *
 * Sorts them by revenue and gives each its class, by the share of all that is reached before it: so
 * the one that passes 80 % is still an A, and a single one always is.
 *
 * Returns: FALSE when the revenue is too large to be added up
 */
gboolean
kontor_abc_assign (KontorAbcEntry *entries, gsize n_entries)
{
  gint64 total;
  gint64 before = 0;

  if (!add_up (entries, n_entries, &total))
    return FALSE;
  if (n_entries > 0)
    qsort (entries, n_entries, sizeof *entries, compare);
  for (gsize i = 0; i < n_entries; i++)
    {
      gint64 share = 10000;

      if (entries[i].revenue > 0 && !kontor_scale_rounded (before, 10000, total, &share))
        return FALSE;
      entries[i].letter = share < UNTIL_A ? 'A' : share < UNTIL_B ? 'B' : 'C';
      before += MAX (entries[i].revenue, 0);
    }
  return TRUE;
}
