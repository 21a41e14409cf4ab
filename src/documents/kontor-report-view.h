/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"
#include "kontor-number.h"
#include "kontor-report.h"

G_BEGIN_DECLS

/* A report as people read it: the same words in the window, on paper and in a terminal. In the
 * language of the program, because it is for the company itself. Everything is borrowed. */
typedef struct
{
  const KontorReportType  *type;
  const KontorJson        *report; /* of kontor_query_report() */
  const KontorNumberStyle *style;
} KontorReportView;

const char *kontor_report_view_currency (const KontorReportView *self);
char       *kontor_report_view_span (const KontorReportView *self);
char       *kontor_report_view_compared (const KontorReportView *self); /* (nullable) */
char *
kontor_report_view_label (const KontorReportView *self, const KontorJson *row, gboolean brief);
char *kontor_report_view_figure (const KontorReportView   *self,
                                 const KontorReportColumn *column,
                                 const KontorJson         *row);
char *kontor_report_view_value (const KontorReportView *self, KontorFigureType type, gint64 value);
char *kontor_report_view_axis (const KontorReportView *self, KontorFigureType type, gint64 value);
char *kontor_report_view_age (const KontorReportView *self, GTimeZone *zone);
char *kontor_report_view_note (const KontorReportView *self); /* (nullable) */
char *kontor_report_days (gint64 from, gint64 to);
guint kontor_report_view_n_rows (const KontorReportView *self);
const KontorJson *kontor_report_view_row (const KontorReportView *self, guint index);

/* For spreadsheets: keys as headings, days of ISO 8601, decimal points. */
GBytes *kontor_report_view_to_csv (const KontorReportView *self);

G_END_DECLS
