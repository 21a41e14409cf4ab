/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"

G_BEGIN_DECLS

/* The worked examples of finance-spec.md section 14 as invoices, and invoices made of chance. */

typedef struct
{
  char          *name; /* E1 */
  KontorInvoice *invoice;
  KontorJson    *expected;
} KontorInvoiceCase;

char      *kontor_invoice_shared_path (const char *name); /* below the folder of the test data */
GPtrArray *kontor_invoice_cases_load (void);              /* (element-type KontorInvoiceCase) */
gint64     kontor_invoice_decimal (const char *text, guint scale);

KontorInvoice *kontor_invoice_random (guint32 seed);
void           kontor_invoice_fill_extras (KontorInvoice *invoice, GRand *rand);

G_END_DECLS
