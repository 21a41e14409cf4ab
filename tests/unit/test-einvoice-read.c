/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>
#include <poppler.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-einvoice.h"
#include "kontor-invoice-cases.h"

static KontorFinanceRules    *rules;
static KontorEinvoiceSchemas *schemas;

static GBytes *
load (const char *name)
{
  g_autofree char *path = kontor_invoice_shared_path (name);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static KontorEinvoice *
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  KontorEinvoice *einvoice = kontor_einvoice_read (bytes, schemas, &error);

  g_assert_no_error (error);
  return einvoice;
}

static gboolean
append_cb (const char *data, gsize size, gpointer out, GError **error)
{
  g_byte_array_append (out, (const guint8 *) data, (guint) size);
  return TRUE;
}

/* The XML inside a PDF, so that the samples of hybrids can be read. */
static GBytes *
extract (GBytes *pdf, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) owner = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GList *attachments;
  GList *at;

  g_assert_no_error (error);
  owner = G_OBJECT (document);
  attachments = poppler_document_get_attachments (document);
  for (at = attachments; at != NULL; at = at->next)
    {
      PopplerAttachment *attachment = at->data;
      const char        *found = poppler_attachment_get_name (attachment);

      if (strcmp (found, name) == 0)
        g_assert_true (poppler_attachment_save_to_callback (attachment, append_cb, out, &error));
    }
  g_list_free_full (attachments, g_object_unref);
  g_assert_cmpuint (out->len, >, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

enum
{
  FILE_NAME,
  EXTRACT,
  XML_NAME,
  SYNTAX,
  BT24,
  BT1,
  BT3,
  BT5,
  BT112,
  BT115,
  SELLER,
  LINES,
  EN16931,
};

static const char *
get (GPtrArray *row, guint column)
{
  return g_ptr_array_index (row, column);
}

static void
check_totals (const KontorInvoice *invoice, GPtrArray *row)
{
  g_assert_cmpstr (invoice->specification, ==, get (row, BT24));
  g_assert_cmpstr (invoice->number, ==, get (row, BT1));
  g_assert_cmpstr (invoice->type_code, ==, get (row, BT3));
  g_assert_cmpstr (invoice->currency, ==, get (row, BT5));
  g_assert_cmpint (invoice->totals.gross_minor, ==, kontor_invoice_decimal (get (row, BT112), 2));
  g_assert_cmpint (invoice->totals.due_minor, ==, kontor_invoice_decimal (get (row, BT115), 2));
  g_assert_cmpstr (invoice->seller.address.name, ==, get (row, SELLER));
  g_assert_cmpuint (invoice->lines->len, ==, (guint) g_ascii_strtoull (get (row, LINES), NULL, 10));
}

/* What another program read from it, and what the official rules said. The ZUGFeRD 1 sample has no
 * row of its own; it says the same as its successor. */
static void
check_sample (GPtrArray *row)
{
  g_autofree char *path = g_strconcat ("samples/", get (row, FILE_NAME), NULL);
  g_autoptr (GBytes) file = load (path);
  g_autoptr (GBytes) xml = *get (row, EXTRACT) != '\0' ? extract (file, get (row, XML_NAME))
                                                       : g_bytes_ref (file);
  g_autoptr (KontorEinvoice) einvoice = read_bytes (xml);
  g_autoptr (GPtrArray) findings = kontor_einvoice_check (einvoice, rules);

  g_test_message ("%s", path);
  if (strcmp (get (row, SYNTAX), "zugferd1") == 0)
    {
      g_assert_cmpint (einvoice->syntax, ==, KONTOR_SYNTAX_ZUGFERD1);
      g_assert_cmpstr (einvoice->invoice->number, ==, "471102");
      g_assert_cmpint (einvoice->invoice->totals.gross_minor, ==, 52987);
      g_assert_cmpuint (einvoice->invoice->lines->len, ==, 2);
      g_assert_true (kontor_findings_have (findings, "LEGACY"));
      return;
    }

  g_assert_cmpint (einvoice->syntax,
                   ==,
                   strcmp (get (row, SYNTAX), "ubl") == 0 ? KONTOR_SYNTAX_UBL : KONTOR_SYNTAX_CII);
  check_totals (einvoice->invoice, row);
  if (strcmp (get (row, EN16931), "pass") == 0)
    g_assert_false (kontor_findings_are_fatal (findings));
  else
    g_assert_true (kontor_findings_have (findings, "PROFILE-BOOKING-AID"));
}

static void
test_samples (void)
{
  g_autoptr (GBytes) table = load ("samples/reference.csv");
  gsize       size;
  const char *text = g_bytes_get_data (table, &size);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, size, ',');
  g_autoptr (GError) error = NULL;
  GPtrArray *row = NULL;
  guint      n_rows = 0;

  while (kontor_csv_reader_next (reader, &row, &error) && row != NULL)
    {
      if (n_rows++ > 0)
        check_sample (row);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, 50);
}

/* Each has one defect: it is refused when it is no XML, and flagged with its rule else. */
static void
test_negative (void)
{
  g_autoptr (GBytes) table = load ("negative/expected.json");
  gsize       size;
  const char *text = g_bytes_get_data (table, &size);
  g_autoptr (KontorJson) json = kontor_json_parse (text, (gssize) size, NULL);
  guint i;
  guint j;

  g_assert_cmpuint (kontor_json_length (json), ==, 10);
  for (i = 0; i < kontor_json_length (json); i++)
    {
      const char       *name = kontor_json_key_at (json, i);
      const KontorJson *entry = kontor_json_at (json, i);
      const KontorJson *fatal = kontor_json_get_array (entry, "en16931_fatal");
      g_autofree char  *path = g_strdup_printf ("negative/%s.xml", name);
      g_autoptr (GBytes) bytes = load (path);
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorEinvoice) einvoice = kontor_einvoice_read (bytes, schemas, &error);
      g_autoptr (GPtrArray) findings = NULL;

      g_test_message ("%s", name);
      if (strcmp (name, "n25-not-wellformed") == 0)
        {
          g_assert_error (error, KONTOR_EINVOICE_ERROR, KONTOR_EINVOICE_ERROR_FORMAT);
          continue;
        }

      g_assert_no_error (error);
      findings = kontor_einvoice_check (einvoice, rules);
      g_assert_true (kontor_findings_are_fatal (findings));
      g_assert_true (kontor_json_get_boolean (entry, "facturx_xsd_ok", TRUE)
                     != kontor_findings_have (findings, "XSD"));
      if (!kontor_json_get_boolean (entry, "facturx_xsd_ok", TRUE))
        {
          g_assert_true (kontor_findings_have (findings, "FORMAT"));
          g_assert_true (kontor_findings_have (findings, "XSD"));
          continue;
        }
      for (j = 0; j < kontor_json_length (fatal); j++)
        g_assert_true (
          kontor_findings_have (findings, kontor_json_string (kontor_json_at (fatal, j))));
    }
}

static void
refuse (const char *text, gssize length, KontorEinvoiceError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorEinvoice) einvoice = kontor_einvoice_read (bytes, schemas, &error);

  g_assert_null (einvoice);
  g_assert_error (error, KONTOR_EINVOICE_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

#define ROOT "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\""

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (ROOT ">");
  g_autoptr (GString) wide = g_string_new (ROOT ">");
  guint i;

  refuse ("", 0, KONTOR_EINVOICE_ERROR_FORMAT);
  refuse ("%PDF-1.7", -1, KONTOR_EINVOICE_ERROR_FORMAT);
  refuse ("<a/>", -1, KONTOR_EINVOICE_ERROR_FORMAT);
  refuse ("<Invoice/>", -1, KONTOR_EINVOICE_ERROR_FORMAT);
  refuse ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", -1, KONTOR_EINVOICE_ERROR_HOSTILE);
  refuse ("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" ROOT ">&b;</Invoice>",
          -1,
          KONTOR_EINVOICE_ERROR_HOSTILE);
  refuse ("<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
          "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]>"
          "<a b=\"&e;\">&e;</a>",
          -1,
          KONTOR_EINVOICE_ERROR_HOSTILE);
  refuse (ROOT ">&unknown;</Invoice>", -1, KONTOR_EINVOICE_ERROR_FORMAT);

  for (i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");
  refuse (deep->str, -1, KONTOR_EINVOICE_ERROR_HOSTILE);

  for (i = 0; i < 1000001; i++)
    g_string_append (wide, "<a/>");
  refuse (wide->str, (gssize) wide->len, KONTOR_EINVOICE_ERROR_HOSTILE);
}

static void
test_large (void)
{
  g_autofree char *text = g_malloc (50 * 1024 * 1024 + 1);

  memset (text, ' ', 50 * 1024 * 1024 + 1);
  refuse (text, 50 * 1024 * 1024 + 1, KONTOR_EINVOICE_ERROR_HOSTILE);
}

/* Attachments may be larger than libxml2 lets a text node be, up to 20 MB. */
static void
check_attachment (gsize megabytes, gboolean fits)
{
  gsize              size = megabytes * 1024 * 1024;
  g_autofree guchar *data = g_malloc0 (size);
  g_autofree char   *text = g_base64_encode (data, size);
  g_autofree char   *xml = g_strdup_printf (
    ROOT " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\""
           " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
           "<cac:AdditionalDocumentReference><cbc:ID>x</cbc:ID><cac:Attachment>"
           "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" "
           "filename=\"../../etc/x\">%s</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
           "</cac:AdditionalDocumentReference></Invoice>",
    text);
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));
  g_autoptr (KontorEinvoice) einvoice = NULL;
  const KontorInvoiceAttachment *attachment;

  if (!fits)
    {
      refuse (xml, -1, KONTOR_EINVOICE_ERROR_HOSTILE);
      return;
    }

  einvoice = read_bytes (bytes);
  attachment = g_ptr_array_index (einvoice->invoice->references.attachments, 0);
  g_assert_cmpuint (g_bytes_get_size (attachment->data), ==, size);
  g_assert_cmpstr (attachment->filename, ==, "../../etc/x");
}

static void
test_attachments (void)
{
  check_attachment (12, TRUE);
  check_attachment (21, FALSE);
}

static char *
recode (const char *text, const char *declared, const char *to, gsize *length)
{
  g_autofree char *head = g_strdup_printf ("encoding=\"%s\"", declared);
  g_auto (GStrv) parts = g_strsplit (text, "encoding=\"UTF-8\"", 2);
  g_autofree char *changed = g_strjoinv (head, parts);
  g_autoptr (GError) error = NULL;
  char *result = g_convert (changed, -1, to, "UTF-8", NULL, length, &error);

  g_assert_no_error (error);
  return result;
}

/* Byte order marks and the encodings that are met. */
static void
test_encodings (void)
{
  static const char *const encodings[] = { "UTF-16", "ISO-8859-1" };
  g_autoptr (GBytes) bytes = load ("examples/cii/E1.cii.xml");
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", text, NULL);
  g_autoptr (GBytes) marked_bytes = g_bytes_new (marked, strlen (marked));
  g_autoptr (KontorEinvoice) first = read_bytes (bytes);
  g_autoptr (KontorEinvoice) second = read_bytes (marked_bytes);
  guint i;

  g_assert_true (kontor_invoice_equal (first->invoice, second->invoice));
  for (i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize            length;
      g_autofree char *other = recode (text, encodings[i], encodings[i], &length);
      g_autoptr (GBytes) other_bytes = g_bytes_new (other, length);
      g_autoptr (KontorEinvoice) third = read_bytes (other_bytes);

      g_test_message ("%s", encodings[i]);
      g_assert_true (kontor_invoice_equal (first->invoice, third->invoice));
    }
}

static void
replace (GString *text, const char *before, const char *after)
{
  g_assert_cmpuint (g_string_replace (text, before, after, 0), >, 0);
}

static void
expect_change (const char *file, const char *before, const char *after, const char *rule)
{
  g_autoptr (GBytes) bytes = load (file);
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GString) text = g_string_new_len (data, (gssize) size);
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (KontorEinvoice) einvoice = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_test_message ("%s: %s", file, rule);
  replace (text, before, after);
  changed = g_bytes_new (text->str, text->len);
  einvoice = read_bytes (changed);
  findings = kontor_einvoice_check (einvoice, rules);
  g_assert_true (kontor_findings_have (findings, rule));
}

/* What the model can't show is found while reading: things that are missing, or not of their type.
 */
static void
test_format_rules (void)
{
  static const struct
  {
    const char *file;
    const char *before;
    const char *after;
    const char *rule;
  } changes[] = {
    { "examples/cii/E1.cii.xml",
      "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>",
      "<ram:ID>x</ram:ID>",
      "PROFILE" },
    { "examples/cii/E1.cii.xml", "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>", "", "BR-01" },
    { "examples/cii/E1.cii.xml", "<ram:TypeCode>380</ram:TypeCode>", "", "BR-04" },
    { "examples/cii/E1.cii.xml",
      "<ram:TypeCode>380</ram:TypeCode>",
      "<ram:Typ>380</ram:Typ>",
      "XSD" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:ID>RE-2026-0001</cbc:ID>",
      "<cbc:ID>RE-2026-0001</cbc:ID><cbc:Id/>",
      "XSD" },
    { "examples/cii/E1.cii.xml", "20261120</udt", "20261320</udt", "FORMAT" },
    { "examples/cii/E1.cii.xml", "format=\"102\"", "format=\"610\"", "FORMAT" },
    { "examples/cii/E1.cii.xml",
      "<ram:GrandTotalAmount>257.85</ram:GrandTotalAmount>",
      "",
      "BR-14" },
    { "examples/cii/E1.cii.xml", "<ram:LineTotalAmount>219.20</ram:LineTotalAmount>", "", "BR-12" },
    { "examples/cii/E1.cii.xml",
      "<ram:DuePayableAmount>257.85</ram:DuePayableAmount>",
      "",
      "BR-15" },
    { "examples/cii/E1.cii.xml",
      "<ram:TaxBasisTotalAmount>219.20</ram:TaxBasisTotalAmount>",
      "",
      "BR-13" },
    { "examples/cii/E1.cii.xml",
      "<ram:BilledQuantity unitCode=\"H87\">2</ram:BilledQuantity>",
      "",
      "BR-22" },
    { "examples/cii/E1.cii.xml", "<ram:ChargeAmount>89</ram:ChargeAmount>", "", "BR-26" },
    { "examples/cii/E1.cii.xml",
      "<ram:ChargeAmount>89</ram:ChargeAmount>",
      "<ram:ChargeAmount>88.99999999</ram:ChargeAmount>",
      "PRECISION" },
    { "examples/cii/E1.cii.xml", "<ram:BasisAmount>194.20</ram:BasisAmount>", "", "BR-45" },
    { "examples/cii/E1.cii.xml",
      "<ram:CalculatedAmount>36.90</ram:CalculatedAmount>",
      "",
      "BR-46" },
    { "examples/cii/E5.cii.xml",
      "<ram:RateApplicablePercent>0</ram:RateApplicablePercent>",
      "",
      "BR-AE-05" },
    { "examples/cii/E5.cii.xml",
      "<ram:RateApplicablePercent>0</ram:RateApplicablePercent>",
      "",
      "BR-48" },
    { "examples/cii/E2.cii.xml", "<ram:ActualAmount>16.00</ram:ActualAmount>", "", "BR-31" },
    { "examples/cii/E2.cii.xml",
      "<ram:ActualAmount>16.00</ram:ActualAmount>",
      "<ram:ActualAmount>16.000</ram:ActualAmount>",
      "BR-DEC-01" },
    { "examples/cii/E14.cii.xml",
      "<ram:BasisQuantity unitCode=\"H87\">100<",
      "<ram:BasisQuantity unitCode=\"H87\">0<",
      "PEPPOL-EN16931-R121" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:Percent>19</cbc:Percent>",
      "<cbc:Percent>19 %</cbc:Percent>",
      "FORMAT" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>",
      "",
      "PEPPOL-EN16931-R001" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:BuyerReference>N/A</cbc:BuyerReference>",
      "<cbc:BuyerReference>N/A</cbc:BuyerReference><cac:InvoicePeriod/>",
      "BR-CO-19" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:BuyerReference>N/A</cbc:BuyerReference>",
      "<cbc:BuyerReference/>",
      "PEPPOL-EN16931-R008" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "<cbc:BuyerReference>N/A</cbc:BuyerReference>",
      "",
      "BR-DE-15" },
    { "examples/ubl/E1.xrechnung.ubl.xml",
      "Zahlbar innerhalb von 14 Tagen ohne Abzug.",
      "#SKONTO#TAGE=x#PROZENT=2#\n",
      "BR-DE-18" },
    { "examples/ubl/E2.xrechnung.ubl.xml",
      "<cbc:ChargeIndicator>false<",
      "<cbc:ChargeIndicator>no<",
      "FORMAT" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    expect_change (changes[i].file, changes[i].before, changes[i].after, changes[i].rule);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  rules = kontor_finance_rules_new (NULL, NULL);
  schemas = kontor_einvoice_schemas_new ();
  g_test_add_func ("/einvoice-read/samples", test_samples);
  g_test_add_func ("/einvoice-read/negative", test_negative);
  g_test_add_func ("/einvoice-read/hostile", test_hostile);
  g_test_add_func ("/einvoice-read/large", test_large);
  g_test_add_func ("/einvoice-read/attachments", test_attachments);
  g_test_add_func ("/einvoice-read/encodings", test_encodings);
  g_test_add_func ("/einvoice-read/format-rules", test_format_rules);
  status = g_test_run ();
  kontor_finance_rules_free (rules);
  kontor_einvoice_schemas_free (schemas);
  return status;
}
