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

typedef struct
{
  KontorListQuery *query; /* (owned) */
  GArray          *ids;   /* (owned) of gint64 */
} Selection;

static void
selection_free (gpointer data)
{
  g_autofree Selection *selection = data;

  g_clear_pointer (&selection->query, kontor_list_query_unref);
  g_clear_pointer (&selection->ids, g_array_unref);
}

static gpointer
read_uids (KontorDatabase *database, gpointer data, GError **error)
{
  Selection *selection = data;
  g_autoptr (GPtrArray) rows = kontor_list_query_fetch_rows (
    selection->query, database, (const gint64 *) selection->ids->data, selection->ids->len, error);
  GArray *uids = NULL;

  if (rows == NULL)
    return NULL;
  uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (uids, ((const KontorListRow *) g_ptr_array_index (rows, i))->uid);
  return uids;
}

/**
 * kontor_product_read_uids_async:
 * @query: the list of products
 * @ids: (element-type gint64): rows of it
 *
 * Finds out which products rows are, also those that are not loaded.
 */
void
kontor_product_read_uids_async (KontorCompany      *company,
                                KontorListQuery    *query,
                                GArray             *ids,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  Selection *selection = g_new0 (Selection, 1);

  selection->query = kontor_list_query_ref (query);
  selection->ids = g_array_ref (ids);
  kontor_replica_read_async (kontor_company_get_replica (company),
                             read_uids,
                             selection,
                             selection_free,
                             (GDestroyNotify) g_array_unref,
                             cancellable,
                             callback,
                             user_data);
}

/**
 * kontor_product_read_uids_finish:
 *
 * Returns: (transfer full) (element-type KontorUid): the products in the order asked
 */
GArray *
kontor_product_read_uids_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return kontor_replica_read_finish (KONTOR_REPLICA (source), result, error);
}
