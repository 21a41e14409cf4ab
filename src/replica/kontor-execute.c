/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-audit.h"
#include "kontor-migration.h"
#include "kontor-outbox.h"
#include "kontor-recording.h"
#include "kontor-time.h"
#include "kontor-undo-log.h"
#include "kontor-writer.h"

/* One command on the station that makes it: everything it means is in one transaction. */

static KontorCommand *
new_command (KontorWriter *self, const KontorAuthor *author, const char *name, KontorJson *params)
{
  KontorCommand *command = kontor_command_new (name, kontor_json_ref (params));
  gint64         now = kontor_time_now ();
  gint64         ms;

  kontor_uid_generate (&command->uid);
  command->hlc = kontor_hlc_tick (&self->profile.hlc, now / 1000);
  ms = kontor_hlc_get_ms (command->hlc);
  /* What a person saw is always before what she did, also when the clock was set back. */
  command->at = ms == now / 1000 ? now : ms * 1000;
  command->station = self->profile.station;
  if (author != NULL)
    {
      command->author = author->uid;
      g_free (command->author_name); /* replaced */
      command->author_name = g_strdup (author->name != NULL ? author->name : "");
      if (author->at != 0)
        command->at = author->at;
    }
  return command;
}

/**
 * kontor_writer_record:
 * @records: whether to keep what changed
 * @command: a prepared command
 * @outcome: (out): cleared by the caller
 * @changeset: (out) (nullable) (transfer full): what changed, NULL for nothing or when it is not
 * kept
 *
 * Runs a command in the open transaction.
 */
gboolean
kontor_writer_record (KontorDatabase       *database,
                      gboolean              records,
                      const KontorCommand  *command,
                      KontorCommandOutcome *outcome,
                      GBytes              **changeset,
                      GError              **error)
{
  g_autoptr (KontorRecording) recording = NULL;

  if (!records)
    return kontor_command_run (command, database, outcome, error);
  recording = kontor_recording_start (database, kontor_schema_get_base_tables (), error);
  if (recording == NULL || !kontor_command_run (command, database, outcome, error))
    return FALSE;
  *changeset = kontor_recording_finish (recording, error);
  if (*changeset != NULL && g_bytes_get_size (*changeset) == 0)
    g_clear_pointer (changeset, g_bytes_unref);
  else if (*changeset == NULL)
    return FALSE;
  return TRUE;
}

/**
 * kontor_writer_execute:
 * @author: (nullable): who does it
 * @name: of the command
 * @params: its parameters; a reference is taken
 * @uid: (out): of the command
 * @outcome: (out): cleared by the caller, also after an error
 *
 * Makes a command of this moment and runs it, with its outbox row and its audit entry, inside the
 * caller's transaction and savepoint.
 */
gboolean
kontor_writer_execute (KontorWriter         *self,
                       const KontorAuthor   *author,
                       const char           *name,
                       KontorJson           *params,
                       KontorUid            *uid,
                       KontorCommandOutcome *outcome,
                       GError              **error)
{
  g_autoptr (KontorCommand) command = new_command (self, author, name, params);
  g_autoptr (GBytes) changeset = NULL;
  guint8 hash[32];

  *uid = command->uid;
  if (!kontor_command_prepare (command, self->database, error)
      || !kontor_writer_record (
        self->database, self->profile.records, command, outcome, &changeset, error)
      || !kontor_outbox_add (self->database, &self->profile, command, changeset, hash, error)
      || !kontor_audit_add (self->database, &self->profile, command, hash, outcome->touched, error))
    return FALSE;
  g_array_append_vals (self->touched, outcome->touched->data, outcome->touched->len);
  self->has_status = TRUE;
  return TRUE;
}

/**
 * kontor_writer_run:
 * @batch: (nullable): shared by all of one import or bulk edit
 * @result: (out) (transfer full): of the outcome
 *
 * Runs an ordinary command: one that can be undone if it has an inverse, and that ends redo.
 */
gboolean
kontor_writer_run (KontorWriter       *self,
                   const KontorAuthor *author,
                   const char         *name,
                   KontorJson         *params,
                   const KontorUid    *batch,
                   KontorJson        **result,
                   GError            **error)
{
  KontorCommandOutcome outcome = { 0 };
  KontorCommand        stub = { .name = (char *) name, .at = kontor_time_now () };
  gboolean             done;

  done = kontor_writer_execute (self, author, name, params, &stub.uid, &outcome, error)
         && kontor_undo_log_add (self->database, &stub, &outcome, batch, error);
  if (done)
    {
      *result = g_steal_pointer (&outcome.result);
      self->profile.redo = 0;
    }
  kontor_command_outcome_clear (&outcome);
  return done;
}
