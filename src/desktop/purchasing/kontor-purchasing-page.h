/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PURCHASING_PAGE (kontor_purchasing_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPurchasingPage, kontor_purchasing_page, KONTOR, PURCHASING_PAGE, KontorListPage)

G_END_DECLS
