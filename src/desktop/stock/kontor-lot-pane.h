/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LOT_PANE (kontor_lot_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorLotPane, kontor_lot_pane, KONTOR, LOT_PANE, KontorRecordPane)

G_END_DECLS
