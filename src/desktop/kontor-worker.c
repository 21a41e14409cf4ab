/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-worker.h"

/**
 * KontorWorker:
 *
 * One named thread that runs tasks one after the other: for libraries that may be called from one
 * thread only (poppler), and for work that blocks (opening a profile).
 */
struct _KontorWorker
{
  GObject parent_instance;

  GAsyncQueue *queue;  /* (owned) of Job */
  GThread     *thread; /* (owned): joined in finalize */
};

typedef struct
{
  GTask         *task; /* (owned) (nullable): NULL ends the thread */
  KontorWorkFunc func;
} Job;

G_DEFINE_FINAL_TYPE (KontorWorker, kontor_worker, G_TYPE_OBJECT)

static void
push (GAsyncQueue *queue, GTask *task, KontorWorkFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  g_async_queue_push (queue, job);
}

static gboolean
release_cb (gpointer data)
{
  g_object_unref (data); /* the worker's reference, see work() */
  return G_SOURCE_REMOVE;
}

/* The last reference to a task takes its source object along, which must go on its own thread. */
static void
release (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, release_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
work (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;
  gboolean more = TRUE;

  while (more)
    {
      g_autofree Job *job = g_async_queue_pop (queue);

      more = job->task != NULL;
      if (more && !g_task_return_error_if_cancelled (job->task))
        job->func (job->task);
      if (more)
        release (job->task);
    }
  return NULL;
}

static void
kontor_worker_finalize (GObject *object)
{
  KontorWorker *self = KONTOR_WORKER (object);

  push (self->queue, NULL, NULL);
  g_thread_join (self->thread);
  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (kontor_worker_parent_class)->finalize (object);
}

static void
kontor_worker_class_init (KontorWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_worker_finalize;
}

static void
kontor_worker_init (KontorWorker *self)
{
  self->queue = g_async_queue_new ();
}

KontorWorker *
kontor_worker_new (const char *name)
{
  KontorWorker *self = g_object_new (KONTOR_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, work, g_async_queue_ref (self->queue));
  return self;
}

/**
 * kontor_worker_run:
 * @task: (transfer full): answered by @func, or with G_IO_ERROR_CANCELLED before it runs
 * @func: runs on the worker's thread
 *
 * Queues a task. Its last reference is dropped in the context that made it, never on the worker.
 */
void
kontor_worker_run (KontorWorker *self, GTask *task, KontorWorkFunc func)
{
  g_return_if_fail (KONTOR_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));

  push (self->queue, task, func);
}
