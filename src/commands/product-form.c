/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-codes.h"
#include "kontor-product.h"
#include "kontor-tax.h"
#include "kontor-text.h"

#define MOST_PRICE G_GINT64_CONSTANT (100000000000000)  /* ten thousand million, in 1/10000 */
#define MOST_QUANTITY G_GINT64_CONSTANT (1000000000000) /* a thousand million, in thousandths */

static char *
check_slug (const char *text, char **message)
{
  g_autofree char *slug = kontor_text_slug (text);

  if (*slug != '\0')
    return g_steal_pointer (&slug);

  *message = g_strdup_printf (_ ("“%s” has no letters or digits that an address could be made of"),
                              text);
  return NULL;
}

static char *
check_tax_code (const char *text, char **message)
{
  if (kontor_tax_code_is_known (text))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("there is no tax code “%s”"), text);
  return NULL;
}

static char *
check_sha256 (const char *text, char **message)
{
  g_autofree char *hash = g_ascii_strdown (text, -1);

  if (strlen (hash) == 64 && strspn (hash, "0123456789abcdef") == 64)
    return g_steal_pointer (&hash);

  *message = g_strdup_printf (_ ("“%s” is no SHA-256"), text);
  return NULL;
}

static char *
check_url (const char *text, char **message)
{
  if (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no address of the web"), text);
  return NULL;
}

static gboolean
is_printable (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text))
      return FALSE;
  return TRUE;
}

/* GS1 General Specifications section 7.9 for what looks like a GTIN; Code 128 can carry anything
 * else. */
static char *
check_barcode (const char *text, char **message)
{
  if (kontor_gtin_looks_like (text) && !kontor_gtin_is_valid (text))
    {
      g_autofree char *digits = g_strndup (text, strlen (text) - 1);

      *message = g_strdup_printf (
        _ ("the check digit of the barcode “%s” is wrong: it would be %c"),
        text,
        kontor_gtin_check_digit (digits));
      return NULL;
    }
  if (is_printable (text))
    return g_strdup (text);

  *message = g_strdup_printf (
    _ ("the barcode “%s” has characters that can't be printed as Code 128"), text);
  return NULL;
}

static const char *const product_kinds[] = { "goods", "service", "bundle", "plan", NULL };
static const char *const price_modes[] = { "net", "gross", NULL };

const KontorFormField kontor_product_fields[] = {
  { "kind", KONTOR_FORM_CHOICE, 0, .choices = product_kinds, .fallback = "goods" },
  { "title", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 500 },
  { "slug", KONTOR_FORM_TEXT, 0, .most = 500, .check = check_slug },
  { "description", KONTOR_FORM_TEXT, 0, .most = 200000 },
  { "brand", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "category", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "tax_code",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_CAREFUL,
    .most = 50,
    .fallback = "standard",
    .check = check_tax_code },
  { "unit", KONTOR_FORM_TEXT, 0, .most = 30, .fallback = "piece" },
  { "option1", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "option2", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "option3", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "published", KONTOR_FORM_FLAG, 0, .fallback_integer = 1 },
  { "source", KONTOR_FORM_TEXT, KONTOR_FORM_FIXED, .most = 50 },
  { "source_key", KONTOR_FORM_TEXT, KONTOR_FORM_FIXED, .most = 500 },
  { "created_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_FIXED | KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "archived_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_FIXED | KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { NULL },
};

const KontorFormField kontor_variant_fields[] = {
  { "sku", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "value1", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "value2", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "value3", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "weight_g", KONTOR_FORM_INTEGER, 0, .least = 0, .most = 1000000000 },
  { "reorder_level", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_QUANTITY },
  { "reorder_quantity", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_QUANTITY },
  { "content", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_QUANTITY },
  { "content_unit", KONTOR_FORM_TEXT, 0, .most = 20 },
  { "archived_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_FIXED | KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { NULL },
};

static const char *const variant_members[] = {
  "product", "variant", "prices",        "barcodes", "suppliers",
  "parts",   "cost_e4", "cost_currency", NULL,
};

static const KontorFormField price_fields[] = {
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 3,
    .check = kontor_form_check_currency },
  { "price_mode", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED, .choices = price_modes },
  { "customer_group", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "from_quantity", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_QUANTITY },
  { "valid_from", KONTOR_FORM_INTEGER, 0, .least = 0, .most = KONTOR_TIME_MOST },
  { "price_e4", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 0, .most = MOST_PRICE },
  { "compare_e4", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 0, .most = MOST_PRICE },
  { NULL },
};

static const KontorFormField barcode_fields[] = {
  { "code", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 48, .check = check_barcode },
  { "pack_quantity",
    KONTOR_FORM_INTEGER,
    0,
    .least = 1,
    .most = MOST_QUANTITY,
    .fallback_integer = 1000 },
  { NULL },
};

static const KontorFormField supplier_fields[] = {
  { "supplier", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "order_code", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "pack_quantity",
    KONTOR_FORM_INTEGER,
    0,
    .least = 1,
    .most = MOST_QUANTITY,
    .fallback_integer = 1000 },
  { NULL },
};

static const KontorFormField part_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "quantity", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 1, .most = MOST_QUANTITY },
  { NULL },
};

static const KontorFormField picture_fields[] = {
  { "sha256", KONTOR_FORM_TEXT, 0, .most = 64, .check = check_sha256 },
  { "url", KONTOR_FORM_TEXT, 0, .most = 2000, .check = check_url },
  { "alt", KONTOR_FORM_TEXT, 0, .most = 1000 },
  { NULL },
};

static const char *const price_keys[] = { "currency",      "price_mode", "customer_group",
                                          "from_quantity", "valid_from", NULL };
static const char *const barcode_keys[] = { "code", NULL };
static const char *const supplier_keys[] = { "supplier", NULL };
static const char *const part_keys[] = { "variant", NULL };

static const struct
{
  const char            *name;
  const KontorFormField *fields;
  const char *const     *keys;
} parts[] = {
  { "prices", price_fields, price_keys },
  { "barcodes", barcode_fields, barcode_keys },
  { "suppliers", supplier_fields, supplier_keys },
  { "parts", part_fields, part_keys },
};

static char *
make_path (const char *path, const char *name)
{
  return path != NULL ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

/**
 * kontor_variant_read_part:
 * @name: "prices", "barcodes", "suppliers" or "parts"
 * @list: (nullable): an array of objects
 * @path: (nullable): where the variant stands, for messages
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): the list in its one form, or %NULL with @error set
 */
KontorJson *
kontor_variant_read_part (const char       *name,
                          const KontorJson *list,
                          const char       *path,
                          GError          **error)
{
  g_autofree char *where = make_path (path, name);
  g_autoptr (KontorJson) forms = NULL;
  guint i = 0;

  while (!g_str_equal (parts[i].name, name))
    i++;
  forms = kontor_form_read_list (parts[i].fields, list, where, error);
  return kontor_form_sort_list (forms, parts[i].keys, where, error);
}

/**
 * kontor_variant_read:
 * @params: a variant as commands take it
 * @base: (nullable): where missing members come from
 * @uid: its uid
 * @path: (nullable): where it stands, for messages
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): the variant, or %NULL with @error set
 */
KontorJson *
kontor_variant_read (const KontorJson *params,
                     const KontorJson *base,
                     const KontorUid  *uid,
                     const char       *path,
                     GError          **error)
{
  g_autoptr (KontorJson) variant = kontor_form_read (
    kontor_variant_fields, variant_members, params, base, path, error);

  if (variant == NULL)
    return NULL;

  kontor_json_set (variant, "variant", kontor_json_new_uid (uid));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      KontorJson *list = NULL;

      if (base != NULL && !kontor_json_has (params, parts[i].name))
        list = kontor_json_share (kontor_json_get (base, parts[i].name));
      else
        list = kontor_variant_read_part (
          parts[i].name, kontor_json_get (params, parts[i].name), path, error);
      if (list == NULL)
        return NULL;
      kontor_json_set (variant, parts[i].name, list);
    }
  return g_steal_pointer (&variant);
}

/**
 * kontor_product_read_attributes:
 * @attributes: (nullable): {name: [text, …] or text, …}
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID.
 *
 * Returns: (transfer full): the attributes in their one form, or %NULL with @error set
 */
KontorJson *
kontor_product_read_attributes (const KontorJson *attributes, GError **error)
{
  g_autoptr (KontorJson) read = kontor_json_new_object ();

  if (attributes != NULL && kontor_json_type (attributes) != KONTOR_JSON_OBJECT)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "attributes",
                                _ ("“%s” must be an object"),
                                "attributes");
      return NULL;
    }

  for (guint i = 0; i < kontor_json_length (attributes); i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (kontor_json_key_at (attributes, i)));
      g_autofree char *path = make_path ("attributes", name);
      KontorJson      *values = kontor_form_read_words (
        kontor_json_at (attributes, i), 2000, path, error);

      if (values == NULL)
        return NULL;
      if (*name == '\0' || kontor_json_length (values) == 0)
        kontor_json_unref (values); /* an attribute without values is none */
      else
        kontor_json_set (read, name, values);
    }
  return g_steal_pointer (&read);
}

/**
 * kontor_product_read_pictures:
 * @pictures: (nullable): [{"sha256", "url", "alt"}, …]
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID.
 *
 * Returns: (transfer full): the pictures in their one form, or %NULL with @error set
 */
KontorJson *
kontor_product_read_pictures (const KontorJson *pictures, GError **error)
{
  g_autoptr (KontorJson) read = kontor_form_read_list (picture_fields, pictures, "pictures", error);

  for (guint i = 0; i < kontor_json_length (read); i++)
    {
      const KontorJson *picture = kontor_json_at (read, i);

      if (!kontor_json_same (kontor_json_get (picture, "sha256"), NULL)
          || !kontor_json_same (kontor_json_get (picture, "url"), NULL))
        continue;
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "pictures",
                                _ ("a picture needs its file (sha256) or its address (url)"));
      return NULL;
    }
  return g_steal_pointer (&read);
}
