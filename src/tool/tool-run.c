/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-tool.h"

static KontorToolStatus
run_run (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (GBytes) input = NULL;
  g_autoptr (KontorJson) params = NULL;
  g_autoptr (KontorJson) result = NULL;
  const char *text;
  gssize      length = -1;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  text = argc > 2 ? argv[2] : "{}";
  if (g_str_equal (text, "-"))
    {
      input = kontor_tool_read_input ("-", error);
      if (input == NULL)
        return KONTOR_TOOL_FAILED;
      text = g_bytes_get_data (input, NULL);
      length = (gssize) g_bytes_get_size (input);
    }
  params = kontor_json_parse (text, length, error);
  if (params == NULL)
    {
      g_prefix_error (error, "the parameters are not JSON: ");
      return KONTOR_TOOL_FAILED;
    }
  result = kontor_replica_run (self->replica, argv[1], g_steal_pointer (&params), NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static const char *
kind_name (KontorCommandKind kind)
{
  switch (kind)
    {
    case KONTOR_COMMAND_FACT:
      return "fact";
    case KONTOR_COMMAND_REQUEST:
      return "request";
    case KONTOR_COMMAND_EDIT:
      return "edit";
    }
  g_assert_not_reached ();
}

static KontorToolStatus
run_commands (KontorTool *self, int argc, char **argv, GError **error)
{
  guint                           n_types;
  const KontorCommandType *const *types = kontor_command_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    printf ("%-24s %-8s %s\n", types[i]->name, kind_name (types[i]->kind), types[i]->help);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_undo (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *label = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  label = kontor_replica_undo (self->replica, error);
  if (label == NULL)
    return KONTOR_TOOL_FAILED;
  puts (label);
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_run_commands[] = {
  { "run", "COMMAND-NAME [JSON|-]", N_ ("run any command, e.g. order.create"), TRUE, run_run },
  { "commands", "", N_ ("all commands with their parameters"), FALSE, run_commands },
  { "undo", "", N_ ("undo the last command"), TRUE, run_undo },
  { NULL },
};
