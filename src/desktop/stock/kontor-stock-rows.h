/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* Rows that figures of the stock are made of. */

typedef GtkWidget *(*KontorStockRowFunc) (const KontorJson *item, const KontorJson *row);

void kontor_stock_rows_fill (
  GtkListBox *list, const KontorJson *item, const char *key, guint most, KontorStockRowFunc func);

GtkWidget *kontor_stock_rows_new_shelf (const KontorJson *item, const KontorJson *shelf);
GtkWidget *kontor_stock_rows_new_order (const KontorJson *item, const KontorJson *order);
GtkWidget *kontor_stock_rows_new_purchase (const KontorJson *item, const KontorJson *purchase);
GtkWidget *kontor_stock_rows_new_part (const KontorJson *item, const KontorJson *part);
GtkWidget *kontor_stock_rows_new_movement (const KontorJson *item, const KontorJson *movement);
GtkWidget *kontor_stock_rows_new (const char *title, const char *subtitle, const char *amount);
char      *kontor_stock_dup_place (const KontorJson *shelf);

G_END_DECLS
