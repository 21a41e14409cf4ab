/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-chart.h"
#include "kontor-report-view.h"

G_BEGIN_DECLS

/* The chart of a report, out of the same rows as its table. The view and what it points to outlive
 * it. */
typedef struct _KontorReportChart KontorReportChart;

KontorReportChart *kontor_report_chart_new (const KontorReportView *view, gboolean with_title);
void               kontor_report_chart_free (KontorReportChart *self);
void               kontor_report_chart_set_cursor (KontorReportChart *self, int row, int column);
void               kontor_report_chart_draw (const KontorReportChart    *self,
                                             cairo_t                    *cr,
                                             double                      width,
                                             double                      height,
                                             PangoContext               *context,
                                             const PangoFontDescription *font,
                                             const KontorChartPalette   *palette);
gboolean           kontor_report_chart_find (const KontorReportChart    *self,
                                             double                      x,
                                             double                      y,
                                             double                      width,
                                             double                      height,
                                             PangoContext               *context,
                                             const PangoFontDescription *font,
                                             int                        *row,
                                             int                        *column);
guint              kontor_report_chart_n_rows (const KontorReportChart *self);
guint              kontor_report_chart_n_columns (const KontorReportChart *self, guint row);
gboolean           kontor_report_chart_goes_down (const KontorReportChart *self);
GBytes            *kontor_report_chart_render (const KontorReportChart *self,
                                               KontorChartFormat        format,
                                               gint64                   created_at,
                                               GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorReportChart, kontor_report_chart_free)

G_END_DECLS
