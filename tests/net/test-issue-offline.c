/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-invoice-command.h"
#include "kontor-invoice-render.h"
#include "kontor-net-fixture.h"
#include "kontor-test-cluster.h"

/* Two stations issue without a network, then meet at the server: no number clashes, each series
 * follows on itself, and all three say the same. */

#define N_STATIONS 2
#define N_INVOICES 6

typedef struct
{
  NetServer  server;
  NetStation stations[N_STATIONS];
} Shop;

static char *
make (Shop *self, guint station, const char *command, const char *key, KontorJson *params)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (
    self->stations[station].replica, command, params, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (kontor_json_get_string (result, key, ""));
}

static char *
make_order (Shop *self, guint station)
{
  return make (self,
               station,
               "order.create",
               "order",
               net_json ("{'customer_name':'Anna Meier','state':'PENDING_PAYMENT',"
                         "'billing':{'name':'Anna Meier','street':'Am Markt 1','postcode':'24103',"
                         "'city':'Kiel','country':'DE'},'lines':[{'title':'Zeder','quantity':2000,"
                         "'price_e4':249500,'tax_code':'standard'}]}"));
}

static void
issue (Shop *self, guint station, GHashTable *numbers)
{
  g_autofree char *order = make_order (self, station);
  char            *number = make (
    self, station, "invoice.issue", "number", net_json ("{'order':'%s'}", order));

  g_assert_true (g_hash_table_add (numbers, number)); /* takes it; given once only */
}

static void
sync_all (Shop *self)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_STATIONS; i++)
      net_station_sync (&self->stations[i]);
}

static gpointer
count_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, data, error, KONTOR_NO_VALUES);
  gint64 *count = g_new0 (gint64, 1);

  g_assert_true (kontor_statement_step_row (row, error));
  *count = kontor_statement_get_integer (row, 0);
  return count;
}

static gint64
count (Shop *self, guint station, const char *sql)
{
  g_autofree gint64 *found = kontor_replica_read (
    self->stations[station].replica, count_in_reader, (gpointer) sql, NULL);

  return *found;
}

static void
check_station (Shop *self, guint station, guint n_invoices)
{
  g_assert_cmpint (count (self, station, "SELECT count (*) FROM invoice"), ==, n_invoices);
  g_assert_cmpint (
    count (self, station, "SELECT count (DISTINCT number) FROM invoice"), ==, n_invoices);
  g_assert_cmpint (
    count (self, station, "SELECT count (DISTINCT series) FROM invoice"), ==, N_STATIONS);
  g_assert_cmpint (count (self,
                          station,
                          "SELECT count (*) FROM (SELECT series FROM invoice GROUP BY series"
                          " HAVING count (*) <> max (position))"),
                   ==,
                   0);
  g_assert_cmpint (
    count (self, station, "SELECT count (*) FROM attention WHERE closed_at IS NULL"), ==, 0);
  net_station_verify (&self->stations[station]);
}

static void
check_same (Shop *self)
{
  g_autofree char *server = net_server_dump (&self->server);

  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_autofree char *mine = net_station_dump (&self->stations[i]);

      net_assert_same ("station and server", mine, server);
    }
}

/* The server is away the whole time; then one station meets it first, and both go on. */
static void
test_offline (const char *location)
{
  Shop             shop = { 0 };
  g_autofree char *base = g_dir_make_tmp ("kontor-issue-XXXXXX", NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  net_server_start (&shop.server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_start (&shop.stations[i], base, i + 1, shop.server.port);
  sync_all (&shop); /* they learn their numbers */
  net_server_pause (&shop.server);
  for (guint i = 0; i < N_INVOICES; i++)
    issue (&shop, i % N_STATIONS, numbers);
  net_server_resume (&shop.server);
  sync_all (&shop);
  for (guint i = 0; i < N_STATIONS; i++)
    check_station (&shop, i, N_INVOICES);

  for (guint i = 0; i < N_STATIONS; i++)
    issue (&shop, i, numbers);
  sync_all (&shop);
  for (guint i = 0; i < N_STATIONS; i++)
    check_station (&shop, i, N_INVOICES + N_STATIONS);
  check_same (&shop);
  g_assert_cmpuint (g_hash_table_size (numbers), ==, N_INVOICES + N_STATIONS);

  for (guint i = 0; i < N_STATIONS; i++)
    net_station_stop (&shop.stations[i]);
  net_server_stop (&shop.server);
  net_remove_tree (base);
}

static void
test_sqlite (void)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-issue-server-XXXXXX", NULL);
  g_autofree char *location = g_build_filename (folder, "server.db", NULL);

  test_offline (location);
  net_remove_tree (folder);
}

static void
test_postgres (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorTestCluster) cluster = kontor_test_cluster_start (&error);
  g_autofree char *location = NULL;

  g_assert_no_error (error);
  location = kontor_test_cluster_new_database (cluster);
  test_offline (location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  kontor_invoice_set_render (kontor_invoice_render);
  g_test_add_func ("/issue-offline/sqlite", test_sqlite);
  g_test_add_func ("/issue-offline/postgres", test_postgres);
  return g_test_run ();
}
