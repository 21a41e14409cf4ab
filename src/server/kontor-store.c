/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-store.h"

#include "kontor-feed.h"
#include "kontor-membership.h"
#include "kontor-migration.h"
#include "kontor-thread-order.h"

#define N_READERS 2

typedef struct
{
  KontorStoreFunc func;
  gpointer        data; /* (unowned): the caller's until the callback */
} KontorStoreWork;

/* A thread with a connection of its own. */
typedef struct
{
  KontorDatabase *database; /* (owned) */
  GAsyncQueue    *work;     /* (owned reference) of GTask; the store itself tells it to stop */
  GThread        *thread;
  gboolean        writes;
} KontorStoreThread;

struct _KontorStore
{
  GAsyncQueue      *writing;
  GAsyncQueue      *reading;
  KontorStoreThread threads[1 + N_READERS];
  guint             n_threads;
};

/* What ends a thread: an address that is no task. */
static char stop_mark;

static gboolean
run_work (KontorStoreThread *self, KontorStoreWork *work, GError **error)
{
  gboolean begun = self->writes ? kontor_database_begin (self->database, error)
                                : kontor_database_begin_read (self->database, error);

  if (!begun)
    return FALSE;
  if (work->func (self->database, work->data, error)
      && (!self->writes || kontor_database_commit (self->database, error)))
    {
      if (!self->writes)
        kontor_database_rollback (self->database);
      return TRUE;
    }
  if (kontor_database_in_transaction (self->database))
    kontor_database_rollback (self->database);
  return FALSE;
}

static gpointer
run_thread (gpointer data)
{
  KontorStoreThread *self = data;

  while (TRUE)
    {
      gpointer item = g_async_queue_pop (self->work);
      g_autoptr (GTask) task = NULL;
      GError  *error = NULL;
      gboolean done;

      if (item == &stop_mark)
        return NULL;
      task = item;
      kontor_thread_acquire (task);
      done = run_work (self, g_task_get_task_data (task), &error);
      kontor_thread_release (task);
      if (done)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
    }
}

static gboolean
start_thread (KontorStore *self, const char *location, gboolean writes, GError **error)
{
  KontorStoreThread *thread = &self->threads[self->n_threads];

  thread->database = kontor_database_open (
    location, writes ? KONTOR_DATABASE_READ_WRITE : KONTOR_DATABASE_READ_ONLY, error);
  if (thread->database == NULL)
    return FALSE;
  thread->writes = writes;
  thread->work = g_async_queue_ref (writes ? self->writing : self->reading);
  thread->thread = g_thread_new (writes ? "kontor-writer" : "kontor-reader", run_thread, thread);
  self->n_threads++;
  return TRUE;
}

static gboolean
prepare (const char *location, GError **error)
{
  g_autoptr (KontorDatabase) database = kontor_database_open (
    location, KONTOR_DATABASE_CREATE, error);

  return database != NULL && kontor_migration_run (database, error)
         && kontor_database_begin (database, error) && kontor_feed_prepare (database, error)
         && kontor_membership_prepare (database, error) && kontor_database_commit (database, error);
}

/**
 * kontor_store_open:
 * @location: path of a SQLite file, or a PostgreSQL URI; the schema is made or migrated
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable): the store
 */
KontorStore *
kontor_store_open (const char *location, GError **error)
{
  g_autoptr (KontorStore) self = NULL;

  if (!prepare (location, error))
    return NULL;
  self = g_new0 (KontorStore, 1);
  self->writing = g_async_queue_new ();
  self->reading = g_async_queue_new ();
  if (!start_thread (self, location, TRUE, error))
    return NULL;
  for (guint i = 0; i < N_READERS; i++)
    if (!start_thread (self, location, FALSE, error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * kontor_store_close:
 *
 * Finishes what was begun and closes the connections. Blocking.
 */
void
kontor_store_close (KontorStore *self)
{
  for (guint i = 0; i < self->n_threads; i++)
    g_async_queue_push (self->threads[i].work, &stop_mark);
  for (guint i = self->n_threads; i-- > 0;)
    {
      /* The one that writes goes last: it alone can bring SQLite's log into the file, so that a
       * copy of the file is a backup. */
      g_thread_join (self->threads[i].thread);
      kontor_database_close (self->threads[i].database);
      g_async_queue_unref (self->threads[i].work);
    }
  g_async_queue_unref (self->writing);
  g_async_queue_unref (self->reading);
  g_free (self); /* it is no object */
}

/**
 * kontor_store_run_async:
 * @writes: TRUE for a transaction that writes
 * @data: must live until the callback
 */
void
kontor_store_run_async (KontorStore        *self,
                        gboolean            writes,
                        KontorStoreFunc     func,
                        gpointer            data,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask           *task = g_task_new (NULL, NULL, callback, user_data);
  KontorStoreWork *work = g_new (KontorStoreWork, 1);

  work->func = func;
  work->data = data;
  g_task_set_source_tag (task, kontor_store_run_async);
  g_task_set_task_data (task, work, g_free);
  kontor_thread_release (task);
  g_async_queue_push (writes ? self->writing : self->reading, task);
}

/**
 * kontor_store_run_finish:
 *
 * Returns: FALSE with the function's error; nothing was written then
 */
gboolean
kontor_store_run_finish (KontorStore *self, GAsyncResult *result, GError **error)
{
  kontor_thread_acquire (result);
  return g_task_propagate_boolean (G_TASK (result), error);
}
