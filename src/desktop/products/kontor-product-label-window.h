/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"
#include "kontor-documents.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_LABEL_WINDOW (kontor_product_label_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductLabelWindow, kontor_product_label_window, KONTOR, PRODUCT_LABEL_WINDOW, AdwWindow)

void kontor_product_label_window_present (GtkWidget *opener, KontorCompany *company, GArray *uids);
GPtrArray *kontor_product_labels_new (const KontorJson *products,
                                      const char       *currency,
                                      int               symbology,
                                      guint             copies,
                                      gboolean          with_price,
                                      guint            *n_without);

G_END_DECLS
