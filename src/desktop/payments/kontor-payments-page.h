/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PAYMENTS_PAGE (kontor_payments_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPaymentsPage, kontor_payments_page, KONTOR, PAYMENTS_PAGE, KontorListPage)

G_END_DECLS
