/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-writer-private.h"

static void
write_product_details (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  guint i;

  for (i = 0; i < line->attributes->len; i++)
    {
      const KontorInvoiceAttribute *attribute = g_ptr_array_index (line->attributes, i);

      kontor_xml_open (self->xml, "ram:ApplicableProductCharacteristic");
      kontor_xml_leaf (self->xml, "ram:Description", attribute->name);
      kontor_xml_leaf (self->xml, "ram:Value", attribute->value);
      kontor_xml_close (self->xml);
    }

  for (i = 0; i < line->classes->len; i++)
    {
      const KontorInvoiceClass *item = g_ptr_array_index (line->classes, i);

      kontor_xml_open (self->xml, "ram:DesignatedProductClassification");
      kontor_xml_open (self->xml, "ram:ClassCode");
      kontor_xml_attribute (self->xml, "listID", item->list);
      kontor_xml_attribute (self->xml, "listVersionID", item->version);
      kontor_xml_text (self->xml, item->code);
      kontor_xml_close (self->xml);
      kontor_xml_close (self->xml);
    }
}

static void
write_product (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_open (self->xml, "ram:SpecifiedTradeProduct");
  kontor_xml_leaf_with (self->xml, "ram:GlobalID", line->gtin, "schemeID", "0160");
  kontor_xml_leaf (self->xml, "ram:SellerAssignedID", line->sku);
  kontor_xml_leaf (self->xml, "ram:BuyerAssignedID", line->buyer_sku);
  kontor_xml_leaf (self->xml, "ram:Name", line->name);
  kontor_xml_leaf (self->xml, "ram:Description", line->description);
  write_product_details (self, line);
  kontor_xml_open (self->xml, "ram:OriginTradeCountry");
  kontor_xml_leaf (self->xml, "ram:ID", line->origin);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_base (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  if (line->net_base_e6 != 0)
    kontor_einvoice_write_quantity (self, "ram:BasisQuantity", line->net_base_e6, line->unit);
}

static void
write_list_price (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  gint64 discount;

  if (line->list_price_e6 == 0)
    return;

  if (__builtin_sub_overflow (line->list_price_e6, line->net_price_e6, &discount))
    discount = 0;

  kontor_xml_open (self->xml, "ram:GrossPriceProductTradePrice");
  kontor_einvoice_write_decimal (self, "ram:ChargeAmount", line->list_price_e6, 6);
  write_base (self, line);
  if (discount != 0)
    {
      kontor_xml_open (self->xml, "ram:AppliedTradeAllowanceCharge");
      kontor_xml_open (self->xml, "ram:ChargeIndicator");
      kontor_xml_leaf (self->xml, "udt:Indicator", "false");
      kontor_xml_close (self->xml);
      kontor_einvoice_write_decimal (self, "ram:ActualAmount", discount, 6);
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);
}

static void
write_agreement (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_open (self->xml, "ram:SpecifiedLineTradeAgreement");
  kontor_xml_open (self->xml, "ram:BuyerOrderReferencedDocument");
  kontor_xml_leaf (self->xml, "ram:LineID", line->order_line);
  kontor_xml_close (self->xml);
  write_list_price (self, line);
  kontor_xml_open (self->xml, "ram:NetPriceProductTradePrice");
  kontor_einvoice_write_decimal (self, "ram:ChargeAmount", line->net_price_e6, 6);
  write_base (self, line);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_tax (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_open (self->xml, "ram:ApplicableTradeTax");
  kontor_xml_leaf (self->xml, "ram:TypeCode", "VAT");
  kontor_xml_leaf (self->xml, "ram:CategoryCode", line->category);
  if (g_strcmp0 (line->category, "O") != 0) /* BR-O-05 */
    kontor_einvoice_write_decimal (self, "ram:RateApplicablePercent", line->rate_bp, 2);
  kontor_xml_close (self->xml);
}

static void
write_object (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  if (!kontor_einvoice_is_given (line->object.id))
    return;

  kontor_xml_open (self->xml, "ram:AdditionalReferencedDocument");
  kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", line->object.id);
  kontor_xml_leaf (self->xml, "ram:TypeCode", "130");
  kontor_xml_leaf (self->xml, "ram:ReferenceTypeCode", line->object.scheme);
  kontor_xml_close (self->xml);
}

static void
write_settlement (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  g_autofree char *net = kontor_einvoice_dup_amount (self, line->net_minor);
  guint            i;

  kontor_xml_open (self->xml, "ram:SpecifiedLineTradeSettlement");
  write_tax (self, line);
  kontor_cii_write_period (self, line->from_day, line->to_day);
  for (i = 0; i < line->adjustments->len; i++)
    kontor_cii_write_adjustment (self, g_ptr_array_index (line->adjustments, i));
  kontor_xml_open (self->xml, "ram:SpecifiedTradeSettlementLineMonetarySummation");
  kontor_xml_leaf (self->xml, "ram:LineTotalAmount", net);
  kontor_xml_close (self->xml);
  write_object (self, line);
  kontor_xml_open (self->xml, "ram:ReceivableSpecifiedTradeAccountingAccount");
  kontor_xml_leaf (self->xml, "ram:ID", line->cost_account);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

/* BG-25. */
void
kontor_cii_write_line (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_open (self->xml, "ram:IncludedSupplyChainTradeLineItem");
  kontor_xml_open (self->xml, "ram:AssociatedDocumentLineDocument");
  kontor_xml_leaf (self->xml, "ram:LineID", line->id);
  kontor_xml_open (self->xml, "ram:IncludedNote");
  kontor_xml_leaf (self->xml, "ram:Content", line->note);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
  write_product (self, line);
  write_agreement (self, line);
  kontor_xml_open (self->xml, "ram:SpecifiedLineTradeDelivery");
  kontor_einvoice_write_quantity (self, "ram:BilledQuantity", line->quantity_e6, line->unit);
  kontor_xml_close (self->xml);
  write_settlement (self, line);
  kontor_xml_close (self->xml);
}
