/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-product.h"

#define MOST_COST G_GINT64_CONSTANT (100000000000000) /* ten thousand million, in 1/10000 */

/* Cost is an aggregate of its own, because not every role may see it. */
static void
derive_uid (const KontorUid *variant, KontorUid *uid)
{
  kontor_uid_derive (uid, variant, 1);
}

static char *
dup_currency (KontorDatabase   *database,
              const KontorJson *params,
              const KontorJson *before,
              GError          **error)
{
  const char *currency = kontor_json_get_string (
    params, "cost_currency", kontor_json_get_string (before, "currency", NULL));

  if (currency == NULL)
    return kontor_setting_read (database, "currency", "EUR", error);
  if (kontor_currency_is_known (currency))
    return g_strdup (currency);

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "cost_currency",
                            _ ("“%s” is no code of a currency, like EUR"),
                            currency);
  return NULL;
}

static KontorJson *
read_cost (KontorDatabase   *database,
           const KontorUid  *uid,
           const KontorUid  *variant,
           const KontorJson *params,
           const KontorJson *before,
           GError          **error)
{
  KontorJson      *cost = NULL;
  gint64           cost_e4 = 0;
  g_autofree char *currency = dup_currency (database, params, before, error);

  if (currency == NULL || !kontor_param_integer (params, "cost_e4", 0, MOST_COST, &cost_e4, error))
    return NULL;

  cost = kontor_json_new_object ();
  kontor_json_set (cost, "uid", kontor_json_new_uid (uid));
  kontor_json_set (cost, "variant", kontor_json_new_uid (variant));
  kontor_json_set_string (cost, "currency", currency);
  kontor_json_set_integer (cost, "cost_e4", cost_e4);
  return cost;
}

/**
 * kontor_cost_set:
 * @context: the running command
 * @variant: uid of a variant
 * @params: "cost_e4" in 1/10000 (null takes it away, missing leaves it) and "cost_currency"
 * @path: (nullable): where they stand, for messages
 * @changed: (inout): set to %TRUE when something changed
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_cost_set (KontorCommandContext *context,
                 const KontorUid      *variant,
                 const KontorJson     *params,
                 const char           *path,
                 gboolean             *changed,
                 GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) after = NULL;

  if (!kontor_json_has (params, "cost_e4"))
    return TRUE;

  derive_uid (variant, &uid);
  if (!kontor_record_find (context->database, KONTOR_KIND_PRODUCT_COST, &uid, &before, error))
    return FALSE;
  if (kontor_json_get (params, "cost_e4") == NULL)
    {
      *changed = *changed || before != NULL;
      return before == NULL
             || kontor_record_delete (context, KONTOR_KIND_PRODUCT_COST, &uid, error);
    }

  after = read_cost (context->database, &uid, variant, params, before, error);
  if (after == NULL)
    {
      if (path != NULL)
        g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (before != NULL && kontor_json_equal (before, after))
    return TRUE;
  *changed = TRUE;
  return kontor_record_store (context, KONTOR_KIND_PRODUCT_COST, after, error);
}

/**
 * kontor_cost_set_all:
 * @context: the running command
 * @product: a product
 * @params: what it was read from: its variants in the same order
 * @changed: (inout): set to %TRUE when something changed
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_cost_set_all (KontorCommandContext *context,
                     const KontorJson     *product,
                     const KontorJson     *params,
                     gboolean             *changed,
                     GError              **error)
{
  const KontorJson *entries = kontor_json_get (params, "variants");

  for (guint i = 0; i < kontor_json_length (entries); i++)
    {
      g_autofree char *path = g_strdup_printf ("variants[%u]", i);
      KontorUid        variant;

      if (!kontor_param_uid (kontor_product_variant_at (product, i), "variant", &variant, error)
          || !kontor_cost_set (
            context, &variant, kontor_json_at (entries, i), path, changed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_variant (const KontorJson *product, const char *uid)
{
  const KontorJson *variants = kontor_json_get (product, "variants");

  for (guint i = 0; i < kontor_json_length (variants); i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (variants, i), "variant", NULL), uid)
        == 0)
      return TRUE;
  return FALSE;
}

/**
 * kontor_cost_delete_missing:
 * @context: the running command
 * @before: (nullable): a product as it was
 * @after: (nullable): as it is; %NULL when it is gone
 * @error: return location for an error
 *
 * Deletes the costs of variants that are gone.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_cost_delete_missing (KontorCommandContext *context,
                            const KontorJson     *before,
                            const KontorJson     *after,
                            GError              **error)
{
  const KontorJson *variants = kontor_json_get (before, "variants");

  for (guint i = 0; i < kontor_json_length (variants); i++)
    {
      g_autoptr (KontorJson) none = NULL;
      gboolean          changed = FALSE;
      const KontorJson *variant = kontor_json_at (variants, i);
      KontorUid         uid;

      if (has_variant (after, kontor_json_get_string (variant, "variant", "")))
        continue;
      none = kontor_json_new_object ();
      kontor_json_set (none, "cost_e4", kontor_json_new_null ());
      if (!kontor_param_uid (variant, "variant", &uid, error)
          || !kontor_cost_set (context, &uid, none, NULL, &changed, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * kontor_cost_get:
 * @database: a connection
 * @variant: an object with "variant", one owner
 * @error: return location for an error
 *
 * Sets "cost_e4" and "cost_currency" in it: its cost as kontor_cost_set() takes it, null for none.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_cost_get (KontorDatabase *database, KontorJson *variant, GError **error)
{
  KontorUid variant_uid;
  KontorUid uid;
  g_autoptr (KontorJson) cost = NULL;

  if (!kontor_param_uid (variant, "variant", &variant_uid, error))
    return FALSE;
  derive_uid (&variant_uid, &uid);
  if (!kontor_record_find (database, KONTOR_KIND_PRODUCT_COST, &uid, &cost, error))
    return FALSE;

  kontor_json_set (variant, "cost_e4", kontor_json_share (kontor_json_get (cost, "cost_e4")));
  if (cost != NULL)
    kontor_json_set (
      variant, "cost_currency", kontor_json_share (kontor_json_get (cost, "currency")));
  return TRUE;
}

/**
 * kontor_product_dup_params:
 * @database: a connection
 * @product: a product
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the parameters of product.replace that bring it back as it is, costs
 *   included, or %NULL with @error set
 */
KontorJson *
kontor_product_dup_params (KontorDatabase *database, const KontorJson *product, GError **error)
{
  g_autoptr (KontorJson) params = kontor_form_pick (kontor_product_fields, product);
  const KontorJson *variants = kontor_json_get (product, "variants");
  KontorJson       *copies = kontor_json_new_array ();

  kontor_json_set (params, "product", kontor_json_share (kontor_json_get (product, "uid")));
  kontor_json_set (
    params, "attributes", kontor_json_share (kontor_json_get (product, "attributes")));
  kontor_json_set (params, "tags", kontor_json_share (kontor_json_get (product, "tags")));
  kontor_json_set (params, "pictures", kontor_json_share (kontor_json_get (product, "pictures")));
  kontor_json_set (params, "variants", copies);
  for (guint i = 0; i < kontor_json_length (variants); i++)
    {
      KontorJson *copy = kontor_json_copy_object (kontor_json_at (variants, i));

      kontor_json_append (copies, copy);
      if (!kontor_cost_get (database, copy, error))
        return NULL;
    }
  return g_steal_pointer (&params);
}
