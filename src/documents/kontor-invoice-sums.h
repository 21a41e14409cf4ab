/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-sheet.h"

G_BEGIN_DECLS

/* Amounts below each other, the last of them the one that counts. */

typedef enum
{
  KONTOR_INVOICE_SUM_PLAIN,
  KONTOR_INVOICE_SUM_STRONG,
  KONTOR_INVOICE_SUM_FINAL, /* large, with the currency */
} KontorInvoiceSumKind;

typedef struct
{
  char                *label; /* (owned) */
  gint64               minor;
  KontorInvoiceSumKind kind;
} KontorInvoiceSum;

GPtrArray        *kontor_invoice_sums_new (void);
KontorInvoiceSum *kontor_invoice_sums_add (GPtrArray           *sums,
                                           KontorInvoiceSumKind kind,
                                           const char          *label,
                                           gint64               minor);
double kontor_invoice_sums_measure (const KontorInvoiceSheet *sheet, const GPtrArray *sums);
void   kontor_invoice_sums_draw (KontorInvoiceSheet *sheet, const GPtrArray *sums);

G_END_DECLS
