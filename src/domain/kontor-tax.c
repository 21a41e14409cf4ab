/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-tax.h"

/* Germany: section 12 UStG with the lowered rates of section 28 UStG for the second half of 2020;
 * the others: the European Commission's list of VAT rates, the first reduced rate where a country
 * has several; Switzerland and Liechtenstein: Art. 25 MWSTG. By country, code, then day. */
static const KontorTaxRate rates[] = {
  { "AT", "standard", 5113, 2000 },  /* 1984-01-01 */
  { "AT", "reduced", 5113, 1000 },   /* 1984-01-01 */
  { "BE", "standard", 9496, 2100 },  /* 1996-01-01 */
  { "BE", "reduced", 10957, 600 },   /* 2000-01-01 */
  { "BG", "standard", 10592, 2000 }, /* 1999-01-01 */
  { "BG", "reduced", 15065, 900 },   /* 2011-04-01 */
  { "CH", "standard", 14975, 800 },  /* 2011-01-01 */
  { "CH", "standard", 17532, 770 },  /* 2018-01-01 */
  { "CH", "standard", 19723, 810 },  /* 2024-01-01 */
  { "CH", "reduced", 14975, 250 },   /* 2011-01-01 */
  { "CH", "reduced", 19723, 260 },   /* 2024-01-01 */
  { "CY", "standard", 16083, 1900 }, /* 2014-01-13 */
  { "CY", "reduced", 16083, 900 },   /* 2014-01-13 */
  { "CZ", "standard", 15706, 2100 }, /* 2013-01-01 */
  { "CZ", "reduced", 15706, 1500 },  /* 2013-01-01 */
  { "CZ", "reduced", 19723, 1200 },  /* 2024-01-01 */
  { "DE", "standard", 10317, 1600 }, /* 1998-04-01 */
  { "DE", "standard", 13514, 1900 }, /* 2007-01-01 */
  { "DE", "standard", 18444, 1600 }, /* 2020-07-01 */
  { "DE", "standard", 18628, 1900 }, /* 2021-01-01 */
  { "DE", "reduced", 4929, 700 },    /* 1983-07-01 */
  { "DE", "reduced", 18444, 500 },   /* 2020-07-01 */
  { "DE", "reduced", 18628, 700 },   /* 2021-01-01 */
  { "DK", "standard", 8035, 2500 },  /* 1992-01-01 */
  { "EE", "standard", 14426, 2000 }, /* 2009-07-01 */
  { "EE", "standard", 19723, 2200 }, /* 2024-01-01 */
  { "EE", "standard", 20270, 2400 }, /* 2025-07-01 */
  { "EE", "reduced", 14245, 900 },   /* 2009-01-01 */
  { "ES", "standard", 15584, 2100 }, /* 2012-09-01 */
  { "ES", "reduced", 15584, 1000 },  /* 2012-09-01 */
  { "FI", "standard", 15706, 2400 }, /* 2013-01-01 */
  { "FI", "standard", 19967, 2550 }, /* 2024-09-01 */
  { "FI", "reduced", 15706, 1400 },  /* 2013-01-01 */
  { "FI", "reduced", 20454, 1350 },  /* 2026-01-01 */
  { "FR", "standard", 16071, 2000 }, /* 2014-01-01 */
  { "FR", "reduced", 4564, 550 },    /* 1982-07-01 */
  { "GB", "standard", 14610, 1750 }, /* 2010-01-01 */
  { "GB", "standard", 14978, 2000 }, /* 2011-01-04 */
  { "GB", "reduced", 10105, 500 },   /* 1997-09-01 */
  { "GR", "standard", 16953, 2400 }, /* 2016-06-01 */
  { "GR", "reduced", 16953, 1300 },  /* 2016-06-01 */
  { "HR", "standard", 15400, 2500 }, /* 2012-03-01 */
  { "HR", "reduced", 16071, 1300 },  /* 2014-01-01 */
  { "HU", "standard", 15340, 2700 }, /* 2012-01-01 */
  { "HU", "reduced", 14426, 1800 },  /* 2009-07-01 */
  { "IE", "standard", 15340, 2300 }, /* 2012-01-01 */
  { "IE", "standard", 18506, 2100 }, /* 2020-09-01 */
  { "IE", "standard", 18687, 2300 }, /* 2021-03-01 */
  { "IE", "reduced", 12053, 1350 },  /* 2003-01-01 */
  { "IT", "standard", 15979, 2200 }, /* 2013-10-01 */
  { "IT", "reduced", 9185, 1000 },   /* 1995-02-24 */
  { "LI", "standard", 14975, 800 },  /* 2011-01-01 */
  { "LI", "standard", 17532, 770 },  /* 2018-01-01 */
  { "LI", "standard", 19723, 810 },  /* 2024-01-01 */
  { "LI", "reduced", 14975, 250 },   /* 2011-01-01 */
  { "LI", "reduced", 19723, 260 },   /* 2024-01-01 */
  { "LT", "standard", 14488, 2100 }, /* 2009-09-01 */
  { "LT", "reduced", 11078, 900 },   /* 2000-05-01 */
  { "LT", "reduced", 20454, 1200 },  /* 2026-01-01 */
  { "LU", "standard", 16436, 1700 }, /* 2015-01-01 */
  { "LU", "standard", 19358, 1600 }, /* 2023-01-01 */
  { "LU", "standard", 19723, 1700 }, /* 2024-01-01 */
  { "LU", "reduced", 16436, 800 },   /* 2015-01-01 */
  { "LU", "reduced", 19358, 700 },   /* 2023-01-01 */
  { "LU", "reduced", 19723, 800 },   /* 2024-01-01 */
  { "LV", "standard", 15522, 2100 }, /* 2012-07-01 */
  { "LV", "reduced", 14975, 1200 },  /* 2011-01-01 */
  { "MT", "standard", 12418, 1800 }, /* 2004-01-01 */
  { "MT", "reduced", 14975, 700 },   /* 2011-01-01 */
  { "NL", "standard", 15614, 2100 }, /* 2012-10-01 */
  { "NL", "reduced", 6117, 600 },    /* 1986-10-01 */
  { "NL", "reduced", 17897, 900 },   /* 2019-01-01 */
  { "NO", "standard", 12784, 2500 }, /* 2005-01-01 */
  { "NO", "reduced", 15340, 1500 },  /* 2012-01-01 */
  { "PL", "standard", 14975, 2300 }, /* 2011-01-01 */
  { "PL", "reduced", 14975, 800 },   /* 2011-01-01 */
  { "PT", "standard", 14975, 2300 }, /* 2011-01-01 */
  { "PT", "reduced", 14791, 600 },   /* 2010-07-01 */
  { "RO", "standard", 17167, 1900 }, /* 2017-01-01 */
  { "RO", "standard", 20301, 2100 }, /* 2025-08-01 */
  { "RO", "reduced", 14214, 900 },   /* 2008-12-01 */
  { "RO", "reduced", 20301, 1100 },  /* 2025-08-01 */
  { "SE", "standard", 7486, 2500 },  /* 1990-07-01 */
  { "SE", "reduced", 9496, 1200 },   /* 1996-01-01 */
  { "SI", "standard", 15887, 2200 }, /* 2013-07-01 */
  { "SI", "reduced", 15887, 950 },   /* 2013-07-01 */
  { "SK", "standard", 14975, 2000 }, /* 2011-01-01 */
  { "SK", "standard", 20089, 2300 }, /* 2025-01-01 */
  { "SK", "reduced", 14975, 1000 },  /* 2011-01-01 */
  { "SK", "reduced", 20089, 1900 },  /* 2025-01-01 */
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
