/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_BULK_WINDOW (kontor_product_bulk_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductBulkWindow, kontor_product_bulk_window, KONTOR, PRODUCT_BULK_WINDOW, AdwWindow)

void kontor_product_bulk_window_present (GtkWidget *opener, KontorCompany *company, GArray *uids);

G_END_DECLS
