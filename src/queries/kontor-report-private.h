/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-query-private.h"
#include "kontor-report-query.h"
#include "kontor-time.h"

G_BEGIN_DECLS

/* A report while it is filled, for one of the two times that are compared. */
typedef struct
{
  KontorDatabase         *database;
  const KontorReportType *type;
  GTimeZone              *zone;
  gint64                  now;
  gint64                  today;
  const char             *currency;
  gint64                  from; /* days */
  gint64                  to;
  gint64                  start; /* UTC microseconds, included */
  gint64                  end;   /* not included */
  GArray                 *spans; /* (owned) of KontorSpan: the rows of a series */
  KontorJson             *rows;  /* (owned) */
  KontorJson             *total; /* (owned) */
} KontorReportWork;

/* A stretch of time that is a row. */
typedef struct
{
  gint64 from; /* days, both included */
  gint64 to;
  gint64 start; /* UTC microseconds, included */
  gint64 end;   /* not included */
} KontorSpan;

void  kontor_report_work_init (KontorReportWork           *self,
                               KontorDatabase             *database,
                               const KontorReportQuestion *question,
                               const char                 *currency,
                               gint64                      from,
                               gint64                      to);
void  kontor_report_work_clear (KontorReportWork *self);
guint kontor_report_work_find_span (const KontorReportWork *self, gint64 time, guint hint);
const KontorSpan *kontor_report_work_span (const KontorReportWork *self, guint index);
KontorJson       *kontor_report_work_add_span (KontorReportWork *self, const KontorSpan *span);
void   kontor_report_set_share (KontorJson *row, const char *key, gint64 part, gint64 whole);
gint64 kontor_report_rate (gint64 part, gint64 whole); /* basis points, rounded */
gint64 kontor_report_month_start (gint64 day);
gint64 kontor_report_month_add (gint64 month_start, int months);
gint64 kontor_report_month_count (gint64 from, gint64 to); /* whole months between two days */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorReportWork, kontor_report_work_clear)

typedef gboolean (*KontorReportFunc) (KontorReportWork *work, GError **error);

gboolean kontor_report_fill_revenue (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_orders (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_average (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_hours (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_channels (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_products (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_margin (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_repeat (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_cohorts (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_turn (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_dead_stock (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_invoiced (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_income_by_rate (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_open_items (KontorReportWork *work, GError **error);
gboolean kontor_report_fill_cash (KontorReportWork *work, GError **error);

G_END_DECLS
