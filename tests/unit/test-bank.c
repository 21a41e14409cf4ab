/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-bank.h"
#include "kontor-time.h"

static KontorJson *
read_text (const char *text, const KontorJson *mapping)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  KontorJson *file = kontor_bank_read (bytes, mapping, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

static void
assert_refused (const char *text, gsize length, KontorBankError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  g_test_message ("%.60s", text);
  g_assert_null (kontor_bank_read (bytes, NULL, &error));
  g_assert_error (error, KONTOR_BANK_ERROR, (int) code);
}

static char *
load_shared (const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (
    g_getenv ("KONTOR_SHARED"), "finance", "camt", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static const KontorJson *
get_statement (const KontorJson *file, guint index)
{
  return kontor_json_at (kontor_json_get_array (file, "statements"), index);
}

static const KontorJson *
get_entry (const KontorJson *file, guint index)
{
  return kontor_json_at (kontor_json_get_array (get_statement (file, 0), "entries"), index);
}

static void
assert_text (const KontorJson *object, const char *key, const char *expected)
{
  g_assert_cmpstr (kontor_json_get_string (object, key, NULL), ==, expected);
}

static void
assert_number (const KontorJson *object, const char *key, gint64 expected)
{
  g_assert_true (kontor_json_has (object, key));
  g_assert_cmpint (kontor_json_get_integer (object, key, 0), ==, expected);
}

static void
assert_day (const KontorJson *object, const char *key, const char *expected)
{
  g_autofree char *day = kontor_day_format_iso (kontor_json_get_integer (object, key, 0));

  g_assert_cmpstr (day, ==, expected);
}

/* --- camt --- */

static void
test_camt (gconstpointer name)
{
  gsize            length = 0;
  g_autofree char *text = load_shared (name, &length);
  g_autoptr (KontorJson) file = read_text (text, NULL);
  const KontorJson *statement = get_statement (file, 0);

  assert_text (file, "format", "camt.053");
  assert_text (statement, "iban", "DE02120300000000202051");
  assert_text (statement, "reference", "STMT-2026-231");
  assert_number (statement, "number", 231);
  assert_number (statement, "opening_minor", 100000);
  assert_number (statement, "closing_minor", 542688);
  assert_text (statement, "note", "");
  assert_day (statement, "to_on", "2026-12-03");
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (statement, "entries")), ==, 12);

  assert_text (get_entry (file, 0), "name", "Mueller & Soehne GmbH");
  assert_text (get_entry (file, 0), "iban", "DE89370400440532013000");
  assert_text (get_entry (file, 0), "end_to_end", "MS-8812");
  assert_text (get_entry (file, 1), "end_to_end", "");
  assert_text (get_entry (file, 1), "purpose", "RECHNUNG RE 2026 0002 VOM 20.11.2026");
  assert_text (get_entry (file, 6), "structured", "RF88RE20260010");
  assert_number (get_entry (file, 8), "amount_minor", -8613);
  assert_text (get_entry (file, 8), "name", "Mueller & Soehne GmbH");
  g_assert_true (kontor_json_get_boolean (get_entry (file, 9), "is_return", FALSE));
  assert_text (get_entry (file, 9), "return_reason", "AC04");
  assert_text (get_entry (file, 9), "mandate", "M-77");
  assert_number (get_entry (file, 10), "amount_minor", 29900);
  assert_number (get_entry (file, 11), "amount_minor", 5982);
  g_assert_cmpstr (kontor_json_get_string (get_entry (file, 10), "key", ""),
                   !=,
                   kontor_json_get_string (get_entry (file, 11), "key", ""));
}

/* Cut anywhere, a file is refused and nothing breaks. */
static void
test_truncated (void)
{
  gsize            length = 0;
  g_autofree char *text = load_shared ("camt053_v08_shared.xml", &length);

  for (gsize i = 1; i < length - 12; i += 97)
    assert_refused (text, i, KONTOR_BANK_ERROR_FORMAT);
}

static void
test_hostile (void)
{
  static const char bomb[]
    = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>"
      "<Document><BkToCstmrStmt><Stmt><Id>&c;</Id></Stmt></BkToCstmrStmt></Document>";
  static const char file[] = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Document/>";
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *large = g_malloc0 (51 * 1024 * 1024);

  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<a>");
  assert_refused (bomb, strlen (bomb), KONTOR_BANK_ERROR_HOSTILE);
  assert_refused (file, strlen (file), KONTOR_BANK_ERROR_HOSTILE);
  assert_refused (deep->str, deep->len, KONTOR_BANK_ERROR_HOSTILE);
  assert_refused (large, 51 * 1024 * 1024, KONTOR_BANK_ERROR_HOSTILE);
  assert_refused ("", 0, KONTOR_BANK_ERROR_FORMAT);
  assert_refused ("<a/>", 4, KONTOR_BANK_ERROR_FORMAT);
  assert_refused ("\0\1\2\3", 4, KONTOR_BANK_ERROR_FORMAT);
  assert_refused ("Hello, world", 12, KONTOR_BANK_ERROR_COLUMNS);
}

#define CAMT(entry)                                                                                \
  "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>"       \
  "<Id>S</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>" entry        \
  "</Stmt></BkToCstmrStmt></Document>"

static void
test_camt_values (void)
{
  g_autoptr (KontorJson) cut = read_text (
    CAMT ("<Ntry><Amt Ccy=\"EUR\">12.50000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
          "<BookgDt><DtTm>2026-12-03T09:30:00</DtTm></BookgDt><NtryDtls><TxDtls><RmtInf>"
          "<Ustrd>Kundennummer 4711 Rechnung RE-2026-0</Ustrd><Ustrd>0</Ustrd></RmtInf></TxDtls>"
          "</NtryDtls></Ntry><Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
          "<Sts>PDNG</Sts></Ntry>"),
    NULL);
  g_autoptr (KontorJson) again = NULL;

  assert_number (get_entry (cut, 0), "amount_minor", 1250);
  assert_day (get_entry (cut, 0), "booked_on", "2026-12-03");
  g_assert_cmpuint (
    kontor_json_length (kontor_json_get_array (get_statement (cut, 0), "entries")), ==, 1);
  g_assert_cmpstr (kontor_json_get_string (get_statement (cut, 0), "note", ""), !=, "");

  again = read_text (
    CAMT ("<Ntry><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
          "<BookgDt><Dt>2026-12-03</Dt></BookgDt><NtryDtls><TxDtls><RmtInf>"
          "<Ustrd>aaaaaaaaaabbbbbbbbbbccccccccccRE-20</Ustrd><Ustrd>26-0001</Ustrd></RmtInf>"
          "</TxDtls></NtryDtls></Ntry>"),
    NULL);
  assert_text (get_entry (again, 0), "purpose", "aaaaaaaaaabbbbbbbbbbccccccccccRE-2026-0001");
  assert_number (get_entry (again, 0), "amount_minor", -500);
}

static void
test_camt_bad (void)
{
  static const char *const texts[] = {
    CAMT ("<Ntry><Amt Ccy=\"EUR\">1,00</Amt><BookgDt><Dt>2026-12-03</Dt></BookgDt></Ntry>"),
    CAMT ("<Ntry><Amt Ccy=\"EUR\">1.005</Amt><BookgDt><Dt>2026-12-03</Dt></BookgDt></Ntry>"),
    CAMT ("<Ntry><Amt Ccy=\"EUR\">99999999999999999999</Amt><BookgDt><Dt>2026-12-03</Dt></BookgDt>"
          "</Ntry>"),
    CAMT ("<Ntry><Amt Ccy=\"EUR\">1.00</Amt><BookgDt><Dt>2026-13-03</Dt></BookgDt></Ntry>"),
    CAMT ("<Ntry><Amt Ccy=\"EUR\">1.00</Amt></Ntry>"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), KONTOR_BANK_ERROR_FORMAT);
}

/* --- MT940 --- */

#define MT940                                                                                      \
  ":20:STARTUMS\r\n:25:DE02120300000000202051\r\n:28C:231/1\r\n:60F:C261203EUR1000,00\r\n"         \
  ":61:2612031203CR257,85NTRFMS-8812//BANK-1\r\n"                                                  \
  ":86:166?00GUTSCHRIFT?20EREF+MS-8812?21SVWZ+RE-2026-0001 KD 4711?30BYLADEM1001\r\n"              \
  "?31DE89370400440532013000?32Mueller & Soehne?33 GmbH\r\n"                                       \
  ":61:2612031203DR64,75NRTINONREF//NONREF\r\n"                                                    \
  ":86:109?00RUECKLASTSCHRIFT?20SVWZ+RE-2026-0004?32Juergen Weiss\r\n"                             \
  ":61:2612310102RC10,NMSCNONREF\r\n:86:Storno\r\n"                                                \
  ":62F:C270102EUR1183,10\r\n-\r\n"

static void
test_mt940 (void)
{
  g_autoptr (KontorJson) file = read_text (MT940, NULL);
  const KontorJson *statement = get_statement (file, 0);

  assert_text (file, "format", "mt940");
  assert_text (statement, "iban", "DE02120300000000202051");
  assert_number (statement, "opening_minor", 100000);
  assert_number (statement, "closing_minor", 118310);
  assert_text (statement, "note", "");
  assert_number (get_entry (file, 0), "amount_minor", 25785);
  assert_day (get_entry (file, 0), "booked_on", "2026-12-03");
  assert_text (get_entry (file, 0), "purpose", "RE-2026-0001 KD 4711");
  assert_text (get_entry (file, 0), "end_to_end", "MS-8812");
  assert_text (get_entry (file, 0), "name", "Mueller & Soehne GmbH");
  assert_text (get_entry (file, 0), "iban", "DE89370400440532013000");
  assert_text (get_entry (file, 0), "bank_reference", "BANK-1");
  assert_number (get_entry (file, 1), "amount_minor", -6475);
  g_assert_true (kontor_json_get_boolean (get_entry (file, 1), "is_return", FALSE));
  assert_number (get_entry (file, 2), "amount_minor", -1000);
  assert_day (get_entry (file, 2), "booked_on", "2027-01-02");
  assert_day (get_entry (file, 2), "value_on", "2026-12-31");
  g_assert_true (kontor_json_get_boolean (get_entry (file, 2), "is_return", FALSE));
}

static void
test_mt940_bad (void)
{
  static const char *const texts[] = {
    ":20:X\n:61:261303CR1,NTRF\n",
    ":20:X\n:61:2612031203XR1,NTRF\n",
    ":20:X\n:61:2612031203CR5,NTRF\n",
    ":20:X\n:61:2612031203CRNTRF\n",
    ":20:X\n:60F:X261203EUR1,\n",
    ":20:X\n:61:2612031203CR1,234NTRF\n",
    ":20:X\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), KONTOR_BANK_ERROR_FORMAT);
  for (gsize i = 5; i < strlen (MT940); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (MT940, i);
      g_autoptr (KontorJson) file = kontor_bank_read (bytes, NULL, NULL);

      if (file != NULL)
        g_assert_cmpuint (kontor_json_length (kontor_json_get_array (file, "statements")), >=, 1);
    }
}

/* --- tables --- */

static const struct
{
  const char *title;
  const char *text;
  gint64      amount_minor;
  const char *purpose;
  const char *name;
} tables[] = {
  { "Sparkasse",
    "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";"
    "\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC\";\"Betrag\";\"Waehrung\"\n"
    "\"DE02120300000000202051\";\"03.12.26\";\"03.12.26\";\"GUTSCHRIFT\";\"RE-2026-0001\";"
    "\"Müller\";"
    "\"DE89370400440532013000\";\"X\";\"1.257,85\";\"EUR\"\n",
    125785,
    "RE-2026-0001",
    "Müller" },
  { "with a preamble",
    "Konto:;DE02;;\nZeitraum:;alles;;\n\nBuchungsdatum;Wertstellung;Empfänger;Verwendungszweck;"
    "Betrag (€)\n03.12.2026;03.12.2026;Berg AG;Danke;-12,5\n",
    -1250,
    "Danke",
    "Berg AG" },
  { "debit and credit",
    "Date,Description,Debit,Credit\n2026-12-03,Fee,\"1,234.50\",\n",
    -123450,
    "Fee",
    "" },
  { "the side in a column",
    "Buchungstag;Verwendungszweck;Betrag;Soll/Haben\n03.12.2026;Miete;900,00;S\n",
    -90000,
    "Miete",
    "" },
  { "a whole number", "Date,Amount,Name,Text\n2026-12-03,\"1,000\",Berg,x\n", 100000, "x", "Berg" },
};

static void
test_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (KontorJson) file = NULL;

      g_test_message ("%s", tables[i].title);
      file = read_text (tables[i].text, NULL);
      assert_text (file, "format", "csv");
      assert_day (get_entry (file, 0), "booked_on", "2026-12-03");
      assert_number (get_entry (file, 0), "amount_minor", tables[i].amount_minor);
      assert_text (get_entry (file, 0), "purpose", tables[i].purpose);
      assert_text (get_entry (file, 0), "name", tables[i].name);
      g_assert_cmpstr (kontor_json_get_string (get_statement (file, 0), "note", ""), !=, "");
    }
}

static void
test_mapping (void)
{
  static const char text[] = "Tag;Zahl;Wer\n3.12.2026;1,50;Berg\n3.12.2026;1,50;Berg\n";
  g_autoptr (KontorJson) mapping = kontor_json_parse (
    "{\"columns\":{\"booked_on\":\"Tag\",\"amount\":\"Zahl\",\"name\":\"Wer\"},\"decimal\":\",\"}",
    -1,
    NULL);
  g_autoptr (KontorJson) file = read_text (text, mapping);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autofree char *header = kontor_bank_dup_header (bytes);

  assert_refused (text, strlen (text), KONTOR_BANK_ERROR_COLUMNS);
  assert_text (get_entry (file, 0), "name", "Berg");
  g_assert_cmpstr (header, ==, "Tag\tZahl\tWer");
  g_assert_true (kontor_json_equal (kontor_json_get (file, "mapping"), mapping));
  g_assert_cmpstr (kontor_json_get_string (get_entry (file, 0), "key", ""),
                   !=,
                   kontor_json_get_string (get_entry (file, 1), "key", ""));
}

/* --- a table that a person explains --- */

static KontorJson *
preview_text (const char *text, const char *mapping_text)
{
  g_autoptr (KontorJson) mapping = mapping_text != NULL ? kontor_json_parse (mapping_text, -1, NULL)
                                                        : NULL;
  KontorJson *preview = kontor_bank_preview (text, mapping);

  g_assert_true (mapping_text == NULL || mapping != NULL);
  g_assert_nonnull (preview);
  return preview;
}

static const KontorJson *
get_row (const KontorJson *preview, guint index)
{
  return kontor_json_at (kontor_json_get_array (preview, "rows"), index);
}

static const char strange[] = "Konto;Müller;\n\nTag;Zahl;Wer;Zweck\n"
                              "12/24/2026;1.234,50;Berg;RE-1\n1/2/2027;-3,00;Tal;x\n";

static void
test_preview_asks (void)
{
  g_autoptr (KontorJson) preview = preview_text (strange, NULL);
  g_autoptr (KontorJson) half = preview_text (strange, "{\"columns\":{\"booked_on\":\"Tag\"}}");
  const KontorJson *mapping = kontor_json_get_object (half, "mapping");

  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (preview, "header")), ==, 4);
  g_assert_nonnull (strstr (kontor_json_get_string (preview, "problem", ""), "day of booking"));
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (preview, "samples")), ==, 2);
  g_assert_nonnull (strstr (kontor_json_get_string (half, "problem", ""), "amount"));
  assert_text (mapping, "dates", "mdy");
}

static void
test_preview_reads (void)
{
  static const char columns[] = "{\"columns\":{\"booked_on\":\"Tag\",\"amount\":\"Zahl\","
                                "\"name\":\"Wer\"}%s}";
  g_autofree char  *plain = g_strdup_printf (columns, "");
  g_autofree char  *wrong = g_strdup_printf (columns, ",\"dates\":\"dmy\"");
  g_autofree char  *reversed = g_strdup_printf (columns, ",\"sign\":\"reversed\"");
  g_autoptr (KontorJson) preview = preview_text (strange, plain);
  g_autoptr (KontorJson) bad = preview_text (strange, wrong);
  g_autoptr (KontorJson) turned = preview_text (strange, reversed);
  const KontorJson *entry = kontor_json_get_object (get_row (preview, 0), "entry");

  assert_text (preview, "problem", "");
  assert_text (kontor_json_get_object (preview, "mapping"), "decimal", ",");
  assert_day (entry, "booked_on", "2026-12-24");
  assert_number (entry, "amount_minor", 123450);
  assert_text (entry, "name", "Berg");
  entry = kontor_json_get_object (get_row (preview, 1), "entry");
  assert_day (entry, "booked_on", "2027-01-02");
  assert_number (kontor_json_get_object (get_row (turned, 1), "entry"), "amount_minor", 300);
  g_assert_nonnull (
    strstr (kontor_json_get_string (get_row (bad, 0), "problem", ""), "12/24/2026"));
  assert_day (kontor_json_get_object (get_row (bad, 1), "entry"), "booked_on", "2027-02-01");
}

/* What is shown before is what is read then. */
static void
test_preview_is_read (void)
{
  g_autoptr (KontorJson) preview = preview_text (
    strange, "{\"columns\":{\"booked_on\":\"Tag\",\"amount\":\"Zahl\"},\"sign\":\"reversed\"}");
  g_autoptr (KontorJson) file = read_text (strange, kontor_json_get_object (preview, "mapping"));

  assert_day (get_entry (file, 0), "booked_on", "2026-12-24");
  assert_number (get_entry (file, 0), "amount_minor", -123450);
  g_assert_true (
    kontor_json_equal (kontor_json_get (file, "mapping"), kontor_json_get (preview, "mapping")));
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    const char *dates;
    const char *day; /* NULL: refused */
  } days[] = {
    { "24.12.2026", "dmy", "2026-12-24" },
    { "24.12.26 13:05", "dmy", "2026-12-24" },
    { "12/24/2026", "mdy", "2026-12-24" },
    { "2026/12/24", "ymd", "2026-12-24" },
    { "20261224", "ymd", "2026-12-24" },
    { "2026-12-24T10:00:00Z", "mdy", "2026-12-24" },
    { "24/12/2026", "mdy", NULL },
    { "31.02.2026", "dmy", NULL },
    { "24.12.", "dmy", NULL },
    { "24.12.2026x", "dmy", NULL },
    { "99999999999999999999.1.1", "dmy", NULL },
    { "1.1.20261", "dmy", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *text = g_strdup_printf ("Tag;Zahl;Wer\n%s;1,00;x\n", days[i].text);
      g_autofree char *mapping = g_strdup_printf (
        "{\"columns\":{\"booked_on\":\"Tag\",\"amount\":\"Zahl\"},\"dates\":\"%s\"}",
        days[i].dates);
      g_autoptr (KontorJson) preview = preview_text (text, mapping);
      const KontorJson *entry = kontor_json_get_object (get_row (preview, 0), "entry");

      g_test_message ("%s", days[i].text);
      g_assert_cmpint (entry != NULL, ==, days[i].day != NULL);
      if (entry != NULL)
        assert_day (entry, "booked_on", days[i].day);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/bank/camt-v02", "camt053_v02_shared.xml", test_camt);
  g_test_add_data_func ("/bank/camt-v08", "camt053_v08_shared.xml", test_camt);
  g_test_add_func ("/bank/camt-values", test_camt_values);
  g_test_add_func ("/bank/camt-bad", test_camt_bad);
  g_test_add_func ("/bank/truncated", test_truncated);
  g_test_add_func ("/bank/hostile", test_hostile);
  g_test_add_func ("/bank/mt940", test_mt940);
  g_test_add_func ("/bank/mt940-bad", test_mt940_bad);
  g_test_add_func ("/bank/tables", test_tables);
  g_test_add_func ("/bank/mapping", test_mapping);
  g_test_add_func ("/bank/preview-asks", test_preview_asks);
  g_test_add_func ("/bank/preview-reads", test_preview_reads);
  g_test_add_func ("/bank/preview-is-read", test_preview_is_read);
  g_test_add_func ("/bank/days", test_days);
  return g_test_run ();
}
