/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PLACE_PANE (kontor_place_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorPlacePane, kontor_place_pane, KONTOR, PLACE_PANE, KontorRecordPane)

G_END_DECLS
