/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-sheet.h"

G_BEGIN_DECLS

/* A paragraph of what stands in the second column of a line. */
typedef struct
{
  PangoLayout           *layout; /* (owned) */
  const KontorTextStyle *style;
} KontorInvoicePiece;

GPtrArray *kontor_invoice_item_lay_out (const KontorInvoiceSheet *sheet,
                                        const KontorInvoiceLine  *line,
                                        double                    width_mm);

G_END_DECLS
