/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-product.h"
#include "kontor-text.h"

/* Who has it: a title, or NULL when nobody has. Read after storing, so the same query finds a
 * second one in the same product. */
static gboolean
find_owner (KontorDatabase  *database,
            const char      *sql,
            const char      *text,
            const KontorUid *but,
            char           **title,
            GError         **error)
{
  g_autoptr (KontorStatement) owner = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  *title = NULL;
  owner = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (text), kontor_value_uid (but)));
  if (owner != NULL)
    step = kontor_statement_step (owner, error);
  if (step == KONTOR_STEP_ROW)
    *title = g_strdup (kontor_statement_get_text (owner, 0));
  return step != KONTOR_STEP_FAILED;
}

static gboolean
check_sku (KontorDatabase  *database,
           const char      *sku,
           const KontorUid *variant,
           const char      *field,
           GError         **error)
{
  g_autofree char *title = NULL;

  if (*sku == '\0')
    return TRUE;
  if (!find_owner (
        database,
        "SELECT p.title FROM product_variant v JOIN product p ON p.uid = v.product_uid WHERE v.sku "
        "= ?1 "
        "AND v.uid <> ?2 AND v.archived_at IS NULL AND p.archived_at IS NULL ORDER BY v.uid",
        sku,
        variant,
        &title,
        error))
    return FALSE;
  if (title == NULL)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            field,
                            _ ("the SKU “%s” belongs to “%s” already"),
                            sku,
                            title);
  return FALSE;
}

static gboolean
check_barcode (KontorDatabase  *database,
               const char      *code,
               const KontorUid *variant,
               const char      *field,
               GError         **error)
{
  g_autofree char *title = NULL;

  if (!find_owner (
        database,
        "SELECT p.title FROM variant_barcode b JOIN product_variant v ON v.uid = b.variant_uid "
        "JOIN product p ON p.uid = v.product_uid WHERE b.code = ?1 AND v.uid <> ?2 "
        "AND v.archived_at IS NULL AND p.archived_at IS NULL ORDER BY v.uid",
        code,
        variant,
        &title,
        error))
    return FALSE;
  if (title == NULL)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            field,
                            _ ("the barcode “%s” belongs to “%s” already"),
                            code,
                            title);
  return FALSE;
}

static gboolean
check_barcodes (KontorDatabase   *database,
                const KontorJson *variant,
                const KontorUid  *uid,
                const char       *path,
                GError          **error)
{
  const KontorJson *barcodes = kontor_json_get (variant, "barcodes");

  for (guint i = 0; i < kontor_json_length (barcodes); i++)
    {
      g_autofree char *field = g_strdup_printf ("%s.barcodes[%u].code", path, i);
      const char      *code = kontor_json_get_string (kontor_json_at (barcodes, i), "code", "");

      if (!check_barcode (database, code, uid, field, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_there (KontorDatabase   *database,
             const char       *sql,
             const KontorJson *uid,
             const char       *field,
             const char       *message,
             GError          **error)
{
  const char *text = kontor_json_string (uid);
  KontorUid   value;
  gboolean    exists = FALSE;

  if (text == NULL || !kontor_uid_parse (&value, text))
    return TRUE;
  if (!kontor_record_exists (
        database, sql, KONTOR_VALUES (kontor_value_uid (&value)), &exists, error))
    return FALSE;
  if (!exists)
    kontor_command_set_error (error, KONTOR_COMMAND_ERROR_NOT_FOUND, field, "%s", message);
  return exists;
}

static gboolean
check_suppliers (KontorDatabase   *database,
                 const KontorJson *variant,
                 const char       *path,
                 GError          **error)
{
  const KontorJson *suppliers = kontor_json_get (variant, "suppliers");

  for (guint i = 0; i < kontor_json_length (suppliers); i++)
    {
      g_autofree char *field = g_strdup_printf ("%s.suppliers[%u].supplier", path, i);

      if (!check_there (database,
                        "SELECT 1 FROM supplier WHERE uid = ?1",
                        kontor_json_get (kontor_json_at (suppliers, i), "supplier"),
                        field,
                        _ ("there is no such supplier"),
                        error))
        return FALSE;
    }
  return TRUE;
}

/* Going from part to part must never come back. */
static gboolean
check_no_cycle (KontorDatabase  *database,
                const KontorUid *variant,
                const char      *field,
                GError         **error)
{
  gboolean cycle = FALSE;

  if (!kontor_record_exists (
        database,
        "WITH RECURSIVE below (uid) AS (SELECT part_uid FROM variant_part WHERE variant_uid = ?1 "
        "UNION SELECT p.part_uid FROM variant_part p JOIN below b ON b.uid = p.variant_uid) "
        "SELECT 1 FROM below WHERE uid = ?1",
        KONTOR_VALUES (kontor_value_uid (variant)),
        &cycle,
        error))
    return FALSE;
  if (cycle)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_INVALID, field, _ ("a thing can't be a part of itself"));
  return !cycle;
}

static gboolean
check_parts (KontorDatabase   *database,
             const KontorJson *variant,
             const KontorUid  *uid,
             const char       *path,
             GError          **error)
{
  const KontorJson *parts = kontor_json_get (variant, "parts");
  g_autofree char  *list = g_strconcat (path, ".parts", NULL);

  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      g_autofree char *field = g_strdup_printf ("%s[%u].variant", list, i);

      if (!check_there (database,
                        "SELECT 1 FROM product_variant WHERE uid = ?1",
                        kontor_json_get (kontor_json_at (parts, i), "variant"),
                        field,
                        _ ("there is no such part"),
                        error))
        return FALSE;
    }
  return kontor_json_length (parts) == 0 || check_no_cycle (database, uid, list, error);
}

static gboolean
check_variant (KontorDatabase   *database,
               const KontorJson *variant,
               gboolean          is_live,
               guint             index,
               GError          **error)
{
  g_autofree char *path = g_strdup_printf ("variants[%u]", index);
  g_autofree char *sku = g_strconcat (path, ".sku", NULL);
  KontorUid        uid;

  if (!kontor_param_uid (variant, "variant", &uid, error))
    return FALSE;
  if (is_live && kontor_json_get (variant, "archived_at") == NULL
      && (!check_sku (database, kontor_json_get_string (variant, "sku", ""), &uid, sku, error)
          || !check_barcodes (database, variant, &uid, path, error)))
    return FALSE;
  return check_suppliers (database, variant, path, error)
         && check_parts (database, variant, &uid, path, error);
}

static gboolean
check_slug (KontorDatabase *database, const KontorJson *product, GError **error)
{
  const char      *slug = kontor_json_get_string (product, "slug", "");
  g_autofree char *title = NULL;
  KontorUid        uid;

  if (*slug == '\0')
    return TRUE;
  if (!kontor_param_uid (product, "uid", &uid, error)
      || !find_owner (database,
                      "SELECT title FROM product WHERE slug = ?1 AND uid <> ?2 ORDER BY uid",
                      slug,
                      &uid,
                      &title,
                      error))
    return FALSE;
  if (title == NULL)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            "slug",
                            _ ("the address “%s” belongs to “%s” already"),
                            slug,
                            title);
  return FALSE;
}

/**
 * kontor_product_check:
 * @database: a connection
 * @product: a product that was just stored
 * @error: return location for an error
 *
 * The rules between things: among products and variants in use, a SKU, a barcode and an address
 * (slug) belong to one only; categories, suppliers and parts exist; nothing is a part of itself.
 *
 * Errors: %KONTOR_COMMAND_ERROR_CONFLICT, %KONTOR_COMMAND_ERROR_NOT_FOUND,
 * %KONTOR_COMMAND_ERROR_INVALID, each with the field; #KontorDatabaseError.
 *
 * Returns: whether they hold
 */
gboolean
kontor_product_check (KontorDatabase *database, const KontorJson *product, GError **error)
{
  const KontorJson *variants = kontor_json_get (product, "variants");
  gboolean          is_live = kontor_json_get (product, "archived_at") == NULL;

  if (!check_slug (database, product, error)
      || !check_there (database,
                       "SELECT 1 FROM category WHERE uid = ?1",
                       kontor_json_get (product, "category"),
                       "category",
                       _ ("there is no such category"),
                       error))
    return FALSE;

  for (guint i = 0; i < kontor_json_length (variants); i++)
    if (!check_variant (database, kontor_json_at (variants, i), is_live, i, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_variant_is_used:
 * @database: a connection
 * @variant: uid of a variant
 * @used: (out): whether orders, returns, movements or bills of material name it
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_variant_is_used (KontorDatabase  *database,
                        const KontorUid *variant,
                        gboolean        *used,
                        GError         **error)
{
  static const char *const queries[] = {
    "SELECT 1 FROM order_line WHERE variant_uid = ?1",
    "SELECT 1 FROM stock_movement WHERE variant_uid = ?1",
    "SELECT 1 FROM variant_part WHERE part_uid = ?1",
    "SELECT 1 FROM sales_return_line WHERE variant_uid = ?1",
  };

  *used = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (queries) && !*used; i++)
    if (!kontor_record_exists (
          database, queries[i], KONTOR_VALUES (kontor_value_uid (variant)), used, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_product_is_used:
 * @database: a connection
 * @product: a product
 * @used: (out): whether one of its variants is
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_product_is_used (KontorDatabase   *database,
                        const KontorJson *product,
                        gboolean         *used,
                        GError          **error)
{
  const KontorJson *variants = kontor_json_get (product, "variants");

  *used = FALSE;
  for (guint i = 0; i < kontor_json_length (variants) && !*used; i++)
    {
      KontorUid uid;

      if (!kontor_param_uid (kontor_json_at (variants, i), "variant", &uid, error)
          || !kontor_variant_is_used (database, &uid, used, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
slug_is_free (KontorDatabase  *database,
              const char      *slug,
              const KontorUid *uid,
              gboolean        *is_free,
              GError         **error)
{
  g_autofree char *title = NULL;

  if (!find_owner (database,
                   "SELECT title FROM product WHERE slug = ?1 AND uid <> ?2",
                   slug,
                   uid,
                   &title,
                   error))
    return FALSE;
  *is_free = title == NULL;
  return TRUE;
}

/**
 * kontor_product_free_slug:
 * @database: a connection
 * @title: title of a product
 * @uid: its uid
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): an address that no other product has, "" when the title has no letters
 * for one; or %NULL with @error set
 */
char *
kontor_product_free_slug (KontorDatabase  *database,
                          const char      *title,
                          const KontorUid *uid,
                          GError         **error)
{
  g_autofree char *base = kontor_text_slug (title);
  g_autofree char *id = kontor_uid_dup_text (uid);
  gboolean         is_free = *base == '\0';

  for (guint i = 1; i < 10 && !is_free; i++)
    {
      g_autofree char *slug = i == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, i);

      if (!slug_is_free (database, slug, uid, &is_free, error))
        return NULL;
      if (is_free)
        return g_steal_pointer (&slug);
    }
  return is_free ? g_steal_pointer (&base) : g_strconcat (base, "-", id, NULL);
}
