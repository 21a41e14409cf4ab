/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-report-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_REPORT_PLOT (kontor_report_plot_get_type ())
G_DECLARE_FINAL_TYPE (KontorReportPlot, kontor_report_plot, KONTOR, REPORT_PLOT, GtkWidget)

/* Signals: "moved" (int row): the cursor stands on a row; "opened" (int row, int column): Enter or
 * a click; the column is -1 but in a grid. */

void kontor_report_plot_set_report (KontorReportPlot       *self,
                                    const KontorReportType *type,
                                    KontorJson             *report);

G_END_DECLS
