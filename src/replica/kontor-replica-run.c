/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-replica-private.h"
#include "kontor-thread-order.h"

/* A piece of an import: short enough that a person's command gets in between. */
#define PIECE_ITEMS 200
#define PIECE_US 200000

/* One command on its way. */
typedef struct
{
  KontorAuthor *author; /* (owned) */
  char         *name;   /* (owned) */
  KontorJson   *params; /* (owned) */
  KontorUid     batch;
  gboolean      has_batch;
  char         *form;   /* (owned) (nullable): its draft goes with the command */
  KontorJson   *result; /* (owned) (nullable) */
} KontorRun;

static KontorRun *
run_new (KontorReplica *replica, const char *name, KontorJson *params, const KontorUid *batch)
{
  KontorRun *self = g_new0 (KontorRun, 1);

  self->author = kontor_replica_dup_author (replica);
  self->name = g_strdup (name);
  self->params = params;
  self->has_batch = batch != NULL;
  if (batch != NULL)
    self->batch = *batch;
  return self;
}

static void
run_free (gpointer data)
{
  KontorRun *self = data;

  g_clear_pointer (&self->author, kontor_author_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->params, kontor_json_unref);
  g_clear_pointer (&self->form, g_free);
  g_clear_pointer (&self->result, kontor_json_unref);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
run_command (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorRun *self = data;

  return kontor_writer_run (context,
                            self->author,
                            self->name,
                            self->params,
                            self->has_batch ? &self->batch : NULL,
                            &self->result,
                            error)
         && (self->form == NULL || kontor_replica_remove_draft (database, self->form, error));
}

static gpointer
take_run_result (gpointer data)
{
  return g_steal_pointer (&((KontorRun *) data)->result);
}

/* Takes run. */
static void
send_run (KontorReplica      *self,
          KontorRun          *run,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  KontorJob *job = kontor_job_new (KONTOR_JOB_URGENT, run_command, run, run_free);
  GTask     *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kontor_replica_run_async);
  kontor_job_set_task (job, task, take_run_result, (GDestroyNotify) kontor_json_unref);
  kontor_replica_send (self, job);
}

/**
 * kontor_replica_run_async:
 * @name: of a command, "order.ship"
 * @params: (transfer full): its parameters, an object
 * @batch: (nullable): shared by all of one import or bulk edit, so that undo takes it as one
 *
 * Runs a command. When the callback comes it is durable, and every reader sees it. Cancelling
 * abandons the answer, never half of the command.
 */
void
kontor_replica_run_async (KontorReplica      *self,
                          const char         *name,
                          KontorJson         *params,
                          const KontorUid    *batch,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (KONTOR_IS_REPLICA (self) && name != NULL && params != NULL);

  send_run (self, run_new (self, name, params, batch), cancellable, callback, user_data);
}

/**
 * kontor_replica_run_form_async:
 * @form: the form that the parameters were typed into
 * @name: of a command, "order.create"
 * @params: (transfer full): its parameters, an object
 *
 * Like kontor_replica_run_async(). The draft of the form goes in the same transaction: whatever
 * happens in between, what was typed is there once, as a draft or as what was made of it.
 */
void
kontor_replica_run_form_async (KontorReplica      *self,
                               const char         *form,
                               const char         *name,
                               KontorJson         *params,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  KontorRun *run = NULL;

  g_return_if_fail (KONTOR_IS_REPLICA (self) && name != NULL && params != NULL && form != NULL);

  run = run_new (self, name, params, NULL);
  run->form = g_strdup (form);
  send_run (self, run, cancellable, callback, user_data);
}

/**
 * kontor_replica_run_finish:
 *
 * Returns: (transfer full) (nullable): the result of the outcome, or NULL with
 * KONTOR_COMMAND_ERROR (a refusal; nothing was written), KONTOR_REPLICA_ERROR or
 * KONTOR_DATABASE_ERROR
 */
KontorJson *
kontor_replica_run_finish (KontorReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  kontor_thread_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kontor_replica_run:
 * @params: (transfer full): its parameters
 *
 * Like kontor_replica_run_async(), and waits.
 */
KontorJson *
kontor_replica_run (
  KontorReplica *self, const char *name, KontorJson *params, const KontorUid *batch, GError **error)
{
  KontorRun  *run = run_new (self, name, params, batch);
  KontorJson *result = NULL;

  if (kontor_replica_call (self, KONTOR_JOB_URGENT, run_command, NULL, run, error))
    result = g_steal_pointer (&run->result);
  run_free (run);
  return result;
}

/**
 * kontor_replica_item_free:
 * @self: (transfer full): an item with its parameters, result and error
 */
void
kontor_replica_item_free (KontorReplicaItem *self)
{
  g_clear_pointer (&self->params, kontor_json_unref);
  g_clear_pointer (&self->result, kontor_json_unref);
  g_clear_error (&self->error);
  g_free (self); /* the struct itself, after its fields */
}

/* Many commands on their way. */
typedef struct
{
  KontorAuthor *author; /* (owned) */
  GPtrArray    *items;  /* (owned) (element-type KontorReplicaItem) */
  KontorUid     batch;
  gboolean      all_or_none;
  guint         next;    /* first item of the next piece */
  guint         current; /* the one in the savepoint */
} KontorRunMany;

static KontorRunMany *
run_many_new (KontorReplica   *replica,
              GPtrArray       *items,
              const KontorUid *batch,
              gboolean         all_or_none)
{
  KontorRunMany *self = g_new0 (KontorRunMany, 1);

  self->author = kontor_replica_dup_author (replica);
  self->items = g_ptr_array_ref (items);
  self->all_or_none = all_or_none;
  if (batch != NULL)
    self->batch = *batch;
  else
    kontor_uid_generate (&self->batch);
  return self;
}

static void
run_many_free (gpointer data)
{
  KontorRunMany *self = data;

  g_clear_pointer (&self->author, kontor_author_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
run_item (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorRunMany     *self = data;
  KontorReplicaItem *item = g_ptr_array_index (self->items, self->current);

  return kontor_writer_run (
    context, self->author, item->name, item->params, &self->batch, &item->result, error);
}

static gboolean
run_together (KontorWriter *writer, KontorRunMany *self, GError **error)
{
  for (self->current = 0; self->current < self->items->len; self->current++)
    {
      KontorReplicaItem *item = g_ptr_array_index (self->items, self->current);

      if (run_item (writer, writer->database, self, &item->error))
        continue;
      g_propagate_error (error, g_error_copy (item->error));
      return FALSE;
    }
  self->next = self->items->len;
  return TRUE;
}

/* An item that is refused leaves the others alone; a database that fails does not. */
static gboolean
run_piece (KontorWriter *writer, KontorRunMany *self, GError **error)
{
  gint64 end = g_get_monotonic_time () + PIECE_US;
  guint  last = MIN (self->next + PIECE_ITEMS, self->items->len);

  self->current = self->next;
  while (self->current < last && g_get_monotonic_time () < end)
    {
      KontorReplicaItem *item = g_ptr_array_index (self->items, self->current);

      if (!kontor_writer_savepoint (writer, run_item, self, &item->error)
          && (item->error->domain == KONTOR_DATABASE_ERROR
              || !kontor_database_in_transaction (writer->database)))
        {
          g_propagate_error (error, g_error_copy (item->error));
          return FALSE;
        }
      self->current++;
    }
  self->next = self->current;
  return TRUE;
}

static gboolean
run_many (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorRunMany *self = data;

  return self->all_or_none ? run_together (context, self, error) : run_piece (context, self, error);
}

static gboolean
has_more_items (gpointer data)
{
  KontorRunMany *self = data;

  return self->next < self->items->len;
}

/**
 * kontor_replica_run_many:
 * @items: (element-type KontorReplicaItem): commands; result or error of each is set
 * @batch: (nullable): undo takes all of it as one; NULL for a fresh one
 * @all_or_none: whether one refusal refuses all
 *
 * Runs many commands: in one transaction, or each by itself, committed in pieces. Waits. When it
 * fails without @all_or_none, items before the piece that failed are saved.
 *
 * Returns: TRUE when every item was tried (and, with @all_or_none, took effect)
 */
gboolean
kontor_replica_run_many (KontorReplica   *self,
                         GPtrArray       *items,
                         const KontorUid *batch,
                         gboolean         all_or_none,
                         GError         **error)
{
  KontorRunMany *run = run_many_new (self, items, batch, all_or_none);
  gboolean       done;

  done = kontor_replica_call (
    self, all_or_none ? KONTOR_JOB_NORMAL : KONTOR_JOB_BULK, run_many, has_more_items, run, error);
  run_many_free (run);
  return done;
}

static gboolean
expect_many (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_database_execute (database,
                                  "PRAGMA cache_size = -1048576;" /* KiB */
                                  "PRAGMA wal_autocheckpoint = 65536;",
                                  error);
}

/**
 * kontor_replica_expect_many:
 * @error: return location for a `GError`, or %NULL
 *
 * Makes ready for hundreds of thousands of commands: up to 1 GiB of pages stay in memory, because
 * every order touches indexes all over the file, and the log is brought into the file each 256 MiB.
 * Holds until the replica is closed. Waits.
 *
 * Returns: whether the database took it
 */
gboolean
kontor_replica_expect_many (KontorReplica *self, GError **error)
{
  g_return_val_if_fail (KONTOR_IS_REPLICA (self), FALSE);

  return kontor_replica_call (self, KONTOR_JOB_NORMAL, expect_many, NULL, NULL, error);
}

/**
 * kontor_replica_run_many_async:
 * @items: (element-type KontorReplicaItem): a reference is taken; leave it alone until the callback
 *
 * Like kontor_replica_run_many(). Cancelling stops between two pieces.
 */
void
kontor_replica_run_many_async (KontorReplica      *self,
                               GPtrArray          *items,
                               const KontorUid    *batch,
                               gboolean            all_or_none,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  KontorJob *job = kontor_job_new (all_or_none ? KONTOR_JOB_NORMAL : KONTOR_JOB_BULK,
                                   run_many,
                                   run_many_new (self, items, batch, all_or_none),
                                   run_many_free);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kontor_replica_run_many_async);
  job->more = has_more_items;
  kontor_job_set_task (job, task, NULL, NULL);
  kontor_replica_send (self, job);
}

/**
 * kontor_replica_run_many_finish:
 *
 * Returns: as kontor_replica_run_many()
 */
gboolean
kontor_replica_run_many_finish (KontorReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  kontor_thread_acquire (result);
  return g_task_propagate_boolean (G_TASK (result), error);
}
