/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-totals.h"

static void
add_line (KontorOrder *order,
          gint64       quantity,
          gint64       price_e4,
          gint64       discount_bp,
          const char  *code,
          gint64       rate_bp)
{
  KontorOrderLine *line = g_new0 (KontorOrderLine, 1);

  line->line = (int) order->lines->len + 1;
  line->kind = g_strdup (price_e4 < 0 ? "discount" : "goods");
  line->quantity = quantity;
  line->price_e4 = price_e4;
  line->discount_bp = discount_bp;
  line->tax_code = g_strdup (code);
  line->tax_rate_bp = rate_bp;
  g_ptr_array_add (order->lines, line);
}

static KontorOrder *
new_order (KontorPriceMode mode)
{
  KontorOrder *order = kontor_order_new ();

  order->currency = g_strdup ("EUR");
  order->price_mode = mode;
  return order;
}

static const KontorOrderLine *
get_line (KontorOrder *order, guint i)
{
  return g_ptr_array_index (order->lines, i);
}

static const KontorOrderTax *
get_tax (KontorOrder *order, guint i)
{
  return g_ptr_array_index (order->taxes, i);
}

/* finance-spec.md section 14, as far as the examples have lines only. Discounts and charges of a
 * whole document are lines here. Unused places are zero. */
typedef struct
{
  const char     *name;
  KontorPriceMode mode;
  struct
  {
    gint64 quantity;
    gint64 price_e4;
    gint64 rate_bp;
    gint64 net_minor;
  } lines[7];
  struct
  {
    gint64 rate_bp;
    gint64 net_minor;
    gint64 tax_minor;
  } groups[2];
  gint64 net_minor;
  gint64 tax_minor;
  gint64 gross_minor;
} TotalsCase;

static const TotalsCase cases[] = {
  { "E1",
    KONTOR_PRICE_NET,
    { { 2000, 125000, 700, 2500 }, { 3000, 499000, 1900, 14970 }, { 500, 890000, 1900, 4450 } },
    { { 1900, 19420, 3690 }, { 700, 2500, 175 } },
    21920,
    3865,
    25785 },
  { "E2",
    KONTOR_PRICE_NET,
    { { 1000, 1000000, 1900, 10000 },
      { 1000, 599900, 1900, 5999 },
      { 3000, 111100, 700, 3333 },
      { 1000, -160000, 1900, -1600 },
      { 1000, -33300, 700, -333 },
      { 1000, 48800, 1900, 488 },
      { 1000, 10200, 700, 102 } },
    { { 1900, 14887, 2829 }, { 700, 3102, 217 } },
    17989,
    3046,
    21035 },
  { "E3",
    KONTOR_PRICE_GROSS,
    { { 1000, 99900, 1900, 839 }, { 1000, 49900, 700, 466 } },
    { { 1900, 839, 160 }, { 700, 466, 33 } },
    1305,
    193,
    1498 },
  { "E4",
    KONTOR_PRICE_GROSS,
    { { 3000, 33300, 1900, 839 },
      { 7000, 19900, 1900, 1170 },
      { 1000, 249500, 1900, 2097 },
      { 2000, 64900, 700, 1213 },
      { 1000, -50000, 1900, -420 },
      { 1000, 49000, 1900, 412 } },
    { { 1900, 4098, 779 }, { 700, 1213, 85 } },
    5311,
    864,
    6175 },
  { "E5",
    KONTOR_PRICE_NET,
    { { 4000, 3000000, 0, 120000 } },
    { { 0, 120000, 0 } },
    120000,
    0,
    120000 },
  { "E6",
    KONTOR_PRICE_NET,
    { { 5000, 799000, 0, 39950 }, { 10000, 42500, 0, 4250 } },
    { { 0, 44200, 0 } },
    44200,
    0,
    44200 },
  { "E7",
    KONTOR_PRICE_NET,
    { { 2000, 380000, 0, 7600 }, { 1000, 65000, 0, 650 } },
    { { 0, 8250, 0 } },
    8250,
    0,
    8250 },
  { "E8",
    KONTOR_PRICE_NET,
    { { 1000, 499000, 1900, 4990 }, { 2000, 125000, 700, 2500 } },
    { { 1900, 4990, 948 }, { 700, 2500, 175 } },
    7490,
    1123,
    8613 },
  { "E9",
    KONTOR_PRICE_NET,
    { { 1000, 10000000, 1900, 100000 } },
    { { 1900, 100000, 19000 } },
    100000,
    19000,
    119000 },
  { "E10",
    KONTOR_PRICE_NET,
    { { 1000, 10000000, 1900, 100000 }, { -1000, 3000000, 1900, -30000 } },
    { { 1900, 70000, 13300 } },
    70000,
    13300,
    83300 },
  { "E11",
    KONTOR_PRICE_GROSS,
    { { 2000, 249900, 2000, 4165 }, { 1000, 99000, 2000, 825 } },
    { { 2000, 4990, 998 } },
    4990,
    998,
    5988 },
  { "E12",
    KONTOR_PRICE_NET,
    { { 2000, 1495000, 0, 29900 } },
    { { 0, 29900, 0 } },
    29900,
    0,
    29900 },
  { "E13",
    KONTOR_PRICE_NET,
    { { 1000, 2490000, 0, 24900 } },
    { { 0, 24900, 0 } },
    24900,
    0,
    24900 },
  { "E14",
    KONTOR_PRICE_NET,
    { { 250000, 349, 1900, 873 }, { 12500, 13350, 1900, 1669 }, { 1000, -10000, 1900, -100 } },
    { { 1900, 2442, 464 } },
    2442,
    464,
    2906 },
};

static void
test_example (gconstpointer data)
{
  const TotalsCase *example = data;
  g_autoptr (KontorOrder) order = new_order (example->mode);
  g_autoptr (GError) error = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (example->lines) && example->lines[i].quantity != 0; i++)
    add_line (order,
              example->lines[i].quantity,
              example->lines[i].price_e4,
              0,
              example->lines[i].rate_bp == 700 ? "reduced" : "standard",
              example->lines[i].rate_bp);

  g_assert_true (kontor_totals_compute (order, &error));
  g_assert_no_error (error);
  for (i = 0; i < order->lines->len; i++)
    g_assert_cmpint (get_line (order, i)->net_minor, ==, example->lines[i].net_minor);
  for (i = 0; i < order->taxes->len; i++)
    {
      g_assert_cmpint (get_tax (order, i)->tax_rate_bp, ==, example->groups[i].rate_bp);
      g_assert_cmpint (get_tax (order, i)->net_minor, ==, example->groups[i].net_minor);
      g_assert_cmpint (get_tax (order, i)->tax_minor, ==, example->groups[i].tax_minor);
    }
  g_assert_cmpint (order->net_minor, ==, example->net_minor);
  g_assert_cmpint (order->tax_minor, ==, example->tax_minor);
  g_assert_cmpint (order->gross_minor, ==, example->gross_minor);
}

static void
test_line (void)
{
  gint64 minor;

  g_assert_true (kontor_totals_line (1000, 10050, 0, 2, &minor)); /* 1.005 */
  g_assert_cmpint (minor, ==, 101);
  g_assert_true (kontor_totals_line (1000, -10050, 0, 2, &minor));
  g_assert_cmpint (minor, ==, -101);
  g_assert_true (kontor_totals_line (1000, 10049, 0, 2, &minor));
  g_assert_cmpint (minor, ==, 100);
  g_assert_true (kontor_totals_line (1000, 99900, 1000, 2, &minor)); /* 9.99 less 10 % = 8.991 */
  g_assert_cmpint (minor, ==, 899);
  g_assert_true (
    kontor_totals_line (3000, 33333, 3333, 2, &minor)); /* 9.9999 * 0.6667, rounded once */
  g_assert_cmpint (minor, ==, 667);
  g_assert_true (kontor_totals_line (1000, 99900, 10000, 2, &minor));
  g_assert_cmpint (minor, ==, 0);
  g_assert_true (kontor_totals_line (2000, 15000, 0, 0, &minor)); /* yen */
  g_assert_cmpint (minor, ==, 3);
  g_assert_true (kontor_totals_line (1000, 12345, 0, 3, &minor)); /* dinar: 1.2345 */
  g_assert_cmpint (minor, ==, 1235);
}

static void
test_overflow (void)
{
  g_autoptr (KontorOrder) order = new_order (KONTOR_PRICE_NET);
  g_autoptr (GError) error = NULL;
  gint64 minor;

  g_assert_false (kontor_totals_line (G_MAXINT64, G_MAXINT64, 0, 2, &minor));
  g_assert_false (kontor_totals_line (G_MAXINT64, G_MAXINT64, 9999, 4, &minor));
  g_assert_false (kontor_totals_line (G_MAXINT64, G_MININT64, 0, 0, &minor));

  add_line (order, 1000, G_MAXINT64 / 101, 0, "standard", 1900);
  g_assert_true (kontor_totals_compute (order, &error));
  add_line (order, G_MAXINT64 / 1000, 100000, 0, "standard", 1900);
  add_line (order, G_MAXINT64 / 1000, G_MAXINT64 / 2, 0, "standard", 1900);
  g_assert_false (kontor_totals_compute (order, &error));
  g_assert_error (error, KONTOR_TOTALS_ERROR, KONTOR_TOTALS_ERROR_OVERFLOW);
}

/* Each line fits, their sum does not; in one group, and over two. */
static void
test_overflow_of_sums (void)
{
  static const char *const codes[] = { "standard", "reduced" };
  guint                    mode;
  guint                    i;

  for (mode = KONTOR_PRICE_NET; mode <= KONTOR_PRICE_GROSS; mode++)
    for (i = 0; i < 2; i++)
      {
        g_autoptr (KontorOrder) order = new_order ((KontorPriceMode) mode);
        g_autoptr (GError) error = NULL;

        add_line (order, 100000, G_MAXINT64 / 10 * 9, 0, "standard", 0);
        add_line (order, 100000, G_MAXINT64 / 10 * 9, 0, codes[i], i == 0 ? 0 : 100);
        g_assert_false (kontor_totals_compute (order, &error));
        g_assert_error (error, KONTOR_TOTALS_ERROR, KONTOR_TOTALS_ERROR_OVERFLOW);
      }
}

static void
test_no_lines (void)
{
  g_autoptr (KontorOrder) order = new_order (KONTOR_PRICE_GROSS);

  g_assert_true (kontor_totals_compute (order, NULL));
  g_assert_cmpuint (order->taxes->len, ==, 0);
  g_assert_cmpint (order->gross_minor, ==, 0);
}

/* Equal remainders: the cent leaves the first line. 3 x 0.05 gross at 19 %: 0.042 each, 0.126
 * together. */
static void
test_ties (void)
{
  g_autoptr (KontorOrder) order = new_order (KONTOR_PRICE_GROSS);
  guint i;

  for (i = 0; i < 3; i++)
    add_line (order, 1000, 500, 0, "standard", 1900);

  g_assert_true (kontor_totals_compute (order, NULL));
  g_assert_cmpint (order->net_minor, ==, 13);
  g_assert_cmpint (get_line (order, 0)->net_minor, ==, 5);
  g_assert_cmpint (get_line (order, 1)->net_minor, ==, 4);
  g_assert_cmpint (get_line (order, 2)->net_minor, ==, 4);
}

static void
test_group_order (void)
{
  g_autoptr (KontorOrder) order = new_order (KONTOR_PRICE_NET);

  add_line (order, 1000, 10000, 0, "zero", 0);
  add_line (order, 1000, 10000, 0, "reduced", 700);
  add_line (order, 1000, 10000, 0, "exempt", 0);
  add_line (order, 1000, 10000, 0, "standard", 1900);
  g_assert_true (kontor_totals_compute (order, NULL));
  g_assert_true (kontor_totals_compute (order, NULL)); /* replaces, does not add */
  g_assert_cmpuint (order->taxes->len, ==, 4);
  g_assert_cmpstr (get_tax (order, 0)->tax_code, ==, "standard");
  g_assert_cmpstr (get_tax (order, 1)->tax_code, ==, "reduced");
  g_assert_cmpstr (get_tax (order, 2)->tax_code, ==, "exempt");
  g_assert_cmpstr (get_tax (order, 3)->tax_code, ==, "zero");
  g_assert_cmpint (get_line (order, 1)->gross_minor, ==, 107);
}

static void
fill_at_random (KontorOrder *order, GRand *dice)
{
  static const gint64 rates[] = { 0, 500, 700, 1900, 2100, 2550 };
  int                 n_lines = g_rand_int_range (dice, 1, 40);
  int                 i;

  for (i = 0; i < n_lines; i++)
    {
      gint64 rate_bp = rates[g_rand_int_range (dice, 0, G_N_ELEMENTS (rates))];
      gint64 price_e4 = g_rand_int_range (dice, -20000, 2000000);

      if (g_rand_boolean (dice))
        price_e4 = price_e4 / 100 * 100;
      add_line (order,
                g_rand_boolean (dice) ? 1000 * g_rand_int_range (dice, 1, 20)
                                      : g_rand_int_range (dice, 1, 20000),
                price_e4,
                g_rand_boolean (dice) ? 0 : g_rand_int_range (dice, 0, 10001),
                "standard",
                rate_bp);
    }
}

static void
check_sums (KontorOrder *order)
{
  gint64 net = 0;
  gint64 tax = 0;
  gint64 gross = 0;
  guint  i;
  guint  j;

  for (i = 0; i < order->taxes->len; i++)
    {
      const KontorOrderTax *group = get_tax (order, i);
      gint64                line_net = 0;
      gint64                line_gross = 0;

      for (j = 0; j < order->lines->len; j++)
        {
          const KontorOrderLine *line = get_line (order, j);

          if (line->tax_rate_bp != group->tax_rate_bp)
            continue;
          line_net += line->net_minor;
          line_gross += line->gross_minor;
        }

      g_assert_cmpint (line_net, ==, group->net_minor); /* BR-S-08: exact */
      if (order->price_mode == KONTOR_PRICE_GROSS)
        g_assert_cmpint (line_gross, ==, group->gross_minor);
      g_assert_cmpint (group->net_minor + group->tax_minor, ==, group->gross_minor);
      g_assert_cmpint (
        ABS (group->tax_minor * 10000 - group->net_minor * group->tax_rate_bp), <=, 10000);
      net += group->net_minor;
      tax += group->tax_minor;
      gross += group->gross_minor;
    }

  g_assert_cmpint (net, ==, order->net_minor);
  g_assert_cmpint (tax, ==, order->tax_minor);
  g_assert_cmpint (gross, ==, order->gross_minor);
}

static void
check_lines (KontorOrder *order)
{
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = get_line (order, i);
      gint64                 minor;

      g_assert_true (
        kontor_totals_line (line->quantity, line->price_e4, line->discount_bp, 2, &minor));
      if (order->price_mode == KONTOR_PRICE_NET)
        g_assert_cmpint (line->net_minor, ==, minor);
      else
        {
          g_assert_cmpint (
            line->gross_minor, ==, minor); /* what the customer was told never moves */
          g_assert_cmpint (ABS (line->net_minor * (10000 + line->tax_rate_bp) - minor * 10000),
                           <=,
                           15000 + line->tax_rate_bp * 2);
        }
    }
}

static void
test_properties (void)
{
  guint32 seed = g_test_rand_int () & 0x7fffffff;
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  guint i;

  g_test_message ("seed %u", seed);
  for (i = 0; i < 10000; i++)
    {
      g_autoptr (KontorOrder) order = new_order (i % 2 == 0 ? KONTOR_PRICE_GROSS
                                                            : KONTOR_PRICE_NET);

      fill_at_random (order, dice);
      g_assert_true (kontor_totals_compute (order, NULL));
      check_sums (order);
      check_lines (order);
    }
}

int
main (int argc, char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/totals/example/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_example);
    }
  g_test_add_func ("/totals/line", test_line);
  g_test_add_func ("/totals/overflow", test_overflow);
  g_test_add_func ("/totals/overflow-of-sums", test_overflow_of_sums);
  g_test_add_func ("/totals/no-lines", test_no_lines);
  g_test_add_func ("/totals/ties", test_ties);
  g_test_add_func ("/totals/group-order", test_group_order);
  g_test_add_func ("/totals/properties", test_properties);
  return g_test_run ();
}
