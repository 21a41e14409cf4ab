/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-report-view.h"

G_BEGIN_DECLS

/* The figures of the whole, each a button that opens its rows. */
void kontor_report_figures_show (GtkFlowBox *box, const KontorReportView *view);

G_END_DECLS
