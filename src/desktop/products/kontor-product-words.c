/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-product-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-codes.h"
#include "kontor-format.h"
#include "kontor-tax.h"

const KontorProductChoice kontor_product_kinds[] = {
  { "goods", N_ ("Goods") },
  { "service", N_ ("Service") },
  { "bundle", N_ ("Bundle") },
  { "plan", N_ ("Plan") },
  { NULL },
};

const KontorProductChoice kontor_product_units[] = {
  { "piece", N_ ("Piece") },      { "ml", N_ ("Millilitre (ml)") },
  { "l", N_ ("Litre (l)") },      { "g", N_ ("Gram (g)") },
  { "kg", N_ ("Kilogram (kg)") }, { "m", N_ ("Metre (m)") },
  { "h", N_ ("Hour (h)") },       { "day", N_ ("Day") },
  { "month", N_ ("Month") },      { NULL },
};

const KontorProductChoice kontor_product_taxes[] = {
  { "standard", N_ ("Standard") },
  { "reduced", N_ ("Reduced") },
  { "zero", N_ ("Zero") },
  { "exempt", N_ ("Exempt") },
  { NULL },
};

const KontorProductChoice kontor_product_price_modes[] = {
  { "gross", N_ ("Gross") },
  { "net", N_ ("Net") },
  { NULL },
};

/**
 * kontor_product_choice_model:
 * @keep: (nullable): what stands first when nothing need be chosen
 *
 * Returns: (transfer full): the names in the person's language
 */
GtkStringList *
kontor_product_choice_model (const KontorProductChoice *choices, const char *keep)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  if (keep != NULL)
    gtk_string_list_append (model, keep);
  for (; choices->code != NULL; choices++)
    gtk_string_list_append (model, _ (choices->name));
  return model;
}

/**
 * kontor_product_choice_find:
 *
 * Returns: position of @code, GTK_INVALID_LIST_POSITION when it is another
 */
guint
kontor_product_choice_find (const KontorProductChoice *choices, const char *code)
{
  for (guint i = 0; choices[i].code != NULL; i++)
    if (g_strcmp0 (choices[i].code, code) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/**
 * kontor_product_choice_name:
 *
 * Returns: the name in the person's language; @code itself when it is another
 */
const char *
kontor_product_choice_name (const KontorProductChoice *choices, const char *code)
{
  guint position = kontor_product_choice_find (choices, code);

  return position != GTK_INVALID_LIST_POSITION ? _ (choices[position].name) : code;
}

/**
 * kontor_product_tax_rate:
 * @country: ISO 3166-1 alpha-2 of the company
 * @code: of a tax
 *
 * Returns: the rate of today in basis points, 0 when there is none
 */
gint64
kontor_product_tax_rate (const char *country, const char *code)
{
  gint64 today = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
  gint64 rate_bp = 0;

  return kontor_tax_rate_find (country, code, today, &rate_bp) ? rate_bp : 0;
}

/**
 * kontor_product_tax_model:
 * @country: ISO 3166-1 alpha-2 of the company
 * @keep: (nullable): what stands first when nothing need be chosen
 *
 * Returns: (transfer full): "Standard, 19 %" and so on, in the order of kontor_product_taxes
 */
GtkStringList *
kontor_product_tax_model (const char *country, const char *keep)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  if (keep != NULL)
    gtk_string_list_append (model, keep);
  for (guint i = 0; kontor_product_taxes[i].code != NULL; i++)
    {
      gint64           rate_bp = kontor_product_tax_rate (country, kontor_product_taxes[i].code);
      g_autofree char *rate = kontor_format_rate (rate_bp);
      /* Translators: a tax class and its rate, "Standard, 19 %". */
      g_autofree char *name = g_strdup_printf (
        _ ("%s, %s"), _ (kontor_product_taxes[i].name), rate);

      gtk_string_list_append (model, rate_bp > 0 ? name : _ (kontor_product_taxes[i].name));
    }
  return model;
}

/**
 * kontor_product_parse_price:
 * @text: as typed, may compute: "12,50*3"
 * @price_e4: (out): in 1/10000
 *
 * Returns: whether it is a price
 */
gboolean
kontor_product_parse_price (const char *text, gint64 *price_e4)
{
  return kontor_expression_parse (text, 4, kontor_format_decimal (), price_e4, NULL)
         && *price_e4 >= 0;
}

/**
 * kontor_product_price_text:
 *
 * Returns: (transfer full): the price as it is typed, without groups and currency
 */
char *
kontor_product_price_text (gint64 price_e4)
{
  const KontorNumberStyle style = { kontor_format_decimal (), "" };

  return kontor_decimal_format (price_e4, 4, 2, &style);
}

/**
 * kontor_product_parse_quantity:
 * @text: as typed, may compute; empty is none
 * @thousandths: (out): the quantity
 *
 * Returns: whether it is a quantity
 */
gboolean
kontor_product_parse_quantity (const char *text, gint64 *thousandths)
{
  *thousandths = 0;
  return *text == '\0'
         || (kontor_expression_parse (text, 3, kontor_format_decimal (), thousandths, NULL)
             && *thousandths >= 0);
}

/**
 * kontor_product_quantity_text:
 *
 * Returns: (transfer full): the quantity as it is typed, without groups and unit; "" for none
 */
char *
kontor_product_quantity_text (gint64 thousandths)
{
  const KontorNumberStyle style = { kontor_format_decimal (), "" };

  return thousandths != 0 ? kontor_decimal_format (thousandths, 3, 0, &style) : g_strdup ("");
}

/**
 * kontor_product_barcode_problem:
 * @code: as typed or scanned
 *
 * Returns: (transfer full) (nullable): what is wrong with it (GS1 General Specifications section
 * 7.9 for what looks like a GTIN), or NULL
 */
char *
kontor_product_barcode_problem (const char *code)
{
  g_autofree char *digits = NULL;

  if (!kontor_gtin_looks_like (code) || kontor_gtin_is_valid (code))
    return NULL;
  digits = g_strndup (code, strlen (code) - 1);
  return g_strdup_printf (
    _ ("The last digit of %s is wrong: the others lead to %c. Compare it with the package."),
    code,
    kontor_gtin_check_digit (digits));
}

/**
 * kontor_product_variant_name:
 * @variant: of a product
 *
 * Returns: (transfer full): its option values, "10 ml / Rose"; "" when there are none
 */
char *
kontor_product_variant_name (const KontorJson *variant)
{
  static const char *const values[] = { "value1", "value2", "value3" };
  GString                 *name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *value = kontor_json_get_string (variant, values[i], "");

      if (*value != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " / " : "", value);
    }
  return g_string_free (name, FALSE);
}

/**
 * kontor_product_variant_title:
 *
 * Returns: (transfer full): "Cedar, 10 ml"
 */
char *
kontor_product_variant_title (const KontorJson *product, const KontorJson *variant)
{
  const char      *title = kontor_json_get_string (product, "title", "");
  g_autofree char *name = kontor_product_variant_name (variant);

  return *name != '\0' ? g_strjoin (", ", title, name, NULL) : g_strdup (title);
}

/**
 * kontor_product_command_title:
 * @command: name of a command in the history of a product
 *
 * Returns: what was done, in the person's language
 */
const char *
kontor_product_command_title (const char *command)
{
  static const KontorProductChoice titles[] = {
    { "product.create", N_ ("Created") },
    { "product.replace", N_ ("Replaced by an import") },
    { "product.edit", N_ ("Description changed") },
    { "product.set_attributes", N_ ("Attributes changed") },
    { "product.set_tags", N_ ("Tags changed") },
    { "product.set_pictures", N_ ("Pictures changed") },
    { "product.archive", N_ ("Archived") },
    { "product.restore", N_ ("Restored") },
    { "product.withdraw", N_ ("Withdrawn") },
    { "variant.add", N_ ("Variant added") },
    { "variant.withdraw", N_ ("Variant withdrawn") },
    { "variant.edit", N_ ("Variant changed") },
    { "variant.archive", N_ ("Variant archived") },
    { "variant.restore", N_ ("Variant restored") },
    { "variant.set_prices", N_ ("Prices changed") },
    { "variant.set_barcodes", N_ ("Barcodes changed") },
    { "variant.set_suppliers", N_ ("Suppliers changed") },
    { "variant.set_parts", N_ ("Parts changed") },
    { "variant.set_cost", N_ ("Cost changed") },
    { NULL },
  };

  return kontor_product_choice_name (titles, command);
}

/**
 * kontor_product_join:
 * @words: (nullable): an array of texts
 *
 * Returns: (transfer full): all of them in one text
 */
char *
kontor_product_join (const KontorJson *words, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; words != NULL && i < kontor_json_length (words); i++)
    g_string_append_printf (
      text, "%s%s", i > 0 ? separator : "", kontor_json_string (kontor_json_at (words, i)));
  return g_string_free (text, FALSE);
}
