/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-einvoice-reader-private.h"

static const KontorAmountRule net_rule = { "LineExtensionAmount", "BT-131", "BR-DEC-23", "BR-24" };
static const KontorAmountRule price_rule = { "PriceAmount", "BT-146", NULL, "BR-26" };
static const KontorAmountRule base_rule = { "BaseQuantity", "BT-149", NULL, NULL };
static const KontorAmountRule list_rule = { "AllowanceCharge/BaseAmount", "BT-148", NULL, NULL };
static const KontorAmountRule discount_rule = { "AllowanceCharge/Amount", "BT-147", NULL, NULL };

static void
read_item_lists (const xmlNode *item, KontorInvoiceLine *line)
{
  const xmlNode *node;

  for (node = kontor_node_first (item, "AdditionalItemProperty"); node != NULL;
       node = kontor_node_next (node))
    {
      KontorInvoiceAttribute *attribute = kontor_invoice_add_attribute (line);

      attribute->name = kontor_node_dup (node, "Name");
      attribute->value = kontor_node_dup (node, "Value");
    }

  for (node = kontor_node_first (item, "CommodityClassification"); node != NULL;
       node = kontor_node_next (node))
    {
      const xmlNode *code = kontor_node_first (node, "ItemClassificationCode");
      KontorInvoiceClass *class = kontor_invoice_add_class (line);

      class->code = kontor_node_dup_text (code);
      class->list = kontor_node_dup_attribute (code, "listID");
      class->version = kontor_node_dup_attribute (code, "listVersionID");
    }
}

static void
read_item (KontorEinvoiceReader *self, const xmlNode *item, KontorInvoiceLine *line)
{
  const xmlNode   *tax = kontor_node_first (item, "ClassifiedTaxCategory");
  const xmlNode   *standard = kontor_node_find (item, "StandardItemIdentification/ID");
  g_autofree char *scheme = kontor_node_dup_attribute (standard, "schemeID");

  line->description = kontor_node_dup_lines (item, "Description");
  line->name = kontor_node_dup (item, "Name");
  line->buyer_sku = kontor_node_dup (item, "BuyersItemIdentification/ID");
  line->sku = kontor_node_dup (item, "SellersItemIdentification/ID");
  line->gtin = kontor_node_dup_text (standard);
  if (line->gtin != NULL && scheme == NULL)
    kontor_reader_report (self, "BR-64");
  line->origin = kontor_node_dup (item, "OriginCountry/IdentificationCode");
  line->category = kontor_node_dup (tax, "ID");
  kontor_reader_rate (self, tax, "Percent", line->category, "05", "BT-152", &line->rate_bp);
  read_item_lists (item, line);
}

static void
read_price (KontorEinvoiceReader *self, const xmlNode *price, KontorInvoiceLine *line)
{
  gint64 discount = 0;

  kontor_reader_decimal (self, price, &price_rule, 6, &line->net_price_e6);
  if (kontor_reader_decimal (self, price, &base_rule, 6, &line->net_base_e6)
      && line->net_base_e6 <= 0)
    kontor_reader_report_peppol (self, "PEPPOL-EN16931-R121");
  if (kontor_reader_decimal (self, price, &list_rule, 6, &line->list_price_e6)
      && kontor_reader_decimal (self, price, &discount_rule, 6, &discount)
      && !kontor_reader_is_difference (line->list_price_e6, discount, line->net_price_e6))
    kontor_reader_report_peppol (self, "PEPPOL-EN16931-R046");
}

static void
read_references (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceLine *line)
{
  const xmlNode *period = kontor_node_first (node, "InvoicePeriod");

  line->cost_account = kontor_node_dup (node, "AccountingCost");
  line->order_line = kontor_node_dup (node, "OrderLineReference/LineID");
  kontor_node_take_id (kontor_node_find (node, "DocumentReference/ID"), &line->object);
  kontor_reader_day (self, period, "StartDate", "BT-134", &line->from_day);
  kontor_reader_day (self, period, "EndDate", "BT-135", &line->to_day);
  if (period != NULL && line->from_day == 0 && line->to_day == 0)
    kontor_reader_report (self, "BR-CO-20");
}

/* BG-25. */
void
kontor_ubl_read_line (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (self->invoice);
  KontorAmountRule   quantity_rule = { "InvoicedQuantity", "BT-129", NULL, "BR-22" };
  const xmlNode     *item;

  if (kontor_node_first (node, "CreditedQuantity") != NULL)
    quantity_rule.path = "CreditedQuantity";
  line->id = kontor_node_dup (node, "ID");
  line->note = kontor_node_dup_lines (node, "Note");
  kontor_reader_decimal (self, node, &quantity_rule, 6, &line->quantity_e6);
  line->unit = kontor_node_dup_attribute (kontor_node_first (node, quantity_rule.path), "unitCode");
  kontor_reader_amount (self, node, &net_rule, &line->net_minor);
  read_references (self, node, line);
  for (item = kontor_node_first (node, "AllowanceCharge"); item != NULL;
       item = kontor_node_next (item))
    kontor_ubl_read_adjustment (self, item, line->adjustments, TRUE);
  read_item (self, kontor_node_first (node, "Item"), line);
  read_price (self, kontor_node_first (node, "Price"), line);
  kontor_reader_finish_line (self, line);
}
