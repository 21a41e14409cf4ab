/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "kontor-file-store.h"
#include "kontor-sample.h"
#include "kontor-tool.h"

static KontorToolStatus
run_init (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *company = NULL;
  g_autofree char   *country = NULL;
  g_autofree char   *currency = NULL;
  g_autofree char   *uid_text = NULL;
  KontorUid          uid;
  const GOptionEntry entries[] = {
    { "company", 0, 0, G_OPTION_ARG_STRING, &company, NULL, NULL },
    { "country", 0, 0, G_OPTION_ARG_STRING, &country, NULL, NULL },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, NULL, NULL },
    { "uid", 0, 0, G_OPTION_ARG_STRING, &uid_text, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  if (company == NULL || *company == '\0')
    return kontor_tool_usage (error, _ ("The company needs a name"));
  if (uid_text != NULL && !kontor_uid_parse (&uid, uid_text))
    return kontor_tool_usage (error,
                              _ ("The uid of a company is what “--json server” names there"));
  if (!kontor_replica_create_profile (self->profile,
                                      company,
                                      country != NULL ? country : "DE",
                                      currency != NULL ? currency : "EUR",
                                      uid_text != NULL ? &uid : NULL,
                                      error))
    return KONTOR_TOOL_FAILED;
  if (!self->json)
    printf (_ ("%s is ready in %s.\n"), company, self->profile);
  return KONTOR_TOOL_DONE;
}

static void
show_progress (double fraction, gpointer user_data)
{
  if (!isatty (STDERR_FILENO))
    return;
  fprintf (stderr, "\r%3.0f %%", fraction * 100);
  if (fraction >= 1)
    fputc ('\n', stderr);
}

static gboolean
open_sample (KontorTool *self, const char *which, GError **error)
{
  const char *name = g_str_equal (which, "decants") ? "Duftprobe" : "Nordlicht Shop";

  if (!kontor_replica_create_profile (self->profile, name, "DE", "EUR", NULL, error))
    return FALSE;
  self->replica = kontor_replica_open (self->profile, error);
  return self->replica != NULL;
}

static KontorToolStatus
run_demo (KontorTool *self, int argc, char **argv, GError **error)
{
  int                orders = 0;
  gint64             seed = 1;
  const GOptionEntry entries[] = {
    { "orders", 0, 0, G_OPTION_ARG_INT, &orders, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!g_str_equal (argv[1], "shop") && !g_str_equal (argv[1], "decants"))
    return kontor_tool_usage (error, _ ("There is no sample company “%s”"), argv[1]);
  if (orders < 0)
    return kontor_tool_usage (error, _ ("The number of orders can't be negative"));
  if (!open_sample (self, argv[1], error)
      || !kontor_sample_fill (
        self->replica, argv[1], (guint) orders, (guint64) seed, show_progress, NULL, NULL, error))
    return KONTOR_TOOL_FAILED;
  if (!self->json)
    printf (_ ("The sample company is ready in %s.\n"), self->profile);
  return KONTOR_TOOL_DONE;
}

static GBytes *
load_png (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);

  if (bytes == NULL)
    return NULL;
  if (g_strcmp0 (kontor_file_store_sniff (bytes), "image/png") == 0
      && g_bytes_get_size (bytes) <= KONTOR_LOGO_MOST_BYTES)
    return g_steal_pointer (&bytes);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "logo",
                            _ ("“%s” is no PNG picture of at most 500 kB"),
                            path);
  return NULL;
}

/* The logo of documents: kept by its hash. */
static KontorToolStatus
run_logo (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorJson *params = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) png = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!g_str_equal (argv[1], "none"))
    {
      png = load_png (argv[1], error);
      sha256 = png != NULL ? kontor_file_store_add (self->replica, png, error) : NULL;
      if (sha256 == NULL)
        return KONTOR_TOOL_FAILED;
    }

  params = kontor_json_new_object ();
  kontor_json_set_string (params, "key", "logo");
  kontor_json_set_string (params, "value", sha256);
  result = kontor_replica_run (self->replica, "company.set", params, NULL, error);
  return result != NULL ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
}

const KontorToolCommand kontor_tool_company_commands[] = {
  { "init",
    "--company NAME [--country DE] [--currency EUR] [--uid UID]",
    N_ ("a new, empty profile; --uid makes it another computer of a company"),
    FALSE,
    run_init },
  { "demo",
    "shop|decants [--orders N] [--seed S]",
    N_ ("a new profile with a sample company"),
    FALSE,
    run_demo },
  { "logo", "FILE.png|none", N_ ("the logo of documents"), TRUE, run_logo },
  { NULL },
};
