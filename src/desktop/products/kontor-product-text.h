/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_TEXT (kontor_product_text_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductText, kontor_product_text, KONTOR, PRODUCT_TEXT, AdwBin)

/* Signal "edited" (const char *base, const char *text): left with another text than it had. */

void  kontor_product_text_set (KontorProductText *self, const char *text);
char *kontor_product_text_dup (KontorProductText *self);

G_END_DECLS
