/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-report-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_REPORT_TABLE (kontor_report_table_get_type ())
G_DECLARE_FINAL_TYPE (KontorReportTable, kontor_report_table, KONTOR, REPORT_TABLE, AdwBin)

void kontor_report_table_set_report (KontorReportTable      *self,
                                     const KontorReportType *type,
                                     KontorJson             *report);
void kontor_report_table_point_at (KontorReportTable *self, int row);
void kontor_report_table_open (KontorReportTable *self, int row, int column);

/* A figure that opens its rows where there is a page for them. */
GtkWidget        *kontor_report_link_new (void);
void              kontor_report_link_set (GtkWidget        *link,
                                          const char       *text,
                                          const char       *title,
                                          const KontorJson *target);
const KontorJson *kontor_report_target (const KontorJson *row, const char *key);

G_END_DECLS
