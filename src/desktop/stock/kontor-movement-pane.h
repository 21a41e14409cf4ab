/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MOVEMENT_PANE (kontor_movement_pane_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorMovementPane, kontor_movement_pane, KONTOR, MOVEMENT_PANE, KontorRecordPane)

G_END_DECLS
