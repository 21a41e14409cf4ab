/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-writer-private.h"
#include "kontor-number.h"
#include "kontor-time.h"

#define URN "urn:oasis:names:specification:ubl:schema:xsd:"

void
kontor_ubl_write_amount (const KontorEinvoiceWriter *self, const char *name, gint64 minor)
{
  g_autofree char *text = kontor_einvoice_dup_amount (self, minor);

  kontor_xml_leaf_with (self->xml, name, text, "currencyID", self->invoice->currency);
}

void
kontor_ubl_write_day (const KontorEinvoiceWriter *self, const char *name, gint64 day)
{
  g_autofree char *text = day != 0 ? kontor_day_format_iso (day) : NULL;

  kontor_xml_leaf (self->xml, name, text);
}

/* A group of O has a rate: XRechnung asks for one in every group (BR-DE-14); lines and adjustments
 * of O must not have one (BR-O-05 to BR-O-07). */
void
kontor_ubl_write_category (const KontorEinvoiceWriter *self,
                           const char                 *name,
                           const char                 *category,
                           gint64                      rate_bp,
                           const KontorInvoiceTax     *exemption)
{
  if (!kontor_einvoice_is_given (category))
    return;

  kontor_xml_open (self->xml, name);
  kontor_xml_leaf (self->xml, "cbc:ID", category);
  if (exemption != NULL || strcmp (category, "O") != 0)
    kontor_einvoice_write_decimal (self, "cbc:Percent", rate_bp, 2);
  if (exemption != NULL)
    {
      kontor_xml_leaf (self->xml, "cbc:TaxExemptionReasonCode", exemption->exemption_code);
      kontor_xml_leaf (self->xml, "cbc:TaxExemptionReason", exemption->exemption_reason);
    }
  kontor_xml_open (self->xml, "cac:TaxScheme");
  kontor_xml_leaf (self->xml, "cbc:ID", "VAT");
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

/* BG-20, 21, 27, 28. */
void
kontor_ubl_write_adjustment (const KontorEinvoiceWriter    *self,
                             const KontorInvoiceAdjustment *adjustment)
{
  kontor_xml_open (self->xml, "cac:AllowanceCharge");
  kontor_xml_leaf (self->xml, "cbc:ChargeIndicator", adjustment->is_charge ? "true" : "false");
  kontor_xml_leaf (self->xml, "cbc:AllowanceChargeReasonCode", adjustment->reason_code);
  kontor_xml_leaf (self->xml, "cbc:AllowanceChargeReason", adjustment->reason);
  if (adjustment->percent_e6 != 0)
    kontor_einvoice_write_decimal (self, "cbc:MultiplierFactorNumeric", adjustment->percent_e6, 6);
  kontor_ubl_write_amount (self, "cbc:Amount", adjustment->amount_minor);
  if (adjustment->percent_e6 != 0)
    kontor_ubl_write_amount (self, "cbc:BaseAmount", adjustment->base_minor);
  kontor_ubl_write_category (
    self, "cac:TaxCategory", adjustment->category, adjustment->rate_bp, NULL);
  kontor_xml_close (self->xml);
}

/* The syntax has one note: several become its paragraphs, each with its code as #AAI#. */
static char *
dup_notes (const KontorEinvoiceWriter *self)
{
  GString *out = g_string_new (NULL);
  guint    i;

  for (i = 0; i < self->invoice->notes->len; i++)
    {
      const KontorInvoiceNote *note = g_ptr_array_index (self->invoice->notes, i);

      if (!kontor_einvoice_is_given (note->text))
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      if (kontor_einvoice_is_given (note->code))
        g_string_append_printf (out, "#%s#", note->code);
      g_string_append (out, note->text);
    }

  return g_string_free (out, FALSE);
}

/* Dates, type and note stand in another order in a credit note. */
static void
write_document (const KontorEinvoiceWriter *self, gboolean is_credit)
{
  const KontorInvoice *invoice = self->invoice;
  g_autofree char     *notes = dup_notes (self);

  kontor_xml_leaf (self->xml, "cbc:CustomizationID", self->version.specification);
  kontor_xml_leaf (self->xml, "cbc:ProfileID", self->version.process);
  kontor_xml_leaf (self->xml, "cbc:ID", invoice->number);
  kontor_ubl_write_day (self, "cbc:IssueDate", invoice->issue_day);
  if (is_credit)
    kontor_ubl_write_day (self, "cbc:TaxPointDate", invoice->tax_point_day);
  else
    kontor_ubl_write_day (self, "cbc:DueDate", invoice->payment.due_day);
  kontor_xml_leaf (self->xml,
                   is_credit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode",
                   kontor_einvoice_get_type_code (self));
  kontor_xml_leaf (self->xml, "cbc:Note", notes);
  if (!is_credit)
    kontor_ubl_write_day (self, "cbc:TaxPointDate", invoice->tax_point_day);
  kontor_xml_leaf (self->xml, "cbc:DocumentCurrencyCode", invoice->currency);
  kontor_xml_leaf (self->xml, "cbc:TaxCurrencyCode", invoice->tax_currency);
  kontor_xml_leaf (self->xml, "cbc:AccountingCost", invoice->references.buyer_account);
  kontor_xml_leaf (self->xml, "cbc:BuyerReference", invoice->references.buyer_reference);
}

static void
write_period (const KontorEinvoiceWriter *self)
{
  kontor_xml_open (self->xml, "cac:InvoicePeriod");
  kontor_ubl_write_day (self, "cbc:StartDate", self->invoice->from_day);
  kontor_ubl_write_day (self, "cbc:EndDate", self->invoice->to_day);
  kontor_xml_leaf (self->xml, "cbc:DescriptionCode", self->invoice->tax_point_code);
  kontor_xml_close (self->xml);
}

/* The syntax wants an order number beside the seller's; "NA" is what EN 16931 says to write. */
static void
write_order (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceReferences *references = &self->invoice->references;
  gboolean                       has_order = kontor_einvoice_is_given (references->order);

  if (!has_order && !kontor_einvoice_is_given (references->sales_order))
    return;

  kontor_xml_open (self->xml, "cac:OrderReference");
  kontor_xml_leaf (self->xml, "cbc:ID", has_order ? references->order : "NA");
  kontor_xml_leaf (self->xml, "cbc:SalesOrderID", references->sales_order);
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

      kontor_xml_open (self->xml, "cac:BillingReference");
      kontor_xml_open (self->xml, "cac:InvoiceDocumentReference");
      kontor_xml_leaf (self->xml, "cbc:ID", item->number);
      kontor_ubl_write_day (self, "cbc:IssueDate", item->day);
      kontor_xml_close (self->xml);
      kontor_xml_close (self->xml);
    }
}

static void
write_reference (const KontorEinvoiceWriter *self, const char *name, const char *id)
{
  kontor_xml_open (self->xml, name);
  kontor_xml_leaf (self->xml, "cbc:ID", id);
  kontor_xml_close (self->xml);
}

static void
write_attachment (const KontorEinvoiceWriter *self, const KontorInvoiceAttachment *attachment)
{
  kontor_xml_open (self->xml, "cac:AdditionalDocumentReference");
  kontor_xml_leaf (self->xml, "cbc:ID", attachment->id);
  kontor_xml_leaf (self->xml, "cbc:DocumentDescription", attachment->description);
  kontor_xml_open (self->xml, "cac:Attachment");
  if (attachment->data != NULL)
    {
      gsize            size;
      const guchar    *data = g_bytes_get_data (attachment->data, &size);
      g_autofree char *text = g_base64_encode (data, size);

      kontor_xml_open (self->xml, "cbc:EmbeddedDocumentBinaryObject");
      kontor_xml_attribute (self->xml, "mimeCode", attachment->mime);
      kontor_xml_attribute (self->xml, "filename", attachment->filename);
      kontor_xml_text (self->xml, text);
      kontor_xml_close (self->xml);
    }
  kontor_xml_open (self->xml, "cac:ExternalReference");
  kontor_xml_leaf (self->xml, "cbc:URI", attachment->uri);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

static void
write_typed_reference (const KontorEinvoiceWriter *self,
                       const char                 *id,
                       const char                 *scheme,
                       const char                 *type)
{
  if (!kontor_einvoice_is_given (id))
    return;

  kontor_xml_open (self->xml, "cac:AdditionalDocumentReference");
  kontor_xml_leaf_with (self->xml, "cbc:ID", id, "schemeID", scheme);
  kontor_xml_leaf (self->xml, "cbc:DocumentTypeCode", type);
  kontor_xml_close (self->xml);
}

static void
write_attachments (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceReferences *references = &self->invoice->references;
  guint                          i;

  for (i = 0; i < references->attachments->len; i++)
    write_attachment (self, g_ptr_array_index (references->attachments, i));
  write_typed_reference (self, references->object.id, references->object.scheme, "130");
}

/* A credit note has no project reference; its place is a document reference of type 50. */
static void
write_references (const KontorEinvoiceWriter *self, gboolean is_credit)
{
  const KontorInvoiceReferences *references = &self->invoice->references;

  write_order (self);
  write_preceding (self);
  write_reference (self, "cac:DespatchDocumentReference", references->despatch);
  write_reference (self, "cac:ReceiptDocumentReference", references->receipt);
  if (!is_credit)
    write_reference (self, "cac:OriginatorDocumentReference", references->tender);
  write_reference (self, "cac:ContractDocumentReference", references->contract);
  write_attachments (self);
  if (is_credit)
    {
      write_typed_reference (self, references->project, NULL, "50");
      write_reference (self, "cac:OriginatorDocumentReference", references->tender);
    }
  else
    {
      write_reference (self, "cac:ProjectReference", references->project);
    }
}

static void
write_account (const KontorEinvoiceWriter *self, const KontorInvoiceAccount *account)
{
  g_autofree char *iban = kontor_einvoice_dup_iban (account->iban);

  kontor_xml_open (self->xml, "cac:PayeeFinancialAccount");
  kontor_xml_leaf (self->xml, "cbc:ID", iban);
  kontor_xml_leaf (self->xml, "cbc:Name", account->name);
  kontor_xml_open (self->xml, "cac:FinancialInstitutionBranch");
  kontor_xml_leaf (self->xml, "cbc:ID", account->bic);
  kontor_xml_close (self->xml);
  kontor_xml_close (self->xml);
}

/* The schema demands a network for a card, which EN 16931 does not know. */
static void
write_card (const KontorEinvoiceWriter *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;

  if (!kontor_einvoice_is_given (payment->card_number))
    return;

  kontor_xml_open (self->xml, "cac:CardAccount");
  kontor_xml_leaf (self->xml, "cbc:PrimaryAccountNumberID", payment->card_number);
  kontor_xml_leaf (self->xml, "cbc:NetworkID", "mapped-from-cii");
  kontor_xml_leaf (self->xml, "cbc:HolderName", payment->card_holder);
  kontor_xml_close (self->xml);
}

static void
write_mandate (const KontorEinvoiceWriter *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;
  g_autofree char            *debtor = kontor_einvoice_dup_iban (payment->debtor_iban);

  kontor_xml_open (self->xml, "cac:PaymentMandate");
  kontor_xml_leaf (self->xml, "cbc:ID", payment->mandate);
  write_reference (self, "cac:PayerFinancialAccount", debtor);
  kontor_xml_close (self->xml);
}

/* BG-16; once for each account, since each instruction has one. What an invoice has once stands in
 * the first (UBL-SR-45, 46, 54, 55). */
static void
write_payment_means (const KontorEinvoiceWriter *self, gboolean is_credit)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;
  guint                       i;

  for (i = 0; i < MAX (payment->accounts->len, 1); i++)
    {
      gboolean is_first = i == 0;

      kontor_xml_open (self->xml, "cac:PaymentMeans");
      kontor_xml_leaf_with (self->xml,
                            "cbc:PaymentMeansCode",
                            payment->means,
                            "name",
                            is_first ? payment->means_text : NULL);
      if (is_credit && is_first)
        kontor_ubl_write_day (self, "cbc:PaymentDueDate", payment->due_day);
      kontor_xml_leaf (self->xml, "cbc:PaymentID", payment->remittance);
      if (is_first)
        write_card (self);
      if (i < payment->accounts->len)
        write_account (self, g_ptr_array_index (payment->accounts, i));
      if (is_first)
        write_mandate (self);
      kontor_xml_close (self->xml);
    }
}

static void
write_terms (const KontorEinvoiceWriter *self)
{
  g_autofree char *terms = kontor_einvoice_dup_terms (self);

  kontor_xml_open (self->xml, "cac:PaymentTerms");
  kontor_xml_leaf (self->xml, "cbc:Note", terms);
  kontor_xml_close (self->xml);
}

static void
write_tax_totals (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;
  g_autofree char     *other = NULL;
  guint                digits;
  guint                i;

  kontor_xml_open (self->xml, "cac:TaxTotal");
  kontor_ubl_write_amount (self, "cbc:TaxAmount", invoice->totals.tax_minor);
  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      kontor_xml_open (self->xml, "cac:TaxSubtotal");
      kontor_ubl_write_amount (self, "cbc:TaxableAmount", tax->net_minor);
      kontor_ubl_write_amount (self, "cbc:TaxAmount", tax->tax_minor);
      kontor_ubl_write_category (self, "cac:TaxCategory", tax->category, tax->rate_bp, tax);
      kontor_xml_close (self->xml);
    }
  kontor_xml_close (self->xml);

  if (!kontor_einvoice_is_given (invoice->tax_currency)
      || g_strcmp0 (invoice->tax_currency, invoice->currency) == 0)
    return;

  digits = kontor_currency_digits (invoice->tax_currency);
  other = kontor_decimal_format (
    invoice->totals.accounting_tax_minor, digits, digits, &kontor_number_style_plain);
  kontor_xml_open (self->xml, "cac:TaxTotal");
  kontor_xml_leaf_with (self->xml, "cbc:TaxAmount", other, "currencyID", invoice->tax_currency);
  kontor_xml_close (self->xml);
}

static void
write_amount_if (const KontorEinvoiceWriter *self,
                 const char                 *name,
                 gint64                      minor,
                 gboolean                    is_wanted)
{
  if (minor != 0 || is_wanted)
    kontor_ubl_write_amount (self, name, minor);
}

/* BG-22. */
static void
write_totals (const KontorEinvoiceWriter *self)
{
  const KontorInvoiceTotals *totals = &self->invoice->totals;

  kontor_xml_open (self->xml, "cac:LegalMonetaryTotal");
  kontor_ubl_write_amount (self, "cbc:LineExtensionAmount", totals->line_minor);
  kontor_ubl_write_amount (self, "cbc:TaxExclusiveAmount", totals->net_minor);
  kontor_ubl_write_amount (self, "cbc:TaxInclusiveAmount", totals->gross_minor);
  write_amount_if (self,
                   "cbc:AllowanceTotalAmount",
                   totals->allowance_minor,
                   kontor_einvoice_has_adjustment (self, FALSE));
  write_amount_if (self,
                   "cbc:ChargeTotalAmount",
                   totals->charge_minor,
                   kontor_einvoice_has_adjustment (self, TRUE));
  write_amount_if (self, "cbc:PrepaidAmount", totals->paid_minor, FALSE);
  write_amount_if (self, "cbc:PayableRoundingAmount", totals->rounding_minor, FALSE);
  kontor_ubl_write_amount (self, "cbc:PayableAmount", totals->due_minor);
  kontor_xml_close (self->xml);
}

/* The whole document: UBL 2.1 Invoice, or CreditNote when the seller owes. */
void
kontor_ubl_write (const KontorEinvoiceWriter *self)
{
  const KontorInvoice *invoice = self->invoice;
  gboolean             is_credit = kontor_invoice_is_credit (invoice);
  guint                i;

  kontor_xml_open (self->xml, is_credit ? "CreditNote" : "Invoice");
  kontor_xml_attribute (self->xml, "xmlns", is_credit ? URN "CreditNote-2" : URN "Invoice-2");
  kontor_xml_attribute (self->xml, "xmlns:cac", URN "CommonAggregateComponents-2");
  kontor_xml_attribute (self->xml, "xmlns:cbc", URN "CommonBasicComponents-2");
  write_document (self, is_credit);
  write_period (self);
  write_references (self, is_credit);
  kontor_ubl_write_parties (self);
  kontor_ubl_write_delivery (self);
  write_payment_means (self, is_credit);
  write_terms (self);
  for (i = 0; i < invoice->adjustments->len; i++)
    kontor_ubl_write_adjustment (self, g_ptr_array_index (invoice->adjustments, i));
  write_tax_totals (self);
  write_totals (self);
  for (i = 0; i < invoice->lines->len; i++)
    kontor_ubl_write_line (self, g_ptr_array_index (invoice->lines, i));
  kontor_xml_close (self->xml);
}
