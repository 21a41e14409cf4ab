/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MOVEMENTS_PAGE (kontor_movements_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorMovementsPage, kontor_movements_page, KONTOR, MOVEMENTS_PAGE, KontorListPage)

G_END_DECLS
