/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_FORM_PAGE (kontor_order_form_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorOrderFormPage, kontor_order_form_page, KONTOR, ORDER_FORM_PAGE, KontorPage)

G_END_DECLS
