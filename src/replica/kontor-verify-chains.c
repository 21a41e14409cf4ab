/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-verify.h"

#include <string.h>

#include "kontor-chain.h"
#include "kontor-profile.h"
#include "kontor-text.h"
#include "kontor-time.h"

/* Longer ago a command may have left the outbox (kontor_outbox_forget_settled()). */
#define KEPT (29 * KONTOR_DAY)

/* The command before, of the same incarnation. */
typedef struct
{
  KontorUid incarnation;
  gint64    n;
  guint8    chain[KONTOR_CHAIN_SIZE];
} KontorLink;

static gboolean
blob_equals (KontorStatement *statement, int column, const guint8 *expected, gsize size)
{
  gsize       length;
  const void *blob = kontor_statement_get_blob (statement, column, &length);

  return length == size && memcmp (blob, expected, size) == 0;
}

static void
check_content (KontorStatement *statement, gint64 n, GPtrArray *findings, guint8 hash[32])
{
  gsize       length;
  const void *content = kontor_statement_get_blob (statement, 2, &length);

  kontor_sha256 (content, length, hash);
  if (!blob_equals (statement, 3, hash, 32))
    kontor_verify_add (
      findings, "Command %" G_GINT64_FORMAT " of the outbox was changed afterwards.", n);
}

/* Settled commands are forgotten from the front, so a chain may begin anywhere. A new start takes
 * commands out of the incarnations before it, so only the present one has to be whole. */
static void
check_link (KontorStatement *statement,
            const KontorUid *present,
            KontorLink      *before,
            GPtrArray       *findings)
{
  KontorLink  now;
  guint8      hash[32];
  gsize       length;
  gboolean    is_next;
  const void *chain = kontor_statement_get_blob (statement, 4, &length);

  kontor_statement_get_uid (statement, 0, &now.incarnation);
  now.n = kontor_statement_get_integer (statement, 1);
  check_content (statement, now.n, findings, hash);
  is_next = kontor_uid_equal (&now.incarnation, &before->incarnation);
  if (is_next && now.n != before->n + 1 && !kontor_uid_equal (&now.incarnation, present))
    is_next = FALSE;
  if (is_next && now.n != before->n + 1)
    kontor_verify_add (findings,
                       "The outbox lacks commands between %" G_GINT64_FORMAT
                       " and %" G_GINT64_FORMAT ".",
                       before->n,
                       now.n);
  else if (is_next || now.n == 1)
    {
      guint8 zeros[KONTOR_CHAIN_SIZE] = { 0 };
      guint8 expected[KONTOR_CHAIN_SIZE];

      kontor_chain_next (is_next ? before->chain : zeros, now.n, hash, expected);
      if (!blob_equals (statement, 4, expected, KONTOR_CHAIN_SIZE))
        kontor_verify_add (
          findings, "The outbox's chain is broken at command %" G_GINT64_FORMAT ".", now.n);
    }
  memcpy (now.chain, chain, MIN (length, KONTOR_CHAIN_SIZE));
  *before = now;
}

static gboolean
check_outbox (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorLink    before = { { { 0 } } };
  KontorProfile profile;
  KontorStep    step;

  if (!kontor_profile_load (&profile, database, error))
    return FALSE;
  statement = kontor_database_query (
    database,
    "SELECT incarnation, n, content, content_hash, chain FROM outbox ORDER BY incarnation, n",
    error,
    KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    check_link (statement, &profile.incarnation, &before, findings);
  return step == KONTOR_STEP_DONE;
}

static gboolean
check_audit (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  guint8     chain[KONTOR_CHAIN_SIZE] = { 0 };
  gint64     last = 0;
  KontorStep step;

  statement = kontor_database_query (
    database, "SELECT id, content_hash, chain FROM audit ORDER BY id", error, KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      gint64      id = kontor_statement_get_integer (statement, 0);
      guint8      hash[32] = { 0 };
      gsize       length;
      const void *stored = kontor_statement_get_blob (statement, 1, &length);

      memcpy (hash, stored, MIN (length, sizeof hash));
      kontor_chain_next (chain, id, hash, chain);
      if (id != last + 1 || !blob_equals (statement, 2, chain, KONTOR_CHAIN_SIZE))
        kontor_verify_add (
          findings, "The audit log's chain is broken at entry %" G_GINT64_FORMAT ".", id);
      stored = kontor_statement_get_blob (statement, 2, &length);
      memcpy (chain, stored, MIN (length, sizeof chain)); /* one break is one finding */
      last = id;
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
check_count (KontorDatabase *database,
             const char     *sql,
             const char     *sentence,
             GPtrArray      *findings,
             GError        **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_integer (kontor_time_now () - KEPT)));
  gint64 n;

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  n = kontor_statement_get_integer (statement, 0);
  if (n > 0)
    kontor_verify_add (findings, "%s (%" G_GINT64_FORMAT ").", sentence, n);
  return TRUE;
}

/* Both are written with the command, so each names the same commands. */
static gboolean
check_both (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  return check_count (database,
                      "SELECT count (*) FROM outbox AS o WHERE ?1 IS NOT NULL AND NOT EXISTS"
                      " (SELECT 1 FROM audit AS a WHERE a.command_uid = o.uid AND a.content_hash ="
                      " o.content_hash)",
                      "Commands of the outbox are missing in the audit log",
                      findings,
                      error)
         && check_count (database,
                         "SELECT count (*) FROM audit AS a WHERE a.at > ?1 AND NOT EXISTS"
                         " (SELECT 1 FROM outbox AS o WHERE o.uid = a.command_uid)",
                         "Commands of the audit log are missing in the outbox",
                         findings,
                         error);
}

/* The counter that the next command takes stands right behind the last one. */
static gboolean
check_end (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  return check_count (
    database,
    "SELECT count (*) FROM profile AS p WHERE ?1 IS NOT NULL AND p.key = 'n'"
    " AND CAST (p.value AS INTEGER) <= coalesce ((SELECT max (o.n) FROM outbox AS o WHERE"
    " lower (hex (o.incarnation)) = (SELECT replace (i.value, '-', '') FROM profile AS i"
    " WHERE i.key = 'incarnation')), 0)",
    "The profile would give a number of the outbox again",
    findings,
    error);
}

/**
 * kontor_verify_chains:
 *
 * Checks that commands and audit entries are those that were written, in their order.
 */
gboolean
kontor_verify_chains (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  return check_outbox (database, findings, error) && check_audit (database, findings, error)
         && check_both (database, findings, error) && check_end (database, findings, error);
}
