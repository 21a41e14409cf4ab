/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SUPPLIER_PANE (kontor_supplier_pane_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorSupplierPane, kontor_supplier_pane, KONTOR, SUPPLIER_PANE, KontorRecordPane)

G_END_DECLS
