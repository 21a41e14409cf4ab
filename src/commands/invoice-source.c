/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-record.h"
#include "kontor-text.h"

#define MOST_ORDERS 100

/**
 * kontor_invoice_clear_source:
 *
 * Frees what it owns.
 */
void
kontor_invoice_clear_source (KontorInvoiceSource *source)
{
  g_clear_pointer (&source->orders, g_array_unref);
}

static gboolean
refuse (GError **error, const char *field, const char *sentence)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", sentence);
  return FALSE;
}

/* By uid or by number. */
static gboolean
add_order (KontorInvoiceSource *source, const char *name, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  uid;
  KontorStep step = KONTOR_STEP_FAILED;

  if (!kontor_uid_parse (&uid, name))
    {
      row = kontor_database_query (
        source->database,
        "SELECT uid FROM sales_order WHERE number = ?1 ORDER BY uid LIMIT 1",
        error,
        KONTOR_VALUES (kontor_value_text (name)));
      if (row != NULL)
        step = kontor_statement_step (row, error);
      if (step == KONTOR_STEP_DONE)
        kontor_command_set_error (
          error, KONTOR_COMMAND_ERROR_NOT_FOUND, "order", _ ("There is no order “%s”."), name);
      if (step != KONTOR_STEP_ROW)
        return FALSE;
      kontor_statement_get_uid (row, 0, &uid);
    }
  g_array_append_val (source->orders, uid);
  return TRUE;
}

static gboolean
read_orders (KontorInvoiceSource *source, const KontorJson *params, GError **error)
{
  const KontorJson *orders = kontor_json_get_array (params, "orders");
  guint             n_orders = orders != NULL ? kontor_json_length (orders) : 0;

  source->orders = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  if (n_orders > MOST_ORDERS)
    return refuse (error, "orders", _ ("a document is of at most 100 orders"));
  if (n_orders == 0)
    return add_order (source, kontor_json_get_string (params, "order", ""), error);
  for (guint i = 0; i < n_orders; i++)
    if (!add_order (source, kontor_json_string (kontor_json_at (orders, i)), error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_invoice_read_source:
 * @database: a connection
 * @params: order or orders[], kind, percent (basis points) or amount_minor; gets the order's uid
 * @at: UTC microseconds
 * @source: (out): to be cleared by kontor_invoice_clear_source(), also after a refusal
 * @error: return location for an error
 *
 * Returns: whether the orders exist and a document of this kind can be made of orders
 */
gboolean
kontor_invoice_read_source (KontorDatabase      *database,
                            KontorJson          *params,
                            gint64               at,
                            KontorInvoiceSource *source,
                            GError             **error)
{
  const char *kind = kontor_json_get_string (params, "kind", "invoice");

  *source = (KontorInvoiceSource){ .database = database, .at = at };
  if (!kontor_invoice_kind_from_name (kind, &source->kind)
      || source->kind == KONTOR_INVOICE_CREDIT_NOTE || source->kind == KONTOR_INVOICE_CANCELLATION)
    return refuse (error, "kind", _ ("an order becomes a quotation, confirmation, or invoice"));
  if (!kontor_param_integer_or (params, "percent", 1, 10000, 0, &source->advance_bp, error)
      || !kontor_param_integer_or (
        params, "amount_minor", 1, G_MAXINT64, 0, &source->advance_minor, error)
      || !read_orders (source, params, error))
    return FALSE;

  kontor_json_set (
    params, "order", kontor_json_new_uid (&g_array_index (source->orders, KontorUid, 0)));
  return TRUE;
}
