/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "kontor-routes.h"
#include "kontor-time.h"

#define MOST_BYTES (4 * 1024 * 1024)

/**
 * KontorServer:
 *
 * Hands each request to a thread of the store and answers when it is done.
 */
struct _KontorServer
{
  GObject parent_instance;

  KontorStore *store;  /* (unowned): outlives the server */
  char        *token;  /* (owned): what stations show */
  SoupServer  *server; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorServer, kontor_server, G_TYPE_OBJECT)

/* One request while a thread works on it. */
typedef struct
{
  KontorServer      *self;    /* (owned) */
  SoupServerMessage *message; /* (owned) */
  const KontorRoute *route;
  KontorExchange     exchange;
} KontorServerCall;

static void
call_free (KontorServerCall *call)
{
  g_clear_pointer (&call->exchange.query, g_hash_table_unref);
  g_clear_pointer (&call->exchange.body, kontor_json_unref);
  g_string_free (call->exchange.answer, TRUE);
  g_object_unref (call->message); /* ends the call's hold on both */
  g_object_unref (call->self);
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
handled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorServerCall *call = user_data;
  g_autoptr (GError) error = NULL;

  if (!kontor_store_run_finish (call->self->store, result, &error))
    kontor_exchange_fail (&call->exchange, error);
  send_answer (call->message, &call->exchange);
  soup_server_message_unpause (call->message);
  call_free (call);
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
  call->exchange.now = kontor_time_now ();
  call->exchange.answer = g_string_new (NULL);
  soup_server_message_pause (message);
  kontor_store_run_async (self->store, route->writes, run_handler, call, handled_cb, call);
}

static void
kontor_server_dispose (GObject *object)
{
  KontorServer *self = KONTOR_SERVER (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  G_OBJECT_CLASS (kontor_server_parent_class)->dispose (object);
}

static void
kontor_server_finalize (GObject *object)
{
  KontorServer *self = KONTOR_SERVER (object);

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
