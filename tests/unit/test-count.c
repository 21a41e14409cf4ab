/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count.h"

#include <string.h>

#define ONE G_GINT64_CONSTANT (1000)
#define AT(hour, minute) (((gint64) (hour) *60 + (minute)) * 60000000)

/* --- the rule: examples of sync-spec.md 9.2 as they are once everything is known --- */

typedef struct
{
  const char          *name;
  KontorStockEventKind kind[6];
  gint64               quantity[6];
  gint64               at[6];
  gint64               difference[6]; /* of counts */
  gsize                n;
  gint64               on_hand;
} Rule;

#define M KONTOR_STOCK_MOVED
#define C KONTOR_STOCK_COUNTED
#define X KONTOR_STOCK_EXCLUDED

static const Rule rules[] = {
  { "1-and-2",
    { C, C, M, M },
    { 10, 8, -2, -1 },
    { AT (8, 0), AT (10, 0), AT (9, 30), AT (11, 0) },
    { 10, 0 },
    4,
    7 },
  { "3", { C, C, M }, { 10, 16, 6 }, { AT (8, 0), AT (10, 0), AT (9, 0) }, { 10, 0 }, 3, 16 },
  { "4-by-mistake",
    { C, C, M },
    { 10, 16, 6 },
    { AT (8, 0), AT (10, 0), AT (33, 0) },
    { 10, 6 },
    3,
    22 },
  { "5",
    { C, C, C, M },
    { 10, 8, 7, -1 },
    { AT (8, 0), AT (10, 0), AT (12, 0), AT (11, 0) },
    { 10, -2, 0 },
    4,
    7 },
  { "6-voided",
    { C, M, M, C },
    { 10, -2, 2, 8 },
    { AT (8, 0), AT (9, 30), AT (9, 30), AT (10, 0) },
    { 10, 0, 0, -2 },
    4,
    8 },
  { "7-came-back",
    { C, M, C, M },
    { 10, -2, 8, 2 },
    { AT (8, 0), AT (9, 30), AT (10, 0), AT (57, 0) },
    { 10, 0, 0 },
    4,
    10 },
  { "8-handed-over-later",
    { C, C, M },
    { 10, 10, -2 },
    { AT (8, 0), AT (10, 0), AT (15, 0) },
    { 10, 0 },
    3,
    8 },
  { "10-twice", { M, M, M }, { 1, -1, -1 }, { AT (8, 0), AT (9, 0), AT (9, 1) }, { 0 }, 3, -1 },
  { "still-on-the-shelf",
    { C, C, M, X },
    { 10, 8, -2, -2 },
    { AT (8, 0), AT (10, 0), AT (9, 30), AT (10, 0) },
    { 10, -2 },
    4,
    6 },
  { "nothing", { 0 }, { 0 }, { 0 }, { 0 }, 0, 0 },
};

static guint
rank_of (KontorStockEventKind kind)
{
  switch (kind)
    {
    case KONTOR_STOCK_MOVED:
      return 0;
    case KONTOR_STOCK_COUNTED:
      return 1;
    case KONTOR_STOCK_EXCLUDED:
      return 2;
    }
  g_assert_not_reached ();
}

static void
fill (const Rule *rule, const guint *order, KontorStockEvent *events)
{
  for (guint i = 0; i < rule->n; i++)
    {
      guint            from = order[i];
      KontorStockEvent event = { .kind = rule->kind[from],
                                 .quantity = rule->quantity[from] * ONE,
                                 .moment = { .at = rule->at[from],
                                             .rank = rank_of (rule->kind[from]) } };

      event.moment.uid.bytes[0] = (guint8) from;
      events[i] = event;
    }
}

static void
check (const Rule *rule, const guint *order)
{
  KontorStockEvent events[6];
  gint64           on_hand = 0;

  fill (rule, order, events);
  g_assert_true (kontor_stock_replay (events, rule->n, &on_hand));
  g_assert_cmpint (on_hand, ==, rule->on_hand * ONE);
  for (guint i = 0; i < rule->n; i++)
    if (events[i].kind == KONTOR_STOCK_COUNTED)
      g_assert_cmpint (
        events[i].difference, ==, rule->difference[events[i].moment.uid.bytes[0]] * ONE);
}

static void
test_rule (gconstpointer data)
{
  const Rule *rule = data;
  guint       order[6] = { 0, 1, 2, 3, 4, 5 };

  for (guint round = 0; round < 100; round++)
    {
      check (rule, order);
      for (guint i = 1; i < rule->n; i++)
        {
          guint other = (guint) g_test_rand_int_range (0, (int) i + 1);
          guint kept = order[i];

          order[i] = order[other];
          order[other] = kept;
        }
    }
}

static void
test_order (void)
{
  KontorStockMoment a = { .at = 5, .hlc = 9, .rank = 2 };
  KontorStockMoment b = { .at = 6, .hlc = 1, .rank = 0 };

  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), <, 0);
  b.at = 5;
  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), >, 0);
  b.hlc = 9;
  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), >, 0);
  b.rank = 2;
  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), ==, 0);
  b.uid.bytes[15] = 1;
  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), <, 0);
  a.line.bytes[15] = 1;
  g_assert_cmpint (kontor_stock_moment_compare (&a, &b), >, 0);
}

/* Two lines of one moment; a movement came to light behind the first, which had not seen it. */
static void
test_tied_lines (void)
{
  const KontorUid  first = { { 1 } };
  const KontorUid  second = { { 2 } };
  KontorStockEvent events[] = {
    { .moment = { 5, 9, second, 1, second }, .kind = KONTOR_STOCK_COUNTED, .quantity = 7 * ONE },
    { .moment = { 5, 9, first, 2, { { 3 } } }, .kind = KONTOR_STOCK_EXCLUDED, .quantity = -ONE },
    { .moment = { 5, 9, first, 1, first }, .kind = KONTOR_STOCK_COUNTED, .quantity = 8 * ONE },
    { .moment = { 5, 9, { { 0 } }, 0, { { 9 } } }, .quantity = 10 * ONE },
  };
  gint64 on_hand = 0;

  g_assert_true (kontor_stock_replay (events, G_N_ELEMENTS (events), &on_hand));
  g_assert_cmpint (on_hand, ==, 7 * ONE);
  g_assert_cmpint (events[0].kind, ==, KONTOR_STOCK_MOVED);
  g_assert_cmpint (events[1].difference, ==, -3 * ONE);
  g_assert_cmpint (events[3].difference, ==, 0);
}

static void
test_too_large (void)
{
  KontorStockEvent events[2] = {
    { .kind = KONTOR_STOCK_MOVED, .quantity = G_MAXINT64, .moment = { .at = 1 } },
    { .kind = KONTOR_STOCK_MOVED, .quantity = 1, .moment = { .at = 2 } },
  };
  gint64 result;

  g_assert_false (kontor_stock_replay (events, 2, &result));
  g_assert_false (kontor_count_adjustment (G_MAXINT64, -1, &result));
  g_assert_false (kontor_count_value (G_MAXINT64, G_MAXINT64, "EUR", &result));
}

static void
test_value (void)
{
  gint64 minor;

  g_assert_true (kontor_count_value (-2 * ONE, 123456, "EUR", &minor));
  g_assert_cmpint (minor, ==, -2469); /* 2 × 12.3456 */
  g_assert_true (kontor_count_value (500, 99900, "EUR", &minor));
  g_assert_cmpint (minor, ==, 500); /* half a piece of 9.99 */
  g_assert_true (kontor_count_value (ONE, 1500000, "JPY", &minor));
  g_assert_cmpint (minor, ==, 150);
}

static void
test_close (void)
{
  g_assert_true (
    kontor_count_is_close (10000000, KONTOR_CLOCK_UNCERTAINTY, 13999999, KONTOR_CLOCK_UNCERTAINTY));
  g_assert_false (
    kontor_count_is_close (10000000, KONTOR_CLOCK_UNCERTAINTY, 14000000, KONTOR_CLOCK_UNCERTAINTY));
  g_assert_false (kontor_count_is_close (G_MININT64, 1, G_MAXINT64, 1));
}

static void
test_tolerance (void)
{
  KontorCountTolerance none = { .currency = "EUR", .cost_e4 = 50000 };
  KontorCountTolerance pieces = { .quantity = 2 * ONE, .currency = "EUR", .cost_e4 = 50000 };
  KontorCountTolerance money = { .minor = 1000, .currency = "EUR", .cost_e4 = 50000 };
  KontorCountTolerance both = {
    .quantity = 5 * ONE, .minor = 1000, .currency = "EUR", .cost_e4 = 50000
  };

  g_assert_true (kontor_count_agrees (ONE, ONE, &none));
  g_assert_false (kontor_count_agrees (ONE, 2 * ONE, &none));
  g_assert_true (kontor_count_agrees (10 * ONE, 8 * ONE, &pieces));
  g_assert_false (kontor_count_agrees (10 * ONE, 7 * ONE, &pieces));
  g_assert_true (kontor_count_agrees (8 * ONE, 10 * ONE, &money)); /* 2 × 5.00 */
  g_assert_false (kontor_count_agrees (7 * ONE, 10 * ONE, &money));
  g_assert_true (kontor_count_agrees (8 * ONE, 10 * ONE, &both));
  g_assert_false (kontor_count_agrees (7 * ONE, 10 * ONE, &both));
}

/* --- scans --- */

typedef struct
{
  guint       n; /* of the scan; 0 ends the list */
  const char *counter;
  const char *spot;
  guint       pass;
  char        mode; /* + adds, = sets, d adds damaged, c corrects the scan that quantity names */
  gint64      quantity;
  gint64      minute;
} Scan;

typedef struct
{
  const char *name;
  guint       passes;
  Scan        scans[8];
  gboolean    is_counted;
  gint64      quantity;
  gint64      damaged;
  gint64      minute; /* of the figure */
  gint64      first_minute;
  guint       checks;
} Sum;

#define PASSES KONTOR_COUNT_CHECK_PASSES
#define MISSING KONTOR_COUNT_CHECK_MISSING
#define COUNTERS KONTOR_COUNT_CHECK_COUNTERS
#define NEGATIVE KONTOR_COUNT_CHECK_NEGATIVE

static const Sum sums[] = {
  { "none", 1, { { 0 } }, FALSE, 0, 0, 0, 0, 0 },
  { "one-by-one",
    1,
    { { 1, "a", "", 1, '+', 1, 10 }, { 2, "a", "", 1, '+', 1, 11 }, { 3, "a", "", 1, '+', 6, 12 } },
    TRUE,
    8,
    0,
    12,
    12,
    0 },
  { "zero-is-a-count", 1, { { 1, "a", "", 1, '=', 0, 10 } }, TRUE, 0, 0, 10, 10, 0 },
  { "set-then-add",
    1,
    { { 1, "a", "", 1, '+', 5, 10 },
      { 2, "a", "", 1, '=', 27, 11 },
      { 3, "a", "", 1, '+', 1, 12 } },
    TRUE,
    28,
    0,
    12,
    12,
    0 },
  { "last-taken-back",
    1,
    { { 1, "a", "", 1, '+', 5, 10 },
      { 2, "a", "", 1, '=', 50, 11 },
      { 3, "a", "", 1, 'c', 2, 12 } },
    TRUE,
    5,
    0,
    10,
    10,
    0 },
  { "all-taken-back-is-empty",
    1,
    { { 1, "a", "", 1, '+', 5, 10 }, { 2, "a", "", 1, 'c', 1, 12 } },
    FALSE,
    0,
    0,
    0,
    0,
    0 },
  { "three-spots-two-people",
    1,
    { { 1, "a", "left", 1, '+', 5, 10 },
      { 2, "b", "right", 1, '=', 7, 30 },
      { 3, "a", "top", 1, '+', 1, 20 } },
    TRUE,
    13,
    0,
    30,
    10,
    0 },
  { "same-spot-two-people",
    1,
    { { 1, "a", "", 1, '+', 5, 10 }, { 2, "b", "", 1, '=', 7, 30 } },
    TRUE,
    7,
    0,
    30,
    30,
    COUNTERS },
  { "same-spot-same-moment",
    1,
    { { 2, "b", "", 1, '=', 7, 30 }, { 1, "a", "", 1, '+', 5, 30 } },
    TRUE,
    7,
    0,
    30,
    30,
    COUNTERS },
  { "blind-same-moment",
    2,
    { { 2, "b", "", 2, '=', 9, 30 }, { 1, "a", "", 1, '+', 7, 30 } },
    TRUE,
    9,
    0,
    30,
    30,
    PASSES },
  { "same-spot-they-agree",
    1,
    { { 1, "a", "", 1, '+', 7, 10 }, { 2, "b", "", 1, '=', 7, 30 } },
    TRUE,
    7,
    0,
    30,
    30,
    0 },
  { "damaged-lies-there-too",
    1,
    { { 1, "a", "", 1, '+', 7, 10 }, { 2, "a", "", 1, 'd', 2, 11 } },
    TRUE,
    9,
    2,
    11,
    11,
    0 },
  { "less-than-nothing", 1, { { 1, "a", "", 1, '+', -1, 10 } }, TRUE, -1, 0, 10, 10, NEGATIVE },
  { "blind-they-agree",
    2,
    { { 1, "a", "", 1, '+', 7, 10 }, { 2, "b", "", 2, '=', 7, 30 } },
    TRUE,
    7,
    0,
    30,
    30,
    0 },
  { "blind-they-differ",
    2,
    { { 1, "a", "", 1, '+', 7, 40 }, { 2, "b", "", 2, '=', 9, 30 } },
    TRUE,
    7,
    0,
    40,
    40,
    PASSES },
  { "blind-second-missing", 2, { { 1, "a", "", 1, '+', 7, 40 } }, TRUE, 7, 0, 40, 40, MISSING },
  { "blind-without-knowing",
    2,
    { { 1, "a", "", 1, '+', 7, 40 }, { 2, "b", "", 1, '+', 7, 41 } },
    TRUE,
    7,
    0,
    41,
    41,
    0 },
  { "third-count-decides",
    2,
    { { 1, "a", "", 1, '+', 7, 40 }, { 2, "b", "", 2, '=', 9, 30 }, { 3, "c", "", 3, '=', 8, 50 } },
    TRUE,
    8,
    0,
    50,
    50,
    0 },
  { "counted-again",
    1,
    { { 1, "a", "", 1, '+', 7, 10 }, { 2, "a", "", 2, '+', 5, 30 }, { 3, "a", "", 1, '+', 1, 40 } },
    TRUE,
    5,
    0,
    30,
    30,
    0 },
};

static void
make_scan (const Scan *from, KontorCountScan *scan)
{
  *scan = (KontorCountScan){ .spot = from->spot,
                             .counter = from->counter,
                             .pass = from->pass,
                             .sets = from->mode == '=',
                             .damaged = from->mode == 'd',
                             .quantity = from->mode == 'c' ? 0 : from->quantity * ONE,
                             .at = AT (0, from->minute) };
  scan->uid.bytes[0] = (guint8) from->n;
  if (from->mode == 'c')
    scan->corrects.bytes[0] = (guint8) from->quantity;
}

/* In both directions: the order in which scans become known means nothing. */
static void
test_sum (gconstpointer data)
{
  const Sum           *sum = data;
  KontorCountTolerance tolerance = { .currency = "EUR" };
  KontorCountScan      scans[2][8];
  gsize                n = 0;

  while (sum->scans[n].n != 0)
    n++;
  for (gsize i = 0; i < n; i++)
    {
      make_scan (&sum->scans[i], &scans[0][i]);
      make_scan (&sum->scans[i], &scans[1][n - 1 - i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      KontorCountFigure figure;

      g_assert_true (kontor_count_sum (scans[i], n, sum->passes, &tolerance, &figure));
      g_assert_cmpint (figure.is_counted, ==, sum->is_counted);
      g_assert_cmpint (figure.quantity, ==, sum->quantity * ONE);
      g_assert_cmpint (figure.damaged, ==, sum->damaged * ONE);
      g_assert_cmpint (figure.at, ==, AT (0, sum->minute));
      g_assert_cmpint (figure.first_at, ==, AT (0, sum->first_minute));
      g_assert_cmpuint (figure.checks, ==, sum->checks);
    }
}

static void
test_sum_too_large (void)
{
  KontorCountTolerance tolerance = { .currency = "EUR" };
  KontorCountScan      scans[2] = {
         { .spot = "", .counter = "a", .pass = 1, .quantity = G_MAXINT64 },
         { .spot = "", .counter = "a", .pass = 1, .quantity = 1, .at = 1 },
  };
  KontorCountFigure figure;

  scans[1].uid.bytes[0] = 1;
  g_assert_false (kontor_count_sum (scans, 2, 1, &tolerance, &figure));
  scans[1].spot = "top";
  g_assert_false (kontor_count_sum (scans, 2, 1, &tolerance, &figure));
}

static void
add (const char *folder, const char *name, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/count/", folder, "/", name, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    add ("rule", rules[i].name, &rules[i], test_rule);
  g_test_add_func ("/count/order", test_order);
  g_test_add_func ("/count/tied-lines", test_tied_lines);
  g_test_add_func ("/count/too-large", test_too_large);
  g_test_add_func ("/count/value", test_value);
  g_test_add_func ("/count/close", test_close);
  g_test_add_func ("/count/tolerance", test_tolerance);
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    add ("sum", sums[i].name, &sums[i], test_sum);
  g_test_add_func ("/count/sum-too-large", test_sum_too_large);
  return g_test_run ();
}
