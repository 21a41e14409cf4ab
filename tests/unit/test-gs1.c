/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-gs1.h"
#include "kontor-time.h"

#define FNC1 "\x1d"

/* 09506000134352 is the number of GS1's own examples of Digital Link, 04012345678901 that of its
 * German guides. */
typedef struct
{
  const char     *name;
  const char     *text;
  KontorGs1Result result;
  const char     *gtin;
  const char     *lot;
  const char     *serial;
  const char     *best_before; /* NULL: none */
  gint64          count;
} Case;

static const Case cases[] = {
  { "element-string",
    "0104012345678901"
    "17261231"
    "10AB-12",
    KONTOR_GS1_READ,
    "04012345678901",
    "AB-12",
    "",
    "2026-12-31",
    0 },
  { "fnc1-first",
    FNC1 "0109506000134352"
         "10ABC123" FNC1 "21S1",
    KONTOR_GS1_READ,
    "09506000134352",
    "ABC123",
    "S1",
    NULL,
    0 },
  { "symbology",
    "]C10109506000134352"
    "15270100",
    KONTOR_GS1_READ,
    "09506000134352",
    "",
    "",
    "2027-01-31",
    0 },
  { "data-matrix",
    "]d2"
    "0109506000134352"
    "10L" FNC1 "17270615",
    KONTOR_GS1_READ,
    "09506000134352",
    "L",
    "",
    "2027-06-15",
    0 },
  { "leap-day",
    "]d2"
    "0109506000134352"
    "15280200",
    KONTOR_GS1_READ,
    "09506000134352",
    "",
    "",
    "2028-02-29",
    0 },
  { "best-before-wins",
    "(01)09506000134352(17)271231(15)270630",
    KONTOR_GS1_READ,
    "09506000134352",
    "",
    "",
    "2027-06-30",
    0 },
  { "parentheses", "(01)09506000134352(10)A(B", KONTOR_GS1_BROKEN, "", "", "", NULL, 0 },
  { "people",
    "(01)09506000134352(10)ABC(37)24",
    KONTOR_GS1_READ,
    "09506000134352",
    "ABC",
    "",
    NULL,
    24 },
  { "pallet",
    "00"
    "340123450000000018",
    KONTOR_GS1_OTHER,
    "",
    "",
    "",
    NULL,
    0 },
  { "contents",
    "0209506000134352"
    "3712" FNC1 "10X",
    KONTOR_GS1_READ,
    "09506000134352",
    "X",
    "",
    NULL,
    12 },
  { "variable-count",
    "(01)09506000134352(30)7",
    KONTOR_GS1_READ,
    "09506000134352",
    "",
    "",
    NULL,
    7 },
  { "weight-is-skipped",
    "]C10109506000134352"
    "3103001250"
    "10Z",
    KONTOR_GS1_READ,
    "09506000134352",
    "Z",
    "",
    NULL,
    0 },
  { "own-identifier",
    "]C10109506000134352"
    "91INTERN" FNC1 "10Z",
    KONTOR_GS1_READ,
    "09506000134352",
    "Z",
    "",
    NULL,
    0 },
  { "link",
    "https://id.gs1.org/01/09506000134352/10/ABC123/21/12345?17=270801&37=6",
    KONTOR_GS1_READ,
    "09506000134352",
    "ABC123",
    "12345",
    "2027-08-01",
    6 },
  { "link-in-words",
    "https://shop.example/waren/gtin/9506000134352/lot/A%2F1",
    KONTOR_GS1_READ,
    "09506000134352",
    "A/1",
    "",
    NULL,
    0 },
  { "any-address", "https://shop.example/cedar", KONTOR_GS1_OTHER, "", "", "", NULL, 0 },
  { "link-with-a-wrong-number",
    "https://id.gs1.org/01/09506000134353",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "ean", "4006381333931", KONTOR_GS1_OTHER, "", "", "", NULL, 0 },
  { "sku", "01-CEDAR-10", KONTOR_GS1_OTHER, "", "", "", NULL, 0 },
  { "wrong-check-digit",
    "]C1"
    "0109506000134353",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "cut-short",
    "]C1"
    "010950600013",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "no-such-day",
    "0109506000134352"
    "17271332",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "lot-too-long",
    "0109506000134352"
    "10123456789012345678901",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "unknown-identifier",
    "]C1"
    "66123",
    KONTOR_GS1_BROKEN,
    "",
    "",
    "",
    NULL,
    0 },
  { "empty", "", KONTOR_GS1_OTHER, "", "", "", NULL, 0 },
};

static gint64
day_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 day = 0;

  kontor_day_parse (text, &day, &error);
  g_assert_no_error (error);
  return day;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  KontorGs1   gs1;

  g_assert_cmpint (kontor_gs1_parse (c->text, day_of ("2026-11-21"), &gs1), ==, c->result);
  g_assert_cmpstr (gs1.gtin, ==, c->gtin);
  g_assert_cmpstr (gs1.lot, ==, c->lot);
  g_assert_cmpstr (gs1.serial, ==, c->serial);
  g_assert_cmpint (
    gs1.best_before, ==, c->best_before != NULL ? day_of (c->best_before) : KONTOR_GS1_NO_DAY);
  g_assert_cmpint (gs1.count, ==, c->count);
}

/* GS1 General Specifications 7.12: at most 49 years ahead, 50 back. */
static void
test_century (void)
{
  static const struct
  {
    const char *today;
    const char *code;
    const char *day;
  } years[] = {
    { "2026-11-21", "(01)09506000134352(17)750101", "2075-01-01" },
    { "2026-11-21", "(01)09506000134352(17)760101", "1976-01-01" },
    { "2026-11-21", "(01)09506000134352(17)990101", "1999-01-01" },
    { "2060-01-01", "(01)09506000134352(17)050101", "2105-01-01" },
    { "2098-01-01", "(01)09506000134352(17)480101", "2048-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      KontorGs1 gs1;

      g_assert_cmpint (
        kontor_gs1_parse (years[i].code, day_of (years[i].today), &gs1), ==, KONTOR_GS1_READ);
      g_assert_cmpint (gs1.best_before, ==, day_of (years[i].day));
    }
}

static void
test_spellings (void)
{
  g_auto (GStrv) ean13 = kontor_gtin_dup_spellings ("04006381333931");
  g_auto (GStrv) ean8 = kontor_gtin_dup_spellings ("00000096385074");
  g_auto (GStrv) pack = kontor_gtin_dup_spellings ("14006381333938");
  g_autofree char *joined13 = g_strjoinv (" ", ean13);
  g_autofree char *joined8 = g_strjoinv (" ", ean8);
  g_autofree char *joined_pack = g_strjoinv (" ", pack);

  g_assert_cmpstr (joined13, ==, "04006381333931 4006381333931");
  g_assert_cmpstr (joined8, ==, "00000096385074 0000096385074 000096385074 96385074");
  g_assert_cmpstr (joined_pack, ==, "14006381333938");
}

/* Bytes of any kind are read or not, but within their bounds. */
static void
test_noise (void)
{
  static const char letters[] = "01234567890123456789()]CdQ/:?=&%" FNC1 "httpsAz";

  for (guint round = 0; round < 20000; round++)
    {
      char      text[48];
      guint     length = (guint) g_test_rand_int_range (0, sizeof text);
      KontorGs1 gs1;

      for (guint i = 0; i < length; i++)
        text[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      text[length] = '\0';
      if (kontor_gs1_parse (text, 20000, &gs1) != KONTOR_GS1_READ)
        g_assert_cmpstr (gs1.gtin, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gs1/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/gs1/century", test_century);
  g_test_add_func ("/gs1/spellings", test_spellings);
  g_test_add_func ("/gs1/noise", test_noise);
  return g_test_run ();
}
