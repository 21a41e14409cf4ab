/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-tax.h"
#include "kontor-text.h"
#include "kontor-time.h"

/**
 * kontor_pricing_clear:
 * @self: what a catalog was asked with
 *
 * Frees its strings.
 */
void
kontor_pricing_clear (KontorPricing *self)
{
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->price_mode, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->country, g_free);
}

static gboolean
is_missing (const KontorJson *object, const char *key)
{
  return kontor_json_get (object, key) == NULL;
}

static void
set_if_missing (KontorJson *object, const char *key, const char *value)
{
  if (is_missing (object, key))
    kontor_json_set_string (object, key, value);
}

/* --- lines from the catalog --- */

static char *
dup_title (KontorStatement *row)
{
  g_autoptr (GString) values = g_string_new (NULL);
  const char *title = kontor_statement_get_text (row, 2);
  int         i;

  for (i = 3; i <= 5; i++)
    {
      const char *value = kontor_statement_get_text (row, i);

      if (value == NULL || value[0] == '\0' || g_str_equal (value, "Default Title"))
        continue;
      if (values->len > 0)
        g_string_append (values, " / ");
      g_string_append (values, value);
    }

  return values->len > 0 ? g_strdup_printf ("%s, %s", title, values->str) : g_strdup (title);
}

static void
fill_from_row (KontorJson *line, KontorStatement *row)
{
  g_autofree char *title = dup_title (row);
  const char      *kind = kontor_statement_get_text (row, 7);
  KontorUid        uid;
  char             text[KONTOR_UID_TEXT_SIZE];

  kontor_statement_get_uid (row, 0, &uid);
  kontor_json_set_string (line, "variant", kontor_uid_format (&uid, text));
  set_if_missing (line, "sku", kontor_statement_get_text (row, 1));
  set_if_missing (line, "title", title);
  set_if_missing (line, "unit", kontor_statement_get_text (row, 6));
  set_if_missing (line,
                  "kind",
                  g_str_equal (kind, "service") || g_str_equal (kind, "plan") ? "service"
                                                                              : "goods");
  set_if_missing (line, "tax_code", kontor_statement_get_text (row, 8));
}

#define VARIANT_COLUMNS                                                                            \
  "SELECT v.uid, v.sku, p.title, v.value1, v.value2, v.value3, p.unit, p.kind, p.tax_code"         \
  " FROM product_variant v JOIN product p ON p.uid = v.product_uid "

static gboolean
fill_from_catalog (KontorDatabase *database, KontorJson *line, GError **error)
{
  const char *sku = kontor_json_get_string (line, "sku", "");
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  variant;
  KontorStep step;

  if (!kontor_param_uid_or_nil (line, "variant", &variant, error))
    return FALSE;
  if (kontor_uid_is_nil (&variant) && sku[0] == '\0')
    return TRUE;

  if (kontor_uid_is_nil (&variant))
    row = kontor_database_query (
      database,
      VARIANT_COLUMNS "WHERE v.sku = ?1 AND v.archived_at IS NULL ORDER BY v.uid LIMIT 1",
      error,
      KONTOR_VALUES (kontor_value_text (sku)));
  else
    row = kontor_database_query (database,
                                 VARIANT_COLUMNS "WHERE v.uid = ?1",
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (&variant)));
  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    fill_from_row (line, row);
  else if (step == KONTOR_STEP_DONE && is_missing (line, "title"))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "lines",
                                _ ("There is no product “%s” in the catalog."),
                                kontor_json_get_string (line, "variant", sku));
      return FALSE;
    }

  return step != KONTOR_STEP_FAILED;
}

static gboolean
refuse_price (const KontorPricing *pricing, const KontorJson *line, GError **error)
{
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "lines",
                            g_str_equal (pricing->price_mode, "net")
                              ? _ ("“%s” has no price in %s without tax. Give a price.")
                              : _ ("“%s” has no price in %s with tax. Give a price."),
                            kontor_json_get_string (line, "title", ""),
                            pricing->currency);
  return FALSE;
}

/* The customer's group before everybody's price, the largest quantity that is reached, the newest
 * that holds already. */
static gboolean
fill_price (const KontorPricing *pricing, KontorJson *line, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  variant;
  KontorStep step;

  if (!is_missing (line, "price_e4") || is_missing (line, "variant"))
    return TRUE;
  if (!kontor_param_uid (line, "variant", &variant, error))
    return FALSE;

  row = kontor_database_query (
    pricing->database,
    "SELECT price_e4 FROM variant_price WHERE variant_uid = ?1 AND currency = ?2"
    " AND price_mode = ?3 AND customer_group IN ('', ?4) AND from_quantity <= ?5"
    " AND valid_from <= ?6 ORDER BY customer_group DESC, from_quantity DESC,"
    " valid_from DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&variant),
                   kontor_value_text (pricing->currency),
                   kontor_value_text (pricing->price_mode),
                   kontor_value_text (pricing->group),
                   kontor_value_integer (kontor_json_get_integer (line, "quantity", 0)),
                   kontor_value_integer (pricing->at)));
  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    kontor_json_set_integer (line, "price_e4", kontor_statement_get_integer (row, 0));

  return step == KONTOR_STEP_ROW
         || (step == KONTOR_STEP_DONE && refuse_price (pricing, line, error));
}

static gboolean
fill_tax (const KontorPricing *pricing, KontorJson *line, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  const char *code;
  gint64      rate_bp;

  set_if_missing (line, "tax_code", "standard");
  if (!is_missing (line, "tax_rate_bp"))
    return TRUE;

  zone = g_time_zone_new_local ();
  code = kontor_json_get_string (line, "tax_code", "");
  if (!kontor_tax_rate_find (
        pricing->country, code, kontor_day_from_time (pricing->at, zone), &rate_bp))
    {
      kontor_command_set_error (
        error,
        KONTOR_COMMAND_ERROR_INVALID,
        "lines",
        _ ("No tax rate “%s” is known for the country “%s”. Give the rate."),
        code,
        pricing->country);
      return FALSE;
    }

  kontor_json_set_integer (line, "tax_rate_bp", rate_bp);
  return TRUE;
}

static gboolean
needs_catalog (const KontorJson *line)
{
  return is_missing (line, "variant") || is_missing (line, "sku") || is_missing (line, "title")
         || is_missing (line, "unit") || is_missing (line, "kind") || is_missing (line, "tax_code");
}

static gboolean
fill_line (const KontorPricing *pricing, KontorJson *line, GError **error)
{
  return (!needs_catalog (line) || fill_from_catalog (pricing->database, line, error))
         && fill_price (pricing, line, error) && fill_tax (pricing, line, error);
}

/* Lines that name a line of the order take from it what they don't say. */
static void
fill_from_order (const KontorOrder *order, KontorJson *line)
{
  const KontorOrderLine *known = kontor_order_find_line (order,
                                                         kontor_json_get_integer (line, "line", 0));
  g_autoptr (KontorJson) old = NULL;
  guint i;

  if (known == NULL || !is_missing (line, "variant") || !is_missing (line, "sku"))
    return;

  old = kontor_order_line_to_json (known);
  for (i = 0; i < kontor_json_length (old); i++)
    {
      const char *key = kontor_json_key_at (old, i);

      if (is_missing (line, key))
        kontor_json_set (line, key, kontor_json_ref ((KontorJson *) kontor_json_at (old, i)));
    }
}

/**
 * kontor_order_fill_lines:
 * @pricing: what the catalog is asked with
 * @order: (nullable): the order whose lines are changed
 * @params: a new object with "lines", which are replaced by complete ones
 * @error: return location for an error
 *
 * Takes from the order and from the catalog what the lines don't say: variant, title, SKU, unit,
 * tax and the price that holds for this customer, quantity and time.
 *
 * Returns: FALSE with KONTOR_COMMAND_ERROR_INVALID when a line can't be completed
 */
gboolean
kontor_order_fill_lines (const KontorPricing *pricing,
                         const KontorOrder   *order,
                         KontorJson          *params,
                         GError             **error)
{
  const KontorJson *lines = kontor_json_get_array (params, "lines");
  g_autoptr (KontorJson) filled = kontor_json_new_array ();
  guint i;

  for (i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      KontorJson *line = kontor_order_copy_members (kontor_json_at (lines, i));

      kontor_json_append (filled, line);
      if (order != NULL)
        fill_from_order (order, line);
      if (!fill_line (pricing, line, error))
        {
          g_prefix_error (error, _ ("Line %u: "), i + 1);
          return FALSE;
        }
    }

  if (lines != NULL)
    kontor_json_set (params, "lines", g_steal_pointer (&filled));
  return TRUE;
}

/* --- the customer --- */

static KontorJson *
read_address (KontorStatement *row, const char *customer_name)
{
  static const char *const parts[] = { "name", "extra",  "street", "postcode",
                                       "city", "region", "country" };
  KontorJson              *address = kontor_json_new_object ();
  int                      i;

  for (i = 0; i < (int) G_N_ELEMENTS (parts); i++)
    {
      const char *text = kontor_statement_get_text (row, i + 1);

      if (i == 0 && kontor_text_is_blank (text))
        text = customer_name;
      kontor_json_set_string (address, parts[i], text);
    }

  return address;
}

static gboolean
fill_addresses (KontorDatabase  *database,
                const KontorUid *customer,
                KontorJson      *params,
                GError         **error)
{
  const char *name = kontor_json_get_string (params, "customer_name", "");
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT kind, name, extra, street, postcode, city, region, country"
    " FROM customer_address WHERE customer_uid = ?1 ORDER BY position",
    error,
    KONTOR_VALUES (kontor_value_uid (customer)));
  KontorStep step;

  if (row == NULL)
    return FALSE;

  while ((step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      const char *kind = kontor_statement_get_text (row, 0);

      if (is_missing (params, kind))
        kontor_json_set (params, kind, read_address (row, name));
    }

  /* Where nothing else is said, goods go where the invoice goes. */
  if (is_missing (params, "shipping") && !is_missing (params, "billing"))
    kontor_json_set (params,
                     "shipping",
                     kontor_json_ref ((KontorJson *) kontor_json_get_object (params, "billing")));

  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_order_fill_customer:
 * @database: a connection in a transaction
 * @params: a new object with "customer", if any
 * @group: (out) (transfer full): the customer's group, or ""
 * @error: return location for an error
 *
 * Copies name, e-mail and addresses of the customer to where the parameters say nothing.
 *
 * Returns: FALSE when they could not be read
 */
gboolean
kontor_order_fill_customer (KontorDatabase *database,
                            KontorJson     *params,
                            char          **group,
                            GError        **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  customer;
  KontorStep step;

  *group = g_strdup ("");
  if (!kontor_param_uid_or_nil (params, "customer", &customer, error))
    return FALSE;
  if (kontor_uid_is_nil (&customer))
    return TRUE;

  row = kontor_database_query (database,
                               "SELECT name, email, customer_group FROM customer WHERE uid = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_uid (&customer)));
  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE; /* running the command refuses it */

  set_if_missing (params, "customer_name", kontor_statement_get_text (row, 0));
  set_if_missing (params, "email", kontor_statement_get_text (row, 1));
  g_free (*group); /* the empty one above */
  *group = g_strdup (kontor_statement_get_text (row, 2));
  return fill_addresses (database, &customer, params, error);
}
