/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-packing.h"

/*
 * kontor_packing_get_quantity:
 * @open: whether only the part that was not delivered yet counts
 *
 * Returns: thousandths; 0 for lines that are no goods
 */
gint64
kontor_packing_get_quantity (const KontorOrderLine *line, gboolean open)
{
  gint64 quantity = line->quantity;

  if (g_strcmp0 (line->kind, "goods") != 0)
    return 0;
  if (open && __builtin_sub_overflow (line->quantity, line->delivered, &quantity))
    return 0;

  return MAX (quantity, 0);
}

/* Returns: whether goods of the order are still to be delivered */
gboolean
kontor_packing_is_open (const KontorOrder *order)
{
  for (guint i = 0; i < order->lines->len; i++)
    if (kontor_packing_get_quantity (g_ptr_array_index (order->lines, i), TRUE) > 0)
      return TRUE;

  return FALSE;
}
