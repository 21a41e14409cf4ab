/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-einvoice-writer-private.h"

/* An identifier without a list is an ID, one of a list a GlobalID; all IDs come first. */
static void
write_ids (const KontorEinvoiceWriter *self, const GPtrArray *ids, gboolean global)
{
  guint i;

  for (i = 0; i < ids->len; i++)
    {
      const KontorInvoiceId *id = g_ptr_array_index (ids, i);

      if (kontor_einvoice_is_given (id->scheme) == global)
        kontor_xml_leaf_with (
          self->xml, global ? "ram:GlobalID" : "ram:ID", id->id, "schemeID", id->scheme);
    }
}

static void
write_legal (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "ram:SpecifiedLegalOrganization");
  kontor_xml_leaf_with (
    self->xml, "ram:ID", party->legal_id.id, "schemeID", party->legal_id.scheme);
  kontor_xml_leaf (self->xml, "ram:TradingBusinessName", party->trade_name);
  kontor_xml_close (self->xml);
}

static void
write_contact (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "ram:DefinedTradeContact");
  kontor_xml_leaf (self->xml, "ram:PersonName", party->contact);
  kontor_xml_open (self->xml, "ram:TelephoneUniversalCommunication");
  kontor_xml_leaf (self->xml, "ram:CompleteNumber", party->phone);
  kontor_xml_close (self->xml);
  kontor_xml_open (self->xml, "ram:EmailURIUniversalCommunication");
  kontor_xml_leaf (self->xml, "ram:URIID", party->email);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_address (const KontorEinvoiceWriter *self, const KontorInvoiceParty *party)
{
  kontor_xml_open (self->xml, "ram:PostalTradeAddress");
  kontor_xml_leaf (self->xml, "ram:PostcodeCode", party->address.postcode);
  kontor_xml_leaf (self->xml, "ram:LineOne", party->address.street);
  kontor_xml_leaf (self->xml, "ram:LineTwo", party->address.extra);
  kontor_xml_leaf (self->xml, "ram:LineThree", party->line3);
  kontor_xml_leaf (self->xml, "ram:CityName", party->address.city);
  kontor_xml_leaf (self->xml, "ram:CountryID", party->address.country);
  kontor_xml_leaf (self->xml, "ram:CountrySubDivisionName", party->address.region);
  kontor_xml_close (self->xml);
}

static void
write_registration (const KontorEinvoiceWriter *self, const char *id, const char *scheme)
{
  kontor_xml_open (self->xml, "ram:SpecifiedTaxRegistration");
  kontor_xml_leaf_with (self->xml, "ram:ID", id, "schemeID", scheme);
  kontor_xml_close (self->xml);
}

/* Seller BG-4 and buyer BG-7. */
void
kontor_cii_write_party (const KontorEinvoiceWriter *self,
                        const char                 *name,
                        const KontorInvoiceParty   *party,
                        gboolean                    is_seller)
{
  kontor_xml_open (self->xml, name);
  write_ids (self, party->ids, FALSE);
  write_ids (self, party->ids, TRUE);
  kontor_xml_leaf (self->xml, "ram:Name", party->address.name);
  if (is_seller)
    kontor_xml_leaf (self->xml, "ram:Description", party->legal_info);
  write_legal (self, party);
  write_contact (self, party);
  write_address (self, party);
  kontor_xml_open (self->xml, "ram:URIUniversalCommunication");
  kontor_xml_leaf_with (
    self->xml, "ram:URIID", party->endpoint.id, "schemeID", party->endpoint.scheme);
  kontor_xml_close (self->xml);
  if (is_seller)
    write_registration (self, party->tax_number, "FC");
  write_registration (self, party->vat_id, "VA");
  kontor_xml_close (self->xml);
}

/* Payee BG-10, tax representative BG-11, receiver of the goods BG-13: each has less, and no more is
 * written than it has. */
void
kontor_cii_write_minor_party (const KontorEinvoiceWriter *self,
                              const char                 *name,
                              const KontorInvoiceParty   *party)
{
  gboolean is_representative = party == self->invoice->tax_representative;

  kontor_xml_open (self->xml, name);
  if (!is_representative)
    {
      write_ids (self, party->ids, FALSE);
      write_ids (self, party->ids, TRUE);
    }
  kontor_xml_leaf (self->xml, "ram:Name", party->address.name);
  if (party == self->invoice->payee)
    write_legal (self, party);
  else
    write_address (self, party);
  if (is_representative)
    write_registration (self, party->vat_id, "VA");
  kontor_xml_close (self->xml);
}
