/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-reorder.h"

/* The expected figures were worked out on paper. */

#define PIECE G_GINT64_CONSTANT (1000)

static KontorReorderItem
new_item (gint64 on_hand)
{
  KontorReorderItem item = {
    .on_hand = on_hand,
    .pack_quantity = PIECE,
    .lead_days = 7,
    .default_lead_days = 10,
    .cover_days = 30,
  };

  return item;
}

static void
sell (KontorReorderHistory *history, int oldest, int youngest, int every, gint64 pieces)
{
  for (int days_ago = oldest; days_ago >= youngest; days_ago -= every)
    kontor_reorder_history_add (history, days_ago, -pieces * PIECE, pieces * PIECE);
}

static void
test_steady (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (20 * PIECE);
  KontorReorderProposal proposal;

  sell (&history, 89, 0, 1, 2);
  item.pack_quantity = 8 * PIECE;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_NONE);
  g_assert_cmpint (proposal.quantity, ==, 0);
  g_assert_cmpint (proposal.sold, ==, 180 * PIECE);
  g_assert_cmpint (proposal.days, ==, 90);
  g_assert_cmpint (proposal.month_rate, ==, 60 * PIECE);
  g_assert_cmpint (proposal.lead_demand, ==, 14 * PIECE);
  g_assert_cmpint (proposal.safety, ==, 0);
  g_assert_cmpint (proposal.days_left, ==, 10);

  item.on_hand = 14 * PIECE;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_RUNS_OUT);
  g_assert_cmpint (proposal.level, ==, 14 * PIECE);
  g_assert_cmpint (proposal.target, ==, 74 * PIECE);
  g_assert_cmpint (proposal.needed, ==, 60 * PIECE);
  g_assert_cmpint (proposal.packs, ==, 8);
  g_assert_cmpint (proposal.quantity, ==, 64 * PIECE);
}

static void
test_young_sales_weigh_more (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (1000 * PIECE);
  KontorReorderProposal proposal;

  sell (&history, 89, 30, 1, 1);
  sell (&history, 29, 0, 1, 4);
  proposal = kontor_reorder_propose (&item, &history);
  /* (30 × 1 + 30 × 2 + 30 × 3 × 4) / (30 + 60 + 90) = 2.5 a day */
  g_assert_cmpint (proposal.month_rate, ==, 75 * PIECE);
  g_assert_cmpint (proposal.sold, ==, 180 * PIECE);
}

static void
test_days_without_goods (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (0);
  KontorReorderProposal proposal;

  sell (&history, 89, 30, 1, 3);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.days, ==, 60);
  g_assert_cmpint (proposal.missing_days, ==, 30);
  g_assert_cmpint (proposal.month_rate, ==, 90 * PIECE);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_RUNS_OUT);
  g_assert_cmpint (proposal.days_left, ==, 0);

  /* Goods that lie there and are not bought do lower it: the same days with stock. */
  item.on_hand = 500 * PIECE;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.days, ==, 90);
  /* 3 × (30 + 60) / 180 a day */
  g_assert_cmpint (proposal.month_rate, ==, 45 * PIECE);
}

/* New goods: the days before they came are none of theirs. */
static void
test_new_goods (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (10 * PIECE);
  KontorReorderProposal proposal;

  kontor_reorder_history_add (&history, 10, 30 * PIECE, 0);
  sell (&history, 9, 0, 1, 2);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.days, ==, 11);
  g_assert_cmpint (proposal.missing_days, ==, 79);
  /* 20 pieces in 11 days */
  g_assert_cmpint (proposal.month_rate, ==, 54545);
}

static void
test_oversold_once (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (-PIECE);
  KontorReorderProposal proposal;

  /* There was one, two were sold forty days ago; nothing since. */
  kontor_reorder_history_add (&history, 40, -2 * PIECE, 2 * PIECE);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.missing_days, ==, 40);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_PROMISED);
}

static void
test_sold_without_stock (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (-20 * PIECE);
  KontorReorderProposal proposal;

  sell (&history, 59, 0, 3, 1);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.days, ==, 60);
  g_assert_cmpint (proposal.missing_days, ==, 30);
  /* One in three days, in both months */
  g_assert_cmpint (proposal.month_rate, ==, 10 * PIECE);
}

static void
test_returns_are_no_sales (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (100 * PIECE);
  KontorReorderProposal proposal;

  sell (&history, 20, 0, 1, 1);
  for (int days_ago = 20; days_ago >= 0; days_ago--)
    kontor_reorder_history_add (&history, days_ago, PIECE, -PIECE);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.sold, ==, 0);
  g_assert_cmpint (proposal.month_rate, ==, 0);
  g_assert_cmpint (proposal.days_left, ==, -1);
}

static void
test_safety (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (100 * PIECE);
  KontorReorderProposal proposal;

  /* Nothing and four by turns: two a day, two off on each. */
  sell (&history, 89, 0, 2, 4);
  item.lead_days = 9;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.month_rate, ==, 60 * PIECE);
  g_assert_cmpint (proposal.lead_demand, ==, 18 * PIECE);
  /* 2 × 2.06 × √9 */
  g_assert_cmpint (proposal.safety, ==, 12360);

  item.lead_days = 2;
  proposal = kontor_reorder_propose (&item, &history);
  /* 4.12 × 1.414 */
  g_assert_cmpint (proposal.safety, ==, 5826);

  item.lead_days = 0;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_true (proposal.lead_is_assumed);
  g_assert_cmpint (proposal.lead_days, ==, 10);
  g_assert_cmpint (proposal.lead_demand, ==, 20 * PIECE);
}

/* Without sales only what a person wished counts. */
static const struct
{
  gint64             on_hand;
  gint64             reserved;
  gint64             unavailable;
  gint64             incoming;
  gint64             level;
  gint64             minimum;
  gint64             pack;
  KontorReorderCause cause;
  gint64             quantity;
} wishes[] = {
  { 10, 0, 0, 0, 10, 0, 1, KONTOR_REORDER_LEVEL, 1 },
  { 11, 0, 0, 0, 10, 0, 1, KONTOR_REORDER_NONE, 0 },
  { 11, 1, 0, 0, 10, 0, 1, KONTOR_REORDER_LEVEL, 1 },
  { 11, 0, 5, 0, 10, 0, 1, KONTOR_REORDER_LEVEL, 4 },
  { 4, 0, 0, 0, 10, 0, 1, KONTOR_REORDER_LEVEL, 6 },
  { 4, 0, 0, 0, 10, 0, 5, KONTOR_REORDER_LEVEL, 10 },
  { 4, 0, 0, 0, 10, 24, 10, KONTOR_REORDER_LEVEL, 30 },
  { 4, 0, 0, 6, 10, 24, 10, KONTOR_REORDER_LEVEL, 30 },
  { 4, 0, 0, 7, 10, 24, 10, KONTOR_REORDER_NONE, 0 },
  { 0, 0, 0, 0, 0, 0, 1, KONTOR_REORDER_NONE, 0 },
  { 0, 0, 0, 0, 0, 12, 1, KONTOR_REORDER_NONE, 0 },
  { 1, 3, 0, 0, 0, 0, 1, KONTOR_REORDER_PROMISED, 2 },
  { 1, 3, 0, 2, 0, 0, 1, KONTOR_REORDER_NONE, 0 },
  { -2, 0, 0, 0, 0, 0, 12, KONTOR_REORDER_PROMISED, 12 },
};

static void
test_wishes (void)
{
  KontorReorderHistory history = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      KontorReorderItem     item = new_item (wishes[i].on_hand * PIECE);
      KontorReorderProposal proposal;

      g_test_message ("wish %u", i);
      item.reserved = wishes[i].reserved * PIECE;
      item.unavailable = wishes[i].unavailable * PIECE;
      item.incoming = wishes[i].incoming * PIECE;
      item.reorder_level = wishes[i].level * PIECE;
      item.reorder_quantity = wishes[i].minimum * PIECE;
      item.pack_quantity = wishes[i].pack * PIECE;
      proposal = kontor_reorder_propose (&item, &history);
      g_assert_cmpint (proposal.cause, ==, wishes[i].cause);
      g_assert_cmpint (proposal.quantity, ==, wishes[i].quantity * PIECE);
      g_assert_cmpint (proposal.quantity,
                       ==,
                       proposal.packs * wishes[i].pack * PIECE
                         * (proposal.cause != KONTOR_REORDER_NONE));
    }
}

/* A level set by hand holds when it is the higher one. */
static void
test_level_and_sales (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (18 * PIECE);
  KontorReorderProposal proposal;

  sell (&history, 89, 0, 1, 1);
  item.reorder_level = 20 * PIECE;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_LEVEL);
  g_assert_cmpint (proposal.level, ==, 20 * PIECE);
  g_assert_cmpint (proposal.quantity, ==, 32 * PIECE);

  item.reorder_level = 2 * PIECE;
  item.on_hand = 3 * PIECE;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.cause, ==, KONTOR_REORDER_RUNS_OUT);
  g_assert_cmpint (proposal.level, ==, 7 * PIECE);
  g_assert_cmpint (proposal.quantity, ==, 34 * PIECE);
}

static void
test_nonsense (void)
{
  KontorReorderHistory  history = { 0 };
  KontorReorderItem     item = new_item (G_MAXINT64 / 2);
  KontorReorderProposal proposal;

  kontor_reorder_history_add (&history, 90, PIECE, PIECE);
  kontor_reorder_history_add (&history, -1, PIECE, PIECE);
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.sold, ==, 0);

  for (int day = 0; day < KONTOR_REORDER_DAYS; day++)
    kontor_reorder_history_add (&history, day, -G_MAXINT64 / 2, G_MAXINT64 / 2);
  item.pack_quantity = 0;
  item.reserved = G_MAXINT64 / 2;
  proposal = kontor_reorder_propose (&item, &history);
  g_assert_cmpint (proposal.quantity, >=, 0);
}

static void
test_names (void)
{
  KontorReorderCause cause = KONTOR_REORDER_NONE;

  for (guint i = 0; i < KONTOR_REORDER_N_CAUSES; i++)
    {
      g_assert_true (kontor_reorder_cause_from_name (
        kontor_reorder_cause_to_name ((KontorReorderCause) i), &cause));
      g_assert_cmpuint (cause, ==, i);
    }
  g_assert_false (kontor_reorder_cause_from_name ("whim", &cause));
  g_assert_false (kontor_reorder_cause_from_name (NULL, &cause));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reorder/steady", test_steady);
  g_test_add_func ("/reorder/young-sales-weigh-more", test_young_sales_weigh_more);
  g_test_add_func ("/reorder/days-without-goods", test_days_without_goods);
  g_test_add_func ("/reorder/new-goods", test_new_goods);
  g_test_add_func ("/reorder/oversold-once", test_oversold_once);
  g_test_add_func ("/reorder/sold-without-stock", test_sold_without_stock);
  g_test_add_func ("/reorder/returns-are-no-sales", test_returns_are_no_sales);
  g_test_add_func ("/reorder/safety", test_safety);
  g_test_add_func ("/reorder/wishes", test_wishes);
  g_test_add_func ("/reorder/level-and-sales", test_level_and_sales);
  g_test_add_func ("/reorder/nonsense", test_nonsense);
  g_test_add_func ("/reorder/names", test_names);

  return g_test_run ();
}
