/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-fixture.h"

#include <string.h>

#include "kontor-migration.h"

static void
run_sql (KontorDatabase *database, const char *sql, const char *uid1, const char *uid2)
{
  g_autoptr (GError) error = NULL;
  KontorUid   a;
  KontorUid   b = { 0 };
  KontorValue values[2];

  g_assert_true (kontor_uid_parse (&a, uid1));
  if (uid2 != NULL)
    g_assert_true (kontor_uid_parse (&b, uid2));
  values[0] = kontor_value_uid (&a);
  values[1] = kontor_value_uid (&b);
  kontor_database_run (database, sql, &error, values, uid2 != NULL ? 2 : 1);
  g_assert_no_error (error);
}

static void
add_products (KontorDatabase *database)
{
  static const char *const shirt = "01970000-0000-7000-8000-000000000001";
  static const char *const tea = "01970000-0000-7000-8000-000000000002";
  static const char *const gift = "01970000-0000-7000-8000-000000000003";

  run_sql (database,
           "INSERT INTO product (uid, kind, title, tax_code, created_at, changed_at)"
           " VALUES (?1, 'goods', 'Shirt', 'standard', 1, 1)",
           shirt,
           NULL);
  run_sql (database,
           "INSERT INTO product (uid, kind, title, tax_code, unit, created_at, changed_at)"
           " VALUES (?1, 'goods', 'Tea', 'reduced', 'g', 1, 1)",
           tea,
           NULL);
  run_sql (database,
           "INSERT INTO product (uid, kind, title, tax_code, created_at, changed_at)"
           " VALUES (?1, 'service', 'Gift wrap', 'standard', 1, 1)",
           gift,
           NULL);
  run_sql (database,
           "INSERT INTO product_variant (uid, product_uid, position, sku, value1, value2)"
           " VALUES (?1, ?2, 1, 'SHIRT-M', 'M', 'red')",
           VARIANT_SHIRT,
           shirt);
  run_sql (database,
           "INSERT INTO product_variant (uid, product_uid, position, sku, value1)"
           " VALUES (?1, ?2, 1, 'TEA', 'Default Title')",
           VARIANT_TEA,
           tea);
  run_sql (
    database,
    "INSERT INTO product_variant (uid, product_uid, position, sku) VALUES (?1, ?2, 1, 'GIFT')",
    VARIANT_GIFT,
    gift);
}

static void
add_price (KontorDatabase *database,
           const char     *variant,
           const char     *mode,
           const char     *group,
           gint64          from_quantity,
           gint64          valid_from,
           gint64          price_e4)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;

  g_assert_true (kontor_uid_parse (&uid, variant));
  kontor_database_run (
    database,
    "INSERT INTO variant_price (variant_uid, currency, price_mode, customer_group, from_quantity,"
    " valid_from, price_e4) VALUES (?1, 'EUR', ?2, ?3, ?4, ?5, ?6)",
    &error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_text (mode),
                   kontor_value_text (group),
                   kontor_value_integer (from_quantity),
                   kontor_value_integer (valid_from),
                   kontor_value_integer (price_e4)));
  g_assert_no_error (error);
}

static void
add_prices (KontorDatabase *database)
{
  add_price (database, VARIANT_SHIRT, "gross", "", 0, 0, 199900);
  add_price (database, VARIANT_SHIRT, "gross", "", 0, NOW - 1, 249900);
  add_price (database, VARIANT_SHIRT, "gross", "", 0, NOW * 2, 999900);
  add_price (database, VARIANT_SHIRT, "gross", "", 10000, 0, 179900);
  add_price (database, VARIANT_SHIRT, "gross", "trade", 0, 0, 150000);
  add_price (database, VARIANT_TEA, "gross", "", 0, 0, 499);
  add_price (database, VARIANT_GIFT, "gross", "", 0, 0, 29900);
}

static void
add_customers (KontorDatabase *database)
{
  run_sql (database,
           "INSERT INTO customer (uid, number, kind, name, email, created_at, changed_at)"
           " VALUES (?1, 'K10001', 'person', 'Mara Beispiel', 'mara@beispiel.example', 1, 1)",
           CUSTOMER_MARA,
           NULL);
  run_sql (
    database,
    "INSERT INTO customer_address (customer_uid, position, kind, street, postcode, city, country)"
    " VALUES (?1, 1, 'billing', 'Hafenstr. 1', '20457', 'Hamburg', 'DE')",
    CUSTOMER_MARA,
    NULL);
  run_sql (database,
           "INSERT INTO customer (uid, number, kind, name, customer_group, created_at, changed_at)"
           " VALUES (?1, 'K10002', 'company', 'Beispiel GmbH', 'trade', 1, 1)",
           CUSTOMER_TRADE,
           NULL);
}

void
order_fixture_set_up (OrderFixture *self, const char *location)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->database = kontor_database_open (location, KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_migration_run (self->database, &error);
  g_assert_no_error (error);
  self->contents = g_ptr_array_new_with_free_func (g_free);
  self->station = 1;
  self->now = NOW;
  add_products (self->database);
  add_prices (self->database);
  add_customers (self->database);
}

static void
forget_inverse (OrderFixture *self)
{
  g_clear_pointer (&self->inverse, g_free);
  g_clear_pointer (&self->inverse_params, kontor_json_unref);
  g_clear_pointer (&self->label, g_free);
}

void
order_fixture_tear_down (OrderFixture *self)
{
  forget_inverse (self);
  g_clear_pointer (&self->contents, g_ptr_array_unref);
  g_clear_pointer (&self->database, kontor_database_close);
}

static void
keep_outcome (OrderFixture *self, KontorCommandOutcome *outcome)
{
  guint i;

  forget_inverse (self);
  self->inverse = g_steal_pointer (&outcome->inverse_name);
  self->inverse_params = g_steal_pointer (&outcome->inverse_params);
  self->label = g_steal_pointer (&outcome->label);
  self->n_movements = 0;
  for (i = 0; i < outcome->touched->len; i++)
    self->n_movements += g_array_index (outcome->touched, KontorTouch, i).kind
                         == KONTOR_KIND_STOCK_MOVEMENT;
}

static KontorCommand *
new_command (OrderFixture *self, const char *name, KontorJson *params)
{
  KontorCommand *command = kontor_command_new (name, params);
  const guint8   random[10] = { (guint8) (self->counter >> 8), (guint8) self->counter };

  self->counter++;
  self->now += 1000000;
  kontor_uid_from_parts (&command->uid, self->now / 1000, random);
  command->at = self->now;
  command->hlc = (guint64) (self->now / 1000) << 16;
  command->station = self->station;
  g_free (command->author_name); /* the empty one */
  command->author_name = g_strdup ("Mara");
  return command;
}

static KontorJson *
run_params (OrderFixture *self, const char *name, KontorJson *params, GError **error)
{
  g_autoptr (KontorCommand) command = new_command (self, name, params);
  KontorCommandOutcome outcome = { 0 };
  KontorJson          *result = NULL;

  g_assert_true (kontor_database_begin (self->database, NULL));
  if (kontor_command_prepare (command, self->database, error)
      && kontor_command_run (command, self->database, &outcome, error))
    {
      g_assert_true (kontor_database_commit (self->database, NULL));
      g_ptr_array_add (self->contents, kontor_command_dup_content (command));
      result = kontor_json_ref (outcome.result);
      keep_outcome (self, &outcome);
    }
  else
    kontor_database_rollback (self->database);

  kontor_command_outcome_clear (&outcome);
  return result;
}

static KontorJson *run_valist (OrderFixture *self,
                               GError      **error,
                               const char   *name,
                               const char   *format,
                               va_list       arguments) G_GNUC_PRINTF (4, 0);

static KontorJson *
run_valist (
  OrderFixture *self, GError **error, const char *name, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  KontorJson      *params;

  g_strdelimit (text, "'", '"');
  params = kontor_json_parse (text, -1, error);
  g_assert_nonnull (params);
  return run_params (self, name, params, error);
}

/* Parameters are JSON with ' for ". */
KontorJson *
order_run (OrderFixture *self, GError **error, const char *name, const char *format, ...)
{
  va_list     arguments;
  KontorJson *result;

  va_start (arguments, format);
  result = run_valist (self, error, name, format, arguments);
  va_end (arguments);
  return result;
}

void
order_do (OrderFixture *self, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  va_list arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

/* A refusal is a whole sentence, changes nothing, and has these words. */
void
order_refused (OrderFixture      *self,
               KontorCommandError code,
               const char        *words,
               const char        *name,
               const char        *format,
               ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *before = order_dump (self->database);
  g_autofree char *after = NULL;
  va_list          arguments;

  va_start (arguments, format);
  result = run_valist (self, &error, name, format, arguments);
  va_end (arguments);
  g_assert_null (result);
  g_assert_error (error, KONTOR_COMMAND_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  after = order_dump (self->database);
  g_assert_cmpstr (before, ==, after);
}

void
order_undo (OrderFixture *self, const char *expected_command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *name = g_steal_pointer (&self->inverse);

  g_assert_cmpstr (name, ==, expected_command);
  g_assert_nonnull (self->label);
  result = run_params (self, name, g_steal_pointer (&self->inverse_params), &error);
  g_assert_no_error (error);
}

/* An order of 2 shirts, 250 g of tea and shipping: 49.98 + 12.475 + 4.90. */
char *
order_make (OrderFixture *self, const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;

  result = order_run (self,
                      &error,
                      "order.create",
                      "{'state':'%s','customer':'" CUSTOMER_MARA "','lines':["
                      "{'variant':'" VARIANT_SHIRT "','quantity':2000},"
                      "{'variant':'" VARIANT_TEA "','quantity':250000},"
                      "{'kind':'shipping','title':'DHL','quantity':1000,'price_e4':49000}]}",
                      state);
  g_assert_no_error (error);
  return g_strdup (kontor_json_get_string (result, "order", NULL));
}

/* Runs contents as another station or the server does: parsed, and not prepared. */
void
order_replay (GPtrArray *contents, KontorDatabase *database)
{
  guint i;

  g_assert_true (kontor_database_begin (database, NULL));
  for (i = 0; i < contents->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorCommand) command = kontor_command_parse (
        g_ptr_array_index (contents, i), -1, &error);
      KontorCommandOutcome outcome = { 0 };

      g_assert_no_error (error);
      kontor_command_run (command, database, &outcome, &error);
      g_assert_no_error (error);
      kontor_command_outcome_clear (&outcome);
    }
  g_assert_true (kontor_database_commit (database, NULL));
}

static KontorStatement *
query (OrderFixture *self, const char *sql, const char *order)
{
  g_autoptr (GError) error = NULL;
  KontorStatement *row;
  KontorUid        uid;

  g_assert_true (kontor_uid_parse (&uid, order));
  row = kontor_database_query (
    self->database, sql, &error, KONTOR_VALUES (kontor_value_uid (&uid)));
  g_assert_no_error (error);
  return row;
}

/* The first column of the first row of a query about an order (?1). */
gint64
order_number (OrderFixture *self, const char *sql, const char *order)
{
  g_autoptr (KontorStatement) row = query (self, sql, order);

  g_assert_true (kontor_statement_step_row (row, NULL));
  return kontor_statement_is_null (row, 0) ? 0 : kontor_statement_get_integer (row, 0);
}

char *
order_text (OrderFixture *self, const char *sql, const char *order)
{
  g_autoptr (KontorStatement) row = query (self, sql, order);

  g_assert_true (kontor_statement_step_row (row, NULL));
  return g_strdup (kontor_statement_get_text (row, 0));
}

void
order_assert_state (OrderFixture *self, const char *order, const char *state)
{
  g_autofree char *stored = order_text (
    self, "SELECT state FROM sales_order WHERE uid = ?1", order);
  g_autofree char *logged = order_text (self,
                                        "SELECT to_state FROM order_transition WHERE order_uid = ?1"
                                        " ORDER BY position DESC LIMIT 1",
                                        order);

  g_assert_cmpstr (stored, ==, state);
  g_assert_cmpstr (logged, ==, state);
}

static void
dump_value (KontorStatement *row, int column, GString *out)
{
  KontorValue value = kontor_statement_get_value (row, column);
  gsize       i;

  switch (value.type)
    {
    case KONTOR_VALUE_NULL:
      g_string_append (out, "|-");
      break;
    case KONTOR_VALUE_INTEGER:
      g_string_append_printf (out, "|%" G_GINT64_FORMAT, value.integer);
      break;
    case KONTOR_VALUE_TEXT:
      g_string_append_printf (out, "|'%.*s'", (int) value.length, (const char *) value.data);
      break;
    case KONTOR_VALUE_BLOB:
      g_string_append_c (out, '|');
      for (i = 0; i < value.length; i++)
        g_string_append_printf (out, "%02x", ((const guint8 *) value.data)[i]);
      break;
    }
}

/* All rows that order commands write, the same text for the same rows on every engine. */
char *
order_dump (KontorDatabase *database)
{
  static const struct
  {
    const char *sql;
    int         first; /* 1 leaves out the local id */
  } tables[] = {
    { "SELECT * FROM sales_order ORDER BY uid", 1 },
    { "SELECT * FROM order_line ORDER BY order_uid, line", 0 },
    { "SELECT * FROM order_tax ORDER BY order_uid, tax_code, tax_rate_bp", 0 },
    { "SELECT * FROM order_transition ORDER BY order_uid, position", 0 },
    { "SELECT * FROM delivery ORDER BY order_uid, position", 0 },
    { "SELECT * FROM delivery_line ORDER BY order_uid, delivery, line", 0 },
    { "SELECT * FROM order_return ORDER BY order_uid, position", 0 },
    { "SELECT * FROM return_line ORDER BY order_uid, return_position, line", 0 },
    { "SELECT * FROM order_refund ORDER BY order_uid, position", 0 },
    { "SELECT * FROM refund_line ORDER BY order_uid, refund, line", 0 },
    { "SELECT * FROM stock_movement ORDER BY uid", 1 },
    { "SELECT * FROM attention ORDER BY uid", 1 },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorStatement) row = kontor_database_query (
        database, tables[i].sql, &error, KONTOR_NO_VALUES);
      int column;

      g_assert_no_error (error);
      g_string_append_printf (out, "%s\n", tables[i].sql);
      while (kontor_statement_step_row (row, &error))
        {
          for (column = tables[i].first; column < kontor_statement_get_n_columns (row); column++)
            dump_value (row, column, out);
          g_string_append_c (out, '\n');
        }
      g_assert_no_error (error);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}
