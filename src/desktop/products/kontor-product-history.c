/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-history.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-product-words.h"

/* Who changed what of a product, when; for prices from how much to how much. */

static const KontorProductChoice fields[] = {
  { "title", N_ ("Title") },
  { "brand", N_ ("Brand") },
  { "tax_code", N_ ("Tax") },
  { "unit", N_ ("Unit") },
  { "kind", N_ ("Kind") },
  { "sku", N_ ("SKU") },
  { "value1", N_ ("Option") },
  { "value2", N_ ("Option") },
  { "value3", N_ ("Option") },
  { "description", N_ ("Description") },
  { "category", N_ ("Category") },
  { "published", N_ ("Published") },
  { "option1", N_ ("Option name") },
  { "option2", N_ ("Option name") },
  { "option3", N_ ("Option name") },
  { "weight_g", N_ ("Weight") },
  { "reorder_level", N_ ("Reorder level") },
  { "reorder_quantity", N_ ("Reorder quantity") },
  { "content", N_ ("Content") },
  { "content_unit", N_ ("Unit of the content") },
  { NULL },
};

#define N_TELLING 9 /* of which old and new value are told: short, and in words */

static char *
dup_variant (const KontorJson *params, const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  const char       *uid = kontor_json_get_string (params, "variant", "");

  for (guint i = 0;
       variants != NULL && kontor_json_length (variants) > 1 && i < kontor_json_length (variants);
       i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (variants, i), "uid", ""), uid) == 0)
      return kontor_product_variant_name (kontor_json_at (variants, i));
  return g_strdup ("");
}

static gboolean
is_same_price (const KontorJson *a, const KontorJson *b)
{
  return g_str_equal (kontor_json_get_string (a, "currency", ""),
                      kontor_json_get_string (b, "currency", ""))
         && g_str_equal (kontor_json_get_string (a, "price_mode", ""),
                         kontor_json_get_string (b, "price_mode", ""))
         && g_str_equal (kontor_json_get_string (a, "customer_group", ""),
                         kontor_json_get_string (b, "customer_group", ""))
         && kontor_json_get_integer (a, "from_quantity", 0)
              == kontor_json_get_integer (b, "from_quantity", 0)
         && kontor_json_get_integer (a, "valid_from", 0)
              == kontor_json_get_integer (b, "valid_from", 0);
}

static const KontorJson *
find_price (const KontorJson *prices, const KontorJson *price)
{
  for (guint i = 0; prices != NULL && i < kontor_json_length (prices); i++)
    if (is_same_price (kontor_json_at (prices, i), price))
      return kontor_json_at (prices, i);
  return NULL;
}

static void
append (GString *text, const char *what, const char *before, const char *after)
{
  if (text->len > 0)
    g_string_append (text, "\n");
  if (what != NULL && *what != '\0')
    g_string_append_printf (text, "%s: ", what);
  if (before != NULL)
    g_string_append_printf (text, "%s → %s", before, after);
  else
    g_string_append (text, after);
}

static char *
dup_price (const KontorJson *price)
{
  return price != NULL ? kontor_format_price (kontor_json_get_integer (price, "price_e4", 0),
                                              kontor_json_get_string (price, "currency", ""))
                       : g_strdup (_ ("none"));
}

static void
append_prices (GString *text, const KontorJson *params, const char *variant)
{
  const KontorJson *prices = kontor_json_get_array (params, "prices");
  const KontorJson *base = kontor_json_get_array (params, "base");

  for (guint i = 0; prices != NULL && i < kontor_json_length (prices); i++)
    {
      const KontorJson *price = kontor_json_at (prices, i);
      const KontorJson *before = find_price (base, price);
      g_autofree char  *old = dup_price (before);
      g_autofree char *new = dup_price (price);

      if (before == NULL || !g_str_equal (old, new))
        append (text, variant, base != NULL ? old : NULL, new);
    }
  for (guint i = 0; base != NULL && i < kontor_json_length (base); i++)
    if (find_price (prices, kontor_json_at (base, i)) == NULL)
      {
        g_autofree char *old = dup_price (kontor_json_at (base, i));

        append (text, variant, old, _ ("none"));
      }
}

static void
append_fields (GString *text, const KontorJson *params)
{
  const KontorJson *edits = kontor_json_get_object (params, "fields");

  for (guint i = 0; edits != NULL && i < kontor_json_length (edits); i++)
    {
      const char       *key = kontor_json_key_at (edits, i);
      const KontorJson *edit = kontor_json_at (edits, i);
      const char       *before = kontor_json_get_string (edit, "base", NULL);
      const char       *after = kontor_json_get_string (edit, "new", NULL);

      if (after != NULL && kontor_product_choice_find (fields, key) < N_TELLING)
        append (text,
                kontor_product_choice_name (fields, key),
                before != NULL && *before != '\0' ? before : NULL,
                *after != '\0' ? after : _ ("none"));
      else
        append (text, NULL, NULL, kontor_product_choice_name (fields, key));
    }
}

/**
 * kontor_product_history_detail:
 * @entry: of kontor_query_goods_history()
 * @product: as kontor_query_product_json() gives it, for the names of variants
 *
 * Returns: (transfer full): what was changed from what to what, a line each; "" when it is not
 * known
 */
char *
kontor_product_history_detail (const KontorJson *entry, const KontorJson *product)
{
  const KontorJson *params = kontor_json_get_object (kontor_json_get_object (entry, "content"),
                                                     "params");
  const char       *command = kontor_json_get_string (entry, "name", "");
  GString          *text = g_string_new (NULL);
  g_autofree char  *variant = dup_variant (params, product);

  if (g_str_equal (command, "variant.set_prices"))
    append_prices (text, params, variant);
  else if (g_str_equal (command, "variant.edit") || g_str_equal (command, "product.edit"))
    append_fields (text, params);
  else
    g_string_append (text, variant);
  return g_string_free (text, FALSE);
}

/**
 * kontor_product_history_show:
 * @history: as kontor_query_goods_history() gives it
 */
void
kontor_product_history_show (KontorTimeline   *timeline,
                             const KontorJson *history,
                             const KontorJson *product)
{
  kontor_timeline_clear (timeline);
  for (guint i = 0; i < kontor_json_length (history); i++)
    {
      const KontorJson *entry = kontor_json_at (history, i);
      g_autofree char  *detail = kontor_product_history_detail (entry, product);

      kontor_timeline_add (
        timeline,
        kontor_product_command_title (kontor_json_get_string (entry, "name", "")),
        kontor_json_get_integer (entry, "at", 0),
        kontor_json_get_string (entry, "author", ""),
        kontor_json_get_integer (entry, "station", 0),
        detail);
    }
}
