/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PROPOSALS_PAGE (kontor_proposals_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProposalsPage, kontor_proposals_page, KONTOR, PROPOSALS_PAGE, KontorPage)

G_END_DECLS
