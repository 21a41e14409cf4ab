/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "kontor-chain.h"
#include "kontor-net-fixture.h"
#include "kontor-test-cluster.h"

/* Which server a company belongs to: asked before anything is sent, and left again. A company is
 * what has its uid, whatever it is called. The server is on both engines. */

#define N_STATIONS 2

typedef struct
{
  char      *base;
  NetServer  server;
  NetStation stations[N_STATIONS];
} Place;

/* One for the whole program: it takes seconds to start. */
static KontorTestCluster *the_cluster;

static void
place_start (Place *self, gconstpointer on_postgres)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = NULL;

  memset (self, 0, sizeof *self);
  self->base = g_dir_make_tmp ("kontor-join-XXXXXX", &error);
  g_assert_no_error (error);
  if (on_postgres != NULL && the_cluster == NULL)
    the_cluster = kontor_test_cluster_start (&error);
  g_assert_no_error (error);
  location = on_postgres != NULL ? kontor_test_cluster_new_database (the_cluster)
                                 : g_build_filename (self->base, "server.db", NULL);
  net_server_start (&self->server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_start (&self->stations[i], self->base, i, self->server.port);
}

static void
place_stop (Place *self, gconstpointer unused)
{
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_stop (&self->stations[i]);
  net_server_stop (&self->server);
  net_remove_tree (self->base);
  g_clear_pointer (&self->base, g_free);
}

static void
run (Place *self, guint station, const char *command, KontorJson *params)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (
    self->stations[station].replica, command, params, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
make_order (Place *self, guint station)
{
  run (self,
       station,
       "order.create",
       net_json ("{'customer_name':'Jo','lines':[{'title':'Wine','quantity':1000,"
                 "'price_e4':99900,'tax_code':'standard'}]}"));
}

static gpointer
count_orders (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT count (*) FROM sales_order", error, KONTOR_NO_VALUES);

  g_assert_true (kontor_statement_step_row (statement, error));
  return GINT_TO_POINTER ((int) kontor_statement_get_integer (statement, 0));
}

static int
orders_of (Place *self, guint station)
{
  return GPOINTER_TO_INT (
    kontor_replica_read (self->stations[station].replica, count_orders, NULL, NULL));
}

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static KontorJson *
greet (Place *self, guint station, const char *address, const char *token, GError **error)
{
  g_autoptr (KontorSyncClient) client = kontor_sync_client_new (
    self->stations[station].replica, address, token);
  g_autoptr (GAsyncResult) result = NULL;

  kontor_sync_client_greet_async (client, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return kontor_sync_client_greet_finish (client, result, error);
}

static char *
dup_address (Place *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->server.port);
}

static KontorJson *
greet_well (Place *self, guint station)
{
  g_autofree char *address = dup_address (self);
  g_autoptr (GError) error = NULL;
  KontorJson *greeting = greet (self, station, address, NET_TOKEN, &error);

  g_assert_no_error (error);
  return greeting;
}

static void
refuse (Place *self, const char *address, const char *token, KontorSyncError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) greeting = greet (self, 0, address, token, &error);

  g_assert_error (error, KONTOR_SYNC_ERROR, (int) code);
  g_assert_null (greeting);
  g_test_message ("%s", error->message);
}

/* Asking sends nothing: neither side knows of the other afterwards. */
static void
test_greeting (Place *self, gconstpointer unused)
{
  g_autoptr (KontorJson) empty = greet_well (self, 0);
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) joined = NULL;
  g_autofree char *remembered = kontor_replica_get_server (self->stations[0].replica);

  g_assert_cmpstr (kontor_json_get_string (empty, "name", "?"), ==, "");
  g_assert_cmpstr (kontor_json_get_string (empty, "own_name", ""), ==, "Probe GmbH");
  g_assert_cmpint (kontor_json_get_integer (empty, "head", -1), ==, 0);
  g_assert_cmpint (kontor_json_get_integer (empty, "stations", -1), ==, 0);
  g_assert_cmpint (kontor_json_get_integer (empty, "pending", -1), >, 0);
  g_assert_cmpstr (remembered, ==, "");

  net_station_sync (&self->stations[0]);
  before = greet_well (self, 1);
  g_assert_cmpstr (kontor_json_get_string (before, "name", ""), ==, "Probe GmbH");
  g_assert_cmpint (kontor_json_get_integer (before, "stations", -1), ==, 1);
  g_assert_false (kontor_json_get_boolean (before, "known", TRUE));
  joined = greet_well (self, 0);
  g_assert_true (kontor_json_get_boolean (joined, "known", FALSE));
}

static void
test_wrong (Place *self, gconstpointer unused)
{
  g_autofree char *address = dup_address (self);
  g_autofree char *slashes = g_strconcat (address, "//", NULL);
  g_autofree char *elsewhere = g_strconcat (address, "/somewhere/else", NULL);
  g_autoptr (KontorJson) greeting = greet (self, 0, slashes, NET_TOKEN, NULL);

  g_assert_cmpstr (kontor_json_get_string (greeting, "server", ""), ==, address);
  refuse (self, address, "wrong", KONTOR_SYNC_ERROR_TOKEN);
  refuse (self, address, NULL, KONTOR_SYNC_ERROR_TOKEN);
  refuse (self, elsewhere, NET_TOKEN, KONTOR_SYNC_ERROR_ADDRESS);
  refuse (self, "", NET_TOKEN, KONTOR_SYNC_ERROR_ADDRESS);
  refuse (self, "ftp://127.0.0.1", NET_TOKEN, KONTOR_SYNC_ERROR_ADDRESS);
  refuse (self, "not an address", NET_TOKEN, KONTOR_SYNC_ERROR_ADDRESS);
  refuse (self, "http://127.0.0.1/?a=b", NET_TOKEN, KONTOR_SYNC_ERROR_ADDRESS);
  net_server_pause (&self->server);
  refuse (self, address, NET_TOKEN, KONTOR_SYNC_ERROR_OFFLINE);
  net_server_resume (&self->server);
}

/* Station 0 becomes one of a company that was founded apart, with the same name. */
static void
found_apart (Place *self)
{
  net_station_stop (&self->stations[0]);
  net_station_found (&self->stations[0], self->base, N_STATIONS, self->server.port);
}

/* Neither asked nor told to go ahead: nothing of another company gets into its books. */
static void
test_other_company (Place *self, gconstpointer unused)
{
  g_autofree char *address = dup_address (self);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *remembered = NULL;
  g_autoptr (GError) error = NULL;

  net_station_sync (&self->stations[1]);
  found_apart (self);
  run (self, 0, "company.set", net_json ("{'key':'company_name','value':'Andere GmbH'}"));
  make_order (self, 0);
  before = net_server_dump (&self->server);
  refuse (self, address, NET_TOKEN, KONTOR_SYNC_ERROR_OTHER_COMPANY);
  g_assert_null (net_station_try (&self->stations[0], &error));
  g_assert_error (error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_OTHER_COMPANY);
  after = net_server_dump (&self->server);
  g_assert_cmpstr (before, ==, after);
  remembered = kontor_replica_get_server (self->stations[0].replica);
  g_assert_cmpstr (remembered, ==, "");

  /* One that belongs here may be called what it likes. */
  run (self, 1, "company.set", net_json ("{'key':'company_name','value':'Neue GmbH'}"));
  net_station_sync (&self->stations[1]);
  kontor_json_unref (greet_well (self, 1));
}

/* What is done alone comes along when it joins again. */
static void
test_leave (Place *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *remembered = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  make_order (self, 0);
  net_station_sync (&self->stations[0]);
  g_assert_true (kontor_replica_leave_server (self->stations[0].replica, &error));
  g_assert_no_error (error);
  remembered = kontor_replica_get_server (self->stations[0].replica);
  g_assert_cmpstr (remembered, ==, "");
  make_order (self, 0);
  net_station_sync (&self->stations[1]);
  g_assert_cmpint (orders_of (self, 1), ==, 1);
  make_order (self, 1);
  net_station_sync (&self->stations[1]);

  net_station_sync (&self->stations[0]);
  net_station_sync (&self->stations[1]);
  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_assert_cmpint (orders_of (self, i), ==, 3);
      net_station_verify (&self->stations[i]);
    }
  mine = net_station_dump (&self->stations[0]);
  theirs = net_server_dump (&self->server);
  net_assert_same ("who left", mine, theirs);
}

/* The uid that a side keeps, as text. */
static gpointer
read_company (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT value FROM profile WHERE key = 'company'", error, KONTOR_NO_VALUES);

  return kontor_statement_step_row (statement, error)
           ? g_strdup (kontor_statement_get_text (statement, 0))
           : g_strdup ("");
}

static char *
company_of (Place *self, guint station)
{
  return kontor_replica_read (self->stations[station].replica, read_company, NULL, NULL);
}

static char *
company_of_server (Place *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    self->server.location, KONTOR_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  return read_company (database, NULL, &error);
}

static void
refuse_sync (Place *self, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (net_station_try (&self->stations[0], &error));
  g_assert_error (error, KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_OTHER_COMPANY);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* Called the same, and with an order of its own: another company. */
static void
test_namesake (Place *self, gconstpointer unused)
{
  g_autofree char *address = dup_address (self);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *remembered = NULL;

  make_order (self, 1);
  net_station_sync (&self->stations[1]);
  found_apart (self);
  make_order (self, 0);
  before = net_server_dump (&self->server);
  refuse (self, address, NET_TOKEN, KONTOR_SYNC_ERROR_OTHER_COMPANY);
  refuse_sync (self, "another company that is called “Probe GmbH” too");
  after = net_server_dump (&self->server);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (orders_of (self, 0), ==, 1);
  remembered = kontor_replica_get_server (self->stations[0].replica);
  g_assert_cmpstr (remembered, ==, "");
}

/* A second computer that has nothing of its own yet is a station of the same company. */
static void
test_second_computer (Place *self, gconstpointer unused)
{
  g_autofree char *apart = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  make_order (self, 1);
  net_station_sync (&self->stations[1]);
  found_apart (self);
  apart = company_of (self, 0);
  net_station_sync (&self->stations[0]);
  mine = company_of (self, 0);
  theirs = company_of_server (self);
  g_assert_cmpstr (mine, ==, theirs);
  g_assert_cmpstr (mine, !=, apart);
  g_assert_cmpint (orders_of (self, 0), ==, 1);
  make_order (self, 0);
  net_station_sync (&self->stations[0]);
  net_station_sync (&self->stations[1]);
  g_assert_cmpint (orders_of (self, 1), ==, 2);
}

/* Another company is served now at the address that a station remembers. */
static void
test_server_changed (Place *self, gconstpointer on_postgres)
{
  g_autofree char *first = g_strdup (self->server.location);
  g_autofree char *second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint16          port;

  make_order (self, 0);
  net_station_sync (&self->stations[0]);
  second = on_postgres != NULL ? kontor_test_cluster_new_database (the_cluster)
                               : g_build_filename (self->base, "second.db", NULL);
  net_server_stop (&self->server);
  net_server_start (&self->server, second);
  port = self->server.port;
  net_station_stop (&self->stations[1]);
  net_station_found (&self->stations[1], self->base, N_STATIONS, port);
  net_station_sync (&self->stations[1]);

  net_server_pause (&self->server);
  net_station_reach (&self->stations[0], port);
  net_server_resume (&self->server);
  make_order (self, 0);
  before = net_server_dump (&self->server);
  refuse_sync (self, "another company");
  after = net_server_dump (&self->server);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (orders_of (self, 0), ==, 2);
  g_assert_cmpstr (first, !=, second);
}

static void
forget_company (const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    location, KONTOR_DATABASE_READ_WRITE, &error);

  g_assert_no_error (error);
  kontor_database_execute (
    database, "DELETE FROM profile WHERE key IN ('company', 'has_joined')", &error);
  g_assert_no_error (error);
}

static void
make_older (Place *self, guint station)
{
  g_autofree char *file = g_build_filename (self->stations[station].folder, "kontor.db", NULL);

  net_station_close (&self->stations[station]);
  forget_company (file);
  net_station_open (&self->stations[station], self->server.port);
}

static void
assert_company (Place *self, const char *expected)
{
  g_autofree char *server = company_of_server (self);

  g_assert_cmpstr (server, ==, expected);
  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_autofree char *mine = company_of (self, i);

      g_assert_cmpstr (mine, ==, expected);
    }
}

/* Databases of an older version: the company's uid follows from its first station, on each side by
 * itself, and all that belonged together goes on. */
static void
test_older (Place *self, gconstpointer unused)
{
  g_autoptr (KontorJson) status = NULL;
  char      text[KONTOR_UID_TEXT_SIZE];
  KontorUid uid;

  for (guint i = 0; i < N_STATIONS; i++)
    net_station_sync (&self->stations[i]);
  net_server_pause (&self->server);
  forget_company (self->server.location);
  net_server_resume (&self->server);
  for (guint i = 0; i < N_STATIONS; i++)
    make_older (self, i);
  for (guint i = N_STATIONS; i-- > 0;) /* not the first one first */
    {
      make_order (self, i);
      net_station_sync (&self->stations[i]);
    }
  status = kontor_replica_get_status (self->stations[0].replica, NULL);
  g_assert_true (kontor_uid_parse (&uid, kontor_json_get_string (status, "station_uid", "")));
  kontor_chain_company_uid (&uid, &uid);
  assert_company (self, kontor_uid_format (&uid, text));
  net_station_sync (&self->stations[1]);
  g_assert_cmpint (orders_of (self, 1), ==, 2);
}

/* One that never had a server and was worked with: it brings its own uid to its first one. */
static void
test_older_alone (Place *self, gconstpointer unused)
{
  g_autofree char *alone = NULL;
  g_autofree char *server = NULL;

  make_order (self, 0);
  make_older (self, 0);
  alone = company_of (self, 0);
  g_assert_cmpstr (alone, !=, "");
  net_station_sync (&self->stations[0]);
  server = company_of_server (self);
  g_assert_cmpstr (server, ==, alone);
}

static guint
say (Place *self, const char *path, KontorJson *body, char **answer)
{
  g_autofree char *address = dup_address (self);
  g_autofree char *url = g_strconcat (address, path, NULL);
  g_autofree char *text = kontor_json_to_string (body);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (
    soup_message_get_request_headers (message), "Authorization", "Bearer " NET_TOKEN);
  soup_message_set_request_body_from_bytes (message, "application/json", request);
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  *answer = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}

/* What the server itself looks at, whatever a station thinks: hello carries the company. */
static void
test_hello (Place *self, gconstpointer unused)
{
  const char *const routes[] = { "/v1/sync/hello", "/v1/stations" };

  net_station_sync (&self->stations[0]);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (KontorJson) line = kontor_replica_get_line (self->stations[0].replica, NULL);
      g_autoptr (KontorJson) status = kontor_replica_get_status (self->stations[0].replica, NULL);
      g_autofree char *well = NULL;
      g_autofree char *other = NULL;
      g_autofree char *none = NULL;

      kontor_json_set_string (line, "station", kontor_json_get_string (status, "station_uid", ""));
      g_assert_cmpuint (say (self, routes[i], line, &well), ==, 200);
      kontor_json_set_string (line, "company", "0190b3e2-0000-7000-8000-000000000001");
      g_assert_cmpuint (say (self, routes[i], line, &other), ==, 409);
      g_assert_nonnull (strstr (other, "\"other_company\""));
      g_assert_nonnull (strstr (other, "keeps another company"));
      kontor_json_set_string (line, "company", NULL);
      g_assert_cmpuint (say (self, routes[i], line, &none), ==, 426);
      g_assert_nonnull (strstr (none, "\"update_needed\""));
    }
}

static void
add (const char *name, void (*test) (Place *self, gconstpointer unused))
{
  g_autofree char *sqlite = g_strconcat ("/join/sqlite/", name, NULL);
  g_autofree char *postgres = g_strconcat ("/join/postgres/", name, NULL);

  g_test_add (sqlite, Place, NULL, place_start, test, place_stop);
  g_test_add (postgres, Place, "PostgreSQL", place_start, test, place_stop);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("greeting", test_greeting);
  add ("wrong", test_wrong);
  add ("other-company", test_other_company);
  add ("namesake", test_namesake);
  add ("second-computer", test_second_computer);
  add ("server-changed", test_server_changed);
  add ("older", test_older);
  add ("older-alone", test_older_alone);
  add ("hello", test_hello);
  add ("leave", test_leave);
  result = g_test_run ();
  g_clear_pointer (&the_cluster, kontor_test_cluster_stop);
  return result;
}
