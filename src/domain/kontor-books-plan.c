/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-books.h"

/* Accounts of the two charts (finance-spec.md section 10). Automatic ones know their tax and take
 * no key. */
static const struct
{
  const char *name;
  guint       skr03;
  guint       skr04;
  gboolean    is_automatic;
} defaults[KONTOR_N_ACCOUNTS] = {
  [KONTOR_SALE_STANDARD] = { "revenue_standard", 8400, 4400, TRUE },
  [KONTOR_SALE_REDUCED] = { "revenue_reduced", 8300, 4300, TRUE },
  [KONTOR_SALE_OTHER_RATE] = { "revenue_other", 0, 0, FALSE },
  [KONTOR_SALE_OSS] = { "revenue_oss", 8320, 4320, TRUE },
  [KONTOR_SALE_ZERO] = { "revenue_zero", 8290, 4290, TRUE },
  [KONTOR_SALE_SMALL] = { "revenue_small", 8195, 4185, TRUE },
  [KONTOR_SALE_MARGIN] = { "revenue_margin", 8191, 4136, TRUE },
  [KONTOR_SALE_EXEMPT] = { "revenue_exempt", 8100, 4100, TRUE },
  [KONTOR_SALE_REVERSE_HOME] = { "revenue_reverse", 8337, 4337, TRUE },
  [KONTOR_SALE_UNION_SERVICE] = { "revenue_union_service", 8336, 4336, TRUE },
  [KONTOR_SALE_UNION_GOODS] = { "revenue_union_goods", 8125, 4125, TRUE },
  [KONTOR_SALE_EXPORT] = { "revenue_export", 8120, 4120, TRUE },
  [KONTOR_SALE_THIRD_COUNTRY] = { "revenue_third_country", 8338, 4338, TRUE },
  [KONTOR_SALE_PASS_THROUGH] = { "pass_through", 1590, 1370, FALSE },
  [KONTOR_ACCOUNT_ADVANCE_STANDARD] = { "advance_standard", 1718, 3272, TRUE },
  [KONTOR_ACCOUNT_ADVANCE_REDUCED] = { "advance_reduced", 1711, 3260, TRUE },
  [KONTOR_ACCOUNT_BANK] = { "bank", 1200, 1800, FALSE },
  [KONTOR_ACCOUNT_CASH] = { "cash", 1000, 1600, FALSE },
  [KONTOR_ACCOUNT_CLEARING] = { "clearing", 1360, 1460, FALSE },
  [KONTOR_ACCOUNT_FEES] = { "fees", 4970, 6855, FALSE },
  [KONTOR_ACCOUNT_DISCOUNT_STANDARD] = { "discount_standard", 8736, 4736, TRUE },
  [KONTOR_ACCOUNT_DISCOUNT_REDUCED] = { "discount_reduced", 8731, 4731, TRUE },
  [KONTOR_ACCOUNT_DISCOUNT_NONE] = { "discount_none", 8730, 4730, FALSE },
  [KONTOR_ACCOUNT_BAD_DEBT_STANDARD] = { "bad_debt_standard", 2406, 6936, TRUE },
  [KONTOR_ACCOUNT_BAD_DEBT_REDUCED] = { "bad_debt_reduced", 2401, 6931, TRUE },
  [KONTOR_ACCOUNT_BAD_DEBT_NONE] = { "bad_debt_none", 2400, 6930, FALSE },
  [KONTOR_ACCOUNT_EXPENSE] = { "expense", 3200, 5200, FALSE },
  [KONTOR_ACCOUNT_RECEIVED_STANDARD] = { "discount_received_standard", 3736, 5736, TRUE },
  [KONTOR_ACCOUNT_RECEIVED_REDUCED] = { "discount_received_reduced", 3731, 5731, TRUE },
  [KONTOR_ACCOUNT_RECEIVED_NONE] = { "discount_received", 3730, 5730, FALSE },
  [KONTOR_ACCOUNT_UNCLEAR] = { "unclear", 1590, 1370, FALSE },
};

/**
 * kontor_account_get_name:
 * @account_use: a #KontorSale or #KontorAccountUse
 *
 * Returns: its name; the setting "datev_account_NAME" changes the account
 */
const char *
kontor_account_get_name (guint account_use)
{
  g_return_val_if_fail (account_use < KONTOR_N_ACCOUNTS, "");

  return defaults[account_use].name;
}

/**
 * kontor_account_is_automatic:
 * @account_use: a #KontorSale or #KontorAccountUse
 *
 * Returns: whether the account knows its tax by itself, so that no key goes with it
 */
gboolean
kontor_account_is_automatic (guint account_use)
{
  g_return_val_if_fail (account_use < KONTOR_N_ACCOUNTS, FALSE);

  return defaults[account_use].is_automatic;
}

static gboolean
read_number (const KontorJson *settings,
             const char       *key,
             gint64            least,
             gint64            most,
             const char       *fallback,
             gint64           *value,
             GError          **error)
{
  const char *text = kontor_json_get_string (settings, key, "");

  if (*text == '\0')
    text = fallback;
  if (g_ascii_string_to_signed (text, 10, least, most, value, NULL))
    return TRUE;
  if (*text == '\0')
    g_set_error (error,
                 KONTOR_BOOKS_ERROR,
                 KONTOR_BOOKS_ERROR_SETTINGS,
                 _ ("the setting “%s” is needed for DATEV and not set: your tax adviser knows it"),
                 key);
  else
    {
      g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, least);
      g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, most);

      g_set_error (error,
                   KONTOR_BOOKS_ERROR,
                   KONTOR_BOOKS_ERROR_SETTINGS,
                   _ ("the setting “%s” is “%s”, and must be a number from %s to %s"),
                   key,
                   text,
                   first,
                   last);
    }
  return FALSE;
}

static gboolean
read_chart (KontorBooksPlan *self, const KontorJson *settings, GError **error)
{
  const char *chart = kontor_json_get_string (settings, "datev_chart", "");

  if (*chart == '\0' || strcmp (chart, "03") == 0 || strcmp (chart, "04") == 0)
    {
      self->is_skr04 = strcmp (chart, "04") == 0;
      return TRUE;
    }
  g_set_error (error,
               KONTOR_BOOKS_ERROR,
               KONTOR_BOOKS_ERROR_SETTINGS,
               _ ("the setting “%s” is “%s”: charts of accounts are “03” and “04”"),
               "datev_chart",
               chart);
  return FALSE;
}

static guint
power_of_ten (guint exponent)
{
  guint power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* A chart's accounts have four digits; longer ones get zeros behind. */
static gboolean
read_accounts (KontorBooksPlan *self, const KontorJson *settings, GError **error)
{
  guint factor = power_of_ten (self->length - 4);

  for (guint i = 0; i < KONTOR_N_ACCOUNTS; i++)
    {
      g_autofree char *key = g_strdup_printf ("datev_account_%s", defaults[i].name);
      g_autofree char *usual = g_strdup_printf (
        "%u", (self->is_skr04 ? defaults[i].skr04 : defaults[i].skr03) * factor);
      gint64 account = 0;

      if (!read_number (settings, key, 0, power_of_ten (self->length) - 1, usual, &account, error))
        return FALSE;
      self->accounts[i] = (guint) account;
    }
  self->first_debtor = 10000 * factor;
  self->first_creditor = 70000 * factor;
  return TRUE;
}

/**
 * kontor_books_plan_init:
 * @self: (out caller-allocates): the plan
 * @settings: the company's settings, an object of texts
 * @error: return location for an error
 *
 * Reads chart, numbers and accounts: datev_chart ("03", "04"), datev_adviser, datev_client,
 * datev_account_length, datev_fixed, fiscal_year_month, and datev_account_NAME for single accounts.
 * All have defaults but adviser and client.
 *
 * Errors: %KONTOR_BOOKS_ERROR_SETTINGS.
 *
 * Returns: whether the settings have a meaning
 */
gboolean
kontor_books_plan_init (KontorBooksPlan *self, const KontorJson *settings, GError **error)
{
  gint64 month = 0;
  gint64 length = 0;

  *self = (KontorBooksPlan){ 0 };
  if (!read_chart (self, settings, error)
      || !read_number (settings, "datev_adviser", 1001, 9999999, "", &self->adviser, error)
      || !read_number (settings, "datev_client", 1, 99999, "", &self->client, error)
      || !read_number (settings, "fiscal_year_month", 1, 12, "1", &month, error)
      || !read_number (settings, "datev_account_length", 4, 8, "4", &length, error))
    return FALSE;

  self->fiscal_month = (guint) month;
  self->length = (guint) length;
  self->is_fixed = strcmp (kontor_json_get_string (settings, "datev_fixed", ""), "1") == 0;
  return read_accounts (self, settings, error);
}

/**
 * kontor_books_plan_get_year_start:
 * @day: a day
 *
 * Returns: the first day of the fiscal year that @day lies in
 */
gint64
kontor_books_plan_get_year_start (const KontorBooksPlan *self, gint64 day)
{
  GDate date;
  int   year = 0;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + 719163));
  year = g_date_get_year (&date);
  if ((guint) g_date_get_month (&date) < self->fiscal_month)
    year--;
  g_date_set_dmy (&date, 1, (GDateMonth) self->fiscal_month, (GDateYear) year);
  return (gint64) g_date_get_julian (&date) - 719163;
}

/**
 * kontor_books_plan_widen:
 * @account: an account of the ledger
 *
 * Returns: the account with as many digits as the chart has: one of four digits gets zeros behind
 */
guint
kontor_books_plan_widen (const KontorBooksPlan *self, guint account)
{
  return account < 10000 ? account * power_of_ten (self->length - 4) : account;
}

/**
 * kontor_books_plan_widen_party:
 * @account: of a debtor or creditor, five digits
 *
 * Returns: the account with one digit more than the chart's ledger accounts
 */
guint
kontor_books_plan_widen_party (const KontorBooksPlan *self, guint account)
{
  return account < 100000 ? account * power_of_ten (self->length - 4) : account;
}
