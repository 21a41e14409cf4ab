/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>

#include "kontor-einvoice-file.h"
#include "kontor-tool.h"

/* --- read-invoice: without a company --- */

static KontorJson *
read_file (const char *path, KontorEinvoiceSchemas *schemas, const KontorFinanceRules *rules)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_tool_read_input (path, &error);
  g_autoptr (KontorEinvoiceFile) file = NULL;
  KontorJson *json = NULL;

  if (bytes != NULL)
    file = kontor_einvoice_file_read (bytes, schemas, rules, &error);
  json = file != NULL ? kontor_einvoice_file_to_json (file) : kontor_json_new_object ();
  if (file == NULL)
    kontor_json_set_string (json, "error", error->message);
  kontor_json_set_string (json, "file", path);
  return json;
}

/* Several files are read as one array; one that can't be read has "error" instead. */
static KontorToolStatus
run_read (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autoptr (KontorEinvoiceSchemas) schemas = NULL;
  g_autoptr (KontorJson) files = kontor_json_new_array ();
  gboolean failed = FALSE;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, -1, error))
    return KONTOR_TOOL_USAGE;
  rules = kontor_finance_rules_new (NULL, error);
  if (rules == NULL)
    return KONTOR_TOOL_FAILED;

  schemas = kontor_einvoice_schemas_new ();
  for (int i = 1; i < argc; i++)
    {
      KontorJson *file = read_file (argv[i], schemas, rules);

      failed |= kontor_json_get (file, "error") != NULL;
      kontor_json_append (files, file);
    }
  kontor_tool_print_json (files);
  if (failed)
    g_set_error_literal (error,
                         KONTOR_EINVOICE_ERROR,
                         KONTOR_EINVOICE_ERROR_FORMAT,
                         _ ("what has “error” is no invoice that can be read"));
  return failed ? KONTOR_TOOL_FAILED : KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_incoming_commands[] = {
  { "read-invoice",
    "FILE…",
    N_ ("what invoices of others say, and which rules they break: nothing is kept"),
    FALSE,
    run_read },
  { NULL },
};
