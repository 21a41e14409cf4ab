/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PAY_OUT_PAGE (kontor_pay_out_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorPayOutPage, kontor_pay_out_page, KONTOR, PAY_OUT_PAGE, KontorPage)

G_END_DECLS
