/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

/* Issuing: numbers, the frozen snapshot and its bytes, and the chain over them. */

/* Draws a document and writes its XML. This room knows no pages: the program gives a function that
 * does. @format is "plain", "facturx", "xrechnung-cii" or "xrechnung-ubl"; the XML of a "plain" one
 * stays NULL. Called on the writer's thread. */
typedef gboolean (*KontorInvoiceRender) (const KontorInvoice *invoice,
                                         const KontorJson    *settings,
                                         const char          *format,
                                         gint64               issued_at,
                                         GBytes             **pdf,
                                         GBytes             **xml,
                                         GError             **error);

void kontor_invoice_set_render (KontorInvoiceRender render);

/* What would become of a draft, and why its lines are taxed as they are. */
KontorJson *kontor_invoice_review (KontorDatabase   *database,
                                   const KontorJson *content,
                                   const KontorUid  *customer,
                                   const char       *format,
                                   gint64            at,
                                   GError          **error);
KontorJson *kontor_invoice_reasons_json (const KontorInvoice *invoice);

/* What is wrong with the issued documents, in words; empty when nothing is. */
gboolean kontor_invoice_verify (KontorDatabase *database, GPtrArray *problems, GError **error);

G_END_DECLS
