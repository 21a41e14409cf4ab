/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-rebase.h"

#include "kontor-aggregate.h"
#include "kontor-attention-note.h"
#include "kontor-audit.h"
#include "kontor-outbox.h"
#include "kontor-recording.h"
#include "kontor-undo-log.h"

/* Rewind, apply, replay (sync-spec.md section 6), in one transaction. README.md has the reasons. */
typedef struct
{
  KontorWriter         *writer;
  KontorDatabase       *database; /* (unowned): the writer's */
  const KontorFeedPage *page;
  gboolean              is_first; /* the page is everything that the server has */
  GArray               *applied;  /* (owned): of KontorTouch */
} KontorRebase;

/* A command of the outbox that stays open. */
typedef struct
{
  gint64         id;
  KontorCommand *command; /* (owned) */
} KontorOpen;

static void
open_free (gpointer data)
{
  KontorOpen *self = data;

  g_clear_pointer (&self->command, kontor_command_free);
  g_free (self); /* the struct itself, after its fields */
}

static KontorOpen *
read_open (KontorStatement *statement, GError **error)
{
  gsize       length;
  const char *content = kontor_statement_get_blob (statement, 1, &length);
  KontorOpen *entry = g_new0 (KontorOpen, 1);

  entry->id = kontor_statement_get_integer (statement, 0);
  entry->command = kontor_command_parse (content, (gssize) length, error);
  return entry;
}

static GPtrArray *
list_open (KontorDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (open_free);
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  statement = kontor_database_query (
    database,
    "SELECT id, content FROM outbox WHERE state IN " KONTOR_OUTBOX_OPEN_STATES " ORDER BY id",
    error,
    KONTOR_NO_VALUES);
  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorOpen *entry = read_open (statement, error);

      g_ptr_array_add (list, entry);
      if (entry->command == NULL)
        return NULL;
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
exists (KontorRebase *self, const char *sql, gboolean *result, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    self->database, sql, error, KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *result = kontor_statement_get_integer (statement, 0) != 0;
  return TRUE;
}

/* Anything that is not in the server's rows, or was refused and is still here. That no open command
 * touched what the page brings is not enough to leave them alone: an SKU that both gave is seen by
 * running again only. */
static gboolean
has_commands (KontorRebase *self, gboolean *result, GError **error)
{
  return exists (self,
                 "SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN " KONTOR_OUTBOX_OPEN_STATES
                 " OR (state = 3 AND changeset IS NOT NULL))",
                 result,
                 error);
}

/* A refused command that is rewound leaves things changed that no image names. */
static gboolean
note_refused (KontorRebase *self, GError **error)
{
  gboolean refused;

  if (!exists (self,
               "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 3 AND changeset IS NOT NULL)",
               &refused,
               error))
    return FALSE;
  self->writer->touched_anything |= refused;
  return TRUE;
}

static gboolean
rewind_commands (KontorRebase *self, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  if (!note_refused (self, error))
    return FALSE;
  statement = kontor_database_query (
    self->database,
    "SELECT changeset FROM outbox WHERE state IN (0, 1, 3, 4) AND changeset IS NOT NULL"
    " ORDER BY id DESC",
    error,
    KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      g_autoptr (GBytes) changeset = kontor_statement_dup_bytes (statement, 0);

      if (!kontor_changeset_undo (self->database, changeset, error))
        return FALSE;
    }
  return step == KONTOR_STEP_DONE;
}

/* Notes about replays that failed are made anew by the next replay, or not. */
static gboolean
remove_notes (KontorRebase *self, GPtrArray *open, GError **error)
{
  for (guint i = 0; i < open->len; i++)
    {
      const KontorOpen *entry = g_ptr_array_index (open, i);

      if (!kontor_attention_note_remove (self->database, &entry->command->uid, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_images (KontorRebase *self, GError **error)
{
  for (guint i = 0; i < self->page->images->len; i++)
    {
      KontorTouch touch;

      if (!kontor_aggregate_apply (
            self->database, g_ptr_array_index (self->page->images, i), &touch, error))
        {
          g_prefix_error (error, "row %u of the server's page: ", i + 1);
          return FALSE;
        }
      if (touch.kind != 0)
        g_array_append_val (self->applied, touch);
    }
  return TRUE;
}

static GArray *
list_uids (KontorDatabase *database, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT uid FROM %s", table);
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, KONTOR_NO_VALUES);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  KontorStep step;

  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (statement, 0, &uid);
      g_array_append_val (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

static gboolean
delete_others (KontorRebase              *self,
               const KontorAggregateType *type,
               GHashTable                *known,
               GError                   **error)
{
  g_autoptr (GArray) uids = list_uids (self->database, type->tables->table, error);

  if (uids == NULL)
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    {
      const KontorUid *uid = &g_array_index (uids, KontorUid, i);

      if (!g_hash_table_contains (known, uid)
          && !kontor_aggregate_delete (self->database, type->kind, uid, error))
        return FALSE;
    }
  return TRUE;
}

/* The first page is all that the server has; what else is here was refused there, or waits in the
 * outbox and is about to be run again. */
static gboolean
delete_unknown (KontorRebase *self, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (kontor_uid_hash, kontor_uid_equal);
  guint                             n_types;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);

  self->writer->touched_anything = TRUE;
  for (guint i = 0; i < self->applied->len; i++)
    g_hash_table_add (known, &g_array_index (self->applied, KontorTouch, i).uid);
  for (guint i = 0; i < n_types; i++)
    if (!delete_others (self, types[i], known, error))
      return FALSE;
  return TRUE;
}

static gboolean
store_changeset (KontorRebase *self, gint64 id, GBytes *changeset, GError **error)
{
  return kontor_database_run (
    self->database,
    "UPDATE outbox SET changeset = ?2 WHERE id = ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (id), kontor_value_bytes (changeset)));
}

static gboolean
keep_replayed (KontorRebase               *self,
               const KontorOpen           *entry,
               const KontorCommandOutcome *outcome,
               GBytes                     *changeset,
               GError                    **error)
{
  g_array_append_vals (self->writer->touched, outcome->touched->data, outcome->touched->len);
  return store_changeset (self, entry->id, changeset, error)
         && kontor_audit_add_subjects (
           self->database, &entry->command->uid, outcome->touched, error)
         && kontor_undo_log_refresh (self->database, &entry->command->uid, outcome, error);
}

/* It keeps its place in the outbox: the server decides, and may well accept it. */
static gboolean
keep_failed (KontorRebase *self, const KontorOpen *entry, const GError *reason, GError **error)
{
  KontorTouch touch = { .kind = KONTOR_KIND_ATTENTION };

  if (!store_changeset (self, entry->id, NULL, error)
      || !kontor_undo_log_disable (self->database, &entry->command->uid, error))
    return FALSE;
  if (g_error_matches (reason, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY))
    return TRUE;
  kontor_chain_attention_uid (&entry->command->uid, &touch.uid);
  g_array_append_val (self->writer->touched, touch);
  return kontor_attention_note_open (self->database,
                                     &entry->command->uid,
                                     KONTOR_ATTENTION_REPLAY,
                                     kontor_command_error_get_wire_code (reason),
                                     reason->message,
                                     error);
}

/* kontor_command_run() takes back a refused command by itself. */
static gboolean
replay_one (KontorRebase *self, const KontorOpen *entry, GError **error)
{
  KontorCommandOutcome outcome = { 0 };
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean done;

  if (kontor_writer_record (self->database, TRUE, entry->command, &outcome, &changeset, &reason))
    done = keep_replayed (self, entry, &outcome, changeset, error);
  else if (reason->domain == KONTOR_COMMAND_ERROR)
    done = keep_failed (self, entry, reason, error);
  else
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      done = FALSE;
    }
  kontor_command_outcome_clear (&outcome);
  return done;
}

static gboolean
replay (KontorRebase *self, GError **error)
{
  g_autoptr (GPtrArray) open = list_open (self->database, error);

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    if (!replay_one (self, g_ptr_array_index (open, i), error))
      return FALSE;
  return TRUE;
}

/* The first page brings the server's whole state, whatever was here: nothing to rewind. */
static gboolean
take_server_state (KontorRebase *self, GPtrArray *open, GError **error)
{
  return (self->is_first || rewind_commands (self, error)) && remove_notes (self, open, error)
         && apply_images (self, error) && (!self->is_first || delete_unknown (self, error));
}

static gboolean
rebase (KontorRebase *self, GError **error)
{
  g_autoptr (GPtrArray) open = list_open (self->database, error);
  gboolean done;

  if (open == NULL)
    return FALSE;

  /* What is only ever appended may be taken away meanwhile, and by nothing else. */
  kontor_database_set_rewinding (self->database, TRUE);
  done = take_server_state (self, open, error);
  kontor_database_set_rewinding (self->database, FALSE);
  return done
         && kontor_outbox_settle (
           self->database, &self->writer->profile, self->page->settled_n, error)
         && replay (self, error);
}

static gboolean
apply (KontorRebase *self, GError **error)
{
  gboolean has_any = FALSE;

  if (!has_commands (self, &has_any, error))
    return FALSE;
  return (has_any || self->is_first ? rebase (self, error) : apply_images (self, error))
         && kontor_profile_set (self->database, "cursor", self->page->cursor, error);
}

/**
 * kontor_rebase_apply:
 * @writer: in a transaction
 * @page: what the server sent
 *
 * Brings the server's rows in, the commands that it has not seen on top of them, and the cursor
 * along. A command that does not hold any more stays in the outbox and gets its row in Needs
 * attention.
 */
gboolean
kontor_rebase_apply (KontorWriter *writer, const KontorFeedPage *page, GError **error)
{
  g_autofree char *cursor = kontor_profile_dup (writer->database, "cursor", error);
  g_autoptr (GArray) applied = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
  KontorRebase rebase_state = {
    .writer = writer, .database = writer->database, .page = page, .applied = applied
  };

  if (cursor == NULL)
    return FALSE;
  rebase_state.is_first = *cursor == '\0';
  if (!apply (&rebase_state, error))
    return FALSE;
  g_array_append_vals (writer->touched, applied->data, applied->len);
  writer->has_status = TRUE;
  return TRUE;
}
