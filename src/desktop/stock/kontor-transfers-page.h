/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TRANSFERS_PAGE (kontor_transfers_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorTransfersPage, kontor_transfers_page, KONTOR, TRANSFERS_PAGE, KontorListPage)

G_END_DECLS
