/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_VARIANTS (kontor_product_variants_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductVariants, kontor_product_variants, KONTOR, PRODUCT_VARIANTS, AdwBin)

void kontor_product_variants_show (KontorProductVariants *self,
                                   KontorCompany         *company,
                                   const KontorJson      *product);
void kontor_product_variants_focus_price (KontorProductVariants *self);

G_END_DECLS
