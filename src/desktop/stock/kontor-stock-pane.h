/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_PANE (kontor_stock_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorStockPane, kontor_stock_pane, KONTOR, STOCK_PANE, KontorRecordPane)

KontorCompany    *kontor_stock_pane_get_company (KontorStockPane *self);
const KontorJson *kontor_stock_pane_get_item (KontorStockPane *self);

G_END_DECLS
