/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_NOTICES_PAGE (kontor_notices_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorNoticesPage, kontor_notices_page, KONTOR, NOTICES_PAGE, KontorListPage)

G_END_DECLS
