/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-reader-private.h"

static const KontorAmountRule quantity_rule = {
  "SpecifiedLineTradeDelivery/BilledQuantity", "BT-129", NULL, "BR-22"
};
static const KontorAmountRule net_rule = {
  "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", "BT-131", "BR-DEC-23", "BR-24"
};
static const KontorAmountRule price_rule = {
  "NetPriceProductTradePrice/ChargeAmount", "BT-146", NULL, "BR-26"
};
static const KontorAmountRule base_rule = {
  "NetPriceProductTradePrice/BasisQuantity", "BT-149", NULL, NULL
};
static const KontorAmountRule list_rule = {
  "GrossPriceProductTradePrice/ChargeAmount", "BT-148", NULL, NULL
};
static const KontorAmountRule discount_rule = {
  "GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount", "BT-147", NULL, NULL
};

static void
read_characteristics (const xmlNode *product, KontorInvoiceLine *line)
{
  const xmlNode *node;

  for (node = kontor_node_first (product, "ApplicableProductCharacteristic"); node != NULL;
       node = kontor_node_next (node))
    {
      KontorInvoiceAttribute *attribute = kontor_invoice_add_attribute (line);

      attribute->name = kontor_node_dup (node, "Description");
      attribute->value = kontor_node_dup (node, "Value");
    }

  for (node = kontor_node_first (product, "DesignatedProductClassification"); node != NULL;
       node = kontor_node_next (node))
    {
      const xmlNode      *code = kontor_node_first (node, "ClassCode");
      KontorInvoiceClass *item = kontor_invoice_add_class (line);

      item->code = kontor_node_dup_text (code);
      item->list = kontor_node_dup_attribute (code, "listID");
      item->version = kontor_node_dup_attribute (code, "listVersionID");
    }
}

static void
read_product (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceLine *line)
{
  const xmlNode   *product = kontor_node_first (node, "SpecifiedTradeProduct");
  const xmlNode   *global = kontor_node_first (product, "GlobalID");
  g_autofree char *scheme = kontor_node_dup_attribute (global, "schemeID");

  line->gtin = kontor_node_dup_text (global);
  if (line->gtin != NULL && scheme == NULL)
    kontor_reader_report (self, "BR-64");
  line->sku = kontor_node_dup (product, "SellerAssignedID");
  line->buyer_sku = kontor_node_dup (product, "BuyerAssignedID");
  line->name = kontor_node_dup (product, "Name");
  line->description = kontor_node_dup_lines (product, "Description");
  line->origin = kontor_node_dup (product, "OriginTradeCountry/ID");
  read_characteristics (product, line);
}

static void
read_agreement (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceLine *line)
{
  const xmlNode *agreement = kontor_node_first (node, "SpecifiedLineTradeAgreement");
  gint64         discount = 0;

  line->order_line = kontor_node_dup (agreement, "BuyerOrderReferencedDocument/LineID");
  kontor_reader_decimal (self, agreement, &price_rule, 6, &line->net_price_e6);
  if (kontor_reader_decimal (self, agreement, &base_rule, 6, &line->net_base_e6)
      && line->net_base_e6 <= 0)
    kontor_reader_report_peppol (self, "PEPPOL-EN16931-R121");
  if (kontor_reader_decimal (self, agreement, &list_rule, 6, &line->list_price_e6)
      && kontor_reader_decimal (self, agreement, &discount_rule, 6, &discount)
      && !kontor_reader_is_difference (line->list_price_e6, discount, line->net_price_e6))
    kontor_reader_report_peppol (self, "PEPPOL-EN16931-R046");
}

static void
read_tax (KontorEinvoiceReader *self, const xmlNode *settlement, KontorInvoiceLine *line)
{
  const xmlNode *tax = kontor_node_first (settlement, "ApplicableTradeTax");

  line->category = kontor_node_dup (tax, "CategoryCode");
  kontor_reader_rate (
    self, tax, "RateApplicablePercent", line->category, "05", "BT-152", &line->rate_bp);
}

static void
read_settlement (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceLine *line)
{
  const xmlNode *settlement = kontor_node_first (node, "SpecifiedLineTradeSettlement");
  const xmlNode *period = kontor_node_first (settlement, "BillingSpecifiedPeriod");
  const xmlNode *object = kontor_node_first (settlement, "AdditionalReferencedDocument");
  const xmlNode *item;

  read_tax (self, settlement, line);
  kontor_reader_day (self, period, "StartDateTime/DateTimeString", "BT-134", &line->from_day);
  kontor_reader_day (self, period, "EndDateTime/DateTimeString", "BT-135", &line->to_day);
  if (period != NULL && line->from_day == 0 && line->to_day == 0)
    kontor_reader_report (self, "BR-CO-20");
  for (item = kontor_node_first (settlement, "SpecifiedTradeAllowanceCharge"); item != NULL;
       item = kontor_node_next (item))
    kontor_cii_read_adjustment (self, item, line->adjustments, TRUE);
  kontor_reader_amount (self, settlement, &net_rule, &line->net_minor);
  line->object.id = kontor_node_dup (object, "IssuerAssignedID");
  line->object.scheme = kontor_node_dup (object, "ReferenceTypeCode");
  line->cost_account = kontor_node_dup (settlement, "ReceivableSpecifiedTradeAccountingAccount/ID");
}

/* EXTENDED: a line that groups others, or only says something, has no quantity and adds nothing. */
static gboolean
read_status (const xmlNode *document, KontorInvoiceLine *line)
{
  g_autofree char *status = kontor_node_dup (document, "LineStatusReasonCode");

  if (g_strcmp0 (status, "GROUP") == 0)
    line->kind = g_strdup ("group");
  else if (g_strcmp0 (status, "INFORMATION") == 0)
    line->kind = g_strdup ("information");
  return line->kind == NULL;
}

/* BG-25. */
void
kontor_cii_read_line (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (self->invoice);
  const xmlNode     *document = kontor_node_first (node, "AssociatedDocumentLineDocument");
  const xmlNode     *quantity = kontor_node_find (node, quantity_rule.path);

  line->id = kontor_node_dup (document, "LineID");
  line->note = kontor_node_dup_lines (document, "IncludedNote/Content");
  read_product (self, node, line);
  if (!read_status (document, line))
    return;

  kontor_reader_decimal (self, node, &quantity_rule, 6, &line->quantity_e6);
  line->unit = kontor_node_dup_attribute (quantity, "unitCode");
  read_agreement (self, node, line);
  read_settlement (self, node, line);
  kontor_reader_finish_line (self, line);
}
