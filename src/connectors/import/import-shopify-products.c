/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-import-product.h"
#include "kontor-number.h"

/* Shopify's product CSV: the first row of a handle has the product, further ones have variants or
 * pictures only. Prices are gross where taxes are included, which the file does not say: they come
 * in the company's own price mode. */

#define SOURCE "shopify"

typedef struct
{
  KontorImportJob *job;
  char            *handle;  /* (owned) (nullable) */
  KontorJson      *product; /* (owned) (nullable): being put together */
  KontorJson      *variants;
  KontorJson      *pictures;
  guint64          line;
  guint            rows;
  char            *currency;   /* (owned) */
  char            *price_mode; /* (owned) */
} Import;

static const char *
get (Import *self, const char *column)
{
  return kontor_import_job_get (self->job, column);
}

static gboolean
is_true (const char *text)
{
  return g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1");
}

static void
copy_string (Import *self, KontorJson *object, const char *key, const char *value)
{
  if (*value != '\0')
    kontor_json_set_string (object, key, value);
}

static gboolean
finish_product (Import *self, GError **error)
{
  KontorJson *product = g_steal_pointer (&self->product);
  gboolean    done;

  if (product == NULL)
    return TRUE;
  kontor_json_set (product, "variants", g_steal_pointer (&self->variants));
  kontor_json_set (product, "pictures", g_steal_pointer (&self->pictures));
  done = kontor_import_job_queue (
    self->job, "product.replace", product, "product", self->line, self->rows, NULL, NULL, error);
  g_clear_pointer (&self->handle, g_free);
  return done;
}

static void
start_product (Import *self)
{
  static const char *const categories[] = {
    "Product Category", "Custom Product Type", "Type", "Standard Product Type", NULL
  };
  const char *title = get (self, "Title");
  const char *option = get (self, "Option1 Name");
  const char *status = get (self, "Status");

  self->handle = g_strdup (get (self, "Handle"));
  self->product = kontor_json_new_object ();
  self->variants = kontor_json_new_array ();
  self->pictures = kontor_json_new_array ();
  self->line = self->job->line;
  self->rows = 0;
  kontor_json_set_string (self->product, "source", SOURCE);
  kontor_json_set_string (self->product, "source_key", self->handle);
  kontor_json_set_string (self->product, "slug", self->handle);
  kontor_json_set_string (self->product, "title", *title != '\0' ? title : self->handle);
  kontor_json_set_string (self->product, "description", get (self, "Body (HTML)"));
  kontor_json_set_string (self->product, "brand", get (self, "Vendor"));
  copy_string (
    self, self->product, "category_path", kontor_import_job_get_any (self->job, categories));
  kontor_json_set (self->product, "tags", kontor_import_product_words (get (self, "Tags"), ","));
  kontor_json_set_boolean (self->product,
                           "published",
                           is_true (get (self, "Published"))
                             && (*status == '\0' || g_str_equal (status, "active")));
  if (!g_str_equal (get (self, "Option1 Value"), "Default Title"))
    kontor_json_set_string (self->product, "option1", option);
  kontor_json_set_string (self->product, "option2", get (self, "Option2 Name"));
  kontor_json_set_string (self->product, "option3", get (self, "Option3 Name"));
}

static gboolean
add_price (Import *self, KontorJson *variant, GError **error)
{
  const char *compare = get (self, "Variant Compare At Price");
  const char *text = get (self, "Variant Price");
  gint64      price_e4 = 0;
  gint64      compare_e4 = 0;

  if (*text == '\0')
    return TRUE;
  if (!kontor_decimal_parse (text, 4, self->job->decimal, &price_e4, error)
      || (*compare != '\0'
          && !kontor_decimal_parse (compare, 4, self->job->decimal, &compare_e4, error)))
    return FALSE;
  kontor_json_set (
    variant,
    "prices",
    kontor_import_product_price (self->currency, self->price_mode, price_e4, compare_e4));
  return TRUE;
}

static gboolean
add_cost (Import *self, KontorJson *variant, GError **error)
{
  const char *text = get (self, "Cost per item");
  gint64      cost_e4;

  if (*text == '\0')
    return TRUE;
  if (!kontor_decimal_parse (text, 4, self->job->decimal, &cost_e4, error))
    return FALSE;
  kontor_json_set_integer (variant, "cost_e4", cost_e4);
  kontor_json_set_string (variant, "cost_currency", self->currency);
  return TRUE;
}

static gboolean
add_variant (Import *self, GError **error)
{
  g_autoptr (KontorJson) variant = kontor_json_new_object ();
  const char *value = get (self, "Option1 Value");
  const char *grams = get (self, "Variant Grams");
  gint64      weight_g = 0;

  if (!g_str_equal (value, "Default Title"))
    copy_string (self, variant, "value1", value);
  copy_string (self, variant, "value2", get (self, "Option2 Value"));
  copy_string (self, variant, "value3", get (self, "Option3 Value"));
  copy_string (self, variant, "sku", get (self, "Variant SKU"));
  if (*grams != '\0' && !kontor_decimal_parse (grams, 0, self->job->decimal, &weight_g, error))
    return FALSE;
  kontor_json_set_integer (variant, "weight_g", weight_g);
  kontor_json_set (
    variant, "barcodes", kontor_import_product_barcode (get (self, "Variant Barcode")));
  if (!add_price (self, variant, error) || !add_cost (self, variant, error))
    return FALSE;
  kontor_json_append (self->variants, g_steal_pointer (&variant));
  return TRUE;
}

static void
add_picture (Import *self)
{
  const char *url = get (self, "Image Src");
  KontorJson *picture;

  if (*url == '\0')
    return;
  picture = kontor_json_new_object ();
  kontor_json_set_string (picture, "url", url);
  copy_string (self, picture, "alt", get (self, "Image Alt Text"));
  kontor_json_append (self->pictures, picture);
}

static gboolean
take_row (Import *self, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  const char *handle = get (self, "Handle");
  gboolean    has_variant;

  if (*handle == '\0')
    {
      kontor_import_job_count (self->job, "unreadable row", 1);
      kontor_import_job_fail (self->job, self->job->line, 1, _ ("the row has no handle"));
      return TRUE;
    }
  if (g_strcmp0 (handle, self->handle) != 0)
    {
      if (!finish_product (self, error))
        return FALSE;
      start_product (self);
    }
  has_variant = *get (self, "Option1 Value") != '\0' || *get (self, "Variant Price") != '\0';
  kontor_import_job_count (self->job, has_variant ? "variant" : "picture", 1);
  self->rows++;
  add_picture (self);
  if (has_variant && !add_variant (self, &refusal))
    {
      self->rows--;
      kontor_import_job_fail (self->job, self->job->line, 1, refusal->message);
    }
  return TRUE;
}

static gboolean
import_all (Import *self, GError **error)
{
  gboolean has_row;

  while (kontor_import_job_next (self->job, &has_row, error))
    {
      if (!has_row)
        return finish_product (self, error) && kontor_import_job_flush (self->job, error);
      if (!take_row (self, error))
        return FALSE;
    }
  return FALSE;
}

/**
 * kontor_import_shopify_products:
 *
 * Products, variants, prices, barcodes, categories and pictures out of Shopify's product CSV, keyed
 * by handle.
 */
gboolean
kontor_import_shopify_products (KontorImportJob *job, GError **error)
{
  Import self = { .job = job };
  g_autoptr (KontorJson) settings = kontor_import_product_settings (job->replica, error);
  gboolean done;

  if (settings == NULL)
    return FALSE;
  self.currency = g_strdup (kontor_json_get_string (settings, "currency", "EUR"));
  self.price_mode = g_strdup (kontor_json_get_string (settings, "price_mode", "gross"));
  done = import_all (&self, error);
  g_clear_pointer (&self.handle, g_free);
  g_clear_pointer (&self.product, kontor_json_unref);
  g_clear_pointer (&self.variants, kontor_json_unref);
  g_clear_pointer (&self.pictures, kontor_json_unref);
  g_clear_pointer (&self.currency, g_free);
  g_clear_pointer (&self.price_mode, g_free);
  return done;
}
