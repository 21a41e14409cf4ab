/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sync-client.h"

#include "kontor-job-queue.h"
#include "kontor-sync-run.h"
#include "kontor-thread-order.h"

G_DEFINE_QUARK (kontor_sync_error, kontor_sync_error)

/**
 * KontorSyncClient:
 *
 * Sends what waits and fetches what is new. A run has a thread of its own, because every step of it
 * waits: for the network, for the writer, for the disk. Runs of one client follow each other.
 */
struct _KontorSyncClient
{
  GObject parent_instance;

  KontorReplica *replica; /* (owned) */
  char *server; /* (owned) (nullable): base address; NULL for the one the profile remembers */
  char *token;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorSyncClient, kontor_sync_client, G_TYPE_OBJECT)

typedef KontorJson *(*KontorSyncWork) (KontorReplica *replica,
                                       const char    *server,
                                       const char    *token,
                                       GCancellable  *cancellable,
                                       GError       **error);

static gpointer
run_thread (gpointer data)
{
  GTask            *task = data;
  KontorSyncClient *self;
  KontorSyncWork    work;
  GError           *error = NULL;
  KontorJson       *summary;

  kontor_thread_acquire (task);
  self = g_task_get_source_object (task);
  work = g_task_get_source_tag (task) == kontor_sync_client_greet_async ? kontor_sync_greet
                                                                        : kontor_sync_run;
  summary = work (self->replica, self->server, self->token, g_task_get_cancellable (task), &error);
  kontor_thread_release (task);
  if (summary != NULL)
    g_task_return_pointer (task, summary, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, error);
  kontor_task_drop (task);
  return NULL;
}

static void
kontor_sync_client_finalize (GObject *object)
{
  KontorSyncClient *self = KONTOR_SYNC_CLIENT (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->token, g_free);
  G_OBJECT_CLASS (kontor_sync_client_parent_class)->finalize (object);
}

static void
kontor_sync_client_class_init (KontorSyncClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_sync_client_finalize;
}

static void
kontor_sync_client_init (KontorSyncClient *self)
{
}

/**
 * kontor_sync_client_new:
 * @server_url: (nullable): base address, "https://kontor.example.org"; NULL for the one the profile
 * remembers
 * @token: (nullable): what the server asks for
 *
 * Returns: (transfer full): a client; it does nothing until it is told to
 */
KontorSyncClient *
kontor_sync_client_new (KontorReplica *replica, const char *server_url, const char *token)
{
  KontorSyncClient *self = g_object_new (KONTOR_TYPE_SYNC_CLIENT, NULL);

  self->replica = g_object_ref (replica);
  self->server = g_strdup (server_url);
  self->token = g_strdup (token);
  return self;
}

static void
start (KontorSyncClient   *self,
       gpointer            tag,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  GTask   *task = g_task_new (self, cancellable, callback, user_data);
  GThread *thread;

  g_task_set_source_tag (task, tag);
  kontor_thread_release (task);
  thread = g_thread_new ("kontor-sync", run_thread, task);
  g_thread_unref (thread); /* it ends by itself */
}

/**
 * kontor_sync_client_sync_async:
 *
 * Enrols where needed, sends all that waits, fetches all that is new. Saved work is never lost by a
 * failure: what was not answered is sent again, with the same bytes.
 */
void
kontor_sync_client_sync_async (KontorSyncClient   *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  start (self, kontor_sync_client_sync_async, cancellable, callback, user_data);
}

/**
 * kontor_sync_client_sync_finish:
 *
 * Returns: (transfer full) (nullable): what kontor_sync_run() says, or NULL with
 * KONTOR_SYNC_ERROR
 */
KontorJson *
kontor_sync_client_sync_finish (KontorSyncClient *self, GAsyncResult *result, GError **error)
{
  kontor_thread_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kontor_sync_client_greet_async:
 *
 * Asks the server which company it keeps, before anything is sent there.
 */
void
kontor_sync_client_greet_async (KontorSyncClient   *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  start (self, kontor_sync_client_greet_async, cancellable, callback, user_data);
}

/**
 * kontor_sync_client_greet_finish:
 *
 * Returns: (transfer full) (nullable): what kontor_sync_greet() says, or NULL with
 * KONTOR_SYNC_ERROR
 */
KontorJson *
kontor_sync_client_greet_finish (KontorSyncClient *self, GAsyncResult *result, GError **error)
{
  kontor_thread_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}
