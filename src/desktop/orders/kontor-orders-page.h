/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDERS_PAGE (kontor_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrdersPage, kontor_orders_page, KONTOR, ORDERS_PAGE, KontorListPage)

G_END_DECLS
