/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-reader-private.h"

static const KontorAmountRule adjustment_amounts[2][2] = {
  { { "Amount", "BT-92", "BR-DEC-01", "BR-31" }, { "Amount", "BT-99", "BR-DEC-05", "BR-36" } },
  { { "Amount", "BT-136", "BR-DEC-24", "BR-41" }, { "Amount", "BT-141", "BR-DEC-27", "BR-43" } },
};
static const KontorAmountRule adjustment_bases[2][2] = {
  { { "BaseAmount", "BT-93", "BR-DEC-02", NULL }, { "BaseAmount", "BT-100", "BR-DEC-06", NULL } },
  { { "BaseAmount", "BT-137", "BR-DEC-25", NULL }, { "BaseAmount", "BT-142", "BR-DEC-28", NULL } },
};
static const KontorAmountRule percent_rule = { "MultiplierFactorNumeric", "BT-94", NULL, NULL };

/* BG-20, 21, 27, 28. */
void
kontor_ubl_read_adjustment (KontorEinvoiceReader *self,
                            const xmlNode        *node,
                            GPtrArray            *adjustments,
                            gboolean              is_line)
{
  KontorInvoiceAdjustment *adjustment = kontor_invoice_add_adjustment (adjustments);
  int                      level = is_line ? 1 : 0;
  int                      kind;

  self->part = adjustments->len;
  adjustment->is_charge = kontor_reader_flag (self, node, "ChargeIndicator");
  kind = adjustment->is_charge ? 1 : 0;
  adjustment->reason_code = kontor_node_dup (node, "AllowanceChargeReasonCode");
  adjustment->reason = kontor_node_dup (node, "AllowanceChargeReason");
  kontor_reader_decimal (self, node, &percent_rule, 6, &adjustment->percent_e6);
  kontor_reader_amount (self, node, &adjustment_amounts[level][kind], &adjustment->amount_minor);
  kontor_reader_amount (self, node, &adjustment_bases[level][kind], &adjustment->base_minor);
  if (!is_line)
    {
      const xmlNode *tax = kontor_node_first (node, "TaxCategory");

      adjustment->category = kontor_node_dup (tax, "ID");
      kontor_reader_rate (self,
                          tax,
                          "Percent",
                          adjustment->category,
                          kind == 1 ? "07" : "06",
                          kind == 1 ? "BT-103" : "BT-96",
                          &adjustment->rate_bp);
    }
  self->part = 0;
}

/* "#AAI#text" is a note with its subject. */
static void
read_note (KontorEinvoiceReader *self, const char *text)
{
  const char        *end = *text == '#' ? strchr (text + 1, '#') : NULL;
  KontorInvoiceNote *note;

  if (end == NULL || end - text != 4)
    {
      kontor_invoice_add_note (self->invoice, text);
      return;
    }

  note = kontor_invoice_add_note (self->invoice, end + 1);
  note->code = g_strndup (text + 1, 3);
}

static void
read_notes (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *node;

  for (node = kontor_node_first (root, "Note"); node != NULL; node = kontor_node_next (node))
    {
      g_autofree char *text = kontor_node_dup_text (node);

      if (text != NULL)
        read_note (self, text);
    }
}

static void
read_document (KontorEinvoiceReader *self, const xmlNode *root)
{
  KontorInvoice *invoice = self->invoice;

  invoice->specification = kontor_node_dup (root, "CustomizationID");
  invoice->process = kontor_node_dup (root, "ProfileID");
  invoice->number = kontor_node_dup (root, "ID");
  invoice->type_code = kontor_node_dup (root, "InvoiceTypeCode");
  if (invoice->type_code == NULL)
    invoice->type_code = kontor_node_dup (root, "CreditNoteTypeCode");
  invoice->currency = kontor_node_dup (root, "DocumentCurrencyCode");
  invoice->tax_currency = kontor_node_dup (root, "TaxCurrencyCode");
  kontor_reader_day (self, root, "IssueDate", "BT-2", &invoice->issue_day);
  kontor_reader_day (self, root, "TaxPointDate", "BT-7", &invoice->tax_point_day);
  kontor_reader_day (self, root, "DueDate", "BT-9", &invoice->payment.due_day);
  read_notes (self, root);
}

static void
read_period (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *period = kontor_node_first (root, "InvoicePeriod");
  KontorInvoice *invoice = self->invoice;

  kontor_reader_day (self, period, "StartDate", "BT-73", &invoice->from_day);
  kontor_reader_day (self, period, "EndDate", "BT-74", &invoice->to_day);
  invoice->tax_point_code = kontor_node_dup (period, "DescriptionCode");
  if (period != NULL && invoice->from_day == 0 && invoice->to_day == 0
      && invoice->tax_point_code == NULL)
    kontor_reader_report (self, "BR-CO-19");
}

static void
read_attachment (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceAttachment *attachment = kontor_invoice_add_attachment (self->invoice);

  attachment->id = kontor_node_dup (node, "ID");
  attachment->description = kontor_node_dup (node, "DocumentDescription");
  attachment->uri = kontor_node_dup (node, "Attachment/ExternalReference/URI");
  kontor_reader_file (
    self, kontor_node_find (node, "Attachment/EmbeddedDocumentBinaryObject"), attachment);
}

/* Type 130 is BT-18, type 50 in a credit note BT-11, else BG-24. */
static void
read_additional_document (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceReferences *references = &self->invoice->references;
  g_autofree char         *type = kontor_node_dup (node, "DocumentTypeCode");

  if (g_strcmp0 (type, "130") == 0 && references->object.id == NULL)
    kontor_node_take_id (kontor_node_first (node, "ID"), &references->object);
  else if (g_strcmp0 (type, "50") == 0 && references->project == NULL)
    references->project = kontor_node_dup (node, "ID");
  else
    read_attachment (self, node);
}

static void
read_preceding (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *node;

  for (node = kontor_node_first (root, "BillingReference"); node != NULL;
       node = kontor_node_next (node))
    {
      KontorInvoicePreceding *item = kontor_invoice_add_preceding (self->invoice);

      item->number = kontor_node_dup (node, "InvoiceDocumentReference/ID");
      kontor_reader_day (self, node, "InvoiceDocumentReference/IssueDate", "BT-26", &item->day);
    }
}

static void
read_references (KontorEinvoiceReader *self, const xmlNode *root)
{
  KontorInvoiceReferences *references = &self->invoice->references;
  const xmlNode           *node;

  references->buyer_reference = kontor_node_dup (root, "BuyerReference");
  references->buyer_account = kontor_node_dup (root, "AccountingCost");
  references->order = kontor_node_dup (root, "OrderReference/ID");
  references->sales_order = kontor_node_dup (root, "OrderReference/SalesOrderID");
  references->despatch = kontor_node_dup (root, "DespatchDocumentReference/ID");
  references->receipt = kontor_node_dup (root, "ReceiptDocumentReference/ID");
  references->tender = kontor_node_dup (root, "OriginatorDocumentReference/ID");
  references->contract = kontor_node_dup (root, "ContractDocumentReference/ID");
  references->project = kontor_node_dup (root, "ProjectReference/ID");
  for (node = kontor_node_first (root, "AdditionalDocumentReference"); node != NULL;
       node = kontor_node_next (node))
    read_additional_document (self, node);
  read_preceding (self, root);
}

static void
read_address (const xmlNode *node, KontorInvoiceParty *party)
{
  party->address.street = kontor_node_dup (node, "StreetName");
  party->address.extra = kontor_node_dup (node, "AdditionalStreetName");
  party->address.city = kontor_node_dup (node, "CityName");
  party->address.postcode = kontor_node_dup (node, "PostalZone");
  party->address.region = kontor_node_dup (node, "CountrySubentity");
  party->line3 = kontor_node_dup (node, "AddressLine/Line");
  party->address.country = kontor_node_dup (node, "Country/IdentificationCode");
}

/* An identifier of list SEPA is the creditor id, BT-90. */
static void
read_ids (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *item;

  for (item = kontor_node_first (node, "PartyIdentification"); item != NULL;
       item = kontor_node_next (item))
    {
      const xmlNode   *id = kontor_node_first (item, "ID");
      g_autofree char *scheme = kontor_node_dup_attribute (id, "schemeID");

      if (g_strcmp0 (scheme, "SEPA") != 0)
        {
          kontor_node_take_id (id, kontor_invoice_add_party_id (party));
          continue;
        }

      g_free (self->invoice->payment.creditor_id);
      self->invoice->payment.creditor_id = kontor_node_dup_text (id);
    }
}

static void
read_tax_schemes (const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *item;

  for (item = kontor_node_first (node, "PartyTaxScheme"); item != NULL;
       item = kontor_node_next (item))
    {
      g_autofree char *scheme = kontor_node_dup (item, "TaxScheme/ID");
      gboolean         is_vat = scheme != NULL && g_ascii_strcasecmp (scheme, "VAT") == 0;
      char           **place = is_vat ? &party->vat_id : &party->tax_number;

      g_free (*place);
      *place = kontor_node_dup (item, "CompanyID");
    }
}

static void
read_party (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *legal = kontor_node_first (node, "PartyLegalEntity");
  const xmlNode *contact = kontor_node_first (node, "Contact");

  kontor_node_take_id (kontor_node_first (node, "EndpointID"), &party->endpoint);
  read_ids (self, node, party);
  party->trade_name = kontor_node_dup (node, "PartyName/Name");
  party->address.name = kontor_node_dup (legal, "RegistrationName");
  kontor_node_take_id (kontor_node_first (legal, "CompanyID"), &party->legal_id);
  party->legal_info = kontor_node_dup_lines (legal, "CompanyLegalForm");
  read_address (kontor_node_first (node, "PostalAddress"), party);
  read_tax_schemes (node, party);
  party->contact = kontor_node_dup (contact, "Name");
  party->phone = kontor_node_dup (contact, "Telephone");
  party->email = kontor_node_dup (contact, "ElectronicMail");
}

/* Payee and tax representative have their name where others have the trade name. */
static void
read_minor_party (KontorEinvoiceReader *self, const xmlNode *node, KontorInvoiceParty **place)
{
  KontorInvoiceParty *party;

  if (node == NULL)
    return;

  party = kontor_invoice_take_party (place);
  read_party (self, node, party);
  g_free (party->address.name);
  party->address.name = g_steal_pointer (&party->trade_name);
}

static void
read_delivery (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode      *delivery = kontor_node_first (root, "Delivery");
  const xmlNode      *location = kontor_node_first (delivery, "DeliveryLocation");
  const xmlNode      *name = kontor_node_find (delivery, "DeliveryParty/PartyName/Name");
  const xmlNode      *id = kontor_node_first (location, "ID");
  KontorInvoiceParty *party;

  kontor_reader_day (self, delivery, "ActualDeliveryDate", "BT-72", &self->invoice->delivery_day);
  if (location == NULL && name == NULL)
    return;

  party = kontor_invoice_take_party (&self->invoice->ship_to);
  party->address.name = kontor_node_dup_text (name);
  read_address (kontor_node_first (location, "Address"), party);
  if (id != NULL)
    kontor_node_take_id (id, kontor_invoice_add_party_id (party));
}

static void
read_account (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceAccount *account;

  if (node == NULL)
    return;

  account = kontor_invoice_add_account (self->invoice);
  account->iban = kontor_node_dup (node, "ID");
  account->name = kontor_node_dup (node, "Name");
  account->bic = kontor_node_dup (node, "FinancialInstitutionBranch/ID");
}

static void
take_if_missing (char **text, char *other)
{
  if (*text == NULL)
    *text = other;
  else
    g_free (other);
}

static void
read_means (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoicePayment *payment = &self->invoice->payment;
  const xmlNode        *code = kontor_node_first (node, "PaymentMeansCode");
  const xmlNode        *card = kontor_node_first (node, "CardAccount");
  const xmlNode        *mandate = kontor_node_first (node, "PaymentMandate");

  take_if_missing (&payment->means, kontor_node_dup_text (code));
  take_if_missing (&payment->means_text, kontor_node_dup_attribute (code, "name"));
  take_if_missing (&payment->remittance, kontor_node_dup (node, "PaymentID"));
  take_if_missing (&payment->card_number, kontor_node_dup (card, "PrimaryAccountNumberID"));
  take_if_missing (&payment->card_holder, kontor_node_dup (card, "HolderName"));
  take_if_missing (&payment->mandate, kontor_node_dup (mandate, "ID"));
  take_if_missing (&payment->debtor_iban, kontor_node_dup (mandate, "PayerFinancialAccount/ID"));
  if (payment->due_day == 0)
    kontor_reader_day (self, node, "PaymentDueDate", "BT-9", &payment->due_day);
  read_account (self, kontor_node_first (node, "PayeeFinancialAccount"));
}

static void
read_payment (KontorEinvoiceReader *self, const xmlNode *root)
{
  g_autofree char *terms = kontor_node_dup_lines (root, "PaymentTerms/Note");
  const xmlNode   *node;

  for (node = kontor_node_first (root, "PaymentMeans"); node != NULL;
       node = kontor_node_next (node))
    read_means (self, node);
  kontor_reader_terms (self, terms);
}

static void
read_tax (KontorEinvoiceReader *self, const xmlNode *node)
{
  static const KontorAmountRule net = { "TaxableAmount", "BT-116", "BR-DEC-19", "BR-45" };
  static const KontorAmountRule vat = { "TaxAmount", "BT-117", "BR-DEC-20", "BR-46" };
  const xmlNode                *category = kontor_node_first (node, "TaxCategory");
  KontorInvoiceTax             *tax = kontor_invoice_add_tax (self->invoice);

  self->part = self->invoice->taxes->len;
  tax->category = kontor_node_dup (category, "ID");
  kontor_reader_rate (self, category, "Percent", tax->category, NULL, "BT-119", &tax->rate_bp);
  if (kontor_node_first (category, "Percent") == NULL && g_strcmp0 (tax->category, "O") != 0)
    kontor_reader_report (self, "BR-48");
  kontor_reader_amount (self, node, &net, &tax->net_minor);
  kontor_reader_amount (self, node, &vat, &tax->tax_minor);
  if (__builtin_add_overflow (tax->net_minor, tax->tax_minor, &tax->gross_minor))
    tax->gross_minor = 0;
  tax->exemption_code = kontor_node_dup (category, "TaxExemptionReasonCode");
  tax->exemption_reason = kontor_node_dup_lines (category, "TaxExemptionReason");
  self->part = 0;
}

/* One total in the invoice's currency, with the groups, and maybe one in that of the accounts. */
static void
read_tax_totals (KontorEinvoiceReader *self, const xmlNode *root)
{
  static const KontorAmountRule own = { "TaxAmount", "BT-110", "BR-DEC-13", NULL };
  static const KontorAmountRule other = { "TaxAmount", "BT-111", "BR-DEC-15", NULL };
  KontorInvoice                *invoice = self->invoice;
  gboolean                      has_other = FALSE;
  const xmlNode                *node;
  const xmlNode                *group;

  for (node = kontor_node_first (root, "TaxTotal"); node != NULL; node = kontor_node_next (node))
    {
      g_autofree char *currency = kontor_node_dup_attribute (kontor_node_first (node, "TaxAmount"),
                                                             "currencyID");

      for (group = kontor_node_first (node, "TaxSubtotal"); group != NULL;
           group = kontor_node_next (group))
        read_tax (self, group);
      if (currency == NULL || g_strcmp0 (currency, invoice->currency) == 0)
        kontor_reader_amount (self, node, &own, &invoice->totals.tax_minor);
      else
        has_other |= kontor_reader_amount_in (
          self, node, &other, currency, &invoice->totals.accounting_tax_minor);
    }

  if (invoice->tax_currency != NULL && !has_other
      && g_strcmp0 (invoice->tax_currency, invoice->currency) != 0)
    kontor_reader_report (self, "BR-53");
}

static void
read_totals (KontorEinvoiceReader *self, const xmlNode *root)
{
  static const KontorAmountRule line = { "LineExtensionAmount", "BT-106", "BR-DEC-09", "BR-12" };
  static const KontorAmountRule net = { "TaxExclusiveAmount", "BT-109", "BR-DEC-12", "BR-13" };
  static const KontorAmountRule gross = { "TaxInclusiveAmount", "BT-112", "BR-DEC-14", "BR-14" };
  static const KontorAmountRule allowance = { "AllowanceTotalAmount", "BT-107", "BR-DEC-10", NULL };
  static const KontorAmountRule charge = { "ChargeTotalAmount", "BT-108", "BR-DEC-11", NULL };
  static const KontorAmountRule paid = { "PrepaidAmount", "BT-113", "BR-DEC-16", NULL };
  static const KontorAmountRule rounding = { "PayableRoundingAmount", "BT-114", "BR-DEC-17", NULL };
  static const KontorAmountRule due = { "PayableAmount", "BT-115", "BR-DEC-18", "BR-15" };
  KontorInvoiceTotals          *totals = &self->invoice->totals;
  const xmlNode                *node = kontor_node_first (root, "LegalMonetaryTotal");

  kontor_reader_amount (self, node, &line, &totals->line_minor);
  kontor_reader_amount (self, node, &net, &totals->net_minor);
  kontor_reader_amount (self, node, &gross, &totals->gross_minor);
  kontor_reader_amount (self, node, &allowance, &totals->allowance_minor);
  kontor_reader_amount (self, node, &charge, &totals->charge_minor);
  kontor_reader_amount (self, node, &paid, &totals->paid_minor);
  kontor_reader_amount (self, node, &rounding, &totals->rounding_minor);
  kontor_reader_amount (self, node, &due, &totals->due_minor);
}

static void
read_lines (KontorEinvoiceReader *self, const xmlNode *root, const char *name)
{
  const xmlNode *node;

  for (node = kontor_node_first (root, name); node != NULL; node = kontor_node_next (node))
    {
      self->line++;
      kontor_ubl_read_line (self, node);
    }
}

/* The whole document: UBL 2.1 Invoice or CreditNote. */
void
kontor_ubl_read (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *node;

  read_document (self, root);
  read_period (self, root);
  read_references (self, root);
  read_party (
    self, kontor_node_find (root, "AccountingSupplierParty/Party"), &self->invoice->seller);
  read_party (
    self, kontor_node_find (root, "AccountingCustomerParty/Party"), &self->invoice->buyer);
  read_minor_party (self, kontor_node_first (root, "PayeeParty"), &self->invoice->payee);
  read_minor_party (
    self, kontor_node_first (root, "TaxRepresentativeParty"), &self->invoice->tax_representative);
  read_delivery (self, root);
  read_payment (self, root);
  for (node = kontor_node_first (root, "AllowanceCharge"); node != NULL;
       node = kontor_node_next (node))
    kontor_ubl_read_adjustment (self, node, self->invoice->adjustments, FALSE);
  read_tax_totals (self, root);
  read_totals (self, root);
  read_lines (self, root, "InvoiceLine");
  read_lines (self, root, "CreditNoteLine");
  self->line = 0;
}
