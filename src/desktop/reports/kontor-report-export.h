/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"
#include "kontor-report-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* kind: "svg", "png", "pdf" or "csv" */
void kontor_report_export_to_file (GtkWidget              *widget,
                                   KontorCompany          *company,
                                   const KontorReportType *type,
                                   KontorJson             *report,
                                   const char             *kind);
void kontor_report_print (GtkWidget              *widget,
                          KontorCompany          *company,
                          const KontorReportType *type,
                          KontorJson             *report);

G_END_DECLS
