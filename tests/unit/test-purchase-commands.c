/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"

#define PLACE "01970000-0000-7000-8000-00000000000a"
#define MAY_2026 G_GINT64_CONSTANT (1779746399000000)

/* A supplier with two articles: cedar comes in sixes and costs 4.50, amber costs nothing known. */
typedef struct
{
  CommandFixture base;
  char          *supplier;
  char          *cedar;
  char          *amber;
  char          *purchase; /* (nullable) */
} Shop;

static void
insert_place (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;

  if (database == NULL)
    return;
  g_assert_true (kontor_uid_parse (&uid, PLACE));
  kontor_database_begin (database, &error);
  kontor_database_run (database,
                       "INSERT INTO location (uid, name, code) VALUES (?1, 'Cellar', 'C-01')",
                       &error,
                       KONTOR_VALUES (kontor_value_uid (&uid)));
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
}

static char *
find_variant (Shop *self, const char *sku)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) found = kontor_database_query (
    self->base.database,
    "SELECT uid FROM product_variant WHERE sku = ?1",
    &error,
    KONTOR_VALUES (kontor_value_text (sku)));
  KontorUid uid;

  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (found, &error));
  kontor_statement_get_uid (found, 0, &uid);
  return kontor_uid_dup_text (&uid);
}

static void
set_up (Shop *self, gconstpointer unused)
{
  command_fixture_set_up (&self->base, NULL);
  insert_place (self->base.database);
  insert_place (self->base.twin);
  insert_place (self->base.server);
  self->supplier = command_make (
    &self->base,
    "supplier",
    "supplier.create",
    "{'name':'Duft AG','lead_days':5,'street':'Hafenstr. 1','postcode':'20457','city':'Hamburg',"
    "'country':'DE','language':'de','account':'K-77'}");
  command_do (&self->base,
              "product.create",
              "{'title':'Cedar','variants':[{'sku':'CEDAR-10','value1':'10 ml','cost_e4':45000,"
              "'cost_currency':'EUR','suppliers':[{'supplier':'%s','order_code':'DA-1','pack_"
              "quantity':6000}]}]"
              "}",
              self->supplier);
  command_do (&self->base, "product.create", "{'title':'Amber','variants':[{'sku':'AMBER'}]}");
  self->cedar = find_variant (self, "CEDAR-10");
  self->amber = find_variant (self, "AMBER");
}

static void
tear_down (Shop *self, gconstpointer unused)
{
  g_clear_pointer (&self->supplier, g_free);
  g_clear_pointer (&self->cedar, g_free);
  g_clear_pointer (&self->amber, g_free);
  g_clear_pointer (&self->purchase, g_free);
  command_fixture_tear_down (&self->base, NULL);
}

/* 12 cedar and 5 amber */
static void
create (Shop *self)
{
  g_clear_pointer (&self->purchase, g_free);
  self->purchase = command_make (
    &self->base,
    "purchase",
    "purchase.create",
    "{'supplier':'Duft AG','lines':[{'sku':'CEDAR-10','quantity':12000},{'variant':'%s','quantity':"
    "5000,'price_e4':19900,'reason':{'cause':'level','quantity':5000}}]}",
    self->amber);
}

static void
create_sent (Shop *self)
{
  create (self);
  command_do (&self->base, "purchase.send", "{'purchase':'%s'}", self->purchase);
}

static gint64
count (Shop *self, const char *sql)
{
  return command_count (&self->base, sql);
}

static void
check_state (Shop *self, const char *state, gboolean is_closed)
{
  g_autofree char *found = command_text (&self->base, "SELECT state FROM purchase_order");

  g_assert_cmpstr (found, ==, state);
  g_assert_cmpint (
    count (self, "SELECT closed_at IS NOT NULL FROM purchase_order"), ==, is_closed ? 1 : 0);
}

static gint64
stock (Shop *self, const char *uid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) found = NULL;
  KontorUid variant;

  g_assert_true (kontor_uid_parse (&variant, uid));
  found = kontor_database_query (
    self->base.database,
    "SELECT coalesce (sum (quantity), 0) FROM stock_movement WHERE variant_uid = ?1",
    &error,
    KONTOR_VALUES (kontor_value_uid (&variant)));
  g_assert_no_error (error);
  g_assert_true (kontor_statement_step_row (found, &error));
  return kontor_statement_get_integer (found, 0);
}

static void
test_create (Shop *self, gconstpointer unused)
{
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  g_autofree char *code = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *supplier = NULL;

  create (self);
  number = command_text (&self->base, "SELECT number FROM purchase_order");
  supplier = command_text (&self->base, "SELECT supplier_name FROM purchase_order");
  title = command_text (&self->base, "SELECT title FROM purchase_line WHERE line = 1");
  code = command_text (&self->base, "SELECT order_code FROM purchase_line WHERE line = 1");
  reason = command_text (&self->base, "SELECT reason FROM purchase_line WHERE line = 2");
  g_assert_cmpstr (number, ==, "PO250523-1001");
  g_assert_cmpstr (supplier, ==, "Duft AG");
  g_assert_cmpstr (title, ==, "Cedar, 10 ml");
  g_assert_cmpstr (code, ==, "DA-1");
  g_assert_cmpstr (reason, ==, "{\"cause\":\"level\",\"quantity\":5000}");
  g_assert_cmpint (count (self, "SELECT price_e4 FROM purchase_line WHERE line = 1"), ==, 45000);
  g_assert_cmpint (
    count (self, "SELECT pack_quantity FROM purchase_line WHERE line = 1"), ==, 6000);
  /* 12 × 4.50 + 5 × 1.99 */
  g_assert_cmpint (count (self, "SELECT net_minor FROM purchase_order"), ==, 6395);
  check_state (self, "draft", FALSE);
  command_undo (&self->base, "purchase.cancel");
  check_state (self, "cancelled", TRUE);
  command_undo (&self->base, "purchase.reopen");
  check_state (self, "draft", FALSE);

  command_do (&self->base,
              "company.set",
              "{'key':'purchase_number_pattern','value':'B{yyyy}-{station}{n:4}'}");
  create (self);
  g_assert_cmpint (
    count (self, "SELECT count(*) FROM purchase_order WHERE number = 'B2025-10001'"), ==, 1);
}

/* The price that was paid last comes before what it is said to cost. */
static void
test_last_price (Shop *self, gconstpointer unused)
{
  command_do (&self->base,
              "purchase.create",
              "{'supplier':'%s','number':'A','lines':[{'sku':'CEDAR-10','quantity':6000,'price_e4':"
              "47500}]}",
              self->supplier);
  create (self);
  g_assert_cmpint (
    count (self, "SELECT price_e4 FROM purchase_line WHERE line = 1 ORDER BY price_e4 LIMIT 1"),
    ==,
    45000);

  command_do (&self->base, "purchase.send", "{'purchase':'A'}");
  command_do (&self->base,
              "purchase.create",
              "{'supplier':'%s','number':'C','lines':[{'sku':'CEDAR-10','quantity':6000}]}",
              self->supplier);
  g_assert_cmpint (count (self,
                          "SELECT l.price_e4 FROM purchase_line l JOIN purchase_order o ON o.uid = "
                          "l.purchase_uid WHERE o.number = 'C'"),
                   ==,
                   47500);
}

static void
test_create_refusals (Shop *self, gconstpointer unused)
{
  static const struct
  {
    const char *field;
    const char *lines;
  } wrong[] = {
    { "lines", "[]" },
    { "lines[0].quantity", "[{'sku':'AMBER','quantity':0}]" },
    { "lines[0].quantity", "[{'sku':'AMBER'}]" },
    { "lines[0].price_e4", "[{'sku':'AMBER','quantity':1000,'price_e4':-1}]" },
    { "lines[0].pack_quantity", "[{'sku':'AMBER','quantity':1000,'pack_quantity':0}]" },
    { "lines[0].colour", "[{'sku':'AMBER','quantity':1000,'colour':'red'}]" },
    { "lines[0]", "[{'sku':'AMBER','quantity':1000,'reason':'whim'}]" },
    { "lines[1]",
      "[{'line':1,'sku':'AMBER','quantity':1000},{'line':1,'sku':'AMBER','quantity':1000}]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    command_refused (&self->base,
                     KONTOR_COMMAND_ERROR_INVALID,
                     wrong[i].field,
                     "purchase.create",
                     "{'supplier':'Duft AG','lines':%s}",
                     wrong[i].lines);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "supplier",
                   "purchase.create",
                   "{'supplier':'Nobody','lines':[{'sku':'AMBER','quantity':1000}]}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "variant",
                   "purchase.create",
                   "{'supplier':'Duft AG','lines':[{'sku':'NOBODY','quantity':1000}]}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "supplier",
                   "purchase.create",
                   "{'supplier':'" PLACE "','lines':[{'sku':'AMBER','quantity':1000}]}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "currency",
                   "purchase.create",
                   "{'supplier':'Duft AG','currency':'XXX','lines':[{'sku':'AMBER','quantity':"
                   "1000}]}");
  command_do (&self->base,
              "purchase.create",
              "{'supplier':'Duft AG','number':'A','lines':[{'sku':'AMBER','quantity':1000}]}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "number",
                   "purchase.create",
                   "{'supplier':'Duft AG','number':'A','lines':[{'sku':'AMBER',"
                   "'quantity':1000}]}");
  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_NOT_FOUND, "purchase", "purchase.send", "{'purchase':'PO9'}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "purchase",
                   "purchase.send",
                   "{'purchase':'" PLACE "'}");
}

static void
test_edit (Shop *self, gconstpointer unused)
{
  g_autofree char *other = command_make (
    &self->base, "supplier", "supplier.create", "{'name':'Öl KG'}");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  create (self);
  before = command_image (&self->base, KONTOR_KIND_PURCHASE_ORDER, self->purchase);
  command_do (&self->base,
              "purchase.edit",
              "{'purchase':'PO250523-1001','fields':{'note':{'base':'','new':'soon'},'supplier':"
              "{'base':'%s','new':'%s'}},'lines':[{'line':2,'sku':'AMBER','quantity':7000,"
              "'price_e4':10000},{'sku':'CEDAR-10','quantity':1000}]}",
              self->supplier,
              other);
  g_assert_cmpint (count (self, "SELECT net_minor FROM purchase_order"), ==, 1150);
  g_assert_cmpint (count (self, "SELECT count(*) FROM purchase_line WHERE line IN (2, 3)"), ==, 2);
  g_assert_cmpint (
    count (self, "SELECT count(*) FROM purchase_order WHERE supplier_name = 'Öl KG'"), ==, 1);
  command_undo (&self->base, "purchase.edit");
  after = command_image (&self->base, KONTOR_KIND_PURCHASE_ORDER, self->purchase);
  /* All but the moment of the change */
  g_assert_cmpuint (strlen (before), ==, strlen (after));
  g_assert_cmpint (count (self, "SELECT net_minor FROM purchase_order"), ==, 6395);
  g_assert_cmpint (count (self, "SELECT count(*) FROM purchase_line WHERE reason <> '{}'"), ==, 1);

  command_do (
    &self->base, "purchase.edit", "{'purchase':'%s','fields':{'note':{'new':''}}}", self->purchase);
  g_assert_cmpuint (self->base.n_touched, ==, 0);
  command_refused (
    &self->base,
    KONTOR_COMMAND_ERROR_CONFLICT,
    "lines",
    "purchase.edit",
    "{'purchase':'%s','base_changed_at':1,'lines':[{'sku':'AMBER','quantity':1000}]}",
    self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "supplier",
                   "purchase.edit",
                   "{'purchase':'%s','fields':{'supplier':{'base':'%s','new':'%s'}}}",
                   self->purchase,
                   other,
                   other);
}

static void
test_send (Shop *self, gconstpointer unused)
{
  create_sent (self);
  check_state (self, "sent", FALSE);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "purchase",
                   "purchase.send",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.edit",
                   "{'purchase':'%s','lines':[{'sku':'AMBER','quantity':1000}]}",
                   self->purchase);
  command_do (&self->base,
              "purchase.edit",
              "{'purchase':'%s','fields':{'expected_at':{'new':1748600000000000}}}",
              self->purchase);
  g_assert_cmpint (count (self, "SELECT expected_at FROM purchase_order"), ==, 1748600000000000);

  command_do (&self->base, "purchase.unsend", "{'purchase':'%s'}", self->purchase);
  check_state (self, "draft", FALSE);
  command_undo (&self->base, "purchase.send");
  command_undo (&self->base, "purchase.unsend");
  check_state (self, "draft", FALSE);
  g_assert_cmpint (
    count (self, "SELECT count(*) FROM purchase_order WHERE sent_at IS NULL"), ==, 1);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "purchase",
                   "purchase.unsend",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.receive",
                   "{'purchase':'%s'}",
                   self->purchase);
}

static void
test_receive_in_parts (Shop *self, gconstpointer unused)
{
  g_autofree char *lot = NULL;

  create_sent (self);
  command_do (
    &self->base,
    "purchase.receive",
    "{'purchase':'PO250523-1001','delivery_note':'LS 4','happened_at':1748010000000000,"
    "'lines':[{'line':1,'quantity':4000,'place':'C-01','lot':'L1','best_before':%" G_GINT64_FORMAT
    "},{'line':1,'quantity':2000,'place':'Cellar','lot':'L2'},{'line':2,'quantity':1000}]}",
    MAY_2026);
  check_state (self, "part", FALSE);
  g_assert_cmpint (stock (self, self->cedar), ==, 6000);
  g_assert_cmpint (stock (self, self->amber), ==, 1000);
  g_assert_cmpint (count (self,
                          "SELECT count(*) FROM stock_movement m JOIN receipt_line r ON "
                          "r.movement_uid = m.uid AND r.quantity = m.quantity WHERE m.kind = "
                          "'RESTOCK' AND m.happened_at = 1748010000000000 AND m.document_uid = "
                          "r.purchase_uid AND m.note = 'LS 4'"),
                   ==,
                   3);
  g_assert_cmpint (
    count (self, "SELECT sum (cost_e4 * quantity / 1000) FROM stock_movement"), ==, 289900);
  g_assert_cmpint (count (self, "SELECT count(*) FROM lot WHERE code IN ('L1', 'L2')"), ==, 2);
  g_assert_cmpint (count (self, "SELECT best_before FROM lot WHERE code = 'L1'"), ==, MAY_2026);

  /* The same lot again, now with its date; then all the rest. */
  command_do (
    &self->base,
    "purchase.receive",
    "{'purchase':'%s','lines':[{'line':1,'quantity':1000,'lot':'L2','best_before':%" G_GINT64_FORMAT
    "}]}",
    self->purchase,
    MAY_2026);
  g_assert_cmpint (count (self, "SELECT count(*) FROM lot WHERE best_before IS NOT NULL"), ==, 2);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "best_before",
                   "purchase.receive",
                   "{'purchase':'%s','lines':[{'line':1,'quantity':1000,'lot':'L2','best_before':"
                   "1800000000000000}]}",
                   self->purchase);
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  check_state (self, "received", TRUE);
  g_assert_cmpint (stock (self, self->cedar), ==, 12000);
  g_assert_cmpint (stock (self, self->amber), ==, 5000);
  g_assert_cmpint (count (self, "SELECT max (position) FROM purchase_receipt"), ==, 3);
  lot = command_text (&self->base, "SELECT code FROM lot WHERE code = 'L1'");
}

static void
test_unreceive (Shop *self, gconstpointer unused)
{
  create_sent (self);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','lines':[{'line':1,'quantity':4000}]}",
              self->purchase);
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  check_state (self, "received", TRUE);
  command_undo (&self->base, "purchase.unreceive");
  check_state (self, "part", FALSE);
  g_assert_cmpint (stock (self, self->cedar), ==, 4000);
  g_assert_cmpint (stock (self, self->amber), ==, 0);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "receipt",
                   "purchase.unreceive",
                   "{'purchase':'%s','receipt':2}",
                   self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "receipt",
                   "purchase.unreceive",
                   "{'purchase':'%s','receipt':7}",
                   self->purchase);
}

static void
test_undo_of_undo (Shop *self, gconstpointer unused)
{
  create_sent (self);
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  command_do (&self->base, "purchase.unreceive", "{'purchase':'%s','receipt':1}", self->purchase);
  check_state (self, "sent", FALSE);
  g_assert_cmpint (stock (self, self->cedar), ==, 0);
  command_undo (&self->base, "purchase.unreceive");
  check_state (self, "received", TRUE);
  g_assert_cmpint (stock (self, self->cedar), ==, 12000);
  command_undo (&self->base, "purchase.unreceive");
  check_state (self, "sent", FALSE);
  g_assert_cmpint (stock (self, self->cedar), ==, 0);

  /* Taken back, it can still be cancelled; every row stays. */
  command_do (&self->base, "purchase.cancel", "{'purchase':'%s'}", self->purchase);
  g_assert_cmpint (count (self, "SELECT count(*) FROM receipt_line"), ==, 2);
}

static void
test_over_delivery (Shop *self, gconstpointer unused)
{
  create_sent (self);
  command_refused (
    &self->base,
    KONTOR_COMMAND_ERROR_INVALID,
    "over",
    "purchase.receive",
    "{'purchase':'%s','lines':[{'line':1,'quantity':8000},{'line':1,'quantity':5000}]"
    "}",
    self->purchase);
  g_assert_cmpint (stock (self, self->cedar), ==, 0);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','over':true,'lines':[{'line':1,'quantity':8000},{'line':1,"
              "'quantity':5000}]}",
              self->purchase);
  check_state (self, "part", FALSE);
  g_assert_cmpint (stock (self, self->cedar), ==, 13000);
  g_assert_cmpint (count (self, "SELECT count(*) FROM attention"), ==, 0);

  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  check_state (self, "received", TRUE);
  g_assert_cmpint (stock (self, self->amber), ==, 5000);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "lines",
                   "purchase.receive",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','over':true,'lines':[{'line':2,'quantity':1000}]}",
              self->purchase);
  check_state (self, "received", TRUE);
}

static void
test_receive_refusals (Shop *self, gconstpointer unused)
{
  static const struct
  {
    KontorCommandError code;
    const char        *field;
    const char        *part;
  } wrong[] = {
    { KONTOR_COMMAND_ERROR_INVALID, "lines", "{'line':9,'quantity':1000}" },
    { KONTOR_COMMAND_ERROR_INVALID, "lines[0].quantity", "{'line':1,'quantity':0}" },
    { KONTOR_COMMAND_ERROR_INVALID, "lines[0].line", "{'quantity':1000}" },
    { KONTOR_COMMAND_ERROR_NOT_FOUND, "place", "{'line':1,'quantity':1000,'place':'X'}" },
    { KONTOR_COMMAND_ERROR_NOT_FOUND,
      "place",
      "{'line':1,'quantity':1000,'place':'01970000-0000-7000-8000-00000000000b'}" },
    { KONTOR_COMMAND_ERROR_INVALID, "lot", "{'line':1,'quantity':1000,'is_serial':true}" },
    { KONTOR_COMMAND_ERROR_INVALID,
      "quantity",
      "{'line':1,'quantity':2000,'lot':'S1','is_serial':true}" },
    { KONTOR_COMMAND_ERROR_INVALID,
      "lot",
      "{'line':1,'quantity':1000,'best_before':1779746399000000}" },
  };

  create_sent (self);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    command_refused (&self->base,
                     wrong[i].code,
                     wrong[i].field,
                     "purchase.receive",
                     "{'purchase':'%s','lines':[%s]}",
                     self->purchase,
                     wrong[i].part);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "lines",
                   "purchase.receive",
                   "{'purchase':'%s','lines':[]}",
                   self->purchase);
  g_assert_cmpint (count (self, "SELECT count(*) FROM stock_movement"), ==, 0);
  g_assert_cmpint (count (self, "SELECT count(*) FROM lot"), ==, 0);

  command_do (
    &self->base, "company.set", "{'key':'stock_closed_until','value':'1748000000000000'}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
                   "happened_at",
                   "purchase.receive",
                   "{'purchase':'%s','happened_at':1747000000000000}",
                   self->purchase);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','happened_at':1747000000000000,'booked_on':1748000000000000}",
              self->purchase);
  g_assert_cmpint (
    count (self, "SELECT count(*) FROM stock_movement WHERE booked_on = 1748000000000000"), ==, 2);
}

static void
test_close (Shop *self, gconstpointer unused)
{
  create_sent (self);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.close",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','lines':[{'line':1,'quantity':4000}]}",
              self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.cancel",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_do (&self->base, "purchase.close", "{'purchase':'%s'}", self->purchase);
  check_state (self, "received", TRUE);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "purchase",
                   "purchase.close",
                   "{'purchase':'%s'}",
                   self->purchase);

  /* A straggler comes all the same: the order stays closed, also when that is taken back. */
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','lines':[{'line':2,'quantity':1000}]}",
              self->purchase);
  check_state (self, "received", TRUE);
  command_undo (&self->base, "purchase.unreceive");
  check_state (self, "received", TRUE);

  command_do (&self->base, "purchase.reopen", "{'purchase':'%s'}", self->purchase);
  check_state (self, "part", FALSE);
  command_undo (&self->base, "purchase.close");
  command_undo (&self->base, "purchase.reopen");
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.reopen",
                   "{'purchase':'%s'}",
                   self->purchase);
}

/* --- what other stations did meanwhile: commands as they arrive, not prepared here --- */

static gboolean arrive (Shop *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
arrive (Shop *self, const char *name, const char *format, ...)
{
  KontorDatabase  *databases[] = { self->base.database, self->base.twin, self->base.server };
  va_list          arguments;
  g_autofree char *text = NULL;
  gboolean         accepted = TRUE;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (text, "'", '"');
  self->base.now += 1000000;
  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (GError) error = NULL;
      KontorJson *params = kontor_json_parse (text, -1, &error);
      g_autoptr (KontorCommand) command = kontor_command_new (name, params);
      KontorCommandOutcome outcome = { 0 };
      const guint8         random[10] = { 0xaa };

      if (databases[i] == NULL)
        continue;
      g_assert_no_error (error);
      kontor_uid_from_parts (&command->uid, self->base.now / 1000, random);
      command->at = self->base.now;
      command->hlc = (guint64) (self->base.now / 1000) << 16;
      command->station = 2;
      kontor_database_begin (databases[i], &error);
      accepted = kontor_command_run (command, databases[i], &outcome, &error);
      g_clear_error (&error);
      kontor_database_commit (databases[i], &error);
      g_assert_no_error (error);
      kontor_command_outcome_clear (&outcome);
    }
  return accepted;
}

static void
test_received_after_cancel (Shop *self, gconstpointer unused)
{
  g_autofree char *kind = NULL;

  create_sent (self);
  command_do (&self->base, "purchase.cancel", "{'purchase':'%s'}", self->purchase);
  g_assert_true (
    arrive (self,
            "purchase.receive",
            "{'purchase':'%s','basis_state':'sent','lines':[{'line':1,'quantity':12000,"
            "'left':12000}]}",
            self->purchase));
  check_state (self, "cancelled", TRUE);
  g_assert_cmpint (stock (self, self->cedar), ==, 12000);
  kind = command_text (&self->base, "SELECT kind FROM attention WHERE closed_at IS NULL");
  g_assert_cmpstr (kind, ==, "received_after_cancel");

  command_do (&self->base, "purchase.reopen", "{'purchase':'%s'}", self->purchase);
  check_state (self, "part", FALSE);
  g_assert_cmpint (count (self, "SELECT count(*) FROM attention WHERE closed_at IS NULL"), ==, 0);

  /* Who saw that it was cancelled is told to reopen it. */
  command_do (&self->base, "purchase.unreceive", "{'purchase':'%s','receipt':1}", self->purchase);
  command_do (&self->base, "purchase.cancel", "{'purchase':'%s'}", self->purchase);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "purchase",
                   "purchase.receive",
                   "{'purchase':'%s'}",
                   self->purchase);
}

static void
test_received_twice (Shop *self, gconstpointer unused)
{
  g_autofree char *kind = NULL;

  create_sent (self);
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
  g_assert_true (
    arrive (self,
            "purchase.receive",
            "{'purchase':'%s','basis_state':'sent','lines':[{'line':1,'quantity':12000,"
            "'left':12000}]}",
            self->purchase));
  g_assert_cmpint (stock (self, self->cedar), ==, 24000);
  kind = command_text (&self->base, "SELECT kind FROM attention WHERE closed_at IS NULL");
  g_assert_cmpstr (kind, ==, "received_twice");
  command_do (&self->base, "purchase.unreceive", "{'purchase':'%s','receipt':2}", self->purchase);
  g_assert_cmpint (stock (self, self->cedar), ==, 12000);
  check_state (self, "received", TRUE);
  g_assert_cmpint (count (self, "SELECT count(*) FROM attention WHERE closed_at IS NULL"), ==, 0);

  g_assert_false (
    arrive (self,
            "purchase.receive",
            "{'purchase':'%s','basis_state':'part','lines':[{'line':1,'quantity':1000,"
            "'left':0}]}",
            self->purchase));
}

/* Two stations that never met make the same lot. */
static void
test_lots (Shop *self, gconstpointer unused)
{
  create_sent (self);
  command_do (&self->base,
              "purchase.receive",
              "{'purchase':'%s','lines':[{'line':1,'quantity':1000,'lot':'A'},{'line':2,'quantity':"
              "1000,'lot':'A'},{'line':2,'quantity':1000,'lot':'S-1','is_serial':true}]}",
              self->purchase);
  g_assert_true (arrive (self,
                         "purchase.receive",
                         "{'purchase':'%s','basis_state':'sent','lines':[{'line':1,'quantity':1000,"
                         "'lot':'A','best_before':%" G_GINT64_FORMAT ",'left':12000}]}",
                         self->purchase,
                         MAY_2026));
  g_assert_cmpint (count (self, "SELECT count(*) FROM lot WHERE code = 'A'"), ==, 2);
  g_assert_cmpint (count (self, "SELECT count(*) FROM lot WHERE is_serial = 1"), ==, 1);
  g_assert_cmpint (
    count (self,
           "SELECT sum (m.quantity) FROM stock_movement m JOIN lot l ON l.uid = m.lot_uid WHERE "
           "l.code = 'A' AND l.best_before IS NOT NULL"),
    ==,
    2000);
}

static void
test_roles (Shop *self, gconstpointer unused)
{
  g_autofree char *counter = command_make (
    &self->base, "person", "person.create", "{'name':'Cem','role':'counter'}");

  create_sent (self);
  g_assert_true (kontor_uid_parse (&self->base.author, counter));
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_FORBIDDEN,
                   NULL,
                   "purchase.cancel",
                   "{'purchase':'%s'}",
                   self->purchase);
  command_do (&self->base, "purchase.receive", "{'purchase':'%s'}", self->purchase);
}

static void
test_supplier_address (Shop *self, gconstpointer unused)
{
  command_do (&self->base,
              "supplier.edit",
              "{'supplier':'%s','fields':{'city':{'base':'Hamburg','new':'Kiel'},'account':{'new':"
              "'K-78'}}}",
              self->supplier);
  g_assert_cmpint (
    count (self, "SELECT count(*) FROM supplier WHERE city = 'Kiel' AND account = 'K-78'"), ==, 1);
  command_undo (&self->base, "supplier.edit");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "city",
                   "supplier.edit",
                   "{'supplier':'%s','fields':{'city':{'base':'Bonn','new':'Kiel'}}}",
                   self->supplier);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "country",
                   "supplier.create",
                   "{'name':'X','country':'XX'}");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Shop, NULL, set_up, function, tear_down)
  ADD ("/purchase/create", test_create);
  ADD ("/purchase/last-price", test_last_price);
  ADD ("/purchase/create-refusals", test_create_refusals);
  ADD ("/purchase/edit", test_edit);
  ADD ("/purchase/send", test_send);
  ADD ("/purchase/receive-in-parts", test_receive_in_parts);
  ADD ("/purchase/unreceive", test_unreceive);
  ADD ("/purchase/undo-of-undo", test_undo_of_undo);
  ADD ("/purchase/over-delivery", test_over_delivery);
  ADD ("/purchase/receive-refusals", test_receive_refusals);
  ADD ("/purchase/close", test_close);
  ADD ("/purchase/received-after-cancel", test_received_after_cancel);
  ADD ("/purchase/received-twice", test_received_twice);
  ADD ("/purchase/lots", test_lots);
  ADD ("/purchase/roles", test_roles);
  ADD ("/purchase/supplier-address", test_supplier_address);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
