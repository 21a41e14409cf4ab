/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-order-private.h"
#include "kontor-payment-private.h"

/* An order that waits for its payment is paid when its invoices are, and waits again when the
 * payment is taken back before anybody went on with it. Other states are not touched: goods that
 * left stay left. */

/* All that was invoiced for the order covers it, and nothing of that is open. */
#define SELECT_SETTLED                                                                             \
  "SELECT CAST (coalesce (sum (i.sign * i.gross_minor), 0) AS BIGINT),"                            \
  " CAST (coalesce (sum (CASE WHEN i.sign < 0 AND i.preceding_uid IS NOT NULL THEN 0"              \
  " ELSE i.sign * i.due_minor"                                                                     \
  " - coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"                              \
  " WHERE s.invoice_uid = i.uid), 0)"                                                              \
  " - coalesce ((SELECT sum (c.gross_minor) FROM invoice AS c"                                     \
  " WHERE c.preceding_uid = i.uid AND c.sign < 0), 0) END), 0) AS BIGINT)"                         \
  " FROM invoice AS i WHERE i.order_uid = ?1 AND i.sign <> 0"

static gboolean
is_settled (KontorDatabase *database, const KontorOrder *order, gboolean *settled, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, SELECT_SETTLED, error, KONTOR_VALUES (kontor_value_uid (&order->uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *settled = kontor_statement_get_integer (row, 0) >= order->gross_minor
             && kontor_statement_get_integer (row, 1) <= 0;
  return TRUE;
}

static gboolean
run_step (KontorCommandContext *context, const char *name, KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) owned = params;

  return kontor_command_type_find (name)->run (context, owned, error);
}

static gboolean
pay (KontorCommandContext *context, const KontorOrder *order, const char *invoice, GError **error)
{
  KontorJson *params = kontor_order_new_params (order);

  kontor_json_set_string (params, "reference", invoice);
  return run_step (context, "order.pay", params, error);
}

/* When the order went on in a way that can't be taken back, it stays as it is: what is open again
 * is the invoice. */
static gboolean
step_back (KontorCommandContext *context, const KontorOrder *order, GError **error)
{
  KontorJson *params = kontor_order_new_params (order);
  g_autoptr (GError) reason = NULL;

  kontor_json_set_string (params, "to", "PENDING_PAYMENT");
  kontor_json_set_integer (params, "position", kontor_order_last_transition (order)->position);
  kontor_json_set_string (params, "reason", "payment undone");
  if (run_step (context, "order.step_back", params, &reason)
      || reason->domain == KONTOR_COMMAND_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Whether the newest step was that the invoice was paid. */
static gboolean
was_paid_by (const KontorOrder *order, const char *invoice)
{
  const KontorOrderTransition *last = kontor_order_last_transition (order);
  g_autoptr (KontorJson) metadata = kontor_json_parse (last->metadata, -1, NULL);

  return order->state == KONTOR_ORDER_PAID
         && g_str_equal (kontor_json_get_string (metadata, "reference", ""), invoice);
}

static gboolean
find_order (KontorDatabase  *database,
            const KontorUid *invoice,
            KontorOrder    **order,
            char           **number,
            GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT o.uid, i.number FROM invoice AS i JOIN sales_order AS o ON o.uid = i.order_uid WHERE "
    "i.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (invoice)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  KontorUid  uid;

  *order = NULL;
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  kontor_statement_get_uid (row, 0, &uid);
  *number = g_strdup (kontor_statement_get_text (row, 1));
  *order = kontor_order_load (database, &uid, error);
  return *order != NULL;
}

/* After shares of an invoice changed. */
gboolean
kontor_payment_mark_order (KontorCommandContext *context, const KontorUid *invoice, GError **error)
{
  g_autoptr (KontorOrder) order = NULL;
  g_autofree char *number = NULL;
  gboolean         settled = FALSE;

  if (!find_order (context->database, invoice, &order, &number, error))
    return FALSE;
  if (order == NULL)
    return TRUE;
  if (!is_settled (context->database, order, &settled, error))
    return FALSE;

  if (settled && order->state == KONTOR_ORDER_PENDING_PAYMENT)
    return pay (context, order, number, error);
  if (!settled && was_paid_by (order, number))
    return step_back (context, order, error);
  return TRUE;
}
