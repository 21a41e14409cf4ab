/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SUPPLIERS_PAGE (kontor_suppliers_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorSuppliersPage, kontor_suppliers_page, KONTOR, SUPPLIERS_PAGE, KontorListPage)

G_END_DECLS
