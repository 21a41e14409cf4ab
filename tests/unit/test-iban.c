/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-iban.h"

/* The examples of the IBAN registry. */
static void
test_valid (void)
{
  static const char *const ibans[] = {
    "AT611904300234573201",
    "BE68539007547034",
    "CH9300762011623852957",
    "DE89370400440532013000",
    "ES9121000418450200051332",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "IT60X0542811101000000123456",
    "MT84MALT011000012345MTLCAST001S",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "PL61109010140000071219812874",
    "BR1800360305000010009795493C1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ibans); i++)
    if (!kontor_iban_is_valid (ibans[i]))
      g_error ("%s is valid", ibans[i]);
}

static void
test_invalid (void)
{
  static const char *const ibans[] = {
    "",
    "DE",
    "DE89370400440532013001",  /* check digits */
    "DE98370400440532013000",  /* swapped */
    "DE8937040044053201300",   /* too short */
    "DE893704004405320130000", /* too long */
    "de89370400440532013000",  /* not normalised */
    "DE89 3704 0044 0532 0130 00",
    "89DE370400440532013000",
    "ÄÖ89370400440532013000",
  };

  g_assert_false (kontor_iban_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (ibans); i++)
    if (kontor_iban_is_valid (ibans[i]))
      g_error ("%s is not valid", ibans[i]);
}

static void
test_forms (void)
{
  g_autofree char *normal = kontor_iban_normalise (" de02 1203\t0000 0000\xc2\xa0"
                                                   "2020 51 ");
  g_autofree char *shown = kontor_iban_format (normal);
  g_autofree char *nothing = kontor_iban_format (NULL);

  g_assert_cmpstr (normal, ==, "DE02120300000000202051");
  g_assert_true (kontor_iban_is_valid (normal));
  g_assert_cmpstr (shown, ==, "DE02 1203 0000 0000 2020 51");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_bic (void)
{
  g_assert_true (kontor_bic_is_valid ("BYLADEM1001"));
  g_assert_true (kontor_bic_is_valid ("MARKDEFF"));
  g_assert_false (kontor_bic_is_valid ("MARKDEF"));
  g_assert_false (kontor_bic_is_valid ("markdeff"));
  g_assert_false (kontor_bic_is_valid ("MARKDEFF\n"));
  g_assert_false (kontor_bic_is_valid (NULL));
}

static void
assert_reference (const char *number, const char *expected)
{
  g_autofree char *reference = kontor_creditor_reference_make (number);

  g_assert_cmpstr (reference, ==, expected);
  if (expected != NULL)
    g_assert_true (kontor_creditor_reference_is_valid (reference));
}

/* ISO 11649 gives RF18539007547034 as its example. */
static void
test_reference (void)
{
  assert_reference ("539007547034", "RF18539007547034");
  assert_reference ("RE-2026-0001", "RF40RE20260001");
  assert_reference ("re/2026/0001", "RF40RE20260001");
  assert_reference ("---", NULL);
  assert_reference ("", NULL);
  assert_reference ("123456789012345678901", "RF40123456789012345678901");
  assert_reference ("1234567890123456789012", NULL);
  g_assert_false (kontor_creditor_reference_is_valid ("RF19539007547034"));
  g_assert_false (kontor_creditor_reference_is_valid ("RF18"));
  g_assert_false (kontor_creditor_reference_is_valid (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/iban/valid", test_valid);
  g_test_add_func ("/iban/invalid", test_invalid);
  g_test_add_func ("/iban/forms", test_forms);
  g_test_add_func ("/iban/bic", test_bic);
  g_test_add_func ("/iban/reference", test_reference);
  return g_test_run ();
}
