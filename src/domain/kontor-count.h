/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

#include "kontor-uid.h"

G_BEGIN_DECLS

/* The counting rule (sync-spec.md section 9) for one key: a variant, a lot, a place. A count line
 * says "at this moment there lay so many". Quantities are thousandths, times UTC microseconds. */

/* The one order in which all that happened to a key stands. */
typedef struct
{
  gint64    at;
  guint64   hlc;
  KontorUid line; /* of a count line, and of what stands right behind it; nil for a movement */
  guint     rank; /* 0 movement, 1 count line, 2 what stands right behind a count line */
  KontorUid uid;
} KontorStockMoment;

typedef enum
{
  KONTOR_STOCK_MOVED,
  KONTOR_STOCK_COUNTED,
  KONTOR_STOCK_EXCLUDED, /* the count before it had not seen a movement */
} KontorStockEventKind;

typedef struct
{
  KontorStockMoment    moment;
  KontorStockEventKind kind;
  gint64               quantity;   /* moved, counted, or excluded */
  gint64               book;       /* set by replay: what lay there before it */
  gint64               difference; /* set by replay: of a count, with its exclusions */
} KontorStockEvent;

int kontor_stock_moment_compare (const KontorStockMoment *a, const KontorStockMoment *b);
gboolean
kontor_stock_replay (KontorStockEvent *events, gsize n_events, gint64 *on_hand); /* sorts them */
gboolean kontor_count_adjustment (gint64 counted, gint64 book, gint64 *adjustment);
gboolean kontor_count_value (gint64 quantity, gint64 cost_e4, const char *currency, gint64 *minor);

/* What a station's clock may be off by at least (sync-spec.md section 12). */
#define KONTOR_CLOCK_UNCERTAINTY G_GINT64_CONSTANT (2000000)

gboolean kontor_count_is_close (gint64 a,
                                gint64 a_uncertainty,
                                gint64 b,
                                gint64 b_uncertainty); /* nobody can say which was first */

/* How far two counts of the same may differ. Both 0: not at all. A limit of 0 beside one that is
 * set is none. */
typedef struct
{
  gint64      quantity;
  gint64      minor;
  gint64      cost_e4; /* of one unit */
  const char *currency;
} KontorCountTolerance;

gboolean kontor_count_agrees (gint64 a, gint64 b, const KontorCountTolerance *tolerance);

/* A scan as it was made. */
typedef struct
{
  KontorUid   uid;
  KontorUid   corrects; /* the scan that this one takes back; nil for an ordinary one */
  const char *spot;     /* part of the place */
  const char *counter;  /* who counted: tells people apart */
  guint       pass;     /* 1, 2: the blind counts; above: counted again */
  gboolean    sets;     /* TRUE: so many there are; FALSE: so many more */
  gboolean    damaged;
  gint64      quantity;
  gint64      at;
  guint64     hlc;
} KontorCountScan;

/* Why a person has to look. */
typedef enum
{
  KONTOR_COUNT_CHECK_PASSES = 1 << 0,   /* the two blind counts differ */
  KONTOR_COUNT_CHECK_MISSING = 1 << 1,  /* the second blind count is not there */
  KONTOR_COUNT_CHECK_COUNTERS = 1 << 2, /* two people counted one spot and differ */
  KONTOR_COUNT_CHECK_NEGATIVE = 1 << 3, /* less than nothing */
} KontorCountChecks;

typedef struct
{
  gboolean          is_counted; /* FALSE: nobody did, or all was taken back */
  gint64            quantity;
  gint64            damaged; /* of these */
  gint64            at;      /* the moment that it speaks of: the last spot's */
  guint64           hlc;
  KontorUid         scan;     /* the last one: it was made at this moment */
  gint64            first_at; /* of the first spot */
  guint64           first_hlc;
  guint             pass; /* whose figure it is */
  guint             n_spots;
  KontorCountChecks checks;
} KontorCountFigure;

gboolean kontor_count_sum (const KontorCountScan      *scans,
                           gsize                       n_scans,
                           guint                       passes,
                           const KontorCountTolerance *tolerance,
                           KontorCountFigure          *figure);

G_END_DECLS
