/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TODAY_PAGE (kontor_today_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorTodayPage, kontor_today_page, KONTOR, TODAY_PAGE, KontorPage)

G_END_DECLS
