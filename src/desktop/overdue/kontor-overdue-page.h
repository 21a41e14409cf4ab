/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OVERDUE_PAGE (kontor_overdue_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorOverduePage, kontor_overdue_page, KONTOR, OVERDUE_PAGE, KontorPage)

G_END_DECLS
