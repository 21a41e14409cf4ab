/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-import-product.h"
#include "kontor-number.h"

/* WooCommerce's product CSV: products are rows of their own, variations name their parent by SKU or
 * "id:NUMBER". Products are keyed by the shop's id, and where that is empty by SKU. */

#define SOURCE "woocommerce"
#define N_ATTRIBUTES 10

typedef struct
{
  KontorImportJob *job;
  GPtrArray       *products; /* (owned) (element-type Product): in the file's order */
  GHashTable      *by_key;   /* (owned): SKU and "id:N" to Product */
  const char      *currency;
  const char      *price_mode;
} Import;

typedef struct
{
  KontorJson *json;     /* (owned) */
  KontorJson *variants; /* (owned) */
  GPtrArray  *options;  /* (owned) (element-type utf8): attribute names that variations choose by */
  guint64     line;
  guint       rows;
  gboolean    refused; /* a row of it is in the report */
} Product;

static void
product_free (Product *self)
{
  g_clear_pointer (&self->json, kontor_json_unref);
  g_clear_pointer (&self->variants, kontor_json_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_free (self); /* owned by the import */
}

static const char *
get (Import *self, const char *column)
{
  return kontor_import_job_get (self->job, column);
}

static const char *
get_attribute (Import *self, guint number, const char *what)
{
  g_autofree char *column = g_strdup_printf ("Attribute %u %s", number, what);

  return kontor_import_job_get (self->job, column);
}

static gboolean
has_type (Import *self, const char *type)
{
  g_auto (GStrv) parts = g_strsplit (get (self, "Type"), ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (g_strstrip (parts[i]), type))
      return TRUE;
  return FALSE;
}

static gboolean
set_price (Import *self, KontorJson *variant, GError **error)
{
  const char *regular = get (self, "Regular price");
  const char *sale = get (self, "Sale price");
  gint64      regular_e4 = 0;
  gint64      sale_e4 = 0;

  if (*regular == '\0')
    return TRUE;
  if (!kontor_decimal_parse (regular, 4, self->job->decimal, &regular_e4, error)
      || (*sale != '\0' && !kontor_decimal_parse (sale, 4, self->job->decimal, &sale_e4, error)))
    return FALSE;
  kontor_json_set (variant,
                   "prices",
                   kontor_import_product_price (self->currency,
                                                self->price_mode,
                                                *sale != '\0' ? sale_e4 : regular_e4,
                                                *sale != '\0' ? regular_e4 : 0));
  return TRUE;
}

static gboolean
set_weight (Import *self, KontorJson *variant, GError **error)
{
  const char *text = get (self, "Weight (kg)");
  gint64      grams = 0;

  if (*text != '\0' && !kontor_decimal_parse (text, 3, self->job->decimal, &grams, error))
    return FALSE;
  kontor_json_set_integer (variant, "weight_g", grams);
  return TRUE;
}

static KontorJson *
new_variant (Import *self, GError **error)
{
  static const char *const barcodes[] = {
    "GTIN, UPC, EAN, or ISBN", "GTIN", "EAN", "Meta: _global_unique_id", NULL
  };
  g_autoptr (KontorJson) variant = kontor_json_new_object ();

  if (*get (self, "SKU") != '\0')
    kontor_json_set_string (variant, "sku", get (self, "SKU"));
  kontor_json_set (variant,
                   "barcodes",
                   kontor_import_product_barcode (kontor_import_job_get_any (self->job, barcodes)));
  if (!set_price (self, variant, error) || !set_weight (self, variant, error))
    return NULL;
  return g_steal_pointer (&variant);
}

static void
set_pictures (Import *self, KontorJson *product)
{
  g_autoptr (KontorJson) urls = kontor_import_product_words (get (self, "Images"), ",");
  KontorJson *pictures = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (urls); i++)
    {
      KontorJson *picture = kontor_json_new_object ();

      kontor_json_set_string (picture, "url", kontor_json_string (kontor_json_at (urls, i)));
      kontor_json_append (pictures, picture);
    }
  kontor_json_set (product, "pictures", pictures);
}

/* Attributes that variations choose by become options; up to three, as the catalog has. The others
 * stay attributes. */
static void
set_attributes (Import *self, Product *product)
{
  static const char *const options[] = { "option1", "option2", "option3" };
  gboolean                 is_variable = has_type (self, "variable");
  KontorJson              *attributes = kontor_json_new_object ();

  for (guint i = 1; i <= N_ATTRIBUTES; i++)
    {
      const char *name = get_attribute (self, i, "name");

      if (*name == '\0')
        continue;
      if (is_variable && product->options->len < G_N_ELEMENTS (options))
        {
          kontor_json_set_string (product->json, options[product->options->len], name);
          g_ptr_array_add (product->options, g_strdup (name));
        }
      else
        kontor_json_set (
          attributes, name, kontor_import_product_words (get_attribute (self, i, "value(s)"), ","));
    }
  kontor_json_set (product->json, "attributes", attributes);
}

static const char *
tax_code (Import *self)
{
  if (g_str_equal (get (self, "Tax status"), "none"))
    return "zero";
  return strstr (get (self, "Tax class"), "reduced") != NULL ? "reduced" : "standard";
}

static void
set_words (Import *self, KontorJson *product, const char *key)
{
  g_autoptr (KontorJson) categories = kontor_import_product_words (get (self, "Categories"), ",");
  const char *description = get (self, "Description");

  kontor_json_set_string (product, "source", SOURCE);
  kontor_json_set_string (product, "source_key", key);
  kontor_json_set_string (product, "title", *get (self, "Name") != '\0' ? get (self, "Name") : key);
  kontor_json_set_string (
    product, "description", *description != '\0' ? description : get (self, "Short description"));
  kontor_json_set_string (product,
                          "kind",
                          has_type (self, "virtual")   ? "service"
                          : has_type (self, "grouped") ? "bundle"
                                                       : "goods");
  kontor_json_set_string (product, "tax_code", tax_code (self));
  kontor_json_set_boolean (product, "published", g_str_equal (get (self, "Published"), "1"));
  if (kontor_json_length (categories) > 0)
    kontor_json_set_string (
      product, "category_path", kontor_json_string (kontor_json_at (categories, 0)));
  kontor_json_set (product, "tags", kontor_import_product_words (get (self, "Tags"), ","));
  set_pictures (self, product);
}

static gboolean
add_product (Import *self, GError **error)
{
  const char *id = get (self, "ID");
  const char *sku = get (self, "SKU");
  Product    *product = g_new0 (Product, 1);

  product->json = kontor_json_new_object ();
  product->variants = kontor_json_new_array ();
  product->options = g_ptr_array_new_with_free_func (g_free);
  product->line = self->job->line;
  product->rows = 1;
  g_ptr_array_add (self->products, product);
  set_words (self, product->json, *id != '\0' ? id : sku);
  set_attributes (self, product);
  if (*id != '\0')
    g_hash_table_insert (self->by_key, g_strconcat ("id:", id, NULL), product);
  if (*sku != '\0')
    g_hash_table_insert (self->by_key, g_strdup (sku), product);
  if (!has_type (self, "variable"))
    {
      KontorJson *variant = new_variant (self, error);

      product->refused = variant == NULL;
      if (variant == NULL)
        return FALSE;
      kontor_json_append (product->variants, variant);
    }
  return TRUE;
}

static gboolean
add_variation (Import *self, GError **error)
{
  static const char *const values[] = { "value1", "value2", "value3" };
  Product                 *product = g_hash_table_lookup (self->by_key, get (self, "Parent"));
  KontorJson              *variant;

  if (product == NULL)
    {
      g_set_error (error,
                   KONTOR_IMPORT_ERROR,
                   KONTOR_IMPORT_ERROR_DAMAGED,
                   _ ("its product “%s” is not in the file before it"),
                   get (self, "Parent"));
      return FALSE;
    }
  variant = new_variant (self, error);
  if (variant == NULL)
    return FALSE;
  for (guint i = 1; i <= N_ATTRIBUTES; i++)
    for (guint j = 0; j < product->options->len; j++)
      if (g_str_equal (get_attribute (self, i, "name"), g_ptr_array_index (product->options, j)))
        kontor_json_set_string (variant, values[j], get_attribute (self, i, "value(s)"));
  kontor_json_append (product->variants, variant);
  product->rows++;
  return TRUE;
}

static const char *
kind_of_row (Import *self)
{
  if (has_type (self, "variation"))
    return "variation";
  if (has_type (self, "variable"))
    return "product with variations";
  if (has_type (self, "grouped"))
    return "grouped product";
  return has_type (self, "external") ? "product sold elsewhere" : "simple product";
}

static void
take_row (Import *self)
{
  g_autoptr (GError) refusal = NULL;
  gboolean taken;

  if (*get (self, "ID") == '\0' && *get (self, "SKU") == '\0')
    {
      kontor_import_job_count (self->job, "unreadable row", 1);
      kontor_import_job_fail (
        self->job, self->job->line, 1, _ ("the row has neither an id nor a SKU"));
      return;
    }
  kontor_import_job_count (self->job, kind_of_row (self), 1);
  taken = has_type (self, "variation") ? add_variation (self, &refusal)
                                       : add_product (self, &refusal);
  if (!taken)
    kontor_import_job_fail (self->job, self->job->line, 1, refusal->message);
}

static gboolean
queue_products (Import *self, GError **error)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      Product *product = g_ptr_array_index (self->products, i);

      if (kontor_json_length (product->variants) == 0)
        {
          if (!product->refused)
            kontor_import_job_fail (
              self->job, product->line, product->rows, _ ("the product has no variations"));
          continue;
        }
      kontor_json_set (product->json, "variants", g_steal_pointer (&product->variants));
      if (!kontor_import_job_queue (self->job,
                                    "product.replace",
                                    g_steal_pointer (&product->json),
                                    "product",
                                    product->line,
                                    product->rows,
                                    NULL,
                                    NULL,
                                    error))
        return FALSE;
    }
  return kontor_import_job_flush (self->job, error);
}

static gboolean
read_rows (Import *self, GError **error)
{
  gboolean has_row;

  while (kontor_import_job_next (self->job, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      take_row (self);
    }
  return FALSE;
}

/**
 * kontor_import_woocommerce_products:
 *
 * Products with variations, prices, categories, tags and pictures out of WooCommerce's product CSV.
 */
gboolean
kontor_import_woocommerce_products (KontorImportJob *job, GError **error)
{
  Import self = { .job = job };
  g_autoptr (KontorJson) settings = kontor_import_product_settings (job->replica, error);
  gboolean done;

  if (settings == NULL)
    return FALSE;
  self.currency = kontor_json_get_string (settings, "currency", "EUR");
  self.price_mode = kontor_json_get_string (settings, "price_mode", "gross");
  self.products = g_ptr_array_new_with_free_func ((GDestroyNotify) product_free);
  self.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = read_rows (&self, error) && queue_products (&self, error);
  g_clear_pointer (&self.by_key, g_hash_table_unref);
  g_clear_pointer (&self.products, g_ptr_array_unref);
  return done;
}
