/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-queries.h"
#include "kontor-report.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_COMPARE_NOTHING,
  KONTOR_COMPARE_BEFORE, /* as many days, or months, right before */
  KONTOR_COMPARE_YEAR,   /* the same days a year earlier */
} KontorCompare;

typedef struct
{
  const KontorReportType *type;
  gint64                  from; /* days since 1970-01-01 in the zone, both included */
  gint64                  to;
  KontorCompare           compare;
  guint                   limit; /* of rows; 0: all */
  gint64                  now;   /* UTC microseconds */
  GTimeZone              *zone;
} KontorReportQuestion;

/* Figures over a time with what opens their rows; members are described in src/queries/README.md.
 */
KontorJson *kontor_query_report (KontorDatabase             *database,
                                 const KontorReportQuestion *question,
                                 GError                    **error);

/* Revenue today and in this week against the days before, and what customers owe. */
KontorJson *
kontor_query_tiles (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error);

void kontor_report_compared_span (const KontorReportType *type,
                                  KontorCompare           compare,
                                  gint64                 *from,
                                  gint64                 *to);
void
kontor_report_default_span (const KontorReportType *type, gint64 today, gint64 *from, gint64 *to);

G_END_DECLS
