/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-routes.h"

#include <string.h>

#include "kontor-feed.h"
#include "kontor-hello.h"
#include "kontor-membership.h"
#include "kontor-value-error.h"

#define MOST_CHANGES 5000
#define MOST_WAIT_S 60

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
    case KONTOR_PUSH_ERROR_OTHER_COMPANY:
      *status = 409;
      return "other_company";
    case KONTOR_PUSH_ERROR_OUTDATED:
      *status = 426;
      return "update_needed";
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

  if (error->domain == KONTOR_COMMAND_ERROR || error->domain == KONTOR_VALUE_ERROR)
    code = push_error_code (KONTOR_PUSH_ERROR_MALFORMED, &status);
  else if (error->domain == KONTOR_PUSH_ERROR)
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
handle_hello (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  KontorJson *data = kontor_hello_answer (database, exchange->body, error);

  if (data == NULL)
    return FALSE;
  answer_data (exchange, data);
  return TRUE;
}

static gboolean
handle_known (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  KontorJson *data = kontor_hello_known (database, exchange->body, error);

  if (data == NULL)
    return FALSE;
  answer_data (exchange, data);
  return TRUE;
}

static const char *
get_word (const KontorExchange *exchange, const char *name)
{
  const char *word = exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;

  return word != NULL ? word : "";
}

/* The number given, when it is one from @least to @most. */
static guint
get_number (const KontorExchange *exchange, const char *name, guint least, guint most, guint other)
{
  guint64 number = other;

  g_ascii_string_to_unsigned (get_word (exchange, name), 10, least, most, &number, NULL);
  return (guint) number;
}

static gboolean
handle_changes (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  exchange->media_type = "application/x-ndjson";
  return kontor_feed_write_page (database,
                                 get_word (exchange, "incarnation"),
                                 get_word (exchange, "cursor"),
                                 get_number (exchange, "limit", 1, MOST_CHANGES, 2000),
                                 exchange->now,
                                 exchange->answer,
                                 error);
}

/* With a cursor and wait=SECONDS the answer comes when there is more than the cursor has, or when
 * the time is over. */
static gboolean
handle_head (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  gboolean    is_behind = FALSE;
  gint64      seq = 0;
  KontorJson *data;

  if (!kontor_feed_get_head (database, &seq, error)
      || !kontor_feed_is_behind (database, get_word (exchange, "cursor"), &is_behind, error))
    return FALSE;
  data = kontor_json_new_object ();
  kontor_json_set_integer (data, "head", seq);
  kontor_json_set_boolean (data, "changed", is_behind);
  answer_data (exchange, data);
  exchange->wait_s = is_behind ? 0 : get_number (exchange, "wait", 1, MOST_WAIT_S, 0);
  return TRUE;
}

/* The company's name, "" before any station brought one. */
static gboolean
add_name (KontorDatabase *database, KontorJson *data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT value FROM setting WHERE key = 'company_name'", error, KONTOR_NO_VALUES);
  KontorStep step = statement != NULL ? kontor_statement_step (statement, error)
                                      : KONTOR_STEP_FAILED;

  kontor_json_set_string (
    data, "name", step == KONTOR_STEP_ROW ? kontor_statement_get_text (statement, 0) : "");
  return step != KONTOR_STEP_FAILED;
}

static gboolean
add_stations (KontorDatabase *database, const char *station, KontorJson *data, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorUid uid = { { 0 } };

  if (!kontor_uid_parse (&uid, station))
    memset (&uid, 0, sizeof uid);
  statement = kontor_database_query (
    database,
    "SELECT CAST (count (*) AS BIGINT), CAST (coalesce (sum (CASE WHEN uid = ?1 THEN 1 ELSE 0 END),"
    " 0) AS BIGINT) FROM sync_station WHERE revoked_at IS NULL",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid)));
  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  kontor_json_set_integer (data, "stations", kontor_statement_get_integer (statement, 0));
  kontor_json_set_boolean (data, "known", kontor_statement_get_integer (statement, 1) > 0);
  return TRUE;
}

/* Whose server this is, asked before a station joins. */
static gboolean
handle_company (KontorDatabase *database, KontorExchange *exchange, GError **error)
{
  g_autoptr (KontorJson) data = kontor_json_new_object ();
  g_autofree char *company = kontor_membership_dup_company (database, error);
  gint64           head = 0;

  if (company == NULL || !add_name (database, data, error)
      || !add_stations (database, get_word (exchange, "station"), data, error)
      || !kontor_feed_get_head (database, &head, error))
    return FALSE;
  kontor_json_set_string (data, "company", company);
  kontor_json_set_integer (data, "head", head);
  answer_data (exchange, g_steal_pointer (&data));
  return TRUE;
}

const KontorRoute kontor_routes[] = {
  { "GET", "/v1/health", FALSE, FALSE, "answers when the database does", handle_head },
  { "GET",
    "/v1/company",
    TRUE,
    FALSE,
    "whose server this is, and whether it knows the station",
    handle_company },
  { "POST", "/v1/stations", TRUE, TRUE, "enrol a station", handle_enrol },
  { "POST",
    "/v1/sync/hello",
    TRUE,
    TRUE,
    "whether station and server have the same past",
    handle_hello },
  { "POST", "/v1/sync/known", TRUE, FALSE, "which commands came here", handle_known },
  { "POST", "/v1/sync/commands", TRUE, TRUE, "commands of a station, in order", handle_commands },
  { "GET", "/v1/sync/changes", TRUE, FALSE, "aggregates changed since a cursor", handle_changes },
  { "GET",
    "/v1/sync/head",
    TRUE,
    FALSE,
    "the newest number of the feed; can wait for it",
    handle_head },
  { NULL },
};
