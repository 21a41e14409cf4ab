/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-tax.h"

/* data/finance/tax-rates.csv, by scripts/embed-data. Germany: section 12 UStG with the lowered
 * rates of section 28 UStG for the second half of 2020; the others: the European Commission's list
 * of VAT rates, the first reduced rate where a country has several; Switzerland and Liechtenstein:
 * Art. 25 MWSTG. By country, code, then day. */
static const KontorTaxRate rates[] = {
#include "kontor-tax-rates.inc"
};

static const char *const codes[] = { "standard", "reduced", "zero", "exempt" };

/**
 * kontor_tax_rates_get:
 * @n_rates: (out): how many there are
 *
 * Returns: (array length=n_rates) (transfer none): all rates that are not zero, by country, code
 *   and the day (since 1970-01-01) from which each holds
 */
const KontorTaxRate *
kontor_tax_rates_get (guint *n_rates)
{
  g_return_val_if_fail (n_rates != NULL, NULL);

  *n_rates = G_N_ELEMENTS (rates);
  return rates;
}

static gboolean
code_is_without_tax (const char *code)
{
  return g_strcmp0 (code, "zero") == 0 || g_strcmp0 (code, "exempt") == 0;
}

/**
 * kontor_tax_rate_find:
 * @country: (nullable): ISO 3166-1 alpha-2
 * @code: (nullable): standard, reduced, zero or exempt
 * @day: days since 1970-01-01
 * @rate_bp: (out): basis points; untouched when none is known
 *
 * Finds the rate that holds in a country on a day. Zero and exempt are 0 everywhere.
 *
 * Returns: whether a rate is known
 */
gboolean
kontor_tax_rate_find (const char *country, const char *code, gint64 day, gint64 *rate_bp)
{
  gboolean found = FALSE;
  guint    i;

  g_return_val_if_fail (rate_bp != NULL, FALSE);

  if (code_is_without_tax (code))
    {
      *rate_bp = 0;
      return TRUE;
    }

  for (i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      if (g_strcmp0 (rates[i].country, country) == 0 && g_strcmp0 (rates[i].code, code) == 0
          && rates[i].valid_from_day <= day)
        {
          *rate_bp = rates[i].rate_bp;
          found = TRUE;
        }
    }

  return found;
}

/**
 * kontor_tax_code_is_known:
 * @code: (nullable): a tax code
 *
 * Returns: whether it is standard, reduced, zero or exempt
 */
gboolean
kontor_tax_code_is_known (const char *code)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_strcmp0 (code, codes[i]) == 0)
        return TRUE;
    }

  return FALSE;
}
