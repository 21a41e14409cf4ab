/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-net-fixture.h"
#include "kontor-test-cluster.h"

/* Stations and a server over a real socket: random work on each, random moments of sync; at rest
 * all hold the same rows, and a station that joins late and sees everything in order holds them too
 * (I4 to I8 of sync-spec.md section 21). */

#define N_STATIONS 2

typedef struct
{
  GRand     *random;
  NetServer  server;
  NetStation stations[N_STATIONS + 1]; /* the last joins late */
  GPtrArray *orders;
  GPtrArray *customers;
  GPtrArray *products;
  guint      done;
  guint      refused;
} TestCompany;

static const char *
pick (TestCompany *self, GPtrArray *from)
{
  return from->len > 0
           ? g_ptr_array_index (from, g_rand_int_range (self->random, 0, (int) from->len))
           : NULL;
}

/* Runs it where it is; a refusal is part of the day. */
static void
run (TestCompany *self,
     NetStation  *station,
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
make_something (TestCompany *self, NetStation *station)
{
  guint number = g_rand_int (self->random) % 100000;

  switch (g_rand_int_range (self->random, 0, 3))
    {
    case 0:
      run (self,
           station,
           "customer.create",
           net_json ("{'name':'Kundin %u','email':'k%u@example.org'}", number, number),
           "customer",
           self->customers);
      break;
    case 1:
      run (
        self,
        station,
        "product.create",
        net_json ("{'title':'Ware "
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
           net_json ("{'customer_name':'Laufkunde "
                     "%u','lines':[{'title':'Ding','quantity':%u,'price_e4':99900,'tax_code':'"
                     "standard','tax_rate_bp':1900}]}",
                     number,
                     1000 * (1 + number % 5)),
           "order",
           self->orders);
    }
}

static void
step_an_order (TestCompany *self, NetStation *station)
{
  static const char *const steps[] = { "order.place", "order.pay",     "order.process",
                                       "order.ship",  "order.deliver", "order.cancel" };
  const char              *order = pick (self, self->orders);

  if (order != NULL)
    run (self,
         station,
         steps[g_rand_int_range (self->random, 0, G_N_ELEMENTS (steps))],
         net_json ("{'order':'%s','reason':'weil'}", order),
         NULL,
         NULL);
}

static void
edit_something (TestCompany *self, NetStation *station)
{
  const char *customer = pick (self, self->customers);
  const char *order = pick (self, self->orders);

  if (g_rand_boolean (self->random) && customer != NULL)
    run (self,
         station,
         "customer.edit",
         net_json ("{'customer':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                   customer,
                   g_rand_int (self->random) % 1000),
         NULL,
         NULL);
  else if (order != NULL)
    run (self,
         station,
         "order.edit",
         net_json ("{'order':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                   order,
                   g_rand_int (self->random) % 1000),
         NULL,
         NULL);
}

static void
work (TestCompany *self, NetStation *station)
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
company_check (TestCompany *self)
{
  g_autofree char *server = net_server_dump (&self->server);

  for (guint i = 0; i < G_N_ELEMENTS (self->stations); i++)
    {
      g_autofree char *name = g_strdup_printf ("station %u", i);
      g_autofree char *mine = net_station_dump (&self->stations[i]);

      net_assert_same (name, mine, server);
      net_station_verify (&self->stations[i]);
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
  net_server_start (&self.server, location);
  for (guint i = 0; i < N_STATIONS; i++)
    net_station_start (&self.stations[i], base, i, self.server.port);
  for (guint i = 0; i < steps; i++)
    {
      NetStation *station = &self.stations[g_rand_int_range (self.random, 0, N_STATIONS)];

      if (g_rand_int_range (self.random, 0, 12) == 0)
        net_station_sync (station);
      else
        work (&self, station);
    }
  net_station_start (&self.stations[N_STATIONS], base, N_STATIONS, self.server.port);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (self.stations); i++)
      net_station_sync (&self.stations[i]);
  g_test_message ("%u commands ran, %u were refused", self.done, self.refused);
  g_assert_cmpuint (self.done, >, steps / 8);
  company_check (&self);
  for (guint i = 0; i < G_N_ELEMENTS (self.stations); i++)
    net_station_stop (&self.stations[i]);
  net_server_stop (&self.server);
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
      net_remove_tree (base);
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
      net_remove_tree (base);
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
