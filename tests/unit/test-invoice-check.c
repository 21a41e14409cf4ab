/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "kontor-invoice-cases.h"
#include "kontor-invoice-check.h"
#include "kontor-invoice-vat.h"

static KontorFinanceRules *rules;

/* Sets a field of a snapshot: "lines.0.name". The value is JSON; null takes the field away. */
static void
edit (KontorJson *json, const char *path, const char *value)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint n = g_strv_length (names);
  guint i;

  for (i = 0; i + 1 < n; i++)
    {
      const KontorJson *inner = kontor_json_type (json) == KONTOR_JSON_ARRAY
                                  ? kontor_json_at (json,
                                                    (guint) g_ascii_strtoull (names[i], NULL, 10))
                                  : kontor_json_get (json, names[i]);

      if (inner == NULL)
        {
          inner = kontor_json_new_object ();
          kontor_json_set (json, names[i], (KontorJson *) inner);
        }
      json = (KontorJson *) inner;
    }

  kontor_json_set (json, names[n - 1], kontor_json_parse (value, -1, NULL));
}

typedef struct
{
  const char *example; /* E1 */
  const char *path;
  const char *value;
  const char *rule;
  const char *path2; /* (nullable): a second change that is needed */
  const char *value2;
} KontorCheckTest;

/* One change each that breaks one rule. All examples are without findings as XRechnung. */
static const KontorCheckTest changes[] = {
  { "E1", "number", "null", "BR-02" },
  { "E1", "issue_day", "null", "BR-03" },
  { "E1", "kind", "\"quotation\"", "BR-04" },
  { "E1", "currency", "null", "BR-05" },
  { "E1", "seller.address.name", "null", "BR-06" },
  { "E1", "buyer.address.name", "\" \"", "BR-07" },
  { "E1", "seller.address", "{\"name\":\"x\"}", "BR-08" },
  { "E1", "seller.address.country", "null", "BR-09" },
  { "E1", "buyer.address", "{\"name\":\"x\"}", "BR-10" },
  { "E1", "buyer.address.country", "null", "BR-11" },
  { "E1", "lines", "[]", "BR-16" },
  { "E1", "payee", "{}", "BR-17" },
  { "E1", "tax_representative", "{}", "BR-18" },
  { "E1", "tax_representative", "{}", "BR-19" },
  { "E1", "tax_representative", "{}", "BR-20" },
  { "E1", "tax_representative", "{}", "BR-56" },
  { "E1", "lines.0.id", "null", "BR-21" },
  { "E1", "lines.0.unit", "null", "BR-23" },
  { "E1", "lines.0.name", "null", "BR-25" },
  { "E1", "lines.0.net_price_e6", "-1", "BR-27" },
  { "E1", "lines.0.list_price_e6", "-1", "BR-28" },
  { "E1", "from_day", "20778", "BR-29", "to_day", "20777" },
  { "E1", "lines.0.from_day", "20778", "BR-30", "lines.0.to_day", "20777" },
  { "E2", "adjustments.0.category", "null", "BR-32" },
  { "E2", "adjustments.0.reason", "null", "BR-33", "adjustments.0.reason_code", "null" },
  { "E2", "adjustments.2.category", "null", "BR-37" },
  { "E2", "adjustments.2.reason", "null", "BR-38", "adjustments.2.reason_code", "null" },
  { "E14",
    "lines.1.adjustments.0.reason",
    "null",
    "BR-42",
    "lines.1.adjustments.0.reason_code",
    "null" },
  { "E14", "lines.1.adjustments", "[{\"is_charge\":true,\"amount_minor\":100}]", "BR-44" },
  { "E1", "taxes.0.category", "null", "BR-47" },
  { "E1", "payment.means", "null", "BR-49" },
  { "E1", "payment.accounts.0.iban", "null", "BR-50" },
  { "E1", "payment.accounts", "[]", "BR-61" },
  { "E1", "payment.card_number", "\"4111111111111111\"", "BR-51" },
  { "E1", "references.attachments", "[{\"description\":\"x\"}]", "BR-52" },
  { "E1", "tax_currency", "\"CHF\"", "BR-53" },
  { "E1", "lines.0.attributes", "[{\"name\":\"x\"}]", "BR-54" },
  { "E8", "references.preceding.0.number", "null", "BR-55" },
  { "E6", "ship_to.address.country", "null", "BR-57" },
  { "E1", "seller.endpoint.scheme", "null", "BR-62" },
  { "E1", "buyer.endpoint.scheme", "null", "BR-63" },
  { "E1", "lines.0.classes", "[{\"code\":\"1\"}]", "BR-65" },

  { "E1", "tax_point_day", "20778", "BR-CO-03", "tax_point_code", "\"3\"" },
  { "E1", "lines.0.category", "null", "BR-CO-04" },
  { "E1", "seller.vat_id", "\"123456788\"", "BR-CO-09" },
  { "E1", "lines.0.net_minor", "2501", "BR-CO-10" },
  { "E2", "totals.allowance_minor", "1934", "BR-CO-11" },
  { "E2", "totals.charge_minor", "591", "BR-CO-12" },
  { "E1", "totals.net_minor", "21921", "BR-CO-13" },
  { "E1", "totals.tax_minor", "3866", "BR-CO-14" },
  { "E1", "totals.gross_minor", "25786", "BR-CO-15" },
  { "E1", "totals.due_minor", "25786", "BR-CO-16" },
  { "E1", "taxes.0.tax_minor", "3800", "BR-CO-17" },
  { "E1", "taxes", "[]", "BR-CO-18" },
  { "E1", "seller.vat_id", "null", "BR-CO-26" },

  { "E1", "type_code", "\"999\"", "BR-CL-01" },
  { "E1", "currency", "\"DEM\"", "BR-CL-04" },
  { "E1", "tax_currency", "\"DEM\"", "BR-CL-05" },
  { "E1", "tax_point_code", "\"5\"", "BR-CL-06" },
  { "E1", "references.object", "{\"id\":\"1\",\"scheme\":\"??\"}", "BR-CL-07" },
  { "E1", "notes", "[{\"text\":\"x\",\"code\":\"?\"}]", "BR-CL-08" },
  { "E1", "seller.ids", "[{\"id\":\"1\",\"scheme\":\"x\"}]", "BR-CL-10" },
  { "E1", "buyer.legal_id", "{\"id\":\"1\",\"scheme\":\"x\"}", "BR-CL-11" },
  { "E1", "lines.0.classes", "[{\"code\":\"1\",\"list\":\"x\"}]", "BR-CL-13" },
  { "E1", "seller.address.country", "\"XX\"", "BR-CL-14" },
  { "E1", "lines.0.origin", "\"Portugal\"", "BR-CL-15" },
  { "E1", "payment.means", "\"PayPal\"", "BR-CL-16" },
  { "E1", "taxes.0.category", "\"X\"", "BR-CL-17" },
  { "E1", "lines.0.category", "\"X\"", "BR-CL-18" },
  { "E2", "adjustments.0.reason_code", "\"FC\"", "BR-CL-19" },
  { "E2", "adjustments.2.reason_code", "\"95\"", "BR-CL-20" },
  { "E5", "taxes.0.exemption_code", "\"VATEX-1\"", "BR-CL-22" },
  { "E1", "lines.0.unit", "\"Stk\"", "BR-CL-23" },
  { "E1",
    "references.attachments",
    "[{\"id\":\"1\",\"mime\":\"text/html\",\"data\":\"eA==\"}]",
    "BR-CL-24" },
  { "E1", "buyer.endpoint.scheme", "\"mail\"", "BR-CL-25" },
  { "E6", "ship_to.ids", "[{\"id\":\"1\",\"scheme\":\"x\"}]", "BR-CL-26" },

  { "E1", "lines.0.category", "\"Z\"", "BR-Z-01", "lines.0.rate_bp", "0" },
  { "E5", "taxes.0.category", "\"E\"", "BR-AE-01" },
  { "E1", "seller.vat_id", "null", "BR-S-02", "seller.tax_number", "null" },
  { "E5", "buyer.vat_id", "null", "BR-AE-02" },
  { "E6", "buyer.vat_id", "null", "BR-IC-02" },
  { "E12", "seller.vat_id", "null", "BR-G-02" },
  { "E7", "seller.tax_number", "null", "BR-E-02" },
  { "E2", "seller.vat_id", "null", "BR-S-03", "seller.tax_number", "null" },
  { "E2", "seller.vat_id", "null", "BR-S-04", "seller.tax_number", "null" },
  { "E1", "lines.0.rate_bp", "0", "BR-S-05" },
  { "E5", "lines.0.rate_bp", "1900", "BR-AE-05" },
  { "E2", "adjustments.0.rate_bp", "0", "BR-S-06" },
  { "E2", "adjustments.2.rate_bp", "0", "BR-S-07" },
  { "E1", "taxes.0.net_minor", "19421", "BR-S-08" },
  { "E5", "taxes.0.net_minor", "119000", "BR-AE-08" },
  { "E5", "taxes.0.tax_minor", "1", "BR-AE-09" },
  { "E1", "taxes.0.exemption_reason", "\"x\"", "BR-S-10" },
  { "E7", "taxes.0.exemption_reason", "null", "BR-E-10" },
  { "E12", "taxes.0.exemption_reason", "null", "BR-G-10", "taxes.0.exemption_code", "null" },
  { "E6", "delivery_day", "null", "BR-IC-11" },
  { "E6", "ship_to", "null", "BR-IC-12" },
  { "E1", "lines.0.category", "\"O\"", "BR-O-01" },
  { "E1", "lines.0.category", "\"O\"", "BR-O-02" },
  { "E1", "taxes.1.category", "\"O\"", "BR-O-11" },
  { "E1", "taxes.1.category", "\"O\"", "BR-O-12" },
  { "E2", "taxes.1.category", "\"O\"", "BR-O-13" },
  { "E2", "taxes.1.category", "\"O\"", "BR-O-14" },
  { "E1", "taxes.1.category", "\"B\"", "BR-B-01" },
  { "E1", "taxes.1.category", "\"B\"", "BR-B-02" },

  { "E1", "payment", "{}", "BR-DE-1" },
  { "E1", "seller.contact", "null", "BR-DE-5" },
  { "E1", "seller.phone", "null", "BR-DE-6" },
  { "E1", "seller.email", "null", "BR-DE-7" },
  { "E1", "seller.address.city", "null", "BR-DE-3" },
  { "E1", "seller.address.postcode", "null", "BR-DE-4" },
  { "E1", "buyer.address.city", "null", "BR-DE-8" },
  { "E1", "buyer.address.postcode", "null", "BR-DE-9" },
  { "E6", "ship_to.address.city", "null", "BR-DE-10" },
  { "E6", "ship_to.address.postcode", "null", "BR-DE-11" },
  { "E1", "references.buyer_reference", "null", "BR-DE-15" },
  { "E1", "seller.vat_id", "null", "BR-DE-16", "seller.tax_number", "null" },
  { "E1", "type_code", "\"386\"", "BR-DE-17" },
  { "E1", "payment.discounts", "[{\"days\":7,\"percent_e6\":2005000}]", "BR-DE-18" },
  { "E1", "payment.accounts.0.iban", "\"DE02120300000000202052\"", "BR-DE-19" },
  { "E1", "payment.accounts", "[]", "BR-DE-23-a" },
  { "E1", "payment.mandate", "\"M1\"", "BR-DE-23-b" },
  { "E1", "payment.means", "\"48\"", "BR-DE-24-a" },
  { "E1", "payment.means", "\"48\"", "BR-DE-24-b" },
  { "E1", "payment.means", "\"59\"", "BR-DE-25-a" },
  { "E1", "payment.means", "\"59\"", "BR-DE-25-b" },
  { "E1", "payment.means", "\"59\"", "PEPPOL-EN16931-R061" },
  { "E1", "payment.means", "\"59\"", "BR-DE-20" },
  { "E1", "type_code", "\"384\"", "BR-DE-26" },
  { "E1", "seller.phone", "\"12\"", "BR-DE-27" },
  { "E1", "seller.email", "\"mail\"", "BR-DE-28" },
  { "E1",
    "references.attachments",
    "[{\"id\":\"1\",\"filename\":\"a\"},{\"id\":\"2\",\"filename\":\"a\"}]",
    "BR-DE-22" },
  { "E1", "tax_currency", "\"EUR\"", "PEPPOL-EN16931-R005" },
  { "E1", "tax_currency", "\"CHF\"", "PEPPOL-EN16931-R055", "totals.accounting_tax_minor", "-1" },
  { "E1", "buyer.endpoint", "null", "PEPPOL-EN16931-R010" },
  { "E1", "seller.endpoint", "null", "PEPPOL-EN16931-R020" },
  { "E2", "adjustments.0.amount_minor", "1500", "PEPPOL-EN16931-R040" },
  { "E2", "adjustments.0.base_minor", "null", "PEPPOL-EN16931-R041" },
  { "E2", "adjustments.0.percent_e6", "null", "PEPPOL-EN16931-R042" },
  { "E1", "from_day", "20770", "PEPPOL-EN16931-R110", "lines.0.from_day", "20769" },
  { "E1", "to_day", "20770", "PEPPOL-EN16931-R111", "lines.0.to_day", "20771" },
  { "E1", "lines.0.quantity_e6", "3000000", "PEPPOL-EN16931-R120" },

  { "E1", "buyer.address.city", "null", "UStG-14-4-1" },
  { "E1", "seller.vat_id", "null", "UStG-14-4-2", "seller.tax_number", "null" },
  { "E1", "delivery_day", "null", "UStG-14-4-6" },
  { "E1", "taxes.0.rate_bp", "1600", "UStG-14-4-8" },
  { "E1", "taxes.1.rate_bp", "1000", "OSS-MIX", "buyer.address.country", "\"AT\"" },
};

static KontorJson *
load_example (const GPtrArray *cases, const char *name)
{
  guint i;

  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      if (strcmp (item->name, name) == 0)
        return kontor_invoice_to_json (item->invoice);
    }

  g_assert_not_reached ();
}

static GPtrArray *
load_examples (void)
{
  GPtrArray *cases = kontor_invoice_cases_load ();
  guint      i;

  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);

      g_assert_true (kontor_invoice_complete (item->invoice, rules, NULL));
    }

  return cases;
}

static void
check_change (const GPtrArray *cases, const KontorCheckTest *change)
{
  g_autoptr (KontorJson) json = load_example (cases, change->example);
  g_autofree char *text = kontor_json_to_string (json);
  g_autoptr (KontorJson) copy = kontor_json_parse (text, -1, NULL);
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  edit (copy, change->path, change->value);
  if (change->path2 != NULL)
    edit (copy, change->path2, change->value2);
  invoice = kontor_invoice_from_json (copy, &error);
  g_assert_no_error (error);
  findings = kontor_invoice_check (invoice, KONTOR_CHECK_XRECHNUNG, rules);
  if (!kontor_findings_have (findings, change->rule))
    g_test_message ("%s of %s = %s does not break %s",
                    change->path,
                    change->example,
                    change->value,
                    change->rule);
  g_assert_true (kontor_findings_have (findings, change->rule));
}

static void
test_rules (void)
{
  g_autoptr (GPtrArray) cases = load_examples ();
  guint i;

  g_test_set_nonfatal_assertions ();
  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    check_change (cases, &changes[i]);
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) cases = load_examples ();
  guint i;

  for (i = 0; i < cases->len; i++)
    {
      const KontorInvoiceCase *item = g_ptr_array_index (cases, i);
      g_autoptr (GPtrArray) findings = kontor_invoice_check (
        item->invoice, KONTOR_CHECK_XRECHNUNG, rules);

      g_test_message ("%s", item->name);
      g_assert_cmpuint (findings->len, ==, 0);
    }
}

static void
test_finding (void)
{
  g_autoptr (GPtrArray) cases = load_examples ();
  g_autoptr (GPtrArray) findings = NULL;
  const KontorInvoiceCase *item = g_ptr_array_index (cases, 0);
  const KontorFinding     *finding;

  item->invoice->totals.due_minor = 1;
  findings = kontor_invoice_check (item->invoice, KONTOR_CHECK_EN16931, rules);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->rule, ==, "BR-CO-16");
  g_assert_cmpstr (finding->field, ==, "BT-115");
  g_assert_cmpint (finding->severity, ==, KONTOR_FINDING_FATAL);
  g_assert_cmpstr (finding->expected, ==, "257.85");
  g_assert_cmpstr (finding->found, ==, "0.01");
  g_assert_true (kontor_findings_are_fatal (findings));
}

/* § 33 UStDV: up to 250 euros the buyer's address and the day of supply may be left out. */
static void
test_small_invoice (void)
{
  g_autoptr (GPtrArray) cases = load_examples ();
  const KontorInvoiceCase *item = g_ptr_array_index (cases, 6);
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_cmpstr (item->name, ==, "E7");
  item->invoice->delivery_day = 0;
  g_clear_pointer (&item->invoice->buyer.address.city, g_free);
  findings = kontor_invoice_check (item->invoice, KONTOR_CHECK_EN16931, rules);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_complete (void)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  KontorInvoiceLine     *line = kontor_invoice_add_line (invoice);
  const KontorInvoiceId *id;

  invoice->currency = g_strdup ("EUR");
  invoice->number = g_strdup ("RE-1");
  invoice->seller.email = g_strdup ("a@b.example");
  invoice->seller.tax_number = g_strdup ("27/123/45678");
  invoice->buyer.address.name = g_strdup ("Berg AG");
  invoice->buyer.address.country = g_strdup ("CH");
  line->category = g_strdup ("G");
  line->quantity_e6 = line->price_e6 = KONTOR_INVOICE_ONE;
  g_assert_true (kontor_invoice_complete (invoice, rules, NULL));

  g_assert_cmpstr (invoice->seller.endpoint.id, ==, "a@b.example");
  g_assert_cmpstr (invoice->seller.endpoint.scheme, ==, "EM");
  id = g_ptr_array_index (invoice->seller.ids, 0);
  g_assert_cmpstr (id->id, ==, "27/123/45678");
  g_assert_cmpstr (invoice->references.buyer_reference, ==, "N/A");
  g_assert_cmpstr (invoice->payment.remittance, ==, "RE-1");
  g_assert_cmpstr (invoice->ship_to->address.country, ==, "CH");
  g_assert_cmpint (invoice->totals.gross_minor, ==, 100);
}

/* Numbers at the edge of what fits must not trip the check itself. */
static void
test_extremes (void)
{
  g_autoptr (GPtrArray) cases = load_examples ();
  const KontorInvoiceCase *item = g_ptr_array_index (cases, 1);
  KontorInvoice           *invoice = item->invoice;
  KontorInvoiceLine       *line = g_ptr_array_index (invoice->lines, 0);
  KontorInvoiceTax        *tax = g_ptr_array_index (invoice->taxes, 0);
  KontorInvoiceAdjustment *adjustment = g_ptr_array_index (invoice->adjustments, 0);
  g_autoptr (GPtrArray) findings = NULL;

  line->net_minor = line->quantity_e6 = line->net_price_e6 = G_MAXINT64;
  line->net_base_e6 = G_MAXINT64;
  tax->net_minor = G_MININT64;
  tax->tax_minor = G_MAXINT64;
  tax->rate_bp = G_MAXINT64;
  adjustment->amount_minor = adjustment->base_minor = G_MININT64;
  invoice->totals.line_minor = invoice->totals.net_minor = G_MAXINT64;
  invoice->totals.paid_minor = G_MININT64;
  findings = kontor_invoice_check (invoice, KONTOR_CHECK_XRECHNUNG, rules);
  g_assert_true (kontor_findings_are_fatal (findings));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  rules = kontor_finance_rules_new (NULL, NULL);
  g_test_add_func ("/invoice-check/good", test_good);
  g_test_add_func ("/invoice-check/rules", test_rules);
  g_test_add_func ("/invoice-check/finding", test_finding);
  g_test_add_func ("/invoice-check/small-invoice", test_small_invoice);
  g_test_add_func ("/invoice-check/complete", test_complete);
  g_test_add_func ("/invoice-check/extremes", test_extremes);
  status = g_test_run ();
  kontor_finance_rules_free (rules);
  return status;
}
