/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

gboolean kontor_invoice_proof_xml (const KontorInvoice *invoice, GBytes *xml, GError **error);
gboolean
kontor_invoice_proof_pdf (const KontorInvoice *invoice, GBytes *pdf, GBytes *xml, GError **error);

G_END_DECLS
