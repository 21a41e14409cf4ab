/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-procedure.h"
#include "test-pdf.h"

#define PRINTED_AT G_GINT64_CONSTANT (1795251600000000) /* 21 November 2026 */

static KontorJson *
new_facts (guint n_series)
{
  KontorJson *facts = kontor_json_new_object ();
  KontorJson *series = kontor_json_new_array ();

  for (guint i = 0; i < n_series; i++)
    {
      KontorJson      *row = kontor_json_new_object ();
      g_autofree char *first = g_strdup_printf ("RE-2026-%u0001", i + 1);

      kontor_json_set_string (row, "series", "invoice 2026");
      kontor_json_set_string (row, "first", first);
      kontor_json_set_string (row, "last", "RE-2026-99999");
      kontor_json_set_integer (row, "count", 4711);
      kontor_json_append (series, row);
    }
  kontor_json_set (facts, "series", series);
  return facts;
}

static GBytes *
render (guint n_series, const char *language)
{
  g_autoptr (KontorJson) facts = new_facts (n_series);
  g_autoptr (GError) error = NULL;
  GBytes *pdf = kontor_procedure_render (facts, NULL, language, PRINTED_AT, &error);

  g_assert_no_error (error);
  return pdf;
}

static char *
all_text (GBytes *pdf)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < count_pages (pdf); i++)
    {
      g_autofree char *page = page_text (pdf, i);

      g_string_append (text, page);
    }
  return g_string_free (text, FALSE);
}

static void
test_languages (void)
{
  g_autoptr (GBytes) german = render (1, "de");
  g_autoptr (GBytes) english = render (1, "en");
  g_autoptr (GBytes) again = render (1, "de");
  g_autofree char *text = all_text (german);
  g_autofree char *other = all_text (english);

  assert_fonts_embedded (german);
  assert_contains (text, "Verfahrensdokumentation");
  assert_contains (text, "Nummernkreise");
  assert_contains (text, "RE-2026-10001");
  assert_contains (text, "4711");
  assert_contains (text, "Bisher keine.");
  assert_contains (other, "Procedure documentation");
  assert_contains (other, "None so far.");
  g_assert_true (g_bytes_equal (german, again));
}

/* Long tables run over pages, and no row is lost. */
static void
test_pages (void)
{
  g_autoptr (GBytes) pdf = render (150, "de");
  g_autofree char *text = all_text (pdf);

  g_assert_cmpint (count_pages (pdf), >, 3);
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *first = g_strdup_printf ("RE-2026-%u0001", i + 1);

      assert_contains (text, first);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/procedure/languages", test_languages);
  g_test_add_func ("/procedure/pages", test_pages);
  return g_test_run ();
}
