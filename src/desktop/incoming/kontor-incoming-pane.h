/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_INCOMING_PANE (kontor_incoming_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingPane, kontor_incoming_pane, KONTOR, INCOMING_PANE, AdwBin)

G_END_DECLS
