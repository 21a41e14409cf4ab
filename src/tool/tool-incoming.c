/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-file-store.h"
#include "kontor-incoming-folder.h"
#include "kontor-incoming-query.h"
#include "kontor-number.h"
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

/* --- incoming take, watch --- */

static void
print_scan (const char *folder, const KontorIncomingScan *scan)
{
  printf (_ ("%s: %u taken in, %u known, %u refused\n"),
          folder,
          scan->n_taken,
          scan->n_known,
          scan->problems->len);
  for (guint i = 0; i < scan->problems->len; i++)
    fprintf (stderr, "%s.\n", (const char *) g_ptr_array_index (scan->problems, i));
  fflush (stdout);
}

static KontorToolStatus
take_folder (KontorIncomingTaker *taker, const char *folder, GHashTable *seen, GError **error)
{
  g_auto (KontorIncomingScan) scan = { 0 };

  if (!kontor_incoming_scan_folder (taker, folder, seen, &scan, error))
    return KONTOR_TOOL_FAILED;
  print_scan (folder, &scan);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
take_path (KontorIncomingTaker *taker, const char *path, GError **error)
{
  g_autoptr (KontorJson) taken = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return take_folder (taker, path, NULL, error);

  taken = kontor_incoming_taker_take_path (taker, path, "file", error);
  if (taken == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return KONTOR_TOOL_FAILED;
    }
  kontor_json_set_string (taken, "file", path);
  kontor_tool_print_json (taken);
  return KONTOR_TOOL_DONE;
}

/* The first that can't be taken in ends it: the others before it are in. */
static KontorToolStatus
run_take (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorIncomingTaker) taker = NULL;
  KontorToolStatus status = KONTOR_TOOL_DONE;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, -1, error))
    return KONTOR_TOOL_USAGE;
  taker = kontor_incoming_taker_new (self->replica, error);
  if (taker == NULL)
    return KONTOR_TOOL_FAILED;
  for (int i = 1; i < argc && status == KONTOR_TOOL_DONE; i++)
    status = take_path (taker, argv[i], error);
  return status;
}

typedef struct
{
  KontorIncomingTaker *taker;
  GHashTable          *seen;
  const char          *folder;
  GMainLoop           *loop;
  GError              *error; /* (owned) (nullable) */
  guint                soon_id;
} Watch;

static gboolean
look_cb (gpointer data)
{
  Watch *watch = data;

  watch->soon_id = 0;
  if (take_folder (watch->taker, watch->folder, watch->seen, &watch->error) != KONTOR_TOOL_DONE)
    g_main_loop_quit (watch->loop);
  return G_SOURCE_REMOVE;
}

/* Files are written in pieces: what changed a second ago is looked at. */
static void
folder_changed_cb (
  GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->soon_id, g_source_remove);
  watch->soon_id = g_timeout_add_seconds (1, look_cb, watch);
}

static gboolean
stopped_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
run_loop (Watch *watch)
{
  guint interrupt = g_unix_signal_add (SIGINT, stopped_cb, watch->loop);
  guint terminate = g_unix_signal_add (SIGTERM, stopped_cb, watch->loop);

  g_main_loop_run (watch->loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_clear_handle_id (&watch->soon_id, g_source_remove);
}

/* Until it is interrupted. */
static KontorToolStatus
run_watch (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorIncomingTaker) taker = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFileMonitor) monitor = NULL;
  Watch watch = { .seen = seen, .loop = loop };

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  taker = kontor_incoming_taker_new (self->replica, error);
  folder = g_file_new_for_path (argv[1]);
  monitor = taker != NULL
              ? g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, error)
              : NULL;
  if (monitor == NULL || take_folder (taker, argv[1], seen, error) != KONTOR_TOOL_DONE)
    return KONTOR_TOOL_FAILED;

  watch.taker = taker;
  watch.folder = argv[1];
  g_signal_connect (monitor, "changed", G_CALLBACK (folder_changed_cb), &watch);
  run_loop (&watch);
  if (watch.error == NULL)
    return KONTOR_TOOL_DONE;
  g_propagate_error (error, watch.error);
  return KONTOR_TOOL_FAILED;
}

/* --- incoming queue --- */

static gpointer
queue_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_incoming_queue (database, error);
}

static KontorToolStatus
run_queue (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) queue = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  queue = kontor_replica_read (self->replica, queue_in_reader, NULL, error);
  if (queue == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    {
      kontor_tool_print_json (queue);
      return KONTOR_TOOL_DONE;
    }

  puts ("uid\tnumber\tseller\ttotal\twaits");
  for (guint i = 0; i < kontor_json_length (queue); i++)
    {
      const KontorJson *row = kontor_json_at (queue, i);
      g_autofree char *total = kontor_money_format (kontor_json_get_integer (row, "gross_minor", 0),
                                                    kontor_json_get_string (row, "currency", ""),
                                                    &kontor_number_style_plain);

      printf ("%s\t%s\t%s\t%s\t%s\n",
              kontor_json_get_string (row, "uid", ""),
              kontor_json_get_string (row, "number", ""),
              kontor_json_get_string (row, "seller_name", ""),
              total,
              kontor_json_get_boolean (row, "waits", FALSE) ? "second" : "");
    }
  return KONTOR_TOOL_DONE;
}

/* --- what is done with one --- */

static gboolean
find (KontorTool *self, const char *name, KontorUid *uid, KontorJson **params, GError **error)
{
  char text[KONTOR_UID_TEXT_SIZE];

  if (!kontor_tool_find (self, KONTOR_KIND_INCOMING_INVOICE, name, uid, error))
    return FALSE;
  *params = kontor_json_new_object ();
  kontor_json_set_string (*params, "incoming", kontor_uid_format (uid, text));
  return TRUE;
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

/* INVOICE [NOTE] */
static KontorToolStatus
run_noted (KontorTool *self,
           int         argc,
           char      **argv,
           const char *command,
           gboolean    accepts,
           const char *override,
           GError    **error)
{
  KontorJson *params = NULL;
  KontorUid   uid;

  if (!find (self, argv[1], &uid, &params, error))
    return KONTOR_TOOL_FAILED;
  if (argc > 2)
    kontor_json_set_string (params, "note", argv[2]);
  if (accepts)
    kontor_json_set_boolean (params, "accept_duplicate", TRUE);
  if (override != NULL)
    kontor_json_set_string (params, "override", override);
  return run_command (self, command, params, error);
}

static KontorToolStatus
run_approve (KontorTool *self, int argc, char **argv, GError **error)
{
  gboolean           accepts = FALSE;
  g_autofree char   *override = NULL;
  const GOptionEntry entries[] = {
    { "accept-duplicate", 0, 0, G_OPTION_ARG_NONE, &accepts, NULL, NULL },
    { "override", 0, 0, G_OPTION_ARG_STRING, &override, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  return run_noted (self, argc, argv, "incoming.approve", accepts, override, error);
}

static KontorToolStatus
run_return (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  return run_noted (self, argc, argv, "incoming.return", FALSE, NULL, error);
}

static KontorToolStatus
run_later (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  return run_noted (self, argc, argv, "incoming.later", FALSE, NULL, error);
}

static KontorToolStatus
run_reopen (KontorTool *self, int argc, char **argv, GError **error)
{
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  return run_noted (self, argc, argv, "incoming.reopen", FALSE, NULL, error);
}

static gboolean
set_relation (KontorTool *self,
              KontorJson *fields,
              const char *key,
              KontorKind  kind,
              const char *name,
              GError    **error)
{
  KontorUid   uid;
  KontorJson *edit = NULL;
  char        text[KONTOR_UID_TEXT_SIZE];

  if (name == NULL)
    return TRUE;
  if (!kontor_tool_find (self, kind, name, &uid, error))
    return FALSE;
  edit = kontor_json_new_object ();
  kontor_json_set_string (edit, "new", kontor_uid_format (&uid, text));
  kontor_json_set (fields, key, edit);
  return TRUE;
}

static KontorToolStatus
run_assign (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char   *supplier = NULL;
  g_autofree char   *purchase = NULL;
  KontorJson        *params = NULL;
  KontorJson        *fields = NULL;
  KontorUid          uid;
  const GOptionEntry entries[] = {
    { "supplier", 0, 0, G_OPTION_ARG_STRING, &supplier, NULL, NULL },
    { "purchase", 0, 0, G_OPTION_ARG_STRING, &purchase, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!find (self, argv[1], &uid, &params, error))
    return KONTOR_TOOL_FAILED;
  fields = kontor_json_new_object ();
  kontor_json_set (params, "fields", fields);
  if (!set_relation (self, fields, "supplier", KONTOR_KIND_SUPPLIER, supplier, error)
      || !set_relation (self, fields, "purchase", KONTOR_KIND_PURCHASE_ORDER, purchase, error))
    {
      kontor_json_unref (params); /* not run */
      return KONTOR_TOOL_FAILED;
    }
  return run_command (self, "incoming.edit", params, error);
}

static gpointer
incoming_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_incoming_json (database, data, error);
}

/* The bytes as they came. */
static KontorToolStatus
run_file (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) incoming = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_INCOMING_INVOICE, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  incoming = kontor_replica_read (self->replica, incoming_in_reader, &uid, error);
  if (incoming == NULL)
    return KONTOR_TOOL_FAILED;

  bytes = kontor_file_store_load (
    self->replica, kontor_json_get_string (incoming, "file_sha256", ""), error);
  if (bytes == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error,
                         KONTOR_QUERY_ERROR,
                         KONTOR_QUERY_ERROR_NOT_FOUND,
                         _ ("the file is not on this station yet"));
  if (bytes == NULL || !kontor_tool_write_output (argv[2], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

static const KontorToolCommand commands[] = {
  { "take", NULL, NULL, TRUE, run_take },     { "watch", NULL, NULL, TRUE, run_watch },
  { "queue", NULL, NULL, TRUE, run_queue },   { "approve", NULL, NULL, TRUE, run_approve },
  { "return", NULL, NULL, TRUE, run_return }, { "later", NULL, NULL, TRUE, run_later },
  { "reopen", NULL, NULL, TRUE, run_reopen }, { "assign", NULL, NULL, TRUE, run_assign },
  { "file", NULL, NULL, TRUE, run_file },
};

static KontorToolStatus
run_incoming (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (
    error,
    "What is to be done: take, watch, queue, approve, return, later, reopen, assign, or file");
}

const KontorToolCommand kontor_tool_incoming_commands[] = {
  { "incoming",
    "take FILE|DIR… | watch DIR | queue | approve INVOICE [NOTE] [--accept-duplicate --override "
    "REASON] | return "
    "INVOICE NOTE | later INVOICE | reopen INVOICE | assign INVOICE [--supplier NAME --purchase "
    "NUMBER] | file INVOICE FILE|-",
    N_ ("invoices that others sent: take them in, and decide"),
    TRUE,
    run_incoming },
  { "read-invoice",
    "FILE…",
    N_ ("what invoices of others say, and which rules they break: nothing is kept"),
    FALSE,
    run_read },
  { NULL },
};
