/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-vat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (kontor_vat_error_quark, kontor_vat_error)

/* Why category and rate are what they are, for the people who ask. Keys are kept in snapshots. */
static const struct
{
  const char *reason;
  const char *sentence;
} sentences[] = {
  { "home", N_ ("Supplied in the seller's own country: its rate for this product.") },
  { "home-consumer-service",
    N_ ("A service for a consumer is taxed where the seller is (§ 3a Abs. 1 UStG).") },
  { "home-below-threshold",
    N_ ("Distance sale to a consumer in the EU below the EU-wide threshold: the seller's own rate "
        "(§ 3c Abs. 4, § 3a Abs. 5 UStG).") },
  { "one-stop-shop",
    N_ ("Distance sale to a consumer in the EU: the rate of the buyer's country, reported through "
        "the One-Stop-Shop.") },
  { "zero-rate", N_ ("This product is taxed at zero (in Germany § 12 Abs. 3 UStG).") },
  { "small-business", N_ ("The seller is a small business and charges no VAT (§ 19 UStG).") },
  { "margin-goods",
    N_ ("Second-hand goods under the margin scheme: the VAT is in the price and must not be shown "
        "(§ 25a UStG).") },
  { "margin-art",
    N_ ("Works of art under the margin scheme: the VAT is in the price and must not be shown "
        "(§ 25a UStG).") },
  { "margin-antiques",
    N_ ("Antiques under the margin scheme: the VAT is in the price and must not be shown "
        "(§ 25a UStG).") },
  { "margin-travel",
    N_ ("Travel service under the margin scheme: the VAT is in the price and must not be shown "
        "(§ 25 UStG).") },
  { "exempt", N_ ("This product is exempt from VAT (§ 4 UStG).") },
  { "exempt-health", N_ ("Medical care is exempt from VAT (§ 4 Nr. 14 UStG).") },
  { "exempt-education", N_ ("Education is exempt from VAT (§ 4 Nr. 21 UStG).") },
  { "exempt-rent", N_ ("Letting is exempt from VAT (§ 4 Nr. 12 UStG).") },
  { "reverse-charge-home",
    N_ ("The business that receives this owes the VAT itself (§ 13b Abs. 2 UStG).") },
  { "union-service",
    N_ ("Service for a business elsewhere in the EU: taxed there, and the buyer owes the VAT "
        "(§ 3a Abs. 2 UStG, Art. 196 of Directive 2006/112/EC).") },
  { "union-supply",
    N_ ("Goods sent to a business elsewhere in the EU that gave a valid VAT id: exempt (§ 6a "
        "UStG).") },
  { "export", N_ ("Goods sent out of the EU: exempt (§ 6 UStG). Keep the proof of export.") },
  { "third-country-service",
    N_ ("Service for a customer outside the EU: not taxed here (§ 3a Abs. 2 and 4 UStG).") },
  { "pass-through", N_ ("Money laid out in the customer's name is not subject to VAT.") },
  { "by-hand", N_ ("Category and rate were chosen by hand.") },
  { "as-ordered", N_ ("No rate is known for this country and day: the rate of the order stays.") },
};

static const char *
get_destination (const KontorVatCase *vat_case)
{
  if (vat_case->supply == KONTOR_SUPPLY_GOODS && vat_case->ship_country != NULL
      && *vat_case->ship_country != '\0')
    return vat_case->ship_country;

  return vat_case->buyer_country;
}

static gboolean
decide (KontorVatDecision *decision, const char *category, const char *reason)
{
  decision->category = category;
  decision->rate_bp = 0;
  decision->country = NULL;
  decision->reason = reason;
  return TRUE;
}

static gboolean
is_exemption (const KontorFinanceRules *rules, const KontorVatCase *vat_case, const char *key)
{
  KontorExemption exemption;

  return key != NULL && *key != '\0'
         && kontor_finance_rules_find_exemption (
           rules, key, vat_case->seller_country, vat_case->day, NULL, &exemption)
         && strcmp (exemption.category, "E") == 0;
}

/* The rate that a product has in a country. */
static gboolean
tax (const KontorFinanceRules *rules,
     const KontorVatCase      *vat_case,
     const char               *country,
     const char               *reason,
     KontorVatDecision        *decision,
     GError                  **error)
{
  if (g_strcmp0 (vat_case->tax_code, "exempt") == 0)
    return decide (decision,
                   "E",
                   is_exemption (rules, vat_case, vat_case->exemption) ? vat_case->exemption
                                                                       : "exempt");
  if (g_strcmp0 (vat_case->tax_code, "zero") == 0)
    return decide (decision, "Z", "zero-rate");

  decide (decision, "S", reason);
  decision->country = country;
  if (kontor_finance_rules_find_rate (
        rules, country, vat_case->tax_code, vat_case->day, &decision->rate_bp))
    return TRUE;

  g_set_error (error,
               KONTOR_VAT_ERROR,
               KONTOR_VAT_ERROR_UNKNOWN_RATE,
               _ ("no tax rate “%s” is known for “%s” on this day"),
               vat_case->tax_code != NULL ? vat_case->tax_code : "",
               country != NULL ? country : "");
  return FALSE;
}

static gboolean
tax_at_home (const KontorFinanceRules *rules,
             const KontorVatCase      *vat_case,
             const char               *reason,
             KontorVatDecision        *decision,
             GError                  **error)
{
  if (vat_case->is_reverse_charge && vat_case->buyer_is_business)
    return decide (decision, "AE", "reverse-charge-home");

  return tax (rules, vat_case, vat_case->seller_country, reason, decision, error);
}

/* Distance sales and electronic services to consumers: § 3c, § 3a Abs. 5 UStG. */
static gboolean
tax_consumer_abroad (const KontorFinanceRules *rules,
                     const KontorVatCase      *vat_case,
                     KontorVatDecision        *decision,
                     GError                  **error)
{
  if (!vat_case->seller_taxes_abroad)
    return tax_at_home (rules, vat_case, "home-below-threshold", decision, error);

  return tax (rules, vat_case, get_destination (vat_case), "one-stop-shop", decision, error);
}

/* A VAT id counts when it is valid and of another country than the seller's. */
static gboolean
has_foreign_vat_id (const KontorVatCase *vat_case)
{
  const char *id = vat_case->buyer_vat_id;

  return vat_case->buyer_is_business && vat_case->buyer_vat_id_is_valid && id != NULL
         && vat_case->seller_country != NULL
         && !g_str_has_prefix (
           id, strcmp (vat_case->seller_country, "GR") == 0 ? "EL" : vat_case->seller_country);
}

static gboolean
decide_goods (const KontorFinanceRules *rules,
              const KontorVatCase      *vat_case,
              KontorVatDecision        *decision,
              GError                  **error)
{
  const char *to = get_destination (vat_case);
  const char *postcode = vat_case->ship_postcode;
  gboolean inside = kontor_finance_rules_is_in_vat_area (rules, to, postcode, TRUE, vat_case->day);

  if (g_strcmp0 (to, vat_case->seller_country) == 0
      && inside == kontor_finance_rules_is_in_union (rules, to, vat_case->day))
    return tax_at_home (rules, vat_case, "home", decision, error);
  if (!inside)
    return decide (decision, "G", "export");
  if (has_foreign_vat_id (vat_case))
    return decide (decision, "K", "union-supply");

  return tax_consumer_abroad (rules, vat_case, decision, error);
}

static gboolean
decide_service (const KontorFinanceRules *rules,
                const KontorVatCase      *vat_case,
                KontorVatDecision        *decision,
                GError                  **error)
{
  const char *to = vat_case->buyer_country;

  if (g_strcmp0 (to, vat_case->seller_country) == 0)
    return tax_at_home (rules, vat_case, "home", decision, error);

  if (!kontor_finance_rules_is_in_vat_area (rules, to, NULL, FALSE, vat_case->day))
    {
      if (vat_case->buyer_is_business || vat_case->supply == KONTOR_SUPPLY_ELECTRONIC)
        return decide (decision, "O", "third-country-service");
      return tax_at_home (rules, vat_case, "home-consumer-service", decision, error);
    }

  if (has_foreign_vat_id (vat_case))
    return decide (decision, "AE", "union-service");
  if (vat_case->supply == KONTOR_SUPPLY_ELECTRONIC)
    return tax_consumer_abroad (rules, vat_case, decision, error);

  return tax_at_home (rules, vat_case, "home-consumer-service", decision, error);
}

/* A small business' exemption covers what is taxable at home; a service for a business abroad is
 * not, and its goods for the EU are no intra-Community supply (§ 19 Abs. 1 Satz 4 UStG). */
static gboolean
decide_small (const KontorFinanceRules *rules,
              const KontorVatCase      *vat_case,
              KontorVatDecision        *decision,
              GError                  **error)
{
  g_autoptr (GError) ignored = NULL; /* a rate that is not charged need not be known */

  if (vat_case->supply != KONTOR_SUPPLY_GOODS
      && decide_service (rules, vat_case, decision, &ignored)
      && (strcmp (decision->reason, "union-service") == 0
          || strcmp (decision->reason, "third-country-service") == 0))
    return TRUE;

  return decide (decision, "E", "small-business");
}

/**
 * kontor_vat_decide:
 * @rules: rates and territories
 * @vat_case: who sells what to whom, and where it goes
 * @decision: (out caller-allocates): category, rate, and why
 * @error: return location for an error of KONTOR_VAT_ERROR
 *
 * Decides VAT category and rate of a line by finance-spec.md section 4. In this order: money in
 * another's name; small business (§ 19 UStG); margin scheme (§§ 25, 25a), unless the goods leave
 * the EU; then by the place of supply: goods where they go (§§ 3c, 6, 6a), services by who receives
 * them (§ 3a). A buyer elsewhere in the EU without a valid VAT id is treated as a consumer.
 *
 * Returns: FALSE when the rate is not known
 */
gboolean
kontor_vat_decide (const KontorFinanceRules *rules,
                   const KontorVatCase      *vat_case,
                   KontorVatDecision        *decision,
                   GError                  **error)
{
  gboolean is_margin;

  g_return_val_if_fail (rules != NULL, FALSE);
  g_return_val_if_fail (vat_case != NULL, FALSE);
  g_return_val_if_fail (decision != NULL, FALSE);

  if (vat_case->supply == KONTOR_SUPPLY_PASS_THROUGH)
    return decide (decision, "O", "pass-through");
  if (vat_case->seller_is_small)
    return decide_small (rules, vat_case, decision, error);

  is_margin = vat_case->exemption != NULL && g_str_has_prefix (vat_case->exemption, "margin-")
              && is_exemption (rules, vat_case, vat_case->exemption);
  if (is_margin
      && (vat_case->supply != KONTOR_SUPPLY_GOODS
          || kontor_finance_rules_is_in_vat_area (
            rules, get_destination (vat_case), vat_case->ship_postcode, TRUE, vat_case->day)))
    return decide (decision, "E", vat_case->exemption);

  return vat_case->supply == KONTOR_SUPPLY_GOODS
           ? decide_goods (rules, vat_case, decision, error)
           : decide_service (rules, vat_case, decision, error);
}

/**
 * kontor_vat_reason_get_sentence:
 * @reason: (nullable): a key that kontor_vat_decide() gave
 *
 * Returns: (transfer none) (nullable): an untranslated sentence for people
 */
const char *
kontor_vat_reason_get_sentence (const char *reason)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (g_strcmp0 (sentences[i].reason, reason) == 0)
        return sentences[i].sentence;
    }

  return NULL;
}

static gboolean
wants_exemption (const KontorInvoiceTax *group)
{
  static const char *const with[] = { "E", "AE", "K", "G", "O", NULL };

  return group->category != NULL && g_strv_contains (with, group->category);
}

/* Two reasons for one category, such as § 19 beside § 25a, share a group: both texts stand there,
 * and a code only when it is right for both. */
static void
join_exemption (KontorInvoiceTax *group, const KontorExemption *exemption)
{
  g_autofree char *before = NULL;

  if (group->exemption_reason == NULL)
    {
      group->exemption_reason = g_strdup (exemption->text);
      group->exemption_code = *exemption->code != '\0' ? g_strdup (exemption->code) : NULL;
      return;
    }

  if (strstr (group->exemption_reason, exemption->text) != NULL)
    return;

  before = g_steal_pointer (&group->exemption_reason);
  group->exemption_reason = g_strdup_printf ("%s; %s", before, exemption->text);
  if (g_strcmp0 (group->exemption_code, exemption->code) != 0)
    g_clear_pointer (&group->exemption_code, g_free);
}

static void
apply_to_group (KontorInvoice            *self,
                const KontorFinanceRules *rules,
                KontorInvoiceTax         *group,
                gint64                    day)
{
  guint i;

  g_clear_pointer (&group->exemption_reason, g_free);
  g_clear_pointer (&group->exemption_code, g_free);
  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);
      KontorExemption          exemption;

      if (g_strcmp0 (line->category, group->category) == 0 && line->rate_bp == group->rate_bp
          && kontor_finance_rules_find_exemption (
            rules, line->reason, self->seller.address.country, day, self->language, &exemption)
          && g_strcmp0 (exemption.category, group->category) == 0)
        join_exemption (group, &exemption);
    }
}

static gboolean
has_reason (const KontorInvoice *self, const KontorInvoiceTax *group)
{
  guint i;

  for (i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->category, group->category) == 0 && line->reason != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * kontor_invoice_apply_exemptions:
 * @self: a computed invoice whose lines say why they have their category
 * @rules: exemption texts
 *
 * Writes into each VAT group without tax what the law wants to be said (BT-120, BT-121), in the
 * invoice's language and by the law of the seller's country on the day of supply. Groups whose
 * lines give no reason keep what they have.
 */
void
kontor_invoice_apply_exemptions (KontorInvoice *self, const KontorFinanceRules *rules)
{
  gint64 day;
  guint  i;

  g_return_if_fail (self != NULL);
  g_return_if_fail (rules != NULL);

  day = self->delivery_day != 0 ? self->delivery_day : self->issue_day;
  for (i = 0; i < self->taxes->len; i++)
    {
      KontorInvoiceTax *group = g_ptr_array_index (self->taxes, i);

      if (wants_exemption (group) && has_reason (self, group))
        apply_to_group (self, rules, group, day);
    }
}
