/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sync-keeper.h"

#include <libsoup/soup.h>

#include "kontor-sync-client.h"
#include "kontor-time.h"

/* A change here is sent this soon, but runs are so far apart (sync-spec.md section 18): what is
 * done in quick succession goes together. */
#define SOON_MS 20
#define APART_MS 250

/* The server holds the question for changes so long; a request may take longer than that. */
#define LISTEN_S 25
#define LISTEN_TIMEOUT_S 60

/* A server that answers sooner does not hold questions: it is asked again after a while. */
#define HELD_AT_LEAST_US (5 * G_USEC_PER_SEC)
#define POLL_LEAST_MS 15000
#define POLL_MOST_MS 60000

/* Without an answer: after a second, then twice as long each time (section 4.1). */
#define RETRY_LEAST_MS 1000
#define RETRY_MOST_MS 300000

/**
 * KontorSyncKeeper:
 *
 * Keeps a station in step with its server: sends what is done here soon after, hears of changes
 * elsewhere at once, and goes on after the network was away. Lives on the main thread.
 *
 *   RESTING ──change here or there──▶ WORKING ──▶ RESTING
 *                                        ├─ no answer ─▶ OFFLINE ──time, network──▶ WORKING
 *                                        └─ refused ───▶ REFUSED ──a person───────▶ WORKING
 */
struct _KontorSyncKeeper
{
  GObject parent_instance;

  KontorReplica    *replica;     /* (owned) */
  KontorSyncClient *client;      /* (owned) */
  char             *token;       /* (owned) (nullable) */
  SoupSession      *session;     /* (owned): for listening */
  GCancellable     *cancellable; /* (owned) (nullable): of everything since the start */
  GCancellable     *listening;   /* (owned) (nullable): of the question that the server holds */
  KontorSyncState   state;
  GError           *error;       /* (owned) (nullable): of the last run */
  char             *server;      /* (owned) (nullable) until the first run is done */
  char             *cursor;      /* (owned) (nullable): likewise */
  gint64            synced_at;   /* UTC microseconds, 0 for never */
  gint64            ran_at;      /* monotonic, microseconds */
  gint64            listened_at; /* monotonic, microseconds */
  guint             failures;    /* without an answer, in a row */
  guint             run_id;      /* timeout source: the next run */
  guint             listen_id;   /* timeout source: the next question */
  gulong            changed_id;
  gulong            network_id;
};

G_DEFINE_FINAL_TYPE (KontorSyncKeeper, kontor_sync_keeper, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} KontorSyncKeeperProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void run (KontorSyncKeeper *self);
static void listen (KontorSyncKeeper *self);

static void
set_state (KontorSyncKeeper *self, KontorSyncState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
is_started (KontorSyncKeeper *self)
{
  return self->cancellable != NULL;
}

static gboolean
run_cb (gpointer user_data)
{
  KontorSyncKeeper *self = user_data;

  self->run_id = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

static gboolean
listen_cb (gpointer user_data)
{
  KontorSyncKeeper *self = user_data;

  self->listen_id = 0;
  listen (self);
  return G_SOURCE_REMOVE;
}

static void
run_after (KontorSyncKeeper *self, guint delay_ms)
{
  g_clear_handle_id (&self->run_id, g_source_remove);
  self->run_id = g_timeout_add (delay_ms, run_cb, self);
}

/* ±30 %, so that all stations of a server that was away do not come at the same moment. */
static guint
jitter (guint delay_ms)
{
  return (guint) (delay_ms * g_random_double_range (0.7, 1.3));
}

static guint
next_retry_ms (KontorSyncKeeper *self)
{
  guint shift = MIN (self->failures, 10);

  self->failures++;
  return jitter (MIN ((guint) RETRY_LEAST_MS << shift, RETRY_MOST_MS));
}

static void
run_soon (KontorSyncKeeper *self)
{
  gint64 since_ms = (g_get_monotonic_time () - self->ran_at) / 1000;

  if (self->run_id == 0)
    run_after (self, (guint) CLAMP (APART_MS - since_ms, SOON_MS, APART_MS));
}

static void
stop_listening (KontorSyncKeeper *self)
{
  g_clear_handle_id (&self->listen_id, g_source_remove);
  if (self->listening != NULL)
    g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
}

static void
fail_offline (KontorSyncKeeper *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  run_after (self, next_retry_ms (self));
  set_state (self, KONTOR_SYNC_STATE_OFFLINE);
}

/* What the server held the question for: TRUE when there is something new. */
static gboolean
parse_head (SoupMessage *message, GBytes *bytes, gboolean *changed)
{
  g_autoptr (KontorJson) answer = NULL;
  const KontorJson *data;

  if (soup_message_get_status (message) != 200)
    return FALSE;
  answer = kontor_json_parse (
    g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  data = kontor_json_get_object (answer, "data");
  *changed = kontor_json_get_boolean (data, "changed", FALSE);
  return data != NULL;
}

/* A question asked again at once would keep the server busy for nothing. */
static void
listen_again (KontorSyncKeeper *self)
{
  if (g_get_monotonic_time () - self->listened_at >= HELD_AT_LEAST_US)
    listen (self);
  else
    self->listen_id = g_timeout_add (
      (guint) g_random_int_range (POLL_LEAST_MS, POLL_MOST_MS), listen_cb, self);
}

static void
heard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorSyncKeeper) self = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (
    SOUP_SESSION (source), result, &error);
  gboolean changed = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->listening);
  if (!is_started (self) || self->state != KONTOR_SYNC_STATE_RESTING)
    return;
  if (bytes == NULL)
    fail_offline (self, g_steal_pointer (&error));
  else if (!parse_head (message, bytes, &changed) || changed)
    run_soon (self); /* what is wrong is said by the run */
  else
    listen_again (self);
}

/* Asks for what is newer than the cursor; the server answers when there is, or after a while. */
static void
listen (KontorSyncKeeper *self)
{
  g_autofree char *url = g_strdup_printf (
    "%s/v1/sync/head?wait=%d&cursor=%s", self->server, LISTEN_S, self->cursor);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  stop_listening (self);
  self->listening = g_cancellable_new ();
  self->listened_at = g_get_monotonic_time ();
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_session_send_and_read_async (
    self->session, message, G_PRIORITY_LOW, self->listening, heard_cb, g_object_ref (self));
}

static gpointer
has_pending (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 0)", error, KONTOR_NO_VALUES);

  return GINT_TO_POINTER (statement != NULL && kontor_statement_step_row (statement, error)
                          && kontor_statement_get_integer (statement, 0) != 0);
}

static void
pending_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorSyncKeeper) self = user_data;
  gboolean pending = kontor_replica_read_finish (KONTOR_REPLICA (source), result, NULL) != NULL;

  if (pending && is_started (self) && self->state == KONTOR_SYNC_STATE_RESTING)
    run_soon (self);
}

/* Something was done here, or came with a run: whether there is anything to send. */
static void
look_for_pending (KontorSyncKeeper *self)
{
  if (self->state == KONTOR_SYNC_STATE_RESTING)
    kontor_replica_read_async (self->replica,
                               has_pending,
                               NULL,
                               NULL,
                               NULL,
                               self->cancellable,
                               pending_read_cb,
                               g_object_ref (self));
}

static void
take_summary (KontorSyncKeeper *self, const KontorJson *summary)
{
  g_clear_error (&self->error);
  g_free (self->server); /* both are replaced */
  g_free (self->cursor);
  self->server = g_strdup (kontor_json_get_string (summary, "server", ""));
  self->cursor = g_strdup (kontor_json_get_string (summary, "cursor", ""));
  self->synced_at = kontor_time_now ();
  self->failures = 0;
  set_state (self, KONTOR_SYNC_STATE_RESTING);
  listen (self);
  look_for_pending (self);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorSyncKeeper) self = user_data;
  GError *error = NULL;
  g_autoptr (KontorJson) summary = kontor_sync_client_sync_finish (
    KONTOR_SYNC_CLIENT (source), result, &error);

  if (!is_started (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  else if (summary != NULL)
    take_summary (self, summary);
  else if (g_error_matches (error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_OFFLINE))
    fail_offline (self, error);
  else
    {
      g_clear_error (&self->error);
      self->error = error;
      set_state (self, KONTOR_SYNC_STATE_REFUSED);
    }
}

static void
run (KontorSyncKeeper *self)
{
  if (!is_started (self) || self->state == KONTOR_SYNC_STATE_WORKING)
    return;
  g_clear_handle_id (&self->run_id, g_source_remove);
  stop_listening (self);
  self->ran_at = g_get_monotonic_time ();
  set_state (self, KONTOR_SYNC_STATE_WORKING);
  kontor_sync_client_sync_async (self->client, self->cancellable, synced_cb, g_object_ref (self));
}

static void
network_changed_cb (KontorSyncKeeper *self, gboolean available)
{
  if (available && self->state == KONTOR_SYNC_STATE_OFFLINE)
    run_after (self, jitter (APART_MS));
}

static void
kontor_sync_keeper_dispose (GObject *object)
{
  KontorSyncKeeper *self = KONTOR_SYNC_KEEPER (object);

  kontor_sync_keeper_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->session);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (kontor_sync_keeper_parent_class)->dispose (object);
}

static void
kontor_sync_keeper_finalize (GObject *object)
{
  KontorSyncKeeper *self = KONTOR_SYNC_KEEPER (object);

  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (kontor_sync_keeper_parent_class)->finalize (object);
}

static void
kontor_sync_keeper_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((KontorSyncKeeperProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, KONTOR_SYNC_KEEPER (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_sync_keeper_class_init (KontorSyncKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_sync_keeper_dispose;
  object_class->finalize = kontor_sync_keeper_finalize;
  object_class->get_property = kontor_sync_keeper_get_property;

  /**
   * KontorSyncKeeper:state:
   *
   * A KontorSyncState. Notified after each run, also when it is the same as before.
   */
  properties[PROP_STATE] = g_param_spec_uint ("state",
                                              NULL,
                                              NULL,
                                              KONTOR_SYNC_STATE_STILL,
                                              KONTOR_SYNC_STATE_REFUSED,
                                              KONTOR_SYNC_STATE_STILL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
kontor_sync_keeper_init (KontorSyncKeeper *self)
{
  self->session = soup_session_new_with_options (
    "timeout", LISTEN_TIMEOUT_S, "user-agent", "kontor/" KONTOR_VERSION, NULL);
}

/**
 * kontor_sync_keeper_new:
 * @server: (nullable): base address; NULL for the one that the profile remembers
 * @token: (nullable): what the server asks for
 *
 * Returns: (transfer full): a keeper that does nothing before it is started
 */
KontorSyncKeeper *
kontor_sync_keeper_new (KontorReplica *replica, const char *server, const char *token)
{
  KontorSyncKeeper *self;

  g_return_val_if_fail (KONTOR_IS_REPLICA (replica), NULL);

  self = g_object_new (KONTOR_TYPE_SYNC_KEEPER, NULL);
  self->replica = g_object_ref (replica);
  self->client = kontor_sync_client_new (replica, server, token);
  self->token = g_strdup (token != NULL ? token : "");
  return self;
}

/**
 * kontor_sync_keeper_start:
 *
 * Syncs now and from now on. Stop it before the replica is closed: work under way holds the keeper.
 */
void
kontor_sync_keeper_start (KontorSyncKeeper *self)
{
  g_return_if_fail (KONTOR_IS_SYNC_KEEPER (self));

  if (is_started (self))
    return;
  self->cancellable = g_cancellable_new ();
  self->changed_id = g_signal_connect_swapped (
    self->replica, "changed", G_CALLBACK (look_for_pending), self);
  self->network_id = g_signal_connect_data (g_network_monitor_get_default (),
                                            "network-changed",
                                            G_CALLBACK (network_changed_cb),
                                            self,
                                            NULL,
                                            G_CONNECT_SWAPPED);
  run (self);
}

/**
 * kontor_sync_keeper_stop:
 *
 * Ends what is under way; nothing that was saved is lost by that.
 */
void
kontor_sync_keeper_stop (KontorSyncKeeper *self)
{
  g_return_if_fail (KONTOR_IS_SYNC_KEEPER (self));

  if (!is_started (self))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_listening (self);
  g_clear_handle_id (&self->run_id, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->replica);
  g_clear_signal_handler (&self->network_id, g_network_monitor_get_default ());
  set_state (self, KONTOR_SYNC_STATE_STILL);
}

/**
 * kontor_sync_keeper_sync_now:
 *
 * A person asks for it: at once, whatever it was waiting for.
 */
void
kontor_sync_keeper_sync_now (KontorSyncKeeper *self)
{
  g_return_if_fail (KONTOR_IS_SYNC_KEEPER (self));

  run (self);
}

KontorSyncState
kontor_sync_keeper_get_state (KontorSyncKeeper *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC_KEEPER (self), KONTOR_SYNC_STATE_STILL);

  return self->state;
}

/**
 * kontor_sync_keeper_get_error:
 *
 * Returns: (transfer none) (nullable): why the last run failed
 */
const GError *
kontor_sync_keeper_get_error (KontorSyncKeeper *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC_KEEPER (self), NULL);

  return self->error;
}

/**
 * kontor_sync_keeper_get_synced_at:
 *
 * Returns: when it was last in step with the server, UTC microseconds; 0 for never since the start
 */
gint64
kontor_sync_keeper_get_synced_at (KontorSyncKeeper *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC_KEEPER (self), 0);

  return self->synced_at;
}
