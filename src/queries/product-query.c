/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *key;
  const char *sql;
  const char *spec;
} Part;

#define SELECT_PRODUCT                                                                             \
  "SELECT uid, kind, title, slug, description, brand, tax_code, unit, option1, option2, option3,"  \
  " published, source, source_key, created_at, changed_at, archived_at FROM product WHERE uid = "  \
  "?1"
#define PRODUCT_SPEC                                                                               \
  "u:uid t:kind t:title t:slug t:description t:brand t:tax_code t:unit t:option1 t:option2"        \
  " t:option3 b:published t:source t:source_key i:created_at i:changed_at i:archived_at"

static const Part variant_parts[] = {
  { "prices",
    "SELECT currency, price_mode, customer_group, from_quantity, valid_from, price_e4, compare_e4"
    " FROM variant_price WHERE variant_uid = ?1 ORDER BY 1, 2, 3, 4, 5",
    "t:currency t:price_mode t:customer_group i:from_quantity i:valid_from i:price_e4 "
    "i:compare_e4" },
  { "barcodes",
    "SELECT code, pack_quantity FROM variant_barcode WHERE variant_uid = ?1 ORDER BY 1",
    "t:code i:pack_quantity" },
  { "suppliers",
    "SELECT s.supplier_uid, p.name, s.order_code, s.pack_quantity FROM variant_supplier AS s"
    " LEFT JOIN supplier AS p ON p.uid = s.supplier_uid WHERE s.variant_uid = ?1 ORDER BY 2, 1",
    "u:supplier t:name t:order_code i:pack_quantity" },
  { "parts",
    "SELECT b.part_uid, v.sku, p.title, b.quantity FROM variant_part AS b"
    " LEFT JOIN product_variant AS v ON v.uid = b.part_uid"
    " LEFT JOIN product AS p ON p.uid = v.product_uid WHERE b.variant_uid = ?1 ORDER BY 2, 1",
    "u:part t:sku t:title i:quantity" },
};

static gboolean
set_sold (KontorJson *variant, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) row = NULL;
  gint64 sold = 0;

  if (kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    {
      kontor_json_set (variant, "sold", kontor_json_new_null ());
      return TRUE;
    }

  row = kontor_query_row (database,
                          "SELECT quantity FROM derived_product_figures WHERE variant_uid = ?1",
                          "i:sold",
                          error,
                          KONTOR_VALUES (kontor_value_uid (uid)));
  if (row == NULL)
    return FALSE;

  if (kontor_json_type (row) == KONTOR_JSON_OBJECT)
    sold = kontor_json_get_integer (row, "sold", 0);
  kontor_json_set_integer (variant, "sold", sold);
  return TRUE;
}

static gboolean
complete_variant (KontorJson *variant, KontorDatabase *database, GError **error)
{
  KontorUid   uid;
  KontorJson *cost;

  if (!kontor_uid_parse (&uid, kontor_json_get_string (variant, "uid", "")))
    g_return_val_if_reached (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (variant_parts); i++)
    if (!kontor_query_set_rows (variant,
                                variant_parts[i].key,
                                database,
                                variant_parts[i].sql,
                                variant_parts[i].spec,
                                error,
                                KONTOR_VALUES (kontor_value_uid (&uid))))
      return FALSE;

  cost = kontor_query_row (database,
                           "SELECT uid, currency, cost_e4 FROM product_cost WHERE variant_uid = ?1"
                           " ORDER BY uid DESC",
                           "u:uid t:currency i:cost_e4",
                           error,
                           KONTOR_VALUES (kontor_value_uid (&uid)));
  if (cost == NULL)
    return FALSE;

  kontor_json_set (variant, "cost", cost);
  return set_sold (variant, database, &uid, error);
}

static gboolean
set_variants (KontorJson *product, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  KontorJson *variants = kontor_query_rows (
    database,
    "SELECT uid, position, sku, value1, value2, value3, weight_g, reorder_level,"
    " reorder_quantity, archived_at, content, content_unit FROM product_variant"
    " WHERE product_uid = ?1"
    " ORDER BY position, uid",
    "u:uid i:position t:sku t:value1 t:value2 t:value3 i:weight_g i:reorder_level"
    " i:reorder_quantity i:archived_at i:content t:content_unit",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (variants == NULL)
    return FALSE;

  kontor_json_set (product, "variants", variants);
  for (guint i = 0; i < kontor_json_length (variants); i++)
    if (!complete_variant ((KontorJson *) kontor_json_at (variants, i), database, error))
      return FALSE;

  return TRUE;
}

/* {"Notes": ["cedar", "rose"]} */
static gboolean
set_attributes (KontorJson *product, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  KontorJson *attributes = kontor_json_new_object ();
  g_autoptr (KontorJson) rows = NULL;

  kontor_json_set (product, "attributes", attributes);
  rows = kontor_query_rows (database,
                            "SELECT name, value FROM product_attribute WHERE product_uid = ?1"
                            " ORDER BY name, position",
                            "t:name t:value",
                            error,
                            KONTOR_VALUES (kontor_value_uid (uid)));
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      const char       *name = kontor_json_get_string (row, "name", "");
      KontorJson       *values = (KontorJson *) kontor_json_get_array (attributes, name);

      if (values == NULL)
        {
          values = kontor_json_new_array ();
          kontor_json_set (attributes, name, values);
        }
      kontor_json_append (values,
                          kontor_json_new_string (kontor_json_get_string (row, "value", "")));
    }

  return TRUE;
}

/* {"uid","name","path"}: the path names the categories above as well, "Tee > Schwarztee". */
static gboolean
set_category (KontorJson *product, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (KontorJson) rows = kontor_query_rows (
    database,
    "WITH RECURSIVE above (uid, name, parent_uid, depth) AS ("
    " SELECT c.uid, c.name, c.parent_uid, 0 FROM product AS p JOIN category AS c"
    " ON c.uid = p.category_uid WHERE p.uid = ?1"
    " UNION ALL SELECT c.uid, c.name, c.parent_uid, a.depth + 1 FROM above AS a"
    " JOIN category AS c ON c.uid = a.parent_uid WHERE a.depth < 32)"
    " SELECT uid, name FROM above ORDER BY depth DESC",
    "u:uid t:name",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
  KontorJson *category = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      category = (KontorJson *) kontor_json_at (rows, i);
      g_string_append_printf (
        path, "%s%s", i > 0 ? " > " : "", kontor_json_get_string (category, "name", ""));
    }
  if (category != NULL)
    kontor_json_set_string (category, "path", path->str);
  kontor_json_set (
    product, "category", category != NULL ? kontor_json_ref (category) : kontor_json_new_null ());
  return TRUE;
}

static gboolean
set_tags_and_pictures (KontorJson      *product,
                       KontorDatabase  *database,
                       const KontorUid *uid,
                       GError         **error)
{
  KontorJson *tags = kontor_query_texts (
    database,
    "SELECT tag FROM product_tag WHERE product_uid = ?1 ORDER BY tag",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (tags == NULL)
    return FALSE;

  kontor_json_set (product, "tags", tags);
  return kontor_query_set_rows (product,
                                "pictures",
                                database,
                                "SELECT position, sha256, url, alt FROM product_picture"
                                " WHERE product_uid = ?1 ORDER BY position",
                                "i:position t:sha256 t:url t:alt",
                                error,
                                KONTOR_VALUES (kontor_value_uid (uid)));
}

/**
 * kontor_query_product_json:
 * @database: a connection
 * @uid: a product
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the product with all that belongs to it, members as in README.md
 */
KontorJson *
kontor_query_product_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) product = NULL;

  g_return_val_if_fail (database != NULL && uid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  product = kontor_query_row (
    database, SELECT_PRODUCT, PRODUCT_SPEC, error, KONTOR_VALUES (kontor_value_uid (uid)));
  if (!kontor_query_check_found (product, _ ("product"), error)
      || !set_category (product, database, uid, error)
      || !set_attributes (product, database, uid, error)
      || !set_tags_and_pictures (product, database, uid, error)
      || !set_variants (product, database, uid, error))
    return NULL;

  return g_steal_pointer (&product);
}

/**
 * kontor_query_categories:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): categories by name, with the number of products that are not archived
 */
KontorJson *
kontor_query_categories (KontorDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return kontor_query_rows (
    database,
    "SELECT c.uid, c.name, c.parent_uid, (SELECT count (*) FROM product AS p"
    " WHERE p.category_uid = c.uid AND p.archived_at IS NULL)"
    " FROM category AS c WHERE c.archived_at IS NULL ORDER BY c.name, c.uid",
    "u:uid t:name u:parent i:products",
    error,
    KONTOR_NO_VALUES);
}
