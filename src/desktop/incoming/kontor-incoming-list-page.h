/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_INCOMING_LIST_PAGE (kontor_incoming_list_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorIncomingListPage, kontor_incoming_list_page, KONTOR, INCOMING_LIST_PAGE, KontorListPage)

G_END_DECLS
