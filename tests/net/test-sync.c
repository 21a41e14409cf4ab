/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-server.h"
#include "kontor-sync-client.h"
#include "kontor-test-cluster.h"
#include "kontor-thread-order.h"

/* Stations and a server over a real socket: random work on each, random moments of sync; at rest
 * all hold the same rows, and a station that joins late and sees everything in order holds them too
 * (I4 to I8 of sync-spec.md section 21). */

#define N_STATIONS 2
#define TOKEN "test-token"

typedef struct
{
  char      *location;
  GThread   *thread;
  GMainLoop *loop;
  GMutex     mutex;
  GCond      ready;
  guint16    port;
} TestServer;

typedef struct
{
  char             *folder;
  KontorReplica    *replica;
  KontorSyncClient *client;
} TestStation;

typedef struct
{
  GRand      *random;
  TestServer  server;
  TestStation stations[N_STATIONS + 1]; /* the last joins late */
  GPtrArray  *orders;
  GPtrArray  *customers;
  GPtrArray  *products;
  guint       done;
  guint       refused;
} TestCompany;

static gpointer
serve (gpointer data)
{
  TestServer *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  KontorStore  *store;
  KontorServer *server;

  g_main_context_push_thread_default (context);
  store = kontor_store_open (self->location, &error);
  g_assert_no_error (error);
  server = kontor_server_new (store, TOKEN);
  g_assert_true (kontor_server_listen (server, 0, FALSE, &error));
  kontor_thread_lock (&self->mutex);
  self->loop = g_main_loop_new (context, FALSE);
  self->port = kontor_server_get_port (server);
  g_cond_signal (&self->ready);
  kontor_thread_unlock (&self->mutex);
  g_main_loop_run (self->loop);
  g_object_unref (server);
  kontor_store_close (store);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
server_start (TestServer *self, const char *location)
{
  self->location = g_strdup (location);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->thread = g_thread_new ("server", serve, self);
  kontor_thread_lock (&self->mutex);
  while (self->port == 0)
    kontor_thread_wait (&self->ready, &self->mutex);
  kontor_thread_unlock (&self->mutex);
}

static void
server_stop (TestServer *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_free (self->location);
}

static void
station_start (TestStation *self, const char *base, guint number, guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);

  self->folder = g_strdup_printf ("%s/station-%u", base, number);
  kontor_replica_create_profile (self->folder, "Probe GmbH", "DE", "EUR", &error);
  g_assert_no_error (error);
  self->replica = kontor_replica_open (self->folder, &error);
  g_assert_no_error (error);
  self->client = kontor_sync_client_new (self->replica, url, TOKEN);
}

static void
station_stop (TestStation *self)
{
  g_clear_object (&self->client);
  kontor_replica_close (self->replica);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->folder, g_free);
}

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
station_sync (TestStation *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KontorJson) summary = NULL;
  g_autoptr (GError) error = NULL;

  kontor_sync_client_sync_async (self->client, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  summary = kontor_sync_client_sync_finish (self->client, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (summary);
}

static const char *
pick (TestCompany *self, GPtrArray *from)
{
  return from->len > 0
           ? g_ptr_array_index (from, g_rand_int_range (self->random, 0, (int) from->len))
           : NULL;
}

static KontorJson *
parse (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  KontorJson      *value;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (text, "'", '"');
  value = kontor_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return value;
}

/* Runs it where it is; a refusal is part of the day. */
static void
run (TestCompany *self,
     TestStation *station,
     const char  *name,
     KontorJson  *params,
     const char  *key,
     GPtrArray   *made)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (station->replica, name, params, NULL, &error);

  if (result == NULL)
    {
      g_assert_true (error->domain == KONTOR_COMMAND_ERROR
                     || error->domain == KONTOR_REPLICA_ERROR);
      self->refused++;
      return;
    }
  self->done++;
  if (made != NULL)
    g_ptr_array_add (made, g_strdup (kontor_json_get_string (result, key, "")));
}

static void
make_something (TestCompany *self, TestStation *station)
{
  guint number = g_rand_int (self->random) % 100000;

  switch (g_rand_int_range (self->random, 0, 3))
    {
    case 0:
      run (self,
           station,
           "customer.create",
           parse ("{'name':'Kundin %u','email':'k%u@example.org'}", number, number),
           "customer",
           self->customers);
      break;
    case 1:
      run (self,
           station,
           "product.create",
           parse ("{'title':'Ware "
                  "%u','variants':[{'sku':'W-%u','prices':[{'currency':'EUR','price_mode':'gross','"
                  "price_e4':%u}]}]}",
                  number,
                  number,
                  10000 + number),
           "product",
           self->products);
      break;
    default:
      run (self,
           station,
           "order.create",
           parse ("{'customer_name':'Laufkunde "
                  "%u','lines':[{'title':'Ding','quantity':%u,'price_e4':99900,'tax_code':'"
                  "standard','tax_rate_bp':1900}]}",
                  number,
                  1000 * (1 + number % 5)),
           "order",
           self->orders);
    }
}

static void
step_an_order (TestCompany *self, TestStation *station)
{
  static const char *const steps[] = { "order.place", "order.pay",     "order.process",
                                       "order.ship",  "order.deliver", "order.cancel" };
  const char              *order = pick (self, self->orders);

  if (order != NULL)
    run (self,
         station,
         steps[g_rand_int_range (self->random, 0, G_N_ELEMENTS (steps))],
         parse ("{'order':'%s','reason':'weil'}", order),
         NULL,
         NULL);
}

static void
edit_something (TestCompany *self, TestStation *station)
{
  const char *customer = pick (self, self->customers);
  const char *order = pick (self, self->orders);

  if (g_rand_boolean (self->random) && customer != NULL)
    run (self,
         station,
         "customer.edit",
         parse ("{'customer':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                customer,
                g_rand_int (self->random) % 1000),
         NULL,
         NULL);
  else if (order != NULL)
    run (self,
         station,
         "order.edit",
         parse ("{'order':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                order,
                g_rand_int (self->random) % 1000),
         NULL,
         NULL);
}

static void
work (TestCompany *self, TestStation *station)
{
  g_autoptr (GError) error = NULL;

  switch (g_rand_int_range (self->random, 0, 10))
    {
    case 0:
    case 1:
    case 2:
      make_something (self, station);
      break;
    case 3:
    case 4:
    case 5:
    case 6:
      step_an_order (self, station);
      break;
    case 7:
      g_free (kontor_replica_undo (station->replica, &error));
      break;
    default:
      edit_something (self, station);
    }
}

static void
append_rows (KontorDatabase *database, const KontorAggregateTable *table, GPtrArray *rows)
{
  g_autofree char *columns = g_strjoinv (", ", (char **) table->columns);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", columns, table->table);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (statement, &error))
    {
      GString *row = g_string_new (table->table);

      for (int i = 0; i < kontor_statement_get_n_columns (statement); i++)
        {
          KontorValue value = kontor_statement_get_value (statement, i);
          char        uid[KONTOR_UID_TEXT_SIZE] = "";
          KontorUid   bytes;

          g_string_append_c (row, '|');
          if (kontor_statement_is_null (statement, i))
            g_string_append (row, "NULL");
          else if (table->types[i] == 'u' && kontor_statement_get_uid (statement, i, &bytes))
            g_string_append (row, kontor_uid_format (&bytes, uid));
          else if (table->types[i] == 'i')
            g_string_append_printf (
              row, "%" G_GINT64_FORMAT, kontor_statement_get_integer (statement, i));
          else
            g_string_append_len (row, value.data, (gssize) value.length);
        }
      g_ptr_array_add (rows, g_string_free (row, FALSE));
    }
  g_assert_no_error (error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gpointer
dump (KontorDatabase *database, gpointer data, GError **error)
{
  guint                             n_types;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_types; i++)
    for (const KontorAggregateTable *table = types[i]->tables; table->table != NULL; table++)
      append_rows (database, table, rows);
  g_ptr_array_sort (rows, compare_rows);
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("\n", (char **) rows->pdata);
}

static char *
dump_server (TestServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = kontor_database_open (
    server->location, KONTOR_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  return dump (database, NULL, &error);
}

static void
assert_same (const char *what, const char *mine, const char *theirs)
{
  g_auto (GStrv) a = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) b = g_strsplit (theirs, "\n", -1);

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    if (g_strcmp0 (a[i], b[i]) != 0)
      {
        g_test_message ("%s differs from the server at row %u:\n  %s\n  %s", what, i, a[i], b[i]);
        g_test_fail ();
        return;
      }
}

static void
assert_verified (TestStation *station)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  kontor_replica_verify (station->replica, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
company_check (TestCompany *self)
{
  g_autofree char *server = dump_server (&self->server);

  for (guint i = 0; i < G_N_ELEMENTS (self->stations); i++)
    {
      g_autofree char *name = g_strdup_printf ("station %u", i);
      g_autofree char *mine = kontor_replica_read (self->stations[i].replica, dump, NULL, NULL);

      assert_same (name, mine, server);
      assert_verified (&self->stations[i]);
    }
}

static void
play (const char *location, const char *base, guint32 seed, guint steps)
{
  TestCompany self = { .random = g_rand_new_with_seed (seed) };

  g_test_message ("seed %u", seed);
  self.orders = g_ptr_array_new_with_free_func (g_free);
  self.customers = g_ptr_array_new_with_free_func (g_free);
  self.products = g_ptr_array_new_with_free_func (g_free);
  server_start (&self.server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    station_start (&self.stations[i], base, i, self.server.port);
  for (guint i = 0; i < steps; i++)
    {
      TestStation *station = &self.stations[g_rand_int_range (self.random, 0, N_STATIONS)];

      if (g_rand_int_range (self.random, 0, 12) == 0)
        station_sync (station);
      else
        work (&self, station);
    }
  station_start (&self.stations[N_STATIONS], base, N_STATIONS, self.server.port);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (self.stations); i++)
      station_sync (&self.stations[i]);
  g_test_message ("%u commands ran, %u were refused", self.done, self.refused);
  g_assert_cmpuint (self.done, >, steps / 8);
  company_check (&self);
  for (guint i = 0; i < G_N_ELEMENTS (self.stations); i++)
    station_stop (&self.stations[i]);
  server_stop (&self.server);
  g_ptr_array_unref (self.orders);
  g_ptr_array_unref (self.customers);
  g_ptr_array_unref (self.products);
  g_rand_free (self.random);
}

static guint
n_seeds (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");

  if (g_strcmp0 (length, "full") == 0)
    return 40;
  return g_strcmp0 (length, "brief") == 0 ? 1 : 3;
}

static void
test_sqlite (void)
{
  guint32 first = g_test_rand_int_range (0, G_MAXINT32);

  for (guint i = 0; i < n_seeds (); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = g_dir_make_tmp ("kontor-sync-XXXXXX", &error);
      g_autofree char *location = g_build_filename (base, "server.db", NULL);

      play (location, base, first + i, 120);
    }
}

static void
test_postgres (void)
{
  g_autoptr (GError) failure = NULL;
  KontorTestCluster *cluster = kontor_test_cluster_start (&failure);
  guint32            first = g_test_rand_int_range (0, G_MAXINT32);

  g_assert_no_error (failure);
  for (guint i = 0; i < n_seeds (); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = g_dir_make_tmp ("kontor-sync-XXXXXX", &error);
      g_autofree char *location = kontor_test_cluster_new_database (cluster);

      play (location, base, first + i, 120);
    }
  kontor_test_cluster_stop (cluster);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/replay/sqlite", test_sqlite);
  g_test_add_func ("/sync/replay/postgres", test_postgres);
  return g_test_run ();
}
