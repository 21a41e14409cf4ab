/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_GOODS (kontor_order_goods_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderGoods, kontor_order_goods, KONTOR, ORDER_GOODS, AdwBin)

void kontor_order_goods_set_order (KontorOrderGoods *self, const KontorJson *order);

G_END_DECLS
