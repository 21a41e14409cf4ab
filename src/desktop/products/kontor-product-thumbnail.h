/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_THUMBNAIL (kontor_product_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductThumbnail, kontor_product_thumbnail, KONTOR, PRODUCT_THUMBNAIL, AdwBin)

GtkWidget *kontor_product_thumbnail_new (KontorCompany *company, int size);
void       kontor_product_thumbnail_set_picture (KontorProductThumbnail *self,
                                                 const char             *sha256,
                                                 const char             *alt);

G_END_DECLS
