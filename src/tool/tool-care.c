/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-tool.h"

static KontorToolStatus
run_backup (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_replica_backup (self->replica, argv[1], error))
    return KONTOR_TOOL_FAILED;
  if (!self->json)
    printf (_ ("The backup %s was written, opened and checked.\n"), argv[1]);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_restore (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_replica_restore (self->profile, argv[1], error))
    return KONTOR_TOOL_FAILED;
  if (!self->json)
    printf (_ ("%s was restored from %s; the file that was there is kept beside it.\n"),
            self->profile,
            argv[1]);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_verify (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_replica_verify (self->replica, findings, error))
    return KONTOR_TOOL_FAILED;
  for (guint i = 0; i < findings->len; i++)
    puts (g_ptr_array_index (findings, i));
  if (findings->len == 0)
    {
      puts (_ ("Nothing is wrong."));
      return KONTOR_TOOL_DONE;
    }
  g_set_error (error,
               KONTOR_REPLICA_ERROR,
               KONTOR_REPLICA_ERROR_WRONG,
               ngettext ("%u finding", "%u findings", findings->len),
               findings->len);
  return KONTOR_TOOL_FAILED;
}

static KontorToolStatus
run_status (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) status = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  status = kontor_replica_get_status (self->replica, error);
  if (status == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (status);
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_care_commands[] = {
  { "status", "", N_ ("what waits, what was refused, the last backup"), TRUE, run_status },
  { "backup", "FILE", N_ ("write a checked copy"), TRUE, run_backup },
  { "restore", "FILE", N_ ("put a backup in place of the profile's data"), FALSE, run_restore },
  { "verify", "", N_ ("check the books: sums, chains, derived tables"), TRUE, run_verify },
  { NULL },
};
