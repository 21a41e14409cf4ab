/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-product.h"

/* "Title, SKU": what people call a variant. */
static char *
make_label (const char *label, const KontorJson *product, const KontorJson *variant)
{
  const char      *sku = kontor_json_get_string (variant, "sku", "");
  const char      *title = kontor_json_get_string (product, "title", "");
  g_autofree char *name = *sku != '\0' ? g_strdup_printf ("%s, %s", title, sku) : g_strdup (title);
  g_autoptr (KontorJson) named = kontor_json_new_object ();

  kontor_json_set_string (named, "name", name);
  return kontor_record_label (label, named);
}

/* The command is about one variant, so its field is named without the place among the others. */
static void
shorten_field (GError **error)
{
  const char *field = kontor_command_error_get_field (*error);
  const char *dot = field != NULL && g_str_has_prefix (field, "variants[") ? strchr (field, '.')
                                                                           : NULL;
  GError     *shortened = NULL;

  if (dot == NULL)
    return;
  shortened = kontor_command_error_new (
    (KontorCommandError) (*error)->code, dot + 1, "%s", (*error)->message);
  g_clear_error (error);
  *error = shortened;
}

static gboolean
store_product (KontorCommandContext *context, const KontorJson *product, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (kontor_product_store (context, product, &failure))
    return TRUE;

  shorten_field (&failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Stores the product with a changed variant; nothing when it did not change. */
static gboolean
store_variant (KontorCommandContext *context,
               const KontorUid      *uid,
               const KontorJson     *product,
               guint                 index,
               KontorJson           *variant,
               const char           *inverse,
               KontorJson           *back,
               const char           *label,
               GError              **error)
{
  const KontorJson *before = kontor_product_variant_at (product, index);
  g_autoptr (KontorJson) owned = back;
  g_autoptr (KontorJson) after = kontor_product_with_variant (product, index, variant);

  kontor_command_context_set_uid (context, "variant", uid);
  if (kontor_json_equal (product, after))
    return TRUE;

  kontor_json_set (back, "variant", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (
    context, inverse, g_steal_pointer (&owned), make_label (label, product, before));
  return store_product (context, after, error);
}

static gboolean
check_new_uid (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_record_exists (database,
                             "SELECT 1 FROM product_variant WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_CONFLICT, "variant", _ ("there is a variant of this id already"));
  return !exists;
}

static gboolean
append_variant (KontorCommandContext *context,
                const KontorJson     *params,
                const KontorJson     *product,
                const KontorUid      *uid,
                GError              **error)
{
  gboolean    changed = FALSE;
  KontorJson *back = NULL;
  KontorJson *variant = kontor_variant_read (params, NULL, uid, NULL, error);
  g_autoptr (KontorJson) after = NULL;

  if (variant == NULL)
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "variant", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (
    context, "variant.withdraw", back, make_label (_ ("Add Variant “%s”"), product, variant));
  kontor_command_context_set_uid (context, "variant", uid);
  after = kontor_product_with_variant (
    product, kontor_json_length (kontor_json_get (product, "variants")), variant);
  return store_product (context, after, error)
         && kontor_cost_set (context, uid, params, NULL, &changed, error);
}

/* {product, …a variant as in product.create} */
static gboolean
variant_add (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid product_uid;
  KontorUid uid;
  g_autoptr (KontorJson) product = kontor_product_load (
    context->database, params, &product_uid, error);

  if (product == NULL || !kontor_param_uid_or_nil (params, "variant", &uid, error))
    return FALSE;
  if (kontor_uid_is_nil (&uid))
    kontor_command_context_derive_uid (context, &uid);
  return check_new_uid (context->database, &uid, error)
         && append_variant (context, params, product, &uid, error);
}

/* {variant, fields} */
static gboolean
variant_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  guint     index = 0;
  g_autoptr (KontorJson) product = kontor_product_load_by_variant (
    context->database, params, &uid, &index, error);
  const KontorJson *before = kontor_product_variant_at (product, index);
  g_autoptr (KontorJson) edit = product != NULL
                                  ? kontor_form_edit (kontor_variant_fields, params, before, error)
                                  : NULL;
  KontorJson *after = edit != NULL ? kontor_variant_read (edit, before, &uid, NULL, error) : NULL;
  KontorJson *back = NULL;

  if (after == NULL)
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "fields", kontor_form_diff (kontor_variant_fields, before, after));
  return store_variant (
    context, &uid, product, index, after, "variant.edit", back, _ ("Edit “%s”"), error);
}

static gboolean
archive_variant (KontorCommandContext *context,
                 const KontorJson     *params,
                 gboolean              archive,
                 const char           *inverse,
                 const char           *label,
                 GError              **error)
{
  KontorUid uid;
  guint     index = 0;
  g_autoptr (KontorJson) product = kontor_product_load_by_variant (
    context->database, params, &uid, &index, error);
  const KontorJson *before = kontor_product_variant_at (product, index);
  KontorJson       *after = NULL;

  if (product == NULL)
    return FALSE;
  if ((kontor_json_get (before, "archived_at") != NULL) == archive)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                NULL,
                                "%s",
                                archive ? _ ("the variant is archived already")
                                        : _ ("the variant is not archived"));
      return FALSE;
    }

  after = kontor_json_with (before,
                            "archived_at",
                            archive ? kontor_json_new_integer (context->command->at)
                                    : kontor_json_new_null ());
  return store_variant (
    context, &uid, product, index, after, inverse, kontor_json_new_object (), label, error);
}

/* {variant} */
static gboolean
variant_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return archive_variant (context, params, TRUE, "variant.restore", _ ("Archive “%s”"), error);
}

/* {variant} */
static gboolean
variant_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return archive_variant (context, params, FALSE, "variant.archive", _ ("Restore “%s”"), error);
}

static gboolean
remove_variant (KontorCommandContext *context,
                const KontorUid      *uid,
                const KontorJson     *product,
                guint                 index,
                GError              **error)
{
  const KontorJson *variant = kontor_product_variant_at (product, index);
  KontorJson       *back = kontor_json_copy_object (variant);
  g_autoptr (KontorJson) owned = back;
  g_autoptr (KontorJson) after = NULL;

  kontor_json_set (back, "product", kontor_json_share (kontor_json_get (product, "uid")));
  if (!kontor_cost_get (context->database, back, error))
    return FALSE;

  kontor_command_context_set_inverse (context,
                                      "variant.add",
                                      g_steal_pointer (&owned),
                                      make_label (_ ("Delete “%s”"), product, variant));
  kontor_command_context_set_uid (context, "variant", uid);
  after = kontor_product_with_variant (product, index, NULL);
  return store_product (context, after, error)
         && kontor_cost_delete_missing (context, product, after, error);
}

/* {variant}: takes back a variant.add. */
static gboolean
variant_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  guint     index = 0;
  gboolean  used = FALSE;
  g_autoptr (KontorJson) product = kontor_product_load_by_variant (
    context->database, params, &uid, &index, error);

  if (product == NULL || !kontor_variant_is_used (context->database, &uid, &used, error))
    return FALSE;
  if (used)
    return variant_archive (context, params, error);
  if (kontor_json_length (kontor_json_get (product, "variants")) > 1)
    return remove_variant (context, &uid, product, index, error);

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_STATE_CHANGED,
    "variant",
    _ ("a product has one variant at least: archive or delete the product"));
  return FALSE;
}

static gboolean
set_list (KontorCommandContext *context,
          const KontorJson     *params,
          const char           *name,
          gboolean              careful,
          const char           *command,
          const char           *label,
          GError              **error)
{
  KontorUid uid;
  guint     index = 0;
  g_autoptr (KontorJson) product = kontor_product_load_by_variant (
    context->database, params, &uid, &index, error);
  const KontorJson *variant = kontor_product_variant_at (product, index);
  const KontorJson *before = kontor_json_get (variant, name);
  g_autoptr (KontorJson) list = product != NULL ? kontor_variant_read_part (
                                  name, kontor_json_get (params, name), NULL, error)
                                                : NULL;
  KontorJson *back = NULL;

  if (list == NULL)
    return FALSE;
  if (careful && !kontor_json_equal (before, list) && kontor_json_has (params, "base"))
    {
      g_autoptr (KontorJson) base = kontor_variant_read_part (
        name, kontor_json_get (params, "base"), NULL, error);
      g_autoptr (KontorJson) seen = base != NULL
                                      ? kontor_json_with (params, "base", kontor_json_ref (base))
                                      : NULL;

      if (seen == NULL || !kontor_form_check_base (seen, name, before, error))
        return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, name, kontor_json_share (before));
  return store_variant (context,
                        &uid,
                        product,
                        index,
                        kontor_json_with (variant, name, g_steal_pointer (&list)),
                        command,
                        back,
                        label,
                        error);
}

/* {variant, prices, base?} */
static gboolean
variant_set_prices (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (
    context, params, "prices", TRUE, "variant.set_prices", _ ("Change Prices of “%s”"), error);
}

/* {variant, barcodes} */
static gboolean
variant_set_barcodes (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (context,
                   params,
                   "barcodes",
                   FALSE,
                   "variant.set_barcodes",
                   _ ("Change Barcodes of “%s”"),
                   error);
}

/* The list with the code; NULL when it has it already. */
static KontorJson *
with_barcode (const KontorJson *barcodes, const char *code, gint64 pack_quantity)
{
  g_autoptr (KontorJson) list = kontor_json_new_array ();
  KontorJson *barcode = NULL;

  for (guint i = 0; i < kontor_json_length (barcodes); i++)
    {
      if (g_str_equal (kontor_json_get_string (kontor_json_at (barcodes, i), "code", ""), code))
        return NULL;
      kontor_json_append (list, kontor_json_share (kontor_json_at (barcodes, i)));
    }
  barcode = kontor_json_new_object ();
  kontor_json_set_string (barcode, "code", code);
  kontor_json_set_integer (barcode, "pack_quantity", pack_quantity);
  kontor_json_append (list, barcode);
  return g_steal_pointer (&list);
}

/**
 * kontor_variant_add_barcode:
 * @context: the running command
 * @variant: uid of a variant
 * @code: what is printed on it
 * @pack_quantity: thousandths that one scan stands for
 * @error: return location for an error
 *
 * As variant.set_barcodes with one more; nothing is done when the variant has it.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, %KONTOR_COMMAND_ERROR_CONFLICT when it belongs to
 * another, #KontorDatabaseError.
 *
 * Returns: whether the variant has it now
 */
gboolean
kontor_variant_add_barcode (KontorCommandContext *context,
                            const KontorUid      *variant,
                            const char           *code,
                            gint64                pack_quantity,
                            GError              **error)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  g_autoptr (KontorJson) product = NULL;
  KontorJson *list = NULL;
  KontorUid   uid;
  guint       index = 0;

  kontor_json_set (params, "variant", kontor_json_new_uid (variant));
  product = kontor_product_load_by_variant (context->database, params, &uid, &index, error);
  if (product == NULL)
    return FALSE;
  list = with_barcode (
    kontor_json_get (kontor_product_variant_at (product, index), "barcodes"), code, pack_quantity);
  if (list == NULL)
    return TRUE;
  kontor_json_set (params, "barcodes", list);
  return variant_set_barcodes (context, params, error);
}

/* {variant, suppliers} */
static gboolean
variant_set_suppliers (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (context,
                   params,
                   "suppliers",
                   FALSE,
                   "variant.set_suppliers",
                   _ ("Change Suppliers of “%s”"),
                   error);
}

/* {variant, parts} */
static gboolean
variant_set_parts (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (
    context, params, "parts", FALSE, "variant.set_parts", _ ("Change Parts of “%s”"), error);
}

/* {variant, cost_e4, cost_currency?}: null takes the cost away. */
static gboolean
variant_set_cost (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  guint     index = 0;
  gboolean  changed = FALSE;
  g_autoptr (KontorJson) product = kontor_product_load_by_variant (
    context->database, params, &uid, &index, error);
  g_autoptr (KontorJson) back = NULL;

  if (product == NULL)
    return FALSE;
  if (!kontor_json_has (params, "cost_e4"))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "cost_e4", _ ("“%s” is missing"), "cost_e4");
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "variant", kontor_json_new_uid (&uid));
  if (!kontor_cost_get (context->database, back, error)
      || !kontor_cost_set (context, &uid, params, NULL, &changed, error))
    return FALSE;

  kontor_command_context_set_uid (context, "variant", &uid);
  if (changed)
    kontor_command_context_set_inverse (
      context,
      "variant.set_cost",
      g_steal_pointer (&back),
      make_label (_ ("Change Cost of “%s”"), product, kontor_product_variant_at (product, index)));
  return TRUE;
}

#define ROLES "staff finance admin"
#define MERGE_LIST "as a whole: the newest list wins"

const KontorCommandType kontor_variant_commands[] = {
  {
    .name = "variant.add",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused when its SKU or a barcode belongs to another",
    .roles = ROLES,
    .help = "{product, sku?, value1..3?, weight_g?, reorder_level?, reorder_quantity?, content?, "
            "content_unit?, prices?, "
            "barcodes?, suppliers?, "
            "parts?, cost_e4?, cost_currency?}",
    .run = variant_add,
  },
  {
    .name = "variant.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins; refused when the SKU belongs to another",
    .roles = ROLES,
    .help = "{variant, fields: {sku: {base?, new}, …}}",
    .run = variant_edit,
  },
  {
    .name = "variant.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{variant}",
    .run = variant_archive,
  },
  {
    .name = "variant.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge
    = "done already: settled without noise; refused when its SKU or barcode was given to another",
    .roles = ROLES,
    .help = "{variant}",
    .run = variant_restore,
  },
  {
    .name = "variant.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "deleted when nothing names it, else archived",
    .roles = ROLES,
    .help = "{variant}: takes back what variant.add made",
    .run = variant_withdraw,
  },
  {
    .name = "variant.set_prices",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "as a whole; refused when somebody else changed the prices since",
    .roles = ROLES,
    .help = "{variant, prices: [{currency, price_mode, customer_group?, from_quantity?, "
            "valid_from?, price_e4, "
            "compare_e4?}], base?}",
    .run = variant_set_prices,
  },
  {
    .name = "variant.set_barcodes",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = MERGE_LIST "; refused when a barcode belongs to another",
    .roles = ROLES,
    .help = "{variant, barcodes: [{code, pack_quantity?}]}",
    .run = variant_set_barcodes,
  },
  {
    .name = "variant.set_suppliers",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = MERGE_LIST,
    .roles = ROLES,
    .help = "{variant, suppliers: [{supplier, order_code?, pack_quantity?}]}",
    .run = variant_set_suppliers,
  },
  {
    .name = "variant.set_parts",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = MERGE_LIST "; refused when a thing would be a part of itself",
    .roles = ROLES,
    .help = "{variant, parts: [{variant, quantity}]}",
    .run = variant_set_parts,
  },
  {
    .name = "variant.set_cost",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "the newest cost wins",
    .roles = ROLES,
    .help = "{variant, cost_e4, cost_currency?}",
    .run = variant_set_cost,
  },
  { NULL },
};
