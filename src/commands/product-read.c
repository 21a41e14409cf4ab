/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-category.h"
#include "kontor-product.h"
#include "kontor-text.h"

static const char *const product_members[] = {
  "product", "category_path", "categories", "attributes", "tags", "pictures", "variants", NULL,
};

/* Which variant of the base an entry speaks of: by uid, else by SKU, else by its options. */
static gboolean
is_same_variant (const KontorJson *entry, const KontorJson *variant, guint pass)
{
  static const char *const values[] = { "value1", "value2", "value3" };
  const char              *sku = kontor_json_get_string (entry, "sku", "");

  if (pass == 0)
    return g_strcmp0 (kontor_json_get_string (entry, "variant", NULL),
                      kontor_json_get_string (variant, "variant", ""))
           == 0;
  if (kontor_json_get_string (entry, "variant", NULL) != NULL)
    return FALSE;
  if (pass == 1)
    return *sku != '\0' && g_strcmp0 (sku, kontor_json_get_string (variant, "sku", "")) == 0;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_strcmp0 (kontor_json_get_string (entry, values[i], ""),
                   kontor_json_get_string (variant, values[i], ""))
        != 0)
      return FALSE;
  return TRUE;
}

/* For each entry the variant of the base that it speaks of, NULL for a new one; @matched is filled.
 */
static GPtrArray *
match_variants (const KontorJson *entries, const KontorJson *base, GHashTable *matched)
{
  GPtrArray *matches = g_ptr_array_new ();

  g_ptr_array_set_size (matches, (int) kontor_json_length (entries));
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < matches->len; i++)
      for (guint k = 0; matches->pdata[i] == NULL && k < kontor_json_length (base); k++)
        {
          const KontorJson *variant = kontor_json_at (base, k);

          if (g_hash_table_contains (matched, variant)
              || !is_same_variant (kontor_json_at (entries, i), variant, pass))
            continue;
          matches->pdata[i] = (gpointer) variant;
          g_hash_table_add (matched, (gpointer) variant);
        }
  return matches;
}

static KontorJson *
read_entry (KontorCommandContext *context,
            const KontorJson     *entry,
            const KontorJson     *base,
            guint                 index,
            GError              **error)
{
  g_autofree char *path = g_strdup_printf ("variants[%u]", index);
  KontorUid        uid;

  if (!kontor_param_uid_or_nil (base != NULL ? base : entry, "variant", &uid, error))
    return NULL;
  if (kontor_uid_is_nil (&uid))
    kontor_command_context_derive_uid (context, &uid);
  return kontor_variant_read (entry, base, &uid, path, error);
}

/* A variant that is not named any more goes when nothing refers to it, else it is archived. */
static gboolean
append_unnamed (KontorCommandContext *context,
                KontorJson           *variants,
                const KontorJson     *variant,
                GError              **error)
{
  KontorUid uid;
  gboolean  used = FALSE;

  if (kontor_json_get (variant, "archived_at") != NULL)
    {
      kontor_json_append (variants, kontor_json_share (variant));
      return TRUE;
    }
  if (!kontor_param_uid (variant, "variant", &uid, error)
      || !kontor_variant_is_used (context->database, &uid, &used, error))
    return FALSE;
  if (used)
    kontor_json_append (
      variants,
      kontor_json_with (variant, "archived_at", kontor_json_new_integer (context->command->at)));
  return TRUE;
}

static KontorJson *
read_variants (KontorCommandContext *context,
               const KontorJson     *entries,
               const KontorJson     *base,
               GError              **error)
{
  g_autoptr (KontorJson) variants = kontor_json_new_array ();
  g_autoptr (GHashTable) matched = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) matches = match_variants (entries, base, matched);

  for (guint i = 0; i < kontor_json_length (entries); i++)
    {
      KontorJson *variant = read_entry (
        context, kontor_json_at (entries, i), matches->pdata[i], i, error);

      if (variant == NULL)
        return NULL;
      kontor_json_append (variants, variant);
    }
  for (guint i = 0; i < kontor_json_length (base); i++)
    if (!g_hash_table_contains (matched, kontor_json_at (base, i))
        && !append_unnamed (context, variants, kontor_json_at (base, i), error))
      return NULL;
  return g_steal_pointer (&variants);
}

/* Missing: those of the base; a product has one variant at least. */
static KontorJson *
read_all_variants (KontorCommandContext *context,
                   const KontorJson     *params,
                   const KontorJson     *base,
                   GError              **error)
{
  const KontorJson *entries = kontor_json_get (params, "variants");
  const KontorJson *before = kontor_json_get (base, "variants");
  g_autoptr (KontorJson) single = NULL;

  if (entries != NULL && kontor_json_type (entries) != KONTOR_JSON_ARRAY)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "variants", _ ("“%s” must be a list"), "variants");
      return NULL;
    }
  if (entries == NULL && before != NULL)
    return kontor_json_share (before);
  if (kontor_json_length (entries) > 0)
    return read_variants (context, entries, before, error);

  single = kontor_json_new_array ();
  kontor_json_append (single, kontor_json_new_object ());
  return read_variants (context, single, before, error);
}

static KontorJson *
read_tags (const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) tags = kontor_form_read_words (
    kontor_json_get (params, "tags"), 200, "tags", error);

  return tags != NULL ? kontor_form_unite_words (NULL, tags, NULL) : NULL;
}

static gboolean
set_list (KontorJson *product, const char *name, KontorJson *list)
{
  if (list != NULL)
    kontor_json_set (product, name, list);
  return list != NULL;
}

static gboolean
read_lists (KontorCommandContext *context,
            KontorJson           *product,
            const KontorJson     *params,
            const KontorJson     *base,
            GError              **error)
{
  static const char *const names[] = { "attributes", "tags", "pictures" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const KontorJson *given = kontor_json_get (params, names[i]);
      KontorJson       *list = NULL;

      if (base != NULL && !kontor_json_has (params, names[i]))
        list = kontor_json_share (kontor_json_get (base, names[i]));
      else if (i == 0)
        list = kontor_product_read_attributes (given, error);
      else if (i == 1)
        list = read_tags (params, error);
      else
        list = kontor_product_read_pictures (given, error);
      if (!set_list (product, names[i], list))
        return FALSE;
    }
  return set_list (product, "variants", read_all_variants (context, params, base, error));
}

static gboolean
read_category (KontorCommandContext *context,
               KontorJson           *product,
               const KontorJson     *params,
               KontorJson           *created,
               GError              **error)
{
  const char *path = NULL;
  KontorUid   uid;

  if (!kontor_param_string_or (params, "category_path", 4000, NULL, &path, error))
    return FALSE;
  if (path == NULL || kontor_text_is_blank (path) || kontor_json_get (params, "category") != NULL)
    return TRUE;
  if (!kontor_category_ensure_path (context, path, &uid, created, error))
    return FALSE;
  kontor_json_set (product, "category", kontor_json_new_uid (&uid));
  return TRUE;
}

static gboolean
fill_in (KontorCommandContext *context, KontorJson *product, const KontorUid *uid, GError **error)
{
  if (kontor_json_get (product, "created_at") == NULL)
    kontor_json_set_integer (product, "created_at", context->command->at);
  if (*kontor_json_get_string (product, "slug", "") == '\0')
    {
      g_autofree char *slug = kontor_product_free_slug (
        context->database, kontor_json_get_string (product, "title", ""), uid, error);

      if (slug == NULL)
        return FALSE;
      kontor_json_set_string (product, "slug", slug);
    }
  return TRUE;
}

/**
 * kontor_product_read:
 * @context: the running command
 * @params: a product as product.create takes it
 * @base: (nullable): the product as it is; members missing in @params stay
 * @uid: its uid
 * @created: an array that the uids of categories made for "category_path" are appended to
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field, #KontorDatabaseError.
 *
 * Returns: (transfer full): the product, not stored yet, or %NULL with @error set
 */
KontorJson *
kontor_product_read (KontorCommandContext *context,
                     const KontorJson     *params,
                     const KontorJson     *base,
                     const KontorUid      *uid,
                     KontorJson           *created,
                     GError              **error)
{
  g_autoptr (KontorJson) product = kontor_form_read (
    kontor_product_fields, product_members, params, base, NULL, error);

  if (product == NULL || !read_category (context, product, params, created, error)
      || !read_lists (context, product, params, base, error)
      || !fill_in (context, product, uid, error))
    return NULL;

  kontor_json_set (product, "uid", kontor_json_new_uid (uid));
  kontor_json_set (product,
                   "changed_at",
                   base != NULL ? kontor_json_share (kontor_json_get (base, "changed_at"))
                                : kontor_json_new_null ());
  return g_steal_pointer (&product);
}
