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
    fprintf (stderr, _ ("The key of the server was not found: %s.\n"), error->message);
  return token;
}

typedef void (*KontorToolAsk) (KontorSyncClient   *client,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/* Waits for the answer of a client on this server, or the one that the profile remembers. */
static GAsyncResult *
ask (KontorTool *self, const char *server, KontorToolAsk func, KontorSyncClient **client)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  char          *token = find_token (self->replica);
  KontorToolWait wait = { loop, NULL };

  *client = kontor_sync_client_new (self->replica, server, token);
  kontor_secrets_free_secret (token);
  func (*client, NULL, synced_cb, &wait);
  g_main_loop_run (loop);
  return wait.result;
}

static int
number_of (const KontorJson *object, const char *key)
{
  return (int) kontor_json_get_integer (object, key, 0);
}

static void
print_summary (const KontorJson *summary)
{
  printf (_ ("%d sent, %d refused, %d received\n"),
          number_of (summary, "pushed"),
          number_of (summary, "refused"),
          number_of (summary, "pulled"));
}

static KontorToolStatus
run_sync (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *server = NULL;
  g_autoptr (KontorSyncClient) client = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KontorJson) summary = NULL;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &server, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  result = ask (self, server, kontor_sync_client_sync_async, &client);
  summary = kontor_sync_client_sync_finish (client, result, error);
  if (summary == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (summary);
  else
    print_summary (summary);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
show_server (KontorTool *self, GError **error)
{
  g_autoptr (KontorJson) status = kontor_replica_get_status (self->replica, error);
  const char *server = kontor_json_get_string (status, "server", "");

  if (status == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (status);
  else if (*server == '\0')
    puts (_ ("This company has no server."));
  else
    printf (_ ("%s, %d to send\n"), server, number_of (status, "pending"));
  return KONTOR_TOOL_DONE;
}

static void
print_greeting (const KontorJson *greeting)
{
  const char *name = kontor_json_get_string (greeting, "name", "");
  const char *server = kontor_json_get_string (greeting, "server", "");

  if (*name == '\0')
    printf (_ ("%s is empty: this company would be its first.\n"), server);
  else
    printf (_ ("%s keeps the company “%s”, stations: %d.\n"),
            server,
            name,
            number_of (greeting, "stations"));
  printf (_ ("%d to send. Nothing was sent yet.\n"), number_of (greeting, "pending"));
}

static KontorToolStatus
check_server (KontorTool *self, const char *server, GError **error)
{
  g_autoptr (KontorSyncClient) client = NULL;
  g_autoptr (GAsyncResult) result = ask (self, server, kontor_sync_client_greet_async, &client);
  g_autoptr (KontorJson) greeting = kontor_sync_client_greet_finish (client, result, error);

  if (greeting == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (greeting);
  else
    print_greeting (greeting);
  return KONTOR_TOOL_DONE;
}

/* The token goes, too: who joins again is asked for it. Without a keyring there is none to go. */
static KontorToolStatus
leave_server (KontorTool *self, GError **error)
{
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new (self->replica);
  g_autoptr (GError) kept = NULL;

  if (!kontor_secrets_forget (secrets, "api-key", "server", NULL, &kept)
      && !g_error_matches (kept, KONTOR_SECRETS_ERROR, KONTOR_SECRETS_ERROR_NO_STORE))
    {
      g_propagate_error (error, g_steal_pointer (&kept));
      return KONTOR_TOOL_FAILED;
    }
  return kontor_replica_leave_server (self->replica, error) ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
run_server (KontorTool *self, int argc, char **argv, GError **error)
{
  const char *verb = argc > 1 ? argv[1] : "show";

  if (g_str_equal (verb, "show") && argc <= 2)
    return show_server (self, error);
  if (g_str_equal (verb, "check") && argc <= 3)
    return check_server (self, argc > 2 ? argv[2] : NULL, error);
  if (g_str_equal (verb, "leave") && argc == 2)
    return leave_server (self, error);
  return kontor_tool_usage (error, _ ("There is no “server %s”"), verb);
}

const KontorToolCommand kontor_tool_sync_commands[] = {
  { "sync",
    "[--server URL]",
    N_ (
      "send and fetch; the server is remembered, its token comes from KONTOR_TOKEN or the keyring"),
    TRUE,
    run_sync },
  { "server",
    "show | check [URL] | leave",
    N_ ("the company's server: which it is, whom it serves before anything is sent, and going on "
        "without it"),
    TRUE,
    run_server },
  { NULL },
};
