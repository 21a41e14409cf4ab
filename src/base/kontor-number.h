/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is an integer in the currency's minor unit. Unit prices are integers in 1/10000 of the
 * major unit (price_e4), quantities in thousandths of the unit, rates in basis points. */

#define KONTOR_QUANTITY_ONE 1000

typedef struct
{
  const char *decimal; /* "." or "," */
  const char *group;   /* "," or "." or a narrow space, "" for none */
} KontorNumberStyle;

extern const KontorNumberStyle kontor_number_style_plain; /* "." and no groups, for files */

gboolean kontor_add_checked (gint64 a, gint64 b, gint64 *sum);
gboolean kontor_scale_rounded (gint64 value, gint64 numerator, gint64 denominator, gint64 *result);
gboolean kontor_decimal_parse (
  const char *text, guint scale, const char *decimal, gint64 *value, GError **error);
char    *kontor_decimal_format (gint64                   value,
                                guint                    scale,
                                guint                    least_decimals,
                                const KontorNumberStyle *style);
gboolean kontor_expression_parse (
  const char *text, guint scale, const char *decimal, gint64 *value, GError **error);
guint    kontor_currency_digits (const char *currency);
gboolean kontor_currency_is_known (const char *currency);
char    *kontor_money_format (gint64 minor, const char *currency, const KontorNumberStyle *style);

G_END_DECLS
