/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-feed.h"
#include "kontor-net-fixture.h"
#include "kontor-test-cluster.h"

/* Restored backups (sync-spec.md section 14): of a station, and of the server on both engines.
 * Nothing that was acknowledged is lost, nothing comes twice, and at rest all are equal. */

#define N_STATIONS 3

typedef struct
{
  KontorTestCluster *cluster; /* (unowned) (nullable): the server is on SQLite */
  char              *base;
  NetServer          server;
  NetStation         stations[N_STATIONS];
  guint              n_orders; /* made anywhere */
  guint              n_copies;
} Company;

/* One for the whole program: it takes seconds to start. */
static KontorTestCluster *the_cluster;

static void
company_start (Company *self, gconstpointer on_postgres)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = NULL;

  memset (self, 0, sizeof *self);
  self->base = g_dir_make_tmp ("kontor-past-XXXXXX", &error);
  g_assert_no_error (error);
  if (on_postgres != NULL && the_cluster == NULL)
    the_cluster = kontor_test_cluster_start (&error);
  g_assert_no_error (error);
  if (on_postgres != NULL)
    self->cluster = the_cluster;
  location = self->cluster != NULL ? kontor_test_cluster_new_database (self->cluster)
                                   : g_build_filename (self->base, "server.db", NULL);
  net_server_start (&self->server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_start (&self->stations[i], self->base, i, self->server.port);
}

static void
company_stop (Company *self, gconstpointer unused)
{
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_stop (&self->stations[i]);
  net_server_stop (&self->server);
  net_remove_tree (self->base);
  g_clear_pointer (&self->base, g_free);
}

/* An order, made and placed: two commands. */
static void
make_orders (Company *self, guint station, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) made = NULL;
      g_autoptr (KontorJson) placed = NULL;

      made = kontor_replica_run (
        self->stations[station].replica,
        "order.create",
        net_json ("{'customer_name':'Kundin %u','lines':[{'title':'Ding','quantity':1000,"
                  "'price_e4':99900,'tax_code':'standard','tax_rate_bp':1900}]}",
                  ++self->n_orders),
        NULL,
        &error);
      g_assert_no_error (error);
      placed = kontor_replica_run (
        self->stations[station].replica,
        "order.place",
        net_json ("{'order':'%s'}", kontor_json_get_string (made, "order", "")),
        NULL,
        &error);
      g_assert_no_error (error);
    }
}

static void
sync_all (Company *self)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_STATIONS; i++)
      net_station_sync (&self->stations[i]);
}

/* Those that are there, and those whose number another one had already: a person decides. */
static gpointer
count_orders (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT (SELECT count (*) FROM sales_order WHERE state = 'PENDING_PAYMENT')"
    " + (SELECT count (*) FROM attention WHERE kind = 'refused' AND reason_code = 'conflict'"
    " AND command_name = 'order.create')",
    error,
    KONTOR_NO_VALUES);

  if (statement != NULL && kontor_statement_step_row (statement, error))
    *(gint64 *) data = kontor_statement_get_integer (statement, 0);
  return data;
}

static void
company_check (Company *self)
{
  g_autofree char *server = net_server_dump (&self->server);

  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("station %u", i);
      g_autofree char *mine = net_station_dump (&self->stations[i]);
      gint64           n = 0;

      net_assert_same (name, mine, server);
      net_station_verify (&self->stations[i]);
      kontor_replica_read (self->stations[i].replica, count_orders, &n, NULL);
      g_assert_cmpint (n, ==, self->n_orders);
    }
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize            length;

  g_file_get_contents (from, &content, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, content, (gssize) length, &error);
  g_assert_no_error (error);
}

/* What an operator has of the server; it must stand still. */
static char *
back_up_server (Company *self)
{
  g_autofree char *location = g_strdup (self->server.location);
  g_autofree char *copy = g_strdup_printf ("%s/server-%u.db", self->base, ++self->n_copies);

  net_server_stop (&self->server);
  if (self->cluster != NULL)
    {
      g_free (copy); /* PostgreSQL has its own */
      copy = kontor_test_cluster_copy_database (self->cluster, location);
    }
  else
    copy_file (location, copy);
  net_server_start (&self->server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_reach (&self->stations[i], self->server.port);
  return g_steal_pointer (&copy);
}

static gint64
count_at_server (Company *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    self->server.location, KONTOR_DATABASE_READ_ONLY, &error);
  gint64 n = -1;

  g_assert_no_error (error);
  count_orders (database, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
restore_server (Company *self, const char *copy, gint64 n_orders)
{
  net_server_stop (&self->server);
  net_server_start (&self->server, copy);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_reach (&self->stations[i], self->server.port);
  g_assert_cmpint (count_at_server (self), ==, n_orders);
}

/* The laptop comes back with last week's disk, works on without knowing, and meets the server. */
static void
test_station_restored (Company *self, gconstpointer unused)
{
  NetStation *station = &self->stations[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) summary = NULL;
  g_autofree char *file = g_build_filename (station->folder, "kontor.db", NULL);
  g_autofree char *copy = g_build_filename (self->base, "last-week.db", NULL);

  make_orders (self, 0, 3);
  net_station_sync (station);
  make_orders (self, 0, 2); /* in the copy these wait */
  kontor_replica_backup (station->replica, copy, &error);
  g_assert_no_error (error);
  net_station_sync (station);
  make_orders (self, 0, 4);
  net_station_sync (station);

  kontor_replica_close (station->replica);
  g_clear_object (&station->client);
  g_clear_object (&station->replica);
  copy_file (copy, file);
  station->replica = kontor_replica_open (station->folder, &error);
  g_assert_no_error (error);
  net_station_reach (station, self->server.port);
  make_orders (self, 0, 5);
  summary = net_station_try (station, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kontor_json_get_string (summary, "new_start", ""), ==, "station_forked");
  sync_all (self);
  company_check (self);
}

static void
assert_told_restored (NetStation *station)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) summary = net_station_try (station, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kontor_json_get_string (summary, "new_start", ""), ==, "server_restored");
}

/* The server forgot what all stations had seen. */
static void
test_server_restored (Company *self, gconstpointer unused)
{
  g_autofree char *copy = NULL;

  make_orders (self, 0, 2);
  make_orders (self, 1, 2);
  sync_all (self);
  copy = back_up_server (self);
  make_orders (self, 0, 3);
  make_orders (self, 1, 3);
  sync_all (self);
  make_orders (self, 1, 1); /* not sent before */
  restore_server (self, copy, 4);
  assert_told_restored (&self->stations[0]);
  assert_told_restored (&self->stations[1]);
  sync_all (self);
  company_check (self);
}

/* Others have worked on the restored server meanwhile, so that its numbers are past those that a
 * station saw: only the marks tell. */
static void
test_server_passed (Company *self, gconstpointer unused)
{
  g_autofree char *copy = NULL;

  make_orders (self, 0, 2);
  sync_all (self);
  copy = back_up_server (self);
  make_orders (self, 0, 2);
  net_station_sync (&self->stations[0]);
  restore_server (self, copy, 2);
  make_orders (self, 1, 20);
  net_station_sync (&self->stations[1]);
  assert_told_restored (&self->stations[0]);
  sync_all (self);
  company_check (self);
}

static gboolean
renew_epoch (KontorDatabase *database, GError **error)
{
  return kontor_database_begin (database, error) && kontor_feed_renew_epoch (database, error)
         && kontor_database_commit (database, error);
}

/* The operator said so: even stations that missed nothing look. */
static void
test_server_told (Company *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;

  make_orders (self, 0, 2);
  sync_all (self);
  database = kontor_database_open (self->server.location, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  renew_epoch (database, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, kontor_database_close);
  for (guint i = 0; i < N_STATIONS; i++)
    assert_told_restored (&self->stations[i]);
  sync_all (self);
  company_check (self);
}

/* What was pushed and answered, but not pulled back before the server lost it: the cursor is fine.
 */
static void
test_answer_lost (Company *self, gconstpointer unused)
{
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) answers = kontor_json_new_array ();

  make_orders (self, 0, 1);
  sync_all (self);
  copy = back_up_server (self);
  make_orders (self, 0, 2);
  pending = kontor_replica_get_pending (self->stations[0].replica, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pending->len, ==, 4);
  for (guint i = 0; i < pending->len; i++)
    {
      const KontorOutboxItem *item = g_ptr_array_index (pending, i);
      g_autoptr (KontorJson) content = kontor_json_parse (item->content, -1, NULL);
      KontorJson *answer = net_json ("{'uid':'%s','status':'accepted'}",
                                     kontor_json_get_string (content, "uid", ""));

      kontor_json_append (answers, answer);
    }
  kontor_replica_set_answers (self->stations[0].replica, answers, &error);
  g_assert_no_error (error);
  restore_server (self, copy, 1);
  assert_told_restored (&self->stations[0]);
  sync_all (self);
  company_check (self);
}

static void
add (const char *name, void (*test) (Company *self, gconstpointer unused))
{
  static const char postgres[] = "postgres";
  g_autofree char  *on_sqlite = g_strdup_printf ("/past/%s/sqlite", name);
  g_autofree char  *on_postgres = g_strdup_printf ("/past/%s/postgres", name);

  g_test_add (on_sqlite, Company, NULL, company_start, test, company_stop);
  g_test_add (on_postgres, Company, postgres, company_start, test, company_stop);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("station-restored", test_station_restored);
  add ("server-restored", test_server_restored);
  add ("server-passed", test_server_passed);
  add ("server-told", test_server_told);
  add ("answer-lost", test_answer_lost);
  status = g_test_run ();
  g_clear_pointer (&the_cluster, kontor_test_cluster_stop);
  return status;
}
