/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-hello.h"

#include <string.h>

#include "kontor-chain.h"
#include "kontor-feed.h"
#include "kontor-membership.h"

/* What the server remembers of an incarnation. */
typedef struct
{
  KontorUid uid;
  gint64    last_n;
  guint8    chain[KONTOR_CHAIN_SIZE];
} KontorHelloLine;

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error_literal (error, KONTOR_PUSH_ERROR, KONTOR_PUSH_ERROR_MALFORMED, what);
  return FALSE;
}

static gboolean
load_line (KontorDatabase   *database,
           const KontorJson *request,
           KontorHelloLine  *line,
           GError          **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  const void *chain;
  gsize       length;

  if (!kontor_uid_parse (&line->uid, kontor_json_get_string (request, "incarnation", "")))
    return malformed (error, "the incarnation is missing");
  statement = kontor_database_query (
    database,
    "SELECT i.last_n, i.chain FROM sync_incarnation AS i JOIN sync_station AS s ON s.uid = "
    "i.station_uid WHERE i.incarnation = ?1 AND s.revoked_at IS NULL",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->uid)));
  if (statement == NULL)
    return FALSE;
  if (!kontor_statement_step_row (statement, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error_literal (error,
                             KONTOR_PUSH_ERROR,
                             KONTOR_PUSH_ERROR_UNKNOWN_STATION,
                             "this station is not enrolled here");
      return FALSE;
    }
  line->last_n = kontor_statement_get_integer (statement, 0);
  chain = kontor_statement_get_blob (statement, 1, &length);
  if (length == KONTOR_CHAIN_SIZE)
    memcpy (line->chain, chain, KONTOR_CHAIN_SIZE);
  return TRUE;
}

/* A station that was set back has made fewer commands in this life than came from it, or the last
 * one is another. */
static gboolean
is_forked (const KontorHelloLine *line, const KontorJson *request)
{
  gint64 n = kontor_json_get_integer (request, "n", 0);
  guint8 chain[KONTOR_CHAIN_SIZE];

  if (n != line->last_n)
    return n < line->last_n;
  return n > 0
         && (!kontor_chain_parse_hex (
               kontor_json_get_string (request, "chain", ""), chain, KONTOR_CHAIN_SIZE)
             || memcmp (chain, line->chain, KONTOR_CHAIN_SIZE) != 0);
}

/* Why the station's cursor is not of this server's past; NULL when it is. A cursor ahead of the
 * server means that this database was restored: from now on it has another past, for everyone. */
static const char *
check_place (KontorDatabase *database, const KontorJson *request, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (kontor_feed_check_cursor (database, kontor_json_get_string (request, "cursor", ""), &reason))
    return NULL;
  if (g_error_matches (reason, KONTOR_FEED_ERROR, KONTOR_FEED_ERROR_EPOCH))
    return "epoch_changed";
  if (g_error_matches (reason, KONTOR_FEED_ERROR, KONTOR_FEED_ERROR_AHEAD)
      && kontor_feed_renew_epoch (database, error))
    return "cursor_ahead";
  if (!g_error_matches (reason, KONTOR_FEED_ERROR, KONTOR_FEED_ERROR_AHEAD))
    g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * kontor_hello_answer:
 * @request: {"company","incarnation","n","chain","cursor"}: to whom the station belongs, its newest
 * command, and how far it has the feed
 *
 * Compares the pasts, inside the caller's write transaction: a cursor ahead of the feed gives it
 * a new epoch.
 *
 * Returns: (transfer full) (nullable): {"do","reason","last_n","chain","head"}; do is "continue" or
 * "new_start", for a reason of "station_forked", "epoch_changed" or "cursor_ahead"
 */
KontorJson *
kontor_hello_answer (KontorDatabase *database, const KontorJson *request, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_new_object ();
  g_autoptr (GError) failure = NULL;
  g_autofree char *chain = NULL;
  KontorHelloLine  line = { 0 };
  const char      *reason;
  gint64           head = 0;

  if (!kontor_membership_check (database, request, error)
      || !load_line (database, request, &line, error))
    return NULL;
  reason = check_place (database, request, &failure);
  if (failure != NULL || !kontor_feed_get_head (database, &head, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (reason == NULL && is_forked (&line, request))
    reason = "station_forked";
  chain = kontor_chain_dup_hex (line.chain, KONTOR_CHAIN_SIZE);
  kontor_json_set_string (answer, "do", reason != NULL ? "new_start" : "continue");
  kontor_json_set_string (answer, "reason", reason);
  kontor_json_set_integer (answer, "last_n", line.last_n);
  kontor_json_set_string (answer, "chain", chain);
  kontor_json_set_integer (answer, "head", head);
  return g_steal_pointer (&answer);
}

static gboolean
append_known (KontorDatabase *database, const char *text, KontorJson *known, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorUid   uid;
  KontorJson *answer;

  if (text == NULL || !kontor_uid_parse (&uid, text))
    return malformed (error, "a uid can't be read");
  statement = kontor_database_query (database,
                                     "SELECT answer FROM sync_answer WHERE command_uid = ?1",
                                     error,
                                     KONTOR_VALUES (kontor_value_uid (&uid)));
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
  answer = kontor_json_parse (kontor_statement_get_text (statement, 0), -1, error);
  if (answer == NULL)
    return FALSE;
  kontor_json_append (known, answer);
  return TRUE;
}

/**
 * kontor_hello_known:
 * @request: {"uids":[…]}: of commands, 10,000 at most
 *
 * Returns: (transfer full) (nullable): {"known":[answer…]}: what was answered to those that came
 */
KontorJson *
kontor_hello_known (KontorDatabase *database, const KontorJson *request, GError **error)
{
  const KontorJson *uids = kontor_json_get_array (request, "uids");
  g_autoptr (KontorJson) known = kontor_json_new_array ();
  g_autoptr (KontorJson) answer = kontor_json_new_object ();

  if (uids == NULL || kontor_json_length (uids) > KONTOR_HELLO_MOST_UIDS)
    {
      malformed (error, "there are no uids, or too many");
      return NULL;
    }
  for (guint i = 0; i < kontor_json_length (uids); i++)
    if (!append_known (database, kontor_json_string (kontor_json_at (uids, i)), known, error))
      return NULL;
  kontor_json_set (answer, "known", g_steal_pointer (&known));
  return g_steal_pointer (&answer);
}
