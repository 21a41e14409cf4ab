/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_VARIANT_WINDOW (kontor_product_variant_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductVariantWindow,
                      kontor_product_variant_window,
                      KONTOR,
                      PRODUCT_VARIANT_WINDOW,
                      AdwWindow)

void kontor_product_variant_window_present (GtkWidget        *opener,
                                            KontorCompany    *company,
                                            const KontorJson *product,
                                            const KontorJson *variant,
                                            const char       *section);

G_END_DECLS
