/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-count-fixture.h"

/* What stands so near to a count that two clocks can't tell which came first, or at its very
 * moment, on three databases each. */

/* Two stations, less than their clocks can tell apart. */
static void
test_close_call (CountFixture *self, gconstpointer unused)
{
  g_autofree char *checks = NULL;
  g_autofree char *first = count_begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  command_arrives (&self->base,
                   "stock.adjust",
                   "{'variant':'%s','quantity':-2000,'reason':'correction','happened_at':"
                   "%" G_GINT64_FORMAT "}",
                   self->cedar,
                   AT (10, 0) + 3000000);
  count_check (self, 6);
  count_check_line (self, -2, "reopened");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  g_assert_cmpint (count_open_matters (self, "count_reopened"), ==, 1);
  count_check_proposal (self, "count.settle");
  g_assert_cmpint (
    command_count (&self->base,
                   "SELECT count (*) FROM attention WHERE message LIKE '%taken as later%'"),
    ==,
    1);
  count_settle (self);
  count_check (self, 6);
  count_check_line (self, -2, "booked");
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
  g_autofree char *first = count_begin_with (self, 10);

  count_whole (self, self->cedar, 8, AT (10, 0));
  move_elsewhere (self, -2, AT (10, 0) - 1000000);
  count_check (self, 8);
  count_check_line (self, 0, "reopened");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  g_assert_cmpint (
    command_count (&self->base,
                   "SELECT count (*) FROM attention WHERE message LIKE '%is 0 instead of -2%'"),
    ==,
    1);
  count_settle (self);
  count_check (self, 8);
  count_check_line (self, 0, "booked");
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
  g_autofree char *first = count_begin_with (self, 10);

  count_begin (self, "");
  if (sold_first)
    move_elsewhere (self, -2, AT (10, 0));
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  if (!sold_first)
    move_elsewhere (self, -2, AT (10, 0));
  count_finish (self);
  count_check_line (self, shown, "open");
  checks = count_line_text (self, self->cedar, "check_note");
  g_assert_cmpstr (checks, ==, "clock");
  refuse_undecided (self);
  line = count_line (self, self->cedar);
  command_do (
    &self->base, "count.decide", "{'count':'%s','lines':['%s'],'accept':true}", self->count, line);
  count_check_line (self, shown, "agreed");
  command_do (&self->base, "count.approve", "{'count':'%s','lines':['%s']}", self->count, line);
  count_check (self, on_hand);
  count_check_line (self, shown, "booked");
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

  count_check (self, second_is_later ? 7 : 8);
  g_assert_cmpint (shown (self, first), ==, second_is_later ? -2 : 1);
  g_assert_cmpint (shown (self, second), ==, second_is_later ? -1 : -3);
  command_do (&self->base, "count.reverse", "{'count':'%s'}", second_is_later ? first : second);
  count_check (self, second_is_later ? 7 : 8);
  g_assert_cmpint (shown (self, second_is_later ? second : first), ==, second_is_later ? -3 : -2);
  command_do (&self->base, "count.reverse", "{'count':'%s'}", second_is_later ? second : first);
  count_check (self, 10);
  return second_is_later;
}

static void
test_tied_counts (CountFixture *self, gconstpointer unused)
{
  g_autofree char *first = count_begin_with (self, 10);
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
  g_autofree char *first = count_begin_with (self, 10);

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

typedef void (*Test) (CountFixture *self, gconstpointer data);

static void
add (const char *name, Test test)
{
  g_autofree char *path = g_strconcat ("/count-ties/", name, NULL);

  g_test_add (path, CountFixture, NULL, count_set_up, test, count_tear_down);
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("close-call", test_close_call);
  add ("close-before", test_close_before);
  add ("same-moment-sold-first", test_same_moment_sold_first);
  add ("same-moment-counted-first", test_same_moment_counted_first);
  add ("tied-counts", test_tied_counts);
  add ("tied-counts-damaged", test_tied_counts_damaged);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
