/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_PANE (kontor_product_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductPane, kontor_product_pane, KONTOR, PRODUCT_PANE, AdwBin)

G_END_DECLS
