/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-server-link.h"

#include "kontor-weak.h"

/* The token's place in the keyring. */
#define KIND "api-key"
#define ACCOUNT "server"

/**
 * KontorServerLink:
 *
 * The open company's connection with its server: found in the profile, opened with the token from
 * the keyring, kept in step by a KontorSyncKeeper, joined and left by a person.
 */
struct _KontorServerLink
{
  GObject parent_instance;

  KontorReplica    *replica;     /* (owned) */
  KontorSecrets    *secrets;     /* (owned): on the keyring's thread only */
  KontorWorker     *keyring;     /* (owned): it may ask a person for a password */
  KontorSyncKeeper *keeper;      /* (owned) (nullable) without a server or a token */
  GCancellable     *cancellable; /* (owned): cancelled when it stops */
  char             *server;      /* (owned): "" for none */
  GError           *error;       /* (owned) (nullable): why there is no keeper */
};

typedef enum
{
  PROP_STATE = 1,
} KontorServerLinkProperty;

static GParamSpec *properties[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (KontorServerLink, kontor_server_link, G_TYPE_OBJECT)

/* What the keyring's thread works with, and what it finds. */
typedef struct
{
  KontorReplica *replica; /* (owned) */
  KontorSecrets *secrets; /* (owned) */
  char          *server;  /* (owned) (nullable) */
  char          *token;   /* (owned) (nullable): overwritten when it is freed */
  GError        *error;   /* (owned) (nullable): why there is no token */
  gboolean       lasting;
} Work;

static void
work_free (gpointer data)
{
  g_autofree Work *work = data;

  g_clear_object (&work->replica);
  g_clear_object (&work->secrets);
  g_clear_pointer (&work->server, g_free);
  g_clear_pointer (&work->token, kontor_secrets_free_secret);
  g_clear_error (&work->error);
}

static Work *
work_new (KontorServerLink *self, const char *server, const char *token)
{
  Work *work = g_new0 (Work, 1);

  work->replica = g_object_ref (self->replica);
  work->secrets = g_object_ref (self->secrets);
  work->server = g_strdup (server);
  work->token = g_strdup (token);
  return work;
}

static void
notify_state (KontorServerLink *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
drop_keeper (KontorServerLink *self)
{
  if (self->keeper == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->keeper, notify_state, self);
  kontor_sync_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
}

static void
keep (KontorServerLink *self, const char *server, const char *token)
{
  drop_keeper (self);
  g_clear_error (&self->error);
  g_free (self->server); /* of the one before */
  self->server = g_strdup (server);
  self->keeper = kontor_sync_keeper_new (self->replica, server, token);
  g_signal_connect_object (
    self->keeper, "notify::state", G_CALLBACK (notify_state), self, G_CONNECT_SWAPPED);
  kontor_sync_keeper_start (self->keeper);
}

/* --- at the start --- */

/* For scripts as with kontorctl, else from the keyring; without a server nothing is asked. */
static void
find_token (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  work->server = kontor_replica_get_server (work->replica);
  if (*work->server != '\0')
    work->token = g_strdup (g_getenv ("KONTOR_TOKEN"));
  if (*work->server != '\0' && work->token == NULL)
    work->token = kontor_secrets_lookup (
      work->secrets, KIND, ACCOUNT, g_task_get_cancellable (task), &work->error);
  g_task_return_boolean (task, TRUE);
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorServerLink) self = kontor_weak_take (user_data);
  Work *work = g_task_get_task_data (G_TASK (result));

  if (self == NULL || !g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (work->token != NULL)
    {
      keep (self, work->server, work->token);
      return;
    }
  drop_keeper (self);
  g_free (self->server); /* of the one before */
  self->server = g_strdup (work->server);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&work->error);
  notify_state (self);
}

/* --- joining --- */

static void
store_token (GTask *task)
{
  Work   *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (kontor_secrets_store (work->secrets,
                            KIND,
                            ACCOUNT,
                            work->token,
                            &work->lasting,
                            g_task_get_cancellable (task),
                            &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
first_sync_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  KontorServerLink *self = g_task_get_source_object (task);
  Work             *work = g_task_get_task_data (task);
  GError           *error = NULL;
  g_autoptr (KontorJson) summary = kontor_sync_client_sync_finish (
    KONTOR_SYNC_CLIENT (source), result, &error);

  if (summary == NULL)
    {
      g_task_return_error (task, error);
      kontor_server_link_start (self); /* as it was before */
      return;
    }
  keep (self, kontor_json_get_string (summary, "server", ""), work->token);
  kontor_worker_run (self->keyring, g_steal_pointer (&task), store_token);
}

/* --- leaving --- */

static void
forget (GTask *task)
{
  Work   *work = g_task_get_task_data (task);
  GError *error = NULL;
  GError *kept = NULL;

  if (!kontor_replica_leave_server (work->replica, &error))
    g_task_return_error (task, error);
  else if (!kontor_secrets_forget (
             work->secrets, KIND, ACCOUNT, g_task_get_cancellable (task), &kept)
           && !g_error_matches (kept, KONTOR_SECRETS_ERROR, KONTOR_SECRETS_ERROR_NO_STORE))
    g_task_return_error (task, g_steal_pointer (&kept));
  else
    g_task_return_boolean (task, TRUE);
  g_clear_error (&kept);
}

/* What was under way has ended: now nothing writes the server's name again. */
static void
keeper_gone_cb (gpointer user_data, GObject *keeper)
{
  GTask            *task = user_data;
  KontorServerLink *self = g_task_get_source_object (task);

  kontor_worker_run (self->keyring, task, forget);
}

static void
kontor_server_link_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((KontorServerLinkProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, kontor_server_link_get_state (KONTOR_SERVER_LINK (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_server_link_dispose (GObject *object)
{
  KontorServerLink *self = KONTOR_SERVER_LINK (object);

  kontor_server_link_stop (self);
  g_clear_object (&self->replica);
  g_clear_object (&self->secrets);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (kontor_server_link_parent_class)->dispose (object);
}

static void
kontor_server_link_finalize (GObject *object)
{
  KontorServerLink *self = KONTOR_SERVER_LINK (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->server, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (kontor_server_link_parent_class)->finalize (object);
}

static void
kontor_server_link_class_init (KontorServerLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_server_link_get_property;
  object_class->dispose = kontor_server_link_dispose;
  object_class->finalize = kontor_server_link_finalize;

  /**
   * KontorServerLink:state:
   *
   * A KontorSyncState. Notified whenever anything of the link is another.
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
kontor_server_link_init (KontorServerLink *self)
{
  self->cancellable = g_cancellable_new ();
  self->server = g_strdup ("");
}

/**
 * kontor_server_link_new:
 * @secrets: where the token is
 * @keyring: the thread on which the keyring is asked
 *
 * Returns: (transfer full): a link that does nothing before it is started
 */
KontorServerLink *
kontor_server_link_new (KontorReplica *replica, KontorSecrets *secrets, KontorWorker *keyring)
{
  KontorServerLink *self = g_object_new (KONTOR_TYPE_SERVER_LINK, NULL);

  self->replica = g_object_ref (replica);
  self->secrets = g_object_ref (secrets);
  self->keyring = g_object_ref (keyring);
  return self;
}

/**
 * kontor_server_link_start:
 *
 * Looks for the server that the profile remembers, and for its token; then keeps in step with it.
 * May be called again after either changed.
 */
void
kontor_server_link_start (KontorServerLink *self)
{
  GTask *task;

  g_return_if_fail (KONTOR_IS_SERVER_LINK (self));

  task = g_task_new (NULL, self->cancellable, token_found_cb, kontor_weak_new (self));
  g_task_set_task_data (task, work_new (self, NULL, NULL), work_free);
  kontor_worker_run (self->keyring, task, find_token);
}

/**
 * kontor_server_link_stop:
 *
 * Ends what is under way, before the replica is closed.
 */
void
kontor_server_link_stop (KontorServerLink *self)
{
  g_return_if_fail (KONTOR_IS_SERVER_LINK (self));

  g_cancellable_cancel (self->cancellable);
  drop_keeper (self);
}

/**
 * kontor_server_link_sync_now:
 *
 * A person asks for it. A keyring that was locked is asked again.
 *
 * Returns: whether there is a server
 */
gboolean
kontor_server_link_sync_now (KontorServerLink *self)
{
  g_return_val_if_fail (KONTOR_IS_SERVER_LINK (self), FALSE);

  if (self->keeper != NULL)
    kontor_sync_keeper_sync_now (self->keeper);
  else if (*self->server != '\0')
    kontor_server_link_start (self);
  return *self->server != '\0';
}

KontorSyncState
kontor_server_link_get_state (KontorServerLink *self)
{
  g_return_val_if_fail (KONTOR_IS_SERVER_LINK (self), KONTOR_SYNC_STATE_STILL);

  if (self->keeper != NULL)
    return kontor_sync_keeper_get_state (self->keeper);
  return self->error != NULL ? KONTOR_SYNC_STATE_REFUSED : KONTOR_SYNC_STATE_STILL;
}

/**
 * kontor_server_link_get_error:
 *
 * Returns: (transfer none) (nullable): why nothing is sent
 */
const GError *
kontor_server_link_get_error (KontorServerLink *self)
{
  g_return_val_if_fail (KONTOR_IS_SERVER_LINK (self), NULL);

  return self->keeper != NULL ? kontor_sync_keeper_get_error (self->keeper) : self->error;
}

/**
 * kontor_server_link_get_server:
 *
 * Returns: (transfer none): its address, "" for none
 */
const char *
kontor_server_link_get_server (KontorServerLink *self)
{
  g_return_val_if_fail (KONTOR_IS_SERVER_LINK (self), "");

  return self->server;
}

/**
 * kontor_server_link_get_synced_at:
 *
 * Returns: when both were last in step, UTC microseconds; 0 for never since the start
 */
gint64
kontor_server_link_get_synced_at (KontorServerLink *self)
{
  g_return_val_if_fail (KONTOR_IS_SERVER_LINK (self), 0);

  return self->keeper != NULL ? kontor_sync_keeper_get_synced_at (self->keeper) : 0;
}

/**
 * kontor_server_link_greet_async:
 * @address: as it was typed
 *
 * Asks a server whom it serves. Nothing is sent and nothing is kept.
 */
void
kontor_server_link_greet_async (KontorServerLink   *self,
                                const char         *address,
                                const char         *token,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (KontorSyncClient) client = NULL;

  g_return_if_fail (KONTOR_IS_SERVER_LINK (self));

  client = kontor_sync_client_new (self->replica, address, token);
  kontor_sync_client_greet_async (client, cancellable, callback, user_data);
}

KontorJson *
kontor_server_link_greet_finish (KontorServerLink *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) client = g_async_result_get_source_object (result);

  return kontor_sync_client_greet_finish (KONTOR_SYNC_CLIENT (client), result, error);
}

/**
 * kontor_server_link_join_async:
 * @address: of a server that was greeted
 *
 * Sends all that waits, fetches all there is, keeps the token in the keyring, and stays in step
 * from then on.
 */
void
kontor_server_link_join_async (KontorServerLink   *self,
                               const char         *address,
                               const char         *token,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (KontorSyncClient) client = NULL;
  GTask *task;

  g_return_if_fail (KONTOR_IS_SERVER_LINK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, work_new (self, address, token), work_free);
  drop_keeper (self);
  notify_state (self);
  client = kontor_sync_client_new (self->replica, address, token);
  kontor_sync_client_sync_async (client, cancellable, first_sync_cb, task);
}

/**
 * kontor_server_link_join_finish:
 * @lasting: (out): whether the keyring has the token; else it is kept while the program runs
 *
 * Returns: whether it joined and the token is kept
 */
gboolean
kontor_server_link_join_finish (KontorServerLink *self,
                                GAsyncResult     *result,
                                gboolean         *lasting,
                                GError          **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  *lasting = work->lasting;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kontor_server_link_leave_async:
 *
 * The company goes on by itself; everything stays here, and the token is forgotten.
 */
void
kontor_server_link_leave_async (KontorServerLink   *self,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (KONTOR_IS_SERVER_LINK (self));

  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_task_data (task, work_new (self, NULL, NULL), work_free);
  if (self->keeper != NULL)
    g_object_weak_ref (G_OBJECT (self->keeper), keeper_gone_cb, task);
  else
    kontor_worker_run (self->keyring, task, forget);
  drop_keeper (self);
}

gboolean
kontor_server_link_leave_finish (KontorServerLink *self, GAsyncResult *result, GError **error)
{
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  kontor_server_link_start (self); /* finds that there is none */
  return done;
}
