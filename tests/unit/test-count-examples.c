/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-fixture.h"

/* The worked examples of sync-spec.md 9.2 with the commands that people run, on three databases
 * each. */

#define DAY G_GINT64_CONSTANT (86400000000)

static void
test_1 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  count_check (self, 8);
  count_check_line (self, -2, "booked");
  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  count_check (self, 8);
  count_check_line (self, 0, "reopened");
  g_assert_cmpint (count_open_matters (self, "count_reopened"), ==, 1);
  count_check_proposal (self, "count.settle");
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  count_check (self, 7);
  count_settle (self);
  count_check_line (self, 0, "booked");
  g_assert_cmpint (count_open_matters (self, "count_reopened"), ==, 0);
}

static void
test_2 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  count_check (self, 8);
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  count_check (self, 7);
  count_whole (self, self->cedar, 8, AT (10, 0));
  count_check (self, 7);
  count_check_line (self, 0, "booked");
  g_assert_cmpint (count_open_matters (self, "count_reopened"), ==, 0);
}

static char *
receive (CountFixture *self, gint64 pieces, gint64 at)
{
  return command_make (&self->base,
                       "movement",
                       "stock.receive",
                       "{'variant':'%s','quantity':%" G_GINT64_FORMAT
                       ",'happened_at':%" G_GINT64_FORMAT "}",
                       self->cedar,
                       pieces * 1000,
                       at);
}

static void
test_3 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  count_whole (self, self->cedar, 16, AT (10, 0));
  count_check (self, 16);
  count_check_line (self, 6, "booked");
  g_free (receive (self, 6, AT (9, 0)));
  count_check (self, 16);
  count_check_line (self, 0, "reopened");
  count_check_proposal (self, "count.settle");
}

/* "difference equals a delivery dated after the count" */
static void
test_4 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *wrong = NULL;

  count_whole (self, self->cedar, 16, AT (10, 0));
  g_assert_cmpint (count_open_matters (self, "count_equals_delivery"), ==, 0);
  wrong = receive (self, 6, AT (9, 0) + DAY);
  count_check (self, 22);
  count_check_line (self, 6, "booked");
  g_assert_cmpint (count_open_matters (self, "count_equals_delivery"), ==, 1);
  count_check_proposal (self, "stock.void");
  command_do (&self->base, "stock.void", "{'movement':'%s'}", wrong);
  g_assert_cmpint (count_open_matters (self, "count_equals_delivery"), ==, 0);
  g_free (receive (self, 6, AT (9, 0)));
  count_check (self, 16);
  count_check_line (self, 0, "reopened");
}

/* The same the other way round: the delivery is known first. */
static void
test_4_delivery_first (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  g_free (receive (self, 6, AT (9, 0) + DAY));
  count_whole (self, self->cedar, 16, AT (10, 0));
  count_check (self, 22);
  count_check_line (self, 6, "booked");
  g_assert_cmpint (count_open_matters (self, "count_equals_delivery"), ==, 1);
}

static void
test_5 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *by_c = NULL;
  g_autofree char *by_b = NULL;

  count_whole (self, self->cedar, 7, AT (12, 0));
  by_c = g_strdup (self->count);
  count_check (self, 7);
  count_check_line (self, -3, "booked");
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  count_check (self, 7);
  count_check_line (self, -2, "reopened");
  count_whole (self, self->cedar, 8, AT (10, 0));
  count_check (self, 7);
  count_check_line (self, -2, "booked");
  by_b = g_steal_pointer (&self->count);
  self->count = g_strdup (by_c);
  count_check_line (self, 0, "reopened");
}

static void
test_6 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *sale = count_move (self, self->cedar, -2, AT (9, 30));

  count_whole (self, self->cedar, 8, AT (10, 0));
  count_check_line (self, 0, "booked");
  command_do (&self->base, "stock.void", "{'movement':'%s'}", sale);
  count_check (self, 8);
  count_check_line (self, -2, "reopened");
}

static void
test_7 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  count_whole (self, self->cedar, 8, AT (10, 0));
  g_free (count_move (self, self->cedar, 2, AT (9, 0) + 2 * DAY));
  count_check (self, 10);
  count_check_line (self, 0, "booked");
}

static char *
order_at (CountFixture *self, gint64 pieces, gint64 at)
{
  g_autofree char *order = command_make (
    &self->base,
    "order",
    "order.create",
    "{'customer_name':'Jo','placed_at':%" G_GINT64_FORMAT
    ",'lines':[{'variant':'%s','title':'Cedar','quantity':%" G_GINT64_FORMAT
    ",'price_e4':100000,'tax_code':'standard'}]}",
    at,
    self->cedar,
    pieces * 1000);

  command_do (&self->base, "order.place", "{'order':'%s'}", order);
  command_do (&self->base, "order.pay", "{'order':'%s'}", order);
  return g_steal_pointer (&order);
}

static void
hand_over (CountFixture *self, const char *order, gint64 at)
{
  command_do (&self->base, "order.ship", "{'order':'%s','at':%" G_GINT64_FORMAT "}", order, at);
}

static void
sell (CountFixture *self, gint64 at)
{
  g_autofree char *order = order_at (self, 1, at);

  hand_over (self, order, at);
}

/* Sold at 9:30, handed over at 15:00: only handing over moves. */
static void
test_8 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *order = order_at (self, 2, AT (9, 30));

  count_whole (self, self->cedar, 10, AT (10, 0));
  count_check (self, 10);
  count_check_line (self, 0, "booked");
  hand_over (self, order, AT (15, 0));
  count_check (self, 8);
  count_check_line (self, 0, "booked");
}

/* A's clock was three hours fast: the server places the sale where it was, before it is known. */
static void
test_9 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  count_check_line (self, -2, "booked");
  command_arrives (&self->base,
                   "stock.adjust",
                   "{'variant':'%s','quantity':-2000,'reason':'correction','happened_at':"
                   "%" G_GINT64_FORMAT "}",
                   self->cedar,
                   AT (12, 30) - 3 * AT (1, 0) + 3 * MONDAY);
  count_check (self, 8);
  count_check_line (self, 0, "reopened");
}

static void
test_10 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 1);

  sell (self, AT (9, 0));
  sell (self, AT (9, 1));
  count_check (self, -1);
  g_assert_cmpint (count_open_matters (self, "oversold"), ==, 1);
}

static void
scan_place (CountFixture *self, const char *place, gint64 pieces, gint64 at)
{
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','place':'%s','mode':'set','quantity':%" G_GINT64_FORMAT
              ",'happened_at':%" G_GINT64_FORMAT "}",
              self->count,
              self->cedar,
              place,
              pieces * 1000,
              at);
}

static void
move_place (CountFixture *self, const char *place, gint64 pieces, gint64 at)
{
  command_do (&self->base,
              "stock.adjust",
              "{'variant':'%s','place':'%s','quantity':%" G_GINT64_FORMAT
              ",'reason':'correction','happened_at':%" G_GINT64_FORMAT "}",
              self->cedar,
              place,
              pieces * 1000,
              at);
}

/* Two hours of counting while the shop sells: each shelf has its own moment. */
static void
test_11 (CountFixture *self, gconstpointer unused)
{
  move_place (self, self->shelf, 10, AT (7, 0));
  move_place (self, self->cellar, 20, AT (7, 0));
  count_begin (self, "");
  scan_place (self, self->shelf, 10, AT (9, 0));
  scan_place (self, self->cellar, 20, AT (11, 0));
  count_finish (self);
  move_place (self, self->shelf, -1, AT (10, 0));
  count_approve (self);
  count_check (self, 29);
  g_assert_cmpint (
    command_count (&self->base, "SELECT count (*) FROM count_line WHERE shown <> 0"), ==, 0);
}

static void
test_12 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  for (guint i = 0; i < 4; i++)
    command_refused (&self->base,
                     KONTOR_COMMAND_ERROR_ALREADY,
                     "count",
                     "count.finish",
                     "{'count':'%s'}",
                     self->count);
  count_approve (self);
  for (guint i = 0; i < 4; i++)
    command_refused (&self->base,
                     KONTOR_COMMAND_ERROR_ALREADY,
                     "count",
                     "count.approve",
                     "{'count':'%s'}",
                     self->count);
  count_check (self, 8);
}

/* --- beyond the table --- */

/* Late, and still on the shelf when it was counted: so it is taken from what was counted. */
static void
test_exclude (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *sale = NULL;
  g_autofree char *line = NULL;

  count_whole (self, self->cedar, 10, AT (10, 0));
  sale = count_move (self, self->cedar, -2, AT (9, 30));
  count_check_line (self, 2, "reopened");
  count_check_proposal (self, "count.exclude");
  line = count_line (self, self->cedar);
  command_do (&self->base, "count.exclude", "{'line':'%s','movement':'%s'}", line, sale);
  count_check (self, 8);
  count_check_line (self, 0, "booked");
  g_assert_cmpint (count_open_matters (self, "count_reopened"), ==, 0);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "movement",
                   "count.exclude",
                   "{'line':'%s','movement':'%s'}",
                   line,
                   sale);
  command_do (
    &self->base, "count.exclude", "{'line':'%s','movement':'%s','excluded':false}", line, sale);
  count_check (self, 10);
  command_undo (&self->base, "count.exclude");
  count_check (self, 8);
}

/* Two movements come late; each is decided by itself. */
static void
test_exclude_one_of_two (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
  g_autofree char *sale = NULL;
  g_autofree char *other = NULL;
  g_autofree char *line = NULL;

  count_whole (self, self->cedar, 9, AT (10, 0));
  sale = count_move (self, self->cedar, -1, AT (9, 0));
  other = count_move (self, self->cedar, -3, AT (9, 30));
  line = count_line (self, self->cedar);
  command_do (&self->base, "count.exclude", "{'line':'%s','movement':'%s'}", line, other);
  count_check (self, 6);
  count_check_line (self, 0, "reopened");
  count_settle (self);
  count_check_line (self, 0, "booked");
  count_check (self, 6);
}

/* A movement between two spots of a key: the counter says what was seen. */
static void
test_between_spots (CountFixture *self, gconstpointer unused)
{
  g_autofree char *sale = NULL;
  g_autofree char *line = NULL;
  g_autofree char *checks = NULL;
  g_autofree char *first = count_begin_with (self, 10);

  count_begin (self, "");
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','spot':'left','quantity':6000,'happened_at':"
              "%" G_GINT64_FORMAT "}",
              self->count,
              self->cedar,
              AT (10, 0));
  sale = count_move (self, self->cedar, -1, AT (10, 30));
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','variant':'%s','spot':'right','quantity':4000,'happened_at':"
              "%" G_GINT64_FORMAT "}",
              self->count,
              self->cedar,
              AT (11, 0));
  count_finish (self);
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "between");
  line = count_line (self, self->cedar);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "after",
                   "count.decide",
                   "{'count':'%s','lines':['%s'],'after':['%s']}",
                   self->count,
                   line,
                   line);
  command_do (&self->base,
              "count.decide",
              "{'count':'%s','lines':['%s'],'after':['%s']}",
              self->count,
              line,
              sale);
  command_do (&self->base, "count.approve", "{'count':'%s','lines':['%s']}", self->count, line);
  count_check (self, 9);
  count_check_line (self, 0, "booked");
}

/* In review, a line shows what is true now, whatever came since. */
static void
test_in_review (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  count_check_line (self, -2, "open");
  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  count_check_line (self, 0, "open");
  g_assert_cmpint (count_line_number (self, self->cedar, "book"), ==, 8000);
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  count_check_line (self, 0, "open");
}

typedef void (*Test) (CountFixture *self, gconstpointer data);

static void
add (const char *name, Test test)
{
  g_autofree char *path = g_strconcat ("/count-examples/", name, NULL);

  g_test_add (path, CountFixture, NULL, count_set_up, test, count_tear_down);
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("1", test_1);
  add ("2", test_2);
  add ("3", test_3);
  add ("4", test_4);
  add ("4-delivery-first", test_4_delivery_first);
  add ("5", test_5);
  add ("6", test_6);
  add ("7", test_7);
  add ("8", test_8);
  add ("9", test_9);
  add ("10", test_10);
  add ("11", test_11);
  add ("12", test_12);
  add ("exclude", test_exclude);
  add ("exclude-one-of-two", test_exclude_one_of_two);
  add ("between-spots", test_between_spots);
  add ("in-review", test_in_review);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
