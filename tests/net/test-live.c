/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-net-fixture.h"
#include "kontor-sync-keeper.h"
#include "kontor-test-cluster.h"

/* Stations that keep themselves in step: nobody says sync here. */

#define N_STATIONS 2
#define LIMIT_US (30 * G_USEC_PER_SEC)

typedef struct
{
  char             *base;
  NetServer         server;
  NetStation        stations[N_STATIONS];
  KontorSyncKeeper *keepers[N_STATIONS];
  guint             n_orders;
} Company;

static KontorTestCluster *the_cluster;

static void
start_keeper (Company *self, guint station, const char *token)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", self->server.port);

  self->keepers[station] = kontor_sync_keeper_new (self->stations[station].replica, url, token);
  kontor_sync_keeper_start (self->keepers[station]);
}

static void
company_start (Company *self, gconstpointer on_postgres)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = NULL;

  memset (self, 0, sizeof *self);
  self->base = g_dir_make_tmp ("kontor-live-XXXXXX", &error);
  g_assert_no_error (error);
  if (on_postgres != NULL && the_cluster == NULL)
    the_cluster = kontor_test_cluster_start (&error);
  g_assert_no_error (error);
  location = on_postgres != NULL ? kontor_test_cluster_new_database (the_cluster)
                                 : g_build_filename (self->base, "server.db", NULL);
  net_server_start (&self->server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    {
      net_station_start (&self->stations[i], self->base, i, self->server.port);
      start_keeper (self, i, NET_TOKEN);
    }
}

/* What is under way holds its keeper until it ends. */
static void
company_stop (Company *self, gconstpointer unused)
{
  for (guint i = 0; i < N_STATIONS; i++)
    {
      gpointer keeper = self->keepers[i];

      g_object_add_weak_pointer (G_OBJECT (keeper), &keeper);
      kontor_sync_keeper_stop (keeper);
      g_clear_object (&self->keepers[i]);
      while (keeper != NULL)
        g_main_context_iteration (NULL, TRUE);
      net_station_stop (&self->stations[i]);
    }
  net_server_stop (&self->server);
  net_remove_tree (self->base);
  g_clear_pointer (&self->base, g_free);
}

static gpointer
count_orders (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT count (*) FROM sales_order", error, KONTOR_NO_VALUES);

  if (statement != NULL && kontor_statement_step_row (statement, error))
    *(gint64 *) data = kontor_statement_get_integer (statement, 0);
  return data;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_orders (Company *self, guint station)
{
  gint64 n = 0;

  kontor_replica_read (self->stations[station].replica, count_orders, &n, NULL);
  return n == self->n_orders;
}

static void
wait_for_orders (Company *self, guint station)
{
  gint64 end = g_get_monotonic_time () + LIMIT_US;
  guint  id = g_timeout_add (5, wake_cb, NULL);

  while (!has_orders (self, station) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_true (has_orders (self, station));
}

static void
wait_for_state (Company *self, guint station, KontorSyncState state)
{
  gint64 end = g_get_monotonic_time () + LIMIT_US;
  guint  id = g_timeout_add (5, wake_cb, NULL);

  while (kontor_sync_keeper_get_state (self->keepers[station]) != state
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_cmpint (kontor_sync_keeper_get_state (self->keepers[station]), ==, state);
}

static void
make_order (Company *self, guint station)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) made = kontor_replica_run (
    self->stations[station].replica,
    "order.create",
    net_json ("{'customer_name':'Kundin %u','lines':[{'title':'Ding','quantity':1000,"
              "'price_e4':99900,'tax_code':'standard','tax_rate_bp':1900}]}",
              ++self->n_orders),
    NULL,
    &error);

  g_assert_no_error (error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : 1;
}

/* What is done on one is on the other soon: a quarter of a second until it is sent, then no
 * waiting.
 */
static void
test_seen (Company *self, gconstpointer unused)
{
  gint64 times[12];

  wait_for_state (self, 0, KONTOR_SYNC_STATE_RESTING);
  wait_for_state (self, 1, KONTOR_SYNC_STATE_RESTING);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 begin = g_get_monotonic_time ();

      make_order (self, i % 2);
      wait_for_orders (self, 1 - i % 2);
      times[i] = g_get_monotonic_time () - begin;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_times);
  g_test_message ("seen after %.0f ms in the middle, %.0f ms at most",
                  (double) times[G_N_ELEMENTS (times) / 2] / 1000,
                  (double) times[G_N_ELEMENTS (times) - 1] / 1000);
  g_assert_cmpint (times[G_N_ELEMENTS (times) / 2], <, 10 * G_USEC_PER_SEC);
  g_assert_cmpint (kontor_sync_keeper_get_synced_at (self->keepers[0]), >, 0);
  g_assert_null (kontor_sync_keeper_get_error (self->keepers[0]));
}

/* Work goes on without the server and reaches the others when it is there again. */
static void
test_away (Company *self, gconstpointer unused)
{
  wait_for_state (self, 0, KONTOR_SYNC_STATE_RESTING);
  wait_for_state (self, 1, KONTOR_SYNC_STATE_RESTING);
  net_server_pause (&self->server);
  make_order (self, 0);
  make_order (self, 0);
  wait_for_state (self, 0, KONTOR_SYNC_STATE_OFFLINE);
  g_assert_nonnull (kontor_sync_keeper_get_error (self->keepers[0]));
  make_order (self, 0);
  net_server_resume (&self->server);
  wait_for_orders (self, 1);
  wait_for_state (self, 0, KONTOR_SYNC_STATE_RESTING);
  make_order (self, 1);
  wait_for_orders (self, 0);
}

/* A wrong token is not tried again and again. */
static void
test_refused (Company *self, gconstpointer unused)
{
  wait_for_state (self, 0, KONTOR_SYNC_STATE_RESTING);
  kontor_sync_keeper_stop (self->keepers[0]);
  g_assert_cmpint (kontor_sync_keeper_get_state (self->keepers[0]), ==, KONTOR_SYNC_STATE_STILL);
  g_clear_object (&self->keepers[0]);
  start_keeper (self, 0, "wrong");
  wait_for_state (self, 0, KONTOR_SYNC_STATE_REFUSED);
  g_assert_error (
    kontor_sync_keeper_get_error (self->keepers[0]), KONTOR_SYNC_ERROR, KONTOR_SYNC_ERROR_TOKEN);
  make_order (self, 0);
  kontor_sync_keeper_sync_now (self->keepers[0]);
  wait_for_state (self, 0, KONTOR_SYNC_STATE_WORKING);
  wait_for_state (self, 0, KONTOR_SYNC_STATE_REFUSED);
}

static void
add (const char *name, void (*test) (Company *self, gconstpointer unused))
{
  static const char postgres[] = "postgres";
  g_autofree char  *on_sqlite = g_strdup_printf ("/live/%s/sqlite", name);
  g_autofree char  *on_postgres = g_strdup_printf ("/live/%s/postgres", name);

  g_test_add (on_sqlite, Company, NULL, company_start, test, company_stop);
  g_test_add (on_postgres, Company, postgres, company_start, test, company_stop);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("seen", test_seen);
  add ("away", test_away);
  add ("refused", test_refused);
  status = g_test_run ();
  g_clear_pointer (&the_cluster, kontor_test_cluster_stop);
  return status;
}
