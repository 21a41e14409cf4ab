/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What reports there are: each figure with its one definition, and where its rows are found. The
 * queries fill them, the documents draw them, window and command line show them. */

typedef enum
{
  KONTOR_FIGURE_COUNT,
  KONTOR_FIGURE_QUANTITY, /* thousandths */
  KONTOR_FIGURE_MONEY,    /* minor units of the report's currency */
  KONTOR_FIGURE_RATE,     /* basis points */
  KONTOR_FIGURE_TIMES,    /* hundredths: 3.25 times */
  KONTOR_FIGURE_DAYS,
  KONTOR_FIGURE_DAY,  /* a day since 1970-01-01 */
  KONTOR_FIGURE_TEXT, /* as it stands in the data: a SKU */
} KontorFigureType;

/* A figure of each row, or of the whole. The filter is one of the list that opens its rows; members
 * of the row stand in braces, and {span} is the row's time, {period} the report's. */
typedef struct
{
  const char      *key;   /* member of a row */
  const char      *title; /* N_() */
  KontorFigureType type;
  const char      *list;   /* (nullable): it opens nothing */
  const char      *filter; /* (nullable) with list */
} KontorReportColumn;

typedef enum
{
  KONTOR_REPORT_SERIES, /* a row a stretch of time */
  KONTOR_REPORT_RANK,   /* a row a thing, the greatest first */
  KONTOR_REPORT_STEPS,  /* a row a thing, in an order of their own */
  KONTOR_REPORT_GRID,   /* months of a first order, and the months after it */
} KontorReportShape;

/* What a row is called. */
typedef enum
{
  KONTOR_LABEL_SPAN, /* members "from" and "to" */
  KONTOR_LABEL_HOUR, /* member "hour" */
  KONTOR_LABEL_ITEM, /* members "title" and "sku" */
  KONTOR_LABEL_RATE, /* members "category" and "rate_bp" */
  KONTOR_LABEL_AGE,  /* member "age" */
  KONTOR_LABEL_NAME, /* member "name": as it stands in the data */
} KontorReportLabel;

/* Which time is asked for. */
typedef enum
{
  KONTOR_SPAN_PAST,   /* from one day to another */
  KONTOR_SPAN_MONTHS, /* likewise, in whole months */
  KONTOR_SPAN_MOMENT, /* the end of the last day */
  KONTOR_SPAN_AHEAD,  /* from today on */
} KontorReportSpan;

typedef enum
{
  KONTOR_REPORT_SALES,
  KONTOR_REPORT_CUSTOMERS,
  KONTOR_REPORT_GOODS,
  KONTOR_REPORT_MONEY,
} KontorReportGroup;

#define KONTOR_REPORT_MAX_FIGURES 3

typedef struct
{
  const char               *name;
  const char               *title;      /* N_() */
  const char               *definition; /* N_(): what is counted, when, and what is left out */
  KontorReportGroup         group;
  KontorReportShape         shape;
  KontorReportSpan          span;
  KontorReportLabel         label;
  const char               *label_title;                        /* N_() */
  const char               *figures[KONTOR_REPORT_MAX_FIGURES]; /* drawn; the first is compared */
  const KontorReportColumn *columns;  /* of rows; ends with an entry without a key */
  const KontorReportColumn *headline; /* of the whole, likewise */
} KontorReportType;

const KontorReportType   *kontor_report_type_find (const char *name);
const KontorReportType   *kontor_report_type_list (guint *n_types);
const KontorReportColumn *kontor_report_type_find_column (const KontorReportType *type,
                                                          const char             *key);
const char               *kontor_report_group_title (KontorReportGroup group); /* N_() */
const char               *kontor_report_age_title (const char *age);           /* N_() */

G_END_DECLS
