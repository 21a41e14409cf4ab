/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-cost.h"
#include "kontor-goods.h"
#include "kontor-ledger.h"

G_BEGIN_DECLS

/* What commands ask about the stock. Quantities are thousandths. */

typedef struct
{
  gint64 on_hand;
  gint64 unavailable;
  gint64 reserved;
  gint64 incoming;
} KontorStockLevel;

gint64   kontor_stock_level_available (const KontorStockLevel *self);
gboolean kontor_stock_read_level (KontorDatabase   *database,
                                  const KontorUid  *variant,
                                  KontorStockLevel *level,
                                  GError          **error);

/* Goods of a variant: itself, or the leaves of a bundle. (element-type KontorGoods) */
GArray *kontor_stock_expand (KontorDatabase  *database,
                             const KontorUid *variant,
                             gint64           quantity,
                             gboolean        *is_bundle,
                             GError         **error);
GArray *kontor_stock_propose (
  KontorDatabase *database, const KontorUid *variant, gint64 quantity, gint64 at, GError **error);
GArray     *kontor_stock_read_goods (const KontorJson *list, const char *path, GError **error);
KontorJson *kontor_stock_goods_to_json (const GArray *goods);
gboolean    kontor_stock_goods_are_plain (const GArray *goods, const KontorUid *variant);

char    *kontor_stock_dup_name (KontorDatabase *database, const KontorUid *variant, GError **error);
gboolean kontor_stock_check_oversold (KontorCommandContext *context,
                                      const KontorMovement *movement,
                                      GError              **error);

gboolean kontor_stock_read_catalog_cost (KontorDatabase  *database,
                                         const KontorUid *variant,
                                         const char      *currency,
                                         gint64          *cost_e4,
                                         gboolean        *known,
                                         GError         **error);
gboolean kontor_stock_read_average_cost (KontorDatabase  *database,
                                         const KontorUid *variant,
                                         const char      *currency,
                                         gint64          *average_e8,
                                         GError         **error);
gboolean kontor_stock_read_value (KontorDatabase  *database,
                                  const KontorUid *variant,
                                  gint64           quantity,
                                  gint64          *value_minor,
                                  char           **currency,
                                  GError         **error);

#define KONTOR_STOCK_MOST_QUANTITY G_GINT64_CONSTANT (1000000000000)

G_END_DECLS
