/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-replica-private.h"
#include "kontor-thread-order.h"
#include "kontor-time.h"

/* A function that writes what is not a command. */
typedef struct
{
  KontorWriteFunc func;
  gpointer        data;
  GDestroyNotify  free_data;
} KontorWrite;

static void
write_free (gpointer data)
{
  KontorWrite *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self); /* the struct itself, after its fields */
}

static gboolean
run_write (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter *writer = context;
  KontorWrite  *self = data;

  writer->has_status = TRUE;
  return self->func (database, self->data, error);
}

/**
 * kontor_replica_write_async:
 * @func: runs on the writer's thread, in its transaction; for what is not a command: drafts,
 * mappings, files. It must not touch base tables.
 * @data: (nullable): for @func
 * @free_data: (nullable): frees @data, on any thread
 */
void
kontor_replica_write_async (KontorReplica      *self,
                            KontorWriteFunc     func,
                            gpointer            data,
                            GDestroyNotify      free_data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  KontorWrite *write = g_new0 (KontorWrite, 1);
  KontorJob   *job = kontor_job_new (KONTOR_JOB_NORMAL, run_write, write, write_free);
  GTask       *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kontor_replica_write_async);
  write->func = func;
  write->data = data;
  write->free_data = free_data;
  kontor_job_set_task (job, task, NULL, NULL);
  kontor_replica_send (self, job);
}

/**
 * kontor_replica_write_finish:
 *
 * Returns: TRUE when it is durable
 */
gboolean
kontor_replica_write_finish (KontorReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  kontor_thread_acquire (result);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kontor_replica_write:
 *
 * Like kontor_replica_write_async(), and waits.
 */
gboolean
kontor_replica_write (KontorReplica *self, KontorWriteFunc func, gpointer data, GError **error)
{
  KontorWrite write = { .func = func, .data = data };

  return kontor_replica_call (self, KONTOR_JOB_NORMAL, run_write, NULL, &write, error);
}

/* What a form held. */
typedef struct
{
  char       *form;    /* (owned) */
  KontorJson *content; /* (owned) (nullable): none removes it */
} KontorDraft;

static void
draft_free (gpointer data)
{
  KontorDraft *self = data;

  g_clear_pointer (&self->form, g_free);
  g_clear_pointer (&self->content, kontor_json_unref);
  g_free (self); /* the struct itself, after its fields */
}

gboolean
kontor_replica_remove_draft (KontorDatabase *database, const char *form, GError **error)
{
  return kontor_database_run (
    database, "DELETE FROM draft WHERE form = ?1", error, KONTOR_VALUES (kontor_value_text (form)));
}

static gboolean
store_draft (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  const KontorDraft *self = data;
  g_autofree char   *text = NULL;

  if (self->content == NULL)
    return kontor_replica_remove_draft (database, self->form, error);
  text = kontor_json_to_string (self->content);
  return kontor_database_run (
    database,
    "INSERT INTO draft (form, content, changed_at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (form) DO UPDATE SET content = excluded.content, changed_at = "
    "excluded.changed_at",
    error,
    KONTOR_VALUES (kontor_value_text (self->form),
                   kontor_value_text (text),
                   kontor_value_integer (kontor_time_now ())));
}

/**
 * kontor_replica_save_draft:
 * @form: name of a form, "order-new"
 * @content: (transfer full) (nullable): what is in it; NULL removes the draft
 *
 * Returns at once; the writer stores it, in turn with the commands of people, so that a draft never
 * comes after the command that it became.
 */
void
kontor_replica_save_draft (KontorReplica *self, const char *form, KontorJson *content)
{
  KontorDraft *draft = g_new0 (KontorDraft, 1);

  draft->form = g_strdup (form);
  draft->content = content;
  kontor_replica_send (self, kontor_job_new (KONTOR_JOB_URGENT, store_draft, draft, draft_free));
}

static gboolean
load_draft (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorDraft *self = data;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT content FROM draft WHERE form = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (self->form)));

  if (statement == NULL)
    return FALSE;
  if (kontor_statement_step_row (statement, error))
    self->content = kontor_json_parse (kontor_statement_get_text (statement, 0), -1, error);
  return TRUE;
}

/**
 * kontor_replica_load_draft:
 * @form: name of a form
 *
 * Asks the writer, behind the drafts that wait to be stored. Blocks.
 *
 * Returns: (transfer full) (nullable): what was in the form; NULL when there is none
 */
KontorJson *
kontor_replica_load_draft (KontorReplica *self, const char *form)
{
  g_autofree char *name = g_strdup (form);
  KontorDraft      draft = { .form = name };
  g_autoptr (GError) error = NULL;

  if (!kontor_replica_call (self, KONTOR_JOB_URGENT, load_draft, NULL, &draft, &error))
    g_message ("the draft of “%s” can't be read: %s", form, error->message);
  return draft.content;
}
