/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-goods.h"

__extension__ typedef __int128 KontorWide;

/* What keeps for ever comes after all that does not. */
static int
compare_best_before (const KontorShelf *a, const KontorShelf *b)
{
  if ((a->best_before == 0) != (b->best_before == 0))
    return a->best_before == 0 ? 1 : -1;
  return (a->best_before > b->best_before) - (a->best_before < b->best_before);
}

static int
compare_shelves (gconstpointer first, gconstpointer second)
{
  const KontorShelf *a = first;
  const KontorShelf *b = second;
  int                order = (b->is_packing != FALSE) - (a->is_packing != FALSE);

  if (order == 0)
    order = compare_best_before (a, b);
  if (order == 0)
    order = (a->position > b->position) - (a->position < b->position);
  if (order == 0)
    order = kontor_uid_compare (&a->place, &b->place);
  return order != 0 ? order : kontor_uid_compare (&a->lot, &b->lot);
}

/**
 * kontor_goods_propose:
 * @shelves: (element-type KontorShelf): where it lies; sorted by this
 * @variant: what is wanted
 * @quantity: thousandths
 * @at: UTC microseconds: what has expired by then is not taken
 * @goods: (element-type KontorGoods): where the proposal is appended
 *
 * Proposes where to take goods from: what was picked already, then first expired, first out, then
 * along the way through the store. What is nowhere is proposed from the main place, without a lot:
 * whoever has it in hand knows better than the books.
 */
void
kontor_goods_propose (
  GArray *shelves, const KontorUid *variant, gint64 quantity, gint64 at, GArray *goods)
{
  KontorGoods part = { .variant = *variant };
  guint       i;

  g_array_sort (shelves, compare_shelves);
  for (i = 0; i < shelves->len && quantity > 0; i++)
    {
      const KontorShelf *shelf = &g_array_index (shelves, KontorShelf, i);

      if (shelf->quantity <= 0 || (shelf->best_before != 0 && shelf->best_before < at))
        continue;
      part.place = shelf->place;
      part.lot = shelf->lot;
      part.quantity = MIN (shelf->quantity, quantity);
      quantity -= part.quantity;
      g_array_append_val (goods, part);
    }

  if (quantity <= 0)
    return;
  part = (KontorGoods){ .variant = *variant, .quantity = quantity };
  g_array_append_val (goods, part);
}

/**
 * kontor_goods_scale:
 * @quantity: thousandths
 * @factor: how many are in one, thousandths
 *
 * Returns: how many are in @quantity, thousandths, rounded down; what does not fit into 64 bits is
 *   the largest number
 */
gint64
kontor_goods_scale (gint64 quantity, gint64 factor)
{
  return kontor_goods_share (quantity, factor, 1000);
}

/**
 * kontor_goods_share:
 * @total: of a whole
 * @part: so much of the whole
 * @whole: the whole; of nothing there is no share
 *
 * Returns: what falls to the part, rounded towards 0; what does not fit into 64 bits is the largest
 *   number
 */
gint64
kontor_goods_share (gint64 total, gint64 part, gint64 whole)
{
  KontorWide share = whole != 0 ? (KontorWide) total * part / whole : 0;

  return (gint64) CLAMP (share, (KontorWide) G_MININT64, (KontorWide) G_MAXINT64);
}
