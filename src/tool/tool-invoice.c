/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-file-store.h"
#include "kontor-form.h"
#include "kontor-invoice-command.h"
#include "kontor-invoice-paper.h"
#include "kontor-letterhead.h"
#include "kontor-time.h"
#include "kontor-tool.h"

#define MOST_DRAFTS 1000

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

/* --- drafts --- */

static KontorJson *
orders_of (int argc, char **argv)
{
  KontorJson *orders = kontor_json_new_array ();

  for (int i = 1; i < argc; i++)
    kontor_json_append (orders, kontor_json_new_string (argv[i]));
  return orders;
}

static gboolean
set_found (KontorTool *self,
           KontorJson *params,
           const char *key,
           KontorKind  kind,
           const char *name,
           GError    **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (!kontor_tool_find (self, kind, name, &uid, error))
    return FALSE;
  kontor_json_set_string (params, key, kontor_uid_format (&uid, text));
  return TRUE;
}

static KontorToolStatus
run_draft (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *kind = NULL;
  g_autofree char   *customer = NULL;
  g_autofree char   *credits = NULL;
  g_autofree char   *reason = NULL;
  int                percent = 0;
  KontorJson        *params = NULL;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, NULL, NULL },
    { "percent", 0, 0, G_OPTION_ARG_INT, &percent, NULL, NULL },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &customer, NULL, NULL },
    { "credits", 0, 0, G_OPTION_ARG_STRING, &credits, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 100, error))
    return KONTOR_TOOL_USAGE;
  params = kontor_json_new_object ();
  if (kind != NULL)
    kontor_json_set_string (params, "kind", kind);
  if (reason != NULL)
    kontor_json_set_string (params, "reason", reason);
  if (percent != 0)
    kontor_json_set_integer (params, "percent", percent * 100);
  if (argc > 1)
    kontor_json_set (params, "orders", orders_of (argc, argv));
  if ((customer == NULL
       || set_found (self, params, "customer", KONTOR_KIND_CUSTOMER, customer, error))
      && (credits == NULL
          || set_found (self, params, "credits", KONTOR_KIND_INVOICE, credits, error)))
    return run_command (self, "invoice.draft", params, error);
  kontor_json_unref (params); /* run_command() takes it else */
  return KONTOR_TOOL_FAILED;
}

typedef struct
{
  KontorUid   uid;
  const char *format;
} DraftToReview;

static gpointer
review_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const DraftToReview *wanted = data;
  g_autoptr (KontorJson) draft = kontor_query_draft_json (database, &wanted->uid, error);
  KontorUid customer = { 0 };

  if (draft == NULL)
    return NULL;
  kontor_uid_parse (&customer, kontor_json_get_string (draft, "customer", ""));
  return kontor_invoice_review (database,
                                kontor_json_get_object (draft, "content"),
                                &customer,
                                wanted->format,
                                kontor_time_now (),
                                error);
}

static KontorJson *
review (KontorTool *self, const char *name, const char *format, GError **error)
{
  DraftToReview wanted = { .format = format };

  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE_DRAFT, name, &wanted.uid, error))
    return NULL;
  return kontor_replica_read (self->replica, review_in_reader, &wanted, error);
}

/* Fails when the draft can't be issued, so that scripts notice. */
static KontorToolStatus
run_check (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *format = NULL;
  g_autoptr (KontorJson) found = NULL;
  g_autoptr (KontorJson) answer = NULL;
  const KontorJson  *findings = NULL;
  KontorToolStatus   status = KONTOR_TOOL_DONE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  found = review (self, argv[1], format, error);
  if (found == NULL)
    return KONTOR_TOOL_FAILED;
  answer = kontor_json_new_object ();
  findings = kontor_json_get_array (found, "findings");
  kontor_json_set_string (answer, "format", kontor_json_get_string (found, "format", ""));
  kontor_json_set (answer, "findings", kontor_json_share (findings));
  kontor_tool_print_json (answer);
  for (guint i = 0; i < kontor_json_length (findings); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (findings, i), "severity", ""),
                     "fatal"))
      status = KONTOR_TOOL_FAILED;
  if (status == KONTOR_TOOL_FAILED)
    g_set_error_literal (error,
                         KONTOR_INVOICE_ERROR,
                         KONTOR_INVOICE_ERROR_INVALID,
                         "a receiver's program would reject this document");
  return status;
}

/* Why the lines of a draft or of an issued document are taxed as they are. */
static KontorToolStatus
run_why (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) found = NULL;
  g_autoptr (KontorJson) reasons = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (kontor_tool_find (self, KONTOR_KIND_INVOICE_DRAFT, argv[1], &uid, NULL))
    {
      found = review (self, argv[1], NULL, error);
      if (found != NULL)
        reasons = kontor_json_share (kontor_json_get_array (found, "reasons"));
    }
  else if (kontor_tool_find (self, KONTOR_KIND_INVOICE, argv[1], &uid, error))
    {
      found = kontor_replica_read (self->replica, invoice_in_reader, &uid, error);
      if (found != NULL)
        invoice = kontor_invoice_from_json (kontor_json_get_object (found, "document"), error);
      if (invoice != NULL)
        reasons = kontor_invoice_reasons_json (invoice);
    }
  if (reasons == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (reasons);
  return KONTOR_TOOL_DONE;
}

static gpointer
drafts_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_drafts_json (database, "", MOST_DRAFTS, error);
}

static KontorToolStatus
run_drafts (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) drafts = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  drafts = kontor_replica_read (self->replica, drafts_in_reader, NULL, error);
  if (drafts == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (drafts);
  return KONTOR_TOOL_DONE;
}

static gpointer
settings_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

/* The pages as they will go out, marked as a draft. */
static KontorToolStatus
run_preview (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) found = NULL;
  g_autoptr (KontorJson) settings = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autoptr (GBytes) pdf = NULL;
  KontorLetterhead head = { 0 };

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  found = review (self, argv[1], NULL, error);
  if (found == NULL)
    return KONTOR_TOOL_FAILED;
  invoice = kontor_invoice_from_json (kontor_json_get_object (found, "content"), error);
  if (invoice != NULL)
    settings = kontor_replica_read (self->replica, settings_in_reader, NULL, error);
  if (settings == NULL)
    return KONTOR_TOOL_FAILED;

  kontor_letterhead_from_settings (&head, settings);
  pdf = kontor_invoice_paper_render (
    invoice, &head, KONTOR_PAPER_ORIGINAL, kontor_time_now (), NULL, error);
  kontor_letterhead_clear (&head);
  if (pdf == NULL || !kontor_tool_write_output (argv[2], pdf, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

static const KontorToolCommand commands[] = {
  { "draft", NULL, NULL, TRUE, run_draft },     { "drafts", NULL, NULL, TRUE, run_drafts },
  { "preview", NULL, NULL, TRUE, run_preview }, { "check", NULL, NULL, TRUE, run_check },
  { "why", NULL, NULL, TRUE, run_why },         { "issue", NULL, NULL, TRUE, run_issue },
  { "cancel", NULL, NULL, TRUE, run_cancel },   { "pdf", NULL, NULL, TRUE, run_pdf },
  { "xml", NULL, NULL, TRUE, run_xml },
};

static KontorToolStatus
run_invoice (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error,
                            "What is to be done: draft, drafts, preview, check, why, issue, "
                            "cancel, pdf, or xml");
}

const KontorToolCommand kontor_tool_invoice_commands[] = {
  { "invoice",
    "draft ORDER… [--kind KIND --percent N] | draft --customer NUMBER | draft --credits NUMBER "
    "[--reason TEXT] | drafts | preview DRAFT FILE|- | check DRAFT [--format FORMAT] | why "
    "DRAFT|NUMBER | "
    "issue ORDER|DRAFT [--kind KIND --format FORMAT] | cancel NUMBER [REASON] | pdf|xml NUMBER "
    "FILE|-",
    "draft, check and issue documents, cancel them, and take out their files",
    TRUE,
    run_invoice },
  { NULL },
};
