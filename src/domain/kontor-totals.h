/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order.h"

G_BEGIN_DECLS

/**
 * KontorTotalsError:
 * @KONTOR_TOTALS_ERROR_OVERFLOW: an amount does not fit
 */
typedef enum
{
  KONTOR_TOTALS_ERROR_OVERFLOW,
} KontorTotalsError;

#define KONTOR_TOTALS_ERROR (kontor_totals_error_quark ())
GQuark kontor_totals_error_quark (void);

/* Totals of a document by EN 16931 (BR-CO-10 to BR-CO-17) and the gross-price rule of
 * finance-spec.md section 3: line amounts rounded half away from zero, tax once per group of code
 * and rate, a gross total that never moves. A line's discount_bp lowers it before rounding; a line
 * of kind "discount" has a negative price. Fills net_minor and gross_minor of each line (in net
 * mode the line's gross is its net plus rounded tax, for show only), the order's taxes (replacing
 * what is there, sorted by rate down then code), and the order's totals. */
gboolean kontor_totals_compute (KontorOrder *order, GError **error);

/* What one line comes to in the order's own price mode, in minor units. */
gboolean kontor_totals_line (
  gint64 quantity, gint64 price_e4, gint64 discount_bp, guint currency_digits, gint64 *minor);

G_END_DECLS
