/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-private.h"
#include "kontor-invoice-vat.h"
#include "kontor-record.h"
#include "kontor-time.h"

/**
 * kontor_invoice_read_rules:
 * @settings: the company's; "finance_rules" may hold changes as kontor_finance_rules_new() takes
 * them
 * @error: return location for an error
 *
 * Returns: (transfer full): the rules that hold for the company, or %NULL
 */
KontorFinanceRules *
kontor_invoice_read_rules (const KontorJson *settings, GError **error)
{
  return kontor_finance_rules_new_for_company (settings, error);
}

/* Settings hold days as text; one that is none was refused when it was set. */
static gint64
read_day (const KontorJson *settings, const char *key)
{
  gint64 day = 0;

  kontor_day_parse (kontor_json_get_string (settings, key, ""), &day, NULL);
  return day;
}

/**
 * kontor_invoice_decide:
 * @invoice: a draft
 * @settings: the company's: small_business_from, small_business_until, one_stop_shop_from
 * @customer: (nullable): the customer's record
 * @rules: rates and exemptions
 * @error: return location for an error
 *
 * Decides the VAT of every line that has a tax code, computes, and writes the exemption texts.
 *
 * Returns: FALSE when the amounts can't be computed
 */
gboolean
kontor_invoice_decide (KontorInvoice            *invoice,
                       const KontorJson         *settings,
                       const KontorJson         *customer,
                       const KontorFinanceRules *rules,
                       GError                  **error)
{
  KontorVatParties parties = {
    .small_from_day = read_day (settings, "small_business_from"),
    .small_until_day = read_day (settings, "small_business_until"),
    .abroad_from_day = read_day (settings, "one_stop_shop_from"),
    .buyer_is_business = customer != NULL
                         && g_str_equal (kontor_json_get_string (customer, "kind", ""), "company"),
  };
  g_autoptr (GError) reason = NULL;

  kontor_invoice_decide_vat (invoice, &parties, rules);
  if (kontor_invoice_compute (invoice, &reason))
    {
      kontor_invoice_apply_exemptions (invoice, rules);
      return TRUE;
    }
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "content", "%s", reason->message);
  return FALSE;
}

/**
 * kontor_invoice_decide_for:
 * @database: a connection
 * @invoice: a draft
 * @customer: whose it is; nil for a guest
 * @error: return location for an error
 *
 * As kontor_invoice_decide(), with settings and customer as they are in the database.
 *
 * Returns: whether it could
 */
gboolean
kontor_invoice_decide_for (KontorDatabase  *database,
                           KontorInvoice   *invoice,
                           const KontorUid *customer_uid,
                           GError         **error)
{
  g_autoptr (KontorJson) settings = kontor_invoice_read_settings (database, error);
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autoptr (KontorJson) customer = NULL;

  if (settings == NULL)
    return FALSE;
  if (!kontor_uid_is_nil (customer_uid)
      && !kontor_record_find (database, KONTOR_KIND_CUSTOMER, customer_uid, &customer, error))
    return FALSE;
  rules = kontor_invoice_read_rules (settings, error);
  return rules != NULL && kontor_invoice_decide (invoice, settings, customer, rules, error);
}
