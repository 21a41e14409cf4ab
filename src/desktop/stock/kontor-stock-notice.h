/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_NOTICE (kontor_stock_notice_get_type ())
G_DECLARE_FINAL_TYPE (KontorStockNotice, kontor_stock_notice, KONTOR, STOCK_NOTICE, AdwBin)

void              kontor_stock_notice_set_item (KontorStockNotice *self, const KontorJson *item);
const KontorJson *kontor_stock_notice_find_open (const KontorJson *item);

G_END_DECLS
