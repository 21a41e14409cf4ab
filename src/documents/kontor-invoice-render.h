/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"

G_BEGIN_DECLS

/* The files of a document that is issued: what the invoice commands call KontorInvoiceRender. */
gboolean kontor_invoice_render (const KontorInvoice *invoice,
                                const KontorJson    *settings,
                                const char          *format,
                                gint64               issued_at,
                                GBytes             **pdf,
                                GBytes             **xml,
                                GError             **error);

G_END_DECLS
