/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMERS_PAGE (kontor_customers_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomersPage, kontor_customers_page, KONTOR, CUSTOMERS_PAGE, KontorListPage)

G_END_DECLS
