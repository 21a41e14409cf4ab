/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "kontor-matter-text.h"

/* A language of this test, which names things the other way round. */
static const char catalog[]
  = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "msgid \"More of “%s” left than was there. The last orders that took some are %s and %s.\"\n"
    "msgstr \"%2$s und %3$s nahmen zu viel von „%1$s“ (100 %).\"\n"
    "msgid \"Order %s: %s was changed by two people.\"\nmsgstr \"%s|%s\"\n"
    "msgid \"the order was already cancelled\"\nmsgstr \"der Auftrag war schon storniert\"\n";

static const struct
{
  const char *stored;
  const char *shown;
} cases[] = {
  { "More of “Tea” left than was there. The last orders that took some are A-1 and A-2.",
    "A-1 und A-2 nahmen zu viel von „Tea“ (100 %)." },
  { "More of “Salt and pepper” left than was there. The last orders that took some are 1 and 2.",
    "1 und 2 nahmen zu viel von „Salt and pepper“ (100 %)." },
  { "Order A-1: note was changed by two people.", "A-1|note" },
  { "the order was already cancelled", "der Auftrag war schon storniert" },
  /* Known, but this language has no words for it. */
  { "More of “Tea” left than was there. The last order that took some is A-1.",
    "More of “Tea” left than was there. The last order that took some is A-1." },
  { "Order A-1 was shipped twice: more left than was ordered, or it was not ready.",
    "Order A-1 was shipped twice: more left than was ordered, or it was not ready." },
  /* Nothing that is known. */
  { "Order A-1: note was changed by two people. Really.",
    "Order A-1: note was changed by two people. Really." },
  { "Order A-1", "Order A-1" },
  { "", "" },
};

static void
use_language (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "words", NULL);
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (folder, "kontor.po", NULL);
  g_autofree char *target = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  const char      *argv[] = { "msgfmt", source, "-o", target, NULL };
  int              status = 0;

  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, catalog, -1, &error));
  g_spawn_sync (
    NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_setenv ("LANGUAGE", "de", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

static void
test_language (void)
{
  use_language ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = kontor_matter_dup_text (cases[i].stored);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/matter-text/language", test_language);

  return g_test_run ();
}
