/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_PANE (kontor_order_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderPane, kontor_order_pane, KONTOR, ORDER_PANE, KontorRecordPane)

const KontorJson *kontor_order_pane_get_order (KontorOrderPane *self);
KontorCompany    *kontor_order_pane_get_company (KontorOrderPane *self);

G_END_DECLS
