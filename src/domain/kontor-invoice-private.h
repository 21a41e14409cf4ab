/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"
#include "kontor-shape-private.h"

G_BEGIN_DECLS

/* The tables behind the structs of kontor-invoice.h. */

extern const char *const kontor_invoice_kind_names[];

extern const KontorShape kontor_invoice_account_shape;
extern const KontorShape kontor_invoice_adjustment_shape;
extern const KontorShape kontor_invoice_attachment_shape;
extern const KontorShape kontor_invoice_attribute_shape;
extern const KontorShape kontor_invoice_class_shape;
extern const KontorShape kontor_invoice_discount_shape;
extern const KontorShape kontor_invoice_id_shape;
extern const KontorShape kontor_invoice_shape;
extern const KontorShape kontor_invoice_line_shape;
extern const KontorShape kontor_invoice_note_shape;
extern const KontorShape kontor_invoice_party_shape;
extern const KontorShape kontor_invoice_preceding_shape;
extern const KontorShape kontor_invoice_tax_shape;

/* The steps of kontor_invoice_compute(). Those that answer are FALSE when an amount does not fit.
 */

#define KONTOR_INVOICE_RATE_ONE 10000 /* basis points in a whole */

gboolean
kontor_invoice_is_in_group (const char *category, gint64 rate_bp, const KontorInvoiceTax *tax);
gboolean kontor_invoice_sum_group (const KontorInvoice    *self,
                                   const KontorInvoiceTax *tax,
                                   gint64                 *net,
                                   gint64                 *agreed);
void kontor_invoice_make_groups (KontorInvoice *self, GPtrArray *old, gboolean with_adjustments);
gboolean kontor_invoice_split_adjustments (KontorInvoice *self);
gboolean kontor_invoice_without_tax (gint64 gross, gint64 rate_bp, gint64 *net);
gboolean kontor_invoice_adjust (gint64 *value, gboolean is_charge, gint64 amount);
gboolean kontor_invoice_compute_gross_group (KontorInvoice *self, KontorInvoiceTax *tax);
gboolean kontor_invoice_compute_net_price (KontorInvoiceLine *line, guint digits);

G_END_DECLS
