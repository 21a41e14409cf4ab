/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "kontor-girocode.h"
#include "kontor-pdfa-check.h"

#define MODULE_MM 0.5
#define POINTS_PER_MM (72.0 / 25.4)

static KontorGirocode
make_code (void)
{
  return (KontorGirocode){
    .name = "Zeder & Moos GmbH",
    .iban = "DE02 1203 0000 0000 2020 51",
    .amount_minor = 25785,
    .reference = "RF40RE20260001",
  };
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw (const KontorBarcode *code)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 200, 200);
  cairo_t         *cr = cairo_create (surface);

  kontor_barcode_draw (code, cr, 10.0, 10.0, MODULE_MM, 0.0);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Drawn, turned into dots as a printer does, and read as a telephone does. */
static void
assert_reads_back (const KontorGirocode *girocode)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBarcode) code = kontor_girocode_new (girocode, &error);
  g_autofree char *expected = kontor_girocode_make_text (girocode, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *read = NULL;
  g_autoptr (GBytes) pdf = NULL;
  const char *command[] = { "zbarimg", "--quiet", "--raw", "--oneshot", "-Sbinary", NULL, NULL };
  int         status = -1;

  g_assert_no_error (error);
  pdf = draw (code);
  printed = kontor_pdf_tool (
    pdf, &folder, "pdftoppm", "-r", "150", "-png", "-singlefile", "@", "page", NULL);
  picture = g_build_filename (folder, "page.png", NULL);
  command[5] = picture;
  g_spawn_sync (NULL,
                (char **) command,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL,
                NULL,
                &read,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (read, ==, expected);
  g_unlink (picture);
  g_rmdir (folder);
}

static void
test_text (void)
{
  KontorGirocode   code = make_code ();
  g_autofree char *structured = kontor_girocode_make_text (&code, NULL);
  g_autofree char *free_text = NULL;

  g_assert_cmpstr (structured,
                   ==,
                   "BCD\n002\n1\nSCT\n\nZeder & Moos GmbH\nDE02120300000000202051\nEUR257.85\n\n"
                   "RF40RE20260001");
  code.reference = NULL;
  code.text = "Rechnung RE-2026-0001";
  code.bic = "BYLADEM1001";
  code.purpose = "GDDS";
  code.amount_minor = 5;
  free_text = kontor_girocode_make_text (&code, NULL);
  g_assert_cmpstr (free_text,
                   ==,
                   "BCD\n002\n1\nSCT\nBYLADEM1001\nZeder & Moos GmbH\nDE02120300000000202051\n"
                   "EUR0.05\nGDDS\n\nRechnung RE-2026-0001");
}

static void
test_reads_back (void)
{
  KontorGirocode   code = make_code ();
  g_autofree char *long_text = g_strnfill (140, 'W');

  assert_reads_back (&code);
  code.name = "Müller & Söhne – Großhandel";
  assert_reads_back (&code);
  code.reference = NULL;
  code.text = long_text;
  code.amount_minor = G_GINT64_CONSTANT (99999999999);
  assert_reads_back (&code);
}

static void
assert_refused (const KontorGirocode *girocode)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBarcode) code = kontor_girocode_new (girocode, &error);

  g_assert_null (code);
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
test_refusals (void)
{
  KontorGirocode good = make_code ();
  KontorGirocode bad;

  bad = good, bad.iban = "DE02 1203 0000 0000 2020 52", assert_refused (&bad);
  bad = good, bad.iban = NULL, assert_refused (&bad);
  bad = good, bad.name = "", assert_refused (&bad);
  bad = good, bad.name = NULL, assert_refused (&bad);
  bad = good, bad.amount_minor = 0, assert_refused (&bad);
  bad = good, bad.amount_minor = -5, assert_refused (&bad);
  bad = good, bad.amount_minor = G_GINT64_CONSTANT (100000000000), assert_refused (&bad);
  bad = good, bad.bic = "X", assert_refused (&bad);
  bad = good, bad.purpose = "GOODS", assert_refused (&bad);
  bad = good, bad.reference = "RF41RE20260001", assert_refused (&bad);
}

/* At most 331 bytes; long names and texts are cut at whole characters. */
static void
test_limits (void)
{
  KontorGirocode code = make_code ();
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autofree char *cut = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (letters, "ü");
  code.name = letters->str;
  cut = kontor_girocode_make_text (&code, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (cut), ==, 15 + 141 + 23 + 11 + 14);

  code.reference = NULL;
  code.text = letters->str;
  assert_refused (&code);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/girocode/text", test_text);
  g_test_add_func ("/girocode/reads-back", test_reads_back);
  g_test_add_func ("/girocode/refusals", test_refusals);
  g_test_add_func ("/girocode/limits", test_limits);
  return g_test_run ();
}
