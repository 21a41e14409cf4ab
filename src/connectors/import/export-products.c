/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-import.h"
#include "kontor-number.h"

/* Products in Shopify's layout: what this writes, the importer reads back as it was. */

static const char *const header[] = {
  "Handle",
  "Title",
  "Body (HTML)",
  "Vendor",
  "Type",
  "Tags",
  "Published",
  "Option1 Name",
  "Option1 Value",
  "Option2 Name",
  "Option2 Value",
  "Option3 Name",
  "Option3 Value",
  "Variant SKU",
  "Variant Grams",
  "Variant Price",
  "Variant Compare At Price",
  "Variant Barcode",
  "Image Src",
  "Image Alt Text",
  "Cost per item",
};

typedef struct
{
  KontorListQuery *query;
  GCancellable    *cancellable;
} Export;

static const char *
text_of (const KontorJson *object, const char *key)
{
  return kontor_json_get_string (object, key, "");
}

static void
append_price (GString *out, const KontorJson *object, const char *key)
{
  gint64           value = object != NULL ? kontor_json_get_integer (object, key, -1) : -1;
  g_autofree char *text = value >= 0
                            ? kontor_decimal_format (value, 4, 2, &kontor_number_style_plain)
                            : g_strdup ("");

  kontor_csv_append_field (out, text, ',', FALSE);
}

static char *
join (const KontorJson *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; words != NULL && i < kontor_json_length (words); i++)
    g_string_append_printf (
      text, "%s%s", i > 0 ? ", " : "", kontor_json_string (kontor_json_at (words, i)));
  return g_string_free (text, FALSE);
}

static void
append_product (GString *out, const KontorJson *product, gboolean first)
{
  static const char *const fields[] = { "title", "description", "brand" };
  const KontorJson        *category = kontor_json_get_object (product, "category");
  g_autofree char         *tags = join (kontor_json_get_array (product, "tags"));

  kontor_csv_append_field (out, text_of (product, "slug"), ',', TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    kontor_csv_append_field (out, first ? text_of (product, fields[i]) : "", ',', FALSE);
  kontor_csv_append_field (
    out, first && category != NULL ? text_of (category, "path") : "", ',', FALSE);
  kontor_csv_append_field (out, first ? tags : "", ',', FALSE);
  kontor_csv_append_field (out,
                           !first                                                 ? ""
                           : kontor_json_get_boolean (product, "published", TRUE) ? "true"
                                                                                  : "false",
                           ',',
                           FALSE);
}

static void
append_options (GString *out, const KontorJson *product, const KontorJson *variant, gboolean first)
{
  static const char *const names[] = { "option1", "option2", "option3" };
  static const char *const values[] = { "value1", "value2", "value3" };
  gboolean                 has_options = *text_of (product, "option1") != '\0';

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = variant != NULL ? text_of (variant, values[i]) : "";
      const char *name = first ? text_of (product, names[i]) : "";

      if (i == 0 && !has_options && variant != NULL)
        {
          name = first ? "Title" : "";
          value = "Default Title";
        }
      kontor_csv_append_field (out, name, ',', FALSE);
      kontor_csv_append_field (out, value, ',', FALSE);
    }
}

static void
append_variant (GString *out, const KontorJson *variant)
{
  const KontorJson *prices = variant != NULL ? kontor_json_get_array (variant, "prices") : NULL;
  const KontorJson *price = prices != NULL && kontor_json_length (prices) > 0
                              ? kontor_json_at (prices, 0)
                              : NULL;
  const KontorJson *barcodes = variant != NULL ? kontor_json_get_array (variant, "barcodes") : NULL;
  const KontorJson *barcode = barcodes != NULL && kontor_json_length (barcodes) > 0
                                ? kontor_json_at (barcodes, 0)
                                : NULL;
  g_autofree char  *weight = variant != NULL ? g_strdup_printf (
                              "%" G_GINT64_FORMAT, kontor_json_get_integer (variant, "weight_g", 0))
                                             : g_strdup ("");

  kontor_csv_append_field (out, variant != NULL ? text_of (variant, "sku") : "", ',', FALSE);
  kontor_csv_append_field (out, weight, ',', FALSE);
  append_price (out, price, "price_e4");
  append_price (out, price, "compare_e4");
  kontor_csv_append_field (out, barcode != NULL ? text_of (barcode, "code") : "", ',', FALSE);
}

static void
append_rows (GString *out, const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  const KontorJson *pictures = kontor_json_get_array (product, "pictures");
  guint             n_variants = variants != NULL ? kontor_json_length (variants) : 0;
  guint             n_pictures = pictures != NULL ? kontor_json_length (pictures) : 0;

  for (guint i = 0; i < MAX (n_variants, n_pictures); i++)
    {
      const KontorJson *variant = i < n_variants ? kontor_json_at (variants, i) : NULL;
      const KontorJson *picture = i < n_pictures ? kontor_json_at (pictures, i) : NULL;

      append_product (out, product, i == 0);
      append_options (out, product, variant, i == 0);
      append_variant (out, variant);
      kontor_csv_append_field (out, picture != NULL ? text_of (picture, "url") : "", ',', FALSE);
      kontor_csv_append_field (out, picture != NULL ? text_of (picture, "alt") : "", ',', FALSE);
      append_price (out, variant, "cost_e4");
      kontor_csv_append_end (out);
    }
}

static gboolean
append_page (
  const Export *self, KontorDatabase *database, GArray *ids, guint at, GString *out, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  rows = kontor_list_query_fetch_rows (
    self->query, database, &g_array_index (ids, gint64, at), MIN (128, ids->len - at), error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const KontorListRow *row = g_ptr_array_index (rows, i);
      g_autoptr (KontorJson) product = kontor_query_product_json (database, &row->uid, error);

      if (product == NULL)
        return FALSE;
      append_rows (out, product);
    }
  return rows != NULL;
}

static gpointer
export_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Export *self = data;
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (self->query, database, 0, error);
  GString *out;

  if (ids == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (header); i++)
    kontor_csv_append_field (out, header[i], ',', i == 0);
  kontor_csv_append_end (out);
  for (guint at = 0; at < ids->len; at += 128)
    if (!append_page (self, database, ids, at, out, error))
      {
        g_string_free (out, TRUE);
        return NULL;
      }
  return g_string_free_to_bytes (out);
}

/**
 * kontor_export_products:
 * @layout: "shopify"
 * @query: a query of the list of products
 *
 * Blocking.
 *
 * Returns: (transfer full): CSV in the layout
 */
GBytes *
kontor_export_products (KontorReplica   *replica,
                        const char      *layout,
                        KontorListQuery *query,
                        GCancellable    *cancellable,
                        GError         **error)
{
  Export self = { query, cancellable };

  if (!g_str_equal (layout, "shopify")
      || !g_str_equal (kontor_list_query_get_type_info (query)->name, "products"))
    {
      g_set_error (error,
                   KONTOR_IMPORT_ERROR,
                   KONTOR_IMPORT_ERROR_UNKNOWN,
                   _ ("only products can be written in the layout “shopify”, not “%s”"),
                   layout);
      return NULL;
    }
  return kontor_replica_read (replica, export_in_reader, &self, error);
}
