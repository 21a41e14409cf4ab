/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-file-store.h"
#include "kontor-tool.h"

static gpointer
invoice_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_invoice_json (database, data, error);
}

static KontorToolStatus
run_command (KontorTool *self, const char *name, KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) result = kontor_replica_run (self->replica, name, params, NULL, error);

  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_issue (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *kind = NULL;
  g_autofree char   *format = NULL;
  KontorJson        *params = NULL;
  KontorUid          draft;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  params = kontor_json_new_object ();
  if (kontor_tool_find (self, KONTOR_KIND_INVOICE_DRAFT, argv[1], &draft, NULL))
    kontor_json_set_string (params, "draft", argv[1]);
  else
    kontor_json_set_string (params, "order", argv[1]);
  if (kind != NULL)
    kontor_json_set_string (params, "kind", kind);
  if (format != NULL)
    kontor_json_set_string (params, "format", format);
  return run_command (self, "invoice.issue", params, error);
}

static KontorToolStatus
run_cancel (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorJson *params = NULL;
  KontorUid   uid;
  char        text[KONTOR_UID_TEXT_SIZE];

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "cancels", kontor_uid_format (&uid, text));
  kontor_json_set_string (params, "reason", argc > 2 ? argv[2] : "");
  return run_command (self, "invoice.issue", params, error);
}

/* The bytes as they were issued: never drawn anew. */
static KontorToolStatus
write_file (KontorTool *self, int argc, char **argv, const char *key, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) invoice = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *sha256 = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  invoice = kontor_replica_read (self->replica, invoice_in_reader, &uid, error);
  if (invoice == NULL)
    return KONTOR_TOOL_FAILED;

  sha256 = kontor_json_get_string (invoice, key, "");
  if (*sha256 != '\0')
    bytes = kontor_file_store_load (self->replica, sha256, error);
  if (bytes == NULL && error != NULL && *error == NULL)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 *sha256 == '\0' ? "%s was issued without XML"
                                 : "the file of %s is not on this station yet",
                 kontor_json_get_string (invoice, "number", ""));
  if (bytes == NULL || !kontor_tool_write_output (argv[2], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_pdf (KontorTool *self, int argc, char **argv, GError **error)
{
  return write_file (self, argc, argv, "pdf_sha256", error);
}

static KontorToolStatus
run_xml (KontorTool *self, int argc, char **argv, GError **error)
{
  return write_file (self, argc, argv, "xml_sha256", error);
}

static const KontorToolCommand commands[] = {
  { "issue", NULL, NULL, TRUE, run_issue },
  { "cancel", NULL, NULL, TRUE, run_cancel },
  { "pdf", NULL, NULL, TRUE, run_pdf },
  { "xml", NULL, NULL, TRUE, run_xml },
};

static KontorToolStatus
run_invoice (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error, "What is to be done: issue, cancel, pdf, or xml");
}

const KontorToolCommand kontor_tool_invoice_commands[] = {
  { "invoice",
    "issue ORDER|DRAFT [--kind KIND --format FORMAT] | cancel NUMBER [REASON] | pdf|xml NUMBER "
    "FILE|-",
    "issue documents, cancel them, and take out their files",
    TRUE,
    run_invoice },
  { NULL },
};
