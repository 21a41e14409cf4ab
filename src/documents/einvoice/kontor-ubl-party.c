/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-einvoice-writer-private.h"

static void
write_inside (const KontorEinvoiceWriter *self,
              const char                 *outer,
              const char                 *inner,
              const char                 *text)
{
  kontor_xml_open (self->xml, outer);
  kontor_xml_leaf (self->xml, inner, text);
  kontor_xml_close (self->xml);
}

static void
write_id (const KontorEinvoiceWriter *self, const char *id, const char *scheme)
{
  kontor_xml_open (self->xml, "cac:PartyIdentification");
  kontor_xml_leaf_with (self->xml, "cbc:ID", id, "schemeID", scheme);
  kontor_xml_close (self->xml);
}

static void
write_ids (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  guint i;

  for (i = 0; i < party->ids->len; i++)
    {
      const KontorInvoiceId *id = g_ptr_array_index (party->ids, i);

      write_id (self, id->id, id->scheme);
    }
}

static void
write_address (const KontorEinvoiceWriter *self, const char *name, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, name);
  kontor_xml_leaf (self->xml, "cbc:StreetName", party->address.street);
  kontor_xml_leaf (self->xml, "cbc:AdditionalStreetName", party->address.extra);
  kontor_xml_leaf (self->xml, "cbc:CityName", party->address.city);
  kontor_xml_leaf (self->xml, "cbc:PostalZone", party->address.postcode);
  kontor_xml_leaf (self->xml, "cbc:CountrySubentity", party->address.region);
  write_inside (self, "cac:AddressLine", "cbc:Line", party->line3);
  write_inside (self, "cac:Country", "cbc:IdentificationCode", party->address.country);
  kontor_xml_close (self->xml);
}

static void
write_tax_scheme (const KontorEinvoiceWriter *self, const char *id, const char *scheme)
{
  if (!kontor_einvoice_is_given (id))
    return;

  kontor_xml_open (self->xml, "cac:PartyTaxScheme");
  kontor_xml_leaf (self->xml, "cbc:CompanyID", id);
  write_inside (self, "cac:TaxScheme", "cbc:ID", scheme);
  kontor_xml_close (self->xml);
}

static void
write_legal (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party, gboolean is_seller)
{
  kontor_xml_open (self->xml, "cac:PartyLegalEntity");
  kontor_xml_leaf (self->xml, "cbc:RegistrationName", party->address.name);
  kontor_xml_leaf_with (
    self->xml, "cbc:CompanyID", party->legal_id.id, "schemeID", party->legal_id.scheme);
  if (is_seller)
    kontor_xml_leaf (self->xml, "cbc:CompanyLegalForm", party->legal_info);
  kontor_xml_close (self->xml);
}

static void
write_contact (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "cac:Contact");
  kontor_xml_leaf (self->xml, "cbc:Name", party->contact);
  kontor_xml_leaf (self->xml, "cbc:Telephone", party->phone);
  kontor_xml_leaf (self->xml, "cbc:ElectronicMail", party->email);
  kontor_xml_close (self->xml);
}

/* BT-90 is an identifier of the seller, or of the payee when somebody else is paid. */
static void
write_creditor_id (const KontorEinvoiceWriter *self, gboolean is_payee)
{
  if (is_payee == (self->invoice->payee != NULL))
    write_id (self, self->invoice->payment.creditor_id, "SEPA");
}

static void
write_party (const KontorEinvoiceWriter *self,
             const char                 *name,
             const KontorInvoiceParty   *party,
             gboolean                    is_seller)
{
  kontor_xml_open (self->xml, name);
  kontor_xml_open (self->xml, "cac:Party");
  kontor_xml_leaf_with (
    self->xml, "cbc:EndpointID", party->endpoint.id, "schemeID", party->endpoint.scheme);
  write_ids (self, party);
  if (is_seller)
    write_creditor_id (self, FALSE);
  write_inside (self, "cac:PartyName", "cbc:Name", party->trade_name);
  write_address (self, "cac:PostalAddress", party);
  write_tax_scheme (self, party->vat_id, "VAT");
  if (is_seller)
    write_tax_scheme (self, party->tax_number, "FC");
  write_legal (self, party, is_seller);
  write_contact (self, party);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_payee (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "cac:PayeeParty");
  write_ids (self, party);
  write_creditor_id (self, TRUE);
  write_inside (self, "cac:PartyName", "cbc:Name", party->address.name);
  kontor_xml_open (self->xml, "cac:PartyLegalEntity");
  kontor_xml_leaf_with (
    self->xml, "cbc:CompanyID", party->legal_id.id, "schemeID", party->legal_id.scheme);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_representative (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "cac:TaxRepresentativeParty");
  write_inside (self, "cac:PartyName", "cbc:Name", party->address.name);
  write_address (self, "cac:PostalAddress", party);
  write_tax_scheme (self, party->vat_id, "VAT");
  kontor_xml_close (self->xml);
}

/* BG-4, BG-7, BG-10, BG-11. */
void
kontor_ubl_write_parties (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;

  write_party (self, "cac:AccountingSupplierParty", &invoice->seller, TRUE);
  write_party (self, "cac:AccountingCustomerParty", &invoice->buyer, FALSE);
  if (invoice->payee != NULL)
    write_payee (self, invoice->payee);
  if (invoice->tax_representative != NULL)
    write_representative (self, invoice->tax_representative);
}

/* BG-13. */
void
kontor_ubl_write_delivery (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceParty *party = self->invoice->ship_to;

  kontor_xml_open (self->xml, "cac:Delivery");
  kontor_ubl_write_day (self, "cbc:ActualDeliveryDate", self->invoice->delivery_day);
  if (party != NULL)
    {
      kontor_xml_open (self->xml, "cac:DeliveryLocation");
      if (party->ids->len > 0)
        {
          const KontorInvoiceId *id = g_ptr_array_index (party->ids, 0);

          kontor_xml_leaf_with (self->xml, "cbc:ID", id->id, "schemeID", id->scheme);
        }
      write_address (self, "cac:Address", party);
      kontor_xml_close (self->xml);
      kontor_xml_open (self->xml, "cac:DeliveryParty");
      write_inside (self, "cac:PartyName", "cbc:Name", party->address.name);
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);
}
