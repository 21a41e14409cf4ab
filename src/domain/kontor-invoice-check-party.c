/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"

static gboolean
has_address (const KontorAddress *address)
{
  return kontor_check_is_given (address->street) || kontor_check_is_given (address->extra)
         || kontor_check_is_given (address->city) || kontor_check_is_given (address->postcode)
         || kontor_check_is_given (address->region) || kontor_check_is_given (address->country);
}

static void
check_code (
  KontorInvoiceCheck *self, const char *list, const char *code, const char *rule, const char *field)
{
  KontorFinding *finding;

  if (!kontor_check_is_given (code) || kontor_finance_rules_has_code (self->rules, list, code))
    return;

  finding = kontor_check_report (self, rule);
  finding->field = field;
  finding->found = g_strdup (code);
}

/* BR-CO-09; Greece writes EL and Northern Ireland XI. */
static void
check_vat_id (KontorInvoiceCheck *self, const char *vat_id, const char *field)
{
  char           country[3] = "";
  KontorFinding *finding;

  if (!kontor_check_is_given (vat_id))
    return;

  g_strlcpy (country, vat_id, sizeof country);
  if (strcmp (country, "EL") == 0 || strcmp (country, "XI") == 0
      || kontor_finance_rules_has_code (self->rules, "3166", country))
    return;

  finding = kontor_check_report (self, "BR-CO-09");
  finding->field = field;
  finding->found = g_strdup (vat_id);
}

static void
check_ids (KontorInvoiceCheck       *self,
           const KontorInvoiceParty *party,
           const char               *rule,
           const char               *field)
{
  guint i;

  for (i = 0; i < party->ids->len; i++)
    {
      const KontorInvoiceId *id = g_ptr_array_index (party->ids, i);

      check_code (self, "6523", id->scheme, rule, field);
    }
}

static void
check_endpoint (KontorInvoiceCheck       *self,
                const KontorInvoiceParty *party,
                const char               *rule,
                const char               *field)
{
  kontor_check_want (self,
                     !kontor_check_is_given (party->endpoint.id)
                       || kontor_check_is_given (party->endpoint.scheme),
                     rule);
  check_code (self, "eas", party->endpoint.scheme, "BR-CL-25", field);
}

static void
check_seller (KontorInvoiceCheck *self)
{
  const KontorInvoiceParty *seller = &self->invoice->seller;

  kontor_check_want (self, kontor_check_is_given (seller->address.name), "BR-06");
  kontor_check_want (self, has_address (&seller->address), "BR-08");
  kontor_check_want (self, kontor_check_is_given (seller->address.country), "BR-09");
  check_code (self, "3166", seller->address.country, "BR-CL-14", "BT-40");
  check_vat_id (self, seller->vat_id, "BT-31");
  check_ids (self, seller, "BR-CL-10", "BT-29");
  check_code (self, "6523", seller->legal_id.scheme, "BR-CL-11", "BT-30");
  check_endpoint (self, seller, "BR-62", "BT-34");
  kontor_check_want (self,
                     seller->ids->len > 0 || kontor_check_is_given (seller->legal_id.id)
                       || kontor_check_is_given (seller->vat_id),
                     "BR-CO-26");
}

static void
check_buyer (KontorInvoiceCheck *self)
{
  const KontorInvoiceParty *buyer = &self->invoice->buyer;

  kontor_check_want (self, kontor_check_is_given (buyer->address.name), "BR-07");
  if (self->kind > KONTOR_CHECK_MINIMUM)
    {
      kontor_check_want (self, has_address (&buyer->address), "BR-10");
      kontor_check_want (self, kontor_check_is_given (buyer->address.country), "BR-11");
    }
  check_code (self, "3166", buyer->address.country, "BR-CL-14", "BT-55");
  check_vat_id (self, buyer->vat_id, "BT-48");
  check_ids (self, buyer, "BR-CL-10", "BT-46");
  check_code (self, "6523", buyer->legal_id.scheme, "BR-CL-11", "BT-47");
  check_endpoint (self, buyer, "BR-63", "BT-49");
}

static void
check_payee (KontorInvoiceCheck *self, const KontorInvoiceParty *payee)
{
  kontor_check_want (self, kontor_check_is_given (payee->address.name), "BR-17");
  check_ids (self, payee, "BR-CL-10", "BT-60");
  check_code (self, "6523", payee->legal_id.scheme, "BR-CL-11", "BT-61");
}

static void
check_representative (KontorInvoiceCheck *self, const KontorInvoiceParty *party)
{
  kontor_check_want (self, kontor_check_is_given (party->address.name), "BR-18");
  kontor_check_want (self, has_address (&party->address), "BR-19");
  kontor_check_want (self, kontor_check_is_given (party->address.country), "BR-20");
  kontor_check_want (self, kontor_check_is_given (party->vat_id), "BR-56");
  check_code (self, "3166", party->address.country, "BR-CL-14", "BT-69");
  check_vat_id (self, party->vat_id, "BT-63");
}

static void
check_ship_to (KontorInvoiceCheck *self, const KontorInvoiceParty *party)
{
  kontor_check_want (self,
                     !has_address (&party->address)
                       || kontor_check_is_given (party->address.country),
                     "BR-57");
  check_code (self, "3166", party->address.country, "BR-CL-14", "BT-80");
  check_ids (self, party, "BR-CL-26", "BT-71");
}

/* BG-4, 7, 10, 11, 13. */
void
kontor_check_parties (KontorInvoiceCheck *self)
{
  check_seller (self);
  check_buyer (self);
  if (self->invoice->payee != NULL)
    check_payee (self, self->invoice->payee);
  if (self->invoice->tax_representative != NULL)
    check_representative (self, self->invoice->tax_representative);
  if (self->invoice->ship_to != NULL)
    check_ship_to (self, self->invoice->ship_to);
}
