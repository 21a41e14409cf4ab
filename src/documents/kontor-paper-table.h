/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-paper.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_CELL_TEXT,
  KONTOR_CELL_FIGURE, /* aligned on the decimal sign */
  KONTOR_CELL_CHECK,  /* a box for the pen; its text is ignored */
} KontorCellKind;

#define KONTOR_TABLE_MAX_COLUMNS 8

typedef struct
{
  const char    *heading;
  double         width_mm; /* 0: what the others leave */
  KontorCellKind kind;
  PangoWeight    weight; /* 0: normal */
  KontorInk      ink;
} KontorColumn;

/* A table that runs over pages.  A row moves to the next page rather than break; only one that is
 * taller than a page is continued line by line, so that nothing is cut off. */
typedef struct
{
  KontorPaper        *paper;
  const KontorColumn *columns;
  guint               n_columns;
  double              left_mm;
  double              right_mm;
  double              bottom_mm; /* rows end above it */
  double (*begin_page) (KontorPaper  *paper,
                        gconstpointer data); /* begins a page, returns where the table goes on */
  gconstpointer data;
  const char   *decimal; /* (nullable): sign in the figures; else as the paper's language has it */

  /* filled by begin */
  double y_mm;
  double top_mm; /* of the rows of this page */
  double x_mm[KONTOR_TABLE_MAX_COLUMNS];
  double width_mm[KONTOR_TABLE_MAX_COLUMNS];
  double fraction_mm[KONTOR_TABLE_MAX_COLUMNS]; /* kept free for decimals */
} KontorTable;

void kontor_table_begin (KontorTable *self, double y_mm);
void kontor_table_reserve_fraction (KontorTable *self, guint column, const char *figure);
void kontor_table_heading (KontorTable *self);
void kontor_table_row (KontorTable *self, const char *const *cells);
void kontor_table_need (KontorTable *self, double height_mm);

G_END_DECLS
