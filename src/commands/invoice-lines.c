/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-number.h"
#include "kontor-order-private.h"
#include "kontor-totals.h"

static void
set (char **field, const char *text)
{
  g_free (*field); /* replaced */
  *field = g_strdup (text != NULL ? text : "");
}

/* UN/ECE Recommendation 20 for the units that products are kept in. */
static const char *
unit_code (const char *unit)
{
  static const char *const codes[][2] = {
    { "piece", "H87" }, { "hour", "HUR" },     { "day", "DAY" }, { "month", "MON" },
    { "kg", "KGM" },    { "kilogram", "KGM" }, { "g", "GRM" },   { "gram", "GRM" },
    { "l", "LTR" },     { "litre", "LTR" },    { "ml", "MLT" },  { "millilitre", "MLT" },
    { "m", "MTR" },     { "metre", "MTR" },    { "m²", "MTK" },  { "m³", "MTQ" },
    { "km", "KMT" },    { "set", "SET" },      { "pair", "PR" }, { "kWh", "KWH" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (unit, codes[i][0]) == 0)
      return codes[i][1];
  return "C62";
}

/* What documents that still stand have claimed of an order line, thousandths. */
static gboolean
read_claimed (
  KontorDatabase *database, const KontorUid *order, int line, gint64 *claimed, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (CASE WHEN i.sign < 0 THEN -l.quantity ELSE l.quantity END), 0)"
    " AS BIGINT) FROM invoice_line AS l JOIN invoice AS i ON i.uid = l.invoice_uid"
    " WHERE l.order_uid = ?1 AND l.order_line = ?2 AND i.sign <> 0",
    error,
    KONTOR_VALUES (kontor_value_uid (order), kontor_value_integer (line)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *claimed = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* What is special about the VAT of a product: its attribute "vat_rule"; plans are electronic. */
static gboolean
read_vat_rule (KontorDatabase *database, const KontorUid *variant, char **rule, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  if (kontor_uid_is_nil (variant))
    return TRUE;
  row = kontor_database_query (
    database,
    "SELECT coalesce ((SELECT min (a.value) FROM product_attribute AS a"
    " WHERE a.product_uid = p.uid AND a.name = 'vat_rule'),"
    " CASE WHEN p.kind = 'plan' THEN 'electronic' ELSE '' END)"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    set (rule, kontor_statement_get_text (row, 0));
  return step != KONTOR_STEP_FAILED;
}

/* What the order rounded away by its discount, so that both come to the same cent. */
static gboolean
add_discount (KontorInvoice         *invoice,
              KontorInvoiceLine     *line,
              const KontorOrderLine *from,
              gint64                 quantity)
{
  KontorInvoiceAdjustment *discount = NULL;
  gint64                   full = 0;
  gint64                   reduced = 0;
  guint                    digits = (guint) kontor_currency_digits (invoice->currency);

  if (from->discount_bp == 0)
    return TRUE;
  if (!kontor_totals_line (quantity, from->price_e4, 0, digits, &full)
      || !kontor_totals_line (quantity, from->price_e4, from->discount_bp, digits, &reduced))
    return FALSE;

  discount = kontor_invoice_add_adjustment (line->adjustments);
  if (invoice->price_mode == KONTOR_PRICE_GROSS)
    discount->gross_minor = full - reduced;
  else
    discount->amount_minor = full - reduced;
  discount->reason = g_strdup_printf (g_strcmp0 (invoice->language, "de") == 0 ? "%d,%02d %% Rabatt"
                                                                               : "%d.%02d %% off",
                                      (int) (from->discount_bp / 100),
                                      (int) (from->discount_bp % 100));
  set (&discount->reason_code, "95");
  return TRUE;
}

static const char *
category_of (const KontorOrderLine *line)
{
  if (line->tax_rate_bp > 0)
    return "S";
  return g_strcmp0 (line->tax_code, "zero") == 0 ? "Z" : "E";
}

static void
name_order (KontorInvoiceLine *line, const KontorInvoice *invoice, const KontorOrder *order)
{
  char        uid[KONTOR_UID_TEXT_SIZE];
  const char *word = g_strcmp0 (invoice->language, "de") == 0 ? "Auftrag" : "Order";

  set (&line->order, kontor_uid_format (&order->uid, uid));
  g_free (line->note); /* replaced */
  line->note = g_strdup_printf ("%s %s", word, order->number);
}

/* A discount is a price below zero in an order; in an invoice it takes back a quantity. */
static KontorInvoiceLine *
add_line (KontorInvoice *invoice, const KontorOrderLine *from, gint64 quantity)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);
  gint64             sign = from->price_e4 < 0 ? -1 : 1;

  line->order_line = g_strdup_printf ("%d", from->line);
  set (&line->name, from->title);
  set (&line->sku, from->sku);
  set (&line->kind, from->kind);
  set (&line->unit, unit_code (from->unit));
  set (&line->category, category_of (from));
  set (&line->tax_code, from->tax_code);
  line->rate_bp = from->tax_rate_bp;
  line->quantity_e6 = sign * quantity * 1000;
  line->price_e6 = sign * from->price_e4 * 100;
  return line;
}

static gboolean
too_large (GError **error)
{
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "order", _ ("an amount of the order is too large"));
  return FALSE;
}

/* How much of an order line this document is about. */
static gboolean
find_quantity (const KontorInvoiceSource *source,
               const KontorInvoice       *invoice,
               const KontorOrder         *order,
               const KontorOrderLine     *line,
               gint64                    *quantity,
               GError                   **error)
{
  gint64 claimed = 0;

  *quantity = line->quantity;
  if (!kontor_invoice_kind_is_claim (invoice->kind))
    return TRUE;
  if (!read_claimed (source->database, &order->uid, line->line, &claimed, error))
    return FALSE;
  if (invoice->kind == KONTOR_INVOICE_PART && g_strcmp0 (line->kind, "goods") == 0)
    *quantity = line->delivered;
  *quantity -= claimed;
  return TRUE;
}

/**
 * kontor_invoice_add_order_lines:
 * @source: what is drafted of which orders
 * @invoice: gets the lines
 * @order: one of the orders
 * @error: return location for an error
 *
 * Adds what is left to be invoiced of an order: of a part invoice what was delivered, of a
 * quotation or confirmation all of it. With several orders each line says which one it is from.
 *
 * Returns: whether they were added; none may be left
 */
gboolean
kontor_invoice_add_order_lines (const KontorInvoiceSource *source,
                                KontorInvoice             *invoice,
                                const KontorOrder         *order,
                                GError                   **error)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *from = g_ptr_array_index (order->lines, i);
      KontorInvoiceLine     *line = NULL;
      gint64                 quantity = 0;

      if (!find_quantity (source, invoice, order, from, &quantity, error))
        return FALSE;
      if (quantity <= 0)
        continue;

      line = add_line (invoice, from, quantity);
      if (source->orders->len > 1)
        name_order (line, invoice, order);
      else
        set (&line->id, line->order_line);
      if (!read_vat_rule (source->database, &from->variant, &line->vat_rule, error))
        return FALSE;
      if (!add_discount (invoice, line, from, quantity))
        return too_large (error);
    }
  return TRUE;
}
