/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>

#include "kontor-feed.h"
#include "kontor-server.h"

typedef struct
{
  char    *database; /* (owned) */
  char    *token;    /* (owned) */
  int      port;
  gboolean everywhere;
  gboolean restored;
} KontorServerOptions;

static gboolean
parse_options (KontorServerOptions *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- the company's server");
  const GOptionEntry entries[] = {
    { "database",
      'd',
      0,
      G_OPTION_ARG_STRING,
      &options->database,
      "SQLite file or PostgreSQL URI",
      "LOCATION" },
    { "port", 'p', 0, G_OPTION_ARG_INT, &options->port, "port, 0 for any", "PORT" },
    { "everywhere",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options->everywhere,
      "listen on all addresses, not only on this machine",
      NULL },
    { "restored",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options->restored,
      "say that the database was restored from a backup, and end",
      NULL },
    { NULL },
  };

  options->port = 8686;
  options->token = g_strdup (g_getenv ("KONTOR_TOKEN"));
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->restored)
    return TRUE; /* nobody is served, so nobody shows a token */
  if (options->token != NULL && *options->token != '\0' && options->port >= 0
      && options->port <= G_MAXUINT16)
    return TRUE;
  g_set_error_literal (error,
                       G_OPTION_ERROR,
                       G_OPTION_ERROR_BAD_VALUE,
                       "the token that stations show must be in the environment as KONTOR_TOKEN, "
                       "and the port from 0 to 65535");
  return FALSE;
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
renew_epoch (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_feed_renew_epoch (database, error);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Every station looks what this database has forgotten, and brings it again. */
static gboolean
tell_restored (KontorStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kontor_store_run_async (store, TRUE, renew_epoch, NULL, renewed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return kontor_store_run_finish (store, result, error);
}

static gboolean
serve (const KontorServerOptions *options, GError **error)
{
  g_autofree char *fallback = g_build_filename (g_get_user_data_dir (), "kontor-server.db", NULL);
  g_autoptr (KontorStore) store = kontor_store_open (
    options->database != NULL ? options->database : fallback, error);
  g_autoptr (KontorServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (store == NULL)
    return FALSE;
  if (options->restored)
    return tell_restored (store, error);
  server = kontor_server_new (store, options->token);
  if (!kontor_server_listen (server, (guint16) options->port, options->everywhere, error))
    return FALSE;
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  printf ("Kontor server listens on http://127.0.0.1:%u\n", kontor_server_get_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
  kontor_server_stop (server);
  return TRUE;
}

int
main (int argc, char **argv)
{
  KontorServerOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!parse_options (&options, &argc, &argv, &error))
    status = 2;
  else if (!serve (&options, &error))
    status = 1;
  if (error != NULL)
    fprintf (stderr, "kontor-server: %s\n", error->message);
  g_clear_pointer (&options.database, g_free);
  g_clear_pointer (&options.token, g_free);
  return status;
}
