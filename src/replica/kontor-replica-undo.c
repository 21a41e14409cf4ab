/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-replica-private.h"
#include "kontor-thread-order.h"
#include "kontor-undo-log.h"

/* Undo of a bulk edit is one transaction; undo of a larger import goes in pieces of this size. */
#define UNDO_TOGETHER 2000

/* An undo or redo on its way. */
typedef struct
{
  KontorAuthor    *author; /* (owned) */
  gboolean         is_redo;
  KontorUid        only; /* this batch, when has_only */
  gboolean         has_only;
  gboolean         is_chosen;
  KontorUndoChoice choice;
  gboolean         more;
  GError          *refusal; /* (owned) (nullable): the step can't be undone any more */
} KontorUndo;

static KontorUndo *
undo_new (KontorReplica *replica, gboolean is_redo, const KontorUid *batch)
{
  KontorUndo *self = g_new0 (KontorUndo, 1);

  self->author = kontor_replica_dup_author (replica);
  self->is_redo = is_redo;
  self->has_only = batch != NULL;
  if (batch != NULL)
    self->only = *batch;
  return self;
}

static void
undo_free (gpointer data)
{
  KontorUndo *self = data;

  g_clear_pointer (&self->author, kontor_author_free);
  kontor_undo_choice_clear (&self->choice);
  g_clear_error (&self->refusal);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
choose (KontorWriter *writer, KontorUndo *self, GError **error)
{
  if (self->is_chosen)
    return TRUE;
  if (self->is_redo && writer->profile.redo == 0)
    {
      g_set_error_literal (error,
                           KONTOR_REPLICA_ERROR,
                           KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO,
                           "there is nothing to redo");
      return FALSE;
    }
  if (!kontor_undo_log_choose (
        writer->database, self->is_redo, self->has_only ? &self->only : NULL, &self->choice, error))
    return FALSE;
  writer->profile.redo += self->is_redo ? -1 : 1;
  self->is_chosen = TRUE;
  return TRUE;
}

static gboolean
run_step (KontorWriter *writer, KontorUndo *self, const KontorUndoStep *step, GError **error)
{
  KontorCommandOutcome outcome = { 0 };
  KontorUid            uid;
  gboolean             done;

  done = kontor_writer_execute (
           writer, self->author, step->name, step->params, &uid, &outcome, error)
         && kontor_undo_log_flip (writer->database, step->id, self->is_redo, &uid, &outcome, error);
  kontor_command_outcome_clear (&outcome);
  return done;
}

static gboolean
run_steps (KontorWriter *writer, KontorUndo *self, GError **error)
{
  g_autoptr (GPtrArray) steps = kontor_undo_log_list (
    writer->database, &self->choice, self->is_redo, UNDO_TOGETHER, error);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    if (!run_step (writer, self, g_ptr_array_index (steps, i), error))
      return FALSE;
  self->more = self->choice.is_batch && steps->len == UNDO_TOGETHER;
  return TRUE;
}

static gboolean
undo_in_savepoint (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  return run_steps (context, data, error);
}

/* The state of the world that the step stood on is gone, so it must not stand in the way of older
 * ones for ever. Who may not do it now may do it later. */
static gboolean
is_hopeless (const GError *error)
{
  return error->domain == KONTOR_COMMAND_ERROR && error->code != KONTOR_COMMAND_ERROR_FORBIDDEN;
}

static gboolean
undo (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter *writer = context;
  KontorUndo   *self = data;
  GError       *local_error = NULL;

  self->more = FALSE;
  if (!choose (writer, self, error))
    return FALSE;
  if (self->choice.is_batch) /* all of this piece or nothing: the transaction is savepoint enough */
    return run_steps (writer, self, error);
  if (kontor_writer_savepoint (writer, undo_in_savepoint, self, &local_error))
    return TRUE;
  if (!is_hopeless (local_error))
    {
      self->is_chosen = FALSE;
      g_propagate_error (error, local_error);
      return FALSE;
    }
  self->refusal = local_error;
  writer->profile.redo = 0;
  return kontor_undo_log_drop (database, self->choice.id, error);
}

static gboolean
has_more_steps (gpointer data)
{
  return ((KontorUndo *) data)->more;
}

/* What undo says it did: a batch by its newest part and how many more there were. */
static char *
dup_label (const KontorUndo *self)
{
  return self->choice.count > 1
           ? g_strdup_printf ("%s (+%u)", self->choice.label, self->choice.count - 1)
           : g_strdup (self->choice.label);
}

/* The task's answer: label or refusal. */
typedef struct
{
  char   *label;   /* (owned) (nullable) */
  GError *refusal; /* (owned) (nullable) */
} KontorUndoAnswer;

static void
undo_answer_free (gpointer data)
{
  KontorUndoAnswer *self = data;

  g_clear_pointer (&self->label, g_free);
  g_clear_error (&self->refusal);
  g_free (self); /* the struct itself, after its fields */
}

static gpointer
take_undo_answer (gpointer data)
{
  KontorUndo       *self = data;
  KontorUndoAnswer *answer = g_new0 (KontorUndoAnswer, 1);

  answer->refusal = g_steal_pointer (&self->refusal);
  if (answer->refusal == NULL)
    answer->label = dup_label (self);
  return answer;
}

static void
undo_async (KontorReplica      *self,
            gboolean            is_redo,
            gpointer            tag,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  KontorJob *job = kontor_job_new (
    KONTOR_JOB_URGENT, undo, undo_new (self, is_redo, NULL), undo_free);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  job->more = has_more_steps;
  kontor_job_set_task (job, task, take_undo_answer, undo_answer_free);
  kontor_replica_send (self, job);
}

/**
 * kontor_replica_undo_async:
 *
 * Takes back the newest command that can be, by its inverse; all of it when it is part of a batch.
 */
void
kontor_replica_undo_async (KontorReplica      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  undo_async (self, FALSE, kontor_replica_undo_async, cancellable, callback, user_data);
}

/**
 * kontor_replica_redo_async:
 *
 * Takes back the last undo. Any other command ends what can be redone.
 */
void
kontor_replica_redo_async (KontorReplica      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  undo_async (self, TRUE, kontor_replica_redo_async, cancellable, callback, user_data);
}

static char *
unpack (KontorUndoAnswer *answer, GError **error)
{
  char *label = g_steal_pointer (&answer->label);

  if (answer->refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&answer->refusal));
  undo_answer_free (answer);
  return label;
}

/**
 * kontor_replica_undo_finish:
 *
 * Ends both kontor_replica_undo_async() and kontor_replica_redo_async().
 *
 * Returns: (transfer full) (nullable): what was undone or redone, or NULL with
 * KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO or the inverse's refusal; a refused step is not tried again
 */
char *
kontor_replica_undo_finish (KontorReplica *self, GAsyncResult *result, GError **error)
{
  KontorUndoAnswer *answer;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  kontor_thread_acquire (result);
  answer = g_task_propagate_pointer (G_TASK (result), error);
  return answer != NULL ? unpack (answer, error) : NULL;
}

static char *
undo_and_wait (KontorReplica *self, const KontorUid *batch, GError **error)
{
  KontorUndo *run = undo_new (self, FALSE, batch);
  char       *label = NULL;

  if (kontor_replica_call (self, KONTOR_JOB_URGENT, undo, has_more_steps, run, error))
    label = unpack (take_undo_answer (run), error);
  undo_free (run);
  return label;
}

/**
 * kontor_replica_undo:
 *
 * Like kontor_replica_undo_async(), and waits.
 */
char *
kontor_replica_undo (KontorReplica *self, GError **error)
{
  return undo_and_wait (self, NULL, error);
}

/**
 * kontor_replica_undo_batch:
 * @batch: of one import or bulk edit
 *
 * Takes back what is left of it: at once, or in pieces when it is large. When a step is refused, it
 * stops there and says why.
 */
char *
kontor_replica_undo_batch (KontorReplica *self, const KontorUid *batch, GError **error)
{
  g_return_val_if_fail (batch != NULL, NULL);
  return undo_and_wait (self, batch, error);
}
