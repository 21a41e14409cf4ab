/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNTS_PAGE (kontor_counts_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountsPage, kontor_counts_page, KONTOR, COUNTS_PAGE, KontorListPage)

G_END_DECLS
