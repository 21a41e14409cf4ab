/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PURCHASE_GOODS (kontor_purchase_goods_get_type ())
G_DECLARE_FINAL_TYPE (KontorPurchaseGoods, kontor_purchase_goods, KONTOR, PURCHASE_GOODS, AdwBin)

void kontor_purchase_goods_set_purchase (KontorPurchaseGoods *self, const KontorJson *purchase);

G_END_DECLS
