/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNTING_PAGE (kontor_counting_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountingPage, kontor_counting_page, KONTOR, COUNTING_PAGE, KontorPage)

G_END_DECLS
