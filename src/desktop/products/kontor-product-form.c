/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-form.h"

#include <glib/gi18n.h>

#include "kontor-product-words.h"

static const char *const value_keys[KONTOR_PRODUCT_OPTIONS] = { "value1", "value2", "value3" };
static const char *const option_keys[KONTOR_PRODUCT_OPTIONS] = { "option1", "option2", "option3" };

/* "5 ml, 10 ml": each once, without white space around. */
static GPtrArray *
split_values (const KontorJson *option)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit_set (kontor_json_get_string (option, "values", ""), ",;", -1);

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0'
        && !g_ptr_array_find_with_equal_func (values, *part, g_str_equal, NULL))
      g_ptr_array_add (values, g_strdup (*part));
  if (values->len == 0)
    g_ptr_array_add (values, g_strdup (""));
  return values;
}

static gboolean
is_same (const KontorJson *a, const KontorJson *b)
{
  for (guint i = 0; i < KONTOR_PRODUCT_OPTIONS; i++)
    if (!g_str_equal (kontor_json_get_string (a, value_keys[i], ""),
                      kontor_json_get_string (b, value_keys[i], "")))
      return FALSE;
  return TRUE;
}

/* What was filled in for the same values before stays. */
static void
append_row (KontorJson *rows, KontorJson *row, const KontorJson *before)
{
  g_autofree char *name = kontor_product_variant_name (row);

  kontor_json_set_string (row, "name", *name != '\0' ? name : _ ("Single variant"));
  for (guint i = 0; before != NULL && i < kontor_json_length (before); i++)
    if (is_same (row, kontor_json_at (before, i)))
      {
        const KontorJson *old = kontor_json_at (before, i);

        kontor_json_set_string (row, "sku", kontor_json_get_string (old, "sku", ""));
        kontor_json_set_string (row, "code", kontor_json_get_string (old, "code", ""));
        if (kontor_json_get (old, "price_e4") != NULL)
          kontor_json_set_integer (row, "price_e4", kontor_json_get_integer (old, "price_e4", 0));
      }
  kontor_json_append (rows, row);
}

/**
 * kontor_product_form_rows:
 * @options: an array of {"name", "values"}
 * @before: (nullable): the rows as they were
 *
 * Returns: (transfer full): a row for each combination of values,
 * %KONTOR_PRODUCT_MOST_VARIANTS at most; one without values when there are none
 */
KontorJson *
kontor_product_form_rows (const KontorJson *options, const KontorJson *before)
{
  KontorJson *rows = kontor_json_new_array ();
  g_autoptr (GPtrArray) first = split_values (kontor_json_at (options, 0));
  g_autoptr (GPtrArray) second = split_values (kontor_json_at (options, 1));
  g_autoptr (GPtrArray) third = split_values (kontor_json_at (options, 2));

  for (guint i = 0; i < first->len; i++)
    for (guint k = 0; k < second->len; k++)
      for (guint m = 0; m < third->len && kontor_json_length (rows) < KONTOR_PRODUCT_MOST_VARIANTS;
           m++)
        {
          KontorJson *row = kontor_json_new_object ();

          kontor_json_set_string (row, "value1", g_ptr_array_index (first, i));
          kontor_json_set_string (row, "value2", g_ptr_array_index (second, k));
          kontor_json_set_string (row, "value3", g_ptr_array_index (third, m));
          append_row (rows, row, before);
        }
  return rows;
}

static void
add_price (KontorJson *variant, gint64 price_e4, const char *currency, const char *price_mode)
{
  KontorJson *prices = kontor_json_new_array ();
  KontorJson *price = kontor_json_new_object ();

  kontor_json_set_string (price, "currency", currency);
  kontor_json_set_string (price, "price_mode", price_mode);
  kontor_json_set_integer (price, "price_e4", price_e4);
  kontor_json_append (prices, price);
  kontor_json_set (variant, "prices", prices);
}

static void
add_code (KontorJson *variant, const char *code)
{
  KontorJson *barcodes = kontor_json_new_array ();
  KontorJson *barcode = kontor_json_new_object ();

  kontor_json_set_string (barcode, "code", code);
  kontor_json_append (barcodes, barcode);
  kontor_json_set (variant, "barcodes", barcodes);
}

static KontorJson *
new_variant (const KontorJson *form,
             const KontorJson *row,
             const char       *currency,
             const char       *price_mode)
{
  KontorJson *variant = kontor_json_new_object ();
  gint64      price_e4 = kontor_json_get_integer (
    row, "price_e4", kontor_json_get_integer (form, "price_e4", -1));
  gint64      cost_e4 = kontor_json_get_integer (form, "cost_e4", -1);
  const char *code = kontor_json_get_string (row, "code", "");

  kontor_json_set_string (variant, "sku", kontor_json_get_string (row, "sku", ""));
  for (guint i = 0; i < KONTOR_PRODUCT_OPTIONS; i++)
    kontor_json_set_string (
      variant, value_keys[i], kontor_json_get_string (row, value_keys[i], ""));
  if (price_e4 >= 0)
    add_price (variant, price_e4, currency, price_mode);
  if (*code != '\0')
    add_code (variant, code);
  if (cost_e4 >= 0)
    kontor_json_set_integer (variant, "cost_e4", cost_e4);
  return variant;
}

/**
 * kontor_product_form_params:
 * @currency: of the prices
 * @price_mode: "net" or "gross"
 *
 * Returns: (transfer full): parameters of product.create
 */
KontorJson *
kontor_product_form_params (const KontorJson *form, const char *currency, const char *price_mode)
{
  static const char *const texts[] = {
    "title", "kind", "tax_code", "unit", "brand", "description"
  };
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *variants = kontor_json_new_array ();
  const KontorJson *rows = kontor_json_get_array (form, "rows");
  const KontorJson *options = kontor_json_get_array (form, "options");
  const char       *category = kontor_json_get_string (form, "category", "");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    kontor_json_set_string (params, texts[i], kontor_json_get_string (form, texts[i], ""));
  kontor_json_set_boolean (params, "published", kontor_json_get_boolean (form, "published", TRUE));
  if (*category != '\0')
    kontor_json_set_string (params, "category", category);
  for (guint i = 0; i < KONTOR_PRODUCT_OPTIONS; i++)
    kontor_json_set_string (
      params, option_keys[i], kontor_json_get_string (kontor_json_at (options, i), "name", ""));
  for (guint i = 0; i < kontor_json_length (rows); i++)
    kontor_json_append (variants,
                        new_variant (form, kontor_json_at (rows, i), currency, price_mode));
  kontor_json_set (params, "variants", variants);
  return params;
}
