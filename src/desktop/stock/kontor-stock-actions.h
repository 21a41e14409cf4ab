/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-stock-pane.h"

G_BEGIN_DECLS

void kontor_stock_actions_install (GtkWidgetClass *widget_class);
void kontor_stock_actions_update (KontorStockPane *self);

G_END_DECLS
