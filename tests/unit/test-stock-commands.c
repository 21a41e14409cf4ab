/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-refusal.h"
#include "kontor-stock-fixture.h"

static void
test_adjust (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *other = NULL;

  stock_receive (self, "TEA", 10000);
  command_do (
    self, "stock.adjust", "{'variant':'%s','quantity':-2000,'reason':'damaged','note':'wet'}", tea);
  stock_assert (self, "TEA", 8000, 0, 0);
  command_undo (self, "stock.void");
  stock_assert (self, "TEA", 10000, 0, 0);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM stock_movement AS m JOIN stock_movement AS"
                                  " r ON r.about_uid = m.uid AND r.happened_at = m.happened_at AND"
                                  " r.hlc = m.hlc AND r.quantity = -m.quantity"),
                   ==,
                   1);
  command_undo (self, "stock.unvoid");
  stock_assert (self, "TEA", 8000, 0, 0);
  command_undo (self, "stock.void");
  stock_assert (self, "TEA", 10000, 0, 0);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "quantity",
                   "stock.adjust",
                   "{'variant':'TEA','quantity':0,'reason':'found'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "reason",
                   "stock.adjust",
                   "{'variant':'TEA','quantity':1,'reason':'because'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "variant",
                   "stock.adjust",
                   "{'variant':'NOTHING','quantity':1,'reason':'found'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "place",
                   "stock.adjust",
                   "{'variant':'TEA','quantity':1,'reason':'found','place':'Nowhere'}");
  other = stock_make (self, "COFFEE", "");
  command_do (self, "lot.create", "{'variant':'COFFEE','code':'C1'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "lot",
                   "stock.adjust",
                   "{'variant':'TEA','quantity':1,'reason':'found','lot':'C1'}");
}

static void
test_void_refusals (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *order = NULL;
  g_autofree char *sale = NULL;
  g_autofree char *held = NULL;

  stock_receive (self, "TEA", 10000);
  order = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':1000}");
  command_do (self, "order.ship", "{'order':'%s'}", order);
  sale = stock_last_uid (self, "stock_movement");
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "movement", "stock.void", "{'movement':'%s'}", sale);
  command_do (self, "stock.hold", "{'variant':'TEA','quantity':1000,'reason':'inspection'}");
  held = stock_last_uid (self, "stock_movement");
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "movement", "stock.void", "{'movement':'%s'}", held);
  command_refused (
    self, KONTOR_COMMAND_ERROR_NOT_FOUND, "movement", "stock.void", "{'movement':'%s'}", tea);
}

static void
test_hold (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");

  stock_receive (self, "TEA", 10000);
  command_do (self, "stock.hold", "{'variant':'TEA','quantity':3000,'reason':'damaged'}");
  stock_assert (self, "TEA", 10000, 3000, 0);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                   "quantity",
                   "stock.hold",
                   "{'variant':'TEA','quantity':7001,'reason':'expired'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                   "quantity",
                   "stock.release",
                   "{'variant':'TEA','quantity':1,'reason':'expired'}");
  command_do (self, "stock.release", "{'variant':'TEA','quantity':1000,'reason':'damaged'}");
  stock_assert (self, "TEA", 10000, 2000, 0);
  command_undo (self, "stock.hold");
  stock_assert (self, "TEA", 10000, 3000, 0);
  command_do (self,
              "stock.adjust",
              "{'variant':'TEA','quantity':-3000,'reason':'write_off','hold':'damaged'}");
  stock_assert (self, "TEA", 7000, 0, 0);
}

/* A count says how many lie there; it has nothing to say about why some can't be sold. */
static void
test_hold_behind_a_count (CommandFixture *self, gconstpointer unused)
{
  g_autofree char  *tea = stock_make (self, "TEA", "");
  static const char line[]
    = "INSERT INTO count_line (uid, count_uid, variant_uid, state, counted, counted_at, hlc)"
      " SELECT uid, uid, uid, 'booked', 10000, 1748016600000000, 1 FROM product_variant";
  KontorDatabase *databases[] = { self->database, self->twin, self->server };

  stock_receive (self, "TEA", 10000);
  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    if (databases[i] != NULL)
      g_assert_true (kontor_database_run (databases[i], line, NULL, KONTOR_NO_VALUES));
  command_do (
    self,
    "stock.hold",
    "{'variant':'TEA','quantity':2000,'reason':'damaged','happened_at':1748016500000000}");
  stock_assert (self, "TEA", 10000, 2000, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM count_line WHERE state = 'booked'"), ==, 1);
  command_do (self,
              "stock.adjust",
              "{'variant':'TEA','quantity':-500,'reason':'lost','happened_at':1748016500000000}");
  stock_assert (self, "TEA", 10000, 2000, 0);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count(*) FROM count_line WHERE state = 'reopened' AND shown = 500"),
    ==,
    1);
}

/* --- two people --- */

#define ANNA "01970000-0000-7000-8000-00000000000a"
#define BELA "01970000-0000-7000-8000-00000000000b"

static void
test_second_person (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *ring = stock_make (self, "RING", ",'cost_e4':1000000,'cost_currency':'EUR'");
  g_autofree char *request = NULL;

  command_do (self, "company.set", "{'key':'stock_second_person_minor','value':'20000'}");
  g_assert_true (kontor_uid_parse (&self->author, ANNA));
  stock_receive (self, "RING", 10000);
  command_do (self, "stock.adjust", "{'variant':'RING','quantity':-2000,'reason':'lost'}");
  stock_assert (self, "RING", 8000, 0, 0); /* 200.00 is not above it */

  request = command_make (
    self, "request", "stock.adjust", "{'variant':'RING','quantity':-3000,'reason':'lost'}");
  stock_assert (self, "RING", 8000, 0, 0);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM attention WHERE kind = 'stock_request' AND "
                                  "closed_at IS NULL AND message LIKE '%300.00%'"),
                   ==,
                   1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_FORBIDDEN,
                   NULL,
                   "stock.request.approve",
                   "{'request':'%s'}",
                   request);
  g_assert_true (kontor_uid_parse (&self->author, BELA));
  command_do (self, "stock.request.approve", "{'request':'%s'}", request);
  stock_assert (self, "RING", 5000, 0, 0);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "request",
                   "stock.request.refuse",
                   "{'request':'%s'}",
                   request);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM attention WHERE closed_at IS NULL"), ==, 0);

  g_clear_pointer (&request, g_free);
  request = command_make (
    self, "request", "stock.adjust", "{'variant':'RING','quantity':3000,'reason':'found'}");
  command_undo (self, "stock.request.refuse");
  stock_assert (self, "RING", 5000, 0, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM stock_request WHERE decision = 'refused'"), ==, 1);
}

/* --- places and transfers --- */

static void
make_places (CommandFixture *self)
{
  command_do (self, "location.create", "{'name':'Shelf A','code':'A','position':1}");
  command_do (self, "location.create", "{'name':'Shelf B','code':'B','position':2}");
  command_do (self, "location.create", "{'name':'Quarantine','code':'Q','kind':'quarantine'}");
}

static void
test_places (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *cellar = NULL;
  g_autofree char *shelf = NULL;

  make_places (self);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "code",
                   "location.create",
                   "{'name':'Another','code':'A'}");
  cellar = command_make (self, "location", "location.create", "{'name':'Cellar'}");
  shelf = command_make (
    self, "location", "location.create", "{'name':'Shelf','parent':'%s'}", cellar);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "parent",
                   "location.edit",
                   "{'location':'%s','fields':{'parent':{'new':'%s'}}}",
                   cellar,
                   shelf);
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':4000,'place':'%s'}", shelf);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "location",
                   "location.archive",
                   "{'location':'%s'}",
                   shelf);
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':1000,'place':'Q'}");
  stock_assert (self, "TEA", 5000, 1000, 0);
  command_do (self, "location.archive", "{'location':'%s'}", cellar);
  command_undo (self, "location.restore");
}

static void
test_transfer (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *transfer = NULL;

  make_places (self);
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':10000,'place':'A'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "to",
                   "stock.transfer.send",
                   "{'from':'A','to':'A','lines':[{'variant':'TEA','quantity':1}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "lines",
                   "stock.transfer.send",
                   "{'from':'A','to':'B','lines':[]}");
  transfer = command_make (self,
                           "transfer",
                           "stock.transfer.send",
                           "{'from':'A','to':'B','lines':[{'variant':'TEA','quantity':6000}]}");
  stock_assert (self, "TEA", 10000, 6000, 0);
  command_do (self,
              "stock.transfer.receive",
              "{'transfer':'%s','lines':[{'line':1,'quantity':2000}]}",
              transfer);
  stock_assert (self, "TEA", 10000, 4000, 0);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                   "lines",
                   "stock.transfer.receive",
                   "{'transfer':'%s','lines':[{'line':1,'quantity':4001}]}",
                   transfer);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "transfer",
                   "stock.transfer.cancel",
                   "{'transfer':'%s','never':true}",
                   transfer);
  command_do (self,
              "stock.transfer.receive",
              "{'transfer':'%s','lines':[{'line':1,'quantity':3000}],'missing':true}",
              transfer);
  stock_assert (self, "TEA", 9000, 0, 0);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "transfer",
                   "stock.transfer.receive",
                   "{'transfer':'%s'}",
                   transfer);
  g_assert_cmpint (
    command_count (
      self,
      "SELECT sum (quantity) FROM stock_movement AS m JOIN location AS l ON l.uid = m.place_uid"
      " WHERE l.code = 'B'"),
    ==,
    5000);
}

static void
test_transfer_back (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *transfer = NULL;

  make_places (self);
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':10000}");
  transfer = command_make (self,
                           "transfer",
                           "stock.transfer.send",
                           "{'to':'B','lines':[{'variant':'TEA','quantity':6000}]}");
  command_undo (self, "stock.transfer.cancel");
  stock_assert (self, "TEA", 10000, 0, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM stock_movement WHERE about_uid IS NOT NULL"), ==, 2);

  g_clear_pointer (&transfer, g_free);
  transfer = command_make (self,
                           "transfer",
                           "stock.transfer.send",
                           "{'to':'B','lines':[{'variant':'TEA','quantity':6000}]}");
  command_do (self, "stock.transfer.cancel", "{'transfer':'%s'}", transfer);
  stock_assert (self, "TEA", 10000, 0, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM stock_movement WHERE about_uid IS NOT NULL"), ==, 2);
}

/* --- lots --- */

static void
test_lots (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *lot = command_make (
    self, "lot", "lot.create", "{'variant':'TEA','code':'L1','best_before':1767222000000000}");

  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "code", "lot.create", "{'variant':'TEA','code':'L1'}");
  command_do (
    self, "lot.edit", "{'lot':'%s','fields':{'note':{'base':'','new':'from Assam'}}}", lot);
  command_do (self, "lot.recall", "{'lot':'L1','reason':'mould'}");
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "lot", "lot.recall", "{'lot':'L1','reason':'x'}");
  command_undo (self, "lot.unrecall");
  command_undo (self, "lot.recall");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM lot WHERE recall_reason = 'mould'"), ==, 1);
}

#define LOTS                                                                                       \
  "SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m JOIN lot AS l ON l.uid = "       \
  "m.lot_uid WHERE l.code = '"

static void
test_first_expired_first_out (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *order = NULL;

  command_do (self, "lot.create", "{'variant':'TEA','code':'LATE','best_before':1798758000000000}");
  command_do (self, "lot.create", "{'variant':'TEA','code':'SOON','best_before':1767222000000000}");
  command_do (self, "lot.create", "{'variant':'TEA','code':'GONE','best_before':1735686000000000}");
  command_do (self, "lot.create", "{'variant':'TEA','code':'BAD','best_before':1767222000000000}");
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':5000,'lot':'LATE'}");
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':2000,'lot':'SOON'}");
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':2000,'lot':'GONE'}");
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':2000,'lot':'BAD'}");
  command_do (self, "lot.recall", "{'lot':'BAD','reason':'mould'}");

  order = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':3000}");
  stock_assert (self, "TEA", 11000, 0, 3000);
  command_do (self, "order.ship", "{'order':'%s'}", order);
  stock_assert (self, "TEA", 8000, 0, 0);
  g_assert_cmpint (command_count (self, LOTS "SOON'"), ==, 0);
  g_assert_cmpint (command_count (self, LOTS "LATE'"), ==, 4000);

  command_undo (self, "order.unship");
  g_assert_cmpint (command_count (self, LOTS "SOON'"), ==, 2000);
  command_undo (self, "order.ship");
  g_assert_cmpint (command_count (self, LOTS "SOON'"), ==, 0);
}

/* All that left with a line was of one lot: what comes back is, too. Damaged goods are put aside.
 */
static void
test_return_to_lot (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *lot = command_make (self, "lot", "lot.create", "{'variant':'TEA','code':'L1'}");
  g_autofree char *order = NULL;

  command_do (self, "location.create", "{'name':'Returns','code':'R'}");
  command_do (self, "stock.receive", "{'variant':'TEA','quantity':5000,'lot':'L1'}");
  order = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':3000}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "lines",
                   "order.ship",
                   "{'order':'%s','lines':[{'line':1,'quantity':3000,'goods':[{'lot':'%s',"
                   "'quantity':2000}]}]}",
                   order,
                   lot);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "lot",
                   "order.ship",
                   "{'order':'%s','lines':[{'line':1,'quantity':3000,'goods':[{'lot':'%s',"
                   "'quantity':3000}]}]}",
                   order,
                   tea);
  command_do (self, "order.ship", "{'order':'%s'}", order);
  command_do (self,
              "order.return",
              "{'order':'%s','lines':[{'line':1,'quantity':2000,'condition':'damaged'}]}",
              order);
  stock_assert (self, "TEA", 4000, 2000, 0);
  g_assert_cmpint (command_count (self, LOTS "L1' AND m.hold = 'damaged'"), ==, 2000);
}

/* --- bundles --- */

static void
test_bundle (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *cup = stock_make (self, "CUP", "");
  g_autofree char *members = g_strdup_printf (
    ",'parts':[{'variant':'%s','quantity':500},{'variant':'%s','quantity':2000}]", tea, cup);
  g_autofree char *set = stock_make (self, "SET", members);
  g_autofree char *more = g_strdup_printf (
    ",'parts':[{'variant':'%s','quantity':2000},{'variant':'%s','quantity':1000}]", set, cup);
  g_autofree char *big = stock_make (self, "BIG", more);
  g_autofree char *order = NULL;

  stock_receive (self, "TEA", 10000);
  stock_receive (self, "CUP", 20000);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "variant",
                   "stock.receive",
                   "{'variant':'BIG','quantity':1000}");
  order = stock_make_order (
    self, "PAID", "{'sku':'BIG','quantity':2000},{'sku':'CUP','quantity':1000}");
  stock_assert (self, "TEA", 10000, 0, 2000);
  stock_assert (self, "CUP", 20000, 0, 11000);
  stock_assert (self, "BIG", 0, 0, 0);

  command_do (self, "order.ship", "{'order':'%s','lines':[{'line':1,'quantity':1000}]}", order);
  stock_assert (self, "TEA", 9000, 0, 1000);
  stock_assert (self, "CUP", 15000, 0, 6000);
  command_do (self, "order.ship", "{'order':'%s'}", order);
  stock_assert (self, "TEA", 8000, 0, 0);
  stock_assert (self, "CUP", 9000, 0, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM stock_movement WHERE kind = 'CONSUME'"), ==, 4);

  /* Today the set has other parts; what comes back is what left. */
  command_do (self,
              "variant.set_parts",
              "{'variant':'%s','parts':[{'variant':'%s','quantity':1000}]}",
              set,
              tea);
  command_do (self,
              "order.return",
              "{'order':'%s','lines':[{'line':1,'quantity':1000,'condition':'resell'}]}",
              order);
  stock_assert (self, "TEA", 9000, 0, 0);
  stock_assert (self, "CUP", 14000, 0, 0);
}

/* --- reservations --- */

static void
test_reserve (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *paid = NULL;

  stock_receive (self, "TEA", 3000);
  first = stock_make_order (self, "CART", "{'sku':'TEA','quantity':2000}");
  second = stock_make_order (
    self, "CART", "{'sku':'TEA','quantity':1000},{'sku':'TEA','quantity':1000}");
  stock_assert (self, "TEA", 3000, 0, 0);
  command_do (self, "order.reserve", "{'order':'%s'}", first);
  stock_assert (self, "TEA", 3000, 0, 2000);
  command_refused (
    self, KONTOR_COMMAND_ERROR_NOT_AVAILABLE, "lines", "order.reserve", "{'order':'%s'}", second);
  command_do (self, "order.reserve", "{'order':'%s'}", first); /* again: for longer */
  stock_assert (self, "TEA", 3000, 0, 2000);
  command_undo (self, "order.unreserve");
  stock_assert (self, "TEA", 3000, 0, 0);
  command_undo (self, "order.reserve");

  command_do (self, "order.place", "{'order':'%s'}", first);
  stock_assert (self, "TEA", 3000, 0, 2000);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "order", "order.reserve", "{'order':'%s'}", first);
  command_do (self, "order.cancel", "{'order':'%s','reason':'x'}", first);
  stock_assert (self, "TEA", 3000, 0, 0);
  command_do (self, "order.reserve", "{'order':'%s'}", second);
  paid = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':5000}");
  stock_assert (self, "TEA", 3000, 0, 7000); /* a back office may sell what is still to come */
}

static void
test_expire (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *order = NULL;

  stock_receive (self, "TEA", 3000);
  order = stock_make_order (self, "CART", "{'sku':'TEA','quantity':2000}");
  command_do (self, "order.reserve", "{'order':'%s'}", order);
  command_refused (self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "stock.expire_reservations", "{}");
  self->now += G_GINT64_CONSTANT (7199000000) - 3000000;
  command_refused (self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "stock.expire_reservations", "{}");
  self->now += 3000000;
  command_do (self, "stock.expire_reservations", "{}");
  stock_assert (self, "TEA", 3000, 0, 0);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM order_transition WHERE from_state = 'CART' "
                                  "AND to_state = 'CART' AND reason = 'reservation expired'"),
                   ==,
                   1);
  command_do (self, "order.place", "{'order':'%s'}", order);
  command_undo (self, "order.step_back");
  stock_assert (self, "TEA", 3000, 0, 0);
}

/* --- closed periods --- */

#define DAY G_GINT64_CONSTANT (86400000000)

static void
test_period (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  gint64           until = COMMAND_FIXTURE_NOW - 10 * DAY;

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "until",
                   "period.close",
                   "{'until':%" G_GINT64_FORMAT "}",
                   COMMAND_FIXTURE_NOW + DAY);
  command_do (self, "period.close", "{'until':%" G_GINT64_FORMAT "}", until);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "until",
                   "period.close",
                   "{'until':%" G_GINT64_FORMAT "}",
                   until);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
                   "happened_at",
                   "stock.receive",
                   "{'variant':'TEA','quantity':1000,'happened_at':%" G_GINT64_FORMAT "}",
                   until - 1);
  command_refused (
    self,
    KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
    "happened_at",
    "stock.adjust",
    "{'variant':'TEA','quantity':1000,'reason':'found','happened_at':%" G_GINT64_FORMAT
    ",'booked_on':%" G_GINT64_FORMAT "}",
    until - 1,
    until - 1);
  command_do (self,
              "stock.receive",
              "{'variant':'TEA','quantity':1000,'happened_at':%" G_GINT64_FORMAT
              ",'booked_on':%" G_GINT64_FORMAT "}",
              until - 1,
              until);
  g_assert_cmpint (command_count (self, "SELECT booked_on FROM stock_movement"), ==, until);
  command_undo (self, "stock.void");
}

static void
test_period_orders (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *order = NULL;
  gint64           until = COMMAND_FIXTURE_NOW - 10 * DAY;

  stock_receive (self, "TEA", 10000);
  order = stock_make_order (
    self, "PAID", "{'sku':'TEA','quantity':1000},{'sku':'TEA','quantity':1000}");
  command_do (self, "period.close", "{'until':'2025-05-01'}");
  command_undo (self, "period.open");
  command_do (self, "period.close", "{'until':%" G_GINT64_FORMAT "}", until);
  command_do (self, "order.ship", "{'order':'%s','at':%" G_GINT64_FORMAT "}", order, until - DAY);
  stock_assert (self, "TEA", 8000, 0, 0);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count(*) FROM stock_movement WHERE kind = 'SALE' AND booked_on - "
                   "happened_at = 86400000000"),
    ==,
    2);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM attention WHERE kind = "
                                  "'moved_in_closed_period' AND closed_at IS NULL"),
                   ==,
                   1);
}

/* What another station dated into a period that was closed meanwhile can be booked on the first
 * open day, or finance is asked. */
static void
test_refusal_offers (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  gint64           until = COMMAND_FIXTURE_NOW - 10 * DAY;
  g_autofree char *params = g_strdup_printf (
    "{\"variant\":\"%s\",\"quantity\":2000,\"happened_at\":%" G_GINT64_FORMAT "}",
    tea,
    until - DAY);
  g_autoptr (KontorCommand) late = kontor_command_new ("stock.receive",
                                                       kontor_json_parse (params, -1, NULL));
  g_autofree char *text = NULL;
  g_autofree char *booking = NULL;
  g_autofree char *asking = NULL;
  g_autoptr (KontorJson) offers = NULL;

  command_do (self, "period.close", "{'until':%" G_GINT64_FORMAT "}", until);
  command_refused (
    self, KONTOR_COMMAND_ERROR_CLOSED_PERIOD, "happened_at", "stock.receive", "%s", params);
  text = kontor_refusal_dup_offers (self->database, late, "closed_period");
  offers = kontor_json_parse (text, -1, NULL);
  g_assert_cmpuint (kontor_json_length (offers), ==, 2);
  booking = kontor_json_to_string (kontor_json_get (kontor_json_at (offers, 0), "params"));
  command_do (self, "stock.receive", "%s", booking);
  g_assert_cmpint (
    command_count (self, "SELECT booked_on - happened_at FROM stock_movement"), ==, DAY);

  asking = kontor_json_to_string (kontor_json_get (kontor_json_at (offers, 1), "params"));
  command_do (self, "attention.open", "%s", asking);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM attention WHERE kind = 'ask_finance' AND "
                                  "offers LIKE '%stock.receive%'"),
                   ==,
                   1);
}

/* --- from large into small --- */

static void
test_split (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *bottle = stock_make (self, "BOTTLE", ",'content':100000,'content_unit':'ml'");
  g_autofree char *ten = stock_make (self, "TEN", ",'content':10000,'content_unit':'ml'");
  g_autofree char *five = stock_make (self, "FIVE", ",'content':5000,'content_unit':'ml'");
  g_autofree char *gram = stock_make (self, "GRAM", ",'content':5000,'content_unit':'g'");
  g_autofree char *plain = stock_make (self, "PLAIN", "");

  command_do (self, "stock.receive", "{'variant':'BOTTLE','quantity':2000,'cost_e4':950000}");
  command_do (self,
              "stock.split",
              "{'variant':'BOTTLE','quantity':1000,'into':[{'variant':'TEN','quantity':7000},"
              "{'variant':'FIVE','quantity':5000}]}");
  stock_assert (self, "BOTTLE", 1000, 0, 0);
  stock_assert (self, "TEN", 7000, 0, 0);
  stock_assert (self, "FIVE", 5000, 0, 0);
  g_assert_cmpint (
    command_count (
      self, "SELECT quantity FROM stock_movement WHERE kind = 'ADJUSTMENT' AND reason = 'loss'"),
    ==,
    -50);
  g_assert_cmpint (
    command_count (self, "SELECT quantity FROM stock_movement WHERE kind = 'CONSUME'"), ==, -950);
  /* 95 euros for 95 ml that arrived: one euro the millilitre. */
  g_assert_cmpint (
    command_count (self,
                   "SELECT cost_e4 FROM stock_movement WHERE kind = 'RESTOCK' AND quantity = 7000"),
    ==,
    100000);
  command_undo (self, "stock.split.void");
  stock_assert (self, "BOTTLE", 2000, 0, 0);
  stock_assert (self, "TEN", 0, 0, 0);
  command_undo (self, "stock.split.unvoid");
  stock_assert (self, "BOTTLE", 1000, 0, 0);

  command_refused (
    self,
    KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
    "into",
    "stock.split",
    "{'variant':'BOTTLE','quantity':1000,'into':[{'variant':'TEN','quantity':10001}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "into",
                   "stock.split",
                   "{'variant':'BOTTLE','quantity':1000,'into':[{'variant':'GRAM','quantity':1}]}");
  command_refused (
    self,
    KONTOR_COMMAND_ERROR_INVALID,
    "into",
    "stock.split",
    "{'variant':'BOTTLE','quantity':1000,'into':[{'variant':'PLAIN','quantity':1}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "into",
                   "stock.split",
                   "{'variant':'BOTTLE','quantity':1000,'into':[]}");
}

/* --- notices --- */

#define OPEN_NOTICES "SELECT count(*) FROM stock_notice WHERE closed_at IS NULL"

static void
test_notices (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", ",'reorder_level':5000");
  g_autofree char *cup = stock_make (self, "CUP", "");
  g_autofree char *notice = NULL;

  stock_receive (self, "TEA", 10000);
  command_refused (self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "stock.check_levels", "{}");
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':-5000,'reason':'lost'}");
  command_do (self, "stock.check_levels", "{}");
  g_assert_cmpint (
    command_count (self, OPEN_NOTICES " AND available = 5000 AND reorder_level = 5000"), ==, 1);
  notice = stock_last_uid (self, "stock_notice");
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':-1000,'reason':'lost'}");
  command_refused (self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "stock.check_levels", "{}");

  command_do (self, "stock.notice.snooze", "{'notice':'%s','until':1758016000000000}", notice);
  command_undo (self, "stock.notice.snooze");
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':3000,'reason':'found'}");
  command_do (self, "stock.check_levels", "{}");
  g_assert_cmpint (command_count (self, OPEN_NOTICES), ==, 0);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "notice", "stock.notice.snooze", "{'notice':'%s'}", notice);
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':-3000,'reason':'lost'}");
  command_do (self, "stock.check_levels", "{}");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM stock_notice"), ==, 2);
  g_assert_cmpint (command_count (self, OPEN_NOTICES), ==, 1);
}

/* --- the last piece twice --- */

static void
test_oversold (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", "");
  g_autofree char *never = stock_make (self, "NEVER", "");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *message = NULL;

  stock_receive (self, "TEA", 1000);
  first = stock_make_order (self, "PAID", "{'sku':'TEA','quantity':1000}");
  second = stock_make_order (
    self, "PAID", "{'sku':'TEA','quantity':1000},{'sku':'NEVER','quantity':1000}");
  command_do (self, "order.ship", "{'order':'%s'}", first);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM attention"), ==, 0);
  command_do (self, "order.ship", "{'order':'%s'}", second);
  stock_assert (self, "TEA", -1000, 0, 0);
  stock_assert (self, "NEVER", -1000, 0, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM attention WHERE kind = 'oversold'"), ==, 1);
  message = command_text (self, "SELECT message FROM attention");
  g_assert_nonnull (strstr (message, "PS250523-1001"));
  g_assert_nonnull (strstr (message, "PS250523-1002"));
}

/* What the catalog says today stays with goods that came in without a price. */
static void
test_cost (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *tea = stock_make (self, "TEA", ",'cost_e4':30000,'cost_currency':'EUR'");

  command_do (self, "stock.receive", "{'variant':'TEA','quantity':1000,'cost_e4':20000}");
  stock_receive (self, "TEA", 1000);
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':1000,'reason':'found'}");
  command_do (self, "stock.adjust", "{'variant':'TEA','quantity':-1000,'reason':'lost'}");
  command_do (self, "stock.hold", "{'variant':'TEA','quantity':1000,'reason':'other'}");
  g_assert_cmpint (
    command_count (self, "SELECT sum (cost_e4) FROM stock_movement WHERE currency = 'EUR'"),
    ==,
    80000);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM stock_movement WHERE cost_e4 IS NULL"), ==, 3);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/stock/adjust", test_adjust);
  ADD ("/stock/void-refusals", test_void_refusals);
  ADD ("/stock/hold", test_hold);
  ADD ("/stock/hold-behind-a-count", test_hold_behind_a_count);
  ADD ("/stock/second-person", test_second_person);
  ADD ("/stock/places", test_places);
  ADD ("/stock/transfer", test_transfer);
  ADD ("/stock/transfer-back", test_transfer_back);
  ADD ("/stock/lots", test_lots);
  ADD ("/stock/first-expired-first-out", test_first_expired_first_out);
  ADD ("/stock/return-to-lot", test_return_to_lot);
  ADD ("/stock/bundle", test_bundle);
  ADD ("/stock/reserve", test_reserve);
  ADD ("/stock/expire", test_expire);
  ADD ("/stock/period", test_period);
  ADD ("/stock/period-orders", test_period_orders);
  ADD ("/stock/refusal-offers", test_refusal_offers);
  ADD ("/stock/split", test_split);
  ADD ("/stock/notices", test_notices);
  ADD ("/stock/oversold", test_oversold);
  ADD ("/stock/cost", test_cost);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
