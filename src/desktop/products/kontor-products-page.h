/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCTS_PAGE (kontor_products_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductsPage, kontor_products_page, KONTOR, PRODUCTS_PAGE, KontorListPage)

G_END_DECLS
