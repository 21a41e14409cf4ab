/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PLACES_PAGE (kontor_places_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorPlacesPage, kontor_places_page, KONTOR, PLACES_PAGE, KontorListPage)

G_END_DECLS
