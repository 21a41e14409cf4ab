/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-codes.h"
#include "kontor-format.h"
#include "kontor-letterhead.h"
#include "kontor-product-label-window.h"
#include "kontor-product-price.h"
#include "kontor-product-words.h"

#define EAN_13_LENGTH 13

/* Labels of products: one for each variant that has a code. */

static const char *
code_of (const KontorJson *variant)
{
  const KontorJson *barcodes = kontor_json_get_array (variant, "barcodes");

  if (barcodes != NULL && kontor_json_length (barcodes) > 0)
    return kontor_json_get_string (kontor_json_at (barcodes, 0), "code", "");
  return kontor_json_get_string (variant, "sku", "");
}

static char *
dup_detail (const KontorJson *variant, const char *currency, gboolean with_price)
{
  const KontorJson *price = with_price
                              ? kontor_product_price_now (variant, currency, kontor_time_now ())
                              : NULL;
  char             *name = kontor_product_variant_name (variant);
  g_autofree char  *owned = name;
  g_autofree char  *amount = NULL;

  if (price == NULL)
    return g_steal_pointer (&owned);
  amount = kontor_format_price (kontor_json_get_integer (price, "price_e4", 0), currency);
  return *name != '\0' ? g_strjoin (" · ", name, amount, NULL) : g_steal_pointer (&amount);
}

static gboolean
can_carry (const char *code, int symbology)
{
  return symbology != KONTOR_LABEL_EAN13
         || (strlen (code) == EAN_13_LENGTH && kontor_gtin_is_valid (code));
}

static void
free_label (gpointer data)
{
  kontor_label_free (data);
}

/**
 * kontor_product_labels_new:
 * @products: an array as kontor_query_product_json() gives each
 * @currency: of the price
 * @symbology: a KontorLabelSymbology, or -1 for what suits each code
 * @with_price: whether the price is printed
 * @n_without: (out): variants left out since they have no code, or none of this kind
 *
 * Returns: (transfer full) (element-type KontorLabel): what to print
 */
GPtrArray *
kontor_product_labels_new (const KontorJson *products,
                           const char       *currency,
                           int               symbology,
                           guint             copies,
                           gboolean          with_price,
                           guint            *n_without)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (free_label);

  *n_without = 0;
  for (guint i = 0; i < kontor_json_length (products); i++)
    {
      const KontorJson *product = kontor_json_at (products, i);
      const KontorJson *variants = kontor_json_get_array (product, "variants");

      for (guint k = 0; variants != NULL && k < kontor_json_length (variants); k++)
        {
          const KontorJson *variant = kontor_json_at (variants, k);
          const char       *code = code_of (variant);
          KontorLabel      *label = NULL;

          if (kontor_json_get (variant, "archived_at") != NULL)
            continue;
          if (*code == '\0' || !can_carry (code, symbology))
            {
              (*n_without)++;
              continue;
            }
          label = g_new0 (KontorLabel, 1);
          label->title = g_strdup (kontor_json_get_string (product, "title", ""));
          label->detail = dup_detail (variant, currency, with_price);
          label->code = g_strdup (code);
          label->symbology = symbology >= 0 ? (KontorLabelSymbology) symbology
                                            : kontor_label_symbology_for (code);
          label->copies = copies;
          g_ptr_array_add (labels, label);
        }
    }
  return labels;
}
