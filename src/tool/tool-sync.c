/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-secrets.h"
#include "kontor-sync-client.h"
#include "kontor-tool.h"

typedef struct
{
  GMainLoop    *loop;
  GAsyncResult *result; /* (owned) */
} KontorToolWait;

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorToolWait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

/* From the environment, for scripts; or from the keyring. Without one the server decides. */
static char *
find_token (KontorReplica *replica)
{
  g_autoptr (KontorSecrets) secrets = NULL;
  g_autoptr (GError) error = NULL;
  char *token = g_strdup (g_getenv ("KONTOR_TOKEN"));

  if (token != NULL)
    return token;
  secrets = kontor_secrets_new (replica);
  token = kontor_secrets_lookup (secrets, "api-key", "server", NULL, &error);
  if (token == NULL && g_error_matches (error, KONTOR_SECRETS_ERROR, KONTOR_SECRETS_ERROR_LOCKED))
    fprintf (stderr, "The key of the server was not found: %s.\n", error->message);
  return token;
}

static KontorToolStatus
run_sync (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *server = NULL;
  char            *token = NULL;
  g_autoptr (KontorSyncClient) client = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KontorJson) summary = NULL;
  KontorToolWait     wait = { loop, NULL };
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &server, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  token = find_token (self->replica);
  client = kontor_sync_client_new (self->replica, server, token);
  kontor_secrets_free_secret (token);
  kontor_sync_client_sync_async (client, NULL, synced_cb, &wait);
  g_main_loop_run (loop);
  result = wait.result;
  summary = kontor_sync_client_sync_finish (client, result, error);
  if (summary == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (summary);
  else
    printf ("%" G_GINT64_FORMAT " sent, %" G_GINT64_FORMAT " refused, %" G_GINT64_FORMAT
            " received\n",
            kontor_json_get_integer (summary, "pushed", 0),
            kontor_json_get_integer (summary, "refused", 0),
            kontor_json_get_integer (summary, "pulled", 0));
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_sync_commands[] = {
  { "sync",
    "[--server URL]",
    N_ (
      "send and fetch; the server is remembered, its token comes from KONTOR_TOKEN or the keyring"),
    TRUE,
    run_sync },
  { NULL },
};
