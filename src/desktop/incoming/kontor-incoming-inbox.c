/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-inbox.h"

#include "kontor-incoming-folder.h"
#include "kontor-weak.h"
#include "kontor-worker.h"

#define SETTLE_S 1 /* files are written in pieces */

/* What the worker's thread has for itself. */
typedef struct
{
  gatomicrefcount      ref_count;
  KontorReplica       *replica; /* (owned) */
  KontorIncomingTaker *taker;   /* (owned) (nullable): made there, since it takes a moment */
  GHashTable          *seen;    /* (owned): of the folder */
} Desk;

struct _KontorIncomingInbox
{
  GObject parent_instance;

  Desk         *desk;        /* (owned) */
  KontorWorker *worker;      /* (owned): its own, because a large file takes long */
  GSettings    *settings;    /* (owned) */
  char         *folder;      /* (owned) (nullable): that is watched */
  GFileMonitor *monitor;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  guint         scan_id;
};

typedef enum
{
  SIGNAL_SCANNED,
  N_SIGNALS,
} KontorIncomingInboxSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorIncomingInbox, kontor_incoming_inbox, G_TYPE_OBJECT)

static Desk *
desk_ref (Desk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
desk_unref (Desk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->taker, kontor_incoming_taker_free);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self); /* allocated in kontor_incoming_inbox_new() */
}

static KontorIncomingTaker *
get_taker (Desk *self, GError **error)
{
  if (self->taker == NULL)
    self->taker = kontor_incoming_taker_new (self->replica, error);
  return self->taker;
}

/* --- files that somebody gives --- */

typedef struct
{
  Desk       *desk; /* (owned) */
  GFile      *file; /* (owned) */
  const char *channel;
} Take;

static void
take_free (gpointer data)
{
  g_autofree Take *take = data;

  g_clear_pointer (&take->desk, desk_unref);
  g_clear_object (&take->file);
}

static void
take_in_worker (GTask *task)
{
  Take                *take = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autofree char     *path = g_file_get_path (take->file);
  KontorIncomingTaker *taker = get_taker (take->desk, &error);
  KontorJson          *taken = NULL;

  if (taker != NULL && path != NULL)
    taken = kontor_incoming_taker_take_path (taker, path, take->channel, &error);
  else if (taker != NULL)
    g_set_error_literal (
      &error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "the file is not on this computer");
  if (taken != NULL)
    g_task_return_pointer (task, taken, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kontor_incoming_inbox_take_async:
 * @file: what somebody gave
 * @channel: "file" or "drop"
 *
 * Reads it, keeps it, and puts it on the desk. kontor_incoming_inbox_take_finish() says why not.
 */
void
kontor_incoming_inbox_take_async (KontorIncomingInbox *self,
                                  GFile               *file,
                                  const char          *channel,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Take  *take = g_new0 (Take, 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KONTOR_IS_INCOMING_INBOX (self));

  take->desk = desk_ref (self->desk);
  take->file = g_object_ref (file);
  take->channel = g_intern_string (channel);
  g_task_set_source_tag (task, kontor_incoming_inbox_take_async);
  g_task_set_task_data (task, take, take_free);
  kontor_worker_run (self->worker, task, take_in_worker);
}

KontorJson *
kontor_incoming_inbox_take_finish (KontorIncomingInbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the folder --- */

typedef struct
{
  Desk              *desk;   /* (owned) */
  char              *folder; /* (owned) */
  KontorIncomingScan scan;
} Scan;

static void
scan_free (gpointer data)
{
  g_autofree Scan *scan = data;

  g_clear_pointer (&scan->desk, desk_unref);
  g_clear_pointer (&scan->folder, g_free);
  kontor_incoming_scan_clear (&scan->scan);
}

static void
scan_in_worker (GTask *task)
{
  Scan                *scan = g_task_get_task_data (task);
  GError              *error = NULL;
  KontorIncomingTaker *taker = get_taker (scan->desk, &error);

  if (taker != NULL
      && kontor_incoming_scan_folder (taker, scan->folder, scan->desk->seen, &scan->scan, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingInbox) self = kontor_weak_take (user_data);
  gboolean   done = g_task_propagate_boolean (G_TASK (result), &error);
  Scan      *scan = g_task_get_task_data (G_TASK (result));
  GPtrArray *problems = scan->scan.problems;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!done)
    {
      g_warning ("the folder for invoices was not read: %s", error->message);
      return;
    }
  if (scan->scan.n_taken == 0 && problems->len == 0)
    return;
  g_ptr_array_add (problems, NULL);
  g_signal_emit (self, signals[SIGNAL_SCANNED], 0, scan->scan.n_taken, problems->pdata);
}

static gboolean
scan_cb (gpointer data)
{
  KontorIncomingInbox *self = data;
  Scan                *scan = g_new0 (Scan, 1);
  GTask *task = g_task_new (NULL, self->cancellable, scanned_cb, kontor_weak_new (self));

  self->scan_id = 0;
  scan->desk = desk_ref (self->desk);
  scan->folder = g_strdup (self->folder);
  g_task_set_task_data (task, scan, scan_free);
  kontor_worker_run (self->worker, task, scan_in_worker);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (KontorIncomingInbox *self)
{
  g_clear_handle_id (&self->scan_id, g_source_remove);
  self->scan_id = g_timeout_add_seconds (SETTLE_S, scan_cb, self);
}

static void
stop_watching (KontorIncomingInbox *self)
{
  g_clear_handle_id (&self->scan_id, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, g_free);
}

static void
start_watching (KontorIncomingInbox *self, const char *folder)
{
  g_autoptr (GFile) place = g_file_new_for_path (folder);

  stop_watching (self);
  if (*folder == '\0')
    return;
  self->folder = g_strdup (folder);
  self->monitor = g_file_monitor_directory (place, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (
      self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
  folder_changed_cb (self);
}

/* The setting has the folders of all companies of this person on this computer. */
static char *
dup_setting (KontorIncomingInbox *self)
{
  g_autoptr (GVariant) folders = g_settings_get_value (self->settings, "incoming-folders");
  const char *company = kontor_replica_get_folder (self->desk->replica);
  const char *folder = NULL;

  return g_variant_lookup (folders, company, "&s", &folder) ? g_strdup (folder) : g_strdup ("");
}

static void
setting_changed_cb (KontorIncomingInbox *self)
{
  g_autofree char *folder = dup_setting (self);

  if (g_strcmp0 (folder, kontor_incoming_inbox_get_folder (self)) != 0)
    start_watching (self, folder);
}

/**
 * kontor_incoming_inbox_get_folder:
 *
 * Returns: the folder that is watched, "" for none
 */
const char *
kontor_incoming_inbox_get_folder (KontorIncomingInbox *self)
{
  return self->folder != NULL ? self->folder : "";
}

/**
 * kontor_incoming_inbox_watch:
 * @folder: a path; "" for none
 *
 * Watches this folder from now on, and whenever the company is open here.
 */
void
kontor_incoming_inbox_watch (KontorIncomingInbox *self, const char *folder)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) before = NULL;
  GVariantIter iter;
  const char  *company = NULL;
  const char  *watched = NULL;
  const char  *own = NULL;

  g_return_if_fail (KONTOR_IS_INCOMING_INBOX (self));

  own = kontor_replica_get_folder (self->desk->replica);
  before = g_settings_get_value (self->settings, "incoming-folders");
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &company, &watched))
    if (!g_str_equal (company, own))
      g_variant_builder_add (&builder, "{ss}", company, watched);
  if (*folder != '\0')
    g_variant_builder_add (&builder, "{ss}", own, folder);
  g_settings_set_value (self->settings, "incoming-folders", g_variant_builder_end (&builder));
  setting_changed_cb (self);
}

static void
kontor_incoming_inbox_dispose (GObject *object)
{
  KontorIncomingInbox *self = KONTOR_INCOMING_INBOX (object);

  kontor_incoming_inbox_stop (self);
  g_clear_object (&self->worker);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_incoming_inbox_parent_class)->dispose (object);
}

static void
kontor_incoming_inbox_finalize (GObject *object)
{
  KontorIncomingInbox *self = KONTOR_INCOMING_INBOX (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->desk, desk_unref);

  G_OBJECT_CLASS (kontor_incoming_inbox_parent_class)->finalize (object);
}

static void
kontor_incoming_inbox_class_init (KontorIncomingInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_incoming_inbox_dispose;
  object_class->finalize = kontor_incoming_inbox_finalize;
  signals[SIGNAL_SCANNED] = g_signal_new ("scanned",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_UINT,
                                          G_TYPE_STRV);
}

static void
kontor_incoming_inbox_init (KontorIncomingInbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->worker = kontor_worker_new ("kontor-incoming");
  self->settings = g_settings_new ("org.kontorapp.Kontor");
  g_signal_connect_object (self->settings,
                           "changed::incoming-folders",
                           G_CALLBACK (setting_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

KontorIncomingInbox *
kontor_incoming_inbox_new (KontorReplica *replica)
{
  KontorIncomingInbox *self = g_object_new (KONTOR_TYPE_INCOMING_INBOX, NULL);

  self->desk = g_new0 (Desk, 1);
  g_atomic_ref_count_init (&self->desk->ref_count);
  self->desk->replica = g_object_ref (replica);
  self->desk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  setting_changed_cb (self);
  return self;
}

/**
 * kontor_incoming_inbox_stop:
 *
 * Nothing is begun any more. May be called twice.
 */
void
kontor_incoming_inbox_stop (KontorIncomingInbox *self)
{
  g_return_if_fail (KONTOR_IS_INCOMING_INBOX (self));

  g_cancellable_cancel (self->cancellable);
  stop_watching (self);
}
