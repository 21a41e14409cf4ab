/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"
#include "kontor-stock.h"
#include "kontor-time.h"

#include <glib/gi18n-lib.h>

/* What is promised hangs on the orders: those that wait for payment or shipping promise what they
 * have not delivered, and a cart promises until a moment. There is no other reservation that could
 * outlive its order or fall below nothing. */

#define CART_PROMISES_FOR (2 * 60 * 60 * KONTOR_SECOND) /* product.md I7 */

/* --- order.reserve --- */

static gboolean
refuse_short (const KontorOrder     *order,
              const KontorOrderLine *line,
              gint64                 available,
              GError               **error)
{
  g_autofree char *number = kontor_order_dup_quantity (MAX (available, 0));

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "lines",
                            _ ("Order %s was not reserved: of “%s” only %s is available."),
                            order->number,
                            line->title,
                            number);
  return FALSE;
}

/* How much of one item the lines so far have asked for: several lines may want the same. */
static gint64
add_wanted (GArray *wanted, const KontorGoods *part)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      KontorGoods *other = &g_array_index (wanted, KontorGoods, i);

      if (kontor_uid_equal (&other->variant, &part->variant))
        return other->quantity += part->quantity;
    }
  g_array_append_vals (wanted, part, 1);
  return part->quantity;
}

static gboolean
check_line (KontorDatabase        *database,
            const KontorOrder     *order,
            const KontorOrderLine *line,
            GArray                *wanted,
            GError               **error)
{
  g_autoptr (GArray) goods = kontor_stock_expand (
    database, &line->variant, line->quantity - line->delivered, NULL, error);

  if (goods == NULL)
    return FALSE;
  for (guint i = 0; i < goods->len; i++)
    {
      const KontorGoods *part = &g_array_index (goods, KontorGoods, i);
      KontorStockLevel   level;

      if (!kontor_stock_read_level (database, &part->variant, &level, error))
        return FALSE;
      if (kontor_stock_level_available (&level) < add_wanted (wanted, part))
        return refuse_short (order, line, kontor_stock_level_available (&level), error);
    }
  return TRUE;
}

/* The cart promises nothing at this moment, so all of it has to be available. */
static gboolean
check_available (KontorDatabase *database, const KontorOrder *order, GError **error)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, TRUE, sizeof (KontorGoods));

  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_str_equal (line->kind, "goods") && !kontor_uid_is_nil (&line->variant)
          && !check_line (database, order, line, wanted, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_reserved (KontorCommandContext *context, const KontorOrder *order, gint64 until, GError **error)
{
  kontor_command_context_touch (context, KONTOR_KIND_ORDER, &order->uid);
  return kontor_database_run (
    context->database,
    "UPDATE sales_order SET reserved_until = ?2 WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&order->uid),
                   until != 0 ? kontor_value_integer (until) : kontor_value_null ()));
}

static gboolean
read_reserved (KontorDatabase *database, const KontorUid *order, gint64 *until, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT coalesce (reserved_until, 0) FROM sales_order WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (order)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *until = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static gboolean
check_cart (const KontorOrder *order, GError **error)
{
  gboolean promises = order->state == KONTOR_ORDER_PENDING_PAYMENT
                      || order->state == KONTOR_ORDER_PAID
                      || order->state == KONTOR_ORDER_PROCESSING;

  if (order->state == KONTOR_ORDER_CART)
    return TRUE;
  return kontor_order_refuse (order,
                              promises ? KONTOR_COMMAND_ERROR_ALREADY
                                       : KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              promises ? _ ("Its goods are promised until they are shipped.")
                                       : _ ("Only what is still to be delivered can be promised."),
                              error,
                              _ ("Order %s was not reserved"),
                              order->number);
}

/* {order, until?} */
static gboolean
run_reserve (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  gint64 until = 0;
  gint64 before = 0;

  if (order == NULL
      || !kontor_param_integer_or (params,
                                   "until",
                                   context->command->at + 1,
                                   KONTOR_TIME_MOST,
                                   context->command->at + CART_PROMISES_FOR,
                                   &until,
                                   error)
      || !check_cart (order, error)
      || !read_reserved (context->database, &order->uid, &before, error)
      || (before != 0 && !set_reserved (context, order, 0, error))
      || !check_available (context->database, order, error)
      || !set_reserved (context, order, until, error))
    return FALSE;

  kontor_order_set_result (context, order);
  kontor_json_set_integer (context->outcome->result, "reserved_until", until);
  kontor_order_undo_by (context,
                        "order.unreserve",
                        kontor_order_new_params (order),
                        _ ("Reserve order %s"),
                        order->number);
  return TRUE;
}

/* --- back --- */

static gboolean
refuse_not_reserved (const KontorOrder *order, GError **error)
{
  return kontor_order_refuse (order,
                              KONTOR_COMMAND_ERROR_ALREADY,
                              _ ("Nothing is reserved for it."),
                              error,
                              _ ("Order %s was not released"),
                              order->number);
}

/* {order} */
static gboolean
run_unreserve (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  KontorJson *back = NULL;
  gint64      before = 0;

  if (order == NULL || !check_cart (order, error)
      || !read_reserved (context->database, &order->uid, &before, error))
    return FALSE;
  if (before == 0)
    return refuse_not_reserved (order, error);
  if (!set_reserved (context, order, 0, error))
    return FALSE;

  back = kontor_order_new_params (order);
  if (before > context->command->at)
    kontor_json_set_integer (back, "until", before);
  kontor_order_set_result (context, order);
  kontor_order_undo_by (context, "order.reserve", back, _ ("Release order %s"), order->number);
  return TRUE;
}

/* --- stock.expire_reservations --- */

static GArray *
list_expired (KontorDatabase *database, gint64 now, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, TRUE, sizeof (KontorUid));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM sales_order WHERE reserved_until <= ?1 AND state = 'CART' ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_integer (now)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      g_array_append_val (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

/* A row of the log that leads nowhere is the trace: the cart stays a cart. */
static gboolean
expire (KontorCommandContext *context, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load (context->database, uid, error);
  g_autoptr (KontorJson) metadata = kontor_json_new_object ();
  gint64 until = 0;

  if (order == NULL || !read_reserved (context->database, uid, &until, error))
    return FALSE;

  kontor_json_set_integer (metadata, "reserved_until", until);
  return set_reserved (context, order, 0, error)
         && kontor_order_log_step (context,
                                   order,
                                   KONTOR_ORDER_CART,
                                   context->command->at,
                                   "reservation expired",
                                   metadata,
                                   error);
}

/* {} */
static gboolean
run_expire (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (GArray) uids = list_expired (context->database, context->command->at, error);

  if (uids == NULL)
    return FALSE;
  if (uids->len == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, NULL, _ ("no reservation has expired"));
      return FALSE;
    }
  for (guint i = 0; i < uids->len; i++)
    if (!expire (context, &g_array_index (uids, KontorUid, i), error))
      return FALSE;

  kontor_json_set_integer (context->outcome->result, "expired", uids->len);
  return TRUE;
}

const KontorCommandType kontor_order_reserve_commands[] = {
  { .name = "order.reserve",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "The first one gets the last piece; the others are refused.",
    .roles = "staff finance admin",
    .help = "{order, until?}: a cart promises its goods for two hours, or until then",
    .run = run_reserve,
    .prepare = kontor_order_prepare_step },
  { .name = "order.unreserve",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Already done when nothing is reserved.",
    .roles = "staff finance admin",
    .help = "{order}",
    .run = run_unreserve,
    .prepare = kontor_order_prepare_step },
  { .name = "stock.expire_reservations",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Already done when nothing has expired.",
    .roles = "staff counter finance admin",
    .help = "{}: frees what carts held longer than they may; run every 30 minutes",
    .run = run_expire },
  { .name = NULL },
};
