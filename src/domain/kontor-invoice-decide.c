/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-codes.h"
#include "kontor-invoice-vat.h"
#include "kontor-text.h"

static gboolean
has_goods (const KontorInvoice *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->kind, "goods") == 0)
        return TRUE;
    }
  return FALSE;
}

/* Freight, packing and discounts share the fate of what they come with. */
static KontorSupply
supply_of (const KontorInvoice *self, const KontorInvoiceLine *line)
{
  if (g_strcmp0 (line->vat_rule, KONTOR_VAT_RULE_PASS_THROUGH) == 0)
    return KONTOR_SUPPLY_PASS_THROUGH;
  if (g_strcmp0 (line->vat_rule, KONTOR_VAT_RULE_ELECTRONIC) == 0)
    return KONTOR_SUPPLY_ELECTRONIC;
  if (g_strcmp0 (line->kind, "service") == 0)
    return KONTOR_SUPPLY_SERVICE;
  return g_strcmp0 (line->kind, "goods") == 0 || has_goods (self) ? KONTOR_SUPPLY_GOODS
                                                                  : KONTOR_SUPPLY_SERVICE;
}

static gint64
day_of_supply (const KontorInvoice *self)
{
  if (self->delivery_day != 0)
    return self->delivery_day;
  return self->to_day != 0 ? self->to_day : self->issue_day;
}

static gboolean
is_small (const KontorVatParties *parties, gint64 day)
{
  return parties->small_from_day != 0 && day >= parties->small_from_day
         && (parties->small_until_day == 0 || day <= parties->small_until_day);
}

static KontorVatCase
make_case (const KontorInvoice *self, const KontorVatParties *parties, const char *vat_id)
{
  gint64               day = day_of_supply (self);
  const KontorAddress *to = self->ship_to != NULL ? &self->ship_to->address : &self->buyer.address;

  return (KontorVatCase){
    .day = day,
    .seller_country = self->seller.address.country,
    .seller_is_small = is_small (parties, day),
    .seller_taxes_abroad = parties->abroad_from_day != 0 && day >= parties->abroad_from_day,
    .buyer_country = self->buyer.address.country,
    .buyer_vat_id = vat_id,
    .buyer_vat_id_is_valid = kontor_vat_id_is_plausible (vat_id, NULL),
    .buyer_is_business = parties->buyer_is_business || *vat_id != '\0',
    .ship_country = to->country,
    .ship_postcode = to->postcode,
  };
}

static void
replace (char **text, const char *value)
{
  g_free (*text); /* replaced */
  *text = g_strdup (value);
}

static void
decide_line (const KontorInvoice      *self,
             KontorInvoiceLine        *line,
             KontorVatCase             vat_case,
             const KontorFinanceRules *rules)
{
  KontorVatDecision decision;

  vat_case.supply = supply_of (self, line);
  vat_case.tax_code = line->tax_code;
  vat_case.exemption = line->vat_rule;
  vat_case.is_reverse_charge = g_strcmp0 (line->vat_rule, KONTOR_VAT_RULE_REVERSE_CHARGE) == 0;
  if (!kontor_vat_decide (rules, &vat_case, &decision, NULL))
    {
      replace (&line->reason, "as-ordered");
      return;
    }

  replace (&line->category, decision.category);
  replace (&line->reason, decision.reason);
  line->rate_bp = decision.rate_bp;
}

/**
 * kontor_invoice_decide_vat:
 * @self: a draft
 * @parties: how seller and buyer stand
 * @rules: rates, territories and exemptions
 *
 * Gives every line that has a tax code its VAT category, rate and reason by finance-spec.md section
 * 4, for the day of supply. Lines without one keep what they were given. Where no rate is known,
 * the line keeps the rate that it has, and says so.
 */
void
kontor_invoice_decide_vat (KontorInvoice            *self,
                           const KontorVatParties   *parties,
                           const KontorFinanceRules *rules)
{
  g_autofree char *vat_id = NULL;
  KontorVatCase    vat_case;

  g_return_if_fail (self != NULL && parties != NULL && rules != NULL);

  vat_id = kontor_vat_id_normalise (self->buyer.vat_id != NULL ? self->buyer.vat_id : "");
  vat_case = make_case (self, parties, vat_id);
  for (guint i = 0; i < self->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (self->lines, i);

      if (!kontor_text_is_blank (line->tax_code))
        decide_line (self, line, vat_case, rules);
    }
}
