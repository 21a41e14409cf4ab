/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-command-private.h"

/**
 * kontor_command_outcome_clear:
 * @self: an outcome
 *
 * Frees what the outcome owns and leaves it empty, so that it can be used again.
 */
void
kontor_command_outcome_clear (KontorCommandOutcome *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->result, kontor_json_unref);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->inverse_name, g_free);
  g_clear_pointer (&self->inverse_params, kontor_json_unref);
  g_clear_pointer (&self->label, g_free);
}

/**
 * kontor_command_context_derive_uid:
 * @self: the running command
 * @uid: (out): uid of the next row that it makes
 *
 * The same command derives the same uids in the same order wherever it runs.
 */
void
kontor_command_context_derive_uid (KontorCommandContext *self, KontorUid *uid)
{
  kontor_uid_derive (uid, &self->command->uid, ++self->counter);
}

static void
touch (KontorCommandContext *self, KontorKind kind, const KontorUid *uid, gboolean deleted)
{
  GArray     *touched = self->outcome->touched;
  KontorTouch entry = { .kind = kind, .uid = *uid, .deleted = deleted };

  for (guint i = 0; i < touched->len; i++)
    {
      KontorTouch *other = &g_array_index (touched, KontorTouch, i);

      if (other->kind == kind && kontor_uid_equal (&other->uid, uid))
        {
          other->deleted = deleted;
          return;
        }
    }
  g_array_append_val (touched, entry);
}

/**
 * kontor_command_context_touch:
 * @self: the running command
 * @kind: kind of an aggregate
 * @uid: its uid
 *
 * Notes that the command changed the aggregate. Every row that a command changes belongs to one
 * that it notes.
 */
void
kontor_command_context_touch (KontorCommandContext *self, KontorKind kind, const KontorUid *uid)
{
  touch (self, kind, uid, FALSE);
}

/**
 * kontor_command_context_touch_deleted:
 * @self: the running command
 * @kind: kind of an aggregate
 * @uid: its uid
 *
 * Notes that the command deleted the aggregate.
 */
void
kontor_command_context_touch_deleted (KontorCommandContext *self,
                                      KontorKind            kind,
                                      const KontorUid      *uid)
{
  touch (self, kind, uid, TRUE);
}

/**
 * kontor_command_context_set_inverse:
 * @self: the running command
 * @name: command that undoes it
 * @params: (transfer full): its parameters
 * @label: (transfer full): what undo calls this command, translated
 */
void
kontor_command_context_set_inverse (KontorCommandContext *self,
                                    const char           *name,
                                    KontorJson           *params,
                                    char                 *label)
{
  g_clear_pointer (&self->outcome->inverse_name, g_free);
  g_clear_pointer (&self->outcome->inverse_params, kontor_json_unref);
  g_clear_pointer (&self->outcome->label, g_free);
  self->outcome->inverse_name = g_strdup (name);
  self->outcome->inverse_params = params;
  self->outcome->label = label;
}

/**
 * kontor_command_context_set_uid:
 * @self: the running command
 * @key: "product"
 * @uid: what it made or changed
 *
 * Puts a uid into the result.
 */
void
kontor_command_context_set_uid (KontorCommandContext *self, const char *key, const KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (self->outcome->result, key, kontor_uid_format (uid, text));
}

static const KontorCommandType *
find_type (const KontorCommand *command, GError **error)
{
  const KontorCommandType *type = kontor_command_type_find (command->name);

  if (type == NULL)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND,
                              NULL,
                              _ ("there is no command “%s”"),
                              command->name);
  else if (command->version == 0 || command->version > type->version)
    {
      kontor_command_set_error (
        error,
        KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND,
        NULL,
        _ ("version %u of the command “%s” is not known here: update Kontor"),
        command->version,
        command->name);
      return NULL;
    }
  return type;
}

static gboolean
is_word_of (const char *word, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, word);
}

/* Somebody who is not in the list of people was let in by whoever runs this database. */
static gboolean
check_author (const KontorCommand     *command,
              const KontorCommandType *type,
              KontorDatabase          *database,
              GError                 **error)
{
  g_autoptr (KontorStatement) person = NULL;
  const char *role = NULL;

  if (kontor_uid_is_nil (&command->author))
    return TRUE;

  person = kontor_database_query (database,
                                  "SELECT role FROM person WHERE uid = ?1",
                                  error,
                                  KONTOR_VALUES (kontor_value_uid (&command->author)));
  if (person == NULL)
    return FALSE;

  switch (kontor_statement_step (person, error))
    {
    case KONTOR_STEP_FAILED:
      return FALSE;
    case KONTOR_STEP_DONE:
      return TRUE;
    case KONTOR_STEP_ROW:
      break;
    }

  role = kontor_statement_get_text (person, 0);
  if (is_word_of (role, type->roles))
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_FORBIDDEN, NULL, _ ("the role “%s” may not do this"), role);
  return FALSE;
}

static void
convert_error (GError **error, GError *cause)
{
  if (!g_error_matches (cause, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, cause);
      return;
    }

  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, NULL, "%s", cause->message);
  g_error_free (cause); /* replaced by the one above */
}

static gboolean
run_in_savepoint (KontorCommandContext *context, const KontorCommandType *type, GError **error)
{
  GError *cause = NULL;

  if (!kontor_database_savepoint (context->database, error))
    return FALSE;

  if (type->run (context, context->command->params, &cause)
      && kontor_database_release_savepoint (context->database, &cause))
    return TRUE;

  kontor_database_rollback_savepoint (context->database);
  convert_error (error, cause);
  return FALSE;
}

/**
 * kontor_command_run:
 * @self: a command
 * @database: a connection in a transaction
 * @outcome: (out): what it made; empty on failure. Clear it with kontor_command_outcome_clear()
 * @error: return location for an error
 *
 * Runs the command within the caller's transaction. If it is refused, everything it did is taken
 * back and the transaction can go on.
 *
 * Errors: #KontorCommandError for refusals; #KontorDatabaseError (never CONSTRAINT) when the
 * database failed, after which the caller rolls back.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_command_run (const KontorCommand  *self,
                    KontorDatabase       *database,
                    KontorCommandOutcome *outcome,
                    GError              **error)
{
  const KontorCommandType *type = NULL;
  KontorCommandContext     context = { .database = database, .command = self, .outcome = outcome };

  g_return_val_if_fail (self != NULL && database != NULL && outcome != NULL, FALSE);
  g_return_val_if_fail (kontor_database_in_transaction (database), FALSE);

  memset (outcome, 0, sizeof *outcome);
  type = find_type (self, error);
  if (type == NULL)
    return FALSE;

  outcome->result = kontor_json_new_object ();
  outcome->touched = g_array_new (FALSE, TRUE, sizeof (KontorTouch));
  if (check_author (self, type, database, error) && run_in_savepoint (&context, type, error))
    return TRUE;

  kontor_command_outcome_clear (outcome);
  return FALSE;
}

/**
 * kontor_command_prepare:
 * @self: a new command with time and station set
 * @database: the connection of the station that makes it, in the transaction that it will run in
 * @error: return location for an error
 *
 * Fills in what must be decided once and then never again: numbers of documents. Called before the
 * content is written down, never on replay.
 *
 * Errors: #KontorCommandError, #KontorDatabaseError.
 *
 * Returns: whether the command can be run
 */
gboolean
kontor_command_prepare (KontorCommand *self, KontorDatabase *database, GError **error)
{
  const KontorCommandType *type = NULL;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  type = find_type (self, error);
  if (type == NULL)
    return FALSE;
  return type->prepare == NULL || type->prepare (database, self->station, self, error);
}
