/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_INVOICE_PANE (kontor_invoice_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorInvoicePane, kontor_invoice_pane, KONTOR, INVOICE_PANE, AdwBin)

G_END_DECLS
