/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_NOTICE_PANE (kontor_notice_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorNoticePane, kontor_notice_pane, KONTOR, NOTICE_PANE, AdwBin)

G_END_DECLS
