/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-stock-fixture.h"

/* Members of the variant, with a comma in front: ",'reorder_level':5000". */
char *
stock_make (CommandFixture *self, const char *sku, const char *members)
{
  g_autoptr (KontorJson) result = command_run (
    self,
    "product.create",
    "{'title':'%s','variants':[{'sku':'%s','prices':[{'currency':'EUR','price_mode':'gross',"
    "'price_e4':100000}]%s}]}",
    sku,
    sku,
    members);
  const KontorJson *variants = kontor_json_get_array (result, "variants");

  return g_strdup (kontor_json_string (kontor_json_at (variants, 0)));
}

char *
stock_make_order (CommandFixture *self, const char *state, const char *lines)
{
  return command_make (self, "order", "order.create", "{'state':'%s','lines':[%s]}", state, lines);
}

void
stock_receive (CommandFixture *self, const char *sku, gint64 quantity)
{
  command_do (
    self, "stock.receive", "{'variant':'%s','quantity':%" G_GINT64_FORMAT "}", sku, quantity);
}

static void
read_level (KontorDatabase *database, const char *sku, KontorStockLevel *level)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM product_variant WHERE sku = ?1",
    &error,
    KONTOR_VALUES (kontor_value_text (sku)));
  KontorUid variant;

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (row, &error));
  kontor_statement_get_uid (row, 0, &variant);
  kontor_stock_read_level (database, &variant, level, &error);
  g_assert_no_error (error);
}

/* Both engines know the same: one from its derived tables, the other from the rows. */
void
stock_assert (
  CommandFixture *self, const char *sku, gint64 on_hand, gint64 unavailable, gint64 reserved)
{
  KontorStockLevel level;

  read_level (self->database, sku, &level);
  g_assert_cmpint (level.on_hand, ==, on_hand);
  g_assert_cmpint (level.unavailable, ==, unavailable);
  g_assert_cmpint (level.reserved, ==, reserved);
  if (self->server == NULL)
    return;
  read_level (self->server, sku, &level);
  g_assert_cmpint (level.on_hand, ==, on_hand);
  g_assert_cmpint (level.unavailable, ==, unavailable);
  g_assert_cmpint (level.reserved, ==, reserved);
}

char *
stock_last_uid (CommandFixture *self, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT uid FROM %s ORDER BY id DESC LIMIT 1", table);
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database, sql, &error, KONTOR_NO_VALUES);
  KontorUid uid;

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (row, &error));
  kontor_statement_get_uid (row, 0, &uid);
  return kontor_uid_dup_text (&uid);
}
