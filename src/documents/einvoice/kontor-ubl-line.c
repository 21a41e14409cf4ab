/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-einvoice-writer-private.h"

static void
write_id (const KontorEinvoiceWriter *self, const char *name, const char *id, const char *scheme)
{
  kontor_xml_open (self->xml, name);
  kontor_xml_leaf_with (self->xml, "cbc:ID", id, "schemeID", scheme);
  kontor_xml_close (self->xml);
}

static void
write_classes (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  guint i;

  for (i = 0; i < line->classes->len; i++)
    {
      const KontorInvoiceClass *item = g_ptr_array_index (line->classes, i);

      kontor_xml_open (self->xml, "cac:CommodityClassification");
      kontor_xml_open (self->xml, "cbc:ItemClassificationCode");
      kontor_xml_attribute (self->xml, "listID", item->list);
      kontor_xml_attribute (self->xml, "listVersionID", item->version);
      kontor_xml_text (self->xml, item->code);
      kontor_xml_close (self->xml);
      kontor_xml_close (self->xml);
    }
}

static void
write_item (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  guint i;

  kontor_xml_open (self->xml, "cac:Item");
  kontor_xml_leaf (self->xml, "cbc:Description", line->description);
  kontor_xml_leaf (self->xml, "cbc:Name", line->name);
  write_id (self, "cac:BuyersItemIdentification", line->buyer_sku, NULL);
  write_id (self, "cac:SellersItemIdentification", line->sku, NULL);
  write_id (self, "cac:StandardItemIdentification", line->gtin, "0160");
  kontor_xml_open (self->xml, "cac:OriginCountry");
  kontor_xml_leaf (self->xml, "cbc:IdentificationCode", line->origin);
  kontor_xml_close (self->xml);
  write_classes (self, line);
  kontor_ubl_write_category (
    self, "cac:ClassifiedTaxCategory", line->category, line->rate_bp, NULL);
  for (i = 0; i < line->attributes->len; i++)
    {
      const KontorInvoiceAttribute *attribute = g_ptr_array_index (line->attributes, i);

      kontor_xml_open (self->xml, "cac:AdditionalItemProperty");
      kontor_xml_leaf (self->xml, "cbc:Name", attribute->name);
      kontor_xml_leaf (self->xml, "cbc:Value", attribute->value);
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);
}

/* Unit prices have up to six decimals, other amounts two. */
static void
write_price_amount (const KontorEinvoiceWriter *self, const char *name, gint64 price_e6)
{
  g_autofree char *text = kontor_einvoice_dup_decimal (price_e6, 6);

  kontor_xml_leaf_with (self->xml, name, text, "currencyID", self->invoice->currency);
}

static void
write_list_price (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  gint64 discount;

  if (line->list_price_e6 == 0)
    return;

  if (__builtin_sub_overflow (line->list_price_e6, line->net_price_e6, &discount))
    discount = 0;
  kontor_xml_open (self->xml, "cac:AllowanceCharge");
  kontor_xml_leaf (self->xml, "cbc:ChargeIndicator", "false");
  write_price_amount (self, "cbc:Amount", discount);
  write_price_amount (self, "cbc:BaseAmount", line->list_price_e6);
  kontor_xml_close (self->xml);
}

static void
write_price (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_open (self->xml, "cac:Price");
  write_price_amount (self, "cbc:PriceAmount", line->net_price_e6);
  if (line->net_base_e6 != 0)
    kontor_einvoice_write_quantity (self, "cbc:BaseQuantity", line->net_base_e6, line->unit);
  write_list_price (self, line);
  kontor_xml_close (self->xml);
}

static void
write_references (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  kontor_xml_leaf (self->xml, "cbc:AccountingCost", line->cost_account);
  kontor_xml_open (self->xml, "cac:InvoicePeriod");
  kontor_ubl_write_day (self, "cbc:StartDate", line->from_day);
  kontor_ubl_write_day (self, "cbc:EndDate", line->to_day);
  kontor_xml_close (self->xml);
  kontor_xml_open (self->xml, "cac:OrderLineReference");
  kontor_xml_leaf (self->xml, "cbc:LineID", line->order_line);
  kontor_xml_close (self->xml);
  if (!kontor_einvoice_is_given (line->object.id))
    return;

  kontor_xml_open (self->xml, "cac:DocumentReference");
  kontor_xml_leaf_with (self->xml, "cbc:ID", line->object.id, "schemeID", line->object.scheme);
  kontor_xml_leaf (self->xml, "cbc:DocumentTypeCode", "130");
  kontor_xml_close (self->xml);
}

/* BG-25. */
void
kontor_ubl_write_line (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line)
{
  gboolean is_credit = kontor_invoice_is_credit (self->invoice);
  guint    i;

  kontor_xml_open (self->xml, is_credit ? "cac:CreditNoteLine" : "cac:InvoiceLine");
  kontor_xml_leaf (self->xml, "cbc:ID", line->id);
  kontor_xml_leaf (self->xml, "cbc:Note", line->note);
  kontor_einvoice_write_quantity (self,
                                  is_credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                                  line->quantity_e6,
                                  line->unit);
  kontor_ubl_write_amount (self, "cbc:LineExtensionAmount", line->net_minor);
  write_references (self, line);
  for (i = 0; i < line->adjustments->len; i++)
    kontor_ubl_write_adjustment (self, g_ptr_array_index (line->adjustments, i));
  write_item (self, line);
  write_price (self, line);
  kontor_xml_close (self->xml);
}
