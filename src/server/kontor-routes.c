/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-routes.h"

#include "kontor-feed.h"
#include "kontor-push.h"

#define MOST_CHANGES 5000

static void
answer_data (KontorExchange *exchange, KontorJson *data)
{
  g_autoptr (KontorJson) envelope = kontor_json_new_object ();
  KontorJson *meta = kontor_json_new_object ();

  kontor_json_set_boolean (envelope, "success", TRUE);
  kontor_json_set (envelope, "data", data);
  kontor_json_set_integer (meta, "now", exchange->now);
  kontor_json_set (envelope, "meta", meta);
  kontor_json_append_to (envelope, exchange->answer);
}

static void
answer_error (KontorExchange *exchange,
              guint           status,
              const char     *code,
              const char     *message,
              KontorJson     *details)
{
  g_autoptr (KontorJson) envelope = kontor_json_new_object ();
  KontorJson *error = kontor_json_new_object ();

  exchange->status = status;
  exchange->media_type = "application/json";
  g_string_truncate (exchange->answer, 0);
  kontor_json_set_boolean (envelope, "success", FALSE);
  kontor_json_set_string (error, "code", code);
  kontor_json_set_string (error, "message", message);
  if (details != NULL)
    kontor_json_set (error, "details", details);
  kontor_json_set (envelope, "error", error);
  kontor_json_append_to (envelope, exchange->answer);
}

static const char *
push_error_code (KontorPushError code, guint *status)
{
  switch (code)
    {
    case KONTOR_PUSH_ERROR_MALFORMED:
      *status = 400;
      return "malformed";
    case KONTOR_PUSH_ERROR_OUT_OF_ORDER:
      *status = 409;
      return "out_of_order";
    case KONTOR_PUSH_ERROR_FORKED:
      *status = 409;
      return "station_forked";
    case KONTOR_PUSH_ERROR_UNKNOWN_STATION:
      *status = 403;
      return "station_revoked";
    }
  g_assert_not_reached ();
}

static const char *
feed_error_code (KontorFeedError code, guint *status)
{
  switch (code)
    {
    case KONTOR_FEED_ERROR_CURSOR:
      *status = 400;
      return "malformed";
    case KONTOR_FEED_ERROR_EPOCH:
      *status = 409;
      return "epoch_changed";
    case KONTOR_FEED_ERROR_AHEAD:
      *status = 409;
      return "cursor_ahead";
    }
  g_assert_not_reached ();
}

/**
 * kontor_exchange_fail:
 * @error: what went wrong
 *
 * Answers with the envelope and the stable code of sync-spec.md section 20.
 */
void
kontor_exchange_fail (KontorExchange *self, const GError *error)
{
  guint       status = 500;
  const char *code = "internal";
  const char *message = "The server could not do this.";

  if (error->domain == KONTOR_PUSH_ERROR)
    code = push_error_code ((KontorPushError) error->code, &status);
  else if (error->domain == KONTOR_FEED_ERROR)
    code = feed_error_code ((KontorFeedError) error->code, &status);
  else if (error->domain == KONTOR_DATABASE_ERROR && error->code == KONTOR_DATABASE_ERROR_BUSY)
    {
      status = 503;
      code = "busy";
    }
  if (status != 500)
    message = error->message;
  else
    g_warning ("a request failed: %s", error->message);
  answer_error (self, status, code, message, NULL);
}

static gboolean
handle_enrol (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  KontorJson *data = kontor_push_enrol (database, exchange->body, error);

  if (data == NULL)
    return FALSE;
  answer_data (exchange, data);
  return TRUE;
}

static gboolean
handle_commands (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  gint64      expected = 0;
  KontorJson *data = kontor_push_commands (
    database, exchange->body, exchange->now, &expected, error);

  if (data == NULL)
    return FALSE;
  answer_data (exchange, data);
  return TRUE;
}

static gboolean
handle_changes (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  const char *cursor = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "cursor")
                                               : NULL;
  const char *incarnation = exchange->query != NULL
                              ? g_hash_table_lookup (exchange->query, "incarnation")
                              : NULL;
  const char *limit_text = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "limit")
                                                   : NULL;
  guint64     limit = 2000;

  if (limit_text != NULL)
    g_ascii_string_to_unsigned (limit_text, 10, 1, MOST_CHANGES, &limit, NULL);
  exchange->media_type = "application/x-ndjson";
  return kontor_feed_write_page (database,
                                 incarnation != NULL ? incarnation : "",
                                 cursor != NULL ? cursor : "",
                                 (guint) limit,
                                 exchange->now,
                                 exchange->answer,
                                 error);
}

static gboolean
handle_head (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  KontorJson *data;
  gint64      seq = 0;

  if (!kontor_feed_get_head (database, &seq, error))
    return FALSE;
  data = kontor_json_new_object ();
  kontor_json_set_integer (data, "head", seq);
  answer_data (exchange, data);
  return TRUE;
}

const KontorRoute kontor_routes[] = {
  { "GET", "/v1/health", FALSE, FALSE, "answers when the database does", handle_head },
  { "POST", "/v1/stations", TRUE, TRUE, "enrol a station", handle_enrol },
  { "POST", "/v1/sync/commands", TRUE, TRUE, "commands of a station, in order", handle_commands },
  { "GET", "/v1/sync/changes", TRUE, FALSE, "aggregates changed since a cursor", handle_changes },
  { "GET", "/v1/sync/head", TRUE, FALSE, "the newest number of the feed", handle_head },
  { NULL },
};
