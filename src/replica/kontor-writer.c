/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-writer.h"

#include "kontor-profile-lock.h"
#include "kontor-replica.h"

/* The connection itself waits five seconds for another program's transaction; asked twice, ten. */
#define BUSY_TRIES 2

/* How often the writer looks whether another program has written. */
#define POLL_US 500000

/* A commit is shared by what is there, but nobody waits long for others. */
#define GROUP_JOBS 64
#define GROUP_US 20000

/* A job of a group and how it went. */
typedef struct
{
  KontorJob *job;
  GError    *error; /* (owned) (nullable) */
} KontorWritten;

/**
 * kontor_writer_new:
 * @database: (transfer full): a connection that may write
 * @folder: the profile's
 */
KontorWriter *
kontor_writer_new (KontorDatabase *database, const char *folder)
{
  KontorWriter *self = g_new0 (KontorWriter, 1);

  self->database = database;
  self->folder = g_strdup (folder);
  self->touched = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
  return self;
}

/**
 * kontor_writer_free:
 */
void
kontor_writer_free (KontorWriter *self)
{
  g_clear_pointer (&self->database, kontor_database_close);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->touched, g_array_unref);
  g_free (self); /* its thread has ended */
}

static gboolean
begin_patiently (KontorWriter *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < BUSY_TRIES; i++)
    {
      g_clear_error (&local_error);
      if (kontor_database_begin (self->database, &local_error))
        return TRUE;
      if (!g_error_matches (local_error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_BUSY))
        break;
    }
  if (g_error_matches (local_error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_BUSY))
    kontor_profile_lock_set_in_use (self->folder, error);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The number changes when another connection commits, and not by commits of this one. */
static void
look_for_others (KontorWriter *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    self->database, "PRAGMA data_version", &error, KONTOR_NO_VALUES);
  gint64 version;

  if (statement == NULL || !kontor_statement_step_row (statement, &error))
    {
      g_message ("can't see what other programs write: %s", error != NULL ? error->message : "");
      return;
    }
  version = kontor_statement_get_integer (statement, 0);
  if (self->data_version != 0 && self->data_version != version && self->notifier != NULL)
    kontor_notifier_add_anything (self->notifier);
  self->data_version = version;
}

/**
 * kontor_writer_begin:
 *
 * Begins a transaction that may write and reads what commands need to know.
 *
 * Returns: FALSE with KONTOR_REPLICA_ERROR_IN_USE when another program writes all the time
 */
gboolean
kontor_writer_begin (KontorWriter *self, GError **error)
{
  if (!begin_patiently (self, error))
    return FALSE;
  look_for_others (self);
  g_array_set_size (self->touched, 0);
  self->touched_anything = FALSE;
  self->has_status = FALSE;
  if (!kontor_profile_load (&self->profile, self->database, error))
    {
      kontor_database_rollback (self->database);
      return FALSE;
    }
  self->stored = self->profile;
  return TRUE;
}

/**
 * kontor_writer_commit:
 *
 * Returns: whether everything since kontor_writer_begin() is durable; if not, nothing is
 */
gboolean
kontor_writer_commit (KontorWriter *self, GError **error)
{
  gboolean moved = self->profile.hlc.last != self->stored.hlc.last
                   || self->profile.redo != self->stored.redo;

  if (moved && !kontor_profile_store (&self->profile, self->database, error))
    {
      kontor_database_rollback (self->database);
      return FALSE;
    }
  return kontor_database_commit (self->database, error);
}

/**
 * kontor_writer_rollback:
 */
void
kontor_writer_rollback (KontorWriter *self)
{
  kontor_database_rollback (self->database);
}

/**
 * kontor_writer_savepoint:
 * @func: work in the open transaction
 *
 * Runs it so that its failure takes back only what it did, the profile's counters included.
 */
gboolean
kontor_writer_savepoint (KontorWriter *self, KontorJobFunc func, gpointer data, GError **error)
{
  KontorProfile before = self->profile;
  guint         n_touched = self->touched->len;

  if (!kontor_database_savepoint (self->database, error))
    return FALSE;
  if (func (self, self->database, data, error)
      && kontor_database_release_savepoint (self->database, error))
    return TRUE;
  kontor_database_rollback_savepoint (self->database);
  self->profile = before;
  g_array_set_size (self->touched, n_touched);
  return FALSE;
}

static void
set_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "it was cancelled");
}

/* FALSE when the transaction itself is lost, with it the jobs before. */
static gboolean
run_one (KontorWriter *self, KontorJob *job, GArray *written)
{
  KontorWritten entry = { .job = job };

  if (kontor_job_is_cancelled (job))
    set_cancelled (&entry.error);
  else
    kontor_writer_savepoint (self, job->func, job->data, &entry.error);
  g_array_append_val (written, entry);
  return kontor_database_in_transaction (self->database);
}

/* Work in pieces has the transaction for itself: below a savepoint each page would be copied for
 * each of its many commands. Its failure takes back the transaction. */
static gboolean
run_alone (KontorWriter *self, KontorJob *job, GArray *written, GError **error)
{
  KontorWritten entry = { .job = job };
  gboolean      done = FALSE;

  if (kontor_job_is_cancelled (job))
    set_cancelled (&entry.error);
  else
    done = job->func (self, self->database, job->data, &entry.error);
  g_array_append_val (written, entry);
  return done && kontor_writer_commit (self, error);
}

static gboolean
run_some (KontorWriter *self, KontorJob *first, GArray *written, GError **error)
{
  gint64     begun = g_get_monotonic_time ();
  KontorJob *job = first;

  if (first->more != NULL)
    return run_alone (self, first, written, error);
  while (job != NULL)
    {
      if (!run_one (self, job, written))
        {
          const KontorWritten *last = &g_array_index (written, KontorWritten, written->len - 1);

          if (last->error != NULL)
            g_propagate_error (error, g_error_copy (last->error));
          return FALSE;
        }
      job = written->len < GROUP_JOBS && g_get_monotonic_time () - begun < GROUP_US
              ? kontor_job_queue_try_pop (self->queue)
              : NULL;
    }
  return kontor_writer_commit (self, error);
}

static void
answer_all (KontorWriter *self, GArray *written, const GError *error)
{
  for (guint i = 0; i < written->len; i++)
    {
      KontorWritten *entry = &g_array_index (written, KontorWritten, i);

      if (entry->error == NULL && error != NULL)
        entry->error = g_error_copy (error);
      if (entry->error == NULL && entry->job->more != NULL && entry->job->more (entry->job->data))
        kontor_job_queue_push_again (self->queue, entry->job);
      else
        kontor_job_answer (entry->job, entry->error);
    }
}

static void
run_group (KontorWriter *self, KontorJob *first)
{
  g_autoptr (GArray) written = g_array_new (FALSE, FALSE, sizeof (KontorWritten));
  g_autoptr (GError) error = NULL;

  if (!kontor_writer_begin (self, &error))
    {
      kontor_job_answer (first, g_steal_pointer (&error));
      return;
    }
  if (run_some (self, first, written, &error) && self->notifier != NULL)
    {
      if (self->touched_anything)
        kontor_notifier_add_anything (self->notifier);
      else
        kontor_notifier_add (self->notifier, self->touched, self->has_status);
    }
  kontor_database_rollback (self->database); /* does nothing after a commit */
  answer_all (self, written, error);
}

/**
 * kontor_writer_work:
 *
 * Does what comes into the queue until it is closed and empty. The body of the writer's thread.
 */
void
kontor_writer_work (KontorWriter *self)
{
  gboolean closed = FALSE;

  while (!closed)
    {
      KontorJob *job = kontor_job_queue_pop (self->queue, POLL_US, &closed);

      if (job != NULL)
        run_group (self, job);
      else if (!closed)
        look_for_others (self);
    }
}
