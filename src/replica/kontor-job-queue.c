/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-job-queue.h"

#include "kontor-replica.h"
#include "kontor-thread-order.h"

struct _KontorJobQueue
{
  GMutex   mutex;
  GCond    added;
  GCond    answered;
  GQueue   lanes[KONTOR_JOB_N_PRIORITIES]; /* of KontorJob */
  gboolean closed;
};

/**
 * kontor_job_new:
 * @priority: its lane
 * @func: runs on the thread that takes the job
 * @data: (nullable): for @func
 * @free_data: (nullable): frees @data after the answer
 *
 * Returns: (transfer full): a job; kontor_job_answer() frees it
 */
KontorJob *
kontor_job_new (KontorJobPriority priority,
                KontorJobFunc     func,
                gpointer          data,
                GDestroyNotify    free_data)
{
  KontorJob *self = g_new0 (KontorJob, 1);

  self->priority = priority;
  self->func = func;
  self->data = data;
  self->free_data = free_data;
  return self;
}

/**
 * kontor_job_set_task:
 * @task: (transfer full): answered when the job is
 * @take: (nullable): takes the answer out of the job's data; NULL for TRUE
 * @free_taken: (nullable): frees an answer that nobody fetches
 */
void
kontor_job_set_task (KontorJob *self, GTask *task, KontorJobTake take, GDestroyNotify free_taken)
{
  self->task = task;
  self->take = take;
  self->free_taken = free_taken;
}

/**
 * kontor_job_is_cancelled:
 *
 * Returns: whether nobody wants the answer any more
 */
gboolean
kontor_job_is_cancelled (KontorJob *self)
{
  return self->task != NULL && g_task_get_cancellable (self->task) != NULL
         && g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

static gboolean
drop_task_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/**
 * kontor_task_drop:
 * @task: (transfer full): was answered on another thread than the one it was made on
 *
 * Drops a reference where the answer goes: it may be the last one to the replica, which must not be
 * disposed of on a thread of its own.
 */
void
kontor_task_drop (GTask *task)
{
  GSource *source = g_idle_source_new ();

  g_source_set_static_name (source, "kontor-drop-task");
  g_source_set_callback (source, drop_task_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
}

static void
answer_task (KontorJob *self)
{
  gboolean done = self->error == NULL;
  gpointer taken = done && self->take != NULL ? self->take (self->data) : NULL;

  kontor_thread_release (self->task);
  if (!done)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->take != NULL)
    g_task_return_pointer (self->task, taken, self->free_taken);
  else
    g_task_return_boolean (self->task, TRUE);
  kontor_task_drop (g_steal_pointer (&self->task));
}

static void
job_free (KontorJob *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_clear_error (&self->error);
  g_free (self); /* answered: nobody else knows it */
}

/* The waiting thread frees the job: it is on its stack. */
static void
answer_waiting (KontorJob *self)
{
  KontorJobQueue *queue = self->queue;

  kontor_thread_lock (&queue->mutex);
  self->answered = TRUE;
  g_cond_broadcast (&queue->answered);
  kontor_thread_unlock (&queue->mutex);
}

/**
 * kontor_job_answer:
 * @self: (transfer full): a job that was done, or that will never be
 * @error: (transfer full) (nullable): why not
 */
void
kontor_job_answer (KontorJob *self, GError *error)
{
  self->error = error;
  if (self->queue != NULL)
    {
      answer_waiting (self);
      return;
    }
  if (self->task != NULL)
    answer_task (self);
  else if (self->error != NULL)
    g_message ("work in the background failed: %s", self->error->message);
  job_free (self);
}

/**
 * kontor_job_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
KontorJobQueue *
kontor_job_queue_new (void)
{
  KontorJobQueue *self = g_new0 (KontorJobQueue, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->added);
  g_cond_init (&self->answered);
  for (guint i = 0; i < KONTOR_JOB_N_PRIORITIES; i++)
    g_queue_init (&self->lanes[i]);
  return self;
}

/**
 * kontor_job_queue_free:
 * @self: (transfer full): a closed queue that no thread uses any more
 */
void
kontor_job_queue_free (KontorJobQueue *self)
{
  g_cond_clear (&self->answered);
  g_cond_clear (&self->added);
  g_mutex_clear (&self->mutex);
  g_free (self); /* its threads have ended */
}

/**
 * kontor_job_queue_close:
 *
 * What is in the queue will still be done; what comes later is answered with
 * KONTOR_REPLICA_ERROR_CLOSED.
 */
void
kontor_job_queue_close (KontorJobQueue *self)
{
  kontor_thread_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->added);
  kontor_thread_unlock (&self->mutex);
}

static gboolean
add (KontorJobQueue *self, KontorJob *job)
{
  gboolean accepted;

  kontor_thread_lock (&self->mutex);
  accepted = !self->closed;
  if (accepted)
    {
      g_queue_push_tail (&self->lanes[job->priority], job);
      g_cond_signal (&self->added);
    }
  kontor_thread_unlock (&self->mutex);
  return accepted;
}

/**
 * kontor_job_queue_push_again:
 * @job: (transfer full): one whose next piece waits behind the others
 *
 * Also into a closed queue: what was begun is finished.
 */
void
kontor_job_queue_push_again (KontorJobQueue *self, KontorJob *job)
{
  kontor_thread_lock (&self->mutex);
  g_queue_push_tail (&self->lanes[job->priority], job);
  kontor_thread_unlock (&self->mutex);
}

static GError *
new_closed_error (void)
{
  return g_error_new_literal (
    KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_CLOSED, "the profile was closed");
}

/**
 * kontor_job_queue_push:
 * @job: (transfer full): a job
 *
 * Returns at once. A closed queue answers the job.
 */
void
kontor_job_queue_push (KontorJobQueue *self, KontorJob *job)
{
  if (!add (self, job))
    kontor_job_answer (job, new_closed_error ());
}

/**
 * kontor_job_queue_run:
 * @func: runs on the queue's thread
 * @more: (nullable): whether to run it again
 * @data: (nullable): for both
 *
 * Waits until the job is done; never called on a thread of the queue.
 *
 * Returns: FALSE with the error of @func, or KONTOR_REPLICA_ERROR_CLOSED
 */
gboolean
kontor_job_queue_run (KontorJobQueue   *self,
                      KontorJobPriority priority,
                      KontorJobFunc     func,
                      KontorJobMore     more,
                      gpointer          data,
                      GError          **error)
{
  KontorJob job = { .priority = priority, .func = func, .more = more, .data = data, .queue = self };

  if (!add (self, &job))
    {
      g_propagate_error (error, new_closed_error ());
      return FALSE;
    }
  kontor_thread_lock (&self->mutex);
  while (!job.answered)
    kontor_thread_wait (&self->answered, &self->mutex);
  kontor_thread_unlock (&self->mutex);
  if (job.error == NULL)
    return TRUE;
  g_propagate_error (error, job.error);
  return FALSE;
}

static KontorJob *
take_first (KontorJobQueue *self)
{
  for (guint i = 0; i < KONTOR_JOB_N_PRIORITIES; i++)
    if (!g_queue_is_empty (&self->lanes[i]))
      return g_queue_pop_head (&self->lanes[i]);
  return NULL;
}

/**
 * kontor_job_queue_pop:
 * @timeout_us: how long to wait, in microseconds; negative for ever
 * @closed: (out): TRUE when there is nothing and nothing will come
 *
 * Returns: (transfer full) (nullable): the next job
 */
KontorJob *
kontor_job_queue_pop (KontorJobQueue *self, gint64 timeout_us, gboolean *closed)
{
  gint64     end = g_get_monotonic_time () + timeout_us;
  gboolean   waiting = TRUE;
  KontorJob *job;

  kontor_thread_lock (&self->mutex);
  job = take_first (self);
  while (job == NULL && !self->closed && waiting)
    {
      if (timeout_us < 0)
        kontor_thread_wait (&self->added, &self->mutex);
      else
        waiting = kontor_thread_wait_until (&self->added, &self->mutex, end);
      job = take_first (self);
    }
  *closed = job == NULL && self->closed;
  kontor_thread_unlock (&self->mutex);
  return job;
}

/**
 * kontor_job_queue_try_pop:
 *
 * Returns: (transfer full) (nullable): the next job that is there
 */
KontorJob *
kontor_job_queue_try_pop (KontorJobQueue *self)
{
  KontorJob *job;

  kontor_thread_lock (&self->mutex);
  job = take_first (self);
  kontor_thread_unlock (&self->mutex);
  return job;
}
