/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_PICTURES (kontor_product_pictures_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductPictures, kontor_product_pictures, KONTOR, PRODUCT_PICTURES, AdwBin)

/* Signal "edited" (KontorJson *pictures): the list as product.set_pictures takes it, borrowed. */

void kontor_product_pictures_set (KontorProductPictures *self,
                                  KontorCompany         *company,
                                  const KontorJson      *pictures);

G_END_DECLS
