/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-ledger-fixture.h"
#include "kontor-migration.h"
#include "kontor-test-cluster.h"

/* The counting rule (sync-spec.md section 9) on the ledger alone, on each engine. Times are minutes
 * of Monday; each step says what is on hand and what differences are shown after it. */

#define MONDAY G_GINT64_CONSTANT (1747612800000000) /* 2025-05-19 00:00 UTC */
#define AT(hour, minute) (MONDAY + ((gint64) (hour) *60 + (minute)) * 60000000)
#define WEDNESDAY(hour, minute) (AT (hour, minute) + 2 * G_GINT64_CONSTANT (86400000000))
#define MOST_LINES 4

/* Names of two lines, the one with the smaller uid and the other. */
#define EARLIER 2
#define LATER 3

static KontorTestCluster *cluster;

typedef enum
{
  STEP_MOVE,
  STEP_TAKE_BACK,
  STEP_COUNT,
  STEP_END,
} StepKind;

typedef struct
{
  StepKind    kind;
  int         name;     /* of the movement or count line: shows which one is meant */
  gint64      quantity; /* pieces */
  gint64      at;
  gint64      on_hand; /* after it */
  int         line;    /* whose difference is looked at, 0 for none */
  gint64      shown;
  const char *what;
  guint64     hlc; /* 0: later than all before it */
} Step;

#define MOVE(name, quantity, at, on_hand, line, shown)                                             \
  {                                                                                                \
    STEP_MOVE, name, quantity, at, on_hand, line, shown, "SALE", 0                                 \
  }
#define COUNT(name, quantity, at, on_hand, line, shown)                                            \
  {                                                                                                \
    STEP_COUNT, name, quantity, at, on_hand, line, shown, NULL, 0                                  \
  }
#define BACK(name, about, on_hand, line, shown)                                                    \
  {                                                                                                \
    STEP_TAKE_BACK, name, about, 0, on_hand, line, shown, NULL, 0                                  \
  }
/* At one and the same moment, by one and the same tick of two clocks. */
#define TIED_AT AT (10, 0)
#define TIED_MOVE(name, quantity, on_hand, line, shown)                                            \
  {                                                                                                \
    STEP_MOVE, name, quantity, TIED_AT, on_hand, line, shown, "SALE", 1000                         \
  }
#define TIED_COUNT(name, quantity, on_hand, line, shown)                                           \
  {                                                                                                \
    STEP_COUNT, name, quantity, TIED_AT, on_hand, line, shown, NULL, 1000                          \
  }
#define END                                                                                        \
  {                                                                                                \
    STEP_END, 0, 0, 0, 0, 0, 0, NULL, 0                                                            \
  }

typedef struct
{
  const char *path;
  Step        steps[12];
} Example;

static const Example examples[] = {
  { "1-count-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (2, 8, AT (10, 0), 8, 2, -2),
      MOVE (3, -2, AT (9, 30), 8, 2, 0),
      MOVE (4, -1, AT (11, 0), 7, 2, 0),
      END } },
  { "2-sales-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      MOVE (3, -2, AT (9, 30), 8, 0, 0),
      MOVE (4, -1, AT (11, 0), 7, 0, 0),
      COUNT (2, 8, AT (10, 0), 7, 2, 0),
      END } },
  { "3-delivery-typed-in-late",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (2, 16, AT (10, 0), 16, 2, 6),
      MOVE (3, 6, AT (9, 0), 16, 2, 0),
      END } },
  { "4-delivery-with-the-wrong-day",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (2, 16, AT (10, 0), 16, 2, 6),
      MOVE (3, 6, AT (24 + 9, 0), 22, 2, 6),
      BACK (4, 3, 16, 2, 6),
      MOVE (5, 6, AT (9, 0), 16, 2, 0),
      END } },
  { "5-two-counts-out-of-order",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (3, 7, AT (12, 0), 7, 3, -3),
      MOVE (4, -1, AT (11, 0), 7, 3, -2),
      COUNT (2, 8, AT (10, 0), 7, 3, 0),
      END } },
  { "5-seen-from-the-earlier-count",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (3, 7, AT (12, 0), 7, 3, -3),
      COUNT (2, 8, AT (10, 0), 7, 2, -2),
      MOVE (4, -1, AT (11, 0), 7, 3, 0),
      END } },
  { "6-sale-that-never-was",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      MOVE (3, -2, AT (9, 30), 8, 0, 0),
      COUNT (2, 8, AT (10, 0), 8, 2, 0),
      BACK (4, 3, 8, 2, -2),
      END } },
  { "7-goods-came-back",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      MOVE (3, -2, AT (9, 30), 8, 0, 0),
      COUNT (2, 8, AT (10, 0), 8, 2, 0),
      MOVE (4, 2, WEDNESDAY (9, 0), 10, 2, 0),
      END } },
  { "8-sold-then-handed-over",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (2, 10, AT (10, 0), 10, 2, 0),
      MOVE (3, -2, AT (15, 0), 8, 2, 0),
      END } },
  { "9-clock-put-right",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      COUNT (2, 8, AT (10, 0), 8, 2, -2),
      MOVE (3, -2, AT (12, 30) - 3 * G_GINT64_CONSTANT (3600000000), 8, 2, 0),
      END } },
  { "10-last-piece-twice",
    { COUNT (1, 1, AT (8, 0), 1, 1, 1),
      MOVE (3, -1, AT (9, 0), 0, 0, 0),
      MOVE (4, -1, AT (9, 1), -1, 0, 0),
      END } },
  /* Beyond the table: what ties. The line with the larger uid is the later one. */
  { "tied-earlier-line-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      TIED_COUNT (EARLIER, 8, 8, EARLIER, -2),
      TIED_COUNT (LATER, 7, 7, LATER, -1),
      MOVE (4, -1, AT (9, 0), 7, EARLIER, -1),
      MOVE (5, -1, AT (11, 0), 6, LATER, -1),
      END } },
  { "tied-later-line-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      TIED_COUNT (LATER, 7, 7, LATER, -3),
      TIED_COUNT (EARLIER, 8, 7, LATER, -1),
      MOVE (4, -1, AT (9, 0), 7, EARLIER, -1),
      MOVE (5, -1, AT (11, 0), 6, LATER, -1),
      END } },
  { "tied-movement-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      TIED_MOVE (4, -2, 8, 0, 0),
      TIED_COUNT (EARLIER, 8, 8, EARLIER, 0),
      BACK (5, 4, 8, EARLIER, -2),
      END } },
  { "tied-count-first",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      TIED_COUNT (LATER, 8, 8, LATER, -2),
      TIED_MOVE (4, -2, 8, LATER, 0),
      BACK (5, 4, 8, LATER, -2),
      END } },
  { "tied-movement-between-two-lines",
    { COUNT (1, 10, AT (8, 0), 10, 1, 10),
      TIED_COUNT (LATER, 7, 7, LATER, -3),
      TIED_MOVE (4, -2, 7, LATER, -1),
      TIED_COUNT (EARLIER, 8, 7, EARLIER, 0),
      END } },
};

static void
name_uid (int name, KontorUid *uid)
{
  g_autofree char *text = g_strdup_printf ("%d", name);

  kontor_uid_from_name (uid, "test", text);
}

static void
take_step (LedgerKey *key, guint64 *clock, const Step *step)
{
  KontorUid uid;
  KontorUid about;

  name_uid (step->name, &uid);
  name_uid ((int) step->quantity, &about);
  key->now += 60000000;
  key->hlc = step->hlc != 0 ? step->hlc : ++*clock;
  switch (step->kind)
    {
    case STEP_MOVE:
      ledger_move (key, &uid, step->what, step->quantity * 1000, step->at);
      break;
    case STEP_TAKE_BACK:
      ledger_take_back (key, &uid, &about);
      break;
    case STEP_COUNT:
      ledger_count (key, &uid, step->quantity * 1000, step->at, key->hlc);
      break;
    case STEP_END:
      g_assert_not_reached ();
    }
}

static void
check_step (LedgerKey *key, const Step *step)
{
  KontorUid line;

  g_assert_cmpint (ledger_on_hand (key), ==, step->on_hand * 1000);
  ledger_check_lines (key->database);
  if (step->line == 0)
    return;
  name_uid (step->line, &line);
  g_assert_cmpint (ledger_shown (key, &line), ==, step->shown * 1000);
}

static void
play (const char *location, const Example *example)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  LedgerKey key = { .now = AT (8, 0), .station = 1 };
  guint64   clock = 1;

  database = kontor_database_open (location, KONTOR_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  key.database = database;
  kontor_uid_from_name (&key.variant, "test", "variant");
  for (const Step *step = example->steps; step->kind != STEP_END; step++)
    {
      take_step (&key, &clock, step);
      check_step (&key, step);
    }
}

static void
test_names (void)
{
  KontorUid earlier;
  KontorUid later;

  name_uid (EARLIER, &earlier);
  name_uid (LATER, &later);
  g_assert_cmpint (kontor_uid_compare (&earlier, &later), <, 0);
}

static void
test_example (gconstpointer example)
{
  g_autofree char *server = NULL;

  play (":memory:", example);
  if (cluster == NULL)
    {
      g_test_skip ("on SQLite alone: PostgreSQL is not installed");
      return;
    }
  server = kontor_test_cluster_new_database (cluster);
  play (server, example);
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  cluster = kontor_test_cluster_find ();
  g_test_add_func ("/ledger/names", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/ledger/example/", examples[i].path, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  result = g_test_run ();
  g_clear_pointer (&cluster, kontor_test_cluster_stop);
  return result;
}
