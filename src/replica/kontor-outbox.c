/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-outbox.h"

#include <string.h>

#include "kontor-attention-note.h"
#include "kontor-replica.h"
#include "kontor-time.h"
#include "kontor-undo-log.h"

/* Settled commands stay this long: a server that loses its last hours gets them again (sync-spec.md
 * 3.3). */
#define KEEP_SETTLED (30 * KONTOR_DAY)

/* One push carries at most this much (sync-spec.md 4.1). */
#define MOST_BYTES (1024 * 1024)

/**
 * kontor_outbox_add:
 * @profile: its number and chain go on
 * @command: complete: its content is frozen now
 * @changeset: (nullable): what it did here
 * @content_hash: (out): SHA-256 of the content
 *
 * Stores a command in its own transaction.
 */
gboolean
kontor_outbox_add (KontorDatabase      *database,
                   KontorProfile       *profile,
                   const KontorCommand *command,
                   GBytes              *changeset,
                   guint8               content_hash[32],
                   GError             **error)
{
  g_autofree char *content = kontor_command_dup_content (command);
  gint64           n = profile->next_n++;

  kontor_chain_content_hash (content, content_hash);
  kontor_chain_next (profile->chain, n, content_hash, profile->chain);
  return kontor_database_run (
    database,
    "INSERT INTO outbox (incarnation, n, uid, name, content, content_hash, chain, changeset, "
    "state, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9)",
    error,
    KONTOR_VALUES (kontor_value_uid (&profile->incarnation),
                   kontor_value_integer (n),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_blob (content, strlen (content)),
                   kontor_value_blob (content_hash, 32),
                   kontor_value_blob (profile->chain, KONTOR_CHAIN_SIZE),
                   kontor_value_bytes (changeset),
                   kontor_value_integer (command->at)));
}

static gboolean
renumber_one (KontorDatabase *database,
              KontorProfile  *profile,
              gint64          id,
              const guint8   *content_hash,
              GError        **error)
{
  gint64 n = profile->next_n++;

  kontor_chain_next (profile->chain, n, content_hash, profile->chain);
  return kontor_database_run (
    database,
    "UPDATE outbox SET incarnation = ?2, n = ?3, chain = ?4, state = 0 WHERE id = ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (id),
                   kontor_value_uid (&profile->incarnation),
                   kontor_value_integer (n),
                   kontor_value_blob (profile->chain, KONTOR_CHAIN_SIZE)));
}

/**
 * kontor_outbox_renumber:
 * @profile: of the new incarnation
 *
 * Moves the open commands into the new incarnation, in their old order.
 */
gboolean
kontor_outbox_renumber (KontorDatabase *database, KontorProfile *profile, GError **error)
{
  gint64   last = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (KontorStatement) statement = kontor_database_query (
        database,
        "SELECT id, content_hash FROM outbox WHERE id > ?1 AND state IN " KONTOR_OUTBOX_OPEN_STATES
        " ORDER BY id LIMIT 1",
        error,
        KONTOR_VALUES (kontor_value_integer (last)));
      guint8      hash[32] = { 0 };
      const void *stored;
      gsize       length;
      KontorStep  step = statement != NULL ? kontor_statement_step (statement, error)
                                           : KONTOR_STEP_FAILED;

      if (step == KONTOR_STEP_FAILED)
        return FALSE;
      more = step == KONTOR_STEP_ROW;
      if (!more)
        break;
      last = kontor_statement_get_integer (statement, 0);
      stored = kontor_statement_get_blob (statement, 1, &length);
      memcpy (hash, stored, MIN (length, sizeof hash));
      if (!renumber_one (database, profile, last, hash, error))
        return FALSE;
    }
  return TRUE;
}

/* What the server refused without its answer having reached this station: the row in Needs
 * attention came with the feed. */
static gboolean
settle_refused (KontorDatabase      *database,
                const KontorProfile *profile,
                gint64               settled_n,
                GError             **error)
{
  return kontor_database_run (
    database,
    "UPDATE outbox SET state = 3 WHERE incarnation = ?1 AND n <= ?2 AND state = 0 AND uid IN"
    " (SELECT command_uid FROM attention WHERE kind = '" KONTOR_ATTENTION_REFUSED "')",
    error,
    KONTOR_VALUES (kontor_value_uid (&profile->incarnation), kontor_value_integer (settled_n)));
}

/**
 * kontor_outbox_settle:
 * @settled_n: commands up to here are in the server's rows
 *
 * Marks them settled; refused ones stay refused. No changeset is left behind.
 */
gboolean
kontor_outbox_settle (KontorDatabase      *database,
                      const KontorProfile *profile,
                      gint64               settled_n,
                      GError             **error)
{
  return settle_refused (database, profile, settled_n, error)
         && kontor_database_run (
           database,
           "UPDATE outbox SET state = 2, changeset = NULL, answered_at = coalesce (answered_at, ?3)"
           " WHERE incarnation = ?1 AND n <= ?2 AND state IN " KONTOR_OUTBOX_OPEN_STATES,
           error,
           KONTOR_VALUES (kontor_value_uid (&profile->incarnation),
                          kontor_value_integer (settled_n),
                          kontor_value_integer (kontor_time_now ())))
         && kontor_database_run (
           database,
           "UPDATE outbox SET changeset = NULL WHERE state = 3 AND changeset IS NOT NULL",
           error,
           KONTOR_NO_VALUES);
}

/**
 * kontor_outbox_forget_settled:
 *
 * Deletes what has been settled for thirty days.
 */
gboolean
kontor_outbox_forget_settled (KontorDatabase *database, GError **error)
{
  return kontor_database_run (
    database,
    "DELETE FROM outbox WHERE state = 2 AND answered_at < ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (kontor_time_now () - KEEP_SETTLED)));
}

static KontorOutboxState
state_of (const char *status)
{
  if (g_str_equal (status, "refused"))
    return KONTOR_OUTBOX_REFUSED;
  if (g_str_equal (status, "held"))
    return KONTOR_OUTBOX_HELD;
  return KONTOR_OUTBOX_ANSWERED;
}

/* A refusal that is known already, or settled meanwhile, is not told twice. */
static gboolean
store_answer (KontorDatabase   *database,
              const KontorUid  *uid,
              const KontorJson *answer,
              GError          **error)
{
  g_autofree char *text = kontor_json_to_string (answer);

  return kontor_database_run (
    database,
    "UPDATE outbox SET state = ?2, answer = ?3, answered_at = ?4 WHERE uid = ?1 AND state IN (0, "
    "4)",
    error,
    KONTOR_VALUES (kontor_value_uid (uid),
                   kontor_value_integer (state_of (kontor_json_get_string (answer, "status", ""))),
                   kontor_value_text (text),
                   kontor_value_integer (kontor_time_now ())));
}

/**
 * kontor_outbox_set_answer:
 * @answer: {"uid","status","error"?} of the server
 *
 * Notes what the server decided. A refused command gets its row in Needs attention; what it did
 * here stays until the next page is applied.
 */
gboolean
kontor_outbox_set_answer (KontorDatabase *database, const KontorJson *answer, GError **error)
{
  const KontorJson *refusal = kontor_json_get_object (answer, "error");
  KontorUid         uid;

  if (!kontor_uid_parse (&uid, kontor_json_get_string (answer, "uid", "")))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "uid", "an answer of the server names no command");
      return FALSE;
    }
  if (!store_answer (database, &uid, answer, error))
    return FALSE;
  if (kontor_database_get_changes (database) == 0
      || state_of (kontor_json_get_string (answer, "status", "")) != KONTOR_OUTBOX_REFUSED)
    return TRUE;
  return kontor_undo_log_disable (database, &uid, error)
         && kontor_attention_note_open (database,
                                        &uid,
                                        KONTOR_ATTENTION_REFUSED,
                                        kontor_json_get_string (refusal, "code", "invalid"),
                                        kontor_json_get_string (refusal, "message", ""),
                                        error);
}

static KontorOutboxItem *
read_item (KontorStatement *statement)
{
  KontorOutboxItem *item = g_new0 (KontorOutboxItem, 1);
  gsize             content_length;
  gsize             chain_length;
  const char       *content = kontor_statement_get_blob (statement, 1, &content_length);
  const guint8     *chain = kontor_statement_get_blob (statement, 2, &chain_length);

  item->n = kontor_statement_get_integer (statement, 0);
  item->content = g_strndup (content, content_length);
  item->chain = kontor_chain_dup_hex (chain, chain_length);
  return item;
}

/**
 * kontor_outbox_list_pending:
 * @limit: most commands
 *
 * Returns: (transfer full) (element-type KontorOutboxItem): what was not answered, oldest first, at
 * most a mebibyte
 */
GPtrArray *
kontor_outbox_list_pending (KontorDatabase *database, guint limit, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gsize      bytes = 0;
  KontorStep step = KONTOR_STEP_DONE;

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_outbox_item_free);
  statement = kontor_database_query (
    database,
    "SELECT n, content, chain FROM outbox WHERE state = 0 ORDER BY id LIMIT ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (limit)));
  if (statement == NULL)
    return NULL;
  while (bytes < MOST_BYTES && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorOutboxItem *item = read_item (statement);

      bytes += strlen (item->content);
      g_ptr_array_add (items, item);
    }
  return step == KONTOR_STEP_FAILED ? NULL : g_steal_pointer (&items);
}
