/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "kontor-routes.h"
#include "kontor-time.h"

#define MOST_BYTES (4 * 1024 * 1024)

/* Requests that wait for a change: the main loop looks at all their sockets for each event, so that
 * many of them make every request slow (sync-spec.md section 18). */
#define MOST_WAITING 500

/* How long the last answers may take to go out when the server stops. */
#define DRAIN_US G_USEC_PER_SEC

/* What other processes write into the same database is noticed so often. */
#define LOOK_AGAIN_S 10

/**
 * KontorServer:
 *
 * Hands each request to a thread of the store and answers when it is done. A request may wait for
 * the next change: it is asked again after each write, and answered in any case when its time is
 * over.
 */
struct _KontorServer
{
  GObject parent_instance;

  KontorStore  *store;      /* (unowned): outlives the server */
  char         *token;      /* (owned): what stations show */
  SoupServer   *server;     /* (owned) */
  GMainContext *context;    /* (owned): that made it */
  GPtrArray    *waiting;    /* (owned) of KontorServerCall */
  GSource      *tick;       /* (owned) (nullable): while somebody waits */
  guint         n_ticks;    /* seconds of waiting */
  guint64       generation; /* writes so far */
  gboolean      is_stopping;
  guint         n_working; /* requests that a thread works on */
};

G_DEFINE_FINAL_TYPE (KontorServer, kontor_server, G_TYPE_OBJECT)

/* One request while a thread works on it, or while it waits. */
typedef struct
{
  KontorServer      *self;    /* (owned) while a thread works on it */
  SoupServerMessage *message; /* (owned) */
  const KontorRoute *route;
  KontorExchange     exchange;
  gint64             begun;      /* monotonic, microseconds */
  guint64            generation; /* of the writes it has seen */
  gboolean           waits;
  gboolean           is_gone; /* nobody listens any more */
} KontorServerCall;

static void
call_free (KontorServerCall *call)
{
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_pointer (&call->exchange.query, g_hash_table_unref);
  g_clear_pointer (&call->exchange.body, kontor_json_unref);
  g_string_free (call->exchange.answer, TRUE);
  g_object_unref (call->message); /* ends the call's hold on both */
  if (!call->waits)
    g_object_unref (call->self); /* likewise */
  g_free (call);
}

static void
send_answer (SoupServerMessage *message, const KontorExchange *exchange)
{
  soup_server_message_set_status (message, exchange->status, NULL);
  soup_server_message_set_response (
    message, exchange->media_type, SOUP_MEMORY_COPY, exchange->answer->str, exchange->answer->len);
}

static gboolean
run_handler (KontorDatabase *database, gpointer data, GError **error)
{
  KontorServerCall *call = data;

  return call->route->handler (database, &call->exchange, error);
}

static void
answer (KontorServerCall *call)
{
  if (!call->is_gone)
    {
      send_answer (call->message, &call->exchange);
      soup_server_message_unpause (call->message);
    }
  call_free (call);
}

static void handled_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
run_call (KontorServerCall *call)
{
  g_string_truncate (call->exchange.answer, 0);
  call->exchange.now = kontor_time_now ();
  call->generation = call->self->generation;
  call->self->n_working++;
  kontor_store_run_async (
    call->self->store, call->route->writes, run_handler, call, handled_cb, call);
}

/* Takes it out of those that wait; it holds the server again. */
static void
wake (KontorServerCall *call)
{
  g_ptr_array_remove_fast (call->self->waiting, call);
  call->waits = FALSE;
  g_object_ref (call->self);
}

static void
wake_all (KontorServer *self)
{
  while (self->waiting->len > 0)
    {
      KontorServerCall *call = g_ptr_array_index (self->waiting, self->waiting->len - 1);

      wake (call);
      run_call (call);
    }
}

static gboolean
is_over (const KontorServerCall *call)
{
  return g_get_monotonic_time () >= call->begun + call->exchange.wait_s * (gint64) G_USEC_PER_SEC;
}

static gboolean
tick_cb (gpointer user_data)
{
  KontorServer *self = user_data;

  for (guint i = self->waiting->len; i-- > 0;)
    {
      KontorServerCall *call = g_ptr_array_index (self->waiting, i);

      if (!is_over (call))
        continue;
      wake (call);
      answer (call);
    }
  if (++self->n_ticks % LOOK_AGAIN_S == 0)
    wake_all (self);
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->tick, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
gone_cb (SoupServerMessage *message, gpointer user_data)
{
  KontorServerCall *call = user_data;

  call->is_gone = TRUE;
  if (!call->waits)
    return; /* a thread has it */
  g_ptr_array_remove_fast (call->self->waiting, call);
  call_free (call);
}

/* It is the server's from now on and holds it no more, so that the server can end. */
static void
wait_for_change (KontorServerCall *call)
{
  KontorServer *self = call->self;

  g_ptr_array_add (self->waiting, call);
  call->waits = TRUE;
  if (self->tick == NULL)
    {
      self->tick = g_timeout_source_new_seconds (1);
      g_source_set_callback (self->tick, tick_cb, self, NULL);
      g_source_attach (self->tick, self->context);
    }
  g_object_unref (self); /* the call's */
}

static void
handled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorServerCall *call = user_data;
  KontorServer     *self = call->self;
  g_autoptr (GError) error = NULL;
  gboolean done = kontor_store_run_finish (self->store, result, &error);

  self->n_working--;
  if (!done)
    kontor_exchange_fail (&call->exchange, error);
  if (done && call->exchange.wait_s > 0 && !call->is_gone && !self->is_stopping && !is_over (call)
      && self->waiting->len < MOST_WAITING)
    {
      if (call->generation == self->generation)
        wait_for_change (call);
      else
        run_call (call); /* something was written meanwhile */
      return;
    }
  if (done && call->route->writes)
    {
      self->generation++;
      wake_all (self);
    }
  answer (call);
}

static void
answer_at_once (SoupServerMessage *message, guint status, const char *code, const char *sentence)
{
  g_autofree char *body = g_strdup_printf (
    "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"success\":false}", code, sentence);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (
    message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static const KontorRoute *
find_route (const char *method, const char *path)
{
  for (const KontorRoute *route = kontor_routes; route->path != NULL; route++)
    if (g_str_equal (route->path, path) && g_str_equal (route->method, method))
      return route;
  return NULL;
}

/* Takes as long for a wrong token as for a right one. */
static gboolean
has_token (KontorServer *self, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization");
  const char *shown = header != NULL && g_str_has_prefix (header, "Bearer ") ? header + 7 : "";
  gsize       length = strlen (self->token);
  guint       difference = strlen (shown) == length ? 0 : 1;

  for (gsize i = 0; i < length; i++)
    difference |= (guint) (self->token[i] ^ shown[difference != 0 ? 0 : i]);
  return difference == 0;
}

static gboolean
read_body (SoupServerMessage *message, KontorExchange *exchange)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length == 0)
    return TRUE;
  if (body->length > MOST_BYTES)
    {
      answer_at_once (message, 413, "too_large", "The request is too large.");
      return FALSE;
    }
  exchange->body = kontor_json_parse (body->data, (gssize) body->length, NULL);
  if (exchange->body != NULL)
    return TRUE;
  answer_at_once (message, 400, "malformed", "The request is not JSON.");
  return FALSE;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  KontorServer      *self = KONTOR_SERVER (user_data);
  const KontorRoute *route = find_route (soup_server_message_get_method (message), path);
  KontorExchange     exchange = { .status = 200, .media_type = "application/json" };
  KontorServerCall  *call;

  if (self->is_stopping)
    {
      answer_at_once (message, 503, "maintenance", "The server is about to stop.");
      return;
    }
  if (route == NULL)
    {
      answer_at_once (message, 404, "not_found", "There is nothing here.");
      return;
    }
  if (route->signed_in && !has_token (self, message))
    {
      answer_at_once (message, 401, "token_expired", "The token is missing or wrong.");
      return;
    }
  if (!read_body (message, &exchange))
    return;
  if (exchange.body == NULL && g_str_equal (route->method, "POST"))
    {
      answer_at_once (message, 400, "malformed", "The request has no body.");
      return;
    }
  call = g_new0 (KontorServerCall, 1);
  call->self = g_object_ref (self);
  call->message = g_object_ref (message);
  call->route = route;
  call->exchange = exchange;
  call->exchange.query = query != NULL ? g_hash_table_ref (query) : NULL;
  call->exchange.answer = g_string_new (NULL);
  call->begun = g_get_monotonic_time ();
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), call);
  soup_server_message_pause (message);
  run_call (call);
}

static void
kontor_server_dispose (GObject *object)
{
  KontorServer *self = KONTOR_SERVER (object);

  if (self->server != NULL)
    kontor_server_stop (self);
  g_clear_object (&self->server);
  if (self->tick != NULL)
    g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
  G_OBJECT_CLASS (kontor_server_parent_class)->dispose (object);
}

static void
kontor_server_finalize (GObject *object)
{
  KontorServer *self = KONTOR_SERVER (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->token, g_free);
  G_OBJECT_CLASS (kontor_server_parent_class)->finalize (object);
}

static void
kontor_server_class_init (KontorServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_server_dispose;
  object_class->finalize = kontor_server_finalize;
}

static void
kontor_server_init (KontorServer *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->waiting = g_ptr_array_new_with_free_func (NULL);
}

/**
 * kontor_server_new:
 * @store: the company's database; outlives the server
 * @token: what stations must show
 *
 * Returns: (transfer full): a server that does not listen yet
 */
KontorServer *
kontor_server_new (KontorStore *store, const char *token)
{
  KontorServer *self = g_object_new (KONTOR_TYPE_SERVER, NULL);

  self->store = store;
  self->token = g_strdup (token);
  self->server = soup_server_new ("server-header", "kontor ", NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  return self;
}

/**
 * kontor_server_listen:
 * @port: 0 for any free one
 * @everywhere: FALSE for this machine only (a proxy with TLS stands in front)
 */
gboolean
kontor_server_listen (KontorServer *self, guint16 port, gboolean everywhere, GError **error)
{
  return everywhere ? soup_server_listen_all (self->server, port, 0, error)
                    : soup_server_listen_local (self->server, port, 0, error);
}

/**
 * kontor_server_get_port:
 *
 * Returns: the port it listens on, 0 before that
 */
guint16
kontor_server_get_port (KontorServer *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  int     port = uris != NULL ? g_uri_get_port (uris->data) : 0;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return (guint16) MAX (port, 0);
}

/**
 * kontor_server_stop:
 *
 * Takes no more requests, and answers those that are there. Runs the main context until then.
 */
void
kontor_server_stop (KontorServer *self)
{
  gint64 end = g_get_monotonic_time () + DRAIN_US;

  self->is_stopping = TRUE;
  while (self->waiting->len > 0)
    answer (g_ptr_array_steal_index (self->waiting, self->waiting->len - 1));
  while (self->n_working > 0)
    g_main_context_iteration (self->context, TRUE);
  while (g_get_monotonic_time () < end && g_main_context_iteration (self->context, FALSE))
    continue; /* the answers go out */
  soup_server_disconnect (self->server);
}
