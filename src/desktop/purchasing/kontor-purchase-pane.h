/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PURCHASE_PANE (kontor_purchase_pane_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPurchasePane, kontor_purchase_pane, KONTOR, PURCHASE_PANE, KontorRecordPane)

const KontorJson *kontor_purchase_pane_get_purchase (KontorPurchasePane *self);
KontorCompany    *kontor_purchase_pane_get_company (KontorPurchasePane *self);

G_END_DECLS
