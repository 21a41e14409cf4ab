/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_CHIPS (kontor_product_chips_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductChips, kontor_product_chips, KONTOR, PRODUCT_CHIPS, AdwBin)

/* Signals "added" (const char *text) and "removed" (const char *text). */

GtkWidget  *kontor_product_chips_new (const char *title);
const char *kontor_product_chips_get_title (KontorProductChips *self);
void        kontor_product_chips_set_words (KontorProductChips *self, const KontorJson *words);

G_END_DECLS
