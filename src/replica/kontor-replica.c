/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-replica-private.h"

#include "kontor-backup.h"
#include "kontor-migration.h"
#include "kontor-outbox.h"
#include "kontor-profile-lock.h"
#include "kontor-reader.h"
#include "kontor-thread-order.h"

G_DEFINE_QUARK (kontor_replica_error, kontor_replica_error)

/**
 * KontorReplica:
 *
 * The desktop's database. README.md in this folder has its threads and how the server's rows get
 * in.
 *
 *   main ──jobs──▶ writer ──commit──▶ kontor.db ◀──snapshots── two readers ◀──jobs── main
 *    ▲                │
 *    └── "changed" ───┘ (through the notifier)
 */
struct _KontorReplica
{
  GObject parent_instance;

  char           *folder;        /* (owned) */
  int             lock;          /* -1 when closed */
  KontorJobQueue *queue;         /* (owned): of the writer */
  KontorWriter   *writer;        /* (owned) (writer thread) */
  GThread        *writer_thread; /* (owned) (nullable) */
  KontorReaders  *readers;       /* (owned) (nullable) */
  KontorNotifier *notifier;      /* (owned) (nullable) */
  KontorDaily    *daily;         /* (owned) (nullable): today's backup */
  int             station;       /* (atomic) */
  GMutex          mutex;         /* guards the author */
  KontorAuthor    author;
};

G_DEFINE_FINAL_TYPE (KontorReplica, kontor_replica, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_STATUS_CHANGED,
} KontorReplicaSignal;

static guint signals[SIGNAL_STATUS_CHANGED + 1];

static gpointer
write_thread (gpointer data)
{
  kontor_writer_work (data);
  return NULL;
}

static void
changed_cb (gpointer owner, gboolean has_changed, GArray *touched, gboolean has_status)
{
  g_autoptr (KontorReplica) self = g_object_ref (owner);

  if (has_changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, touched);
  if (has_status)
    g_signal_emit (self, signals[SIGNAL_STATUS_CHANGED], 0);
}

/* Another program may have the profile open; what is done here waits for it as every write does. */
static gboolean
tidy (KontorWriter *writer, GError **error)
{
  if (!kontor_writer_begin (writer, error))
    return FALSE;
  /* The company's uid is of the station that this was so far. */
  if (!kontor_profile_name_company (writer->database, error)
      || !kontor_profile_check_machine (writer->database, error)
      || !kontor_outbox_forget_settled (writer->database, error))
    {
      kontor_writer_rollback (writer);
      return FALSE;
    }
  return kontor_writer_commit (writer, error);
}

static gboolean
bring_up_to_date (KontorDatabase *database, const char *folder, GError **error)
{
  int version = kontor_migration_get_version (database, error);

  if (version < 0)
    return FALSE;
  if (version > 0 && version < kontor_migration_get_latest ()
      && !kontor_backup_before_migration (database, folder, version, error))
    return FALSE;
  return kontor_migration_run (database, error);
}

static KontorWriter *
open_writer (const char *folder, GError **error)
{
  g_autofree char *path = kontor_profile_dup_file (folder);
  g_autoptr (KontorDatabase) database = NULL;
  g_autoptr (KontorWriter) writer = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error,
                   KONTOR_REPLICA_ERROR,
                   KONTOR_REPLICA_ERROR_NO_PROFILE,
                   "there is no profile in “%s”",
                   folder);
      return NULL;
    }
  database = kontor_database_open (path, KONTOR_DATABASE_READ_WRITE, error);
  if (database == NULL || !bring_up_to_date (database, folder, error))
    return NULL;
  writer = kontor_writer_new (g_steal_pointer (&database), folder);
  return tidy (writer, error) ? g_steal_pointer (&writer) : NULL;
}

static gboolean
start (KontorReplica *self, GError **error)
{
  g_autofree char *path = kontor_profile_dup_file (self->folder);

  self->writer = open_writer (self->folder, error);
  if (self->writer == NULL)
    {
      if (g_error_matches (
            error != NULL ? *error : NULL, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_BUSY))
        {
          g_clear_error (error);
          kontor_profile_lock_set_in_use (self->folder, error);
        }
      return FALSE;
    }
  self->readers = kontor_readers_new (path, error);
  if (self->readers == NULL)
    return FALSE;
  self->station = (int) self->writer->profile.station;
  self->notifier = kontor_notifier_new (changed_cb, self);
  self->queue = kontor_job_queue_new ();
  self->writer->queue = self->queue;
  self->writer->notifier = self->notifier;
  self->writer_thread = g_thread_new ("kontor-writer", write_thread, self->writer);
  self->daily = kontor_daily_start (self->folder);
  return TRUE;
}

static void
kontor_replica_dispose (GObject *object)
{
  kontor_replica_close (KONTOR_REPLICA (object));
  G_OBJECT_CLASS (kontor_replica_parent_class)->dispose (object);
}

static void
kontor_replica_finalize (GObject *object)
{
  KontorReplica *self = KONTOR_REPLICA (object);

  g_clear_pointer (&self->queue, kontor_job_queue_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->author.name, g_free);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (kontor_replica_parent_class)->finalize (object);
}

static void
kontor_replica_class_init (KontorReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_replica_dispose;
  object_class->finalize = kontor_replica_finalize;

  /**
   * KontorReplica::changed:
   * @touched: (nullable) (element-type KontorTouch): aggregates that changed; NULL: anything may
   * have
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          KONTOR_TYPE_REPLICA,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_ARRAY);

  /**
   * KontorReplica::status-changed:
   *
   * What waits to be sent, was refused or needs attention may have changed.
   */
  signals[SIGNAL_STATUS_CHANGED] = g_signal_new (
    "status-changed", KONTOR_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_replica_init (KontorReplica *self)
{
  self->lock = -1;
  g_mutex_init (&self->mutex);
}

/**
 * kontor_replica_open:
 * @folder: a profile folder
 *
 * Opens a profile: brings the tables up to date (after a backup), makes a copy of a profile from
 * another machine a station of its own, and starts the threads. Signals come in the thread-default
 * main context of the caller. Blocks.
 *
 * Returns: (transfer full) (nullable): the replica, or NULL with KONTOR_REPLICA_ERROR_NO_PROFILE or
 * _IN_USE, or a KONTOR_DATABASE_ERROR for a file that is damaged, newer, or can't be written
 */
KontorReplica *
kontor_replica_open (const char *folder, GError **error)
{
  g_autoptr (KontorReplica) self = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  self = g_object_new (KONTOR_TYPE_REPLICA, NULL);
  self->folder = g_strdup (folder);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error,
                   KONTOR_REPLICA_ERROR,
                   KONTOR_REPLICA_ERROR_NO_PROFILE,
                   "there is no profile in “%s”",
                   folder);
      return NULL;
    }
  self->lock = kontor_profile_lock_take (folder, FALSE, error);
  if (self->lock < 0)
    return NULL;
  if (start (self, &local_error))
    return g_steal_pointer (&self);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * kontor_replica_close:
 *
 * Finishes what was begun and what waits, and stops the threads. From the thread that opened it;
 * what is asked for afterwards is answered with KONTOR_REPLICA_ERROR_CLOSED. Blocks.
 */
void
kontor_replica_close (KontorReplica *self)
{
  g_return_if_fail (KONTOR_IS_REPLICA (self));

  if (self->queue != NULL)
    kontor_job_queue_close (self->queue);
  g_clear_pointer (&self->writer_thread, g_thread_join);
  g_clear_pointer (&self->daily, kontor_daily_free);
  g_clear_pointer (&self->readers, kontor_readers_free);
  g_clear_pointer (&self->writer, kontor_writer_free);
  g_clear_pointer (&self->notifier, kontor_notifier_free);
  if (self->lock >= 0)
    kontor_profile_lock_release (self->lock, self->folder);
  self->lock = -1;
}

/**
 * kontor_replica_get_folder:
 *
 * Returns: (transfer none): the profile's folder
 */
const char *
kontor_replica_get_folder (KontorReplica *self)
{
  g_return_val_if_fail (KONTOR_IS_REPLICA (self), NULL);
  return self->folder;
}

/**
 * kontor_replica_get_station:
 *
 * Returns: number of this station; it can change when a server is joined
 */
guint
kontor_replica_get_station (KontorReplica *self)
{
  g_return_val_if_fail (KONTOR_IS_REPLICA (self), 0);
  return (guint) g_atomic_int_get (&self->station);
}

/* From the writer's thread. */
void
kontor_replica_set_station (KontorReplica *self, guint station)
{
  g_atomic_int_set (&self->station, (int) station);
}

/**
 * kontor_replica_set_author:
 * @uid: (nullable): the person who works here from now on; NULL for nobody in particular
 * @name: (nullable): her name
 */
void
kontor_replica_set_author (KontorReplica *self, const KontorUid *uid, const char *name)
{
  g_return_if_fail (KONTOR_IS_REPLICA (self));

  kontor_thread_lock (&self->mutex);
  self->author.uid = uid != NULL ? *uid : (KontorUid){ { 0 } };
  g_clear_pointer (&self->author.name, g_free);
  self->author.name = g_strdup (name);
  kontor_thread_unlock (&self->mutex);
}

/**
 * kontor_replica_set_moment:
 * @at: when what is asked for from now on is said to happen, microseconds; 0: when it does
 *
 * For a sample company, which has a past although it was made a moment ago.
 */
void
kontor_replica_set_moment (KontorReplica *self, gint64 at)
{
  g_return_if_fail (KONTOR_IS_REPLICA (self));

  kontor_thread_lock (&self->mutex);
  self->author.at = at;
  kontor_thread_unlock (&self->mutex);
}

KontorAuthor *
kontor_replica_dup_author (KontorReplica *self)
{
  KontorAuthor *author = g_new0 (KontorAuthor, 1);

  kontor_thread_lock (&self->mutex);
  author->uid = self->author.uid;
  author->name = g_strdup (self->author.name);
  author->at = self->author.at;
  kontor_thread_unlock (&self->mutex);
  return author;
}

void
kontor_author_free (KontorAuthor *self)
{
  g_clear_pointer (&self->name, g_free);
  g_free (self); /* the struct itself, after its fields */
}

/* Waits for the writer; never on a thread of this replica. */
gboolean
kontor_replica_call (KontorReplica    *self,
                     KontorJobPriority priority,
                     KontorJobFunc     func,
                     KontorJobMore     more,
                     gpointer          data,
                     GError          **error)
{
  g_assert (g_thread_self () != self->writer_thread);
  return kontor_job_queue_run (self->queue, priority, func, more, data, error);
}

/* Hands a job to the writer and returns at once. */
void
kontor_replica_send (KontorReplica *self, KontorJob *job)
{
  kontor_job_queue_push (self->queue, job);
}

/* A read and what came out of it. */
typedef struct
{
  KontorReadFunc func;
  gpointer       data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gpointer       result; /* (owned) */
} KontorRead;

static void
read_free (gpointer data)
{
  KontorRead *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
run_read (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorRead *self = data;
  GError     *local_error = NULL;

  self->result = self->func (database, self->data, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gpointer
take_result (gpointer data)
{
  return g_steal_pointer (&((KontorRead *) data)->result);
}

static GError *
new_closed_error (void)
{
  return g_error_new_literal (
    KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_CLOSED, "the profile was closed");
}

/**
 * kontor_replica_read_async:
 * @func: runs on a reader thread with a read-only connection, in one snapshot
 * @data: (nullable): for @func, immutable or transferred
 * @free_data: (nullable): frees @data, on any thread
 * @free_result: (nullable): frees a result that nobody fetches, on any thread
 *
 * Reads. Cancelling interrupts the query that runs.
 */
void
kontor_replica_read_async (KontorReplica      *self,
                           KontorReadFunc      func,
                           gpointer            data,
                           GDestroyNotify      free_data,
                           GDestroyNotify      free_result,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  KontorRead *read = g_new0 (KontorRead, 1);
  KontorJob  *job = kontor_job_new (KONTOR_JOB_URGENT, run_read, read, read_free);
  GTask      *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kontor_replica_read_async);
  read->func = func;
  read->data = data;
  read->free_data = free_data;
  read->free_result = free_result;
  kontor_job_set_task (job, task, take_result, free_result);
  if (self->readers != NULL)
    kontor_job_queue_push (kontor_readers_get_queue (self->readers), job);
  else
    kontor_job_answer (job, new_closed_error ());
}

/**
 * kontor_replica_read_finish:
 *
 * Returns: (transfer full) (nullable): what the function returned; NULL without an error is
 * possible
 */
gpointer
kontor_replica_read_finish (KontorReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  kontor_thread_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kontor_replica_read:
 *
 * Reads and waits; for tools and workers, not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
kontor_replica_read (KontorReplica *self, KontorReadFunc func, gpointer data, GError **error)
{
  KontorRead read = { .func = func, .data = data };

  g_return_val_if_fail (KONTOR_IS_REPLICA (self), NULL);
  if (self->readers == NULL)
    {
      g_propagate_error (error, new_closed_error ());
      return NULL;
    }
  kontor_job_queue_run (
    kontor_readers_get_queue (self->readers), KONTOR_JOB_URGENT, run_read, NULL, &read, error);
  return read.result;
}
