/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_VALUE_PAGE (kontor_stock_value_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorStockValuePage, kontor_stock_value_page, KONTOR, STOCK_VALUE_PAGE, KontorPage)

G_END_DECLS
