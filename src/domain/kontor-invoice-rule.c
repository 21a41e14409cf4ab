/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FATAL KONTOR_FINDING_FATAL
#define WARNING KONTOR_FINDING_WARNING
#define NOTE KONTOR_FINDING_NOTE

typedef struct
{
  const char           *rule; /* a "*" stands for a VAT category's letters */
  const char           *field;
  KontorFindingSeverity severity;
  const char           *sentence;
} KontorRule;

/* EN 16931-1 section 6.4, the CEN validation artefacts 1.3.16, XRechnung 3.0 and its
 * schematron 2.4, § 14 UStG. */
static const KontorRule table[] = {
  { "FORMAT", "", FATAL, N_ ("This value is not written as its type asks for.") },
  { "XSD", "", FATAL, N_ ("The file does not follow the schema of its format.") },
  { "PRECISION", "", NOTE, N_ ("This value is finer than can be kept; it was rounded.") },
  { "PROFILE", "BT-24", WARNING, N_ ("The specification that this follows is not known.") },
  { "PROFILE-BOOKING-AID",
    "BT-24",
    WARNING,
    N_ ("This profile is an aid to booking and no electronic invoice in German law.") },
  { "LEGACY", "BT-24", NOTE, N_ ("ZUGFeRD 1 is no electronic invoice by EN 16931.") },

  /* What pages and books say beside the file: finance-spec.md section 7. */
  { "PDF-XML", "", FATAL, N_ ("The structured invoice inside the PDF can't be read.") },
  { "PDF-NUMBER", "BT-1", WARNING, N_ ("The page does not show this number.") },
  { "PDF-DATE", "BT-2", WARNING, N_ ("The page does not show this date.") },
  { "PDF-IBAN", "BT-84", WARNING, N_ ("The page does not show this bank account.") },
  { "PDF-TOTAL", "BT-112", WARNING, N_ ("The page does not show this total.") },
  { "DUPLICATE-FILE", "", FATAL, N_ ("The same file was taken in before.") },
  { "DUPLICATE-NUMBER",
    "BT-1",
    FATAL,
    N_ ("There is an invoice of this supplier with the same number.") },
  { "IBAN-INVALID", "BT-84", WARNING, N_ ("The check digits of the bank account do not match.") },
  { "IBAN-CHANGED",
    "BT-84",
    WARNING,
    N_ ("The supplier had another bank account so far: a second person has to look at it.") },
  { "IBAN-NEW", "BT-84", NOTE, N_ ("The first bank account that is known of this supplier.") },
  { "ORDER-CURRENCY", "BT-5", WARNING, N_ ("The purchase order is in another currency.") },
  { "ORDER-TOTAL", "BT-109", WARNING, N_ ("More is asked for than was ordered.") },
  { "ORDER-QUANTITY", "BT-129", WARNING, N_ ("More is charged than was ordered.") },
  { "ORDER-PRICE", "BT-146", WARNING, N_ ("The price is not the one that was ordered at.") },
  { "ORDER-LINE", "BT-153", WARNING, N_ ("The purchase order has no such line.") },
  { "RECEIPT-QUANTITY", "BT-129", WARNING, N_ ("More is charged than has arrived.") },

  { "BR-01", "BT-24", FATAL, N_ ("The invoice does not say which specification it follows.") },
  { "BR-02", "BT-1", FATAL, N_ ("The invoice has no number.") },
  { "BR-03", "BT-2", FATAL, N_ ("The invoice has no date.") },
  { "BR-04", "BT-3", FATAL, N_ ("The invoice has no type code.") },
  { "BR-05", "BT-5", FATAL, N_ ("The invoice names no currency.") },
  { "BR-06", "BT-27", FATAL, N_ ("The seller has no name.") },
  { "BR-07", "BT-44", FATAL, N_ ("The buyer has no name.") },
  { "BR-08", "BG-5", FATAL, N_ ("The seller has no address.") },
  { "BR-09", "BT-40", FATAL, N_ ("The seller's country is missing.") },
  { "BR-10", "BG-8", FATAL, N_ ("The buyer has no address.") },
  { "BR-11", "BT-55", FATAL, N_ ("The buyer's country is missing.") },
  { "BR-12", "BT-106", FATAL, N_ ("The sum of the lines is missing.") },
  { "BR-13", "BT-109", FATAL, N_ ("The total without VAT is missing.") },
  { "BR-14", "BT-112", FATAL, N_ ("The total with VAT is missing.") },
  { "BR-15", "BT-115", FATAL, N_ ("The amount due is missing.") },
  { "BR-16", "BG-25", FATAL, N_ ("The invoice has no line.") },
  { "BR-17", "BT-59", FATAL, N_ ("The payee has no name.") },
  { "BR-18", "BT-62", FATAL, N_ ("The tax representative has no name.") },
  { "BR-19", "BG-12", FATAL, N_ ("The tax representative has no address.") },
  { "BR-20", "BT-69", FATAL, N_ ("The tax representative's country is missing.") },
  { "BR-21", "BT-126", FATAL, N_ ("The line has no number.") },
  { "BR-22", "BT-129", FATAL, N_ ("The line has no quantity.") },
  { "BR-23", "BT-130", FATAL, N_ ("The quantity has no unit.") },
  { "BR-24", "BT-131", FATAL, N_ ("The line has no amount.") },
  { "BR-25", "BT-153", FATAL, N_ ("The item has no name.") },
  { "BR-26", "BT-146", FATAL, N_ ("The item has no price.") },
  { "BR-27",
    "BT-146",
    FATAL,
    N_ ("The price is negative; give a negative quantity to take something back.") },
  { "BR-28", "BT-148", FATAL, N_ ("The list price is negative.") },
  { "BR-29", "BT-74", FATAL, N_ ("The invoicing period ends before it starts.") },
  { "BR-30", "BT-135", FATAL, N_ ("The period of the line ends before it starts.") },
  { "BR-31", "BT-92", FATAL, N_ ("The discount has no amount.") },
  { "BR-32", "BT-95", FATAL, N_ ("The discount has no VAT category.") },
  { "BR-33", "BT-97", FATAL, N_ ("The discount has no reason.") },
  { "BR-36", "BT-99", FATAL, N_ ("The charge has no amount.") },
  { "BR-37", "BT-102", FATAL, N_ ("The charge has no VAT category.") },
  { "BR-38", "BT-104", FATAL, N_ ("The charge has no reason.") },
  { "BR-41", "BT-136", FATAL, N_ ("The discount of the line has no amount.") },
  { "BR-42", "BT-139", FATAL, N_ ("The discount of the line has no reason.") },
  { "BR-43", "BT-141", FATAL, N_ ("The charge of the line has no amount.") },
  { "BR-44", "BT-144", FATAL, N_ ("The charge of the line has no reason.") },
  { "BR-45", "BT-116", FATAL, N_ ("The VAT group has no taxable amount.") },
  { "BR-46", "BT-117", FATAL, N_ ("The VAT group has no VAT amount.") },
  { "BR-47", "BT-118", FATAL, N_ ("The VAT group has no category.") },
  { "BR-48", "BT-119", FATAL, N_ ("The VAT group has no rate.") },
  { "BR-49", "BT-81", FATAL, N_ ("The payment instruction does not say how to pay.") },
  { "BR-50", "BT-84", FATAL, N_ ("The account to pay to has no number.") },
  { "BR-51", "BT-87", FATAL, N_ ("More of the card number is shown than may be.") },
  { "BR-52", "BT-122", FATAL, N_ ("The attached document has no reference.") },
  { "BR-53", "BT-111", FATAL, N_ ("The VAT total in the accounting currency is missing.") },
  { "BR-54", "BT-160", FATAL, N_ ("A property of the item lacks its name or its value.") },
  { "BR-55", "BT-25", FATAL, N_ ("The preceding invoice has no number.") },
  { "BR-56", "BT-63", FATAL, N_ ("The tax representative has no VAT id.") },
  { "BR-57", "BT-80", FATAL, N_ ("The country that the goods go to is missing.") },
  { "BR-61", "BT-84", FATAL, N_ ("A credit transfer needs an account to pay to.") },
  { "BR-62", "BT-34", FATAL, N_ ("The seller's electronic address does not say its kind.") },
  { "BR-63", "BT-49", FATAL, N_ ("The buyer's electronic address does not say its kind.") },
  { "BR-64", "BT-157", FATAL, N_ ("The item's standard number does not say its kind.") },
  { "BR-65", "BT-158", FATAL, N_ ("The item's class does not say its list.") },

  { "BR-CO-03", "BT-7", FATAL, N_ ("The tax point is given twice, as a date and as a code.") },
  { "BR-CO-04", "BT-151", FATAL, N_ ("The line has no VAT category.") },
  { "BR-CO-09", "BT-31", FATAL, N_ ("A VAT id does not begin with a country.") },
  { "BR-CO-10", "BT-106", FATAL, N_ ("The sum of the lines is not what the lines come to.") },
  { "BR-CO-11", "BT-107", FATAL, N_ ("The sum of discounts is not what they come to.") },
  { "BR-CO-12", "BT-108", FATAL, N_ ("The sum of charges is not what they come to.") },
  { "BR-CO-13",
    "BT-109",
    FATAL,
    N_ ("The total without VAT is not the lines less discounts plus charges.") },
  { "BR-CO-14", "BT-110", FATAL, N_ ("The VAT total is not what the VAT groups come to.") },
  { "BR-CO-15", "BT-112", FATAL, N_ ("The total with VAT is not the total without VAT plus VAT.") },
  { "BR-CO-16",
    "BT-115",
    FATAL,
    N_ ("The amount due is not the total less what was paid, plus rounding.") },
  { "BR-CO-17", "BT-117", FATAL, N_ ("The VAT is not the taxable amount times the rate.") },
  { "BR-CO-18", "BG-23", FATAL, N_ ("The invoice has no VAT group.") },
  { "BR-CO-19", "BG-14", FATAL, N_ ("The invoicing period has neither start nor end.") },
  { "BR-CO-20", "BG-26", FATAL, N_ ("The period of the line has neither start nor end.") },
  { "BR-CO-26",
    "BT-29",
    FATAL,
    N_ ("The seller needs an identifier, a register number or a VAT id.") },

  { "BR-DEC-01", "BT-92", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-02", "BT-93", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-05", "BT-99", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-06", "BT-100", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-09", "BT-106", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-10", "BT-107", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-11", "BT-108", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-12", "BT-109", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-13", "BT-110", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-14", "BT-112", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-15", "BT-111", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-16", "BT-113", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-17", "BT-114", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-18", "BT-115", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-19", "BT-116", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-20", "BT-117", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-23", "BT-131", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-24", "BT-136", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-25", "BT-137", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-27", "BT-141", FATAL, N_ ("This amount has more than two decimals.") },
  { "BR-DEC-28", "BT-142", FATAL, N_ ("This amount has more than two decimals.") },

  { "BR-CL-01", "BT-3", FATAL, N_ ("The type code is not in the list of UNTDID 1001.") },
  { "BR-CL-04", "BT-5", FATAL, N_ ("The currency is not in the list of ISO 4217.") },
  { "BR-CL-05", "BT-6", FATAL, N_ ("The accounting currency is not in the list of ISO 4217.") },
  { "BR-CL-06", "BT-8", FATAL, N_ ("The code of the tax point is not one that may be used.") },
  { "BR-CL-07", "BT-18", FATAL, N_ ("The kind of the object is not in the list of UNTDID 1153.") },
  { "BR-CL-08", "BT-21", FATAL, N_ ("The code of the note is not in the list of UNTDID 4451.") },
  { "BR-CL-10", "BT-29", FATAL, N_ ("The kind of an identifier is not in the list of ISO 6523.") },
  { "BR-CL-11",
    "BT-30",
    FATAL,
    N_ ("The kind of a register number is not in the list of ISO 6523.") },
  { "BR-CL-13", "BT-158", FATAL, N_ ("The list of the class is not known to UNTDID 7143.") },
  { "BR-CL-14", "BT-40", FATAL, N_ ("A country is not in the list of ISO 3166-1.") },
  { "BR-CL-15", "BT-159", FATAL, N_ ("The country of origin is not in the list of ISO 3166-1.") },
  { "BR-CL-16", "BT-81", FATAL, N_ ("The means of payment is not in the list of UNTDID 4461.") },
  { "BR-CL-17", "BT-118", FATAL, N_ ("The VAT category is not in the list of UNTDID 5305.") },
  { "BR-CL-18", "BT-151", FATAL, N_ ("The VAT category is not in the list of UNTDID 5305.") },
  { "BR-CL-19",
    "BT-98",
    FATAL,
    N_ ("The code of the discount is not in the list of UNTDID 5189.") },
  { "BR-CL-20", "BT-105", FATAL, N_ ("The code of the charge is not in the list of UNTDID 7161.") },
  { "BR-CL-21",
    "BT-157",
    FATAL,
    N_ ("The kind of the item's number is not in the list of ISO 6523.") },
  { "BR-CL-22", "BT-121", FATAL, N_ ("The exemption code is not in the list of VATEX codes.") },
  { "BR-CL-23",
    "BT-130",
    FATAL,
    N_ ("The unit is not in the lists of UN/ECE, such as H87 or KGM.") },
  { "BR-CL-24", "BT-125", FATAL, N_ ("A file of this type must not be attached.") },
  { "BR-CL-25", "BT-34", FATAL, N_ ("The kind of an electronic address is not in the EAS list.") },
  { "BR-CL-26", "BT-71", FATAL, N_ ("The kind of an identifier is not in the list of ISO 6523.") },

  { "BR-*-01", "BT-118", FATAL, N_ ("Lines and VAT groups do not have the same VAT categories.") },
  { "BR-*-02",
    "BT-31",
    FATAL,
    N_ ("Lines of this VAT category need other VAT ids or tax numbers than are given.") },
  { "BR-*-03",
    "BT-31",
    FATAL,
    N_ ("Discounts of this VAT category need other VAT ids or tax numbers than are given.") },
  { "BR-*-04",
    "BT-31",
    FATAL,
    N_ ("Charges of this VAT category need other VAT ids or tax numbers than are given.") },
  { "BR-*-05", "BT-152", FATAL, N_ ("The VAT rate of the line does not fit its category.") },
  { "BR-*-06", "BT-96", FATAL, N_ ("The VAT rate of the discount does not fit its category.") },
  { "BR-*-07", "BT-103", FATAL, N_ ("The VAT rate of the charge does not fit its category.") },
  { "BR-*-08",
    "BT-116",
    FATAL,
    N_ ("The taxable amount of the VAT group is not what its lines, discounts and charges come "
        "to.") },
  { "BR-*-09", "BT-117", FATAL, N_ ("The VAT of the group does not fit its category.") },
  { "BR-*-10",
    "BT-120",
    FATAL,
    N_ ("The reason why there is no VAT is missing, or stands where there is VAT.") },
  { "BR-IC-11",
    "BT-72",
    FATAL,
    N_ ("A supply within the EU needs the date of delivery or the invoicing period.") },
  { "BR-IC-12",
    "BT-80",
    FATAL,
    N_ ("A supply within the EU needs the country that the goods went to.") },
  { "BR-O-11",
    "BT-118",
    FATAL,
    N_ ("What is not subject to VAT must not stand beside other VAT groups.") },
  { "BR-O-12",
    "BT-151",
    FATAL,
    N_ ("What is not subject to VAT must not stand beside lines of other VAT categories.") },
  { "BR-O-13",
    "BT-95",
    FATAL,
    N_ ("What is not subject to VAT must not stand beside discounts of other VAT categories.") },
  { "BR-O-14",
    "BT-102",
    FATAL,
    N_ ("What is not subject to VAT must not stand beside charges of other VAT categories.") },
  { "BR-B-01", "BT-118", FATAL, N_ ("Split payment is for invoices within Italy.") },
  { "BR-B-02", "BT-118", FATAL, N_ ("Split payment must not stand beside the standard rate.") },

  { "BR-DE-1", "BG-16", FATAL, N_ ("XRechnung asks how to pay.") },
  { "BR-DE-2", "BG-6", FATAL, N_ ("XRechnung asks for a contact of the seller.") },
  { "BR-DE-3", "BT-37", FATAL, N_ ("XRechnung asks for the seller's city.") },
  { "BR-DE-4", "BT-38", FATAL, N_ ("XRechnung asks for the seller's postcode.") },
  { "BR-DE-5", "BT-41", FATAL, N_ ("XRechnung asks for the name of the seller's contact.") },
  { "BR-DE-6",
    "BT-42",
    FATAL,
    N_ ("XRechnung asks for the phone number of the seller's contact.") },
  { "BR-DE-7",
    "BT-43",
    FATAL,
    N_ ("XRechnung asks for the mail address of the seller's contact.") },
  { "BR-DE-8", "BT-52", FATAL, N_ ("XRechnung asks for the buyer's city.") },
  { "BR-DE-9", "BT-53", FATAL, N_ ("XRechnung asks for the buyer's postcode.") },
  { "BR-DE-10", "BT-77", FATAL, N_ ("XRechnung asks for the city that the goods go to.") },
  { "BR-DE-11", "BT-78", FATAL, N_ ("XRechnung asks for the postcode that the goods go to.") },
  { "BR-DE-14", "BT-119", FATAL, N_ ("XRechnung asks for a rate in each VAT group.") },
  { "BR-DE-15",
    "BT-10",
    FATAL,
    N_ ("XRechnung asks for the buyer's reference; for authorities that is the Leitweg-ID.") },
  { "BR-DE-16", "BT-31", FATAL, N_ ("XRechnung asks for the seller's tax number or VAT id.") },
  { "BR-DE-17", "BT-3", WARNING, N_ ("XRechnung does not expect this type of invoice.") },
  { "BR-DE-18", "BT-20", FATAL, N_ ("The cash discount is not written as XRechnung asks for.") },
  { "BR-DE-19", "BT-84", WARNING, N_ ("The account to pay to is no valid IBAN.") },
  { "BR-DE-20", "BT-91", WARNING, N_ ("The account to debit is no valid IBAN.") },
  { "BR-DE-21", "BT-24", WARNING, N_ ("The specification is not that of XRechnung.") },
  { "BR-DE-22", "BT-125", FATAL, N_ ("Two attached files have the same name.") },
  { "BR-DE-23-a", "BG-17", FATAL, N_ ("A credit transfer needs an account to pay to.") },
  { "BR-DE-23-b",
    "BT-81",
    FATAL,
    N_ ("A credit transfer must not stand beside a card or a direct debit.") },
  { "BR-DE-24-a", "BG-18", FATAL, N_ ("A payment by card needs the last digits of the card.") },
  { "BR-DE-24-b",
    "BT-81",
    FATAL,
    N_ ("A payment by card must not stand beside a credit transfer or a direct debit.") },
  { "BR-DE-25-a", "BG-19", FATAL, N_ ("A direct debit needs mandate, creditor id and account.") },
  { "BR-DE-25-b",
    "BT-81",
    FATAL,
    N_ ("A direct debit must not stand beside a credit transfer or a card.") },
  { "BR-DE-26",
    "BT-25",
    WARNING,
    N_ ("A corrected invoice should name the one that it corrects.") },
  { "BR-DE-27", "BT-42", WARNING, N_ ("The phone number has fewer than three digits.") },
  { "BR-DE-28", "BT-43", WARNING, N_ ("The mail address of the contact is not written as one.") },
  { "PEPPOL-EN16931-R001", "BT-23", FATAL, N_ ("XRechnung asks for the business process.") },
  { "PEPPOL-EN16931-R005",
    "BT-6",
    FATAL,
    N_ ("The accounting currency is the same as that of the invoice.") },
  { "PEPPOL-EN16931-R008", "", FATAL, N_ ("An element is empty.") },
  { "PEPPOL-EN16931-R010",
    "BT-49",
    FATAL,
    N_ ("XRechnung asks for the buyer's electronic address.") },
  { "PEPPOL-EN16931-R020",
    "BT-34",
    FATAL,
    N_ ("XRechnung asks for the seller's electronic address.") },
  { "PEPPOL-EN16931-R040",
    "BT-92",
    FATAL,
    N_ ("The discount or charge is not its base times its percentage.") },
  { "PEPPOL-EN16931-R041", "BT-93", FATAL, N_ ("The base that the percentage is of is missing.") },
  { "PEPPOL-EN16931-R042", "BT-94", FATAL, N_ ("The percentage that the base is for is missing.") },
  { "PEPPOL-EN16931-R046",
    "BT-146",
    FATAL,
    N_ ("The price is not the list price less its discount.") },
  { "PEPPOL-EN16931-R055",
    "BT-111",
    FATAL,
    N_ ("The VAT totals in both currencies do not have the same sign.") },
  { "PEPPOL-EN16931-R061",
    "BT-89",
    FATAL,
    N_ ("A direct debit needs the reference of its mandate.") },
  { "PEPPOL-EN16931-R110",
    "BT-134",
    FATAL,
    N_ ("The period of the line starts before the invoicing period.") },
  { "PEPPOL-EN16931-R111",
    "BT-135",
    FATAL,
    N_ ("The period of the line ends after the invoicing period.") },
  { "PEPPOL-EN16931-R120",
    "BT-131",
    WARNING,
    N_ ("The amount of the line is not quantity times price less discounts plus charges.") },
  { "PEPPOL-EN16931-R121",
    "BT-149",
    FATAL,
    N_ ("The quantity that the price is for is not above zero.") },

  { "UStG-14-4-1",
    "BT-50",
    WARNING,
    N_ ("The full names and addresses of both must be on the invoice (§ 14 Abs. 4 Nr. 1 UStG).") },
  { "UStG-14-4-2",
    "BT-31",
    WARNING,
    N_ ("The seller's tax number or VAT id must be on the invoice (§ 14 Abs. 4 Nr. 2 UStG).") },
  { "UStG-14-4-6",
    "BT-72",
    WARNING,
    N_ ("The date or period of supply must be on the invoice (§ 14 Abs. 4 Nr. 6 UStG).") },
  { "UStG-14-4-8",
    "BT-119",
    WARNING,
    N_ (
      "No such VAT rate is known in the seller's or the receiver's country on this day (§ 14 Abs. "
      "4 Nr. 8 UStG).") },
  { "VAT-ID-UNPROVED",
    "BT-48",
    WARNING,
    N_ ("No check of the buyer's VAT id was kept: an exempt supply within the EU needs that proof "
        "(§ 6a Abs. 1 Nr. 4 UStG). Check it on the customer's page.") },
  { "VAT-ID-OLD-PROOF",
    "BT-48",
    WARNING,
    N_ (
      "The newest check of the buyer's VAT id is too old to be a proof for this supply (§ 6a Abs. "
      "1 Nr. 4 UStG). Check it again on the customer's page.") },
  { "VAT-ID-INVALID",
    "BT-48",
    WARNING,
    N_ (
      "The buyer's VAT id was not valid at the newest check: the supply is not exempt (§ 6a Abs. 1 "
      "Nr. 4 UStG).") },
  { "OSS-MIX",
    "BT-119",
    WARNING,
    N_ ("VAT of two countries stands on one invoice: write one for each.") },
};

static const KontorRule *
find (const char *rule)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (table[i].rule, rule) == 0)
        return &table[i];
    }

  return NULL;
}

/* BR-AE-05 and its sisters share a row: BR-*-05. */
static const KontorRule *
find_family (const char *rule)
{
  g_auto (GStrv) parts = g_strsplit (rule, "-", 3);
  g_autofree char *shared = NULL;

  if (g_strv_length (parts) != 3)
    return NULL;

  shared = g_strdup_printf ("BR-*-%s", parts[2]);
  return find (shared);
}

/**
 * kontor_rule_is_known:
 * @rule: the name of a rule, from anywhere
 *
 * Returns: whether kontor_findings_add() knows it
 */
gboolean
kontor_rule_is_known (const char *rule)
{
  g_return_val_if_fail (rule != NULL, FALSE);

  return find (rule) != NULL || find_family (rule) != NULL;
}

/**
 * kontor_findings_add:
 * @findings: (element-type KontorFinding): where it goes
 * @rule: a rule that is known here
 *
 * Returns: (transfer none): a new finding of the rule, with what is known about it
 */
KontorFinding *
kontor_findings_add (GPtrArray *findings, const char *rule)
{
  const KontorRule *row = find (rule);
  KontorFinding    *self = g_new0 (KontorFinding, 1);

  if (row == NULL)
    row = find_family (rule);
  g_assert (row != NULL);

  self->rule = g_intern_string (rule);
  self->severity = row->severity;
  self->field = row->field;
  self->sentence = row->sentence;
  g_ptr_array_add (findings, self);
  return self;
}

/**
 * kontor_finding_free:
 * @self: (nullable) (transfer full): a finding
 *
 * Frees it.
 */
void
kontor_finding_free (KontorFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->expected);
  g_free (self->found);
  g_free (self);
}

/**
 * kontor_findings_new:
 *
 * Returns: (transfer full) (element-type KontorFinding): an empty array that frees its findings
 */
GPtrArray *
kontor_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_finding_free);
}

/**
 * kontor_findings_are_fatal:
 * @findings: (element-type KontorFinding): findings
 *
 * Returns: whether one of them is fatal
 */
gboolean
kontor_findings_are_fatal (const GPtrArray *findings)
{
  guint i;

  g_return_val_if_fail (findings != NULL, FALSE);

  for (i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == KONTOR_FINDING_FATAL)
        return TRUE;
    }

  return FALSE;
}

/**
 * kontor_findings_have:
 * @findings: (element-type KontorFinding): findings
 * @rule: a rule
 *
 * Returns: whether one of them is of the rule
 */
gboolean
kontor_findings_have (const GPtrArray *findings, const char *rule)
{
  guint i;

  g_return_val_if_fail (findings != NULL, FALSE);

  for (i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->rule, rule) == 0)
        return TRUE;
    }

  return FALSE;
}
