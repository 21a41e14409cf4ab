/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-new-start.h"

#include <string.h>

#include "kontor-profile.h"
#include "kontor-rebase.h"
#include "kontor-replica-private.h"

/* Everything that was ever sent waits again, until the server's list says otherwise. What was
 * withdrawn never left. */
static gboolean
open_all (KontorDatabase *database, GError **error)
{
  return kontor_database_run (database,
                              "UPDATE outbox SET state = 0, changeset = NULL WHERE state <> 5",
                              error,
                              KONTOR_NO_VALUES);
}

/* Known to the server: its rows have it, or it was refused there. */
static gboolean
close_known (KontorDatabase *database, const KontorJson *answer, GError **error)
{
  const char      *status = kontor_json_get_string (answer, "status", "");
  g_autofree char *text = kontor_json_to_string (answer);
  KontorUid        uid;

  if (!kontor_uid_parse (&uid, kontor_json_get_string (answer, "uid", "")))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "uid", "an answer of the server names no command");
      return FALSE;
    }
  return kontor_database_run (
    database,
    "UPDATE outbox SET state = ?2, answer = ?3 WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_integer (g_str_equal (status, "refused") ? KONTOR_OUTBOX_REFUSED
                                                                         : KONTOR_OUTBOX_SETTLED),
                   kontor_value_text (text)));
}

/**
 * kontor_new_start_outbox:
 * @writer: in a transaction
 * @known: array of the server's answers to those commands of this outbox that it has
 *
 * Begins a new incarnation: what the server has is settled, the rest waits in its old order,
 * numbered from 1, and the feed is empty, so that the next page is everything.
 */
gboolean
kontor_new_start_outbox (KontorWriter *writer, const KontorJson *known, GError **error)
{
  KontorDatabase *database = writer->database;

  if (!open_all (database, error))
    return FALSE;
  for (guint i = 0; i < kontor_json_length (known); i++)
    if (!close_known (database, kontor_json_at (known, i), error))
      return FALSE;
  return kontor_profile_renew (database, FALSE, error)
         && kontor_profile_set (database, "cursor", "", error)
         && kontor_profile_load (&writer->profile, database, error);
}

static gpointer
list_uids (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorJson) uids = kontor_json_new_array ();
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT uid FROM outbox WHERE state <> 5 ORDER BY id", error, KONTOR_NO_VALUES);
  KontorStep step;

  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;
      char      text[KONTOR_UID_TEXT_SIZE];

      kontor_statement_get_uid (statement, 0, &uid);
      kontor_json_append (uids, kontor_json_new_string (kontor_uid_format (&uid, text)));
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

/**
 * kontor_replica_list_sent:
 *
 * Returns: (transfer full) (nullable): array of the uids of all commands that the outbox still has:
 * those that wait, and those of the last thirty days. Blocks.
 */
KontorJson *
kontor_replica_list_sent (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, list_uids, NULL, error);
}

static gpointer
read_line (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorJson) line = kontor_json_new_object ();
  g_autofree char *cursor = kontor_profile_dup (database, "cursor", error);
  g_autofree char *company = cursor != NULL ? kontor_profile_dup (database, "company", error)
                                            : NULL;
  g_autofree char *chain = NULL;
  KontorProfile    profile;
  char             incarnation[KONTOR_UID_TEXT_SIZE];

  if (company == NULL || !kontor_profile_load (&profile, database, error))
    return NULL;
  chain = kontor_chain_dup_hex (profile.chain, KONTOR_CHAIN_SIZE);
  kontor_json_set_string (
    line, "incarnation", kontor_uid_format (&profile.incarnation, incarnation));
  kontor_json_set_integer (line, "n", profile.next_n - 1);
  kontor_json_set_string (line, "chain", chain);
  kontor_json_set_string (line, "cursor", cursor);
  kontor_json_set_string (line, "company", company);
  return g_steal_pointer (&line);
}

/**
 * kontor_replica_get_line:
 *
 * Returns: (transfer full) (nullable): {"incarnation","n","chain","cursor","company"}: where
 * this station stands. Blocks.
 */
KontorJson *
kontor_replica_get_line (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, read_line, NULL, error);
}

/* What the server says of this incarnation. */
typedef struct
{
  gint64              last_n;
  guint8              chain[KONTOR_CHAIN_SIZE];
  KontorLineAgreement agreement;
} KontorLineCheck;

static gboolean
exists (KontorDatabase  *database,
        const char      *sql,
        const KontorUid *incarnation,
        KontorLineCheck *check,
        gboolean        *result,
        GError         **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    sql,
    error,
    KONTOR_VALUES (kontor_value_uid (incarnation),
                   kontor_value_integer (check->last_n),
                   kontor_value_blob (check->chain, KONTOR_CHAIN_SIZE)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *result = kontor_statement_get_integer (statement, 0) != 0;
  return TRUE;
}

static gpointer
check_line (KontorDatabase *database, gpointer data, GError **error)
{
  KontorLineCheck *check = data;
  KontorProfile    profile;
  gboolean         forked;
  gboolean         forgotten;

  if (!kontor_profile_load (&profile, database, error)
      || !exists (database,
                  "SELECT EXISTS (SELECT 1 FROM outbox WHERE incarnation = ?1 AND n = ?2 AND chain "
                  "<> ?3)",
                  &profile.incarnation,
                  check,
                  &forked,
                  error)
      || !exists (database,
                  "SELECT EXISTS (SELECT 1 FROM outbox WHERE incarnation = ?1 AND n > ?2 AND state "
                  "NOT IN (0, 5) AND ?3 IS NOT NULL)",
                  &profile.incarnation,
                  check,
                  &forgotten,
                  error))
    return NULL;
  check->agreement = KONTOR_LINE_AGREES;
  if (forked)
    check->agreement = KONTOR_LINE_FORKED;
  else if (forgotten)
    check->agreement = KONTOR_LINE_FORGOTTEN;
  return check;
}

/**
 * kontor_replica_check_line:
 * @last_n: the newest command of this incarnation that the server has
 * @chain: its chain there, hex
 *
 * Compares that with the outbox. Blocks.
 *
 * Returns: FALSE when it could not be read
 */
gboolean
kontor_replica_check_line (KontorReplica       *self,
                           gint64               last_n,
                           const char          *chain,
                           KontorLineAgreement *agreement,
                           GError             **error)
{
  KontorLineCheck check = { .last_n = last_n };

  kontor_chain_parse_hex (chain, check.chain, KONTOR_CHAIN_SIZE);
  if (kontor_replica_read (self, check_line, &check, error) == NULL)
    return FALSE;
  *agreement = check.agreement;
  return TRUE;
}

static gboolean
renew (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter *writer = context;

  writer->has_status = TRUE;
  return kontor_profile_renew (database, FALSE, error)
         && kontor_profile_load (&writer->profile, database, error);
}

/**
 * kontor_replica_renew:
 *
 * This profile was set back, and another copy of its outbox went on: what waits is sent in a new
 * incarnation. Blocks.
 */
gboolean
kontor_replica_renew (KontorReplica *self, GError **error)
{
  return kontor_replica_call (self, KONTOR_JOB_NORMAL, renew, NULL, NULL, error);
}

typedef struct
{
  const KontorJson     *known;
  const KontorFeedPage *page;
} KontorNewStart;

static gboolean
start_anew (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  const KontorNewStart *start = data;
  KontorFeedPage        page = *start->page;

  page.settled_n = 0; /* it speaks of the incarnation before */
  return kontor_new_start_outbox (context, start->known, error)
         && kontor_rebase_apply (context, &page, error);
}

/**
 * kontor_replica_start_anew:
 * @known: array of the server's answers to those of kontor_replica_list_sent() that it has, asked
 * for before the page was
 * @page: everything that the server has, of a pull from nothing
 *
 * The server has another past: its rows come in, and what it does not know is run again on top and
 * waits to be sent. One transaction. Blocks.
 */
gboolean
kontor_replica_start_anew (KontorReplica        *self,
                           const KontorJson     *known,
                           const KontorFeedPage *page,
                           GError              **error)
{
  KontorNewStart start = { known, page };

  return kontor_replica_call (self, KONTOR_JOB_BULK, start_anew, NULL, &start, error);
}
