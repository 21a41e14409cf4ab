/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_REPORTS_PAGE (kontor_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorReportsPage, kontor_reports_page, KONTOR, REPORTS_PAGE, KontorPage)

G_END_DECLS
