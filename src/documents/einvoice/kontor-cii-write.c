/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-writer-private.h"
#include "kontor-number.h"
#include "kontor-time.h"

#define URN "urn:un:unece:uncefact:data:standard:"

static char *
dup_day (gint64 day)
{
  g_autofree char *iso = kontor_day_format_iso (day);
  g_auto (GStrv) parts = g_strsplit (iso, "-", -1);

  return g_strjoinv (NULL, parts);
}

/* A date in the element that its context wants: udt:DateTimeString, udt:DateString, or
 * qdt:DateTimeString in references. */
void
kontor_cii_write_day (const KontorEinvoiceWriter *self,
                      const char                 *name,
                      const char                 *type,
                      gint64                      day)
{
  g_autofree char *text = NULL;

  if (day == 0)
    return;

  text = dup_day (day);
  kontor_xml_open (self->xml, name);
  kontor_xml_leaf_with (self->xml, type, text, "format", "102");
  kontor_xml_close (self->xml);
}

void
kontor_cii_write_period (const KontorEinvoiceWriter *self, gint64 from_day, gint64 to_day)
{
  kontor_xml_open (self->xml, "ram:BillingSpecifiedPeriod");
  kontor_cii_write_day (self, "ram:StartDateTime", "udt:DateTimeString", from_day);
  kontor_cii_write_day (self, "ram:EndDateTime", "udt:DateTimeString", to_day);
  kontor_xml_close (self->xml);
}

static void
write_amount (const KontorEinvoiceWriter *self, const char *name, gint64 minor)
{
  g_autofree char *text = kontor_einvoice_dup_amount (self, minor);

  kontor_xml_leaf (self->xml, name, text);
}

static void
write_category (const KontorEinvoiceWriter *self, const KontorInvoiceAdjustment *adjustment)
{
  if (!kontor_einvoice_is_given (adjustment->category))
    return;

  kontor_xml_open (self->xml, "ram:CategoryTradeTax");
  kontor_xml_leaf (self->xml, "ram:TypeCode", "VAT");
  kontor_xml_leaf (self->xml, "ram:CategoryCode", adjustment->category);
  if (strcmp (adjustment->category, "O") != 0) /* BR-O-06, BR-O-07 */
    kontor_einvoice_write_decimal (self, "ram:RateApplicablePercent", adjustment->rate_bp, 2);
  kontor_xml_close (self->xml);
}

/* BG-20, 21, 27, 28. */
void
kontor_cii_write_adjustment (const KontorEinvoiceWriter    *self,
                             const KontorInvoiceAdjustment *adjustment)
{
  kontor_xml_open (self->xml, "ram:SpecifiedTradeAllowanceCharge");
  kontor_xml_open (self->xml, "ram:ChargeIndicator");
  kontor_xml_leaf (self->xml, "udt:Indicator", adjustment->is_charge ? "true" : "false");
  kontor_xml_close (self->xml);
  if (adjustment->percent_e6 != 0)
    {
      kontor_einvoice_write_decimal (self, "ram:CalculationPercent", adjustment->percent_e6, 6);
      write_amount (self, "ram:BasisAmount", adjustment->base_minor);
    }
  write_amount (self, "ram:ActualAmount", adjustment->amount_minor);
  kontor_xml_leaf (self->xml, "ram:ReasonCode", adjustment->reason_code);
  kontor_xml_leaf (self->xml, "ram:Reason", adjustment->reason);
  write_category (self, adjustment);
  kontor_xml_close (self->xml);
}

static void
write_context (const KontorEinvoiceWriter *self)
{
  kontor_xml_open (self->xml, "rsm:ExchangedDocumentContext");
  kontor_xml_open (self->xml, "ram:BusinessProcessSpecifiedDocumentContextParameter");
  kontor_xml_leaf (self->xml, "ram:ID", self->version.process);
  kontor_xml_close (self->xml);
  kontor_xml_open (self->xml, "ram:GuidelineSpecifiedDocumentContextParameter");
  kontor_xml_leaf (self->xml, "ram:ID", self->version.specification);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_document (const KontorEinvoiceWriter *self)
{
  guint i;

  kontor_xml_open (self->xml, "rsm:ExchangedDocument");
  kontor_xml_leaf (self->xml, "ram:ID", self->invoice->number);
  kontor_xml_leaf (self->xml, "ram:TypeCode", kontor_einvoice_get_type_code (self));
  kontor_cii_write_day (self, "ram:IssueDateTime", "udt:DateTimeString", self->invoice->issue_day);
  for (i = 0; i < self->invoice->notes->len; i++)
    {
      const KontorInvoiceNote *note = g_ptr_array_index (self->invoice->notes, i);

      if (!kontor_einvoice_is_given (note->text))
        continue;
      kontor_xml_open (self->xml, "ram:IncludedNote");
      kontor_xml_leaf (self->xml, "ram:Content", note->text);
      kontor_xml_leaf (self->xml, "ram:SubjectCode", note->code);
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);
}

static void
write_reference (const KontorEinvoiceWriter *self, const char *name, const char *id)
{
  kontor_xml_open (self->xml, name);
  kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", id);
  kontor_xml_close (self->xml);
}

static void
write_attachment_data (const KontorEinvoiceWriter *self, const KontorInvoiceAttachment *attachment)
{
  g_autofree char *text = NULL;
  gsize            size;
  const guchar    *data;

  if (attachment->data == NULL)
    return;

  data = g_bytes_get_data (attachment->data, &size);
  text = g_base64_encode (data, size);
  kontor_xml_open (self->xml, "ram:AttachmentBinaryObject");
  kontor_xml_attribute (self->xml, "mimeCode", attachment->mime);
  kontor_xml_attribute (self->xml, "filename", attachment->filename);
  kontor_xml_text (self->xml, text);
  kontor_xml_close (self->xml);
}

/* BG-24 (type 916), BT-17 (50), BT-18 (130). */
static void
write_additional_documents (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceReferences *references = &self->invoice->references;
  guint                          i;

  for (i = 0; i < references->attachments->len; i++)
    {
      const KontorInvoiceAttachment *attachment = g_ptr_array_index (references->attachments, i);

      kontor_xml_open (self->xml, "ram:AdditionalReferencedDocument");
      kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", attachment->id);
      kontor_xml_leaf (self->xml, "ram:URIID", attachment->uri);
      kontor_xml_leaf (self->xml, "ram:TypeCode", "916");
      kontor_xml_leaf (self->xml, "ram:Name", attachment->description);
      write_attachment_data (self, attachment);
      kontor_xml_close (self->xml);
    }

  if (kontor_einvoice_is_given (references->tender))
    {
      kontor_xml_open (self->xml, "ram:AdditionalReferencedDocument");
      kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", references->tender);
      kontor_xml_leaf (self->xml, "ram:TypeCode", "50");
      kontor_xml_close (self->xml);
    }

  if (kontor_einvoice_is_given (references->object.id))
    {
      kontor_xml_open (self->xml, "ram:AdditionalReferencedDocument");
      kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", references->object.id);
      kontor_xml_leaf (self->xml, "ram:TypeCode", "130");
      kontor_xml_leaf (self->xml, "ram:ReferenceTypeCode", references->object.scheme);
      kontor_xml_close (self->xml);
    }
}

static void
write_agreement (const KontorEinvoiceWriter *self)
{
  const KontorInvoice           *invoice = self->invoice;
  const KontorInvoiceReferences *references = &invoice->references;

  kontor_xml_open (self->xml, "ram:ApplicableHeaderTradeAgreement");
  kontor_xml_leaf (self->xml, "ram:BuyerReference", references->buyer_reference);
  kontor_cii_write_party (self, "ram:SellerTradeParty", &invoice->seller, TRUE);
  kontor_cii_write_party (self, "ram:BuyerTradeParty", &invoice->buyer, FALSE);
  if (invoice->tax_representative != NULL)
    kontor_cii_write_minor_party (
      self, "ram:SellerTaxRepresentativeTradeParty", invoice->tax_representative);
  write_reference (self, "ram:SellerOrderReferencedDocument", references->sales_order);
  write_reference (self, "ram:BuyerOrderReferencedDocument", references->order);
  write_reference (self, "ram:ContractReferencedDocument", references->contract);
  write_additional_documents (self);
  if (kontor_einvoice_is_given (references->project))
    {
      kontor_xml_open (self->xml, "ram:SpecifiedProcuringProject");
      kontor_xml_leaf (self->xml, "ram:ID", references->project);
      kontor_xml_leaf (self->xml, "ram:Name", "Project reference"); /* demanded by the schema */
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);
}

static void
write_delivery (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;

  kontor_xml_open (self->xml, "ram:ApplicableHeaderTradeDelivery");
  kontor_xml_keep (self->xml);
  if (invoice->ship_to != NULL)
    kontor_cii_write_minor_party (self, "ram:ShipToTradeParty", invoice->ship_to);
  kontor_xml_open (self->xml, "ram:ActualDeliverySupplyChainEvent");
  kontor_cii_write_day (
    self, "ram:OccurrenceDateTime", "udt:DateTimeString", invoice->delivery_day);
  kontor_xml_close (self->xml);
  write_reference (self, "ram:DespatchAdviceReferencedDocument", invoice->references.despatch);
  write_reference (self, "ram:ReceivingAdviceReferencedDocument", invoice->references.receipt);
  kontor_xml_close (self->xml);
}

static void
write_card (const KontorEinvoiceWriter *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;

  kontor_xml_open (self->xml, "ram:ApplicableTradeSettlementFinancialCard");
  kontor_xml_leaf (self->xml, "ram:ID", payment->card_number);
  if (kontor_einvoice_is_given (payment->card_number))
    kontor_xml_leaf (self->xml, "ram:CardholderName", payment->card_holder);
  kontor_xml_close (self->xml);
}

static gboolean
is_iban (const char *account)
{
  return strlen (account) >= 15 && g_ascii_isalpha (account[0]) && g_ascii_isalpha (account[1])
         && g_ascii_isdigit (account[2]) && g_ascii_isdigit (account[3]);
}

static void
write_account (const KontorEinvoiceWriter *self, const KontorInvoiceAccount *account)
{
  g_autofree char *iban = kontor_einvoice_dup_iban (account->iban);

  kontor_xml_open (self->xml, "ram:PayeePartyCreditorFinancialAccount");
  if (is_iban (iban))
    kontor_xml_leaf (self->xml, "ram:IBANID", iban);
  kontor_xml_leaf (self->xml, "ram:AccountName", account->name);
  if (!is_iban (iban))
    kontor_xml_leaf (self->xml, "ram:ProprietaryID", iban);
  kontor_xml_close (self->xml);
  kontor_xml_open (self->xml, "ram:PayeeSpecifiedCreditorFinancialInstitution");
  kontor_xml_leaf (self->xml, "ram:BICID", account->bic);
  kontor_xml_close (self->xml);
}

static void
write_card_and_debtor (const KontorEinvoiceWriter *self)
{
  g_autofree char *debtor = kontor_einvoice_dup_iban (self->invoice->payment.debtor_iban);

  write_card (self);
  kontor_xml_open (self->xml, "ram:PayerPartyDebtorFinancialAccount");
  kontor_xml_leaf (self->xml, "ram:IBANID", debtor);
  kontor_xml_close (self->xml);
}

/* BG-16; once for each account, since each instruction has one. */
static void
write_payment_means (const KontorEinvoiceWriter *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;
  guint                       i;

  for (i = 0; i < MAX (payment->accounts->len, 1); i++)
    {
      kontor_xml_open (self->xml, "ram:SpecifiedTradeSettlementPaymentMeans");
      kontor_xml_leaf (self->xml, "ram:TypeCode", payment->means);
      kontor_xml_leaf (self->xml, "ram:Information", payment->means_text);
      if (i == 0)
        write_card_and_debtor (self);
      if (i < payment->accounts->len)
        write_account (self, g_ptr_array_index (payment->accounts, i));
      kontor_xml_close (self->xml);
    }
}

/* BT-8 is written as UNTDID 2475 here; the model has UNTDID 2005. */
static const char *
get_due_code (const char *code)
{
  if (g_strcmp0 (code, "3") == 0)
    return "5";
  if (g_strcmp0 (code, "35") == 0)
    return "29";
  if (g_strcmp0 (code, "432") == 0)
    return "72";

  return code;
}

/* BG-23. A group of O has a rate too: XRechnung asks for one in every group (BR-DE-14). BT-7 is the
 * invoice's and stands in the first group alone (CII-SR-461). */
static void
write_tax (const KontorEinvoiceWriter *self, const KontorInvoiceTax *tax, gboolean is_first)
{
  kontor_xml_open (self->xml, "ram:ApplicableTradeTax");
  write_amount (self, "ram:CalculatedAmount", tax->tax_minor);
  kontor_xml_leaf (self->xml, "ram:TypeCode", "VAT");
  kontor_xml_leaf (self->xml, "ram:ExemptionReason", tax->exemption_reason);
  write_amount (self, "ram:BasisAmount", tax->net_minor);
  kontor_xml_leaf (self->xml, "ram:CategoryCode", tax->category);
  kontor_xml_leaf (self->xml, "ram:ExemptionReasonCode", tax->exemption_code);
  if (is_first)
    kontor_cii_write_day (self, "ram:TaxPointDate", "udt:DateString", self->invoice->tax_point_day);
  kontor_xml_leaf (self->xml, "ram:DueDateTypeCode", get_due_code (self->invoice->tax_point_code));
  kontor_einvoice_write_decimal (self, "ram:RateApplicablePercent", tax->rate_bp, 2);
  kontor_xml_close (self->xml);
}

static void
write_terms (const KontorEinvoiceWriter *self)
{
  g_autofree char *terms = kontor_einvoice_dup_terms (self);

  kontor_xml_open (self->xml, "ram:SpecifiedTradePaymentTerms");
  kontor_xml_leaf (self->xml, "ram:Description", terms);
  kontor_cii_write_day (
    self, "ram:DueDateDateTime", "udt:DateTimeString", self->invoice->payment.due_day);
  kontor_xml_leaf (self->xml, "ram:DirectDebitMandateID", self->invoice->payment.mandate);
  kontor_xml_close (self->xml);
}

static void
write_tax_totals (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;
  g_autofree char     *total = kontor_einvoice_dup_amount (self, invoice->totals.tax_minor);
  g_autofree char     *other = NULL;
  guint                digits;

  kontor_xml_leaf_with (self->xml, "ram:TaxTotalAmount", total, "currencyID", invoice->currency);
  if (!kontor_einvoice_is_given (invoice->tax_currency)
      || g_strcmp0 (invoice->tax_currency, invoice->currency) == 0)
    return;

  digits = kontor_currency_digits (invoice->tax_currency);
  other = kontor_decimal_format (
    invoice->totals.accounting_tax_minor, digits, digits, &kontor_number_style_plain);
  kontor_xml_leaf_with (
    self->xml, "ram:TaxTotalAmount", other, "currencyID", invoice->tax_currency);
}

static void
write_amount_if (const KontorEinvoiceWriter *self,
                 const char                 *name,
                 gint64                      minor,
                 gboolean                    is_wanted)
{
  if (minor != 0 || is_wanted)
    write_amount (self, name, minor);
}

/* BG-22; charges come before allowances here. */
static void
write_totals (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;

  kontor_xml_open (self->xml, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
  write_amount (self, "ram:LineTotalAmount", totals->line_minor);
  write_amount_if (self,
                   "ram:ChargeTotalAmount",
                   totals->charge_minor,
                   kontor_einvoice_has_adjustment (self, TRUE));
  write_amount_if (self,
                   "ram:AllowanceTotalAmount",
                   totals->allowance_minor,
                   kontor_einvoice_has_adjustment (self, FALSE));
  write_amount (self, "ram:TaxBasisTotalAmount", totals->net_minor);
  write_tax_totals (self);
  write_amount_if (self, "ram:RoundingAmount", totals->rounding_minor, FALSE);
  write_amount (self, "ram:GrandTotalAmount", totals->gross_minor);
  write_amount_if (self, "ram:TotalPrepaidAmount", totals->paid_minor, FALSE);
  write_amount (self, "ram:DuePayableAmount", totals->due_minor);
  kontor_xml_close (self->xml);
}

static void
write_preceding (const KontorEinvoiceWriter *self)
{
  const GPtrArray *preceding = self->invoice->references.preceding;
  guint            i;

  for (i = 0; i < preceding->len; i++)
    {
      const KontorInvoicePreceding *item = g_ptr_array_index (preceding, i);

      kontor_xml_open (self->xml, "ram:InvoiceReferencedDocument");
      kontor_xml_leaf (self->xml, "ram:IssuerAssignedID", item->number);
      kontor_cii_write_day (self, "ram:FormattedIssueDateTime", "qdt:DateTimeString", item->day);
      kontor_xml_close (self->xml);
    }
}

static void
write_settlement (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;
  guint                i;

  kontor_xml_open (self->xml, "ram:ApplicableHeaderTradeSettlement");
  kontor_xml_leaf (self->xml, "ram:CreditorReferenceID", invoice->payment.creditor_id);
  kontor_xml_leaf (self->xml, "ram:PaymentReference", invoice->payment.remittance);
  kontor_xml_leaf (self->xml, "ram:TaxCurrencyCode", invoice->tax_currency);
  kontor_xml_leaf (self->xml, "ram:InvoiceCurrencyCode", invoice->currency);
  if (invoice->payee != NULL)
    kontor_cii_write_minor_party (self, "ram:PayeeTradeParty", invoice->payee);
  write_payment_means (self);
  for (i = 0; i < invoice->taxes->len; i++)
    write_tax (self, g_ptr_array_index (invoice->taxes, i), i == 0);
  kontor_cii_write_period (self, invoice->from_day, invoice->to_day);
  for (i = 0; i < invoice->adjustments->len; i++)
    kontor_cii_write_adjustment (self, g_ptr_array_index (invoice->adjustments, i));
  write_terms (self);
  write_totals (self);
  write_preceding (self);
  kontor_xml_open (self->xml, "ram:ReceivableSpecifiedTradeAccountingAccount");
  kontor_xml_leaf (self->xml, "ram:ID", invoice->references.buyer_account);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

/* The whole document: Cross Industry Invoice, D16B and its D22B subset. */
void
kontor_cii_write (const KontorEinvoiceWriter *self)
{
  guint i;

  kontor_xml_open (self->xml, "rsm:CrossIndustryInvoice");
  kontor_xml_attribute (self->xml, "xmlns:rsm", URN "CrossIndustryInvoice:100");
  kontor_xml_attribute (
    self->xml, "xmlns:ram", URN "ReusableAggregateBusinessInformationEntity:100");
  kontor_xml_attribute (self->xml, "xmlns:qdt", URN "QualifiedDataType:100");
  kontor_xml_attribute (self->xml, "xmlns:udt", URN "UnqualifiedDataType:100");
  write_context (self);
  write_document (self);
  kontor_xml_open (self->xml, "rsm:SupplyChainTradeTransaction");
  for (i = 0; i < self->invoice->lines->len; i++)
    kontor_cii_write_line (self, g_ptr_array_index (self->invoice->lines, i));
  write_agreement (self);
  write_delivery (self);
  write_settlement (self);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}
