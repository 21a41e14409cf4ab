/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LOTS_PAGE (kontor_lots_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorLotsPage, kontor_lots_page, KONTOR, LOTS_PAGE, KontorListPage)

G_END_DECLS
