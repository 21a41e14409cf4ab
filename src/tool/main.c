/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "kontor-dunning-command.h"
#include "kontor-dunning-render.h"
#include "kontor-invoice-command.h"
#include "kontor-invoice-render.h"
#include "kontor-tool.h"

static const KontorToolCommand *const tables[] = {
  kontor_tool_company_commands,  kontor_tool_import_commands,   kontor_tool_list_commands,
  kontor_tool_run_commands,      kontor_tool_document_commands, kontor_tool_sync_commands,
  kontor_tool_care_commands,     kontor_tool_secret_commands,   kontor_tool_report_commands,
  kontor_tool_invoice_commands,  kontor_tool_count_commands,    kontor_tool_incoming_commands,
  kontor_tool_customer_commands, kontor_tool_payment_commands,  kontor_tool_pay_out_commands,
  kontor_tool_dunning_commands,  kontor_tool_books_commands,
};

static const KontorToolCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KontorToolCommand *command = tables[i]; command->name != NULL; command++)
      if (g_str_equal (command->name, name))
        return command;
  return NULL;
}

static void
print_help (FILE *out)
{
  fputs ("kontorctl [--profile DIR] [--json] COMMAND …\n\n", out);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KontorToolCommand *command = tables[i]; command->name != NULL; command++)
      fprintf (out, "  %s %s\n      %s\n", command->name, command->usage, _ (command->help));
  fputs (_ ("\nThe exit status is 0 when it was done, 1 when it was refused or failed, 2 when the "
            "words were wrong.\n"),
         out);
}

static KontorToolStatus
run_command (
  KontorTool *tool, const KontorToolCommand *command, int argc, char **argv, GError **error)
{
  KontorToolStatus status;

  if (command->opens)
    {
      tool->replica = kontor_replica_open (tool->profile, error);
      if (tool->replica == NULL)
        return KONTOR_TOOL_FAILED;
    }
  status = command->run (tool, argc, argv, error);
  if (tool->replica != NULL)
    kontor_replica_close (tool->replica);
  g_clear_object (&tool->replica);
  return status;
}

/* Refusals come as lower-case sentences without a full stop; people get a proper one. */
static void
print_problem (const GError *error)
{
  g_autofree char *first = g_utf8_substring (error->message, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  const char      *rest = g_utf8_next_char (error->message);
  const char      *stop = g_str_has_suffix (error->message, ".")
                         || g_str_has_suffix (error->message, "?")
                            ? ""
                            : ".";

  fprintf (stderr, "%s%s%s\n", upper, *error->message != '\0' ? rest : "", stop);
}

static void
print_error (const KontorTool        *tool,
             const KontorToolCommand *command,
             KontorToolStatus         status,
             const GError            *error)
{
  g_autoptr (KontorJson) answer = NULL;
  KontorJson *details = NULL;

  if (status == KONTOR_TOOL_USAGE)
    fprintf (
      stderr, _ ("%s.\nUsage: kontorctl %s %s\n"), error->message, command->name, command->usage);
  else if (!tool->json)
    print_problem (error);
  else
    {
      answer = kontor_json_new_object ();
      details = kontor_json_new_object ();
      kontor_json_set_string (details, "message", error->message);
      if (error->domain == KONTOR_COMMAND_ERROR)
        {
          kontor_json_set_string (details, "code", kontor_command_error_get_wire_code (error));
          if (kontor_command_error_get_field (error) != NULL)
            kontor_json_set_string (details, "field", kontor_command_error_get_field (error));
        }
      kontor_json_set (answer, "error", details);
      kontor_tool_print_json (answer);
      print_problem (error);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char         *profile = NULL;
  KontorTool               tool = { 0 };
  gboolean                 help = FALSE;
  gboolean                 version = FALSE;
  const KontorToolCommand *command;
  KontorToolStatus         status;
  const GOptionEntry       entries[] = {
          { "profile", 0, 0, G_OPTION_ARG_FILENAME, &profile, NULL, NULL },
          { "json", 0, 0, G_OPTION_ARG_NONE, &tool.json, NULL, NULL },
          { "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL },
          { "version", 0, 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
          { NULL },
  };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("KONTOR_LOCALE_DIR") != NULL ? g_getenv ("KONTOR_LOCALE_DIR")
                                                         : KONTOR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  kontor_invoice_set_render (kontor_invoice_render);
  kontor_dunning_set_render (kontor_dunning_render);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, _ ("%s.\nTry kontorctl --help.\n"), error->message);
      return KONTOR_TOOL_USAGE;
    }
  if (version)
    {
      puts ("kontorctl " KONTOR_VERSION);
      return KONTOR_TOOL_DONE;
    }
  if (help || argc < 2)
    {
      print_help (help ? stdout : stderr);
      return help ? KONTOR_TOOL_DONE : KONTOR_TOOL_USAGE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      fprintf (stderr, _ ("There is no command “%s”.\nTry kontorctl --help.\n"), argv[1]);
      return KONTOR_TOOL_USAGE;
    }
  tool.profile = profile != NULL
                   ? g_steal_pointer (&profile)
                   : g_build_filename (g_get_user_data_dir (), "kontor", "default", NULL);
  status = run_command (&tool, command, argc - 1, argv + 1, &error);
  if (status != KONTOR_TOOL_DONE && error != NULL)
    {
      if (error->domain == G_OPTION_ERROR)
        status = KONTOR_TOOL_USAGE;
      print_error (&tool, command, status, error);
    }
  g_clear_pointer (&tool.profile, g_free);
  return (int) status;
}
