/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tax rates are data with a valid-from date. Codes: standard, reduced, zero, exempt. */

typedef struct
{
  const char *country; /* ISO 3166-1 alpha-2 */
  const char *code;
  gint64      valid_from_day;
  gint64      rate_bp;
} KontorTaxRate;

const KontorTaxRate *kontor_tax_rates_get (guint *n_rates);
gboolean kontor_tax_rate_find (const char *country, const char *code, gint64 day, gint64 *rate_bp);
gboolean kontor_tax_code_is_known (const char *code);

G_END_DECLS
