/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-audit.h"

static gboolean
add_subjects (KontorDatabase *database, gint64 audit_id, const GArray *touched, GError **error)
{
  for (guint i = 0; i < touched->len; i++)
    if (!kontor_database_run (
          database,
          "INSERT INTO audit_subject (subject_uid, audit_id) VALUES (?1, ?2)"
          " ON CONFLICT (subject_uid, audit_id) DO NOTHING",
          error,
          KONTOR_VALUES (kontor_value_uid (&g_array_index (touched, KontorTouch, i).uid),
                         kontor_value_integer (audit_id))))
      return FALSE;
  return TRUE;
}

/**
 * kontor_audit_add:
 * @profile: the end of its audit chain goes on
 * @content_hash: of the command's content, which names time, author and station
 * @touched: of KontorTouch: what the command changed
 *
 * Appends the entry of a command in the command's transaction. The chain is computed like the
 * outbox's (sync-spec.md 3.1), over the entry's id.
 */
gboolean
kontor_audit_add (KontorDatabase      *database,
                  KontorProfile       *profile,
                  const KontorCommand *command,
                  const guint8         content_hash[32],
                  const GArray        *touched,
                  GError             **error)
{
  gint64 id = ++profile->audit_id;

  kontor_chain_next (profile->audit_chain, id, content_hash, profile->audit_chain);
  return kontor_database_run (
           database,
           "INSERT INTO audit (id, at, author_uid, author_name, station, command_uid, "
           "command_name, content_hash, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
           error,
           KONTOR_VALUES (
             kontor_value_integer (id),
             kontor_value_integer (command->at),
             kontor_value_uid (kontor_uid_is_nil (&command->author) ? NULL : &command->author),
             kontor_value_text (command->author_name),
             kontor_value_integer (command->station),
             kontor_value_uid (&command->uid),
             kontor_value_text (command->name),
             kontor_value_blob (content_hash, 32),
             kontor_value_blob (profile->audit_chain, KONTOR_CHAIN_SIZE)))
         && add_subjects (database, id, touched, error);
}

/**
 * kontor_audit_add_subjects:
 * @command: uid of a command that has an entry
 * @touched: of KontorTouch
 *
 * A command that is replayed may touch other things than the first time; both are remembered.
 */
gboolean
kontor_audit_add_subjects (KontorDatabase  *database,
                           const KontorUid *command,
                           const GArray    *touched,
                           GError         **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT id FROM audit WHERE command_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (command)));

  if (statement == NULL)
    return FALSE;
  switch (kontor_statement_step (statement, error))
    {
    case KONTOR_STEP_FAILED:
      return FALSE;
    case KONTOR_STEP_DONE:
      return TRUE;
    case KONTOR_STEP_ROW:
      break;
    }
  return add_subjects (database, kontor_statement_get_integer (statement, 0), touched, error);
}
