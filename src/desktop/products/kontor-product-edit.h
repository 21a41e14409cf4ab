/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-act.h"

G_BEGIN_DECLS

/* Parameters of the commands that change products, as kontor_query_product_json() gives them. */

KontorJson *kontor_product_params (const char *member, const KontorJson *thing);
KontorJson *kontor_product_field (const char       *member,
                                  const KontorJson *thing,
                                  const char       *key,
                                  KontorJson       *base,
                                  KontorJson       *value);
KontorJson *
kontor_product_add_field (KontorJson *params, const char *key, KontorJson *base, KontorJson *value);
KontorJson *kontor_product_text_or_null (const char *text);
KontorJson *kontor_product_pick_list (const KontorJson *list, const char *const *members);
KontorJson *
kontor_product_words_with (const KontorJson *words, const char *add, const char *remove);
KontorJson *
kontor_product_attributes_with (const KontorJson *attributes, const char *name, KontorJson *words);

extern const char *const kontor_product_price_members[];
extern const char *const kontor_product_barcode_members[];
extern const char *const kontor_product_supplier_members[];
extern const char *const kontor_product_part_members[];
extern const char *const kontor_product_picture_members[];

G_END_DECLS
