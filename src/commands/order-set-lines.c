/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

static gboolean
check_state (const KontorOrder *order, GError **error)
{
  if (order->state > KONTOR_ORDER_PROCESSING)
    return kontor_order_refuse (order,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                _ ("Lines can be changed until the order is shipped."),
                                error,
                                _ ("The lines of order %s were not changed"),
                                order->number);

  if (kontor_order_newest_delivery (order) != NULL)
    return kontor_order_refuse (
      order,
      KONTOR_COMMAND_ERROR_STATE_CHANGED,
      _ ("Part of it was delivered already. Make a new order for what is added."),
      error,
      _ ("The lines of order %s were not changed"),
      order->number);

  return TRUE;
}

static gboolean
check_base (const KontorOrder *order, const KontorJson *params, GError **error)
{
  gint64 base;

  if (!kontor_param_integer_or (params,
                                "base_changed_at",
                                KONTOR_TIME_LEAST,
                                KONTOR_TIME_MOST,
                                order->changed_at,
                                &base,
                                error))
    return FALSE;
  if (base == order->changed_at)
    return TRUE;

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_CONFLICT,
    "lines",
    _ ("The lines of order %s were not changed: somebody else changed the order "
       "meanwhile. Look at it and change it again."),
    order->number);
  return FALSE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const KontorOrderLine *left = *(KontorOrderLine *const *) a;
  const KontorOrderLine *right = *(KontorOrderLine *const *) b;

  return left->line < right->line ? -1 : left->line > right->line;
}

/* A line number is given once. Those given here are of this order; undo brings back removed ones.
 */
static gboolean
number_lines (KontorOrder *order, GError **error)
{
  int   known = order->last_line;
  guint i;

  for (i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->line == 0)
        line->line = ++order->last_line;
      else if (line->line > known || kontor_order_find_line (order, line->line) != line)
        {
          kontor_command_set_error (
            error,
            KONTOR_COMMAND_ERROR_INVALID,
            "lines",
            _ ("Line %u: order %s has no line number %d, or it is named twice."),
            i + 1,
            order->number,
            line->line);
          return FALSE;
        }
    }

  /* Totals give odd cents to the first line, so the first is the one with the lowest number. */
  g_ptr_array_sort (order->lines, compare_lines);
  return TRUE;
}

/* Money that went back stays attached to what it was for. */
static gboolean
check_refunds (const KontorOrder *order, GPtrArray *old_lines, GError **error)
{
  guint i;

  for (i = 0; i < old_lines->len; i++)
    {
      const KontorOrderLine *old = g_ptr_array_index (old_lines, i);
      const KontorOrderLine *line = kontor_order_find_line (order, old->line);

      if (old->refunded_minor > 0 && (line == NULL || line->gross_minor < old->refunded_minor))
        {
          kontor_command_set_error (
            error,
            KONTOR_COMMAND_ERROR_INVALID,
            "lines",
            _ ("The lines of order %s were not changed: “%s” was refunded. It must "
               "stay at least as large as the refund."),
            order->number,
            old->title);
          return FALSE;
        }
    }

  if (order->gross_minor >= order->refunded_minor)
    return TRUE;

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_INVALID,
    "lines",
    _ ("The lines of order %s were not changed: more than the new total was refunded."),
    order->number);
  return FALSE;
}

static KontorJson *
new_inverse (const KontorOrder *order, GPtrArray *old_lines)
{
  KontorJson *params = kontor_order_new_params (order);
  KontorJson *lines = kontor_json_new_array ();
  guint       i;

  for (i = 0; i < old_lines->len; i++)
    kontor_json_append (lines, kontor_order_line_to_json (g_ptr_array_index (old_lines, i)));

  kontor_json_set (params, "lines", lines);
  return params;
}

/**
 * kontor_order_run_set_lines:
 * @context: the running command
 * @params: order, lines, base_changed_at
 * @error: return location for an error
 *
 * order.set_lines: replaces the lines of an order of which nothing was delivered. Lines that are
 * named by number keep it; new ones get the next that was never used. The result tells the
 * difference in money, which is then asked for or refunded.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_set_lines (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  g_autoptr (GPtrArray) old_lines = NULL;
  gint64 old_gross;

  if (order == NULL || !check_state (order, error) || !check_base (order, params, error))
    return FALSE;

  old_gross = order->gross_minor;
  old_lines = g_steal_pointer (&order->lines);
  order->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_line_free);
  if (!kontor_order_parse_lines (context->database, params, order, error)
      || !number_lines (order, error) || !kontor_order_count_lines (order, error)
      || !check_refunds (order, old_lines, error)
      || !kontor_order_save_lines (context, order, error)
      || !kontor_order_save (context, order, error))
    return FALSE;

  kontor_order_set_result (context, order);
  kontor_json_set_integer (
    context->outcome->result, "difference_minor", order->gross_minor - old_gross);
  kontor_order_undo_by (context,
                        "order.set_lines",
                        new_inverse (order, old_lines),
                        _ ("Change lines of order %s"),
                        order->number);
  return TRUE;
}
