/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* Prices of variants: which one applies, what is left of it, how many change at once. Prices are in
 * 1/10000 of the currency, variants as kontor_query_product_json() gives them. */

typedef enum
{
  KONTOR_PRICE_KEEP,
  KONTOR_PRICE_SET,   /* to an amount in 1/10000 */
  KONTOR_PRICE_SCALE, /* by basis points, less when negative */
  KONTOR_PRICE_ADD,   /* an amount in 1/10000, less when negative */
} KontorPriceChange;

typedef enum
{
  KONTOR_PRICE_AS_COMPUTED, /* to the currency's smallest unit */
  KONTOR_PRICE_TO_90,
  KONTOR_PRICE_TO_99,
  KONTOR_PRICE_TO_00,
} KontorPriceRounding;

typedef struct
{
  gint64 left_e4; /* what is left of the net price */
  gint64 rate_bp; /* the same as a part of the net price */
} KontorMargin;

const KontorJson             *
kontor_product_price_now (const KontorJson *variant, const char *currency, gint64 now);
KontorJson *kontor_product_prices_with (const KontorJson *prices,
                                        const KontorJson *price,
                                        gint64            price_e4,
                                        const char       *currency,
                                        const char       *price_mode);
gboolean    kontor_product_price_change (gint64              price_e4,
                                         KontorPriceChange   change,
                                         gint64              amount,
                                         KontorPriceRounding rounding,
                                         guint               digits,
                                         gint64             *changed_e4);
gboolean    kontor_product_margin (
     gint64 price_e4, gboolean gross, gint64 tax_bp, gint64 cost_e4, KontorMargin *margin);

G_END_DECLS
