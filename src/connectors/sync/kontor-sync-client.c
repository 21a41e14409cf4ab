/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sync-client.h"

#include <libsoup/soup.h>
#include <string.h>

#include "kontor-feed-page.h"
#include "kontor-job-queue.h"
#include "kontor-thread-order.h"

G_DEFINE_QUARK (kontor_sync_error, kontor_sync_error)

#define PUSH_COMMANDS 200
#define PULL_LIMIT 2000
#define TIMEOUT_S 30

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

/* One run, on its thread. */
typedef struct
{
  KontorSyncClient *self; /* (unowned): the task holds it */
  GCancellable     *cancellable;
  SoupSession      *session;     /* (owned) */
  char             *server;      /* (owned): base address without a slash at the end */
  char             *incarnation; /* (owned) */
  gint64            pushed;
  gint64            refused;
  gint64            pulled;
} KontorSyncRun;

/* The server's refusal as an error of this room. */
static void
set_refusal (guint status, GBytes *body, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_parse (
    g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL);
  const KontorJson *details = answer != NULL ? kontor_json_get_object (answer, "error") : NULL;
  const char       *code = details != NULL ? kontor_json_get_string (details, "code", "") : "";
  const char       *message = details != NULL ? kontor_json_get_string (details, "message", "")
                                              : "no reason given";
  KontorSyncError   kind = KONTOR_SYNC_ERROR_PROTOCOL;

  if (status == 401 || status == 403)
    kind = KONTOR_SYNC_ERROR_REFUSED;
  else if (g_str_equal (code, "station_forked") || g_str_equal (code, "cursor_ahead")
           || g_str_equal (code, "epoch_changed"))
    kind = KONTOR_SYNC_ERROR_FORKED;
  else if (status == 429 || status >= 500)
    kind = KONTOR_SYNC_ERROR_OFFLINE;
  g_set_error (error, KONTOR_SYNC_ERROR, kind, "the server refused (%u): %s", status, message);
}

static GBytes *
call (
  KontorSyncRun *run, const char *method, const char *path, const KontorJson *body, GError **error)
{
  g_autofree char *url = g_strconcat (run->server, path, NULL);
  g_autofree char *bearer = g_strconcat (
    "Bearer ", run->self->token != NULL ? run->self->token : "", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) request = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) local_error = NULL;

  if (message == NULL)
    {
      g_set_error (error,
                   KONTOR_SYNC_ERROR,
                   KONTOR_SYNC_ERROR_REFUSED,
                   "“%s” is no address of a server",
                   run->server);
      return NULL;
    }
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      char *text = kontor_json_to_string (body);

      request = g_bytes_new_take (text, strlen (text));
      soup_message_set_request_body_from_bytes (message, "application/json", request);
    }
  answer = soup_session_send_and_read (run->session, message, run->cancellable, &local_error);
  if (answer == NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error,
                     KONTOR_SYNC_ERROR,
                     KONTOR_SYNC_ERROR_OFFLINE,
                     "the server %s does not answer: %s",
                     run->server,
                     local_error->message);
      return NULL;
    }
  if (soup_message_get_status (message) == 200)
    return g_steal_pointer (&answer);
  set_refusal (soup_message_get_status (message), answer, error);
  return NULL;
}

static KontorJson *
call_json (KontorSyncRun *run, const char *path, const KontorJson *body, GError **error)
{
  g_autoptr (GBytes) bytes = call (run, "POST", path, body, error);
  g_autoptr (KontorJson) answer = NULL;

  if (bytes == NULL)
    return NULL;
  answer = kontor_json_parse (
    g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
  if (answer == NULL)
    return NULL;
  if (kontor_json_get_object (answer, "data") != NULL)
    return kontor_json_ref ((KontorJson *) kontor_json_get_object (answer, "data"));
  g_set_error_literal (
    error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_PROTOCOL, "the server's answer has no data");
  return NULL;
}

static gboolean
enrol (KontorSyncRun *run, GError **error)
{
  KontorReplica *replica = run->self->replica;
  g_autoptr (KontorJson) request = kontor_json_new_object ();
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (KontorJson) status = kontor_replica_get_status (replica, error);

  if (status == NULL)
    return FALSE;
  run->incarnation = kontor_replica_get_incarnation (replica, error);
  if (run->incarnation == NULL)
    return FALSE;
  kontor_json_set_string (request, "station", kontor_json_get_string (status, "station_uid", ""));
  kontor_json_set_string (request, "incarnation", run->incarnation);
  kontor_json_set_string (request, "name", g_get_host_name ());
  kontor_json_set_integer (request, "number", kontor_replica_get_station (replica));
  answer = call_json (run, "/v1/stations", request, error);
  return answer != NULL
         && kontor_replica_set_enrolment (
           replica, run->server, (guint) kontor_json_get_integer (answer, "number", 0), error);
}

static KontorJson *
batch_of (KontorSyncRun *run, GPtrArray *items, GError **error)
{
  g_autoptr (KontorJson) request = kontor_json_new_object ();
  g_autoptr (KontorJson) commands = kontor_json_new_array ();

  for (guint i = 0; i < items->len; i++)
    {
      const KontorOutboxItem *item = g_ptr_array_index (items, i);
      KontorJson             *entry = kontor_json_new_object ();
      KontorJson             *content = kontor_json_parse (item->content, -1, error);

      kontor_json_append (commands, entry);
      if (content == NULL)
        return NULL;
      kontor_json_set_integer (entry, "n", item->n);
      kontor_json_set_string (entry, "chain", item->chain);
      kontor_json_set (entry, "content", content);
    }
  kontor_json_set_string (request, "incarnation", run->incarnation);
  kontor_json_set (request, "commands", g_steal_pointer (&commands));
  return g_steal_pointer (&request);
}

static void
count_answers (KontorSyncRun *run, const KontorJson *results)
{
  for (guint i = 0; i < kontor_json_length (results); i++)
    {
      run->pushed++;
      if (g_str_equal (kontor_json_get_string (kontor_json_at (results, i), "status", ""),
                       "refused"))
        run->refused++;
    }
}

static gboolean
push_all (KontorSyncRun *run, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GPtrArray) items = kontor_replica_get_pending (
        run->self->replica, PUSH_COMMANDS, error);
      g_autoptr (KontorJson) request = NULL;
      g_autoptr (KontorJson) answer = NULL;
      const KontorJson *results;

      if (items == NULL)
        return FALSE;
      if (items->len == 0)
        return TRUE;
      request = batch_of (run, items, error);
      answer = request != NULL ? call_json (run, "/v1/sync/commands", request, error) : NULL;
      if (answer == NULL)
        return FALSE;
      results = kontor_json_get_array (answer, "results");
      if (results == NULL || kontor_json_length (results) == 0)
        {
          g_set_error_literal (
            error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_PROTOCOL, "the server answered no command");
          return FALSE;
        }
      if (!kontor_replica_set_answers (run->self->replica, results, error))
        return FALSE;
      count_answers (run, results);
    }
}

/* Images of all pages up to the head are applied in one transaction: what is settled by the last
 * page is in them. */
static gboolean
pull_all (KontorSyncRun *run, GError **error)
{
  g_autofree char *cursor = kontor_replica_get_cursor (run->self->replica, error);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_json_unref);
  KontorFeedPage page = { .images = images };
  gboolean       more = TRUE;

  if (cursor == NULL)
    return FALSE;
  while (more)
    {
      g_auto (KontorFeedAnswer) answer = { 0 };
      g_autofree char *path = NULL;
      g_autoptr (GBytes) bytes = NULL;

      path = g_strdup_printf (
        "/v1/sync/changes?incarnation=%s&limit=%d&cursor=%s", run->incarnation, PULL_LIMIT, cursor);
      bytes = call (run, "GET", path, NULL, error);
      if (bytes == NULL
          || !kontor_feed_answer_parse (
            &answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return FALSE;
      g_ptr_array_extend_and_steal (images, g_steal_pointer (&answer.images));
      g_free (cursor); /* replaced by the next one */
      cursor = g_steal_pointer (&answer.cursor);
      page.settled_n = answer.settled_n;
      more = answer.more;
    }
  page.cursor = cursor;
  run->pulled = images->len;
  return kontor_replica_apply_page (run->self->replica, &page, error);
}

/* The address given, or the one that the profile remembers. */
static gboolean
find_server (KontorSyncRun *run, GError **error)
{
  run->server = run->self->server != NULL ? g_strdup (run->self->server)
                                          : kontor_replica_get_server (run->self->replica);
  if (g_str_has_suffix (run->server, "/"))
    run->server[strlen (run->server) - 1] = '\0';
  if (*run->server != '\0')
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_SYNC_ERROR,
                       KONTOR_SYNC_ERROR_REFUSED,
                       "this profile belongs to no server yet; name its address once");
  return FALSE;
}

static KontorJson *
run_sync (KontorSyncRun *run, GError **error)
{
  KontorJson *summary;

  if (!find_server (run, error) || !enrol (run, error) || !push_all (run, error)
      || !pull_all (run, error))
    return NULL;
  summary = kontor_json_new_object ();
  kontor_json_set_integer (summary, "pushed", run->pushed);
  kontor_json_set_integer (summary, "refused", run->refused);
  kontor_json_set_integer (summary, "pulled", run->pulled);
  return summary;
}

static gpointer
run_thread (gpointer data)
{
  GTask        *task = data;
  KontorSyncRun run = { 0 };
  GError       *error = NULL;
  KontorJson   *summary;

  kontor_thread_acquire (task);
  run.self = g_task_get_source_object (task);
  run.cancellable = g_task_get_cancellable (task);
  run.session = soup_session_new_with_options (
    "timeout", TIMEOUT_S, "user-agent", "kontor/" KONTOR_VERSION, NULL);
  summary = run_sync (&run, &error);
  g_clear_object (&run.session);
  g_clear_pointer (&run.incarnation, g_free);
  g_clear_pointer (&run.server, g_free);
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
  GTask   *task = g_task_new (self, cancellable, callback, user_data);
  GThread *thread;

  g_task_set_source_tag (task, kontor_sync_client_sync_async);
  kontor_thread_release (task);
  thread = g_thread_new ("kontor-sync", run_thread, task);
  g_thread_unref (thread); /* it ends by itself */
}

/**
 * kontor_sync_client_sync_finish:
 *
 * Returns: (transfer full) (nullable): {"pushed","refused","pulled"}, or NULL with
 * KONTOR_SYNC_ERROR
 */
KontorJson *
kontor_sync_client_sync_finish (KontorSyncClient *self, GAsyncResult *result, GError **error)
{
  kontor_thread_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}
