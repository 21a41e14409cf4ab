/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-feed.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-chain.h"
#include "kontor-text.h"

G_DEFINE_QUARK (kontor_feed_error, kontor_feed_error)

#define MARK_SIZE 8

/* A place in the feed: what a cursor says. */
typedef struct
{
  KontorUid epoch;
  gint64    seq;
  guint8    mark[MARK_SIZE];
} KontorFeedPlace;

/**
 * kontor_feed_prepare:
 *
 * Starts the feed of a new database: epoch and number 0. Runs inside the caller's transaction.
 */
gboolean
kontor_feed_prepare (KontorDatabase *database, GError **error)
{
  KontorUid epoch;

  kontor_uid_generate (&epoch);
  return kontor_database_run (
    database,
    "INSERT INTO sync_clock (one, epoch, seq) VALUES (1, ?1, 0) ON CONFLICT (one) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_uid (&epoch)));
}

static gboolean
log_touch (
  KontorDatabase *database, const KontorTouch *touch, gint64 seq, gint64 at, GError **error)
{
  const KontorAggregateType *type = kontor_aggregate_type_get (touch->kind);

  return kontor_database_run (
    database,
    "INSERT INTO sync_log (kind, uid, seq, op, scope, seen, at) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)"
    " ON CONFLICT (kind, uid) DO UPDATE SET seq = excluded.seq, op = excluded.op, scope = "
    "excluded.scope,"
    " seen = sync_log.seen | excluded.scope, at = excluded.at",
    error,
    KONTOR_VALUES (kontor_value_integer (touch->kind),
                   kontor_value_uid (&touch->uid),
                   kontor_value_integer (seq),
                   kontor_value_integer (touch->deleted ? 2 : 1),
                   kontor_value_integer (type->scope),
                   kontor_value_integer (at)));
}

static gboolean
take_numbers (KontorDatabase *database, gint64 count, gint64 *last, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "UPDATE sync_clock SET seq = seq + ?1 WHERE one = 1 RETURNING seq",
    error,
    KONTOR_VALUES (kontor_value_integer (count)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *last = kontor_statement_get_integer (statement, 0);
  return TRUE;
}

/**
 * kontor_feed_log:
 * @touched: (element-type KontorTouch): aggregates that the transaction changed
 * @at: server time, UTC microseconds
 * @seq: (out): the last number given, or the head when nothing was touched
 *
 * Gives the next numbers. The last statement of a transaction: the row of the clock stays locked
 * until the commit, which is why numbers become visible in order and without gaps.
 */
gboolean
kontor_feed_log (
  KontorDatabase *database, const GArray *touched, gint64 at, gint64 *seq, GError **error)
{
  KontorUid random;
  gint64    last = 0;

  if (touched->len == 0)
    return kontor_feed_get_head (database, seq, error);
  if (!take_numbers (database, touched->len, &last, error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    if (!log_touch (database,
                    &g_array_index (touched, KontorTouch, i),
                    last - touched->len + 1 + i,
                    at,
                    error))
      return FALSE;
  *seq = last;
  kontor_uid_generate (&random);
  return kontor_database_run (
    database,
    "INSERT INTO sync_mark (seq, mark) VALUES (?1, ?2)",
    error,
    KONTOR_VALUES (kontor_value_integer (last), kontor_value_blob (random.bytes + 8, MARK_SIZE)));
}

/**
 * kontor_feed_get_head:
 * @seq: (out): the newest number
 */
gboolean
kontor_feed_get_head (KontorDatabase *database, gint64 *seq, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT seq FROM sync_clock WHERE one = 1", error, KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  *seq = kontor_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
read_place (KontorDatabase *database, KontorFeedPlace *head, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;

  statement = kontor_database_query (
    database, "SELECT epoch, seq FROM sync_clock WHERE one = 1", error, KONTOR_NO_VALUES);
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  kontor_statement_get_uid (statement, 0, &head->epoch);
  head->seq = kontor_statement_get_integer (statement, 1);
  return TRUE;
}

/* The mark of a number that closed a transaction; zeros for the start of the feed and for numbers
 * inside one. */
static gboolean
read_mark (KontorDatabase *database, gint64 seq, guint8 mark[MARK_SIZE], GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const void *blob;
  gsize       length;

  memset (mark, 0, MARK_SIZE);
  statement = kontor_database_query (database,
                                     "SELECT mark FROM sync_mark WHERE seq = ?1",
                                     error,
                                     KONTOR_VALUES (kontor_value_integer (seq)));
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
  blob = kontor_statement_get_blob (statement, 0, &length);
  if (length == MARK_SIZE)
    memcpy (mark, blob, MARK_SIZE);
  return TRUE;
}

static char *
format_cursor (const KontorFeedPlace *place)
{
  char             epoch[KONTOR_UID_TEXT_SIZE];
  g_autofree char *mark = kontor_chain_dup_hex (place->mark, MARK_SIZE);

  return g_strdup_printf (
    "%s.%" G_GINT64_FORMAT ".%s", kontor_uid_format (&place->epoch, epoch), place->seq, mark);
}

static gboolean
parse_cursor (const char *text, KontorFeedPlace *place)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 4);

  return g_strv_length (parts) == 3 && kontor_uid_parse (&place->epoch, parts[0])
         && g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &place->seq, NULL)
         && kontor_chain_parse_hex (parts[2], place->mark, MARK_SIZE);
}

/* A cursor must point into this server's own past. */
static gboolean
check_cursor (KontorDatabase        *database,
              const char            *text,
              const KontorFeedPlace *head,
              gint64                *from,
              GError               **error)
{
  KontorFeedPlace place;
  guint8          mark[MARK_SIZE];

  *from = 0;
  if (*text == '\0')
    return TRUE;
  if (!parse_cursor (text, &place))
    {
      g_set_error (
        error, KONTOR_FEED_ERROR, KONTOR_FEED_ERROR_CURSOR, "the cursor “%s” can't be read", text);
      return FALSE;
    }
  if (!kontor_uid_equal (&place.epoch, &head->epoch))
    {
      g_set_error_literal (
        error, KONTOR_FEED_ERROR, KONTOR_FEED_ERROR_EPOCH, "the server's past has changed since");
      return FALSE;
    }
  if (!read_mark (database, place.seq, mark, error))
    return FALSE;
  if (place.seq > head->seq || memcmp (mark, place.mark, MARK_SIZE) != 0)
    {
      g_set_error_literal (error,
                           KONTOR_FEED_ERROR,
                           KONTOR_FEED_ERROR_AHEAD,
                           "this station has seen more than the server has");
      return FALSE;
    }
  *from = place.seq;
  return TRUE;
}

/**
 * kontor_feed_check_cursor:
 * @cursor: of a station, "" for nothing
 *
 * Returns: FALSE with a KONTOR_FEED_ERROR when it does not point into this server's past
 */
gboolean
kontor_feed_check_cursor (KontorDatabase *database, const char *cursor, GError **error)
{
  KontorFeedPlace head = { 0 };
  gint64          from;

  return read_place (database, &head, error)
         && check_cursor (database, cursor, &head, &from, error);
}

/**
 * kontor_feed_is_behind:
 * @cursor: of a station, "" for nothing
 * @is_behind: (out): whether there is more than the cursor has, or another past
 */
gboolean
kontor_feed_is_behind (KontorDatabase *database,
                       const char     *cursor,
                       gboolean       *is_behind,
                       GError        **error)
{
  KontorFeedPlace head = { 0 };
  KontorFeedPlace place = { 0 };

  if (!read_place (database, &head, error))
    return FALSE;
  *is_behind = *cursor == '\0' ? head.seq > 0
                               : !parse_cursor (cursor, &place) || place.seq != head.seq
                                   || !kontor_uid_equal (&place.epoch, &head.epoch);
  return TRUE;
}

/**
 * kontor_feed_renew_epoch:
 *
 * This database was restored: every cursor given before is void. Inside the caller's write
 * transaction.
 */
gboolean
kontor_feed_renew_epoch (KontorDatabase *database, GError **error)
{
  KontorUid epoch;

  kontor_uid_generate (&epoch);
  return kontor_database_run (database,
                              "UPDATE sync_clock SET epoch = ?1 WHERE one = 1",
                              error,
                              KONTOR_VALUES (kontor_value_uid (&epoch)));
}

static gboolean
append_settled (KontorDatabase *database, const char *incarnation, GString *out, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorUid  uid = { { 0 } };
  gint64     n = 0;
  KontorStep step;

  kontor_uid_parse (&uid, incarnation);
  statement = kontor_database_query (database,
                                     "SELECT last_n FROM sync_incarnation WHERE incarnation = ?1",
                                     error,
                                     KONTOR_VALUES (kontor_value_uid (&uid)));
  if (statement == NULL)
    return FALSE;
  step = kontor_statement_step (statement, error);
  if (step == KONTOR_STEP_ROW)
    n = kontor_statement_get_integer (statement, 0);
  g_string_append_printf (out, "\"settled\":{\"n\":%" G_GINT64_FORMAT "}", n);
  return step != KONTOR_STEP_FAILED;
}

static gboolean
append_rows (KontorDatabase *database,
             gint64          from,
             guint           limit,
             GString        *out,
             guint          *count,
             gint64         *last,
             GError        **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  statement = kontor_database_query (
    database,
    "SELECT kind, uid, seq FROM sync_log WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (limit)));
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorKind kind = (KontorKind) kontor_statement_get_integer (statement, 0);
      gint64     seq = kontor_statement_get_integer (statement, 2);
      KontorUid  uid;

      kontor_statement_get_uid (statement, 1, &uid);
      if (!kontor_aggregate_write (database, kind, &uid, seq, out, error))
        return FALSE;
      g_string_append_c (out, '\n');
      *last = seq;
      (*count)++;
    }
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_feed_write_page:
 * @incarnation: of the station that asks
 * @cursor: what it has applied, "" for nothing
 * @limit: most aggregates
 * @now: server time, UTC microseconds
 * @out: the page as NDJSON is appended: head, images, end with count and digest
 *
 * Call it inside one snapshot: what is settled must be read together with the rows.
 */
gboolean
kontor_feed_write_page (KontorDatabase *database,
                        const char     *incarnation,
                        const char     *cursor,
                        guint           limit,
                        gint64          now,
                        GString        *out,
                        GError        **error)
{
  KontorFeedPlace  head = { 0 };
  KontorFeedPlace  to;
  gint64           from;
  guint            count = 0;
  gsize            start;
  g_autofree char *digest = NULL;
  g_autofree char *next = NULL;

  if (!read_place (database, &head, error) || !check_cursor (database, cursor, &head, &from, error))
    return FALSE;
  g_string_append_printf (out,
                          "{\"success\":true,\"meta\":{\"from\":%" G_GINT64_FORMAT
                          ",\"now\":%" G_GINT64_FORMAT ",",
                          from,
                          now);
  if (!append_settled (database, incarnation, out, error))
    return FALSE;
  g_string_append (out, "}}\n");
  start = out->len;
  to = head;
  to.seq = from;
  if (!append_rows (database, from, limit, out, &count, &to.seq, error)
      || !read_mark (database, to.seq, to.mark, error))
    return FALSE;
  digest = kontor_text_sha256 (out->str + start, out->len - start);
  next = format_cursor (&to);
  g_string_append_printf (
    out,
    "{\"end\":{\"cursor\":\"%s\",\"count\":%u,\"digest\":\"%s\",\"more\":%s}}\n",
    next,
    count,
    digest,
    to.seq < head.seq ? "true" : "false");
  return TRUE;
}
