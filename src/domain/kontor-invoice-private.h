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

G_END_DECLS
