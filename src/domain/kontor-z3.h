/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an audit takes along on a medium (Z3, § 147 Abs. 6 AO): tables as they are called there. The
 * words are German, as those are who read it. */

typedef enum
{
  KONTOR_Z3_TEXT,
  KONTOR_Z3_AMOUNT,   /* minor units of two decimals */
  KONTOR_Z3_QUANTITY, /* thousandths */
  KONTOR_Z3_RATE,     /* basis points */
  KONTOR_Z3_NUMBER,
  KONTOR_Z3_DAY,  /* counted from 1970-01-01 */
  KONTOR_Z3_TIME, /* UTC microseconds */
} KontorZ3Type;

typedef struct
{
  const char  *name;
  KontorZ3Type type;
} KontorZ3Column;

#define KONTOR_Z3_MAX_COLUMNS 24

typedef struct
{
  const char    *file;
  const char    *name;
  const char    *description;
  guint          n_keys; /* that many columns from the first tell rows apart */
  KontorZ3Column columns[KONTOR_Z3_MAX_COLUMNS]; /* ends with one without a name */
} KontorZ3Table;

#define KONTOR_Z3_N_TABLES 9

extern const KontorZ3Table kontor_z3_tables[KONTOR_Z3_N_TABLES];

void kontor_z3_append_cell (GString *out, KontorZ3Type type, gint64 value, const char *text);

G_END_DECLS
