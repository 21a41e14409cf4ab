/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* What a new product becomes, out of what is in its form: {"title", …, "price_e4", "cost_e4",
 * "options": [{"name", "values"}], "rows": [{"name", "value1"…"value3", "sku", "price_e4",
 * "code"}]}. */

#define KONTOR_PRODUCT_OPTIONS 3
#define KONTOR_PRODUCT_MOST_VARIANTS 100

KontorJson *kontor_product_form_rows (const KontorJson *options, const KontorJson *before);
KontorJson *
kontor_product_form_params (const KontorJson *form, const char *currency, const char *price_mode);

G_END_DECLS
