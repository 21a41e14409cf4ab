/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-undo-log.h"

#include "kontor-replica.h"

/* Rows without an inverse stay as history, but can't be undone. */
#define CAN_UNDO " undone_by IS NULL AND inverse_name <> ''"
#define CAN_REDO " undone_by IS NOT NULL AND inverse_name <> ''"

/**
 * kontor_undo_step_free:
 */
void
kontor_undo_step_free (KontorUndoStep *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->params, kontor_json_unref);
  g_free (self); /* the struct itself, after its fields */
}

/**
 * kontor_undo_choice_clear:
 */
void
kontor_undo_choice_clear (KontorUndoChoice *self)
{
  g_clear_pointer (&self->label, g_free);
}

static char *
dup_inverse (const KontorCommandOutcome *outcome)
{
  return outcome->inverse_params != NULL ? kontor_json_to_string (outcome->inverse_params)
                                         : g_strdup ("{}");
}

static const char *
get_inverse_name (const KontorCommandOutcome *outcome)
{
  return outcome->inverse_name != NULL ? outcome->inverse_name : "";
}

/**
 * kontor_undo_log_add:
 * @batch: (nullable): shared by all of one import or bulk edit
 *
 * Remembers how a command that has an inverse is undone, in the command's transaction.
 */
gboolean
kontor_undo_log_add (KontorDatabase             *database,
                     const KontorCommand        *command,
                     const KontorCommandOutcome *outcome,
                     const KontorUid            *batch,
                     GError                    **error)
{
  g_autofree char *params = NULL;

  if (outcome->inverse_name == NULL)
    return TRUE;
  params = dup_inverse (outcome);
  return kontor_database_run (
    database,
    "INSERT INTO undo_log (uid, name, label, batch, inverse_name, inverse_params, made_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error,
    KONTOR_VALUES (kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (outcome->label != NULL ? outcome->label : command->name),
                   kontor_value_uid (batch),
                   kontor_value_text (outcome->inverse_name),
                   kontor_value_text (params),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_undo_log_flip:
 * @id: row that was undone or redone
 * @is_redo: which of both
 * @command: uid of the command that did it
 * @outcome: its outcome, whose inverse is the way back again
 */
gboolean
kontor_undo_log_flip (KontorDatabase             *database,
                      gint64                      id,
                      gboolean                    is_redo,
                      const KontorUid            *command,
                      const KontorCommandOutcome *outcome,
                      GError                    **error)
{
  g_autofree char *params = dup_inverse (outcome);

  return kontor_database_run (
    database,
    is_redo ? "UPDATE undo_log SET uid = ?2, undone_by = NULL, inverse_name = ?3, inverse_params = "
              "?4 WHERE id = ?1"
            : "UPDATE undo_log SET undone_by = ?2, inverse_name = ?3, inverse_params = ?4 WHERE id "
              "= ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (id),
                   kontor_value_uid (command),
                   kontor_value_text (get_inverse_name (outcome)),
                   kontor_value_text (params)));
}

static gboolean
find_row (KontorDatabase *database, const KontorUid *command, gint64 *id, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT id FROM undo_log WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (command)));
  KontorStep step = statement != NULL ? kontor_statement_step (statement, error)
                                      : KONTOR_STEP_FAILED;

  *id = step == KONTOR_STEP_ROW ? kontor_statement_get_integer (statement, 0) : 0;
  return step != KONTOR_STEP_FAILED;
}

static gboolean
set_inverse (
  KontorDatabase *database, gint64 id, const char *name, const char *params, GError **error)
{
  return id == 0
         || kontor_database_run (
           database,
           "UPDATE undo_log SET inverse_name = ?2, inverse_params = ?3 WHERE id = ?1 AND undone_by "
           "IS NULL",
           error,
           KONTOR_VALUES (
             kontor_value_integer (id), kontor_value_text (name), kontor_value_text (params)));
}

/**
 * kontor_undo_log_refresh:
 * @command: uid of a command that was replayed
 * @outcome: of the replay
 *
 * The inverse of a command depends on what was there before it.
 */
gboolean
kontor_undo_log_refresh (KontorDatabase             *database,
                         const KontorUid            *command,
                         const KontorCommandOutcome *outcome,
                         GError                    **error)
{
  g_autofree char *params = dup_inverse (outcome);
  gint64           id;

  return find_row (database, command, &id, error)
         && set_inverse (database, id, get_inverse_name (outcome), params, error);
}

/**
 * kontor_undo_log_disable:
 * @command: uid of a command that has no effect any more
 */
gboolean
kontor_undo_log_disable (KontorDatabase *database, const KontorUid *command, GError **error)
{
  gint64 id;

  return find_row (database, command, &id, error) && set_inverse (database, id, "", "{}", error);
}

/**
 * kontor_undo_log_drop:
 * @id: row of a step that was refused: it is neither undone nor redone again
 */
gboolean
kontor_undo_log_drop (KontorDatabase *database, gint64 id, GError **error)
{
  return kontor_database_run (
    database,
    "UPDATE undo_log SET inverse_name = '', inverse_params = '{}' WHERE id = ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (id)));
}

static KontorStatement *
query_newest (KontorDatabase *database, gboolean is_redo, const KontorUid *batch, GError **error)
{
  if (batch != NULL)
    return kontor_database_query (
      database,
      "SELECT id, label, batch FROM undo_log WHERE batch = ?1 AND" CAN_UNDO
      " ORDER BY id DESC LIMIT 1",
      error,
      KONTOR_VALUES (kontor_value_uid (batch)));
  /* Uids of version 7 sort by time: the last one undone is the first one redone. */
  return kontor_database_query (database,
                                is_redo ? "SELECT id, label, batch FROM undo_log WHERE" CAN_REDO
                                          " ORDER BY undone_by DESC LIMIT 1"
                                        : "SELECT id, label, batch FROM undo_log WHERE" CAN_UNDO
                                          " ORDER BY id DESC LIMIT 1",
                                error,
                                KONTOR_NO_VALUES);
}

static gboolean
count_batch (KontorDatabase *database, KontorUndoChoice *choice, gboolean is_redo, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    is_redo ? "SELECT count (*) FROM undo_log WHERE batch = ?1 AND" CAN_REDO
            : "SELECT count (*) FROM undo_log WHERE batch = ?1 AND" CAN_UNDO,
    error,
    KONTOR_VALUES (kontor_value_uid (&choice->batch)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  choice->count = (guint) kontor_statement_get_integer (statement, 0);
  return TRUE;
}

/**
 * kontor_undo_log_choose:
 * @is_redo: redo instead of undo
 * @batch: (nullable): only this one
 * @choice: (out): cleared by the caller
 *
 * Returns: FALSE with KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO when there is nothing
 */
gboolean
kontor_undo_log_choose (KontorDatabase   *database,
                        gboolean          is_redo,
                        const KontorUid  *batch,
                        KontorUndoChoice *choice,
                        GError          **error)
{
  g_autoptr (KontorStatement) statement = query_newest (database, is_redo, batch, error);

  if (statement == NULL)
    return FALSE;
  switch (kontor_statement_step (statement, error))
    {
    case KONTOR_STEP_FAILED:
      return FALSE;
    case KONTOR_STEP_DONE:
      g_set_error (error,
                   KONTOR_REPLICA_ERROR,
                   KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO,
                   "there is nothing to %s",
                   is_redo ? "redo" : "undo");
      return FALSE;
    case KONTOR_STEP_ROW:
      break;
    }
  choice->id = kontor_statement_get_integer (statement, 0);
  choice->is_batch = kontor_statement_get_uid (statement, 2, &choice->batch);
  choice->count = 1;
  choice->label = g_strdup (kontor_statement_get_text (statement, 1));
  return !choice->is_batch || count_batch (database, choice, is_redo, error);
}

static KontorStatement *
query_steps (KontorDatabase         *database,
             const KontorUndoChoice *choice,
             gboolean                is_redo,
             guint                   limit,
             GError                **error)
{
  if (!choice->is_batch)
    return kontor_database_query (
      database,
      "SELECT id, inverse_name, inverse_params FROM undo_log WHERE id = ?1",
      error,
      KONTOR_VALUES (kontor_value_integer (choice->id)));
  return kontor_database_query (
    database,
    is_redo ? "SELECT id, inverse_name, inverse_params FROM undo_log WHERE batch = ?1 AND" CAN_REDO
              " ORDER BY id LIMIT ?2"
            : "SELECT id, inverse_name, inverse_params FROM undo_log WHERE batch = ?1 AND" CAN_UNDO
              " ORDER BY id DESC LIMIT ?2",
    error,
    KONTOR_VALUES (kontor_value_uid (&choice->batch), kontor_value_integer (limit)));
}

/**
 * kontor_undo_log_list:
 * @limit: most steps
 *
 * Returns: (transfer full) (element-type KontorUndoStep): what is to be run next, in this order
 */
GPtrArray *
kontor_undo_log_list (KontorDatabase         *database,
                      const KontorUndoChoice *choice,
                      gboolean                is_redo,
                      guint                   limit,
                      GError                **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_undo_step_free);
  KontorStep step;

  statement = query_steps (database, choice, is_redo, limit, error);
  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorUndoStep *entry = g_new0 (KontorUndoStep, 1);

      g_ptr_array_add (steps, entry);
      entry->id = kontor_statement_get_integer (statement, 0);
      entry->name = g_strdup (kontor_statement_get_text (statement, 1));
      entry->params = kontor_json_parse (kontor_statement_get_text (statement, 2), -1, error);
      if (entry->params == NULL)
        return NULL;
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&steps) : NULL;
}
