/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-count-fixture.h"
#include "kontor-count.h"

/* The worked examples of sync-spec.md 9.2 with the commands that people run, on three databases
 * each; then random days, in every order in which they may become known. */

#define DAY G_GINT64_CONSTANT (86400000000)

/* --- what all examples begin with: on Monday at 8:00, ten were counted --- */

static char *
begin_with (CountFixture *self, gint64 pieces)
{
  count_whole (self, self->cedar, pieces, AT (8, 0));
  return g_strdup (self->count);
}

static void
check (CountFixture *self, gint64 on_hand)
{
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, on_hand * 1000);
  count_check_books (self);
}

/* Of the count at hand. */
static void
check_line (CountFixture *self, gint64 shown, const char *state)
{
  g_autofree char *is = count_line_text (self, self->cedar, "state");

  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, shown * 1000);
  g_assert_cmpstr (is, ==, state);
}

static gint64
open_matters (CountFixture *self, const char *kind)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT count (*) FROM attention WHERE closed_at IS NULL AND kind = '%s'", kind);

  return command_count (&self->base, sql);
}

static void
check_proposal (CountFixture *self, const char *command)
{
  g_autofree char *offers = command_text (&self->base,
                                          "SELECT offers FROM attention WHERE closed_at IS NULL");
  g_autofree char *start = g_strdup_printf ("[{\"command\":\"%s\"", command);

  g_assert_true (g_str_has_prefix (offers, start));
}

static void
settle (CountFixture *self)
{
  g_autofree char *line = count_line (self, self->cedar);

  command_do (&self->base, "count.settle", "{'line':'%s'}", line);
}

static void
test_1 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  check (self, 8);
  check_line (self, -2, "booked");
  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  check (self, 8);
  check_line (self, 0, "reopened");
  g_assert_cmpint (open_matters (self, "count_reopened"), ==, 1);
  check_proposal (self, "count.settle");
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  check (self, 7);
  settle (self);
  check_line (self, 0, "booked");
  g_assert_cmpint (open_matters (self, "count_reopened"), ==, 0);
}

static void
test_2 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  check (self, 8);
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  check (self, 7);
  count_whole (self, self->cedar, 8, AT (10, 0));
  check (self, 7);
  check_line (self, 0, "booked");
  g_assert_cmpint (open_matters (self, "count_reopened"), ==, 0);
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
  g_autofree char *first = begin_with (self, 10);

  count_whole (self, self->cedar, 16, AT (10, 0));
  check (self, 16);
  check_line (self, 6, "booked");
  g_free (receive (self, 6, AT (9, 0)));
  check (self, 16);
  check_line (self, 0, "reopened");
  check_proposal (self, "count.settle");
}

/* "difference equals a delivery dated after the count" */
static void
test_4 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *wrong = NULL;

  count_whole (self, self->cedar, 16, AT (10, 0));
  g_assert_cmpint (open_matters (self, "count_equals_delivery"), ==, 0);
  wrong = receive (self, 6, AT (9, 0) + DAY);
  check (self, 22);
  check_line (self, 6, "booked");
  g_assert_cmpint (open_matters (self, "count_equals_delivery"), ==, 1);
  check_proposal (self, "stock.void");
  command_do (&self->base, "stock.void", "{'movement':'%s'}", wrong);
  g_assert_cmpint (open_matters (self, "count_equals_delivery"), ==, 0);
  g_free (receive (self, 6, AT (9, 0)));
  check (self, 16);
  check_line (self, 0, "reopened");
}

/* The same the other way round: the delivery is known first. */
static void
test_4_delivery_first (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  g_free (receive (self, 6, AT (9, 0) + DAY));
  count_whole (self, self->cedar, 16, AT (10, 0));
  check (self, 22);
  check_line (self, 6, "booked");
  g_assert_cmpint (open_matters (self, "count_equals_delivery"), ==, 1);
}

static void
test_5 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *by_c = NULL;
  g_autofree char *by_b = NULL;

  count_whole (self, self->cedar, 7, AT (12, 0));
  by_c = g_strdup (self->count);
  check (self, 7);
  check_line (self, -3, "booked");
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  check (self, 7);
  check_line (self, -2, "reopened");
  count_whole (self, self->cedar, 8, AT (10, 0));
  check (self, 7);
  check_line (self, -2, "booked");
  by_b = g_steal_pointer (&self->count);
  self->count = g_strdup (by_c);
  check_line (self, 0, "reopened");
}

static void
test_6 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *sale = count_move (self, self->cedar, -2, AT (9, 30));

  count_whole (self, self->cedar, 8, AT (10, 0));
  check_line (self, 0, "booked");
  command_do (&self->base, "stock.void", "{'movement':'%s'}", sale);
  check (self, 8);
  check_line (self, -2, "reopened");
}

static void
test_7 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  count_whole (self, self->cedar, 8, AT (10, 0));
  g_free (count_move (self, self->cedar, 2, AT (9, 0) + 2 * DAY));
  check (self, 10);
  check_line (self, 0, "booked");
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
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *order = order_at (self, 2, AT (9, 30));

  count_whole (self, self->cedar, 10, AT (10, 0));
  check (self, 10);
  check_line (self, 0, "booked");
  hand_over (self, order, AT (15, 0));
  check (self, 8);
  check_line (self, 0, "booked");
}

/* A's clock was three hours fast: the server places the sale where it was, before it is known. */
static void
test_9 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  check_line (self, -2, "booked");
  command_arrives (&self->base,
                   "stock.adjust",
                   "{'variant':'%s','quantity':-2000,'reason':'correction','happened_at':"
                   "%" G_GINT64_FORMAT "}",
                   self->cedar,
                   AT (12, 30) - 3 * AT (1, 0) + 3 * MONDAY);
  check (self, 8);
  check_line (self, 0, "reopened");
}

static void
test_10 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 1);

  sell (self, AT (9, 0));
  sell (self, AT (9, 1));
  check (self, -1);
  g_assert_cmpint (open_matters (self, "oversold"), ==, 1);
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
  check (self, 29);
  g_assert_cmpint (
    command_count (&self->base, "SELECT count (*) FROM count_line WHERE shown <> 0"), ==, 0);
}

static void
test_12 (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

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
  check (self, 8);
}

/* --- beyond the table --- */

/* Late, and still on the shelf when it was counted: so it is taken from what was counted. */
static void
test_exclude (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *sale = NULL;
  g_autofree char *line = NULL;

  count_whole (self, self->cedar, 10, AT (10, 0));
  sale = count_move (self, self->cedar, -2, AT (9, 30));
  check_line (self, 2, "reopened");
  check_proposal (self, "count.exclude");
  line = count_line (self, self->cedar);
  command_do (&self->base, "count.exclude", "{'line':'%s','movement':'%s'}", line, sale);
  check (self, 8);
  check_line (self, 0, "booked");
  g_assert_cmpint (open_matters (self, "count_reopened"), ==, 0);
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "movement",
                   "count.exclude",
                   "{'line':'%s','movement':'%s'}",
                   line,
                   sale);
  command_do (
    &self->base, "count.exclude", "{'line':'%s','movement':'%s','excluded':false}", line, sale);
  check (self, 10);
  command_undo (&self->base, "count.exclude");
  check (self, 8);
}

/* Two movements come late; each is decided by itself. */
static void
test_exclude_one_of_two (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  g_autofree char *sale = NULL;
  g_autofree char *other = NULL;
  g_autofree char *line = NULL;

  count_whole (self, self->cedar, 9, AT (10, 0));
  sale = count_move (self, self->cedar, -1, AT (9, 0));
  other = count_move (self, self->cedar, -3, AT (9, 30));
  line = count_line (self, self->cedar);
  command_do (&self->base, "count.exclude", "{'line':'%s','movement':'%s'}", line, other);
  check (self, 6);
  check_line (self, 0, "reopened");
  settle (self);
  check_line (self, 0, "booked");
  check (self, 6);
}

/* A movement between two spots of a key: the counter says what was seen. */
static void
test_between_spots (CountFixture *self, gconstpointer unused)
{
  g_autofree char *sale = NULL;
  g_autofree char *line = NULL;
  g_autofree char *checks = NULL;
  g_autofree char *first = begin_with (self, 10);

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
  check (self, 9);
  check_line (self, 0, "booked");
}

/* Two stations, less than their clocks can tell apart. */
static void
test_close_call (CountFixture *self, gconstpointer unused)
{
  g_autofree char *checks = NULL;
  g_autofree char *first = begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  command_arrives (&self->base,
                   "stock.adjust",
                   "{'variant':'%s','quantity':-2000,'reason':'correction','happened_at':"
                   "%" G_GINT64_FORMAT "}",
                   self->cedar,
                   AT (10, 0) + 3000000);
  check (self, 6);
  check_line (self, -2, "reopened");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  g_assert_cmpint (open_matters (self, "count_reopened"), ==, 1);
  check_proposal (self, "count.settle");
  g_assert_cmpint (
    command_count (&self->base,
                   "SELECT count (*) FROM attention WHERE message LIKE '%taken as later%'"),
    ==,
    1);
  settle (self);
  check (self, 6);
  check_line (self, -2, "booked");
}

/* The market stall, at a moment of its own clock. */
static void
move_elsewhere (CountFixture *self, gint64 pieces, gint64 at)
{
  command_arrives (&self->base,
                   "stock.adjust",
                   "{'variant':'%s','quantity':%" G_GINT64_FORMAT
                   ",'reason':'correction','happened_at':%" G_GINT64_FORMAT "}",
                   self->cedar,
                   pieces * 1000,
                   at);
}

/* Less than two clocks can tell before the count: it opens the line as any late movement does, and
 * what people are told is what changed by it. */
static void
test_close_before (CountFixture *self, gconstpointer unused)
{
  g_autofree char *checks = NULL;
  g_autofree char *first = begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  move_elsewhere (self, -2, AT (10, 0) - 1000000);
  check (self, 8);
  check_line (self, 0, "reopened");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  g_assert_cmpint (
    command_count (&self->base,
                   "SELECT count (*) FROM attention WHERE message LIKE '%is 0 instead of -2%'"),
    ==,
    1);
  settle (self);
  check (self, 8);
  check_line (self, 0, "booked");
}

static void
refuse_undecided (CountFixture *self)
{
  command_refused (&self->base,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "lines",
                   "count.approve",
                   "{'count':'%s'}",
                   self->count);
}

/* The stall sells at the very moment at which the shelf is counted, and both are known in review:
 * nothing is booked before a person has looked. Which of the two was entered first decides. */
static void
review_same_moment (CountFixture *self, gboolean sold_first, gint64 shown, gint64 on_hand)
{
  g_autofree char *line = NULL;
  g_autofree char *checks = NULL;
  g_autofree char *first = begin_with (self, 10);

  count_begin (self, "");
  if (sold_first)
    move_elsewhere (self, -2, AT (10, 0));
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  if (!sold_first)
    move_elsewhere (self, -2, AT (10, 0));
  count_finish (self);
  check_line (self, shown, "open");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  refuse_undecided (self);
  line = count_line (self, self->cedar);
  command_do (
    &self->base, "count.decide", "{'count':'%s','lines':['%s'],'accept':true}", self->count, line);
  check_line (self, shown, "agreed");
  command_do (&self->base, "count.approve", "{'count':'%s','lines':['%s']}", self->count, line);
  check (self, on_hand);
  check_line (self, shown, "booked");
}

static void
test_same_moment_sold_first (CountFixture *self, gconstpointer unused)
{
  review_same_moment (self, TRUE, 0, 8);
}

static void
test_same_moment_counted_first (CountFixture *self, gconstpointer unused)
{
  review_same_moment (self, FALSE, -2, 6);
}

/* In review, a line shows what is true now, whatever came since. */
static void
test_in_review (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  check_line (self, -2, "open");
  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  check_line (self, 0, "open");
  g_assert_cmpint (count_line_number (self, self->cedar, "book"), ==, 8000);
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  check_line (self, 0, "open");
}

/* --- two counts of one moment, by one and the same tick of two clocks --- */

static char *
count_tied (CountFixture *self, gint64 pieces, gint64 at)
{
  g_autofree char *plan = g_strdup_printf ("'plan':{'variants':['%s']}", self->cedar);
  g_autofree char *tie = g_strdup_printf (
    "UPDATE count_scan SET hlc = 77 WHERE happened_at = %" G_GINT64_FORMAT, at);

  count_begin (self, plan);
  g_free (count_scan (self, self->cedar, pieces, at));
  count_execute (self, tie);
  count_finish (self);
  count_approve (self);
  return count_line (self, self->cedar);
}

static gint64
shown (CountFixture *self, const char *count)
{
  g_free (self->count); /* the one looked at before */
  self->count = g_strdup (count);
  return count_line_number (self, self->cedar, "shown") / 1000;
}

/* The line with the larger uid is the later one, whichever is booked first: what lies there is what
 * it says, and the pair books once. The earlier one is taken back, then the later one. */
static gboolean
play_tie (CountFixture *self, gint64 at)
{
  g_autofree char *line = count_tied (self, 8, at);
  g_autofree char *first = g_strdup (self->count);
  g_autofree char *other_line = count_tied (self, 7, at);
  g_autofree char *second = g_strdup (self->count);
  gboolean         second_is_later = strcmp (line, other_line) < 0;

  check (self, second_is_later ? 7 : 8);
  g_assert_cmpint (shown (self, first), ==, second_is_later ? -2 : 1);
  g_assert_cmpint (shown (self, second), ==, second_is_later ? -1 : -3);
  command_do (&self->base, "count.reverse", "{'count':'%s'}", second_is_later ? first : second);
  check (self, second_is_later ? 7 : 8);
  g_assert_cmpint (shown (self, second_is_later ? second : first), ==, second_is_later ? -3 : -2);
  command_do (&self->base, "count.reverse", "{'count':'%s'}", second_is_later ? second : first);
  check (self, 10);
  return second_is_later;
}

static void
test_tied_counts (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);
  guint            n_second_is_later = 0;

  for (gint64 hour = 10; hour < 20; hour++)
    n_second_is_later += play_tie (self, AT (hour, 0)) ? 1 : 0;
  g_assert_cmpuint (n_second_is_later, >, 0);
  g_assert_cmpuint (n_second_is_later, <, 10);
}

/* Goods that are put aside while counting stand at the line's own moment. */
static void
test_tied_counts_damaged (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = begin_with (self, 10);

  for (gint64 hour = 10; hour < 13; hour++)
    {
      g_autofree char *line = count_tied (self, 8, AT (hour, 0));
      g_autofree char *plan = g_strdup_printf ("'plan':{'variants':['%s']}", self->cedar);

      count_begin (self, plan);
      command_do (&self->base,
                  "count.scan",
                  "{'count':'%s','variant':'%s','mode':'set','quantity':6000,'happened_at':"
                  "%" G_GINT64_FORMAT "}",
                  self->count,
                  self->cedar,
                  AT (hour, 0));
      command_do (&self->base,
                  "count.scan",
                  "{'count':'%s','variant':'%s','condition':'damaged','quantity':1000,"
                  "'happened_at':%" G_GINT64_FORMAT "}",
                  self->count,
                  self->cedar,
                  AT (hour, 0));
      count_execute (self, "UPDATE count_scan SET hlc = 77");
      count_finish (self);
      count_approve (self);
      count_check_books (self);
    }
}

/* --- random days --- */

typedef enum
{
  WORK_MOVE,
  WORK_COUNT,
} WorkKind;

typedef struct
{
  WorkKind kind;
  gint64   pieces;
  gint64   at;
  char    *uid; /* of the movement or line, once it is known */
  gboolean voided;
} Work;

#define N_WORK 12

static void
make_day (GRand *random, Work *work)
{
  for (guint i = 0; i < N_WORK; i++)
    {
      work[i] = (Work){ .at = AT (0, i * 7 + 1) };
      work[i].kind = g_rand_int_range (random, 0, 4) == 0 ? WORK_COUNT : WORK_MOVE;
      if (work[i].kind == WORK_COUNT)
        work[i].pieces = g_rand_int_range (random, 0, 20);
      while (work[i].pieces == 0 && work[i].kind == WORK_MOVE)
        work[i].pieces = g_rand_int_range (random, -5, 9);
    }
}

static void
shuffle (GRand *random, guint *order)
{
  for (guint i = 0; i < N_WORK; i++)
    order[i] = i;
  for (guint i = N_WORK - 1; i > 0; i--)
    {
      guint other = (guint) g_rand_int_range (random, 0, (int) i + 1);
      guint kept = order[i];

      order[i] = order[other];
      order[other] = kept;
    }
}

static void
arrive (CountFixture *self, Work *work)
{
  if (work->kind == WORK_MOVE)
    {
      work->uid = count_move (self, self->cedar, work->pieces, work->at);
      return;
    }
  count_whole (self, self->cedar, work->pieces, work->at);
  work->uid = count_line (self, self->cedar);
}

/* Some entries never were; what a count had not seen is told for another one. */
static void
regret (CountFixture *self, GRand *random, Work *work)
{
  for (guint i = 0; i < N_WORK; i++)
    if (work[i].kind == WORK_MOVE && g_rand_int_range (random, 0, 5) == 0)
      {
        work[i].voided = TRUE;
        command_do (&self->base, "stock.void", "{'movement':'%s'}", work[i].uid);
      }
}

static const Work *
line_behind (const Work *work, guint from)
{
  for (guint i = from + 1; i < N_WORK; i++)
    if (work[i].kind == WORK_COUNT)
      return &work[i];
  return NULL;
}

static int
exclude_one (CountFixture *self, GRand *random, const Work *work)
{
  for (guint tries = 0; tries < N_WORK; tries++)
    {
      guint       i = (guint) g_rand_int_range (random, 0, N_WORK);
      const Work *line = line_behind (work, i);

      if (work[i].kind != WORK_MOVE || work[i].voided || line == NULL)
        continue;
      command_do (
        &self->base, "count.exclude", "{'line':'%s','movement':'%s'}", line->uid, work[i].uid);
      return (int) i;
    }
  return -1;
}

static KontorStockEvent
new_event (const Work *work, KontorStockEventKind kind, gint64 at, gint64 pieces)
{
  return (KontorStockEvent){ .kind = kind,
                             .quantity = pieces * 1000,
                             .moment = { .at = at,
                                         .rank = kind == KONTOR_STOCK_MOVED     ? 0
                                                 : kind == KONTOR_STOCK_COUNTED ? 1
                                                                                : 2 } };
}

static void
check_day (CountFixture *self, const Work *work, int excluded)
{
  const Work      *behind;
  KontorStockEvent events[N_WORK + 1];
  gsize            n = 0;
  gint64           on_hand = 0;

  for (guint i = 0; i < N_WORK; i++)
    if (work[i].kind == WORK_COUNT)
      events[n++] = new_event (&work[i], KONTOR_STOCK_COUNTED, work[i].at, work[i].pieces);
    else if (!work[i].voided)
      events[n++] = new_event (&work[i], KONTOR_STOCK_MOVED, work[i].at, work[i].pieces);
  behind = excluded >= 0 ? line_behind (work, (guint) excluded) : NULL;
  if (behind != NULL)
    events[n++] = new_event (NULL, KONTOR_STOCK_EXCLUDED, behind->at, work[excluded].pieces);
  g_assert_true (kontor_stock_replay (events, n, &on_hand));
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, on_hand);
  for (gsize i = 0; i < n; i++)
    if (events[i].kind == KONTOR_STOCK_COUNTED)
      {
        g_autofree char *sql = g_strdup_printf (
          "SELECT shown FROM count_line WHERE state IN ('booked', 'reopened')"
          " AND counted_at = %" G_GINT64_FORMAT,
          events[i].moment.at);

        g_assert_cmpint (command_count (&self->base, sql), ==, events[i].difference);
      }
  count_check_books (self);
}

static void
play_day (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  CountFixture self;
  Work         work[N_WORK];
  guint        order[N_WORK];
  int          excluded;

  g_test_message ("seed %u", seed);
  count_set_up (&self, NULL);
  g_clear_pointer (&self.base.server, kontor_database_close);
  make_day (random, work);
  shuffle (random, order);
  for (guint i = 0; i < N_WORK; i++)
    arrive (&self, &work[order[i]]);
  regret (&self, random, work);
  check_day (&self, work, -1);
  excluded = exclude_one (&self, random, work);
  check_day (&self, work, excluded);
  for (guint i = 0; i < N_WORK; i++)
    g_free (work[i].uid);
  count_tear_down (&self, NULL);
}

static void
test_random (void)
{
  gboolean full = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0;
  guint32  first = (guint32) g_test_rand_int_range (0, G_MAXINT32);

  for (guint i = 0; i < (full ? 300 : 12); i++)
    play_day (first + i);
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
  add ("close-call", test_close_call);
  add ("close-before", test_close_before);
  add ("same-moment-sold-first", test_same_moment_sold_first);
  add ("same-moment-counted-first", test_same_moment_counted_first);
  add ("in-review", test_in_review);
  add ("tied-counts", test_tied_counts);
  add ("tied-counts-damaged", test_tied_counts_damaged);
  g_test_add_func ("/count-examples/random", test_random);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
