/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-net-fixture.h"

/* Which server a company belongs to: asked before anything is sent, and left again. */

#define N_STATIONS 2

typedef struct
{
  char      *base;
  NetServer  server;
  NetStation stations[N_STATIONS];
} Place;

static void
place_start (Place *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = NULL;

  memset (self, 0, sizeof *self);
  self->base = g_dir_make_tmp ("kontor-join-XXXXXX", &error);
  g_assert_no_error (error);
  location = g_build_filename (self->base, "server.db", NULL);
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

static void
add (const char *name, void (*test) (Place *self, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/join/", name, NULL);

  g_test_add (path, Place, NULL, place_start, test, place_stop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("greeting", test_greeting);
  add ("wrong", test_wrong);
  add ("other-company", test_other_company);
  add ("leave", test_leave);
  return g_test_run ();
}
