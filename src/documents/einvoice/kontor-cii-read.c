/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-reader-private.h"

#define RATE "RateApplicablePercent"

/* Amounts of allowances and charges, of the document and of a line: amount, then base. */
static const KontorAmountRule adjustment_amounts[2][2] = {
  { { "ActualAmount", "BT-92", "BR-DEC-01", "BR-31" },
    { "ActualAmount", "BT-99", "BR-DEC-05", "BR-36" } },
  { { "ActualAmount", "BT-136", "BR-DEC-24", "BR-41" },
    { "ActualAmount", "BT-141", "BR-DEC-27", "BR-43" } },
};
static const KontorAmountRule adjustment_bases[2][2] = {
  { { "BasisAmount", "BT-93", "BR-DEC-02", NULL }, { "BasisAmount", "BT-100", "BR-DEC-06", NULL } },
  { { "BasisAmount", "BT-137", "BR-DEC-25", NULL },
    { "BasisAmount", "BT-142", "BR-DEC-28", NULL } },
};
static const KontorAmountRule percent_rule = { "CalculationPercent", "BT-94", NULL, NULL };

/* BG-20, 21, 27, 28. */
void
kontor_cii_read_adjustment (KontorEinvoiceReader *self,
                            const xmlNode        *node,
                            GPtrArray            *adjustments,
                            gboolean              is_line)
{
  KontorInvoiceAdjustment *adjustment = kontor_invoice_add_adjustment (adjustments);
  int                      level = is_line ? 1 : 0;
  int                      kind;

  self->part = adjustments->len;
  adjustment->is_charge = kontor_reader_flag (self, node, "ChargeIndicator/Indicator");
  kind = adjustment->is_charge ? 1 : 0;
  kontor_reader_decimal (self, node, &percent_rule, 6, &adjustment->percent_e6);
  kontor_reader_amount (self, node, &adjustment_bases[level][kind], &adjustment->base_minor);
  kontor_reader_amount (self, node, &adjustment_amounts[level][kind], &adjustment->amount_minor);
  adjustment->reason = kontor_node_dup (node, "Reason");
  adjustment->reason_code = kontor_node_dup (node, "ReasonCode");
  if (!is_line)
    {
      const xmlNode *tax = kontor_node_first (node, "CategoryTradeTax");

      adjustment->category = kontor_node_dup (tax, "CategoryCode");
      kontor_reader_rate (self,
                          tax,
                          RATE,
                          adjustment->category,
                          kind == 1 ? "07" : "06",
                          kind == 1 ? "BT-103" : "BT-96",
                          &adjustment->rate_bp);
    }
  self->part = 0;
}

static void
read_context (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *context = kontor_node_first (root, "ExchangedDocumentContext");

  self->invoice->process = kontor_node_dup (context,
                                            "BusinessProcessSpecifiedDocumentContextParameter/ID");
  self->invoice->specification = kontor_node_dup (context,
                                                  "GuidelineSpecifiedDocumentContextParameter/ID");
}

static void
read_document (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *document = kontor_node_first (root, "ExchangedDocument");
  const xmlNode *node;

  self->invoice->number = kontor_node_dup (document, "ID");
  self->invoice->type_code = kontor_node_dup (document, "TypeCode");
  kontor_reader_day (
    self, document, "IssueDateTime/DateTimeString", "BT-2", &self->invoice->issue_day);
  for (node = kontor_node_first (document, "IncludedNote"); node != NULL;
       node = kontor_node_next (node))
    {
      g_autofree char   *text = kontor_node_dup_lines (node, "Content");
      KontorInvoiceNote *note = kontor_invoice_add_note (self->invoice, text);

      note->code = kontor_node_dup (node, "SubjectCode");
    }
}

static void
read_ids (const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *id;

  for (id = kontor_node_first (node, "ID"); id != NULL; id = kontor_node_next (id))
    kontor_node_take_id (id, kontor_invoice_add_party_id (party));
  for (id = kontor_node_first (node, "GlobalID"); id != NULL; id = kontor_node_next (id))
    kontor_node_take_id (id, kontor_invoice_add_party_id (party));
}

static void
read_address (const xmlNode *node, KontorInvoiceParty *party)
{
  party->address.postcode = kontor_node_dup (node, "PostcodeCode");
  party->address.street = kontor_node_dup (node, "LineOne");
  party->address.extra = kontor_node_dup (node, "LineTwo");
  party->line3 = kontor_node_dup (node, "LineThree");
  party->address.city = kontor_node_dup (node, "CityName");
  party->address.country = kontor_node_dup (node, "CountryID");
  party->address.region = kontor_node_dup (node, "CountrySubDivisionName");
}

static void
read_registrations (const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *item;

  for (item = kontor_node_first (node, "SpecifiedTaxRegistration"); item != NULL;
       item = kontor_node_next (item))
    {
      const xmlNode   *id = kontor_node_first (item, "ID");
      g_autofree char *scheme = kontor_node_dup_attribute (id, "schemeID");
      char           **place = g_strcmp0 (scheme, "FC") == 0 ? &party->tax_number : &party->vat_id;

      g_free (*place);
      *place = kontor_node_dup_text (id);
    }
}

static void
read_contact (const xmlNode *node, KontorInvoiceParty *party)
{
  party->contact = kontor_node_dup (node, "PersonName");
  if (party->contact == NULL)
    party->contact = kontor_node_dup (node, "DepartmentName");
  party->phone = kontor_node_dup (node, "TelephoneUniversalCommunication/CompleteNumber");
  party->email = kontor_node_dup (node, "EmailURIUniversalCommunication/URIID");
}

static void
read_party (const xmlNode *node, KontorInvoiceParty *party)
{
  const xmlNode *legal = kontor_node_first (node, "SpecifiedLegalOrganization");

  read_ids (node, party);
  party->address.name = kontor_node_dup (node, "Name");
  party->legal_info = kontor_node_dup_lines (node, "Description");
  kontor_node_take_id (kontor_node_first (legal, "ID"), &party->legal_id);
  party->trade_name = kontor_node_dup (legal, "TradingBusinessName");
  read_contact (kontor_node_first (node, "DefinedTradeContact"), party);
  read_address (kontor_node_first (node, "PostalTradeAddress"), party);
  kontor_node_take_id (kontor_node_find (node, "URIUniversalCommunication/URIID"),
                       &party->endpoint);
  read_registrations (node, party);
}

static void
read_party_if (const xmlNode *node, KontorInvoiceParty **party)
{
  if (node != NULL)
    read_party (node, kontor_invoice_take_party (party));
}

static void
read_attachment (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceAttachment *attachment = kontor_invoice_add_attachment (self->invoice);

  attachment->id = kontor_node_dup (node, "IssuerAssignedID");
  attachment->uri = kontor_node_dup (node, "URIID");
  attachment->description = kontor_node_dup (node, "Name");
  kontor_reader_file (self, kontor_node_first (node, "AttachmentBinaryObject"), attachment);
}

/* One element for three things, told apart by type: 50 is BT-17, 130 is BT-18, else BG-24. */
static void
read_additional_document (KontorEinvoiceReader *self, const xmlNode *node)
{
  KontorInvoiceReferences *references = &self->invoice->references;
  g_autofree char         *type = kontor_node_dup (node, "TypeCode");

  if (g_strcmp0 (type, "50") == 0 && references->tender == NULL)
    references->tender = kontor_node_dup (node, "IssuerAssignedID");
  else if (g_strcmp0 (type, "130") == 0 && references->object.id == NULL)
    {
      references->object.id = kontor_node_dup (node, "IssuerAssignedID");
      references->object.scheme = kontor_node_dup (node, "ReferenceTypeCode");
    }
  else
    read_attachment (self, node);
}

static void
read_agreement (KontorEinvoiceReader *self, const xmlNode *transaction)
{
  const xmlNode *agreement = kontor_node_first (transaction, "ApplicableHeaderTradeAgreement");
  KontorInvoiceReferences *references = &self->invoice->references;
  const xmlNode           *node;

  references->buyer_reference = kontor_node_dup (agreement, "BuyerReference");
  read_party (kontor_node_first (agreement, "SellerTradeParty"), &self->invoice->seller);
  read_party (kontor_node_first (agreement, "BuyerTradeParty"), &self->invoice->buyer);
  read_party_if (kontor_node_first (agreement, "SellerTaxRepresentativeTradeParty"),
                 &self->invoice->tax_representative);
  references->sales_order = kontor_node_dup (agreement,
                                             "SellerOrderReferencedDocument/IssuerAssignedID");
  references->order = kontor_node_dup (agreement, "BuyerOrderReferencedDocument/IssuerAssignedID");
  references->contract = kontor_node_dup (agreement, "ContractReferencedDocument/IssuerAssignedID");
  references->project = kontor_node_dup (agreement, "SpecifiedProcuringProject/ID");
  for (node = kontor_node_first (agreement, "AdditionalReferencedDocument"); node != NULL;
       node = kontor_node_next (node))
    read_additional_document (self, node);
}

static void
read_delivery (KontorEinvoiceReader *self, const xmlNode *transaction)
{
  const xmlNode *delivery = kontor_node_first (transaction, "ApplicableHeaderTradeDelivery");
  KontorInvoiceReferences *references = &self->invoice->references;

  read_party_if (kontor_node_first (delivery, "ShipToTradeParty"), &self->invoice->ship_to);
  kontor_reader_day (self,
                     delivery,
                     "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString",
                     "BT-72",
                     &self->invoice->delivery_day);
  references->despatch = kontor_node_dup (delivery,
                                          "DespatchAdviceReferencedDocument/IssuerAssignedID");
  references->receipt = kontor_node_dup (delivery,
                                         "ReceivingAdviceReferencedDocument/IssuerAssignedID");
}

static void
read_account (KontorEinvoiceReader *self, const xmlNode *means)
{
  const xmlNode        *node = kontor_node_first (means, "PayeePartyCreditorFinancialAccount");
  KontorInvoiceAccount *account;

  if (node == NULL)
    return;

  account = kontor_invoice_add_account (self->invoice);
  account->iban = kontor_node_dup (node, "IBANID");
  if (account->iban == NULL)
    account->iban = kontor_node_dup (node, "ProprietaryID");
  account->name = kontor_node_dup (node, "AccountName");
  account->bic = kontor_node_dup (means, "PayeeSpecifiedCreditorFinancialInstitution/BICID");
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
read_means (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  KontorInvoicePayment *payment = &self->invoice->payment;
  const xmlNode        *node;

  for (node = kontor_node_first (settlement, "SpecifiedTradeSettlementPaymentMeans"); node != NULL;
       node = kontor_node_next (node))
    {
      const xmlNode *card = kontor_node_first (node, "ApplicableTradeSettlementFinancialCard");

      take_if_missing (&payment->means, kontor_node_dup (node, "TypeCode"));
      take_if_missing (&payment->means_text, kontor_node_dup (node, "Information"));
      take_if_missing (&payment->card_number, kontor_node_dup (card, "ID"));
      take_if_missing (&payment->card_holder, kontor_node_dup (card, "CardholderName"));
      take_if_missing (&payment->debtor_iban,
                       kontor_node_dup (node, "PayerPartyDebtorFinancialAccount/IBANID"));
      read_account (self, node);
    }
}

static void
read_payment (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  KontorInvoicePayment *payment = &self->invoice->payment;
  const xmlNode        *terms = kontor_node_first (settlement, "SpecifiedTradePaymentTerms");
  g_autofree char      *text = kontor_node_dup_lines (terms, "Description");

  payment->creditor_id = kontor_node_dup (settlement, "CreditorReferenceID");
  payment->remittance = kontor_node_dup (settlement, "PaymentReference");
  read_means (self, settlement);
  kontor_reader_day (self, terms, "DueDateDateTime/DateTimeString", "BT-9", &payment->due_day);
  payment->mandate = kontor_node_dup (terms, "DirectDebitMandateID");
  kontor_reader_terms (self, text);
}

/* BT-8 comes as UNTDID 2475; the model has UNTDID 2005. */
static char *
dup_tax_point_code (const xmlNode *tax)
{
  static const struct
  {
    const char *theirs;
    const char *ours;
  } codes[] = { { "5", "3" }, { "29", "35" }, { "72", "432" } };
  g_autofree char *code = kontor_node_dup (tax, "DueDateTypeCode");
  guint            i;

  for (i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_strcmp0 (codes[i].theirs, code) == 0)
        return g_strdup (codes[i].ours);
    }

  return g_steal_pointer (&code);
}

static void
read_tax_point (KontorEinvoiceReader *self, const xmlNode *node)
{
  if (self->invoice->tax_point_day == 0)
    kontor_reader_day (
      self, node, "TaxPointDate/DateString", "BT-7", &self->invoice->tax_point_day);
  take_if_missing (&self->invoice->tax_point_code, dup_tax_point_code (node));
}

static void
read_tax (KontorEinvoiceReader *self, const xmlNode *node)
{
  static const KontorAmountRule net = { "BasisAmount", "BT-116", "BR-DEC-19", "BR-45" };
  static const KontorAmountRule vat = { "CalculatedAmount", "BT-117", "BR-DEC-20", "BR-46" };
  KontorInvoiceTax             *tax = kontor_invoice_add_tax (self->invoice);

  self->part = self->invoice->taxes->len;
  tax->category = kontor_node_dup (node, "CategoryCode");
  kontor_reader_rate (self, node, RATE, tax->category, NULL, "BT-119", &tax->rate_bp);
  if (kontor_node_first (node, RATE) == NULL && g_strcmp0 (tax->category, "O") != 0)
    kontor_reader_report (self, "BR-48");
  kontor_reader_amount (self, node, &net, &tax->net_minor);
  kontor_reader_amount (self, node, &vat, &tax->tax_minor);
  if (__builtin_add_overflow (tax->net_minor, tax->tax_minor, &tax->gross_minor))
    tax->gross_minor = 0;
  tax->exemption_reason = kontor_node_dup_lines (node, "ExemptionReason");
  tax->exemption_code = kontor_node_dup (node, "ExemptionReasonCode");
  read_tax_point (self, node);
  self->part = 0;
}

/* One total in the invoice's currency, and maybe one in that of the accounts. */
static void
read_tax_totals (KontorEinvoiceReader *self, const xmlNode *summation)
{
  static const KontorAmountRule own = { NULL, "BT-110", "BR-DEC-13", NULL };
  static const KontorAmountRule other = { NULL, "BT-111", "BR-DEC-15", NULL };
  KontorInvoice                *invoice = self->invoice;
  gboolean                      has_other = FALSE;
  const xmlNode                *node;

  for (node = kontor_node_first (summation, "TaxTotalAmount"); node != NULL;
       node = kontor_node_next (node))
    {
      g_autofree char *currency = kontor_node_dup_attribute (node, "currencyID");

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
read_totals (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  static const KontorAmountRule line = { "LineTotalAmount", "BT-106", "BR-DEC-09", NULL };
  static const KontorAmountRule charge = { "ChargeTotalAmount", "BT-108", "BR-DEC-11", NULL };
  static const KontorAmountRule allowance = { "AllowanceTotalAmount", "BT-107", "BR-DEC-10", NULL };
  static const KontorAmountRule net = { "TaxBasisTotalAmount", "BT-109", "BR-DEC-12", "BR-13" };
  static const KontorAmountRule rounding = { "RoundingAmount", "BT-114", "BR-DEC-17", NULL };
  static const KontorAmountRule gross = { "GrandTotalAmount", "BT-112", "BR-DEC-14", "BR-14" };
  static const KontorAmountRule paid = { "TotalPrepaidAmount", "BT-113", "BR-DEC-16", NULL };
  static const KontorAmountRule due = { "DuePayableAmount", "BT-115", "BR-DEC-18", "BR-15" };
  KontorInvoiceTotals          *totals = &self->invoice->totals;
  const xmlNode                *node = kontor_node_first (settlement,
                                           "SpecifiedTradeSettlementHeaderMonetarySummation");

  if (!kontor_reader_amount (self, node, &line, &totals->line_minor)
      && self->result->profile > KONTOR_PROFILE_MINIMUM)
    kontor_reader_report (self, "BR-12");
  kontor_reader_amount (self, node, &charge, &totals->charge_minor);
  kontor_reader_amount (self, node, &allowance, &totals->allowance_minor);
  kontor_reader_amount (self, node, &net, &totals->net_minor);
  read_tax_totals (self, node);
  kontor_reader_amount (self, node, &rounding, &totals->rounding_minor);
  kontor_reader_amount (self, node, &gross, &totals->gross_minor);
  kontor_reader_amount (self, node, &paid, &totals->paid_minor);
  kontor_reader_amount (self, node, &due, &totals->due_minor);
}

static void
read_preceding (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  const xmlNode *node;

  for (node = kontor_node_first (settlement, "InvoiceReferencedDocument"); node != NULL;
       node = kontor_node_next (node))
    {
      KontorInvoicePreceding *item = kontor_invoice_add_preceding (self->invoice);

      item->number = kontor_node_dup (node, "IssuerAssignedID");
      kontor_reader_day (self, node, "FormattedIssueDateTime/DateTimeString", "BT-26", &item->day);
    }
}

static void
read_period (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  const xmlNode *period = kontor_node_first (settlement, "BillingSpecifiedPeriod");
  KontorInvoice *invoice = self->invoice;

  kontor_reader_day (self, period, "StartDateTime/DateTimeString", "BT-73", &invoice->from_day);
  kontor_reader_day (self, period, "EndDateTime/DateTimeString", "BT-74", &invoice->to_day);
  if (period != NULL && invoice->from_day == 0 && invoice->to_day == 0)
    kontor_reader_report (self, "BR-CO-19");
}

static void
read_settlement (KontorEinvoiceReader *self, const xmlNode *settlement)
{
  const xmlNode *node;

  read_party_if (kontor_node_first (settlement, "PayeeTradeParty"), &self->invoice->payee);
  read_payment (self, settlement);
  for (node = kontor_node_first (settlement, "ApplicableTradeTax"); node != NULL;
       node = kontor_node_next (node))
    read_tax (self, node);
  read_period (self, settlement);
  for (node = kontor_node_first (settlement, "SpecifiedTradeAllowanceCharge"); node != NULL;
       node = kontor_node_next (node))
    kontor_cii_read_adjustment (self, node, self->invoice->adjustments, FALSE);
  read_totals (self, settlement);
  read_preceding (self, settlement);
  self->invoice->references.buyer_account = kontor_node_dup (
    settlement, "ReceivableSpecifiedTradeAccountingAccount/ID");
}

/* The whole document: Cross Industry Invoice of any profile, and ZUGFeRD 1 under its names. */
void
kontor_cii_read (KontorEinvoiceReader *self, const xmlNode *root)
{
  const xmlNode *transaction = kontor_node_first (root, "SupplyChainTradeTransaction");
  const xmlNode *settlement = kontor_node_first (transaction, "ApplicableHeaderTradeSettlement");
  const xmlNode *node;

  self->invoice->currency = kontor_node_dup (settlement, "InvoiceCurrencyCode");
  self->invoice->tax_currency = kontor_node_dup (settlement, "TaxCurrencyCode");
  read_context (self, root);
  read_document (self, root);
  for (node = kontor_node_first (transaction, "IncludedSupplyChainTradeLineItem"); node != NULL;
       node = kontor_node_next (node))
    {
      self->line++;
      kontor_cii_read_line (self, node);
    }
  self->line = 0;
  read_agreement (self, transaction);
  read_delivery (self, transaction);
  read_settlement (self, settlement);
}
