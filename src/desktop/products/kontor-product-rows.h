/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-product-words.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_ROWS (kontor_product_rows_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductRows, kontor_product_rows, KONTOR, PRODUCT_ROWS, AdwBin)

typedef enum
{
  KONTOR_ROWS_LABEL, /* not edited here */
  KONTOR_ROWS_TEXT,
  KONTOR_ROWS_CODE,     /* text with a check digit when it is a GTIN */
  KONTOR_ROWS_PRICE,    /* 1/10000 */
  KONTOR_ROWS_QUANTITY, /* thousandths */
  KONTOR_ROWS_DAY,      /* UTC microseconds at which the day begins, 0 for none */
  KONTOR_ROWS_CHOICE,
} KontorRowsType;

/* A member of the objects in a list. */
typedef struct
{
  const char                *key;
  const char                *title; /* N_() */
  KontorRowsType             type;
  const char                *placeholder; /* (nullable) N_() */
  const KontorProductChoice *choices;     /* (nullable) */
  gboolean                   needed;
} KontorRowsColumn;

/* Signal "changed". */

void kontor_product_rows_set_up (KontorProductRows      *self,
                                 const KontorRowsColumn *columns,
                                 guint                   n_columns,
                                 gboolean                removable);
void kontor_product_rows_set_list (KontorProductRows *self, const KontorJson *list);
void kontor_product_rows_append (KontorProductRows *self, const KontorJson *item, gboolean focus);
KontorJson *kontor_product_rows_dup_list (KontorProductRows *self);
gboolean    kontor_product_rows_has (KontorProductRows *self, const char *key, const char *text);
gboolean    kontor_product_rows_is_right (KontorProductRows *self);

G_END_DECLS
