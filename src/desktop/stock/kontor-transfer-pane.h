/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TRANSFER_PANE (kontor_transfer_pane_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorTransferPane, kontor_transfer_pane, KONTOR, TRANSFER_PANE, KontorRecordPane)

G_END_DECLS
