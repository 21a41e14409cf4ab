/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* Signal "step-opened" (const KontorJson *point): Enter or a click on a step. */
#define KONTOR_TYPE_STOCK_CHART (kontor_stock_chart_get_type ())
G_DECLARE_FINAL_TYPE (KontorStockChart, kontor_stock_chart, KONTOR, STOCK_CHART, GtkWidget)

void kontor_stock_chart_set_history (
  KontorStockChart *self, const KontorJson *history, const char *unit, gint64 from, gint64 to);

G_END_DECLS
