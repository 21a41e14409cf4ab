/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-codes.h"
#include "kontor-product.h"

/* The lists of a variant, the tables they are kept in, and a member that is called otherwise there.
 */
static const struct
{
  const char *name;
  const char *table;
  const char *member;
  const char *column;
} lists[] = {
  { "prices", "variant_price", NULL, NULL },
  { "barcodes", "variant_barcode", NULL, NULL },
  { "suppliers", "variant_supplier", NULL, NULL },
  { "parts", "variant_part", "variant", "part" },
};

static KontorJson *
without (const KontorJson *object, const char *key)
{
  KontorJson *copy = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (object); i++)
    {
      const char *name = kontor_json_key_at (object, i);

      if (!g_str_equal (name, key))
        kontor_json_set (copy, name, kontor_json_share (kontor_json_at (object, i)));
    }
  return copy;
}

static KontorJson *
nest_rows (const KontorJson *rows, const KontorJson *variant, guint list)
{
  KontorJson *nested = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      g_autoptr (KontorJson) row = NULL;

      if (!kontor_json_equal (kontor_json_get (kontor_json_at (rows, i), "variant"), variant))
        continue;
      row = without (kontor_json_at (rows, i), "variant");
      if (lists[list].member != NULL)
        {
          kontor_json_set (
            row, lists[list].member, kontor_json_share (kontor_json_get (row, lists[list].column)));
          kontor_json_append (nested, without (row, lists[list].column));
        }
      else
        kontor_json_append (nested, g_steal_pointer (&row));
    }
  return nested;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 first = kontor_json_get_integer (*(const KontorJson *const *) a, "position", 0);
  gint64 second = kontor_json_get_integer (*(const KontorJson *const *) b, "position", 0);

  return first < second ? -1 : first > second;
}

static KontorJson *
nest_variant (const KontorJson *record, const KontorJson *row)
{
  const KontorJson *uid = kontor_json_get (row, "uid");
  g_autoptr (KontorJson) plain = without (row, "uid");
  KontorJson *variant = without (plain, "position");

  kontor_json_set (variant, "variant", kontor_json_share (uid));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    kontor_json_set (
      variant, lists[i].name, nest_rows (kontor_json_get (record, lists[i].table), uid, i));
  return variant;
}

static KontorJson *
nest_variants (const KontorJson *record)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  const KontorJson *table = kontor_json_get (record, "product_variant");
  KontorJson       *variants = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (table); i++)
    g_ptr_array_add (rows, (gpointer) kontor_json_at (table, i));
  g_ptr_array_sort (rows, compare_positions);
  for (guint i = 0; i < rows->len; i++)
    kontor_json_append (variants, nest_variant (record, rows->pdata[i]));
  return variants;
}

static KontorJson *
nest_attributes (const KontorJson *record)
{
  const KontorJson *rows = kontor_json_get (record, "product_attribute");
  KontorJson       *attributes = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      const char       *name = kontor_json_get_string (row, "name", "");

      if (!kontor_json_has (attributes, name))
        kontor_json_set (attributes, name, kontor_json_new_array ());
      kontor_json_append ((KontorJson *) kontor_json_get (attributes, name),
                          kontor_json_share (kontor_json_get (row, "value")));
    }
  return attributes;
}

static KontorJson *
nest_list (const KontorJson *record, const char *table, const char *member)
{
  const KontorJson *rows = kontor_json_get (record, table);
  KontorJson       *list = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);

      kontor_json_append (list,
                          member != NULL ? kontor_json_share (kontor_json_get (row, member))
                                         : without (row, "position"));
    }
  return list;
}

static KontorJson *
nest (const KontorJson *record)
{
  KontorJson *product = kontor_form_pick (kontor_product_fields, record);

  kontor_json_set (product, "uid", kontor_json_share (kontor_json_get (record, "uid")));
  kontor_json_set (
    product, "changed_at", kontor_json_share (kontor_json_get (record, "changed_at")));
  kontor_json_set (product, "attributes", nest_attributes (record));
  kontor_json_set (product, "tags", nest_list (record, "product_tag", "tag"));
  kontor_json_set (product, "pictures", nest_list (record, "product_picture", NULL));
  kontor_json_set (product, "variants", nest_variants (record));
  return product;
}

/**
 * kontor_product_load_by_uid:
 * @database: a connection
 * @uid: uid of a product
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the product, or %NULL with @error set
 */
KontorJson *
kontor_product_load_by_uid (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) record = kontor_record_load (
    database, KONTOR_KIND_PRODUCT, uid, "product", error);

  return record != NULL ? nest (record) : NULL;
}

/**
 * kontor_product_load:
 * @database: a connection
 * @params: parameters with "product"
 * @uid: (out): its uid
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the product, or %NULL with @error set
 */
KontorJson *
kontor_product_load (KontorDatabase   *database,
                     const KontorJson *params,
                     KontorUid        *uid,
                     GError          **error)
{
  if (!kontor_param_uid (params, "product", uid, error))
    return NULL;
  return kontor_product_load_by_uid (database, uid, error);
}

static gboolean
find_product (KontorDatabase  *database,
              const KontorUid *variant,
              KontorUid       *product,
              GError         **error)
{
  g_autoptr (KontorStatement) found = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  found = kontor_database_query (database,
                                 "SELECT product_uid FROM product_variant WHERE uid = ?1",
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (variant)));
  if (found != NULL)
    step = kontor_statement_step (found, error);
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (found, 0, product);
  else if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "variant", _ ("there is no such variant"));
  return step == KONTOR_STEP_ROW;
}

/**
 * kontor_product_load_by_variant:
 * @database: a connection
 * @params: parameters with "variant"
 * @variant: (out): its uid
 * @index: (out): its place among the product's variants
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the product, or %NULL with @error set
 */
KontorJson *
kontor_product_load_by_variant (KontorDatabase   *database,
                                const KontorJson *params,
                                KontorUid        *variant,
                                guint            *index,
                                GError          **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];
  g_autoptr (KontorJson) product = NULL;

  if (!kontor_param_uid (params, "variant", variant, error)
      || !find_product (database, variant, &uid, error))
    return NULL;
  product = kontor_product_load_by_uid (database, &uid, error);
  if (product == NULL)
    return NULL;

  kontor_uid_format (variant, text);
  *index = 0;
  while (
    g_strcmp0 (
      kontor_json_get_string (kontor_product_variant_at (product, *index), "variant", text), text)
    != 0)
    (*index)++;
  return g_steal_pointer (&product);
}

/**
 * kontor_product_variant_at:
 * @product: a product
 * @index: place among its variants
 *
 * Returns: (transfer none): the variant
 */
const KontorJson *
kontor_product_variant_at (const KontorJson *product, guint index)
{
  return kontor_json_at (kontor_json_get (product, "variants"), index);
}

/**
 * kontor_product_with_variant:
 * @product: a product
 * @index: place among its variants; one more than there are to append
 * @variant: (transfer full) (nullable): what shall be there; %NULL to remove
 *
 * Returns: (transfer full): a copy of the product with that variant
 */
KontorJson *
kontor_product_with_variant (const KontorJson *product, guint index, KontorJson *variant)
{
  const KontorJson *before = kontor_json_get (product, "variants");
  KontorJson       *variants = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (before); i++)
    if (i != index)
      kontor_json_append (variants, kontor_json_share (kontor_json_at (before, i)));
    else if (variant != NULL)
      kontor_json_append (variants, kontor_json_ref (variant));
  if (index >= kontor_json_length (before) && variant != NULL)
    kontor_json_append (variants, kontor_json_ref (variant));

  g_clear_pointer (&variant, kontor_json_unref);
  return kontor_json_with (product, "variants", variants);
}

static KontorJson *
flatten_attributes (const KontorJson *attributes)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (attributes); i++)
    {
      const KontorJson *values = kontor_json_at (attributes, i);

      for (guint position = 0; position < kontor_json_length (values); position++)
        {
          KontorJson *row = kontor_json_new_object ();

          kontor_json_set_string (row, "name", kontor_json_key_at (attributes, i));
          kontor_json_set_integer (row, "position", position);
          kontor_json_set (row, "value", kontor_json_share (kontor_json_at (values, position)));
          kontor_json_append (rows, row);
        }
    }
  return rows;
}

static KontorJson *
flatten_list (const KontorJson *list, const char *member)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      KontorJson *row = NULL;

      if (member != NULL)
        {
          row = kontor_json_new_object ();
          kontor_json_set (row, member, kontor_json_share (kontor_json_at (list, i)));
        }
      else
        row = kontor_json_with (kontor_json_at (list, i), "position", kontor_json_new_integer (i));
      kontor_json_append (rows, row);
    }
  return rows;
}

static KontorJson *
flatten_part (const KontorJson *variants, guint list)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (variants); i++)
    {
      const KontorJson *variant = kontor_json_at (variants, i);
      const KontorJson *entries = kontor_json_get (variant, lists[list].name);

      for (guint k = 0; k < kontor_json_length (entries); k++)
        {
          const KontorJson *entry = kontor_json_at (entries, k);
          KontorJson       *row = kontor_json_copy_object (entry);

          if (lists[list].member != NULL)
            kontor_json_set (row,
                             lists[list].column,
                             kontor_json_share (kontor_json_get (entry, lists[list].member)));
          kontor_json_set (
            row, "variant", kontor_json_share (kontor_json_get (variant, "variant")));
          kontor_json_append (rows, row);
        }
    }
  return rows;
}

static KontorJson *
flatten_variants (const KontorJson *variants)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (variants); i++)
    {
      const KontorJson *variant = kontor_json_at (variants, i);
      KontorJson       *row = kontor_json_with (variant, "position", kontor_json_new_integer (i));

      kontor_json_set (row, "uid", kontor_json_share (kontor_json_get (variant, "variant")));
      kontor_json_append (rows, row);
    }
  return rows;
}

/**
 * kontor_product_store:
 * @context: the running command
 * @product: what it shall be
 * @error: return location for an error
 *
 * Writes the rows that differ, notes the time of change, and checks the rules between products.
 *
 * Errors: those of kontor_product_check(), #KontorDatabaseError.
 *
 * Returns: whether it is stored
 */
gboolean
kontor_product_store (KontorCommandContext *context, const KontorJson *product, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_copy_object (product);
  const KontorJson *variants = kontor_json_get (product, "variants");

  kontor_json_set_integer (record, "changed_at", context->command->at);
  kontor_json_set (
    record, "product_attribute", flatten_attributes (kontor_json_get (product, "attributes")));
  kontor_json_set (record, "product_tag", flatten_list (kontor_json_get (product, "tags"), "tag"));
  kontor_json_set (
    record, "product_picture", flatten_list (kontor_json_get (product, "pictures"), NULL));
  kontor_json_set (record, "product_variant", flatten_variants (variants));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    kontor_json_set (record, lists[i].table, flatten_part (variants, i));

  return kontor_record_store (context, KONTOR_KIND_PRODUCT, record, error)
         && kontor_product_check (context->database, product, error);
}
