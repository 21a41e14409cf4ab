/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-migration.h"
#include "kontor-replica-fixture.h"
#include "kontor-small-server.h"

/* Two stations and a server with dice (sync-spec.md section 21, I1, I3, I5 to I8, I13). */

#define N_STATIONS 2

typedef struct
{
  KontorFixture      station[N_STATIONS];
  KontorSmallServer *server;
  GRand             *random;
  GPtrArray         *orders;
  GPtrArray         *customers;
  GPtrArray         *products;
  GPtrArray         *suppliers;
  guint              done;
  guint              refused;
  guint              pulls;
} Company;

static gboolean
roll (Company *self, int sides)
{
  return g_rand_int_range (self->random, 0, sides) == 0;
}

static const char *
pick (Company *self, GPtrArray *from)
{
  return from->len > 0
           ? g_ptr_array_index (from, g_rand_int_range (self->random, 0, (int) from->len))
           : "00000000-0000-7000-8000-000000000000";
}

static gpointer
dump_all (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_small_server_dump (database, TRUE);
}

static gpointer
dump_work (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_small_server_dump (database, FALSE);
}

/* Runs it; a refusal is part of the day. */
static void
run (Company       *self,
     KontorFixture *station,
     const char    *name,
     KontorJson    *params,
     const char    *key,
     GPtrArray     *made)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (station->replica, name, params, NULL, &error);

  if (result == NULL)
    {
      if (error->domain != KONTOR_COMMAND_ERROR)
        g_test_message ("%s: %s", name, error->message);
      g_assert_true (error->domain == KONTOR_COMMAND_ERROR);
      self->refused++;
      return;
    }
  self->done++;
  if (made != NULL)
    g_ptr_array_add (made, g_strdup (kontor_json_get_string (result, key, "")));
}

static void
make_something (Company *self, KontorFixture *station)
{
  guint number = g_rand_int (self->random) % 30;

  switch (g_rand_int_range (self->random, 0, 4))
    {
    case 0:
      run (self,
           station,
           "customer.create",
           kontor_fixture_json ("{'name':'Kundin %u','email':'k%u@example.org'}", number, number),
           "customer",
           self->customers);
      break;
    case 1: /* few SKUs, so that both stations want the same */
      run (self,
           station,
           "product.create",
           kontor_fixture_json (
             "{'title':'Ware %u','variants':[{'sku':'W-%u','prices':[{'currency':'EUR',"
             "'price_mode':'gross','price_e4':%u}]}]}",
             number,
             number,
             10000 + number),
           "product",
           self->products);
      break;
    case 2:
      run (self,
           station,
           "supplier.create",
           kontor_fixture_json ("{'name':'Lieferant %u'}", number),
           "supplier",
           self->suppliers);
      break;
    default:
      run (self,
           station,
           "order.create",
           kontor_fixture_order (1 + number % 5),
           "order",
           self->orders);
    }
}

static void
step_an_order (Company *self, KontorFixture *station)
{
  static const char *const steps[] = { "order.place",    "order.pay",     "order.process",
                                       "order.ship",     "order.deliver", "order.cancel",
                                       "order.reinstate" };

  run (self,
       station,
       steps[g_rand_int_range (self->random, 0, G_N_ELEMENTS (steps))],
       kontor_fixture_json ("{'order':'%s','reason':'weil'}", pick (self, self->orders)),
       NULL,
       NULL);
}

static void
edit_something (Company *self, KontorFixture *station)
{
  guint number = g_rand_int (self->random) % 1000;

  switch (g_rand_int_range (self->random, 0, 6))
    {
    case 0:
      run (self,
           station,
           "customer.edit",
           kontor_fixture_json ("{'customer':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                                pick (self, self->customers),
                                number),
           NULL,
           NULL);
      break;
    case 1:
      run (self,
           station,
           "order.edit",
           kontor_fixture_json ("{'order':'%s','fields':{'note':{'new':'Notiz %u'}}}",
                                pick (self, self->orders),
                                number),
           NULL,
           NULL);
      break;
    case 2:
      run (self,
           station,
           "customer.set_tags",
           kontor_fixture_json (
             "{'customer':'%s','add':['t%u']}", pick (self, self->customers), number % 5),
           NULL,
           NULL);
      break;
    case 3:
      run (self,
           station,
           "company.set",
           kontor_fixture_json ("{'key':'footer','value':'Zeile %u'}", number),
           NULL,
           NULL);
      break;
    case 4:
      run (self,
           station,
           "customer.merge",
           kontor_fixture_json ("{'from':'%s','into':'%s'}",
                                pick (self, self->customers),
                                pick (self, self->customers)),
           NULL,
           NULL);
      break;
    default:
      run (self,
           station,
           roll (self, 2) ? "product.archive" : "product.withdraw",
           kontor_fixture_json ("{'product':'%s'}", pick (self, self->products)),
           NULL,
           NULL);
    }
}

static gpointer
find_attention (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT uid FROM attention WHERE closed_at IS NULL ORDER BY uid LIMIT 1",
    error,
    KONTOR_NO_VALUES);
  KontorUid uid;

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return NULL;
  kontor_statement_get_uid (statement, 0, &uid);
  return kontor_uid_dup_text (&uid);
}

static void
decide (Company *self, KontorFixture *station)
{
  g_autofree char *uid = kontor_replica_read (station->replica, find_attention, NULL, NULL);

  if (uid != NULL)
    run (self,
         station,
         "attention.close",
         kontor_fixture_json ("{'attention':'%s','decision':'discard'}", uid),
         NULL,
         NULL);
}

static void
undo_or_redo (Company *self, KontorFixture *station)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  if (roll (self, 2))
    kontor_replica_undo_async (station->replica, NULL, kontor_fixture_result_cb, &result);
  else
    kontor_replica_redo_async (station->replica, NULL, kontor_fixture_result_cb, &result);
  done = kontor_fixture_take (&result);
  g_free (kontor_replica_undo_finish (station->replica, done, &error));
  g_assert_true (error == NULL || error->domain == KONTOR_COMMAND_ERROR
                 || error->domain == KONTOR_REPLICA_ERROR);
}

/* The answer may be lost on its way, and comes again with the next push. */
static void
push (Company *self, KontorFixture *station, gboolean everything)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *incarnation = kontor_replica_get_incarnation (station->replica, &error);
  g_autoptr (GPtrArray) items = kontor_replica_get_pending (station->replica, 200, &error);
  guint most = everything ? G_MAXUINT : (guint) g_rand_int_range (self->random, 1, 8);
  g_autoptr (KontorJson) results = kontor_small_server_push (
    self->server, incarnation, items, most);

  g_assert_no_error (error);
  if (!everything && roll (self, 4))
    return;
  kontor_replica_set_answers (station->replica, results, &error);
  g_assert_no_error (error);
}

/* What the station must hold: the server's rows with its open commands on top (I7). Rows in Needs
 * attention are the station's own until the server has them, so they are counted instead. */
static void
replay_on (KontorDatabase *database, GPtrArray *contents)
{
  for (guint i = 0; i < contents->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorCommand) command = kontor_command_parse (
        g_ptr_array_index (contents, i), -1, &error);
      KontorCommandOutcome outcome = { 0 };

      g_assert_no_error (error);
      kontor_command_run (command, database, &outcome, &error);
      kontor_command_outcome_clear (&outcome);
    }
}

static gpointer
list_open (KontorDatabase *database, gpointer data, GError **error)
{
  GPtrArray *contents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT content FROM outbox WHERE state IN (0, 1, 4) ORDER BY id",
    error,
    KONTOR_NO_VALUES);

  while (kontor_statement_step_row (statement, error))
    {
      gsize       length;
      const char *content = kontor_statement_get_blob (statement, 0, &length);

      g_ptr_array_add (contents, g_strndup (content, length));
    }
  return contents;
}

static KontorDatabase *
build_reference (Company *self, GPtrArray *contents)
{
  KontorDatabase *database;
  KontorFeedPage  all = { NULL };
  g_autoptr (GError) error = NULL;

  database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  kontor_small_server_fill_page (self->server, "", "", &all);
  kontor_database_begin (database, &error);
  for (guint i = 0; i < all.images->len; i++)
    {
      KontorTouch touch;

      kontor_aggregate_apply (database, g_ptr_array_index (all.images, i), &touch, &error);
      g_assert_no_error (error);
    }
  replay_on (database, contents);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (all.images);
  g_free (all.cursor);
  return database;
}

static void
assert_rebased (Company *self, KontorFixture *station)
{
  g_autofree char *mine = kontor_replica_read (station->replica, dump_work, NULL, NULL);
  g_autoptr (GPtrArray) contents = kontor_replica_read (station->replica, list_open, NULL, NULL);
  g_autoptr (KontorDatabase) reference = build_reference (self, contents);
  g_autofree char *theirs = kontor_small_server_dump (reference, FALSE);

  kontor_small_server_assert_same ("after a pull", mine, theirs);
}

/* I13: a refused command has exactly one row; an accepted one none. */
static void
assert_attention (KontorFixture *station)
{
  g_assert_cmpint (
    kontor_fixture_count (station->replica,
                          "SELECT count(*) FROM outbox AS o WHERE o.state = 3 AND (SELECT "
                          "count(*) FROM attention AS a WHERE a.command_uid = o.uid) <> 1"),
    ==,
    0);
  g_assert_cmpint (
    kontor_fixture_count (station->replica,
                          "SELECT count(*) FROM outbox AS o JOIN attention AS a ON a.command_uid ="
                          " o.uid WHERE o.state = 2 AND a.kind IN ('refused', 'replay')"),
    ==,
    0);
}

static void
pull (Company *self, KontorFixture *station)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *incarnation = kontor_replica_get_incarnation (station->replica, &error);
  g_autofree char *cursor = kontor_replica_get_cursor (station->replica, &error);
  KontorFeedPage   page = { NULL };

  kontor_small_server_fill_page (self->server, incarnation, cursor, &page);
  kontor_replica_apply_page (station->replica, &page, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (page.images);
  g_free (page.cursor);
  self->pulls++;
  assert_rebased (self, station);
  assert_attention (station);
}

static void
restart (KontorFixture *station)
{
  kontor_fixture_close (station);
  kontor_fixture_open (station);
}

static void
work (Company *self, KontorFixture *station)
{
  switch (g_rand_int_range (self->random, 0, 24))
    {
    case 0:
      pull (self, station);
      break;
    case 1:
    case 2:
      push (self, station, FALSE);
      break;
    case 3:
      undo_or_redo (self, station);
      break;
    case 4:
      decide (self, station);
      break;
    case 5:
      if (roll (self, 4))
        restart (station);
      break;
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
      make_something (self, station);
      break;
    case 12:
    case 13:
    case 14:
    case 15:
    case 16:
    case 17:
      edit_something (self, station);
      break;
    default:
      step_an_order (self, station);
    }
}

/* Everything sent, everything fetched. */
static void
come_to_rest (Company *self)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_STATIONS; i++)
      {
        while (kontor_fixture_count (self->station[i].replica,
                                     "SELECT count(*) FROM outbox WHERE state = 0")
               > 0)
          push (self, &self->station[i], TRUE);
        pull (self, &self->station[i]);
      }
}

static void
check_at_rest (Company *self)
{
  g_autofree char *server = kontor_small_server_dump (
    kontor_small_server_get_database (self->server), TRUE);
  g_autoptr (KontorDatabase) again = kontor_small_server_run_again (self->server);
  g_autofree char *in_order = kontor_small_server_dump (again, TRUE);

  kontor_small_server_assert_same ("run again (I6)", in_order, server);
  for (guint i = 0; i < N_STATIONS; i++)
    {
      g_autofree char *mine = kontor_replica_read (self->station[i].replica, dump_all, NULL, NULL);

      kontor_small_server_assert_same ("at rest (I5)", mine, server);
      kontor_fixture_verify (self->station[i].replica);
      g_assert_cmpint (kontor_fixture_count (self->station[i].replica,
                                             "SELECT count(*) FROM outbox WHERE changeset IS NOT "
                                             "NULL OR state NOT IN (2, 3)"),
                       ==,
                       0);
    }
}

static void
company_start (Company *self, guint32 seed)
{
  self->random = g_rand_new_with_seed (seed);
  self->server = kontor_small_server_new ();
  self->orders = g_ptr_array_new_with_free_func (g_free);
  self->customers = g_ptr_array_new_with_free_func (g_free);
  self->products = g_ptr_array_new_with_free_func (g_free);
  self->suppliers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_STATIONS; i++)
    kontor_fixture_set_up (&self->station[i], NULL);
}

/* The second station works for itself for a while before it joins. */
static void
join (KontorFixture *station, guint number)
{
  g_autoptr (GError) error = NULL;

  kontor_replica_set_enrolment (station->replica, "memory:", number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kontor_replica_get_station (station->replica), ==, number);
}

static void
company_stop (Company *self)
{
  for (guint i = 0; i < N_STATIONS; i++)
    kontor_fixture_tear_down (&self->station[i], NULL);
  kontor_small_server_free (self->server);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->suppliers);
  g_rand_free (self->random);
}

static void
play (guint32 seed, guint steps)
{
  Company self = { 0 };

  company_start (&self, seed);
  join (&self.station[0], 1);
  for (guint i = 0; i < 8; i++)
    make_something (&self, &self.station[1]);
  join (&self.station[1], 2);
  for (guint i = 0; i < steps; i++)
    work (&self, &self.station[g_rand_int_range (self.random, 0, N_STATIONS)]);
  come_to_rest (&self);
  g_test_message (
    "seed %u: %u done, %u refused, %u pulls", seed, self.done, self.refused, self.pulls);
  g_assert_cmpuint (self.done, >, steps / 10);
  check_at_rest (&self);
  company_stop (&self);
}

static void
test_play (void)
{
  const char *length = g_getenv ("KONTOR_TEST_LENGTH");
  const char *given = g_getenv ("KONTOR_TEST_SEED");
  guint32     first = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10)
                                    : (guint32) g_test_rand_int ();
  guint       n = 8;

  if (given != NULL)
    n = 1;
  else if (g_strcmp0 (length, "full") == 0)
    n = 100;
  else if (g_strcmp0 (length, "brief") == 0)
    n = 2;
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("KONTOR_TEST_SEED=%u", first + i);
      play (first + i, 200);
    }
}

/* One scene: the server has cancelled what the station places. The command keeps its place, its row
 * tells why, and goes when the server sees it otherwise. */
static void
test_failed_replay (void)
{
  Company          self = { 0 };
  KontorFixture   *a = &self.station[0];
  KontorFixture   *b = &self.station[1];
  g_autofree char *order = NULL;
  g_autoptr (GError) error = NULL;

  company_start (&self, 1);
  join (a, 1);
  join (b, 2);
  order = kontor_fixture_run (a->replica, "order.create", kontor_fixture_order (1), "order");
  push (&self, a, TRUE);
  push (&self, b, TRUE);
  pull (&self, a);
  pull (&self, b);
  g_free (kontor_fixture_run (b->replica,
                              "order.cancel",
                              kontor_fixture_json ("{'order':'%s','reason':'weil'}", order),
                              NULL));
  g_free (kontor_fixture_run (
    a->replica, "order.place", kontor_fixture_json ("{'order':'%s'}", order), NULL));
  push (&self, b, TRUE);
  pull (&self, a);
  g_assert_cmpint (
    kontor_fixture_count (
      a->replica, "SELECT count(*) FROM attention WHERE kind = 'replay' AND closed_at IS NULL"),
    ==,
    1);
  g_assert_cmpint (
    kontor_fixture_count (a->replica, "SELECT count(*) FROM outbox WHERE state = 0"), ==, 1);
  pull (&self, a);
  g_assert_cmpint (kontor_fixture_count (a->replica, "SELECT count(*) FROM attention"), ==, 1);
  g_free (kontor_replica_undo (b->replica, &error));
  g_assert_no_error (error);
  push (&self, b, TRUE);
  pull (&self, a);
  g_assert_cmpint (kontor_fixture_count (a->replica, "SELECT count(*) FROM attention"), ==, 0);
  come_to_rest (&self);
  check_at_rest (&self);
  company_stop (&self);
}

/* A page that can't be applied never happened (I18). */
static void
test_broken_page (void)
{
  Company self = { 0 };
  g_autoptr (GError) error = NULL;
  KontorFeedPage   page = { NULL };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  company_start (&self, 2);
  join (&self.station[0], 1);
  push (&self, &self.station[0], TRUE);
  g_free (kontor_fixture_make_order (self.station[0].replica));
  before = kontor_replica_read (self.station[0].replica, dump_all, NULL, NULL);
  kontor_small_server_fill_page (self.server, "", "", &page);
  g_ptr_array_add (page.images, kontor_fixture_json ("['order',99,7]"));
  g_assert_false (kontor_replica_apply_page (self.station[0].replica, &page, &error));
  g_assert_nonnull (error);
  after = kontor_replica_read (self.station[0].replica, dump_all, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
  kontor_fixture_verify (self.station[0].replica);
  g_ptr_array_unref (page.images);
  g_free (page.cursor);
  come_to_rest (&self);
  company_stop (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/rebase/failed-replay", test_failed_replay);
  g_test_add_func ("/rebase/broken-page", test_broken_page);
  g_test_add_func ("/rebase/play", test_play);
  return g_test_run ();
}
