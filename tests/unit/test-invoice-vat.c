/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-invoice-vat.h"
#include "kontor-time.h"
#include "kontor-value-error.h"

#define DAY 20778 /* 2026-11-21 */

static KontorFinanceRules *
load (const char *changes)
{
  g_autoptr (KontorJson) json = changes != NULL ? kontor_json_parse (changes, -1, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  KontorFinanceRules *rules = kontor_finance_rules_new (json, &error);

  g_assert_no_error (error);
  return rules;
}

typedef struct
{
  const char   *name;
  KontorVatCase vat_case;
  const char   *category;
  gint64        rate_bp;
  const char   *reason;
} KontorDecisionTest;

#define GOODS .supply = KONTOR_SUPPLY_GOODS
#define SERVICE .supply = KONTOR_SUPPLY_SERVICE
#define ELECTRONIC .supply = KONTOR_SUPPLY_ELECTRONIC
#define FROM_DE .day = DAY, .seller_country = "DE"
#define STANDARD .tax_code = "standard"
#define REDUCED .tax_code = "reduced"
#define BUSINESS(id) .buyer_is_business = TRUE, .buyer_vat_id = id, .buyer_vat_id_is_valid = TRUE

/* UStG §§ 3a, 3c, 4, 6, 6a, 12, 13b, 19, 25a. */
static const KontorDecisionTest decisions[] = {
  { "home", { FROM_DE, STANDARD, GOODS, .buyer_country = "DE" }, "S", 1900, "home" },
  { "home reduced", { FROM_DE, REDUCED, GOODS, .buyer_country = "DE" }, "S", 700, "home" },
  { "lowered in 2020",
    { .day = 18500, .seller_country = "DE", STANDARD, GOODS, .buyer_country = "DE" },
    "S",
    1600,
    "home" },
  { "solar", { FROM_DE, GOODS, .tax_code = "zero", .buyer_country = "DE" }, "Z", 0, "zero-rate" },
  { "exempt", { FROM_DE, SERVICE, .tax_code = "exempt", .buyer_country = "DE" }, "E", 0, "exempt" },
  { "doctor",
    { FROM_DE, SERVICE, .tax_code = "exempt", .exemption = "exempt-health", .buyer_country = "DE" },
    "E",
    0,
    "exempt-health" },
  { "small business",
    { FROM_DE, STANDARD, GOODS, .seller_is_small = TRUE, .buyer_country = "DE" },
    "E",
    0,
    "small-business" },
  { "small business, goods to a business in Austria",
    { FROM_DE,
      STANDARD,
      GOODS,
      .seller_is_small = TRUE,
      .buyer_country = "AT",
      BUSINESS ("ATU12345675") },
    "E",
    0,
    "small-business" },
  { "small business, service for a business in Austria",
    { FROM_DE,
      STANDARD,
      SERVICE,
      .seller_is_small = TRUE,
      .buyer_country = "AT",
      BUSINESS ("ATU12345675") },
    "AE",
    0,
    "union-service" },
  { "second-hand",
    { FROM_DE, STANDARD, GOODS, .exemption = "margin-goods", .buyer_country = "DE" },
    "E",
    0,
    "margin-goods" },
  { "second-hand to a business in Austria stays in the scheme",
    { FROM_DE,
      STANDARD,
      GOODS,
      .exemption = "margin-goods",
      .buyer_country = "AT",
      BUSINESS ("ATU12345675") },
    "E",
    0,
    "margin-goods" },
  { "second-hand, exported",
    { FROM_DE, STANDARD, GOODS, .exemption = "margin-goods", .buyer_country = "CH" },
    "G",
    0,
    "export" },
  { "building works",
    { FROM_DE,
      STANDARD,
      SERVICE,
      .is_reverse_charge = TRUE,
      .buyer_country = "DE",
      BUSINESS ("DE136695976") },
    "AE",
    0,
    "reverse-charge-home" },
  { "building works for a consumer",
    { FROM_DE, STANDARD, SERVICE, .is_reverse_charge = TRUE, .buyer_country = "DE" },
    "S",
    1900,
    "home" },
  { "goods to a business in Austria",
    { FROM_DE, STANDARD, GOODS, .buyer_country = "AT", BUSINESS ("ATU12345675") },
    "K",
    0,
    "union-supply" },
  { "VAT id not checked",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "AT",
      .buyer_is_business = TRUE,
      .buyer_vat_id = "ATU12345675" },
    "S",
    1900,
    "home-below-threshold" },
  { "Austrian business that collects in Germany",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "AT",
      .ship_country = "DE",
      BUSINESS ("ATU12345675") },
    "S",
    1900,
    "home" },
  { "consumer in Austria, below the threshold",
    { FROM_DE, STANDARD, GOODS, .buyer_country = "AT" },
    "S",
    1900,
    "home-below-threshold" },
  { "consumer in Austria, OSS",
    { FROM_DE, STANDARD, GOODS, .buyer_country = "AT", .seller_taxes_abroad = TRUE },
    "S",
    2000,
    "one-stop-shop" },
  { "German who has it sent to Finland, OSS",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "DE",
      .ship_country = "FI",
      .seller_taxes_abroad = TRUE },
    "S",
    2550,
    "one-stop-shop" },
  { "Switzerland", { FROM_DE, STANDARD, GOODS, .buyer_country = "CH" }, "G", 0, "export" },
  { "Canary Islands",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "ES",
      .ship_country = "ES",
      .ship_postcode = "35001" },
    "G",
    0,
    "export" },
  { "Helgoland",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "DE",
      .ship_country = "DE",
      .ship_postcode = "27498" },
    "G",
    0,
    "export" },
  { "Britain", { FROM_DE, STANDARD, GOODS, .buyer_country = "GB" }, "G", 0, "export" },
  { "Britain while it was in the union",
    { .day = 18600,
      .seller_country = "DE",
      STANDARD,
      GOODS,
      .buyer_country = "GB",
      BUSINESS ("GB123456789") },
    "K",
    0,
    "union-supply" },
  { "Northern Ireland",
    { FROM_DE,
      STANDARD,
      GOODS,
      .buyer_country = "GB",
      .ship_country = "GB",
      .ship_postcode = "BT1 5GS",
      BUSINESS ("XI123456789") },
    "K",
    0,
    "union-supply" },
  { "service for a business in Austria",
    { FROM_DE, STANDARD, SERVICE, .buyer_country = "AT", BUSINESS ("ATU12345675") },
    "AE",
    0,
    "union-service" },
  { "service for a consumer in Austria",
    { FROM_DE, STANDARD, SERVICE, .buyer_country = "AT", .seller_taxes_abroad = TRUE },
    "S",
    1900,
    "home-consumer-service" },
  { "download for a consumer in Austria, OSS",
    { FROM_DE, STANDARD, ELECTRONIC, .buyer_country = "AT", .seller_taxes_abroad = TRUE },
    "S",
    2000,
    "one-stop-shop" },
  { "service for a Swiss business",
    { FROM_DE, STANDARD, SERVICE, .buyer_country = "CH", .buyer_is_business = TRUE },
    "O",
    0,
    "third-country-service" },
  { "haircut for a Swiss consumer",
    { FROM_DE, STANDARD, SERVICE, .buyer_country = "CH" },
    "S",
    1900,
    "home-consumer-service" },
  { "download for a Swiss consumer",
    { FROM_DE, STANDARD, ELECTRONIC, .buyer_country = "CH" },
    "O",
    0,
    "third-country-service" },
  { "stamps laid out",
    { FROM_DE, STANDARD, .supply = KONTOR_SUPPLY_PASS_THROUGH, .buyer_country = "DE" },
    "O",
    0,
    "pass-through" },
  { "Greek seller, Greek id",
    { .day = DAY,
      .seller_country = "GR",
      STANDARD,
      SERVICE,
      .buyer_country = "GR",
      BUSINESS ("EL123456789") },
    "S",
    2400,
    "home" },
};

static void
test_decisions (void)
{
  g_autoptr (KontorFinanceRules) rules = load (NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr (GError) error = NULL;
      KontorVatDecision decision;

      g_test_message ("%s", decisions[i].name);
      kontor_vat_decide (rules, &decisions[i].vat_case, &decision, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (decision.category, ==, decisions[i].category);
      g_assert_cmpint (decision.rate_bp, ==, decisions[i].rate_bp);
      g_assert_cmpstr (decision.reason, ==, decisions[i].reason);
      g_assert_nonnull (kontor_vat_reason_get_sentence (decision.reason));
    }
  g_assert_null (kontor_vat_reason_get_sentence ("because"));
}

static void
test_unknown_rate (void)
{
  g_autoptr (KontorFinanceRules) rules = load (NULL);
  KontorVatCase     vat_case = { FROM_DE, GOODS, .tax_code = "luxury", .buyer_country = "DE" };
  KontorVatDecision decision;
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_vat_decide (rules, &vat_case, &decision, &error));
  g_assert_error (error, KONTOR_VAT_ERROR, KONTOR_VAT_ERROR_UNKNOWN_RATE);
}

/* The adviser can change what is built in, from a day on. */
static void
test_changes (void)
{
  g_autoptr (KontorFinanceRules) rules = load (
    "{\"rates\":[{\"country\":\"DE\",\"code\":\"standard\",\"from\":\"2027-01-01\",\"bp\":2100},"
    "{\"country\":\"DE\",\"code\":\"luxury\",\"from\":\"2027-01-01\",\"bp\":3000}],"
    "\"exemptions\":[{\"key\":\"small-business\",\"country\":\"DE\",\"category\":\"E\","
    "\"from\":\"2025-01-01\",\"de\":\"Klein\",\"en\":\"Small\"}]}");
  KontorExemption exemption;
  gint64          rate_bp;

  g_assert_true (kontor_finance_rules_find_rate (rules, "DE", "standard", DAY, &rate_bp));
  g_assert_cmpint (rate_bp, ==, 1900);
  g_assert_true (kontor_finance_rules_find_rate (rules, "DE", "standard", DAY + 60, &rate_bp));
  g_assert_cmpint (rate_bp, ==, 2100);
  g_assert_true (kontor_finance_rules_find_rate (rules, "DE", "luxury", DAY + 60, &rate_bp));
  g_assert_cmpint (rate_bp, ==, 3000);
  g_assert_false (kontor_finance_rules_find_rate (rules, "AT", "luxury", DAY + 60, &rate_bp));

  g_assert_true (
    kontor_finance_rules_find_exemption (rules, "small-business", "DE", DAY, "de", &exemption));
  g_assert_cmpstr (exemption.text, ==, "Klein");
  g_assert_true (
    kontor_finance_rules_find_exemption (rules, "small-business", "DE", 19000, "de", &exemption));
  g_assert_cmpstr (exemption.text, ==, "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.");
  g_assert_true (
    kontor_finance_rules_find_exemption (rules, "small-business", "AT", DAY, "fr", &exemption));
  g_assert_cmpstr (exemption.text, ==, "Exempt under the special scheme for small enterprises");
}

static void
test_bad_changes (void)
{
  static const char *const texts[] = {
    "{\"rates\":[{\"country\":\"DE\",\"from\":\"2027-01-01\",\"bp\":2100}]}",
    "{\"thresholds\":[{\"key\":\"x\",\"from\":\"2027-13-01\",\"minor\":1}]}",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KontorJson) json = kontor_json_parse (texts[i], -1, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (kontor_finance_rules_new (json, &error));
      g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID);
    }
}

static void
test_thresholds (void)
{
  g_autoptr (KontorFinanceRules) rules = load (NULL);
  KontorFormatVersion version;
  gint64              minor;
  gint64              day;

  g_assert_true (kontor_finance_rules_find_threshold (rules, "distance-sales", "DE", DAY, &minor));
  g_assert_cmpint (minor, ==, 1000000);
  g_assert_true (kontor_finance_rules_find_threshold (rules, "small-invoice", "DE", DAY, &minor));
  g_assert_cmpint (minor, ==, 25000);
  g_assert_true (
    kontor_finance_rules_find_threshold (rules, "small-business-last-year", "DE", 20000, &minor));
  g_assert_cmpint (minor, ==, 2200000);
  g_assert_false (kontor_finance_rules_find_threshold (rules, "small-invoice", "AT", DAY, &minor));

  g_assert_true (kontor_finance_rules_find_date (rules, "e-invoice-issue", "DE", &day));
  g_assert_cmpint (day, ==, 20819); /* 2027-01-01 */
  g_assert_false (kontor_finance_rules_find_date (rules, "e-invoice-issue", "AT", &day));

  g_assert_true (kontor_finance_rules_find_format (rules, "xrechnung", DAY, &version));
  g_assert_cmpstr (version.specification,
                   ==,
                   "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0");
  g_assert_false (kontor_finance_rules_find_format (rules, "xrechnung", 19000, &version));
}

static void
test_codes (void)
{
  g_autoptr (KontorFinanceRules) rules = load (NULL);

  g_assert_true (kontor_finance_rules_has_code (rules, "1001-invoice", "380"));
  g_assert_false (kontor_finance_rules_has_code (rules, "1001-invoice", "381"));
  g_assert_true (kontor_finance_rules_has_code (rules, "1001-credit", "381"));
  g_assert_true (kontor_finance_rules_has_code (rules, "units", "XPK"));
  g_assert_false (kontor_finance_rules_has_code (rules, "units", "Stk"));
  g_assert_true (kontor_finance_rules_has_code (rules, "eas", "EM"));
  g_assert_false (kontor_finance_rules_has_code (rules, "4217", ""));
  g_assert_false (kontor_finance_rules_has_code (rules, "4217", NULL));
}

static void
add (KontorInvoice *invoice, const char *category, const char *reason)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  line->category = g_strdup (category);
  line->reason = g_strdup (reason);
  line->quantity_e6 = line->price_e6 = KONTOR_INVOICE_ONE;
}

static void
test_exemptions (void)
{
  g_autoptr (KontorFinanceRules) rules = load (NULL);
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  const KontorInvoiceTax *tax;

  invoice->currency = g_strdup ("EUR");
  invoice->language = g_strdup ("de");
  invoice->issue_day = DAY;
  invoice->seller.address.country = g_strdup ("DE");
  add (invoice, "E", "margin-goods");
  add (invoice, "E", "margin-goods");
  add (invoice, "E", "exempt-health");
  add (invoice, "AE", "reverse-charge-home");
  add (invoice, "Z", "zero-rate");
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  kontor_invoice_apply_exemptions (invoice, rules);

  g_assert_cmpuint (invoice->taxes->len, ==, 3);
  tax = g_ptr_array_index (invoice->taxes, 0);
  g_assert_cmpstr (tax->category, ==, "AE");
  g_assert_cmpstr (tax->exemption_code, ==, "VATEX-EU-AE");
  g_assert_cmpstr (
    tax->exemption_reason, ==, "Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG)");
  tax = g_ptr_array_index (invoice->taxes, 1);
  g_assert_cmpstr (tax->category, ==, "E");
  g_assert_null (tax->exemption_code);
  g_assert_cmpstr (tax->exemption_reason,
                   ==,
                   "Gebrauchtgegenstände/Sonderregelung (§ 25a UStG); "
                   "Steuerfreie Heilbehandlung (§ 4 Nr. 14 UStG)");
  tax = g_ptr_array_index (invoice->taxes, 2);
  g_assert_null (tax->exemption_reason);

  /* Computing again keeps the texts. */
  g_assert_true (kontor_invoice_compute (invoice, NULL));
  tax = g_ptr_array_index (invoice->taxes, 0);
  g_assert_cmpstr (tax->exemption_code, ==, "VATEX-EU-AE");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invoice-vat/decisions", test_decisions);
  g_test_add_func ("/invoice-vat/unknown-rate", test_unknown_rate);
  g_test_add_func ("/invoice-vat/changes", test_changes);
  g_test_add_func ("/invoice-vat/bad-changes", test_bad_changes);
  g_test_add_func ("/invoice-vat/thresholds", test_thresholds);
  g_test_add_func ("/invoice-vat/codes", test_codes);
  g_test_add_func ("/invoice-vat/exemptions", test_exemptions);
  return g_test_run ();
}
