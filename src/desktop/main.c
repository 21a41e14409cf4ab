/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "kontor-application.h"
#include "kontor-dunning-command.h"
#include "kontor-dunning-render.h"
#include "kontor-invoice-command.h"
#include "kontor-invoice-render.h"

/* Run from the build folder, the program finds its schema and its languages beside itself. */
static void
find_own_files (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *schema = g_build_filename (folder, "gschemas.compiled", NULL);
  g_autofree char *languages = g_build_filename (folder, "..", "..", "po", NULL);
  gboolean         built_here = g_file_test (schema, G_FILE_TEST_EXISTS);
  const char      *told = g_getenv ("KONTOR_LOCALE_DIR");

  if (built_here)
    g_setenv ("GSETTINGS_SCHEMA_DIR", folder, FALSE);
  if (told == NULL)
    told = built_here ? languages : KONTOR_LOCALE_DIR;
  bindtextdomain (GETTEXT_PACKAGE, told);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  g_autoptr (KontorApplication) application = NULL;

  setlocale (LC_ALL, "");
  find_own_files ();
  g_set_application_name ("Kontor");
  gtk_window_set_default_icon_name ("org.kontorapp.Kontor");
  kontor_invoice_set_render (kontor_invoice_render);
  kontor_dunning_set_render (kontor_dunning_render);
  application = kontor_application_new (kontor_sample_fill);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
