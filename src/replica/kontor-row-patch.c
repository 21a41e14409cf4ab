/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-row-patch.h"

#include <string.h>

/* GTK 4.8 reads every row of a change that removes and adds (style.md section 10), so only so many
 * are told in one. */
#define SMALL 256

static guint
count_head (const gint64 *before, const gint64 *after, guint most)
{
  guint n = 0;

  while (n < most && before[n] == after[n])
    n++;
  return n;
}

static guint
count_tail (const gint64 *before, guint n_before, const gint64 *after, guint n_after, guint most)
{
  guint n = 0;

  while (n < most && before[n_before - 1 - n] == after[n_after - 1 - n])
    n++;
  return n;
}

static gboolean
are_equal (const gint64 *a, const gint64 *b, guint n)
{
  return memcmp (a, b, n * sizeof *a) == 0;
}

static guint
set_both (KontorRowChange changes[KONTOR_ROW_MOST_CHANGES],
          guint           from,
          guint           removed,
          guint           to,
          guint           added)
{
  changes[0] = (KontorRowChange){ from, removed, 0 };
  changes[1] = (KontorRowChange){ to, 0, added };
  return 2;
}

/* What takes the place of much else: the rest goes first and comes last, and in between the rows at
 * the beginning change place by place, so that a view can use its widgets again. Making them anew
 * takes a GtkColumnView a hundred milliseconds. */
static guint
set_replaced (KontorRowChange changes[KONTOR_ROW_MOST_CHANGES],
              guint           position,
              guint           removed,
              guint           added)
{
  guint least = MIN (MIN (removed, added), SMALL);
  guint n = 0;

  if (removed > least)
    changes[n++] = (KontorRowChange){ position + least, removed - least, 0 };
  changes[n++] = (KontorRowChange){ position, least, least };
  if (added > least)
    changes[n++] = (KontorRowChange){ position + least, 0, added - least };
  return n;
}

/**
 * kontor_row_patch:
 * @before: ids that are shown
 * @after: ids that shall be
 * @changes: (out): one after the other, each small or only a removal or an addition
 *
 * Finds what changed between common head and tail, and a single row that moved. Never replaces more
 * than a few rows in one change.
 *
 * Returns: how many changes there are
 */
guint
kontor_row_patch (const gint64   *before,
                  guint           n_before,
                  const gint64   *after,
                  guint           n_after,
                  KontorRowChange changes[KONTOR_ROW_MOST_CHANGES])
{
  guint head = count_head (before, after, MIN (n_before, n_after));
  guint tail = count_tail (before, n_before, after, n_after, MIN (n_before, n_after) - head);
  guint removed = n_before - head - tail;
  guint added = n_after - head - tail;

  if (removed == 0 && added == 0)
    return 0;
  if (removed == added && removed > 1)
    {
      if (are_equal (before + head + 1, after + head, removed - 1)) /* the first went down */
        return set_both (changes, head, 1, head + removed - 1, 1);
      if (are_equal (before + head, after + head + 1, removed - 1)) /* the last went up */
        return set_both (changes, head + removed - 1, 1, head, 1);
    }
  if (removed > 0 && added > 0 && (removed > SMALL || added > SMALL))
    return set_replaced (changes, head, removed, added);
  changes[0] = (KontorRowChange){ head, removed, added };
  return 1;
}
