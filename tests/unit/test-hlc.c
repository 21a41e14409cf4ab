/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-hlc.h"

#define STAMP(ms, counter) ((guint64) (ms) << 16 | (counter))
#define NOW G_GINT64_CONSTANT (1763719500000)

static void
test_tick (void)
{
  KontorHlc clock = { 0 };

  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW), ==, STAMP (NOW, 0));
  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW), ==, STAMP (NOW, 1));
  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW + 1), ==, STAMP (NOW + 1, 0));
  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW - 60000), ==, STAMP (NOW + 1, 1));
  g_assert_cmpuint (kontor_hlc_tick (&clock, -5), ==, STAMP (NOW + 1, 2));
  g_assert_cmpint (kontor_hlc_get_ms (clock.last), ==, NOW + 1);
}

static void
test_counter_spills (void)
{
  KontorHlc clock = { .last = STAMP (NOW, 0xffff) };

  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW), ==, STAMP (NOW + 1, 0));
}

static void
test_receive (void)
{
  KontorHlc clock = { .last = STAMP (NOW, 3) };

  g_assert_cmpuint (kontor_hlc_receive (&clock, NOW, STAMP (NOW + 9, 7)), ==, STAMP (NOW + 9, 8));
  g_assert_cmpuint (kontor_hlc_receive (&clock, NOW, STAMP (NOW, 1)), ==, STAMP (NOW + 9, 9));
  g_assert_cmpuint (kontor_hlc_receive (&clock, NOW + 20, STAMP (NOW, 1)), ==, STAMP (NOW + 20, 0));
}

static void
test_end_of_time (void)
{
  KontorHlc clock = { .last = G_MAXUINT64 };

  g_assert_cmpuint (kontor_hlc_tick (&clock, NOW), ==, G_MAXUINT64);
  g_assert_cmpuint (kontor_hlc_receive (&clock, G_MAXINT64, 1), ==, G_MAXUINT64);
}

/* Property: whatever the clocks do, stamps grow, and effects are later than causes. */
static void
test_never_back (void)
{
  KontorHlc stations[2] = { { 0 } };
  int       i = 0;

  for (i = 0; i < 10000; i++)
    {
      KontorHlc *station = &stations[g_test_rand_bit ()];
      KontorHlc *other = &stations[g_test_rand_bit ()];
      guint64    before = station->last;
      guint64    cause = other->last;
      gint64     wall = NOW + g_test_rand_int_range (-100, 100);

      if (g_test_rand_bit ())
        g_assert_cmpuint (kontor_hlc_tick (station, wall), >, before);
      else
        g_assert_cmpuint (kontor_hlc_receive (station, wall, cause), >, MAX (before, cause));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/hlc/tick", test_tick);
  g_test_add_func ("/hlc/counter-spills", test_counter_spills);
  g_test_add_func ("/hlc/receive", test_receive);
  g_test_add_func ("/hlc/end-of-time", test_end_of_time);
  g_test_add_func ("/hlc/never-back", test_never_back);

  return g_test_run ();
}
