/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"
#include "kontor-invoice-command.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* For the invoice commands in this folder. */

#define KONTOR_INVOICE_PATTERN_INVOICE "RE-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CREDIT "RK-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CANCELLATION "ST-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_QUOTATION "AN-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CONFIRMATION "AB-{yyyy}-{station}{n:4}"

/* invoice-model.c: from an order, or from an issued document, to what is drafted */
KontorInvoice *kontor_invoice_from_order (KontorDatabase   *database,
                                          const KontorUid  *order,
                                          KontorInvoiceKind kind,
                                          gint64            at,
                                          KontorUid        *customer,
                                          GError          **error);
KontorInvoice *kontor_invoice_from_issued (KontorDatabase   *database,
                                           const KontorUid  *issued,
                                           KontorInvoiceKind kind,
                                           gint64            at,
                                           const char       *reason,
                                           GError          **error);
KontorJson    *kontor_invoice_read_settings (KontorDatabase *database, GError **error);
gint64         kontor_invoice_today (gint64 at); /* day of the company */

/* invoice-issue.c */
gboolean kontor_invoice_prepare_issue (KontorDatabase *database,
                                       guint           station,
                                       KontorCommand  *command,
                                       GError        **error);
gboolean
kontor_invoice_issue (KontorCommandContext *context, const KontorJson *params, GError **error);

/* invoice-chain.c */
char *kontor_invoice_hash (const char *previous, const KontorJson *frozen);
char *kontor_invoice_last_hash (KontorDatabase *database,
                                const char     *series,
                                gint64         *position,
                                GError        **error);

G_END_DECLS
