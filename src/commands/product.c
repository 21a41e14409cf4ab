/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-category.h"
#include "kontor-product.h"

/* A product's life: made, described, archived, taken back. Its variants: product-variant.c. */

static void
set_withdraw_inverse (KontorCommandContext *context,
                      const KontorUid      *uid,
                      const KontorJson     *product,
                      KontorJson           *created)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "product", kontor_json_new_uid (uid));
  if (kontor_json_length (created) > 0)
    kontor_json_set (back, "categories", kontor_json_ref (created));
  kontor_command_context_set_inverse (
    context, "product.withdraw", back, kontor_record_label (_ ("Create “%s”"), product));
}

static void
set_variant_uids (KontorCommandContext *context, const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get (product, "variants");
  KontorJson       *uids = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (variants); i++)
    kontor_json_append (
      uids, kontor_json_share (kontor_json_get (kontor_json_at (variants, i), "variant")));
  kontor_json_set (context->outcome->result, "variants", uids);
}

static gboolean
create_product (KontorCommandContext *context,
                const KontorJson     *params,
                const KontorUid      *uid,
                GError              **error)
{
  g_autoptr (KontorJson) created = kontor_json_new_array ();
  g_autoptr (KontorJson) product = kontor_product_read (context, params, NULL, uid, created, error);
  gboolean changed = FALSE;

  if (product == NULL || !kontor_product_store (context, product, error)
      || !kontor_cost_set_all (context, product, params, &changed, error))
    return FALSE;

  set_withdraw_inverse (context, uid, product, created);
  kontor_command_context_set_uid (context, "product", uid);
  set_variant_uids (context, product);
  return TRUE;
}

/* {title, …, variants: […]}: see the help below */
static gboolean
product_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;

  if (kontor_json_has (params, "product"))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "product", _ ("a new product gets its id itself"));
      return FALSE;
    }
  kontor_command_context_derive_uid (context, &uid);
  return create_product (context, params, &uid, error);
}

static gboolean
finish_replace (KontorCommandContext *context,
                const KontorJson     *params,
                const KontorJson     *before,
                const KontorJson     *after,
                GError              **error)
{
  g_autoptr (KontorJson) back = kontor_product_dup_params (context->database, before, error);
  gboolean changed = !kontor_json_equal (before, after);

  if (back == NULL || (changed && !kontor_product_store (context, after, error))
      || !kontor_cost_set_all (context, after, params, &changed, error)
      || !kontor_cost_delete_missing (context, before, after, error))
    return FALSE;

  kontor_json_set_boolean (context->outcome->result, "changed", changed);
  set_variant_uids (context, after);
  if (changed)
    kontor_command_context_set_inverse (context,
                                        "product.replace",
                                        g_steal_pointer (&back),
                                        kontor_record_label (_ ("Update “%s”"), before));
  return TRUE;
}

/* {product or source and source_key, …as product.create}: what is named is set, the rest stays.
 * Made when there is none. */
static gboolean
product_replace (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) after = NULL;
  g_autoptr (KontorJson) created = kontor_json_new_array ();

  if (!kontor_record_resolve (
        context->database,
        "SELECT uid FROM product WHERE source = ?1 AND source_key = ?2 ORDER BY uid",
        params,
        "product",
        &uid,
        error)
      || !kontor_record_find (context->database, KONTOR_KIND_PRODUCT, &uid, &record, error))
    return FALSE;
  kontor_json_set_boolean (context->outcome->result, "created", record == NULL);
  kontor_json_set_boolean (context->outcome->result, "changed", TRUE);
  if (record == NULL)
    return create_product (context, params, &uid, error);

  kontor_command_context_set_uid (context, "product", &uid);
  before = kontor_product_load_by_uid (context->database, &uid, error);
  after = before != NULL ? kontor_product_read (context, params, before, &uid, created, error)
                         : NULL;
  return after != NULL && finish_replace (context, params, before, after, error);
}

/* Stores a product that a command changed in one place; nothing when it did not. */
static gboolean
store_changed (KontorCommandContext *context,
               const KontorUid      *uid,
               const KontorJson     *before,
               const KontorJson     *after,
               const char           *inverse,
               KontorJson           *back,
               GError              **error)
{
  g_autoptr (KontorJson) owned = back;

  kontor_command_context_set_uid (context, "product", uid);
  if (kontor_json_equal (before, after))
    return TRUE;

  kontor_json_set (back, "product", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (
    context, inverse, g_steal_pointer (&owned), kontor_record_label (_ ("Edit “%s”"), before));
  return kontor_product_store (context, after, error);
}

/* {product, fields} */
static gboolean
product_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) created = kontor_json_new_array ();
  g_autoptr (KontorJson) before = kontor_product_load (context->database, params, &uid, error);
  g_autoptr (KontorJson) edit = before != NULL
                                  ? kontor_form_edit (kontor_product_fields, params, before, error)
                                  : NULL;
  g_autoptr (KontorJson) after = edit != NULL ? kontor_product_read (
                                   context, edit, before, &uid, created, error)
                                              : NULL;
  KontorJson *back = NULL;

  if (after == NULL)
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "fields", kontor_form_diff (kontor_product_fields, before, after));
  return store_changed (context, &uid, before, after, "product.edit", back, error);
}

/* {product, attributes: {name: [text]}} */
static gboolean
product_set_attributes (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_product_load (context->database, params, &uid, error);
  g_autoptr (KontorJson) after = NULL;
  KontorJson *attributes = NULL;
  KontorJson *back = NULL;

  if (before == NULL)
    return FALSE;
  attributes = kontor_product_read_attributes (kontor_json_get (params, "attributes"), error);
  if (attributes == NULL)
    return FALSE;

  after = kontor_json_with (before, "attributes", attributes);
  back = kontor_json_new_object ();
  kontor_json_set (back, "attributes", kontor_json_share (kontor_json_get (before, "attributes")));
  return store_changed (context, &uid, before, after, "product.set_attributes", back, error);
}

/* {product, add?: [text], remove?: [text]} */
static gboolean
product_set_tags (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_product_load (context->database, params, &uid, error);
  g_autoptr (KontorJson) add = NULL;
  g_autoptr (KontorJson) remove = NULL;
  g_autoptr (KontorJson) after = NULL;
  const KontorJson *old = kontor_json_get (before, "tags");
  KontorJson       *tags = NULL;
  KontorJson       *back = NULL;

  if (before == NULL)
    return FALSE;
  add = kontor_form_read_words (kontor_json_get (params, "add"), 200, "add", error);
  remove = add != NULL
             ? kontor_form_read_words (kontor_json_get (params, "remove"), 200, "remove", error)
             : NULL;
  if (remove == NULL)
    return FALSE;

  tags = kontor_form_unite_words (old, add, remove);
  back = kontor_json_new_object ();
  kontor_json_set (back, "add", kontor_form_subtract_words (old, tags));
  kontor_json_set (back, "remove", kontor_form_subtract_words (tags, old));
  after = kontor_json_with (before, "tags", tags);
  return store_changed (context, &uid, before, after, "product.set_tags", back, error);
}

/* {product, pictures: [{sha256?, url?, alt?}]} */
static gboolean
product_set_pictures (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_product_load (context->database, params, &uid, error);
  g_autoptr (KontorJson) after = NULL;
  KontorJson *pictures = NULL;
  KontorJson *back = NULL;

  if (before == NULL)
    return FALSE;
  pictures = kontor_product_read_pictures (kontor_json_get (params, "pictures"), error);
  if (pictures == NULL)
    return FALSE;

  after = kontor_json_with (before, "pictures", pictures);
  back = kontor_json_new_object ();
  kontor_json_set (back, "pictures", kontor_json_share (kontor_json_get (before, "pictures")));
  return store_changed (context, &uid, before, after, "product.set_pictures", back, error);
}

/* {product} */
static gboolean
product_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_PRODUCT,
                                params,
                                "product",
                                TRUE,
                                "product.restore",
                                _ ("Archive “%s”"),
                                error);
}

/* {product}: its SKUs and barcodes may have been given to others meanwhile. */
static gboolean
product_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) product = NULL;

  if (!kontor_record_archive (context,
                              KONTOR_KIND_PRODUCT,
                              params,
                              "product",
                              FALSE,
                              "product.archive",
                              _ ("Restore “%s”"),
                              error))
    return FALSE;
  product = kontor_product_load (context->database, params, &uid, error);
  return product != NULL && kontor_product_check (context->database, product, error);
}

static gboolean
delete_product (KontorCommandContext *context,
                const KontorUid      *uid,
                const KontorJson     *product,
                GError              **error)
{
  KontorJson *back = kontor_product_dup_params (context->database, product, error);

  if (back == NULL)
    return FALSE;

  kontor_command_context_set_inverse (
    context, "product.replace", back, kontor_record_label (_ ("Delete “%s”"), product));
  kontor_command_context_set_uid (context, "product", uid);
  return kontor_cost_delete_missing (context, product, NULL, error)
         && kontor_record_delete (context, KONTOR_KIND_PRODUCT, uid, error);
}

/* {product} */
static gboolean
product_delete (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) product = kontor_product_load (context->database, params, &uid, error);
  gboolean used = FALSE;

  if (product == NULL || !kontor_product_is_used (context->database, product, &used, error))
    return FALSE;
  if (!used)
    return delete_product (context, &uid, product, error);

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_STATE_CHANGED,
    "product",
    _ ("“%s” stands in orders, stock movements or other products: archive it instead"),
    kontor_json_get_string (product, "title", ""));
  return FALSE;
}

/* {product, categories?}: takes back a product.create. */
static gboolean
product_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) product = kontor_product_load (context->database, params, &uid, error);
  gboolean used = FALSE;

  if (product == NULL || !kontor_product_is_used (context->database, product, &used, error))
    return FALSE;
  if (!used)
    return delete_product (context, &uid, product, error)
           && kontor_category_withdraw (
             context, kontor_json_get_array (params, "categories"), error);
  if (kontor_json_get (product, "archived_at") != NULL)
    {
      kontor_command_context_set_uid (context, "product", &uid);
      return TRUE;
    }
  return product_archive (context, params, error);
}

#define ROLES "staff finance admin"
#define FIELDS                                                                                     \
  "kind?, slug?, description?, brand?, category? or category_path? (\"A > B\"), tax_code?, "       \
  "unit?, option1..3?, published?, "                                                               \
  "attributes? {name: [text]}, tags?, pictures? [{sha256?, url?, alt?}], source?, source_key?, "   \
  "created_at?, "                                                                                  \
  "variants: [{sku?, value1..3?, weight_g?, reorder_level?, reorder_quantity?, content?, "         \
  "content_unit?, "                                                                                \
  "prices? [{currency, price_mode, customer_group?, from_quantity?, valid_from?, price_e4, "       \
  "compare_e4?}], "                                                                                \
  "barcodes? [{code, pack_quantity?}], suppliers? [{supplier, order_code?, pack_quantity?}], "     \
  "parts? [{variant, quantity}], cost_e4?, cost_currency?}]}"
#define MERGE_LIST "as a whole: the newest list wins"

const KontorCommandType kontor_product_commands[] = {
  {
    .name = "product.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused when a SKU, barcode or address belongs to another product",
    .roles = ROLES,
    .help = "{title, " FIELDS,
    .run = product_create,
  },
  {
    .name = "product.replace",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "what is named is set, the newest wins; refused when a SKU, barcode or address "
             "belongs to another product",
    .roles = ROLES,
    .help = "{product, or source and source_key; title, " FIELDS,
    .run = product_replace,
  },
  {
    .name = "product.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins; the tax code is refused when somebody else changed "
             "it since",
    .roles = ROLES,
    .help = "{product, fields: {title: {base?, new}, …}}",
    .run = product_edit,
  },
  {
    .name = "product.set_attributes",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = MERGE_LIST,
    .roles = ROLES,
    .help = "{product, attributes: {name: [text]}}",
    .run = product_set_attributes,
  },
  {
    .name = "product.set_tags",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by element: what is added is there, what is removed is not",
    .roles = ROLES,
    .help = "{product, add?: [text], remove?: [text]}",
    .run = product_set_tags,
  },
  {
    .name = "product.set_pictures",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = MERGE_LIST,
    .roles = ROLES,
    .help = "{product, pictures: [{sha256?, url?, alt?}]}",
    .run = product_set_pictures,
  },
  {
    .name = "product.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{product}",
    .run = product_archive,
  },
  {
    .name = "product.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge
    = "done already: settled without noise; refused when its SKU or barcode was given to another",
    .roles = ROLES,
    .help = "{product}",
    .run = product_restore,
  },
  {
    .name = "product.delete",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when orders, stock movements or other products name it: archive it instead",
    .roles = ROLES,
    .help = "{product}",
    .run = product_delete,
  },
  {
    .name = "product.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "deleted when nothing names it, else archived",
    .roles = ROLES,
    .help = "{product, categories?: [uid]}: takes back what product.create made",
    .run = product_withdraw,
  },
  { NULL },
};
