/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_INCOMING_PAGE (kontor_incoming_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingPage, kontor_incoming_page, KONTOR, INCOMING_PAGE, KontorPage)

G_END_DECLS
