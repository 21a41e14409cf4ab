/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_PAGE (kontor_stock_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorStockPage, kontor_stock_page, KONTOR, STOCK_PAGE, KontorListPage)

G_END_DECLS
