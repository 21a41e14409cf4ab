/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-read.h"

static gpointer
read_products (KontorDatabase *database, gpointer data, GError **error)
{
  GArray *uids = data;
  g_autoptr (KontorJson) products = kontor_json_new_array ();

  for (guint i = 0; i < uids->len; i++)
    {
      KontorJson *product = kontor_query_product_json (
        database, &g_array_index (uids, KontorUid, i), error);

      if (product == NULL)
        return NULL;
      kontor_json_append (products, product);
    }
  return g_steal_pointer (&products);
}

/**
 * kontor_product_read_many_async:
 * @uids: (element-type KontorUid): products
 *
 * Reads several products in one go.
 */
void
kontor_product_read_many_async (KontorCompany      *company,
                                GArray             *uids,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  kontor_replica_read_async (kontor_company_get_replica (company),
                             read_products,
                             g_array_ref (uids),
                             (GDestroyNotify) g_array_unref,
                             (GDestroyNotify) kontor_json_unref,
                             cancellable,
                             callback,
                             user_data);
}

/**
 * kontor_product_read_many_finish:
 *
 * Returns: (transfer full): an array as kontor_query_product_json() gives each, or NULL with @error
 * set
 */
KontorJson *
kontor_product_read_many_finish (GAsyncResult *result, GError **error)
{
  return kontor_company_query_finish (NULL, result, error);
}
