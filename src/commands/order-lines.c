/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-codes.h"
#include "kontor-number.h"
#include "kontor-tax.h"
#include "kontor-totals.h"

#define MAX_LINES 10000

static gboolean
invalid (GError **error, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "lines", "%s", text);
  return FALSE;
}

static gboolean
parse_texts (const KontorJson *object, KontorOrderLine *line, GError **error)
{
  static const char *const kinds[] = { "goods", "service", "shipping", "fee", "discount", NULL };
  const char              *kind;
  const char              *sku;
  const char              *title;
  const char              *unit;
  const char              *tax_code;

  if (!kontor_param_choice (object, "kind", kinds, "goods", &kind, error)
      || !kontor_param_string_or (object, "sku", 100, "", &sku, error)
      || !kontor_param_string (object, "title", 500, &title, error)
      || !kontor_param_string_or (object, "unit", 30, "piece", &unit, error)
      || !kontor_param_string (object, "tax_code", 30, &tax_code, error))
    return FALSE;

  line->kind = g_strdup (kind);
  line->sku = g_strdup (sku);
  line->title = g_strdup (title);
  line->unit = g_strdup (unit);
  line->tax_code = g_strdup (tax_code);
  return kontor_tax_code_is_known (tax_code)
         || invalid (error, _ ("The tax code must be standard, reduced, zero or exempt."));
}

static gboolean
parse_numbers (const KontorJson *object, KontorOrderLine *line, GError **error)
{
  gint64 number;

  if (!kontor_param_integer_or (object, "line", 1, G_MAXINT32, 0, &number, error)
      || !kontor_param_integer (object, "quantity", G_MININT64, G_MAXINT64, &line->quantity, error)
      || !kontor_param_integer (object, "price_e4", G_MININT64, G_MAXINT64, &line->price_e4, error)
      || !kontor_param_integer_or (object, "discount_bp", 0, 10000, 0, &line->discount_bp, error)
      || !kontor_param_integer (object, "tax_rate_bp", 0, 10000, &line->tax_rate_bp, error))
    return FALSE;

  line->line = (int) number;
  if (line->quantity <= 0)
    return invalid (error, _ ("The quantity must be more than 0."));
  if (line->quantity > KONTOR_ORDER_MAX_QUANTITY)
    return invalid (error, _ ("The quantity is too large."));
  if (g_str_equal (line->kind, "discount") ? line->price_e4 > 0 : line->price_e4 < 0)
    return invalid (
      error,
      _ ("A price can't be below 0. A discount is a line of its own kind with a price "
         "below 0."));
  return TRUE;
}

static gboolean
parse_variant (KontorDatabase   *database,
               const KontorJson *object,
               KontorOrderLine  *line,
               GError          **error)
{
  const KontorValue value = kontor_value_uid (&line->variant);
  gboolean          exists;

  if (!kontor_param_uid_or_nil (object, "variant", &line->variant, error))
    return FALSE;
  if (kontor_uid_is_nil (&line->variant))
    return TRUE;
  if (!kontor_order_exists (
        database, "SELECT 1 FROM product_variant WHERE uid = ?1", &value, &exists, error))
    return FALSE;

  return exists || invalid (error, _ ("There is no such product in the catalog."));
}

/**
 * kontor_order_parse_lines:
 * @database: a connection in a transaction
 * @params: parameters with "lines", each complete
 * @order: an order; its lines are replaced. Their numbers are those given, else 0
 * @error: return location for an error
 *
 * Errors: KONTOR_COMMAND_ERROR_INVALID with a sentence that names the line.
 *
 * Returns: whether all of them can be lines of an order
 */
gboolean
kontor_order_parse_lines (KontorDatabase   *database,
                          const KontorJson *params,
                          KontorOrder      *order,
                          GError          **error)
{
  const KontorJson *lines = kontor_json_get_array (params, "lines");
  guint             n_lines = lines != NULL ? kontor_json_length (lines) : 0;
  guint             i;

  if (n_lines == 0)
    return invalid (error, _ ("An order needs at least one line."));
  if (n_lines > MAX_LINES)
    return invalid (error, _ ("An order can't have more than 10000 lines."));

  g_ptr_array_set_size (order->lines, 0);
  for (i = 0; i < n_lines; i++)
    {
      const KontorJson *object = kontor_json_at (lines, i);
      KontorOrderLine  *line = g_new0 (KontorOrderLine, 1);

      g_ptr_array_add (order->lines, line);
      if (!parse_texts (object, line, error) || !parse_numbers (object, line, error)
          || !parse_variant (database, object, line, error))
        {
          g_prefix_error (error, _ ("Line %u: "), i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * kontor_order_count_lines:
 * @order: an order with lines, currency and price mode
 * @error: return location for an error
 *
 * Computes lines, tax groups and totals.
 *
 * Errors: KONTOR_COMMAND_ERROR_INVALID when an amount overflows or the order comes to less than
 * nothing.
 *
 * Returns: whether the order can be stored
 */
gboolean
kontor_order_count_lines (KontorOrder *order, GError **error)
{
  gint64 quantity = 0;
  guint  i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (!kontor_add_checked (quantity, line->quantity, &quantity))
        return invalid (error, _ ("The quantities are too large together."));
    }

  if (!kontor_totals_compute (order, NULL) || ABS (order->gross_minor) > KONTOR_ORDER_MAX_AMOUNT)
    return invalid (error, _ ("The amounts of this order are too large."));
  if (order->gross_minor < 0)
    return invalid (error, _ ("The discounts are larger than the order."));

  return TRUE;
}

/**
 * kontor_order_line_to_json:
 * @line: a line
 *
 * Returns: (transfer full): the line as a command takes it, with its number
 */
KontorJson *
kontor_order_line_to_json (const KontorOrderLine *line)
{
  KontorJson *object = kontor_json_new_object ();
  char        text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_integer (object, "line", line->line);
  kontor_json_set_string (object, "kind", line->kind);
  if (!kontor_uid_is_nil (&line->variant))
    kontor_json_set_string (object, "variant", kontor_uid_format (&line->variant, text));
  kontor_json_set_string (object, "sku", line->sku);
  kontor_json_set_string (object, "title", line->title);
  kontor_json_set_integer (object, "quantity", line->quantity);
  kontor_json_set_string (object, "unit", line->unit);
  kontor_json_set_integer (object, "price_e4", line->price_e4);
  kontor_json_set_integer (object, "discount_bp", line->discount_bp);
  kontor_json_set_string (object, "tax_code", line->tax_code);
  kontor_json_set_integer (object, "tax_rate_bp", line->tax_rate_bp);
  return object;
}

/**
 * kontor_order_copy_members:
 * @object: (nullable): an object
 *
 * Returns: (transfer full): a new object with the same values, to be changed
 */
KontorJson *
kontor_order_copy_members (const KontorJson *object)
{
  KontorJson *copy = kontor_json_new_object ();
  guint n_members = kontor_json_type (object) == KONTOR_JSON_OBJECT ? kontor_json_length (object)
                                                                    : 0;
  guint i;

  for (i = 0; i < n_members; i++)
    kontor_json_set (copy,
                     kontor_json_key_at (object, i),
                     kontor_json_ref ((KontorJson *) kontor_json_at (object, i)));

  return copy;
}

/**
 * kontor_order_parse_address:
 * @params: parameters
 * @key: "billing" or "shipping"
 * @address: (out caller-allocates): an empty address
 * @error: return location for an error
 *
 * Errors: KONTOR_COMMAND_ERROR_INVALID when a part is too long or the country is none.
 *
 * Returns: whether it could be read; all parts may be empty
 */
gboolean
kontor_order_parse_address (const KontorJson *params,
                            const char       *key,
                            KontorAddress    *address,
                            GError          **error)
{
  static const char *const parts[] = { "name", "extra",  "street", "postcode",
                                       "city", "region", "country" };
  const KontorJson        *object = kontor_json_get_object (params, key);
  char **const texts[] = { &address->name, &address->extra,  &address->street, &address->postcode,
                           &address->city, &address->region, &address->country };
  guint        i;

  for (i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *text = "";

      if (object != NULL && !kontor_param_string_or (object, parts[i], 200, "", &text, error))
        return FALSE;

      *texts[i] = g_strdup (text);
    }

  if (address->country[0] == '\0' || kontor_country_is_known (address->country))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            key,
                            _ ("“%s” is no country: use two letters as DE."),
                            address->country);
  return FALSE;
}
