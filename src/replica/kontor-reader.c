/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-reader.h"

#define N_READERS 2

/* One thread and its connection. */
typedef struct
{
  KontorJobQueue *queue;    /* (unowned) */
  const char     *path;     /* (unowned): of the readers */
  KontorDatabase *database; /* (owned) (reader thread) */
  GThread        *thread;   /* (owned) (nullable) */
} KontorReader;

struct _KontorReaders
{
  KontorJobQueue *queue; /* (owned) */
  char           *path;  /* (owned) */
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

/* Each connection reads the whole schema, which is why only the first is opened before there is an
 * answer: it can say what is wrong. One that then fails leaves the work to the others. */
static gboolean
open_connection (KontorReader *self)
{
  g_autoptr (GError) error = NULL;

  if (self->database == NULL)
    self->database = kontor_database_open (self->path, KONTOR_DATABASE_READ_ONLY, &error);
  if (self->database == NULL)
    g_message ("a reader less: %s", error->message);
  return self->database != NULL;
}

static gpointer
read_thread (gpointer data)
{
  KontorReader *self = data;
  gboolean      closed = !open_connection (self);

  while (!closed)
    {
      KontorJob *job = kontor_job_queue_pop (self->queue, -1, &closed);

      if (job != NULL)
        run_job (self, job);
    }
  return NULL;
}

static gboolean
start (KontorReaders *self, GError **error)
{
  self->readers[0].database = kontor_database_open (self->path, KONTOR_DATABASE_READ_ONLY, error);
  if (self->readers[0].database == NULL)
    return FALSE;
  for (guint i = 0; i < N_READERS; i++)
    {
      self->readers[i].queue = self->queue;
      self->readers[i].path = self->path;
      self->readers[i].thread = g_thread_new ("kontor-reader", read_thread, &self->readers[i]);
    }
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
  self->path = g_strdup (path);
  return start (self, error) ? g_steal_pointer (&self) : NULL;
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
  g_clear_pointer (&self->path, g_free);
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
