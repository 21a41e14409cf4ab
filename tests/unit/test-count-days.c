/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-fixture.h"
#include "kontor-count.h"

/* Random days of sales and counts, which become known in any order. */

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

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/count-days/random", test_random);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
