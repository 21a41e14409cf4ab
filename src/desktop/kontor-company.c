/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-company.h"

#include "kontor-chores.h"
#include "kontor-incoming-inbox.h"
#include "kontor-format.h"
#include "kontor-weak.h"

#define REFRESH_AFTER_MS 150

/**
 * KontorCompany:
 *
 * The company whose window is open: its replica, and what the whole window shows of it (name,
 * settings, what needs doing, state of sending), read again soon after anything changed.
 */
struct _KontorCompany
{
  GObject parent_instance;

  KontorReplica       *replica;     /* (owned) */
  KontorWorker        *documents;   /* (owned): the thread for poppler and printing */
  KontorWorker        *worker;      /* (owned): for calls of the replica that block */
  KontorChores        *chores;      /* (owned): what the program does by itself */
  KontorIncomingInbox *inbox;       /* (owned): where invoices of others come in */
  KontorSecrets       *secrets;     /* (owned): passwords and keys; used by keyring only */
  KontorWorker        *keyring;     /* (owned): its own, because a person may be asked there */
  KontorServerLink    *link;        /* (owned): keeps in step with the server, if there is one */
  GCancellable        *cancellable; /* (owned): cancelled in dispose */
  KontorJson          *settings;    /* (owned) (nullable) until read */
  KontorJson          *today;       /* (owned) (nullable) until read */
  KontorJson          *status;      /* (owned) (nullable) until read */
  KontorUid            person;      /* who works here now; nil for nobody in particular */
  char                *person_name; /* (owned) (nullable) */
  guint                refresh_id;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_SETTINGS,
  PROP_TODAY,
  PROP_STATUS,
  PROP_PERSON_NAME,
} KontorCompanyProperty;

static GParamSpec *properties[PROP_PERSON_NAME + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCompany, kontor_company, G_TYPE_OBJECT)

typedef struct
{
  KontorJson *settings;
  KontorJson *today;
} Overview;

static void
overview_free (gpointer data)
{
  g_autofree Overview *overview = data;

  g_clear_pointer (&overview->settings, kontor_json_unref);
  g_clear_pointer (&overview->today, kontor_json_unref);
}

static gpointer
read_overview (KontorDatabase *database, gpointer data, GError **error)
{
  Overview *overview = g_new0 (Overview, 1);

  overview->settings = kontor_query_settings (database, error);
  if (overview->settings != NULL)
    overview->today = kontor_query_today (database, kontor_time_now (), data, error);
  if (overview->today != NULL)
    return overview;
  overview_free (overview);
  return NULL;
}

static void
replace_json (KontorCompany        *self,
              KontorJson          **place,
              KontorJson           *value,
              KontorCompanyProperty property)
{
  gboolean same = *place != NULL && kontor_json_equal (*place, value);

  g_clear_pointer (place, kontor_json_unref);
  *place = kontor_json_ref (value);
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
overview_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCompany) self = kontor_weak_take (user_data);
  Overview *overview = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (self != NULL && overview != NULL)
    {
      replace_json (self, &self->settings, overview->settings, PROP_SETTINGS);
      replace_json (self, &self->today, overview->today, PROP_TODAY);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
    }
  if (overview != NULL)
    overview_free (overview);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("the overview was not read: %s", error->message);
}

static void
read_status (GTask *task)
{
  g_autoptr (GError) error = NULL;
  KontorJson *status = kontor_replica_get_status (g_task_get_task_data (task), &error);

  if (status != NULL)
    g_task_return_pointer (task, status, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
status_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  KontorCompany *self = KONTOR_COMPANY (source);
  g_autoptr (KontorJson) status = g_task_propagate_pointer (G_TASK (result), &error);

  if (status != NULL)
    replace_json (self, &self->status, status, PROP_STATUS);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("the state of sending was not read: %s", error->message);
}

static gboolean
refresh_cb (gpointer data)
{
  KontorCompany *self = data;
  GTask         *task = g_task_new (self, self->cancellable, status_read_cb, NULL);

  self->refresh_id = 0;
  g_task_set_task_data (task, g_object_ref (self->replica), g_object_unref);
  kontor_worker_run (self->worker, task, read_status);
  kontor_replica_read_async (self->replica,
                             read_overview,
                             g_time_zone_ref (kontor_format_zone ()),
                             (GDestroyNotify) g_time_zone_unref,
                             overview_free,
                             self->cancellable,
                             overview_read_cb,
                             kontor_weak_new (self));
  return G_SOURCE_REMOVE;
}

static void
replica_changed_cb (KontorReplica *replica, gpointer touched, KontorCompany *self)
{
  kontor_company_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0, touched);
}

static void
kontor_company_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  KontorCompany *self = KONTOR_COMPANY (object);

  switch ((KontorCompanyProperty) property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, kontor_company_get_name (self));
      break;
    case PROP_SETTINGS:
      g_value_set_pointer (value, self->settings);
      break;
    case PROP_TODAY:
      g_value_set_pointer (value, self->today);
      break;
    case PROP_STATUS:
      g_value_set_pointer (value, self->status);
      break;
    case PROP_PERSON_NAME:
      g_value_set_string (value, kontor_company_get_person_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_company_dispose (GObject *object)
{
  KontorCompany *self = KONTOR_COMPANY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->chores);
  g_clear_object (&self->inbox);
  g_clear_object (&self->link);
  g_clear_object (&self->replica);
  g_clear_object (&self->documents);
  g_clear_object (&self->worker);
  g_clear_object (&self->keyring);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (kontor_company_parent_class)->dispose (object);
}

static void
kontor_company_finalize (GObject *object)
{
  KontorCompany *self = KONTOR_COMPANY (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->today, kontor_json_unref);
  g_clear_pointer (&self->status, kontor_json_unref);
  g_clear_pointer (&self->person_name, g_free);

  G_OBJECT_CLASS (kontor_company_parent_class)->finalize (object);
}

static void
kontor_company_class_init (KontorCompanyClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = kontor_company_get_property;
  object_class->dispose = kontor_company_dispose;
  object_class->finalize = kontor_company_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SETTINGS] = g_param_spec_pointer ("settings", NULL, NULL, flags);
  properties[PROP_TODAY] = g_param_spec_pointer ("today", NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_pointer ("status", NULL, NULL, flags);
  properties[PROP_PERSON_NAME] = g_param_spec_string ("person-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed",
                                   KONTOR_TYPE_COMPANY,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_POINTER);
}

static void
kontor_company_init (KontorCompany *self)
{
  self->cancellable = g_cancellable_new ();
  self->worker = kontor_worker_new ("kontor-company");
  self->keyring = kontor_worker_new ("kontor-keyring");
}

KontorCompany *
kontor_company_new (KontorReplica *replica, KontorWorker *documents)
{
  KontorCompany *self = g_object_new (KONTOR_TYPE_COMPANY, NULL);

  self->replica = g_object_ref (replica);
  self->documents = g_object_ref (documents);
  self->secrets = kontor_secrets_new (replica);
  self->chores = kontor_chores_new (replica);
  self->inbox = kontor_incoming_inbox_new (replica);
  self->link = kontor_server_link_new (replica, self->secrets, self->keyring);
  g_signal_connect_object (
    replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (
    replica, "status-changed", G_CALLBACK (kontor_company_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->link, "notify::state", G_CALLBACK (kontor_company_refresh), self, G_CONNECT_SWAPPED);
  kontor_server_link_start (self->link);
  kontor_company_refresh (self);
  return self;
}

static void
close_replica (GTask *task)
{
  kontor_replica_close (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
replica_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GApplication *application = user_data;

  if (application != NULL)
    g_application_release (application);
}

/**
 * kontor_company_close:
 *
 * Ends the replica's work off the main thread; the program stays until that is done.
 */
void
kontor_company_close (KontorCompany *self)
{
  GApplication *application = g_application_get_default ();
  GTask        *task = NULL;

  g_return_if_fail (KONTOR_IS_COMPANY (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  kontor_chores_stop (self->chores);
  kontor_incoming_inbox_stop (self->inbox);
  kontor_server_link_stop (self->link);
  if (application != NULL)
    g_application_hold (application);
  task = g_task_new (self, NULL, replica_closed_cb, application);
  g_task_set_task_data (task, g_object_ref (self->replica), g_object_unref);
  kontor_worker_run (self->worker, task, close_replica);
}

KontorReplica *
kontor_company_get_replica (KontorCompany *self)
{
  return self->replica;
}

KontorWorker *
kontor_company_get_documents (KontorCompany *self)
{
  return self->documents;
}

KontorWorker *
kontor_company_get_worker (KontorCompany *self)
{
  return self->worker;
}

/**
 * kontor_company_get_inbox:
 *
 * Returns: (transfer none): where invoices of others come in
 */
KontorIncomingInbox *
kontor_company_get_inbox (KontorCompany *self)
{
  g_return_val_if_fail (KONTOR_IS_COMPANY (self), NULL);

  return self->inbox;
}

KontorSecrets *
kontor_company_get_secrets (KontorCompany *self)
{
  return self->secrets;
}

/**
 * kontor_company_get_keyring:
 *
 * Returns: (transfer none): the thread for kontor_company_get_secrets()
 */
KontorWorker *
kontor_company_get_keyring (KontorCompany *self)
{
  return self->keyring;
}

KontorServerLink *
kontor_company_get_link (KontorCompany *self)
{
  return self->link;
}

const char *
kontor_company_get_folder (KontorCompany *self)
{
  return kontor_replica_get_folder (self->replica);
}

static const char *
setting (KontorCompany *self, const char *key, const char *fallback)
{
  return self->settings != NULL ? kontor_json_get_string (self->settings, key, fallback) : fallback;
}

const char *
kontor_company_get_name (KontorCompany *self)
{
  return setting (self, "company_name", setting (self, "company", ""));
}

const char *
kontor_company_get_currency (KontorCompany *self)
{
  return setting (self, "currency", "EUR");
}

const char *
kontor_company_get_country (KontorCompany *self)
{
  return setting (self, "country", "DE");
}

gboolean
kontor_company_is_sample (KontorCompany *self)
{
  return *setting (self, "sample", "") != '\0';
}

const KontorJson *
kontor_company_get_settings (KontorCompany *self)
{
  return self->settings;
}

const KontorJson *
kontor_company_get_today (KontorCompany *self)
{
  return self->today;
}

const KontorJson *
kontor_company_get_status (KontorCompany *self)
{
  return self->status;
}

/**
 * kontor_company_count_work:
 * @keys: members of kontor_query_today(), separated by spaces
 *
 * Returns: how many things in all of them wait for a hand
 */
gint64
kontor_company_count_work (KontorCompany *self, const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, " ", -1);
  gint64 sum = 0;

  for (char **name = names; self->today != NULL && *name != NULL; name++)
    {
      const KontorJson *entry = kontor_json_get_object (self->today, *name);

      sum += entry != NULL ? kontor_json_get_integer (entry, "count", 0)
                           : kontor_json_get_integer (self->today, *name, 0);
    }
  return sum;
}

/**
 * kontor_company_refresh:
 *
 * Reads the overview again soon; many calls in a row make one reading.
 */
void
kontor_company_refresh (KontorCompany *self)
{
  if (self->refresh_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->refresh_id = g_timeout_add (REFRESH_AFTER_MS, refresh_cb, self);
}

/**
 * kontor_company_set_person:
 * @uid: (nullable): who works here from now on; %NULL for nobody in particular
 * @name: (nullable): her name
 */
void
kontor_company_set_person (KontorCompany *self, const KontorUid *uid, const char *name)
{
  g_return_if_fail (KONTOR_IS_COMPANY (self));

  self->person = uid != NULL ? *uid : (KontorUid){ { 0 } };
  g_clear_pointer (&self->person_name, g_free);
  self->person_name = g_strdup (name);
  kontor_replica_set_author (self->replica, uid, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON_NAME]);
}

/* Nil for nobody in particular. */
const KontorUid *
kontor_company_get_person (KontorCompany *self)
{
  return &self->person;
}

const char *
kontor_company_get_person_name (KontorCompany *self)
{
  return self->person_name != NULL ? self->person_name : "";
}

typedef struct
{
  KontorUidQuery  by_uid;
  KontorTextQuery by_text;
  KontorUid       uid;
  char           *text;
  guint           limit;
} Question;

static void
question_free (gpointer data)
{
  g_autofree Question *question = data;

  g_clear_pointer (&question->text, g_free);
}

static gpointer
ask (KontorDatabase *database, gpointer data, GError **error)
{
  Question *question = data;

  if (question->by_uid != NULL)
    return question->by_uid (database, &question->uid, error);
  return question->by_text (database, question->text, question->limit, error);
}

static void
ask_async (KontorCompany      *self,
           Question           *question,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  kontor_replica_read_async (self->replica,
                             ask,
                             question,
                             question_free,
                             (GDestroyNotify) kontor_json_unref,
                             cancellable,
                             callback,
                             user_data);
}

void
kontor_company_query_uid_async (KontorCompany      *self,
                                KontorUidQuery      query,
                                const KontorUid    *uid,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  Question *question = g_new0 (Question, 1);

  question->by_uid = query;
  question->uid = *uid;
  ask_async (self, question, cancellable, callback, user_data);
}

void
kontor_company_query_text_async (KontorCompany      *self,
                                 KontorTextQuery     query,
                                 const char         *text,
                                 guint               limit,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  Question *question = g_new0 (Question, 1);

  question->by_text = query;
  question->text = g_strdup (text);
  question->limit = limit;
  ask_async (self, question, cancellable, callback, user_data);
}

/**
 * kontor_company_query_finish:
 * @self: (nullable): not needed
 * @result: as the callback got it
 *
 * Returns: (transfer full): the answer, or NULL with @error set
 */
KontorJson *
kontor_company_query_finish (KontorCompany *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return kontor_replica_read_finish (KONTOR_REPLICA (source), result, error);
}

/**
 * kontor_touched_has:
 * @touched: (nullable): of KontorTouch; NULL means that anything may have changed
 *
 * Returns: whether this one is among them
 */
gboolean
kontor_touched_has (const GArray *touched, const KontorUid *uid)
{
  if (touched == NULL)
    return TRUE;
  for (guint i = 0; i < touched->len; i++)
    if (kontor_uid_equal (&g_array_index (touched, KontorTouch, i).uid, uid))
      return TRUE;
  return FALSE;
}

gboolean
kontor_touched_has_kind (const GArray *touched, int kind)
{
  if (touched == NULL)
    return TRUE;
  for (guint i = 0; i < touched->len; i++)
    if ((int) g_array_index (touched, KontorTouch, i).kind == kind)
      return TRUE;
  return FALSE;
}
