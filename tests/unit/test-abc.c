/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-abc.h"

/* Revenue and the classes that follow, in the order of the revenue. */
typedef struct
{
  const char *name;
  gint64      revenue[6];
  const char *letters;
} Case;

static const Case cases[] = {
  { "classic", { 70, 20, 6, 3, 1, 0 }, "AABCCC" },
  { "even", { 20, 20, 20, 20, 20, 0 }, "AAAABC" },
  { "one", { 100, 0, 0, 0, 0, 0 }, "ACCCCC" },
  { "nothing", { 0, 0, 0, 0, 0, 0 }, "CCCCCC" },
  { "credits", { 50, 40, 10, 0, -5, -90 }, "AABCCC" },
};

static void
test_case (gconstpointer data)
{
  const Case    *c = data;
  KontorAbcEntry entries[6] = { 0 };

  for (guint i = 0; i < 6; i++)
    {
      entries[5 - i].revenue = c->revenue[i];
      entries[5 - i].uid.bytes[0] = (guint8) i;
    }
  g_assert_true (kontor_abc_assign (entries, 6));
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint (entries[i].revenue, ==, c->revenue[i]);
      g_assert_cmpint (entries[i].letter, ==, c->letters[i]);
    }
}

static void
test_too_large (void)
{
  KontorAbcEntry entries[2] = { { .revenue = G_MAXINT64 }, { .revenue = 1 } };

  g_assert_false (kontor_abc_assign (entries, 2));
  g_assert_true (kontor_abc_assign (entries, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/abc/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/abc/too-large", test_too_large);
  return g_test_run ();
}
