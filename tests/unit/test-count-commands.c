/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-count-fixture.h"

/* Planning, scanning, reviewing and booking. Every command runs on three databases and must leave
 * the same rows on each. */

static void
check_line (CountFixture *self, const char *variant, const char *state, const char *checks)
{
  g_autofree char *is = count_line_text (self, variant, "state");
  g_autofree char *notes = count_line_text (self, variant, "check_note");

  g_assert_cmpstr (is, ==, state);
  g_assert_cmpstr (notes, ==, checks);
}

static void
check_count (CountFixture *self, const char *state)
{
  g_autofree char *is = command_text (&self->base,
                                      "SELECT state FROM stock_count ORDER BY id DESC LIMIT 1");

  g_assert_cmpstr (is, ==, state);
}

static gint64
number (CountFixture *self, const char *sql)
{
  return command_count (&self->base, sql);
}

/* --- planning --- */

static void
test_plan (CountFixture *self, gconstpointer unused)
{
  g_autofree char *count = command_make (
    &self->base,
    "count",
    "count.plan",
    "{'title':'Spring','passes':2,'plan':{'abc':'AB','not_since_days':30,'places':[null,'%s']},"
    "'assignments':[{'place':'%s','pass':2}],'tolerance_quantity':1000}",
    self->shelf,
    self->shelf);
  g_autofree char *plan = command_text (&self->base, "SELECT plan FROM stock_count");
  g_autofree char *name = command_text (&self->base, "SELECT number FROM stock_count");

  g_assert_cmpstr (name, ==, "CT250523-101");
  g_assert_nonnull (strstr (plan, "\"abc\":\"AB\""));
  g_assert_cmpint (number (self, "SELECT blind FROM stock_count"), ==, 1);
  g_assert_cmpint (number (self, "SELECT count (*) FROM count_assignment"), ==, 1);

  command_do (&self->base, "count.assign", "{'count':'%s','assignments':[]}", count);
  g_assert_cmpint (number (self, "SELECT count (*) FROM count_assignment"), ==, 0);
  command_undo (&self->base, "count.assign");
  g_assert_cmpint (number (self, "SELECT pass FROM count_assignment"), ==, 2);

  command_do (&self->base, "count.cancel", "{'count':'%s'}", count);
  check_count (self, "cancelled");
  command_undo (&self->base, "count.resume");
  check_count (self, "planned");
}

static void
test_plan_refusals (CountFixture *self, gconstpointer unused)
{
  static const char *const nowhere = "01970000-0000-7000-8000-00000000dead";

  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_INVALID, "title", "count.plan", "{'title':' '}");
  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_INVALID, "passes", "count.plan", "{'title':'A','passes':3}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "plan.abc",
                   "count.plan",
                   "{'title':'A','plan':{'abc':'XY'}}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "plan.colour",
                   "count.plan",
                   "{'title':'A','plan':{'colour':'red'}}");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "plan.categories[0]",
                   "count.plan",
                   "{'title':'A','plan':{'categories':['%s']}}",
                   nowhere);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "person",
                   "count.plan",
                   "{'title':'A','assignments':[{'person':'%s'}]}",
                   nowhere);
  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_NOT_FOUND, "count", "count.start", "{'count':'%s'}", nowhere);
}

static gint64
items_of (CountFixture *self, const char *plan)
{
  g_autofree char *members = g_strdup_printf ("'plan':{%s}", plan);

  count_begin (self, members);
  return number (self,
                 "SELECT count (*) FROM count_item WHERE count_uid = (SELECT uid FROM stock_count "
                 "ORDER BY id DESC LIMIT 1)");
}

static void
move_at (CountFixture *self, const char *variant, const char *place, gint64 pieces)
{
  command_do (&self->base,
              "stock.adjust",
              "{'variant':'%s','place':'%s','quantity':%" G_GINT64_FORMAT
              ",'reason':'found','happened_at':%" G_GINT64_FORMAT "}",
              variant,
              place,
              pieces * 1000,
              AT (8, 0));
}

static void
test_items (CountFixture *self, gconstpointer unused)
{
  g_autofree char *category = command_text (
    &self->base,
    "SELECT lower (substr (hex (uid), 1, 8) || '-' || substr (hex (uid), 9, 4) || '-' || substr "
    "(hex (uid), 13, 4) || '-' || substr (hex (uid), 17, 4) || '-' || substr (hex (uid), 21)) FROM "
    "category WHERE name = 'Wood'");
  g_autofree char *by_category = g_strdup_printf ("'categories':['%s']", category);
  g_autofree char *by_place = g_strdup_printf ("'places':['%s']", self->shelf);
  g_autofree char *by_goods = g_strdup_printf ("'variants':['%s']", self->resin);
  g_autofree char *first = NULL;

  move_at (self, self->cedar, self->shelf, 3);
  move_at (self, self->cedar, self->cellar, 4);
  g_assert_cmpint (items_of (self, ""), ==, 4); /* cedar twice, pine and resin lie nowhere */
  first = command_text (&self->base,
                        "SELECT p.title FROM count_item AS i JOIN product_variant AS v ON v.uid = "
                        "i.variant_uid JOIN product AS p ON p.uid = v.product_uid WHERE i.position "
                        "= 1");
  g_assert_cmpstr (first, ==, "Pine");
  g_assert_cmpint (items_of (self, by_category), ==, 3); /* with those below it */
  g_assert_cmpint (items_of (self, by_place), ==, 1);
  g_assert_cmpint (items_of (self, by_goods), ==, 1);
  g_assert_cmpint (items_of (self, "'abc':'C'"), ==, 4); /* nothing was sold */

  count_whole (self, self->resin, 5, AT (9, 0));
  g_assert_cmpint (items_of (self, "'not_since_days':30"), ==, 3);
  command_do (&self->base, "count.plan", "{'title':'A','plan':{'abc':'A'}}");
}

static void
test_nothing_to_count (CountFixture *self, gconstpointer unused)
{
  g_autofree char *count = command_make (
    &self->base, "count", "count.plan", "{'title':'A','plan':{'abc':'A'}}");

  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_INVALID, "count", "count.start", "{'count':'%s'}", count);
  check_count (self, "planned");
}

/* --- scanning --- */

static void
scan_code (CountFixture *self, const char *code, const char *more)
{
  command_do (&self->base, "count.scan", "{'count':'%s','code':'%s'%s}", self->count, code, more);
}

static gint64
scanned (CountFixture *self)
{
  return number (self, "SELECT quantity FROM count_scan ORDER BY id DESC LIMIT 1");
}

static void
test_scan (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "");
  scan_code (self, CODE_CEDAR, "");
  g_assert_cmpint (scanned (self), ==, 1000);
  scan_code (self, CODE_CEDAR_BOX, "");
  g_assert_cmpint (scanned (self), ==, 6000);
  scan_code (self, "0" CODE_CEDAR, ""); /* the same as GTIN-14 */
  scan_code (self, "cedar", "");        /* the SKU, in any case */
  scan_code (self, CODE_CEDAR, ",'expression':'12+12+3'");
  g_assert_cmpint (scanned (self), ==, 27000);
  scan_code (self, CODE_CEDAR, ",'expression':'2,5*2'");
  g_assert_cmpint (scanned (self), ==, 5000);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM count_scan WHERE variant_uid IS NULL"), ==, 0);

  count_finish (self);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 41000);
  g_assert_cmpint (count_line_number (self, self->cedar, "value_minor"), ==, 20500);
}

static void
test_scan_refusals (CountFixture *self, gconstpointer unused)
{
  g_autofree char *planned = command_make (&self->base, "count", "count.plan", "{'title':'A'}");

  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "count",
                   "count.scan",
                   "{'count':'%s','code':'" CODE_CEDAR "'}",
                   planned);
  count_begin (self, "");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "code",
                   "count.scan",
                   "{'count':'%s','code':'A-1'}",
                   self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "code",
                   "count.scan",
                   "{'count':'%s','code':'(01)04006381333932'}",
                   self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "expression",
                   "count.scan",
                   "{'count':'%s','code':'" CODE_CEDAR "','expression':'12++'}",
                   self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "quantity",
                   "count.scan",
                   "{'count':'%s','code':'" CODE_CEDAR "','mode':'set','quantity':-1000}",
                   self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "variant",
                   "count.scan",
                   "{'count':'%s'}",
                   self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "place",
                   "count.scan",
                   "{'count':'%s','code':'" CODE_CEDAR
                   "','place':'01970000-0000-7000-8000-00000000dead'}",
                   self->count);
  count_finish (self);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "count",
                   "count.scan",
                   "{'count':'%s','code':'" CODE_CEDAR "'}",
                   self->count);
}

static void
test_gs1 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *lot = NULL;

  count_begin (self, "");
  scan_code (self, "(01)0" CODE_CEDAR "(10)L7(15)270131(37)4", "");
  g_assert_cmpint (scanned (self), ==, 4000);
  lot = command_text (&self->base, "SELECT code FROM lot");
  g_assert_cmpstr (lot, ==, "L7");
  g_assert_cmpint (number (self, "SELECT best_before FROM lot") / G_GINT64_CONSTANT (86400000000),
                   ==,
                   20849); /* 2027-01-31 in UTC, the tests' zone */
  scan_code (self, "https://id.gs1.org/01/0" CODE_CEDAR "/21/S-1", "");
  g_assert_cmpint (number (self, "SELECT is_serial FROM lot WHERE code = 'S-1'"), ==, 1);
  count_finish (self);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM count_line WHERE lot_uid IS NOT NULL AND counted > 0"),
    ==,
    2);
}

static void
test_correct (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *wrong = NULL;

  count_begin (self, "");
  first = count_scan (self, self->cedar, 5, AT (9, 0));
  wrong = count_scan (self, self->cedar, 50, AT (9, 1));
  command_do (&self->base, "count.correct", "{'count':'%s'}", self->count); /* the last */
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "scan",
                   "count.correct",
                   "{'count':'%s','scan':'%s'}",
                   self->count,
                   wrong);
  command_undo (&self->base, "count.scan"); /* 50 after all */
  command_undo (&self->base, "count.correct");
  command_do (&self->base, "count.correct", "{'count':'%s','scan':'%s'}", self->count, first);
  command_undo (&self->base, "count.scan");
  count_finish (self);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 5000);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted_at"), ==, AT (9, 0));
}

static void
test_correct_all (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 5, AT (9, 0)));
  command_undo (&self->base, "count.correct");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "scan",
                   "count.correct",
                   "{'count':'%s'}",
                   self->count);
  count_finish (self);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted IS NULL"), ==, 1);
}

static void
test_unknown_code (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "");
  scan_code (self, "5012345678900", "");
  scan_code (self, "5012345678900", ",'expression':'3'");
  scan_code (self, "(01)05012345678900(10)L1", "");
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM count_scan WHERE variant_uid IS NULL"), ==, 3);
  count_finish (self);
  command_do (&self->base, "count.decide", "{'count':'%s','uncounted':'keep'}", self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "lines",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);

  command_do (&self->base,
              "count.learn_code",
              "{'code':'5012345678900','variant':'%s','pack_quantity':12000}",
              self->resin);
  g_assert_cmpint (
    number (self, "SELECT sum (counted) FROM count_line WHERE state = 'open'"), ==, 27000);
  g_assert_cmpint (
    number (self, "SELECT counted FROM count_line WHERE lot_uid IS NOT NULL"), ==, 12000);
  count_approve (self);
  g_assert_cmpint (count_on_hand (self, self->resin), ==, 27000);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "code",
                   "count.learn_code",
                   "{'code':'5012345678900','variant':'%s'}",
                   self->pine);
}

/* --- review --- */

static void
test_book (CountFixture *self, gconstpointer unused)
{
  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  g_free (count_move (self, self->pine, 4, AT (8, 0)));
  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  g_free (count_scan (self, self->pine, 4, AT (10, 1)));
  count_finish (self);
  check_line (self, self->cedar, "open", "");
  check_line (self, self->resin, "left", ""); /* nothing lies there, and nobody counted */
  g_assert_cmpint (count_line_number (self, self->cedar, "book"), ==, 10000);
  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, -2000);
  g_assert_cmpint (count_line_number (self, self->cedar, "value_minor"), ==, -1000);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 10000);

  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "count",
                   "count.finish",
                   "{'count':'%s'}",
                   self->count);
  count_approve (self);
  check_count (self, "booked");
  for (guint i = 0; i < 4; i++)
    command_refused (&self->base,
                     KONTOR_COMMAND_ERROR_ALREADY,
                     "count",
                     "count.approve",
                     "{'count':'%s'}",
                     self->count);
  check_line (self, self->cedar, "booked", "");
  check_line (self, self->pine, "booked", ""); /* a difference of nothing is a document, too */
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 8000);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM stock_movement WHERE kind = 'COUNT'"), ==, 1);
  g_assert_cmpint (
    number (self, "SELECT happened_at FROM stock_movement WHERE kind = 'COUNT'"), ==, AT (10, 0));
  count_check_books (self);
}

static void
test_partial (CountFixture *self, gconstpointer unused)
{
  g_autofree char *cedar = NULL;

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  g_free (count_scan (self, self->pine, 4, AT (10, 0)));
  count_finish (self);
  cedar = count_line (self, self->cedar);
  command_do (
    &self->base, "count.approve", "{'count':'%s','lines':['%s','%s']}", self->count, cedar, cedar);
  check_count (self, "review");
  check_line (self, self->cedar, "booked", "");
  check_line (self, self->pine, "open", "");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "lines",
                   "count.approve",
                   "{'count':'%s','lines':['%s']}",
                   self->count,
                   cedar);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "count",
                   "count.cancel",
                   "{'count':'%s'}",
                   self->count);
  count_approve (self);
  check_count (self, "booked");
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 8000);
  count_check_books (self);
}

static void
test_uncounted (CountFixture *self, gconstpointer unused)
{
  g_autofree char *pine = NULL;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  g_free (count_move (self, self->pine, 4, AT (8, 0)));
  count_begin (self, "");
  count_finish (self);
  check_line (self, self->cedar, "open", "");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "lines",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);
  command_do (&self->base, "count.decide", "{'count':'%s','uncounted':'keep'}", self->count);
  check_line (self, self->cedar, "left", "");
  pine = count_line (self, self->pine);
  command_do (&self->base,
              "count.decide",
              "{'count':'%s','lines':['%s'],'uncounted':'zero','reason':'lost','note':'Gone'}",
              self->count,
              pine);
  check_line (self, self->pine, "agreed", "");
  count_approve (self);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 10000);
  g_assert_cmpint (count_on_hand (self, self->pine), ==, 0);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM stock_movement WHERE kind = 'COUNT' AND reason = 'lost'"),
    ==,
    1);
  count_check_books (self);
}

static void
test_recount (CountFixture *self, gconstpointer unused)
{
  g_autofree char *cedar = NULL;

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 80, AT (10, 0)));
  count_finish (self);
  cedar = count_line (self, self->cedar);
  command_do (&self->base, "count.recount", "{'count':'%s','lines':['%s']}", self->count, cedar);
  check_line (self, self->cedar, "recount", "");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "lines",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);
  g_free (count_scan (self, self->cedar, 8, AT (11, 0)));
  check_line (self, self->cedar, "open", "");
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 8000);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted_at"), ==, AT (11, 0));
  count_approve (self);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 8000);
}

static void
scan_pass (CountFixture *self, const char *variant, gint64 pieces, int pass, gint64 at)
{
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','mode':'set','quantity':%" G_GINT64_FORMAT
              ",'pass':%d,'happened_at':%" G_GINT64_FORMAT "}",
              self->count,
              variant,
              pieces * 1000,
              pass,
              at);
}

static void
test_two_counts (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "'passes':2,'tolerance_quantity':1000");
  scan_pass (self, self->cedar, 8, 1, AT (10, 0));
  scan_pass (self, self->cedar, 5, 2, AT (11, 0));
  scan_pass (self, self->pine, 8, 1, AT (10, 0));
  scan_pass (self, self->pine, 7, 2, AT (11, 0));
  scan_pass (self, self->resin, 3, 1, AT (10, 0));
  count_finish (self);
  check_line (self, self->cedar, "recount", "passes");
  check_line (self, self->pine, "open", "");
  check_line (self, self->resin, "recount", "missing");
  g_assert_cmpint (count_line_number (self, self->cedar, "pass"), ==, 3);
  g_assert_cmpint (count_line_number (self, self->resin, "pass"), ==, 2);

  g_free (count_scan (self, self->cedar, 8, AT (12, 0)));
  g_free (count_scan (self, self->resin, 3, AT (12, 0)));
  check_line (self, self->cedar, "open", "");
  check_line (self, self->resin, "open", "");
  count_approve (self);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 8000);
  g_assert_cmpint (count_on_hand (self, self->pine), ==, 7000);
  g_assert_cmpint (count_on_hand (self, self->resin), ==, 3000);
}

static void
test_accept (CountFixture *self, gconstpointer unused)
{
  g_autofree char *cedar = NULL;
  g_autofree char *pine = NULL;
  g_autofree char *who = NULL;

  count_begin (self, "'passes':2");
  scan_pass (self, self->cedar, 8, 1, AT (10, 0));
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','quantity':-1000}",
              self->count,
              self->pine);
  count_finish (self);
  cedar = count_line (self, self->cedar);
  pine = count_line (self, self->pine);
  command_do (
    &self->base, "count.decide", "{'count':'%s','lines':['%s'],'accept':true}", self->count, cedar);
  check_line (self, self->cedar, "agreed", "missing");
  who = count_line_text (self, self->cedar, "decided_by");
  g_assert_cmpstr (who, ==, "Mara");
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "accept",
                   "count.decide",
                   "{'count':'%s','lines':['%s'],'accept':true}",
                   self->count,
                   pine);
}

static void
be_person (CountFixture *self, const char *uid)
{
  g_assert_true (kontor_uid_parse (&self->base.author, uid));
}

static void
test_four_eyes (CountFixture *self, gconstpointer unused)
{
  g_autofree char *anna = command_make (
    &self->base, "person", "person.create", "{'name':'Anna','role':'admin'}");
  g_autofree char *bert = command_make (
    &self->base, "person", "person.create", "{'name':'Bert','role':'admin'}");

  be_person (self, anna);
  count_begin (self, "'approval_minor':1000");
  g_free (count_scan (self, self->cedar, 3, AT (10, 0)));
  count_finish (self);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_FORBIDDEN,
                   "count",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);
  be_person (self, bert);
  count_execute (self, "UPDATE stock_count SET finished_by = 'Anna'");
  count_approve (self);
  check_count (self, "booked");

  be_person (self, anna);
  count_begin (self, "'approval_minor':1000");
  g_free (count_scan (self, self->cedar, 5, AT (12, 0))); /* 2 more, 10.00: not above */
  count_finish (self);
  count_approve (self);
}

static void
test_damaged (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','condition':'damaged','quantity':2000}",
              self->count,
              self->cedar);
  count_finish (self);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 10000);
  count_approve (self);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 10000);
  g_assert_cmpint (
    number (self, "SELECT sum (quantity) FROM stock_movement WHERE hold = 'damaged'"), ==, 2000);
  count_check_books (self);
}

/* Somebody's scans come in when the count is in review, and after it is booked. They ran elsewhere,
 * so nothing is prepared here. */
static void
test_late_scan (CountFixture *self, gconstpointer unused)
{
  g_autofree char *kind = NULL;
  g_autofree char *offers = NULL;

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  command_arrives (&self->base,
                   "count.scan",
                   "{'count':'%s','variant':'%s','quantity':2000,'spot':'top',"
                   "'happened_at':%" G_GINT64_FORMAT "}",
                   self->count,
                   self->cedar,
                   AT (10, 5));
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 10000);
  count_approve (self);
  g_assert_cmpint (number (self, "SELECT count (*) FROM attention"), ==, 0);
  command_arrives (&self->base,
                   "count.scan",
                   "{'count':'%s','variant':'%s','quantity':1000}",
                   self->count,
                   self->cedar);
  command_arrives (&self->base,
                   "count.scan",
                   "{'count':'%s','variant':'%s','quantity':1000}",
                   self->count,
                   self->pine);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 10000);
  g_assert_cmpint (number (self, "SELECT count (*) FROM attention WHERE closed_at IS NULL"), ==, 1);
  kind = command_text (&self->base, "SELECT kind FROM attention");
  g_assert_cmpstr (kind, ==, "count_late_scan");
  offers = command_text (&self->base, "SELECT offers FROM attention");
  g_assert_nonnull (strstr (offers, self->cedar));
  g_assert_nonnull (strstr (offers, self->pine));
}

static void
test_reverse (CountFixture *self, gconstpointer unused)
{
  g_autofree char *wrong = NULL;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  count_whole (self, self->cedar, 3, AT (9, 0));
  wrong = g_strdup (self->count);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 3000);
  command_do (&self->base, "count.reverse", "{'count':'%s','reason':'Wrong shelf'}", wrong);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 10000);
  command_refused (
    &self->base, KONTOR_COMMAND_ERROR_ALREADY, "count", "count.reverse", "{'count':'%s'}", wrong);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM stock_count WHERE reverses_uid IS NOT NULL"), ==, 1);
  g_assert_cmpint (
    number (self, "SELECT count (*) FROM count_line WHERE state = 'reversed'"), ==, 2);
  g_assert_cmpint (number (self, "SELECT count (*) FROM stock_movement"), ==, 3);
}

/* A count behind the wrong one stays what it says. */
static void
test_reverse_before_another (CountFixture *self, gconstpointer unused)
{
  g_autofree char *wrong = NULL;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  count_whole (self, self->cedar, 3, AT (9, 0));
  wrong = g_strdup (self->count);
  count_whole (self, self->cedar, 9, AT (11, 0));
  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, 6000);
  command_do (&self->base, "count.reverse", "{'count':'%s'}", wrong);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 9000);
  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, -1000);
  check_line (self, self->cedar, "reopened", "");
  count_check_books (self);
}

static void
test_resume (CountFixture *self, gconstpointer unused)
{
  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  command_undo (&self->base, "count.resume");
  check_count (self, "counting");
  g_free (count_scan (self, self->cedar, 9, AT (10, 5)));
  count_finish (self);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 9000);
  command_do (&self->base, "count.cancel", "{'count':'%s'}", self->count);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "count",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);
  command_undo (&self->base, "count.resume");
  check_count (self, "review");
}

/* An order was being packed when the shelf was counted: was it in the figure? */
static void
test_picks (CountFixture *self, gconstpointer unused)
{
  g_autofree char *order = NULL;
  g_autofree char *line = NULL;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  order = command_make (&self->base,
                        "order",
                        "order.create",
                        "{'customer_name':'Jo','lines':[{'variant':'%s','title':'Cedar',"
                        "'quantity':2000,'price_e4':100000,'tax_code':'standard'}]}",
                        self->cedar);
  command_do (&self->base, "order.place", "{'order':'%s'}", order);
  command_do (&self->base, "order.pay", "{'order':'%s'}", order);
  command_do (&self->base, "order.process", "{'order':'%s'}", order);
  count_begin (self, "");
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','mode':'set','quantity':8000}",
              self->count,
              self->cedar);
  count_finish (self);
  check_line (self, self->cedar, "open", "picks");
  line = count_line (self, self->cedar);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "lines",
                   "count.approve",
                   "{'count':'%s','lines':['%s']}",
                   self->count,
                   line);
  command_do (
    &self->base, "count.decide", "{'count':'%s','lines':['%s'],'picks':'in'}", self->count, line);
  check_line (self, self->cedar, "open", "");
  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, -2000);
  command_do (
    &self->base, "count.decide", "{'count':'%s','lines':['%s'],'picks':'out'}", self->count, line);
  g_assert_cmpint (count_line_number (self, self->cedar, "counted"), ==, 10000);
  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, 0);
  count_approve (self);
  command_do (&self->base, "order.ship", "{'order':'%s'}", order);
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, 8000);
  count_check_books (self);
}

typedef void (*Test) (CountFixture *self, gconstpointer data);

static void
add (const char *name, Test test)
{
  g_autofree char *path = g_strconcat ("/count-commands/", name, NULL);

  g_test_add (path, CountFixture, NULL, count_set_up, test, count_tear_down);
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("plan", test_plan);
  add ("plan-refusals", test_plan_refusals);
  add ("items", test_items);
  add ("nothing-to-count", test_nothing_to_count);
  add ("scan", test_scan);
  add ("scan-refusals", test_scan_refusals);
  add ("gs1", test_gs1);
  add ("correct", test_correct);
  add ("correct-all", test_correct_all);
  add ("unknown-code", test_unknown_code);
  add ("book", test_book);
  add ("partial", test_partial);
  add ("uncounted", test_uncounted);
  add ("recount", test_recount);
  add ("two-counts", test_two_counts);
  add ("accept", test_accept);
  add ("four-eyes", test_four_eyes);
  add ("damaged", test_damaged);
  add ("late-scan", test_late_scan);
  add ("reverse", test_reverse);
  add ("reverse-before-another", test_reverse_before_another);
  add ("resume", test_resume);
  add ("picks", test_picks);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
