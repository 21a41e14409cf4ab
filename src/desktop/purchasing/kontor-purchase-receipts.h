/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PURCHASE_RECEIPTS (kontor_purchase_receipts_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPurchaseReceipts, kontor_purchase_receipts, KONTOR, PURCHASE_RECEIPTS, AdwBin)

void kontor_purchase_receipts_set_purchase (KontorPurchaseReceipts *self,
                                            const KontorJson       *purchase);

G_END_DECLS
