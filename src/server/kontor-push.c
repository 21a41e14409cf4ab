/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-push.h"

#include <string.h>

#include "kontor-chain.h"
#include "kontor-feed.h"
#include "kontor-membership.h"
#include "kontor-refusal.h"

G_DEFINE_QUARK (kontor_push_error, kontor_push_error)

/* One incarnation's place in its own line of commands. */
typedef struct
{
  KontorUid uid;
  gint64    last_n;
  guint8    chain[KONTOR_CHAIN_SIZE];
} KontorPushLine;

/* A command as it came, checked against its chain. */
typedef struct
{
  gint64         n;
  char          *content; /* (owned): canonical */
  guint8         hash[32];
  guint8         chain[KONTOR_CHAIN_SIZE];
  KontorCommand *command; /* (owned) */
} KontorPushItem;

static void
item_clear (KontorPushItem *self)
{
  g_clear_pointer (&self->content, g_free);
  g_clear_pointer (&self->command, kontor_command_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPushItem, item_clear)

static gboolean
load_line (KontorDatabase   *database,
           const KontorJson *request,
           KontorPushLine   *line,
           GError          **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const char *incarnation = kontor_json_get_string (request, "incarnation", "");
  const void *chain;
  gsize       length;

  if (!kontor_uid_parse (&line->uid, incarnation))
    {
      g_set_error_literal (
        error, KONTOR_PUSH_ERROR, KONTOR_PUSH_ERROR_MALFORMED, "the incarnation is missing");
      return FALSE;
    }
  statement = kontor_database_query (database,
                                     "SELECT i.last_n, i.chain FROM sync_incarnation AS i JOIN "
                                     "sync_station AS s ON s.uid = i.station_uid"
                                     " WHERE i.incarnation = ?1 AND s.revoked_at IS NULL",
                                     error,
                                     KONTOR_VALUES (kontor_value_uid (&line->uid)));
  if (statement == NULL)
    return FALSE;
  switch (kontor_statement_step (statement, error))
    {
    case KONTOR_STEP_FAILED:
      return FALSE;
    case KONTOR_STEP_DONE:
      g_set_error_literal (error,
                           KONTOR_PUSH_ERROR,
                           KONTOR_PUSH_ERROR_UNKNOWN_STATION,
                           "this station is not enrolled here");
      return FALSE;
    case KONTOR_STEP_ROW:
      break;
    }
  line->last_n = kontor_statement_get_integer (statement, 0);
  chain = kontor_statement_get_blob (statement, 1, &length);
  if (length == KONTOR_CHAIN_SIZE)
    memcpy (line->chain, chain, KONTOR_CHAIN_SIZE);
  return TRUE;
}

static gboolean
store_line (KontorDatabase *database, const KontorPushLine *line, GError **error)
{
  return kontor_database_run (
    database,
    "UPDATE sync_incarnation SET last_n = ?2, chain = ?3 WHERE incarnation = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->uid),
                   kontor_value_integer (line->last_n),
                   kontor_value_blob (line->chain, KONTOR_CHAIN_SIZE)));
}

/* The answer given before to a command of this uid: NULL without an error when there is none. */
static KontorJson *
find_answer (KontorDatabase *database, const KontorPushItem *item, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const void *hash;
  gsize       length;

  statement = kontor_database_query (
    database,
    "SELECT content_hash, answer FROM sync_answer WHERE command_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&item->command->uid)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return NULL;
  hash = kontor_statement_get_blob (statement, 0, &length);
  if (length != sizeof item->hash || memcmp (hash, item->hash, length) != 0)
    {
      g_set_error_literal (error,
                           KONTOR_PUSH_ERROR,
                           KONTOR_PUSH_ERROR_FORKED,
                           "a command comes again with other content");
      return NULL;
    }
  return kontor_json_parse (kontor_statement_get_text (statement, 1), -1, error);
}

static gboolean
parse_item (const KontorJson *entry, KontorPushItem *item, GError **error)
{
  const KontorJson *content = kontor_json_get_object (entry, "content");

  item->n = kontor_json_get_integer (entry, "n", 0);
  if (content == NULL || item->n < 1
      || !kontor_chain_parse_hex (
        kontor_json_get_string (entry, "chain", ""), item->chain, KONTOR_CHAIN_SIZE))
    {
      g_set_error_literal (error,
                           KONTOR_PUSH_ERROR,
                           KONTOR_PUSH_ERROR_MALFORMED,
                           "a command lacks its number, chain or content");
      return FALSE;
    }
  item->content = kontor_json_to_string (content);
  item->command = kontor_command_parse (item->content, -1, error);
  if (item->command == NULL)
    return FALSE;
  kontor_chain_content_hash (item->content, item->hash);
  return TRUE;
}

static gboolean
check_chain (const KontorPushLine *line, const KontorPushItem *item, GError **error)
{
  guint8 chain[KONTOR_CHAIN_SIZE];

  kontor_chain_next (line->chain, item->n, item->hash, chain);
  if (memcmp (chain, item->chain, KONTOR_CHAIN_SIZE) == 0)
    return TRUE;
  g_set_error (error,
               KONTOR_PUSH_ERROR,
               KONTOR_PUSH_ERROR_FORKED,
               "command %" G_GINT64_FORMAT " does not follow the one before it",
               item->n);
  return FALSE;
}

/* The row that tells people about a refusal: an aggregate, so that every station sees it and one
 * decision closes it. */
static gboolean
open_attention (KontorDatabase      *database,
                const KontorCommand *command,
                const GError        *refusal,
                GArray              *touched,
                gint64               now,
                GError             **error)
{
  KontorTouch      touch = { .kind = KONTOR_KIND_ATTENTION };
  const char      *code = kontor_command_error_get_wire_code (refusal);
  g_autofree char *mine = kontor_json_to_string (command->params);
  g_autofree char *offers = kontor_refusal_dup_offers (database, command, code);

  kontor_chain_attention_uid (&command->uid, &touch.uid);
  g_array_append_val (touched, touch);
  return kontor_database_run (
    database,
    "INSERT INTO attention (uid, kind, subject_title, command_uid, command_name, reason_code, "
    "message, mine, offers, opened_at)"
    " VALUES (?1, 'refused', '', ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (uid) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_uid (&touch.uid),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (code),
                   kontor_value_text (refusal->message),
                   kontor_value_text (mine),
                   kontor_value_text (offers),
                   kontor_value_integer (now)));
}

static KontorJson *
new_answer (const KontorPushItem *item, const char *status, const GError *refusal)
{
  KontorJson *answer = kontor_json_new_object ();
  KontorUid   attention;
  char        text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (answer, "uid", kontor_uid_format (&item->command->uid, text));
  kontor_json_set_string (answer, "status", status);
  if (g_str_equal (status, "refused"))
    {
      KontorJson *details = kontor_json_new_object ();

      kontor_json_set_string (details, "code", kontor_command_error_get_wire_code (refusal));
      kontor_json_set_string (details, "message", refusal->message);
      kontor_json_set (answer, "error", details);
      kontor_chain_attention_uid (&item->command->uid, &attention);
      kontor_json_set_string (answer, "attention", kontor_uid_format (&attention, text));
    }
  return answer;
}

/* Runs one command. A refusal is an answer; an error is only what makes the whole batch come again.
 */
static KontorJson *
run_item (
  KontorDatabase *database, const KontorPushItem *item, GArray *touched, gint64 now, GError **error)
{
  KontorCommandOutcome outcome = { 0 };
  g_autoptr (GError) refusal = NULL;
  KontorJson *answer = NULL;

  if (!kontor_database_savepoint (database, error))
    return NULL;
  if (kontor_command_run (item->command, database, &outcome, &refusal))
    {
      if (kontor_database_release_savepoint (database, error))
        {
          g_array_append_vals (touched, outcome.touched->data, outcome.touched->len);
          answer = new_answer (item, "accepted", NULL);
        }
    }
  else
    {
      kontor_database_rollback_savepoint (database);
      if (refusal->domain != KONTOR_COMMAND_ERROR)
        g_propagate_error (error, g_steal_pointer (&refusal));
      else if (refusal->code == KONTOR_COMMAND_ERROR_ALREADY)
        answer = new_answer (item, "already", refusal);
      else if (open_attention (database, item->command, refusal, touched, now, error))
        answer = new_answer (item, "refused", refusal);
    }
  kontor_command_outcome_clear (&outcome);
  return answer;
}

static gboolean
store_answer (KontorDatabase       *database,
              const KontorPushLine *line,
              const KontorPushItem *item,
              const KontorJson     *answer,
              GError              **error)
{
  g_autofree char *text = kontor_json_to_string (answer);

  return kontor_database_run (
    database,
    "INSERT INTO sync_answer (command_uid, incarnation, n, content_hash, content, answer)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    error,
    KONTOR_VALUES (kontor_value_uid (&item->command->uid),
                   kontor_value_uid (&line->uid),
                   kontor_value_integer (item->n),
                   kontor_value_blob (item->hash, sizeof item->hash),
                   kontor_value_blob (item->content, strlen (item->content)),
                   kontor_value_text (text)));
}

static KontorJson *
take_item (KontorDatabase       *database,
           KontorPushLine       *line,
           const KontorPushItem *item,
           GArray               *touched,
           gint64                now,
           GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (KontorJson) answer = find_answer (database, item, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (item->n <= line->last_n && answer == NULL)
    {
      g_set_error (error,
                   KONTOR_PUSH_ERROR,
                   KONTOR_PUSH_ERROR_FORKED,
                   "command %" G_GINT64_FORMAT " was another one before",
                   item->n);
      return NULL;
    }
  if (item->n > line->last_n && !check_chain (line, item, error))
    return NULL;
  if (answer == NULL)
    {
      answer = run_item (database, item, touched, now, error);
      if (answer == NULL || !store_answer (database, line, item, answer, error))
        return NULL;
    }
  if (item->n > line->last_n)
    {
      line->last_n = item->n;
      memcpy (line->chain, item->chain, KONTOR_CHAIN_SIZE);
    }
  kontor_json_set_integer (answer, "n", item->n);
  return g_steal_pointer (&answer);
}

static gboolean
take_batch (KontorDatabase   *database,
            const KontorJson *commands,
            KontorPushLine   *line,
            KontorJson       *results,
            GArray           *touched,
            gint64            now,
            gint64           *expected,
            GError          **error)
{
  for (guint i = 0; i < kontor_json_length (commands); i++)
    {
      g_auto (KontorPushItem) item = { 0 };
      KontorJson *answer;

      if (!parse_item (kontor_json_at (commands, i), &item, error))
        return FALSE;
      if (item.n > line->last_n + 1)
        {
          *expected = line->last_n + 1;
          g_set_error (error,
                       KONTOR_PUSH_ERROR,
                       KONTOR_PUSH_ERROR_OUT_OF_ORDER,
                       "command %" G_GINT64_FORMAT " is missing",
                       *expected);
          return FALSE;
        }
      answer = take_item (database, line, &item, touched, now, error);
      if (answer == NULL)
        return FALSE;
      kontor_json_append (results, answer);
    }
  return TRUE;
}

/* Two commands of a batch may touch the same aggregate; it gets one number. */
static void
touch_once (GArray *touched)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = touched->len; i-- > 0;)
    {
      const KontorTouch *touch = &g_array_index (touched, KontorTouch, i);
      char               uid[KONTOR_UID_TEXT_SIZE];

      if (!g_hash_table_add (
            seen, g_strdup_printf ("%d %s", touch->kind, kontor_uid_format (&touch->uid, uid))))
        g_array_remove_index (touched, i);
    }
}

/**
 * kontor_push_commands:
 * @request: {"incarnation","commands":[{"n","chain","content"}…]}
 * @now: server time, UTC microseconds
 * @expected: (out): the number that is missing, with KONTOR_PUSH_ERROR_OUT_OF_ORDER
 *
 * Runs a batch inside the caller's write transaction, which the caller rolls back on an error.
 *
 * Returns: (transfer full): {"results":[…],"last_n":n,"head":n}
 */
KontorJson *
kontor_push_commands (
  KontorDatabase *database, const KontorJson *request, gint64 now, gint64 *expected, GError **error)
{
  const KontorJson *commands = kontor_json_get_array (request, "commands");
  KontorPushLine    line = { 0 };
  g_autoptr (GArray) touched = g_array_new (FALSE, TRUE, sizeof (KontorTouch));
  g_autoptr (KontorJson) results = kontor_json_new_array ();
  g_autoptr (KontorJson) answer = kontor_json_new_object ();
  gint64 head = 0;

  if (commands == NULL || kontor_json_length (commands) > KONTOR_PUSH_MOST_COMMANDS)
    {
      g_set_error_literal (error,
                           KONTOR_PUSH_ERROR,
                           KONTOR_PUSH_ERROR_MALFORMED,
                           "the batch has no commands or too many");
      return NULL;
    }
  if (!load_line (database, request, &line, error)
      || !take_batch (database, commands, &line, results, touched, now, expected, error)
      || !store_line (database, &line, error))
    return NULL;
  touch_once (touched);
  if (!kontor_feed_log (database, touched, now, &head, error))
    return NULL;
  kontor_json_set (answer, "results", g_steal_pointer (&results));
  kontor_json_set_integer (answer, "last_n", line.last_n);
  kontor_json_set_integer (answer, "head", head);
  return g_steal_pointer (&answer);
}

static gboolean
find_station (KontorDatabase *database, const KontorUid *uid, gint64 *number, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT number FROM sync_station WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  *number = 0;
  if (statement == NULL)
    return FALSE;
  if (kontor_statement_step_row (statement, error))
    *number = kontor_statement_get_integer (statement, 0);
  return TRUE;
}

/* The number that the station has already, when it is free here; otherwise the next. */
static gboolean
choose_number (KontorDatabase *database, gint64 wanted, gint64 *number, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (database,
                                     "SELECT COALESCE (MAX (number), 0) + 1, COALESCE (MAX (CASE "
                                     "WHEN number = ?1 THEN 1 ELSE 0 END), 0)"
                                     " FROM sync_station",
                                     error,
                                     KONTOR_VALUES (kontor_value_integer (wanted)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *number = wanted > 0 && kontor_statement_get_integer (statement, 1) == 0
              ? wanted
              : kontor_statement_get_integer (statement, 0);
  return TRUE;
}

/**
 * kontor_push_enrol:
 * @request: {"station":uid,"incarnation":uid,"company":uid,"name","number":wanted}
 *
 * Enrols a station, or a new incarnation of one, inside the caller's write transaction. Asking
 * again changes nothing. The first station brings the company, others must belong to it.
 *
 * Returns: (transfer full) (nullable): {"number":n}
 */
KontorJson *
kontor_push_enrol (KontorDatabase *database, const KontorJson *request, GError **error)
{
  KontorUid   station;
  KontorUid   incarnation;
  gint64      number;
  guint8      chain[KONTOR_CHAIN_SIZE] = { 0 };
  KontorJson *answer;

  if (!kontor_uid_parse (&station, kontor_json_get_string (request, "station", ""))
      || !kontor_uid_parse (&incarnation, kontor_json_get_string (request, "incarnation", "")))
    {
      g_set_error_literal (error,
                           KONTOR_PUSH_ERROR,
                           KONTOR_PUSH_ERROR_MALFORMED,
                           "the station or its incarnation is missing");
      return NULL;
    }
  if (!kontor_membership_begin (database, request, error)
      || !find_station (database, &station, &number, error))
    return NULL;
  if (number == 0
      && (!choose_number (database, kontor_json_get_integer (request, "number", 0), &number, error)
          || !kontor_database_run (
            database,
            "INSERT INTO sync_station (uid, number, name) VALUES (?1, ?2, ?3)",
            error,
            KONTOR_VALUES (kontor_value_uid (&station),
                           kontor_value_integer (number),
                           kontor_value_text (kontor_json_get_string (request, "name", ""))))))
    return NULL;
  if (!kontor_database_run (database,
                            "INSERT INTO sync_incarnation (incarnation, station_uid, last_n, "
                            "chain) VALUES (?1, ?2, 0, ?3)"
                            " ON CONFLICT (incarnation) DO NOTHING",
                            error,
                            KONTOR_VALUES (kontor_value_uid (&incarnation),
                                           kontor_value_uid (&station),
                                           kontor_value_blob (chain, KONTOR_CHAIN_SIZE))))
    return NULL;
  answer = kontor_json_new_object ();
  kontor_json_set_integer (answer, "number", number);
  return answer;
}
