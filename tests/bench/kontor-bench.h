/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-queries.h"

G_BEGIN_DECLS

/* What the measuring programs share. Two times are taken: by the clock, and of the processor in all
 * threads of this program, which others do not spoil. */

typedef struct
{
  double clock_ms;
  double processor_ms;
} BenchTime;

BenchTime bench_now (void);
BenchTime bench_since (BenchTime start);
BenchTime bench_middle (BenchTime *times, guint n_times); /* sorts them */
BenchTime bench_least (BenchTime a, BenchTime b);
void      bench_print (const char *what, BenchTime time); /* a row of a table */
void      bench_print_head (const char *what);
double    bench_memory_mb (const char *key); /* a line of /proc/self/status */
void      bench_check (const GError *error);

/* A database out of a script of rows, through the triggers, and its derived tables once more. */
void bench_make (const char *path, const char *script_path);

typedef struct
{
  const char *list;
  const char *filter;
  const char *sort;
} BenchList;

void bench_lists (
  KontorDatabase *database, const BenchList *lists, gsize n_lists, gint64 now, GTimeZone *zone);

typedef gpointer (*BenchQuestion) (KontorDatabase *database, gpointer data, GError **error);

void bench_ask (KontorDatabase *database, const char *what, BenchQuestion ask, gpointer data);

G_END_DECLS
