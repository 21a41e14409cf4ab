/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_TAB_STOP (kontor_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (KontorTabStop, kontor_tab_stop, KONTOR, TAB_STOP, AdwBin)

G_END_DECLS
