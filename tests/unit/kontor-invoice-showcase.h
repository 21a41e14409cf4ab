/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorLetterhead, kontor_letterhead_clear)

/* A believable document of each kind, computed; with as many lines as wanted. */
KontorInvoice *
kontor_invoice_showcase (KontorInvoiceKind kind, const char *language, guint n_lines);
KontorLetterhead kontor_invoice_showcase_head (void);

G_END_DECLS
