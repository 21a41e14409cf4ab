/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-check.h"
#include "kontor-purchase.h"

G_BEGIN_DECLS

/* Invoices that others sent: what their books, the purchase order and the goods that came say about
 * them, and where they are booked. finance-spec.md section 7. */

/* What the books know when an invoice is looked at. */
typedef struct
{
  gboolean           same_file;   /* another one is of the same bytes */
  gboolean           same_number; /* another one of this supplier has its number */
  const char *const *known_ibans; /* (array zero-terminated=1): of this supplier's invoices that
                                     were approved, normalised */
  gboolean is_known;              /* whether there were any */
} KontorIncomingBooks;

gboolean kontor_incoming_iban_is_changed (const KontorIncomingBooks *books, const char *iban);
gboolean
kontor_incoming_needs_second (gint64 gross_minor, gint64 limit_minor, gboolean iban_is_changed);
void kontor_incoming_check_books (const KontorIncomingBooks *books,
                                  const KontorInvoice       *invoice,
                                  GPtrArray                 *findings);

void kontor_incoming_match (const KontorInvoice  *invoice,
                            const KontorPurchase *purchase,
                            gint64                charged_minor,
                            GPtrArray            *findings);
int  kontor_incoming_find_line (const KontorInvoiceLine *line, const KontorPurchase *purchase);

/* Which chart of accounts; what the invoice is for; how the supplier was booked last. */
typedef struct
{
  const char       *chart;      /* "SKR03" or "SKR04" */
  gboolean          is_goods;   /* it belongs to a purchase order */
  gboolean          is_foreign; /* the supplier is in another country */
  const KontorJson *previous;   /* (nullable): the booking of the supplier's last invoice */
} KontorIncomingAccounts;

KontorJson *kontor_incoming_propose_booking (const KontorInvoice          *invoice,
                                             const KontorIncomingAccounts *accounts);

/* An invoice of which only the figures are known that a person typed from its page. */
KontorInvoice *kontor_incoming_from_figures (const KontorJson *figures);

G_END_DECLS
