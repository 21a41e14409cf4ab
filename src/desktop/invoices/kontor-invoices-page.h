/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_INVOICES_PAGE (kontor_invoices_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorInvoicesPage, kontor_invoices_page, KONTOR, INVOICES_PAGE, KontorListPage)

G_END_DECLS
