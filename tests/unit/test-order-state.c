/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib.h>

#include "kontor-order.h"

/* product.md O3 with the decision on DELIVERED; everything that is not listed is no step. */
static const KontorOrderState steps[][2] = {
  { KONTOR_ORDER_CART, KONTOR_ORDER_PENDING_PAYMENT },
  { KONTOR_ORDER_CART, KONTOR_ORDER_CANCELLED },
  { KONTOR_ORDER_PENDING_PAYMENT, KONTOR_ORDER_PAID },
  { KONTOR_ORDER_PENDING_PAYMENT, KONTOR_ORDER_CANCELLED },
  { KONTOR_ORDER_PAID, KONTOR_ORDER_PROCESSING },
  { KONTOR_ORDER_PAID, KONTOR_ORDER_CANCELLED },
  { KONTOR_ORDER_PROCESSING, KONTOR_ORDER_SHIPPED },
  { KONTOR_ORDER_PROCESSING, KONTOR_ORDER_CANCELLED },
  { KONTOR_ORDER_SHIPPED, KONTOR_ORDER_DELIVERED },
  { KONTOR_ORDER_SHIPPED, KONTOR_ORDER_RETURNED },
  { KONTOR_ORDER_DELIVERED, KONTOR_ORDER_RETURNED },
};

static gboolean
is_listed (KontorOrderState from, KontorOrderState to)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (steps[i][0] == from && steps[i][1] == to)
        return TRUE;
    }

  return FALSE;
}

static void
test_steps (void)
{
  guint from;
  guint to;

  for (from = 0; from < KONTOR_ORDER_N_STATES; from++)
    for (to = 0; to < KONTOR_ORDER_N_STATES; to++)
      g_assert_cmpint (
        kontor_order_step_is_allowed ((KontorOrderState) from, (KontorOrderState) to),
        ==,
        is_listed ((KontorOrderState) from, (KontorOrderState) to));
}

static void
test_names (void)
{
  KontorOrderState state = KONTOR_ORDER_PAID;
  guint            i;

  for (i = 0; i < KONTOR_ORDER_N_STATES; i++)
    {
      const char *name = kontor_order_state_to_name ((KontorOrderState) i);

      g_assert_true (kontor_order_state_from_name (name, &state));
      g_assert_cmpuint (state, ==, i);
    }

  g_assert_cmpstr (
    kontor_order_state_to_name (KONTOR_ORDER_PENDING_PAYMENT), ==, "PENDING_PAYMENT");
  state = KONTOR_ORDER_PAID;
  g_assert_false (kontor_order_state_from_name ("paid", &state));
  g_assert_false (kontor_order_state_from_name (NULL, &state));
  g_assert_cmpint (state, ==, KONTOR_ORDER_PAID);
}

static void
test_final (void)
{
  guint i;

  for (i = 0; i < KONTOR_ORDER_N_STATES; i++)
    g_assert_cmpint (kontor_order_state_is_final ((KontorOrderState) i),
                     ==,
                     i == KONTOR_ORDER_CANCELLED || i == KONTOR_ORDER_RETURNED);
}

static void
test_next (void)
{
  KontorOrderState state = KONTOR_ORDER_CART;
  gboolean         has_next = TRUE;
  guint            n_steps = 0;

  while (TRUE)
    {
      KontorOrderState next = kontor_order_state_next (state, &has_next);

      if (!has_next)
        break;

      g_assert_true (kontor_order_step_is_allowed (state, next));
      state = next;
      n_steps++;
    }

  g_assert_cmpint (state, ==, KONTOR_ORDER_DELIVERED);
  g_assert_cmpuint (n_steps, ==, 5);
  g_assert_cmpint (
    kontor_order_state_next (KONTOR_ORDER_CANCELLED, NULL), ==, KONTOR_ORDER_CANCELLED);
}

static void
test_free (void)
{
  g_autoptr (KontorOrder) order = kontor_order_new ();
  KontorOrderEvent *event = g_new0 (KontorOrderEvent, 1);
  KontorOrderPart  *part = g_new0 (KontorOrderPart, 1);

  part->condition = g_strdup ("resell");
  event->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_part_free);
  g_ptr_array_add (event->parts, part);
  g_ptr_array_add (order->returns, event);
  g_ptr_array_add (order->lines, g_new0 (KontorOrderLine, 1));
  g_ptr_array_add (order->taxes, g_new0 (KontorOrderTax, 1));
  g_ptr_array_add (order->transitions, g_new0 (KontorOrderTransition, 1));
  order->billing.city = g_strdup ("Kiel");
  kontor_address_clear (&order->billing);
  g_assert_null (order->billing.city);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order-state/steps", test_steps);
  g_test_add_func ("/order-state/names", test_names);
  g_test_add_func ("/order-state/final", test_final);
  g_test_add_func ("/order-state/next", test_next);
  g_test_add_func ("/order-state/free", test_free);
  return g_test_run ();
}
