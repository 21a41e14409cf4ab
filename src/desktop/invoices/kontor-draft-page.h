/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DRAFT_PAGE (kontor_draft_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorDraftPage, kontor_draft_page, KONTOR, DRAFT_PAGE, KontorPage)

G_END_DECLS
