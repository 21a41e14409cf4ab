/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_CELL (kontor_product_cell_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductCell, kontor_product_cell, KONTOR, PRODUCT_CELL, AdwBin)

/* Signals:
 * "edited" (const char *base, const char *text): left with another text than it had
 * "changed": something was typed. */

GtkWidget  *kontor_product_cell_new (const char *label, const char *placeholder, gboolean numeric);
void        kontor_product_cell_set_width (KontorProductCell *self, int chars);
void        kontor_product_cell_set_text (KontorProductCell *self, const char *text);
const char *kontor_product_cell_get_text (KontorProductCell *self);
void kontor_product_cell_refuse (KontorProductCell *self, const char *base, const char *sentence);

G_END_DECLS
