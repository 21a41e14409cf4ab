/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-words.h"

/* What a chip says, and what a list without a match names. */
static const struct
{
  const char *list;
  const char *filter;
  const char *words;
} cases[] = {
  { "entries", "state:to-match,part-matched", "To match" }, /* the view of this name */
  { "entries", "state:part-matched", "Partly matched" },
  { "orders", "state:to-pack,shipped", "To pack, Shipped" },
  { "orders", "customer:\"Anna Meier\"", "Customer: Anna Meier" },
  { "orders", "country:DE", "Country: Germany" },
  { "orders", "is:refunded tea", "Refunded · tea" },
  { "orders", "total:10..20", "Total: 10..20" },
  { "incoming", "state:returned", "Sent back" },
  { "orders", "nonsense:1", "nonsense:1" },
  { "orders", "tea", "tea" },
  { "orders", "", "" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = kontor_filter_dup_words (kontor_list_type_find (cases[i].list),
                                                        cases[i].filter);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-words/words", test_words);
  return g_test_run ();
}
