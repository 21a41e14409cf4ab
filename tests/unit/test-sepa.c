/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sepa.h"

#include <string.h>

#define CREATED_AT G_GINT64_CONSTANT (1795251600000000) /* 21 November 2026, 9:00 UTC */

static const KontorTransfer transfers[] = {
  { "Müller & Söhne GmbH", "DE89370400440532013000", NULL, 11900, "R-77/2026", "R-77/2026 Öl" },
  { "Alpenladen KG", "AT611904300234573201", "BKAUATWW", 5, "L 1", "L 1" },
};

static KontorTransferOrder
make_order (const KontorTransfer *list, guint n)
{
  return (KontorTransferOrder){ "KONTOR-1",
                                "Kontor Probe GmbH",
                                "DE02120300000000202051",
                                "BYLADEM1001",
                                20781,
                                CREATED_AT,
                                list,
                                n };
}

static void
test_letters (void)
{
  static const struct
  {
    const char *text;
    gsize       most;
    const char *expected;
  } cases[] = {
    { "Müller & Söhne", 70, "Mueller + Soehne" },
    { "Straße  7\n\tHof", 70, "Strasse 7 Hof" },
    { "//a//b/", 70, "a/b" },
    { "café ☃1 €", 70, "cafe .1 EUR" },
    { "abcdef", 3, "abc" },
    { NULL, 3, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = kontor_sepa_text (cases[i].text, cases[i].most);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* What the bank reads, without blanks between the elements. */
static char *
write_plain (const KontorTransferOrder *order)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_sepa_write (order, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  return g_strjoinv ("", lines);
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in %s", part, text);
}

static void
test_file (void)
{
  KontorTransferOrder order = make_order (transfers, G_N_ELEMENTS (transfers));
  g_autofree char    *text = write_plain (&order);

  assert_contains (text, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">");
  assert_contains (text,
                   "<MsgId>KONTOR-1</MsgId><CreDtTm>2026-11-21T09:00:00Z</CreDtTm>"
                   "<NbOfTxs>2</NbOfTxs><CtrlSum>119.05</CtrlSum>");
  assert_contains (text, "<ReqdExctnDt><Dt>2026-11-24</Dt></ReqdExctnDt>");
  assert_contains (text,
                   "<DbtrAgt><FinInstnId><BICFI>BYLADEM1001</BICFI></FinInstnId></DbtrAgt>"
                   "<ChrgBr>SLEV</ChrgBr><CdtTrfTxInf><PmtId><EndToEndId>R-77/2026</EndToEndId>"
                   "</PmtId><Amt><InstdAmt Ccy=\"EUR\">119.00</InstdAmt></Amt>"
                   "<Cdtr><Nm>Mueller + Soehne GmbH</Nm></Cdtr>");
  assert_contains (text, "<RmtInf><Ustrd>R-77/2026 Oel</Ustrd></RmtInf>");
  assert_contains (text, "<CdtrAgt><FinInstnId><BICFI>BKAUATWW</BICFI></FinInstnId></CdtrAgt>");

  order.bic = "";
  g_free (text); /* written anew */
  text = write_plain (&order);
  assert_contains (text, "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId>");
}

static void
test_refusals (void)
{
  KontorTransfer      bad[] = { transfers[0], transfers[0], transfers[0], transfers[0] };
  KontorTransferOrder empty = make_order (transfers, 0);
  KontorTransferOrder nameless = make_order (transfers, 1);
  KontorTransferOrder accountless = make_order (transfers, 1);
  g_autoptr (GError) error = NULL;

  bad[0].iban = "DE00370400440532013000";
  bad[1].amount_minor = 0;
  bad[2].amount_minor = G_GINT64_CONSTANT (100000000000);
  bad[3].name = " ";
  nameless.name = "";
  accountless.iban = "";
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      KontorTransferOrder order = make_order (&bad[i], 1);

      g_assert_null (kontor_sepa_write (&order, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_assert_null (kontor_sepa_write (&empty, NULL));
  g_assert_null (kontor_sepa_write (&nameless, NULL));
  g_assert_null (kontor_sepa_write (&accountless, &error));
  g_assert_nonnull (strstr (error->message, "IBAN"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sepa/letters", test_letters);
  g_test_add_func ("/sepa/file", test_file);
  g_test_add_func ("/sepa/refusals", test_refusals);
  return g_test_run ();
}
