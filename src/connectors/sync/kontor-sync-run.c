/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sync-run.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "kontor-chain.h"
#include "kontor-feed-page.h"
#include "kontor-form.h"
#include "kontor-sync-client.h"
#include "kontor-text.h"

#define PUSH_COMMANDS 200
#define PULL_LIMIT 2000
#define KNOWN_UIDS 10000
#define TIMEOUT_S 30

/* A past that was found to differ is put right, and then everything is tried again. */
#define MOST_PASSES 3

/* One run, on its thread. */
typedef struct
{
  KontorReplica *replica;
  const char    *token; /* (nullable) */
  GCancellable  *cancellable;
  SoupSession   *session;     /* (owned) */
  char          *server;      /* (owned): base address without a slash at the end */
  char          *incarnation; /* (owned) */
  char          *cursor;      /* (owned): after the pull */
  gboolean       joins;       /* a server that this profile does not remember */
  const char    *new_start;   /* (nullable): why the past differed */
  gint64         pushed;
  gint64         refused;
  gint64         pulled;
} KontorSyncRun;

/* The server's refusal as an error of this room. */
static void
set_refusal (guint status, GBytes *body, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_parse (
    g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL);
  const KontorJson *details = answer != NULL ? kontor_json_get_object (answer, "error") : NULL;
  const char       *code = details != NULL ? kontor_json_get_string (details, "code", "") : "";
  const char       *message = details != NULL ? kontor_json_get_string (details, "message", "")
                                              : "no reason given";
  KontorSyncError   kind = KONTOR_SYNC_ERROR_PROTOCOL;

  if (status == 401)
    kind = KONTOR_SYNC_ERROR_TOKEN;
  else if (status == 403)
    kind = KONTOR_SYNC_ERROR_REFUSED;
  else if (g_str_equal (code, "station_forked") || g_str_equal (code, "cursor_ahead")
           || g_str_equal (code, "epoch_changed"))
    kind = KONTOR_SYNC_ERROR_FORKED;
  else if (g_str_equal (code, "other_company"))
    kind = KONTOR_SYNC_ERROR_OTHER_COMPANY;
  else if (status == 429 || status >= 500)
    kind = KONTOR_SYNC_ERROR_OFFLINE;
  if (kind == KONTOR_SYNC_ERROR_TOKEN)
    g_set_error_literal (error, KONTOR_SYNC_ERROR, kind, _ ("the server does not take this token"));
  else if (kind == KONTOR_SYNC_ERROR_OTHER_COMPANY)
    g_set_error_literal (
      error, KONTOR_SYNC_ERROR, kind, _ ("the server keeps another company than this one"));
  else
    g_set_error (
      error, KONTOR_SYNC_ERROR, kind, _ ("the server refused (%u): %s"), status, message);
}

static gboolean
no_address (const char *server, GError **error)
{
  g_set_error (error,
               KONTOR_SYNC_ERROR,
               KONTOR_SYNC_ERROR_ADDRESS,
               _ ("“%s” is no address of a server"),
               server);
  return FALSE;
}

static GBytes *
call (
  KontorSyncRun *run, const char *method, const char *path, const KontorJson *body, GError **error)
{
  g_autofree char *url = g_strconcat (run->server, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", run->token != NULL ? run->token : "", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) request = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) local_error = NULL;

  if (message == NULL)
    {
      no_address (run->server, error);
      return NULL;
    }
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      char *text = kontor_json_to_string (body);

      request = g_bytes_new_take (text, strlen (text));
      soup_message_set_request_body_from_bytes (message, "application/json", request);
    }
  answer = soup_session_send_and_read (run->session, message, run->cancellable, &local_error);
  if (answer == NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error,
                     KONTOR_SYNC_ERROR,
                     KONTOR_SYNC_ERROR_OFFLINE,
                     _ ("the server %s does not answer: %s"),
                     run->server,
                     local_error->message);
      return NULL;
    }
  if (soup_message_get_status (message) == 200)
    return g_steal_pointer (&answer);
  set_refusal (soup_message_get_status (message), answer, error);
  return NULL;
}

static KontorJson *
call_json (KontorSyncRun *run, const char *path, const KontorJson *body, GError **error)
{
  g_autoptr (GBytes) bytes = call (run, "POST", path, body, error);
  g_autoptr (KontorJson) answer = NULL;

  if (bytes == NULL)
    return NULL;
  answer = kontor_json_parse (
    g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
  if (answer == NULL)
    return NULL;
  if (kontor_json_get_object (answer, "data") != NULL)
    return kontor_json_ref ((KontorJson *) kontor_json_get_object (answer, "data"));
  g_set_error_literal (
    error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_PROTOCOL, "the server's answer has no data");
  return NULL;
}

static gboolean
enrol (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) request = kontor_json_new_object ();
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (KontorJson) status = kontor_replica_get_status (run->replica, error);

  if (status == NULL)
    return FALSE;
  g_free (run->incarnation); /* of the pass before */
  run->incarnation = kontor_replica_get_incarnation (run->replica, error);
  if (run->incarnation == NULL)
    return FALSE;
  kontor_json_set_string (request, "station", kontor_json_get_string (status, "station_uid", ""));
  kontor_json_set_string (request, "incarnation", run->incarnation);
  kontor_json_set_string (request, "company", kontor_json_get_string (status, "company", ""));
  kontor_json_set_string (request, "name", g_get_host_name ());
  kontor_json_set_integer (request, "number", kontor_replica_get_station (run->replica));
  answer = call_json (run, "/v1/stations", request, error);
  return answer != NULL
         && kontor_replica_set_enrolment (
           run->replica, run->server, (guint) kontor_json_get_integer (answer, "number", 0), error);
}

static KontorJson *
batch_of (KontorSyncRun *run, GPtrArray *items, GError **error)
{
  g_autoptr (KontorJson) request = kontor_json_new_object ();
  g_autoptr (KontorJson) commands = kontor_json_new_array ();

  for (guint i = 0; i < items->len; i++)
    {
      const KontorOutboxItem *item = g_ptr_array_index (items, i);
      KontorJson             *entry = kontor_json_new_object ();
      KontorJson             *content = kontor_json_parse (item->content, -1, error);

      kontor_json_append (commands, entry);
      if (content == NULL)
        return NULL;
      kontor_json_set_integer (entry, "n", item->n);
      kontor_json_set_string (entry, "chain", item->chain);
      kontor_json_set (entry, "content", content);
    }
  kontor_json_set_string (request, "incarnation", run->incarnation);
  kontor_json_set (request, "commands", g_steal_pointer (&commands));
  return g_steal_pointer (&request);
}

static void
count_answers (KontorSyncRun *run, const KontorJson *results)
{
  for (guint i = 0; i < kontor_json_length (results); i++)
    {
      run->pushed++;
      if (g_str_equal (kontor_json_get_string (kontor_json_at (results, i), "status", ""),
                       "refused"))
        run->refused++;
    }
}

static gboolean
push_all (KontorSyncRun *run, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GPtrArray) items = kontor_replica_get_pending (run->replica, PUSH_COMMANDS, error);
      g_autoptr (KontorJson) request = NULL;
      g_autoptr (KontorJson) answer = NULL;
      const KontorJson *results;

      if (items == NULL)
        return FALSE;
      if (items->len == 0)
        return TRUE;
      request = batch_of (run, items, error);
      answer = request != NULL ? call_json (run, "/v1/sync/commands", request, error) : NULL;
      if (answer == NULL)
        return FALSE;
      results = kontor_json_get_array (answer, "results");
      if (results == NULL || kontor_json_length (results) == 0)
        {
          g_set_error_literal (
            error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_PROTOCOL, "the server answered no command");
          return FALSE;
        }
      if (!kontor_replica_set_answers (run->replica, results, error))
        return FALSE;
      count_answers (run, results);
    }
}

/* Images of all pages up to the head are applied in one transaction: what is settled by the last
 * page is in them. */
static gboolean
fetch_pages (KontorSyncRun *run, const char *from, KontorFeedPage *page, GError **error)
{
  g_autofree char *cursor = g_strdup (from);
  gboolean         more = TRUE;

  while (more)
    {
      g_auto (KontorFeedAnswer) answer = { 0 };
      g_autofree char *path = NULL;
      g_autoptr (GBytes) bytes = NULL;

      path = g_strdup_printf (
        "/v1/sync/changes?incarnation=%s&limit=%d&cursor=%s", run->incarnation, PULL_LIMIT, cursor);
      bytes = call (run, "GET", path, NULL, error);
      if (bytes == NULL
          || !kontor_feed_answer_parse (
            &answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return FALSE;
      g_ptr_array_extend_and_steal (page->images, g_steal_pointer (&answer.images));
      g_free (cursor); /* replaced by the next one */
      cursor = g_steal_pointer (&answer.cursor);
      page->settled_n = answer.settled_n;
      more = answer.more;
    }
  g_free (run->cursor); /* of the pass before */
  run->cursor = g_steal_pointer (&cursor);
  page->cursor = run->cursor;
  run->pulled += page->images->len;
  return TRUE;
}

static gboolean
pull_all (KontorSyncRun *run, GError **error)
{
  g_autofree char *cursor = kontor_replica_get_cursor (run->replica, error);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_json_unref);
  KontorFeedPage page = { .images = images };

  return cursor != NULL && fetch_pages (run, cursor, &page, error)
         && kontor_replica_apply_page (run->replica, &page, error);
}

static gboolean
ask_known (KontorSyncRun *run, KontorJson *uids, KontorJson *known, GError **error)
{
  g_autoptr (KontorJson) request = kontor_json_new_object ();
  g_autoptr (KontorJson) answer = NULL;
  const KontorJson *list;

  kontor_json_set (request, "uids", uids);
  answer = call_json (run, "/v1/sync/known", request, error);
  if (answer == NULL)
    return FALSE;
  list = kontor_json_get_array (answer, "known");
  for (guint i = 0; i < kontor_json_length (list); i++)
    kontor_json_append (known, kontor_json_ref ((KontorJson *) kontor_json_at (list, i)));
  return TRUE;
}

/* Which of the commands that were ever sent the server has. */
static KontorJson *
list_known (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) sent = kontor_replica_list_sent (run->replica, error);
  g_autoptr (KontorJson) known = kontor_json_new_array ();

  if (sent == NULL)
    return NULL;
  for (guint from = 0; from < kontor_json_length (sent); from += KNOWN_UIDS)
    {
      KontorJson *uids = kontor_json_new_array ();

      for (guint i = from; i < MIN (from + KNOWN_UIDS, kontor_json_length (sent)); i++)
        kontor_json_append (uids, kontor_json_ref ((KontorJson *) kontor_json_at (sent, i)));
      if (!ask_known (run, uids, known, error))
        return NULL;
    }
  return g_steal_pointer (&known);
}

/* The server's past changed: its rows as a whole, and what it forgot once more. */
static gboolean
start_anew (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) known = list_known (run, error);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_json_unref);
  KontorFeedPage page = { .images = images };

  return known != NULL && fetch_pages (run, "", &page, error)
         && kontor_replica_start_anew (run->replica, known, &page, error) && enrol (run, error);
}

/* This station's past changed: what waits goes into another incarnation. */
static gboolean
renew (KontorSyncRun *run, GError **error)
{
  run->new_start = "station_forked";
  return kontor_replica_renew (run->replica, error) && enrol (run, error);
}

static KontorJson *
say_hello (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) line = kontor_replica_get_line (run->replica, error);

  return line != NULL ? call_json (run, "/v1/sync/hello", line, error) : NULL;
}

/* What the station itself sees: whether the server still has what it once answered. */
static gboolean
compare_lines (KontorSyncRun *run, const KontorJson *hello, GError **error)
{
  KontorLineAgreement agreement;

  if (!kontor_replica_check_line (run->replica,
                                  kontor_json_get_integer (hello, "last_n", 0),
                                  kontor_json_get_string (hello, "chain", ""),
                                  &agreement,
                                  error))
    return FALSE;
  switch (agreement)
    {
    case KONTOR_LINE_AGREES:
      return TRUE;
    case KONTOR_LINE_FORKED:
      return renew (run, error);
    case KONTOR_LINE_FORGOTTEN:
      run->new_start = "server_restored";
      return start_anew (run, error);
    }
  g_assert_not_reached ();
}

/* The same past on both sides, or made so. */
static gboolean
meet (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) hello = say_hello (run, error);
  const char *reason;

  if (hello == NULL)
    return FALSE;
  if (g_str_equal (kontor_json_get_string (hello, "do", ""), "continue"))
    return compare_lines (run, hello, error);
  reason = kontor_json_get_string (hello, "reason", "");
  if (g_str_equal (reason, "station_forked"))
    return renew (run, error);
  run->new_start = "server_restored";
  return start_anew (run, error);
}

/* "kontor.example.org" as people type it: encrypted, and without a slash at the end. */
static char *
normalize_address (const char *text, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *address = strstr (typed, "://") != NULL ? g_strdup (typed)
                                                           : g_strconcat ("https://", typed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || strpbrk (host, " \t\"'<>\\^`{|}") != NULL
      || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
      || g_uri_get_query (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    {
      no_address (typed, error);
      return NULL;
    }
  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return g_steal_pointer (&address);
}

/* The address given, or the one that the profile remembers. */
static gboolean
find_server (KontorSyncRun *run, const char *given, GError **error)
{
  g_autofree char *remembered = kontor_replica_get_server (run->replica);

  run->server = given != NULL ? normalize_address (given, error) : g_strdup (remembered);
  if (run->server == NULL)
    return FALSE;
  run->joins = !g_str_equal (run->server, remembered);
  if (*run->server != '\0')
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_SYNC_ERROR,
                       KONTOR_SYNC_ERROR_REFUSED,
                       _ ("this company belongs to no server yet; name its address once"));
  return FALSE;
}

/* --- before a station joins --- */

static gpointer
read_settings (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

static KontorJson *
ask_company (KontorSyncRun *run, const char *station, GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/company?station=", station, NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = call (run, "GET", path, NULL, &failure);
  g_autoptr (KontorJson) answer = NULL;

  if (bytes != NULL)
    answer = kontor_json_parse (
      g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  if (answer != NULL && kontor_json_get_object (answer, "data") != NULL)
    return kontor_json_copy_object (kontor_json_get_object (answer, "data"));
  if (failure != NULL && !g_error_matches (failure, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_PROTOCOL))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error,
                 KONTOR_SYNC_ERROR,
                 KONTOR_SYNC_ERROR_ADDRESS,
                 _ ("what answers at %s is no server of Kontor"),
                 run->server);
  return NULL;
}

static gboolean
refuse_company (const KontorJson *greeting, GError **error)
{
  const char      *theirs = kontor_json_get_string (greeting, "name", "");
  const char      *ours = kontor_json_get_string (greeting, "own_name", "");
  g_autofree char *a = kontor_text_fold (theirs, -1);
  g_autofree char *b = kontor_text_fold (ours, -1);

  if (g_str_equal (a, b))
    g_set_error (
      error,
      KONTOR_SYNC_ERROR,
      KONTOR_SYNC_ERROR_OTHER_COMPANY,
      _ ("the server keeps another company that is called “%s” too: this one was founded "
         "apart from it, and has records of its own"),
      theirs);
  else
    g_set_error (error,
                 KONTOR_SYNC_ERROR,
                 KONTOR_SYNC_ERROR_OTHER_COMPANY,
                 _ ("the server keeps the company “%s”, and this one is “%s”"),
                 theirs,
                 ours);
  return FALSE;
}

/* Two companies in one set of books could not be told apart again. What is called the same is the
 * same only where it can't be otherwise: in a profile that has nothing of its own yet, and with
 * versions that give no uid. */
static gboolean
check_company (const KontorJson *greeting, GError **error)
{
  const char      *their_uid = kontor_json_get_string (greeting, "company", "");
  const char      *our_uid = kontor_json_get_string (greeting, "own_company", "");
  const char      *theirs = kontor_json_get_string (greeting, "name", "");
  g_autofree char *a = kontor_text_fold (theirs, -1);
  g_autofree char *b = kontor_text_fold (kontor_json_get_string (greeting, "own_name", ""), -1);
  gboolean is_open = kontor_json_get_boolean (greeting, "is_new", FALSE) || *their_uid == '\0'
                     || *our_uid == '\0';

  if (kontor_json_get_boolean (greeting, "known", FALSE) || (*their_uid == '\0' && *theirs == '\0')
      || (*our_uid != '\0' && g_str_equal (their_uid, our_uid)) || (is_open && g_str_equal (a, b)))
    return TRUE;
  return refuse_company (greeting, error);
}

static void
add_own (KontorJson *greeting, const KontorJson *status, const KontorJson *settings)
{
  kontor_json_set_string (
    greeting, "own_name", kontor_json_get_string (settings, "company_name", ""));
  kontor_json_set_string (greeting, "own_company", kontor_json_get_string (status, "company", ""));
  kontor_json_set_string (greeting, "station", kontor_json_get_string (status, "station_uid", ""));
  kontor_json_set_boolean (greeting, "is_new", kontor_json_get_boolean (status, "is_new", FALSE));
  kontor_json_set_integer (greeting, "pending", kontor_json_get_integer (status, "pending", 0));
}

static KontorJson *
greet (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) status = kontor_replica_get_status (run->replica, error);
  g_autoptr (KontorJson) settings = status != NULL ? kontor_replica_read (
                                      run->replica, read_settings, NULL, error)
                                                   : NULL;
  g_autoptr (KontorJson) greeting = NULL;

  if (settings == NULL)
    return NULL;
  greeting = ask_company (run, kontor_json_get_string (status, "station_uid", ""), error);
  if (greeting == NULL)
    return NULL;
  kontor_json_set_string (greeting, "server", run->server);
  add_own (greeting, status, settings);
  return check_company (greeting, error) ? g_steal_pointer (&greeting) : NULL;
}

/* From now on this profile is a station of the company that the server keeps. A server that keeps
 * none yet gets the one of here. */
static gboolean
settle_company (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) greeting = greet (run, error);
  const char *ours;
  KontorUid   uid;

  if (greeting == NULL)
    return FALSE;
  ours = kontor_json_get_string (greeting, "own_company", "");
  if (kontor_uid_parse (&uid, kontor_json_get_string (greeting, "company", "")))
    return g_str_equal (kontor_json_get_string (greeting, "company", ""), ours)
           || kontor_replica_set_company (run->replica, &uid, error);
  if (*ours != '\0' || *kontor_json_get_string (greeting, "name", "") != '\0'
      || !kontor_uid_parse (&uid, kontor_json_get_string (greeting, "station", "")))
    return TRUE;
  kontor_chain_company_uid (&uid, &uid);
  return kontor_replica_set_company (run->replica, &uid, error);
}

static gboolean
may_join (KontorSyncRun *run, GError **error)
{
  g_autoptr (KontorJson) line = run->joins ? NULL : kontor_replica_get_line (run->replica, error);

  if (!run->joins && line == NULL)
    return FALSE;
  if (!run->joins && *kontor_json_get_string (line, "company", "") != '\0')
    return TRUE;
  return settle_company (run, error);
}

/* A server at the same address that keeps another company is asked whom it means: it may know this
 * station, and have its company's uid from another one. */
static gboolean
enrol_or_settle (KontorSyncRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (enrol (run, &local_error))
    return TRUE;
  if (g_error_matches (local_error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_OTHER_COMPANY))
    return settle_company (run, error) && enrol (run, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A fork that only the push sees: the outbox has forgotten where it agreed with the server. */
static gboolean
push_or_renew (KontorSyncRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (push_all (run, &local_error))
    return TRUE;
  if (g_error_matches (local_error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_FORKED))
    return renew (run, error) && push_all (run, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The server may be set back between hello and the pull: hello finds out. */
static gboolean
run_passes (KontorSyncRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint pass = 0; pass < MOST_PASSES; pass++)
    {
      g_clear_error (&local_error);
      if (enrol_or_settle (run, &local_error) && meet (run, &local_error)
          && push_or_renew (run, &local_error) && pull_all (run, &local_error))
        return TRUE;
      if (!g_error_matches (local_error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_FORKED))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static KontorJson *
new_summary (const KontorSyncRun *run)
{
  KontorJson *summary = kontor_json_new_object ();

  kontor_json_set_string (summary, "server", run->server);
  kontor_json_set_string (summary, "cursor", run->cursor);
  kontor_json_set_string (summary, "new_start", run->new_start);
  kontor_json_set_integer (summary, "pushed", run->pushed);
  kontor_json_set_integer (summary, "refused", run->refused);
  kontor_json_set_integer (summary, "pulled", run->pulled);
  return summary;
}

static void
begin (KontorSyncRun *run)
{
  run->session = soup_session_new_with_options (
    "timeout", TIMEOUT_S, "user-agent", "kontor/" KONTOR_VERSION, NULL);
}

static void
end (KontorSyncRun *run)
{
  g_clear_object (&run->session);
  g_clear_pointer (&run->incarnation, g_free);
  g_clear_pointer (&run->cursor, g_free);
  g_clear_pointer (&run->server, g_free);
}

/**
 * kontor_sync_run:
 * @server: (nullable): base address; NULL for the one that the profile remembers
 * @token: (nullable): what the server asks for
 *
 * Enrols, compares the pasts, sends all that waits, fetches all that is new. A server that the
 * profile does not remember is asked first which company it keeps. Blocks; on a thread of its own.
 *
 * Returns: (transfer full) (nullable): {"pushed","refused","pulled","server","cursor","new_start"},
 * or NULL with KONTOR_SYNC_ERROR
 */
KontorJson *
kontor_sync_run (KontorReplica *replica,
                 const char    *server,
                 const char    *token,
                 GCancellable  *cancellable,
                 GError       **error)
{
  KontorSyncRun run = { .replica = replica, .token = token, .cancellable = cancellable };
  KontorJson   *summary = NULL;

  begin (&run);
  if (find_server (&run, server, error) && may_join (&run, error) && run_passes (&run, error))
    summary = new_summary (&run);
  end (&run);
  return summary;
}

/**
 * kontor_sync_greet:
 * @server: base address, as a person types it
 * @token: (nullable): what the server asks for
 *
 * Asks a server whom it serves. Nothing is sent, and nothing is changed on either side. Blocks; on
 * a thread of its own.
 *
 * Returns: (transfer full) (nullable): {"server","name","company","stations","head","known",
 * "own_name","own_company","is_new","pending"}, or NULL with KONTOR_SYNC_ERROR
 */
KontorJson *
kontor_sync_greet (KontorReplica *replica,
                   const char    *server,
                   const char    *token,
                   GCancellable  *cancellable,
                   GError       **error)
{
  KontorSyncRun run = { .replica = replica, .token = token, .cancellable = cancellable };
  KontorJson   *greeting = NULL;

  begin (&run);
  if (find_server (&run, server, error))
    greeting = greet (&run, error);
  end (&run);
  return greeting;
}
