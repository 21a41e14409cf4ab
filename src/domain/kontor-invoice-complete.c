/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-private.h"
#include "kontor-invoice-vat.h"
#include "kontor-text.h"

static void
fill (char **text, const char *value)
{
  if (!kontor_text_is_blank (*text) || kontor_text_is_blank (value))
    return;

  g_free (*text);
  *text = g_strdup (value);
}

/* BT-34 and BT-49: mail, unless another network is agreed. */
static void
fill_endpoint (KontorInvoiceParty *party)
{
  if (!kontor_text_is_blank (party->endpoint.id))
    return;

  fill (&party->endpoint.id, party->email);
  if (!kontor_text_is_blank (party->endpoint.id))
    {
      g_free (party->endpoint.scheme);
      party->endpoint.scheme = g_strdup ("EM");
    }
}

/* BR-CO-26 does not accept a Steuernummer in BT-32 alone, so a small business without a VAT id says
 * it as its identifier too (finance-spec.md section 4). */
static void
fill_seller_id (KontorInvoiceParty *seller)
{
  if (seller->ids->len == 0 && kontor_text_is_blank (seller->vat_id)
      && kontor_text_is_blank (seller->legal_id.id) && !kontor_text_is_blank (seller->tax_number))
    kontor_invoice_add_party_id (seller)->id = g_strdup (seller->tax_number);
}

static gboolean
has_category (const KontorInvoice *self, const char *category)
{
  guint i;

  for (i = 0; i < self->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (self->taxes, i);

      if (g_strcmp0 (tax->category, category) == 0)
        return TRUE;
    }

  return FALSE;
}

/* BR-IC-12: where goods leave the country tax-free, the invoice says where they went. */
static void
fill_ship_to (KontorInvoice *self)
{
  const KontorAddress *from = &self->buyer.address;
  KontorAddress       *to;

  if (self->ship_to != NULL || !(has_category (self, "K") || has_category (self, "G")))
    return;

  to = &kontor_invoice_take_party (&self->ship_to)->address;
  to->name = g_strdup (from->name);
  to->extra = g_strdup (from->extra);
  to->street = g_strdup (from->street);
  to->postcode = g_strdup (from->postcode);
  to->city = g_strdup (from->city);
  to->region = g_strdup (from->region);
  to->country = g_strdup (from->country);
}

/* BR-O-02: what is not subject to VAT must not stand beside VAT ids; the tax number does. */
static void
leave_out_vat_ids (KontorInvoice *self)
{
  if (!has_category (self, "O"))
    return;

  g_clear_pointer (&self->seller.vat_id, g_free);
  g_clear_pointer (&self->buyer.vat_id, g_free);
}

/**
 * kontor_invoice_complete:
 * @self: an invoice as kontor_invoice_compute() takes it
 * @rules: exemption texts
 * @error: return location for an error of KONTOR_INVOICE_ERROR
 *
 * Makes a draft ready to be issued or shown: computes it, applies the exemption texts, and fills
 * what an e-invoice wants and what follows from the rest, where it is not given: electronic
 * addresses from mail addresses, the buyer reference (BT-10) from the order number or as "N/A",
 * what to write on the transfer from the number, the seller's identifier, and where goods went that
 * left tax-free.
 *
 * Returns: FALSE when the amounts can't be computed
 */
gboolean
kontor_invoice_complete (KontorInvoice *self, const KontorFinanceRules *rules, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (rules != NULL, FALSE);

  if (!kontor_invoice_compute (self, error))
    return FALSE;

  kontor_invoice_apply_exemptions (self, rules);
  fill_endpoint (&self->seller);
  fill_endpoint (&self->buyer);
  leave_out_vat_ids (self);
  fill_seller_id (&self->seller);
  fill_ship_to (self);
  fill (&self->references.buyer_reference, self->references.order);
  fill (&self->references.buyer_reference, "N/A");
  fill (&self->payment.remittance, self->number);
  return TRUE;
}
