/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PURCHASE_FORM_PAGE (kontor_purchase_form_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPurchaseFormPage, kontor_purchase_form_page, KONTOR, PURCHASE_FORM_PAGE, KontorPage)

void kontor_purchase_form_page_start (KontorPurchaseFormPage *self,
                                      const char             *supplier,
                                      const char             *name);

G_END_DECLS
