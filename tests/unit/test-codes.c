/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-codes.h"

static void
test_gtin (void)
{
  /* GS1's own examples of the four lengths. */
  static const char *const right[] = {
    "6291041500213", "4006381333931", "96385074", "036000291452", "00012345600012"
  };
  static const char *const wrong[] = {
    "6291041500214",     "4006381333932", "9638507", "96385074 ", "",
    "40063813339310000", "400638133393X"
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (kontor_gtin_is_valid (right[i]));
  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (kontor_gtin_is_valid (wrong[i]));

  g_assert_false (kontor_gtin_is_valid (NULL));
  g_assert_true (kontor_gtin_looks_like ("6291041500214"));
  g_assert_false (kontor_gtin_looks_like ("629104150021"
                                          "A"));
  g_assert_cmpint (kontor_gtin_check_digit ("629104150021"), ==, '3');
  g_assert_cmpint (kontor_gtin_check_digit ("37610425002123456"), ==, '9');
  g_assert_cmpint (kontor_gtin_check_digit ("62x"), ==, '\0');
}

/* Swapped neighbours and single wrong digits are what the check digit is for. */
static void
test_gtin_finds_errors (void)
{
  char  code[] = "4006381333931";
  guint i;
  char  c;

  for (i = 0; i < 13; i++)
    {
      char was = code[i];

      for (c = '0'; c <= '9'; c++)
        {
          code[i] = c;
          g_assert_cmpint (kontor_gtin_is_valid (code), ==, c == was);
        }
      code[i] = was;
    }
}

static void
test_vat_right (void)
{
  /* Published by their owners or as examples by the tax offices. */
  static const char *const right[] = {
    "DE136695976",    "DE129273398",   "DE811569869", "ATU13585627",   "BE0428759497",
    "BG175074752",    "CY10259033P",   "CZ25123891",  "DK13585628",    "EE100931558",
    "EL094259216",    "ESA28015865",   "FI20774740",  "FR40303265045", "FR23334175221",
    "FRK7399859412",  "HR33392005961", "HU12892312",  "IE6433435F",    "IE6388047V",
    "IT00743110157",  "LT119511515",   "LU15027442",  "LV40003521600", "MT11679112",
    "NL004495445B01", "PL8567346215",  "PT501964843", "RO18547290",    "SE556188840401",
    "SI50223054",     "SK2022749619",  "XI980780684",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (right); i++)
    {
      const char *reason = "untouched";

      if (!kontor_vat_id_is_plausible (right[i], &reason))
        g_error ("%s: %s", right[i], reason);
      g_assert_null (reason);
    }
}

static void
test_vat_wrong (void)
{
  static const char *const wrong[] = {
    "DE136695978",
    "DE13669597",
    "DE13669597A",
    "ATU13585626",
    "AT13585627",
    "BE0428759498",
    "BE2428759497",
    "DK13585627",
    "EE100594103",
    "EL123456781",
    "FI20774741",
    "FR84323140391",
    "HR33392005962",
    "HU12892313",
    "IT00743110158",
    "LU15027443",
    "MT11679113",
    "NL123456780B90",
    "PL8567346216",
    "PT501964842",
    "SE123456789101",
    "SI50223055",
    "SK2022749618",
    "US123456789",
    "GB980780684",
    "GR094259216",
    "DE",
    "",
    "de136695976",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *reason = NULL;

      if (kontor_vat_id_is_plausible (wrong[i], &reason))
        g_error ("%s is taken as a VAT id", wrong[i]);
      g_assert_nonnull (reason);
    }

  g_assert_false (kontor_vat_id_is_plausible (NULL, NULL));
}

static void
test_vat_normalise (void)
{
  g_autofree char *text = kontor_vat_id_normalise (" de 136.695-976\t");
  g_autofree char *empty = kontor_vat_id_normalise ("");

  g_assert_cmpstr (text, ==, "DE136695976");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_country (void)
{
  g_assert_true (kontor_country_is_known ("DE"));
  g_assert_true (kontor_country_is_known ("AD"));
  g_assert_true (kontor_country_is_known ("ZW"));
  g_assert_false (kontor_country_is_known ("EL"));
  g_assert_false (kontor_country_is_known ("de"));
  g_assert_false (kontor_country_is_known ("D "));
  g_assert_false (kontor_country_is_known ("UK"));
  g_assert_false (kontor_country_is_known (""));
  g_assert_false (kontor_country_is_known (NULL));
}

static void
test_email (void)
{
  static const char *const right[] = { "mara@beispiel.example",
                                       "a.b+c@x-y.co.uk",
                                       "jörg@bücher.example" };
  static const char *const wrong[] = {
    "",
    "mara",
    "@beispiel.example",
    "mara@",
    "mara@beispiel",
    "ma ra@beispiel.example",
    "mara@beispiel..example",
    "mara@beispiel.example.",
    "mara@beispiel.example,other@x.example",
    "a@b@c.example",
    ".a@b.example",
    "a.@b.example",
    "<a@b.example>",
    "a@-b.example",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (kontor_email_is_plausible (right[i]));
  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (kontor_email_is_plausible (wrong[i]));
  g_assert_false (kontor_email_is_plausible (NULL));
}

static void
test_tracking (void)
{
  g_autofree char *dhl = kontor_tracking_url ("DHL", "00340434 1");

  g_assert_cmpstr (dhl,
                   ==,
                   "https://www.dhl.de/de/privatkunden/pakete-empfangen/"
                   "verfolgen.html?piececode=00340434%201");
  g_assert_null (kontor_tracking_url ("pigeon", "1"));
  g_assert_null (kontor_tracking_url ("ups", ""));
  g_assert_null (kontor_tracking_url (NULL, "1"));
  g_assert_null (kontor_tracking_url ("ups", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/gtin", test_gtin);
  g_test_add_func ("/codes/gtin-finds-errors", test_gtin_finds_errors);
  g_test_add_func ("/codes/vat/right", test_vat_right);
  g_test_add_func ("/codes/vat/wrong", test_vat_wrong);
  g_test_add_func ("/codes/vat/normalise", test_vat_normalise);
  g_test_add_func ("/codes/country", test_country);
  g_test_add_func ("/codes/email", test_email);
  g_test_add_func ("/codes/tracking", test_tracking);
  return g_test_run ();
}
