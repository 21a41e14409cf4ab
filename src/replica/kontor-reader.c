/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-reader.h"

#define N_READERS 2

/* One thread and its connection. */
typedef struct
{
  KontorJobQueue *queue;    /* (unowned) */
  KontorDatabase *database; /* (owned) (reader thread) */
  GThread        *thread;   /* (owned) (nullable) */
} KontorReader;

struct _KontorReaders
{
  KontorJobQueue *queue; /* (owned) */
  KontorReader    readers[N_READERS];
};

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  kontor_database_interrupt (user_data);
}

/* One snapshot a job: what it reads belongs together. */
static void
read_in_snapshot (KontorReader *self, KontorJob *job, GError **error)
{
  if (!kontor_database_begin_read (self->database, error))
    return;
  job->func (NULL, self->database, job->data, error);
  kontor_database_rollback (self->database);
}

static void
run_job (KontorReader *self, KontorJob *job)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  GError       *error = NULL;
  gulong        handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->database, NULL);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    read_in_snapshot (self, job, &error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  kontor_job_answer (job, error);
}

static gpointer
read_thread (gpointer data)
{
  KontorReader *self = data;
  gboolean      closed = FALSE;

  while (!closed)
    {
      KontorJob *job = kontor_job_queue_pop (self->queue, -1, &closed);

      if (job != NULL)
        run_job (self, job);
    }
  return NULL;
}

static gboolean
start (KontorReaders *self, const char *path, GError **error)
{
  for (guint i = 0; i < N_READERS; i++)
    {
      KontorReader *reader = &self->readers[i];

      reader->queue = self->queue;
      reader->database = kontor_database_open (path, KONTOR_DATABASE_READ_ONLY, error);
      if (reader->database == NULL)
        return FALSE;
    }
  for (guint i = 0; i < N_READERS; i++)
    self->readers[i].thread = g_thread_new ("kontor-reader", read_thread, &self->readers[i]);
  return TRUE;
}

/**
 * kontor_readers_new:
 * @path: the database
 *
 * Returns: (transfer full) (nullable): running threads, or NULL with an error
 */
KontorReaders *
kontor_readers_new (const char *path, GError **error)
{
  g_autoptr (KontorReaders) self = g_new0 (KontorReaders, 1);

  self->queue = kontor_job_queue_new ();
  return start (self, path, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * kontor_readers_free:
 * @self: (transfer full): what waits is read first
 */
void
kontor_readers_free (KontorReaders *self)
{
  kontor_job_queue_close (self->queue);
  for (guint i = 0; i < N_READERS; i++)
    {
      g_clear_pointer (&self->readers[i].thread, g_thread_join);
      g_clear_pointer (&self->readers[i].database, kontor_database_close);
    }
  kontor_job_queue_free (self->queue);
  g_free (self); /* its threads have ended */
}

/**
 * kontor_readers_get_queue:
 *
 * Returns: (transfer none): where jobs for them go in; the context of a job is NULL
 */
KontorJobQueue *
kontor_readers_get_queue (KontorReaders *self)
{
  return self->queue;
}
