/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-text.h"
#include "kontor-value-error.h"

typedef struct
{
  const char *text;
  const char *expected;
} TextCase;

static const TextCase fold_cases[] = {
  { "", "" },
  { "Hello World 42", "hello world 42" },
  { "Müller", "muller" },
  { "Mu\314\210ller", "muller" },
  { "GROSSE", "grosse" },
  { "Größe", "grosse" },
  { "GRÖẞE", "grosse" },
  { "Æther Œuvre Øre", "aether oeuvre ore" },
  { "Łódź Đorđe Þór ĦAÐ", "lodz dorde thor had" },
  { "İstanbul ısı", "istanbul isi" },
  { "ﬁnﬂuß", "finfluss" },
  { "Ｆｕｌｌ①", "full1" },
  { "ΣΊΣΥΦΟΣ", "σισυφοσ" },
  { "σίσυφος", "σισυφοσ" },
  { "Ёлка", "елка" },
  { "x\302\255y\342\200\213z", "xyz" },
  { "L’Eau", "l'eau" },
  { "1"
    "\302\240"
    "000",
    "1 000" },
};

static const TextCase slug_cases[] = {
  { "", "" },
  { "Hello, World!", "hello-world" },
  { "Müller & Söhne GmbH", "mueller-soehne-gmbh" },
  { "MU\314\210LLER", "mueller" },
  { "Süßes – groß", "suesses-gross" },
  { "  --a__b--  ", "a-b" },
  { "Crème Brûlée", "creme-brulee" },
  { "№5", "no5" },
  { "100 ml", "100-ml" },
  { "日本", "" },
  { "日本 5 本", "5" },
};

static void
test_fold (void)
{
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (fold_cases); i++)
    {
      g_autofree char *folded = kontor_text_fold (fold_cases[i].text, -1);
      g_autofree char *again = kontor_text_fold (folded, -1);

      g_assert_cmpstr (folded, ==, fold_cases[i].expected);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_fold_length (void)
{
  g_autofree char *part = kontor_text_fold ("ÄBC", 3);
  g_autofree char *ascii = kontor_text_fold ("ABC", 2);
  g_autofree char *broken = kontor_text_fold ("A\xff", -1);

  g_assert_cmpstr (part, ==, "ab");
  g_assert_cmpstr (ascii, ==, "ab");
  g_assert_cmpstr (broken, ==, "a\357\277\275");
}

static void
test_slug (void)
{
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (slug_cases); i++)
    {
      g_autofree char *slug = kontor_text_slug (slug_cases[i].text);

      g_assert_cmpstr (slug, ==, slug_cases[i].expected);
    }
}

static void
test_is_blank (void)
{
  g_assert_true (kontor_text_is_blank (NULL));
  g_assert_true (kontor_text_is_blank (""));
  g_assert_true (kontor_text_is_blank (" \t\r\n\302\240\342\200\257\342\200\213\357\273\277"));
  g_assert_false (kontor_text_is_blank (" x"));
  g_assert_false (kontor_text_is_blank ("ä"));
  g_assert_false (kontor_text_is_blank ("0"));
}

#define BYTES(text) text, sizeof text - 1

static void
test_to_utf8 (void)
{
  static const struct
  {
    const char *data;
    gsize       length;
    const char *expected; /* NULL for an error */
    const char *encoding;
  } cases[] = {
    { BYTES (""), "", "UTF-8" },
    { BYTES ("abc"), "abc", "UTF-8" },
    { BYTES ("\357\273\277abc"), "abc", "UTF-8" },
    { BYTES ("\357\273\277"), "", "UTF-8" },
    { BYTES ("gr\303\266\303\237er"), "größer", "UTF-8" },
    { BYTES ("gr\366\337er"), "größer", "windows-1252" },
    { BYTES ("\200 \223x\224 \237"), "€ “x” Ÿ", "windows-1252" },
    { BYTES ("caf\351"), "café", "windows-1252" },
    { BYTES ("\377\376a\0\344\0\254\40"), "aä€", "UTF-16LE" },
    { BYTES ("\376\377\0a\0\344\40\254"), "aä€", "UTF-16BE" },
    { BYTES ("\376\377\330\75\336\0"), "😀", "UTF-16BE" },
    { BYTES ("\377\376"), "", "UTF-16LE" },

    { BYTES ("a\0b"), NULL, NULL },
    { BYTES ("\0"), NULL, NULL },
    { BYTES ("\377\376a\0\0\0"), NULL, NULL },
    { BYTES ("\377\376\0\0a\0\0\0"), NULL, NULL },
    { BYTES ("\377\376a"), NULL, NULL },
    { BYTES ("\376\377\330\75"), NULL, NULL },
    { BYTES ("\376\377\336\0\0a"), NULL, NULL },
    { BYTES ("\201"), NULL, NULL },
    { BYTES ("x\215\217\220\235"), NULL, NULL },
    { BYTES ("\357\273\277gr\366"), NULL, NULL },
    { BYTES ("s\303\274\303"), NULL, NULL },
    { BYTES ("\303\274 \342\202"), NULL, NULL },
    { BYTES ("\211PNG\r\n\032\n\0\0\0\rIHDR"), NULL, NULL },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const char      *encoding = NULL;
      gsize            length = 0;
      g_autofree char *data = g_memdup2 (cases[i].data, cases[i].length);
      g_autofree char *text = kontor_text_to_utf8 (
        data, cases[i].length, &length, &encoding, &error);

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpstr (encoding, ==, cases[i].encoding);

      if (text != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (length, ==, strlen (text));
        }
      else
        {
          g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_ENCODING);
          g_assert_true (g_str_has_prefix (error->message, "this is not a text file"));
        }
    }
}

static void
test_to_utf8_optional (void)
{
  g_autofree char *text = kontor_text_to_utf8 (NULL, 0, NULL, NULL, NULL);

  g_assert_cmpstr (text, ==, "");
}

/* Property: random bytes give valid UTF-8 or an error. */
static void
test_to_utf8_random (void)
{
  int i = 0;

  for (i = 0; i < 20000; i++)
    {
      g_autoptr (GError) error = NULL;
      gsize            length = (gsize) g_test_rand_int_range (0, 12);
      g_autofree char *data = g_malloc (length + 1);
      g_autofree char *text = NULL;
      gsize            j = 0;

      for (j = 0; j < length; j++)
        data[j] = (char) g_test_rand_int_range (g_test_rand_bit () ? 0xc0 : 1, 256);

      text = kontor_text_to_utf8 (data, length, NULL, NULL, &error);
      g_assert_true ((text == NULL) == (error != NULL));
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
}

/* The examples of FIPS 180. */
static void
test_sha256 (void)
{
  g_autofree char *empty = kontor_text_sha256 (NULL, 0);
  g_autofree char *abc = kontor_text_sha256 ("abc", 3);

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-length", test_fold_length);
  g_test_add_func ("/text/slug", test_slug);
  g_test_add_func ("/text/is-blank", test_is_blank);
  g_test_add_func ("/text/to-utf8", test_to_utf8);
  g_test_add_func ("/text/to-utf8-optional", test_to_utf8_optional);
  g_test_add_func ("/text/to-utf8-random", test_to_utf8_random);
  g_test_add_func ("/text/sha256", test_sha256);

  return g_test_run ();
}
