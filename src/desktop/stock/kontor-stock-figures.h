/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_FIGURES (kontor_stock_figures_get_type ())
G_DECLARE_FINAL_TYPE (KontorStockFigures, kontor_stock_figures, KONTOR, STOCK_FIGURES, AdwBin)

void kontor_stock_figures_set_item (KontorStockFigures *self, const KontorJson *item);

G_END_DECLS
