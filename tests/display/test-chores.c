/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"
#include "kontor-list.h"
#include "kontor-time.h"

/* What the program does by itself while a company is open. */

static gpointer
count_rows (KontorDatabase *database, gpointer sql, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, error, KONTOR_NO_VALUES);

  if (row == NULL || !kontor_statement_step_row (row, error))
    return NULL;
  return g_memdup2 (&(gint64){ kontor_statement_get_integer (row, 0) }, sizeof (gint64));
}

static gint64
count (DisplayFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = kontor_replica_read (self->replica, count_rows, (gpointer) sql, &error);

  g_assert_no_error (error);
  return *n;
}

#define TRACES "SELECT count (*) FROM order_transition WHERE reason = 'reservation expired'"
#define NOTICES "SELECT count (*) FROM stock_notice WHERE closed_at IS NULL"

static void
test_chores (DisplayFixture *self, gconstpointer data)
{
  char             uid[KONTOR_UID_TEXT_SIZE];
  g_autofree char *reserve = NULL;
  KontorUid        order;

  display_fixture_run (
    self,
    "product.create",
    "{\"title\":\"Tee\",\"variants\":[{\"sku\":\"TEE\",\"reorder_level\":1000}]}",
    "product");
  display_fixture_run (
    self, "stock.receive", "{\"variant\":\"TEE\",\"quantity\":2000}", "movement");
  order = display_fixture_run (
    self,
    "order.create",
    "{\"state\":\"CART\",\"lines\":[{\"sku\":\"TEE\",\"quantity\":2000,\"price_e4\":1}]}",
    "order");
  reserve = g_strdup_printf ("{\"order\":\"%s\",\"until\":%" G_GINT64_FORMAT "}",
                             kontor_uid_format (&order, uid),
                             kontor_time_now () + KONTOR_SECOND / 2);
  display_fixture_run (self, "order.reserve", reserve, "order");
  WAIT_FOR (count (self, TRACES) == 1);

  display_fixture_run (self,
                       "stock.adjust",
                       "{\"variant\":\"TEE\",\"quantity\":-1500,\"reason\":\"lost\"}",
                       "movement");
  WAIT_FOR (count (self, NOTICES) == 1);
  g_assert_cmpint (count (self, TRACES), ==, 1);
}

int
main (int argc, char **argv)
{
  /* Not isolated: icons are found through the system's data folders. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/chores/reservations-and-levels",
              DisplayFixture,
              NULL,
              display_fixture_set_up,
              test_chores,
              display_fixture_tear_down);
  return g_test_run ();
}
