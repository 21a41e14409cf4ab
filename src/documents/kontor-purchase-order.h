/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-purchase.h"

G_BEGIN_DECLS

GBytes *kontor_purchase_order_render (const KontorPurchase   *purchase,
                                      const KontorLetterhead *head,
                                      const char             *language,
                                      gint64                  printed_at,
                                      gboolean                copy,
                                      GError                **error); /* DIN 5008 form B */

/* A label for each piece of a line of a receipt (of a pack when it counts in other units). */
typedef struct
{
  const char *code; /* what is printed on it: a barcode, or the SKU */
  int         line;
} KontorReceiptCode;

GPtrArray *kontor_receipt_labels_new (const KontorPurchase    *purchase,
                                      int                      receipt,
                                      const KontorReceiptCode *codes,
                                      guint                    n_codes,
                                      const char              *language,
                                      GTimeZone               *zone,
                                      GError                 **error);

G_END_DECLS
